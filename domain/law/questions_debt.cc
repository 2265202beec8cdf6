#include <array>

#include "domain/law/answer_json.h"
#include "domain/law/insolvency.h"
#include "domain/law/limitation.h"
#include "domain/law/moratorium.h"
#include "domain/law/question_families.h"

namespace lintel {
namespace {

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

Result<std::vector<RentDebit>> debits_of(const QuestionInput& in) {
  const Result<std::vector<QuestionInput>> items = in.parts("debits");
  if (!items) return tl::unexpected(items.error());
  std::vector<RentDebit> debits;
  for (const QuestionInput& item : *items) {
    const Result<Date> due = item.date("due");
    const Result<Money> amount = item.sum("amount");
    if (const Problem* wrong = first_problem(due, amount)) return tl::unexpected(*wrong);
    debits.push_back({*due, *amount});
  }
  return debits;
}

/// The day of something that has happened: one after `on` is malformed.
Result<std::optional<Date>> past_day(const QuestionInput& in, std::string_view field, Date on) {
  const Result<std::optional<Date>> day = in.date_if_given(field);
  if (day && *day && **day > on) {
    return problem(std::string(field) + " is after the day asked about",
                   "Give a day that has come.",
                   Place{"", 0, 0, std::string(field)});
  }
  return day;
}

Result<Placed<Json>> ask_limitation(const QuestionInput& in, const LawBook& law) {
  const Result<std::vector<RentDebit>> debits = debits_of(in);
  const Result<Date> on = in.date("on");
  if (const Problem* wrong = first_problem(debits, on)) return tl::unexpected(*wrong);
  const Result<std::optional<Date>> acknowledged = past_day(in, "acknowledged", *on);
  const Result<std::optional<Date>> part_paid = past_day(in, "part_paid", *on);
  if (const Problem* wrong = first_problem(acknowledged, part_paid)) return tl::unexpected(*wrong);
  return written(limitation(law, *debits, *acknowledged, *part_paid, *on),
                 [](const Limitation& answer) {
                   Json list = Json::array();
                   for (const LimitedDebit& each : answer.debits) {
                     Json debit = Json::object();
                     debit["due"] = each.debit.due.to_iso();
                     debit["amount"] = each.debit.amount.to_plain();
                     debit["barred_after"] = each.barred_after.to_iso();
                     debit["barred"] = each.barred;
                     list.push(std::move(debit));
                   }
                   Json json = Json::object();
                   json["debits"] = std::move(list);
                   json["steps"] = texts_json(answer.steps);
                   return json;
                 });
}

Result<Placed<Json>> ask_insolvency(const QuestionInput& in, const LawBook& law) {
  const Result<InsolvencyEvent> event = in.word("event", parse_insolvency_event);
  const Result<Date> on = in.date("on");
  const Result<bool> listed = in.yes_no("arrears_listed");
  if (const Problem* wrong = first_problem(event, on, listed)) return tl::unexpected(*wrong);
  return written(insolvency_effect(law, *event, *on, *listed), [](const InsolvencyEffect& answer) {
    Json json = Json::object();
    json["possession"] = answer.possession;
    json["money_judgment"] = answer.money_judgment;
    json["new_arrears"] = answer.new_arrears;
    json["because"] = answer.because;
    return json;
  });
}

constexpr std::array<Question, 3> kQuestions = {{
    {"insolvency", ask_insolvency},
    {"limitation", ask_limitation},
    {"moratorium", ask_moratorium},
}};

}  // namespace

std::span<const Question> debt_questions() {
  return kQuestions;
}

}  // namespace lintel
