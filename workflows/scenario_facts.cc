#include "workflows/scenario_facts.h"

#include <algorithm>

#include "domain/law/ground8.h"

namespace lintel {
namespace {

int allowance(const RuleBook& book, Date on) {
  const Value days = book.value_on(RuleKind::policy, "service_allowance_days", on).value;
  return days.is_something() ? static_cast<int>(days.raw()) : 0;
}

Value list_of(const FactDeclaration& fact, const YamlNode& node) {
  Value::Records records;
  for (const YamlNode& each : node.list) {
    Value::Record record;
    for (const FactDeclaration& field : fact.of) {
      const YamlNode* said = each.find(field.name);
      const Result<Value> value =
          said == nullptr ? Value::unknown() : parse_value(field.type, said->text);
      record.fields.push_back(value ? *value : Value::unknown());
    }
    records.push_back(std::move(record));
  }
  return Value::list(std::move(records));
}

}  // namespace

ScenarioFacts::ScenarioFacts(const Scenario& scenario,
                             const Definition& definition,
                             const RuleBook& book,
                             const LawBook* law)
    : scenario_(scenario),
      definition_(definition),
      law_(law),
      notice_(law,
              letting(),
              RentPeriods{RentFrequency::weekly, scenario.rent_day.value_or(Weekday::monday), {}},
              allowance(book, scenario.days.front().on)),
      notice_before_(notice_) {
  account_ = {.from = scenario.since.value_or(scenario.days.front().on),
              .balance = scenario.owes,
              .expected_income = scenario.expected_income,
              .weekly_rent = scenario.weekly_rent,
              .rent_day = scenario.rent_day,
              .charges = {},
              .payments = {}};
  said(scenario.facts);
}

void ScenarioFacts::said(const std::vector<ScenarioWord>& facts) {
  for (const ScenarioWord& word : facts) {
    const int slot = definition_.fact_slot(word.name);
    if (slot < 0) continue;
    const auto at = static_cast<std::size_t>(slot);
    const FactDeclaration& fact = definition_.facts[at];
    if (word.said.text == "unknown") {
      said_[at] = Value::unknown();
    } else if (word.said.text == "none") {
      said_[at] = Value::none();
    } else if (fact.type == ValueType::list) {
      said_[at] = list_of(fact, word.said);
    } else if (const Result<Value> value = parse_value(fact.type, word.said.text)) {
      said_[at] = *value;
    }
  }
}

Facts ScenarioFacts::on(Date day, const CaseState& at) const {
  Facts facts = definition_.new_facts();
  for (std::size_t slot = 0; slot < definition_.facts.size(); ++slot) {
    const auto told = said_.find(slot);
    facts.set(slot, told != said_.end() ? told->second : value(definition_.facts[slot], day, at));
  }
  return facts;
}

Value ScenarioFacts::value(const FactDeclaration& fact, Date day, const CaseState& at) const {
  const std::string& source = fact.source;
  if (source.starts_with("task.")) {
    const std::size_t dot = source.find('.', 5);
    if (dot == std::string::npos) return Value::unknown();
    const auto done = done_.find(source.substr(5, dot - 5));
    if (done == done_.end()) return Value::none();
    const auto field = done->second.find(source.substr(dot + 1));
    if (field == done->second.end()) return Value::none();
    const Result<Value> read = parse_value(fact.type, field->second);
    return read ? *read : Value::unknown();
  }
  if (scenario_.account_in_order) {
    if (source == "rent_account.ties" || source == "rent_account.in_latest_file")
      return Value::yes_no(true);
    if (source == "rent_account.kind") return Value::text("rent");
    if (source == "tenancy.ended") return Value::yes_no(false);
  }
  const Value of_account = account_.value(source, day);
  return of_account.is_unknown() ? of_case(source, day, at) : of_account;
}

Value ScenarioFacts::of_case(const std::string& source, Date day, const CaseState& at) const {
  if (source == "tenancy.type") return Value::text(std::string(to_string(scenario_.tenancy)));
  if (source == "tenancy.social") return Value::yes_no(scenario_.social);
  if (source == "case.days_in_state") return Value::number(days_between(at.since, day));
  if (source == "case.last_contact_on") return Value::date(last_contact_);
  if (source == "case.contacts_tried") return Value::number(contacts_);
  if (source == "case.last_letter_on") return Value::date(last_letter_);
  if (source == "case.protocol_steps_done")
    return Value::yes_no(last_letter_.has_value() && contacts_ > 0);
  if (source == "case.officer_assessment_done")
    return Value::yes_no(done_.contains("officer_assessment"));
  if (source == "agreement.live") return Value::yes_no(agreement_);
  if (source == "agreement.broken") return Value::yes_no(false);
  if (source == "ground8.met") {
    const std::optional<bool> met = ground8_met(day);
    return met ? Value::yes_no(*met) : Value::unknown();
  }
  if (source.starts_with("notice.")) return notice_.value(source);
  return Value::unknown();
}

Letting ScenarioFacts::letting() const {
  Letting letting;
  letting.type = scenario_.tenancy;
  letting.social = scenario_.social;
  letting.start = scenario_.tenancy_start;
  return letting;
}

std::optional<bool> ScenarioFacts::ground8_met(Date on) const {
  const std::optional<Money> owed = account_.balance_on(on);
  if (law_ == nullptr || !owed || !scenario_.weekly_rent) return std::nullopt;
  const Rent rent{.amount = *scenario_.weekly_rent, .frequency = RentFrequency::weekly};
  const auto answer = ground8(*law_, on, letting(), rent, std::max(*owed, Money{}));
  return answer ? std::optional<bool>{answer->met} : std::nullopt;
}

std::string ScenarioFacts::before(const Event& event, Date on) {
  notice_before_ = notice_;
  if (law_ == nullptr) return "";
  if (event.name == "propose_notice") return notice_.draw_up(on, ground8_met(on).value_or(false));
  if (event.name == "serve_notice") return serve(event, on);
  return "";
}

/// Deemed service by the method, and from it the days of the notice.
std::string ScenarioFacts::serve(const Event& event, Date on) {
  const auto field = [&](const std::string& name) {
    const auto found = event.fields.find(name);
    return found == event.fields.end() ? std::string{} : found->second;
  };
  const Result<Date> given = Date::parse(field("given_on"));
  const Result<ServiceMethod> method = parse_service_method(field("method"));
  if (!given || !method) return "";  // the engine asks for both
  if (*given > on) return "the day of service, " + given->to_words() + ", is in the future";
  return notice_.give(*method, *given, ground8_met(*given).value_or(false));
}

void ScenarioFacts::after(const Event& event, const Step& step, Date on) {
  for (const Effect& effect : step.effects)
    if (effect.kind == Effect::Kind::document) last_letter_ = on;
  // A task that its state leaves behind was closed, not done.
  const StateDefinition* from = definition_.state(step.decision.from);
  const EventDefinition* answered = from == nullptr ? nullptr : from->event(event.name);
  if (answered != nullptr)
    for (const Branch& branch : answered->branches)
      if (branch.rule == step.decision.rule && !branch.by_task.empty())
        done_[branch.by_task] = event.fields;
  if (event.name == "record_contact") {
    last_contact_ = on;
    ++contacts_;
  }
  if (event.name == "accept_agreement") agreement_ = true;
  if (event.name == "withdraw_agreement" || event.name == "offer_agreement") agreement_ = false;
  if (event.name == "withdraw_notice" || event.name == "returned" || event.name == "notice_lapses")
    notice_.forget();
}

}  // namespace lintel
