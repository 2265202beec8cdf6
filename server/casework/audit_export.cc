#include "server/casework/audit_export.h"

#include <istream>
#include <ostream>
#include <stdexcept>

#include "server/casework/rule_sets.h"
#include "storage/definition_store.h"
#include "workflows/event_record.h"
#include "workflows/top_members.h"

namespace lintel {
namespace {

Json roles_json(const std::vector<Role>& roles) {
  Json all = Json::array();
  for (const Role role : roles) all.push(to_string(role));
  return all;
}

Json case_json(const CaseSnapshot& snapshot) {
  const Case& kase = snapshot.kase;
  Json json = Json::object();
  json["id"] = to_string(kase.id);
  json["reference"] = kase.reference;
  json["workflow"] = kase.definition.workflow;
  json["version"] = kase.definition.version;
  json["events"] = kase.version;
  json["state"] = kase.state;
  json["stands"] = stands_of(snapshot);
  json["acts"] = acts_record(snapshot.acts);
  json["calls"] = calls_record(snapshot.calls);
  return json;
}

Json event_json(const CaseEvent& event) {
  Json json = Json::object();
  json["case"] = to_string(event.case_id);
  json["seq"] = event.seq;
  json["at"] = to_iso(event.at);
  json["on"] = event.on.to_iso();
  json["event"] = event.event;
  json["from"] = event.from;
  json["to"] = event.to;
  json["person"] = event.actor.person ? Json(to_string(*event.actor.person)) : Json();
  json["name"] = event.actor.name;
  json["roles"] = roles_json(event.actor.roles);
  json["command_key"] = event.command_key;
  json["payload"] = event.payload;
  json["definition"] = event.definition_hash.to_hex();
  json["previous"] = event.previous.to_hex();
  json["hash"] = event.hash.to_hex();
  return json;
}

/// Takes members out of one object; remembers the first that does not read.
class Members {
 public:
  explicit Members(const Json& json) : json_(json) {}

  std::string text(std::string_view name) {
    const auto found = json_.text(name);
    if (!found) wrong(name);
    return found.value_or("");
  }
  std::int64_t number(std::string_view name) {
    const Json* found = json_.find(name);
    const auto value = found ? found->as_integer() : std::nullopt;
    if (!value) wrong(name);
    return value.value_or(0);
  }
  Date day(std::string_view name) {
    const Result<Date> read = Date::parse(text(name));
    if (!read) wrong(name);
    return read ? *read : Date{1900, 1, 1};
  }
  Hash hash(std::string_view name) {
    const Result<Hash> read = Hash::parse_hex(text(name));
    if (!read) wrong(name);
    return read ? *read : Hash{};
  }
  template <class T>
  T read(std::string_view name, Result<T> (*parse)(std::string_view)) {
    const Result<T> value = parse(text(name));
    if (!value) wrong(name);
    return value ? *value : T{};
  }
  bool is_null(std::string_view name) const {
    const Json* found = json_.find(name);
    return found != nullptr && found->is_null();
  }
  const Json::Array& list(std::string_view name) {
    static const Json::Array kNone;
    const Json* found = json_.find(name);
    if (found == nullptr || !found->is_array()) {
      wrong(name);
      return kNone;
    }
    return found->as_array();
  }
  const Json& member(std::string_view name) {
    static const Json kNone;
    const Json* found = json_.find(name);
    if (found == nullptr) wrong(name);
    return found ? *found : kNone;
  }
  const std::string& wrong() const { return wrong_; }

  void wrong(std::string_view name) {
    if (wrong_.empty()) wrong_ = name;
  }

