#include "domain/law/questions.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "domain/law/daily_rate.h"
#include "domain/law/deemed_service.h"
#include "domain/law/ground8.h"
#include "domain/law/moratorium.h"
#include "domain/law/notice_dates.h"
#include "domain/law/notice_form.h"
#include "domain/law/question_input.h"
#include "domain/law/regime.h"

namespace lintel {
namespace {

using Ask = Result<Placed<Json>> (*)(const QuestionInput&, const LawBook&);

Json rules_json(const std::vector<RuleUsed>& rules) {
  Json list = Json::array();
  for (const RuleUsed& rule : rules) {
    Json each = Json::object();
    each["id"] = rule.id;
    each["citation"] = rule.citation;
    each["from"] = rule.from.to_iso();
    each["to"] = rule.to ? Json(rule.to->to_iso()) : Json();
    list.push(std::move(each));
  }
  return list;
}

Json texts_json(const std::vector<std::string>& texts) {
  Json list = Json::array();
  for (const std::string& each : texts) list.push(each);
  return list;
}

Json day_json(const std::optional<Date>& day) {
  return day ? Json(day->to_iso()) : Json();
}

/// The answer as JSON, or its Manual passed on.
template <class T, class Write>
Placed<Json> written(const Placed<T>& answer, Write write) {
  if (!answer) return tl::unexpected(answer.error());
  Json json = write(*answer);
  json["rules"] = rules_json(answer->rules);
  return json;
}

Result<Placed<Json>> ask_regime(const QuestionInput& in, const LawBook& law) {
  const Result<Date> on = in.date("on");
  const Result<Letting> letting = in.letting();
  if (const Problem* wrong = first_problem(on, letting)) return tl::unexpected(*wrong);
  return written(regime_on(law, *on, *letting), [](const RegimeAnswer& answer) {
    Json json = Json::object();
    json["regime"] = to_string(answer.regime);
    return json;
  });
}

Result<Placed<Json>> ask_notice_form(const QuestionInput& in, const LawBook& law) {
  const Result<Date> on = in.date("on");
  const Result<Letting> letting = in.letting();
  const Result<NoticePurpose> purpose = in.word("purpose", parse_notice_purpose);
  if (const Problem* wrong = first_problem(on, letting, purpose)) return tl::unexpected(*wrong);
  return written(notice_form(law, *on, *letting, *purpose), [](const NoticeFormAnswer& answer) {
    Json json = Json::object();
    json["form"] = answer.form ? Json(*answer.form) : Json();
    json["statute"] = answer.statute;
    json["available"] = answer.available;
    json["because"] = answer.because;
    return json;
  });
}

Result<Placed<Json>> ask_ground8(const QuestionInput& in, const LawBook& law) {
  const Result<Date> on = in.date("on");
  const Result<Letting> letting = in.letting();
  const Result<Rent> rent = in.rent();
  const Result<Money> unpaid = in.money("rent_unpaid");
  const Result<Money> pending = in.has("uc_pending") ? in.money("uc_pending") : Money{};
  if (const Problem* wrong = first_problem(on, letting, rent, unpaid, pending))
    return tl::unexpected(*wrong);
  return written(ground8(law, *on, *letting, *rent, *unpaid, *pending),
                 [](const Ground8Answer& answer) {
                   Json json = Json::object();
                   json["met"] = answer.met;
                   json["threshold"] = answer.threshold.to_plain();
                   json["counted"] = answer.counted.to_plain();
                   json["shortfall"] = answer.shortfall.to_plain();
                   return json;
                 });
}

Result<Placed<Json>> ask_deemed_service(const QuestionInput& in, const LawBook& law) {
  const Result<ServiceClock> clock = in.word("clock", parse_service_clock);
  const Result<DeliveryMethod> method = in.word("method", parse_delivery_method);
  const Result<DayAndTime> at = in.day_and_time("at");
  const Result<Jurisdiction> jurisdiction = in.word("jurisdiction", parse_jurisdiction);
  if (const Problem* wrong = first_problem(clock, method, at, jurisdiction))
    return tl::unexpected(*wrong);
  const bool notice = *clock == ServiceClock::notice;
  return written(deemed_service(law, *clock, *method, at->day, at->time, *jurisdiction),
                 [&](const DeemedService& answer) {
                   Json json = Json::object();
                   json["deemed"] = answer.deemed.to_iso();
                   if (notice) {
                     json["deemed_cpr"] = day_json(answer.deemed_cpr);
                     json["deemed_post"] = day_json(answer.deemed_post);
                   }
                   json["steps"] = texts_json(answer.steps);
                   return json;
                 });
}

Result<Placed<Json>> ask_notice_dates(const QuestionInput& in, const LawBook& law) {
  const Result<Date> served = in.date("served");
  const Result<Letting> letting = in.letting();
  const Result<std::vector<std::string>> grounds = in.texts("grounds");
  const Result<RentPeriods> periods = in.rent_periods();
  if (const Problem* wrong = first_problem(served, letting, grounds, periods))
    return tl::unexpected(*wrong);
  return written(notice_dates(law, *served, *letting, *grounds, *periods),
                 [](const NoticeDates& answer) {
                   Json json = Json::object();
                   json["names"] = to_string(answer.names);
                   json["named_date"] = answer.named_date.to_iso();
                   json["earliest_legal"] = answer.earliest_legal.to_iso();
                   json["earliest_safe"] = answer.earliest_safe.to_iso();
                   json["last_legal"] = day_json(answer.last_legal);
                   json["last_safe"] = day_json(answer.last_safe);
                   json["steps"] = texts_json(answer.steps);
                   return json;
                 });
}

/// Adds what a part of the answer says, and its rules. False when it is Manual.
template <class T, class Write>
bool add_part(Json& json,
              std::vector<RuleUsed>& rules,
              std::optional<Manual>& manual,
              const Placed<T>& part,
              Write write) {
  if (!part) {
    manual = part.error();
    return false;
  }
  write(json, *part);
  for (const RuleUsed& rule : part->rules) {
    if (std::ranges::find(rules, rule) == rules.end()) rules.push_back(rule);
  }
  return true;
}

Result<Placed<Json>> ask_moratorium(const QuestionInput& in, const LawBook& law) {
  const Result<MoratoriumKind> kind = in.word("kind", parse_moratorium_kind);
  const Result<Date> start = in.date("start");
  const Result<std::optional<Date>> ended = in.date_if_given("treatment_ended");
  const Result<std::optional<Date>> deadline = in.date_if_given("deadline");
  if (const Problem* wrong = first_problem(kind, start, ended, deadline))
    return tl::unexpected(*wrong);
  const Moratorium moratorium{*kind, *start, *ended};

  Json json = Json::object();
  std::vector<RuleUsed> rules;
  std::optional<Manual> manual;
  bool whole = add_part(json,
                        rules,
                        manual,
                        moratorium_dates(law, moratorium),
                        [](Json& to, const MoratoriumDates& dates) {
                          to["ends"] = day_json(dates.ends);
                          to["review_from"] = day_json(dates.review_from);
                          to["review_to"] = day_json(dates.review_to);
                          to["creditor_review_by"] = dates.creditor_review_by.to_iso();
                        });
  if (whole && *deadline) {
    whole = add_part(json,
                     rules,
                     manual,
                     extended_deadline(law, moratorium, **deadline),
                     [](Json& to, const ExtendedDeadline& extended) {
                       to["extended_deadline"] = extended.deadline.to_iso();
                     });
  }
  if (in.has("step")) {
    const Result<QuestionInput> step = in.part("step");
    if (!step) return tl::unexpected(step.error());
    const Result<RecoveryStep> what = step->word("kind", parse_recovery_step);
    const Result<Date> on = step->date("on");
    const Result<bool> new_arrears = step->has("new_arrears") ? step->yes_no("new_arrears") : false;
    if (const Problem* wrong = first_problem(what, on, new_arrears)) return tl::unexpected(*wrong);
    whole = whole && add_part(json,
                              rules,
                              manual,
                              step_allowed(law, moratorium, *what, *on, *new_arrears),
                              [](Json& to, const StepAllowed& allowed) {
                                to["step_allowed"] = allowed.allowed;
                                to["because"] = allowed.because;
                              });
  }
  if (!whole) return Placed<Json>(tl::unexpected(*manual));
  json["rules"] = rules_json(rules);
  return Placed<Json>(std::move(json));
}

Result<Placed<Json>> ask_daily_rate(const QuestionInput& in, const LawBook& law) {
  const Result<Rent> rent = in.rent();
  const Result<std::optional<Date>> on = in.date_if_given("on");
  if (const Problem* wrong = first_problem(rent, on)) return tl::unexpected(*wrong);
  // Asked without a day, the rule as it was last written is meant.
  const DatedRule* rule = law.rules().find("CRT-11");
  const Date day = *on ? **on : rule == nullptr ? Date{1900, 1, 1} : rule->values.back().from;
  return written(daily_rate(law, day, *rent), [](const DailyRate& answer) {
    Json json = Json::object();
    json["daily"] = answer.daily.to_plain();
    json["method"] = answer.method;
    return json;
  });
}

Result<Placed<Json>> ask_working_days(const QuestionInput& in, const LawBook& law) {
  const Result<Date> from = in.date("from");
  const Result<Jurisdiction> jurisdiction = in.word("jurisdiction", parse_jurisdiction);
  if (const Problem* wrong = first_problem(from, jurisdiction)) return tl::unexpected(*wrong);
  if (in.has("add") == in.has("to")) {
    return problem("working_days needs either add or to, and not both",
                   "Give one of them.",
                   Place{"", 0, 0, "add"});
  }
  const Calendar& calendar = law.calendar(*jurisdiction);
  Json json = Json::object();
  std::vector<RuleUsed> rules;
  if (const DatedValue* holidays = law.on(*from).find("CAL-01")) rules.push_back(holidays->used());
  json["rules"] = rules_json(rules);
  if (in.has("add")) {
    const Result<int> add = in.whole_number("add");
    if (!add) return tl::unexpected(add.error());
    const Result<Date> day = calendar.working_day_after(*from, *add);
    if (!day) return Placed<Json>(tl::unexpected(Manual{day.error().what}));
    json["date"] = day->to_iso();
  } else {
    const Result<Date> to = in.date("to");
    if (!to) return tl::unexpected(to.error());
    const Result<int> count = calendar.working_days_between(*from, *to);
    if (!count) return Placed<Json>(tl::unexpected(Manual{count.error().what}));
    json["count"] = *count;
  }
  return Placed<Json>(std::move(json));
}

struct Question {
  std::string_view name;
  Ask ask;
};
constexpr std::array<Question, 8> kQuestions = {{
    {"daily_rate", ask_daily_rate},
    {"deemed_service", ask_deemed_service},
    {"ground8", ask_ground8},
    {"moratorium", ask_moratorium},
    {"notice_dates", ask_notice_dates},
    {"notice_form", ask_notice_form},
    {"regime", ask_regime},
    {"working_days", ask_working_days},
}};

/// The answer; manual where counting from a stranger's date leaves the years that a Date can hold.
Result<Placed<Json>> within_the_years(const Question& question,
                                      const QuestionInput& in,
                                      const LawBook& law) {
  try {
    return question.ask(in, law);
  } catch (const std::out_of_range&) {
    return Placed<Json>(
        tl::unexpected(Manual{"the count leaves the years that can be dated, 1900 to 2199"}));
  }
}

}  // namespace

const std::vector<std::string_view>& law_questions() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> all;
    for (const Question& each : kQuestions) all.push_back(each.name);
    return all;
  }();
  return names;
}

Result<Json> answer_question(std::string_view question, const Json& input, const LawBook& law) {
  const auto asked = std::ranges::find(kQuestions, question, &Question::name);
  if (asked == kQuestions.end()) {
    std::string names;
    for (const Question& each : kQuestions)
      names += (names.empty() ? "" : ", ") + std::string(each.name);
    return problem("\"" + std::string(question) + "\" is not a question that the law is asked here",
                   "Ask one of " + names + ".",
                   Place{"", 0, 0, "question"});
  }
  if (!input.is_object())
    return problem("the input is not a JSON object", "Write one object a line.");
  const Result<Placed<Json>> answer = within_the_years(*asked, QuestionInput(input), law);
  if (!answer) return tl::unexpected(answer.error());

  Json json = Json::object();
  if (*answer) {
    json = **answer;
  } else {
    json["answer"] = "manual";
    json["because"] = answer->error().because;
    json["rules"] = Json::array();
  }
  if (const Json* id = input.find("id")) json["id"] = *id;
  return json;
}

}  // namespace lintel
