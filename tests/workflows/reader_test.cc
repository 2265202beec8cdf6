#include "workflows/definition_reader.h"

#include <gtest/gtest.h>

#include "tests/workflows/made_up_rules.h"

namespace lintel {
namespace {

constexpr std::string_view kWhole = R"yaml(workflow: made_up
version: "1"
law: {act: Housing Act 1985, provisions: [s83]}
facts:
  arrears: {type: money, source: rent_account.collectable}
  kind: {type: one_of (rent, garage), source: rent_account.kind}
start: open
states:
  open:
    stage: early_contact
    on:
      arrears_run:
        - {when: arrears > 10, to: closed}
        - {when: kind in (rent, garage), name: waits}
  closed: {stage: closed, final: true}
)yaml";

/// What the reader says when `from` in the file above is written as `to`.
std::string changed(std::string_view from, std::string_view to) {
  std::string text{kWhole};
  const std::size_t at = text.find(from);
  if (at == std::string::npos) return "no such text";
  text.replace(at, from.size(), to);
  const MadeUpRules book;
  const ResultOfMany<Definition> read = read_definition(text, "made_up.yaml", book);
  return read ? "accepted" : said(read.error());
}

TEST(DefinitionReader, ReadsAWholeFile) {
  const Definition read = definition_of(kWhole);
  EXPECT_EQ(read.key, (DefinitionKey{"made_up", "1"}));
  ASSERT_EQ(read.states.size(), 2U);
  const EventDefinition& run = read.states[0].events[0];
  EXPECT_EQ(run.branches[0].rule, "open.arrears_run.1");
  EXPECT_EQ(run.branches[1].rule, "waits");
  EXPECT_TRUE(run.branches[1].leaves_alone());
  EXPECT_EQ(read.facts[1].words, (std::vector<std::string>{"rent", "garage"}));
  EXPECT_EQ(read.hash, sha256(read.canonical));
}

TEST(DefinitionReader, HashesWhatIsMeantNotHowItIsWritten) {
  std::string spaced{kWhole};
  spaced.insert(0, "# a comment\n");
  EXPECT_EQ(definition_of(spaced).hash, definition_of(kWhole).hash);
}

TEST(DefinitionReader, SaysWhereAndWhatToWrite) {
  EXPECT_EQ(
      changed("stage: early_contact", "stage: erly_contact"),
      "made_up.yaml:10:12: there is no stage \"erly_contact\". Did you mean \"early_contact\"?\n");
  EXPECT_EQ(changed("to: closed}", "to: close}"),
            "made_up.yaml:13:36: there is no state \"close\". Did you mean \"closed\"?\n");
  EXPECT_EQ(changed("when: arrears", "when: arears"),
            "made_up.yaml:13:18: there is no fact \"arears\". Did you mean \"arrears\"?\n");
  EXPECT_EQ(
      changed("when: arrears", "wen: arrears"),
      "made_up.yaml:13:12: \"wen\" is not a key that is known here. Did you mean \"when\"?\n");
  EXPECT_EQ(changed("start: open", "start: opn"),
            "made_up.yaml:7:8: there is no state \"opn\". Did you mean \"open\"?\n");
  EXPECT_EQ(changed("type: money", "type: mony"),
            "made_up.yaml:5:19: \"mony\" is not a type of fact. Did you mean "
            "\"money\"?\nmade_up.yaml:13:26: a yes or no cannot be compared with a number.\n");
}

TEST(DefinitionReader, RefusesWhatIsMissing) {
  EXPECT_THAT(changed("law: {act: Housing Act 1985, provisions: [s83]}\n", ""),
              ::testing::HasSubstr("the workflow has no law block"));
  EXPECT_THAT(changed("version: \"1\"\n", ""), ::testing::HasSubstr("the workflow has no version"));
  EXPECT_THAT(changed("    stage: early_contact\n", ""),
              ::testing::HasSubstr("the state open has no stage"));
  EXPECT_THAT(changed("start: open\n", ""), ::testing::HasSubstr("does not say where it starts"));
  EXPECT_THAT(changed("source: rent_account.collectable", "formula: 2 * £5"),
              ::testing::HasSubstr("the formula of arrears has no because"));
  EXPECT_THAT(changed("{type: money, source: rent_account.collectable}", "{type: money}"),
              ::testing::HasSubstr("neither a source nor a formula"));
}

TEST(DefinitionReader, RefusesUnknownRolesHoldsTasksAndEffects) {
  EXPECT_THAT(changed("to: closed}", "by: income_oficer, to: closed}"),
              ::testing::HasSubstr("Did you mean \"income_officer\"?"));
  EXPECT_THAT(changed("to: closed}", "by: task.approve, to: closed}"),
              ::testing::HasSubstr("the state open has no task \"approve\""));
  EXPECT_THAT(changed("arrears > 10", "no hold dispute"),
              ::testing::HasSubstr("there is no hold \"dispute\""));
  EXPECT_THAT(changed("to: closed}", "do: [{documnt: letter_1}], to: closed}"),
              ::testing::HasSubstr("Did you mean \"document\"?"));
  EXPECT_THAT(
      changed(
          "start: open\n",
          "holds: {dispute: {begins: a, ends: b, blocks: {events: [arears_run]}}}\nstart: open\n"),
      ::testing::HasSubstr("Did you mean \"arrears_run\"?"));
  EXPECT_THAT(
      changed("start: open\n",
              "holds: {dispute: {begins: a, ends: b, timers: {wait: stop}}}\nstart: open\n"),
      ::testing::HasSubstr("Write run, pause or defer."));
}

TEST(DefinitionReader, GivesEventsTheirWords) {
  const std::string text = std::string(kWhole) +
                           "events: {arrears_run: {label: Weekly run, happened: Decided by the "
                           "run}, dispute_raised: {label: Record a dispute}}\nholds: {dispute: "
                           "{begins: dispute_raised, ends: dispute_settled}}\n";
  const Definition read = definition_of(text);
  EXPECT_EQ(read.states[0].event("arrears_run")->label, "Weekly run");
  EXPECT_EQ(read.event_label("arrears_run"), "Weekly run");
  EXPECT_EQ(read.event_happened("arrears_run"), "Decided by the run");
  EXPECT_EQ(read.event_happened("dispute_raised"), "Record a dispute");
  EXPECT_EQ(read.event_label("dispute_settled"), "Dispute settled");
  EXPECT_EQ(changed("start: open\n", "events: {arears_run: {label: Weekly run}}\nstart: open\n"),
            "made_up.yaml:7:10: no state and no hold knows the event \"arears_run\". Did you mean "
            "\"arrears_run\"?\n");
}

TEST(DefinitionReader, LetsOnlyYesNoFactsSaySomething) {
  EXPECT_THAT(changed("type: money, ", "type: money, says: {yes: owing, no: clear}, "),
              ::testing::HasSubstr("only a yes_no fact says something"));
  EXPECT_THAT(changed("type: money, ", "type: yes_no, says: {yes: owing}, "),
              ::testing::HasSubstr("says has no no"));
}

TEST(DefinitionReader, RefusesFormulasThatLeanOnThemselvesOrFanOut) {
  EXPECT_THAT(
      changed("source: rent_account.collectable", "formula: arrears + £1, because: why not"),
      ::testing::HasSubstr("leans on itself"));
  std::string doubling = "f0: {type: number, source: case.days_in_state}\n";
  for (int i = 1; i < 20; ++i)
    doubling += "  f" + std::to_string(i) + ": {type: number, formula: f" + std::to_string(i - 1) +
                " + f" + std::to_string(i - 1) + ", because: doubling}\n";
  EXPECT_THAT(changed("arrears: {type", doubling + "  arrears: {type"),
              ::testing::HasSubstr("too large when its facts are followed"));
}

TEST(DefinitionReader, PutsEverywhereBeforeTheStatesOwnBranches) {
  const std::string text = std::string(kWhole) +
                           "everywhere: {on: {arrears_run: [{name: first, when: arrears < £0}], "
                           "noted: {by: auditor}}}\n";
  const Definition read = definition_of(text);
  EXPECT_EQ(read.states[0].event("arrears_run")->branches[0].rule, "first");
  EXPECT_EQ(read.states[0].event("arrears_run")->branches[1].rule, "open.arrears_run.2");
  EXPECT_NE(read.states[0].event("noted"), nullptr);
  EXPECT_TRUE(read.states[1].events.empty());
}

}  // namespace
}  // namespace lintel
