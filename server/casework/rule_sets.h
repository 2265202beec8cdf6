#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <utility>

#include "domain/canonical_json.h"
#include "domain/date.h"
#include "storage/definition_store.h"
#include "workflows/definition.h"
#include "workflows/rule_values.h"

namespace lintel {

/// The dated rules of a definition on one day, kept once under their hash for all the events that
/// were decided by them. Events name the hash, so that a rule that is put right later changes none
/// of them.
///
/// May be used from many threads.
class RuleSets {
 public:
  struct Named {
    Hash hash;
    /// To be written with the event; none when it is known to be there.
    std::optional<StoredDefinition> to_keep;
  };
  /// `rules` must be those of that definition on that day.
  Named of(const Definition& definition, const RuleValues& rules, Date day, Instant now);
  /// Its transaction has been committed: later events need not carry it.
  void was_kept(const Hash& hash);

  static constexpr const char* kKind = "rules";

 private:
  std::mutex mutex_;
  std::map<std::pair<Hash, Date>, StoredDefinition> made_;
  std::set<Hash> kept_;
};

/// The rules kept under a hash; none when they are not there. Throws std::runtime_error when what
/// is kept is not what its hash says.
std::optional<Json> kept_rules(Connection& connection, const Hash& hash);

}  // namespace lintel
