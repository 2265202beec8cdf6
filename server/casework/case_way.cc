#include "server/casework/case_way.h"

#include <algorithm>

#include "server/casework/case_diagram.h"
#include "server/casework/casework.h"
#include "server/casework/casework_parts.h"
#include "server/casework/gathered_case.h"
#include "workflows/what_if.h"

namespace lintel {
namespace {

constexpr int kDaysInAWeek = 7;
constexpr int kMonthsInAYear = 12;
constexpr int kLookBack = 28;

/// Runs are made on Mondays.
Date next_run(Date today) {
  Date day = today.plus_days(1);
  while (day.weekday() != Weekday::monday) day = day.plus_days(1);
  return day;
}

/// The account as it stands, charged as its rent falls due and never paid.
AccountAhead account_of(const GatheredCase& gathered, Date horizon) {
  const RentAccount& account = gathered.file.account;
  const RentPeriods periods = rent_periods(gathered);
  AccountAhead ahead{.from = gathered.today.plus_days(1),
                     .balance = account.summary.balance,
                     .expected_income = account.summary.expected_income,
                     .weekly_rent = account.rent.weekly(),
                     .rent_day = {},
                     .charges = {},
                     .payments = {}};
  Date day = gathered.today;
  for (const Posting& posting : gathered.recent) {
    if (posting.amount < Money{} && posting.on > gathered.today.plus_days(-kLookBack))
      ahead.payments.emplace_back(posting.on, -posting.amount);
  }
  const auto charged =
      std::find_if(gathered.recent.begin(), gathered.recent.end(), [](const Posting& posting) {
        return posting.kind == PostingKind::charge;
      });
  if (charged == gathered.recent.end()) return ahead;
  day = charged->on;
  const auto next = [&](Date from) {
    switch (periods.frequency) {
      case RentFrequency::weekly:
        return from.plus_days(kDaysInAWeek);
      case RentFrequency::fortnightly:
        return from.plus_days(2 * kDaysInAWeek);
      case RentFrequency::four_weekly:
        return from.plus_days(4 * kDaysInAWeek);
      case RentFrequency::monthly:
        return from.plus_months(1);
      case RentFrequency::quarterly:
        return from.plus_months(3);
      case RentFrequency::yearly:
        return from.plus_months(kMonthsInAYear);
    }
    return from.plus_months(kMonthsInAYear);
  };
  for (day = next(day); day <= horizon; day = next(day))
    if (day > gathered.today) ahead.charges.emplace_back(day, account.rent.amount);
  return ahead;
}

std::string template_words(const std::string& name) {
  return capitalised(words_of(name));
}

class Telling {
 public:
  Telling(const Definition& definition, const CaseState& at) : definition_(definition), at_(at) {}

  CaseAhead::Line line(const Ahead& ahead) const {
    const Step& step = ahead.step;
    CaseAhead::Line line;
    line.on = ahead.on;
    line.done = step.changes;
    line.what = step.changes ? definition_.event_happened(ahead.event)
                             : definition_.event_label(ahead.event);
    why(step.decision, line);
    if (step.changes && step.decision.to != step.decision.from) line.to = label(step.decision.to);
    for (const Effect& effect : step.effects)
      if (effect.kind == Effect::Kind::document)
        line.letters.push_back(template_words(effect.name));
    for (const OpenTask& task : step.tasks_opened)
      if (task.due) line.dates.push_back(task_label(task.name) + " by " + task.due->to_words());
    for (const TimerChange& change : step.timer_changes) timer(change, step, line);
    return line;
  }

  std::string label(const std::string& state) const {
    const StateDefinition* found = definition_.state(state);
    return found == nullptr ? words_of(state) : found->label;
  }

 private:
  void why(const Decision& decision, CaseAhead::Line& line) const {
    for (const Reason& reason : decision.reasons) {
      const bool decided = decision.rule.empty()
                               ? reason.passed != Verdict::yes
                               : reason.rule == decision.rule && reason.passed == Verdict::yes;
      if (!decided) continue;
      line.why += (line.why.empty() ? "" : "; ") + reason.because;
      if (line.law.empty()) line.law = reason.law;
      if (!decision.rule.empty()) return;
    }
    if (!line.why.empty() || !decision.runner_up) return;
    for (const std::string& each : decision.runner_up->failed)
      line.why += (line.why.empty() ? "" : "; ") + each;
  }

  void timer(const TimerChange& change, const Step& step, CaseAhead::Line& line) const {
    switch (change.what) {
      case TimerChange::What::armed:
      case TimerChange::What::resumed:
        if (change.after)
          line.dates.push_back(timer_label(change.name, step) + ": " + change.after->to_words());
        return;
      case TimerChange::What::paused:
      case TimerChange::What::deferred:
        line.dates.push_back(timer_label(change.name, step) + ": " + change.because);
        return;
      case TimerChange::What::cancelled:
      case TimerChange::What::fired:
        return;
    }
  }

  std::string timer_label(const std::string& name, const Step& step) const {
    for (const CaseState* state : {&step.next, &at_})
      for (const Timer& timer : state->timers)
        if (timer.name == name) return definition_.event_label(timer.fires);
    return capitalised(words_of(name));
  }
  std::string task_label(const std::string& name) const {
    const TaskDefinition* task = definition_.task(name);
    return task == nullptr || task->label.empty() ? capitalised(words_of(name)) : task->label;
  }

