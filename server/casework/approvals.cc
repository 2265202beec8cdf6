#include <algorithm>

#include "server/casework/bound_facts.h"
#include "server/casework/case_act.h"
#include "server/casework/case_words.h"
#include "server/casework/casework.h"
#include "server/casework/notice_drafting.h"
#include "storage/approval_store.h"
#include "storage/document_store.h"
#include "storage/tenancy_store.h"

namespace lintel {
namespace {

constexpr int kApprovalsOnAPage = 200;

/// What an approval was asked on: the event that opened it.
struct AskedThen {
  CaseEvent event;
  Json payload;
};

std::optional<AskedThen> asked_then(Connection& connection, const Approval& approval) {
  for (CaseEvent& event : CaseStore(connection).timeline(approval.case_id, 200)) {
    const Result<Json> payload = parse_json(event.payload);
    if (payload && payload->text("approval") == to_string(approval.id))
      return AskedThen{std::move(event), *payload};
  }
  return std::nullopt;
}

std::vector<Document> documents_of(Connection& connection, const Approval& approval) {
  std::vector<Document> documents;
  for (const DocumentId id : approval.documents) {
    if (std::optional<Document> document = DocumentStore(connection).find(id))
      documents.push_back(*std::move(document));
  }
  return documents;
}

std::string words_of_value(const Json& value) {
  if (value.is_string()) return value.as_string();
  if (!value.is_array()) return to_canonical(value);
  std::string words;
  for (const Json& each : value.as_array())
    words += (words.empty() ? "" : ", ") + (each.is_string() ? each.as_string() : "");
  return words.empty() ? "none" : words;
}

/// Each fact that differs between then and now, in a sentence.
std::vector<std::string> changes_between(const Json& then, const Json& now) {
  std::vector<std::string> changed;
  if (!then.is_object() || !now.is_object()) return changed;
  for (const auto& [name, value] : now.as_object()) {
    const Json* before = then.find(name);
    if (before != nullptr && *before == value) continue;
    changed.push_back(words_of(name) + " was " + (before ? words_of_value(*before) : "not known") +
                      " and is " + words_of_value(value));
  }
  return changed;
}

Reason reason(std::string rule, std::string because, std::string fix) {
  return {.rule = std::move(rule),
          .passed = Verdict::no,
          .because = std::move(because),
          .law = "",
          .fact = "",
          .fix = std::move(fix)};
}

bool acted_before(const Approval& approval, PersonId person) {
  return approval.proposed_by == person ||
         std::find(approval.earlier_actors.begin(), approval.earlier_actors.end(), person) !=
             approval.earlier_actors.end();
}

const TaskDefinition* task_of(const Definition& definition, const std::string& name) {
  for (const StateDefinition& state : definition.states) {
    if (const TaskDefinition* task = state.task(name)) return task;
  }
  return nullptr;
}

/// Why this person may not decide at all, whatever the documents say.
std::vector<Reason> why_not_this_person(const GatheredCase& gathered,
                                        const Approval& approval,
                                        const Person& person) {
  std::vector<Reason> reasons;
  if (approval.state != ApprovalState::waiting) {
    reasons.push_back(
        reason("approval",
               "this has been decided already: " + std::string(to_string(approval.state)),
               ""));
  }
  if (acted_before(approval, person.id)) {
    reasons.push_back(reason("four_eyes",
                             person.name + " asked for this and cannot decide it",
                             "Somebody else who may approve must read it."));
  }
  const TaskDefinition* task =
      gathered.definition ? task_of(*gathered.definition, approval.task) : nullptr;
  if (task != nullptr && !person.has(task->role)) {
    reasons.push_back(reason("actor",
                             "this is for a " + std::string(role_label(task->role)) + " to decide",
                             "Ask somebody in that role."));
  }
  return reasons;
}

std::vector<Reason> why_unread(Connection& connection,
                               const std::vector<Document>& documents,
                               const Person& person) {
  std::vector<Reason> reasons;
  for (const Document& document : documents) {
    if (document.pdf && DocumentStore(connection).was_opened(document.id, person.id, *document.pdf))
      continue;
    reasons.push_back(reason("read",
                             "\"" + document.title + "\" has not been opened by " + person.name,
                             "Open and read every document before approving."));
  }
  return reasons;
}

std::vector<std::string> changes_since(const CaseworkParts& parts,
                                       const GatheredCase& gathered,
                                       const AskedThen& then) {
  const RuleValues rules(*gathered.definition, parts.policy.rules(), gathered.today);
  const Json* bound = then.payload.find("bound");
  return changes_between(bound ? *bound : Json::object(), approval_facts(gathered, rules));
}

Outcome refused_for(const std::string& event, std::vector<Reason> reasons) {
  Outcome outcome;
  outcome.fate = Fate::refused;
  outcome.decision.event = event;
  outcome.decision.reasons = std::move(reasons);
  return outcome;
}

/// The documents that go with a decided approval: out into the world, or never.
void settle_documents(Transaction& tx, const std::vector<DocumentId>& documents, bool approved) {
  for (const DocumentId id : documents) {
    DocumentStore(tx).set_state(id, approved ? DocumentState::released : DocumentState::withdrawn);
  }
}

/// Facts that changed void a request: it goes back to whoever asked, in the name of who found it.
void make_void(CaseworkParts& parts,
               const Approval& approval,
               const std::string& reference,
               const Person& found_by,
               const std::vector<Reason>& reasons) {
  std::string why = "the facts changed since it was asked for";
  for (const Reason& each : reasons) why += "; " + each.because;
  CaseAct act;
  act.reference = reference;
  act.asked = {"returned", {{"reason", why}}, actor_of(found_by), "void:" + to_string(approval.id)};
  act.before = [&parts](Connection&, GatheredCase& gathered, NoticeAct& notice) {
    return prepare_notice(parts, gathered, "returned", notice);
  };
  act.complete = [&](const GatheredCase&, Transition& transition) {
    transition.decided.push_back({.id = approval.id,
                                  .state = ApprovalState::void_,
                                  .decided_by = std::nullopt,
                                  .reason = why});
  };
  act.beside = [&](Transaction& tx, const Transition&) {
    settle_documents(tx, approval.documents, false);
  };
  perform(parts, act);
}

}  // namespace

Outcome Casework::decide_approval(const DecideApproval& asked) {
  const auto found = parts_->database.read([&](Connection& connection) {
    std::pair<std::optional<Approval>, std::string> answer;
    answer.first = ApprovalStore(connection).find(asked.id);
    if (answer.first) {
      if (const auto kase = CaseStore(connection).find(answer.first->case_id))
        answer.second = kase->reference;
    }
    return answer;
  });
  if (!found.first) {
    Outcome outcome;
    outcome.fate = Fate::unknown;
    return outcome;
  }
  const std::string event = asked.approve ? "approved" : "returned";
  if (!asked.approve && asked.reason.empty()) {
    return invalid({.what = "the reason is missing",
                    .fix = "Say why it goes back.",
                    .place = {.file = "", .line = 0, .column = 0, .field = "reason"}});
  }
  CaseAct act;
  act.reference = found.second;
  act.asked = {event, {{"reason", asked.reason}}, actor_of(asked.actor), asked.command_key};
  act.person = asked.actor;
  bool facts_changed = false;
  std::vector<Reason> change_reasons;
  act.before = [&](Connection& connection,
                   GatheredCase& gathered,
                   NoticeAct& notice) -> std::optional<Outcome> {
    const std::optional<Approval> approval = ApprovalStore(connection).find(asked.id);
    const std::vector<Document> documents = documents_of(connection, *approval);
    std::vector<Reason> reasons = why_not_this_person(gathered, *approval, asked.actor);
    if (asked.approve && reasons.empty()) {
      for (Reason& each : why_unread(connection, documents, asked.actor))
        reasons.push_back(std::move(each));
      if (asked.bound_to != approval->bound_to.to_hex()) {
        reasons.push_back(reason("bound",
                                 "what was shown is not what this approval is bound to",
                                 "Open it again and read it."));
      }
    }
    if (!reasons.empty()) return refused_for(event, std::move(reasons));
    if (asked.approve) {
      const std::optional<AskedThen> then = asked_then(connection, *approval);
      if (!then)
        return refused_for(
            event,
            {reason("bound", "what was asked for cannot be found", "Return it with a reason.")});
      const std::vector<std::string> changed = changes_since(*parts_, gathered, *then);
      const Json* bound = then->payload.find("bound");
      const bool same_bytes =
          bound != nullptr && approval_hash(*bound, documents) == approval->bound_to;
      if (!changed.empty() || !same_bytes) {
        facts_changed = true;
        change_reasons.clear();
        for (const std::string& each : changed)
          change_reasons.push_back(reason("bound", each, "Propose it again on today's facts."));
        if (!same_bytes)
          change_reasons.push_back(reason("bound",
                                          "a document is not what it was when this was asked for",
                                          "Propose it again."));
        return refused_for(event, change_reasons);
      }
    }
    return prepare_notice(*parts_, gathered, event, notice);
  };
  act.complete = [&](const GatheredCase&, Transition& transition) {
    transition.decided.push_back(
        {.id = asked.id,
         .state = asked.approve ? ApprovalState::approved : ApprovalState::returned,
         .decided_by = asked.actor.id,
         .reason = asked.reason});
  };
  act.beside = [&](Transaction& tx, const Transition&) {
    settle_documents(tx, found.first->documents, asked.approve);
  };
  Outcome outcome = perform(*parts_, act);
  if (facts_changed && outcome.fate == Fate::refused) {
    make_void(*parts_, *found.first, found.second, asked.actor, change_reasons);
    outcome.decision.reasons.push_back(
        {.rule = "bound",
         .passed = Verdict::no,
         .because = "the request is void and has gone back to the officer",
         .law = "",
         .fact = "",
         .fix = ""});
  }
  return outcome;
}

bool Casework::mark_read(DocumentId id, const Person& person) {
  return parts_->database.write([&](Transaction& tx) {
    const std::optional<Document> document = DocumentStore(tx).find(id);
    if (!document || !document->pdf) return false;
    const std::optional<Case> kase = CaseStore(tx).find(document->case_id);
    const std::optional<Tenancy> tenancy =
        kase ? TenancyStore(tx).find(kase->tenancy_id) : std::nullopt;
    if (!tenancy || !person.covers(tenancy->patch)) return false;
    DocumentStore(tx).opened(id, person.id, *document->pdf, parts_->clock.now());
    return true;
  });
}

namespace {

ApprovalLine line_of(Connection& connection,
                     const Approval& approval,
                     const GatheredCase& gathered,
                     const Person& person) {
  ApprovalLine line;
  line.approval = approval;
  line.reference = gathered.file.tenancy.reference;
  line.names = names_in_order(gathered.file.tenancy);
  line.address = gathered.file.tenancy.address.on_one_line();
  line.patch = gathered.file.tenancy.patch;
  line.balance_now = gathered.file.account.summary.balance;
  line.balance_then = line.balance_now;
  line.own = acted_before(approval, person.id);
  line.proposed_by = person_name(connection, approval.proposed_by);
  if (const std::optional<AskedThen> then = asked_then(connection, approval)) {
    if (const auto balance = then->payload.text("balance")) {
      if (const Result<Money> money = Money::parse(*balance)) line.balance_then = *money;
    }
  }
  const auto& notice = gathered.file.notice;
  const TaskDefinition* task =
      gathered.definition ? task_of(*gathered.definition, approval.task) : nullptr;
  line.title = notice && !notice->statute.empty() ? "Notice under " + notice->statute
               : task                             ? task->label
                                                  : words_of(approval.task);
  return line;
}

}  // namespace

std::vector<ApprovalLine> Casework::approvals_for(const Person& person) const {
  return parts_->database.read([&](Connection& connection) {
    std::vector<ApprovalLine> lines;
    for (const ApprovalRow& row :
         ApprovalStore(connection).waiting(person.patches, kApprovalsOnAPage)) {
      const auto gathered = gather_case(*parts_, connection, row.reference, today());
      if (gathered) lines.push_back(line_of(connection, row.approval, *gathered, person));
    }
    return lines;
  });
}

std::int64_t Casework::approvals_waiting(const Person& person) const {
  return parts_->database.read([&](Connection& connection) -> std::int64_t {
    if (!person.has(Role::team_manager) && !person.has(Role::head_of_income)) return 0;
    std::int64_t waiting = 0;
    for (const ApprovalRow& row :
         ApprovalStore(connection).waiting(person.patches, kApprovalsOnAPage)) {
      if (!acted_before(row.approval, person.id)) ++waiting;
    }
    return waiting;
  });
}

Casework::Seen<ApprovalPage> Casework::approval(ApprovalId id, const Person& person) const {
  return parts_->database.read([&](Connection& connection) -> Seen<ApprovalPage> {
    const std::optional<Approval> approval = ApprovalStore(connection).find(id);
    const std::optional<Case> kase =
        approval ? CaseStore(connection).find(approval->case_id) : std::nullopt;
    const auto gathered =
        kase ? gather_case(*parts_, connection, kase->reference, today()) : std::nullopt;
    if (!gathered) return {.fate = Fate::unknown, .patch = "", .page = {}};
    if (!person.covers(gathered->file.tenancy.patch)) {
      return {.fate = Fate::not_yours, .patch = gathered->file.tenancy.patch, .page = {}};
    }
    ApprovalPage page;
    page.row = line_of(connection, *approval, *gathered, person);
    const std::vector<Document> documents = documents_of(connection, *approval);
    for (const Document& document : documents)
      page.documents.push_back(view_of(connection, document, gathered->file.tenancy, person));
    const std::optional<AskedThen> then = asked_then(connection, *approval);
    if (then) {
      page.reasons = reasons_in(then->payload);
      if (approval->state == ApprovalState::waiting)
        page.changed = changes_since(*parts_, *gathered, *then);
    }
    page.case_version = gathered->file.latest_case->version;
    page.why_not = why_not_this_person(*gathered, *approval, person);
    for (Reason& each : why_unread(connection, documents, person))
      page.why_not.push_back(std::move(each));
    for (const std::string& each : page.changed) {
      page.why_not.push_back(reason("bound", each, "Propose it again on today's facts."));
    }
    page.may_decide = page.why_not.empty();
    if (gathered->file.notice)
      page.notice = view_of(connection, *gathered->file.notice, gathered->file.tenancy, person);
    return {.fate = Fate::applied, .patch = "", .page = std::move(page)};
  });
}

}  // namespace lintel
