#include "workflows/top_members.h"

#include <algorithm>
#include <cstring>

namespace lintel {
namespace {

constexpr std::size_t kUsualMembers = 32;

/// The place after the string that begins at `at` with its quote; the end when it does not end.
std::size_t past_string(std::string_view text, std::size_t at) {
  for (++at; at < text.size(); ++at) {
    const void* quote = std::memchr(text.data() + at, '"', text.size() - at);
    if (quote == nullptr) return text.size();
    at = static_cast<std::size_t>(static_cast<const char*>(quote) - text.data());
    std::size_t escapes = 0;
    while (text[at - 1 - escapes] == '\\') ++escapes;  // ends at the opening quote at the latest
    if (escapes % 2 == 0) return at + 1;
  }
  return text.size();
}

/// The place after the value that begins at `at`.
std::size_t past_value(std::string_view text, std::size_t at) {
  int depth = 0;
  while (at < text.size()) {
    const char c = text[at];
    if (c == '"') {
      at = past_string(text, at);
      if (depth == 0) return at;
      continue;
    }
    if (c == '{' || c == '[') ++depth;
    if (c == '}' || c == ']') {
      if (depth == 0) return at;  // of the object around it: the value was a bare word or number
      if (--depth == 0) return at + 1;
    }
    if (c == ',' && depth == 0) return at;
    ++at;
  }
  return at;
}

}  // namespace

void TopMembers::read(std::string_view text) {
  members_.clear();
  if (text.size() < 2 || text.front() != '{' || text.back() != '}') return;
  members_.reserve(kUsualMembers);
  std::size_t at = 1;
  while (at < text.size() && text[at] == '"') {
    const std::size_t name_end = past_string(text, at);
    if (name_end >= text.size() || text[name_end] != ':') return;
    const std::string_view name = text.substr(at + 1, name_end - at - 2);
    if (!members_.empty() && name <= members_.back().first) return members_.clear();
    const std::size_t value_end = past_value(text, name_end + 1);
    if (value_end >= text.size()) return;
    members_.emplace_back(name, text.substr(name_end + 1, value_end - name_end - 1));
    at = value_end + 1;  // past the comma, or past the last brace
  }
}

std::string_view TopMembers::bytes(std::string_view name) const {
  const auto found = std::lower_bound(
      members_.begin(), members_.end(), name, [](const auto& member, std::string_view asked) {
        return member.first < asked;
      });
  return found != members_.end() && found->first == name ? found->second : std::string_view();
}

Json TopMembers::value(std::string_view name) const {
  std::optional<Json> read = json(name);
  if (!read) return {};
  return *std::move(read);
}

std::string TopMembers::text(std::string_view name) const {
  const Json read = value(name);
  return read.is_string() ? read.as_string() : std::string();
}

std::optional<Json> TopMembers::json(std::string_view name) const {
  const std::string_view value = bytes(name);
  if (value.empty()) return std::nullopt;
  Result<Json> read = parse_json(value);
  return read ? std::optional(*std::move(read)) : std::nullopt;
}

}  // namespace lintel
