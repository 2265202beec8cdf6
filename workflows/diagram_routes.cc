#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "workflows/diagram_layout.h"

namespace lintel {
namespace {

constexpr double kHead = 34;      // the headings of the columns
constexpr double kLane = 7;       // between two arrows that run side by side
constexpr double kTagRoom = 12;   // "Now" sits on the upper edge of its box
constexpr double kLeastGap = 26;  // between two rows
constexpr double kBeside = 12;    // from a box to the nearest lane
constexpr double kMargin = 12;
constexpr double kFootLine = 20;  // a line of words under the columns
constexpr double kBackPort = 15;  // below the middle: where arrows from later stages come in

/// Arrows that run side by side between the same two columns or rows. Those with the same key end
/// in the same state and share a lane.
class Lanes {
 public:
  void add(int key, double from, double to, double order) {
    const auto [low, high] = std::minmax(from, to);
    const auto [at, fresh] = spans_.try_emplace(key, Span{low, high, order, 0});
    if (fresh) return;
    at->second.low = std::min(at->second.low, low);
    at->second.high = std::max(at->second.high, high);
  }
  void settle() {
    std::vector<Span*> order;
    for (auto& [key, span] : spans_) order.push_back(&span);
    std::stable_sort(
        order.begin(), order.end(), [](Span* a, Span* b) { return a->order < b->order; });
    std::vector<std::vector<const Span*>> taken;
    for (Span* span : order) {
      std::size_t lane = 0;
      const auto meets = [&](const Span* other) {
        return span->low <= other->high + kApart && other->low <= span->high + kApart;
      };
      while (lane < taken.size() && std::any_of(taken[lane].begin(), taken[lane].end(), meets))
        ++lane;
      if (lane == taken.size()) taken.emplace_back();
      taken[lane].push_back(span);
      span->lane = static_cast<int>(lane);
    }
    count_ = static_cast<int>(taken.size());
  }
  int count() const { return count_; }
  int lane(int key) const { return spans_.at(key).lane; }

 private:
  static constexpr double kApart = 0.2;
  struct Span {
    double low, high, order;
    int lane;
  };
  std::map<int, Span> spans_;
  int count_ = 0;
};

/// How one arrow gets from box to box. A gutter is the space left of the column of that number; a
/// gap is the space above the row of that number.
struct Plan {
  enum class Kind { down, one_lane, two_lanes };
  Kind kind = Kind::one_lane;
  bool leaves_right = true;
  bool enters_left = true;
  int gutter = 0;         ///< of the first lane
  int second_gutter = 0;  ///< of the other, when there are two
  int gap = 0;            ///< between the two
  double leave = 0;       ///< from the middle of the box
};

class Router {
 public:
  Router(DiagramGraph graph, const DiagramSizes& sizes) {
    made_.graph = std::move(graph);
    made_.sizes = sizes;
    for (const DiagramBox& box : made_.graph.boxes) taken_[{box.column, box.row}] = true;
    gutters_.resize(columns() + 1);
    gaps_.resize(static_cast<std::size_t>(made_.graph.rows) + 1);
  }

  DiagramLayout take() {
    for (const DiagramArrow& arrow : made_.graph.arrows) plans_.push_back(plan(arrow));
    give_ports();
    lay_rows();
    lay_columns();
    for (std::size_t i = 0; i < plans_.size(); ++i)
      made_.graph.arrows[i].points = points(made_.graph.arrows[i], plans_[i]);
    lay_foot();
    return std::move(made_);
  }

 private:
  std::size_t columns() const { return made_.graph.stages.size(); }
  DiagramBox& box(int state) { return made_.graph.boxes[static_cast<std::size_t>(state)]; }

  bool is_open(int from_column, int to_column, int row) const {
    const auto [low, high] = std::minmax(from_column, to_column);
    for (int column = low + 1; column < high; ++column)
      if (taken_.contains({column, row})) return false;
    return true;
  }
  bool is_clear(int column, int above, int below) const {
    for (int row = above + 1; row < below; ++row)
      if (taken_.contains({column, row})) return false;
    return true;
  }

  Plan plan(const DiagramArrow& arrow) {
    const DiagramBox& from = box(arrow.from);
    const DiagramBox& to = box(arrow.to);
    Plan made;
    if (from.column == to.column) {
      const bool downwards = to.row > from.row;
      if (downwards && is_clear(from.column, from.row, to.row)) {
        made.kind = Plan::Kind::down;
        return made;
      }
      made.leaves_right = !arrow.backward;
      made.enters_left = arrow.backward;
      made.gutter = arrow.backward ? from.column : from.column + 1;
      return made;
    }
    const bool rightwards = to.column > from.column;
    made.leaves_right = rightwards;
    made.enters_left = rightwards;
    const int first = rightwards ? from.column + 1 : from.column;
    const int last = rightwards ? to.column : to.column + 1;
    made.gutter = first;
    if (is_open(from.column, to.column, to.row)) return made;
    if (is_open(from.column, to.column, from.row)) {
      made.gutter = last;
      return made;
    }
    made.kind = Plan::Kind::two_lanes;
    made.second_gutter = last;
    made.gap = from.row < to.row ? to.row : to.row + 1;
    if (from.row == to.row) made.gap = to.row;
    return made;
  }

