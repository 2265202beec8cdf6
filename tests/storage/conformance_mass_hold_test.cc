#include "storage/mass_hold_store.h"
#include "storage/worklist_store.h"
#include "tests/storage/conformance.h"

namespace lintel {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class MassHoldRows : public Conformance {
 protected:
  MassHoldRows() : manager(north.person("nadia", {Role::team_manager})) {
    write([&](Transaction& tx) { PersonStore{tx}.add(manager, ""); });
  }

  MassHold made(MassHoldAct act = MassHoldAct::put, MassHoldId lifts = {}) {
    return MassHold{.id = north.id<MassHoldId>(),
                    .act = act,
                    .hold = "breathing_space",
                    .lifts = lifts,
                    .picked = R"({"patches":["East"]})",
                    .fields = R"({"reason":"a flood"})",
                    .on = Northmere::today,
                    .by = manager.id,
                    .by_name = manager.name,
                    .began = north.now(),
                    .expected = 3};
  }
  MassHold begun() {
    const MassHold hold = made();
    EXPECT_TRUE(write([&](Transaction& tx) { return MassHoldStore{tx}.begin(hold); }));
    return hold;
  }
  MassHoldLine line(const std::string& reference,
                    MassHoldOutcome outcome,
                    const std::string& because = "",
                    const std::string& patch = "East") {
    return {.reference = reference,
            .patch = patch,
            .case_id = north.id<CaseId>(),
            .outcome = outcome,
            .because = because};
  }
  MassHold now(MassHoldId id) {
    return read([&](Connection& c) { return MassHoldStore{c}.find(id).value(); });
  }