 private:
  const Json& json_;
  std::string wrong_;
};

CaseSnapshot read_case(Members& members) {
  CaseSnapshot snapshot;
  Case& kase = snapshot.kase;
  kase.id = members.read<CaseId>("id", CaseId::parse);
  kase.reference = members.text("reference");
  kase.definition = {members.text("workflow"), members.text("version")};
  kase.state = members.text("state");
  kase.version = members.number("events");
  Result<CaseState> stands = state_of_record(kase.state, members.member("stands"));
  Result<std::vector<PastAct>> acts = acts_of_record(members.member("acts"));
  Result<std::vector<PastCall>> calls = calls_of_record(members.member("calls"));
  if (!stands || !acts || !calls) {
    members.wrong(!stands ? "stands" : !acts ? "acts" : "calls");
    return snapshot;
  }
  snapshot.acts = *std::move(acts);
  snapshot.calls = *std::move(calls);
  kase.state_since = stands->since;
  kase.timers = std::move(stands->timers);
  kase.holds = std::move(stands->holds);
  snapshot.tasks = std::move(stands->tasks);
  return snapshot;
}

CaseEvent read_event(Members& members) {
  CaseEvent event;
  event.case_id = members.read<CaseId>("case", CaseId::parse);
  event.seq = members.number("seq");
  event.at = members.read<Instant>("at", parse_instant);
  event.on = members.day("on");
  event.event = members.text("event");
  event.from = members.text("from");
  event.to = members.text("to");
  if (!members.is_null("person"))
    event.actor.person = members.read<PersonId>("person", PersonId::parse);
  event.actor.name = members.text("name");
  for (const Json& word : members.list("roles")) {
    const Result<Role> role = parse_role(word.is_string() ? word.as_string() : "");
    if (role) event.actor.roles.push_back(*role);
  }
  event.command_key = members.text("command_key");
  event.payload = members.text("payload");
  event.definition_hash = members.hash("definition");
  event.previous = members.hash("previous");
  event.hash = members.hash("hash");
  return event;
}

void write_line(std::ostream& out, std::string_view noun, Json json) {
  Json line = Json::object();
  line[noun] = std::move(json);
  out << to_canonical(line) << "\n";
}

}  // namespace

void AuditWriter::add(const CaseSnapshot& snapshot) {
  write_line(out_, "case", case_json(snapshot));
}

void AuditWriter::add(const CaseEvent& event) {
  add_policy(event.definition_hash);
  add_rules(event);
  write_line(out_, "event", event_json(event));
}

void AuditWriter::add_policy(const Hash& hash) {
  if (!policies_written_.insert(hash).second) return;
  for (const Definition* each : definitions_) {
    if (each->hash != hash) continue;
    const std::optional<StoredDefinition> stored =
        DefinitionStore(connection_).find("workflow", each->key.workflow, each->key.version);
    Json line = Json::object();
    line["hash"] = hash.to_hex();
    // As its author typed it: the order of its facts and rules is that of the text.
    line["body"] = stored && !stored->source.empty() ? stored->source : each->canonical;
    write_line(out_, "policy", std::move(line));
  }
}

void AuditWriter::add_rules(const CaseEvent& event) {
  const Result<Hash> rules = Hash::parse_hex(TopMembers(event.payload).text("rules_of_the_day"));
  if (!rules || !rules_written_.insert(rules->to_hex()).second) return;
  if (const std::optional<Json> kept = kept_rules(connection_, *rules)) {
    Json line = Json::object();
    line["hash"] = rules->to_hex();
    line["body"] = to_canonical(*kept);
    write_line(out_, "rules", std::move(line));
  }
}

void AuditWriter::end(const AuditProof& proof) {
  Json line = Json::object();
  line["cases"] = proof.cases;
  line["head"] = proof.head.to_hex();
  write_line(out_, "end", std::move(line));
  out_.flush();
  if (!out_) throw std::runtime_error("the export could not be written: is the disk full?");
}

Result<AuditEnd> read_audit(std::istream& in, const AuditTaken& taken) {
  std::int64_t number = 0;
  const auto wrong = [&](const std::string& what) {
    return problem("line " + std::to_string(number) + " of the export: " + what,
                   "Write the export again.");
  };
  for (std::string text; std::getline(in, text);) {
    ++number;
    const Result<Json> line = parse_json(text);
    if (!line || !line->is_object() || line->as_object().size() != 1)
      return wrong("it is not one JSON object");
    const auto& [noun, json] = *line->as_object().begin();
    Members members(json);
    if (noun == "rules" || noun == "policy") {
      const auto& take = noun == "rules" ? taken.rules : taken.policy;
      const Result<void> added = take(members.text("hash"), members.text("body"));
      if (!added) return wrong(added.error().what);
    } else if (noun == "case") {
      CaseSnapshot snapshot = read_case(members);
      if (members.wrong().empty()) taken.kase(std::move(snapshot));
    } else if (noun == "event") {
      const CaseEvent event = read_event(members);
      if (members.wrong().empty()) taken.event(event);
    } else if (noun == "end") {
      AuditEnd end{.cases = members.number("cases"), .head = members.hash("head")};
      if (!members.wrong().empty()) return wrong(members.wrong() + " does not read");
      return end;
    } else {
      return wrong("\"" + noun + "\" is not a line of an export");
    }
    if (!members.wrong().empty()) return wrong(members.wrong() + " does not read");
  }
  return problem("the export has no last line: it has been cut short", "Write the export again.");
}

}  // namespace lintel
