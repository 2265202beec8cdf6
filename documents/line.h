#pragma once

#include <string>
#include <vector>

#include "documents/page.h"
#include "documents/shaper.h"
#include "domain/result.h"

namespace lintel {

/// How a text is set: size in points, and the structure element to which it belongs.
struct Setting {
  double size = 11;
  Colour colour{};
  int element = -1;
  bool bold = false;  ///< all of it
};

/// One line of text from x = 0 on the baseline y = 0. `width` leaves out the space at its end.
struct Line {
  std::vector<PlacedText> texts{};
  double width = 0;
  std::string text{};
};

/// Breaks text into lines no wider than `width` points, at spaces, after hyphens and between
/// ideographs; a word that is too long for any line is cut. Problem: a character that no font has.
Result<std::vector<Line>> set_lines(
    Shaper& shaper, Spans spans, const Setting& setting, double width, Align align = Align::left);

/// The width of the text on one line, in points, and of its widest unbreakable part.
struct Measure {
  double natural = 0;
  double least = 0;
};
Result<Measure> measure(Shaper& shaper, const Spans& spans, double size);

}  // namespace lintel
