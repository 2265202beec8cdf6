#pragma once

#include <string>
#include <vector>

#include "server/casework/law_index.h"

namespace lintel {

/// "/law/S8-01": the page of one rule or setting.
std::string rule_address(const std::string& name);

/// A citation as a page shows it, and where the law book says more; "" when it knows nothing of it.
/// One rule leads to its own page, several to the book narrowed to that citation.
struct LawLink {
  std::string words;
  std::string href;
};
LawLink law_link(const std::vector<LawReference>& laws, const std::string& law);

}  // namespace lintel
