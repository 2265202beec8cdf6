#include <algorithm>
#include <array>

#include "domain/law/answer_json.h"
#include "domain/law/court_fee.h"
#include "domain/law/enforcement.h"
#include "domain/law/hearing.h"
#include "domain/law/possession_date.h"
#include "domain/law/question_families.h"

namespace lintel {
namespace {

Result<Placed<Json>> ask_hearing(const QuestionInput& in, const LawBook& law) {
  const Result<std::optional<Date>> issued = in.date_if_given("issued");
  const Result<std::optional<Date>> hearing = in.date_if_given("hearing");
  if (const Problem* wrong = first_problem(issued, hearing)) return tl::unexpected(*wrong);
  if (!*issued && !*hearing) {
    return problem("neither issued nor hearing is given",
                   "Give the day of issue, of the hearing, or both.",
                   Place{"", 0, 0, "issued"});
  }
  return written(hearing_dates(law, *issued, *hearing), [](const HearingDates& answer) {
    Json json = Json::object();
    json["earliest_hearing"] = day_json(answer.earliest_hearing);
    json["latest_standard_hearing"] = day_json(answer.latest_standard_hearing);
    json["counted_back_from"] = answer.hearing.to_iso();
    json["serve_by"] = answer.serve_by.to_iso();
    json["statement_by_protocol"] = answer.statement_by_protocol.to_iso();
    json["statement_by_policy"] = answer.statement_by_policy.to_iso();
    json["evidence_by"] = answer.evidence_by.to_iso();
    json["steps"] = texts_json(answer.steps);
    return json;
  });
}

/// `order`: kind, made, and terms where known.
Result<PossessionOrder> order_of(const QuestionInput& in) {
  const Result<QuestionInput> order = in.part("order");
  if (!order) return tl::unexpected(order.error());
  const Result<PossessionOrderKind> kind = order->word("kind", parse_possession_order_kind);
  const Result<Date> made = order->date("made");
  const auto terms = order->word_if_given("terms", parse_order_terms);
  if (const Problem* wrong = first_problem(kind, made, terms)) return tl::unexpected(*wrong);
  return PossessionOrder{*kind, *made, *terms};
}

Result<Placed<Json>> ask_enforcement(const QuestionInput& in, const LawBook& law) {
  const Result<PossessionOrder> order = order_of(in);
  const Result<Date> on = in.date("on");
  const auto breach = in.word_if_given("breach", parse_order_breach);
  const Result<std::optional<Date>> eviction = in.date_if_given("eviction");
  if (const Problem* wrong = first_problem(order, on, breach, eviction))
    return tl::unexpected(*wrong);
  return written(enforcement(law, *order, *on, *breach, *eviction), [](const Enforcement& answer) {
    Json json = Json::object();
    json["form"] = answer.form;
    json["permission_needed"] = answer.permission_needed;
    json["notice_of_eviction_by"] = day_json(answer.notice_of_eviction_by);
    json["relisted_notice_by"] = day_json(answer.relisted_notice_by);
    json["because"] = answer.because;
    return json;
  });
}

Result<Placed<Json>> ask_possession_date(const QuestionInput& in, const LawBook& law) {
  const Result<Date> made = in.date("order_made");
  const Result<bool> mandatory = in.yes_no("mandatory");
  if (const Problem* wrong = first_problem(made, mandatory)) return tl::unexpected(*wrong);
  return written(possession_dates(law, *made, *mandatory), [](const PossessionDates& answer) {
    Json json = Json::object();
    json["latest"] = day_json(answer.latest);
    json["latest_hardship"] = day_json(answer.latest_hardship);
    json["suspendable"] = answer.suspendable;
    json["because"] = answer.because;
    return json;
  });
}

Result<Placed<Json>> ask_fee(const QuestionInput& in, const LawBook& law) {
  const Result<FeeKind> kind = in.word("kind", parse_fee_kind);
  const Result<Date> on = in.date("on");
  const Result<std::optional<Date>> hearing = in.date_if_given("hearing");
  if (const Problem* wrong = first_problem(kind, on, hearing)) return tl::unexpected(*wrong);
  const auto write = [](const CourtFee& answer) {
    Json json = Json::object();
    json["amount"] = answer.amount.to_plain();
    json["because"] = answer.because;
    return json;
  };
  return written_or_unknown(court_fee(law, *kind, *on, *hearing), "amount", write);
}

/// The values of the bank holidays that a count between two days looked at.
std::vector<RuleUsed> holidays_between(const LawBook& law, Date one, Date other) {
  std::vector<RuleUsed> used;
  const DatedRule* rule = law.rules().find("CAL-01");
  if (rule == nullptr) return used;
  const auto [first, last] = std::minmax(one, other);
  for (const DatedValue& value : rule->values) {
    if (value.from <= last && (!value.to || first <= *value.to)) used.push_back(value.used());
  }
  return used;
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
  if (in.has("add")) {
    const Result<int> add = in.whole_number("add");
    if (!add) return tl::unexpected(add.error());
    const Result<Date> day = calendar.working_day_after(*from, *add);
    if (!day) return Placed<Json>(tl::unexpected(Manual{day.error().what}));
    json["date"] = day->to_iso();
    json["rules"] = rules_json(holidays_between(law, *from, *day));
  } else {
    const Result<Date> to = in.date("to");
    if (!to) return tl::unexpected(to.error());
    const Result<int> count = calendar.working_days_between(*from, *to);
    if (!count) return Placed<Json>(tl::unexpected(Manual{count.error().what}));
    json["count"] = *count;
    json["rules"] = rules_json(holidays_between(law, *from, *to));
  }
  return Placed<Json>(std::move(json));
}

constexpr std::array<Question, 5> kQuestions = {{
    {"enforcement", ask_enforcement},
    {"fee", ask_fee},
    {"hearing", ask_hearing},
    {"possession_date", ask_possession_date},
    {"working_days", ask_working_days},
}};

}  // namespace

std::span<const Question> court_questions() {
  return kQuestions;
}

}  // namespace lintel
