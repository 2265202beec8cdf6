#include "server/casework/account_decision.h"

#include <algorithm>
#include <array>

#include "server/casework/decision_words.h"
#include "server/casework/desk.h"
#include "server/casework/notice_drafting.h"
#include "workflows/decide_json.h"

namespace lintel {
namespace {

constexpr std::string_view kRun = "arrears_run";

/// Rules of the run itself, asked before any workflow is.
struct OwnRule {
  std::string_view rule;
  std::string_view label;
};
constexpr std::string_view kNotInFile = "not_in_file";
constexpr std::array kOwnRules = {
    OwnRule{kNotInFile, "Not in the latest file"},
    OwnRule{"clear", "Clear or in credit"},
    OwnRule{"former_tenancy", "Former tenancies"},
    OwnRule{"not_rent", "Garages and other accounts"},
    OwnRule{"no_workflow", "No workflow covers the tenancy"},
    OwnRule{"account.untied", "Ledger does not make the balance"},
};

AccountDecision ended(RunDecision line, RunOutcome outcome, std::string rule, std::string because) {
  line.outcome = outcome;
  line.rule = std::move(rule);
  line.because = std::move(because);
  return {.line = std::move(line), .planned = {}, .desk = {}};
}

RunDecision line_of(const CaseFile& file) {
  RunDecision line;
  line.account_id = file.account.id;
  if (file.latest_case) line.case_id = file.latest_case->id;
  line.balance = file.account.summary.balance;
  line.weeks_tenths = static_cast<int>(weeks_owed_tenths(file.account));
  return line;
}

bool holds_run(const CaseState& state, Date on) {
  return std::any_of(
      state.holds.begin(), state.holds.end(), [&](const Hold& hold) { return hold.runs_on(on); });
}

/// The events that a run may bring to this case, the most particular first.
std::vector<std::string> events_of_run(const GatheredCase& gathered, const CaseState& state) {
  std::vector<std::string> events;
  const StateDefinition* now =
      gathered.definition->state(state.state.empty() ? gathered.definition->start : state.state);
  if (now == nullptr) return events;
  const bool broken = gathered.standing && gathered.standing->broken && gathered.standing->live;
  if (broken && now->event("agreement_broken")) events.emplace_back("agreement_broken");
  if (gathered.file.account.summary.balance <= Money{} && now->event("paid"))
    events.emplace_back("paid");
  if (now->event(kRun)) events.emplace_back(kRun);
  return events;
}

std::string runner_up_words(const Decision& decision) {
  if (!decision.runner_up) return "";
  std::string words = decision.runner_up->rule;
  for (std::size_t i = 0; i < decision.runner_up->failed.size(); ++i) {
    words += (i == 0 ? ": " : "; ") + decision.runner_up->failed[i];
  }
  return words;
}

void describe(RunDecision& line, const Decision& decision) {
  line.from = decision.from;
  line.to = decision.to;
  line.rule = decision.rule.empty() ? decision.from + ".none" : decision.rule;
  line.because = because_of(decision);
  line.law = law_of(decision);
  line.runner_up = runner_up_words(decision);
}

const Branch* branch_named(const Workflows& workflows, const std::string& rule) {
  for (const PublishedWorkflow* each : workflows.all()) {
    for (const StateDefinition& state : each->definition.states) {
      for (const EventDefinition& event : state.events) {
        for (const Branch& branch : event.branches) {
          if (branch.rule == rule) return &branch;
        }
      }
    }
  }
  return nullptr;
}

std::string state_label(const Workflows& workflows, const std::string& name) {
  for (const PublishedWorkflow* each : workflows.all()) {
    if (const StateDefinition* state = each->definition.state(name)) return state->label;
  }
  return words_of(name);
}

}  // namespace

AccountDecider::AccountDecider(CaseworkParts& parts, Date on, Date file_as_of)
    : parts_(parts), on_(on), file_as_of_(file_as_of) {
}

const RuleValues& AccountDecider::rules_of(const Definition& definition) {
  const auto known = rules_.find(definition.key);
  if (known != rules_.end()) return known->second;
  return rules_.emplace(definition.key, RuleValues(definition, parts_.policy.rules(), on_))
      .first->second;
}

AccountDecision AccountDecider::decide(Connection& connection, CaseFile file) {
  const RentAccount& account = file.account;
  if (account.as_of < file_as_of_) return decide_missing(connection, std::move(file));
  RunDecision line = line_of(file);
  if (file.tenancy.end && *file.tenancy.end < on_) {
    return ended(line,
                 RunOutcome::left_alone,
                 "former_tenancy",
                 "the tenancy ended on " + file.tenancy.end->to_words());
  }
  if (account.kind != AccountKind::rent) {
    return ended(
        line, RunOutcome::left_alone, "not_rent", "this is not the rent account of a home");
  }
  if (!account.ties) {
    return ended(line,
                 RunOutcome::failed,
                 "account.untied",
                 "the opening balance and the postings do not make the balance; nothing is done "
                 "until a file ties");
  }
  const Definition* pinned =
      file.latest_case ? &parts_.workflows.kept_by(connection, file.latest_case->definition)
                       : nullptr;
  const StateDefinition* state = pinned ? pinned->state(file.latest_case->state) : nullptr;
  const bool open = state != nullptr && !state->final;
  if (!open && account.summary.balance <= Money{}) {
    return ended(
        line,
        RunOutcome::left_alone,
        "clear",
        account.summary.balance < Money{} ? "the account is in credit" : "nothing is owed");
  }
  if (!open && parts_.workflows.live_for(file.tenancy, on_) == nullptr) {
    return ended(
        line,
        RunOutcome::left_alone,
        "no_workflow",
        "no workflow covers this tenancy: " + std::string(tenancy_type_label(file.tenancy.type)));
  }
  return decide_open(connection, std::move(file));
}

/// Nobody is chased on a balance of last week: what was known is counted apart, and whoever has the
/// case is told.
AccountDecision AccountDecider::decide_missing(Connection& connection, CaseFile file) {
  const std::string because = "the account is not in the rent file of " + file_as_of_.to_words() +
                              ": its balance is of " + file.account.as_of.to_words();
  AccountDecision missing =
      ended(line_of(file), RunOutcome::not_in_file, std::string(kNotInFile), because);
  const GatheredCase gathered =
      make_ready(parts_, connection, std::move(file), file_as_of_, on_, Depth::run);
  if (gathered.has_case()) {
    missing.desk = desk_of(gathered, gathered.state, rules_of(*gathered.definition), because);
  }
  return missing;
}

AccountDecision AccountDecider::decide_open(Connection& connection, CaseFile file) {
  RunDecision line = line_of(file);
  const GatheredCase gathered =
      make_ready(parts_, connection, std::move(file), file_as_of_, on_, Depth::run);
  const Definition& definition = *gathered.definition;
  const RuleValues& rules = rules_of(definition);
  const bool is_new = gathered.opens || !gathered.file.latest_case;
  const CaseState state =
      is_new ? open_case(definition, gathered.facts, rules, on_) : gathered.state;
  std::optional<Decision> decision;
  for (const std::string& event : events_of_run(gathered, state)) {
    const Branch* branch = choose(definition, state, event, gathered.facts, rules, on_);
    if (branch != nullptr && !branch->leaves_alone()) {
      const Asked asked{
          .event = event,
          .fields = {},
          .actor = {.person = {}, .name = "Arrears run", .roles = {}},
          .command_key = "run:arrears:" + on_.to_iso() + ":" + to_string(gathered.file.account.id)};
      PlannedTransition planned = plan_transition(parts_, gathered, asked, rules);
      if (planned.step.changes) {
        line.outcome = RunOutcome::acted;
        line.case_id = planned.transition.after.id;
        describe(line, planned.step.decision);
        line.detail = to_canonical(to_json(planned.step.decision));
        return {.line = std::move(line), .planned = std::move(planned), .desk = {}};
      }
      decision = planned.step.decision;
    }
  }
  if (!decision) {
    decision = lintel::decide(definition,
                              state,
                              {.name = std::string(kRun), .actor = {}, .fields = {}},
                              gathered.facts,
                              rules,
                              on_);
  }
  describe(line, *decision);
  const bool held = refused_by_hold(*decision) || holds_run(state, on_);
  line.outcome = held ? RunOutcome::held : RunOutcome::left_alone;
  if (held) line.detail = to_canonical(to_json(*decision));
  AccountDecision left{.line = std::move(line), .planned = {}, .desk = {}};
  if (!is_new) left.desk = desk_of(gathered, state, rules, left.line.because);
  return left;
}

std::string rule_label(const Workflows& workflows, const std::string& rule, const std::string& to) {
  for (const OwnRule& own : kOwnRules) {
    if (own.rule == rule) return std::string(own.label);
  }
  if (rule.starts_with("hold.")) return "On hold: " + words_of(rule.substr(5));
  if (rule.ends_with(".none"))
    return state_label(workflows, rule.substr(0, rule.size() - 5)) + ": nothing due yet";
  if (const Branch* branch = branch_named(workflows, rule)) {
    if (!branch->leaves_alone())
      return state_label(workflows, branch->to.empty() ? to : branch->to);
    return capitalised(branch->because.empty() ? words_of(rule) : branch->because);
  }
  return words_of(rule);
}

}  // namespace lintel
