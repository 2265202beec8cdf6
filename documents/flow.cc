#include "documents/flow.h"

namespace lintel {
namespace {

/// The house's proportions, in lines of leading unless said.
constexpr double kBeforeParagraph = 0.55;
constexpr double kBeforeFirstUnderHeading = 0.22;
constexpr double kBeforeHeading = 0.95;
constexpr double kBeforeEntry = 0.18;
constexpr double kListIndent = 15;   // points
constexpr double kQuoteIndent = 14;  // points
constexpr double kQuoteBar = 2.2;    // points
constexpr double kCellPadding = 9;   // points between columns
constexpr double kRowPadding = 3.2;  // points above and below a row's text
constexpr double kNarrowestTable =
    0.62;                           // of the width, so that a sum is not lost far from its words
constexpr double kRoomToSign = 40;  // points

class Cutter {
 public:
  Cutter(const Letterhead& letterhead,
         const Zones& zones,
         Shaper& shaper,
         std::vector<Element>& elements)
      : head_(letterhead), zones_(zones), shaper_(shaper), elements_(elements) {}

  void cut(const std::vector<Block>& blocks, int parent, double indent, double text_before = -1) {
    for (std::size_t i = 0; i < blocks.size() && !problem_; ++i) {
      const Block* next = i + 1 < blocks.size() ? &blocks[i + 1] : nullptr;
      const std::size_t first = flow_.strips.size();
      cut_block(blocks[i], parent, indent);
      if (i == 0 && text_before >= 0 && first < flow_.strips.size())
        flow_.strips[first].before = text_before;
      if (leads(blocks[i], next) && flow_.strips.size() > first)
        flow_.strips.back().keep_with_next = true;
    }
  }

  Result<Flow> result() {
    if (problem_) return tl::unexpected(*std::move(problem_));
    return std::move(flow_);
  }

 private:
  /// True when a block must not be left at the foot of a page without the next.
  static bool leads(const Block& block, const Block* next) {
    if (next == nullptr) return false;
    if (block.kind == Block::Kind::heading || next->kind == Block::Kind::signature) return true;
    const bool announced = next->kind == Block::Kind::list || next->kind == Block::Kind::table ||
                           next->kind == Block::Kind::quote;
    return block.kind == Block::Kind::paragraph && announced;
  }

  void cut_block(const Block& block, int parent, double indent) {
    switch (block.kind) {
      case Block::Kind::heading:
        return cut_heading(block, parent, indent);
      case Block::Kind::paragraph:
        return cut_paragraph(block, parent, indent);
      case Block::Kind::list:
        return cut_list(block, parent, indent);
      case Block::Kind::list_entry:
        return cut(block.children, parent, indent);
      case Block::Kind::quote:
        return cut_quote(block, parent, indent);
      case Block::Kind::table:
        return cut_table(block, parent, indent);
      case Block::Kind::rule:
        return cut_rule(indent);
      case Block::Kind::signature:
        return cut_signature(block, parent, indent);
    }
  }

  int element(std::string role, int parent, std::string scope = "") {
    elements_.push_back({.role = std::move(role), .parent = parent, .scope = std::move(scope)});
    return static_cast<int>(elements_.size()) - 1;
  }

  double width(double indent) const { return kPageWidth - zones_.left - zones_.right - indent; }
  double scale() const { return zones_.leading / zones_.body_size; }
  double before_text() const {
    return (after_heading_ ? kBeforeFirstUnderHeading : kBeforeParagraph) * zones_.leading;
  }

  std::vector<Line> lines(const Spans& spans,
                          const Setting& setting,
                          double wide,
                          Align align = Align::left) {
    Result<std::vector<Line>> set = set_lines(shaper_, spans, setting, wide, align);
    if (set) return *std::move(set);
    if (!problem_) problem_ = set.error();
    return {};
  }

  /// Moves a line into a strip, `x` from the page's left edge and its baseline `y` below the
  /// strip's top.
  static void place(Strip& strip, Line line, double x, double y, double size) {
    for (PlacedText& text : line.texts) {
      text.x += x;
      text.y = y;
      strip.texts.push_back(std::move(text));
    }
    if (!line.text.empty()) strip.lines.push_back({x, y, size, std::move(line.text)});
  }

  static double baseline(double leading, double size) { return leading / 2 + size * 0.36; }

