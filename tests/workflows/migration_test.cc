#include "workflows/migration.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/workflows/made_up_rules.h"

namespace lintel {
namespace {

constexpr std::string_view kOld = R"yaml(
workflow: notices
version: "1"
law: {act: Housing Act 1985, provisions: [s83]}
facts:
  served: {type: date, source: notice.served}
holds:
  stay:    {begins: stayed, ends: stay_lifted, timers: {default: pause}}
  dispute: {begins: raised, ends: settled, timers: {default: run}}
start: weighing
states:
  weighing:
    stage: notice
    tasks: {assess: {role: income_officer, due: 5 days}, ask: {role: income_officer}}
    timers:
      chase: {after: 7 days, fires: chased}
      nudge: {every: 7 days, do: [{note: nudge}]}
    on: {chased: {do: [{note: chased}]}, served: {to: running}}
  awaiting: {stage: notice, tasks: {approve: {role: team_manager}}, on: {approved: {to: running}}}
  running:
    stage: notice
    timers: {wait: {at: served + 28 days beginning with, fires: expired}}
    on: {expired: {to: closed}}
  closed: {stage: closed, final: true}
)yaml";

constexpr std::string_view kNew = R"yaml(
workflow: notices
version: "2"
law: {act: Housing Act 1985, provisions: [s83]}
facts:
  served: {type: date, source: notice.served}
holds:
  stay: {begins: stayed, ends: lifted, timers: {default: pause}}
start: weighing
states:
  weighing:
    stage: notice
    entry: [{document: letter}]
    tasks: {assess: {role: team_manager, due: 5 days}, check: {role: income_officer, due: 2 days}}
    timers:
      chase:  {after: 10 days, fires: chased}
      remind: {after: 3 days, fires: chased}
    on: {chased: {do: [{note: chased}]}, served: {to: running}}
  in_approval: {stage: notice, tasks: {sign: {role: team_manager}}, on: {approved: {to: running}}}
  running:
    stage: notice
    timers: {wait: {at: served + 14 days beginning with, fires: expired}}
    on: {expired: {to: closed}}
  closed: {stage: closed, final: true}
migrate:
  from: "1"
  states: {awaiting: in_approval, same: rest}
  timers: {chase: recompute, nudge: drop, wait: keep_due_date, remind: recompute}
  refuse_when: served > today
)yaml";

const Date kEntered{2026, 11, 2};
const Date kToday{2026, 11, 5};

Timer armed(std::string name, Date due, std::string fires, std::optional<int> paused = {}) {
  Timer made;
  made.name = std::move(name);
  made.due = due;
  made.fires = std::move(fires);
  made.paused_days = paused;
  return made;
}

/// The move of one case, with whatever a test changes first.
struct Trial {
  Definition from = definition_of(kOld);
  Definition to;
  Facts facts;
  CaseState state;
  MadeUpRules book;

  explicit Trial(std::string text = std::string(kNew))
      : to(definition_of(text)), facts(to.new_facts()) {
    facts.set(0, Value::none());
    state = open_case(from, from.new_facts(), RuleValues{from, book, kEntered}, kEntered);
  }
  Result<Migrated> move(Date today = kToday) {
    return migrate_case(from, to, state, facts, RuleValues{to, book, today}, today);
  }
  std::string refused() {
    const Result<Migrated> moved = move();
    return moved ? "moved to " + moved->next.state : moved.error().what;
  }
};

std::string in(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  if (at == std::string::npos) throw std::runtime_error("no such text");
  return text.replace(at, from.size(), to);
}

std::string date_words(const std::optional<Date>& day) {
  return day ? day->to_iso() : "-";
}

std::string changes_of(const Migrated& moved) {
  std::string text;
  for (const TimerChange& each : moved.timer_changes)
    text += each.name + " " + std::string(to_string(each.what)) + " " + date_words(each.before) +
            " > " + date_words(each.after) + ": " + each.because + "\n";
  return text;
}

TEST(Migration, MovesTimersAndTasksAsTheMapSays) {
  Trial trial;
  const Result<Migrated> moved = trial.move();
  ASSERT_TRUE(moved.has_value());
  EXPECT_EQ(moved->next.state, "weighing");
  EXPECT_EQ(moved->next.since, kEntered);
  EXPECT_EQ(changes_of(*moved),
            "chase armed 2026-11-09 > 2026-11-12: version 2 reckons its date anew\n"
            "nudge cancelled 2026-11-09 > -: version 2 drops it\n"
            "remind armed - > 2026-11-08: version 2 arms it\n");
  ASSERT_EQ(moved->next.timers.size(), 2U);
  EXPECT_EQ(moved->next.timers[0].arming, 2);
  EXPECT_EQ(moved->tasks_closed, std::vector<std::string>{"ask"});
  EXPECT_EQ(moved->tasks_opened, std::vector<std::string>{"check"});
  ASSERT_EQ(moved->next.tasks.size(), 2U);
  EXPECT_EQ(moved->next.tasks[0].due, (Date{2026, 11, 7}));  // of 2 November, as before
  EXPECT_EQ(moved->next.tasks[0].role, Role::team_manager);
  EXPECT_EQ(moved->next.tasks[1].due, (Date{2026, 11, 7}));  // of today
}

