#include "domain/id.h"

namespace lintel {
namespace {
constexpr std::string_view kAlphabet = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr std::size_t kLength = 26;
}  // namespace

std::string to_string(IdBits bits) {
  std::string text(kLength, '0');
  for (std::size_t at = kLength; at-- > 0;) {
    text[at] = kAlphabet[bits.low & 31];
    bits.low = (bits.low >> 5) | (bits.high << 59);
    bits.high >>= 5;
  }
  return text;
}

Result<IdBits> parse_id(std::string_view text) {
  const auto refuse = [&] { return problem("\"" + std::string(text) + "\" is not an id"); };
  if (text.size() != kLength || text.front() > '7') return refuse();
  IdBits bits;
  for (const char c : text) {
    const std::size_t value = kAlphabet.find(c);
    if (value == std::string_view::npos) return refuse();
    bits.high = (bits.high << 5) | (bits.low >> 59);
    bits.low = (bits.low << 5) | value;
  }
  return bits;
}

IdBits IdMaker::make(Instant now) {
  const auto milliseconds = static_cast<std::uint64_t>(now.time_since_epoch().count());
  if (last_.high >> 16 >= milliseconds) {
    // The same millisecond, or a clock set back: go on from the last so that order is kept.
    if (++last_.low == 0) ++last_.high;
    return last_;
  }
  last_ = {(milliseconds << 16) | (chance_() & 0xffff), chance_()};
  return last_;
}

}  // namespace lintel
