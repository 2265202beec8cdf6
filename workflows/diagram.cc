#include "workflows/diagram.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "workflows/diagram_layout.h"
#include "workflows/diagram_words.h"

namespace lintel {
namespace {

constexpr double kLetter = 6.6;  // a letter of a label, on the broad side
constexpr double kLabelLine = 15;
constexpr double kCountLine = 19;
constexpr double kTurn = 5;  // how round a corner is
constexpr double kTip = 7;   // an arrow's head
constexpr double kFootLine = 18;
constexpr std::size_t kLabelLines = 2;

using Points = std::vector<std::pair<double, double>>;

std::string px(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f", value);
  std::string words(text);
  if (words.ends_with(".0")) words.resize(words.size() - 2);
  return words == "-0" ? "0" : words;
}

std::string_view style_of(Stage stage) {
  switch (stage) {
    case Stage::early_contact:
      return "wd-early";
    case Stage::letter_1:
    case Stage::letter_2:
      return "wd-letter";
    case Stage::agreement:
      return "wd-agree";
    case Stage::notice:
      return "wd-notice";
    case Stage::court:
      return "wd-court";
    case Stage::order:
      return "wd-order";
    case Stage::eviction:
      return "wd-evict";
    case Stage::closed:
      return "wd-closed";
  }
  return "wd-closed";
}

class Picture {
 public:
  Picture(const Definition& definition, const DiagramMarks& marks, DiagramFor use)
      : definition_(definition), marks_(marks), use_(use) {
    letters_ = static_cast<std::size_t>((sizes_.box_width - 18) / kLetter);
    std::size_t lines = 1;
    for (const StateDefinition& state : definition.states)
      lines = std::max(lines, label_of(state).size());
    sizes_.box_height =
        16 + kLabelLine * static_cast<double>(lines) + (marks.counts.empty() ? 6.0 : kCountLine);
    layout_ = lay_out(definition, sizes_);
  }

  std::string draw() {
    width_ = std::max(layout_.width, 320.0);
    height_ = layout_.height;
    std::string drawn;
    bands(drawn);
    for (const DiagramAnywhere& way : layout_.graph.anywhere) anywhere(drawn, way);
    // What the case has done lies on top of what it has not.
    for (const bool been : {false, true})
      for (const DiagramArrow& arrow : layout_.graph.arrows)
        if (has_been(arrow) == been) draw_arrow(drawn, arrow);
    for (std::size_t i = 0; i < definition_.states.size(); ++i) state(drawn, i);
    for (const DiagramArrow& arrow : layout_.graph.arrows) stop_mark(drawn, arrow);
    foot(drawn);
    height_ += 8;
    return head() + drawn + "</svg>\n";
  }

 private:
  std::vector<std::string> label_of(const StateDefinition& state) const {
    return wrapped(state_words(definition_, state.name), letters_, kLabelLines);
  }

  std::string head() const {
    std::string text = "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" class=\"wd";
    if (!marks_.now.empty() || !marks_.path.empty()) text += " wd-case";
    text += "\" width=\"" + px(width_) + "\" height=\"" + px(height_) + "\" viewBox=\"0 0 " +
            px(width_) + " " + px(height_) + "\"";
    text += "><title>" + escaped_xml(definition_.title) + "</title><desc>" +
            escaped_xml(diagram_description(definition_, marks_)) + "</desc>\n";
    if (use_ == DiagramFor::file) {
      text += "<style>" + std::string(diagram_style()) + "</style>\n";
      text += "<rect class=\"wd-paper\" width=\"" + px(width_) + "\" height=\"" + px(height_) +
              "\"/>\n";
    }
    return text;
  }

  void bands(std::string& drawn) const {
    for (const DiagramColumn& column : layout_.columns) {
      drawn += "<rect class=\"wd-band\" x=\"" + px(column.x) + "\" y=\"4\" width=\"" +
               px(column.width) + "\" height=\"" + px(layout_.foot - 6) + "\" rx=\"3\"/>";
      drawn += "<text class=\"wd-head\" x=\"" + px(column.x + column.width / 2) + "\" y=\"21\">" +
               escaped_xml(stage_label(column.stage)) + "</text>\n";
    }
    if (layout_.columns.empty()) drawn += "<text x=\"12\" y=\"21\">No state is written.</text>\n";
  }

  bool has_been(const DiagramArrow& arrow) const {
    const std::string& from = name_of(arrow.from);
    const std::string& to = name_of(arrow.to);
    for (std::size_t i = 0; i + 1 < marks_.path.size(); ++i)
      if (marks_.path[i] == from && marks_.path[i + 1] == to) return true;
    return !marks_.path.empty() && marks_.path.back() == from && marks_.now == to;
  }
  const std::string& name_of(int state) const {
    return definition_.states[static_cast<std::size_t>(state)].name;
  }
  /// The first stop of this arrow, counted from 1; 0 when nothing stops it.
  std::size_t stop_of(const DiagramArrow& arrow) const {
    if (name_of(arrow.from) != marks_.now) return 0;
    for (std::size_t i = 0; i < marks_.stops.size(); ++i)
      if (marks_.stops[i].to == name_of(arrow.to)) return i + 1;
    return 0;
  }

