#include "server/casework/case_facts.h"

#include <algorithm>
#include <string_view>

#include "domain/canonical_json.h"
#include "domain/law/ground8.h"
#include "server/casework/agreement_schedule.h"

namespace lintel {
namespace {

using Make = Value (*)(const Gathered&);

const Case* case_of(const Gathered& g) {
  return g.file.latest_case ? &*g.file.latest_case : nullptr;
}

/// The notice that matters now: one that was served and has neither lapsed nor been withdrawn.
const Notice* served_notice(const Gathered& g) {
  const auto& notice = g.file.notice;
  return notice && notice->state == NoticeState::served ? &*notice : nullptr;
}

Value ground8_met(const Gathered& g) {
  const Money unpaid = std::max(g.file.account.summary.balance, Money{});
  const auto answer =
      ground8(g.policy.law(), g.today, letting_of(g.file.tenancy), g.file.account.rent, unpaid);
  return answer ? Value::yes_no(answer->met) : Value::unknown();
}

Value ground8_threshold(const Gathered& g) {
  const Money unpaid = std::max(g.file.account.summary.balance, Money{});
  const auto answer =
      ground8(g.policy.law(), g.today, letting_of(g.file.tenancy), g.file.account.rent, unpaid);
  return answer ? Value::money(answer->threshold) : Value::unknown();
}

bool task_was_done(const Gathered& g, std::string_view task) {
  return g.file.task_fields.contains(std::string(task));
}

struct Source {
  std::string_view name;
  Make make;
};

constexpr Source kSources[] = {
    {"rent_account.balance",
     [](const Gathered& g) { return Value::money(g.file.account.summary.balance); }},
    {"rent_account.collectable",
     [](const Gathered& g) { return Value::money(collectable(g.file.account)); }},
    {"rent_account.weeks_owed",
     [](const Gathered& g) {
       return Value::number_scaled(weeks_owed_tenths(g.file.account) * (kNumberScale / 10));
     }},
    {"rent_account.ties", [](const Gathered& g) { return Value::yes_no(g.file.account.ties); }},
    {"rent_account.in_latest_file",
     [](const Gathered& g) {
       return g.latest_file ? Value::yes_no(g.file.account.as_of >= *g.latest_file)
                            : Value::unknown();
     }},
    {"rent_account.expected_income",
     [](const Gathered& g) { return Value::money(g.file.account.summary.expected_income); }},
    {"rent_account.last_payment_on",
     [](const Gathered& g) { return Value::date(g.file.account.summary.last_payment_on); }},
    {"rent_account.paid_in_28_days",
     [](const Gathered& g) { return Value::money(g.file.account.summary.paid_in_28_days); }},
    {"rent_account.as_of", [](const Gathered& g) { return Value::date(g.file.account.as_of); }},
    {"rent_account.kind",
     [](const Gathered& g) { return Value::text(std::string(to_string(g.file.account.kind))); }},
    {"rent_account.benefit",
     [](const Gathered& g) { return Value::text(std::string(to_string(g.file.account.benefit))); }},
    {"tenancy.type",
     [](const Gathered& g) { return Value::text(std::string(to_string(g.file.tenancy.type))); }},
    {"tenancy.social", [](const Gathered& g) { return Value::yes_no(g.file.tenancy.social); }},
    {"tenancy.weekly_rent",
     [](const Gathered& g) { return Value::money(g.file.account.rent.weekly()); }},
    {"tenancy.rent_amount",
     [](const Gathered& g) { return Value::money(g.file.account.rent.amount); }},
    {"tenancy.rent_frequency",
     [](const Gathered& g) {
       return Value::text(std::string(to_string(g.file.account.rent.frequency)));
     }},
    {"tenancy.start", [](const Gathered& g) { return Value::date(g.file.tenancy.start); }},
    {"tenancy.ended",
     [](const Gathered& g) {
       return Value::yes_no(g.file.tenancy.end && *g.file.tenancy.end <= g.today);
     }},
    {"tenancy.tenants",
     [](const Gathered& g) {
       return Value::number(static_cast<std::int64_t>(g.file.tenancy.tenants.size()));
     }},
    {"case.days_in_state",
     [](const Gathered& g) {
       const Case* tenancy_case = case_of(g);
       return Value::number(tenancy_case ? days_between(tenancy_case->state_since, g.today) : 0);
     }},
    {"case.last_contact_on",
     [](const Gathered& g) { return Value::date(g.file.contacts.last_on); }},
    {"case.contacts_tried", [](const Gathered& g) { return Value::number(g.file.contacts.tried); }},
    {"case.contact_reached",
     [](const Gathered& g) { return Value::yes_no(g.file.contacts.reached); }},
    {"case.last_letter_on",
     [](const Gathered& g) { return Value::date(g.file.contacts.last_letter_on); }},
    // Part 2 of the protocol: written to, contact tried, and a way to pay talked about or offered.
    {"case.protocol_steps_done",
     [](const Gathered& g) {
       const ContactSummary& contacts = g.file.contacts;
       return Value::yes_no(contacts.last_letter_on.has_value() && contacts.tried > 0);
     }},
    {"case.officer_assessment_done",
     [](const Gathered& g) { return Value::yes_no(task_was_done(g, "officer_assessment")); }},
    {"agreement.live",
     [](const Gathered& g) { return Value::yes_no(g.standing && g.standing->live); }},
    {"agreement.broken",
     [](const Gathered& g) { return Value::yes_no(g.standing && g.standing->broken); }},
    {"agreement.made_on",
     [](const Gathered& g) {
       return g.file.agreement ? Value::date(g.file.agreement->made_on) : Value::none();
     }},
    {"agreement.missed",
     [](const Gathered& g) { return Value::number(g.standing ? g.standing->missed : 0); }},
    {"notice.served_on",
     [](const Gathered& g) {
       return served_notice(g) ? Value::date(served_notice(g)->served_on) : Value::none();
     }},
    {"notice.first_given_on",
     [](const Gathered& g) {
       const Notice* notice = served_notice(g);
       return notice && notice->counted_from ? Value::date(notice->counted_from->paper.first_given)
                                             : Value::none();
     }},
    {"notice.court_from",
     [](const Gathered& g) {
       return served_notice(g) ? Value::date(served_notice(g)->earliest_claim) : Value::none();
     }},
    {"notice.lapses_on",
     [](const Gathered& g) {
       return served_notice(g) ? Value::date(served_notice(g)->lapses_on) : Value::none();
     }},
    {"notice.form",
     [](const Gathered& g) {
       return served_notice(g) ? Value::text(served_notice(g)->form) : Value::none();
     }},
    {"ground8.met", ground8_met},
    {"ground8.threshold", ground8_threshold},
};

Make maker_of(std::string_view source) {
  for (const Source& each : kSources) {
    if (each.name == source) return each.make;
  }
  return nullptr;
}

Value task_field(const Gathered& g,
                 const std::string& task,
                 const std::string& field,
                 ValueType type) {
  const auto done = g.file.task_fields.find(task);
  if (done == g.file.task_fields.end()) return Value::none();
  const Result<Json> form = parse_json(done->second);
  if (!form) return Value::unknown();
  const std::optional<std::string> text = form->text(field);
  if (!text) return Value::none();
  const Result<Value> value = parse_value(type, *text);
  return value ? *value : Value::unknown();
}

int payments_due(const Agreement& agreement, Date last_counted) {
  int due = 0;
  while (payment_day(agreement, due) <= last_counted) ++due;
  return due;
}

}  // namespace

Money collectable(const RentAccount& account) {
  const Money balance = account.summary.balance;
  return balance > Money{} ? balance - account.summary.expected_income : balance;
}

std::int64_t weeks_owed_tenths(const RentAccount& account) {
  const Money week = account.rent.weekly();
  const Money owed = collectable(account);
  if (week <= Money{} || owed <= Money{}) return 0;
  return owed.pence() * 10 / week.pence();
}

AgreementStanding agreement_standing(const Agreement& agreement,
                                     const Rent& rent,
                                     const std::vector<Posting>& since,
                                     Date as_of,
                                     int grace_days) {
  AgreementStanding standing;
  if (agreement.state != AgreementState::kept && agreement.state != AgreementState::broken)
    return standing;
  Money paid;
  for (const Posting& posting : since) {
    if (posting.amount < Money{} && posting.on <= as_of) paid += -posting.amount;
  }
  const Money each = rent_between_payments(agreement, rent) + agreement.instalment;
  const int due = payments_due(agreement, as_of.plus_days(-grace_days));
  const std::int64_t made = each > Money{} ? paid.pence() / each.pence() : due;
  standing.missed = static_cast<int>(std::max<std::int64_t>(0, due - made));
  standing.broken = standing.missed > 0;
  // One that was broken lives again once its payments have caught up.
  standing.live = agreement.state == AgreementState::kept || !standing.broken;
  return standing;
}

FactPlan::FactPlan(const Definition& definition) {
  for (std::size_t slot = 0; slot < definition.facts.size(); ++slot) {
    const FactDeclaration& fact = definition.facts[slot];
    const std::string_view source = fact.source;
    if (source.empty() || source.starts_with("event.")) continue;
    if (const Make make = maker_of(source)) {
      entries_.push_back({slot, make});
    } else if (source.starts_with("task.") && source.find('.', 5) != std::string_view::npos) {
      const std::size_t dot = source.find('.', 5);
      from_tasks_.push_back({slot,
                             std::string(source.substr(5, dot - 5)),
                             std::string(source.substr(dot + 1)),
                             fact.type});
    } else {
      unknown_.push_back(fact.source);
    }
  }
}

void FactPlan::fill(Facts& facts, const Gathered& gathered) const {
  for (const Entry& each : entries_) facts.set(each.slot, each.make(gathered));
  for (const TaskEntry& each : from_tasks_) {
    facts.set(each.slot, task_field(gathered, each.task, each.field, each.type));
  }
}

std::vector<std::string> known_sources() {
  std::vector<std::string> names;
  for (const Source& each : kSources) names.emplace_back(each.name);
  return names;
}

}  // namespace lintel
