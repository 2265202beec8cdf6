#include "server/casework/mass_hold_decision.h"

#include <algorithm>

#include "server/casework/case_act.h"
#include "server/casework/decision_words.h"
#include "storage/import_store.h"

namespace lintel {
namespace {

MassHoldDecided left(MassHoldLine line, MassHoldOutcome outcome, std::string because) {
  line.outcome = outcome;
  line.because = std::move(because);
  return {.line = std::move(line), .planned = std::nullopt};
}

bool still_stands(const Hold& hold, Date today) {
  return !hold.lifted_on && (!hold.until || today <= *hold.until);
}

std::string label_of(const HoldDefinition& hold) {
  return hold.label.empty() ? words_of(hold.name) : hold.label;
}

Json timers_json(const std::vector<TimerChange>& changes) {
  Json timers = Json::array();
  for (const TimerChange& change : changes) {
    Json timer = Json::object();
    timer["name"] = change.name;
    timer["what"] = to_string(change.what);
    timer["before"] = change.before ? Json(change.before->to_iso()) : Json();
    timer["after"] = change.after ? Json(change.after->to_iso()) : Json();
    timers.push(std::move(timer));
  }
  return timers;
}

/// Whether the event is done by a task where the case stands: then four eyes may be asked, a form
/// is filled in, or documents are read, and none of that is done for many at once.
bool belongs_to_task(const GatheredCase& gathered, const std::string& event) {
  const StateDefinition* state = gathered.definition->state(gathered.state.state);
  const EventDefinition* declared = state == nullptr ? nullptr : state->event(event);
  return declared != nullptr && std::ranges::any_of(declared->branches, [](const Branch& branch) {
           return !branch.by_task.empty();
         });
}

std::map<std::string, std::string> fields_in(const std::string& text) {
  const Result<Json> read = parse_json(text);
  if (!read) throw std::runtime_error(read.error().to_string());
  std::map<std::string, std::string> fields;
  for (const auto& [name, value] : read->as_object()) fields[name] = value.as_string();
  return fields;
}

}  // namespace

MassHoldDecider::MassHoldDecider(CaseworkParts& parts, const MassHold& hold, const Person& by)
    : parts_(parts),
      hold_(hold),
      by_(by),
      today_(parts.clock.today()),
      fields_(fields_in(hold.fields)) {
}

MassHoldDecided MassHoldDecider::put(Connection& connection, const PickedCase& picked) {
  return put_on(connection,
                {.reference = picked.reference, .patch = picked.patch, .case_id = picked.case_id});
}

MassHoldDecided MassHoldDecider::lift(Connection& connection, const MassHoldLine& put) {
  return lift_from(connection,
                   {.reference = put.reference,
                    .patch = put.patch,
                    .case_id = put.case_id,
                    .hold_id = put.hold_id});
}

MassHoldDecided MassHoldDecider::again(Connection& connection, const MassHoldLine& line) {
  MassHoldLine anew{.reference = line.reference, .patch = line.patch, .case_id = line.case_id};
  if (hold_.act == MassHoldAct::put) return put_on(connection, std::move(anew));
  anew.hold_id = line.hold_id;
  return lift_from(connection, std::move(anew));
}

MassHoldDecided MassHoldDecider::put_on(Connection& connection, MassHoldLine line) {
  if (!by_.covers(line.patch))
    return left(std::move(line),
                MassHoldOutcome::refused,
                "the case is in the patch " + line.patch + ", which is not " + by_.name + "'s");
  const std::optional<GatheredCase> gathered = gather(connection, line.case_id);
  if (!gathered) return left(std::move(line), MassHoldOutcome::refused, "the case has been closed");
  const HoldDefinition* declared = gathered->definition->hold(hold_.hold);
  if (declared == nullptr || declared->begins.empty())
    return left(std::move(line),
                MassHoldOutcome::refused,
                gathered->definition->key.workflow + " " + gathered->definition->key.version +
                    ", which the case keeps, has no hold “" + hold_.hold + "”");
  for (const Hold& hold : gathered->state.holds)
    if (hold.name == hold_.hold && still_stands(hold, today_))
      return left(std::move(line),
                  MassHoldOutcome::already,
                  label_of(*declared) + " is there already, from " + hold.from.to_words());
  return plan(*gathered, declared->begins.front(), std::move(line));
}

/// Only the hold that was put on then: one that somebody put on since is theirs to lift.
MassHoldDecided MassHoldDecider::lift_from(Connection& connection, MassHoldLine line) {
  if (!by_.covers(line.patch))
    return left(std::move(line),
                MassHoldOutcome::refused,
                "the case is in the patch " + line.patch + ", which is not " + by_.name + "'s");
  const std::optional<GatheredCase> gathered = gather(connection, line.case_id);
  if (!gathered) return left(std::move(line), MassHoldOutcome::already, "the case has been closed");
  const HoldDefinition* declared = gathered->definition->hold(hold_.hold);
  if (declared == nullptr || declared->ends.empty())
    return left(std::move(line),
                MassHoldOutcome::refused,
                gathered->definition->key.workflow + " " + gathered->definition->key.version +
                    ", which the case keeps now, does not say how “" + hold_.hold + "” ends");
  const auto& holds = gathered->state.holds;
  const auto standing = std::ranges::find(holds, hold_.hold, &Hold::name);
  if (standing == holds.end() || !still_stands(*standing, today_))
    return left(std::move(line), MassHoldOutcome::already, label_of(*declared) + " is over");
  if (standing->id != line.hold_id)
    return left(std::move(line),
                MassHoldOutcome::already,
                label_of(*declared) + " was put on anew from " + standing->from.to_words() +
                    ": it is lifted on the case");
  return plan(*gathered, declared->ends.front(), std::move(line));
}

MassHoldDecided MassHoldDecider::plan(const GatheredCase& gathered,
                                      const std::string& event,
                                      MassHoldLine line) {
  constexpr const char* kByTask =
      "its workflow gives this to whoever does a task: it is done on the case";
  if (belongs_to_task(gathered, event))
    return left(std::move(line), MassHoldOutcome::refused, kByTask);
  const Asked asked{.event = event,
                    .fields = fields_,
                    .actor = actor_of(by_),
                    .command_key = key_of(line.case_id)};
  PlannedTransition planned =
      plan_transition(parts_, gathered, asked, rules_of(*gathered.definition));
  if (!planned.step.changes)
    return left(std::move(line), MassHoldOutcome::refused, because_of(planned.step.decision));
  if (planned.approval) return left(std::move(line), MassHoldOutcome::refused, kByTask);
  line.because = because_of(planned.step.decision);
  if (!planned.step.timer_changes.empty())
    line.timers = to_canonical(timers_json(planned.step.timer_changes));
  if (hold_.act == MassHoldAct::put)
    for (const Hold& hold : planned.transition.after.holds)
      if (hold.name == hold_.hold && !hold.lifted_on) line.hold_id = hold.id;
  return {.line = std::move(line), .planned = std::move(planned)};
}

/// None when it has been closed since it was picked.
std::optional<GatheredCase> MassHoldDecider::gather(Connection& connection, CaseId id) const {
  std::optional<CaseFile> file = CaseFileStore(connection).gather(id);
  if (!file || file->latest_case->stage == Stage::closed) return std::nullopt;
  if (!latest_file_) {
    const std::optional<Import> latest = ImportStore(connection).latest_loaded_by(today_);
    latest_file_.emplace(latest ? latest->as_of : std::nullopt);
  }
  GatheredCase gathered =
      make_ready(parts_, connection, *std::move(file), *latest_file_, today_, Depth::run);
  if (!gathered.has_case()) return std::nullopt;
  gathered.state.acts = CaseStore(connection).acts(id);  // a person acts here, unlike in a run
  return gathered;
}

const RuleValues& MassHoldDecider::rules_of(const Definition& definition) {
  const auto known = rules_.find(definition.key);
  if (known != rules_.end()) return known->second;
  return rules_.emplace(definition.key, RuleValues(definition, parts_.policy.rules(), today_))
      .first->second;
}

std::string MassHoldDecider::key_of(CaseId id) const {
  return "hold:" + to_string(hold_.id) + ":" + to_string(id);
}

}  // namespace lintel
