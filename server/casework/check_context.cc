#include "server/casework/check_context.h"

#include <algorithm>

#include "server/casework/case_facts.h"
#include "server/casework/connector_calls.h"
#include "server/casework/letter_fields.h"

namespace lintel {
namespace {

/// One entry a template, with every version of it; what any version needs is needed.
void add(std::vector<TemplateOffer>& offers, const TemplateSummary& summary) {
  auto offer = std::find_if(offers.begin(), offers.end(), [&](const TemplateOffer& each) {
    return each.name == summary.name;
  });
  if (offer == offers.end())
    offer = offers.insert(offers.end(), TemplateOffer{summary.name, {}, {}});
  offer->versions.push_back(summary.version);
  for (const Field& field : summary.fields) {
    const bool known =
        std::find(offer->needs.begin(), offer->needs.end(), field.name) != offer->needs.end();
    if (field.required && !field.filled_here && !known) offer->needs.push_back(field.name);
  }
}

}  // namespace

CheckContext check_context(const DocumentSet& documents,
                           const RuleBook& book,
                           std::optional<Date> today) {
  CheckContext context;
  context.sources = known_sources();
  context.templates.emplace();
  for (const TemplateSummary& each : documents.templates()) add(*context.templates, each);
  context.fields = known_letter_fields();
  context.connectors.emplace(kConnectorCalls.begin(), kConnectorCalls.end());
  context.book = &book;
  context.today = today;
  return context;
}

std::optional<std::map<Role, int>> role_holders(const std::vector<Person>& people) {
  std::map<Role, int> holders;
  for (const Person& person : people) {
    if (person.disabled) continue;
    for (const Role role : person.roles) ++holders[role];
  }
  return holders.empty() ? std::nullopt : std::optional(std::move(holders));
}

}  // namespace lintel
