#include "server/casework/policy_studio.h"

#include <algorithm>
#include <map>

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

std::string name_of_person(Connection& connection, std::optional<PersonId> id) {
  if (!id || id->is_nil()) return "";
  const std::optional<Person> person = PersonStore(connection).find(*id);
  return person ? person->name : "";
}

bool has_any(const Person& person, const std::set<Role>& roles) {
  return std::ranges::any_of(roles, [&](Role role) { return person.has(role); });
}

Reason reason(bool passed, std::string rule, std::string because, std::string fix = "") {
  return {.rule = std::move(rule),
          .passed = passed ? Verdict::yes : Verdict::no,
          .because = std::move(because),
          .law = "",
          .fact = "",
          .fix = passed ? "" : std::move(fix)};
}

Reason not_a_writer() {
  return reason(false,
                "actor",
                "a manager of income or an administrator changes policies",
                "Ask one of them.");
}

std::string counted(std::int64_t count, const std::string& one, const std::string& many) {
  return std::to_string(count) + " " + (count == 1 ? one : many);
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

std::string drawn(const PolicyVersion& version) {
  DiagramMarks marks;
  for (const StateLoad& load : version.loads)
    marks.counts[load.state] = {
        .cases = load.cases, .median_days = load.median_days, .late = load.late};
  if (version.draft && version.published == nullptr)
    marks.changed = changed_states(version.changes);
  return diagram_svg(*version.definition, marks, DiagramFor::page);
}

Reason past_change(const PolicyDraft& draft) {
  const std::string state = draft.state == DraftState::live ? "live" : "withdrawn";
  return reason(false,
                "draft",
                name_of(key_of(draft)) + " is " + state + " and can no longer be changed",
                "Begin a new draft from it.");
}

}  // namespace

bool PolicyGate::open() const {
  return closed().empty();
}

std::vector<Reason> PolicyGate::closed() const {
  std::vector<Reason> shut;
  for (const Reason& each : lines) {
    if (each.passed != Verdict::yes) shut.push_back(each);
  }
  return shut;
}

const std::set<Role>& PolicyStudio::writers() {
  static const std::set<Role> kWriters = {
      Role::team_manager, Role::head_of_income, Role::administrator};
  return kWriters;
}

const std::set<Role>& PolicyStudio::readers() {
  static const std::set<Role> kReaders = {
      Role::team_manager, Role::head_of_income, Role::administrator, Role::auditor};
  return kReaders;
}

std::vector<PolicyLine> PolicyStudio::policies() const {
  return parts_.database.read([&](Connection& connection) {
    std::vector<PolicyLine> lines;
    const Date today = parts_.clock.today();
    for (const Definition* live : parts_.workflows.all_live(today)) {
      const PublishedWorkflow& published = *parts_.workflows.published(live->key);
      lines.push_back({.workflow = live->key.workflow,
                       .title = live->title,
                       .live_version = live->key.version,
                       .live_since = published.live_from});
    }
    for (PolicyDraft& draft : PolicyDraftStore(connection).all()) {
      const auto line = std::ranges::find(lines, draft.workflow, &PolicyLine::workflow);
      if (line != lines.end() && draft.may_change()) line->drafts.push_back(std::move(draft));
    }
    for (const StateLoad& load : CaseloadStore(connection).by_state(today)) {
      const auto line = std::ranges::find(lines, load.definition.workflow, &PolicyLine::workflow);
      if (line == lines.end()) continue;
      line->open_cases += load.cases;
      if (load.definition.version != line->live_version) line->on_earlier_versions += load.cases;
    }
    return lines;
  });
}

std::optional<DraftView> PolicyStudio::draft(const DefinitionKey& key, const Person& person) const {
  return parts_.database.read([&](Connection& connection) -> std::optional<DraftView> {
    const PolicyDraftStore store(connection);
    std::optional<PolicyDraft> found = store.find(key.workflow, key.version);
    if (!found) return std::nullopt;
    DraftView view{.draft = *std::move(found)};
    const PolicyDraft& draft = view.draft;
    view.begun_by = name_of_person(connection, draft.begun_by);
    view.saved_by = name_of_person(connection, draft.saved_by);
    view.submitted_by = name_of_person(connection, draft.submitted_by);
    view.decided_by = name_of_person(connection, draft.decided_by);
    view.check = check(key, draft.text);
    const Definition* based_on =
        parts_.workflows.find(connection, {draft.workflow, draft.based_on});
    if (view.check.definition && based_on != nullptr)
      view.changes = definition_diff(*based_on, *view.check.definition);
    if (view.check.definition) view.stories = tell_stories(parts_.policy, *view.check.definition);
    view.trial = store.trial_of(draft.text_hash());
    view.to_submit = gate_to_submit(connection, draft, view.check, view.stories);
    view.to_approve = gate_to_approve(connection, draft, person);
    return view;
  });
}

