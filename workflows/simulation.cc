#include "workflows/simulation.h"

#include <algorithm>

namespace lintel {
namespace {

constexpr std::string_view kRun = "arrears_run";
constexpr int kWeek = 7;
constexpr int kPaidDays = 28;

using Kind = SimulatedChange::Kind;
using Key = std::pair<Kind, std::string>;

/// The days on which each thing happened, in order.
using Happened = std::map<Key, std::vector<std::pair<Date, const Ahead*>>>;

std::string because_of(const Decision& decision) {
  for (const Reason& reason : decision.reasons)
    if (reason.rule == decision.rule && reason.passed == Verdict::yes) return reason.because;
  for (const Reason& reason : decision.reasons)
    if (reason.passed != Verdict::yes) return reason.because;
  return "";
}

bool blocks(const HoldDefinition& hold, const std::string& event, const std::vector<Effect>& does) {
  if (hold.blocks_all_events) return true;
  const auto in = [](const std::vector<std::string>& list, const std::string& word) {
    return std::find(list.begin(), list.end(), word) != list.end();
  };
  return in(hold.blocks_events, event) ||
         std::any_of(does.begin(), does.end(), [&](const Effect& effect) {
           return effect.kind == Effect::Kind::document && in(hold.blocks_tags, effect.tag);
         });
}

/// A step taken although a running hold that rests on law, in either version, stops such a step.
bool is_against_law(const Ahead& ahead, const Definition& a, const Definition& b) {
  for (const Hold& hold : ahead.step.next.holds) {
    if (!hold.runs_on(ahead.on)) continue;
    for (const Definition* definition : {&a, &b}) {
      const HoldDefinition* declared = definition->hold(hold.name);
      if (declared != nullptr && !declared->law.empty() && !declared->unless &&
          blocks(*declared, ahead.event, ahead.step.effects))
        return true;
    }
  }
  return false;
}

Happened happened_in(const std::vector<Ahead>& walk, const Definition& a, const Definition& b) {
  Happened all;
  for (const Ahead& ahead : walk) {
    if (!ahead.step.changes) continue;
    for (const Effect& effect : ahead.step.effects)
      if (effect.kind == Effect::Kind::document)
        all[{Kind::letter, effect.name}].emplace_back(ahead.on, &ahead);
    if (ahead.step.decision.from != ahead.step.decision.to)
      all[{Kind::move, ahead.step.decision.to}].emplace_back(ahead.on, &ahead);
    for (const TimerChange& change : ahead.step.timer_changes)
      if (change.what == TimerChange::What::armed && change.after)
        all[{Kind::timer, change.name}].emplace_back(*change.after, &ahead);
    for (const OpenTask& task : ahead.step.tasks_opened)
      all[{Kind::task, task.name}].emplace_back(ahead.on, &ahead);
    if (is_against_law(ahead, a, b))
      all[{Kind::against_law, ahead.event}].emplace_back(ahead.on, &ahead);
  }
  return all;
}

/// What one event meets now, without a word: done, stopped by a hold, or neither.
enum class Now { passes, held, refused };

Now now_of(const Definition& definition,
           const CaseState& at,
           const std::string& event,
           const Facts& facts,
           const RuleValues& rules,
           Date today) {
  const StateDefinition* state = definition.state(at.state);
  if (state == nullptr || state->event(event) == nullptr) return Now::refused;
  if (choose(definition, at, event, facts, rules, today) != nullptr) return Now::passes;
  if (at.holds.empty()) return Now::refused;
  CaseState free = at;
  free.holds.clear();
  return choose(definition, free, event, facts, rules, today) != nullptr ? Now::held : Now::refused;
}

std::vector<std::string> pressed_in(const Definition& definition, const std::string& state) {
  std::vector<std::string> events;
  const StateDefinition* declared = definition.state(state);
  if (declared == nullptr) return events;
  for (const EventDefinition& event : declared->events) {
    const bool pressed = std::any_of(event.branches.begin(),
                                     event.branches.end(),
                                     [](const Branch& b) { return b.pressed_by_people(); });
    if (pressed) events.push_back(event.name);
  }
  return events;
}

/// Compares two walks, the first day on which they part for each thing.
class Comparison {
 public:
  Comparison(SimulatedVersion& live,
             SimulatedVersion& draft,
             const CaseToday& now,
             SimulatedCase& made)
      : live_(live), draft_(draft), now_(now), made_(made) {}

