#include "server/web/law_links.h"

#include <algorithm>

#include "server/http/text_rules.h"
#include "server/web/site.h"

namespace lintel {

std::string rule_address(const std::string& name) {
  return "/law/" + percent_encoded(name);
}

LawLink law_link(const std::vector<LawReference>& laws, const std::string& law) {
  const auto found = std::ranges::find(laws, law, &LawReference::law);
  if (found == laws.end()) return {law, ""};
  if (found->rules.empty()) return {found->words, ""};
  if (found->rules.size() == 1) return {found->words, rule_address(found->rules.front())};
  return {found->words, "/law" + query_string({{"text", law}})};
}

}  // namespace lintel
