// A hold that stops an event and a document only for some grounds: from a field of the event, or
// from a fact of the case.

#include <gtest/gtest.h>

#include "tests/workflows/made_up_rules.h"

namespace lintel {
namespace {

Definition definition_from(const std::string& source) {
  return definition_of(R"yaml(
workflow: grounds
version: "1"
law: {act: Housing Act 1988, provisions: [s8]}
facts:
  ground:  {type: "one_of (arrears, nuisance)", source: )yaml" +
                       source + R"yaml(}
  arrears: {type: money, source: input.arrears}
holds:
  breathing_space:
    begins: begun
    ends: over
    blocks: {events: [serve], tags: [demand], unless: ground not in (arrears)}
    law: SI 2020/1311 reg 7
start: open
states:
  open:
    stage: notice
    on:
      serve: {by: income_officer, needs: [ground], to: closed}
      write: {do: [{document: {template: letter, tag: demand}}]}
      tell:  {do: [{document: {template: leaflet}}]}
  closed: {stage: closed, final: true}
)yaml");
}

class HoldsByGround : public ::testing::Test {
 protected:
  Step ask(const Definition& definition, const Event& event, Value ground) const {
    Facts facts = definition.new_facts();
    facts.set(0, std::move(ground));
    return step(definition, held(), event, facts, RuleValues{definition, book_, today_}, today_);
  }
  Event serving(std::map<std::string, std::string> fields) const {
    return Event{.name = "serve", .actor = priya_, .fields = std::move(fields)};
  }
  static Event of(std::string name) {
    return Event{.name = std::move(name), .actor = std::nullopt, .fields = {}};
  }
  CaseState held() const {
    CaseState state;
    Hold hold;
    hold.name = "breathing_space";
    hold.from = today_;
    state.holds.push_back(hold);
    return state;
  }

  MadeUpRules book_;
  Date today_{2026, 11, 23};
  const Actor priya_{PersonId{IdBits{0, 1}}, "Priya Shah", {Role::income_officer}};
};

TEST_F(HoldsByGround, AreToldByTheEvent) {
  const Definition definition = definition_from("event.ground");
  const Value unknown;
  EXPECT_FALSE(ask(definition, serving({{"ground", "arrears"}}), unknown).changes);
  EXPECT_TRUE(ask(definition, serving({{"ground", "nuisance"}}), unknown).changes);
  EXPECT_FALSE(ask(definition, serving({}), unknown).changes);
}

TEST_F(HoldsByGround, OfferTheFormThatAsks) {
  const Definition definition = definition_from("event.ground");
  const auto offered = [&](const Event& event) {
    return decide(definition,
                  held(),
                  event,
                  definition.new_facts(),
                  RuleValues{definition, book_, today_},
                  today_)
        .acts();
  };
  Event pressed = serving({});
  EXPECT_FALSE(offered(pressed));
  pressed.fields_to_come = true;
  EXPECT_TRUE(offered(pressed));
  const Offer offer = offer_of(definition,
                               held(),
                               "serve",
                               definition.new_facts(),
                               RuleValues{definition, book_, today_},
                               today_,
                               priya_);
  EXPECT_TRUE(offer.decision.acts());
}

TEST_F(HoldsByGround, AreToldByTheCase) {
  const Definition definition = definition_from("notice.ground");
  EXPECT_FALSE(ask(definition, of("write"), Value::text("arrears")).changes);
  EXPECT_TRUE(ask(definition, of("write"), Value::text("nuisance")).changes);
  EXPECT_FALSE(ask(definition, of("write"), Value::unknown()).changes);
  EXPECT_FALSE(ask(definition, of("write"), Value::none()).changes);         // compared, none is no
  EXPECT_TRUE(ask(definition, of("tell"), Value::text("arrears")).changes);  // no demand
}

}  // namespace
}  // namespace lintel
