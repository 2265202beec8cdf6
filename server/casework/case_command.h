#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/canonical_json.h"
#include "domain/case.h"
#include "domain/decision.h"
#include "domain/person.h"
#include "domain/result.h"

namespace lintel {

/// A person presses a button on a case.
struct CaseCommand {
  std::string reference;  ///< of the case: "T-0041872"
  std::string event;      ///< as the workflow declares it: "propose_notice"
  /// The event's fields by name. Text as a form sends it is enough: money "12.50", dates
  /// "2026-11-23", yes_no "yes" or "no"; each is read by the type that the workflow declares.
  Json fields = Json::object();
  Person actor;
  std::string command_key;  ///< made once per form shown; a second press with it does nothing more
  std::int64_t expected_version = 0;  ///< of the case, as the form carried it
};

/// What became of a command.
///
///   applied   the case moved (or already had, with the same command key: see `repeated`)
///   refused   policy or law says no: `decision.reasons` say why, with law, fact and fix; kept in
///   the audit conflict  somebody changed the case since the form was shown: `conflict` says who
///   and what invalid   a field is missing or unreadable: `problems`, each with place.field unknown
///   there is no such case, approval or document not_yours the case is in a patch that the actor
///   does not cover, named in `patch`
enum class Fate { applied, refused, conflict, invalid, unknown, not_yours };

/// The change that came between showing a form and sending it.
struct Conflict {
  std::int64_t version = 0;  ///< what the case is at now
  std::string by;            ///< "Lee Marsh"
  std::string event_label;   ///< "Breathing space begun"
  Instant at{};
};

struct Outcome {
  Fate fate = Fate::invalid;
  Decision decision;
  std::int64_t version = 0;  ///< of the case, after
  bool repeated = false;     ///< the same command key had been applied before
  std::optional<Conflict> conflict;
  Problems problems;
  std::string patch;  ///< for not_yours

  bool applied() const { return fate == Fate::applied; }
};

}  // namespace lintel
