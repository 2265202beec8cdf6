#include "server/api/view_json.h"

namespace lintel {
namespace {

Json date_or_null(const std::optional<Date>& day) {
  return day ? Json{day->to_iso()} : Json{};
}

/// 108 tenths is the number 10.8.
Json tenths(std::int64_t count) {
  const std::int64_t size = count < 0 ? -count : count;
  return Json::number((count < 0 ? "-" : "") + std::to_string(size / 10) + "." +
                      std::to_string(size % 10));
}

Json texts(const std::vector<std::string>& values) {
  Json list = Json::array();
  for (const std::string& value : values) list.push(value);
  return list;
}

Json tenancy_json(const Tenancy& tenancy) {
  Json json;
  json["reference"] = tenancy.reference;
  json["type"] = to_string(tenancy.type);
  json["social"] = tenancy.social;
  json["start"] = tenancy.start.to_iso();
  json["end"] = date_or_null(tenancy.end);
  json["address"] = tenancy.address.on_one_line();
  json["patch"] = tenancy.patch;
  json["tenants"] = Json::array();
  for (const Tenant& tenant : tenancy.tenants) {
    Json each;
    each["id"] = to_string(tenant.id);
    each["name"] = tenant.name.in_full();
    json["tenants"].push(std::move(each));
  }
  return json;
}

Json account_json(const RentAccount& account) {
  Json json;
  json["payment_reference"] = account.payment_reference;
  json["kind"] = to_string(account.kind);
  json["rent"] = account.rent.amount.to_plain();
  json["frequency"] = to_string(account.rent.frequency);
  json["benefit"] = to_string(account.benefit);
  json["balance"] = account.summary.balance.to_plain();
  json["expected_income"] = account.summary.expected_income.to_plain();
  json["as_of"] = account.as_of.to_iso();
  json["ties"] = account.ties;
  return json;
}

Json hold_json(const HoldView& view) {
  Json json;
  json["name"] = view.hold.name;
  json["label"] = view.label;
  json["from"] = view.hold.from.to_iso();
  json["until"] = date_or_null(view.hold.until);
  json["law"] = view.law;
  json["stops"] = texts(view.stops);
  return json;
}

Json timeline_json(const TimelineEntry& entry) {
  Json json;
  json["seq"] = entry.seq;
  json["on"] = entry.on.to_iso();
  json["kind"] = entry.kind;
  json["title"] = entry.title;
  json["by"] = entry.by;
  json["words"] = entry.words;
  json["law"] = entry.law;
  json["rule"] = entry.rule;
  return json;
}

}  // namespace

Json to_json(const Reason& reason) {
  Json json;
  json["rule"] = reason.rule;
  json["passed"] =
      reason.passed == Verdict::unknown ? Json{"unknown"} : Json{reason.passed == Verdict::yes};
  json["because"] = reason.because;
  json["law"] = reason.law;
  json["fact"] = reason.fact;
  json["fix"] = reason.fix;
  return json;
}

Json decision_json(const Decision& decision) {
  Json json;
  json["from"] = decision.from;
  json["to"] = decision.to;
  json["event"] = decision.event;
  json["rule"] = decision.rule;
  json["actions"] = texts(decision.actions);
  json["reasons"] = json_list(decision.reasons);
  json["runner_up"] = Json{};
  if (decision.runner_up) {
    json["runner_up"]["rule"] = decision.runner_up->rule;
    json["runner_up"]["failed"] = texts(decision.runner_up->failed);
  }
  return json;
}

Json to_json(const EventOffer& offer) {
  Json json;
  json["event"] = offer.event;
  json["label"] = offer.label;
  json["allowed"] = offer.allowed;
  json["for_this_person"] = offer.for_this_person;
  json["reasons"] = json_list(offer.reasons);
  json["fields"] = Json::array();
  for (const FieldAsked& field : offer.fields) {
    Json each;
    each["name"] = field.name;
    each["label"] = field.label;
    each["type"] = field.type;
    each["choices"] = texts(field.choices);
    each["needed"] = field.needed;
    json["fields"].push(std::move(each));
  }
  return json;
}

Json to_json(const NoticeGate& gate) {
  Json json;
  json["event"] = gate.event;
  json["open"] = gate.open;
  json["failed"] = gate.failed;
  json["lines"] = json_list(gate.lines);
  return json;
}

Json to_json(const DocumentView& view) {
  Json json;
  json["id"] = to_string(view.document.id);
  json["title"] = view.document.title;
  json["template"] = view.document.template_name;
  json["template_version"] = view.document.template_version;
  json["to"] = view.to;
  json["dated"] = view.document.dated.to_iso();
  json["state"] = to_string(view.document.state);
  json["pages"] = view.document.pages;
  json["sha256"] = view.document.pdf ? Json{view.document.pdf->to_hex()} : Json{};
  json["read"] = view.read;
  return json;
}

Json to_json(const NoticeView& view) {
  const Notice& notice = view.notice;
  Json json;
  json["id"] = to_string(notice.id);
  json["form"] = notice.form;
  json["form_version"] = notice.form_version;
  json["form_edition"] = notice.form_edition;
  json["regime"] = notice.regime;
  json["statute"] = notice.statute;
  json["grounds"] = texts(notice.grounds);
  json["arrears"] = notice.arrears.to_plain();
  json["state"] = to_string(notice.state);
  json["served_on"] = date_or_null(notice.served_on);
  json["names"] = notice.names ? Json(to_string(*notice.names)) : Json();
  json["named_date"] = date_or_null(notice.named_date);
  json["earliest_legal"] = date_or_null(notice.earliest_legal);
  json["earliest_claim"] = date_or_null(notice.earliest_claim);
  json["last_legal"] = date_or_null(notice.last_legal);
  json["lapses_on"] = date_or_null(notice.lapses_on);
  json["steps"] = texts(notice.steps);
  json["rules"] = Json::array();
  for (const RuleUsed& rule : notice.rules) {
    Json each;
    each["id"] = rule.id;
    each["citation"] = rule.citation;
    each["from"] = rule.from.to_iso();
    each["to"] = date_or_null(rule.to);
    each["value"] = rule.value;
    json["rules"].push(std::move(each));
  }
  json["served"] = Json::array();
  for (const NoticeView::Served& served : view.served) {
    Json each;
    each["tenant"] = served.tenant;
    each["method"] = to_string(served.service.method);
    each["given_on"] = served.service.given_on.to_iso();
    each["deemed"] = served.service.deemed.to_iso();
    each["place"] = served.service.place;
    each["by"] = served.by;
    json["served"].push(std::move(each));
  }
  return json;
}

Json to_json(const CaseLine& line) {
  Json json;
  json["reference"] = line.reference;
  json["names"] = line.names;
  json["address"] = line.address;
  json["patch"] = line.patch;
  json["flags"] = texts(line.flags);
  json["stage"] = to_string(line.stage);
  json["state_label"] = line.state_label;
  json["balance"] = line.balance.to_plain();
  json["weeks_owed"] = tenths(line.weeks_owed_tenths);
  json["why"] = line.why;
  json["next_step"] = line.next_step;
  json["due"] = date_or_null(line.due);
  json["held"] = line.held;
  return json;
}

Json to_json(const CaseList& list) {
  Json json;
  json["cases"] = json_list(list.rows);
  json["total"] = list.total;
  json["next"] = list.next;
  return json;
}

Json to_json(const CasePage& page) {
  Json json;
  json["reference"] = page.kase.reference;
  json["version"] = page.kase.version;
  json["today"] = page.today.to_iso();
  json["workflow"] = page.kase.definition.workflow;
  json["workflow_version"] = page.kase.definition.version;
  json["state"] = page.kase.state;
  json["state_label"] = page.state_label;
  json["stage"] = to_string(page.kase.stage);
  json["state_since"] = page.kase.state_since.to_iso();
  json["tenancy"] = tenancy_json(page.tenancy);
  json["account"] = account_json(page.account);
  json["weeks_owed"] = tenths(page.weeks_owed_tenths);
  json["next_step"] = page.next_step;
  json["next_why"] = page.next_why;
  json["holds"] = Json::array();
  for (const HoldView& hold : page.holds) json["holds"].push(hold_json(hold));
  json["events"] = json_list(page.events);
  json["gate"] = to_json(page.gate);
  json["documents"] = json_list(page.documents);
  json["notices"] = json_list(page.notices);
  json["timeline"] = Json::array();
  for (const TimelineEntry& entry : page.timeline) json["timeline"].push(timeline_json(entry));
  json["waiting_approval"] = page.waiting_approval ? Json{*page.waiting_approval} : Json{};
  return json;
}

Json to_json(const AccountPage& page) {
  Json json;
  json["reference"] = page.tenancy.reference;
  json["account"] = account_json(page.account);
  json["opening_balance"] = page.account.opening_balance.to_plain();
  json["postings"] = Json::array();
  for (const AccountPage::Line& line : page.lines) {
    Json each;
    each["on"] = line.posting.on.to_iso();
    each["kind"] = to_string(line.posting.kind);
    each["amount"] = line.posting.amount.to_plain();
    each["description"] = line.posting.description;
    each["balance"] = line.balance.to_plain();
    json["postings"].push(std::move(each));
  }
  return json;
}

Json to_json(const ApprovalLine& line) {
  Json json;
  json["id"] = to_string(line.approval.id);
  json["reference"] = line.reference;
  json["names"] = line.names;
  json["address"] = line.address;
  json["patch"] = line.patch;
  json["title"] = line.title;
  json["state"] = to_string(line.approval.state);
  json["proposed_by"] = line.proposed_by;
  json["bound_to"] = line.approval.bound_to.to_hex();
  json["balance_then"] = line.balance_then.to_plain();
  json["balance_now"] = line.balance_now.to_plain();
  json["own"] = line.own;
  return json;
}

Json to_json(const ApprovalPage& page) {
  Json json = to_json(page.row);
  json["documents"] = json_list(page.documents);
  json["reasons"] = json_list(page.reasons);
  json["changed"] = texts(page.changed);
  json["may_decide"] = page.may_decide;
  json["why_not"] = json_list(page.why_not);
  json["case_version"] = page.case_version;
  return json;
}

Json to_json(const Outcome& outcome) {
  Json json;
  json["applied"] = outcome.applied();
  json["repeated"] = outcome.repeated;
  json["version"] = outcome.version;
  json["decision"] = decision_json(outcome.decision);
  return json;
}

}  // namespace lintel
