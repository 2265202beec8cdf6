// The first line of the bytes is JSON facts, the rest a workflow: every event is decided and the
// answer is words, never a crash.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "domain/canonical_json.h"
#include "workflows/decide_json.h"
#include "workflows/definition_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace lintel;
  static const EmptyRuleBook book;
  const std::string_view text{reinterpret_cast<const char*>(bytes), size};
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos) return 0;
  const ResultOfMany<Definition> read = read_definition(text.substr(end + 1), "fuzz.yaml", book);
  if (!read) return 0;
  const Date today{2026, 11, 23};
  const RuleValues rules{*read, book, today};
  const std::vector<std::string> events = read->event_names();
  for (std::size_t i = 0; i < events.size() && i < 16; ++i)
    (void)decide_line(*read, text.substr(0, end), events[i], rules, today);
  return 0;
}
