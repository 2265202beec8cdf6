#pragma once

#include <optional>
#include <string>

#include "workflows/checks/checked_definition.h"

namespace lintel {

/// What brings a fact: "task.serve.served_on" in its parts; `task` is empty for "event.FIELD", and
/// `field` where the fact is that a task is done.
struct Carried {
  std::string task;
  std::string field;
  int slot = -1;  ///< of the fact
};

/// Nothing for a fact that comes from elsewhere.
std::optional<Carried> carried(const Definition& definition, int slot);

/// Whether a case that has gone by this branch of `state` has the fact: the event needs the field,
/// or the guard passes for nobody without it. A field that the task's form lets be left out, or
/// does not have, is not needed; a task without a form is taken to bring it.
bool brings(CheckedDefinition& checked, int state, const Branch& branch, const Carried& fact);

/// The form's name, when the task's form lets that field be left out; else "".
std::string form_that_spares(const Definition& definition, const Carried& fact);

}  // namespace lintel
