#include "server/api/policy_json.h"

#include <stdexcept>

#include "server/api/view_json.h"

namespace lintel {
namespace {

Json day_or_null(const std::optional<Date>& day) {
  return day ? Json{day->to_iso()} : Json{};
}

Json instant_or_null(const std::optional<Instant>& at) {
  return at ? Json{to_iso(*at)} : Json{};
}

Json text_or_null(const std::string& text) {
  return text.empty() ? Json{} : Json{text};
}

Json strings(const std::vector<std::string>& words) {
  Json list = Json::array();
  for (const std::string& each : words) list.push(each);
  return list;
}

std::string_view kind_of(DefinitionChange::What what) {
  switch (what) {
    case DefinitionChange::What::added:
      return "added";
    case DefinitionChange::What::removed:
      return "removed";
    case DefinitionChange::What::changed:
      return "changed";
  }
  return "changed";
}

std::string_view standing_of(const VersionLine& line) {
  if (line.draft) return to_string(*line.draft);
  return line.live ? "live" : line.to_come ? "to_come" : "earlier";
}

Json gate_json(const PolicyGate& gate) {
  Json json;
  json["open"] = gate.open();
  json["lines"] = json_list(gate.lines);
  return json;
}

Json simulation_json(const PolicySimulation& made) {
  Json json;
  json["id"] = to_string(made.id);
  json["against"] = made.against;
  json["on"] = made.on.to_iso();
  json["ran_at"] = to_iso(made.began);
  json["cases"] = made.cases;
  json["affected"] = made.affected;
  json["blocked_by_law"] = made.against_law_draft;
  return json;
}

Json report_json(const DraftView& view) {
  Json json;
  json["draft"] = to_json(view.draft);
  json["begun_by"] = view.begun_by;
  json["begun_at"] = to_iso(view.draft.begun_at);
  json["saved_by"] = view.saved_by;
  json["saved_at"] = to_iso(view.draft.saved_at);
  json["submitted_by"] = text_or_null(view.submitted_by);
  json["submitted_at"] = instant_or_null(view.draft.submitted_at);
  json["decided_by"] = text_or_null(view.decided_by);
  json["decided_at"] = instant_or_null(view.draft.decided_at);
  json["reason"] = view.draft.reason;
  json["check"] = to_json(view.check);
  json["stories"] = Json::array();
  for (const StoryLine& story : view.stories) {
    Json each;
    each["title"] = story.title;
    each["file"] = story.file;
    each["passed"] = story.passed;
    each["words"] = strings(story.words);
    json["stories"].push(std::move(each));
  }
  json["simulation"] = view.simulation ? simulation_json(*view.simulation) : Json{};
  json["to_submit"] = gate_json(view.to_submit);
  json["to_approve"] = gate_json(view.to_approve);
  return json;
}

Json version_line_json(const VersionLine& line) {
  Json json;
  json["version"] = line.version;
  json["standing"] = standing_of(line);
  json["live_from"] = day_or_null(line.live_from);
  json["open_cases"] = line.open_cases;
  return json;
}

Json migration_line_json(const MigrationLine& line) {
  Json json;
  json["reference"] = line.reference;
  json["from"] = line.from;
  json["to"] = line.to;
  json["timers"] = Json::array();
  for (const TimerChange& change : line.timers) {
    Json each;
    each["name"] = change.name;
    each["before"] = day_or_null(change.before);
    each["after"] = day_or_null(change.after);
    each["because"] = change.because;
    json["timers"].push(std::move(each));
  }
  json["tasks_opened"] = strings(line.tasks_opened);
  json["tasks_closed"] = strings(line.tasks_closed);
  json["refused"] = line.refused ? line.refused->what : "";
  json["fix"] = line.refused ? line.refused->fix : "";
  return json;
}

/// What was published is canonical JSON that was read once already.
Json canonical_of(const Definition& definition) {
  Result<Json> read = parse_json(definition.canonical);
  if (!read) throw std::runtime_error(read.error().to_string());
  return *std::move(read);
}

}  // namespace

Json to_json(const PolicyLine& line) {
  Json json;
  json["workflow"] = line.workflow;
  json["title"] = line.title;
  json["live_version"] = line.live_version;
  json["open_cases"] = line.open_cases;
  json["on_earlier_versions"] = line.on_earlier_versions;
  json["versions"] = Json::array();
  for (const VersionLine& each : line.versions) json["versions"].push(version_line_json(each));
  json["drafts"] = json_list(line.drafts);
  return json;
}

Json to_json(const PolicyVersion& version) {
  Json json;
  json["workflow"] = version.key.workflow;
  json["version"] = version.key.version;
  json["title"] = version.definition ? version.definition->title : "";
  for (const VersionLine& each : version.versions) {
    if (each.version != version.key.version) continue;
    json["standing"] = standing_of(each);
    json["live_from"] = day_or_null(each.live_from);
  }
  const PublishedWorkflow* published = version.published;
  json["published_at"] = published != nullptr ? Json{to_iso(published->published_at)} : Json{};
  json["published_by"] = published != nullptr ? Json{published->published_by} : Json{};
  json["sha256"] = version.definition ? Json{version.definition->hash.to_hex()} : Json{};
  json["definition"] = version.definition ? canonical_of(*version.definition) : Json{};
  json["text"] = published != nullptr ? published->text : version.draft->draft.text;
  json["compared_with"] = version.compared_with;
  json["changes"] = json_list(version.changes);
  json["report"] = version.draft ? report_json(*version.draft) : Json{};
  return json;
}

Json to_json(const PolicyCheck& check) {
  Json json;
  json["sound"] = check.sound();
  json["faults"] = Json::array();
  for (const PolicyFault& fault : check.faults) {
    Json each;
    each["kind"] = fault.error ? "fault" : "advice";
    each["check"] = fault.check;
    each["file"] = fault.problem.place.file;
    each["line"] = fault.problem.place.line;
    each["column"] = fault.problem.place.column;
    each["what"] = fault.problem.what;
    each["fix"] = fault.problem.fix;
    each["quoted"] = fault.line;
    json["faults"].push(std::move(each));
  }
  return json;
}

Json to_json(const PolicyDraft& draft) {
  Json json;
  json["workflow"] = draft.workflow;
  json["version"] = draft.version;
  json["based_on"] = draft.based_on;
  json["state"] = to_string(draft.state);
  json["edition"] = draft.edition;
  json["text_sha256"] = draft.text_hash().to_hex();
  json["live_from"] = day_or_null(draft.live_from);
  return json;
}

Json to_json(const DefinitionChange& change) {
  Json json;
  json["kind"] = kind_of(change.what);
  json["where"] = change.where;
  json["state"] = change.state;
  json["aspect"] = change.aspect;
  json["was"] = change.was;
  json["now"] = change.now;
  json["words"] = change.words();
  return json;
}

Json to_json(const StudioOutcome& outcome) {
  Json json;
  json["applied"] = outcome.applied();
  json["reasons"] = json_list(outcome.reasons);
  json["draft"] = outcome.draft ? to_json(*outcome.draft) : Json{};
  return json;
}

Json to_json(const MigrationLedger& ledger) {
  Json json;
  json["workflow"] = ledger.from.workflow;
  json["from"] = ledger.from.version;
  json["to"] = ledger.to;
  json["dry"] = ledger.dry;
  json["moved"] = ledger.moved;
  json["refused"] = ledger.refused;
  json["lines"] = Json::array();
  for (const MigrationLine& line : ledger.lines) json["lines"].push(migration_line_json(line));
  return json;
}

}  // namespace lintel
