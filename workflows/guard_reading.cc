#include "workflows/guard_reading.h"

#include <algorithm>
#include <numeric>

#include "workflows/expression_evaluator.h"

namespace lintel {
namespace {

using Op = Node::Op;

/// What is asked of a yes or no: its value or the want of one.
ValueSet verdict_set(Verdict want) {
  switch (want) {
    case Verdict::yes:
      return ValueSet::of(IntervalSet::exactly(1));
    case Verdict::no:
      return {IntervalSet::exactly(0), true, false};
    case Verdict::unknown:
      return ValueSet::only_unknown();
  }
  return {};
}

bool is_figure(ValueType type) {
  return type != ValueType::yes_no && type != ValueType::text && type != ValueType::list;
}

std::int64_t floor_of(std::int64_t value, std::int64_t by) {
  return value / by - (value % by != 0 && (value < 0) != (by < 0) ? 1 : 0);
}

Op opposite(Op op) {
  switch (op) {
    case Op::less:
      return Op::more;
    case Op::less_equal:
      return Op::more_equal;
    case Op::more:
      return Op::less;
    case Op::more_equal:
      return Op::less_equal;
    default:
      return op;
  }
}

/// The whole numbers x with "times * x op bound", times above 0.
IntervalSet solved(Op op, std::int64_t times, std::int64_t bound) {
  const std::int64_t floor = floor_of(bound, times);
  const bool whole = bound % times == 0;
  switch (op) {
    case Op::less:
      return whole ? IntervalSet::at_least(floor).complement() : IntervalSet::at_most(floor);
    case Op::less_equal:
      return IntervalSet::at_most(floor);
    case Op::more:
      return IntervalSet::at_most(floor).complement();
    case Op::more_equal:
      return whole ? IntervalSet::at_least(floor) : IntervalSet::at_most(floor).complement();
    case Op::not_equal:
      return whole ? IntervalSet::exactly(floor).complement() : IntervalSet::all();
    default:
      return whole ? IntervalSet::exactly(floor) : IntervalSet{};
  }
}

}  // namespace

std::optional<Region> GuardReading::whole(Verdict want) {
  return verdict(expression_.root_, want);
}

std::vector<GuardRegions::Conjunct> GuardReading::conjuncts() {
  std::vector<GuardRegions::Conjunct> made;
  const Node& at = node(expression_.root_);
  const std::vector<std::int32_t> whole_alone{expression_.root_};
  for (const std::int32_t part : at.op == Op::all_of ? group(at.first) : whole_alone)
    if (std::optional<Region> region = verdict(part, Verdict::yes))
      made.push_back({source_of(node(part)), *std::move(region)});
  return made;
}

std::optional<Region> GuardReading::verdict(std::int32_t index, Verdict want) {
  const Node& at = node(index);
  if (want == Verdict::unknown) {
    const std::optional<Region> yes = verdict(index, Verdict::yes);
    const std::optional<Region> no = verdict(index, Verdict::no);
    if (!yes || !no) return std::nullopt;
    std::optional<Region> rest = regions_.without(GuardRegions::everything(), *yes);
    return rest ? regions_.without(*std::move(rest), *no) : std::nullopt;
  }
  switch (at.op) {
    case Op::all_of:
      return folded(group(at.first), want, want == Verdict::yes);
    case Op::any_of:
      return folded(group(at.first), want, want == Verdict::no);
    case Op::inverse:
      if (at.second == kNotIn && node(node(at.first).first).op != Op::state_is)
        return outside(at, want);
      return verdict(at.first, want == Verdict::yes ? Verdict::no : Verdict::yes);
    case Op::equal:
    case Op::not_equal:
    case Op::less:
    case Op::less_equal:
    case Op::more:
    case Op::more_equal:
    case Op::between:
    case Op::in:
      return compared(at, want);
    case Op::is_known:
    case Op::is_unknown:
    case Op::is_none:
    case Op::is_not_none:
      return asked(at, want);
    case Op::hold:
    case Op::no_hold:
      return hold(at, want);
    case Op::constant:
      return constant(at).as_yes() == (want == Verdict::yes) ? GuardRegions::everything()
                                                             : Region{};
    case Op::fact:
      if (const Expression* formula = formula_of(at))
        return GuardReading{regions_, *formula, state_}.whole(want);
      return verdict_side(measure_of(index), want);
    default:
      return verdict_side(measure_of(index), want);
  }
}

std::optional<Region> GuardReading::folded(const std::vector<std::int32_t>& parts,
                                           Verdict want,
                                           bool all) {
  Region made = all ? GuardRegions::everything() : Region{};
  for (const std::int32_t part : parts) {
    std::optional<Region> each = verdict(part, want);
    if (!each) return std::nullopt;
    if (all) {
      std::optional<Region> both = regions_.meet(made, *each);
      if (!both) return std::nullopt;
      made = *std::move(both);
    } else {
      made.insert(made.end(), each->begin(), each->end());
      if (made.size() > GuardRegions::kMostBoxes) return std::nullopt;
    }
  }
  return made;
}

/// "not in" is yes of something alone: of none it is no, as "in" is.
std::optional<Region> GuardReading::outside(const Node& at, Verdict want) {
  Node none;
  none.first = node(at.first).first;
  none.op = want == Verdict::yes ? Op::is_not_none : Op::is_none;
  std::optional<Region> inside =
      verdict(at.first, want == Verdict::yes ? Verdict::no : Verdict::yes);
  const std::optional<Region> lack = asked(none, Verdict::yes);
  if (!inside || !lack) return std::nullopt;
  if (want == Verdict::yes) return regions_.meet(*inside, *lack);
  inside->insert(inside->end(), lack->begin(), lack->end());
  return inside;
}

std::optional<Region> GuardReading::compared(const Node& at, Verdict want) {
  const ValueType type = node(at.first).type;
  const auto one = [&](Op op, std::int32_t right) -> std::optional<Region> {
    if (type == ValueType::text) return same_text(op, at.first, right, want);
    return ordered(op, at.first, right, want);
  };
  if (type == ValueType::yes_no)
    return at.op == Op::in ? std::optional<Region>{} : same_yes_no(at, want);
  if (at.op != Op::between && at.op != Op::in) return one(at.op, at.second);

  // a between b and c: both sides hold; a in (b, c): one of them does.
  std::vector<std::pair<Op, std::int32_t>> parts;
  if (at.op == Op::between) {
    parts = {{Op::more_equal, at.second}, {Op::less_equal, at.third}};
  } else {
    for (const std::int32_t each : group(at.second)) parts.emplace_back(Op::equal, each);
  }
  const bool meets = (at.op == Op::between) == (want == Verdict::yes);
  Region made = meets ? GuardRegions::everything() : Region{};
  for (const auto& [op, right] : parts) {
    std::optional<Region> each = one(op, right);
    if (each && meets) each = regions_.meet(made, *each);
    if (!each) return std::nullopt;
    if (meets) {
      made = *std::move(each);
    } else {
      made.insert(made.end(), each->begin(), each->end());
    }
  }
  return made;
}

std::optional<Region> GuardReading::ordered(Op op,
                                            std::int32_t left,
                                            std::int32_t right,
                                            Verdict want) {
  std::optional<Linear> sum = linear(left);
  const std::optional<Linear> other = linear(right);
  if (!sum || !other) return std::nullopt;
  for (const auto& [measure, times] : other->terms)
    if (__builtin_sub_overflow(sum->terms[measure], times, &sum->terms[measure]))
      return std::nullopt;
  for (const int measure : other->needs) sum->needs.push_back(measure);
  std::int64_t bound = 0;
  if (__builtin_sub_overflow(other->constant, sum->constant, &bound)) return std::nullopt;
  std::erase_if(sum->terms, [](const auto& term) { return term.second == 0; });

  IntervalSet wanted = IntervalSet::all();
  int measure = -1;
  if (sum->terms.empty()) {
    // The same thing on both sides: it holds of everything or of nothing.
    if (!solved(op, 1, bound).contains(0)) wanted = {};
  } else {
    std::int64_t share = 0;
    for (const auto& [index, times] : sum->terms) share = std::gcd(share, times);
    const bool turned = sum->terms.begin()->second < 0;
    if (turned && (bound == IntervalSet::kLeast || share < 0)) return std::nullopt;
    if (turned) op = opposite(op);
    std::vector<std::pair<int, std::int64_t>> terms;
    for (const auto& [index, times] : sum->terms)
      terms.emplace_back(index, (turned ? -times : times) / share);
    wanted = solved(op, share, turned ? -bound : bound);
    measure = terms.size() == 1 && terms[0].second == 1 ? terms[0].first : -1;
    if (measure < 0) {
      std::string key = "sum";
      for (const auto& [index, times] : terms)
        key += " " + std::to_string(times) + "*" + std::to_string(index);
      measure = regions_.intern(GuardMeasure{.kind = GuardMeasure::Kind::sum,
                                             .type = node(left).type,
                                             .slot = -1,
                                             .sum = terms,
                                             .words = {},
                                             .said = ""},
                                key);
    }
  }
  if (want == Verdict::no) wanted = wanted.complement();

  Region made;
  Box holds;
  bool some = !wanted.empty();
  for (const int needed : sum->needs) {
    ValueSet something = regions_.domain(needed) & ValueSet::something();
    some = some && holds.narrow(needed, something);
  }
  if (some && measure >= 0)
    some = holds.narrow(measure, ValueSet::of(wanted) & regions_.domain(measure));
  if (some) made.push_back(std::move(holds));
  if (want == Verdict::no)
    for (const int needed : sum->needs)
      if (regions_.domain(needed).none) made.push_back(side(needed, ValueSet::only_none()).front());
  return made;
}

std::optional<Region> GuardReading::same_yes_no(const Node& at, Verdict want) {
  // yes = yes or no = no; a yes or no that is none is equal to nothing.
  const auto is = [&](std::int32_t index, bool yes) -> std::optional<Region> {
    const Node& each = node(index);
    if (each.op == Op::fact && formula_of(each) == nullptr)
      return side(measure_of(index), ValueSet::of(IntervalSet::exactly(yes ? 1 : 0)));
    return verdict(index, yes ? Verdict::yes : Verdict::no);
  };
  const bool same = (at.op == Op::equal) == (want == Verdict::yes);
  Region made;
  for (const bool left : {true, false}) {
    const std::optional<Region> a = is(at.first, left);
    const std::optional<Region> b = is(at.second, same ? left : !left);
    const std::optional<Region> both = a && b ? regions_.meet(*a, *b) : std::nullopt;
    if (!both) return std::nullopt;
    made.insert(made.end(), both->begin(), both->end());
  }
  if (want == Verdict::no)
    for (const std::int32_t index : {at.first, at.second}) {
      std::optional<Region> none = where(index, Is::none);
      if (!none) return std::nullopt;
      made.insert(made.end(), none->begin(), none->end());
    }
  return made;
}

std::optional<Region> GuardReading::same_text(Op op,
                                              std::int32_t left,
                                              std::int32_t right,
                                              Verdict want) {
  const auto word_of = [&](const Node& at) -> const std::string* {
    if (at.op == Op::constant) return &constant(at).as_text();
    if (at.op == Op::state_is) regions_.asked_state_ = true;
    if (at.op == Op::state_is && state_ >= 0)
      return &expression_.constants_[static_cast<std::size_t>(at.first + state_)].as_text();
    return nullptr;
  };
  const std::string* first = word_of(node(left));
  const std::string* second = word_of(node(right));
  const bool same = (op == Op::equal) == (want == Verdict::yes);
  if (first != nullptr && second != nullptr)
    return (*first == *second) == same ? GuardRegions::everything() : Region{};
  if (first == nullptr && second == nullptr) return std::nullopt;

  const int measure = measure_of(first == nullptr ? left : right);
  const IntervalSet word =
      IntervalSet::exactly(regions_.place_of_word(measure, first == nullptr ? *second : *first));
  ValueSet set = ValueSet::of(same ? word : word.complement());
  set.none = want == Verdict::no;
  return side(measure, set);
}

std::optional<Region> GuardReading::asked(const Node& at, Verdict want) {
  const bool yes = want == Verdict::yes;
  switch (at.op) {
    case Op::is_known:
    case Op::is_unknown: {
      if ((at.op == Op::is_unknown) == yes) return where(at.first, Is::unknown);
      std::optional<Region> some = where(at.first, Is::something);
      const std::optional<Region> none = where(at.first, Is::none);
      if (!some || !none) return std::nullopt;
      some->insert(some->end(), none->begin(), none->end());
      return some;
    }
    default:
      // Whoever asks thinks that it may be none.
      for (const int each : needs_of(at.first))
        regions_.measures_[static_cast<std::size_t>(each)].may_be_none = true;
      return where(at.first, (at.op == Op::is_none) == yes ? Is::none : Is::something);
  }
}

/// The measures that must be something for the value to be something.
std::vector<int> GuardReading::needs_of(std::int32_t index) {
  const Node& at = node(index);
  if (const Expression* formula = at.op == Op::fact ? formula_of(at) : nullptr) {
    GuardReading inner{regions_, *formula, state_};
    return inner.needs_of(formula->root_);
  }
  if (at.op == Op::constant || at.op == Op::state_is) return {};
  if (at.type == ValueType::yes_no && at.op != Op::fact) return {};
  if (at.type == ValueType::yes_no || at.type == ValueType::text || at.type == ValueType::list)
    return {measure_of(index)};
  const std::optional<Linear> sum = linear(index);
  return sum ? sum->needs : std::vector<int>{};
}

std::optional<Region> GuardReading::where(std::int32_t index, Is is) {
  const Node& at = node(index);
  const Expression* formula = at.op == Op::fact ? formula_of(at) : nullptr;
  if (formula != nullptr) {
    GuardReading inner{regions_, *formula, state_};
    return inner.where(formula->root_, is);
  }
  if (at.type == ValueType::yes_no && at.op != Op::fact) {
    switch (is) {
      case Is::none:
        return Region{};
      case Is::unknown:
        return verdict(index, Verdict::unknown);
      case Is::something: {
        std::optional<Region> yes = verdict(index, Verdict::yes);
        const std::optional<Region> no = verdict(index, Verdict::no);
        if (!yes || !no) return std::nullopt;
        yes->insert(yes->end(), no->begin(), no->end());
        return yes;
      }
    }
  }
  if (is_figure(at.type) && !linear(index)) return std::nullopt;
  const std::vector<int> needs = needs_of(index);
  Region made;
  switch (is) {
    case Is::none:
      for (const int each : needs) {
        if (!regions_.domain(each).none) continue;
        made.push_back(side(each, ValueSet::only_none()).front());
      }
      return made;
    case Is::something: {
      Box all;
      for (const int each : needs)
        if (!all.narrow(each, regions_.domain(each) & ValueSet::something())) return Region{};
      return Region{all};
    }
    case Is::unknown:
      for (const int each : needs) {
        if (!regions_.domain(each).unknown) continue;
        // None is stronger than unknown: all the others must be there or unknown.
        Box box;
        bool some = true;
        for (const int other : needs) {
          ValueSet set = regions_.domain(other);
          set.none = false;
          some = some && box.narrow(other, other == each ? ValueSet::only_unknown() : set);
        }
        if (some) made.push_back(std::move(box));
      }
      return made;
  }
  return std::nullopt;
}

std::optional<Region> GuardReading::hold(const Node& at, Verdict want) {
  const bool runs = (at.op == Op::hold) == (want == Verdict::yes);
  const auto runs_is = [&](int hold, bool yes) {
    return side(regions_.hold_measure(hold), ValueSet::of(IntervalSet::exactly(yes ? 1 : 0)));
  };
  if (at.first >= 0) return runs_is(at.first, runs);
  Region made = runs ? Region{} : GuardRegions::everything();
  for (std::size_t i = 0; i < regions_.definition().hold_names.size(); ++i) {
    const Region one = runs_is(static_cast<int>(i), runs);
    if (runs) {
      made.insert(made.end(), one.begin(), one.end());
    } else {
      made.front().narrow(one.front().sides.front().first, one.front().sides.front().second);
    }
  }
  return made;
}

Region GuardReading::side(int measure, ValueSet set) const {
  set = set & regions_.domain(measure);
  if (set.empty()) return {};
  return {Box{.sides = {{measure, std::move(set)}}}};
}

Region GuardReading::verdict_side(int measure, Verdict want) const {
  return side(measure, verdict_set(want));
}

}  // namespace lintel
