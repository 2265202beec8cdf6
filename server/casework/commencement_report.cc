#include "server/casework/commencement_report.h"

#include <algorithm>

namespace lintel {
namespace {

Json day_or_null(const std::optional<Date>& day) {
  return day ? Json(day->to_iso()) : Json();
}
Json text_or_null(const std::string& text) {
  return text.empty() ? Json() : Json(text);
}

Json texts(const std::vector<std::string>& all) {
  Json json = Json::array();
  for (const std::string& each : all) json.push(each);
  return json;
}

Json rules_json(const std::vector<RuleUsed>& rules) {
  Json all = Json::array();
  for (const RuleUsed& rule : rules) {
    Json one = Json::object();
    one["id"] = rule.id;
    one["citation"] = rule.citation;
    one["value"] = rule.value;
    all.push(std::move(one));
  }
  return all;
}

}  // namespace

std::size_t CommencementReport::shortened() const {
  return static_cast<std::size_t>(
      std::ranges::count_if(notices, [](const NoticeLine& line) { return line.would.shortened; }));
}

std::size_t CommencementReport::spent() const {
  return static_cast<std::size_t>(
      std::ranges::count_if(notices, [](const NoticeLine& line) { return line.would.spent; }));
}

CommencementReport commencement_report(Database& database,
                                       const Policy& policy,
                                       const std::vector<const Definition*>& live,
                                       const SupposedCommencement& supposed) {
  CommencementReport report;
  std::vector<LiveNotice> notices =
      database.read([](Connection& connection) { return NoticeStore(connection).live(); });
  report.looked_at = notices.size();
  for (LiveNotice& each : notices) {
    CommencedNotice would = under(supposed, each.notice, each.letting);
    if (would.reached) report.notices.push_back({std::move(each), std::move(would)});
  }
  report.workflows = workflow_changes(policy, live, supposed);
  report.forms = form_changes(policy, supposed);
  return report;
}

Json to_json(const SupposedCommencement& supposed) {
  Json json = Json::object();
  json["kind"] = "supposed";
  json["rule"] = supposed.rule;
  json["on"] = supposed.on.to_iso();
  json["warnings"] = texts(supposed.warnings);
  return json;
}

Json to_json(const CommencementReport::NoticeLine& line) {
  const Notice& notice = line.live.notice;
  Json json = Json::object();
  json["kind"] = "notice";
  json["reference"] = line.live.reference;
  json["notice"] = to_string(notice.id);
  json["form"] = notice.form;
  json["state"] = std::string(to_string(notice.state));
  json["served_on"] = day_or_null(notice.served_on);
  json["own_last_issue"] = day_or_null(line.would.own_last);
  json["schedule_6_last_issue"] = day_or_null(line.would.schedule_last);
  json["last_issue"] = day_or_null(line.would.last_request);
  json["shortened"] = line.would.shortened;
  json["spent"] = line.would.spent;
  json["rules"] = rules_json(line.would.rules);
  json["says"] = line.would.says;
  return json;
}

Json to_json(const WorkflowChange& workflow) {
  Json json = Json::object();
  json["kind"] = "workflow";
  json["workflow"] = workflow.key.workflow;
  json["version"] = workflow.key.version;
  json["act"] = workflow.law.act;
  json["provisions"] = texts(workflow.law.provisions);
  json["tenancies"] = texts(workflow.tenancies);
  json["changes"] = Json::array();
  for (const RulesChange& each : workflow.changes) {
    Json change = Json::object();
    change["asks"] = each.asks;
    change["before"] = rules_json(each.before);
    change["after"] = rules_json(each.after);
    change["manual"] = text_or_null(each.manual);
    json["changes"].push(std::move(change));
  }
  json["leans"] = Json::array();
  for (const WorkflowUse& each : workflow.uses) {
    Json use = Json::object();
    use["rule"] = each.rule;
    use["states"] = texts(each.states);
    use["on"] = each.leans_on;
    json["leans"].push(std::move(use));
  }
  return json;
}

Json to_json(const FormChange& form) {
  Json json = Json::object();
  json["kind"] = "form";
  json["purpose"] = std::string(to_string(form.purpose));
  json["tenancies"] = texts(form.tenancies);
  json["before"] = form.before;
  json["after"] = form.after;
  json["templates"] = texts(form.templates);
  json["to_do"] = text_or_null(form.to_do);
  return json;
}

}  // namespace lintel
