#include "server/web/case_links.h"

#include "server/web/case_head.h"

namespace lintel {

std::string case_address(const std::string& reference) {
  return "/cases/" + reference;
}

std::string event_href(const CasePage& page, const std::string& event) {
  return case_address(page.kase.reference) + "/events/" + event;
}

const EventOffer* find_offer(const CasePage& page, const std::string& event) {
  for (const EventOffer& offer : page.events) {
    if (offer.event == event) return &offer;
  }
  return nullptr;
}

const EventOffer* pressable(const CasePage& page, const std::string& event) {
  const EventOffer* offer = find_offer(page, event);
  return offer != nullptr && offer->allowed && offer->for_this_person ? offer : nullptr;
}

std::string then_words(const CasePage& page, const EventOffer& offer) {
  if (offer.to_label.empty() || offer.to_label == page.state_label)
    return "The case keeps its state.";
  return "The case moves to: " + offer.to_label + ".";
}

std::vector<FixLink> fix_links(const CasePage& page) {
  std::vector<FixLink> links;
  const auto add =
      [&](const std::string& rule, const std::string& fact, const char* event, const char* words) {
        const EventOffer* offer = pressable(page, event);
        if (offer != nullptr || !fact.empty())
          links.push_back({rule, fact, offer == nullptr ? "" : event_href(page, event), words});
      };
  for (const HoldView& held : page.holds) {
    const bool moratorium = held.hold.name == "breathing_space";
    add(held.hold.name,
        hold_fact(held),
        moratorium ? "moratorium_ended" : "",
        "Record an early end");
  }
  add("contact", "", "record_contact", "Record contact");
  add("assess", "", "record_assessment", "Record the assessment");
  add("protocol", "", "record_contact", "Record contact");
  add("agreement", "", "offer_agreement", "Offer an agreement");
  return links;
}

}  // namespace lintel
