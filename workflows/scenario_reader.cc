#include <algorithm>

#include "workflows/scenario.h"

namespace lintel {
namespace {

const std::vector<std::string> kStoryKeys = {
    "story", "workflow", "tenancy", "state", "since", "facts", "days"};
const std::vector<std::string> kTenancyKeys = {"type",
                                               "social",
                                               "start",
                                               "weekly_rent",
                                               "rent_day",
                                               "owes",
                                               "expected_income",
                                               "account",
                                               "state"};
const std::vector<std::string> kDayKeys = {
    "on", "pays", "charged", "run", "event", "by", "fields", "hold", "lifts", "facts", "expect"};
const std::vector<std::string> kExpectKeys = {"state",
                                              "rule",
                                              "because",
                                              "refused",
                                              "letters",
                                              "documents",
                                              "tasks",
                                              "holds",
                                              "runner_up",
                                              "timers",
                                              "due"};
const std::vector<std::string> kWeekdays = {
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};

class StoryReading {
 public:
  ResultOfMany<Scenario> read(const YamlNode& root, const std::string& file) {
    Scenario made;
    made.file = file;
    made.place = root.place;
    if (!is_map(root, "a story")) return tl::unexpected(std::move(problems_));
    allow(root, kStoryKeys);
    made.story = needed(root, "story", "a story");
    made.workflow = needed(root, "workflow", "a story");
    tenancy(root.find("tenancy"), made);
    if (const YamlNode* state = root.find("state")) {
      made.state = state->text;
      made.state_place = state->place;
    }
    if (const YamlNode* since = root.find("since")) made.since = date(*since);
    made.facts = words(root.find("facts"));
    days(root, made);
    if (!problems_.empty()) return tl::unexpected(std::move(problems_));
    return made;
  }

 private:
  void refuse(const Place& place, std::string what, std::string fix = "") {
    problems_.push_back(Problem{std::move(what), std::move(fix), place});
  }

  bool is_map(const YamlNode& node, const std::string& what) {
    if (node.is_map()) return true;
    refuse(node.place, what + " is written as a map", "Write key: value.");
    return false;
  }

  void allow(const YamlNode& node, const std::vector<std::string>& keys) {
    for (const YamlEntry& entry : node.entries) {
      if (std::find(keys.begin(), keys.end(), entry.key) != keys.end()) continue;
      refuse(entry.place,
             "a story knows no \"" + entry.key + "\" here",
             did_you_mean(entry.key, keys));
    }
  }

  std::string needed(const YamlNode& node, std::string_view key, const std::string& of) {
    const YamlNode* found = node.find(key);
    if (found != nullptr && found->is_scalar() && !found->text.empty()) return found->text;
    refuse(node.place, of + " needs " + std::string(key), "Write " + std::string(key) + ": …");
    return "";
  }

  template <class T>
  std::optional<T> take(Result<T> read, const Place& place) {
    if (read) return std::move(*read);
    problems_.push_back(std::move(read.error()).at(place));
    return std::nullopt;
  }
  std::optional<Date> date(const YamlNode& node) {
    return take(Date::parse(node.text), node.place);
  }
  std::optional<Money> money(const YamlNode& node) {
    return take(Money::parse(node.text), node.place);
  }

  void tenancy(const YamlNode* node, Scenario& made) {
    if (node == nullptr || !is_map(*node, "the tenancy")) return;
    allow(*node, kTenancyKeys);
    for (const YamlEntry& entry : node->entries) {
      const YamlNode& value = entry.value;
      if (entry.key == "type") {
        if (const auto type = take(parse_tenancy_type(value.text), value.place))
          made.tenancy = *type;
      } else if (entry.key == "social") {
        made.social = value.text != "no";
      } else if (entry.key == "start") {
        made.tenancy_start = date(value);
      } else if (entry.key == "weekly_rent") {
        made.weekly_rent = money(value);
      } else if (entry.key == "owes") {
        made.owes = money(value);
      } else if (entry.key == "expected_income") {
        made.expected_income = money(value).value_or(Money{});
      } else if (entry.key == "rent_day") {
        rent_day(value, made);
      } else if (entry.key == "account") {
        made.account_in_order = value.text == "in_order";
        if (!made.account_in_order)
          refuse(value.place, "an account is in_order or is left out", "Write account: in_order.");
      } else if (entry.key == "state") {
        made.state = value.text;
        made.state_place = value.place;
      }
    }
  }

