#include "server/auth/password_rules.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>

#include "server/http/text_rules.h"

namespace lintel {
namespace {

/// What must remain once the words that anybody would guess are taken out.
constexpr std::size_t kOwnLetters = 6;
constexpr std::size_t kFewLetters = 5;  // different ones

/// The stems of the most used long passwords: people add figures and signs to these.
constexpr std::array<std::string_view, 40> kCommon = {
    "password",   "passw0rd",  "p@ssword",  "p@ssw0rd",      "123456789", "987654321",
    "qwertyuiop", "asdfghjkl", "zxcvbnm",   "qwerty",        "1q2w3e4r",  "1qaz2wsx",
    "letmein",    "welcome",   "iloveyou",  "sunshine",      "princess",  "football",
    "baseball",   "superman",  "liverpool", "arsenal",       "chelsea",   "charlie",
    "jennifer",   "trustno1",  "dragon",    "monkey",        "shadow",    "master",
    "computer",   "starwars",  "whatever",  "administrator", "changeme",  "abcdefghijkl",
    "0123456789", "111111",    "000000",    "secret"};

std::size_t characters(std::string_view utf8) {
  return static_cast<std::size_t>(std::ranges::count_if(
      utf8, [](char byte) { return (static_cast<unsigned char>(byte) & 0xc0) != 0x80; }));
}

void take_out(std::string& text, std::string_view word) {
  if (word.size() < 3) return;
  for (std::size_t at = 0; (at = text.find(word, at)) != std::string::npos;)
    text.erase(at, word.size());
}

}  // namespace

std::optional<Problem> password_fault(std::string_view password,
                                      std::string_view username,
                                      const AuthSettings& settings) {
  const auto fault = [](std::string what, std::string fix) {
    return Problem{std::move(what), std::move(fix), {}}.in_field("password");
  };
  if (!is_utf8_text(password)) return fault("the password is not text", "Type it again.");
  const std::size_t length = characters(password);
  if (length < settings.shortest_password) {
    return fault(
        "the password has fewer than " + std::to_string(settings.shortest_password) + " characters",
        "Three or four words that do not belong together are easy to keep.");
  }
  if (length > settings.longest_password) {
    return fault(
        "the password has more than " + std::to_string(settings.longest_password) + " characters",
        "Take a shorter one.");
  }

  std::string rest = lower_case(password);
  if (std::set<char>(rest.begin(), rest.end()).size() < kFewLetters) {
    return fault("the password repeats the same few letters", "Take several words.");
  }
  for (const std::string_view word : kCommon) take_out(rest, word);
  for (const std::string& word : settings.refused_words) take_out(rest, word);
  take_out(rest, "lintel");
  take_out(rest, lower_case(username));
  if (characters(rest) < kOwnLetters) {
    return fault("the password is made of words that anybody would try first",
                 "Leave out names of people, places and the landlord, and well-known passwords.");
  }
  return std::nullopt;
}

}  // namespace lintel
