#include <algorithm>
#include <map>

#include "workflows/checks/checked_definition.h"
#include "workflows/checks/gaps.h"

namespace lintel {
namespace {

/// Everyone who could press `later` could press `earlier`, which is tried first.
bool comes_first(const Branch& earlier, const Branch& later) {
  if (earlier.pressed_by_people() != later.pressed_by_people()) return false;
  const bool roles = std::all_of(later.by.begin(), later.by.end(), [&](Role role) {
    return std::find(earlier.by.begin(), earlier.by.end(), role) != earlier.by.end();
  });
  const bool task = later.by_task.empty() || later.by_task == earlier.by_task;
  const bool fields =
      std::all_of(earlier.needs.begin(), earlier.needs.end(), [&](const std::string& field) {
        return contains(later.needs, field);
      });
  return roles && task && fields;
}

bool sends_tagged(const std::vector<Effect>& effects, const std::vector<std::string>& tags) {
  return std::any_of(effects.begin(), effects.end(), [&](const Effect& effect) {
    return effect.kind == Effect::Kind::document && contains(tags, effect.tag);
  });
}

/// One event of one state, with its branches as boxes.
class EventGuards {
 public:
  EventGuards(CheckedDefinition& checked, GuardRegions& regions, int state)
      : checked_(checked), regions_(regions), state_(state) {}

  enum class Fault { none, impossible, hidden };
  struct Found {
    Fault fault = Fault::none;
    std::string what;
    std::string fix;
  };

  Found look(const EventDefinition& event, std::size_t number) {
    const Branch& branch = event.branches[number];
    const std::optional<Region> passes = region_of(branch);
    if (!passes) {
      beyond_ = true;
      return {};
    }
    if (passes->empty()) return impossible(branch);
    const Region open = under_holds(branch, *passes, false);
    const std::optional<Region> left = branch.pressed_by_people()
                                           ? left_for_people(event, number, open)
                                           : regions_.meet(open, uncovered_);
    if (!left) {
      beyond_ = true;
      return {};
    }
    Found found;
    // Behind a branch that always passes everything is hidden: the first says it.
    if (left->empty() && !(uncovered_.empty() && hidden_)) found = hidden(event, number, open);
    hidden_ = hidden_ || left->empty();
    if (!branch.pressed_by_people()) {
      std::optional<Region> rest =
          regions_.without(std::move(uncovered_), under_holds(branch, *passes, true));
      beyond_ = beyond_ || !rest;
      uncovered_ = rest ? *std::move(rest) : Region{};
    }
    return found;
  }

  /// Where no branch that the system takes acts; nothing when that is beyond the analysis.
  std::optional<Region> uncovered() const {
    return beyond_ ? std::nullopt : std::optional{uncovered_};
  }

 private:
  std::optional<Region> region_of(const Branch& branch) {
    return branch.when ? regions_.region(*branch.when, state_) : GuardRegions::everything();
  }

  /// A hold that stops the branch's document stops the branch. `surely`: also one with exceptions.
  Region under_holds(const Branch& branch, Region region, bool surely) {
    const Definition& definition = checked_.definition();
    for (std::size_t i = 0; i < definition.holds.size(); ++i) {
      const HoldDefinition& hold = definition.holds[i];
      if (hold.blocks_tags.empty() || (!surely && hold.unless)) continue;
      const bool moves = branch.to_state >= 0 && branch.to_state != state_;
      if (!sends_tagged(branch.effects, hold.blocks_tags) &&
          !(moves && sends_tagged(checked_.state(branch.to_state).entry, hold.blocks_tags)))
        continue;
      const int measure = regions_.hold_measure(static_cast<int>(i));
      std::erase_if(region, [&](Box& box) {
        return !box.narrow(measure, ValueSet::of(IntervalSet::exactly(0)));
      });
    }
    return region;
  }

  std::optional<Region> left_for_people(const EventDefinition& event,
                                        std::size_t number,
                                        const Region& open) {
    std::optional<Region> left = open;
    for (std::size_t i = 0; i < number && left && !left->empty(); ++i) {
      const Branch& earlier = event.branches[i];
      if (!comes_first(earlier, event.branches[number])) continue;
      const std::optional<Region> passes = region_of(earlier);
      left = passes ? regions_.without(*std::move(left), under_holds(earlier, *passes, true))
                    : std::nullopt;
    }
    return left;
  }

  Found impossible(const Branch& branch) {
    const auto parts = regions_.conjuncts(*branch.when, state_);
    std::string why;
    for (std::size_t i = 0; i < parts.size() && why.empty(); ++i) {
      if (parts[i].region.empty()) why = parts[i].source + " never holds";
      for (std::size_t k = 0; k < i && why.empty(); ++k) {
        const std::optional<Region> both = regions_.meet(parts[k].region, parts[i].region);
        if (both && both->empty())
          why = parts[k].source + " and " + parts[i].source + " cannot both hold";
      }
    }
    return {Fault::impossible,
            "the branch " + branch.rule + " can never act" + (why.empty() ? "" : ": " + why),
            "Change its when:, or take the branch out."};
  }

