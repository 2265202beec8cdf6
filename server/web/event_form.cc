#include "server/web/event_form.h"

#include <algorithm>

#include "server/casework/agreement_schedule.h"
#include "server/web/say.h"

namespace lintel {
namespace {

constexpr int kPaymentsShown = 12;
constexpr std::size_t kLongAnswer =
    40;  // a text field named so is written in a box of several lines

constexpr ServiceMethod kMethods[] = {ServiceMethod::personal,
                                      ServiceMethod::left_at_address,
                                      ServiceMethod::first_class_post,
                                      ServiceMethod::email,
                                      ServiceMethod::other_electronic,
                                      ServiceMethod::other};

std::string sentence(const Problem& problem) {
  std::string text = problem.what;
  if (!text.empty()) text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  return problem.fix.empty() ? text : text + ". " + problem.fix;
}

std::string problem_of(const Problems& problems, const std::string& field) {
  for (const Problem& problem : problems) {
    if (problem.place.field == field) return sentence(problem);
  }
  return "";
}

bool is_long(const FieldAsked& field) {
  if (field.type != "text") return false;
  for (const char* word : {"note", "reason", "why", "details", "words"}) {
    if (field.name.find(word) != std::string::npos) return true;
  }
  return field.label.size() > kLongAnswer;
}

View::List choice_views(const FieldAsked& field, const std::string& value) {
  const std::vector<std::string> yes_no = {"yes", "no"};
  View::List choices;
  for (const std::string& choice : field.type == "yes_no" ? yes_no : field.choices) {
    choices.push_back(
        View{}.set("v", choice).set("t", plain_words(choice)).set("on", value == choice));
  }
  return choices;
}

std::string hint_for(const FieldAsked& field) {
  if (field.type == "money") return "Pounds and pence, such as 12.50";
  if (field.type == "number") return "A number";
  return "";
}

std::string in_field(const std::string& name, std::size_t tenant) {
  return name + "_" + std::to_string(tenant + 1);
}

}  // namespace

View::List event_fields_view(const EventOffer& offer,
                             const Fields& typed,
                             const Problems& problems) {
  View::List fields;
  for (const FieldAsked& asked : offer.fields) {
    const std::string value = typed.text(asked.name);
    const std::string wrong = problem_of(problems, asked.name);
    const std::string hint = hint_for(asked);
    std::string described = hint.empty() ? "" : asked.name + "-hint";
    if (!wrong.empty()) described += (described.empty() ? "" : " ") + asked.name + "-wrong";
    View field;
    field.set("name", asked.name)
        .set("label", asked.label)
        .set("needed", asked.needed)
        .set("value", value);
    field.set("is_choice", asked.type == "yes_no" || asked.type == "one_of")
        .set("choices", choice_views(asked, value));
    field.set("is_long", is_long(asked))
        .set("is_date", asked.type == "date")
        .set("is_money", asked.type == "money");
    field.set("input_type", asked.type == "date" ? "date" : "text").set_if_any("hint", hint);
    field.set_if_any("wrong", wrong).set_if_any("described", described);
    fields.push_back(std::move(field));
  }
  return fields;
}

View::List service_fields_view(const CasePage& page,
                               const Fields& typed,
                               const Problems& problems) {
  View::List tenants;
  const auto& all = page.tenancy.tenants;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const std::string method = typed.text(in_field("method", i));
    View::List methods;
    for (const ServiceMethod known : kMethods) {
      methods.push_back(View{}
                            .set("v", to_string(known))
                            .set("t", service_method_label(known))
                            .set("on", method == to_string(known)));
    }
    View tenant;
    tenant.set("n", std::to_string(i + 1))
        .set("of", std::to_string(all.size()))
        .set("several", all.size() > 1);
    tenant.set("id", to_string(all[i].id))
        .set("name", all[i].name.in_full())
        .set("methods", std::move(methods));
    tenant.set("given_on",
               typed.has(in_field("given_on", i)) ? typed.text(in_field("given_on", i))
                                                  : page.today.to_iso());
    tenant.set("given_at", typed.text(in_field("given_at", i)));
    tenant.set("place",
               typed.has(in_field("place", i)) ? typed.text(in_field("place", i))
                                               : page.tenancy.address.on_one_line());
    tenant.set_if_any("wrong_on", problem_of(problems, in_field("given_on", i)));
    tenants.push_back(std::move(tenant));
  }
  return tenants;
}