  const Definition& definition_;
  const CaseState& at_;
};

/// What people may press somewhere in the workflow, and what begins and ends its holds.
std::vector<std::pair<std::string, std::string>> events_to_choose(const Definition& definition) {
  std::vector<std::pair<std::string, std::string>> events;
  const auto note = [&](const std::string& event) {
    const auto told = std::find_if(
        events.begin(), events.end(), [&](const auto& each) { return each.first == event; });
    if (told == events.end()) events.emplace_back(event, definition.event_label(event));
  };
  for (const StateDefinition& state : definition.states)
    for (const EventDefinition& event : state.events)
      for (const Branch& branch : event.branches)
        if (branch.pressed_by_people()) note(event.name);
  for (const HoldDefinition& hold : definition.holds) {
    for (const std::string& event : hold.begins) note(event);
    for (const std::string& event : hold.ends) note(event);
  }
  return events;
}

CaseWay way_of(const CaseDiagram& diagram) {
  const Definition& definition = *diagram.definition;
  CaseWay way{.title = definition.title,
              .version = definition.key.version,
              .svg = diagram_svg(definition, diagram.marks, DiagramFor::page),
              .rows = {}};
  for (const DiagramRow& row : diagram_table(definition)) {
    const auto& path = diagram.marks.path;
    const bool now = row.state == diagram.marks.now;
    const bool been = std::find(path.begin(), path.end(), row.state) != path.end();
    CaseWay::Row made{.label = row.label,
                      .stage = row.stage,
                      .standing = now    ? "Now"
                                  : been ? "Has been"
                                         : "",
                      .ways = {}};
    for (const DiagramRow::Way& each : row.ways) {
      CaseWay::Way told{each.who, each.what, each.when, each.law, each.to, ""};
      for (const DiagramMarks::Stop& stop : diagram.marks.stops) {
        const StateDefinition* to = definition.state(stop.to);
        if (now && to != nullptr && to->label == each.to &&
            definition.event_label(stop.event) == each.what)
          told.stopped = stop.because;
      }
      made.ways.push_back(std::move(told));
    }
    way.rows.push_back(std::move(made));
  }
  return way;
}

CaseAhead ahead_of(const CaseworkParts& parts,
                   const GatheredCase& gathered,
                   const WhatIfAsked& asked) {
  const Definition& definition = *gathered.definition;
  const RuleValues rules{definition, parts.policy.rules(), gathered.today};
  const CaseState at = gathered.has_case()
                           ? gathered.state
                           : open_case(definition, gathered.facts, rules, gathered.today);
  WhatIf what{.today = gathered.today,
              .horizon = gathered.today.plus_days(asked.weeks * kDaysInAWeek),
              .first_run = next_run(gathered.today),
              .officers_act = asked.officers_act,
              .chosen = {}};
  if (!asked.event.empty()) what.chosen.emplace_back(asked.on.value_or(what.today), asked.event);
  const NoticeAhead notice{&parts.policy.law(),
                           letting_of(gathered.file.tenancy),
                           rent_periods(gathered),
                           parts.policy_days("service_allowance_days", gathered.today)};
  const Telling telling{definition, at};
  CaseAhead told{.today = what.today,
                 .horizon = what.horizon,
                 .state_label = telling.label(at.state),
                 .events = events_to_choose(definition),
                 .lines = {},
                 .ends_in = telling.label(at.state)};
  for (const Ahead& each : what_if(definition,
                                   at,
                                   gathered.facts,
                                   account_of(gathered, what.horizon),
                                   notice,
                                   parts.policy.rules(),
                                   what)) {
    told.lines.push_back(telling.line(each));
    if (each.step.changes) told.ends_in = telling.label(each.step.next.state);
  }
  return told;
}

}  // namespace

Casework::Seen<CaseWay> Casework::case_way(std::string_view reference, const Person& person) const {
  return parts_->database.read([&](Connection& connection) -> Seen<CaseWay> {
    const auto gathered = gather_case(*parts_, connection, reference, today());
    if (!gathered || gathered->definition == nullptr) return {Fate::unknown, "", {}};
    const std::string& patch = gathered->file.tenancy.patch;
    if (!person.covers(patch)) return {Fate::not_yours, patch, {}};
    const auto diagram = lintel::case_diagram(*parts_, connection, reference, today());
    if (!diagram) return {Fate::unknown, "", {}};
    return {Fate::applied, "", way_of(*diagram)};
  });
}

Casework::Seen<CaseAhead> Casework::case_ahead(std::string_view reference,
                                               const Person& person,
                                               const WhatIfAsked& asked) const {
  return parts_->database.read([&](Connection& connection) -> Seen<CaseAhead> {
    const auto gathered = gather_case(*parts_, connection, reference, today());
    if (!gathered || gathered->definition == nullptr) return {Fate::unknown, "", {}};
    const std::string& patch = gathered->file.tenancy.patch;
    if (!person.covers(patch)) return {Fate::not_yours, patch, {}};
    return {Fate::applied, "", ahead_of(*parts_, *gathered, asked)};
  });
}

}  // namespace lintel
