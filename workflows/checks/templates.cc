#include <set>
#include <unordered_set>

#include "workflows/checks/checked_definition.h"

namespace lintel {
namespace {

/// Everything that a letter of this definition may say: what the case file fills, the facts, and
/// what events carry.
std::unordered_set<std::string> said_by(const CheckedDefinition& checked) {
  std::unordered_set<std::string> said(checked.context().fields->begin(),
                                       checked.context().fields->end());
  for (const FactDeclaration& fact : checked.definition().facts) said.insert(fact.name);
  for (const StateDefinition& state : checked.definition().states)
    for (const EventDefinition& event : state.events)
      for (const Branch& branch : event.branches)
        said.insert(branch.needs.begin(), branch.needs.end());
  return said;
}

}  // namespace

void check_templates(CheckedDefinition& checked) {
  const CheckContext& context = checked.context();
  if (!context.templates || !context.fields) return;
  const std::unordered_set<std::string> said = said_by(checked);
  std::map<std::string, const TemplateOffer*> offers;
  for (const TemplateOffer& each : *context.templates) offers[each.name] = &each;
  std::set<std::pair<int, int>> seen;  // what is read into every state stands once in the file
  checked.each_effect([&](const Effect& effect) {
    if (effect.kind != Effect::Kind::document) return;
    const auto offer = offers.find(effect.name);
    if (offer == offers.end()) return;
    if (!seen.emplace(effect.place.line, effect.place.column).second) return;
    for (const std::string& field : offer->second->needs)
      if (!said.contains(field))
        checked.error("E13",
                      effect.place,
                      "the template " + effect.name + " asks for " + field +
                          ", which no fact and no event says",
                      "Declare a fact named " + field + ", or let the event need it.");
  });
}

}  // namespace lintel
