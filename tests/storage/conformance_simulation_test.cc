// Simulations of policies are kept with their sums and their people.

#include "storage/simulation_store.h"
#include "storage/tenancy_store.h"
#include "tests/storage/conformance.h"

namespace lintel {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr Date kSooner{2026, 12, 1};
constexpr Date kLater{2026, 12, 15};

class Simulations : public Conformance {
 protected:
  Simulations() : manager(north.person("nadia", {Role::team_manager})) {
    write([&](Transaction& tx) { PersonStore{tx}.add(manager, ""); });
  }

  PolicySimulation begun(const std::string& text = "a text") {
    const PolicySimulation made{.id = north.id<SimulationId>(),
                                .workflow = "arrears_assured",
                                .version = "2026.2",
                                .text = sha256(text),
                                .against = "2026.1",
                                .on = Northmere::today,
                                .days = kDaysForSubmission,
                                .nothing_is_paid = true,
                                .settings = "",
                                .asked_by = manager.id,
                                .began = north.now(),
                                .seen = north.now()};
    write([&](Transaction& tx) { SimulationStore{tx}.begin(made); });
    return made;
  }
  PolicySimulation now(SimulationId id) {
    return read([&](Connection& c) { return SimulationStore{c}.find(id).value(); });
  }
  bool adds(SimulationId id, std::int64_t first, const std::vector<SimulationPerson>& people) {
    return write([&](Transaction& tx) {
      return SimulationStore{tx}.add(
          id, first, people, first + std::ssize(people), 1'000, north.now());
    });
  }
  bool finishes(const PolicySimulation& made,
                const std::vector<SimulationCount>& counts = {},
                const std::vector<SimulationFlow>& flows = {}) {
    return write([&](Transaction& tx) {
      return SimulationStore{tx}.finish(made, counts, flows, north.now());
    });
  }
  static SimulationChange letter(const std::string& what,
                                 std::optional<Date> live,
                                 std::optional<Date> draft) {
    return {.kind = "letter", .what = what, .live = live, .draft = draft, .because = "weeks owed"};
  }
  /// Three people: letter 2 later, letter 2 no longer, letter 1 later and letter 2 sooner.
  void people_of(SimulationId id) {
    write([&](Transaction& tx) {
      for (const char* reference : {"T-1", "T-2", "T-3"})
        TenancyStore{tx}.put(north.tenancy(reference));
    });
    adds(id,
         1,
         {{.reference = "T-1",
           .state = "letter_1",
           .changes = {letter("letter_2", kSooner, kLater)}},
          {.reference = "T-2", .state = "", .changes = {letter("letter_2", kSooner, {})}}});
    adds(id,
         3,
         {{.reference = "T-3",
           .state = "reminded",
           .changes = {letter("letter_1", kSooner, kLater), letter("letter_2", kLater, kSooner)}}});
  }
  std::vector<std::string> found(SimulationId id, const SimulationFilter& filter) {
    return read([&](Connection& c) {
      std::vector<std::string> references;
      for (const SimulationRow& row : SimulationStore{c}.people(id, filter, 0, 50))
        references.push_back(row.person.reference);
      EXPECT_EQ(SimulationStore{c}.count(id, filter), std::ssize(references));
      return references;
    });
  }

  Person manager;
};
INSTANTIATE_TEST_SUITE_P(Sqlite, Simulations, testing::Values("sqlite::memory:"));

TEST_P(Simulations, SayHowFarTheyAreAndThenWhatTheyFound) {
  PolicySimulation made = begun();
  EXPECT_EQ(now(made.id).state, SimulationState::running);
  EXPECT_EQ(now(made.id).of, 0);
  EXPECT_TRUE(adds(made.id, 1, {{.reference = "T-1", .state = "letter_1"}}));
  EXPECT_EQ(now(made.id).done, 2);
  EXPECT_EQ(now(made.id).of, 1'000);
  made.cases = 7;
  made.accounts = 5;
  made.left_out = 4;
  made.affected = 3;
  made.unmapped = 2;
  made.against_law_live = 1;
  made.against_law_draft = 6;
  EXPECT_TRUE(finishes(made));
  const PolicySimulation found = now(made.id);
  EXPECT_EQ(found.state, SimulationState::finished);
  EXPECT_EQ(found.done, 1'000);
  EXPECT_EQ(found.ended, north.now());
  EXPECT_EQ(found.text, sha256("a text"));
  EXPECT_EQ(found.against, "2026.1");
  EXPECT_EQ(found.on, Northmere::today);
  EXPECT_EQ(found.days, kDaysForSubmission);
  EXPECT_TRUE(found.nothing_is_paid);
  EXPECT_EQ(found.asked_by, manager.id);
  EXPECT_EQ(found.cases, 7);
  EXPECT_EQ(found.accounts, 5);
  EXPECT_EQ(found.left_out, 4);
  EXPECT_EQ(found.affected, 3);
  EXPECT_EQ(found.unmapped, 2);
  EXPECT_EQ(found.against_law_live, 1);
  EXPECT_EQ(found.against_law_draft, 6);
}

TEST_P(Simulations, ThatHaveEndedTakeNothingMore) {
  const PolicySimulation made = begun();
  EXPECT_TRUE(write([&](Transaction& tx) {
    return SimulationStore{tx}.end(
        made.id, SimulationState::stopped, "stopped by Priya Shah", north.now());
  }));
  EXPECT_FALSE(adds(made.id, 1, {{.reference = "T-1", .state = ""}}));
  EXPECT_FALSE(finishes(made));
  EXPECT_FALSE(write([&](Transaction& tx) {
    return SimulationStore{tx}.end(made.id, SimulationState::failed, "late", north.now());
  }));
  EXPECT_EQ(now(made.id).state, SimulationState::stopped);
  EXPECT_EQ(now(made.id).because, "stopped by Priya Shah");
  EXPECT_EQ(read([&](Connection& c) { return SimulationStore{c}.count(made.id, {}); }), 0);
}

TEST_P(Simulations, KeepTheirSumsInOrder) {
  const PolicySimulation made = begun();
  finishes(made,
           {{.kind = "letter",
             .what = "letter_2",
             .label = "Letter 2",
             .live = 9,
             .draft = 8,
             .sooner = 1,
             .later = 2,
             .no_longer = 3,
             .added = 4},
            {.kind = "allowed", .what = "propose_notice", .label = "Propose notice", .live = 1}},
           {{.now = "letter_1", .live = "letter_2", .draft = "letter_1", .cases = 2},
            {.now = "", .live = "reminded", .draft = "", .cases = 5}});
  read([&](Connection& c) {
    const auto counts = SimulationStore{c}.counts(made.id);
    ASSERT_THAT(counts, SizeIs(2));
    EXPECT_EQ(counts[0].label, "Letter 2");
    EXPECT_EQ(counts[0].live, 9);
    EXPECT_EQ(counts[0].draft, 8);
    EXPECT_EQ(counts[0].of(Shift::sooner), 1);
    EXPECT_EQ(counts[0].of(Shift::later), 2);
    EXPECT_EQ(counts[0].of(Shift::no_longer), 3);
    EXPECT_EQ(counts[0].of(Shift::added), 4);
    EXPECT_EQ(counts[1].what, "propose_notice");
    const auto flows = SimulationStore{c}.flows(made.id);
    ASSERT_THAT(flows, SizeIs(2));
    EXPECT_EQ(flows[0].now, "");
    EXPECT_EQ(flows[0].live, "reminded");
    EXPECT_EQ(flows[0].draft, "");
    EXPECT_EQ(flows[1].cases, 2);
  });
}

TEST_P(Simulations, ShowTheirPeopleWithAllChangesByPages) {
  const PolicySimulation made = begun();
  people_of(made.id);
  read([&](Connection& c) {
    const SimulationStore store(c);
    const auto first = store.people(made.id, {}, 0, 2);
    ASSERT_THAT(first, SizeIs(2));
    EXPECT_EQ(first[0].names, "Daniel Okafor and Hương Nguyễn");
    EXPECT_EQ(first[0].patch, "East");
    ASSERT_THAT(first[0].person.changes, SizeIs(1));
    EXPECT_EQ(first[0].person.changes[0].live, kSooner);
    EXPECT_EQ(first[0].person.changes[0].draft, kLater);
    EXPECT_EQ(first[0].person.changes[0].because, "weeks owed");
    EXPECT_EQ(first[1].person.changes[0].draft, std::nullopt);
    const auto second = store.people(made.id, {}, first.back().n, 2);
    ASSERT_THAT(second, SizeIs(1));
    EXPECT_EQ(second[0].person.reference, "T-3");
    EXPECT_THAT(second[0].person.changes, SizeIs(2));
    EXPECT_THAT(store.patches(made.id), ElementsAre("East"));
    EXPECT_THAT(store.states(made.id), ElementsAre("", "letter_1", "reminded"));
  });
}

TEST_P(Simulations, FindPeopleByWhatChangesHowWhereAndInWhichState) {
  const PolicySimulation made = begun();
  people_of(made.id);
  EXPECT_THAT(found(made.id, {}), ElementsAre("T-1", "T-2", "T-3"));
  EXPECT_THAT(found(made.id, {.kind = "letter", .what = "letter_1"}), ElementsAre("T-3"));
  EXPECT_THAT(found(made.id, {.kind = "task"}), IsEmpty());
  EXPECT_THAT(found(made.id, {.shift = Shift::no_longer}), ElementsAre("T-2"));
  EXPECT_THAT(found(made.id, {.kind = "letter", .what = "letter_2", .shift = Shift::later}),
              ElementsAre("T-1"))
      << "of T-3 it is another letter that comes later";
  EXPECT_THAT(found(made.id, {.patch = "West"}), IsEmpty());
  EXPECT_THAT(found(made.id, {.patches = {"East", "North"}}), SizeIs(3));
  EXPECT_THAT(found(made.id, {.patches = {"West"}}), IsEmpty());
  EXPECT_THAT(found(made.id, {.state = "reminded"}), ElementsAre("T-3"));
  EXPECT_THAT(found(made.id, {.state = ""}), ElementsAre("T-2"));
}

TEST_P(Simulations, AreListedByVersionAndCountForSubmissionByTheirText) {
  const PolicySimulation first = begun();
  const PolicySimulation second = begun();
  begun("another text");
  finishes(second);
  read([&](Connection& c) {
    const SimulationStore store(c);
    EXPECT_THAT(store.of_version("arrears_assured", "2026.2", 10), SizeIs(3));
    EXPECT_THAT(store.of_version("arrears_assured", "2026.2", 2), SizeIs(2));
    EXPECT_THAT(store.of_version("arrears_assured", "2026.3", 10), IsEmpty());
    EXPECT_THAT(store.running(), SizeIs(2));
    EXPECT_EQ(store.running().back().id, first.id);
    ASSERT_TRUE(store.for_submission(sha256("a text")).has_value());
    EXPECT_EQ(store.for_submission(sha256("a text"))->id, second.id);
    EXPECT_FALSE(store.for_submission(sha256("another text")).has_value()) << "it still runs";
  });
}

}  // namespace
}  // namespace lintel
