#include "workflows/case_fold.h"

#include "domain/canonical_json.h"
#include "workflows/event_record.h"
#include "workflows/past_acts.h"
#include "workflows/top_members.h"

namespace lintel {

void CaseFold::see(const CaseEvent& event) {
  ++events_;
  to_ = event.to;
  on_ = event.on;
  last_ = event.payload;
  const TopMembers members(event.payload);
  if (event.actor.person && !members.has("from_version")) {
    PastAct act{.event = event.event, .person = *event.actor.person, .name = event.actor.name};
    if (const auto whom = members.json("on_behalf_of")) {
      if (const Result<Delegator> read = delegator_of_record(*whom))
        act.on_behalf_of = read->person;
    }
    remember(acts_, std::move(act));
  }
  if (members.has("calls")) calls_ = event.payload;
}

bool CaseFold::says_where() const {
  return TopMembers(last_).has("stands");
}

Result<CaseState> CaseFold::state() const {
  const std::optional<Json> stands = TopMembers(last_).json("stands");
  if (!stands)
    return problem("it does not say where the case stood: it was written on " + on_.to_iso() +
                   ", before events kept that");
  Result<CaseState> state = state_of_record(to_, *stands);
  if (!state) return state;
  state->acts = acts_;
  if (!calls_) return state;
  Result<std::vector<PastCall>> calls = calls_of_record(TopMembers(*calls_).value("calls"));
  if (!calls) return tl::unexpected(calls.error());
  state->calls = *std::move(calls);
  return state;
}

}  // namespace lintel