std::optional<PolicyVersion> PolicyStudio::version(const DefinitionKey& key,
                                                   const Person& person) const {
  PolicyVersion version{.key = key};
  version.draft = draft(key, person);
  return parts_.database.read([&](Connection& connection) -> std::optional<PolicyVersion> {
    const Date today = parts_.clock.today();
    if (const Definition* published = parts_.workflows.find(connection, key)) {
      version.published = parts_.workflows.published(key);
      version.definition = *published;
    } else if (version.draft) {
      version.definition = version.draft->check.definition;
    } else {
      return std::nullopt;
    }
    if (version.definition) version.rows = diagram_table(*version.definition);
    const Definition* live = parts_.workflows.live(key.workflow, today);
    const std::string shown =
        version.published != nullptr || live == nullptr ? key.version : live->key.version;
    std::map<std::string, std::int64_t> cases;
    for (StateLoad& load : CaseloadStore(connection).by_state(today)) {
      if (load.definition.workflow != key.workflow) continue;
      cases[load.definition.version] += load.cases;
      if (load.definition.version == shown) version.loads.push_back(std::move(load));
    }
    for (const PolicyDraft& draft : PolicyDraftStore(connection).all()) {
      if (draft.workflow != key.workflow || draft.state == DraftState::live) continue;
      version.versions.push_back(
          {.version = draft.version, .draft = draft.state, .live_from = draft.live_from});
    }
    const Definition* before = nullptr;
    bool after_this = false;
    for (const PublishedWorkflow* each : parts_.workflows.all()) {
      if (each->definition.key.workflow != key.workflow) continue;
      if (after_this && before == nullptr) before = &each->definition;
      after_this = after_this || each->definition.key == key;
      version.versions.push_back({.version = each->definition.key.version,
                                  .draft = std::nullopt,
                                  .live_from = each->live_from,
                                  .live = &each->definition == live,
                                  .open_cases = cases[each->definition.key.version]});
    }
    if (version.published != nullptr && before != nullptr) {
      version.compared_with = before->key.version;
      version.changes = definition_diff(*before, *version.definition);
    } else if (version.draft && version.published == nullptr) {
      version.compared_with = version.draft->draft.based_on;
      version.changes = version.draft->changes;
    }
    if (version.definition) version.svg = drawn(version);
    return std::move(version);
  });
}

PolicyCheck PolicyStudio::check(const DefinitionKey& key, const std::string& text) const {
  return check_policy_text(parts_.policy, parts_.workflows, text, key, parts_.clock.today());
}