Json event_fields(const EventOffer& offer, const Fields& typed) {
  Json fields = Json::object();
  for (const FieldAsked& asked : offer.fields) {
    const std::string value = typed.text(asked.name);
    if (!value.empty()) fields[asked.name] = Json{value};
  }
  return fields;
}

ResultOfMany<std::vector<RecordService::OnTenant>> read_service(const CasePage& page,
                                                                const Fields& typed) {
  std::vector<RecordService::OnTenant> services;
  Problems problems;
  for (std::size_t i = 0; i < page.tenancy.tenants.size(); ++i) {
    const Tenant& tenant = page.tenancy.tenants[i];
    RecordService::OnTenant service;
    service.tenant_id = tenant.id;
    if (const auto method = parse_service_method(typed.text(in_field("method", i)))) {
      service.method = *method;
    } else {
      problems.push_back(Problem{
          "say how the notice was given to " + tenant.name.in_full(),
          "Choose one way.",
          {}}.in_field("tenant-" + std::to_string(i + 1)));
    }
    if (const Result<Date> day = Date::parse(typed.text(in_field("given_on", i)))) {
      service.given_on = *day;
    } else {
      problems.push_back(
          Problem{"say on which day it was given to " + tenant.name.in_full(), "", {}}.in_field(
              in_field("given_on", i)));
    }
    service.given_at = typed.text(in_field("given_at", i));
    service.place = typed.text(in_field("place", i));
    services.push_back(std::move(service));
  }
  if (!problems.empty()) return tl::unexpected<Problems>(std::move(problems));
  return services;
}

View::List error_summary(const Problems& problems) {
  View::List errors;
  for (const Problem& problem : problems) {
    errors.push_back(View{}
                         .set("what", sentence(problem))
                         .set("field", problem.place.field.empty() ? "main" : problem.place.field));
  }
  return errors;
}

std::optional<View> schedule_view(const CasePage& page, const Fields& typed) {
  const Result<Money> instalment = Money::parse(typed.text("instalment"));
  const Result<RentFrequency> frequency = parse_rent_frequency(typed.text("frequency"));
  const Result<Date> first = Date::parse(typed.text("first_due"));
  if (!instalment || !frequency || !first) return std::nullopt;

  Agreement agreement;
  agreement.instalment = *instalment;
  agreement.frequency = *frequency;
  agreement.first_due = *first;
  agreement.arrears = page.account.summary.balance;
  agreement.made_on = page.today;
  const int count = payments_to_clear(agreement);
  const Money rent = rent_between_payments(agreement, page.account.rent);
  View::List payments;
  Money left = agreement.arrears;
  for (const PaymentDue& due :
       payment_schedule(agreement, page.account.rent, std::min(count, kPaymentsShown))) {
    const Money off = due.amount - rent;
    left -= off;
    View row;
    row.set("due", weekday_and_day(due.on) + " " + std::to_string(due.on.year()))
        .set("rent", rent.to_string());
    row.set("instalment", off.to_string())
        .set("total", due.amount.to_string())
        .set("left", left.to_string());
    payments.push_back(std::move(row));
  }
  View view;
  view.set("payments", std::move(payments));
  view.set("schedule_words",
           count == 0 ? "The arrears are never cleared by this."
                      : count_of(count, "payment clears", "payments clear") + " " +
                            agreement.arrears.to_string() + "; the last is due " +
                            short_day(payment_day(agreement, count - 1)));
  view.set_if_any(
      "schedule_more",
      count > kPaymentsShown ? figure(count - kPaymentsShown) + " more payments follow." : "");
  return view;
}

}  // namespace lintel
