#include "server/casework/mass_hold_json.h"

#include <stdexcept>

namespace lintel {
namespace {

/// What was written as canonical JSON by us; an empty text is `empty`.
Json kept_json(const std::string& text, Json empty) {
  if (text.empty()) return empty;
  Result<Json> read = parse_json(text);
  if (!read) throw std::runtime_error(read.error().to_string());
  return *std::move(read);
}

}  // namespace

Json to_json(const MassHoldLine& line) {
  Json json = Json::object();
  json["reference"] = line.reference;
  json["outcome"] = to_string(line.outcome);
  json["because"] = line.because;
  json["seq"] = line.seq == 0 ? Json() : Json(line.seq);
  json["timers"] = kept_json(line.timers, Json::array());
  return json;
}

Json to_json(const MassHoldSummary& summary) {
  const MassHold& hold = summary.hold;
  Json json = Json::object();
  json["id"] = hold.id.is_nil() ? Json() : Json(to_string(hold.id));
  json["act"] = to_string(hold.act);
  json["hold"] = hold.hold;
  json["lifts"] = hold.lifts.is_nil() ? Json() : Json(to_string(hold.lifts));
  json["on"] = hold.on.to_iso();
  json["by"] = hold.by_name;
  json["fields"] = kept_json(hold.fields, Json::object());
  json["dry_run"] = summary.dry;
  json["of"] = hold.expected;
  json["changed"] = hold.changed;
  json["already"] = hold.already;
  json["refused"] = hold.refused;
  json["ended"] = hold.ended ? Json(to_iso(*hold.ended)) : Json();
  json["refusals"] = Json::array();
  for (const auto& [because, cases] : summary.refusals) {
    Json row = Json::object();
    row["because"] = because;
    row["cases"] = cases;
    json["refusals"].push(std::move(row));
  }
  return json;
}

}  // namespace lintel
