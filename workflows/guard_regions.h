#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "workflows/definition.h"
#include "workflows/intervals.h"

// For which facts does a guard pass? A guard is turned into a union of boxes: each box says of some
// measures (a fact, a hold, a difference of two facts, a question that is taken as it stands) which
// values they may have. Every assignment of facts gives every measure one value, and lies in one of
// the boxes exactly when the guard passes. So
//
//   no box is left       -> the guard can never pass: sound, whatever the measures do to each other
//   some box is left     -> perhaps: whoever claims so shows facts that lie in it (guard_witness.h)

namespace lintel {

/// Something that guards measure.
struct GuardMeasure {
  enum class Kind {
    fact,      ///< as its source gives it
    hold,      ///< 1 while it runs
    rule,      ///< a law or policy value that is not known on the day
    today,     ///< days since 1970
    sum,       ///< whole multiples of other measures, added
    table,     ///< a fact whose value comes from a decision table
    question,  ///< a part of a guard that is not looked into
  };
  Kind kind = Kind::fact;
  ValueType type = ValueType::number;
  int slot = -1;                                  ///< of a fact, hold, rule or table
  std::vector<std::pair<int, std::int64_t>> sum;  ///< measure and how many of it
  std::vector<std::string> words;      ///< of text: the value is the word's place; past it: another
  bool closed = false;                 ///< of text: there is no other word
  bool may_be_none = false;            ///< a guard asks whether it is none
  std::optional<IntervalSet> given{};  ///< of a table: the values that its rows give, when constant
  const Expression* expression = nullptr;  ///< of a question: where its node stands
  std::int32_t node = -1;
  std::string said;  ///< in the words of the field: "arrears", "days_between(a, b)"
};

/// What some measures may be; those that are not named may be anything. In order of measure.
struct Box {
  std::vector<std::pair<int, ValueSet>> sides;

  const ValueSet* find(int measure) const;
  /// Narrows one side. False when nothing is left of it.
  bool narrow(int measure, const ValueSet& to);
  friend bool operator==(const Box&, const Box&) = default;
};

/// A union of boxes. Empty: nothing at all.
using Region = std::vector<Box>;

/// The measures of one definition, and what its guards make of them.
///
/// Law and policy values are taken as on `rules`' day when it is given; one that is not known is a
/// measure of its own, equal to itself. Not for use by two threads at once.
class GuardRegions {
 public:
  /// How much work there may be before everything is beyond it.
  static constexpr std::size_t kMostBoxes = 256;
  static constexpr std::int64_t kMostWork = 1'500'000;

  GuardRegions(const Definition& definition, const RuleValues* rules);

  const Definition& definition() const { return definition_; }
  const GuardMeasure& measure(int index) const {
    return measures_[static_cast<std::size_t>(index)];
  }
  int measures() const { return static_cast<int>(measures_.size()); }
  int hold_measure(int hold);

  /// Where the guard passes (or comes out as `want`) in that state. Nothing: beyond the analysis.
  std::optional<Region> region(const Expression& guard, int state, Verdict want = Verdict::yes);

  /// One condition of a guard as it is written, and where it passes.
  struct Conjunct {
    std::string source;
    Region region;
  };
  /// The conditions joined by the outermost `and`, but for those beyond the analysis.
  std::vector<Conjunct> conjuncts(const Expression& guard, int state);

  /// Each of these is nothing when it is beyond the analysis.
  std::optional<Region> meet(const Region& a, const Region& b);
  std::optional<Region> without(Region whole, const Region& taken);
  /// Whether some facts may lie in it. Bounds of sums are followed.
  bool possible(const Box& box);
  bool possible(const Region& region);

  static Region everything() { return {Box{}}; }
  /// So much work was done that all that follows is beyond the analysis.
  bool exhausted() const { return work_ <= 0; }
  /// Everything that a measure may be.
  ValueSet domain(int index) const;

 private:
  friend class GuardReading;

  int intern(GuardMeasure measure, std::string key);
  /// Where that word stands among the words of a text; a new one is put at their end.
  std::int64_t place_of_word(int index, const std::string& word);
  bool sums_fit(Box box);
  bool spend(std::int64_t work) { return (work_ -= work) > 0; }

  const Definition& definition_;
  const RuleValues* rules_;
  std::vector<GuardMeasure> measures_;
  std::unordered_map<std::string, int> keys_;
  std::unordered_map<std::string, std::optional<Region>> known_;
  std::int64_t work_ = kMostWork;
  bool asked_state_ = false;  ///< by the guard that is being read
};

}  // namespace lintel
