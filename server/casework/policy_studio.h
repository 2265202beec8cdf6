#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "domain/canonical_json.h"
#include "domain/decision.h"
#include "domain/person.h"
#include "domain/policy_draft.h"
#include "domain/result.h"
#include "server/casework/case_command.h"
#include "server/casework/policy_page.h"

namespace lintel {

class Connection;
class Transaction;
struct CaseworkParts;

/// What became of an act on a draft.
///   applied   done
///   refused   `reasons` say why, with what to do
///   conflict  somebody else saved or decided meanwhile: `draft` is what stands there now; what was
///             sent is still the sender's
///   invalid   something sent cannot be used: `problems`
///   unknown   there is no such draft
struct StudioOutcome {
  Fate fate = Fate::applied;
  std::vector<Reason> reasons{};
  Problems problems{};
  std::optional<PolicyDraft> draft{};

  bool applied() const { return fate == Fate::applied; }
};

/// Where policies are changed: drafts of workflows, written by one person, tried, submitted,
/// approved by another, and live on their day. Team managers and administrators may write; nobody
/// who wrote or submitted a draft may approve it. Every act is in the audit.
///
/// May be called from many threads at once.
class PolicyStudio {
 public:
  explicit PolicyStudio(CaseworkParts& parts) : parts_(parts) {}

  static const std::set<Role>& writers();  ///< who may draft, submit, approve
  static const std::set<Role>& readers();  ///< and who may look

  std::vector<PolicyLine> policies() const;
  std::optional<DraftView> draft(const DefinitionKey& key, const Person& person) const;

  /// A published version or a draft; none: there is no such version.
  std::optional<PolicyVersion> version(const DefinitionKey& key, const Person& person) const;

  /// What differs between two versions, each published or a draft. Problem: there is none of that
  /// name, or a draft cannot be read.
  Result<std::vector<DefinitionChange>> changes(const DefinitionKey& from,
                                                const DefinitionKey& to) const;

  /// What the checks say of a text that need not be saved.
  PolicyCheck check(const DefinitionKey& key, const std::string& text) const;

  /// A new draft of the next free version, from the text of a published one.
  StudioOutcome begin(const DefinitionKey& from, const Person& by);
  /// Saves whatever is there, faults and all. What was submitted or approved is void.
  struct Save {
    DefinitionKey key;
    std::string text;
    std::int64_t edition = 0;  ///< that the writer began from
  };
  StudioOutcome save(const Save& asked, const Person& by);
  /// Refused while a check or a story fails, or this text was not simulated, or the simulation
  /// found a step that the law stops.
  StudioOutcome submit(const DefinitionKey& key,
                       std::int64_t edition,
                       Date live_from,
                       const Person& by);
  struct Decide {
    DefinitionKey key;
    bool approve = false;
    std::string reason;
    std::string bound_to;  ///< hash of the text that the person read, as hex
  };
  StudioOutcome decide(const Decide& asked, const Person& by);
  StudioOutcome withdraw(const DefinitionKey& key, const std::string& reason, const Person& by);
  /// Publishes what is approved for that day or an earlier one. A draft that no longer passes its
  /// checks is returned, with why. How many went live.
  std::int64_t publish_due(Date on);

 private:
  /// A draft's text with what checks and stories say of it: worked out before the one writer is
  /// asked, which waits for nobody. Whoever writes sees that the text is still the same.
  struct Judged {
    Hash text{};
    PolicyCheck check{};
    std::vector<StoryLine> stories{};
  };
  PolicyCheck check(Connection& connection,
                    const DefinitionKey& key,
                    const std::string& text) const;
  Judged judge(const DefinitionKey& key) const;
  StudioOutcome decide_in(Transaction& tx,
                          const PolicyDraft& draft,
                          const Judged& judged,
                          const Decide& asked,
                          const Person& by) const;
  StudioOutcome change(const DefinitionKey& key,
                       const Person& by,
                       const std::function<StudioOutcome(Transaction&, const PolicyDraft&)>& act);
  void note(Connection& connection,
            const PolicyDraft& draft,
            const std::string& action,
            const Person& by,
            Json detail) const;

  CaseworkParts& parts_;
};

}  // namespace lintel
