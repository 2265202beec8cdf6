#include "server/casework/recount_report.h"

namespace lintel {
namespace {

Json day_or_null(const std::optional<Date>& day) {
  return day ? Json(day->to_iso()) : Json();
}
Json text_or_null(const std::string& text) {
  return text.empty() ? Json() : Json(text);
}

}  // namespace

RecountReport recount_report(Database& database, const LawBook& law) {
  std::vector<LiveNotice> live =
      database.read([](Connection& connection) { return NoticeStore(connection).live(); });
  RecountReport report;
  report.looked_at = live.size();
  for (LiveNotice& each : live) {
    NoticeRecount recount = recount_notice(law, each.notice);
    if (recount.differs()) report.lines.push_back({std::move(each), std::move(recount)});
  }
  return report;
}

Json to_json(const RecountReport::Line& line) {
  const Notice& notice = line.live.notice;
  Json json = Json::object();
  json["reference"] = line.live.reference;
  json["notice"] = to_string(notice.id);
  json["form"] = notice.form;
  json["state"] = std::string(to_string(notice.state));
  json["served_on"] = day_or_null(notice.served_on);
  json["moved"] = Json::array();
  for (const MovedDate& each : line.recount.dates) {
    Json moved = Json::object();
    moved["what"] = each.what;
    moved["kept"] = day_or_null(each.kept);
    moved["now"] = day_or_null(each.now);
    json["moved"].push(std::move(moved));
  }
  for (const MovedWord& each : line.recount.words) {
    Json moved = Json::object();
    moved["what"] = each.what;
    moved["kept"] = text_or_null(each.kept);
    moved["now"] = text_or_null(each.now);
    json["moved"].push(std::move(moved));
  }
  json["rules"] = Json::array();
  for (const MovedRule& each : line.recount.rules) {
    Json rule = Json::object();
    rule["id"] = each.id;
    rule["citation"] = each.citation;
    rule["kept"] = text_or_null(each.kept);
    rule["now"] = text_or_null(each.now);
    json["rules"].push(std::move(rule));
  }
  json["manual"] = text_or_null(line.recount.manual);
  json["to_do"] = line.recount.to_do;
  return json;
}

}  // namespace lintel
