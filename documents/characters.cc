#include "documents/characters.h"

#include <algorithm>
#include <cstdio>

namespace lintel {
namespace {

struct Decoded {
  char32_t code_point = 0;
  std::size_t bytes = 0;  // 0: invalid
};

Decoded decode(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned first = byte(at);
  if (first < 0x80) return {first, 1};
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || at + length > text.size()) return {};
  char32_t code_point = first & (0xFFu >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(at + i) & 0xC0) != 0x80) return {};
    code_point = (code_point << 6) | (byte(at + i) & 0x3Fu);
  }
  const bool overlong =
      (length == 3 && code_point < 0x800) || (length == 4 && code_point < 0x10000);
  const bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
  if (overlong || surrogate || code_point > 0x10FFFF) return {};
  return {code_point, length};
}

bool is_private_use(char32_t c) {
  return (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000;
}
bool is_noncharacter(char32_t c) {
  return (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE;
}
bool turns_direction(char32_t c) {
  return c == 0x200E || c == 0x200F || c == 0x061C || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069);
}

}  // namespace

std::optional<std::string> unwanted_character(std::string_view text, bool lines) {
  for (std::size_t at = 0; at < text.size();) {
    const Decoded next = decode(text, at);
    if (next.bytes == 0) return "it is not valid UTF-8";
    const char32_t c = next.code_point;
    const bool control =
        c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029 || c == 0xFEFF;
    if (c == '\n' && !lines) return "it holds a new line";
    if (control && c != '\n') return "it holds the control character " + name_of_character(c);
    if (turns_direction(c))
      return "it holds " + name_of_character(c) + ", which turns the direction of writing";
    if (is_private_use(c) || is_noncharacter(c))
      return "it holds " + name_of_character(c) + ", which no font can show";
    at += next.bytes;
  }
  return std::nullopt;
}

bool has_ink(std::string_view text) {
  const std::u32string points = to_code_points(text);
  return std::any_of(points.begin(), points.end(), [](char32_t c) {
    const bool space = c <= 0x20 || c == 0x85 || c == 0xA0 || c == 0xAD || c == 0x1680 ||
                       c == 0x180E || c == 0x205F || c == 0x3000;
    const bool joiner = (c >= 0x2000 && c <= 0x200F) || (c >= 0x2028 && c <= 0x202F) ||
                        (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || c == 0x034F || c == 0x115F ||
                        c == 0x1160 || c == 0x3164 || c == 0xFFA0 || (c >= 0xFE00 && c <= 0xFE0F);
    return !space && !joiner;
  });
}

std::u32string to_code_points(std::string_view utf8) {
  std::u32string points;
  points.reserve(utf8.size());
  for (std::size_t at = 0; at < utf8.size();) {
    const Decoded next = decode(utf8, at);
    points += next.bytes == 0 ? U'\uFFFD' : next.code_point;
    at += next.bytes == 0 ? 1 : next.bytes;
  }
  return points;
}

void append_utf8(std::string& out, char32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | (c >> 6));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | (c >> 12));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | (c >> 18));
    out += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
}

std::string to_utf8(std::u32string_view code_points) {
  std::string text;
  text.reserve(code_points.size());
  for (const char32_t c : code_points) append_utf8(text, c);
  return text;
}

std::string name_of_character(char32_t c) {
  char number[16];
  std::snprintf(number, sizeof number, "U+%04X", static_cast<unsigned>(c));
  std::string name = number;
  const bool visible = c > 0x20 && !(c >= 0x7F && c <= 0x9F) && !turns_direction(c) &&
                       !is_private_use(c) && !is_noncharacter(c) && c != 0x2028 && c != 0x2029 &&
                       c != 0xFEFF;
  if (visible) {
    name += " (";
    append_utf8(name, c);
    name += ")";
  }
  return name;
}

std::string trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \n");
  if (first == std::string_view::npos) return "";
  return std::string(text.substr(first, text.find_last_not_of(" \n") - first + 1));
}

}  // namespace lintel
