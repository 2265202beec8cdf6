#include <algorithm>
#include <cstdlib>

#include "workflows/diagram_layout.h"

namespace lintel {
namespace {

/// Above this many states the careful search would take too long; the quick one is near enough.
constexpr std::size_t kCareful = 60;
constexpr int kRounds = 40;
constexpr int kQuickRounds = 6;

class Rows {
 public:
  explicit Rows(DiagramGraph& graph) : graph_(graph) {
    columns_.resize(graph.stages.size());
    for (std::size_t i = 0; i < graph.boxes.size(); ++i)
      columns_[static_cast<std::size_t>(graph.boxes[i].column)].push_back(static_cast<int>(i));
    std::size_t most = 0;
    for (const auto& column : columns_) most = std::max(most, column.size());
    graph_.rows = static_cast<int>(most);
    for (const auto& column : columns_)
      for (std::size_t at = 0; at < column.size(); ++at) box(column[at]).row = static_cast<int>(at);
  }

  void place() {
    if (graph_.boxes.size() > kCareful) {
      for (int round = 0; round < kQuickRounds; ++round) order_by_neighbours(round % 2 == 0);
      return;
    }
    if (graph_.rows < 2 && graph_.stages.size() > 2) ++graph_.rows;
    for (int round = 0; round < kRounds && improve(); ++round) {
    }
  }

 private:
  DiagramBox& box(int state) { return graph_.boxes[static_cast<std::size_t>(state)]; }

  /// Each column sorted by the middle of its neighbours' rows, again and again from each side.
  void order_by_neighbours(bool rightwards) {
    std::vector<double> sum(graph_.boxes.size());
    std::vector<int> count(graph_.boxes.size());
    for (std::size_t step = 0; step < columns_.size(); ++step) {
      const std::size_t at = rightwards ? step : columns_.size() - 1 - step;
      std::fill(sum.begin(), sum.end(), 0.0);
      std::fill(count.begin(), count.end(), 0);
      for (const DiagramArrow& arrow : graph_.arrows) {
        const int from = box(arrow.from).column;
        const int to = box(arrow.to).column;
        if (from == to) continue;
        const auto note = [&](int state, int other) {
          if (box(state).column != static_cast<int>(at)) return;
          sum[static_cast<std::size_t>(state)] += box(other).row;
          ++count[static_cast<std::size_t>(state)];
        };
        note(arrow.to, arrow.from);
        note(arrow.from, arrow.to);
      }
      auto& column = columns_[at];
      const auto wish = [&](int state) {
        const auto i = static_cast<std::size_t>(state);
        return count[i] == 0 ? static_cast<double>(box(state).row) : sum[i] / count[i];
      };
      std::stable_sort(
          column.begin(), column.end(), [&](int a, int b) { return wish(a) < wish(b); });
      for (std::size_t row = 0; row < column.size(); ++row)
        box(column[row]).row = static_cast<int>(row);
    }
  }

  /// Tries every swap of neighbours and every shift of a column's tail; keeps what costs less.
  bool improve() {
    bool better = false;
    double cost = cost_of_all();
    for (auto& column : columns_) {
      for (std::size_t at = 0; at < column.size(); ++at) {
        better = try_shift(column, at, 1, cost) || better;
        better = try_shift(column, at, -1, cost) || better;
        if (at + 1 < column.size()) better = try_swap(column, at, cost) || better;
      }
    }
    return better;
  }

  bool try_shift(const std::vector<int>& column, std::size_t from, int by, double& cost) {
    const int last = box(column.back()).row + by;
    const int first = box(column[from]).row + by;
    const int above = from == 0 ? -1 : box(column[from - 1]).row;
    if (first <= above || last >= graph_.rows) return false;
    for (std::size_t at = from; at < column.size(); ++at) box(column[at]).row += by;
    if (keeps(cost)) return true;
    for (std::size_t at = from; at < column.size(); ++at) box(column[at]).row -= by;
    return false;
  }

  bool try_swap(std::vector<int>& column, std::size_t at, double& cost) {
    const auto swap = [&] {
      std::swap(box(column[at]).row, box(column[at + 1]).row);
      std::swap(column[at], column[at + 1]);
    };
    swap();
    if (keeps(cost)) return true;
    swap();
    return false;
  }

  bool keeps(double& cost) {
    const double now = cost_of_all();
    if (now >= cost - 0.001) return false;
    cost = now;
    return true;
  }

  double cost_of_all() {
    double cost = 0;
    for (const DiagramArrow& arrow : graph_.arrows)
      cost += cost_of(arrow) * (arrow.backward ? 0.5 : 1.0);
    for (const DiagramAnywhere& way : graph_.anywhere)  // best reached from below
      cost += 0.4 * (graph_.rows - 1 - box(way.to).row);
    for (const auto& column : columns_)
      for (std::size_t at = 0; at + 1 < column.size(); ++at)
        if (column[at] > column[at + 1]) cost += 1.5;  // the file's order is the reader's
    for (const DiagramBox& each : graph_.boxes) cost += 0.05 * each.row;
    return cost;
  }

  double cost_of(const DiagramArrow& arrow) {
    const DiagramBox& from = box(arrow.from);
    const DiagramBox& to = box(arrow.to);
    const int down = to.row - from.row;
    const int across = std::abs(to.column - from.column);
    if (across == 0) {
      if (down > 0 && is_clear(from.column, from.row, to.row)) return 0.2 * down;
      return 3 + 0.5 * std::abs(down);
    }
    double cost = std::abs(down) * 0.6 + (down == 0 ? 0 : 1.5);
    if (across > 1 && !is_open(from, to, to.row) && !is_open(from, to, from.row)) cost += 4;
    return cost + 0.3 * across;
  }

  bool is_clear(int column, int above, int below) {
    for (const int state : columns_[static_cast<std::size_t>(column)])
      if (box(state).row > above && box(state).row < below) return false;
    return true;
  }

  bool is_open(const DiagramBox& from, const DiagramBox& to, int row) {
    const int first = std::min(from.column, to.column) + 1;
    const int last = std::max(from.column, to.column) - 1;
    for (int column = first; column <= last; ++column)
      for (const int state : columns_[static_cast<std::size_t>(column)])
        if (box(state).row == row) return false;
    return true;
  }

  DiagramGraph& graph_;
  std::vector<std::vector<int>> columns_;  ///< states of each, from above
};

}  // namespace

void place_rows(DiagramGraph& graph) {
  Rows{graph}.place();
}

}  // namespace lintel
