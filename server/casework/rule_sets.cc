#include "server/casework/rule_sets.h"

#include <stdexcept>

#include "workflows/event_record.h"

namespace lintel {

RuleSets::Named RuleSets::of(const Definition& definition,
                             const RuleValues& rules,
                             Date day,
                             Instant now) {
  const std::lock_guard lock(mutex_);
  auto made = made_.find({definition.hash, day});
  if (made == made_.end()) {
    std::string body = to_canonical(rules_record(definition, rules));
    const Hash hash = sha256(body);
    made = made_
               .emplace(std::pair{definition.hash, day},
                        StoredDefinition{.kind = kKind,
                                         .name = hash.to_hex(),
                                         .version = "1",
                                         .hash = hash,
                                         .body = std::move(body),
                                         .loaded_at = now})
               .first;
  }
  Named named{.hash = made->second.hash, .to_keep = {}};
  if (!kept_.contains(named.hash)) named.to_keep = made->second;
  return named;
}

void RuleSets::was_kept(const Hash& hash) {
  const std::lock_guard lock(mutex_);
  kept_.insert(hash);
}

std::optional<Json> kept_rules(Connection& connection, const Hash& hash) {
  const std::optional<StoredDefinition> stored =
      DefinitionStore(connection).find(RuleSets::kKind, hash.to_hex(), "1");
  if (!stored) return std::nullopt;
  Result<Json> body = parse_json(stored->body);
  if (sha256(stored->body) != hash || !body)
    throw std::runtime_error("the rules kept under " + hash.to_hex() +
                             " are not what their hash says");
  return *std::move(body);
}

}  // namespace lintel
