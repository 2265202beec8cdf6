#include "storage/case_file.h"
#include "storage/case_store.h"
#include "tests/storage/conformance.h"

namespace lintel {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

constexpr const char* kSubWorkflow = "tenancy_end";

class SubCases : public Conformance {
 protected:
  /// The opening of a case of another workflow for the same account.
  Transition opening(const Case& parent, const std::string& key) {
    Case started = parent;
    started.id = north.id<CaseId>();
    started.reference = parent.reference + "." + kSubWorkflow;
    started.definition = {.workflow = kSubWorkflow, .version = "2026.1"};
    started.version = 0;
    Transition made = north.transition(started, "case.started", "keys_due", key);
    made.parent = parent.id;
    return made;
  }
  Applied apply(const Transition& transition) {
    return write([&](Transaction& tx) { return CaseStore{tx}.apply(transition); });
  }
  Case now(CaseId id) {
    return read([&](Connection& c) { return CaseStore{c}.find(id).value(); });
  }
  CaseLinks links(CaseId id) {
    return read([&](Connection& c) { return CaseStore{c}.links(id); });
  }
  std::optional<CaseFile> gathered(const std::string& reference) {
    return read([&](Connection& c) { return CaseFileStore{c}.gather(reference); });
  }
  /// The parent closes, and begins the other.
  Transition closing(const Case& parent) {
    Transition made = north.transition(parent, "paid", "closed", "close:" + parent.reference);
    made.after.stage = Stage::closed;
    made.starts.push_back(opening(parent, "starts:" + to_string(parent.id)));
    return made;
  }
};
INSTANTIATE_TEST_SUITE_P(Sqlite, SubCases, testing::Values("sqlite::memory:"));

TEST_P(SubCases, AreOpenBesideTheOtherOncePerWorkflow) {
  const Case parent = open_case("T-1");
  EXPECT_EQ(apply(opening(parent, "one")).outcome, Applied::Outcome::applied);
  EXPECT_EQ(apply(opening(parent, "two")).outcome, Applied::Outcome::conflict);
  Case same = parent;
  same.id = north.id<CaseId>();
  same.version = 0;
  EXPECT_EQ(apply(north.transition(same, "arrears_run", "reminded", "three")).outcome,
            Applied::Outcome::conflict);
}

TEST_P(SubCases, AreBegunInTheTransactionOfTheirParent) {
  const Case parent = open_case("T-1");
  const Transition closing_one = closing(parent);
  ASSERT_EQ(apply(closing_one).outcome, Applied::Outcome::applied);
  const CaseId started = closing_one.starts.front().after.id;
  EXPECT_EQ(now(started).state, "keys_due");
  EXPECT_EQ(now(started).version, 1);
  const CaseLinks down = links(parent.id);
  EXPECT_FALSE(down.parent.has_value());
  ASSERT_THAT(down.started, SizeIs(1));
  EXPECT_EQ(down.started[0].id, started);
  EXPECT_EQ(down.started[0].reference, "T-1.tenancy_end");
  EXPECT_EQ(down.started[0].definition.workflow, kSubWorkflow);
  EXPECT_TRUE(down.started[0].open);
  const CaseLinks up = links(started);
  ASSERT_TRUE(up.parent.has_value());
  EXPECT_EQ(up.parent->id, parent.id);
  EXPECT_FALSE(up.parent->open);
  EXPECT_THAT(up.started, IsEmpty());
}

TEST_P(SubCases, AreNotBegunTwice) {
  const Case parent = open_case("T-1");
  ASSERT_EQ(apply(closing(parent)).outcome, Applied::Outcome::applied);
  EXPECT_EQ(apply(closing(parent)).outcome, Applied::Outcome::duplicate);
  EXPECT_THAT(links(parent.id).started, SizeIs(1));
}

TEST_P(SubCases, AreNotBegunWithAParentThatDidNotClose) {
  const Case parent = open_case("T-1");
  Transition late = closing(parent);
  late.after.version = parent.version + 4;
  EXPECT_EQ(apply(late).outcome, Applied::Outcome::conflict);
  EXPECT_THAT(links(parent.id).started, IsEmpty());
}

TEST_P(SubCases, AreGatheredByTheirOwnReference) {
  const Case parent = open_case("T-1");
  const Transition closing_one = closing(parent);
  apply(closing_one);
  EXPECT_EQ(gathered("T-1")->latest_case->id, parent.id);
  const std::optional<CaseFile> own = gathered("T-1.tenancy_end");
  ASSERT_TRUE(own.has_value());
  EXPECT_EQ(own->latest_case->id, closing_one.starts.front().after.id);
  EXPECT_EQ(own->tenancy.reference, "T-1");
  EXPECT_THAT(own->tenancy.tenants, SizeIs(2));
  EXPECT_FALSE(gathered("T-1.garage").has_value());
  read([&](Connection& c) {
    const std::vector<CaseFile> all = CaseFileStore{c}.gather_next({}, 10);
    ASSERT_THAT(all, SizeIs(1));
    EXPECT_EQ(all[0].latest_case->id, parent.id) << "a run looks at the account's own case";
    EXPECT_EQ(CaseFileStore{c}.gather(parent.id)->latest_case->id, parent.id);
    EXPECT_FALSE(CaseFileStore{c}.gather(CaseId{}).has_value());
  });
}

TEST(SubCaseMigration, KeepsWhatIsOpenOpen) {
  const auto database = Database::open("sqlite::memory:");
  constexpr std::size_t kBefore = 11;
  migrate(*database, migrations().first(kBefore));
  Northmere north;
  const Tenancy home = north.tenancy("T-1");
  const RentAccount account = north.account(home);
  const CaseId id = north.id<CaseId>();
  database->write([&](Transaction& tx) {
    TenancyStore{tx}.put(home);
    RentAccountStore{tx}.put(account);
    tx.execute(
        "INSERT INTO tenancy_case (id, reference, tenancy_id, account_id, open_account_id, "
        "workflow, workflow_version, state, stage, state_since, version, next_step, why, needs, "
        "due_on, weeks_tenths) VALUES (?, 'T-1', ?, ?, ?, 'arrears_assured', '2026.1', 'reminded', "
        "'early_contact', '2026-11-01', 1, '', '', '', '9999-12-31', 0)",
        id,
        home.id,
        account.id,
        account.id);
  });
  migrate(*database);
  Case second;
  second.id = north.id<CaseId>();
  second.reference = "T-1";
  second.tenancy_id = home.id;
  second.account_id = account.id;
  second.definition = {.workflow = "arrears_assured", .version = "2026.1"};
  EXPECT_EQ(database
                ->write([&](Transaction& tx) {
                  return CaseStore{tx}.apply(
                      north.transition(second, "arrears_run", "reminded", "again"));
                })
                .outcome,
            Applied::Outcome::conflict)
      << "the case that was open is still";
  EXPECT_EQ(database->read([&](Connection& c) { return CaseStore{c}.find(id)->state; }),
            "reminded");
}

}  // namespace
}  // namespace lintel
