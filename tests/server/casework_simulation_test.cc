// A policy is tried on the whole caseload in the background, and what it found is kept.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "server/casework/policy_simulations.h"
#include "server/casework/policy_studio.h"
#include "server/casework/workflows.h"
#include "storage/audit_store.h"
#include "storage/person_store.h"
#include "storage/policy_draft_store.h"
#include "tests/support/world.h"

namespace lintel {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const DefinitionKey kLive{"arrears_assured", "2026.1"};
const DefinitionKey kDraft{"arrears_assured", "2026.2"};

/// Three households that stopped paying in turn, and a draft whose letter 2 comes three weeks
/// later.
class Simulation : public testing::Test {
 protected:
  Simulation() : world(Date{2026, 9, 7}) {
    for (int number = 1; number <= 3; ++number) {
      Household home;
      home.reference = "T-000000" + std::to_string(number);
      home.pays_until = Date{2026, 8, 30}.plus_days(7 * number);
      world.lets(home);
    }
    world.loads_rents();
    world.runs();
    world.weeks_pass(3);
    if (!studio().begin(kLive, world.manager).applied())
      throw std::runtime_error("no draft was begun");
    saves("weeks_owed >= policy.letter_2_weeks and", "weeks_owed >= policy.letter_2_weeks + 3 and");
    saves("weeks_owed < policy.letter_2_weeks,", "weeks_owed < policy.letter_2_weeks + 3,");
  }

  PolicyStudio& studio() { return world.casework().studio(); }
  PolicySimulations& simulations() { return world.casework().simulations(); }
  std::string text() { return studio().draft(kDraft, world.manager)->draft.text; }
  void saves(const std::string& was, const std::string& now) {
    std::string changed = text();
    const std::size_t at = changed.find(was);
    if (at == std::string::npos) throw std::logic_error(was + " is not in the draft");
    const std::int64_t edition = studio().draft(kDraft, world.manager)->draft.edition;
    const StudioOutcome saved = studio().save(
        {.key = kDraft, .text = changed.replace(at, was.size(), now), .edition = edition},
        world.manager);
    if (!saved.applied()) throw std::logic_error("the draft was not saved");
  }
  SimulationAsked asked() {
    return {
        .key = kDraft, .on = world.today(), .weeks = 13, .nothing_is_paid = true, .settings = ""};
  }
  SimulationStarted starts(const SimulationAsked& asked) {
    return simulations().start(asked, world.manager);
  }
  /// Waits for the work to end by itself.
  PolicySimulation made(const SimulationAsked& asked) {
    const SimulationStarted started = starts(asked);
    if (started.fate != Fate::applied) throw std::runtime_error("it was not started");
    while (simulations().find(started.id)->simulation.state == SimulationState::running)
      std::this_thread::yield();
    return simulations().find(started.id)->simulation;
  }
  SimulationPage page(SimulationId id, const SimulationFilter& filter = {}) {
    return simulations().page(id, filter, 0, 50).value();
  }
  /// One that is said to run, as the database knows it.
  SimulationId left_running(Instant seen) {
    PolicySimulation left{.id = ids.make<SimulationId>(seen),
                          .workflow = kDraft.workflow,
                          .version = kDraft.version,
                          .text = sha256("some text"),
                          .against = kLive.version,
                          .on = world.today(),
                          .days = 91,
                          .asked_by = world.manager.id,
                          .began = seen,
                          .seen = seen};
    world.database().write([&](Transaction& tx) { SimulationStore{tx}.begin(left); });
    return left.id;
  }
  Instant now() {
    return world.database().read([](Connection& connection) { return connection.now(); });
  }
  /// How many rows there are of what belongs to cases.
  std::vector<std::int64_t> case_rows() {
    return world.database().read([](Connection& connection) {
      std::vector<std::int64_t> rows;
      for (const std::string table :
           {"tenancy_case", "case_event", "timer", "task", "hold", "effect", "document", "contact"})
        rows.push_back(connection
                           .one("SELECT COUNT(*) FROM " + table,
                                [](Row& row) { return row.take<std::int64_t>(); })
                           .value());
      return rows;
    });
  }

