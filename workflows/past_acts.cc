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

}  // namespace lintel