  void add_lines(
      std::vector<Line> set, double before, double leading, double size, double x, bool all_kept) {
    for (std::size_t i = 0; i < set.size(); ++i) {
      Strip strip{.before = i == 0 ? before : 0, .height = leading};
      strip.keep_with_next = all_kept || (set.size() > 1 && (i == 0 || i + 2 == set.size()));
      place(strip, std::move(set[i]), x, baseline(leading, size), size);
      flow_.strips.push_back(std::move(strip));
    }
    if (!all_kept && !set.empty()) flow_.strips.back().keep_with_next = false;
  }

  void cut_heading(const Block& block, int parent, double indent) {
    const double size = block.level == 1   ? zones_.body_size * 1.5
                        : block.level == 2 ? zones_.body_size * 1.15
                                           : zones_.body_size;
    const Colour colour = block.level <= 2 ? head_.brand : head_.ink;
    const double leading = size * (block.level == 1 ? 1.22 : scale());
    const int tag = element("H" + std::to_string(std::min(block.level, 6)), parent);
    const double before = block.level == 3 ? kBeforeParagraph : kBeforeHeading;
    add_lines(lines(block.spans, {size, colour, tag, true}, width(indent)),
              before * zones_.leading,
              leading,
              size,
              zones_.left + indent,
              true);
    after_heading_ = block.level > 1;
  }

  void cut_paragraph(const Block& block, int parent, double indent) {
    const int tag = element("P", parent);
    add_lines(lines(block.spans, {zones_.body_size, head_.ink, tag, false}, width(indent)),
              before_text(),
              zones_.leading,
              zones_.body_size,
              zones_.left + indent,
              false);
    after_heading_ = false;
  }

  void cut_list(const Block& block, int parent, double indent) {
    const int list = element("L", parent);
    int number = block.start;
    bool first = true;
    for (const Block& entry : block.children) {
      const int node = element("LI", list);
      const int label = element("Lbl", node);
      const int body = element("LBody", node);
      const std::size_t at = flow_.strips.size();
      const double before =
          first ? (after_heading_ ? kBeforeFirstUnderHeading : kBeforeParagraph * 0.6)
                : kBeforeEntry;
      cut(entry.children, body, indent + kListIndent, before * zones_.leading);
      if (at < flow_.strips.size()) {
        const std::string mark = block.ordered ? std::to_string(number) + "." : "•";
        std::vector<Line> set =
            lines({Span{.text = mark}},
                  {zones_.body_size, block.ordered ? head_.ink : head_.brand, label, false},
                  kListIndent);
        if (!set.empty()) {
          Strip& strip = flow_.strips[at];
          const double x = zones_.left + indent + (block.ordered ? 0 : 3);
          Strip labelled{.before = strip.before,
                         .height = strip.height,
                         .keep_with_next = strip.keep_with_next,
                         .head = strip.head};
          place(labelled,
                std::move(set.front()),
                x,
                baseline(zones_.leading, zones_.body_size),
                zones_.body_size);
          labelled.texts.insert(labelled.texts.end(), strip.texts.begin(), strip.texts.end());
          if (!strip.lines.empty()) {
            labelled.lines.back().text += " " + strip.lines.front().text;
            labelled.lines.insert(labelled.lines.end(), strip.lines.begin() + 1, strip.lines.end());
          }
          strip = std::move(labelled);
        }
      }
      ++number;
      first = false;
      after_heading_ = false;
    }
  }

  void cut_quote(const Block& block, int parent, double indent) {
    const int quote = element("BlockQuote", parent);
    const std::size_t first = flow_.strips.size();
    cut(block.children, quote, indent + kQuoteIndent);
    for (std::size_t i = first; i < flow_.strips.size(); ++i) {
      Strip& strip = flow_.strips[i];
      const double above = i == first ? 0 : strip.before;
      strip.boxes.push_back(
          {zones_.left + indent + 1, -above, kQuoteBar, strip.height + above, head_.brand});
    }
  }

  void cut_rule(double indent) {
    Strip strip{.before = zones_.leading * 0.8, .height = 1, .keep_with_next = true};
    strip.boxes.push_back({zones_.left + indent, 0, width(indent), 0.6, head_.rule});
    flow_.strips.push_back(std::move(strip));
  }