TEST(Migration, KeepsADateThatTheNewVersionWouldReckonOtherwise) {
  Trial trial;
  trial.state.state = "running";
  trial.state.tasks.clear();
  trial.state.timers = {armed("wait", Date{2026, 11, 30}, "expired")};
  const Result<Migrated> moved = trial.move();
  ASSERT_TRUE(moved.has_value());
  EXPECT_EQ(moved->next.timers, trial.state.timers);
  EXPECT_EQ(changes_of(*moved), "wait armed 2026-11-30 > 2026-11-30: version 2 keeps its date\n");
}

TEST(Migration, SetsNoTimerAgainThatHasFired) {
  Trial trial;
  trial.state.timers.clear();
  const Result<Migrated> moved = trial.move();
  ASSERT_TRUE(moved.has_value());
  ASSERT_EQ(moved->next.timers.size(), 1U);
  EXPECT_EQ(moved->next.timers[0].name, "remind");
}

TEST(Migration, OpensNoTaskAgainThatIsDone) {
  Trial trial;
  trial.state.tasks.clear();
  const Result<Migrated> moved = trial.move();
  ASSERT_TRUE(moved.has_value());
  EXPECT_EQ(moved->tasks_opened, std::vector<std::string>{"check"});
}

TEST(Migration, CarriesHoldsOn) {
  Trial trial;
  Hold hold;
  hold.name = "stay";
  hold.from = kEntered;
  trial.state.holds = {hold};
  trial.state.timers = {armed("chase", Date{2026, 11, 9}, "chased", 4),
                        armed("stay_ends", Date{2027, 1, 1}, "stay_lifted")};
  const Result<Migrated> moved = trial.move();
  ASSERT_TRUE(moved.has_value());
  ASSERT_EQ(moved->next.holds.size(), 1U);
  EXPECT_EQ(changes_of(*moved),
            "chase armed 2026-11-09 > 2026-11-12: version 2 reckons its date anew\n"
            "stay_ends armed 2027-01-01 > 2027-01-01: version 2 keeps its date\n"
            "remind armed - > 2026-11-08: version 2 arms it\n"
            "chase paused 2026-11-12 > -: stay pauses it: 7 days left\n"
            "remind paused 2026-11-08 > -: stay pauses it: 3 days left\n");
  EXPECT_EQ(moved->next.timers[1].fires, "lifted");
}

TEST(Migration, RefusesWhatHasNoHome) {
  const auto refused_by = [](std::string_view from, std::string_view to) {
    return Trial{in(std::string(kNew), from, to)}.refused();
  };
  EXPECT_EQ(refused_by("from: \"1\"", "from: \"0\""),
            "version 2 does not say how cases of notices 1 come to it");
  EXPECT_EQ(refused_by(", same: rest", ""), "migrate does not say where a case in weighing goes");
  EXPECT_EQ(refused_by("same: rest", "weighing: closed"), "migrate would close a case in weighing");
  EXPECT_EQ(refused_by("chase: recompute, ", ""),
            "migrate does not say what becomes of the timer chase");
  EXPECT_EQ(refused_by("nudge: drop", "nudge: keep_due_date"),
            "the state weighing has no timer nudge to keep due date");
  EXPECT_EQ(refused_by("served > today", "state = weighing"),
            "migrate refuses it: the case is in weighing");

  Trial unknown;
  unknown.facts.set(0, Value::unknown());
  EXPECT_EQ(unknown.refused(), "whether migrate refuses it is not known: served is not known");
  Trial disputed;
  Hold hold;
  hold.name = "dispute";
  hold.from = kEntered;
  disputed.state.holds = {hold};
  EXPECT_EQ(disputed.refused(), "dispute runs, which version 2 does not know");
  disputed.state.holds[0].lifted_on = kToday;
  EXPECT_EQ(disputed.refused(), "moved to weighing");
  Trial closed;
  closed.state.state = "closed";
  EXPECT_EQ(closed.refused(), "the case is closed");
  Trial undated{in(std::string(kNew), "wait: keep_due_date", "wait: recompute")};
  undated.state.state = "running";
  undated.state.timers = {armed("wait", Date{2026, 11, 30}, "expired")};
  EXPECT_EQ(undated.refused(), "the date of the timer wait is not known: served is none");
}

