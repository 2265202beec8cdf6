#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "workflows/guard_regions.h"

namespace lintel {

/// Reads one guard or formula into boxes. The analysis' own; callers use guard_regions.h.
///
/// A method that gives nothing has gone beyond the analysis, and so has its caller.
class GuardReading {
 public:
  GuardReading(GuardRegions& regions, const Expression& expression, int state)
      : regions_(regions), expression_(expression), state_(state) {}

  std::optional<Region> whole(Verdict want);
  std::vector<GuardRegions::Conjunct> conjuncts();

 private:
  /// A figure as so many of each measure and a constant. `needs`: what must be something for it to
  /// be something; it is none when one of them is none.
  struct Linear {
    std::map<int, std::int64_t> terms;
    std::int64_t constant = 0;
    std::vector<int> needs;
  };
  enum class Is { something, none, unknown };

  const Node& node(std::int32_t index) const {
    return expression_.nodes_[static_cast<std::size_t>(index)];
  }
  const std::vector<std::int32_t>& group(std::int32_t index) const {
    return expression_.groups_[static_cast<std::size_t>(index)];
  }
  const Value& constant(const Node& at) const {
    return expression_.constants_[static_cast<std::size_t>(at.first)];
  }
  std::string source_of(const Node& at) const {
    return expression_.source_.substr(at.from, at.length);
  }

  std::optional<Region> verdict(std::int32_t index, Verdict want);
  std::optional<Region> folded(const std::vector<std::int32_t>& parts, Verdict want, bool all);
  std::optional<Region> outside(const Node& at, Verdict want);
  std::optional<Region> compared(const Node& at, Verdict want);
  std::optional<Region> ordered(Node::Op op, std::int32_t left, std::int32_t right, Verdict want);
  std::optional<Region> same_yes_no(const Node& at, Verdict want);
  std::optional<Region> same_text(Node::Op op, std::int32_t left, std::int32_t right, Verdict want);
  std::optional<Region> asked(const Node& at, Verdict want);
  /// Where a value is something, none or unknown.
  std::optional<Region> where(std::int32_t index, Is is);
  std::vector<int> needs_of(std::int32_t index);
  std::optional<Region> hold(const Node& at, Verdict want);

  std::optional<Linear> linear(std::int32_t index);
  std::optional<Linear> linear_product(const Node& at, std::int32_t index);
  std::optional<Linear> linear_date(const Node& at, std::int32_t index);
  std::optional<Linear> only(int measure);

  const Expression* formula_of(const Node& at) const;
  int measure_of(std::int32_t index);
  std::optional<IntervalSet> given_by(const DecisionTable& table, int measure);
  int question(std::int32_t index);
  Region side(int measure, ValueSet set) const;
  /// The yes_no measure that is taken as it stands, where it comes out so.
  Region verdict_side(int measure, Verdict want) const;

  GuardRegions& regions_;
  const Expression& expression_;
  int state_;
};

}  // namespace lintel
