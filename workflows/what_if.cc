#include "workflows/what_if.h"

#include <algorithm>
#include <map>

namespace lintel {
namespace {

/// What has happened since today, as far as facts follow from it.
struct Since {
  std::optional<Date> proposed, served, contact, letter, agreed;
  bool notice_gone = false;
  bool agreement_gone = false;
  std::vector<std::string> done;  ///< tasks
};

Since since_today(const Definition& definition, const std::vector<Ahead>& so_far) {
  Since since;
  for (const Ahead& each : so_far) {
    if (!each.step.changes) continue;
    if (each.event == "propose_notice") {
      since.proposed = each.on;
      since.served.reset();
    }
    if (each.event == "serve_notice") since.served = each.on;
    if (each.event == "record_contact") since.contact = each.on;
    if (each.event == "accept_agreement") since.agreed = each.on;
    if (each.event == "withdraw_agreement") since.agreement_gone = true;
    if (each.event == "notice_lapses" || each.event == "withdraw_notice") {
      since.notice_gone = true;
      since.served.reset();
    }
    for (const Effect& effect : each.step.effects)
      if (effect.kind == Effect::Kind::document) since.letter = each.on;
    const StateDefinition* from = definition.state(each.step.decision.from);
    const EventDefinition* answered = from == nullptr ? nullptr : from->event(each.event);
    if (answered == nullptr) continue;
    for (const Branch& branch : answered->branches)
      if (branch.rule == each.step.decision.rule && !branch.by_task.empty())
        since.done.push_back(branch.by_task);
  }
  return since;
}

class Knowing {
 public:
  Knowing(const Definition& definition,
          const Facts& known,
          const AccountAhead& account,
          const NoticeAhead& notice)
      : definition_(definition), known_(known), account_(account), notice_(notice) {}

  void fill(Date on, const CaseState& at, const std::vector<Ahead>& so_far, Facts& facts) const {
    const Since since = since_today(definition_, so_far);
    for (std::size_t slot = 0; slot < definition_.facts.size(); ++slot)
      facts.set(slot, value(slot, on, at, since));
  }

 private:
  Value value(std::size_t slot, Date on, const CaseState& at, const Since& since) const {
    const std::string& source = definition_.facts[slot].source;
    const Value& today = known_.at(slot);
    if (source == "case.days_in_state") return Value::number(days_between(at.since, on));
    const bool of_task = source == "case.officer_assessment_done" &&
                         std::ranges::count(since.done, "officer_assessment") > 0;
    if (of_task) return Value::yes_no(true);
    if (source == "case.last_contact_on" && since.contact) return Value::date(*since.contact);
    if (source == "case.last_letter_on" && since.letter) return Value::date(*since.letter);
    if (source == "case.protocol_steps_done" && since.contact) return Value::yes_no(true);
    if (source == "agreement.live" && since.agreement_gone) return Value::yes_no(false);
    if (source == "agreement.live" && since.agreed) return Value::yes_no(true);
    if (source.starts_with("notice.")) return of_notice(source, today, on, at, since);
    const Value moved = today.is_unknown() ? Value::unknown() : account_.value(source, on);
    return moved.is_unknown() ? today : moved;
  }

  /// A notice is given while its state answers service: then its days are those of that day.
  Value of_notice(const std::string& source,
                  const Value& today,
                  Date on,
                  const CaseState& at,
                  const Since& since) const {
    const StateDefinition* here = definition_.state(at.state);
    const bool may_serve = here != nullptr && here->event("serve_notice") != nullptr;
    const std::optional<Date> given = since.served ? since.served
                                      : may_serve  ? std::optional<Date>{on}
                                                   : std::nullopt;
    if (!given) return since.notice_gone ? Value::none() : today;
    NoticeAhead notice = notice_;
    if (since.proposed && !notice.draw_up(*since.proposed, false).empty()) return Value::unknown();
    if (!notice.give(ServiceMethod::left_at_address, *given, false).empty())
      return Value::unknown();
    const Value counted = notice.value(source);
    return counted.is_unknown() ? today : counted;
  }

  const Definition& definition_;
  const Facts& known_;
  const AccountAhead& account_;
  const NoticeAhead& notice_;
};

}  // namespace

std::vector<Ahead> what_if(const Definition& definition,
                           const CaseState& from,
                           const Facts& known,
                           const AccountAhead& account,
                           const NoticeAhead& notice,
                           const RuleBook& book,
                           const WhatIf& asked) {
  const Knowing knowing{definition, known, account, notice};
  std::map<Date, RuleValues> rules;
  AheadChoices choices;
  choices.first_run = asked.first_run;
  choices.chosen = asked.chosen;
  choices.tells_quiet_runs = true;
  if (asked.officers_act) choices.pressed = events_of_course(definition);
  return look_ahead(
      definition,
      from,
      [&](Date on, const CaseState& at, const std::vector<Ahead>& so_far, Facts& facts) {
        knowing.fill(on, at, so_far, facts);
      },
      [&](Date on) -> const RuleValues& {
        return rules.try_emplace(on, definition, book, on).first->second;
      },
      asked.today,
      asked.horizon,
      choices);
}

}  // namespace lintel
