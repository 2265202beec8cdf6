#include "server/casework/workflow_version.h"

#include <algorithm>

namespace lintel {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Takes the run of digits, or the one other character, that `text` begins with.
std::string_view take_part(std::string_view& text) {
  std::size_t length = 0;
  while (length < text.size() && is_digit(text[length])) ++length;
  length = std::max<std::size_t>(length, 1);
  const std::string_view part = text.substr(0, length);
  text.remove_prefix(length);
  return part;
}

std::string_view without_zeros(std::string_view digits) {
  while (digits.size() > 1 && digits.front() == '0') digits.remove_prefix(1);
  return digits;
}

}  // namespace

bool is_earlier_version(std::string_view a, std::string_view b) {
  while (!a.empty() && !b.empty()) {
    std::string_view x = take_part(a);
    std::string_view y = take_part(b);
    if (is_digit(x.front()) && is_digit(y.front())) {
      x = without_zeros(x);
      y = without_zeros(y);
      if (x.size() != y.size()) return x.size() < y.size();
    }
    if (x != y) return x < y;
  }
  return a.empty() && !b.empty();
}

std::string next_version(std::string_view version) {
  std::size_t digits = 0;
  while (digits < version.size() && is_digit(version[version.size() - 1 - digits])) ++digits;
  if (digits == 0) return std::string(version) + ".2";
  std::string next(version);
  for (std::size_t at = next.size(); at > next.size() - digits;) {
    --at;
    if (next[at] != '9') {
      ++next[at];
      return next;
    }
    next[at] = '0';
  }
  return next.insert(version.size() - digits, "1");
}

}  // namespace lintel
