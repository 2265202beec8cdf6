#include "server/casework/law_uses.h"

namespace lintel {
namespace {

/// As definitions name it: "law.S8-01".
std::string name_in_definitions(const LawEntry& entry) {
  return entry.is_policy ? entry.name : "law." + entry.name;
}

}  // namespace

LawUses::LawUses(const LawIndex& index, const std::vector<const Definition*>& definitions) {
  for (const Definition* definition : definitions) {
    const Date begins = definition->law.in_force_from.value_or(Date{1900, 1, 1});
    const UsesByRule found = rule_uses(*definition, [&](const std::string& words) {
      std::vector<std::string> names;
      for (const LawEntry* each : index.cited(words, begins))
        names.push_back(name_in_definitions(*each));
      return names;
    });
    for (const auto& [rule, uses] : found) {
      std::vector<RuleUse>& all = uses_[rule];
      all.insert(all.end(), uses.begin(), uses.end());
    }
  }
}

const std::vector<RuleUse>& LawUses::of(const LawEntry& entry) const {
  static const std::vector<RuleUse> kNone;
  const auto found = uses_.find(name_in_definitions(entry));
  return found == uses_.end() ? kNone : found->second;
}

std::shared_ptr<const LawUses> LiveLawUses::of(const LawIndex& index,
                                               const std::vector<const Definition*>& live) {
  const std::lock_guard lock(mutex_);
  if (uses_ == nullptr || live != live_) {
    uses_ = std::make_shared<const LawUses>(index, live);
    live_ = live;
  }
  return uses_;
}

}  // namespace lintel
