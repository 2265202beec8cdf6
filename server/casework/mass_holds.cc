#include "server/casework/mass_holds.h"

#include <algorithm>
#include <stdexcept>

#include "server/casework/casework_parts.h"
#include "server/casework/mass_hold_work.h"
#include "storage/audit_store.h"

namespace lintel {
namespace {

Problem field_problem(std::string what, std::string fix, std::string field) {
  return {.what = std::move(what),
          .fix = std::move(fix),
          .place = {.file = "", .line = 0, .column = 0, .field = std::move(field)}};
}

bool has_one_of(const Person& person, const std::set<Role>& roles) {
  return std::ranges::any_of(roles, [&](Role role) { return person.has(role); });
}

std::optional<Problem> wrong_person(const Person& by) {
  if (has_one_of(by, MassHolds::writers())) return std::nullopt;
  return Problem{
      "a hold is put on many cases by a team manager, the head of income or an "
      "administrator",
      "Ask one of them.",
      {}};
}

bool may_begin(const Person& person, const HoldDefinition& hold) {
  return hold.by.empty() ||
         std::ranges::any_of(hold.by, [&](Role role) { return person.has(role); });
}

}  // namespace

const std::set<Role>& MassHolds::writers() {
  static const std::set<Role> kWriters = {
      Role::team_manager, Role::head_of_income, Role::administrator};
  return kWriters;
}

const std::set<Role>& MassHolds::readers() {
  static const std::set<Role> kReaders = {
      Role::team_manager, Role::head_of_income, Role::administrator, Role::auditor};
  return kReaders;
}

MassHoldId MassHolds::new_id() {
  return parts_.new_id<MassHoldId>();
}

std::vector<std::pair<std::string, std::string>> MassHolds::offered(const Person& by) const {
  std::map<std::string, std::string> labels;
  for (const Definition* definition : parts_.workflows.all_live(parts_.clock.today()))
    for (const HoldDefinition& hold : definition->holds)
      if (!hold.begins.empty() && may_begin(by, hold))
        labels.emplace(hold.name,
                       capitalised(hold.label.empty() ? words_of(hold.name) : hold.label));
  return {labels.begin(), labels.end()};
}

HoldChoices MassHolds::choices(const Person& by) const {
  HoldChoices choices{.holds = offered(by)};
  for (const Definition* definition : parts_.workflows.all_live(parts_.clock.today())) {
    choices.workflows.emplace_back(definition->key.workflow, definition->title);
    for (const StateDefinition& state : definition->states) {
      const std::pair<std::string, std::string> known{state.name, state.label};
      if (!state.final && std::ranges::find(choices.states, known) == choices.states.end())
        choices.states.push_back(known);
    }
  }
  return choices;
}

Result<MassHoldSummary> MassHolds::preview(const PutHold& asked,
                                           const Person& by,
                                           const TakeLine& take) const {
  Result<MassHold> hold = asked_to_put(asked, by);
  if (!hold) return tl::unexpected(hold.error());
  MassHoldWork work(parts_, *std::move(hold), by);
  work.go(true, {}, take);
  MassHoldSummary summary{.hold = work.hold(), .dry = true};
  summary.refusals.assign(work.refusals().begin(), work.refusals().end());
  std::ranges::stable_sort(
      summary.refusals, std::ranges::greater{}, [](const auto& each) { return each.second; });
  return summary;
}

Result<MassHold> MassHolds::asked_to_put(const PutHold& asked, const Person& by) const {
  if (std::optional<Problem> wrong = wrong_person(by)) return tl::unexpected(*std::move(wrong));
  const Date today = parts_.clock.today();
  const auto offers = offered(by);
  if (std::ranges::find(offers, asked.hold, &std::pair<std::string, std::string>::first) ==
      offers.end()) {
    std::string names;
    for (const auto& [name, label] : offers) names += (names.empty() ? "" : ", ") + name;
    return tl::unexpected(field_problem(
        asked.hold.empty() ? "which hold is not said"
                           : "no live policy lets " + by.name + " put on “" + asked.hold + "”",
        names.empty() ? "Ask somebody whose role the policies name."
                      : "Choose one of: " + names + ".",
        "hold"));
  }
  if (asked.reason.empty())
    return tl::unexpected(field_problem("the reason is missing", "Say why.", "reason"));
  const Result<Date> from = asked.from.empty() ? Result<Date>(today) : Date::parse(asked.from);
  if (!from)
    return tl::unexpected(field_problem(from.error().what, "Write it as 2026-11-23.", "from"));
  if (!asked.until.empty()) {
    const Result<Date> until = Date::parse(asked.until);
    if (!until)
      return tl::unexpected(field_problem(until.error().what, "Write it as 2026-11-23.", "until"));
    if (*until < *from || *until < today)
      return tl::unexpected(field_problem(
          "its last day, " + until->to_words() + ", is past", "Give a later day.", "until"));
  }
  if (asked.pick.references.size() > kMostReferences)
    return tl::unexpected(field_problem(std::to_string(asked.pick.references.size()) +
                                            " references are listed, more than " +
                                            std::to_string(kMostReferences),
                                        "Put the hold on in parts.",
                                        "references"));
  for (const std::string& patch : asked.pick.patches)
    if (!by.covers(patch))
      return tl::unexpected(field_problem(
          "the patch " + patch + " is not " + by.name + "'s", "Choose another.", "patches"));
  MassHold hold{.id = asked.id, .act = MassHoldAct::put, .hold = asked.hold};
  CasePick pick = asked.pick;
  if (pick.references.empty() && pick.patches.empty()) pick.patches = by.patches;
  hold.picked = to_canonical(pick.to_json());
  Json fields = Json::object();
  fields["reason"] = asked.reason;
  fields["from"] = from->to_iso();
  if (!asked.until.empty()) fields["until"] = asked.until;
  hold.fields = to_canonical(fields);
  hold.on = today;
  hold.by = by.id;
  hold.by_name = by.name;
  hold.began = parts_.clock.now();
  hold.expected = !pick.references.empty()
                      ? std::ssize(pick.references)
                      : parts_.database.read([&](Connection& connection) {
                          return WorklistStore(connection).count(pick.filter(today));
                        });
  return hold;
}

/// The one that was asked for before in the same words and cut off, or under the same id; else a
/// new one, written down.
Result<MassHold> MassHolds::begun_put(const PutHold& asked, const Person& by) {
  Result<MassHold> hold = asked_to_put(asked, by);
  if (!hold) return hold;
  const MassHold made = *hold;
  const MassHoldId fresh = made.id.is_nil() ? new_id() : made.id;
  return parts_.database.write([&](Transaction& tx) {
    MassHoldStore store(tx);
    if (made.id.is_nil())
      if (const std::optional<MassHold> cut_off = store.unfinished(made)) return *cut_off;
    MassHold begun = made;
    begun.id = fresh;
    store.begin(begun);
    return *store.find(fresh);
  });
}

Result<MassHold> MassHolds::begun_lift(MassHoldId put,
                                       const std::string& reason,
                                       const Person& by) {
  if (std::optional<Problem> wrong = wrong_person(by)) return tl::unexpected(*std::move(wrong));
  const std::optional<MassHoldSummary> lifted = summary(put);
  if (!lifted || lifted->hold.act != MassHoldAct::put)
    return problem("no hold of that number was put on many cases", "See the list under Holds.");
  if (lifted->lift) return *lifted->lift;
  if (!lifted->hold.ended)
    return problem("it is not on every case yet", "Let it go on to its end, then lift it.");
  if (reason.empty())
    return tl::unexpected(field_problem("the reason is missing", "Say why.", "reason"));
  Json fields = Json::object();
  fields["reason"] = reason;
  const MassHold lift{.id = new_id(),
                      .act = MassHoldAct::lift,
                      .hold = lifted->hold.hold,
                      .lifts = put,
                      .picked = lifted->hold.picked,
                      .fields = to_canonical(fields),
                      .on = parts_.clock.today(),
                      .by = by.id,
                      .by_name = by.name,
                      .began = parts_.clock.now(),
                      .expected = lifted->hold.changed};
  return parts_.database.write([&](Transaction& tx) {
    MassHoldStore store(tx);
    store.begin(lift);
    return *store.lift_of(put);  // somebody else's, when they were quicker
  });
}

MassHoldSummary MassHolds::work(const MassHold& hold,
                                const Person& by,
                                const Progress& progress,
                                const TakeLine& take) {
  if (hold.ended || !begins_running(hold.id)) return *summary(hold.id);
  try {
    MassHoldWork work(parts_, hold, by);
    work.go(false, progress, take);
    parts_.database.write([&](Transaction& tx) {
      MassHoldStore(tx).finish(hold.id, parts_.clock.now());
      Json detail = Json::object();
      detail["hold"] = hold.hold;
      detail["changed"] = work.hold().changed;
      detail["already"] = work.hold().already;
      detail["refused"] = work.hold().refused;
      AuditStore(tx).add(
          {.at = parts_.clock.now(),
           .person = by.id,
           .name = by.name,
           .action = hold.act == MassHoldAct::put ? "hold.put_on_many" : "hold.lifted_from_many",
           .object = to_string(hold.id),
           .detail = to_canonical(detail)});
    });
  } catch (const std::exception& fault) {
    parts_.database.write([&](Transaction& tx) { MassHoldStore(tx).stop(hold.id, fault.what()); });
    ends_running(hold.id);
    throw;
  }
  ends_running(hold.id);
  return *summary(hold.id);
}

Result<MassHoldSummary> MassHolds::put(const PutHold& asked,
                                       const Person& by,
                                       const Progress& progress,
                                       const TakeLine& take) {
  const Result<MassHold> begun = begun_put(asked, by);
  if (!begun) return tl::unexpected(begun.error());
  return work(*begun, by, progress, take);
}

Result<MassHoldSummary> MassHolds::lift(MassHoldId put,
                                        const std::string& reason,
                                        const Person& by,
                                        const Progress& progress,
                                        const TakeLine& take) {
  const Result<MassHold> begun = begun_lift(put, reason, by);
  if (!begun) return tl::unexpected(begun.error());
  return work(*begun, by, progress, take);
}

Result<MassHoldId> MassHolds::start_put(const PutHold& asked, const Person& by) {
  const Result<MassHold> begun = begun_put(asked, by);
  if (!begun) return tl::unexpected(begun.error());
  work_in_background(*begun, by);
  return begun->id;
}

Result<MassHoldId> MassHolds::start_lift(MassHoldId put,
                                         const std::string& reason,
                                         const Person& by) {
  const Result<MassHold> begun = begun_lift(put, reason, by);
  if (!begun) return tl::unexpected(begun.error());
  work_in_background(*begun, by);
  return begun->id;
}

Result<MassHoldId> MassHolds::start_going_on(MassHoldId id, const Person& by) {
  if (std::optional<Problem> wrong = wrong_person(by)) return tl::unexpected(*std::move(wrong));
  const std::optional<MassHoldSummary> found = summary(id);
  if (!found) return problem("there is no hold of that number", "See the list under Holds.");
  if (found->hold.ended || found->running)
    return problem(found->running ? "it is being worked on" : "it has ended", "");
  work_in_background(found->hold, by);
  return id;
}

/// A fault is kept with the hold, whose page says it.
void MassHolds::work_in_background(const MassHold& hold, const Person& by) {
  if (hold.ended || is_running(hold.id)) return;
  parts_.in_background([this, hold, by] {
    try {
      work(hold, by, {}, {});
    } catch (const std::exception&) {
      // stop() has written down why.
    }
  });
}

/// False when it is being worked on already.
bool MassHolds::begins_running(MassHoldId id) {
  const std::lock_guard lock(running_mutex_);
  return running_.insert(id).second;
}

void MassHolds::ends_running(MassHoldId id) {
  const std::lock_guard lock(running_mutex_);
  running_.erase(id);
}

bool MassHolds::is_running(MassHoldId id) const {
  const std::lock_guard lock(running_mutex_);
  return running_.contains(id);
}

std::optional<MassHoldSummary> MassHolds::summary(MassHoldId id) const {
  std::optional<MassHoldSummary> found =
      parts_.database.read([&](Connection& connection) -> std::optional<MassHoldSummary> {
        const MassHoldStore store(connection);
        std::optional<MassHold> hold = store.find(id);
        if (!hold) return std::nullopt;
        return MassHoldSummary{.hold = *std::move(hold),
                               .lift = store.lift_of(id),
                               .refusals = store.refusals(id, kMostReasons)};
      });
  if (found) found->running = is_running(id);
  return found;
}

std::vector<MassHoldSummary> MassHolds::latest(int limit) const {
  std::vector<MassHoldSummary> all = parts_.database.read([&](Connection& connection) {
    const MassHoldStore store(connection);
    std::vector<MassHoldSummary> found;
    for (MassHold& hold : store.latest(limit)) {
      const MassHoldId id = hold.id;
      found.push_back({.hold = std::move(hold), .lift = store.lift_of(id)});
    }
    return found;
  });
  for (MassHoldSummary& each : all) each.running = is_running(each.hold.id);
  return all;
}

std::optional<MassHoldLedger> MassHolds::ledger(MassHoldId id,
                                                const Person& reader,
                                                std::optional<MassHoldOutcome> outcome,
                                                std::int64_t after,
                                                int limit) const {
  std::optional<MassHoldSummary> found = summary(id);
  if (!found) return std::nullopt;
  return MassHoldLedger{
      .summary = *std::move(found), .lines = parts_.database.read([&](Connection& connection) {
        return MassHoldStore(connection).lines(id, outcome, reader.patches, after, limit);
      })};
}

}  // namespace lintel
