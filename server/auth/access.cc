#include "server/auth/access.h"

namespace lintel {

bool may_see(const Person& person, const std::string& patch) {
  return person.covers(patch);
}

Problem not_your_patch(const std::string& patch) {
  return Problem{"this belongs to the patch " + patch + ", which you do not work",
                 "Ask your team manager to add it to yours.",
                 {}};
}

}  // namespace lintel
