#include <array>

#include "domain/law/answer_json.h"
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

constexpr std::array<Question, 1> kQuestions = {{
    {"moratorium", ask_moratorium},
}};

}  // namespace

std::span<const Question> debt_questions() {
  return kQuestions;
}

}  // namespace lintel