  void rent_day(const YamlNode& node, Scenario& made) {
    const auto found = std::find(kWeekdays.begin(), kWeekdays.end(), node.text);
    if (found == kWeekdays.end()) {
      refuse(node.place,
             "\"" + node.text + "\" is no day of the week",
             did_you_mean(node.text, kWeekdays));
      return;
    }
    made.rent_day = static_cast<Weekday>(found - kWeekdays.begin());
  }

  std::vector<ScenarioWord> words(const YamlNode* node) {
    std::vector<ScenarioWord> read;
    if (node == nullptr || !is_map(*node, "this")) return read;
    for (const YamlEntry& entry : node->entries)
      read.push_back({entry.key, entry.value, entry.place});
    return read;
  }

  /// One name, a list of them, or "none".
  std::vector<std::string> names(const YamlNode& node) {
    std::vector<std::string> read;
    if (node.text == "none") return read;
    if (node.is_scalar() && !node.text.empty()) return {node.text};
    for (const YamlNode& each : node.list) read.push_back(each.text);
    return read;
  }

  void days(const YamlNode& root, Scenario& made) {
    const YamlNode* node = root.find("days");
    if (node == nullptr || !node->is_list() || node->list.empty()) {
      refuse(root.place, "a story needs days", "Write days: and a line for each.");
      return;
    }
    for (const YamlNode& each : node->list) {
      if (!is_map(each, "a day")) continue;
      ScenarioDay day = read_day(each);
      if (!made.days.empty() && day.on < made.days.back().on)
        refuse(each.place,
               day.on.to_words() + " stands after " + made.days.back().on.to_words(),
               "Put the days in order.");
      made.days.push_back(std::move(day));
    }
  }

  ScenarioDay read_day(const YamlNode& node) {
    ScenarioDay day;
    day.place = node.place;
    allow(node, kDayKeys);
    if (node.find("on") == nullptr) refuse(node.place, "a day needs on", "Write on: 2026-11-23.");
    int asked = 0;
    for (const YamlEntry& entry : node.entries) {
      const YamlNode& value = entry.value;
      if (entry.key == "on") {
        day.on = date(value).value_or(day.on);
      } else if (entry.key == "pays") {
        day.pays = money(value);
      } else if (entry.key == "charged") {
        day.charged = money(value);
      } else if (entry.key == "run" || entry.key == "event") {
        day.event = entry.key == "run" ? value.text + "_run" : value.text;
        ++asked;
      } else if (entry.key == "hold" || entry.key == "lifts") {
        day.hold = value.text;
        day.lifts = entry.key == "lifts";
        ++asked;
      } else if (entry.key == "by") {
        read_by(value, day);
      } else if (entry.key == "fields") {
        for (const ScenarioWord& field : words(&value)) day.fields[field.name] = field.said.text;
      } else if (entry.key == "facts") {
        day.facts = words(&value);
      } else if (entry.key == "expect") {
        day.expect = read_expect(value);
      }
    }
    if (asked > 1)
      refuse(
          node.place, "one line of a story has one event", "Write a second line of the same day.");
    return day;
  }

  /// "income_officer Priya Shah"
  void read_by(const YamlNode& node, ScenarioDay& day) {
    const std::size_t space = node.text.find(' ');
    const std::string role = node.text.substr(0, space);
    if (space == std::string::npos) {
      refuse(node.place,
             "\"" + node.text + "\" does not say both role and name",
             "Write by: income_officer Priya Shah.");
      return;
    }
    day.role = take(parse_role(role), node.place);
    day.person = node.text.substr(space + 1);
  }

  ScenarioExpect read_expect(const YamlNode& node) {
    ScenarioExpect expect;
    expect.place = node.place;
    if (!is_map(node, "expect")) return expect;
    allow(node, kExpectKeys);
    if (node.entries.empty())
      refuse(node.place, "nothing is expected", "Say what must come about.");
    for (const YamlEntry& entry : node.entries) {
      const YamlNode& value = entry.value;
      if (entry.key == "state") expect.state = value.text;
      if (entry.key == "rule") expect.rule = value.text;
      if (entry.key == "because") expect.because = value.text;
      if (entry.key == "refused") expect.refused = value.text == "yes" ? "" : value.text;
      if (entry.key == "documents") expect.documents = names(value);
      if (entry.key == "tasks") expect.tasks = names(value);
      if (entry.key == "holds") expect.holds = names(value);
      if (entry.key == "runner_up") expect.runner_up = value.text;
      if (entry.key == "timers") expect.timers = words(&value);
      if (entry.key == "due") expect.due = words(&value);
      if (entry.key == "letters") read_letters(value, expect);
    }
    return expect;
  }