  void compare(const CaseState& live_from, const CaseState& draft_from, const Supposed& supposed) {
    compare_now(live_from, draft_from, supposed.today);
    const std::vector<Ahead> live = live_.walk(live_from, now_.live, now_.weekly_rent);
    const std::vector<Ahead> draft = draft_.walk(draft_from, now_.draft, now_.weekly_rent);
    made_.live_ends = end_of(live, live_from);
    made_.draft_ends = end_of(draft, draft_from);
    const Happened in_live = happened_in(live, live_.definition(), draft_.definition());
    const Happened in_draft = happened_in(draft, live_.definition(), draft_.definition());
    count(in_live, made_.live);
    count(in_draft, made_.draft);
    for (const auto& [key, days] : in_live) {
      const auto other = in_draft.find(key);
      pair_up(key, days, other == in_draft.end() ? kNever : other->second, draft_from, draft);
    }
    for (const auto& [key, days] : in_draft)
      if (!in_live.contains(key)) pair_up(key, kNever, days, draft_from, draft);
  }

 private:
  using Days = std::vector<std::pair<Date, const Ahead*>>;
  static inline const Days kNever{};

  /// Where a walk ends; a case that there is stays where it stands while nothing happens.
  std::string end_of(const std::vector<Ahead>& walk, const CaseState& from) const {
    for (auto ahead = walk.rbegin(); ahead != walk.rend(); ++ahead)
      if (ahead->step.changes) return ahead->step.next.state;
    return now_.state == nullptr ? "" : from.state;
  }

  static void count(const Happened& happened, std::map<Key, int>& into) {
    for (const auto& [key, days] : happened) into[key] += static_cast<int>(days.size());
  }

  void pair_up(const Key& key,
               const Days& live,
               const Days& draft,
               const CaseState& draft_from,
               const std::vector<Ahead>& draft_walk) {
    for (std::size_t i = 0; i < std::max(live.size(), draft.size()); ++i) {
      SimulatedChange change{key.first, key.second, {}, {}, ""};
      if (i < live.size()) change.live = live[i].first;
      if (i < draft.size()) change.draft = draft[i].first;
      if (change.live == change.draft) continue;
      change.because = i < draft.size() ? because_of(draft[i].second->step.decision)
                                        : why_not(live[i].second->on, draft_from, draft_walk);
      made_.changes.push_back(std::move(change));
    }
  }

  /// What the draft said of the case on the day on which the live version acted.
  std::string why_not(Date on, const CaseState& from, const std::vector<Ahead>& walk) {
    const CaseState* at = &from;
    std::vector<Ahead> so_far;
    for (const Ahead& ahead : walk) {
      if (ahead.on > on) break;
      if (ahead.step.changes) at = &ahead.step.next;
      so_far.push_back(ahead);
    }
    const StateDefinition* state = draft_.definition().state(at->state);
    if (state == nullptr || state->final) return "the case is closed";
    if (state->event(kRun) == nullptr) return "the case stands at " + state->label;
    return because_of(draft_.run_on(on, *at, so_far, now_.draft, now_.weekly_rent));
  }

