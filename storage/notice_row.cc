#include "storage/notice_row.h"

#include "domain/canonical_json.h"
#include "storage/counted_from_text.h"
#include "storage/listed.h"

namespace lintel {
namespace {

constexpr std::string_view kInsert = R"sql(
  INSERT INTO notice (id, case_id, form, regime, statute, grounds, arrears, drafted_on, state, documents, served_on, named_date,
                      earliest_claim, lapses_on, steps, rules, form_version, form_edition, names, earliest_legal, last_legal,
                      counted_from)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
)sql";
constexpr std::string_view kInsertService = R"sql(
  INSERT INTO service (notice_id, tenant_id, method, given_on, given_at, place, by_id, deemed) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
)sql";

std::string rules_text(const std::vector<RuleUsed>& rules) {
  Json list = Json::array();
  for (const RuleUsed& rule : rules) {
    Json one = Json::object();
    one["id"] = rule.id;
    one["citation"] = rule.citation;
    one["from"] = rule.from.to_iso();
    if (rule.to) one["to"] = rule.to->to_iso();
    one["value"] = rule.value;
    list.push(std::move(one));
  }
  return to_canonical(list);
}

std::vector<RuleUsed> rules_from(std::string_view text) {
  std::vector<RuleUsed> rules;
  const Result<Json> list = parse_json(text);
  if (!list || !list->is_array()) {
    throw StorageFault(StorageFault::Cause::corrupt,
                       "The rules of a notice cannot be read. Restore a backup.");
  }
  for (const Json& one : list->as_array()) {
    RuleUsed rule{.id = one.text("id").value_or(""),
                  .citation = one.text("citation").value_or(""),
                  .from = Date::parse(one.text("from").value_or("")).value(),
                  .to = std::nullopt,
                  .value = one.text("value").value_or("")};
    if (const auto to = one.text("to")) rule.to = Date::parse(*to).value();
    rules.push_back(std::move(rule));
  }
  return rules;
}

/// What migration 7 added: null in an older row.
void take_frozen(Row& row, Notice& notice) {
  notice.form_version = row.take<std::optional<std::string>>().value_or("");
  notice.form_edition = row.take<std::optional<std::string>>().value_or("");
  if (row.next_is_null()) {
    row.skip();
  } else {
    notice.names = row.take(parse_named_date);
  }
  notice.earliest_legal = row.take<std::optional<Date>>();
  notice.last_legal = row.take<std::optional<Date>>();
  if (const auto text = row.take<std::optional<std::string_view>>())
    notice.counted_from = counted_from_text(*text);
}

}  // namespace

void add_notice_row(Row& row, std::vector<Notice>& notices) {
  const auto id = row.take<NoticeId>();
  if (notices.empty() || notices.back().id != id) {
    notices.push_back(Notice{.id = id,
                             .case_id = row.take<CaseId>(),
                             .form = row.take<std::string>(),
                             .regime = row.take<std::string>(),
                             .statute = row.take<std::string>(),
                             .grounds = from_list(row.take<std::string_view>()),
                             .arrears = row.take<Money>(),
                             .drafted_on = row.take<Date>(),
                             .state = row.take(parse_notice_state),
                             .documents = ids_from_list<DocumentId>(row.take<std::string_view>()),
                             .services = {},
                             .served_on = row.take<std::optional<Date>>(),
                             .named_date = row.take<std::optional<Date>>(),
                             .earliest_claim = row.take<std::optional<Date>>(),
                             .lapses_on = row.take<std::optional<Date>>(),
                             .steps = from_list(row.take<std::string_view>()),
                             .rules = rules_from(row.take<std::string_view>())});
    take_frozen(row, notices.back());
  } else {
    row.skip(21);
  }
  if (row.next_is_null()) return;
  notices.back().services.push_back(Service{.tenant_id = row.take<TenantId>(),
                                            .method = row.take(parse_service_method),
                                            .given_on = row.take<Date>(),
                                            .given_at = row.take<std::string>(),
                                            .place = row.take<std::string>(),
                                            .by = row.take<PersonId>(),
                                            .deemed = row.take<Date>()});
}

void put_notice(Connection& connection, const Notice& notice, CaseId case_id) {
  const Dialect& dialect = connection.dialect();
  connection.execute(
      dialect.upsert(
          kInsert, {"id"}, {"form",      "regime",         "statute",        "grounds",
                            "arrears",   "drafted_on",     "state",          "documents",
                            "served_on", "named_date",     "earliest_claim", "lapses_on",
                            "steps",     "rules",          "form_version",   "form_edition",
                            "names",     "earliest_legal", "last_legal",     "counted_from"}),
      notice.id,
      case_id,
      notice.form,
      notice.regime,
      notice.statute,
      to_list(notice.grounds),
      notice.arrears,
      notice.drafted_on,
      notice.state,
      to_list(notice.documents),
      notice.served_on,
      notice.named_date,
      notice.earliest_claim,
      notice.lapses_on,
      to_list(notice.steps),
      rules_text(notice.rules),
      notice.form_version,
      notice.form_edition,
      notice.names,
      notice.earliest_legal,
      notice.last_legal,
      notice.counted_from ? std::optional(to_text(*notice.counted_from)) : std::nullopt);
  for (const Service& service : notice.services) {
    connection.execute(
        dialect.upsert(kInsertService,
                       {"notice_id", "tenant_id"},
                       {"method", "given_on", "given_at", "place", "by_id", "deemed"}),
        notice.id,
        service.tenant_id,
        service.method,
        service.given_on,
        service.given_at,
        service.place,
        service.by,
        service.deemed);
  }
}

}  // namespace lintel