  World world;
  IdMaker ids{[chance = std::uint64_t{5}]() mutable { return chance += 0x9e3779b97f4a7c15U; }};
};

TEST_F(Simulation, IsWorkedThroughInTheBackgroundAndKept) {
  const std::vector<std::int64_t> before = case_rows();
  const PolicySimulation done = made(asked());
  EXPECT_EQ(done.state, SimulationState::finished) << done.because;
  EXPECT_EQ(done.done, 3);
  EXPECT_EQ(done.of, 3);
  EXPECT_EQ(done.cases, 2);
  EXPECT_EQ(done.accounts, 1);
  EXPECT_EQ(done.affected, 2);
  EXPECT_EQ(done.unmapped, 0);
  EXPECT_EQ(done.against_law_draft, 0);
  EXPECT_EQ(done.text, sha256(text()));
  EXPECT_EQ(done.against, "2026.1");
  EXPECT_EQ(case_rows(), before) << "nothing of a case is written";
}

TEST_F(Simulation, NamesWhomItAffectsWithBothDatesAndWhy) {
  const SimulationPage found = page(made(asked()).id, {.kind = "letter", .what = "letter_2"});
  ASSERT_THAT(found.people, SizeIs(2));
  EXPECT_EQ(found.matching, 2);
  const SimulationRow& first = found.people.front();
  EXPECT_EQ(first.person.reference, "T-0000001");
  EXPECT_EQ(first.names, "Daniel Okafor");
  EXPECT_EQ(first.patch, "East");
  const auto letter = std::ranges::find_if(first.person.changes, [](const SimulationChange& each) {
    return each.kind == "letter" && each.what == "letter_2";
  });
  ASSERT_NE(letter, first.person.changes.end());
  ASSERT_TRUE(letter->live && letter->draft);
  EXPECT_EQ(days_between(*letter->live, *letter->draft), 14);
  EXPECT_THAT(letter->because, HasSubstr("weeks owed"));
  const auto count = std::ranges::find_if(
      found.counts, [](const SimulationCount& each) { return each.what == "letter_2"; });
  ASSERT_NE(count, found.counts.end());
  EXPECT_EQ(count->label, "You still owe rent: we need to hear from you");
  EXPECT_EQ(count->later, 2);
  EXPECT_THAT(page(found.line.simulation.id, {.shift = Shift::sooner}).people, IsEmpty());
}

TEST_F(Simulation, DrawsTheDraftThatWasTriedWithItsCasesAtTheEnd) {
  SimulationAsked short_ahead = asked();
  short_ahead.weeks = 2;
  const SimulationId id = made(short_ahead).id;
  const SimulationPage before = page(id);
  EXPECT_THAT(before.svg, HasSubstr("<svg"));
  std::int64_t now = 0;
  std::int64_t live = 0;
  std::int64_t draft = 0;
  for (const SimulatedState& state : before.states) {
    now += state.now;
    live += state.live;
    draft += state.draft;
  }
  EXPECT_EQ(now, 2);
  EXPECT_EQ(live, draft) << "every case is somewhere under each";
  saves("label: Letter 1 sent", "label: Quite another name");
  const SimulationPage after = page(id);
  EXPECT_FALSE(after.line.of_present_text);
  EXPECT_EQ(after.svg, before.svg) << "what was tried, not what stands there now";
}

TEST_F(Simulation, OfWhatIsLiveAffectsNobodyUnlessASettingIsSupposed) {
  SimulationAsked of_live = asked();
  of_live.key = kLive;
  EXPECT_EQ(made(of_live).affected, 0);
  of_live.settings = "letter_2_weeks=6";
  const PolicySimulation supposed = made(of_live);
  EXPECT_EQ(supposed.affected, 2);
  EXPECT_FALSE(supposed.counts_for_submission());
}

TEST_F(Simulation, OpensTheGateOfSubmissionForThatVeryText) {
  const auto closed = [&] {
    std::vector<std::string> words;
    for (const Reason& each : studio().draft(kDraft, world.manager)->to_submit.closed())
      if (each.rule == "simulation") words.push_back(each.because);
    return words;
  };
  EXPECT_THAT(closed(), SizeIs(1));
  SimulationAsked short_ahead = asked();
  short_ahead.weeks = 2;
  made(short_ahead);
  EXPECT_THAT(closed(), SizeIs(1)) << "two weeks tell too little";
  made(asked());
  EXPECT_THAT(closed(), IsEmpty());
  saves("label: Letter 1 sent", "label: First letter sent");
  EXPECT_THAT(closed(), SizeIs(1));
}

TEST_F(Simulation, IsInTheAuditWithWhatItFound) {
  made(asked());
  std::vector<AuditRow> rows = world.database().read([](Connection& connection) {
    return AuditStore{connection}.page(
        {.person = {}, .object = "arrears_assured 2026.2", .action = "policy.simulated"}, 10);
  });
  ASSERT_THAT(rows, SizeIs(1));
  EXPECT_EQ(rows.front().name, world.manager.name);
  EXPECT_THAT(rows.front().detail, HasSubstr("\"affected\":2"));
}

TEST_F(Simulation, ThatWasCutOffSaysSoAndIsStartedAnew) {
  const SimulationId old = left_running(now() - std::chrono::hours(1));
  EXPECT_TRUE(simulations().find(old)->cut_off);
  const PolicySimulation anew = made(asked());
  EXPECT_EQ(anew.state, SimulationState::finished);
  EXPECT_EQ(simulations().find(old)->simulation.state, SimulationState::failed);
  EXPECT_THAT(simulations().find(old)->simulation.because, HasSubstr("cut off"));
}

TEST_F(Simulation, WaitsForNobodyButRunsOneAtATime) {
  const SimulationId other = left_running(now());
  EXPECT_FALSE(simulations().find(other)->cut_off);
  const SimulationStarted second = starts(asked());
  EXPECT_EQ(second.fate, Fate::refused);
  ASSERT_THAT(second.reasons, SizeIs(1));
  EXPECT_THAT(second.reasons.front().because, HasSubstr("another simulation is being made"));
  EXPECT_FALSE(simulations().stop(other, world.officer)) << "an officer may not";
  EXPECT_TRUE(simulations().stop(other, world.manager));
  EXPECT_EQ(simulations().find(other)->simulation.state, SimulationState::stopped);
  EXPECT_FALSE(simulations().stop(other, world.manager)) << "it has been stopped";
  EXPECT_EQ(made(asked()).state, SimulationState::finished);
}

TEST_F(Simulation, RefusesWhatCannotBeTried) {
  EXPECT_EQ(simulations().start(asked(), world.officer).fate, Fate::refused);
  SimulationAsked wrong = asked();
  wrong.key.version = "1999.1";
  EXPECT_EQ(starts(wrong).fate, Fate::unknown);
  wrong = asked();
  wrong.on = world.today().plus_days(-1);
  wrong.weeks = kMostWeeks + 1;
  wrong.settings = "letter_2_week=3";
  const SimulationStarted refused = starts(wrong);
  EXPECT_EQ(refused.fate, Fate::invalid);
  std::vector<std::string> fields;
  for (const Problem& each : refused.problems) fields.push_back(each.place.field);
  EXPECT_THAT(fields, ElementsAre("on", "weeks", "settings"));
  saves("weeks_owed >= policy.letter_1_weeks", "weeks_owd >= policy.letter_1_weeks");
  const SimulationStarted faulty = starts(asked());
  EXPECT_EQ(faulty.fate, Fate::refused);
  EXPECT_THAT(faulty.reasons.front().because, HasSubstr("weeks_owd"));
  EXPECT_THAT(simulations().of_version(kDraft, 10), IsEmpty());
}

}  // namespace
}  // namespace lintel
