// Any bytes as a workflow file: problems with words, or a definition that can be checked and
// stepped.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "workflows/checks.h"
#include "workflows/definition_reader.h"
#include "workflows/engine.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace lintel;
  static const EmptyRuleBook book;
  const ResultOfMany<Definition> read =
      read_definition({reinterpret_cast<const char*>(bytes), size}, "fuzz.yaml", book);
  if (!read) {
    if (read.error().empty()) __builtin_trap();
    for (const Problem& problem : read.error())
      if (problem.what.empty()) __builtin_trap();
    return 0;
  }
  if (has_errors(check_definition(*read, CheckContext{}))) return 0;
  const Date today{2026, 11, 23};
  const RuleValues rules{*read, book, today};
  const Facts facts = read->new_facts();
  CaseState at = open_case(*read, facts, rules, today);
  const std::vector<std::string> events = read->event_names();
  for (std::size_t i = 0; i < events.size() && i < 64; ++i) {
    const Step taken = step(*read,
                            at,
                            Event{.name = events[i], .actor = std::nullopt, .fields = {}},
                            facts,
                            rules,
                            today);
    if (read->state(taken.next.state) == nullptr) __builtin_trap();
    if (!taken.decision.acts() && taken.next.state != (at.state.empty() ? read->start : at.state))
      __builtin_trap();
    at = taken.next;
  }
  return 0;
}
