#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "domain/result.h"

namespace lintel {

/// One enumerator's spelling in files, the database and the API, and what a screen says.
struct Words {
  std::string_view word;
  std::string_view label = "";
};

/// The value whose row spells `text`. Rows stand in the order of the enumerators. The Problem
/// quotes the text, names the kind ("a stage") and lists the words there are.
template <class Enum, std::size_t N>
Result<Enum> parse_word(const std::array<Words, N>& rows,
                        std::string_view text,
                        std::string_view kind) {
  std::string known;
  for (std::size_t i = 0; i < N; ++i) {
    if (rows[i].word == text) return static_cast<Enum>(i);
    known += (i == 0 ? "" : i + 1 == N ? " or " : ", ") + std::string(rows[i].word);
  }
  return problem("\"" + std::string(text) + "\" is not " + std::string(kind),
                 "Write " + known + ".");
}

}  // namespace lintel
