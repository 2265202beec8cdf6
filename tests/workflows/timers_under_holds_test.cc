// A moratorium put on and lifted: what each timer does, by its policy, due before, inside and after
// the hold, with both dates for the audit. Every row below is one timer's whole story.

#include <gtest/gtest.h>

#include "tests/workflows/made_up_rules.h"

namespace lintel {
namespace {

/// Begun on Friday 20 November 2026, the timer is due so many days later. The hold runs from Friday
/// 27 November (day 7) and is lifted on Monday 18 January 2027 (day 59).
constexpr Date kArmed{2026, 11, 20};
constexpr Date kHeld{2026, 11, 27};
constexpr Date kLifted{2027, 1, 18};

Definition definition_with(const std::string& timer, const std::string& policy) {
  return definition_of(R"yaml(
workflow: held
version: "1"
law: {act: Housing Act 1985, provisions: [s83]}
calendar: england_and_wales
holds:
  moratorium: {begins: begun, ends: over, timers: {wait: )yaml" +
                       policy + R"yaml(}}
start: open
states:
  open:
    stage: notice
    timers: {wait: {)yaml" +
                       timer + R"yaml(, fires: waited}}
    on: {waited: {to: closed}}
  closed: {stage: closed, final: true}
)yaml");
}

/// The story of one timer: each change with its dates, and the day on which it fired.
struct Story {
  std::vector<std::string> changes;
  std::string fired;
};

class Telling {
 public:
  Telling(const std::string& timer, const std::string& policy)
      : definition_(definition_with(timer, policy)) {
    at_ = open_case(definition_, definition_.new_facts(), rules(), today_);
  }

  /// Day by day for half a year: timers fire as they fall due, the hold comes and goes.
  Story told() {
    for (; today_ < Date{2027, 5, 20}; today_ = today_.plus_days(1)) {
      if (today_ == kHeld) take("begun");
      if (today_ == kLifted) take("over");
      for (const Timer& due : due_timers(at_, today_)) {
        if (!story_.fired.empty()) story_.fired += " and again ";
        story_.fired += today_.to_iso();
        take(due.fires);
      }
    }
    return story_;
  }

 private:
  RuleValues rules() const { return RuleValues{definition_, book_, today_}; }
  void take(const std::string& event) {
    const Step taken = step(definition_,
                            at_,
                            Event{.name = event, .actor = std::nullopt, .fields = {}},
                            definition_.new_facts(),
                            rules(),
                            today_);
    at_ = taken.next;
    for (const TimerChange& change : taken.timer_changes) {
      if (change.what == TimerChange::What::fired) continue;
      story_.changes.push_back(std::string(to_string(change.what)) + " " +
                               (change.before ? change.before->to_iso() : "-") + " to " +
                               (change.after ? change.after->to_iso() : "-") + ": " +
                               change.because);
    }
  }

  MadeUpRules book_;
  Definition definition_;
  Date today_ = kArmed;
  CaseState at_;
  Story story_;
};

struct Row {
  std::string timer;
  std::string policy;
  std::vector<std::string> changes;
  std::string fired;
};

class TimersUnderHolds : public ::testing::TestWithParam<Row> {};

TEST_P(TimersUnderHolds, TellBothDates) {
  const Story story = Telling{GetParam().timer, GetParam().policy}.told();
  EXPECT_EQ(story.changes, GetParam().changes);
  EXPECT_EQ(story.fired, GetParam().fired);
}

const std::string kLift = ": the hold is lifted";

INSTANTIATE_TEST_SUITE_P(
    PolicyByDue,
    TimersUnderHolds,
    ::testing::Values(
        // Due before the hold: no policy matters.
        Row{"after: 5 days", "run", {}, "2026-11-25"},
        Row{"after: 5 days", "pause", {}, "2026-11-25"},
        Row{"after: 5 days", "defer", {}, "2026-11-25"},
        // Due inside it.
        Row{"after: 10 days", "run", {}, "2026-11-30"},
        Row{"after: 10 days",
            "pause",
            {"paused 2026-11-30 to -: moratorium pauses it: 3 days left",
             "resumed 2026-11-30 to 2027-01-21" + kLift},
            "2027-01-21"},
        Row{"after: 10 days",
            "defer",
            {"deferred 2026-11-30 to -: moratorium defers it",
             "resumed 2026-11-30 to 2027-01-18" + kLift},
            "2027-01-18"},
        // Due after it.
        Row{"after: 70 days", "run", {}, "2027-01-29"},
        Row{"after: 70 days",
            "pause",
            {"paused 2027-01-29 to -: moratorium pauses it: 63 days left",
             "resumed 2027-01-29 to 2027-03-22" + kLift},
            "2027-03-22"},
        Row{"after: 70 days",
            "defer",
            {"deferred 2027-01-29 to -: moratorium defers it",
             "resumed 2027-01-29 to 2027-01-29" + kLift},
            "2027-01-29"},
        // Due on the very day that the hold begins: it stands still with nothing left.
        Row{"after: 7 days",
            "pause",
            {"paused 2026-11-27 to -: moratorium pauses it: 0 days left",
             "resumed 2026-11-27 to 2027-01-18" + kLift},
            "2027-01-18"},
        // Working days are kept and given back as working days: Friday to Wednesday is three.
        Row{"after: 8 working days",
            "pause",
            {"paused 2026-12-02 to -: moratorium pauses it: 3 working days left",
             "resumed 2026-12-02 to 2027-01-21" + kLift},
            "2027-01-21"},
        Row{"after: 6 working days",
            "pause",
            {"paused 2026-11-30 to -: moratorium pauses it: 1 working day left",
             "resumed 2026-11-30 to 2027-01-19" + kLift},
            "2027-01-19"},
        // A timer that falls due on working days alone still does when it is resumed.
        Row{"after: 12 days, day_rule: next_working_day",
            "pause",
            {"paused 2026-12-02 to -: moratorium pauses it: 5 days left",
             "resumed 2026-12-02 to 2027-01-25" + kLift},
            "2027-01-25"}));

}  // namespace
}  // namespace lintel
