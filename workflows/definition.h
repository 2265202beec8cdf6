#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/case.h"
#include "domain/hash.h"
#include "domain/person.h"
#include "domain/tenancy.h"
#include "workflows/decision_table.h"
#include "workflows/expression.h"

namespace lintel {

/// A fact that a workflow reads: from a source ("rent_account.balance"), by a formula or by a
/// table.
struct FactDeclaration {
  std::string name;
  ValueType type = ValueType::yes_no;
  std::vector<std::string> words;   ///< of one_of; empty for any other type
  std::vector<FactDeclaration> of;  ///< the fields of a list's records
  std::string source;               ///< "" for a formula or table
  std::optional<Expression> formula;
  std::optional<DecisionTable> table;
  std::string because;   ///< why the formula is what it is
  std::string label;     ///< as a reason says it: "weeks owed"
  std::string says_yes;  ///< of a yes_no: "an agreement is live"; else "LABEL is yes"
  std::string says_no;   ///< "no agreement is live"
  std::string law;       ///< why it is asked: a citation, or ""
  std::string fix;       ///< what a person does when it fails or is unknown
  Place place;

  bool is_derived() const { return formula || table; }
  /// What it is worked out by: its formula, or each row's `when` and `gives`; empty for a source.
  std::vector<const Expression*> expressions() const;
  /// Its formula or table worked out; unknown for a fact with a source.
  Value derived(const Frame& frame) const;
};

/// How an event reads wherever it stands.
struct EventWords {
  std::string event;
  std::string label;     ///< on a button: "Begin breathing space"
  std::string happened;  ///< in a timeline: "Breathing space begun"
  Place place;
};

/// What a timer does while a hold runs. run: as if there were none; pause: keeps the days left;
/// defer: falls due, and fires once when the hold is lifted.
enum class TimerPolicy { run, pause, defer };
std::string_view to_string(TimerPolicy policy);

/// Something that stands beside the state and stops certain steps while it runs.
struct HoldDefinition {
  std::string name;
  std::string label;
  std::vector<std::string> begins;  ///< events
  std::vector<std::string> ends;    ///< events
  std::optional<Expression> lasts;  ///< days, beginning with its first day; none: open-ended
  bool blocks_all_events = false;
  std::vector<std::string> blocks_events;
  std::vector<std::string> blocks_tags;  ///< of documents
  std::optional<Expression> unless;      ///< when yes, nothing is blocked
  TimerPolicy default_policy = TimerPolicy::run;
  bool has_default_policy = false;
  std::vector<std::pair<std::string, TimerPolicy>> timers;
  std::string law;
  std::string because;
  std::string fix;       ///< what a person does about it
  std::vector<Role> by;  ///< who may begin or end it; empty: the system or any officer
  Place place;

  TimerPolicy policy_for(std::string_view timer) const;
};

struct TaskDefinition;

/// What is done when a branch acts or a state is entered. Written as rows in the transition and
/// performed after commit.
struct Effect {
  enum class Kind { document, call, task, note };
  Kind kind = Kind::note;
  std::string name;        ///< template, connector.call, task, or the note's words
  std::string tag;         ///< of a document: "arrears_demand"
  std::string compensate;  ///< of a call: what undoes it
  std::string undoes;      ///< of a call that undoes another: that other's key, as PastCall has it
  /// Of a task: its role and due date, where the effect gives them.
  std::shared_ptr<const TaskDefinition> task = nullptr;
  std::string version;  ///< of a template; "": the latest in force
  Place place;

  /// "document:letter_1", "call:post.send", "task:call", "note:..."
  std::string action() const;
  friend bool operator==(const Effect& a, const Effect& b) {
    return a.kind == b.kind && a.name == b.name && a.tag == b.tag && a.compensate == b.compensate &&
           a.undoes == b.undoes && a.version == b.version;
  }
};

/// One way in which an event may be answered in a state. Branches are tried in order.
struct Branch {
  std::string rule;  ///< its name, or "state.event.N"
  bool named = false;
  std::vector<Role> by;            ///< roles who may press it; empty: see by_task
  std::string by_task;             ///< "approve_notice": who holds that task
  std::vector<std::string> needs;  ///< fields that the event must carry
  std::optional<Expression> when;  ///< none: always
  std::vector<Effect> effects;
  std::string to;  ///< "" or the own state: stays
  int to_state = -1;
  std::string because;
  std::string law;  ///< citation, or ""
  std::string fix;
  bool irrevocable = false;  ///< what was called before can no longer be undone
  bool compensates = false;  ///< undoes every call since the last irrevocable branch, newest first
  Place place;

  bool pressed_by_people() const { return !by.empty() || !by_task.empty(); }
  /// Says why nothing is done: goes nowhere, does nothing, and nobody presses it.
  bool leaves_alone() const {
    return to.empty() && effects.empty() && !compensates && !pressed_by_people();
  }
};

struct EventDefinition {
  std::string name;
  std::string label;  ///< the button: "Propose notice"
  std::vector<Branch> branches;
  Place place;
};

struct TaskDefinition {
  std::string name;
  std::string label;
  Role role = Role::income_officer;
  std::string form;
  std::optional<Expression> due;       ///< days, working days or months after it opens
  std::vector<std::string> four_eyes;  ///< events: none who fired one may do this task
  std::vector<std::string> binds;      ///< "document", "facts"
  std::optional<Role> escalate_to;     ///< may do it too from the day after it was due
  Place place;
};

/// One answer that a form asks for.
struct FormField {
  std::string name;
  std::string label;
  ValueType type = ValueType::text;
  std::vector<std::string> words;  ///< of one_of; empty for any other type
  bool needed = true;              ///< the task is not done without it
  Place place;