  /// Where each arrow leaves its box: the one that runs straight in the middle, the others above
  /// and below it by where they go.
  void give_ports() {
    std::map<std::pair<int, bool>, std::vector<std::size_t>> sides;
    for (std::size_t i = 0; i < plans_.size(); ++i)
      if (plans_[i].kind != Plan::Kind::down)
        sides[{made_.graph.arrows[i].from, plans_[i].leaves_right}].push_back(i);
    for (auto& [side, arrows] : sides) {
      const int row = box(side.first).row;
      std::vector<std::size_t> up;
      std::vector<std::size_t> below;
      for (const std::size_t i : arrows) {
        const int to = box(made_.graph.arrows[i].to).row;
        const bool straight =
            to == row && plans_[i].kind == Plan::Kind::one_lane &&
            box(made_.graph.arrows[i].to).column != box(made_.graph.arrows[i].from).column;
        if (straight && side.second)
          plans_[i].leave = 0;
        else if (to < row || (to == row && plans_[i].gap == row))
          up.push_back(i);
        else
          below.push_back(i);
      }
      const auto by_target = [&](std::size_t a, std::size_t b) {
        return box(made_.graph.arrows[a].to).row < box(made_.graph.arrows[b].to).row;
      };
      std::stable_sort(up.begin(), up.end(), by_target);
      std::stable_sort(below.begin(), below.end(), by_target);
      const double most = made_.sizes.box_height / 2 - (side.second ? 10 : 7);
      const auto spread = [&](const std::vector<std::size_t>& list, double sign) {
        for (std::size_t at = 0; at < list.size(); ++at) {
          const std::size_t rank = sign < 0 ? list.size() - 1 - at : at;
          const double step = std::min(6.0, (most - 5) / static_cast<double>(list.size()));
          plans_[list[at]].leave = sign * (5 + step * static_cast<double>(rank));
        }
      };
      spread(up, -1);
      spread(below, 1);
    }
  }

  int key_of(const DiagramArrow& arrow, const Plan& made) const {
    return arrow.to * 2 + (made.enters_left ? 0 : 1);
  }

  void lay_rows() {
    for (std::size_t i = 0; i < plans_.size(); ++i) {
      const Plan& made = plans_[i];
      if (made.kind != Plan::Kind::two_lanes) continue;
      const int key = key_of(made_.graph.arrows[i], made);
      gaps_[static_cast<std::size_t>(made.gap)].add(
          key, made.gutter, made.second_gutter, box(made_.graph.arrows[i].to).column);
    }
    double y = kHead;
    for (std::size_t row = 0; row < gaps_.size(); ++row) {
      gaps_[row].settle();
      gap_top_.push_back(y);
      const double lanes = gaps_[row].count() * kLane;
      const bool outer = row + 1 == gaps_.size();
      y += std::max(outer ? 14.0 : kLeastGap - (row == 0 ? 8 : 0), lanes + kTagRoom + 10);
      if (!outer) {
        row_top_.push_back(y);
        y += made_.sizes.box_height;
      }
    }
    for (DiagramBox& each : made_.graph.boxes)
      each.y = row_top_[static_cast<std::size_t>(each.row)];
    bottom_ = y;
  }

  double gap_y(const DiagramArrow& arrow, const Plan& made) {
    const auto gap = static_cast<std::size_t>(made.gap);
    return gap_top_[gap] + 8 + kLane * gaps_[gap].lane(key_of(arrow, made));
  }
  double leave_y(const DiagramArrow& arrow, const Plan& made) {
    return box(arrow.from).y + made_.sizes.box_height / 2 + made.leave;
  }
  double enter_y(const DiagramArrow& arrow, const Plan& made) {
    const double middle = box(arrow.to).y + made_.sizes.box_height / 2;
    return made.enters_left ? middle : middle + std::min(kBackPort, made_.sizes.box_height / 2 - 6);
  }

