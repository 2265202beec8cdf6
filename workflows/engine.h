#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/case.h"
#include "domain/decision.h"
#include "domain/notice.h"
#include "workflows/definition.h"

namespace lintel {

/// A task that is open on a case.
struct OpenTask {
  std::string name;
  Role role = Role::income_officer;
  Date opened_on{1900, 1, 1};
  std::optional<Date> due;
  friend bool operator==(const OpenTask&, const OpenTask&) = default;
};

/// Where a case stands, as far as the engine needs to know.
struct CaseState {
  std::string state;  ///< "" is the definition's start
  Date since{1900, 1, 1};
  std::vector<Hold> holds;
  std::vector<Timer> timers;    ///< armed
  std::vector<OpenTask> tasks;  ///< open
  std::vector<PastAct> acts;    ///< in order
  /// Those since the last irrevocable branch, in order.
  std::vector<PastCall> calls = {};
};

/// The case's own part of a CaseState; tasks, acts and calls are the caller's to add.
CaseState case_state_of(const Case& tenancy_case);

/// A case newly opened on `today`: the start state with its tasks open and its timers armed.
CaseState open_case(const Definition& definition,
                    const Facts& facts,
                    const RuleValues& rules,
                    Date today);

/// Something that has happened or that somebody asks for.
struct Event {
  std::string name;
  /// Who asks. None: who asks is not looked at (`lintel decide`, what-if).
  std::optional<Actor> actor;
  std::map<std::string, std::string> fields;  ///< what it carries, as a form spells it
  /// The form that asks for the fields is still to be filled: they count as given.
  bool fields_to_come = false;
};

/// A change of one timer, with both dates, for the audit.
struct TimerChange {
  enum class What { armed, cancelled, paused, resumed, deferred, fired };
  std::string name;
  What what = What::armed;
  std::optional<Date> before;
  std::optional<Date> after;
  std::string because;  ///< "left waiting", "breathing_space pauses it: 6 days left"
  friend bool operator==(const TimerChange&, const TimerChange&) = default;
};
std::string_view to_string(TimerChange::What what);

/// A decision and everything that follows from it. When the decision refuses, `next` is the case
/// as it was and the lists are empty.
struct Step {
  Decision decision;
  /// The event was answered: a branch acted, a hold began or ended, a timer did its effects.
  bool changes = false;
  CaseState next;
  std::vector<Effect> effects;  ///< exit, what undoes earlier calls, branch, entry, in that order
  std::vector<OpenTask> tasks_opened;
  std::vector<std::string> tasks_closed;
  std::vector<TimerChange> timer_changes;
  std::vector<std::string> holds_begun;
  std::vector<std::string> holds_ended;
  std::vector<std::string> starts;  ///< workflows that the final state begins
  std::vector<RuleUsed> rules;      ///< dated rules that the decision leaned on
  bool irrevocable = false;
};

/// One event, answered whole: guards, exit effects, state, entry effects, tasks, timers, holds.
/// Pure: the same arguments give the same Step.
///
/// `today` is the civil day; the caller gathered `facts` for it. Facts with source event.FIELD
/// are taken from the event here.
Step step(const Definition& definition,
          const CaseState& from,
          const Event& event,
          const Facts& facts,
          const RuleValues& rules,
          Date today);

/// The decision alone, with a reason for every branch and the runner-up; moves nothing.
Decision decide(const Definition& definition,
                const CaseState& from,
                const Event& event,
                const Facts& facts,
                const RuleValues& rules,
                Date today);

/// The same, written over `decision`, whose memory is used again: for many accounts one by one.
void decide(const Definition& definition,
            const CaseState& from,
            const Event& event,
            const Facts& facts,
            const RuleValues& rules,
            Date today,
            Decision& decision);

/// The decision without a word of why: the branch that wins, or null when none passes. A branch
/// for which leaves_alone() holds means that nothing is done. Does not look at who asks.
const Branch* choose(const Definition& definition,
                     const CaseState& from,
                     std::string_view event,
                     const Facts& facts,
                     const RuleValues& rules,
                     Date today);

/// One event that a person might fire from where the case stands: a button, or why there is none.
struct Offer {
  std::string event;
  std::string label;
  Decision decision;  ///< decision.acts() is false: the button is absent
  /// Each condition on its own, passed and failed, for the gate: holds, who asks, four eyes, then
  /// each conjunct of the guard. Each has law, fact and fix where there is one.
  std::vector<Reason> checks;
  std::vector<std::string> needs;  ///< fields to ask for
  std::string task;                ///< the task that this completes, or ""
  std::string form;                ///< of that task, or ""
  std::string to;                  ///< the state that it would lead to
  std::vector<Role> roles;         ///< who may press it
  bool irrevocable = false;
  bool mine = false;  ///< the actor's roles may press it at all
};

/// Every event of the present state that people press, allowed or not, in order of the file.
std::vector<Offer> allowed_events(const Definition& definition,
                                  const CaseState& from,
                                  const Facts& facts,
                                  const RuleValues& rules,
                                  Date today,
                                  const Actor& actor);

/// One event as an Offer, whether or not the present state answers it: for the gate "can we serve
/// notice?" where `event` is propose_notice. Looks in `in_state` when the present state does not.
Offer offer_of(const Definition& definition,
               const CaseState& from,
               std::string_view event,
               const Facts& facts,
               const RuleValues& rules,
               Date today,
               const Actor& actor,
               std::string_view in_state = {});

/// The timers that fall due by `today`, earliest first; each is an Event of name `fires` through
/// step(). Those that a hold pauses or defers wait.
std::vector<Timer> due_timers(const CaseState& from, Date today);

/// The role that may do the open task as well today, because it is overdue; none when it is not, or
/// when it escalates to nobody.
std::optional<Role> escalated_to(const Definition& definition, const OpenTask& task, Date today);

/// Everyone whose earlier act, in person, for another or by another for them, bars them from doing
/// this task, each once.
std::vector<PersonId> earlier_actors(const TaskDefinition& task, const CaseState& from);

/// Every declared fact with its value on that day, formulas worked out, for the audit and the page.
std::vector<std::pair<std::string, Value>> known_facts(const Definition& definition,
                                                       const Facts& facts,
                                                       const RuleValues& rules,
                                                       Date today);

}  // namespace lintel
