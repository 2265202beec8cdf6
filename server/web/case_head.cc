#include "server/web/case_head.h"

#include <algorithm>
#include <tuple>

#include "server/web/case_links.h"
#include "server/web/law_links.h"
#include "server/web/say.h"

namespace lintel {
namespace {

std::string joint_words(const Tenancy& tenancy) {
  if (tenancy.tenants.size() < 2) return "";
  std::string names;
  for (std::size_t i = 1; i < tenancy.tenants.size(); ++i) {
    const bool last = i + 1 == tenancy.tenants.size();
    names += (i == 1 ? (last ? "and " : "")
              : last ? " and "
                     : ", ") +
             tenancy.tenants[i].name.in_full();
  }
  return names + " (joint)";
}

std::string tenancy_words(const Tenancy& tenancy) {
  std::string words(tenancy_type_label(tenancy.type));
  if (!tenancy.social) words += ", market rent";
  words += " from " + short_day(tenancy.start);
  if (tenancy.end) words += ", ended " + short_day(*tenancy.end);
  return words;
}

std::string rent_every(RentFrequency frequency) {
  switch (frequency) {
    case RentFrequency::weekly:
      return "a week";
    case RentFrequency::fortnightly:
      return "a fortnight";
    case RentFrequency::four_weekly:
      return "every 4 weeks";
    case RentFrequency::monthly:
      return "a month";
    case RentFrequency::quarterly:
      return "a quarter";
    case RentFrequency::yearly:
      return "a year";
  }
  return "";
}

std::string benefit_words(Benefit benefit) {
  switch (benefit) {
    case Benefit::none:
      return "None on file";
    case Benefit::universal_credit:
      return "Universal Credit";
    case Benefit::housing_benefit:
      return "Housing Benefit";
  }
  return "";
}

std::string tenths(std::int64_t number) {
  return figure(number / 10) + "." + std::to_string(number % 10);
}

std::string joined(const std::vector<std::string>& words) {
  std::string all;
  for (const std::string& word : words) all += (all.empty() ? "" : ", ") + word;
  return all;
}

View hold_view(const CasePage& page, const HoldView& held) {
  const bool begun = held.hold.from <= page.today;
  std::string title = capital(held.label);
  if (!begun) title += " from " + held.hold.from.to_long_words();
  if (held.hold.until) title += " until " + held.hold.until->to_long_words();
  if (begun && !held.hold.until) title += ", since " + held.hold.from.to_long_words();
  std::string words = held.stops.empty()
                          ? "This case is held."
                          : "Stopped on the server until it ends: " + joined(held.stops) + ".";
  const EventOffer* end =
      held.hold.name == "breathing_space" ? pressable(page, "moratorium_ended") : nullptr;
  View view;
  view.set("label", capital(held.label)).set("title", title).set("words", words);
  const LawLink law = law_link(page.laws, held.law);
  view.set_if_any("law", law.words).set_if_any("law_href", law.href);
  view.set_if_any("reason", held.hold.reason).set_if_any("stops", joined(held.stops));
  view.set("holds_href", case_address(page.kase.reference) + "/holds");
  view.set_if_any("end_href", end == nullptr ? "" : event_href(page, end->event))
      .set("end_words", "Record an early end");
  std::optional<View> bar;
  if (begun && held.of && held.hold.until) {
    const int width = std::clamp(240 * held.day / std::max(1, *held.of), 4, 240);
    bar =
        View{}
            .set("w", std::to_string(width))
            .set("day_words", "Day " + std::to_string(held.day) + " of " + std::to_string(*held.of))
            .set("ends", day_and_month(*held.hold.until));
  }
  view.set("bar", std::move(bar));
  return view;
}

View::List hold_views(const CasePage& page) {
  View::List views;
  for (const HoldView& held : page.holds) views.push_back(hold_view(page, held));
  return views;
}

View::List people_views(const Tenancy& tenancy) {
  View::List people;
  for (const Tenant& tenant : tenancy.tenants) {
    people.push_back(View{}
                         .set("name", tenant.name.in_full())
                         .set("position", tenant.position == 1 ? "Tenant" : "Joint tenant"));
  }
  return people;
}

}  // namespace

std::string hold_fact(const HoldView& held) {
  std::string words = "From " + short_day(held.hold.from);
  if (held.hold.until) words += " to " + short_day(*held.hold.until);
  if (held.day > 0 && held.of)
    words += ", day " + std::to_string(held.day) + " of " + std::to_string(*held.of);
  return words;
}

View case_head_view(const CasePage& page, const CaseTrail& trail) {
  const std::string here = case_address(page.kase.reference);
  const Tenancy& tenancy = page.tenancy;
  View view = balance_words(page.account.summary.balance);
  view.set("heading", false)
      .set("main_tenant",
           tenancy.tenants.empty() ? tenancy.reference : tenancy.tenants.front().name.in_full());
  view.set_if_any("joint_words", joint_words(tenancy))
      .set("address", tenancy.address.on_one_line());
  view.set("ref", page.kase.reference).set("tenancy_words", tenancy_words(tenancy));
  view.set_if_any("policy_version", page.kase.definition.version);
  view.set("weeks", tenths(page.weeks_owed_tenths))
      .set("rent", page.account.rent.amount.to_string());
  view.set("rent_every", rent_every(page.account.rent.frequency));
  view.set_if_any("next_charge", page.next_charge ? weekday_and_day(*page.next_charge) : "");
  const AccountSummary& summary = page.account.summary;
  view.set_if_any("last_paid", summary.last_payment_on ? summary.last_payment.to_string() : "");
  view.set("last_paid_on", summary.last_payment_on ? short_day(*summary.last_payment_on) : "");
  view.set("back_href", trail.back_href)
      .set("back_words", trail.back_words)
      .set_if_any("next_case", trail.next_href);
  view.set_if_any(
      "contact_href",
      pressable(page, "record_contact") == nullptr ? "" : event_href(page, "record_contact"));
  view.set("more_href", here + "/actions")
      .set("case_href", here)
      .set("hold_banners", hold_views(page));
  view.set("data_as_of", short_day(page.account.as_of));
  view.set("people", people_views(tenancy))
      .set("patch", tenancy.patch.empty() ? "None" : tenancy.patch);
  view.set("benefit", benefit_words(page.account.benefit));
  view.set("pays_by",
           page.account.payment_method.empty() ? "Not on file" : page.account.payment_method);
  return view;
}

View::List case_tabs_view(const CasePage& page, const std::string& open) {
  const std::string here = case_address(page.kase.reference);
  const auto count = [](std::size_t number) {
    return number == 0 ? std::string() : figure(static_cast<std::int64_t>(number));
  };
  const std::vector<std::tuple<std::string, std::string, std::string>> tabs = {
      {"", "Timeline", count(static_cast<std::size_t>(page.kase.version))},
      {"account", "Rent account", ""},
      {"documents", "Documents", count(page.documents.size())},
      {"holds", "Holds", count(page.holds.size())},
      {"people", "People", count(page.tenancy.tenants.size())},
      {"actions", "Actions", ""},
      {"path", "Path", ""},
      {"what-if", "What if", ""},
  };
  View::List views;
  for (const auto& [word, label, number] : tabs) {
    View tab;
    tab.set("href", word.empty() ? here : here + "/" + word)
        .set("t", label)
        .set("on", word == open)
        .set_if_any("n", number);
    views.push_back(std::move(tab));
  }
  return views;
}

}  // namespace lintel
