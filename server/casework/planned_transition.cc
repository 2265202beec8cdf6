#include "server/casework/planned_transition.h"

#include <algorithm>
#include <stdexcept>

#include "server/casework/bound_facts.h"
#include "server/casework/decision_words.h"
#include "server/casework/desk.h"
#include "server/casework/event_payload.h"
#include "server/casework/letter_fields.h"
#include "workflows/counted_days.h"
#include "workflows/event_record.h"
#include "workflows/past_acts.h"
#include "workflows/started_case.h"

namespace lintel {
namespace {

/// The branch that acted: what the decision's rule names.
const Branch* acted_branch(const Definition& definition, const Decision& decision) {
  for (const StateDefinition& state : definition.states) {
    if (state.name != decision.from) continue;
    const EventDefinition* event = state.event(decision.event);
    if (event == nullptr) continue;
    for (const Branch& branch : event->branches) {
      if (branch.rule == decision.rule) return &branch;
    }
  }
  return nullptr;
}

/// Fills the transition of one decision, a noun at a time.
class Composer {
 public:
  Composer(CaseworkParts& parts,
           const GatheredCase& gathered,
           const Asked& asked,
           const RuleValues& rules,
           const CountedDays& counted,
           const NoticeAct& notice,
           PlannedTransition& planned)
      : parts_(parts),
        gathered_(gathered),
        asked_(asked),
        rules_(rules),
        counted_(counted),
        notice_(notice),
        planned_(planned),
        definition_(*gathered.definition) {}

  void compose(const CaseState& before) {
    set_case(before);
    set_tasks(before);
    set_contact();
    set_agreement();
    set_notice();
    set_documents();
    set_approval();
    set_calls();
    set_past(before);
    set_event();
    set_desk();
  }

 private:
  Case& after() { return planned_.transition.after; }
  const CaseFile& file() const { return gathered_.file; }

  void set_case(const CaseState& before) {
    if (gathered_.opens || !file().latest_case) {
      after().id = parts_.new_id<CaseId>();
      after().reference = file().tenancy.reference;
      after().tenancy_id = file().tenancy.id;
      after().account_id = file().account.id;
      after().definition = definition_.key;
      after().version = 0;
    } else {
      after() = *file().latest_case;
    }
    const StateDefinition* state = definition_.state(planned_.step.next.state);
    if (state == nullptr) throw std::logic_error("the engine moved to a state that is not there");
    after().state = state->name;
    after().stage = state->stage;
    after().state_since = planned_.step.next.since;
    after().timers = planned_.step.next.timers;
    after().holds = planned_.step.next.holds;
    for (Hold& hold : after().holds) {
      if (hold.id.is_nil()) hold.id = parts_.new_id<HoldId>();
    }
    for (const std::string& ended : planned_.step.holds_ended) keep_lifted(before, ended);
  }

  /// A hold that this event lifts stays in the case's history with the day of its lifting.
  void keep_lifted(const CaseState& before, const std::string& name) {
    for (Hold hold : before.holds) {
      const bool kept = std::any_of(after().holds.begin(),
                                    after().holds.end(),
                                    [&](const Hold& each) { return each.id == hold.id; });
      if (hold.name != name || kept) continue;
      hold.lifted_on = gathered_.today;
      after().holds.push_back(hold);
    }
  }

  void set_tasks(const CaseState& before) {
    const bool opens = after().version == 0;
    for (const OpenTask& open : opens ? planned_.step.next.tasks : planned_.step.tasks_opened) {
      const TaskDefinition* declared = definition_.task(open.name);
      if (declared == nullptr) declared = task_of_effect(open.name);
      planned_.transition.opened.push_back(
          {.id = parts_.new_id<TaskId>(),
           .case_id = after().id,
           .name = open.name,
           .label = declared && !declared->label.empty() ? declared->label : words_of(open.name),
           .role = open.role,
           .opened_on = open.opened_on,
           .due = open.due,
           .done_on = {}});
    }
    const Branch* branch = acted_branch(definition_, planned_.step.decision);
    for (const std::string& closed : planned_.step.tasks_closed) {
      const bool was_open = std::any_of(before.tasks.begin(),
                                        before.tasks.end(),
                                        [&](const OpenTask& task) { return task.name == closed; });
      const bool by_branch = branch != nullptr && branch->by_task == closed;
      if (by_branch || asked_.event == "task." + closed) {
        planned_.transition.done.push_back({closed, fields_text()});
      } else if (was_open && !opens) {
        planned_.transition.withdrawn.push_back(closed);
      }
    }
  }

