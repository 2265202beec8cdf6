#include "server/casework/policy_studio.h"

#include <algorithm>

#include "server/casework/case_words.h"
#include "server/casework/casework_parts.h"
#include "server/casework/workflow_version.h"
#include "storage/audit_store.h"
#include "storage/person_store.h"
#include "storage/policy_draft_store.h"

namespace lintel {
namespace {

std::string name_of(const DefinitionKey& key) {
  return key.workflow + " " + key.version;
}

DefinitionKey key_of(const PolicyDraft& draft) {
  return {draft.workflow, draft.version};
}

StudioOutcome refused(std::vector<Reason> reasons, std::optional<PolicyDraft> draft = {}) {
  return {.fate = Fate::refused, .reasons = std::move(reasons), .draft = std::move(draft)};
}

StudioOutcome invalid(Problem problem, std::optional<PolicyDraft> draft = {}) {
  return {.fate = Fate::invalid, .problems = {std::move(problem)}, .draft = std::move(draft)};
}

StudioOutcome conflict(Connection& connection, PolicyDraftId id) {
  return {.fate = Fate::conflict, .draft = PolicyDraftStore(connection).find(id)};
}

Reason past_change(const PolicyDraft& draft) {
  const std::string state = draft.state == DraftState::live ? "live" : "withdrawn";
  return gate_line(false,
                   "draft",
                   name_of(key_of(draft)) + " is " + state + " and can no longer be changed",
                   "Begin a new draft from it.");
}

}  // namespace

const std::set<Role>& PolicyStudio::writers() {
  return policy_writers();
}

const std::set<Role>& PolicyStudio::readers() {
  static const std::set<Role> kReaders = {
      Role::team_manager, Role::head_of_income, Role::administrator, Role::auditor};
  return kReaders;
}

PolicyCheck PolicyStudio::check(const DefinitionKey& key, const std::string& text) const {
  return parts_.database.read([&](Connection& connection) { return check(connection, key, text); });
}

PolicyCheck PolicyStudio::check(Connection& connection,
                                const DefinitionKey& key,
                                const std::string& text) const {
  return check_policy_text(parts_.policy,
                           parts_.workflows,
                           PersonStore(connection).all(),
                           text,
                           key,
                           parts_.clock.today());
}

StudioOutcome PolicyStudio::begin(const DefinitionKey& from, const Person& by) {
  if (!writes_policies(by)) return refused({not_a_writer()});
  return parts_.database.write([&](Transaction& tx) -> StudioOutcome {
    const Definition* definition = parts_.workflows.find(tx, from);
    if (definition == nullptr) return {.fate = Fate::unknown};
    PolicyDraftStore store(tx);
    std::string version = next_version(from.version);
    while (parts_.workflows.find(tx, {from.workflow, version}) != nullptr ||
           store.find(from.workflow, version))
      version = next_version(version);
    const Instant now = parts_.clock.now();
    const PolicyDraft draft{
        .id = parts_.new_id<PolicyDraftId>(),
        .workflow = from.workflow,
        .version = version,
        .based_on = from.version,
        .text = begun_text(parts_.workflows.published(from)->text, *definition, version),
        .begun_by = by.id,
        .begun_at = now,
        .saved_by = by.id,
        .saved_at = now};
    if (!store.add(draft)) return conflict(tx, draft.id);
    note(tx, draft, "policy.begun", by, Json::Object{{"based_on", from.version}});
    return {.draft = draft};
  });
}

StudioOutcome PolicyStudio::save(const Save& asked, const Person& by) {
  return change(asked.key, by, [&](Transaction& tx, const PolicyDraft& draft) -> StudioOutcome {
    if (!draft.may_change()) return refused({past_change(draft)}, draft);
    if (asked.edition == draft.edition && asked.text == draft.text) return {.draft = draft};
    if (!PolicyDraftStore(tx).save(draft.id, asked.edition, asked.text, by.id, parts_.clock.now()))
      return conflict(tx, draft.id);
    PolicyDraft saved = *PolicyDraftStore(tx).find(draft.id);
    const bool was_decided =
        draft.state == DraftState::submitted || draft.state == DraftState::approved;
    note(tx,
         saved,
         was_decided ? "policy.saved_and_voided" : "policy.saved",
         by,
         Json::Object{{"edition", saved.edition}, {"sha256", saved.text_hash().to_hex()}});
    return {.draft = std::move(saved)};
  });
}

StudioOutcome PolicyStudio::submit(const DefinitionKey& key,
                                   std::int64_t edition,
                                   Date live_from,
                                   const Person& by) {
  const Judged judged = judge(key);
  return change(key, by, [&](Transaction& tx, const PolicyDraft& draft) -> StudioOutcome {
    if (!draft.may_change()) return refused({past_change(draft)}, draft);
    if (draft.edition != edition || judged.text != draft.text_hash()) return conflict(tx, draft.id);
    if (live_from < parts_.clock.today())
      return invalid(Problem{"the day on which it goes live is over",
                             "Give today or a later day.",
                             Place{"", 0, 0, "live_from"}},
                     draft);
    const PolicyGate gate = gate_to_submit(tx, draft, judged.check, judged.stories);
    if (!gate.open()) return refused(gate.closed(), draft);
    if (!PolicyDraftStore(tx).submit(draft, live_from, by.id, parts_.clock.now()))
      return conflict(tx, draft.id);
    note(tx,
         draft,
         "policy.submitted",
         by,
         Json::Object{{"live_from", live_from.to_iso()}, {"sha256", draft.text_hash().to_hex()}});
    return {.draft = PolicyDraftStore(tx).find(draft.id)};
  });
}

StudioOutcome PolicyStudio::decide(const Decide& asked, const Person& by) {
  const Judged judged = asked.approve ? judge(asked.key) : Judged{};
  StudioOutcome outcome = change(asked.key, by, [&](Transaction& tx, const PolicyDraft& draft) {
    return decide_in(tx, draft, judged, asked, by);
  });
  if (!outcome.applied() || !asked.approve) return outcome;
  // What is to be live today is live when it is approved, not at the next tick.
  publish_due(parts_.clock.today());
  outcome.draft = parts_.database.read([&](Connection& connection) {
    return PolicyDraftStore(connection).find(asked.key.workflow, asked.key.version);
  });
  return outcome;
}

PolicyStudio::Judged PolicyStudio::judge(const DefinitionKey& key) const {
  const std::optional<PolicyDraft> draft = parts_.database.read([&](Connection& connection) {
    return PolicyDraftStore(connection).find(key.workflow, key.version);
  });
  if (!draft) return {};
  Judged judged{.text = draft->text_hash(), .check = check(key, draft->text)};
  if (judged.check.definition)
    judged.stories = tell_stories(parts_.policy, *judged.check.definition);
  return judged;
}

StudioOutcome PolicyStudio::decide_in(Transaction& tx,
                                      const PolicyDraft& draft,
                                      const Judged& judged,
                                      const Decide& asked,
                                      const Person& by) const {
  if (asked.bound_to != draft.text_hash().to_hex()) return conflict(tx, draft.id);
  if (!asked.approve && asked.reason.empty())
    return invalid(
        Problem{"a return needs a reason", "Say what is to be changed.", Place{"", 0, 0, "reason"}},
        draft);
  PolicyGate gate = gate_to_approve(tx, draft, by);
  if (asked.approve && draft.live_from && *draft.live_from < parts_.clock.today())
    gate.lines.push_back(
        gate_line(false,
                  "live_from",
                  "the day asked for, " + draft.live_from->to_words() + ", is over",
                  "Return it; its author submits it for a later day."));
  if (!gate.open()) return refused(gate.closed(), draft);
  if (asked.approve) {
    if (judged.text != draft.text_hash()) return conflict(tx, draft.id);
    if (!judged.check.sound())
      return refused({gate_line(false,
                                "checks",
                                "the draft no longer passes its checks: " +
                                    judged.check.faults.front().problem.what,
                                "Return it.")},
                     draft);
  }
  if (!PolicyDraftStore(tx).decide(draft, asked.approve, by.id, parts_.clock.now(), asked.reason))
    return conflict(tx, draft.id);
  note(tx,
       draft,
       asked.approve ? "policy.approved" : "policy.returned",
       by,
       Json::Object{{"reason", asked.reason}, {"sha256", draft.text_hash().to_hex()}});
  return {.draft = PolicyDraftStore(tx).find(draft.id)};
}

StudioOutcome PolicyStudio::withdraw(const DefinitionKey& key,
                                     const std::string& why,
                                     const Person& by) {
  return change(key, by, [&](Transaction& tx, const PolicyDraft& draft) -> StudioOutcome {
    if (!draft.may_change()) return refused({past_change(draft)}, draft);
    if (!PolicyDraftStore(tx).withdraw(draft, why)) return conflict(tx, draft.id);
    note(tx, draft, "policy.withdrawn", by, Json::Object{{"reason", why}});
    return {.draft = PolicyDraftStore(tx).find(draft.id)};
  });
}

std::int64_t PolicyStudio::publish_due(Date on) {
  const std::vector<PolicyDraft> due = parts_.database.read(
      [&](Connection& connection) { return PolicyDraftStore(connection).due_to_go_live(on); });
  std::int64_t live = 0;
  for (const PolicyDraft& draft : due) {
    const PolicyCheck checked = check(key_of(draft), draft.text);
    const bool published = parts_.database.write([&](Transaction& tx) {
      PolicyDraftStore store(tx);
      const Instant now = parts_.clock.now();
      Person approver;
      approver.id = draft.decided_by.value_or(PersonId{});
      approver.name = person_name(tx, approver.id);
      std::string why = checked.sound() ? "" : checked.faults.front().problem.to_string();
      if (why.empty()) {
        const Result<bool> added = Workflows::publish(
            tx, *checked.definition, draft.text, draft.live_from, now, approver.name);
        if (!added) why = added.error().to_string();
      }
      if (!why.empty()) {
        if (store.void_approval(draft, "It could not go live: " + why))
          note(tx, draft, "policy.not_live", approver, Json::Object{{"why", why}});
        return false;
      }
      if (!store.go_live(draft)) return false;  // another replica was first
      note(tx,
           draft,
           "policy.live",
           approver,
           Json::Object{{"live_from", draft.live_from ? draft.live_from->to_iso() : ""},
                        {"sha256", checked.definition->hash.to_hex()}});
      return true;
    });
    live += published ? 1 : 0;
  }
  if (!due.empty())
    parts_.database.read([&](Connection& connection) { parts_.workflows.refresh(connection); });
  return live;
}

StudioOutcome PolicyStudio::change(
    const DefinitionKey& key,
    const Person& by,
    const std::function<StudioOutcome(Transaction&, const PolicyDraft&)>& act) {
  if (!writes_policies(by)) return refused({not_a_writer()});
  return parts_.database.write([&](Transaction& tx) -> StudioOutcome {
    const std::optional<PolicyDraft> draft = PolicyDraftStore(tx).find(key.workflow, key.version);
    if (!draft) return {.fate = Fate::unknown};
    StudioOutcome outcome = act(tx, *draft);
    if (outcome.fate == Fate::refused) {
      Json why = Json::array();
      for (const Reason& each : outcome.reasons) why.push(each.because);
      note(tx, *draft, "policy.refused", by, Json::Object{{"because", std::move(why)}});
    }
    return outcome;
  });
}

void PolicyStudio::note(Connection& connection,
                        const PolicyDraft& draft,
                        const std::string& action,
                        const Person& by,
                        Json detail) const {
  AuditStore(connection)
      .add({.at = parts_.clock.now(),
            .person = by.id.is_nil() ? std::nullopt : std::optional(by.id),
            .name = by.name,
            .action = action,
            .object = name_of(key_of(draft)),
            .detail = to_canonical(detail)});
}

}  // namespace lintel
