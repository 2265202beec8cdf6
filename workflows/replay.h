#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "domain/case.h"
#include "domain/record_text.h"
#include "workflows/counted_days.h"
#include "workflows/engine.h"
#include "workflows/migration.h"
#include "workflows/top_members.h"

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
/// on the facts, the fields, the rules and the days that it kept. A move to another version goes
/// through its map again, the way back back; the events after it through the version moved to.
///
/// Pure: it looks at nothing but the events and the sources.
class Replay {
 public:
  explicit Replay(const ReplaySources& sources) : sources_(sources) {}
  Replay(const Replay&) = delete;
  Replay& operator=(const Replay&) = delete;

  struct Answer {
    /// same: state, timers, holds, tasks, calls, effects, rules and reasons come out as written.
    /// differs: something does not. not_kept: the event was written before events kept what a
    /// replay needs.
    enum class What { same, differs, not_kept };
    What what = What::same;
    std::string why;  ///< a sentence without its full stop; "" for same
  };
  /// Events must come in order. After an answer other than `same` the rest cannot be told.
  Answer next(const CaseEvent& event);

  const CaseState& state() const { return state_; }

 private:
  Answer stepped(const CaseEvent& event);
  Answer migrated(const CaseEvent& event);
  Answer taken_back(const CaseEvent& event);
  Answer came_to(const CaseEvent& event, const Definition& definition, Migrated moved);

  // What the event was decided by; each gives the sentence of what is not there any more. Bytes
  // that are those of the event before are not read again.
  using Missing = std::optional<std::string>;
  Missing read_definition(const CaseEvent& event);
  Missing read_then();
  Missing read_rules(const Definition& definition);
  Missing read_facts(const Definition& definition);
  Missing read_days();
  Missing read_event(const CaseEvent& event);

  Missing calls_difference(const CaseEvent& event, Step& step) const;
  /// How the payload and the record made now differ; compared by their bytes, told by their values.
  Missing difference() const;

  /// A move that nothing has followed yet: it can be taken back.
  struct Moved {
    CaseState before;
    const Definition* from;
  };

  const ReplaySources& sources_;
  CaseState state_;
  const Definition* kept_ = nullptr;  ///< the version that the case keeps
  std::optional<Moved> moved_;
  std::int64_t seen_ = 0;

  TopMembers payload_;
  RecordText again_;
  const Definition* definition_ = nullptr;
  RecordedBook book_;
  struct ReadRules {
    const Definition* definition;
    std::string hash;
    RuleValues values;
  };
  std::optional<ReadRules> rules_;
  struct ReadFacts {
    const Definition* definition;
    std::string bytes;
    Facts facts;
  };
  std::optional<ReadFacts> facts_;
  std::string fields_;  ///< bytes of those in event_
  Event event_;
};

}  // namespace lintel
