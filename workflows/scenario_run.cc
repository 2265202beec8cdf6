#include <algorithm>

#include "domain/hash.h"
#include "workflows/scenario.h"
#include "workflows/scenario_facts.h"

namespace lintel {
namespace {

constexpr int kMostTimersInADay = 50;

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& each : words) text += (text.empty() ? "" : ", ") + each;
  return text.empty() ? "none" : text;
}

/// The same person has the same id in every story.
PersonId id_of(const std::string& name) {
  const std::string hex = sha256(name).to_hex();
  return PersonId{IdBits{std::stoull(hex.substr(0, 16), nullptr, 16),
                         std::stoull(hex.substr(16, 16), nullptr, 16)}};
}

class Telling {
 public:
  Telling(const Scenario& scenario,
          const Definition& definition,
          const RuleBook& book,
          const LawBook* law)
      : scenario_(scenario),
        definition_(definition),
        book_(book),
        facts_(scenario, definition, book, law) {}

  ScenarioResult tell() {
    now_ = scenario_.since.value_or(scenario_.days.front().on);
    if (scenario_.days.front().on < now_) {
      say(scenario_.days.front().place, "the story begins before the case came into its state");
      return std::move(made_);
    }
    open();
    for (const ScenarioDay& day : scenario_.days) {
      letters_.clear();
      timers_until(day.on);
      now_ = day.on;
      happens(day);
      if (day.expect) compare(day, *day.expect);
    }
    made_.passed = made_.lines.empty();
    return std::move(made_);
  }

 private:
  /// A case that has just come into the state in which the story begins.
  void open() {
    Definition from = definition_;
    if (!scenario_.state.empty()) from.start = scenario_.state;
    CaseState entering;
    entering.state = from.start;
    entering.since = now_;
    at_ = open_case(from, facts_.on(now_, entering), rules(), now_);
    made_.reached.states.insert(at_.state);
  }

  RuleValues rules() const { return RuleValues{definition_, book_, now_}; }

  void timers_until(Date day) {
    for (int fired = 0; fired < kMostTimersInADay; ++fired) {
      const std::vector<Timer> due = due_timers(at_, day);
      const auto next = std::find_if(due.begin(), due.end(), [&](const Timer& timer) {
        return std::find(unanswered_.begin(), unanswered_.end(), timer) == unanswered_.end();
      });
      if (next == due.end()) return;
      const Timer timer = *next;
      now_ = std::max(now_, timer.due);
      take({.name = timer.fires, .actor = Actor{{}, "Timer", {}}, .fields = {}});
      if (!last_.changes) unanswered_.push_back(timer);
    }
  }

  void happens(const ScenarioDay& day) {
    if (day.charged) facts_.charged(day.on, *day.charged);
    if (day.pays) facts_.pays(day.on, *day.pays);
    facts_.said(day.facts);
    last_ = {};
    last_.next = at_;
    asked_.clear();
    refusal_.clear();
    Event event{.name = day.event, .actor = Actor{{}, "Lintel", {}}, .fields = day.fields};
    if (const HoldDefinition* hold = definition_.hold(day.hold)) {
      const auto& names = day.lifts ? hold->ends : hold->begins;
      if (!names.empty()) event.name = names.front();
    }
    if (event.name.empty()) return;
    if (day.role) event.actor = Actor{id_of(day.person), day.person, {*day.role}};
    asked_ = event.name;
    take(event);
    const bool may_refuse = day.expect && day.expect->refused;
    if (last_.changes || last_.decision.left_alone || may_refuse) return;
    say(day.place, asked_ + " was refused: " + why_not());
  }

  void take(const Event& event) {
    refusal_ = facts_.before(event, now_);
    const Facts known = facts_.on(now_, at_);
    if (!refusal_.empty()) {
      last_ = {};
      last_.next = at_;
      last_.decision.from = last_.decision.to = at_.state;
      facts_.refused();
      return;
    }
    last_ = step(definition_, at_, event, known, rules(), now_);
    note_reached(event.name);
    if (!last_.changes) {
      facts_.refused();
      return;
    }
    for (const Effect& effect : last_.effects)
      if (effect.kind == Effect::Kind::document) letters_.push_back(effect.name);
    facts_.after(event, last_, now_);
    at_ = last_.next;
    made_.reached.states.insert(at_.state);
  }

  void note_reached(const std::string& event) {
    const Decision& decision = last_.decision;
    if (decision.rule.empty()) return;
    made_.reached.events.insert(event);
    const StateDefinition* from = definition_.state(decision.from);
    const EventDefinition* answered = from == nullptr ? nullptr : from->event(event);
    if (answered == nullptr) return;
    for (const Branch& branch : answered->branches)
      if (branch.rule == decision.rule)
        made_.reached.branches.emplace(event, branch.place.line, branch.place.column);
  }

  std::string why_not() const {
    if (!refusal_.empty()) return refusal_;
    std::string text;
    for (const Reason& reason : last_.decision.reasons)
      if (reason.passed != Verdict::yes) text += (text.empty() ? "" : "; ") + reason.because;
    if (last_.decision.runner_up)
      for (const std::string& each : last_.decision.runner_up->failed)
        if (text.find(each) == std::string::npos) text += (text.empty() ? "" : "; ") + each;
    return text;
  }
  std::string why() const {
    for (const Reason& reason : last_.decision.reasons)
      if (reason.rule == last_.decision.rule && reason.passed == Verdict::yes)
        return reason.because;
    return last_.decision.rule.empty() ? why_not() : "";
  }

