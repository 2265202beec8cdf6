// A policy on its way from a draft to cases: written by one person, approved by another, live on
// its day.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/casework/policy_migration.h"
#include "server/casework/policy_studio.h"
#include "server/casework/workflows.h"
#include "storage/audit_store.h"
#include "storage/person_store.h"
#include "storage/policy_draft_store.h"
#include "storage/simulation_store.h"
#include "tests/support/world.h"

namespace lintel {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const DefinitionKey kLive{"arrears_assured", "2026.1"};
const DefinitionKey kDraft{"arrears_assured", "2026.2"};
constexpr const char* kRule =
    "when: weeks_owed >= policy.letter_1_weeks and days_in_state >= policy.reminder_wait";

class Studio : public testing::Test {
 protected:
  Studio() : world(Date{2026, 9, 7}) {
    world.lets({}).loads_rents();
    second = world.manager;
    IdMaker ids([chance = std::uint64_t{11}]() mutable { return chance += 0x9e3779b97f4a7c15U; });
    second.id = ids.make<PersonId>(london_time(world.today(), 9, 0));
    second.username = "sam";
    second.name = "Sam Hill";
    world.database().write([&](Transaction& tx) { PersonStore{tx}.add(second, "no password"); });
  }

  PolicyStudio& studio() { return world.casework().studio(); }
  DraftView draft(const Person& who) { return studio().draft(kDraft, who).value(); }
  DraftView draft() { return draft(world.manager); }

  void begins() { ASSERT_TRUE(studio().begin(kLive, world.manager).applied()); }
  StudioOutcome saves(const std::string& text, const Person& who, std::int64_t edition = 0) {
    if (edition == 0) edition = draft().draft.edition;
    return studio().save({.key = kDraft, .text = text, .edition = edition}, who);
  }
  std::string changed(const std::string& was, const std::string& now) {
    std::string text = draft().draft.text;
    const std::size_t at = text.find(was);
    if (at == std::string::npos) throw std::runtime_error(was + " does not stand there");
    return text.replace(at, was.size(), now);
  }
  /// Letter 1 a week earlier than the setting says.
  void is_changed() {
    ASSERT_TRUE(saves(changed("label: Letter 1 sent", "label: First letter sent"), world.manager)
                    .applied());
  }
  /// As a simulation of this exact text would leave it.
  void is_tried(std::int64_t blocked = 0,
                int days = kDaysForSubmission,
                const std::string& supposed = "") {
    world.database().write([&](Transaction& tx) {
      PolicySimulation made{.id = simulation_ids.make<SimulationId>(tx.now()),
                            .workflow = kDraft.workflow,
                            .version = kDraft.version,
                            .text = draft_hash(tx),
                            .against = kLive.version,
                            .on = world.today(),
                            .days = days,
                            .settings = supposed,
                            .asked_by = world.manager.id,
                            .began = london_time(world.today(), 9, 0),
                            .seen = tx.now()};
      made.cases = 1;
      made.against_law_draft = blocked;
      SimulationStore{tx}.begin(made);
      SimulationStore{tx}.finish(made, {}, {}, made.began);
    });
  }
  static Hash draft_hash(Connection& connection) {
    return PolicyDraftStore{connection}.find(kDraft.workflow, kDraft.version)->text_hash();
  }
  StudioOutcome submits(const Person& who, std::optional<Date> from = {}) {
    return studio().submit(
        kDraft, draft().draft.edition, from.value_or(world.today().plus_days(7)), who);
  }
  StudioOutcome decides(const Person& who, bool approve = true) {
    return studio().decide({.key = kDraft,
                            .approve = approve,
                            .reason = approve ? "" : "Say why it is sooner.",
                            .bound_to = draft().draft.text_hash().to_hex()},
                           who);
  }
  std::vector<std::string> because(const StudioOutcome& outcome) {
    std::vector<std::string> words;
    for (const Reason& each : outcome.reasons) words.push_back(each.because);
    return words;
  }
  std::vector<std::string> audited() {
    std::vector<std::string> actions;
    world.database().read([&](Connection& c) {
      for (const AuditRow& row :
           AuditStore{c}.page({.person = {}, .object = "arrears_assured 2026.2", .action = ""}, 50))
        actions.insert(actions.begin(), row.action);
    });
    return actions;
  }