  /// A task that no state declares is described by the effect that opens it, if at all.
  const TaskDefinition* task_of_effect(const std::string& name) const {
    for (const Effect& effect : planned_.step.effects)
      if (effect.kind == Effect::Kind::task && effect.name == name) return effect.task.get();
    return nullptr;
  }

  std::string fields_text() const {
    Json fields = Json::object();
    for (const auto& [name, value] : asked_.fields) fields[name] = value;
    return to_canonical(fields);
  }

  std::string field(const std::string& name) const {
    const auto found = asked_.fields.find(name);
    return found == asked_.fields.end() ? "" : found->second;
  }

  void set_contact() {
    if (asked_.event != "record_contact" || !asked_.actor.person) return;
    const Result<Date> on = Date::parse(field("on"));
    planned_.transition.contacts.push_back(
        {.id = parts_.new_id<ContactId>(),
         .case_id = after().id,
         .on = on ? *on : gathered_.today,
         .by = *asked_.actor.person,
         .method = field("method").empty() ? "telephone" : field("method"),
         .reached = field("reached") == "yes" || field("reached") == "true",
         .note = field("note")});
  }

  void set_agreement() {
    auto& agreements = planned_.transition.agreements;
    if (asked_.event == "offer_agreement") {
      if (std::optional<Agreement> offered = offered_agreement()) agreements.push_back(*offered);
      return;
    }
    if (!file().agreement) return;
    Agreement agreement = *file().agreement;
    const AgreementState was = agreement.state;
    const bool moves = planned_.step.decision.from != planned_.step.decision.to;
    const bool found_broken = moves && gathered_.standing && gathered_.standing->broken;
    const bool found_mended = moves && gathered_.standing && gathered_.standing->live &&
                              after().stage == Stage::agreement;
    if (asked_.event == "accept_agreement" && was == AgreementState::offered)
      agreement.state = AgreementState::kept;
    if (asked_.event == "withdraw_agreement" || asked_.event == "offer_lapsed")
      agreement.state = AgreementState::withdrawn;
    if (was == AgreementState::kept && found_broken) agreement.state = AgreementState::broken;
    if (was == AgreementState::broken && found_mended) agreement.state = AgreementState::kept;
    if (was == AgreementState::kept && after().stage == Stage::closed)
      agreement.state = AgreementState::completed;
    if (agreement.state != was) agreements.push_back(agreement);
  }

  std::optional<Agreement> offered_agreement() {
    const Result<Money> instalment = Money::parse(field("instalment"));
    if (!instalment || !asked_.actor.person) return std::nullopt;
    const Result<Date> first_due = Date::parse(field("first_due"));
    const Result<RentFrequency> frequency = parse_rent_frequency(field("frequency"));
    return Agreement{.id = parts_.new_id<AgreementId>(),
                     .case_id = after().id,
                     .instalment = *instalment,
                     .frequency = frequency ? *frequency : file().account.rent.frequency,
                     .first_due = first_due ? *first_due : gathered_.today,
                     .arrears = file().account.summary.balance,
                     .made_on = gathered_.today,
                     .state = AgreementState::offered,
                     .made_by = *asked_.actor.person};
  }

  void set_notice() {
    if (!notice_.notice) return;
    Notice notice = *notice_.notice;
    notice.case_id = after().id;
    planned_.transition.notices.push_back(notice);
  }

  /// One document to each joint tenant for every document that the decision asks for.
  void set_documents() {
    const bool waits = waits_for_approval() != nullptr;
    const std::optional<Notice> drafted = planned_.transition.notices.empty()
                                              ? std::nullopt
                                              : std::optional(planned_.transition.notices.front());
    const std::optional<Agreement> agreement = planned_.transition.agreements.empty()
                                                   ? file().agreement
                                                   : planned_.transition.agreements.front();
    const LetterSubject subject{.gathered = gathered_,
                                .dated = gathered_.today,
                                .signed_by = asked_.actor.person ? asked_.actor.name : "",
                                .notice = drafted,
                                .agreement = agreement};
    int n = 0;
    for (const Effect& effect : planned_.step.effects) {
      if (effect.kind != Effect::Kind::document) continue;
      const std::optional<TemplateSummary> letter = letter_of(effect);
      if (!letter)
        throw std::runtime_error("no version " + effect.version + " of the template " +
                                 effect.name + " is in force on " + gathered_.today.to_iso());
      for (const Tenant& tenant : file().tenancy.tenants) {
        add_document(*letter, effect, subject, tenant, waits, ++n);
      }
    }
  }

