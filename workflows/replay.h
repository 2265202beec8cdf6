#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "domain/case.h"
#include "workflows/engine.h"

namespace lintel {

/// Where a replay finds what an event was decided by.
struct ReplaySources {
  /// The published definition of that hash; null when it is not among them.
  std::function<const Definition*(const Hash& hash)> definition;
  /// The rules kept under that hash, for that definition; null when they are not there.
  std::function<const std::vector<RuleValue>*(const Definition& definition, const Hash& hash)>
      rules;
};

/// One case's events run again, from the first, each through the definition that it was decided by,
/// on the facts, the fields, the rules and the days that it kept.
///
/// Pure: it looks at nothing but the events and the sources.
class Replay {
 public:
  explicit Replay(const ReplaySources& sources) : sources_(sources) {}

  struct Answer {
    /// same: state, timers, holds, tasks, effects, rules and reasons come out as written. differs:
    /// something does not. not_kept: the event was written before events kept what a replay needs.
    enum class What { same, differs, not_kept };
    What what = What::same;
    std::string why;  ///< a sentence without its full stop; "" for same
  };
  /// Events must come in order. After an answer other than `same` the rest cannot be told.
  Answer next(const CaseEvent& event);

  const CaseState& state() const { return state_; }

 private:
  Answer moved(const CaseEvent& event, const Json& payload);

  const ReplaySources& sources_;
  CaseState state_;
  std::int64_t seen_ = 0;
};

}  // namespace lintel
