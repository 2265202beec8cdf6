#include "server/api/law_answers.h"

#include <algorithm>

#include "domain/law/rule_words.h"
#include "server/api/answers.h"

namespace lintel {
namespace {

constexpr std::size_t kRulesAtOnce = 100;

Json day_or_null(const std::optional<Date>& day) {
  return day ? Json{day->to_iso()} : Json{};
}

Json strings(const auto& words) {
  Json list = Json::array();
  for (const std::string& each : words) list.push(each);
  return list;
}

Json value_json(const DatedValue& value) {
  Json json;
  json["from"] = value.from.to_iso();
  json["to"] = day_or_null(value.to);
  json["known"] = value.known;
  json["value"] = strings(value.written);
  json["words"] = value_in_words(value);
  json["citation"] = value.citation;
  json["confidence"] = value.confidence;
  json["checked_on"] = day_or_null(value.checked_on);
  json["verify"] = value.verify;
  json["note"] = value.note;
  json["load"] = value.load;
  json["from_whom"] = value.from_whom;
  return json;
}

Json uses_json(const std::vector<RuleUse>& uses) {
  Json list = Json::array();
  for (const RuleUse& use : uses) {
    Json each;
    each["workflow"] = use.workflow.workflow;
    each["version"] = use.workflow.version;
    each["how"] = use.how == RuleUse::How::reads ? "reads" : "cites";
    each["what"] = use.what;
    each["branch"] = use.rule;
    each["states"] = strings(use.states);
    list.push(std::move(each));
  }
  return list;
}

Json rule_json(const LawIndex& index, const LawUses& uses, const LawEntry& entry, Date today) {
  const DatedRule& rule = *entry.rule;
  const RuleStanding standing = standing_on(rule, today, a_year_after(today));
  Json json;
  json["id"] = entry.name;
  json["kind"] = entry.is_policy ? "policy" : "law";
  json["subject"] = entry.subject;
  json["meaning"] = rule.meaning;
  json["parameter"] = rule.parameter;
  json["unit"] = to_string(rule.unit);
  json["applies"] = Json::object();
  for (const auto& [key, words] : rule.applies) json["applies"][key] = strings(words);
  json["in_force"] = standing.in_force && !standing.not_set;
  json["values"] = Json::array();
  for (const DatedValue& value : rule.values) json["values"].push(value_json(value));
  json["used_in"] = uses_json(uses.of(entry));
  json["questions"] = strings(index.questions_of(entry, today));
  return json;
}

/// Reads one field of the query, when it is there, with `parse`; the Problem names it.
template <class T>
std::optional<Problem> read_field(const Request& request,
                                  const char* name,
                                  Result<T> (*parse)(std::string_view),
                                  std::optional<T>& into) {
  const std::string text = request.query.text(name);
  if (text.empty()) return std::nullopt;
  Result<T> read = parse(text);
  if (!read) return Problem{read.error()}.in_field(name);
  into = *read;
  return std::nullopt;
}

std::optional<Problem> read_filter(const Request& request, LawFilter& filter) {
  filter.text = request.query.text("q");
  filter.subject = request.query.text("subject");
  std::optional<LawStatus> status;
  for (const std::optional<Problem>& wrong :
       {read_field(request, "jurisdiction", parse_jurisdiction, filter.jurisdiction),
        read_field(request, "tenancy", parse_tenancy_type, filter.tenancy),
        read_field(request, "status", parse_law_status, status),
        read_field(request, "on", Date::parse, filter.on)}) {
    if (wrong) return wrong;
  }
  if (status) filter.status = *status;
  return std::nullopt;
}

Json changes_json(const std::vector<LawCalendar::Change>& changes) {
  Json list = Json::array();
  for (const LawCalendar::Change& each : changes) {
    Json json;
    json["on"] = each.change.on.to_iso();
    json["id"] = each.entry->name;
    json["meaning"] = each.entry->rule->meaning;
    json["before"] = each.change.before == nullptr ? Json{} : value_json(*each.change.before);
    json["after"] = each.change.after == nullptr ? Json{} : value_json(*each.change.after);
    list.push(std::move(json));
  }
  return list;
}

Json to_do_json(const std::vector<LawCalendar::ToDo>& to_do) {
  Json list = Json::array();
  for (const LawCalendar::ToDo& each : to_do) {
    Json json;
    json["id"] = each.entry->name;
    json["meaning"] = each.entry->rule->meaning;
    json["value"] = value_json(*each.value);
    list.push(std::move(json));
  }
  return list;
}

}  // namespace

Response get_law(const Request& request, const LawIndex& index, const LawUses& uses, Date today) {
  LawFilter filter;
  if (const std::optional<Problem> wrong = read_filter(request, filter)) return bad_request(*wrong);
  const LawSelection selected = index.select(filter, today);
  const std::string cursor = request.query.text("cursor");
  auto at = selected.entries.begin();
  if (!cursor.empty()) {
    at = std::ranges::find(selected.entries, cursor, &LawEntry::name);
    if (at == selected.entries.end()) {
      return bad_request(Problem{"the list holds no rule \"" + cursor + "\" to go on from",
                                 "Send the `next` of the page before, with the same filter.",
                                 {"", 0, 0, "cursor"}});
    }
    ++at;
  }
  Json body;
  body["on"] = selected.on.to_iso();
  body["total"] = static_cast<std::int64_t>(selected.entries.size());
  body["rules"] = Json::array();
  body["next"] = "";
  for (std::size_t count = 0; at != selected.entries.end() && count < kRulesAtOnce; ++at, ++count) {
    body["rules"].push(rule_json(index, uses, **at, today));
    if (at + 1 != selected.entries.end() && count + 1 == kRulesAtOnce) body["next"] = (*at)->name;
  }
  return json(body);
}

Response get_rule(const Request& request, const LawIndex& index, const LawUses& uses, Date today) {
  const LawEntry* entry = index.find(request.part("id"));
  if (entry == nullptr) {
    return api_problem(404,
                       Problem{"there is no rule \"" + request.part("id") + "\" in the law book",
                               "List them at /api/law.",
                               {}});
  }
  return json(rule_json(index, uses, *entry, today));
}

Response get_law_changes(const LawIndex& index, Date today) {
  const LawCalendar calendar = index.calendar(today);
  Json body;
  body["today"] = calendar.today.to_iso();
  body["until"] = calendar.until.to_iso();
  body["changes"] = changes_json(calendar.changes);
  body["lately"] = changes_json(calendar.lately);
  body["later"] = changes_json(calendar.later);
  body["unknown"] = to_do_json(calendar.unknown);
  body["not_set"] = to_do_json(calendar.not_set);
  body["verify"] = to_do_json(calendar.verify);
  return json(body);
}

}  // namespace lintel
