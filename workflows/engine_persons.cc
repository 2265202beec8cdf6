// Who may press a branch: by their role or one that is lent to them, by a task that is theirs or
// has become so, and never after an act that bars them.

#include <algorithm>

#include "workflows/engine_guards.h"

namespace lintel {
namespace {

std::string roles_words(const std::vector<Role>& roles) {
  std::string words;
  for (const Role role : roles) words += (words.empty() ? "" : " or ") + words_of(to_string(role));
  return words;
}

}  // namespace

bool may_act_as(const Actor& actor, const std::vector<Role>& roles) {
  const auto among = [](const std::vector<Role>& held, Role role) {
    return std::find(held.begin(), held.end(), role) != held.end();
  };
  return std::any_of(roles.begin(), roles.end(), [&](Role role) {
    return among(actor.roles, role) ||
           (actor.on_behalf_of && among(actor.on_behalf_of->roles, role));
  });
}

/// Nobody may do a task after an earlier act that it names, whether they did that act, had it done
/// for them or did it for another; nor may anybody do it for one of those.
std::optional<Reason> Guards::same_eyes(const Branch& branch, const TaskDefinition& task) const {
  const Actor& actor = *event_.actor;
  for (const PastAct& act : from_.acts) {
    if (std::ranges::find(task.four_eyes, act.event) == task.four_eyes.end()) continue;
    const bool oneself = act.is_by(*actor.person);
    const bool for_one = actor.on_behalf_of && act.is_by(actor.on_behalf_of->person);
    if (!oneself && !for_one) continue;
    std::string who = act.person == *actor.person ? actor.name : "";
    if (who.empty() && for_one && act.person == actor.on_behalf_of->person)
      who = actor.on_behalf_of->name;
    std::string because;
    if (!who.empty()) {
      because = who + " did " + words_of(act.event) + " on this case and may not also do " +
                words_of(task.name);
    } else {  // the act was done by somebody else, in their place
      because = act.name + " did " + words_of(act.event) + " on this case for " +
                (oneself ? actor.name : actor.on_behalf_of->name) + ", who may not also do " +
                words_of(task.name);
    }
    if (!oneself) because += ", not even through " + actor.name;
    return Reason{.rule = branch.rule,
                  .passed = Verdict::no,
                  .because = std::move(because),
                  .law = "",
                  .fact = "four_eyes",
                  .fix = "Ask another " + words_of(to_string(task.role)) + "."};
  }
  return std::nullopt;
}

/// Why the person's roles do not let them do the task, or nothing.
std::optional<Reason> Guards::not_theirs(const Branch& branch, const TaskDefinition& task) const {
  const auto open = std::find_if(from_.tasks.begin(), from_.tasks.end(), [&](const OpenTask& each) {
    return each.name == task.name;
  });
  std::vector<Role> roles{task.role};
  if (open != from_.tasks.end())
    if (const std::optional<Role> also = escalated_to(definition_, *open, today_))
      roles.push_back(*also);
  if (may_act_as(*event_.actor, roles)) return std::nullopt;
  const std::string who = roles_words(roles);
  Reason reason{.rule = branch.rule,
                .passed = Verdict::no,
                .because = words_of(task.name) + " is for " +
                           (who.starts_with("i") || who.starts_with("a") ? "an " : "a ") + who,
                .law = "",
                .fact = "actor",
                .fix = "Ask someone who is."};
  const bool later =
      task.escalate_to && roles.size() == 1 && may_act_as(*event_.actor, {*task.escalate_to});
  if (later && open != from_.tasks.end() && open->due)
    reason.fix = "Wait: it is for the " + words_of(to_string(*task.escalate_to)) + " too from " +
                 open->due->plus_days(1).to_words() + ".";
  return reason;
}

/// ", overdue since 25 November 2026 and open to the head of income", when that lets them do it.
std::string Guards::escalation_words(const Branch& branch) const {
  if (!event_.actor || branch.by_task.empty() || may_act_as(*event_.actor, branch.by)) return {};
  for (const OpenTask& task : from_.tasks) {
    if (task.name != branch.by_task || may_act_as(*event_.actor, {task.role})) continue;
    const std::optional<Role> also = escalated_to(definition_, task, today_);
    if (also)
      return words_of(task.name) + " was due on " + task.due->to_words() + " and is open to the " +
             words_of(to_string(*also));
  }
  return {};
}

std::optional<Reason> Guards::wrong_person(const Branch& branch) const {
  if (!event_.actor) return std::nullopt;
  const Actor& actor = *event_.actor;
  const auto refuse = [&](std::string because, std::string fix) {
    return Reason{.rule = branch.rule,
                  .passed = Verdict::no,
                  .because = std::move(because),
                  .law = "",
                  .fact = "actor",
                  .fix = std::move(fix)};
  };
  if (!branch.pressed_by_people()) {
    if (!actor.person) return std::nullopt;
    return refuse(words_of(event_.name) + " comes from the system, not from a person", "");
  }
  if (!actor.person) return refuse(words_of(event_.name) + " needs a person", "Sign in to do it.");
  const TaskDefinition* task = state_->task(branch.by_task);
  if (may_act_as(actor, branch.by))
    return task == nullptr ? std::nullopt : same_eyes(branch, *task);
  if (branch.by_task.empty()) {
    const std::string who = roles_words(branch.by);
    return refuse(actor.name + " is not " +
                      (who.starts_with("a") || who.starts_with("i") ? "an " : "a ") + who,
                  "Ask someone who is.");
  }
  const bool open = std::any_of(from_.tasks.begin(), from_.tasks.end(), [&](const OpenTask& each) {
    return each.name == branch.by_task;
  });
  if (task == nullptr || !open)
    return refuse("the task " + words_of(branch.by_task) + " is not open", "");
  if (std::optional<Reason> theirs = not_theirs(branch, *task)) return theirs;
  return same_eyes(branch, *task);
}

}  // namespace lintel
