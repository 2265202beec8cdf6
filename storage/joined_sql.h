#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace lintel {

/// Named parts of a statement, put together when the program is built: the columns that a row
/// reader takes stand once, whatever the rows are chosen by.
///
///     constexpr std::string_view kColumns = "SELECT id, name FROM person";
///     constexpr std::string_view kById = " WHERE id = ?";
///     connection.one(kJoinedSql<kColumns, kById>, take_person, id);
template <const std::string_view&... kParts>
struct JoinedSql {
  static constexpr auto kText = [] {
    std::array<char, (kParts.size() + ... + 0)> text{};
    auto at = text.begin();
    ((at = std::copy(kParts.begin(), kParts.end(), at)), ...);
    return text;
  }();
  static constexpr std::string_view kView{kText.data(), kText.size()};
};
template <const std::string_view&... kParts>
inline constexpr std::string_view kJoinedSql = JoinedSql<kParts...>::kView;

}  // namespace lintel
