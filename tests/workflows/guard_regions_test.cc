#include "workflows/guard_regions.h"

#include <gtest/gtest.h>

#include <random>

#include "tests/workflows/made_up_rules.h"
#include "workflows/guard_witness.h"

namespace lintel {
namespace {

constexpr std::string_view kFacts = R"yaml(
workflow: made_up
version: "1"
law: {act: Housing Act 1985, provisions: [s83]}
facts:
  a: {type: number, source: input.a}
  b: {type: number, source: input.b}
  m: {type: money,  source: input.m}
  r: {type: money,  source: input.r}
  y: {type: yes_no, source: input.y}
  k: {type: "one_of (red, green, blue)", source: input.k}
  w: {type: text,   source: input.w}
  d: {type: date,   source: input.d}
  e: {type: date,   source: input.e}
  twice:  {type: money,  formula: 2 * m - r, because: it is tried}
  late:   {type: yes_no, formula: d < today - policy.contact_days or y, because: it is tried}
  moved:  {type: date,   formula: d + 2 weeks, because: it is tried}
holds: {stay: {begins: come, ends: gone}, dispute: {begins: rise, ends: fall}}
start: open
states:
  open: {stage: early_contact, on: {close: {to: closed}}}
  closed: {stage: closed, final: true}
)yaml";

/// A definition, its rules and one day on which facts are asked.
struct World {
  MadeUpRules book;
  Definition definition = definition_of(kFacts);
  Date today{2026, 11, 24};

  Expression guard(const std::string& source) {
    const Scope scope{&definition.facts,
                      &definition.hold_names,
                      &definition.state_names,
                      &book,
                      &definition.rules};
    Result<Expression> made = Expression::compile(source, scope);
    if (!made) throw std::runtime_error(source + ": " + made.error().to_string());
    return *std::move(made);
  }
};

struct Case {
  Facts facts;
  std::uint64_t holds = 0;
};

/// What a measure comes to in one case, by the true evaluator.
ValueSet measured(
    World& world, const GuardRegions& regions, int index, const Case& one, const Frame& frame) {
  const GuardMeasure& at = regions.measure(index);
  const auto set_of = [&](const Value& value) {
    if (value.is_unknown()) return ValueSet::only_unknown();
    if (value.is_none()) return ValueSet::only_none();
    if (value.type() != ValueType::text) return ValueSet::of(IntervalSet::exactly(value.raw()));
    const auto found = std::find(at.words.begin(), at.words.end(), value.as_text());
    return ValueSet::of(IntervalSet::exactly(found - at.words.begin()));
  };
  switch (at.kind) {
    case GuardMeasure::Kind::fact:
      return set_of(one.facts.at(static_cast<std::size_t>(at.slot)));
    case GuardMeasure::Kind::hold:
      return ValueSet::of(IntervalSet::exactly((one.holds >> at.slot & 1U) != 0 ? 1 : 0));
    case GuardMeasure::Kind::today:
      return ValueSet::of(IntervalSet::exactly(frame.today.days()));
    case GuardMeasure::Kind::rule:
      return set_of(frame.rules.at(static_cast<std::size_t>(at.slot)).value);
    case GuardMeasure::Kind::sum: {
      std::int64_t sum = 0;
      for (const auto& [part, times] : at.sum) {
        const ValueSet each = measured(world, regions, part, one, frame);
        if (each.values.empty()) return ValueSet::only_unknown();
        sum += times * each.values.low();
      }
      return ValueSet::of(IntervalSet::exactly(sum));
    }
    case GuardMeasure::Kind::table:
    case GuardMeasure::Kind::question:
      break;
  }
  return set_of(world.guard(at.said).value(frame));
}

bool lies_in(World& world,
             const GuardRegions& regions,
             const Region& region,
             const Case& one,
             const Frame& frame) {
  return std::any_of(region.begin(), region.end(), [&](const Box& box) {
    return std::all_of(box.sides.begin(), box.sides.end(), [&](const auto& side) {
      return !(side.second & measured(world, regions, side.first, one, frame)).empty();
    });
  });
}

class Writer {
 public:
  explicit Writer(std::mt19937& chance) : chance_(chance) {}

