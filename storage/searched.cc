#include "storage/searched.h"

#include "storage/listed.h"
#include "storage/tenancy_store.h"

namespace lintel {

Searched::Searched(std::string_view typed) {
  for (const std::string& word : parted(search_words(typed), ' ')) {
    if (!word.empty()) patterns_.push_back("%" + word + "%");
  }
}

std::string Searched::conditions(std::string_view column, std::vector<Bound>& values) const {
  std::string sql;
  for (const std::string& pattern : patterns_) {
    sql.append(" AND ").append(column).append(" LIKE ?");
    values.emplace_back(pattern);
  }
  return sql;
}

}  // namespace lintel
