#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "domain/policy_draft.h"
#include "storage/connection.h"

namespace lintel {

/// Drafts of workflows, and every text that was ever saved of each.
///
/// Each change is a conditional one: false means that the draft is no longer as the caller saw it,
/// and nothing was written.
class PolicyDraftStore {
 public:
  explicit PolicyDraftStore(Connection& connection) : connection_(connection) {}

  /// False when there is a draft of that workflow and version already.
  bool add(const PolicyDraft& draft);
  /// Puts a new text over edition `seen` and the draft back to `draft`: what was submitted or
  /// approved is void.
  bool save(PolicyDraftId id, std::int64_t seen, const std::string& text, PersonId by, Instant at);
  /// From draft or returned.
  bool submit(const PolicyDraft& draft, Date live_from, PersonId by, Instant at);
  /// From submitted, of exactly the text that was submitted. ConstraintFault (check) when the one
  /// who decides submitted it or saved it last.
  bool decide(
      const PolicyDraft& draft, bool approve, PersonId by, Instant at, const std::string& reason);
  /// From approved.
  bool go_live(const PolicyDraft& draft);
  /// Back from approved to draft: it can no longer be published as it is.
  bool void_approval(const PolicyDraft& draft, const std::string& reason);
  /// From any state but live and withdrawn.
  bool withdraw(const PolicyDraft& draft, const std::string& reason);

  std::optional<PolicyDraft> find(PolicyDraftId id) const;
  std::optional<PolicyDraft> find(const std::string& workflow, const std::string& version) const;
  std::vector<PolicyDraft> all() const;  ///< by workflow, newest first
  /// Approved, to go live on or before that day, the earliest first.
  std::vector<PolicyDraft> due_to_go_live(Date on) const;

  std::vector<DraftEdition> editions(PolicyDraftId id) const;  ///< from the first
  std::set<PersonId> editors(PolicyDraftId id) const;          ///< everybody who saved a text

 private:
  Connection& connection_;
};

}  // namespace lintel