  void draw_arrow(std::string& drawn, const DiagramArrow& arrow) const {
    drawn += "<g class=\"wd-way";
    if (arrow.backward) drawn += " wd-back";
    if (has_been(arrow)) drawn += " wd-been";
    const std::size_t stop = stop_of(arrow);
    if (stop > 0) drawn += " wd-stopped";
    drawn += "\"><title>" + escaped_xml(arrow_words(arrow, stop)) + "</title>";
    line(drawn, arrow.points);
    drawn += "</g>\n";
  }

  std::string arrow_words(const DiagramArrow& arrow, std::size_t stop) const {
    std::string words = state_words(definition_, name_of(arrow.from)) + " to " +
                        state_words(definition_, name_of(arrow.to)) + ": ";
    for (std::size_t i = 0; i < arrow.events.size(); ++i)
      words += (i == 0 ? "" : ", ") + definition_.event_label(arrow.events[i]);
    if (stop > 0) words += ". Stopped: " + marks_.stops[stop - 1].because;
    return words;
  }

  /// The line with round corners, and its head.
  static void line(std::string& drawn, const Points& points) {
    std::string path = "M" + px(points[0].first) + " " + px(points[0].second);
    const auto towards = [](std::pair<double, double> from,
                            std::pair<double, double> to,
                            double by) -> std::pair<double, double> {
      const double length = std::abs(to.first - from.first) + std::abs(to.second - from.second);
      const double part = length == 0 ? 0 : std::min(by, length / 2) / length;
      return {from.first + (to.first - from.first) * part,
              from.second + (to.second - from.second) * part};
    };
    for (std::size_t i = 1; i + 1 < points.size(); ++i) {
      const auto before = towards(points[i], points[i - 1], kTurn);
      const auto after = towards(points[i], points[i + 1], kTurn);
      path += "L" + px(before.first) + " " + px(before.second) + "Q" + px(points[i].first) + " " +
              px(points[i].second) + " " + px(after.first) + " " + px(after.second);
    }
    const auto end = points.back();
    const auto base = towards(end, points[points.size() - 2], kTip);
    path += "L" + px(base.first) + " " + px(base.second);
    drawn += "<path class=\"wd-line\" d=\"" + path + "\"/>";
    const double across = (end.second - base.second) / 2;
    const double down = (end.first - base.first) / 2;
    drawn += "<path class=\"wd-tip\" d=\"M" + px(end.first) + " " + px(end.second) + "L" +
             px(base.first - across) + " " + px(base.second - down) + "L" +
             px(base.first + across) + " " + px(base.second + down) + "Z\"/>";
  }

  void anywhere(std::string& drawn, const DiagramAnywhere& way) const {
    const std::string words = anywhere_words(way);
    drawn += "<g class=\"wd-any\">";
    const double y = way.points[0].second;
    const double end = way.points[0].first + kLetter * static_cast<double>(words.size()) + 8;
    if (end + 20 < way.points[1].first) {
      Points points = way.points;
      points[0].first = end;
      line(drawn, points);
    }
    drawn += "<text x=\"" + px(way.points[0].first) + "\" y=\"" + px(y + 4) + "\">" +
             escaped_xml(words) + "</text></g>\n";
  }

  std::string anywhere_words(const DiagramAnywhere& way) const {
    const std::string what =
        way.because.empty() ? definition_.event_label(way.event) : capitalised(way.because);
    std::size_t open = 0;
    for (const StateDefinition& state : definition_.states) open += state.final ? 0 : 1;
    const std::string from =
        way.from.size() == open ? "any state" : std::to_string(way.from.size()) + " states";
    return what + ": from " + from + " to " + state_words(definition_, name_of(way.to));
  }

  void state(std::string& drawn, std::size_t at) const {
    const StateDefinition& state = definition_.states[at];
    const DiagramBox& box = layout_.graph.boxes[at];
    const bool now = state.name == marks_.now;
    const bool been =
        std::find(marks_.path.begin(), marks_.path.end(), state.name) != marks_.path.end();
    drawn += "<g class=\"wd-state " + std::string(style_of(state.stage)) + (now ? " wd-now" : "") +
             (been && !now ? " wd-been" : "") + "\"><title>" +
             escaped_xml(state_words(definition_, state.name) +
                         (state.meaning.empty() ? "" : ": " + state.meaning)) +
             "</title>";
    rect(drawn, "wd-box", box.x, box.y, sizes_.box_width, sizes_.box_height);
    rect(drawn, "wd-edge", box.x, box.y, 3, sizes_.box_height);
    label(drawn, state, box);
    double right = box.x + sizes_.box_width - 4;
    if (now) right = now_tag(drawn, right, box.y) - 4;
    if (marks_.changed.contains(state.name)) changed_tag(drawn, right, box.y);
    drawn += "</g>\n";
  }