  std::string condition(int depth) {
    switch (pick(depth > 0 ? 16 : 12)) {
      case 0:
        return one_of({"a", "b", "a + b", "a - 2 * b", "2.5", "abs(a)"}) + sign() +
               one_of({"0", "1.5", "b", "-a", "policy.notice_weeks"});
      case 1:
        return one_of({"m", "r", "twice", "m - r", "1.5 * m"}) + sign() +
               one_of({"£0", "£0.02", "m", "policy.paying_weeks * r", "policy.small_arrears"});
      case 2:
        return one_of({"d", "moved", "e", "today", "d + 1 month", "e - 3 days"}) + sign() +
               one_of({"today", "e", "2026-11-25", "e + policy.contact_days"});
      case 3:
        return "y";
      case 4:
        return "k " + one_of({"=", "!="}) + one_of({" red", " green"});
      case 5:
        return "k " + one_of({"in", "not in"}) + " (red, blue)";
      case 6:
        return one_of({"a", "m", "y", "k", "d", "twice", "late", "moved", "w"}) + " is " +
               one_of({"known", "unknown", "none", "not none"});
      case 7:
        return one_of({"hold stay", "no hold dispute", "no hold"});
      case 8:
        return "late";
      case 9:
        return "m between £0 and " + one_of({"£0.03", "r"});
      case 10:
        return "w = \"" + one_of({"one", "two"}) + "\"";
      case 11:
        return one_of({"y = no", "late = y", "y != yes", "days_between(d, e) >= 2 weeks"});
      case 12:
        return "not (" + condition(depth - 1) + ")";
      case 13:
        return "(" + condition(depth - 1) + ") is " + one_of({"known", "unknown"});
      case 14:
        return "(" + condition(depth - 1) + " and " + condition(depth - 1) + ")";
      default:
        return "(" + condition(depth - 1) + " or " + condition(depth - 1) + ")";
    }
  }

