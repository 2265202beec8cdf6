#include "workflows/past_acts.h"

#include <algorithm>

namespace lintel {

void remember(std::vector<PastAct>& acts, PastAct act) {
  const bool known = std::any_of(acts.begin(), acts.end(), [&](const PastAct& each) {
    return each.person == act.person && each.on_behalf_of == act.on_behalf_of &&
           each.event == act.event;
  });
  if (!known) acts.push_back(std::move(act));
}

void name_calls(std::vector<PastCall>& calls,
                const std::vector<Effect>& effects,
                const std::string& event_key,
                int sent_before) {
  int n = sent_before;
  for (const Effect& effect : effects) {
    if (effect.kind != Effect::Kind::call) continue;
    ++n;
    if (effect.compensate.empty()) continue;
    const auto unnamed = std::find_if(calls.begin(), calls.end(), [&](const PastCall& call) {
      return call.key.empty() && call.name == effect.name;
    });
    if (unnamed != calls.end()) unnamed->key = event_key + ":" + std::to_string(n);
  }
}

}  // namespace lintel
