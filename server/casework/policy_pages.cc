#include <algorithm>
#include <map>

#include "server/casework/case_words.h"
#include "server/casework/casework_parts.h"
#include "server/casework/policy_studio.h"
#include "storage/policy_draft_store.h"
#include "storage/simulation_store.h"

namespace lintel {
namespace {

std::string name_of(Connection& connection, std::optional<PersonId> id) {
  return id ? person_name(connection, *id) : "";
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

/// Drafts first, then what is published; the newest of each first. `cases` is by version.
std::vector<VersionLine> versions_of(const std::string& workflow,
                                     const std::vector<PolicyDraft>& drafts,
                                     const Workflows& workflows,
                                     const std::map<std::string, std::int64_t>& cases,
                                     Date today) {
  std::vector<VersionLine> versions;
  for (const PolicyDraft& draft : drafts) {
    if (draft.workflow != workflow || draft.state == DraftState::live) continue;
    versions.push_back(
        {.version = draft.version, .draft = draft.state, .live_from = draft.live_from});
  }
  const Definition* live = workflows.live(workflow, today);
  for (const PublishedWorkflow* each : workflows.all()) {
    const DefinitionKey& key = each->definition.key;
    if (key.workflow != workflow) continue;
    const auto open = cases.find(key.version);
    versions.push_back({.version = key.version,
                        .draft = std::nullopt,
                        .live_from = each->live_from,
                        .live = &each->definition == live,
                        .to_come = !each->is_live_on(today),
                        .open_cases = open == cases.end() ? 0 : open->second});
  }
  return versions;
}

/// The version that was published before this one; null pointer for the first.
const Definition* published_before(const Workflows& workflows, const DefinitionKey& key) {
  bool after_this = false;
  for (const PublishedWorkflow* each : workflows.all()) {
    if (each->definition.key.workflow != key.workflow) continue;
    if (after_this) return &each->definition;
    after_this = each->definition.key == key;
  }
  return nullptr;
}

}  // namespace

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
    std::map<std::string, std::map<std::string, std::int64_t>> cases;
    for (const StateLoad& load : CaseloadStore(connection).by_state(today))
      cases[load.definition.workflow][load.definition.version] += load.cases;
    const std::vector<PolicyDraft> drafts = PolicyDraftStore(connection).all();
    for (PolicyLine& line : lines) {
      for (const PolicyDraft& draft : drafts) {
        if (draft.workflow == line.workflow && draft.may_change()) line.drafts.push_back(draft);
      }
      for (const auto& [version, count] : cases[line.workflow]) {
        line.open_cases += count;
        if (version != line.live_version) line.on_earlier_versions += count;
      }
      line.versions =
          versions_of(line.workflow, drafts, parts_.workflows, cases[line.workflow], today);
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
    view.begun_by = person_name(connection, draft.begun_by);
    view.saved_by = person_name(connection, draft.saved_by);
    view.submitted_by = name_of(connection, draft.submitted_by);
    view.decided_by = name_of(connection, draft.decided_by);
    view.check = check(connection, key, draft.text);
    const Definition* based_on =
        parts_.workflows.find(connection, {draft.workflow, draft.based_on});
    if (view.check.definition && based_on != nullptr)
      view.changes = definition_diff(*based_on, *view.check.definition);
    if (view.check.definition) view.stories = tell_stories(parts_.policy, *view.check.definition);
    view.simulation = SimulationStore(connection).for_submission(draft.text_hash());
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
    version.versions = versions_of(
        key.workflow, PolicyDraftStore(connection).all(), parts_.workflows, cases, today);
    const Definition* before = published_before(parts_.workflows, key);
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

Result<std::vector<DefinitionChange>> PolicyStudio::changes(const DefinitionKey& from,
                                                            const DefinitionKey& to) const {
  return parts_.database.read([&](Connection& connection) -> Result<std::vector<DefinitionChange>> {
    std::vector<Definition> both;
    for (const DefinitionKey& key : {from, to}) {
      if (const Definition* published = parts_.workflows.find(connection, key)) {
        both.push_back(*published);
        continue;
      }
      const auto draft = PolicyDraftStore(connection).find(key.workflow, key.version);
      if (!draft)
        return problem("there is no version " + key.version + " of " + key.workflow,
                       "See its versions under Policies.");
      std::optional<Definition> read = check(connection, key, draft->text).definition;
      if (!read)
        return problem("the draft " + key.version + " of " + key.workflow + " cannot be read",
                       "Mend its faults first.");
      both.push_back(*std::move(read));
    }
    return definition_diff(both.front(), both.back());
  });
}

}  // namespace lintel
