#include <stdexcept>
#include <vector>

#include "server/bench/bench.h"
#include "workflows/definition_reader.h"
#include "workflows/engine.h"

namespace lintel {
namespace {

constexpr int kAccounts = 256;
constexpr Date kToday{2026, 11, 23};

constexpr std::string_view kWorkflow = R"yaml(workflow: bench
version: "1"
title: One guard
owner: bench
law: {act: Housing Act 1985, provisions: [s83]}
facts:
  arrears:       {type: money,  source: rent_account.collectable}
  weekly_rent:   {type: money,  source: tenancy.weekly_rent}
  weeks_owed:    {type: number, source: rent_account.weeks_owed}
  days_in_state: {type: number, source: case.days_in_state}
start: open
states:
  open:
    stage: early_contact
    on:
      arrears_run: {name: due, when: arrears >= 4 * weekly_rent and weeks_owed >= 4 and days_in_state >= 14, to: closed, because: bench}
  closed: {stage: closed, final: true}
)yaml";

std::vector<Facts> made_accounts(const Definition& definition) {
  std::vector<Facts> accounts;
  for (int i = 0; i < kAccounts; ++i) {
    Facts facts = definition.new_facts();
    facts.set(0, Value::money(Money::from_pence(40'000 + 97 * i)));
    facts.set(1, Value::money(Money::from_pence(112'40)));
    facts.set(2, Value::number_scaled((30 + i % 20) * (kNumberScale / 10)));
    facts.set(3, Value::number(i % 30));
    accounts.push_back(std::move(facts));
  }
  return accounts;
}

/// The same condition as a C++ programmer would write it over the same facts, unknown and all.
bool by_hand(const Facts& facts) {
  const Value& arrears = facts.at(0);
  const Value& rent = facts.at(1);
  const Value& weeks = facts.at(2);
  const Value& days = facts.at(3);
  if (!arrears.is_something() || !rent.is_something() || !weeks.is_something() ||
      !days.is_something())
    return false;
  return arrears.raw() >= 4 * rent.raw() && weeks.raw() >= 4 * kNumberScale &&
         days.raw() >= 14 * kNumberScale;
}

/// Calls a second, and how many passed, so that neither can be left out.
struct Counted {
  double a_second = 0;
  std::int64_t passed = 0;
};
template <class Test>
Counted measure(const std::vector<Facts>& accounts, std::int64_t times, const Test& test) {
  Counted counted;
  const double began = core_seconds();
  for (std::int64_t i = 0; i < times; ++i)
    counted.passed += test(accounts[static_cast<std::size_t>(i % kAccounts)]) ? 1 : 0;
  counted.a_second = static_cast<double>(times) / (core_seconds() - began);
  return counted;
}

std::vector<BenchFigure> run(const BenchAsked& asked) {
  const EmptyRuleBook book;
  const ResultOfMany<Definition> definition = read_definition(kWorkflow, "bench.yaml", book);
  if (!definition) throw std::runtime_error(definition.error().front().to_string());
  const RuleValues rules(*definition, book, kToday);
  const Expression& guard = *definition->states.front().events.front().branches.front().when;
  const std::vector<Facts> accounts = made_accounts(*definition);
  std::vector<BenchFigure> figures;
  for (const std::int64_t part : {100, 10, 1}) {
    const std::int64_t times = asked.size / part;
    const Counted hand = measure(accounts, times, by_hand);
    const Counted ours = measure(accounts, times, [&](const Facts& facts) {
      const Frame frame{.facts = facts,
                        .rules = rules,
                        .today = kToday,
                        .running_holds = 0,
                        .holds = {},
                        .declarations = &definition->facts,
                        .calendar = definition->calendar,
                        .state = 0};
      return guard.test(frame) == Verdict::yes;
    });
    if (hand.passed != ours.passed || ours.passed == 0)
      throw std::runtime_error("the guard and the hand disagree");
    figures.push_back(
        {.bench = "guard, " + std::to_string(static_cast<int>(1e9 / ours.a_second)) + " ns each",
         .size = times,
         .value = ours.a_second,
         .unit = "guards/s a core",
         .p50_ms = {},
         .p99_ms = {},
         .ceiling = hand.a_second,
         .ceiling_is = "the same condition written in C++"});
  }
  return figures;
}

}  // namespace

Bench guard_bench() {
  return {.name = "guard",
          .one_line = "one guard of three conditions over four facts, without its reason",
          .usual_size = 20'000'000,
          .run = run};
}

}  // namespace lintel
