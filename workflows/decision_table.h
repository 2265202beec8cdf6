#pragma once

#include <optional>
#include <string>
#include <vector>

#include "workflows/expression.h"

namespace lintel {

/// A fact's value by rows, instead of a source or a formula: grounds and the notice that each
/// needs, bands of arrears and the letter for each.
///
/// Hit `first`: the first row that passes gives the value; a row that is not known before it makes
/// the value unknown, for it might have been the first. Hit `unique`: exactly one row may pass, in
/// whatever order they stand; two that pass are a fault of the table and its value is unknown, and
/// so it is while a row is not known. Where no row passes, `otherwise` gives the value; without
/// one it is none.
struct DecisionTable {
  enum class Hit { unique, first };
  struct Row {
    std::optional<Expression> when;  ///< none: the row is `otherwise`, and stands last
    Expression gives;
    std::string because;
    std::string law;  ///< citation, or ""
    Place place;
  };
  Hit hit = Hit::first;
  std::vector<Row> rows;
  Place place;

  /// How the rows come out for one case on one day. Rows count from 0.
  struct Outcome {
    enum class Kind {
      row,      ///< `row` gives the value
      no_row,   ///< none passes and nothing is written otherwise: the value is none
      unknown,  ///< `row` is not known, so the value is not
      twice     ///< `row` and `second` both pass where only one may: the value is unknown
    };
    Kind kind = Kind::no_row;
    std::size_t row = 0;
    std::size_t second = 0;
  };
  Outcome outcome(const Frame& frame) const;
};

}  // namespace lintel
