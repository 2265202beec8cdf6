#include <array>

#include "domain/law/answer_json.h"
#include "domain/law/daily_rate.h"
#include "domain/law/question_families.h"
#include "domain/law/rent_cap.h"
#include "domain/law/rent_increase.h"
#include "domain/law/uc_monthly.h"

namespace lintel {
namespace {

/// Asked without a day, the rule as it was last written is meant.
Date day_of_rule(const LawBook& law, const std::optional<Date>& on, std::string_view id) {
  const DatedRule* rule = law.rules().find(id);
  return on ? *on : rule == nullptr ? Date{1900, 1, 1} : rule->values.back().from;
}

Result<Placed<Json>> ask_daily_rate(const QuestionInput& in, const LawBook& law) {
  const Result<Rent> rent = in.rent();
  const Result<std::optional<Date>> on = in.date_if_given("on");
  if (const Problem* wrong = first_problem(rent, on)) return tl::unexpected(*wrong);
  return written(daily_rate(law, day_of_rule(law, *on, "CRT-11"), *rent),
                 [](const DailyRate& answer) {
                   Json json = Json::object();
                   json["daily"] = answer.daily.to_plain();
                   json["method"] = answer.method;
                   return json;
                 });
}

Result<Placed<Json>> ask_uc_monthly(const QuestionInput& in, const LawBook& law) {
  const Result<Money> rent = in.sum("weekly_rent");
  const Result<int> free = in.has("rent_free_weeks") ? in.whole_number("rent_free_weeks") : 0;
  const Result<std::optional<Date>> on = in.date_if_given("on");
  if (const Problem* wrong = first_problem(rent, free, on)) return tl::unexpected(*wrong);
  if (*free < 0) {
    return problem("rent_free_weeks cannot be less than none",
                   "Give the weeks of a year without rent.",
                   Place{"", 0, 0, "rent_free_weeks"});
  }
  return written(uc_monthly(law, day_of_rule(law, *on, "RNT-16"), *rent, *free),
                 [](const UcMonthly& answer) {
                   Json json = Json::object();
                   json["monthly"] = answer.monthly.to_plain();
                   json["method"] = answer.method;
                   return json;
                 });
}

Result<Placed<Json>> ask_rent_cap(const QuestionInput& in, const LawBook& law) {
  const Result<Date> year_from = in.date("year_from");
  const Result<Money> rent = in.sum("rent");
  const auto formula = in.sum_if_given("formula_rent");
  const Result<Jurisdiction> jurisdiction = in.word("jurisdiction", parse_jurisdiction);
  const auto cpi = in.percent_if_given("cpi");
  if (const Problem* wrong = first_problem(year_from, rent, formula, jurisdiction, cpi))
    return tl::unexpected(*wrong);
  const auto write = [](const RentCap& answer) {
    Json json = Json::object();
    json["maximum"] = answer.maximum.to_plain();
    if (answer.maximum_one_home) json["maximum_one_home"] = money_json(answer.maximum_one_home);
    json["steps"] = texts_json(answer.steps);
    return json;
  };
  return written_or_unknown(
      rent_cap(law, *year_from, *rent, *formula, *jurisdiction, *cpi), "maximum", write);
}

/// null: known to be none; absent: nobody has said.
Result<EarlierIncreases> earlier_increases(const QuestionInput& in) {
  const Result<std::optional<Date>> last = in.date_if_given("last_increase");
  const Result<std::optional<Date>> first = in.date_if_given("first_increase");
  if (const Problem* wrong = first_problem(last, first)) return tl::unexpected(*wrong);
  if (*first && *last && **first > **last) {
    return problem("first_increase is after last_increase",
                   "Give the first that took effect.",
                   Place{"", 0, 0, "first_increase"});
  }
  return EarlierIncreases{in.is_said("last_increase"), *last, *first};
}

/// `agreement`: the notice its clause asks for, as notice_days, notice_weeks or notice_months.
Result<std::optional<AgreedNotice>> agreed_notice(const QuestionInput& in) {
  struct Length {
    const char* field;
    const char* unit;
    int days;
    int months;
  };
  constexpr int kDaysInAWeek = 7;
  constexpr std::array<Length, 3> kLengths = {{{"notice_days", "day", 1, 0},
                                               {"notice_weeks", "week", kDaysInAWeek, 0},
                                               {"notice_months", "month", 0, 1}}};
  if (!in.has("agreement")) return std::optional<AgreedNotice>{};
  const Result<QuestionInput> agreement = in.part("agreement");
  if (!agreement) return tl::unexpected(agreement.error());
  for (const Length& length : kLengths) {
    if (!agreement->has(length.field)) continue;
    const Result<int> n = agreement->whole_number(length.field);
    if (!n) return tl::unexpected(n.error());
    if (*n < 0)
      return problem("a notice cannot be less than nothing",
                     "Give what the clause says.",
                     Place{"", 0, 0, std::string("agreement.") + length.field});
    return AgreedNotice{*n * length.days,
                        *n * length.months,
                        std::to_string(*n) + " " + length.unit + (*n == 1 ? "" : "s")};
  }
  return problem("agreement says no notice",
                 "Give notice_days, notice_weeks or notice_months.",
                 Place{"", 0, 0, "agreement"});
}

Result<Placed<Json>> ask_rent_increase(const QuestionInput& in, const LawBook& law) {
  const Result<RentMechanism> mechanism = in.word("mechanism", parse_rent_mechanism);
  const Result<Date> served = in.date("served");
  const Result<Date> effective = in.date("effective");
  const Result<Letting> letting = in.letting();
  const Result<EarlierIncreases> earlier = earlier_increases(in);
  const auto periods = in.rent_periods_if_given();
  const auto agreed = agreed_notice(in);
  if (const Problem* wrong =
          first_problem(mechanism, served, effective, letting, earlier, periods, agreed))
    return tl::unexpected(*wrong);
  const RentNotice notice{*mechanism, *served, *effective, *earlier, *periods, *agreed};
  return written(rent_increase(law, *letting, notice), [](const RentIncrease& answer) {
    Json json = Json::object();
    json["valid"] = answer.valid;
    json["provided"] = texts_json(answer.provided);
    json["first_lawful_effective"] = day_json(answer.first_lawful_effective);
    json["serve_by"] = day_json(answer.serve_by);
    json["form"] = answer.form ? Json(*answer.form) : Json();
    json["because"] = answer.because;
    return json;
  });
}

constexpr std::array<Question, 4> kQuestions = {{
    {"daily_rate", ask_daily_rate},
    {"rent_cap", ask_rent_cap},
    {"rent_increase", ask_rent_increase},
    {"uc_monthly", ask_uc_monthly},
}};

}  // namespace

std::span<const Question> rent_questions() {
  return kQuestions;
}

}  // namespace lintel