  void compare(const ScenarioDay& day, const ScenarioExpect& expect) {
    const Place& place = expect.place;
    if (expect.refused) {
      const std::string came = why_not();
      if (last_.changes || last_.decision.left_alone) {
        say(place, "expected that " + asked_ + " is refused, and it was done");
      } else if (came.find(*expect.refused) == std::string::npos) {
        differs(place, "a refusal because", *expect.refused, came);
      }
    }
    if (expect.state && *expect.state != at_.state)
      differs(place, "the state", *expect.state, at_.state + " (" + why() + ")");
    if (expect.rule && *expect.rule != last_.decision.rule)
      differs(place, "the rule", *expect.rule, last_.decision.rule);
    if (expect.because && why().find(*expect.because) == std::string::npos)
      differs(place, "because", *expect.because, why());
    if (expect.letters && *expect.letters != static_cast<int>(letters_.size()))
      differs(place,
              "letters",
              std::to_string(*expect.letters),
              std::to_string(letters_.size()) + " (" + joined(letters_) + ")");
    if (expect.documents) same_list(place, "documents", *expect.documents, letters_);
    if (expect.tasks) {
      std::vector<std::string> open;
      for (const OpenTask& task : at_.tasks) open.push_back(task.name);
      same_list(place, "open tasks", *expect.tasks, open);
    }
    if (expect.holds) {
      std::vector<std::string> running;
      for (const Hold& hold : at_.holds)
        if (hold.runs_on(day.on)) running.push_back(hold.name);
      same_list(place, "holds", *expect.holds, running);
    }
    if (expect.runner_up) {
      const std::string came = last_.decision.runner_up ? last_.decision.runner_up->rule : "none";
      if (came != *expect.runner_up) differs(place, "the runner-up", *expect.runner_up, came);
    }
    for (const ScenarioWord& timer : expect.timers) {
      const std::string came = timer_words(timer.name);
      if (came != timer.said.text)
        differs(timer.place, "timer " + timer.name, timer.said.text, came);
    }
    for (const ScenarioWord& task : expect.due) {
      const std::string came = due_words(task.name);
      if (came != task.said.text) differs(task.place, task.name + " due", task.said.text, came);
    }
  }

  std::string timer_words(const std::string& name) const {
    for (const Timer& timer : at_.timers) {
      if (timer.name != name) continue;
      if (timer.deferred) return "deferred";
      if (!timer.paused_days) return timer.due.to_iso();
      return "paused " + std::to_string(*timer.paused_days) +
             (*timer.paused_days == 1 ? " day" : " days");
    }
    return "none";
  }
  std::string due_words(const std::string& name) const {
    for (const OpenTask& task : at_.tasks)
      if (task.name == name) return task.due ? task.due->to_iso() : "none";
    return "not open";
  }

  void same_list(const Place& place,
                 const std::string& what,
                 const std::vector<std::string>& expected,
                 const std::vector<std::string>& came) {
    if (expected != came) differs(place, what, joined(expected), joined(came));
  }
  void differs(const Place& place,
               const std::string& what,
               const std::string& expected,
               const std::string& came) {
    say(place, "expected " + what + " " + expected + ", came " + (came.empty() ? "none" : came));
  }
  void say(const Place& place, const std::string& words) {
    made_.lines.push_back(place.file + ":" + std::to_string(place.line) + ": on " +
                          now_.to_words() + " " + words);
  }

  const Scenario& scenario_;
  const Definition& definition_;
  const RuleBook& book_;
  ScenarioFacts facts_;
  CaseState at_;
  Date now_{1900, 1, 1};
  Step last_;
  std::string asked_;
  std::string refusal_;               ///< by the law, before the engine was asked
  std::vector<std::string> letters_;  ///< since the entry before
  std::vector<Timer> unanswered_;     ///< fell due and nothing answered
  ScenarioResult made_;
};

}  // namespace

void ScenarioReach::add(const ScenarioReach& other) {
  states.insert(other.states.begin(), other.states.end());
  events.insert(other.events.begin(), other.events.end());
  branches.insert(other.branches.begin(), other.branches.end());
}

ScenarioResult run_scenario(const Scenario& scenario,
                            const Definition& definition,
                            const RuleBook& book,
                            const LawBook* law) {
  ScenarioResult wrong;
  for (const Problem& problem : check_scenario(scenario, definition))
    wrong.lines.push_back(problem.to_string());
  if (!wrong.lines.empty()) return wrong;
  return Telling{scenario, definition, book, law}.tell();
}

ScenarioCoverage scenario_coverage(const Definition& definition, const ScenarioReach& reached) {
  ScenarioCoverage told;
  std::set<std::tuple<std::string, int, int>> seen;
  for (const StateDefinition& state : definition.states) {
    ++told.of_states;
    if (!reached.states.contains(state.name)) told.states.push_back(state.name);
    for (const EventDefinition& event : state.events)
      for (const Branch& branch : event.branches) {
        const std::tuple<std::string, int, int> key{
            event.name, branch.place.line, branch.place.column};
        if (!seen.insert(key).second) continue;
        ++told.of_branches;
        if (!reached.branches.contains(key))
          told.branches.push_back(event.name + " " + branch.rule + " (line " +
                                  std::to_string(branch.place.line) + ")");
      }
  }
  for (const std::string& event : definition.event_names()) {
    ++told.of_events;
    if (!reached.events.contains(event)) told.events.push_back(event);
  }
  return told;
}

}  // namespace lintel
