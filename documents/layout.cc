#include "documents/layout.h"

#include "documents/flow.h"
#include "documents/line.h"

namespace lintel {
namespace {

constexpr double kLogoTop = 12 * kPointsPerMm;
constexpr double kLogoSide = 13.5 * kPointsPerMm;
constexpr double kWordmark = 17;    // points
constexpr double kStampSize = 6.5;  // points
constexpr std::string_view kSpecimen = "SPECIMEN – NOT FOR SERVICE";

class Composer {
 public:
  Composer(const Furniture& furniture, const Letterhead& head, const Zones& zones, Shaper& shaper)
      : furniture_(furniture), head_(head), zones_(zones), shaper_(shaper) {}

  Result<Laid> compose(const std::vector<Block>& blocks) {
    laid_.elements.push_back({.role = "Document"});
    Page first;
    put_letterhead(first);
    put_recipient(first);
    const double contact_end = put_contact(first);

    Result<Flow> flow = flow_blocks(blocks, head_, zones_, shaper_, laid_.elements);
    if (!flow) return tl::unexpected(flow.error());
    if (furniture_.formats_panel) {
      // Never alone on a page: it takes the last lines of the body along.
      if (!flow->strips.empty()) flow->strips.back().keep_with_next = true;
      flow->strips.push_back(formats_panel());
    }
    const double bottom = kPageHeight - zones_.bottom;
    const double first_top = std::max(zones_.first_body, contact_end + zones_.leading);
    laid_.pages = paginate(*flow, first_top, zones_.top, bottom - first_foot_height(), bottom);
    if (static_cast<int>(laid_.pages.size()) > zones_.max_pages) {
      return problem("the document has " + std::to_string(laid_.pages.size()) +
                         " pages, more than the " + std::to_string(zones_.max_pages) +
                         " that can be printed",
                     "Shorten its longest field");
    }
    prepend(laid_.pages.front(), std::move(first));
    put_feet();
    if (problem_) return tl::unexpected(*std::move(problem_));
    return std::move(laid_);
  }

 private:
  int element(std::string role) {
    laid_.elements.push_back({.role = std::move(role)});
    return static_cast<int>(laid_.elements.size()) - 1;
  }

  std::vector<Line> lines(const std::string& text, const Setting& setting, double width) {
    Result<std::vector<Line>> set = set_lines(shaper_, {Span{.text = text}}, setting, width);
    if (set) return *std::move(set);
    if (!problem_) problem_ = set.error();
    return {};
  }

  static void place(Page& page, Line line, double x, double y, double size) {
    for (PlacedText& text : line.texts) {
      text.x += x;
      text.y = y;
      page.texts.push_back(std::move(text));
    }
    if (!line.text.empty()) page.lines.push_back({x, y, size, std::move(line.text)});
  }

  /// Sets text at x from the baseline y down; gives the next baseline.
  double put(Page& page,
             const std::string& text,
             const Setting& setting,
             double x,
             double y,
             double width,
             double leading) {
    // The space at the end keeps a reader of the text from joining this line to the next.
    for (Line& line : lines(text + " ", setting, width)) {
      place(page, std::move(line), x, y, setting.size);
      y += leading;
    }
    return y;
  }

  void put_letterhead(Page& page) {
    const int figure = element("Figure");
    laid_.elements.back().alternative = head_.logo_title;
    const double unit = kLogoSide / head_.logo_box;
    for (PlacedShape shape : head_.logo) {
      for (PlacedShape::Point& point : shape.points) {
        point.x = zones_.left + point.x * unit;
        point.y = kLogoTop + point.y * unit;
      }
      shape.element = figure;
      page.shapes.push_back(std::move(shape));
    }
    const int name = element("P");
    put(page,
        head_.text("landlord_short_name"),
        {kWordmark, head_.brand, name, true},
        zones_.left + kLogoSide + 9,
        kLogoTop + kLogoSide * 0.56 + kWordmark * 0.3,
        300,
        kWordmark);
  }

  void put_recipient(Page& page) {
    if (furniture_.recipient.empty() || !zones_.has_window) return;
    const int block = element("P");
    const auto count = static_cast<double>(furniture_.recipient.size());
    const double leading = std::min(zones_.address_size * 1.27, zones_.window.height / count);
    double y = zones_.window.top + leading * 0.78;
    if (leading < zones_.address_size * 1.02) {
      refuse_recipient("has " + std::to_string(furniture_.recipient.size()) +
                       " lines, more than the envelope's window shows");
      return;
    }
    for (const std::string& text : furniture_.recipient) {
      std::vector<Line> set =
          lines(text + " ", {zones_.address_size, head_.ink, block, false}, 10 * kPageWidth);
      if (set.empty()) continue;
      if (set.front().width > zones_.window.width) {
        return refuse_recipient("has a line that is wider than the envelope's window: \"" + text +
                                "\"");
      }
      place(page, std::move(set.front()), zones_.window.left, y, zones_.address_size);
      y += leading;
    }
  }

  void refuse_recipient(std::string what) {
    if (problem_) return;
    problem_ = Problem{"the field recipient_block " + std::move(what),
                       "Shorten it, or part it over two lines",
                       {.file = "", .field = "recipient_block"}};
  }