  World world;
  Person second;
  IdMaker simulation_ids{
      [chance = std::uint64_t{23}]() mutable { return chance += 0x9e3779b97f4a7c15U; }};
};

TEST_F(Studio, BeginsADraftOfTheNextVersionThatIsSoundAsItStands) {
  begins();
  const DraftView view = draft();
  EXPECT_EQ(view.draft.based_on, "2026.1");
  EXPECT_TRUE(view.check.sound()) << view.check.faults.front().problem.to_string();
  ASSERT_TRUE(view.check.definition->migrate.has_value());
  EXPECT_EQ(view.check.definition->migrate->from, "2026.1");
  ASSERT_THAT(view.changes, SizeIs(1)) << "the map for running cases is new, and nothing else";
  EXPECT_EQ(view.changes.front().aspect, "move of running cases");

  EXPECT_TRUE(studio().begin(kLive, second).applied());
  EXPECT_TRUE(studio().draft({"arrears_assured", "2026.3"}, second).has_value());
  EXPECT_EQ(studio().begin(kLive, world.officer).fate, Fate::refused);
  EXPECT_EQ(studio().begin({"arrears_assured", "1999.1"}, second).fate, Fate::unknown);
}

TEST_F(Studio, ShowsAFaultAtItsLine) {
  begins();
  const std::string broken = changed(kRule, "when: weeks_owd >= policy.letter_1_weeks");
  ASSERT_TRUE(saves(broken, world.manager).applied()) << "a text with faults is saved all the same";
  const PolicyCheck check = draft().check;
  ASSERT_THAT(check.faults, SizeIs(1));
  const PolicyFault& fault = check.faults.front();
  EXPECT_THAT(fault.problem.to_string(), AllOf(HasSubstr("weeks_owd"), HasSubstr("weeks_owed")));
  EXPECT_THAT(fault.line, HasSubstr("when: weeks_owd"));
  EXPECT_EQ(fault.caret.size() - 1, fault.line.find("weeks_owd"));

  is_tried();
  EXPECT_THAT(because(submits(world.manager)), Contains("1 fault is in the text"));
}

TEST_F(Studio, RefusesATextOfAnotherNameOrVersion) {
  begins();
  ASSERT_TRUE(
      saves(changed("version: \"2026.2\"", "version: \"2026.1\""), world.manager).applied());
  ASSERT_THAT(draft().check.faults, SizeIs(1));
  EXPECT_THAT(draft().check.faults.front().problem.to_string(),
              HasSubstr("the version is \"2026.1\", and this draft is of \"2026.2\""));
  EXPECT_FALSE(draft().check.sound());
}

TEST_F(Studio, KeepsBothTextsWhenTwoPeopleSave) {
  begins();
  const std::string mine = changed("label: Letter 1 sent", "label: First letter sent");
  const std::string theirs = changed("label: Letter 2 sent", "label: Second letter sent");
  ASSERT_TRUE(saves(mine, world.manager, 1).applied());
  const StudioOutcome late = saves(theirs, second, 1);
  EXPECT_EQ(late.fate, Fate::conflict);
  ASSERT_TRUE(late.draft.has_value());
  EXPECT_EQ(late.draft->text, mine) << "what stands there, for the page to show beside theirs";
  EXPECT_TRUE(saves(theirs, second, late.draft->edition).applied());
  const auto editions = world.database().read(
      [&](Connection& c) { return PolicyDraftStore{c}.editions(draft().draft.id); });
  EXPECT_THAT(editions, SizeIs(3));
}

TEST_F(Studio, IsNotSubmittedBeforeThisVeryTextIsSimulated) {
  begins();
  is_changed();
  EXPECT_THAT(because(submits(world.manager)), ElementsAre("this text has not been simulated"));
  is_tried(3);
  EXPECT_THAT(because(submits(world.manager)),
              ElementsAre("the law stops 3 steps that it would take"));
  is_tried(0);
  EXPECT_THAT(draft().to_submit.closed(), IsEmpty());
  ASSERT_TRUE(saves(draft().draft.text + "# a remark\n", world.manager).applied());
  EXPECT_THAT(because(submits(world.manager)), ElementsAre("this text has not been simulated"));
  is_tried(0);
  EXPECT_EQ(submits(world.manager, world.today().plus_days(-1)).fate, Fate::invalid);
  EXPECT_TRUE(submits(world.manager).applied());
}

TEST_F(Studio, IsNotSubmittedOnASimulationThatLooksTooShortAheadOrSupposesOtherSettings) {
  begins();
  is_changed();
  is_tried(0, kDaysForSubmission - 1);
  EXPECT_THAT(because(submits(world.manager)), ElementsAre("this text has not been simulated"));
  is_tried(0, kDaysForSubmission, "letter_2_weeks=3");
  EXPECT_THAT(because(submits(world.manager)), ElementsAre("this text has not been simulated"));
  is_tried();
  EXPECT_TRUE(submits(world.manager).applied());
}

TEST_F(Studio, IsApprovedByASecondPersonOnly) {
  begins();
  is_changed();
  is_tried();
  ASSERT_TRUE(submits(world.manager).applied());
  EXPECT_THAT(because(decides(world.manager)), Contains("you submitted it"));
  EXPECT_THAT(because(decides(world.officer)),
              ElementsAre("a manager of income or an administrator changes policies"));
  EXPECT_FALSE(draft(world.manager).to_approve.open());
  EXPECT_TRUE(draft(second).to_approve.open());
  EXPECT_EQ(decides(second, true).fate, Fate::applied);
  EXPECT_EQ(draft().draft.state, DraftState::approved);
  EXPECT_EQ(world.casework().workflows().live("arrears_assured", world.today())->key, kLive);
}

TEST_F(Studio, IsLiveAtOnceWhenItIsApprovedForToday) {
  begins();
  is_changed();
  is_tried();
  ASSERT_TRUE(submits(world.manager, world.today()).applied());
  const StudioOutcome approved = decides(second, true);
  ASSERT_TRUE(approved.applied());
  EXPECT_EQ(approved.draft->state, DraftState::live);
  EXPECT_EQ(world.casework().workflows().live("arrears_assured", world.today())->key, kDraft);
}

TEST_F(Studio, IsNeverApprovedBySomebodyWhoWroteAnEarlierText) {
  begins();
  ASSERT_TRUE(saves(draft().draft.text + "# a word\n", second).applied());
  is_changed();
  is_tried();
  ASSERT_TRUE(submits(world.manager).applied());
  EXPECT_THAT(because(decides(second)), ElementsAre("you wrote some of it"));
}

TEST_F(Studio, LosesItsApprovalWithTheNextSave) {
  begins();
  is_changed();
  is_tried();
  ASSERT_TRUE(submits(world.manager).applied());
  const std::string read = draft().draft.text_hash().to_hex();
  ASSERT_TRUE(saves(draft().draft.text + "# a word more\n", world.manager).applied());
  EXPECT_EQ(studio()
                .decide({.key = kDraft, .approve = true, .reason = "", .bound_to = read}, second)
                .fate,
            Fate::conflict);
  EXPECT_EQ(draft().draft.state, DraftState::draft);
}

TEST_F(Studio, GoesLiveOnItsDayForNewCasesAlone) {
  world.weeks_pass(2);
  begins();
  is_changed();
  is_tried();
  ASSERT_TRUE(submits(world.manager, world.today().plus_days(7)).applied());
  ASSERT_TRUE(decides(second).applied());
  world.day_is(world.today().plus_days(6));
  EXPECT_EQ(world.casework().workflows().live("arrears_assured", world.today())->key, kLive);
  world.day_is(world.today().plus_days(1));
  EXPECT_EQ(world.casework().workflows().live("arrears_assured", world.today())->key, kDraft);
  EXPECT_EQ(draft().draft.state, DraftState::live);

  Household another;
  another.reference = "T-0000002";
  world.lets(another);
  world.weeks_pass(1);
  EXPECT_EQ(world.page(world.manager).kase.definition, kLive) << "a running case keeps its version";
  EXPECT_EQ(world.page(world.manager, "T-0000002").kase.definition, kDraft);
  EXPECT_THAT(
      audited(),
      ElementsAre(
          "policy.begun", "policy.saved", "policy.submitted", "policy.approved", "policy.live"));
  EXPECT_EQ(saves(draft().draft.text + "#", world.manager).fate, Fate::refused);
  const PolicyLine line = studio().policies().front();
  EXPECT_EQ(line.live_version, "2026.2");
  EXPECT_EQ(line.open_cases, 2);
  EXPECT_EQ(line.on_earlier_versions, 1);
}

TEST_F(Studio, IsReturnedWhenItNoLongerPassesOnItsDay) {
  begins();
  is_changed();
  is_tried();
  ASSERT_TRUE(submits(world.manager, world.today().plus_days(7)).applied());
  ASSERT_TRUE(decides(second).applied());
  // A file of that version was put into the configuration by hand meanwhile.
  world.config_says("workflows/arrears_assured.yaml", "version: \"2026.1\"", "version: \"2026.2\"");
  world.day_is(world.today().plus_days(7));
  EXPECT_EQ(draft().draft.state, DraftState::returned);
  EXPECT_THAT(draft().draft.reason, HasSubstr("was loaded with another body"));
  EXPECT_THAT(audited(), Contains("policy.not_live"));
}

TEST_F(Studio, IsReturnedOrWithdrawnWithAReason) {
  begins();
  is_changed();
  is_tried();
  ASSERT_TRUE(submits(world.manager).applied());
  EXPECT_EQ(studio()
                .decide({.key = kDraft,
                         .approve = false,
                         .reason = "",
                         .bound_to = draft().draft.text_hash().to_hex()},
                        second)
                .fate,
            Fate::invalid);
  ASSERT_TRUE(decides(second, false).applied());
  EXPECT_EQ(draft().draft.reason, "Say why it is sooner.");
  ASSERT_TRUE(submits(world.manager).applied());
  ASSERT_TRUE(decides(second).applied());
  ASSERT_TRUE(studio().withdraw(kDraft, "Not this year.", world.manager).applied());
  world.day_is(world.today().plus_days(7));
  EXPECT_EQ(world.casework().workflows().live("arrears_assured", world.today())->key, kLive);
  EXPECT_THAT(studio().policies().front().drafts, IsEmpty());
}

/// Two open cases on 2026.1, and 2026.2 live.
class Migration : public Studio {
 protected:
  Migration() {
    Household another;
    another.reference = "T-0000002";
    world.lets(another);
    world.weeks_pass(2);
  }
  void is_live(const std::string& was, const std::string& now) {
    begins();
    ASSERT_TRUE(saves(changed(was, now), world.manager).applied());
    is_tried();
    ASSERT_TRUE(submits(world.manager, world.today()).applied());
    ASSERT_TRUE(decides(second).applied());
    world.day_is(world.today());
    ASSERT_EQ(world.casework().workflows().live("arrears_assured", world.today())->key, kDraft);
  }
  std::int64_t events() const {
    return static_cast<std::int64_t>(world.page(world.manager).timeline.size());
  }
  Result<MigrationLedger> moves() {
    return world.casework().migration().migrate(kLive, "2026.2", world.manager);
  }
};

TEST_F(Migration, IsTriedDryThenDoneOnceForEachCase) {
  is_live("label: Letter 1 sent", "label: First letter sent");
  const std::int64_t before = events();
  const Result<MigrationLedger> plan = world.casework().migration().plan(kLive, "2026.2");
  ASSERT_TRUE(plan) << plan.error().to_string();
  EXPECT_EQ(plan->moved, 2);
  EXPECT_EQ(plan->refused, 0);
  EXPECT_EQ(events(), before) << "a dry run writes nothing";

  const Result<MigrationLedger> done = moves();
  ASSERT_TRUE(done) << done.error().to_string();
  EXPECT_EQ(done->moved, 2);
  EXPECT_EQ(world.page(world.manager).kase.definition, kDraft);
  EXPECT_EQ(events(), before + 1);
  EXPECT_EQ(moves()->moved, 0) << "the same batch again finds nothing to move";
  EXPECT_EQ(events(), before + 1);
  world.weeks_pass(2);
  EXPECT_EQ(world.page(world.manager).kase.definition, kDraft) << "and it goes on there";
}

TEST_F(Migration, IsTakenBackUntilTheNextEvent) {
  is_live("label: Letter 1 sent", "label: First letter sent");
  const CasePage before = world.page(world.manager);
  ASSERT_TRUE(moves());
  ASSERT_TRUE(world.casework().migration().reverse("T-0000001", world.manager).applied());
  const CasePage back = world.page(world.manager);
  EXPECT_EQ(back.kase.definition, kLive);
  EXPECT_EQ(back.kase.state, before.kase.state);
  EXPECT_EQ(back.kase.state_since, before.kase.state_since);
  EXPECT_EQ(back.kase.timers, before.kase.timers);
  EXPECT_EQ(world.casework().migration().reverse("T-0000001", world.manager).fate, Fate::refused);
  EXPECT_EQ(moves()->moved, 1) << "it can be moved again";

  ASSERT_TRUE(world
                  .press(world.officer,
                         "record_contact",
                         Json::Object{{"method", "telephone"}, {"reached", "no"}},
                         "T-0000002")
                  .applied());
  const Outcome late = world.casework().migration().reverse("T-0000002", world.manager);
  EXPECT_EQ(late.fate, Fate::refused);
  EXPECT_EQ(world.page(world.manager, "T-0000002").kase.definition, kDraft);
}

TEST_F(Migration, RefusesACaseThatTheMapRefuses) {
  is_live("  states: {same: rest}\n", "  states: {same: rest}\n  refuse_when: balance > £0\n");
  const Result<MigrationLedger> done = moves();
  ASSERT_TRUE(done) << done.error().to_string();
  EXPECT_EQ(done->moved, 0);
  EXPECT_EQ(done->refused, 2);
  ASSERT_THAT(done->lines, SizeIs(2));
  EXPECT_TRUE(done->lines.front().refused.has_value());
  EXPECT_EQ(world.page(world.manager).kase.definition, kLive);
}

TEST_F(Migration, IsForWritersAndAlongAMapOnly) {
  EXPECT_FALSE(world.casework().migration().plan(kLive, "2026.1"));
  EXPECT_FALSE(world.casework().migration().plan(kLive, "2026.9"));
  is_live("label: Letter 1 sent", "label: First letter sent");
  EXPECT_FALSE(world.casework().migration().migrate(kLive, "2026.2", world.officer));
  EXPECT_EQ(world.casework().migration().reverse("T-0000001", world.officer).fate, Fate::refused);
  EXPECT_EQ(world.casework().migration().reverse("T-0000009", world.manager).fate, Fate::unknown);
}

}  // namespace
}  // namespace lintel