  Case one_case(const Definition& definition) {
    Case made{definition.new_facts(), static_cast<std::uint64_t>(pick(4))};
    const auto put = [&](std::string_view name, Value value) {
      const int kind = pick(6);
      if (kind == 0) return;
      made.facts.set(static_cast<std::size_t>(definition.fact_slot(name)),
                     kind == 1 ? Value::none() : std::move(value));
    };
    for (const char* number : {"a", "b"})
      put(number, Value::number_scaled((pick(9) - 4) * 500'000));
    for (const char* money : {"m", "r"}) put(money, Value::money(Money::from_pence(pick(9) - 4)));
    put("y", Value::yes_no(pick(2) == 0));
    put("k", Value::text(one_of({"red", "green", "blue"})));
    put("w", Value::text(one_of({"one", "two", "three"})));
    for (const char* date : {"d", "e"})
      put(date,
          Value::date(Date{2026, 11, 24}.plus_days(pick(2) == 0 ? pick(5) - 2 : -7 * pick(9))));
    return made;
  }

 private:
  int pick(int count) { return static_cast<int>(chance_() % static_cast<unsigned>(count)); }
  std::string one_of(std::initializer_list<const char*> words) {
    return *(words.begin() + pick(static_cast<int>(words.size())));
  }
  std::string sign() { return one_of({" = ", " != ", " < ", " <= ", " > ", " >= "}); }

  std::mt19937& chance_;
};

TEST(GuardRegions, HoldExactlyTheFactsThatAGuardPasses) {
  std::mt19937 chance{20261124};
  World world;
  Writer writer{chance};
  int looked_at = 0;
  int empty = 0;
  for (int round = 0; round < 1500; ++round) {
    const std::string source = writer.condition(2);
    const Expression guard = world.guard(source);
    const RuleValues rules{world.definition, world.book, world.today};
    GuardRegions regions{world.definition, round % 2 == 0 ? &rules : nullptr};
    const std::optional<Region> passes = regions.region(guard, 0);
    const std::optional<Region> fails = regions.region(guard, 0, Verdict::no);
    const std::optional<Region> neither = regions.region(guard, 0, Verdict::unknown);
    if (!passes || !fails || !neither) continue;
    ++looked_at;
    empty += passes->empty() ? 1 : 0;
    for (int i = 0; i < 40; ++i) {
      const Case one = writer.one_case(world.definition);
      const Frame frame{.facts = one.facts,
                        .rules = rules,
                        .today = world.today,
                        .running_holds = one.holds,
                        .holds = {},
                        .declarations = &world.definition.facts,
                        .calendar = {},
                        .state = 0};
      const Verdict verdict = guard.test(frame);
      ASSERT_EQ(lies_in(world, regions, *passes, one, frame), verdict == Verdict::yes) << source;
      ASSERT_EQ(lies_in(world, regions, *fails, one, frame), verdict == Verdict::no) << source;
      ASSERT_EQ(lies_in(world, regions, *neither, one, frame), verdict == Verdict::unknown)
          << source;
    }
  }
  EXPECT_GT(looked_at, 1400);
  EXPECT_GT(empty, 20);
}

/// "never", "perhaps" or "beyond" of a guard.
std::string may_pass(const std::string& source) {
  World world;
  const Expression guard = world.guard(source);
  GuardRegions regions{world.definition, nullptr};
  const std::optional<Region> passes = regions.region(guard, 0);
  if (!passes) return "beyond";
  return regions.possible(*passes) ? "perhaps" : "never";
}

TEST(GuardRegions, SeeContradictions) {
  EXPECT_EQ(may_pass("d >= e and d < e"), "never");
  EXPECT_EQ(may_pass("m < £10 and m > £20"), "never");
  EXPECT_EQ(may_pass("m < £10 and m > £9.98"), "perhaps");
  EXPECT_EQ(may_pass("m < £10 and m > £9.99"), "never");
  EXPECT_EQ(may_pass("days_between(d, e) > 28 and d > e"), "never");
  EXPECT_EQ(may_pass("moved < today and d >= today"), "never");
  EXPECT_EQ(may_pass("twice > £10 and m < £0 and r > £0"), "never");
  EXPECT_EQ(may_pass("k = red and k = green"), "never");
  EXPECT_EQ(may_pass("k is not none and k not in (red, green, blue)"), "never");
  EXPECT_EQ(may_pass("hold stay and no hold"), "never");
  EXPECT_EQ(may_pass("y and not y"), "never");
  EXPECT_EQ(may_pass("late and d >= today and not y"), "perhaps");
  EXPECT_EQ(may_pass("a is none and a > 0"), "never");
  EXPECT_EQ(may_pass("m > policy.small_arrears and m <= policy.small_arrears"), "never");
  EXPECT_EQ(may_pass("state = closed"), "never");
  EXPECT_EQ(may_pass("weekday(d) = monday and weekday(d) = friday"), "never");
  EXPECT_EQ(may_pass("abs(a) > 1 and not abs(a) > 1"), "never");
}

TEST(GuardRegions, SayABoxInTheWordsOfTheField) {
  World world;
  GuardRegions regions{world.definition, nullptr};
  const auto said = [&](const std::string& source) {
    const Expression guard = world.guard(source);
    const std::optional<Region> passes = regions.region(guard, 0);
    return passes && !passes->empty() ? words_of(regions, passes->front()) : "nothing";
  };
  EXPECT_EQ(said("m >= £10 and m < £110"), "between £10.00 and £109.99 of m");
  EXPECT_EQ(said("m > £110"), "at £110.01 or more of m");
  EXPECT_EQ(said("a >= 1 and a < 2"), "from 1 to below 2 of a");
  EXPECT_EQ(said("a < 2 and k = red"), "below 2 of a when k is red");
  EXPECT_EQ(said("y and hold stay"), "when y is yes and stay runs");
  EXPECT_EQ(said("d > e"), "when d is after e");
  EXPECT_EQ(said("e is unknown"), "when e is unknown");
}

}  // namespace
}  // namespace lintel
