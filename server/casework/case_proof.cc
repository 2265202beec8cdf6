#include "server/casework/case_proof.h"

#include "server/casework/rule_sets.h"
#include "storage/case_store.h"
#include "storage/chain.h"
#include "storage/task_store.h"
#include "workflows/definition_reader.h"
#include "workflows/event_record.h"

namespace lintel {
namespace {

/// The first part of where the case stands that its row and its last event say differently.
std::optional<std::string> row_difference(const Json& event, const Json& row) {
  for (const auto& [name, value] : row.as_object()) {
    const Json* written = event.find(name);
    if (written != nullptr && *written == value) continue;
    return name + ": its last event left " + (written ? to_canonical(*written) : "nothing") +
           " and the case has " + to_canonical(value);
  }
  return std::nullopt;
}

}  // namespace

CaseSnapshot snapshot_of(Connection& connection, const Case& kase) {
  CaseSnapshot snapshot{.kase = kase, .tasks = {}};
  for (const Task& task : TaskStore(connection).open_of_case(kase.id))
    snapshot.tasks.push_back({task.name, task.role, task.opened_on, task.due});
  snapshot.acts = CaseStore(connection).acts(kase.id);
  snapshot.calls = CaseStore(connection).calls(kase.id);
  return snapshot;
}

Json stands_of(const CaseSnapshot& snapshot) {
  CaseState state = case_state_of(snapshot.kase);
  state.tasks = snapshot.tasks;
  return stands_record(state);
}

ReplayLibrary::ReplayLibrary(const std::vector<const Definition*>& definitions) {
  for (const Definition* definition : definitions)
    definitions_.emplace(definition->hash, definition);
  sources_.definition = [this](const Hash& hash) -> const Definition* {
    const auto found = definitions_.find(hash);
    return found == definitions_.end() ? nullptr : found->second;
  };
  sources_.rules = [this](const Definition& definition, const Hash& hash) {
    return values(definition, hash);
  };
}

Result<void> ReplayLibrary::add_policy(const std::string& hash, const std::string& body) {
  const Result<Hash> named = Hash::parse_hex(hash);
  if (rules_ == nullptr) return {};
  ResultOfMany<Definition> read = read_definition(body, "policy " + hash, *rules_);
  if (!named || !read || read->hash != *named)
    return problem("the policy under " + hash + " is not what its hash says" +
                   (read ? "" : ": " + read.error().front().to_string()));
  if (definitions_.contains(*named)) return {};
  carried_.push_back(std::make_unique<Definition>(*std::move(read)));
  definitions_.emplace(*named, carried_.back().get());
  return {};
}

Result<void> ReplayLibrary::add_rules(const std::string& hash, const std::string& body) {
  const Result<Hash> read = Hash::parse_hex(hash);
  Result<Json> json = parse_json(body);
  if (!read || !json || sha256(body) != *read)
    return problem("the rules under " + hash + " are not what their hash says");
  bodies_[*read] = *std::move(json);
  return {};
}

const Json* ReplayLibrary::body_of(const Hash& hash) {
  auto known = bodies_.find(hash);
  if (known == bodies_.end() && connection_ != nullptr)
    known = bodies_.emplace(hash, kept_rules(*connection_, hash)).first;
  return known == bodies_.end() || !known->second ? nullptr : &*known->second;
}

const std::vector<RuleValue>* ReplayLibrary::values(const Definition& definition,
                                                    const Hash& hash) {
  const auto known = values_.find({definition.hash, hash});
  if (known != values_.end()) return &known->second;
  const Json* body = body_of(hash);
  if (body == nullptr) return nullptr;
  Result<std::vector<RuleValue>> read = rules_of_record(definition, *body);
  if (!read) return nullptr;
  return &values_.emplace(std::pair{definition.hash, hash}, *std::move(read)).first->second;
}

CaseProof::CaseProof(AuditProof& proof, CaseSnapshot snapshot, const ReplaySources* sources)
    : proof_(proof), snapshot_(std::move(snapshot)) {
  if (sources != nullptr) replay_.emplace(*sources);
}

void CaseProof::fault(std::int64_t seq, const std::string& what) {
  proof_.faults.push_back({snapshot_.kase.reference, seq, what});
  failed_ = true;
}

bool CaseProof::see(const CaseEvent& event) {
  if (failed_) return false;
  if (event.case_id != snapshot_.kase.id) {
    fault(event.seq, "it belongs to another case");
    return false;
  }
  if (const std::optional<std::string> why = chain_break(last_, event)) {
    fault(event.seq == last_.seq + 1 ? event.seq : last_.seq + 1, *why);
    return false;
  }
  ++proof_.events;
  if (replay_) replay(event);
  fold_.see(event);
  last_.seq = event.seq;
  last_.on = event.on;
  last_.to = event.to;
  last_.hash = event.hash;
  return !failed_;
}

void CaseProof::replay(const CaseEvent& event) {
  Replay::Answer answer = replay_->next(event);
  switch (answer.what) {
    case Replay::Answer::What::same:
      ++proof_.replayed;
      return;
    case Replay::Answer::What::differs:
      fault(event.seq, "run again, " + answer.why);
      return;
    case Replay::Answer::What::not_kept:
      proof_.not_proved.push_back(
          {snapshot_.kase.reference, event.seq, "cannot be replayed: " + answer.why});
      replay_.reset();
      return;
  }
}

void CaseProof::end() {
  ++proof_.cases;
  if (failed_) return;
  const Case& kase = snapshot_.kase;
  if (last_.seq != kase.version)
    return fault(last_.seq + 1,
                 "the case says that it has " + std::to_string(kase.version) + " events and has " +
                     std::to_string(last_.seq));
  if (last_.to != kase.state)
    return fault(last_.seq,
                 "it led to \"" + last_.to + "\" and the case stands in \"" + kase.state + "\"");
  if (!fold_.says_where()) {
    if (proof_.not_proved.empty() || proof_.not_proved.back().reference != kase.reference)
      proof_.not_proved.push_back({kase.reference, last_.seq, fold_.state().error().what});
    return;
  }
  const Result<CaseState> left = fold_.state();
  if (!left) return fault(last_.seq, left.error().what);
  if (const auto what = row_difference(stands_record(*left), stands_of(snapshot_)))
    return fault(last_.seq, *what);
  if (left->acts != snapshot_.acts)
    return fault(last_.seq,
                 "acts: its events remember " + to_canonical(acts_record(left->acts)) +
                     " and the case has " + to_canonical(acts_record(snapshot_.acts)));
  if (left->calls != snapshot_.calls)
    fault(last_.seq,
          "calls: its events leave " + to_canonical(calls_record(left->calls)) +
              " and the case has " + to_canonical(calls_record(snapshot_.calls)));
}

}  // namespace lintel
