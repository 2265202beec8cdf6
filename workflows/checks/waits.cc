#include <algorithm>

#include "workflows/checks/checked_definition.h"

namespace lintel {
namespace {

/// The length, when it can be said without a fact or a rule.
std::optional<std::int64_t> plain_length(const Definition& definition, const Expression& when) {
  if (!when.facts().empty() || !when.rules().empty()) return std::nullopt;
  static const EmptyRuleBook kNoRules;
  const Facts none{definition.facts.size()};
  const RuleValues rules{definition, kNoRules, Date{2026, 1, 1}};
  const Frame frame{.facts = none,
                    .rules = rules,
                    .today = Date{2026, 1, 1},
                    .running_holds = 0,
                    .holds = {},
                    .declarations = &definition.facts,
                    .calendar = definition.calendar,
                    .state = -1};
  const Value length = when.value(frame);
  if (!length.is_something()) return std::nullopt;
  return length.type() == ValueType::date ? days_between(frame.today, length.as_date())
                                          : length.raw();
}

/// A way that a timer may take on the very day on which its state is entered.
struct Hurry {
  int to = -1;
  const TimerDefinition* timer = nullptr;
};

/// A timer at a date may find it past; one after a length of time never does, unless that is none.
std::vector<Hurry> hurries(const CheckedDefinition& checked, int state) {
  std::vector<Hurry> made;
  for (const TimerDefinition& timer : checked.state(state).timers) {
    const std::optional<std::int64_t> length = plain_length(checked.definition(), timer.when);
    const bool at_once =
        timer.kind == TimerDefinition::Kind::at ? !length || *length <= 0 : length && *length <= 0;
    const EventDefinition* event = at_once ? checked.state(state).event(timer.fires) : nullptr;
    if (event == nullptr) continue;
    for (const Branch& branch : event->branches)
      if (branch.to_state >= 0 && branch.to_state != state && !branch.pressed_by_people())
        made.push_back({branch.to_state, &timer});
  }
  return made;
}

/// Goes from state to state as timers may in one day, and says where that comes round.
class Rounds {
 public:
  explicit Rounds(CheckedDefinition& checked)
      : checked_(checked), place_(checked.definition().states.size(), Place::fresh) {}

  void look() {
    for (int state = 0; state < checked_.states(); ++state) follow(state);
  }

 private:
  enum class Place { fresh, open, done };
  struct Frame {
    int state;
    std::vector<Hurry> ways;
    std::size_t next = 0;
  };

  void follow(int start) {
    if (at(start) != Place::fresh) return;
    std::vector<Frame> path{{start, hurries(checked_, start)}};
    at(start) = Place::open;
    while (!path.empty()) {
      Frame& top = path.back();
      if (top.next == top.ways.size()) {
        at(top.state) = Place::done;
        path.pop_back();
        continue;
      }
      const Hurry way = top.ways[top.next++];
      if (at(way.to) == Place::open) say(path, way);
      if (at(way.to) != Place::fresh) continue;
      at(way.to) = Place::open;
      path.push_back({way.to, hurries(checked_, way.to)});
    }
  }

  void say(const std::vector<Frame>& path, const Hurry& last) {
    std::string round;
    bool inside = false;
    for (const Frame& each : path) {
      inside = inside || each.state == last.to;
      if (inside) round += checked_.state(each.state).name + ", ";
    }
    checked_.error("E11",
                   last.timer->place,
                   "the timer " + last.timer->name + " may send a case round without a wait: " +
                       round + checked_.state(last.to).name,
                   "Let one of its timers wait: after: 1 day, or a person decide.");
  }

  Place& at(int state) { return place_[static_cast<std::size_t>(state)]; }

  CheckedDefinition& checked_;
  std::vector<Place> place_;
};

}  // namespace

void check_waits(CheckedDefinition& checked) {
  for (const StateDefinition& state : checked.definition().states)
    for (const TimerDefinition& timer : state.timers) {
      if (timer.kind == TimerDefinition::Kind::at) continue;
      const std::optional<std::int64_t> length = plain_length(checked.definition(), timer.when);
      if (length && *length <= 0)
        checked.error("E11",
                      timer.place,
                      "the timer " + timer.name + " waits for nothing",
                      "Give it at least 1 day.");
    }
  Rounds{checked}.look();
}

}  // namespace lintel
