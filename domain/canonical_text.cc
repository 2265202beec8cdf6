#include "domain/canonical_text.h"

#include <array>
#include <charconv>

namespace lintel {
namespace {

constexpr unsigned char kFirstPlain = 0x20;
/// With which U+2028 and U+2029 begin in UTF-8.
constexpr unsigned char kMayBeSeparator = 0xE2;

constexpr std::array<bool, 256> kSpecial = [] {
  std::array<bool, 256> special{};
  for (unsigned char c = 0; c < kFirstPlain; ++c) special[c] = true;
  for (const unsigned char c : {'"', '\\', '<'}) special[c] = true;
  special[kMayBeSeparator] = true;
  return special;
}();

}  // namespace

void CanonicalText::key(std::string_view name) {
  comma();
  write_json_string(out_, name);
  out_ += ':';
}

void CanonicalText::text(std::string_view value) {
  comma();
  write_json_string(out_, value);
}

void CanonicalText::integer(std::int64_t value) {
  comma();
  std::array<char, 24> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  out_.append(digits.data(), end);
}

void CanonicalText::yes_no(bool value) {
  comma();
  out_ += value ? "true" : "false";
}

void CanonicalText::none() {
  comma();
  out_ += "null";
}

void CanonicalText::day(Date value) {
  comma();
  out_ += '"';
  out_ += value.to_iso();
  out_ += '"';
}

void CanonicalText::day(const std::optional<Date>& value) {
  if (value) return day(*value);
  none();
}

void CanonicalText::canonical(std::string_view value) {
  comma();
  out_ += value;
}

/// A value ends in a quote, a digit, a letter or a bracket; what opens ends in none of these.
void CanonicalText::comma() {
  if (out_.empty()) return;
  const char last = out_.back();
  if (last != '{' && last != '[' && last != ':') out_ += ',';
}

void write_json_string(std::string& out, std::string_view text) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  out += '"';
  std::size_t plain = 0;  // where the run of bytes that stand for themselves began
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto c = static_cast<unsigned char>(text[at]);
    if (!kSpecial[c]) continue;
    const std::string_view rest = text.substr(at, 3);
    const bool separator = rest == "\u2028" || rest == "\u2029";
    if (c == kMayBeSeparator && !separator) continue;
    out.append(text, plain, at - plain);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += text[at];
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (separator) {
      out += rest == "\u2028" ? "\\u2028" : "\\u2029";
      at += 2;
    } else {
      out += "\\u00";
      out += kDigits[c >> 4U];
      out += kDigits[c & 15U];
    }
    plain = at + 1;
  }
  out.append(text, plain, text.size() - plain);
  out += '"';
}

}  // namespace lintel