TEST(Migration, IsTakenBackUntilSomethingHappens) {
  Trial trial;
  const Result<Migrated> moved = trial.move();
  ASSERT_TRUE(moved.has_value());
  const Result<Migrated> back = reverse_migration(trial.state, moved->next, moved->next);
  ASSERT_TRUE(back.has_value());
  EXPECT_EQ(changes_of(*back),
            "chase armed 2026-11-12 > 2026-11-09: the migration is taken back\n"
            "remind cancelled 2026-11-08 > -: the migration is taken back\n"
            "nudge armed - > 2026-11-09: the migration is taken back\n");
  EXPECT_EQ(back->tasks_closed, std::vector<std::string>{"check"});
  EXPECT_EQ(back->tasks_opened, std::vector<std::string>{"ask"});

  CaseState later = moved->next;
  later.acts.push_back(PastAct{"chased", PersonId{}, "Priya Shah"});
  EXPECT_EQ(reverse_migration(trial.state, moved->next, later).error().what,
            "something has happened on the case since it was moved");
}

/// A case somewhere in the old version, with any of its timers and tasks.
CaseState any_case(const Definition& from) {
  CaseState state;
  const StateDefinition& at = from.states[*rc::gen::inRange<std::size_t>(0, 3)];
  state.state = at.name;
  state.since = kToday.plus_days(-*rc::gen::inRange(0, 60));
  for (const TimerDefinition& timer : at.timers) {
    if (*rc::gen::inRange(0, 3) == 0) continue;
    Timer live = armed(timer.name, kToday.plus_days(*rc::gen::inRange(-10, 60)), timer.event());
    live.arming = *rc::gen::inRange(1, 4);
    if (*rc::gen::inRange(0, 4) == 0) live.paused_days = *rc::gen::inRange(0, 30);
    state.timers.push_back(std::move(live));
  }
  for (const TaskDefinition& task : at.tasks)
    if (*rc::gen::inRange(0, 2) == 0)
      state.tasks.push_back(OpenTask{task.name, task.role, state.since, {}});
  if (*rc::gen::inRange(0, 3) == 0) {
    Hold hold;
    hold.name = *rc::gen::element<std::string>("stay", "dispute");
    hold.from = state.since;
    state.holds.push_back(hold);
  }
  return state;
}

RC_GTEST_PROP(MigrationProperty, NamesEveryLiveTimerAndDoesNothingTwice, ()) {
  Trial trial;
  trial.state = any_case(trial.from);
  const int kind = *rc::gen::inRange(0, 3);
  trial.facts.set(0,
                  kind == 0   ? Value::none()
                  : kind == 1 ? Value::date(kToday.plus_days(*rc::gen::inRange(-40, 20)))
                              : Value::unknown());
  const Result<Migrated> moved = trial.move();
  if (!moved) {
    RC_ASSERT(!moved.error().what.empty());
    return;
  }
  for (const Timer& timer : trial.state.timers)
    RC_ASSERT(std::ranges::any_of(moved->timer_changes, [&](const TimerChange& change) {
      return change.name == timer.name && change.before == timer.due;
    }));
  // A timer that the case had not was neither fired before nor is it one of the old state's.
  for (const Timer& timer : moved->next.timers) {
    const bool had = std::ranges::any_of(
        trial.state.timers, [&](const Timer& each) { return each.name == timer.name; });
    const bool declared =
        std::ranges::any_of(trial.from.state(trial.state.state)->timers,
                            [&](const TimerDefinition& each) { return each.name == timer.name; });
    RC_ASSERT(had || !declared);
  }
  const auto same = [](const PastAct& a, const PastAct& b) { return a.event == b.event; };
  RC_ASSERT(std::ranges::equal(moved->next.acts, trial.state.acts, same));
  RC_ASSERT(moved->next.since == trial.state.since);
}

RC_GTEST_PROP(MigrationProperty, IsUndoneExactly, ()) {
  Trial trial;
  trial.state = any_case(trial.from);
  const Result<Migrated> moved = trial.move();
  if (!moved) return;
  const Result<Migrated> back = reverse_migration(trial.state, moved->next, moved->next);
  RC_ASSERT(back.has_value());
  RC_ASSERT(back->next.state == trial.state.state);
  RC_ASSERT(back->next.timers == trial.state.timers);
  RC_ASSERT(back->next.tasks == trial.state.tasks);
  RC_ASSERT(back->next.since == trial.state.since);
  RC_ASSERT(back->next.holds.size() == trial.state.holds.size());
  // Every date that moved is named with both.
  for (const Timer& timer : trial.state.timers) {
    const bool still = std::ranges::find(moved->next.timers, timer) != moved->next.timers.end();
    const bool named = std::ranges::any_of(back->timer_changes, [&](const TimerChange& change) {
      return change.name == timer.name && change.after == timer.due;
    });
    RC_ASSERT(still || named);
  }
}

}  // namespace
}  // namespace lintel