  /// Why the text is not such an answer: "given on is not a date". Nothing when it is.
  std::optional<std::string> refuses(const std::string& text) const;
};

/// What is asked when a task is done. The answers are fields of the event, and facts with source
/// task.NAME.FIELD read them.
struct FormDefinition {
  std::string name;
  std::string title;
  std::vector<FormField> fields;
  Place place;

  const FormField* field(std::string_view field_name) const;
};

/// Fires an event on a date, after a time in the state, or again and again.
struct TimerDefinition {
  enum class Kind { at, after, every };
  enum class DayRule { same_day, next_day, next_working_day };
  std::string name;
  Kind kind = Kind::after;
  Expression when;  ///< a date for `at`; a length for `after` and `every`
  DayRule day_rule = DayRule::same_day;
  std::string fires;            ///< event; "" when it only does its effects
  std::vector<Effect> effects;  ///< of a timer that fires no event
  std::string because;
  Place place;

  /// What arrives when it falls due: `fires`, or "timer.NAME" when it only does its effects.
  std::string event() const { return fires.empty() ? "timer." + name : fires; }
};

struct StateDefinition {
  std::string name;
  Stage stage = Stage::early_contact;
  std::string label;
  std::string meaning;
  bool final = false;
  std::vector<TaskDefinition> tasks;    ///< opened on entry, closed on leaving
  std::vector<TimerDefinition> timers;  ///< armed on entry
  std::vector<std::string> keeps;       ///< timers of earlier states that go on
  std::vector<Effect> entry;
  std::vector<Effect> exit;
  std::vector<EventDefinition> events;
  std::vector<std::string> starts;  ///< workflows begun on entry
  Place place;

  const EventDefinition* event(std::string_view event_name) const;
  const TaskDefinition* task(std::string_view task_name) const;
};

/// The law that a workflow carries out.
struct LawBlock {
  std::string act;
  std::vector<std::string> provisions;
  std::optional<Date> in_force_from;
  std::string reviewed_by;
  std::string ticket;
};

/// How cases of an earlier version move to this one.
struct MigrationMap {
  std::string from;
  std::vector<std::pair<std::string, std::string>> states;
  bool same_rest = false;
  std::vector<std::pair<std::string, std::string>> timers;
  std::optional<Expression> refuse_when;
  Place place;
};

/// A workflow as its file says it: a plain graph of values. Immutable once read.
struct Definition {
  DefinitionKey key;
  std::string title;
  std::string owner;
  std::string calendar;
  LawBlock law;
  std::vector<std::string> tenancies;  ///< TenancyType words that it is for; empty: none by itself
  std::optional<bool> social;          ///< only social lettings, only others, or either
  std::vector<FactDeclaration> facts;  ///< a fact's slot is its place here
  std::vector<FormDefinition> forms;
  std::vector<EventWords> event_words;
  std::vector<std::string> hold_names;
  std::vector<HoldDefinition> holds;
  std::vector<std::string> state_names;
  std::vector<StateDefinition> states;
  std::string start;
  std::vector<RuleReference> rules;  ///< a rule's slot is its place here
  std::optional<MigrationMap> migrate;
  std::string canonical;  ///< canonical JSON, as stored
  Hash hash;              ///< SHA-256 of `canonical`
  std::string file;

  const StateDefinition* state(std::string_view name) const;
  int state_index(std::string_view name) const;  ///< -1 when there is none
  int fact_slot(std::string_view name) const;    ///< -1 when there is none
  int fact_slot_of_source(std::string_view source) const;
  const HoldDefinition* hold(std::string_view name) const;
  /// "Begin breathing space": the label of the event, from `events:` or the first state that gives
  /// one; else its words.
  std::string event_label(std::string_view event) const;
  /// The same; without `in_states` no state is asked.
  std::string event_label(std::string_view event, bool in_states) const;
  /// "Breathing space begun"; else its label.
  std::string event_happened(std::string_view event) const;
  /// The timer of that name in whichever state declares it.
  const TimerDefinition* timer(std::string_view name) const;
  /// The task of that name in whichever state declares it.
  const TaskDefinition* task(std::string_view name) const;
  const FormDefinition* form(std::string_view name) const;
  /// The form of the task that the branch does; null when it does none, or one without a form.
  const FormDefinition* form_of(const StateDefinition& state, const Branch& branch) const;
  /// Every event that any state answers or any hold begins or ends with, in order of the file.
  std::vector<std::string> event_names() const;
  Facts new_facts() const { return Facts{facts.size()}; }
  /// Whether any branch undoes what was called before.
  bool compensates() const;
  /// Whether a new case of such a tenancy begins in this workflow, by its `applies:` block.
  bool applies_to(TenancyType type, bool social_letting) const;
};

/// "notice in approval" for "notice_in_approval".
std::string words_of(std::string_view name);
/// The same beginning with a capital.
std::string capitalised(std::string words);

}  // namespace lintel
