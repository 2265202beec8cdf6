#include <algorithm>

#include "workflows/definition_reading.h"

namespace lintel {
namespace {

const std::vector<ValueType> kLastingLengths = {ValueType::days,
                                                ValueType::weeks,
                                                ValueType::months,
                                                ValueType::days_beginning_with,
                                                ValueType::weeks_beginning_with,
                                                ValueType::months_beginning_with};

/// "event.moratorium_notified" and "moratorium_notified" name the same event.
std::string event_named(std::string text) {
  return text.starts_with("event.") ? text.substr(6) : text;
}

}  // namespace

void DefinitionReading::read_holds(const YamlNode* holds) {
  if (holds == nullptr || !is_map(*holds, "holds")) return;
  for (const YamlEntry& entry : holds->entries) made_.holds.push_back(read_hold(entry));
}

HoldDefinition DefinitionReading::read_hold(const YamlEntry& entry) {
  HoldDefinition hold;
  hold.name = entry.key;
  hold.label = words_of(entry.key);
  hold.place = entry.place;
  if (!is_map(entry.value, "a hold")) return hold;
  allow(entry.value,
        {"label", "begins", "ends", "lasts", "blocks", "timers", "law", "because", "fix", "by"});
  if (const std::string label = text(entry.value, "label"); !label.empty()) hold.label = label;
  for (const std::string& each : texts(entry.value.find("begins")))
    hold.begins.push_back(event_named(each));
  for (const std::string& each : texts(entry.value.find("ends")))
    hold.ends.push_back(event_named(each));
  hold.lasts = expression(entry.value.find("lasts"), kLastingLengths, "lasts");
  hold.law = text(entry.value, "law");
  hold.because = text(entry.value, "because");
  hold.fix = text(entry.value, "fix");
  if (const YamlNode* by = entry.value.find("by")) {
    if (by->is_scalar()) {
      if (const std::optional<Role> found = role(*by)) hold.by.push_back(*found);
    }
    for (const YamlNode& each : by->list)
      if (const std::optional<Role> found = role(each)) hold.by.push_back(*found);
  }
  if (const YamlNode* blocks = entry.value.find("blocks")) read_blocks(*blocks, hold);
  if (const YamlNode* timers = entry.value.find("timers")) read_timer_policies(*timers, hold);
  return hold;
}

void DefinitionReading::read_blocks(const YamlNode& node, HoldDefinition& hold) {
  if (!is_map(node, "blocks")) return;
  allow(node, {"events", "tags", "unless"});
  const std::vector<std::string> events = texts(node.find("events"));
  hold.blocks_all_events = events.size() == 1 && events.front() == "all";
  if (!hold.blocks_all_events) hold.blocks_events = events;
  hold.blocks_tags = texts(node.find("tags"));
  hold.unless = expression(node.find("unless"), {ValueType::yes_no}, "unless");
}

void DefinitionReading::read_timer_policies(const YamlNode& node, HoldDefinition& hold) {
  if (!is_map(node, "timers")) return;
  for (const YamlEntry& entry : node.entries) {
    TimerPolicy policy = TimerPolicy::run;
    if (entry.value.text == "pause") {
      policy = TimerPolicy::pause;
    } else if (entry.value.text == "defer") {
      policy = TimerPolicy::defer;
    } else if (entry.value.text != "run") {
      refuse(entry.value.place,
             "\"" + entry.value.text + "\" is not what a timer can do under a hold",
             "Write run, pause or defer.");
    }
    if (entry.key == "default") {
      hold.default_policy = policy;
      hold.has_default_policy = true;
    } else {
      hold.timers.emplace_back(entry.key, policy);
    }
  }
}

/// Looked at last, when every state has been read: the events and timers that a hold names exist.
void DefinitionReading::check_events_of_holds() {
  const std::vector<std::string> events = made_.event_names();
  std::vector<std::string> timers;
  for (const StateDefinition& state : made_.states)
    for (const TimerDefinition& timer : state.timers) timers.push_back(timer.name);
  for (const HoldDefinition& hold : made_.holds) {
    for (const std::string& event : hold.blocks_events)
      if (std::find(events.begin(), events.end(), event) == events.end())
        refuse(
            hold.place,
            "the hold " + hold.name + " blocks the event \"" + event + "\", which no state answers",
            did_you_mean(event, events));
    for (const auto& [timer, policy] : hold.timers)
      if (std::find(timers.begin(), timers.end(), timer) == timers.end())
        refuse(
            hold.place,
            "the hold " + hold.name + " speaks of the timer \"" + timer + "\", which no state has",
            did_you_mean(timer, timers));
  }
}

}  // namespace lintel
