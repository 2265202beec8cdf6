#include "server/casework/event_payload.h"

#include "server/casework/decision_words.h"
#include "workflows/event_record.h"

namespace lintel {

std::string event_payload(const PlannedTransition& planned,
                          const GatheredCase& gathered,
                          const Asked& asked,
                          const RuleValues& rules,
                          const CountedDays& counted) {
  Json payload = Json::object();
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
  if (asked.actor.on_behalf_of)
    payload["on_behalf_of"] = delegator_record(*asked.actor.on_behalf_of);
  if (planned.transition.calls) {
    payload["calls"] = calls_record(*planned.transition.calls);
    payload["sent_before_calls"] = planned.sent_before_calls;
  }
  payload["balance"] = gathered.file.account.summary.balance.to_plain();
  if (planned.approval) {
    payload["approval"] = to_string(*planned.approval);
    payload["bound"] = planned.bound_facts;
  }
  RecordText record;
  write_step(planned.step, record);
  return event_payload_text(record, payload);
}

}  // namespace lintel