  void compare_now(const CaseState& live_at, const CaseState& draft_at, Date today) {
    std::vector<std::string> events = pressed_in(live_.definition(), live_at.state);
    for (const std::string& event : pressed_in(draft_.definition(), draft_at.state))
      if (std::find(events.begin(), events.end(), event) == events.end()) events.push_back(event);
    for (const std::string& event : events) {
      const Now before =
          now_of(live_.definition(), live_at, event, now_.live, live_.rules_on(today), today);
      const Now after =
          now_of(draft_.definition(), draft_at, event, now_.draft, draft_.rules_on(today), today);
      note_now(Kind::allowed, event, before == Now::passes, after == Now::passes, today, draft_at);
      note_now(Kind::held, event, before == Now::held, after == Now::held, today, draft_at);
    }
  }

  void note_now(Kind kind,
                const std::string& event,
                bool live,
                bool draft,
                Date today,
                const CaseState& draft_at) {
    if (live) ++made_.live[{kind, event}];
    if (draft) ++made_.draft[{kind, event}];
    if (live == draft) return;
    SimulatedChange change{kind, event, {}, {}, ""};
    if (live) change.live = today;
    if (draft) change.draft = today;
    const Event asked{.name = event, .actor = std::nullopt, .fields = {}};
    change.because = because_of(
        decide(draft_.definition(), draft_at, asked, now_.draft, draft_.rules_on(today), today));
    made_.changes.push_back(std::move(change));
  }

