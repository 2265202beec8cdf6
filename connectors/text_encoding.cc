#include "connectors/text_encoding.h"

#include <array>
#include <cstdint>
#include <cstring>

namespace lintel {
namespace {

/// What the bytes 0x80 to 0x9f are in Windows-1252; 0 where they are nothing.
/// Source: unicode.org, MAPPINGS/VENDORS/MICSFT/WINDOWS/CP1252.TXT.
constexpr std::array<std::uint16_t, 32> kWindows1252 = {
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178};

bool is_ascii(std::string_view bytes) {
  std::size_t at = 0;
  for (; at + 8 <= bytes.size(); at += 8) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, bytes.data() + at, 8);
    if ((eight & 0x8080808080808080U) != 0) return false;
  }
  for (; at < bytes.size(); ++at) {
    if (static_cast<unsigned char>(bytes[at]) >= 0x80) return false;
  }
  return true;
}

/// Bytes of the UTF-8 character at the beginning of `rest`, or 0 where there is none (RFC 3629).
std::size_t utf8_length(std::string_view rest) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(rest[at]); };
  const unsigned char first = byte(0);
  if (first < 0x80) return 1;
  const std::size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4 || rest.size() < length) return 0;
  for (std::size_t at = 1; at < length; ++at) {
    if ((byte(at) & 0xc0) != 0x80) return 0;
  }
  const unsigned char second = byte(1);
  const bool overlong = (first == 0xe0 && second < 0xa0) || (first == 0xf0 && second < 0x90);
  const bool surrogate = first == 0xed && second > 0x9f;
  const bool past_unicode = first == 0xf4 && second > 0x8f;
  return overlong || surrogate || past_unicode ? 0 : length;
}

bool is_utf8(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::size_t length = utf8_length(bytes);
    if (length == 0) return false;
    bytes.remove_prefix(length);
  }
  return true;
}

void append_utf8(std::string& text, std::uint16_t code) {
  if (code >= 0x800) {
    text += static_cast<char>(0xe0 | (code >> 12));
    text += static_cast<char>(0x80 | ((code >> 6) & 0x3f));
  } else {
    text += static_cast<char>(0xc0 | (code >> 6));
  }
  text += static_cast<char>(0x80 | (code & 0x3f));
}

}  // namespace

std::string_view to_string(FileEncoding encoding) {
  switch (encoding) {
    case FileEncoding::utf8:
      return "UTF-8";
    case FileEncoding::windows_1252:
      return "Windows-1252";
    case FileEncoding::ascii:
      return "ASCII";
  }
  return "";
}

std::optional<std::string_view> decode(std::string_view bytes,
                                       FileEncoding encoding,
                                       std::string& scratch) {
  if (is_ascii(bytes)) return bytes;
  if (encoding == FileEncoding::ascii) return std::nullopt;
  if (encoding == FileEncoding::utf8) {
    if (!is_utf8(bytes)) return std::nullopt;
    return bytes;
  }
  scratch.clear();
  for (const char letter : bytes) {
    const auto byte = static_cast<unsigned char>(letter);
    if (byte < 0x80) {
      scratch += letter;
      continue;
    }
    const std::uint16_t code = byte >= 0xa0 ? byte : kWindows1252[byte - 0x80U];
    if (code == 0) return std::nullopt;
    append_utf8(scratch, code);
  }
  return std::string_view(scratch);
}

std::string_view characters(std::string_view text, int from, int to) {
  const auto begin = static_cast<std::size_t>(from - 1);
  const auto count = static_cast<std::size_t>(to - from + 1);
  if (is_ascii(text)) return begin >= text.size() ? "" : text.substr(begin, count);

  std::size_t starts = text.size();
  int at = 0;
  for (std::size_t byte = 0; byte < text.size(); ++byte) {
    if ((static_cast<unsigned char>(text[byte]) & 0xc0) == 0x80) continue;
    ++at;
    if (at == from) starts = byte;
    if (at == to + 1) return text.substr(starts, byte - starts);
  }
  return text.substr(starts);
}

int character_count(std::string_view text) {
  int count = 0;
  for (const char letter : text) count += (static_cast<unsigned char>(letter) & 0xc0) != 0x80;
  return count;
}

}  // namespace lintel