  /// The end of the block, from the page's top.
  double put_contact(Page& page) {
    const double leading = zones_.small_size * 1.36;
    double y = zones_.contact.top + zones_.small_size;
    bool first = true;
    const int who = element("P");
    for (const std::string& text : furniture_.contact) {
      y = put(page,
              text,
              {zones_.small_size, first ? head_.ink : head_.quiet, who, first},
              zones_.contact.left,
              y,
              zones_.contact.width,
              leading);
      first = false;
    }
    y += leading * 0.5;
    for (const std::string& text : furniture_.about) {
      const int line = element("P");
      y = put(page,
              text,
              {zones_.small_size, head_.ink, line, false},
              zones_.contact.left,
              y,
              zones_.contact.width,
              leading);
    }
    return y - leading;
  }

  Strip formats_panel() {
    Strip strip{.before = zones_.leading * 1.2};
    const double width = kPageWidth - zones_.left - zones_.right, pad = 8,
                 leading = zones_.small_size * 1.5;
    // Two columns, filled down and then across.
    const std::size_t rows = (head_.formats_panel.size() + 1) / 2;
    const double column = width / 2;
    double tallest = pad, left_y = pad, right_y = pad;
    for (std::size_t i = 0; i < head_.formats_panel.size(); ++i) {
      const PanelLine& line = head_.formats_panel[i];
      const double x = zones_.left + pad + (i < rows ? 0 : column);
      const int node = element("P");
      laid_.elements.back().language = line.language;
      double& y = i < rows ? left_y : right_y;
      for (Line& set :
           lines(line.text, {zones_.small_size, head_.ink, node, false}, column - 2 * pad)) {
        const double at = y + leading * 0.72;
        for (PlacedText& text : set.texts) {
          text.x += x;
          text.y = at;
          strip.texts.push_back(std::move(text));
        }
        strip.lines.push_back({x, at, zones_.small_size, std::move(set.text)});
        y += leading;
        tallest = std::max(tallest, y);
      }
    }
    strip.height = tallest + pad;
    strip.boxes.push_back({zones_.left, 0, width, strip.height, head_.tint});
    return strip;
  }

  double foot_leading() const { return zones_.small_size * 1.2; }
  double first_foot_height() const {
    return foot_leading() * static_cast<double>(furniture_.first_page_foot.size());
  }

  static void prepend(Page& page, Page first) {
    const auto join = [](auto& onto, auto& before) {
      before.insert(
          before.end(), std::make_move_iterator(onto.begin()), std::make_move_iterator(onto.end()));
      onto = std::move(before);
    };
    join(page.boxes, first.boxes);
    join(page.shapes, first.shapes);
    join(page.texts, first.texts);
    join(page.lines, first.lines);
  }

  void put_feet() {
    const std::size_t count = laid_.pages.size();
    const int landlord = furniture_.first_page_foot.empty() ? -1 : element("P");
    for (std::size_t i = 0; i < count; ++i) {
      Page& page = laid_.pages[i];
      const double width = kPageWidth - zones_.left - zones_.right;
      double y = kPageHeight - zones_.bottom + 7;
      if (i == 0) y -= first_foot_height();
      page.boxes.push_back({zones_.left, y, width, 0.6, head_.rule});
      y += zones_.body_size + 4;
      const Setting quiet{zones_.body_size * 0.92, head_.quiet, -1, false};
      put(page, furniture_.foot, quiet, zones_.left, y, width * 0.75, zones_.body_size);
      const std::string number = "Page " + std::to_string(i + 1) + " of " + std::to_string(count);
      std::vector<Line> right = lines(number, {zones_.body_size, head_.ink, -1, false}, width);
      if (!right.empty()) {
        const double x = kPageWidth - zones_.right - right.front().width;
        place(page, std::move(right.front()), x, y, zones_.body_size);
      }
      y += foot_leading() + 2;
      if (i == 0) {
        for (const std::string& text : furniture_.first_page_foot) {
          y = put(page,
                  text,
                  {zones_.small_size * 0.9, head_.quiet, landlord, false},
                  zones_.left,
                  y,
                  width,
                  foot_leading());
        }
      }
      if (!furniture_.stamp.empty()) {
        put(page,
            furniture_.stamp,
            {kStampSize, head_.quiet, -1, false},
            zones_.left,
            kPageHeight - 20,
            width,
            kStampSize);
      }
      if (furniture_.specimen) put_specimen(page);
    }
  }

  void put_specimen(Page& page) {
    const double width = kPageWidth - zones_.left - zones_.right;
    page.boxes.push_back({zones_.left, 12, width, 17, head_.ink});
    std::vector<Line> set = lines(std::string(kSpecimen), {10, {255, 255, 255}, -1, true}, width);
    if (set.empty()) return;
    const double x = zones_.left + (width - set.front().width) / 2;
    place(page, std::move(set.front()), x, 24.2, 10);
  }

  const Furniture& furniture_;
  const Letterhead& head_;
  const Zones& zones_;
  Shaper& shaper_;
  Laid laid_;
  std::optional<Problem> problem_;
};

}  // namespace

Result<Laid> lay_out(const std::vector<Block>& blocks,
                     const Furniture& furniture,
                     const Letterhead& letterhead,
                     const Zones& zones,
                     Shaper& shaper) {
  return Composer{furniture, letterhead, zones, shaper}.compose(blocks);
}

}  // namespace lintel
