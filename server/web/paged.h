#pragma once

#include <cstddef>
#include <string>

#include "server/http/request.h"
#include "server/web/view.h"

namespace lintel {

/// One page of a list that is held whole: rows `first` up to but not including `last`.
struct Paged {
  std::size_t first = 0;
  std::size_t last = 0;
  std::size_t all = 0;
  std::string next_href;   ///< "" on the last page
  std::string first_href;  ///< "" on the first

  /// `range` ("51 to 100 of 137 runs"), `next_href`, `first_href`.
  View view(const std::string& one, const std::string& many) const;
};

/// The page that "?skip=50" asks for; the first when that is past the end or not a number.
Paged page_of(const Request& request,
              std::size_t all,
              std::size_t at_once,
              const std::string& path);

}  // namespace lintel
