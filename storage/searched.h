#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "storage/bound.h"

namespace lintel {

/// What somebody typed to find a tenancy, as conditions on a column of search_words(): every word
/// must occur somewhere in it. Lives until the statement has run, since it lends its text.
class Searched {
 public:
  explicit Searched(std::string_view typed);

  /// " AND column LIKE ? …", one for each word; adds the values.
  std::string conditions(std::string_view column, std::vector<Bound>& values) const;

 private:
  std::vector<std::string> patterns_;
};

}  // namespace lintel
