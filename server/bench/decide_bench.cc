#include <algorithm>
#include <stdexcept>
#include <string>

#include "server/bench/bench.h"
#include "workflows/definition_reader.h"
#include "workflows/engine.h"

namespace lintel {
namespace {

constexpr int kGuards = 30;
constexpr int kAccounts = 256;

/// A state that answers arrears_run with thirty branches, of which the last is the first to pass.
std::string thirty_guards() {
  std::string text = R"yaml(workflow: bench
version: "1"
title: Thirty guards
owner: bench
law: {act: Housing Act 1985, provisions: [s83]}
facts:
  arrears:        {type: money,  source: rent_account.collectable}
  weekly_rent:    {type: money,  source: tenancy.weekly_rent}
  weeks_owed:     {type: number, source: rent_account.weeks_owed}
  days_in_state:  {type: number, source: case.days_in_state}
  last_contact:   {type: date,   source: case.last_contact_on}
  agreement_live: {type: yes_no, source: agreement.live}
holds:
  breathing_space: {begins: a, ends: b}
start: open
states:
  open:
    stage: early_contact
    on:
      arrears_run:
)yaml";
  const char* const shapes[] = {"arrears > £5,000 and weeks_owed >= #",
                                "weeks_owed < 0.# and arrears > £1",
                                "agreement_live and days_in_state >= #",
                                "arrears >= #0 * weekly_rent and no hold",
                                "last_contact < today - 9# days or hold breathing_space"};
  for (int i = 0; i < kGuards - 1; ++i) {
    std::string guard = shapes[i % 5];
    guard.replace(guard.find('#'), 1, std::to_string(1 + i % 9));
    text += "        - {name: rule_" + std::to_string(i) + ", when: \"" + guard +
            "\", do: [{document: letter_" + std::to_string(i) + "}], to: closed, because: bench}\n";
  }
  text +=
      "        - {name: due, when: weeks_owed >= 2 and days_in_state >= 7 and not agreement_live, "
      "do: [{document: letter_1}], to: closed, because: it is due}\n";
  text += "  closed: {stage: closed, final: true}\n";
  return text;
}

std::vector<Facts> made_accounts(const Definition& definition) {
  std::vector<Facts> accounts;
  for (int i = 0; i < kAccounts; ++i) {
    Facts facts = definition.new_facts();
    facts.set(0, Value::money(Money::from_pence(20'000 + 97 * i)));
    facts.set(1, Value::money(Money::from_pence(10'000 + 13 * i)));
    facts.set(2, Value::number_scaled(2'000'000 + 3'000 * i));
    facts.set(3, Value::number(7 + i % 20));
    facts.set(4, Value::date(Date{2026, 11, 1}.plus_days(i % 20)));
    facts.set(5, Value::yes_no(false));
    accounts.push_back(std::move(facts));
  }
  return accounts;
}

/// Calls `one` on the accounts in turn and gives calls a second of a core. `one` returns what must
/// be true.
template <class One>
double rate_of(std::int64_t times, One one) {
  const double start = core_seconds();
  std::int64_t right = 0;
  for (std::int64_t i = 0; i < times; ++i)
    right += one(static_cast<std::size_t>(i % kAccounts)) ? 1 : 0;
  if (right != times) throw std::logic_error("the bench's decisions are not what they should be");
  return static_cast<double>(times) / (core_seconds() - start);
}

/// The same thirty conditions written out by hand over plain figures: what the machine could do.
struct PlainAccount {
  std::int64_t arrears, rent, weeks, days, contact;
  bool live;
};

bool plain_decision(const PlainAccount& a,
                    const volatile std::int64_t* bounds,
                    std::int64_t today) {
  for (int i = 0; i < kGuards - 1; ++i) {
    const std::int64_t n = bounds[i];
    switch (i % 5) {
      case 0:
        if (a.arrears > 500'000 && a.weeks >= n * kNumberScale) return false;
        break;
      case 1:
        if (a.weeks < n * kNumberScale / 10 && a.arrears > 100) return false;
        break;
      case 2:
        if (a.live && a.days >= n) return false;
        break;
      case 3:
        if (a.arrears >= n * 10 * a.rent) return false;
        break;
      default:
        if (a.contact < today - 90 - n) return false;
        break;
    }
  }
  return a.weeks >= 2 * kNumberScale && a.days >= 7 && !a.live;
}

double ceiling_of(std::int64_t times) {
  std::vector<PlainAccount> accounts;
  for (int i = 0; i < kAccounts; ++i)
    accounts.push_back({20'000 + 97 * i,
                        10'000 + 13 * i,
                        2'000'000 + 3'000 * i,
                        7 + i % 20,
                        Date{2026, 11, 1}.plus_days(i % 20).days(),
                        false});
  volatile std::int64_t bounds[kGuards];
  for (int i = 0; i < kGuards; ++i) bounds[i] = 1 + i % 9;
  const std::int64_t today = Date{2026, 11, 23}.days();
  return rate_of(times, [&](std::size_t i) { return plain_decision(accounts[i], bounds, today); });
}

std::vector<BenchFigure> run(const BenchAsked& asked) {
  static const EmptyRuleBook book;
  const ResultOfMany<Definition> read = read_definition(thirty_guards(), "bench.yaml", book);
  if (!read) throw std::logic_error(read.error().front().to_string());
  const Date today{2026, 11, 23};
  const RuleValues rules{*read, book, today};
  const std::vector<Facts> accounts = made_accounts(*read);
  CaseState at;
  at.state = "open";
  const Event run_event{.name = "arrears_run", .actor = std::nullopt, .fields = {}};

  const std::int64_t reasoned = std::max<std::int64_t>(asked.size / 5, 1);
  const double ceiling = ceiling_of(asked.size);
  const double quick = rate_of(asked.size, [&](std::size_t i) {
    const Branch* branch = choose(*read, at, "arrears_run", accounts[i], rules, today);
    return branch != nullptr && branch->rule == "due";
  });
  Decision decision;  // one for all, as a caller with many accounts does
  const double kept = rate_of(reasoned, [&](std::size_t i) {
    decide(*read, at, run_event, accounts[i], rules, today, decision);
    return decision.rule == "due" && decision.reasons.size() == kGuards;
  });
  const std::string ceiling_is = "the same thirty conditions by hand over plain figures";
  return {{.bench = "decide, without reasons",
           .size = asked.size,
           .value = quick,
           .unit = "decisions/s a core",
           .p50_ms = {},
           .p99_ms = {},
           .ceiling = ceiling,
           .ceiling_is = ceiling_is},
          {.bench = "decide, with reasons kept",
           .size = reasoned,
           .value = kept,
           .unit = "decisions/s a core",
           .p50_ms = {},
           .p99_ms = {},
           .ceiling = ceiling,
           .ceiling_is = ceiling_is}};
}

}  // namespace

Bench decide_bench() {
  return {.name = "decide",
          .one_line = "pure decisions of thirty guards, one core, with and without reasons",
          .usual_size = 2'000'000,
          .run = run};
}

}  // namespace lintel
