#include "server/casework/case_act.h"

#include <algorithm>
#include <chrono>
#include <random>
#include <thread>

#include "server/casework/bound_facts.h"
#include "server/casework/case_words.h"
#include "server/casework/event_fields.h"
#include "storage/audit_store.h"
#include "storage/document_store.h"
#include "workflows/decide_json.h"

namespace lintel {
namespace {

constexpr int kMostTries = 8;

/// PDFs made before the transaction, by what went into them.
using Drafts = std::map<std::string, Rendered>;

Place field_place(const std::string& field) {
  return {.file = "", .line = 0, .column = 0, .field = field};
}

std::string draft_key(const PlannedDocument& planned) {
  return planned.document.template_name + " " + planned.document.template_version + " " +
         to_canonical(planned.fields);
}

struct Prepared {
  std::optional<Outcome> ended;  ///< there is nothing to write
  std::optional<GatheredCase> gathered;
  std::optional<PlannedTransition> planned;
};

Prepared ending(Outcome outcome) {
  Prepared prepared;
  prepared.ended = std::move(outcome);
  return prepared;
}

Outcome conflict(const CaseworkParts& parts, Connection& connection, const GatheredCase& gathered) {
  Outcome outcome;
  outcome.fate = Fate::conflict;
  Conflict what;
  if (gathered.file.latest_case) {
    what.version = gathered.file.latest_case->version;
    const auto latest = CaseStore(connection).timeline(gathered.file.latest_case->id, 1);
    if (!latest.empty()) {
      what.by = latest.front().actor.name;
      what.at = latest.front().at;
      what.event_label =
          label_of_event(parts.workflows.find(connection, gathered.file.latest_case->definition),
                         latest.front().event);
    }
  }
  outcome.version = what.version;
  outcome.conflict = what;
  return outcome;
}

/// Every field that the event needs is there, and each reads as what the workflow says it is.
Problems field_problems(const GatheredCase& gathered, const CaseAct& act, const RuleValues& rules) {
  Problems problems;
  const Definition& definition = *gathered.definition;
  const Offer offer = offer_of(definition,
                               gathered.state,
                               act.asked.event,
                               gathered.facts,
                               rules,
                               gathered.today,
                               act.asked.actor);
  for (const std::string& need : offer.needs) {
    const auto given = act.asked.fields.find(need);
    if (given != act.asked.fields.end() && !given->second.empty()) continue;
    problems.push_back(
        {.what = words_of(need) + " is missing", .fix = "Fill it in.", .place = field_place(need)});
  }
  for (const auto& [name, text] : act.asked.fields) {
    if (text.empty()) continue;
    const Result<std::string> read =
        read_field(field_asked(definition, act.asked.event, name, false), text);
    const bool known = std::find(offer.needs.begin(), offer.needs.end(), name) != offer.needs.end();
    const std::vector<std::string> others = optional_fields(definition, act.asked.event);
    if (!read && (known || std::find(others.begin(), others.end(), name) != others.end()))
      problems.push_back(read.error());
  }
  return problems;
}

Prepared prepare(CaseworkParts& parts, Connection& connection, const CaseAct& act, Date today) {
  if (act.asked.command_key.empty())
    return ending(invalid(
        {.what = "the command key is missing", .fix = "", .place = field_place("command_key")}));
  Prepared prepared;
  prepared.gathered = gather_case(parts, connection, act.reference, today);
  if (!prepared.gathered) {
    Outcome outcome;
    outcome.fate = Fate::unknown;
    return ending(outcome);
  }
  GatheredCase& gathered = *prepared.gathered;
  if (act.person && !act.person->covers(gathered.file.tenancy.patch)) {
    Outcome outcome;
    outcome.fate = Fate::not_yours;
    outcome.patch = gathered.file.tenancy.patch;
    return ending(outcome);
  }
  // Only now: what a key has done is told to nobody outside the patch.
  if (const auto done = CaseStore(connection).find_command(act.asked.command_key)) {
    Outcome outcome;
    outcome.fate = Fate::applied;
    outcome.repeated = true;
    outcome.version = done->seq;
    outcome.decision.from = done->from;
    outcome.decision.to = done->to;
    outcome.decision.event = done->event;
    return ending(outcome);
  }
  if (gathered.definition == nullptr) {
    return ending(refused(act.asked.event,
                          {.rule = "workflow",
                           .passed = Verdict::no,
                           .because = "no workflow covers a " +
                                      std::string(tenancy_type_label(gathered.file.tenancy.type)),
                           .law = "",
                           .fact = "tenancy.type",
                           .fix = ""}));
  }
  const std::int64_t version = gathered.file.latest_case ? gathered.file.latest_case->version : 0;
  if (act.expected_version && *act.expected_version != version)
    return ending(conflict(parts, connection, gathered));
  const RuleValues rules(*gathered.definition, parts.policy.rules(), today);
  if (Problems problems = field_problems(gathered, act, rules); !problems.empty()) {
    Outcome outcome;
    outcome.fate = Fate::invalid;
    outcome.problems = std::move(problems);
    return ending(outcome);
  }
  NoticeAct notice;
  if (act.before) {
    if (std::optional<Outcome> ended = act.before(connection, gathered, notice))
      return ending(*std::move(ended));
  }
  prepared.planned = plan_transition(parts, gathered, act.asked, rules, notice);
  if (!prepared.planned->step.changes) {
    Outcome outcome;
    outcome.fate = Fate::refused;
    outcome.decision = prepared.planned->step.decision;
    outcome.version = version;
    return ending(outcome);
  }
  if (act.complete) act.complete(gathered, prepared.planned->transition);
  return prepared;
}

/// Renders what a second person is to read. The Problems name template and field.
std::optional<Problems> render_drafts(const CaseworkParts& parts,
                                      const PlannedTransition& planned,
                                      Drafts& drafts) {
  for (const PlannedDocument& each : planned.documents) {
    const std::string key = draft_key(each);
    if (drafts.contains(key)) continue;
    ResultOfMany<Rendered> rendered = parts.policy.documents().render(
        each.document.template_name, each.fields, {.version = each.document.template_version});
    if (!rendered) return rendered.error();
    drafts.emplace(key, *std::move(rendered));
  }
  return std::nullopt;
}

/// Ties the drafts to their rows and the approval to both. False when a draft is missing: the facts
/// have changed since it was rendered.
bool bind_drafts(PlannedTransition& planned, const Drafts& drafts) {
  Transition& transition = planned.transition;
  std::vector<Document> bound = transition.documents;
  for (std::size_t i = 0; i < planned.documents.size(); ++i) {
    const auto draft = drafts.find(draft_key(planned.documents[i]));
    if (draft == drafts.end()) return false;
    bound[i].pdf = draft->second.pdf_hash;
  }
  transition.approvals.front().bound_to = approval_hash(planned.bound_facts, bound);
  std::erase_if(transition.effects,
                [](const OutboxEffect& effect) { return effect.kind == "document"; });
  return true;
}

enum class Written { done, again };

struct Attempt {
  Written written = Written::done;
  Outcome outcome;
  std::optional<Hash> rules{};  ///< kept by its transaction
};

Attempt write_once(
    CaseworkParts& parts, Transaction& tx, const CaseAct& act, Date today, const Drafts& drafts) {
  Prepared prepared = prepare(parts, tx, act, today);
  if (prepared.ended) return {Written::done, *std::move(prepared.ended)};
  PlannedTransition& planned = *prepared.planned;
  if (planned.approval && !bind_drafts(planned, drafts)) return {Written::again, {}};
  const Applied applied = CaseStore(tx).apply(planned.transition);
  if (applied.outcome == Applied::Outcome::conflict) return {Written::again, {}};
  Outcome outcome;
  outcome.fate = Fate::applied;
  outcome.decision = planned.step.decision;
  outcome.version = applied.seq;
  outcome.repeated = applied.outcome == Applied::Outcome::duplicate;
  if (outcome.repeated) return {Written::done, outcome};
  if (planned.approval) {
    for (const PlannedDocument& each : planned.documents) {
      const Rendered& draft = drafts.at(draft_key(each));
      DocumentStore(tx).rendered(each.document.id, draft.pdf, draft.pages);
    }
  }
  if (act.beside) act.beside(tx, planned.transition);
  return {Written::done, outcome, planned.rules_of_the_day};
}

void keep_refusal(CaseworkParts& parts, const CaseAct& act, const Outcome& outcome) {
  AuditRow row{.seq = 0,
               .at = parts.clock.now(),
               .person = act.asked.actor.person,
               .name = act.asked.actor.name,
               .action = "case.refused",
               .object = act.reference,
               .detail = to_canonical(to_json(outcome.decision))};
  parts.database.write([&](Transaction& tx) { AuditStore(tx).add(row); });
}

/// 5 ms, then twice as long each time up to 200 ms, half of it by chance.
void wait_before(int attempt) {
  static thread_local std::minstd_rand chance{std::random_device{}()};
  const int most = std::min(200, 5 << attempt);
  std::this_thread::sleep_for(std::chrono::milliseconds(
      most / 2 + static_cast<int>(chance() % static_cast<unsigned>(most))));
}

}  // namespace

Actor actor_of(const Person& person) {
  return {.person = person.id,
          .name = person.name,
          .roles = {person.roles.begin(), person.roles.end()}};
}

Outcome refused(std::string event, Reason reason) {
  Outcome outcome;
  outcome.fate = Fate::refused;
  outcome.decision.event = std::move(event);
  outcome.decision.reasons.push_back(std::move(reason));
  return outcome;
}

Outcome invalid(Problem problem) {
  Outcome outcome;
  outcome.fate = Fate::invalid;
  outcome.problems.push_back(std::move(problem));
  return outcome;
}

Outcome perform(CaseworkParts& parts, const CaseAct& act) {
  const Date today = act.on.value_or(parts.clock.today());
  Drafts drafts;
  for (int attempt = 0; attempt < kMostTries; ++attempt) {
    const Prepared seen = parts.database.read(
        [&](Connection& connection) { return prepare(parts, connection, act, today); });
    std::optional<Outcome> outcome = seen.ended;
    if (!outcome) {
      if (seen.planned->approval) {
        if (std::optional<Problems> problems = render_drafts(parts, *seen.planned, drafts)) {
          Outcome stopped;
          stopped.fate = Fate::invalid;
          stopped.problems = *std::move(problems);
          return stopped;
        }
      }
      Attempt tried = parts.database.write(
          [&](Transaction& tx) { return write_once(parts, tx, act, today, drafts); });
      if (tried.written == Written::again) {
        wait_before(attempt);
        continue;
      }
      outcome = std::move(tried.outcome);
      if (tried.rules) parts.rule_sets.was_kept(*tried.rules);
    }
    if (outcome->fate == Fate::refused) keep_refusal(parts, act, *outcome);
    return *std::move(outcome);
  }
  throw std::runtime_error("the case " + act.reference +
                           " is changed by others faster than this event can be applied");
}

}  // namespace lintel
