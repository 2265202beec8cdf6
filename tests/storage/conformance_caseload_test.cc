// The open cases as a whole.

#include "storage/caseload_store.h"

#include <algorithm>

#include "tests/storage/conformance.h"

namespace lintel {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class Caseloads : public Conformance {
 protected:
  /// A case that stands in `state` since so many days, with something due on that day.
  Case stands(const std::string& reference,
              const std::string& state,
              int days,
              std::optional<Date> due = {},
              const std::string& version = "2026.1") {
    const Case opened = open_case(reference);
    return write([&](Transaction& tx) {
      Transition moved = north.transition(opened, "moved", state, "moved:" + reference);
      moved.after.state_since = Northmere::today.plus_days(-days);
      moved.after.definition.version = version;
      EXPECT_EQ(CaseStore{tx}.apply(moved).outcome, Applied::Outcome::applied);
      CaseStore{tx}.set_desk(
          opened.id, {.next_step = "", .why = "", .needs = "", .due = due, .weeks_tenths = 0});
      return CaseStore{tx}.find(opened.id).value();
    });
  }
  void is_closed(const Case& open) {
    write([&](Transaction& tx) {
      Transition closed = north.transition(open, "paid", "closed", "closed:" + open.reference);
      closed.after.stage = Stage::closed;
      EXPECT_EQ(CaseStore{tx}.apply(closed).outcome, Applied::Outcome::applied);
    });
  }
  std::vector<StateLoad> loads() {
    return read([](Connection& c) { return CaseloadStore{c}.by_state(Northmere::today); });
  }
};
INSTANTIATE_TEST_SUITE_P(Sqlite, Caseloads, testing::Values("sqlite::memory:"));

TEST_P(Caseloads, CountOpenCasesByVersionAndState) {
  stands("T-1", "letter_1", 3);
  stands("T-2", "letter_1", 5);
  stands("T-3", "letter_2", 1);
  stands("T-4", "letter_1", 9, {}, "2026.2");
  is_closed(stands("T-5", "letter_1", 400));
  const auto found = loads();
  ASSERT_THAT(found, SizeIs(3));
  EXPECT_EQ(found[0].definition, (DefinitionKey{"arrears_assured", "2026.1"}));
  EXPECT_EQ(found[0].state, "letter_1");
  EXPECT_EQ(found[0].cases, 2);
  EXPECT_EQ(found[1].state, "letter_2");
  EXPECT_EQ(found[1].cases, 1);
  EXPECT_EQ(found[2].definition.version, "2026.2");
  EXPECT_EQ(found[2].cases, 1);
}

TEST_P(Caseloads, SayHowLongHalfOfThemHaveStoodThere) {
  for (const auto& [reference, days] :
       {std::pair{"T-1", 2}, {"T-2", 40}, {"T-3", 8}, {"T-4", 8}, {"T-5", 100}})
    stands(reference, "letter_1", days);
  ASSERT_THAT(loads(), SizeIs(1));
  EXPECT_EQ(loads().front().median_days, 8);
}

TEST_P(Caseloads, CountAsLateWhatWasDueBeforeTheDay) {
  stands("T-1", "letter_1", 3, Northmere::today.plus_days(-1));
  stands("T-2", "letter_1", 3, Northmere::today);
  stands("T-3", "letter_1", 3);
  ASSERT_THAT(loads(), SizeIs(1));
  EXPECT_EQ(loads().front().cases, 3);
  EXPECT_EQ(loads().front().late, 1);
}

TEST_P(Caseloads, NameTheCasesOfAVersionByPages) {
  for (const char* reference : {"T-3", "T-1", "T-2"}) stands(reference, "letter_1", 3);
  stands("T-4", "letter_1", 3, {}, "2026.2");
  is_closed(stands("T-5", "letter_1", 3));
  const DefinitionKey version{"arrears_assured", "2026.1"};
  read([&](Connection& c) {
    const CaseloadStore store(c);
    EXPECT_THAT(store.keeping(version, "", 2), ElementsAre("T-1", "T-2"));
    EXPECT_THAT(store.keeping(version, "T-2", 2), ElementsAre("T-3"));
    EXPECT_THAT(store.keeping(version, "T-3", 2), IsEmpty());
    EXPECT_THAT(store.keeping({"arrears_secure", "2026.1"}, "", 2), IsEmpty());
  });
}

TEST_P(Caseloads, PartAllAccountsIntoEqualPieces) {
  EXPECT_THAT(read([](Connection& c) { return CaseloadStore{c}.every_nth_account(2); }), IsEmpty());
  std::vector<RentAccountId> accounts;
  for (const char* reference : {"T-1", "T-2", "T-3", "T-4", "T-5"})
    accounts.push_back(open_case(reference).account_id);
  std::ranges::sort(accounts);
  read([&](Connection& c) {
    EXPECT_THAT(CaseloadStore{c}.every_nth_account(2), ElementsAre(accounts[1], accounts[3]));
    EXPECT_THAT(CaseloadStore{c}.every_nth_account(5), ElementsAre(accounts[4]));
    EXPECT_THAT(CaseloadStore{c}.every_nth_account(6), IsEmpty());
  });
}

}  // namespace
}  // namespace lintel
