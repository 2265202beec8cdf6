#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/result.h"

namespace lintel {

/// One word, figure or sign of an expression.
struct Token {
  enum class Kind { name, number, money, date, quoted, rule, sign, end };
  Kind kind = Kind::end;
  std::string text;      ///< a rule is "law.S8-01"; money is without its £
  std::size_t from = 0;  ///< byte in the source
  std::size_t length = 0;
};

/// Splits an expression into tokens, the last of which is `end`. A Problem's column counts from 1.
Result<std::vector<Token>> read_tokens(std::string_view source);

}  // namespace lintel