StudioOutcome PolicyStudio::begin(const DefinitionKey& from, const Person& by) {
  if (!has_any(by, writers())) return refused({not_a_writer()});
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

StudioOutcome PolicyStudio::tried(const DefinitionKey& key,
                                  const PolicyTrial& trial,
                                  const Person& by) {
  return change(key, by, [&](Transaction& tx, const PolicyDraft& draft) -> StudioOutcome {
    if (trial.text != draft.text_hash()) return conflict(tx, draft.id);
    PolicyTrial kept = trial;
    kept.ran_at = parts_.clock.now();
    kept.ran_by = by.id;
    PolicyDraftStore(tx).record(kept);
    note(tx,
         draft,
         "policy.simulated",
         by,
         Json::Object{{"cases", kept.cases},
                      {"blocked_by_law", kept.blocked_by_law},
                      {"sha256", kept.text.to_hex()}});
    return {.draft = draft};
  });
}

StudioOutcome PolicyStudio::submit(const DefinitionKey& key,
                                   std::int64_t edition,
                                   Date live_from,
                                   const Person& by) {
  return change(key, by, [&](Transaction& tx, const PolicyDraft& draft) -> StudioOutcome {
    if (!draft.may_change()) return refused({past_change(draft)}, draft);
    if (draft.edition != edition) return conflict(tx, draft.id);
    if (live_from < parts_.clock.today())
      return invalid(Problem{"the day on which it goes live is over",
                             "Give today or a later day.",
                             Place{"", 0, 0, "live_from"}},
                     draft);
    const PolicyCheck checked = check(key, draft.text);
    const std::vector<StoryLine> stories = checked.definition
                                               ? tell_stories(parts_.policy, *checked.definition)
                                               : std::vector<StoryLine>{};
    const PolicyGate gate = gate_to_submit(tx, draft, checked, stories);
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
  return change(asked.key, by, [&](Transaction& tx, const PolicyDraft& draft) -> StudioOutcome {
    if (asked.bound_to != draft.text_hash().to_hex()) return conflict(tx, draft.id);
    if (!asked.approve && asked.reason.empty())
      return invalid(
          Problem{
              "a return needs a reason", "Say what is to be changed.", Place{"", 0, 0, "reason"}},
          draft);
    PolicyGate gate = gate_to_approve(tx, draft, by);
    if (asked.approve && draft.live_from && *draft.live_from < parts_.clock.today())
      gate.lines.push_back(reason(false,
                                  "live_from",
                                  "the day asked for, " + draft.live_from->to_words() + ", is over",
                                  "Return it; its author submits it for a later day."));
    if (!gate.open()) return refused(gate.closed(), draft);
    if (asked.approve) {
      const PolicyCheck checked = check(asked.key, draft.text);
      if (!checked.sound())
        return refused(
            {reason(false,
                    "checks",
                    "the draft no longer passes its checks: " + checked.faults.front().problem.what,
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
  });
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
      approver.name = name_of_person(tx, draft.decided_by);
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

PolicyGate PolicyStudio::gate_to_submit(Connection& connection,
                                        const PolicyDraft& draft,
                                        const PolicyCheck& check,
                                        const std::vector<StoryLine>& stories) const {
  PolicyGate gate;
  const auto faults = static_cast<std::int64_t>(check.errors());
  gate.lines.push_back(reason(faults == 0,
                              "checks",
                              faults == 0
                                  ? "every check passes"
                                  : counted(faults, "fault is", "faults are") + " in the text",
                              "Mend each at its line."));
  const auto failed =
      std::ranges::count_if(stories, [](const StoryLine& each) { return !each.passed; });
  gate.lines.push_back(reason(
      check.definition.has_value() && failed == 0,
      "stories",
      !check.definition ? "no story can be told while the text cannot be read"
      : failed > 0      ? counted(failed, "story comes", "stories come") + " out otherwise"
      : stories.empty()
          ? "there is no story of this workflow"
          : "all " + counted(std::ssize(stories), "story comes", "stories come") + " out as told",
      "Mend the rules, or the stories where policy means to change them."));
  const std::optional<PolicyTrial> trial = PolicyDraftStore(connection).trial_of(draft.text_hash());
  gate.lines.push_back(reason(
      trial.has_value(),
      "simulation",
      trial ? "this text was simulated on " + counted(trial->cases, "open case", "open cases")
            : "this text has not been simulated",
      "Simulate it; every save asks for it again."));
  if (trial)
    gate.lines.push_back(reason(trial->blocked_by_law == 0,
                                "blocked_by_law",
                                trial->blocked_by_law == 0
                                    ? "the law stops none of its steps"
                                    : "the law stops " +
                                          counted(trial->blocked_by_law, "step", "steps") +
                                          " that it would take",
                                "Look at those cases and change the rule."));
  return gate;
}

PolicyGate PolicyStudio::gate_to_approve(Connection& connection,
                                         const PolicyDraft& draft,
                                         const Person& by) const {
  PolicyGate gate;
  gate.lines.push_back(
      reason(draft.state == DraftState::submitted,
             "draft",
             draft.state == DraftState::submitted
                 ? "it waits for approval"
                 : "it does not wait for approval: it is " + words_of(to_string(draft.state)),
             "Its author submits it."));
  if (!has_any(by, writers())) gate.lines.push_back(not_a_writer());
  const bool wrote =
      PolicyDraftStore(connection).editors(draft.id).contains(by.id) || draft.begun_by == by.id;
  gate.lines.push_back(reason(!wrote,
                              "approval",
                              wrote ? "you wrote some of it" : "you wrote none of it",
                              "Another manager or administrator decides."));
  const bool submitted = draft.submitted_by == by.id;
  gate.lines.push_back(reason(!submitted,
                              "approval",
                              submitted ? "you submitted it" : "you did not submit it",
                              "Another manager or administrator decides."));
  return gate;
}

StudioOutcome PolicyStudio::change(
    const DefinitionKey& key,
    const Person& by,
    const std::function<StudioOutcome(Transaction&, const PolicyDraft&)>& act) {
  if (!has_any(by, writers())) return refused({not_a_writer()});
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
