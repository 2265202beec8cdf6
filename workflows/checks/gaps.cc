#include "workflows/checks/gaps.h"

#include <algorithm>

namespace lintel {
namespace {

/// The first few are enough to mend the rest.
constexpr std::size_t kMostGaps = 3;

bool must_answer(const EventDefinition& event) {
  return event.branches.size() > 1 &&
         std::none_of(event.branches.begin(), event.branches.end(), [](const Branch& branch) {
           return branch.pressed_by_people();
         });
}

/// Holds that refuse the event, or a document of it, and so are a reason by themselves.
std::vector<int> holds_that_stop(const Definition& definition, const std::string& event) {
  std::vector<int> holds;
  for (std::size_t i = 0; i < definition.holds.size(); ++i) {
    const HoldDefinition& hold = definition.holds[i];
    if (hold.blocks_all_events || contains(hold.blocks_events, event) || !hold.blocks_tags.empty())
      holds.push_back(static_cast<int>(i));
  }
  return holds;
}

}  // namespace

std::vector<GapFinder::Found> GapFinder::find(const Region& uncovered,
                                              const std::vector<const Expression*>& guards,
                                              int state,
                                              const std::vector<int>& lifted) {
  std::vector<Found> found;
  for (Box box : uncovered) {
    if (found.size() == kMostGaps) return found;
    if (!among_known_facts(box, lifted)) continue;
    const std::optional<Witness> witness =
        find_witness(regions_, box, today_, [&](const Witness& each) {
          return all_come_out(guards, state, Verdict::no, each);
        });
    if (!witness) continue;
    box = widened(guards, state, std::move(box));
    Found gap{words(box, *witness), fractions_alone(box)};
    // The same figures under other conditions are mended together.
    const auto figures = [](const std::string& said) {
      return said.substr(0, said.find(" when "));
    };
    const bool same = std::any_of(found.begin(), found.end(), [&](const Found& each) {
      return figures(each.words) == figures(gap.words);
    });
    if (!same) found.push_back(std::move(gap));
  }
  return found;
}

std::string GapFinder::shared(const Region& both,
                              const std::vector<const Expression*>& guards,
                              int state) {
  for (Box box : both) {
    if (!among_known_facts(box, {})) continue;
    const std::optional<Witness> witness =
        find_witness(regions_, box, today_, [&](const Witness& each) {
          return all_come_out(guards, state, Verdict::yes, each);
        });
    if (!witness) continue;
    const std::string said = words(box, *witness);
    return said.empty() ? "always" : said;
  }
  return "";
}

/// Narrows the box to facts that are known and there, without a hold that answers by itself.
bool GapFinder::among_known_facts(Box& box, const std::vector<int>& lifted) {
  for (const int hold : lifted) {
    const int measure = regions_.hold_measure(hold);
    if (box.find(measure) != nullptr && !box.narrow(measure, ValueSet::of(IntervalSet::exactly(0))))
      return false;
  }
  for (const auto& [index, set] : std::vector(box.sides)) {
    const GuardMeasure& at = regions_.measure(index);
    ValueSet known = ValueSet::something();
    known.none = at.may_be_none;
    if (at.type == ValueType::number && at.kind != GuardMeasure::Kind::sum)
      known.values = IntervalSet::at_least(0);
    if (!box.narrow(index, known)) return false;
  }
  return regions_.possible(box);
}

bool GapFinder::all_come_out(const std::vector<const Expression*>& guards,
                             int state,
                             Verdict verdict,
                             const Witness& witness) const {
  const Frame frame{.facts = witness.facts,
                    .rules = rules_,
                    .today = today_,
                    .running_holds = witness.holds,
                    .holds = {},
                    .declarations = &definition_.facts,
                    .calendar = definition_.calendar,
                    .state = state};
  return std::all_of(guards.begin(), guards.end(), [&](const Expression* guard) {
    return guard->test(frame) == verdict;
  });
}

/// The same gap without the sides that it does not need.
Box GapFinder::widened(const std::vector<const Expression*>& guards, int state, Box box) {
  for (const auto& [index, set] : std::vector(box.sides)) {
    Box wider = box;
    const int dropped = index;
    std::erase_if(wider.sides, [&](const auto& side) { return side.first == dropped; });
    const bool free = std::all_of(guards.begin(), guards.end(), [&](const Expression* guard) {
      const std::optional<Region> passes = regions_.region(*guard, state);
      const std::optional<Region> both = passes ? regions_.meet({wider}, *passes) : std::nullopt;
      return both && both->empty();
    });
    if (free) box = std::move(wider);
  }
  return box;
}

bool GapFinder::fractions_alone(const Box& box) const {
  return std::any_of(box.sides.begin(), box.sides.end(), [&](const auto& side) {
    const GuardMeasure& at = regions_.measure(side.first);
    if (at.type != ValueType::number || at.kind == GuardMeasure::Kind::sum || side.second.none)
      return false;
    const auto& runs = side.second.values.runs();
    return std::none_of(runs.begin(), runs.end(), [](const IntervalSet::Run& run) {
      return run.high == IntervalSet::kMost || run.high / kNumberScale * kNumberScale >= run.low;
    });
  });
}

/// The box in words; what a sum asks that words cannot say is shown by example.
std::string GapFinder::words(const Box& box, const Witness& witness) const {
  std::string such;
  for (const auto& [index, set] : box.sides) {
    const GuardMeasure& sum = regions_.measure(index);
    if (sum.kind != GuardMeasure::Kind::sum || !words_of(regions_, Box{{{index, set}}}).empty())
      continue;
    for (const auto& [part, times] : sum.sum) {
      const GuardMeasure& each = regions_.measure(part);
      if (each.kind != GuardMeasure::Kind::fact) continue;
      such += (such.empty() ? "for example where " : " and ") + each.said + " is " +
              witness.facts.at(static_cast<std::size_t>(each.slot)).to_words();
    }
  }
  const std::string said = words_of(regions_, box);
  return said + (said.empty() || such.empty() ? "" : ", ") + such;
}

void EventGaps::look(int state, const EventDefinition& event, const Region& uncovered) {
  if (!must_answer(event)) return;
  std::vector<const Expression*> guards;
  for (const Branch& branch : event.branches) {
    if (!branch.when) return;
    guards.push_back(&*branch.when);
  }
  const std::string& name = checked_.state(state).name;
  const std::vector<int> lifted = holds_that_stop(checked_.definition(), event.name);
  for (GapFinder::Found& found : finder_.find(uncovered, guards, state, lifted)) {
    const auto same = std::find_if(gaps_.begin(), gaps_.end(), [&](const Gap& gap) {
      return gap.found.words == found.words && gap.event->place == event.place &&
             gap.event->name == event.name;
    });
    if (same == gaps_.end()) {
      gaps_.push_back({&event, {name}, std::move(found)});
    } else if (same->states.back() != name) {
      same->states.push_back(name);
    }
  }
}

void EventGaps::report() {
  for (const Gap& gap : gaps_) {
    const std::size_t others = gap.states.size() - 1;
    std::string what = "in the state " + gap.states.front() +
                       (others > 0 ? " and " + std::to_string(others) + " more" : "") +
                       " no rule of " + gap.event->name + " acts " + gap.found.words;
    std::string fix =
        "Say what is done there, or why nothing is: a branch with when: and because: alone.";
    if (gap.found.fractions_alone) {
      checked_.warn("E8", gap.event->place, what + ", should it be a fraction", std::move(fix));
    } else {
      checked_.error("E8", gap.event->place, std::move(what), std::move(fix));
    }
  }
}

}  // namespace lintel
