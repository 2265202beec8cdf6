#include "server/casework/event_payload.h"

#include "server/casework/decision_words.h"
#include "workflows/decide_json.h"

namespace lintel {
namespace {

Json rules_json(const std::vector<RuleUsed>& rules) {
  Json all = Json::array();
  for (const RuleUsed& rule : rules) {
    Json row = Json::object();
    row["id"] = rule.id;
    row["citation"] = rule.citation;
    row["from"] = rule.from.to_iso();
    row["to"] = rule.to ? Json(rule.to->to_iso()) : Json();
    all.push(row);
  }
  return all;
}

Json facts_json(const GatheredCase& gathered, const RuleValues& rules) {
  Json facts = Json::object();
  for (const auto& [name, value] :
       known_facts(*gathered.definition, gathered.facts, rules, gathered.today)) {
    facts[name] = value.is_unknown() ? Json("unknown")
                  : value.is_none()  ? Json()
                                     : Json(value.to_plain());
  }
  return facts;
}

Json timers_json(const std::vector<TimerChange>& changes) {
  Json all = Json::array();
  for (const TimerChange& change : changes) {
    Json row = Json::object();
    row["name"] = change.name;
    row["what"] = to_string(change.what);
    row["before"] = change.before ? Json(change.before->to_iso()) : Json();
    row["after"] = change.after ? Json(change.after->to_iso()) : Json();
    row["because"] = change.because;
    all.push(row);
  }
  return all;
}

}  // namespace

Json event_payload(const PlannedTransition& planned,
                   const GatheredCase& gathered,
                   const Asked& asked,
                   const RuleValues& rules) {
  Json payload = to_json(planned.step.decision);
  payload["because"] = because_of(planned.step.decision);
  payload["law"] = law_of(planned.step.decision);
  payload["fields"] = Json::object();
  for (const auto& [name, value] : asked.fields) payload["fields"][name] = value;
  payload["facts"] = facts_json(gathered, rules);
  payload["rules"] = rules_json(planned.step.rules);
  payload["timers"] = timers_json(planned.step.timer_changes);
  payload["documents"] = Json::array();
  for (const Document& document : planned.transition.documents)
    payload["documents"].push(to_string(document.id));
  payload["balance"] = gathered.file.account.summary.balance.to_plain();
  if (planned.approval) {
    payload["approval"] = to_string(*planned.approval);
    payload["bound"] = planned.bound_facts;
  }
  return payload;
}

}  // namespace lintel
