// Any bytes as a condition: it is refused or has a value, and says why without falling over.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "workflows/definition_reader.h"
#include "workflows/engine.h"

namespace {

using namespace lintel;

constexpr std::string_view kFacts = R"yaml(
workflow: made_up
version: "1"
law: {act: Housing Act 1985, provisions: [s83]}
facts:
  arrears:  {type: money,  source: rent_account.collectable}
  weeks:    {type: number, source: rent_account.weeks_owed}
  seen:     {type: date,   source: case.last_contact_on}
  served:   {type: date,   source: notice.served_on}
  live:     {type: yes_no, source: agreement.live}
  kind:     {type: "one_of (rent, garage)", source: rent_account.kind}
  payments: {type: list,   source: rent_account.payments, of: {on: date, amount: money}}
  paying:   {type: yes_no, formula: any payments where amount > £1, because: something came in}
holds:
  dispute: {begins: dispute_raised, ends: dispute_resolved}
start: open
states:
  open: {stage: early_contact, on: {close: {to: closed}}}
  closed: {stage: closed, final: true}
)yaml";

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  static const EmptyRuleBook book;
  static Definition definition = *read_definition(kFacts, "made_up.yaml", book);
  const std::string_view source{reinterpret_cast<const char*>(bytes), size};
  std::vector<RuleReference> rules;
  const Result<Expression> made = Expression::compile(
      source,
      Scope{&definition.facts, &definition.hold_names, &definition.state_names, &book, &rules});
  if (!made) {
    if (made.error().what.empty()) __builtin_trap();
    return 0;
  }
  const RuleValues none{definition, book, Date{2026, 11, 23}};
  Facts facts = definition.new_facts();
  const Value values[][2] = {
      {Value::money(Money::from_pence(41035)), Value::money(Money::from_pence(INT64_MIN))},
      {Value::number_scaled(3'700'000), Value::number_scaled(INT64_MAX)},
      {Value::date(Date{2199, 12, 31}), Value::none()},
      {Value::yes_no(true), Value::unknown()},
      {Value::text("rent"), Value::none()},
      {Value::list({{{Value::none(), Value::unknown()}},
                    {{Value::date(Date{2026, 1, 1}), Value::money(Money{})}}}),
       Value::none()}};
  for (int round = 0; round < 3; ++round) {
    for (std::size_t slot = 0; slot < 6 && round < 2; ++slot) facts.set(slot, values[slot][round]);
    if (round == 2) facts.clear();
    const Frame frame{.facts = facts,
                      .rules = none,
                      .today = Date{2026, 11, 23},
                      .running_holds = 0,
                      .holds = {},
                      .declarations = &definition.facts,
                      .calendar = "",
                      .state = 0};
    const Value value = made->value(frame);
    if (made->type() != ValueType::yes_no) continue;
    const Verdict verdict = made->test(frame);
    const bool same = verdict == Verdict::unknown ? value.is_unknown()
                      : value.is_something()      ? value.as_yes() == (verdict == Verdict::yes)
                                                  : verdict == Verdict::no;
    if (!same) __builtin_trap();
    if (made->explain_first(frame).sentence.empty()) __builtin_trap();
    made->explain(frame);
  }
  return 0;
}
