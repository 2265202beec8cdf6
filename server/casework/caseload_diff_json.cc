#include "server/casework/caseload_diff.h"

namespace lintel {
namespace {

Json day_json(const std::optional<Date>& day) {
  return day ? Json(day->to_iso()) : Json();
}

}  // namespace

Json to_json(const AffectedPerson& person) {
  Json json = Json::object();
  json["reference"] = person.reference;
  json["names"] = person.names;
  json["patch"] = person.patch;
  json["state"] = person.state.empty() ? Json() : Json(person.state);
  json["changes"] = Json::array();
  for (const SimulatedChange& change : person.changes) {
    Json row = Json::object();
    row["kind"] = to_string(change.kind);
    row["what"] = change.what;
    row["live"] = day_json(change.live);
    row["draft"] = day_json(change.draft);
    row["because"] = change.because;
    json["changes"].push(std::move(row));
  }
  return json;
}

Json to_json(const CaseloadDiff& diff) {
  Json json = Json::object();
  json["live"] = diff.live.workflow + " " + diff.live.version;
  json["draft"] = diff.draft.workflow + " " + diff.draft.version;
  json["on"] = diff.on.to_iso();
  json["days"] = diff.days;
  json["cases"] = diff.cases;
  json["accounts"] = diff.accounts;
  json["left_out"] = diff.left_out;
  json["affected"] = diff.affected;
  json["unmapped"] = diff.unmapped;
  json["against_law"] =
      Json::Object{{"live", diff.against_law_live}, {"draft", diff.against_law_draft}};
  json["counts"] = Json::array();
  for (const auto& [key, count] : diff.counts) {
    Json row = Json::object();
    row["kind"] = to_string(key.first);
    row["what"] = key.second;
    row["live"] = count.live;
    row["draft"] = count.draft;
    row["sooner"] = count.sooner;
    row["later"] = count.later;
    row["no_longer"] = count.no_longer;
    row["added"] = count.added;
    json["counts"].push(std::move(row));
  }
  return json;
}

}  // namespace lintel
