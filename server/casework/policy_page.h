#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/date.h"
#include "domain/policy_draft.h"
#include "domain/policy_simulation.h"
#include "server/casework/policy_check.h"
#include "server/casework/policy_gate.h"
#include "server/casework/policy_stories.h"
#include "server/casework/workflows.h"
#include "storage/caseload_store.h"
#include "workflows/definition_diff.h"
#include "workflows/diagram.h"

namespace lintel {

// What PolicyStudio shows of policies: the list, a version, a draft.

/// A draft with everything that a person needs to decide about it.
struct DraftView {
  PolicyDraft draft{};
  std::string begun_by{};
  std::string saved_by{};
  std::string submitted_by{};
  std::string decided_by{};
  PolicyCheck check{};
  std::vector<DefinitionChange> changes{};  ///< against the version that it is based on
  std::vector<StoryLine> stories{};
  std::optional<PolicySimulation> simulation{};  ///< of exactly this text, for submission
  PolicyGate to_submit{};
  PolicyGate to_approve{};  ///< for the person who looks
};

/// One version in the list of a workflow's versions.
struct VersionLine {
  std::string version{};
  std::optional<DraftState> draft{};  ///< none: it is published
  std::optional<Date> live_from{};    ///< of one that is published: none means from the first
  bool live = false;                  ///< new cases of today use it
  bool to_come = false;               ///< published, and live on a later day
  std::int64_t open_cases = 0;
};

/// One workflow in the list of policies.
struct PolicyLine {
  std::string workflow{};
  std::string title{};
  std::string live_version{};
  std::optional<Date> live_since{};   ///< none: since the database began
  std::vector<PolicyDraft> drafts{};  ///< on their way: neither live nor withdrawn
  std::int64_t open_cases = 0;
  std::int64_t on_earlier_versions = 0;  ///< of them
  std::vector<VersionLine> versions{};   ///< drafts first, each newest first
};

/// One version of a workflow, published or a draft.
struct PolicyVersion {
  DefinitionKey key{};
  std::optional<Definition> definition{};  ///< none: a draft that cannot be read
  const PublishedWorkflow* published = nullptr;
  std::optional<DraftView> draft{};
  std::string compared_with{};  ///< version that `changes` are against; "" for none
  std::vector<DefinitionChange> changes{};
  std::string svg{};                    ///< its diagram with the cases of `loads` and what changed
  std::vector<DiagramRow> rows{};       ///< its states with what may happen in each
  std::vector<StateLoad> loads{};       ///< of cases that keep it; of a draft, of the live version
  std::vector<VersionLine> versions{};  ///< newest first
};

}  // namespace lintel
