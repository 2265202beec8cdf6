#include "server/casework/commencement_changes.h"

#include <algorithm>
#include <array>
#include <functional>
#include <set>

#include "domain/law/frozen_rules.h"
#include "domain/law/ground8.h"
#include "domain/law/notice_dates.h"

namespace lintel {
namespace {

constexpr std::array kAssured = {TenancyType::assured,
                                 TenancyType::starter,
                                 TenancyType::assured_fixed,
                                 TenancyType::demoted,
                                 TenancyType::shared_ownership};
constexpr std::array kFrequencies = {RentFrequency::weekly,
                                     RentFrequency::fortnightly,
                                     RentFrequency::four_weekly,
                                     RentFrequency::monthly,
                                     RentFrequency::quarterly,
                                     RentFrequency::yearly};
constexpr std::array kPurposes = {NoticePurpose::arrears,
                                  NoticePurpose::no_fault,
                                  NoticePurpose::rent_increase,
                                  NoticePurpose::quit};
constexpr int kYearsLet = 3;  // long enough that no first months are in question

Letting social_letting(TenancyType type, Date on) {
  Letting letting;
  letting.type = type;
  letting.start = Date{on.year() - kYearsLet, 1, 1};
  return letting;
}

bool is_reached(const Policy& policy, const SupposedCommencement& supposed, TenancyType type) {
  const Letting letting = social_letting(type, supposed.on);
  const auto before = regime_on(policy.law(), supposed.on, letting);
  const auto after = regime_on(supposed.law, supposed.on, letting);
  return before && after && before->regime != after->regime;
}

/// An answer's rules, or why there is none.
struct Answered {
  std::vector<RuleUsed> rules;
  std::string manual;
};

template <class Answer>
Answered answered(const LawBook& law, const Placed<Answer>& placed) {
  if (!placed) return {{}, placed.error().because};
  return {freeze_rules(law, placed->rules), ""};
}

std::vector<RuleUsed> without(const std::vector<RuleUsed>& rules,
                              const std::vector<RuleUsed>& others) {
  std::vector<RuleUsed> rest;
  for (const RuleUsed& rule : rules) {
    if (std::ranges::find(others, rule) == others.end()) rest.push_back(rule);
  }
  return rest;
}

/// Asks one question of both books. Adds nothing when the same rules answer it.
void ask(std::vector<RulesChange>& changes,
         const Policy& policy,
         const SupposedCommencement& supposed,
         std::string asks,
         std::string source,
         const std::function<Answered(const LawBook&)>& question) {
  const Answered before = question(policy.law());
  const Answered after = question(supposed.law);
  RulesChange change{std::move(asks),
                     std::move(source),
                     without(before.rules, after.rules),
                     without(after.rules, before.rules),
                     before.manual.empty() ? after.manual : ""};
  if (change.before.empty() && change.after.empty() && change.manual.empty()) return;
  if (std::ranges::find(changes, change) == changes.end()) changes.push_back(std::move(change));
}

std::vector<RulesChange> changes_of(const Policy& policy,
                                    const SupposedCommencement& supposed,
                                    const Letting& letting) {
  std::vector<RulesChange> changes;
  const Date on = supposed.on;
  ask(changes, policy, supposed, "the form of the notice", "", [&](const LawBook& law) {
    return answered(law, notice_form(law, on, letting, NoticePurpose::arrears));
  });
  ask(changes,
      policy,
      supposed,
      "the dates of a notice on grounds 8, 10 and 11",
      "notice.",
      [&](const LawBook& law) {
        return answered(law,
                        notice_dates(law,
                                     on,
                                     letting,
                                     {"8", "10", "11"},
                                     {RentFrequency::weekly, Weekday::monday, std::nullopt}));
      });
  for (const RentFrequency frequency : kFrequencies) {
    ask(changes,
        policy,
        supposed,
        "Ground 8 (" + std::string(to_string(frequency)) + ")",
        "ground8.",
        [&](const LawBook& law) {
          return answered(
              law, ground8(law, on, letting, {Money::from_pence(100'00), frequency}, Money{}));
        });
  }
  return changes;
}

/// What a definition leans on of what changes, by rule and by what it leans on.
class Uses {
 public:
  Uses(const Policy& policy, const Definition& definition, const std::vector<RulesChange>& changes)
      : policy_(policy), definition_(definition) {
    for (const RulesChange& change : changes) {
      if (!change.source.empty()) sources_.insert(change.source);
      for (const RuleUsed& rule : change.before) {
        falling_.insert(rule.id);
        forms_.insert(rule.value);
      }
    }
  }

  std::vector<WorkflowUse> found() {
    for (const HoldDefinition& hold : definition_.holds) {
      if (hold.lasts) look("", hold.name, *hold.lasts);
      if (hold.unless) look("", hold.name, *hold.unless);
    }
    for (const StateDefinition& state : definition_.states) look(state);
    return std::move(uses_);
  }

 private:
  void look(const StateDefinition& state) {
    for (const TaskDefinition& task : state.tasks) {
      if (task.due) look(state.name, task.name, *task.due);
    }
    for (const TimerDefinition& timer : state.timers) {
      look(state.name, timer.name, timer.when);
      look(state.name, timer.name, timer.effects);
    }
    look(state.name, state.name + ".entry", state.entry);
    look(state.name, state.name + ".exit", state.exit);
    for (const EventDefinition& event : state.events) {
      for (const Branch& branch : event.branches) {
        if (branch.when) look(state.name, branch.rule, *branch.when);
        look(state.name, branch.rule, branch.effects);
      }
    }
  }

  void look(const std::string& state, const std::string& rule, const Expression& expression) {
    for (const int slot : expression.facts()) {
      const FactDeclaration& fact = definition_.facts[static_cast<std::size_t>(slot)];
      for (const std::string& source : sources_) {
        if (fact.source.starts_with(source)) add(state, rule, fact.source);
      }
      for (const Expression* each : fact.expressions()) look(state, rule, *each);
    }
    for (const int slot : expression.rules()) {
      const RuleReference& used = definition_.rules[static_cast<std::size_t>(slot)];
      if (used.kind == RuleKind::law && falling_.contains(used.id)) add(state, rule, used.name());
    }
  }

  void look(const std::string& state, const std::string& rule, const std::vector<Effect>& effects) {
    for (const Effect& effect : effects) {
      if (effect.kind != Effect::Kind::document) continue;
      for (const TemplateSummary& letter : policy_.documents().templates()) {
        if (letter.name != effect.name || letter.statutory_form.empty() ||
            !forms_.contains(letter.statutory_form))
          continue;
        add(state, rule, "template " + letter.name + " (" + letter.statutory_form + ")");
      }
    }
  }

  void add(const std::string& state, const std::string& rule, const std::string& leans_on) {
    auto use = std::ranges::find_if(uses_, [&](const WorkflowUse& each) {
      return each.rule == rule && each.leans_on == leans_on;
    });
    if (use == uses_.end()) use = uses_.insert(use, {rule, {}, leans_on});
    if (!state.empty() && std::ranges::find(use->states, state) == use->states.end())
      use->states.push_back(state);
  }

  const Policy& policy_;
  const Definition& definition_;
  std::set<std::string> sources_;  ///< what facts of the changed questions begin with
  std::set<std::string> falling_;  ///< ids of rules that fall away
  std::set<std::string> forms_;    ///< what those say: a form's name among them
  std::vector<WorkflowUse> uses_;
};

/// What form the law prescribes, in words.
std::string form_words(const Placed<NoticeFormAnswer>& answer) {
  if (!answer) return "decided by a person: " + answer.error().because;
  if (!answer->available) return "none: " + answer->because;
  return answer->form.value_or("no prescribed form");
}

void set_templates(const Policy& policy,
                   const Placed<NoticeFormAnswer>& after,
                   FormChange& change) {
  bool printed = false;
  for (const TemplateSummary& each : policy.documents().templates()) {
    if (each.statutory_form == change.before)
      change.templates.push_back(each.name + " " + each.version);
    if (after && after->form && each.statutory_form == *after->form) printed = true;
  }
  if (!after || !after->available) {
    change.to_do = "Serve none from that day.";
  } else if (!printed) {
    change.to_do = after->form
                       ? "No template prints " + *after->form + ": have one ready for that day."
                       : "Have the words ready for that day.";
  }
}

}  // namespace

std::vector<WorkflowChange> workflow_changes(const Policy& policy,
                                             const std::vector<const Definition*>& workflows,
                                             const SupposedCommencement& supposed) {
  std::vector<WorkflowChange> all;
  for (const Definition* each : workflows) {
    const Definition& definition = *each;
    if (definition.social.has_value() && !*definition.social) continue;
    WorkflowChange workflow{definition.key, definition.law, {}, {}, {}};
    for (const std::string& word : definition.tenancies) {
      const Result<TenancyType> type = parse_tenancy_type(word);
      if (!type || !is_reached(policy, supposed, *type)) continue;
      workflow.tenancies.push_back(word);
      for (RulesChange& change : changes_of(policy, supposed, social_letting(*type, supposed.on))) {
        if (std::ranges::find(workflow.changes, change) == workflow.changes.end())
          workflow.changes.push_back(std::move(change));
      }
    }
    if (workflow.tenancies.empty()) continue;
    workflow.uses = Uses{policy, definition, workflow.changes}.found();
    all.push_back(std::move(workflow));
  }
  return all;
}

std::vector<FormChange> form_changes(const Policy& policy, const SupposedCommencement& supposed) {
  std::vector<FormChange> all;
  for (const NoticePurpose purpose : kPurposes) {
    for (const TenancyType type : kAssured) {
      const Letting letting = social_letting(type, supposed.on);
      const auto before = notice_form(policy.law(), supposed.on, letting, purpose);
      const auto after = notice_form(supposed.law, supposed.on, letting, purpose);
      const std::string was = form_words(before);
      const std::string becomes = form_words(after);
      const bool in_use = before && before->available;  // what no rule gives today cannot change
      if (was == becomes || !in_use) continue;
      const std::string word(to_string(type));
      const auto same = std::ranges::find_if(all, [&](const FormChange& each) {
        return each.purpose == purpose && each.before == was && each.after == becomes;
      });
      if (same != all.end()) {
        same->tenancies.push_back(word);
        continue;
      }
      FormChange change{purpose, {word}, was, becomes, {}, ""};
      set_templates(policy, after, change);
      all.push_back(std::move(change));
    }
  }
  return all;
}

}  // namespace lintel