  Found hidden(const EventDefinition& event, std::size_t number, const Region& open) {
    const Branch& branch = event.branches[number];
    std::string first;
    for (std::size_t i = 0; i < number && first.empty(); ++i) {
      const Branch& earlier = event.branches[i];
      if (!comes_first(earlier, branch)) continue;
      const std::optional<Region> passes = region_of(earlier);
      const std::optional<Region> left =
          passes ? regions_.without(open, under_holds(earlier, *passes, true)) : std::nullopt;
      if (left && left->empty()) first = earlier.rule + " passes first";
    }
    if (first.empty()) first = "one of the branches before it always passes first";
    return {Fault::hidden,
            "the branch " + branch.rule + " can never act: " + first,
            "Put it before, or change its when:."};
  }

  CheckedDefinition& checked_;
  GuardRegions& regions_;
  int state_;
  Region uncovered_ = GuardRegions::everything();
  bool beyond_ = false;
  bool hidden_ = false;  ///< a branch was
};

/// Branches by where they stand: one that is read into every state is at fault only when it can act
/// in none of them.
class BranchFaults {
 public:
  void note(const Branch& branch, EventGuards::Found found) {
    Entry& entry = entries_[{branch.place.line, branch.place.column}];
    const bool fault = found.fault != EventGuards::Fault::none;
    if (!fault) {
      entry.acts = true;
    } else if (entry.branch == nullptr) {
      entry.branch = &branch;
      entry.found = std::move(found);
    }
  }

  template <class Report>
  void each(Report&& report) const {
    for (const auto& [place, entry] : entries_)
      if (!entry.acts && entry.branch != nullptr) report(*entry.branch, entry.found);
  }
  bool has(const Branch& branch) const {
    const auto found = entries_.find({branch.place.line, branch.place.column});
    return found != entries_.end() && !found->second.acts && found->second.branch != nullptr;
  }

 private:
  struct Entry {
    const Branch* branch = nullptr;
    EventGuards::Found found;
    bool acts = false;
  };
  std::map<std::pair<int, int>, Entry> entries_;
};

const Place& place_of(const Branch& branch, EventGuards::Fault fault) {
  const bool guard = fault == EventGuards::Fault::impossible && branch.when;
  return guard && branch.when->place().line > 0 ? branch.when->place() : branch.place;
}

BranchFaults look_at_all(CheckedDefinition& checked, GuardRegions& regions, EventGaps* gaps) {
  BranchFaults faults;
  for (int state = 0; state < checked.states(); ++state)
    for (const EventDefinition& event : checked.state(state).events) {
      EventGuards guards{checked, regions, state};
      for (std::size_t i = 0; i < event.branches.size() && !regions.exhausted(); ++i)
        faults.note(event.branches[i], guards.look(event, i));
      if (gaps != nullptr && !regions.exhausted())
        if (const std::optional<Region> uncovered = guards.uncovered())
          gaps->look(state, event, *uncovered);
    }
  return faults;
}

}  // namespace

void check_guards(CheckedDefinition& checked) {
  const CheckContext& context = checked.context();
  const bool valued =
      context.book != nullptr && context.today && !checked.definition().rules.empty();
  static const EmptyRuleBook kNoRules;
  const Date today = context.today.value_or(Date{2026, 1, 1});
  const RuleValues rules{
      checked.definition(), context.book == nullptr ? kNoRules : *context.book, today};

  GuardRegions& symbols = checked.regions();
  EventGaps symbol_gaps{checked, symbols, rules, today};
  const BranchFaults always = look_at_all(checked, symbols, valued ? nullptr : &symbol_gaps);
  always.each([&](const Branch& branch, const EventGuards::Found& found) {
    checked.error("E8", place_of(branch, found.fault), found.what, found.fix);
  });
  if (!valued) {
    symbol_gaps.report();
    return;
  }
  // The same with law and policy as they are today: what can act on another day is a warning.
  GuardRegions values{checked.definition(), &rules};
  EventGaps gaps{checked, values, rules, today};
  const BranchFaults now = look_at_all(checked, values, &gaps);
  now.each([&](const Branch& branch, const EventGuards::Found& found) {
    if (always.has(branch)) return;
    checked.warn("E8",
                 place_of(branch, found.fault),
                 found.what + ", with law and policy as on " + today.to_words(),
                 found.fix);
  });
  gaps.report();
}

}  // namespace lintel