  SimulatedVersion& live_;
  SimulatedVersion& draft_;
  const CaseToday& now_;
  SimulatedCase& made_;
};

}  // namespace

std::string_view to_string(Kind kind) {
  switch (kind) {
    case Kind::letter:
      return "letter";
    case Kind::move:
      return "move";
    case Kind::timer:
      return "timer";
    case Kind::task:
      return "task";
    case Kind::allowed:
      return "allowed";
    case Kind::held:
      return "held";
    case Kind::unmapped:
      return "unmapped";
    case Kind::against_law:
      return "against_law";
  }
  return "";
}

SimulatedVersion::SimulatedVersion(const Definition& definition,
                                   const RuleBook& book,
                                   const Supposed& supposed)
    : definition_(definition),
      book_(book),
      supposed_(supposed),
      pressed_(events_of_course(definition)) {
  for (std::size_t slot = 0; slot < definition.facts.size(); ++slot) {
    const std::string& source = definition.facts[slot].source;
    const auto moves = [&](Moving::What what, std::string task = "") {
      moving_.push_back({slot, what, std::move(task)});
    };
    if (source == "case.days_in_state") moves(Moving::What::days_in_state);
    if (source == "case.last_letter_on") moves(Moving::What::last_letter);
    if (source == "case.officer_assessment_done")
      moves(Moving::What::task_done, "officer_assessment");
    if (source.starts_with("notice.")) moves(Moving::What::notice);
    if (!supposed.nothing_is_paid) continue;
    if (source == "rent_account.balance") moves(Moving::What::balance);
    if (source == "rent_account.collectable") moves(Moving::What::collectable);
    if (source == "rent_account.weeks_owed") moves(Moving::What::weeks_owed);
    if (source == "rent_account.paid_in_28_days") moves(Moving::What::paid);
  }
}

const RuleValues& SimulatedVersion::rules_on(Date day) {
  const auto known = rules_.find(day);
  if (known != rules_.end()) return known->second;
  return rules_.emplace(day, RuleValues(definition_, book_, day)).first->second;
}

std::optional<std::string> SimulatedVersion::state_for(const DefinitionKey& of,
                                                       const std::string& state) const {
  if (definition_.migrate && definition_.migrate->from == of.version &&
      definition_.key.workflow == of.workflow) {
    for (const auto& [from, to] : definition_.migrate->states)
      if (from == state) return to;
  }
  if (definition_.state(state) != nullptr) return state;
  return std::nullopt;
}

void SimulatedVersion::fill(Facts& facts,
                            Date day,
                            const CaseState& at,
                            const std::vector<Ahead>& so_far,
                            const Facts& today,
                            Money weekly_rent) const {
  facts = today;
  const int weeks = days_between(supposed_.today, day) / kWeek;
  const auto grown = [&](std::size_t slot) {
    const Value& now = today.at(slot);
    if (now.is_something()) facts.set(slot, Value::money(now.as_money() + weekly_rent * weeks));
  };
  for (const Moving& each : moving_) {
    switch (each.what) {
      case Moving::What::days_in_state:
        facts.set(each.slot, Value::number(days_between(at.since, day)));
        break;
      case Moving::What::balance:
      case Moving::What::collectable:
        grown(each.slot);
        break;
      case Moving::What::weeks_owed:
        if (today.at(each.slot).is_something())
          facts.set(each.slot,
                    Value::number_scaled(today.at(each.slot).raw() + weeks * kNumberScale));
        break;
      case Moving::What::paid:
        if (days_between(supposed_.today, day) >= kPaidDays)
          facts.set(each.slot, Value::money(Money{}));
        break;
      case Moving::What::last_letter:
        for (const Ahead& ahead : so_far)
          for (const Effect& effect : ahead.step.effects)
            if (effect.kind == Effect::Kind::document && effect.tag == "arrears_demand")
              facts.set(each.slot, Value::date(ahead.on));
        break;
      case Moving::What::task_done:
        for (const Ahead& ahead : so_far)
          for (const std::string& task : ahead.step.tasks_closed)
            if (task == each.task) facts.set(each.slot, Value::yes_no(true));
        break;
      case Moving::What::notice:
        // How a notice yet to come will be served nobody knows, nor the dates that follow.
        for (const Ahead& ahead : so_far)
          if (ahead.step.irrevocable) facts.set(each.slot, Value::unknown());
        break;
    }
  }
}

std::vector<Ahead> SimulatedVersion::walk(const CaseState& from,
                                          const Facts& today,
                                          Money weekly_rent) {
  AheadChoices choices;
  choices.run = std::string(kRun);
  choices.first_run = supposed_.today;
  choices.run_every = kWeek;
  choices.pressed = pressed_;
  return look_ahead(
      definition_,
      from,
      [&](Date day, const CaseState& at, const std::vector<Ahead>& so_far, Facts& facts) {
        fill(facts, day, at, so_far, today, weekly_rent);
      },
      [&](Date day) -> const RuleValues& { return rules_on(day); },
      supposed_.today,
      supposed_.today.plus_days(supposed_.days),
      choices);
}

CaseState SimulatedVersion::opened(const Facts& today) {
  return open_case(definition_, today, rules_on(supposed_.today), supposed_.today);
}

Decision SimulatedVersion::run_on(Date day,
                                  const CaseState& at,
                                  const std::vector<Ahead>& so_far,
                                  const Facts& today,
                                  Money weekly_rent) {
  Facts facts = definition_.new_facts();
  fill(facts, day, at, so_far, today, weekly_rent);
  const Event run{.name = std::string(kRun), .actor = std::nullopt, .fields = {}};
  return decide(definition_, at, run, facts, rules_on(day), day);
}

SimulatedCase simulate_case(SimulatedVersion& live, SimulatedVersion& draft, const CaseToday& now) {
  SimulatedCase made;
  const CaseState live_from = now.state ? *now.state : live.opened(now.live);
  CaseState draft_from = now.state ? *now.state : draft.opened(now.draft);
  if (now.state != nullptr) {
    const std::optional<std::string> there =
        draft.state_for(live.definition().key, now.state->state);
    if (!there || live.definition().state(now.state->state) == nullptr) {
      made.changes.push_back({Kind::unmapped,
                              now.state->state,
                              std::nullopt,
                              std::nullopt,
                              "the draft has no state for \"" + now.state->state + "\""});
      ++made.draft[{Kind::unmapped, now.state->state}];
      made.live_ends = now.state->state;
      return made;
    }
    draft_from.state = *there;
  }
  Comparison{live, draft, now, made}.compare(live_from, draft_from, live.supposed());
  return made;
}

}  // namespace lintel