  /// The version that the workflow names, else the one in force today.
  std::optional<TemplateSummary> letter_of(const Effect& effect) const {
    if (effect.version.empty()) return parts_.policy.documents().find(effect.name, gathered_.today);
    for (const TemplateSummary& each : parts_.policy.documents().templates())
      if (each.name == effect.name && each.version == effect.version) return each;
    return std::nullopt;
  }

  void add_document(const TemplateSummary& letter,
                    const Effect& effect,
                    const LetterSubject& subject,
                    const Tenant& to,
                    bool waits,
                    int n) {
    PlannedDocument planned;
    planned.document = {.id = parts_.new_id<DocumentId>(),
                        .case_id = after().id,
                        .tenant_id = to.id,
                        .template_name = letter.name,
                        .template_version = letter.version,
                        .title = letter.title,
                        .tag = !effect.tag.empty()   ? effect.tag
                               : letter.tags.empty() ? ""
                                                     : letter.tags.front(),
                        .dated = gathered_.today,
                        .effect_key = to_string(after().id) + ":" +
                                      std::to_string(after().version + 1) + ":" + std::to_string(n),
                        .pdf = {},
                        .pages = 0,
                        .state = waits ? DocumentState::draft : DocumentState::released};
    planned.fields = letter_fields(parts_, letter, subject, to);
    if (!planned_.transition.notices.empty()) {
      Notice& notice = planned_.transition.notices.front();
      notice.documents.push_back(planned.document.id);
      if (notice.state == NoticeState::proposed && !letter.statutory_form.empty()) {
        notice.form_version = letter.name + " " + letter.version;
        notice.form_edition = letter.form_edition;
      }
    }
    Json payload = Json::object();
    payload["document"] = to_string(planned.document.id);
    payload["template"] = letter.name;
    payload["version"] = letter.version;
    payload["fields"] = planned.fields;
    planned_.transition.effects.push_back({"document", to_canonical(payload)});
    planned_.transition.documents.push_back(planned.document);
    planned_.documents.push_back(std::move(planned));
  }

  /// The four-eyes task that the new state opens, if it does.
  const TaskDefinition* waits_for_approval() const {
    for (const OpenTask& open : planned_.step.tasks_opened) {
      const TaskDefinition* task = definition_.task(open.name);
      if (task != nullptr && !task->binds.empty()) return task;
    }
    return nullptr;
  }

  void set_approval() {
    const TaskDefinition* task = waits_for_approval();
    if (task == nullptr || !asked_.actor.person) return;
    Approval approval{.id = parts_.new_id<ApprovalId>(),
                      .case_id = after().id,
                      .task = task->name,
                      .proposed_by = *asked_.actor.person,
                      .proposed_at = parts_.clock.now(),
                      .earlier_actors = {},
                      .bound_to = {},
                      .documents = {},
                      .state = ApprovalState::waiting,
                      .decided_by = {},
                      .decided_at = {},
                      .reason = ""};
    for (const PersonId person : earlier_actors(*task, planned_.step.next))
      if (person != approval.proposed_by) approval.earlier_actors.push_back(person);
    for (const Document& document : planned_.transition.documents)
      approval.documents.push_back(document.id);
    planned_.bound_facts = approval_facts(gathered_, rules_);
    planned_.approval = approval.id;
    planned_.transition.approvals.push_back(std::move(approval));
  }

  void set_calls() {
    for (const Effect& effect : planned_.step.effects) {
      if (effect.kind != Effect::Kind::call) continue;
      Json payload = Json::object();
      payload["call"] = effect.name;
      if (!effect.undoes.empty()) payload["undoes"] = effect.undoes;
      payload["documents"] = Json::array();
      for (const Document& document : planned_.transition.documents)
        payload["documents"].push(to_string(document.id));
      planned_.transition.effects.push_back({"call", to_canonical(payload)});
    }
    // Drafts that wait for an approval are sent later, and then count as effects of that event.
    planned_.sent_before_calls =
        planned_.approval ? 0 : static_cast<int>(planned_.transition.documents.size());
    name_calls(planned_.step.next.calls,
               planned_.step.effects,
               to_string(after().id) + ":" + std::to_string(after().version + 1),
               planned_.sent_before_calls);
  }

