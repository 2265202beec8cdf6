#include "domain/law/dated_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "domain/landlord.h"
#include "tests/support/shipped_law.h"

namespace lintel {
namespace {

using testing::ElementsAre;

std::vector<std::string> problems_of(const std::string& yaml) {
  DatedRules rules;
  std::vector<std::string> said;
  for (const Problem& each : rules.add(read_strict_yaml(yaml, "law.yaml").value()))
    said.push_back(each.to_string());
  return said;
}

std::string rule_with(const std::string& unit, const std::string& values) {
  return "T-01:\n  meaning: a test\n  unit: " + unit + "\n  values:\n" + values;
}

std::string value_with(const std::string& dates, const std::string& value) {
  return "    - {" + dates + ", value: " + value +
         ", citation: Act s.1, confidence: H, checked_on: 2026-11-22}\n";
}

TEST(DatedRules, GiveTheValueInForceOnADay) {
  DatedRules rules;
  const std::string yaml = rule_with("weeks",
                                     value_with("from: 2020-01-01, to: 2026-04-30", "2") +
                                         value_with("from: 2026-05-01, to: null", "4"));
  ASSERT_TRUE(rules.add(read_strict_yaml(yaml, "law.yaml").value()).empty());
  EXPECT_EQ(rules.on({2026, 4, 30}).value("T-01")->number(), 2);
  EXPECT_EQ(rules.on({2026, 5, 1}).value("T-01")->number(), 4);
  EXPECT_EQ(rules.on({2026, 5, 1}).value("T-01")->citation, "Act s.1");
}

TEST(DatedRules, SayWhyThereIsNoValue) {
  DatedRules rules;
  const std::string yaml = rule_with("weeks",
                                     value_with("from: 2020-01-01, to: 2020-12-31", "2") +
                                         value_with("from: 2021-01-01, to: null",
                                                    "unknown, load: the 2021 figure, from_whom: "
                                                    "the regulator"));
  ASSERT_TRUE(rules.add(read_strict_yaml(yaml, "law.yaml").value()).empty());
  EXPECT_EQ(rules.on({2019, 12, 31}).value("T-01").error().what,
            "no value of T-01 is known on 31 December 2019");
  EXPECT_EQ(rules.on({2021, 1, 1}).value("T-01").error().what,
            "no value of T-01 is known on 1 January 2021");
  EXPECT_EQ(rules.on({2019, 12, 31}).value("T-01").error().fix,
            "Add one to the rule, with its citation.");
  EXPECT_EQ(rules.on({2021, 1, 1}).value("T-01").error().fix,
            "Load the 2021 figure, from the regulator.");
  EXPECT_EQ(rules.on({2021, 1, 1}).value("T-02").error().fix, "Did you mean \"T-01\"?");
  EXPECT_EQ(rules.on({2021, 1, 1}).find("T-01"), nullptr);
}

TEST(DatedRules, RefuseGapsAndOverlaps) {
  EXPECT_THAT(problems_of(rule_with("weeks",
                                    value_with("from: 2020-01-01, to: 2026-04-29", "2") +
                                        value_with("from: 2026-05-01, to: null", "4"))),
              ElementsAre("law.yaml:6:7: from: T-01: no value holds from 2026-04-30 to 2026-04-30. "
                          "Close the gap, or "
                          "write value: unknown for it."));
  EXPECT_THAT(problems_of(rule_with("weeks",
                                    value_with("from: 2020-01-01, to: null", "2") +
                                        value_with("from: 2026-05-01, to: null", "4"))),
              ElementsAre("law.yaml:6:7: from: T-01: this value overlaps the one before it. End "
                          "that one on 2026-04-30."));
  EXPECT_THAT(
      problems_of(rule_with("weeks", value_with("from: 2020-01-02, to: 2020-01-01", "2"))),
      ElementsAre("law.yaml:5:7: to: T-01: this value ends before it begins. Mend from or to."));
}

TEST(DatedRules, RefuseAValueWithoutItsAuthority) {
  EXPECT_THAT(
      problems_of(rule_with(
          "weeks",
          "    - {from: 2020-01-01, to: null, value: 2, confidence: H, checked_on: 2026-11-22}\n")),
      ElementsAre("law.yaml:5:7: citation: T-01 has no citation. Add citation: to it."));
  EXPECT_THAT(
      problems_of(rule_with("weeks",
                            "    - {from: 2020-01-01, to: null, value: 2, citation: Act, "
                            "confidence: X, checked_on: 2026-11-22}\n")),
      ElementsAre("law.yaml:5:73: confidence: \"X\" is not a confidence. Write H, M or L."));
}

TEST(DatedRules, RefuseAnUnknownValueThatDoesNotSayWhatToLoadAndFromWhom) {
  const std::string dates = "from: 2020-01-01, to: null";
  EXPECT_THAT(
      problems_of(rule_with("weeks", value_with(dates, "unknown"))),
      ElementsAre("law.yaml:5:7: load: T-01: an unknown value does not say what to load. Add load: "
                  "with the figure that is wanted.",
                  "law.yaml:5:7: from_whom: T-01: an unknown value does not say from whom. Add "
                  "from_whom: with who publishes it."));
  EXPECT_THAT(
      problems_of(rule_with("weeks", value_with(dates, "2, load: a figure"))),
      ElementsAre("law.yaml:5:7: load: this value is known and has load or from_whom. They belong "
                  "to value: unknown."));
  EXPECT_THAT(problems_of(rule_with(
                  "date", value_with(dates, "null, load: the day, from_whom: the department"))),
              ElementsAre());
}

TEST(DatedRules, RefuseLawBelowHighConfidenceThatIsNotMarkedToBeVerified) {
  const auto value = [](const std::string& citation, const std::string& sureness) {
    return rule_with("weeks",
                     "    - {from: 2020-01-01, to: null, value: 2, citation: \"" + citation +
                         "\", checked_on: 2026-11-22, confidence: " + sureness + "}\n");
  };
  EXPECT_THAT(problems_of(value("Act s.1", "M")),
              ElementsAre("law.yaml:5:103: confidence: T-01: confidence M is not marked to be "
                          "verified. Add verify: true until its text has been read, or begin the "
                          "citation with policy."));
  EXPECT_THAT(problems_of(value("Act s.1", "L, verify: true")), ElementsAre());
  EXPECT_THAT(problems_of(value("policy: we count a day more", "M")), ElementsAre());
}

TEST(DatedRules, KeepTheNoteOfAValue) {
  DatedRules rules;
  const std::string yaml =
      rule_with("weeks", value_with("from: 2020-01-01, to: null", "2, note: the old law"));
  ASSERT_TRUE(rules.add(read_strict_yaml(yaml, "law.yaml").value()).empty());
  EXPECT_EQ(rules.on({2021, 1, 1}).value("T-01")->note, "the old law");
}

TEST(DatedRules, RefuseAnUnknownUnitAndAValueNotOfItsUnit) {
  EXPECT_THAT(problems_of(rule_with("fortnights", value_with("from: 2020-01-01, to: null", "2"))),
              ElementsAre(testing::StartsWith(
                  "law.yaml:3:9: unit: \"fortnights\" is not a unit. Write days, weeks")));
  const std::vector<std::pair<std::string, std::string>> wrong = {{"weeks", "two"},
                                                                  {"weeks", "-1"},
                                                                  {"weeks", "1.5"},
                                                                  {"percent", "4.8%"},
                                                                  {"money", "£4.005"},
                                                                  {"yes_no", "true"},
                                                                  {"word", "two words"},
                                                                  {"date", "2026-02-30"},
                                                                  {"time", "25:00"},
                                                                  {"dates", "2026-01-01"},
                                                                  {"dates", "[2026-13-01]"},
                                                                  {"day_range", "[26]"},
                                                                  {"weeks", "[1, 2]"}};
  for (const auto& [unit, value] : wrong) {
    EXPECT_EQ(problems_of(rule_with(unit, value_with("from: 2020-01-01, to: null", value))).size(),
              1U)
        << unit << " " << value;
  }
}

TEST(DatedRules, RefuseKeysAndWordsThatNobodyReads) {
  const std::string values = value_with("from: 2020-01-01, to: null", "2");
  EXPECT_THAT(
      problems_of("T-01:\n  meaning: a test\n  aplies: {}\n  unit: weeks\n  values:\n" + values),
      ElementsAre("law.yaml:3:3: \"aplies\" is not a key of a rule. Did you mean \"applies\"?"));
  EXPECT_EQ(
      problems_of(
          "T-01:\n  meaning: a test\n  applies: {tenancy: [asured]}\n  unit: weeks\n  values:\n" +
          values)
          .size(),
      1U);
  EXPECT_EQ(
      problems_of("T-01:\n  meaning: a test\n  applies: {regime: rta}\n  unit: weeks\n  values:\n" +
                  values)
          .size(),
      1U);
}

TEST(DatedRules, KeepOneRuleOfAnId) {
  DatedRules rules;
  const YamlNode node =
      read_strict_yaml(rule_with("weeks", value_with("from: 2020-01-01, to: null", "2")), "a.yaml")
          .value();
  EXPECT_TRUE(rules.add(node).empty());
  ASSERT_EQ(rules.add(node).size(), 1U);
}

TEST(ShippedLaw, LoadsWholeAndEveryValueIsCited) {
  const LawBook& law = shipped_law();
  EXPECT_GT(law.rules().rules().size(), 150U);
  for (const auto& [id, rule] : law.rules().rules()) {
    for (const DatedValue& value : rule.values) {
      EXPECT_FALSE(value.citation.empty()) << id;
      EXPECT_TRUE(value.checked_on) << id;
    }
  }
}

TEST(ShippedLaw, HoldsTheRulesThatPolicyLeansOn) {
  const RulesOnDay today = shipped_law().on({2026, 11, 23});
  for (const char* id :
       {"REG-01", "REG-02", "FRM-01", "FRM-02", "FRM-08", "G8-01",  "G8-02",  "S8-01",  "S8-04",
        "S8-05",  "S83-01", "S83-02", "S83-03", "CNT-04", "SVC-01", "SVC-05", "BS-01",  "BS-10",
        "PAP-01", "PAP-05", "PAP-10", "APA-01", "DTH-01", "MX-01",  "G7-01",  "FTA-01", "DP-01",
        "MON-01", "EQA-01", "CAP-01", "S48-02", "JNT-01", "ABN-02", "BS-33",  "SVC-14"}) {
    EXPECT_TRUE(today.value(id)) << id;
  }
  EXPECT_EQ(today.value("S8-01")->number(), 2);
  EXPECT_TRUE(today.value("REG-03")->unset());
}

TEST(ShippedLaw, SaysWhatIsToBeVerifiedAndWhatIsToBeLoaded) {
  for (const auto& [id, rule] : shipped_law().rules().rules()) {
    for (const DatedValue& value : rule.values) {
      if (value.confidence != "H") {
        EXPECT_TRUE(value.verify || value.citation.starts_with("policy")) << id;
      }
      if (!value.known) {
        EXPECT_FALSE(value.load.empty() || value.from_whom.empty()) << id;
      }
    }
  }
}

TEST(ShippedLaw, HasEveryGateOfTheProtocolWithItsEvidenceAndWhatItBlocks) {
  const RulesOnDay today = shipped_law().on({2026, 11, 24});
  for (const DatedRule* gate : shipped_law().rules().of_parameter("protocol_step")) {
    EXPECT_TRUE(today.value(gate->id)) << gate->id;
    if (gate->id == "PAP-17") continue;  // what follows from a breach: no gate
    const Matter matter = {{"jurisdiction", "england"}, {"step", gate->applies.at("step").front()}};
    EXPECT_EQ(today.matching("protocol_step", matter).size(), 1U) << gate->id;
    EXPECT_EQ(today.matching("protocol_when", matter).size(), 1U) << gate->id;
    EXPECT_EQ(today.matching("protocol_evidence", matter).size(), 1U) << gate->id;
    EXPECT_EQ(today.matching("protocol_blocks", matter).size(), 1U) << gate->id;
  }
  EXPECT_EQ(shipped_law().rules().of_parameter("protocol_step").size(), 18U);
}

TEST(ShippedLaw, LetsOneJointTenantEndATenancyInEnglandAlone) {
  const RulesOnDay today = shipped_law().on({2026, 11, 24});
  const auto ends = [&](const Matter& matter) {
    return today.matching("single_notice_valid", matter).at(0)->yes();
  };
  EXPECT_TRUE(ends({{"jurisdiction", "england"}}));
  EXPECT_FALSE(ends({{"jurisdiction", "wales"}, {"regime", "rhwa"}}));
}

TEST(ShippedLaw, KnowsTheBankHolidaysOfScotland) {
  const Calendar* scotland = shipped_law().calendar_of_scotland();
  ASSERT_NE(scotland, nullptr);
  EXPECT_EQ(scotland->name(), "scotland");
  EXPECT_FALSE(*scotland->is_working_day({2027, 1, 4}));  // for 2 January, a Saturday
  EXPECT_TRUE(*scotland->is_working_day({2027, 3, 29}));  // Easter Monday is none there
  EXPECT_FALSE(*shipped_law().calendar(Jurisdiction::england).is_working_day({2027, 3, 29}));
  EXPECT_EQ(*scotland->working_day_after({2026, 11, 27}, 1), Date(2026, 12, 1));
  EXPECT_FALSE(scotland->is_working_day({2031, 1, 1}));
}

TEST(ShippedLandlord, IsNorthmere) {
  const auto landlord =
      read_landlord(text_of_file(std::string(LINTEL_SOURCE_DIR) + "/config/landlord.yaml"),
                    "config/landlord.yaml");
  ASSERT_TRUE(landlord) << landlord.error().front().to_string();
  EXPECT_EQ(landlord->short_name, "Northmere Homes");
  EXPECT_EQ(landlord->service_address.on_one_line(), "1 Lintel Square, Northmere, NM1 1AA");
  EXPECT_EQ(landlord->policy.on({2026, 11, 23}).value("notice_weeks")->number(), 4);
  EXPECT_EQ(landlord->policy.on({2026, 11, 23}).value("small_arrears")->money(), 25'00_pence);
}

TEST(ReadLandlord, GathersEveryProblemWithItsPlace) {
  const auto landlord = read_landlord(
      "name: Northmere Homes Limited\nphon: 01632 960100\nkind: council\n", "landlord.yaml");
  ASSERT_FALSE(landlord);
  const auto said = [&](const std::string& text) {
    return std::ranges::any_of(
        landlord.error(), [&](const Problem& each) { return each.to_string().starts_with(text); });
  };
  EXPECT_TRUE(
      said("landlord.yaml:2:1: \"phon\" is not a key of landlord.yaml. Did you mean \"phone\"?"));
  EXPECT_TRUE(said("landlord.yaml:3:7: kind: \"council\" is not a kind of landlord."));
  EXPECT_TRUE(said("landlord.yaml:1:1: service_address: service_address is missing."));
}

}  // namespace
}  // namespace lintel
