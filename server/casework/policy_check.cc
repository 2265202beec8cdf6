#include "server/casework/policy_check.h"

#include <algorithm>
#include <set>

#include "server/casework/check_context.h"
#include "server/casework/policy.h"
#include "server/casework/workflows.h"
#include "workflows/checks.h"
#include "workflows/definition_reader.h"

namespace lintel {
namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    if (lines.back().ends_with('\r')) lines.back().pop_back();
    at = end + 1;
  }
  return lines;
}

/// Where a top-level key stands, from line 1; 0 when there is none.
int line_of_key(const std::vector<std::string>& lines, const std::string& key) {
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].starts_with(key + ":")) return static_cast<int>(i) + 1;
  }
  return 0;
}

PolicyFault fault_of(const std::vector<std::string>& lines,
                     std::string check,
                     bool error,
                     Problem problem) {
  PolicyFault fault{.error = error, .check = std::move(check), .problem = std::move(problem)};
  const Place& place = fault.problem.place;
  if (place.line < 1 || place.line > static_cast<int>(lines.size())) return fault;
  fault.line = lines[static_cast<std::size_t>(place.line) - 1];
  if (place.column > 0)
    fault.caret = std::string(static_cast<std::size_t>(place.column) - 1, ' ') + "^";
  return fault;
}

/// The lines of a top-level block, its key's own line among them, are taken away.
void erase_block(std::vector<std::string>& lines, const std::string& key) {
  const int first = line_of_key(lines, key);
  if (first == 0) return;
  auto end = lines.begin() + first;
  while (end != lines.end() && (end->empty() || end->front() == ' ')) ++end;
  lines.erase(lines.begin() + first - 1, end);
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& each : lines) text += each + "\n";
  while (text.ends_with("\n\n")) text.pop_back();
  return text;
}

}  // namespace

bool PolicyCheck::sound() const {
  return definition.has_value() && errors() == 0;
}

std::size_t PolicyCheck::errors() const {
  return static_cast<std::size_t>(std::ranges::count_if(faults, &PolicyFault::error));
}

PolicyCheck check_policy_text(const Policy& policy,
                              const Workflows& workflows,
                              const std::vector<Person>& people,
                              const std::string& text,
                              const DefinitionKey& key,
                              Date today) {
  PolicyCheck check;
  const std::string file = key.workflow + " " + key.version;
  const std::vector<std::string> lines = lines_of(text);
  const auto differs = [&](const std::string& word, const std::string& is, const std::string& be) {
    if (is == be) return;
    check.faults.push_back(
        fault_of(lines,
                 "",
                 true,
                 Problem{"the " + word + " is \"" + is + "\", and this draft is of \"" + be + "\"",
                         "Write " + word + ": \"" + be + "\".",
                         Place{file, line_of_key(lines, word), 1, word}}));
  };
  ResultOfMany<Definition> read = read_definition(text, file, policy.rules());
  if (!read) {
    for (Problem& each : read.error()) check.faults.push_back(fault_of(lines, "", true, each));
  } else {
    differs("workflow", read->key.workflow, key.workflow);
    differs("version", read->key.version, key.version);
    CheckContext context = check_context(policy.documents(), policy.rules(), today);
    context.holders = role_holders(people);
    context.workflows.emplace();
    for (const PublishedWorkflow* each : workflows.all()) {
      context.workflows->push_back(each->definition.key.workflow);
      if (each->definition.key != key) context.earlier.push_back(&each->definition);
    }
    for (CheckFinding& each : check_definition(*read, context)) {
      check.faults.push_back(
          fault_of(lines, each.check, each.severity == Severity::error, std::move(each.problem)));
    }
    check.definition = *std::move(read);
  }
  std::ranges::stable_sort(
      check.faults, {}, [](const PolicyFault& each) { return each.problem.place.line; });
  return check;
}

std::string begun_text(const std::string& text, const Definition& from, const std::string& to) {
  std::vector<std::string> lines = lines_of(text);
  erase_block(lines, "migrate");
  if (const int version = line_of_key(lines, "version"); version > 0)
    lines[static_cast<std::size_t>(version) - 1] = "version: \"" + to + "\"";
  std::string begun = joined(lines);
  begun += "\n# How running cases come over from " + from.key.version +
           ": a state or timer that is not as it was needs a line.\nmigrate:\n  from: \"" +
           from.key.version + "\"\n  states: {same: rest}\n";
  std::set<std::string> timers;
  for (const StateDefinition& state : from.states) {
    for (const TimerDefinition& timer : state.timers) timers.insert(timer.name);
  }
  if (!timers.empty()) begun += "  timers:\n";
  for (const std::string& timer : timers) begun += "    " + timer + ": keep_due_date\n";
  return begun;
}

}  // namespace lintel