  void read_letters(const YamlNode& node, ScenarioExpect& expect) {
    const bool whole = !node.text.empty() && node.text.size() < 4 &&
                       node.text.find_first_not_of("0123456789") == std::string::npos;
    if (whole)
      expect.letters = std::stoi(node.text);
    else
      refuse(node.place, "\"" + node.text + "\" is not a number of letters", "Write letters: 1.");
  }

  Problems problems_;
};

/// Checks the names of one story against its workflow.
class Names {
 public:
  explicit Names(const Definition& definition) : definition_(definition) {
    for (const FactDeclaration& fact : definition.facts) facts_.push_back(fact.name);
    for (const StateDefinition& state : definition.states) {
      for (const TaskDefinition& task : state.tasks) tasks_.push_back(task.name);
      for (const TimerDefinition& timer : state.timers) {
        timers_.push_back(timer.name);
      }
    }
    for (const HoldDefinition& hold : definition.holds) timers_.push_back(hold.name + "_ends");
    events_ = definition.event_names();
  }

  Problems check(const Scenario& story) {
    if (!story.state.empty())
      known(story.state, definition_.state_names, "state", story.state_place);
    facts(story.facts);
    for (const ScenarioDay& day : story.days) {
      facts(day.facts);
      if (!day.event.empty()) known(day.event, events_, "event", day.place);
      if (!day.hold.empty()) known(day.hold, definition_.hold_names, "hold", day.place);
      if (!day.expect) continue;
      const ScenarioExpect& expect = *day.expect;
      if (expect.state) known(*expect.state, definition_.state_names, "state", expect.place);
      for (const std::string& task : expect.tasks.value_or(std::vector<std::string>{}))
        known(task, tasks_, "task", expect.place);
      for (const std::string& hold : expect.holds.value_or(std::vector<std::string>{}))
        known(hold, definition_.hold_names, "hold", expect.place);
      for (const ScenarioWord& timer : expect.timers)
        known(timer.name, timers_, "timer", timer.place);
      for (const ScenarioWord& task : expect.due) known(task.name, tasks_, "task", task.place);
    }
    return std::move(problems_);
  }

 private:
  void facts(const std::vector<ScenarioWord>& said) {
    for (const ScenarioWord& fact : said) {
      if (!known(fact.name, facts_, "fact", fact.place)) continue;
      const FactDeclaration& declared =
          definition_.facts[static_cast<std::size_t>(definition_.fact_slot(fact.name))];
      if (declared.type == ValueType::list || fact.said.text == "unknown" ||
          fact.said.text == "none")
        continue;
      if (const Result<Value> value = parse_value(declared.type, fact.said.text); !value) {
        Problem wrong = value.error();
        wrong.place = fact.said.place;
        problems_.push_back(std::move(wrong));
      } else if (!declared.words.empty()) {
        known(fact.said.text, declared.words, "word for " + fact.name, fact.said.place);
      }
    }
  }

  bool known(const std::string& name,
             const std::vector<std::string>& all,
             const std::string& what,
             const Place& place) {
    if (std::find(all.begin(), all.end(), name) != all.end()) return true;
    problems_.push_back(Problem{definition_.key.workflow + " has no " + what + " \"" + name + "\"",
                                did_you_mean(name, all),
                                place});
    return false;
  }

  const Definition& definition_;
  std::vector<std::string> facts_, tasks_, timers_, events_;
  Problems problems_;
};

}  // namespace

ResultOfMany<Scenario> read_scenario(std::string_view text, const std::string& file) {
  const Result<YamlNode> root = read_strict_yaml(text, file);
  if (!root) return tl::unexpected(Problems{root.error()});
  return StoryReading{}.read(*root, file);
}

Problems check_scenario(const Scenario& scenario, const Definition& definition) {
  return Names{definition}.check(scenario);
}

}  // namespace lintel
