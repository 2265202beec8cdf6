#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

namespace lintel {

/// Where something is wrong. Any part may be absent: "" or 0.
struct Place {
  std::string file;   ///< as the person named it
  int line = 0;       ///< from 1; in a data file, the record (the header is row 1)
  int column = 0;     ///< from 1, in characters
  std::string field;  ///< the column's heading, the form's field or the YAML key

  friend bool operator==(const Place&, const Place&) = default;
};

/// Bad input, said so that the person who can mend it knows where to look and what to do.
///
/// `what` is a sentence without a full stop ("the amount \"12.5.0\" is not money"); `fix` says what
/// to do and may be empty.
struct Problem {
  std::string what;
  std::string fix;
  Place place;

  /// "rents.csv:214:7: Current Balance: the amount \"12.5.0\" is not money. Write it as 12.50."
  std::string to_string() const;

  Problem at(Place where) && {
    place = std::move(where);
    return std::move(*this);
  }
  /// The same Problem, with the field named.
  Problem in_field(std::string field) && {
    place.field = std::move(field);
    return std::move(*this);
  }

  friend bool operator==(const Problem&, const Problem&) = default;
};

using Problems = std::vector<Problem>;

/// A value, or the sentence that says why there is none. For bad input only: a fault (disk full,
/// database gone) is an exception and a refusal by policy or law is a Decision.
template <class T>
using Result = tl::expected<T, Problem>;

/// A value, or everything that is wrong with the input.
template <class T>
using ResultOfMany = tl::expected<T, Problems>;

inline tl::unexpected<Problem> problem(std::string what, std::string fix = "", Place place = {}) {
  return tl::unexpected<Problem>(Problem{std::move(what), std::move(fix), std::move(place)});
}

}  // namespace lintel
