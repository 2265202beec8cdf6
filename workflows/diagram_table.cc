#include <algorithm>

#include "workflows/diagram.h"
#include "workflows/diagram_words.h"

namespace lintel {
namespace {

std::string joined(const std::vector<std::string>& words, std::string_view last) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i)
    text += (i == 0 ? "" : i + 1 == words.size() ? " " + std::string(last) + " " : ", ") + words[i];
  return text;
}

std::string with_article(std::string_view role) {
  const std::string words = words_of(role);
  const bool vowel = std::string_view("aeiou").find(words[0]) != std::string_view::npos;
  return (vowel ? "an " : "a ") + words;
}

std::string who_of(const StateDefinition& state,
                   const EventDefinition& event,
                   const Branch& branch) {
  std::vector<std::string> people;
  for (const Role role : branch.by) people.push_back(with_article(to_string(role)));
  if (const TaskDefinition* task = state.task(branch.by_task)) {
    std::string who = with_article(to_string(task->role));
    if (!task->four_eyes.empty()) who += " who did not " + words_of(task->four_eyes.front());
    people.push_back(std::move(who));
  }
  if (!people.empty()) return joined(people, "or");
  for (const TimerDefinition& timer : state.timers)
    if (timer.event() == event.name) return "a timer";
  if (std::find(state.keeps.begin(), state.keeps.end(), event.name) != state.keeps.end())
    return "a timer";
  return "the system";
}

/// The landlord's and the law's names in words: "policy.notice_weeks" is "notice weeks (policy)".
std::string guard_words(const Expression& guard) {
  std::string words;
  for (const char each : guard.source()) {
    if (each == '\n' || each == ' ') {
      if (!words.empty() && words.back() != ' ') words += ' ';
    } else {
      words += each == '_' ? ' ' : each;
    }
  }
  const auto replace = [&](std::string_view what, std::string_view by) {
    for (std::size_t at = words.find(what); at != std::string::npos; at = words.find(what, at)) {
      words.replace(at, what.size(), by);
      at += by.size();
    }
  };
  replace("policy.", "the policy's ");
  replace("law.", "law ");
  replace(" >= ", " is at least ");
  replace(" <= ", " is at most ");
  replace(" != ", " is not ");
  replace(" > ", " is more than ");
  replace(" < ", " is less than ");
  replace(" = ", " is ");
  return words;
}

}  // namespace

std::vector<DiagramRow> diagram_table(const Definition& definition) {
  std::vector<DiagramRow> rows;
  for (const StateDefinition& state : definition.states) {
    DiagramRow row{.state = state.name,
                   .label = state_words(definition, state.name),
                   .stage = std::string(stage_label(state.stage)),
                   .ways = {}};
    for (const EventDefinition& event : state.events)
      for (const Branch& branch : event.branches) {
        if (branch.leaves_alone()) continue;
        DiagramRow::Way way;
        way.who = who_of(state, event, branch);
        way.what = definition.event_label(event.name);
        way.when = branch.when ? guard_words(*branch.when) : "always";
        if (!branch.because.empty()) way.when = branch.because + " (" + way.when + ")";
        way.law = branch.law;
        if (!branch.to.empty() && branch.to != state.name)
          way.to = state_words(definition, branch.to);
        row.ways.push_back(std::move(way));
      }
    rows.push_back(std::move(row));
  }
  return rows;
}

std::string diagram_mermaid(const Definition& definition) {
  const auto safe = [](std::string_view text) {
    std::string words;
    for (const char each : text)
      words +=
          each == ':' || each == ';' || each == '#' || each == '"' || each == '\n' ? ' ' : each;
    return words;
  };
  std::string text = "stateDiagram-v2\n  direction LR\n";
  for (const StateDefinition& state : definition.states)
    text += "  " + state.name + ": " + safe(state_words(definition, state.name)) + "\n";
  if (!definition.start.empty()) text += "  [*] --> " + definition.start + "\n";
  for (const StateDefinition& state : definition.states) {
    std::vector<std::string> said;
    for (const EventDefinition& event : state.events)
      for (const Branch& branch : event.branches) {
        if (branch.to.empty() || branch.to == state.name) continue;
        const std::string line = "  " + state.name + " --> " + branch.to + ": " +
                                 safe(definition.event_label(event.name)) + "\n";
        if (std::find(said.begin(), said.end(), line) != said.end()) continue;
        said.push_back(line);
        text += line;
      }
    if (state.final) text += "  " + state.name + " --> [*]\n";
  }
  return text;
}

}  // namespace lintel