  /// Widths that give each column what it needs; what is spare or short falls on the widest.
  std::vector<double> column_widths(const Block& table, double all) {
    const std::size_t count = table.columns.size();
    std::vector<Measure> needs(count);
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
      for (std::size_t c = 0; c < count; ++c) {
        Spans spans = table.rows[r][c];
        if (r == 0) {
          for (Span& span : spans) span.bold = true;
        }
        const Result<Measure> cell = measure(shaper_, spans, zones_.body_size);
        if (!cell) {
          if (!problem_) problem_ = cell.error();
          return {};
        }
        needs[c].natural = std::max(needs[c].natural, cell->natural);
        needs[c].least = std::max(needs[c].least, cell->least);
      }
    }
    const double gaps = kCellPadding * static_cast<double>(count - 1);
    double total = gaps;
    std::vector<double> widths;
    for (const Measure& need : needs) {
      widths.push_back(need.natural + 0.5);
      total += need.natural + 0.5;
    }
    if (total > all) {
      // Columns give way in proportion to what they could give.
      double give = 0;
      for (std::size_t c = 0; c < count; ++c) give += std::max(0.0, widths[c] - needs[c].least);
      const double share = give > 0 ? std::min(1.0, (total - all) / give) : 0;
      for (std::size_t c = 0; c < count; ++c) {
        const double spare = std::max(0.0, widths[c] - needs[c].least) * share;
        widths[c] -= spare;
        total -= spare;
      }
      if (total > all) {
        for (double& wide : widths) wide *= (all - gaps) / (total - gaps);
      }
    } else if (total < all * kNarrowestTable) {
      widths.front() += all * kNarrowestTable - total;
    }
    return widths;
  }

  Strip cut_row(const std::vector<Spans>& cells,
                const Block& table,
                const std::vector<double>& widths,
                double indent,
                const std::vector<int>& tags,
                bool bold) {
    Strip strip;
    double x = zones_.left + indent, tallest = 0;
    for (std::size_t c = 0; c < cells.size(); ++c) {
      const bool row_head = elements_[static_cast<std::size_t>(tags[c])].scope == "Row";
      const Colour colour = row_head ? head_.quiet : head_.ink;
      std::vector<Line> set =
          lines(cells[c], {zones_.body_size, colour, tags[c], bold}, widths[c], table.columns[c]);
      double y = kRowPadding;
      for (Line& line : set) {
        const double at =
            table.columns[c] == Align::left ? x : x + std::max(0.0, widths[c] - line.width);
        const double text_x = x;
        Strip one;
        place(one,
              std::move(line),
              text_x,
              y + baseline(zones_.leading, zones_.body_size),
              zones_.body_size);
        strip.texts.insert(strip.texts.end(), one.texts.begin(), one.texts.end());
        for (LaidLine& laid : one.lines) {
          laid.x = at;
          strip.lines.push_back(std::move(laid));
        }
        y += zones_.leading;
      }
      tallest = std::max(tallest, y);
      x += widths[c] + kCellPadding;
    }
    strip.height = tallest + kRowPadding;
    return strip;
  }

  void cut_table(const Block& table, int parent, double indent) {
    const std::vector<double> widths = column_widths(table, width(indent));
    if (problem_) return;
    double wide = -kCellPadding;
    for (const double column : widths) wide += column + kCellPadding;
    const bool has_head = std::any_of(table.rows.front().begin(),
                                      table.rows.front().end(),
                                      [](const Spans& cell) { return !cell.empty(); });
    const int node = element("Table", parent);
    int head = -1;
    for (std::size_t r = has_head ? 0 : 1; r < table.rows.size(); ++r) {
      const bool heading = r == 0;
      const int row = element("TR", node);
      std::vector<int> tags;
      for (std::size_t c = 0; c < table.columns.size(); ++c) {
        const bool row_head = !heading && !has_head && c == 0;
        tags.push_back(heading    ? element("TH", row, "Column")
                       : row_head ? element("TH", row, "Row")
                                  : element("TD", row));
      }
      Strip strip = cut_row(table.rows[r], table, widths, indent, tags, heading);
      const bool first = r == (has_head ? 0u : 1u);
      strip.before = first ? before_text() : 0;
      strip.boxes.push_back({zones_.left + indent,
                             strip.height - (heading ? 1.1 : 0.5),
                             wide,
                             heading ? 1.1 : 0.5,
                             heading ? head_.brand : head_.rule});
      // The head with its first row, and the last two rows, stay together.
      strip.keep_with_next =
          heading || (r == 1 && table.rows.size() > 2) || r + 2 == table.rows.size();
      strip.head = heading ? -1 : head;
      if (heading) {
        head = static_cast<int>(flow_.heads.size());
        flow_.heads.push_back(strip);
      }
      flow_.strips.push_back(std::move(strip));
    }
    after_heading_ = false;
  }

