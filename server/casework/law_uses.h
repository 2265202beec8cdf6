#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "server/casework/law_index.h"
#include "server/casework/rule_uses.h"

namespace lintel {

/// Where workflows lean on each rule of the law book, each place with its workflow's version.
/// Immutable.
class LawUses {
 public:
  /// The definitions' laws are looked up in `index` as on the day their law came into force.
  LawUses(const LawIndex& index, const std::vector<const Definition*>& definitions);

  /// In order of the definitions; empty when none leans on it.
  const std::vector<RuleUse>& of(const LawEntry& entry) const;

 private:
  UsesByRule uses_;
};

/// The uses of the workflows that are live: of what is published, whatever the configuration's
/// files say. Keeps the last answer, since what is live changes a few times a year. Safe on many
/// threads.
class LiveLawUses {
 public:
  /// `live` must outlive this object, where they are, as what Workflows hands out does.
  std::shared_ptr<const LawUses> of(const LawIndex& index,
                                    const std::vector<const Definition*>& live);

 private:
  std::mutex mutex_;
  std::vector<const Definition*> live_;
  std::shared_ptr<const LawUses> uses_;
};

}  // namespace lintel
