#include "workflows/definition_diff.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "tests/workflows/made_up_rules.h"

namespace lintel {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* kText = R"(workflow: made_up
version: "1"
title: A made-up policy
law: {act: Housing Act 1985, provisions: [s83], in_force_from: 2026-10-05, reviewed_by: legal_officer, ticket: LEG-1}
facts:
  owed: {type: money, source: rent_account.balance}
  weeks: {type: number, source: rent_account.weeks_owed}
start: early
states:
  early:
    stage: early_contact
    label: Early contact
    tasks:
      - call: {label: Call, role: income_officer, due: 2 days}
    on:
      arrears_run:
        - {name: send, when: weeks >= 4 and owed > £10, because: it is time, do: [{document: {template: letter_1, tag: arrears_demand}}], to: late}
        - {name: wait, when: weeks < 4, because: it is not time}
  late:
    stage: letter_1
    label: Letter sent
    on:
      arrears_run: {when: owed <= £0, because: paid, to: done}
  done:
    stage: closed
    label: Done
    final: true
)";

std::string with(const std::string& was, const std::string& now) {
  std::string text = kText;
  const std::size_t at = text.find(was);
  if (at == std::string::npos) throw std::runtime_error(was + " does not stand there");
  return text.replace(at, was.size(), now);
}

std::vector<std::string> told(const std::string& was, const std::string& now) {
  std::vector<std::string> words;
  for (const DefinitionChange& each :
       definition_diff(definition_of(kText), definition_of(with(was, now))))
    words.push_back(each.words());
  return words;
}

TEST(DefinitionDiff, SaysNothingOfTheVersionOrOfHowAFileIsLaidOut) {
  EXPECT_THAT(told("version: \"1\"", "version: \"2\""), IsEmpty());
  EXPECT_THAT(told("title: A", "# a remark\ntitle:  A"), IsEmpty());
}

TEST(DefinitionDiff, TellsAGuardConditionByCondition) {
  EXPECT_THAT(told("weeks >= 4 and", "weeks >= 3 and"),
              ElementsAre("Early contact, Arrears run, rule send: when weeks is at least 4, now "
                          "weeks is at least 3"));
  EXPECT_THAT(told(" and owed > £10", ""),
              ElementsAre("Early contact, Arrears run, rule send: when removed: owed is more than "
                          "£10"));
  EXPECT_THAT(told("owed > £10", "owed > £10 and no hold"),
              ElementsAre("Early contact, Arrears run, rule send: when added: no hold"));
}

TEST(DefinitionDiff, TellsBranchesTasksStatesAndFacts) {
  EXPECT_THAT(
      told("        - {name: wait, when: weeks < 4, because: it is not time}\n", ""),
      ElementsAre("Early contact, Arrears run, rule wait: removed: because: it is not time; "
                  "name: wait; when: weeks is less than 4"));
  EXPECT_THAT(told("due: 2 days", "due: 3 days"),
              ElementsAre("Early contact, task call: due 2 days, now 3 days"));
  EXPECT_THAT(told("label: Letter sent", "label: First letter sent"),
              ElementsAre("First letter sent: label Letter sent, now First letter sent"));
  EXPECT_THAT(told("facts:\n", "facts:\n  ties: {type: yes_no, source: rent_account.ties}\n"),
              ElementsAre("fact ties: added: source: rent account.ties; type: yes no"));
  EXPECT_THAT(told("to: late}", "to: done}"),
              ElementsAre("Early contact, Arrears run, rule send: goes to late, now done"));
}

TEST(DefinitionDiff, TellsThatRulesChangedPlaces) {
  EXPECT_THAT(
      told("        - {name: wait, when: weeks < 4, because: it is not time}\n  late:", "  late:"),
      testing::SizeIs(1));
  std::string text = kText;
  const std::string wait = "        - {name: wait, when: weeks < 4, because: it is not time}\n";
  text.erase(text.find(wait), wait.size());
  text.insert(text.find("        - {name: send"), wait);
  std::vector<std::string> words;
  for (const DefinitionChange& each : definition_diff(definition_of(kText), definition_of(text)))
    words.push_back(each.words());
  EXPECT_THAT(words, ElementsAre("Early contact, Arrears run: order send, wait, now wait, send"));
}

TEST(DefinitionDiff, MarksTheStatesThatItChanges) {
  const auto changes = definition_diff(definition_of(kText),
                                       definition_of(with("weeks >= 4 and", "weeks >= 3 and")));
  EXPECT_THAT(changed_states(changes), ElementsAre("early"));
}

TEST(DefinitionDiff, OfAShippedPolicyIsEmptyAgainstItself) {
  std::ifstream in(std::string(LINTEL_SOURCE_DIR) + "/config/workflows/arrears_secure.yaml");
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  EXPECT_THAT(definition_diff(definition_of(text), definition_of(text)), IsEmpty());
}

TEST(Conditions, AreCutAtTheOutermostAnd) {
  EXPECT_THAT(conditions_of("a >= 1 and (b or c and d) and no hold"),
              ElementsAre("a >= 1", "(b or c and d)", "no hold"));
  EXPECT_THAT(conditions_of("a between 1 and 4 and b"), ElementsAre("a between 1 and 4", "b"));
  EXPECT_THAT(conditions_of("a or b and c"), ElementsAre("a or b and c"));
  EXPECT_EQ(guard_in_words("weeks_owed >= policy.letter_2_weeks"),
            "weeks owed is at least the setting letter 2 weeks");
}

}  // namespace
}  // namespace lintel
