#include "documents/page.h"

#include <cstdio>

namespace lintel {

std::string describe(const Laid& laid) {
  std::string out;
  for (std::size_t page = 0; page < laid.pages.size(); ++page) {
    for (const LaidLine& line : laid.pages[page].lines) {
      char place[64];
      std::snprintf(
          place, sizeof place, "%zu %6.1f %6.1f %4.1f  ", page + 1, line.x, line.y, line.size);
      out += place + line.text + "\n";
    }
  }
  return out;
}

std::string plain_text(const Laid& laid) {
  std::string out;
  for (std::size_t page = 0; page < laid.pages.size(); ++page) {
    if (page > 0) out += "\f";
    for (const LaidLine& line : laid.pages[page].lines) out += line.text + "\n";
  }
  return out;
}

}  // namespace lintel
