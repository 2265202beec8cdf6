#include "documents/line.h"

namespace lintel {
namespace {

/// Gathers pieces and writes them out as lines.
class Setter {
 public:
  Setter(Shaper& shaper, const Setting& setting, double width, Align align)
      : shaper_(shaper), setting_(setting), width_(width), align_(align) {}

  void add_unit(const std::vector<PlacedPiece>& unit) {
    if (unit.front().must_break_before) end_line();
    double wide = 0, trailing = 0;
    for (const PlacedPiece& part : unit) {
      trailing = part.piece->space ? trailing + points(*part.piece) : 0;
      wide += points(*part.piece);
    }
    const double inner = wide - trailing;
    if (!line_.empty() && width_so_far_ + inner > width_ + kSlack) end_line();
    if (inner <= width_ + kSlack) {
      for (const PlacedPiece& part : unit) add(part);
      return;
    }
    for (const PlacedPiece& part : unit) {
      for (std::shared_ptr<const Piece>& small : cut(*part.piece)) {
        const double more = points(*small);
        if (!small->space && !line_.empty() && width_so_far_ + more > width_ + kSlack) end_line();
        add({std::move(small), part.level, false, false});
      }
    }
  }

  std::vector<Line> finish() {
    end_line();
    return std::move(lines_);
  }

 private:
  static constexpr double kSlack = 0.01;

  double points(const Piece& piece) const { return piece.width * setting_.size / 1'000; }

  std::vector<std::shared_ptr<const Piece>> cut(const Piece& piece) {
    return shaper_.cut(piece, width_ * 1'000 / setting_.size);
  }

  void add(PlacedPiece part) {
    if (line_.empty() && part.piece->space) return;  // no line begins with a space
    width_so_far_ += points(*part.piece);
    line_.push_back(std::move(part));
  }

  /// Visual order by rule L2 of the Unicode bidirectional algorithm: reverse each run of pieces at
  /// or above each level, from the highest down to the lowest odd one.
  static std::vector<std::size_t> visual_order(const std::vector<PlacedPiece>& line) {
    std::vector<std::size_t> order(line.size());
    int highest = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
      order[i] = i;
      highest = std::max(highest, line[i].level);
    }
    for (int level = highest; level > 0; --level) {
      for (std::size_t i = 0; i < order.size();) {
        std::size_t end = i;
        while (end < order.size() && line[order[end]].level >= level) ++end;
        std::reverse(order.begin() + static_cast<std::ptrdiff_t>(i),
                     order.begin() + static_cast<std::ptrdiff_t>(end));
        i = std::max(end, i + 1);
      }
    }
    return order;
  }

  void end_line() {
    if (line_.empty()) return;
    Line made;
    double trailing = 0;
    for (auto part = line_.rbegin(); part != line_.rend() && part->piece->space; ++part) {
      part->level = 0;
      trailing += points(*part->piece);
    }
    made.width = width_so_far_ - trailing;
    const double spare = std::max(0.0, width_ - made.width);
    double x = align_ == Align::right ? spare : align_ == Align::centre ? spare / 2 : 0;
    std::vector<double> at(line_.size());
    for (const std::size_t i : visual_order(line_)) {
      at[i] = x;
      x += points(*line_[i].piece);
    }
    for (std::size_t i = 0; i < line_.size(); ++i) {
      made.text += line_[i].piece->text;
      made.texts.push_back(
          {line_[i].piece, at[i], 0, setting_.size, setting_.colour, setting_.element});
    }
    while (made.text.ends_with(' ')) made.text.pop_back();
    lines_.push_back(std::move(made));
    line_.clear();
    width_so_far_ = 0;
  }

  Shaper& shaper_;
  const Setting& setting_;
  double width_;
  Align align_;
  std::vector<PlacedPiece> line_;
  double width_so_far_ = 0;
  std::vector<Line> lines_;
};

/// Calls `use` with each run of pieces that may not be parted, the spaces after it included.
template <class Use>
void for_each_unit(const std::vector<PlacedPiece>& pieces, Use use) {
  std::vector<PlacedPiece> unit;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    unit.push_back(pieces[i]);
    const bool last = i + 1 == pieces.size();
    const bool more_space = !last && pieces[i].piece->space && pieces[i + 1].piece->space &&
                            !pieces[i + 1].must_break_before;
    if (last || (pieces[i].may_break_after && !more_space) || pieces[i + 1].must_break_before) {
      use(unit);
      unit.clear();
    }
  }
}

}  // namespace

Result<std::vector<Line>> set_lines(
    Shaper& shaper, Spans spans, const Setting& setting, double width, Align align) {
  if (setting.bold) {
    for (Span& span : spans) span.bold = true;
  }
  const Result<std::vector<PlacedPiece>> pieces = shaper.shape(spans);
  if (!pieces) return tl::unexpected(pieces.error());
  Setter setter{shaper, setting, width, align};
  for_each_unit(*pieces, [&](const std::vector<PlacedPiece>& unit) { setter.add_unit(unit); });
  return setter.finish();
}

Result<Measure> measure(Shaper& shaper, const Spans& spans, double size) {
  const Result<std::vector<PlacedPiece>> pieces = shaper.shape(spans);
  if (!pieces) return tl::unexpected(pieces.error());
  Measure made;
  for_each_unit(*pieces, [&](const std::vector<PlacedPiece>& unit) {
    double wide = 0;
    for (const PlacedPiece& part : unit) {
      wide += part.piece->width * size / 1'000;
      made.natural += part.piece->width * size / 1'000;
    }
    made.least = std::max(made.least, wide);
  });
  return made;
}

}  // namespace lintel
