#include "domain/law/moratorium.h"

#include "domain/counting.h"
#include "domain/law/reading.h"
#include "domain/words.h"

namespace lintel {
namespace {

constexpr std::array<Words, 2> kKinds = {
    {{"standard", "breathing space"},
     {"mental_health_crisis", "mental health crisis breathing space"}}};
constexpr std::array<Words, 8> kSteps = {
    {{"arrears_notice", "a notice for rent arrears"},
     {"other_ground_notice", "a notice on another ground"},
     {"claim", "a claim for rent arrears"},
     {"hearing_of_existing_claim", "the hearing of a claim already made"},
     {"enforcement_hearing", "a hearing to enforce an order"},
     {"warrant", "a warrant"},
     {"eviction", "an eviction"},
     {"contact", "contact about the arrears"}}};

std::string_view words_for(RecoveryStep step) {
  return kSteps.at(static_cast<std::size_t>(step)).label;
}

std::optional<Date> end_of(const Moratorium& moratorium,
                           const DatedValue& standard,
                           const DatedValue& tail) {
  if (moratorium.kind == MoratoriumKind::standard) {
    return last_day_of_days_beginning_with(moratorium.start, standard.number());
  }
  if (!moratorium.treatment_ended) return std::nullopt;
  return last_day_of_days_beginning_with(*moratorium.treatment_ended, tail.number());
}

}  // namespace

std::string_view to_string(MoratoriumKind kind) {
  return kKinds.at(static_cast<std::size_t>(kind)).word;
}
Result<MoratoriumKind> parse_moratorium_kind(std::string_view text) {
  return parse_word<MoratoriumKind>(kKinds, text, "a kind of moratorium");
}
std::string_view to_string(RecoveryStep step) {
  return kSteps.at(static_cast<std::size_t>(step)).word;
}
Result<RecoveryStep> parse_recovery_step(std::string_view text) {
  return parse_word<RecoveryStep>(kSteps, text, "a step");
}

Placed<MoratoriumDates> moratorium_dates(const LawBook& law, const Moratorium& moratorium) {
  const bool standard = moratorium.kind == MoratoriumKind::standard;
  if (moratorium.treatment_ended && *moratorium.treatment_ended < moratorium.start) {
    return Reading::manual("treatment is said to have ended before the moratorium began");
  }
  Reading read{law, moratorium.start};
  const DatedValue* length =
      standard ? read.value("BS-01", {RuleUnit::days}) : read.value("BS-02", {RuleUnit::days});
  const DatedValue* creditor = read.value("BS-11", {RuleUnit::days});
  if (length == nullptr || creditor == nullptr) return read.manual();

  MoratoriumDates answer;
  answer.ends = end_of(moratorium, *length, *length);
  answer.creditor_review_by = last_day_of_days_beginning_with(moratorium.start, creditor->number());
  if (standard) {
    const DatedValue* midway = read.value("BS-14", {RuleUnit::day_range});
    if (midway == nullptr) return read.manual();
    answer.review_from =
        last_day_of_days_beginning_with(moratorium.start, midway->day_range().first);
    answer.review_to =
        last_day_of_days_beginning_with(moratorium.start, midway->day_range().second);
  }
  answer.rules = read.used();
  return answer;
}

Placed<StepAllowed> step_allowed(const LawBook& law,
                                 const Moratorium& moratorium,
                                 RecoveryStep step,
                                 Date on,
                                 bool new_arrears) {
  const Placed<MoratoriumDates> dates = moratorium_dates(law, moratorium);
  if (!dates) return tl::unexpected(dates.error());
  Reading read{law, on};
  read.use(dates->rules);
  const std::string kind(kKinds.at(static_cast<std::size_t>(moratorium.kind)).label);
  const auto answer = [&](bool allowed, std::string because) -> Placed<StepAllowed> {
    return StepAllowed{allowed, std::move(because), read.used()};
  };

  if (on < moratorium.start)
    return answer(true, "the " + kind + " begins on " + moratorium.start.to_words());
  if (dates->ends && on > *dates->ends)
    return answer(true, "the " + kind + " ended on " + dates->ends->to_words());

  const DatedValue* open_to_new = read.value("BS-24", {RuleUnit::words});
  if (open_to_new == nullptr) return read.manual();
  if (new_arrears &&
      std::ranges::find(open_to_new->written, to_string(step)) != open_to_new->written.end()) {
    return answer(true,
                  "rent that fell due after " + moratorium.start.to_words() +
                      " is not part of the moratorium debt (" + open_to_new->citation + ")");
  }
  const Matter matter = {{"step", std::string(to_string(step))}};
  const auto bars = read.rules().matching("step_barred", matter);
  const auto leaves = read.rules().matching("step_allowed", matter);
  if (bars.size() + leaves.size() != 1) {
    return Reading::manual("no one rule says whether " + std::string(words_for(step)) +
                           " may go on");
  }
  const DatedValue& rule = bars.empty() ? *leaves.front() : *bars.front();
  if (rule.unit != RuleUnit::yes_no)
    return Reading::manual("the rule " + rule.id + " is not a yes or no");
  read.use(rule.used());
  const bool allowed = bars.empty() ? rule.yes() : !rule.yes();
  const std::string until =
      dates->ends ? "until " + dates->ends->to_words() : "while treatment goes on";
  return answer(allowed,
                "the " + kind + " runs " + until + ", and " + std::string(words_for(step)) +
                    (allowed ? " may go on (" : " may not (") + rule.citation + ")");
}

Placed<ExtendedDeadline> extended_deadline(const LawBook& law,
                                           const Moratorium& moratorium,
                                           Date deadline) {
  const Placed<MoratoriumDates> dates = moratorium_dates(law, moratorium);
  if (!dates) return tl::unexpected(dates.error());
  if (!dates->ends)
    return Reading::manual("the moratorium has no end yet, and the deadline follows its end");
  Reading read{law, moratorium.start};
  read.use(dates->rules);
  const DatedValue* weeks = read.value("BS-10", {RuleUnit::weeks});
  if (weeks == nullptr) return read.manual();
  const Date last = last_day_of_weeks_beginning_with(*dates->ends, weeks->number());
  const bool extended = moratorium.start <= deadline && deadline < last;
  return ExtendedDeadline{extended ? last : deadline, read.used()};
}

}  // namespace lintel
