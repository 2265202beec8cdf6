#include <algorithm>

#include "workflows/checks/checked_definition.h"
#include "workflows/checks/gaps.h"

namespace lintel {
namespace {

/// One decision table: rows that never give, rows that overlap, facts that no row speaks of.
class TableCheck {
 public:
  TableCheck(CheckedDefinition& checked,
             GuardRegions& regions,
             GapFinder& finder,
             const FactDeclaration& fact)
      : checked_(checked), regions_(regions), finder_(finder), fact_(fact), table_(*fact.table) {}

  void look() {
    Region uncovered = GuardRegions::everything();
    std::vector<const Expression*> guards;
    for (std::size_t i = 0; i < table_.rows.size(); ++i) {
      const DecisionTable::Row& row = table_.rows[i];
      if (!row.when) return;  // otherwise: there is no gap
      guards.push_back(&*row.when);
      const std::optional<Region> passes = regions_.region(*row.when, kNoState);
      if (!passes) return;
      if (passes->empty()) {
        error(row.place, named(i) + " can never apply", "Change its when:, or take the row out.");
        continue;
      }
      if (table_.hit == DecisionTable::Hit::unique) overlaps(i, *passes);
      const std::optional<Region> open = regions_.meet(*passes, uncovered);
      std::optional<Region> rest = regions_.without(std::move(uncovered), *passes);
      if (!open || !rest) return;
      if (open->empty() && table_.hit == DecisionTable::Hit::first)
        error(row.place,
              named(i) + " can never apply: the rows before it come first",
              "Put it before them, or change its when:.");
      uncovered = *std::move(rest);
    }
    for (const GapFinder::Found& gap : finder_.find(uncovered, guards, kNoState, {})) {
      const std::string what = "no row of the table " + fact_.name + " applies " + gap.words;
      const std::string fix = "Add a row for it, or an otherwise.";
      if (gap.fractions_alone) {
        checked_.warn("E8", table_.place, what + ", should it be a fraction", fix);
      } else {
        error(table_.place, what, fix);
      }
    }
  }

 private:
  static constexpr int kNoState = -1;

  void overlaps(std::size_t row, const Region& passes) {
    for (std::size_t i = 0; i < row; ++i) {
      const std::optional<Region> earlier = regions_.region(*table_.rows[i].when, kNoState);
      const std::optional<Region> both = earlier ? regions_.meet(passes, *earlier) : std::nullopt;
      if (!both) continue;
      const std::string where =
          finder_.shared(*both, {&*table_.rows[i].when, &*table_.rows[row].when}, kNoState);
      if (!where.empty())
        error(table_.rows[row].place,
              named(row) + " applies together with row " + std::to_string(i + 1) + " " + where,
              "Let one of the two end where the other begins, or write hit: first.");
    }
  }

  std::string named(std::size_t row) const {
    return "row " + std::to_string(row + 1) + " of the table " + fact_.name;
  }
  void error(const Place& place, std::string what, std::string fix) {
    checked_.error("E8", place, std::move(what), std::move(fix));
  }

  CheckedDefinition& checked_;
  GuardRegions& regions_;
  GapFinder& finder_;
  const FactDeclaration& fact_;
  const DecisionTable& table_;
};

}  // namespace

void check_tables(CheckedDefinition& checked) {
  const CheckContext& context = checked.context();
  static const EmptyRuleBook kNoRules;
  const Date today = context.today.value_or(Date{2026, 1, 1});
  const RuleValues rules{
      checked.definition(), context.book == nullptr ? kNoRules : *context.book, today};
  const bool valued = context.book != nullptr && context.today.has_value();
  GuardRegions regions{checked.definition(), valued ? &rules : nullptr};
  GapFinder finder{checked.definition(), regions, rules, today};
  for (const FactDeclaration& fact : checked.definition().facts)
    if (fact.table) TableCheck{checked, regions, finder, fact}.look();
}

}  // namespace lintel