  void cut_signature(const Block& block, int parent, double indent) {
    const bool formal = !zones_.has_window || zones_.name == "notice";
    Strip strip{.before = zones_.leading * (formal ? 0.8 : 0.2)};
    double y = 0;
    const double x = zones_.left + indent;
    if (formal) {
      const int tag = element("P", parent);
      std::vector<Line> set = lines(
          {Span{.text = "Signed"}}, {zones_.body_size, head_.quiet, tag, false}, width(indent));
      if (!set.empty()) place(strip, std::move(set.front()), x, kRoomToSign - 6, zones_.body_size);
      strip.boxes.push_back({x + 46, kRoomToSign - 4, 190, 0.7, head_.ink});
    }
    y = kRoomToSign;
    bool first = true;
    for (const Spans& spans : block.lines) {
      const int tag = element("P", parent);
      for (Line& line : lines(spans, {zones_.body_size, head_.ink, tag, first}, width(indent))) {
        place(strip,
              std::move(line),
              formal ? x + 46 : x,
              y + baseline(zones_.leading, zones_.body_size),
              zones_.body_size);
        y += zones_.leading;
      }
      first = false;
    }
    strip.height = y;
    flow_.strips.push_back(std::move(strip));
    after_heading_ = false;
  }

  const Letterhead& head_;
  const Zones& zones_;
  Shaper& shaper_;
  std::vector<Element>& elements_;
  Flow flow_;
  bool after_heading_ = false;
  std::optional<Problem> problem_;
};

/// Copies a strip's contents onto a page. Page furniture belongs to no element.
double put(Page& page, const Strip& strip, double y, bool first_on_page, bool furniture) {
  const double top = y + (first_on_page ? 0 : strip.before);
  for (PlacedBox box : strip.boxes) {
    if (first_on_page && box.y < 0) {
      box.height += box.y;
      box.y = 0;
    }
    box.y += top;
    page.boxes.push_back(box);
  }
  for (PlacedText text : strip.texts) {
    text.y += top;
    if (furniture) text.element = -1;
    page.texts.push_back(std::move(text));
  }
  for (LaidLine line : strip.lines) {
    line.y += top;
    page.lines.push_back(std::move(line));
  }
  return top + strip.height;
}

}  // namespace

Result<Flow> flow_blocks(const std::vector<Block>& blocks,
                         const Letterhead& letterhead,
                         const Zones& zones,
                         Shaper& shaper,
                         std::vector<Element>& elements) {
  Cutter cutter{letterhead, zones, shaper, elements};
  cutter.cut(blocks, 0, 0);
  return cutter.result();
}

std::vector<Page> paginate(
    const Flow& flow, double first_top, double top, double first_bottom, double bottom) {
  const std::vector<Strip>& strips = flow.strips;
  std::vector<Page> pages;
  std::size_t begin = 0;
  do {
    const double limit = pages.empty() ? first_bottom : bottom;
    double y = pages.empty() ? first_top : top;
    Page page;
    const bool repeat = !pages.empty() && begin < strips.size() && strips[begin].head >= 0;
    if (repeat)
      y = put(page, flow.heads[static_cast<std::size_t>(strips[begin].head)], y, true, true);

    std::size_t end = begin;
    double reached = y;
    while (end < strips.size()) {
      const double next = reached + (end == begin ? 0 : strips[end].before) + strips[end].height;
      if (next > limit && end > begin) break;
      reached = next;
      ++end;
    }
    if (end < strips.size()) {
      // Back to the last place where a page may end; when there is none, here.
      std::size_t last = end;
      while (last > begin && strips[last - 1].keep_with_next) --last;
      if (last > begin) end = last;
    }
    for (std::size_t i = begin; i < end; ++i) y = put(page, strips[i], y, i == begin, false);
    pages.push_back(std::move(page));
    begin = end;
  } while (begin < strips.size());
  return pages;
}

}  // namespace lintel