  void label(std::string& drawn, const StateDefinition& state, const DiagramBox& box) const {
    const std::vector<std::string> lines = label_of(state);
    const double block =
        kLabelLine * static_cast<double>(lines.size()) + (marks_.counts.empty() ? 0 : kCountLine);
    double y = box.y + (sizes_.box_height - block) / 2 + 11;
    for (const std::string& each : lines) {
      drawn += "<text class=\"wd-label\" x=\"" + px(box.x + 11) + "\" y=\"" + px(y) + "\">" +
               escaped_xml(each) + "</text>";
      y += kLabelLine;
    }
    const auto count = marks_.counts.find(state.name);
    if (count == marks_.counts.end()) return;
    counts(drawn, count->second, box, y + 3);
  }

  void counts(std::string& drawn,
              const DiagramMarks::Count& count,
              const DiagramBox& box,
              double y) const {
    const std::string cases = std::to_string(count.cases);
    drawn += "<text class=\"wd-count\" x=\"" + px(box.x + 11) + "\" y=\"" + px(y) + "\">" + cases +
             "</text>";
    if (count.late > 0)
      drawn += "<text class=\"wd-late\" x=\"" +
               px(box.x + 19 + 8.6 * static_cast<double>(cases.size())) + "\" y=\"" + px(y) +
               "\">" + std::to_string(count.late) + " late</text>";
    if (count.median_days)
      drawn += "<text class=\"wd-days\" x=\"" + px(box.x + sizes_.box_width - 8) + "\" y=\"" +
               px(y) + "\">" + std::to_string(*count.median_days) + " d</text>";
  }

  static void rect(
      std::string& drawn, std::string_view style, double x, double y, double width, double height) {
    drawn += "<rect class=\"" + std::string(style) + "\" x=\"" + px(x) + "\" y=\"" + px(y) +
             "\" width=\"" + px(width) + "\" height=\"" + px(height) + "\" rx=\"2\"/>";
  }

  static double now_tag(std::string& drawn, double right, double y) {
    rect(drawn, "wd-tag", right - 34, y - 9, 34, 16);
    drawn += "<text class=\"wd-tag-word\" x=\"" + px(right - 17) + "\" y=\"" + px(y + 3) +
             "\">Now</text>";
    return right - 34;
  }

  static void changed_tag(std::string& drawn, double right, double y) {
    rect(drawn, "wd-change", right - 66, y - 9, 66, 16);
    const double x = right - 57;
    drawn += "<path class=\"wd-diamond\" d=\"M" + px(x) + " " + px(y - 6) + "L" + px(x + 5) + " " +
             px(y - 1) + "L" + px(x) + " " + px(y + 4) + "L" + px(x - 5) + " " + px(y - 1) +
             "Z\"/><text class=\"wd-change-word\" x=\"" + px(x + 8) + "\" y=\"" + px(y + 3) +
             "\">Changed</text>";
  }

  void stop_mark(std::string& drawn, const DiagramArrow& arrow) const {
    const std::size_t stop = stop_of(arrow);
    if (stop == 0) return;
    const auto [x, y] = arrow.points[0];
    const auto [to_x, to_y] = arrow.points[1];
    const double length = std::abs(to_x - x) + std::abs(to_y - y);
    const double part = std::min(9.0, length) / std::max(1.0, length);
    const double at_x = x + (to_x - x) * part;
    const double at_y = y + (to_y - y) * part;
    drawn += "<circle class=\"wd-stop\" cx=\"" + px(at_x) + "\" cy=\"" + px(at_y) +
             "\" r=\"7.5\"/><text class=\"wd-stop-number\" x=\"" + px(at_x) + "\" y=\"" +
             px(at_y + 3.7) + "\">" + std::to_string(stop) + "</text>\n";
  }

  /// What stops the next arrows, by number, under the picture.
  void foot(std::string& drawn) {
    const auto letters = static_cast<std::size_t>((width_ - 40) / kLetter);
    for (std::size_t i = 0; i < marks_.stops.size(); ++i) {
      const DiagramMarks::Stop& stop = marks_.stops[i];
      const std::string words = stop_words(definition_, stop);
      height_ += 4;
      drawn += "<circle class=\"wd-stop\" cx=\"20\" cy=\"" + px(height_ + 8) +
               "\" r=\"7.5\"/><text class=\"wd-stop-number\" x=\"20\" y=\"" + px(height_ + 11.7) +
               "\">" + std::to_string(i + 1) + "</text>";
      for (const std::string& each : wrapped(words, letters, 4)) {
        drawn += "<text x=\"34\" y=\"" + px(height_ + 12) + "\">" + escaped_xml(each) + "</text>";
        height_ += kFootLine;
      }
      drawn += "\n";
    }
  }

  const Definition& definition_;
  const DiagramMarks& marks_;
  DiagramFor use_;
  DiagramSizes sizes_;
  std::size_t letters_ = 0;
  DiagramLayout layout_;
  double width_ = 0;
  double height_ = 0;
};

}  // namespace

std::string diagram_svg(const Definition& definition, const DiagramMarks& marks, DiagramFor use) {
  return Picture{definition, marks, use}.draw();
}

}  // namespace lintel
