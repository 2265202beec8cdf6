#include "server/casework/event_payload.h"

#include "server/casework/decision_words.h"
#include "workflows/event_record.h"

namespace lintel {

Json event_payload(const PlannedTransition& planned,
                   const GatheredCase& gathered,
                   const Asked& asked,
                   const RuleValues& rules,
                   const CountedDays& counted) {
  Json payload = step_record(planned.step);
  payload["because"] = because_of(planned.step.decision);
  payload["law"] = law_of(planned.step.decision);
  payload["fields"] = Json::object();
  for (const auto& [name, value] : asked.fields) payload["fields"][name] = value;
  payload["facts"] = facts_record(*gathered.definition, gathered.facts, rules, gathered.today);
  payload["rules_of_the_day"] = planned.rules_of_the_day.to_hex();
  if (!counted.answers.empty()) payload["days"] = counted.to_json();
  payload["documents"] = Json::array();
  for (const Document& document : planned.transition.documents)
    payload["documents"].push(to_string(document.id));
  if (asked.actor.on_behalf_of) {
    payload["on_behalf_of"] = Json::object();
    payload["on_behalf_of"]["id"] = to_string(asked.actor.on_behalf_of->person);
    payload["on_behalf_of"]["name"] = asked.actor.on_behalf_of->name;
  }
  if (!planned.step.starts.empty()) {
    payload["starts"] = Json::array();
    for (const std::string& workflow : planned.step.starts) payload["starts"].push(workflow);
  }
  if (planned.step.next.calls != gathered.state.calls) {
    payload["calls"] = Json::array();
    for (const PastCall& call : planned.step.next.calls) {
      Json row = Json::object();
      row["call"] = call.name;
      row["compensate"] = call.compensate;
      row["key"] = call.key;
      payload["calls"].push(row);
    }
  }
  payload["balance"] = gathered.file.account.summary.balance.to_plain();
  if (planned.approval) {
    payload["approval"] = to_string(*planned.approval);
    payload["bound"] = planned.bound_facts;
  }
  return payload;
}

}  // namespace lintel
