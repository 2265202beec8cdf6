#include <array>
#include <cstdint>

#include "storage/tenancy_store.h"

namespace lintel {
namespace {

// The plain letter under each accented one; a space where there is no letter.
constexpr std::string_view kFromC0 =
    "aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo "
    "ouuuuytyaaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooooooorr"
    "rrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
constexpr std::string_view kFrom1E00 =
    "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrr"
    "rrssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwyas??s?"
    "aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy????"
    "??";

struct Letter {
  std::uint32_t code = 0;
  std::size_t bytes = 1;
};

/// The character at the start of `text`, which is UTF-8; a stray byte stands for itself.
Letter first_letter(std::string_view text) {
  const auto byte = [&](std::size_t i) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i]));
  };
  if (byte(0) < 0x80) return {byte(0), 1};
  if ((byte(0) & 0xe0) == 0xc0 && text.size() >= 2)
    return {((byte(0) & 0x1f) << 6) | (byte(1) & 0x3f), 2};
  if ((byte(0) & 0xf0) == 0xe0 && text.size() >= 3) {
    return {((byte(0) & 0x0f) << 12) | ((byte(1) & 0x3f) << 6) | (byte(2) & 0x3f), 3};
  }
  return {byte(0), std::min<std::size_t>(text.size(), (byte(0) & 0xf8) == 0xf0 ? 4 : 1)};
}

/// The plain lower-case letter or figure, ' ' for what parts words, 0 for a letter of another
/// script, 1 for an accent that stands by itself or an apostrophe: O'Brien is found as obrien.
char plain(std::uint32_t code) {
  if (code >= 'A' && code <= 'Z') return static_cast<char>(code - 'A' + 'a');
  if ((code >= 'a' && code <= 'z') || (code >= '0' && code <= '9') || code == '-' || code == '/')
    return static_cast<char>(code);
  if (code == '\'' || code == 0x2019 || (code >= 0x300 && code < 0x370)) return 1;
  if (code == 0x1a0 || code == 0x1a1) return 'o';  // Ơ, ơ
  if (code == 0x1af || code == 0x1b0) return 'u';  // Ư, ư
  if (code < 0xc0 || code == 0x3000 || (code >= 0x2000 && code < 0x2070)) return ' ';
  if (code < 0xc0 + kFromC0.size()) return kFromC0[code - 0xc0];
  if (code >= 0x1e00 && code < 0x1e00 + kFrom1E00.size()) return kFrom1E00[code - 0x1e00];
  return 0;
}

}  // namespace

std::string search_words(std::string_view text) {
  std::string words;
  while (!text.empty()) {
    const Letter letter = first_letter(text);
    const char found = plain(letter.code);
    if (found == 0) {
      words.append(text.substr(0, letter.bytes));
    } else if (found == ' ' || found == '?') {
      if (!words.empty() && words.back() != ' ') words += ' ';
    } else if (found != 1) {
      words += found;
    }
    text.remove_prefix(letter.bytes);
  }
  if (words.ends_with(' ')) words.pop_back();
  return words;
}

}  // namespace lintel