  void lay_columns() {
    for (std::size_t i = 0; i < plans_.size(); ++i) {
      const DiagramArrow& arrow = made_.graph.arrows[i];
      const Plan& made = plans_[i];
      if (made.kind == Plan::Kind::down) continue;
      const int key = key_of(arrow, made);
      const double leave = leave_y(arrow, made);
      const double enter = enter_y(arrow, made);
      // Of arrows that fan out the farthest turns first, so that they do not cross.
      const auto add = [&](int gutter, double from, double to) {
        const double far = made.leaves_right ? -std::abs(to - from) : std::abs(to - from) + 1e6;
        gutters_[static_cast<std::size_t>(gutter)].add(key, from, to, far);
      };
      if (made.kind == Plan::Kind::one_lane) {
        if (leave != enter) add(made.gutter, leave, enter);
        continue;
      }
      const double between = gap_y(arrow, made);
      add(made.gutter, leave, between);
      add(made.second_gutter, between, enter);
    }
    for (const DiagramAnywhere& way : made_.graph.anywhere)
      if (!is_lowest(way.to))
        gutters_[static_cast<std::size_t>(box(way.to).column)].add(
            way.to * 2, box(way.to).y + made_.sizes.box_height / 2, bottom_ + 100, 2e6);
    double x = kMargin;
    for (std::size_t gutter = 0; gutter < gutters_.size(); ++gutter) {
      gutters_[gutter].settle();
      gutter_left_.push_back(x);
      const int lanes = gutters_[gutter].count();
      const bool outer = gutter == 0 || gutter + 1 == gutters_.size();
      x += lanes == 0 ? (outer ? 0.0 : 2 * kBeside + 8) : 2 * kBeside + kLane * (lanes - 1) + 4;
      if (gutter + 1 == gutters_.size()) break;
      column_left_.push_back(x);
      x += made_.sizes.box_width;
    }
    for (DiagramBox& each : made_.graph.boxes)
      each.x = column_left_[static_cast<std::size_t>(each.column)];
    made_.width = x + kMargin;
    for (std::size_t column = 0; column < columns(); ++column)
      made_.columns.push_back(
          {made_.graph.stages[column], column_left_[column] - 7, made_.sizes.box_width + 14});
  }

  bool is_lowest(int state) {
    return is_clear(box(state).column, box(state).row, made_.graph.rows);
  }

  double lane_x(int gutter, int key) {
    const auto at = static_cast<std::size_t>(gutter);
    return gutter_left_[at] + kBeside + 2 + kLane * gutters_[at].lane(key);
  }

  using Points = std::vector<std::pair<double, double>>;

  Points points(const DiagramArrow& arrow, const Plan& made) {
    const double width = made_.sizes.box_width;
    const DiagramBox& from = box(arrow.from);
    const DiagramBox& to = box(arrow.to);
    if (made.kind == Plan::Kind::down) {
      const double x = from.x + width / 2;
      return {{x, from.y + made_.sizes.box_height}, {x, to.y}};
    }
    const int key = key_of(arrow, made);
    const double leave = leave_y(arrow, made);
    const double enter = enter_y(arrow, made);
    const double leave_x = made.leaves_right ? from.x + width : from.x;
    const double enter_x = made.enters_left ? to.x : to.x + width;
    if (made.kind == Plan::Kind::one_lane) {
      if (leave == enter) return {{leave_x, leave}, {enter_x, enter}};
      const double x = lane_x(made.gutter, key);
      return {{leave_x, leave}, {x, leave}, {x, enter}, {enter_x, enter}};
    }
    const double between = gap_y(arrow, made);
    const double first = lane_x(made.gutter, key);
    const double second = lane_x(made.second_gutter, key);
    return {{leave_x, leave},
            {first, leave},
            {first, between},
            {second, between},
            {second, enter},
            {enter_x, enter}};
  }

  /// A line of words for each way from everywhere, and its arrow into the target.
  void lay_foot() {
    made_.foot = bottom_;
    double y = bottom_ + 14;
    for (DiagramAnywhere& way : made_.graph.anywhere) {
      const DiagramBox& to = box(way.to);
      if (is_lowest(way.to)) {
        const double x = to.x + made_.sizes.box_width / 2 + 24;
        way.points = {{kMargin, y}, {x, y}, {x, to.y + made_.sizes.box_height}};
      } else {
        const double x = lane_x(to.column, way.to * 2);
        const double enter = to.y + made_.sizes.box_height / 2;
        way.points = {{kMargin, y}, {x, y}, {x, enter}, {to.x, enter}};
      }
      y += kFootLine;
    }
    made_.height = made_.graph.anywhere.empty() ? bottom_ : y;
  }

  DiagramLayout made_;
  std::map<std::pair<int, int>, bool> taken_;  ///< column and row
  std::vector<Plan> plans_;                    ///< one to each arrow
  std::vector<Lanes> gutters_;
  std::vector<Lanes> gaps_;
  std::vector<double> gutter_left_, column_left_, gap_top_, row_top_;
  double bottom_ = 0;
};

}  // namespace

DiagramLayout route(DiagramGraph graph, const DiagramSizes& sizes) {
  return Router{std::move(graph), sizes}.take();
}

}  // namespace lintel