  Person manager;
};
INSTANTIATE_TEST_SUITE_P(Sqlite, MassHoldRows, testing::Values("sqlite::memory:"));

TEST_P(MassHoldRows, AreBegunOnceAndComeBackWhole) {
  const MassHold hold = begun();
  EXPECT_FALSE(write([&](Transaction& tx) { return MassHoldStore{tx}.begin(hold); }));
  const MassHold found = now(hold.id);
  EXPECT_EQ(found.act, MassHoldAct::put);
  EXPECT_EQ(found.hold, "breathing_space");
  EXPECT_EQ(found.picked, hold.picked);
  EXPECT_EQ(found.fields, hold.fields);
  EXPECT_EQ(found.on, Northmere::today);
  EXPECT_EQ(found.by, manager.id);
  EXPECT_EQ(found.expected, 3);
  EXPECT_EQ(found.done(), 0);
  EXPECT_FALSE(found.ended.has_value());
  EXPECT_FALSE(read([](Connection& c) { return MassHoldStore{c}.find(MassHoldId{}).has_value(); }));
}

TEST_P(MassHoldRows, AreLiftedByOneAlone) {
  const MassHold hold = begun();
  const MassHold lift = made(MassHoldAct::lift, hold.id);
  EXPECT_TRUE(write([&](Transaction& tx) { return MassHoldStore{tx}.begin(lift); }));
  EXPECT_FALSE(write(
      [&](Transaction& tx) { return MassHoldStore{tx}.begin(made(MassHoldAct::lift, hold.id)); }));
  EXPECT_EQ(read([&](Connection& c) { return MassHoldStore{c}.lift_of(hold.id)->id; }), lift.id);
  EXPECT_FALSE(read([&](Connection& c) { return MassHoldStore{c}.lift_of(lift.id).has_value(); }));
  EXPECT_THAT(read([](Connection& c) { return MassHoldStore{c}.latest(10); }), SizeIs(2));
}

TEST_P(MassHoldRows, GiveEachPartOfTheWorkToOne) {
  const MassHold hold = begun();
  const auto claim = [&](const std::string& from, const std::string& to) {
    return write([&](Transaction& tx) { return MassHoldStore{tx}.claim(hold.id, from, to); });
  };
  EXPECT_TRUE(claim("", "100"));
  EXPECT_FALSE(claim("", "100"));
  EXPECT_TRUE(claim("100", "200"));
  EXPECT_EQ(now(hold.id).place, "200");
  write([&](Transaction& tx) { MassHoldStore{tx}.finish(hold.id, north.now()); });
  EXPECT_FALSE(claim("200", "300")) << "it has ended";
}

TEST_P(MassHoldRows, CountAndNumberTheirLines) {
  const MassHold hold = begun();
  const std::vector<MassHoldLine> first = {line("T-1", MassHoldOutcome::changed),
                                           line("T-2", MassHoldOutcome::refused, "no"),
                                           line("T-3", MassHoldOutcome::already)};
  const std::vector<MassHoldLine> second = {line("T-4", MassHoldOutcome::refused, "no", "West"),
                                            line("T-5", MassHoldOutcome::refused, "never"),
                                            line("T-6", MassHoldOutcome::changed)};
  write([&](Transaction& tx) { MassHoldStore{tx}.add(hold.id, first); });
  write([&](Transaction& tx) { MassHoldStore{tx}.add(hold.id, second); });
  const MassHold found = now(hold.id);
  EXPECT_EQ(found.changed, 2);
  EXPECT_EQ(found.already, 1);
  EXPECT_EQ(found.refused, 3);
  const auto references = [&](std::optional<MassHoldOutcome> outcome,
                              const std::set<std::string>& patches,
                              std::int64_t after,
                              int limit) {
    return read([&](Connection& c) {
      std::vector<std::string> all;
      for (const MassHoldLine& each :
           MassHoldStore{c}.lines(hold.id, outcome, patches, after, limit))
        all.push_back(std::to_string(each.n) + " " + each.reference);
      return all;
    });
  };
  EXPECT_THAT(references({}, {}, 0, 4), ElementsAre("1 T-1", "2 T-2", "3 T-3", "4 T-4"));
  EXPECT_THAT(references({}, {}, 4, 4), ElementsAre("5 T-5", "6 T-6"));
  EXPECT_THAT(references(MassHoldOutcome::changed, {}, 0, 9), ElementsAre("1 T-1", "6 T-6"));
  EXPECT_THAT(references(MassHoldOutcome::refused, {"West"}, 0, 9), ElementsAre("4 T-4"));
  EXPECT_THAT(read([&](Connection& c) { return MassHoldStore{c}.refusals(hold.id, 5); }),
              ElementsAre(std::pair<std::string, std::int64_t>("no", 2),
                          std::pair<std::string, std::int64_t>("never", 1)));
}

TEST_P(MassHoldRows, AreFoundAgainWhenTheyWereCutOff) {
  const MassHold hold = begun();
  write([&](Transaction& tx) { MassHoldStore{tx}.stop(hold.id, "the disk is full"); });
  EXPECT_EQ(now(hold.id).because, "the disk is full");
  const MassHold alike = made();
  const auto unfinished = [&](const MassHold& like) {
    return read([&](Connection& c) { return MassHoldStore{c}.unfinished(like); });
  };
  ASSERT_TRUE(unfinished(alike).has_value());
  EXPECT_EQ(unfinished(alike)->id, hold.id);
  MassHold other = alike;
  other.fields = R"({"reason":"a fire"})";
  EXPECT_FALSE(unfinished(other).has_value());
  write([&](Transaction& tx) { MassHoldStore{tx}.finish(hold.id, north.now()); });
  EXPECT_FALSE(unfinished(alike).has_value());
  EXPECT_EQ(now(hold.id).because, "");
  EXPECT_EQ(now(hold.id).ended, north.now());
}

TEST_P(MassHoldRows, PickOpenCasesInOrderOfReference) {
  const Case second = open_case("T-2");
  const Case first = open_case("T-1");
  const Case third = open_case("T-3");
  write([&](Transaction& tx) {
    Transition closed = north.transition(third, "paid", "closed", "close");
    closed.after.stage = Stage::closed;
    CaseStore{tx}.apply(closed);
  });
  const auto picked = [&](const WorklistFilter& filter, std::optional<PickedCase> after) {
    return read([&](Connection& c) { return WorklistStore{c}.picked(filter, after, 1); });
  };
  const std::vector<PickedCase> one = picked({.on = Northmere::today}, std::nullopt);
  ASSERT_THAT(one, SizeIs(1));
  EXPECT_EQ(one[0].case_id, first.id);
  EXPECT_EQ(one[0].payment_reference, "P-T-1");
  EXPECT_EQ(one[0].patch, "East");
  const std::vector<PickedCase> two = picked({.on = Northmere::today}, one[0]);
  ASSERT_THAT(two, SizeIs(1));
  EXPECT_EQ(two[0].case_id, second.id);
  EXPECT_THAT(picked({.on = Northmere::today}, two[0]), IsEmpty()) << "the third is closed";
  EXPECT_EQ(picked({.references = {"P-T-2"}, .on = Northmere::today}, std::nullopt)[0].reference,
            "T-2");
  EXPECT_EQ(picked({.references = {"T-2"}, .on = Northmere::today}, std::nullopt)[0].reference,
            "T-2");
  EXPECT_THAT(picked({.patches = {"West"}, .on = Northmere::today}, std::nullopt), IsEmpty());
}

}  // namespace
}  // namespace lintel
