#pragma once

#include <string>

#include "documents/field.h"
#include "domain/canonical_json.h"
#include "domain/result.h"

namespace lintel {

/// A field's value as it is printed. `lines` in an address and in long text are parted by '\n'.
struct FieldValue {
  std::string text;
  FieldType type = FieldType::text;
  bool landlords =
      false;  ///< from the landlord's files: a paragraph may begin with a **run-in heading**

  /// Dates, sums and numbers stay on one line.
  bool unbroken() const {
    return type == FieldType::money || type == FieldType::date || type == FieldType::phone ||
           type == FieldType::number;
  }
  friend bool operator==(const FieldValue&, const FieldValue&) = default;
};

/// Reads one value as its field declares it and writes it as letters do: "112.40" is £112.40. Not
/// for lists. The Problem is a sentence about the value; its caller says where.
Result<FieldValue> read_value(const Field& field, const Json& json);

}  // namespace lintel
