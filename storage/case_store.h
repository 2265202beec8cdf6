#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/agreement.h"
#include "domain/case.h"
#include "domain/document.h"
#include "domain/notice.h"
#include "domain/task.h"
#include "storage/connection.h"
#include "storage/definition_store.h"

namespace lintel {

/// Something to be done after the commit, at least once. Its key is "CASE:SEQ:N".
struct OutboxEffect {
  std::string kind;     ///< "document", "call"
  std::string payload;  ///< canonical JSON
};

/// A task that was done, and what was written on its form.
struct TaskDone {
  std::string name;    ///< as the workflow declares it
  std::string fields;  ///< canonical JSON object; "" for none
};

/// An approval that was decided or made void.
struct ApprovalDecided {
  ApprovalId id;
  ApprovalState state = ApprovalState::approved;
  std::optional<PersonId>
      decided_by;  ///< never the proposer, nor an earlier actor: a ConstraintFault (check)
  std::string reason;
};

/// What lists say about a case, in the words of whoever decided last.
struct Desk {
  std::string next_step;    ///< "Call about £412.10"
  std::string why;          ///< the sentence beside it
  std::string needs;        ///< a word to filter by: "contact", "approval", ""
  std::optional<Date> due;  ///< the day by which it wants a person; none: nothing to do
  int weeks_tenths = 0;     ///< weeks owed, in tenths

  friend bool operator==(const Desk&, const Desk&) = default;
};

/// Everything that one event changes about one case, applied together or not at all.
struct Transition {
  /// The case as it stands after. `version` is still the one that the decision was made on (0 opens
  /// the case). `timers` are all that are armed after; `holds` all that run or are to come, and
  /// those lifted by this event with `lifted_on`. A hold left out is untouched.
  Case after;
  /// case_id, seq, previous and hash are filled in.
  CaseEvent event{};
  std::optional<Desk> desk{};  ///< none: as it was
  std::vector<Task> opened{};
  std::vector<TaskDone> done{};          ///< closes the open tasks of that name
  std::vector<std::string> withdrawn{};  ///< names of open tasks that nobody need do any more
  std::vector<OutboxEffect> effects{};
  std::vector<Document> documents{};  ///< new rows
  std::vector<Approval> approvals{};  ///< new, waiting
  std::vector<ApprovalDecided> decided{};
  std::vector<Notice> notices{};        ///< new or changed, with their services
  std::vector<Agreement> agreements{};  ///< new or changed
  std::vector<Contact> contacts{};      ///< new
  std::optional<PastAct> act{};         ///< when four eyes must remember it and did not yet
  std::optional<std::vector<PastCall>> calls{};  ///< all that can still be undone; none: as before
  /// The rules that the event was decided by, when they may not be kept yet.
  std::optional<StoredDefinition> rules{};
  CaseId parent{};  ///< of a case that another one begins: that other
  /// The cases that this event begins, each with its opening. One that is begun already, or whose
  /// account has an open case of its workflow, is left alone.
  std::vector<Transition> starts{};
};

/// A case as the one that began it, or that it began, shows it.
struct CaseLink {
  CaseId id;
  std::string reference;
  DefinitionKey definition;
  std::string state;
  bool open = false;
};
struct CaseLinks {
  std::optional<CaseLink> parent;
  std::vector<CaseLink> started;  ///< in order
};

/// What became of a transition. `seq` is the event's number: of the event just written, or of the
/// one that the same command wrote before; 0 on conflict.
struct Applied {
  enum class Outcome { applied, conflict, duplicate };
  Outcome outcome = Outcome::applied;
  std::int64_t seq = 0;
  CaseId case_id;
};

/// A case and the events that made it.
class CaseStore {
 public:
  explicit CaseStore(Connection& connection) : connection_(connection) {}

  /// The one way in which a case changes. conflict: somebody else changed the case since it was
  /// read (or opened one of the same workflow for the same account): gather again and decide again.
  /// duplicate: the command key is known. Neither has written anything. ConstraintFault: an
  /// approval that may not be decided so; whoever catches it within the transaction wraps apply()
  /// in a savepoint().
  Applied apply(const Transition& transition);

  /// Says anew what lists show, without an event: a run that left the case alone. No history.
  void set_desk(CaseId id, const Desk& desk);

  std::optional<Case> find(CaseId id) const;
  /// The newest case of that reference.
  std::optional<Case> find_by_reference(std::string_view reference) const;
  CaseLinks links(CaseId id) const;
  /// The event that a command wrote, when it is done already.
  std::optional<CaseEvent> find_command(std::string_view command_key) const;

  /// Events from the newest, those below `before_seq` when it is above 0.
  std::vector<CaseEvent> timeline(CaseId id, int limit, std::int64_t before_seq = 0) const;
  /// All of them, from the first, for replay.
  std::vector<CaseEvent> events(CaseId id) const;
  /// The same one by one, however many there are; false from `take` ends it.
  void each_event(CaseId id, const std::function<bool(CaseEvent)>& take) const;
  /// Every case there is, in order of id.
  std::vector<CaseId> all() const;
  /// The newest changes of state, newest first, and the first event of all.
  std::vector<CaseMove> moves(CaseId id, int limit) const;
  /// What the engine needs of the past, each act once, so that no decision reads the events.
  std::vector<PastAct> acts(CaseId id) const;
  std::vector<PastCall> calls(CaseId id) const;
  /// From the newest.
  std::vector<Contact> contacts(CaseId id, int limit) const;
  std::vector<Agreement> agreements(CaseId id) const;
  std::vector<Notice> notices(CaseId id) const;

  /// Timers due on or before that day that are neither paused nor deferred, earliest first.
  struct DueTimer {
    CaseId case_id;
    Timer timer;
  };
  std::vector<DueTimer> due_timers(Date on, int limit) const;

 private:
  bool open(const Case& opened, CaseId parent);
  std::optional<CaseEvent> chained(const Case& after, CaseEvent event) const;
  bool insert(const CaseEvent& event);
  void keep_rules(const StoredDefinition& rules);
  Applied refused(const Transition& transition) const;
  void move(const Case& after);
  std::optional<Case> with_sets(std::optional<Case> found) const;

  Connection& connection_;
  std::string insert_event_;  // as this database spells it
};

}  // namespace lintel