  /// What the case remembers anew: only what this event changes of it is written.
  void set_past(const CaseState& before) {
    const CaseState& next = planned_.step.next;
    if (next.acts.size() > before.acts.size()) planned_.transition.act = next.acts.back();
    if (next.calls != before.calls) planned_.transition.calls = next.calls;
  }

  void set_event() {
    CaseEvent& event = planned_.transition.event;
    const Decision& decision = planned_.step.decision;
    event.at = parts_.clock.now();
    event.on = gathered_.today;
    event.event = asked_.event;
    event.from = decision.from;
    event.to = decision.to;
    event.actor = asked_.actor;
    event.command_key = asked_.command_key;
    event.definition_hash = definition_.hash;
    RuleSets::Named rules =
        parts_.rule_sets.of(definition_, rules_, gathered_.today, parts_.clock.now());
    planned_.rules_of_the_day = rules.hash;
    planned_.transition.rules = std::move(rules.to_keep);
    event.payload = event_payload(planned_, gathered_, asked_, rules_, counted_);
  }

  void set_desk() {
    planned_.transition.desk =
        desk_of(gathered_, planned_.step.next, rules_, because_of(planned_.step.decision));
  }

  CaseworkParts& parts_;
  const GatheredCase& gathered_;
  const Asked& asked_;
  const RuleValues& rules_;
  const CountedDays& counted_;
  const NoticeAct& notice_;
  PlannedTransition& planned_;
  const Definition& definition_;
};

/// The parent's account and tenancy, as the first day of a case in another workflow finds them.
GatheredCase newly_gathered(const CaseworkParts& parts,
                            const GatheredCase& parent,
                            const Definition& definition) {
  GatheredCase gathered = parent;
  gathered.file.latest_case.reset();
  gathered.file.contacts = {};
  gathered.file.open_tasks.clear();
  gathered.file.task_fields.clear();
  gathered.file.notice.reset();
  gathered.file.agreement.reset();
  gathered.standing.reset();
  gathered.state = {};
  gathered.opens = true;
  gathered.definition = &definition;
  refill_facts(parts, gathered);
  return gathered;
}

/// The case that an event of `parent` begins in another workflow, with its opening.
Transition begun(CaseworkParts& parts,
                 const GatheredCase& parent,
                 const Case& by,
                 const Actor& actor,
                 const std::string& workflow) {
  const Definition* definition = parts.workflows.live(workflow, parent.today);
  if (definition == nullptr)
    throw std::runtime_error("the workflow " + by.definition.workflow + " begins " + workflow +
                             ", of which no version is live on " + parent.today.to_iso());
  const GatheredCase gathered = newly_gathered(parts, parent, *definition);
  const RuleValues plain(*definition, parts.policy.rules(), gathered.today);
  const RecordingBook book(plain.book());
  const RuleValues rules = plain.beside(book);
  // A case is closed once, so that it begins one case of each workflow however often it is asked.
  const Asked opening{.event = std::string(kCaseStarted),
                      .fields = {{"started_by", by.reference}},
                      .actor = actor,
                      .command_key = "starts:" + to_string(by.id) + ":" + workflow};
  PlannedTransition planned;
  planned.step = start_case(*definition, gathered.facts, rules, gathered.today);
  Composer(parts, gathered, opening, rules, book.counted(), {}, planned).compose(planned.step.next);
  planned.transition.after.reference = started_reference(gathered.file.tenancy.reference, workflow);
  planned.transition.parent = by.id;
  return std::move(planned.transition);
}

}  // namespace

PlannedTransition plan_transition(CaseworkParts& parts,
                                  const GatheredCase& gathered,
                                  const Asked& asked,
                                  const RuleValues& rules,
                                  const NoticeAct& notice) {
  PlannedTransition planned;
  // What is counted on the calendar is kept with the event: bank holidays are moved.
  const RecordingBook book(rules.book());
  const RuleValues recorded = rules.beside(book);
  const CaseState before =
      in_order(gathered.opens || !gathered.file.latest_case
                   ? open_case(*gathered.definition, gathered.facts, recorded, gathered.today)
                   : gathered.state);
  const Event event{.name = asked.event, .actor = asked.actor, .fields = asked.fields};
  planned.step =
      step(*gathered.definition, before, event, gathered.facts, recorded, gathered.today);
  if (!planned.step.changes) return planned;
  Composer(parts, gathered, asked, rules, book.counted(), notice, planned).compose(before);
  for (const std::string& workflow : planned.step.starts)
    planned.transition.starts.push_back(
        begun(parts, gathered, planned.transition.after, asked.actor, workflow));
  return planned;
}

}  // namespace lintel
