#pragma once

#include <memory>
#include <string>
#include <vector>

#include "documents/shaper.h"

namespace lintel {

/// Points, a 72nd of an inch. Layout counts y downwards from the top of the page.
constexpr double kPointsPerMm = 72.0 / 25.4;
constexpr double kPageWidth = 595.276;  // A4
constexpr double kPageHeight = 841.89;

struct Colour {
  int red = 0, green = 0, blue = 0;  ///< 0 to 255
  friend bool operator==(const Colour&, const Colour&) = default;
};

/// A piece of text where it stands. `element` is its place in the structure; below 0 it is an
/// artifact: page furniture that a screen reader passes over.
struct PlacedText {
  std::shared_ptr<const Piece> piece;
  double x = 0, y = 0;  ///< left end and baseline
  double size = 0;
  Colour colour{};
  int element = -1;
};

/// A filled rectangle: a rule, a bar or a tint. Always an artifact.
struct PlacedBox {
  double x = 0, y = 0, width = 0, height = 0;
  Colour colour{};
};

/// A filled outline of straight lines, in page coordinates: part of the logo.
struct PlacedShape {
  struct Point {
    double x = 0, y = 0;
    bool begins = false;
  };
  std::vector<Point> points{};
  Colour colour{};
  int element = -1;
};

/// One line as a reader sees it, for text and for golden tests.
struct LaidLine {
  double x = 0, y = 0, size = 0;
  std::string text{};
};

struct Page {
  std::vector<PlacedBox> boxes{};
  std::vector<PlacedShape> shapes{};
  std::vector<PlacedText> texts{};
  std::vector<LaidLine> lines{};
};

/// A node of the document's structure (ISO 32000-1 §14.7): "P", "H1", "Table". Element 0 is the
/// root.
struct Element {
  std::string role;
  int parent = 0;
  std::string language{};     ///< "" for the document's
  std::string alternative{};  ///< what a picture shows
  std::string scope{};        ///< of a TH: "Row" or "Column"
};

/// A document laid out: a value, the same for the same input, from which any writer works.
struct Laid {
  std::vector<Page> pages{};
  std::vector<Element> elements{};
};

/// Every line as "page x y size text", in tenths of a point: what golden tests compare.
std::string describe(const Laid& laid);
/// Every line's text; pages parted by "\f".
std::string plain_text(const Laid& laid);

}  // namespace lintel
