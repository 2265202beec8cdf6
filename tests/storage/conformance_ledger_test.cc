#include "storage/import_store.h"
#include "storage/run_store.h"
#include "tests/storage/conformance.h"

namespace lintel {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

LINTEL_CONFORMANCE(Ledgers);

TEST_P(Ledgers, OfFilesKnowWhatWasLoaded) {
  Import import{.id = north.id<ImportId>(),
                .layout = "cx",
                .layout_version = "1",
                .as_of = Date{2026, 11, 22},
                .began = north.now(),
                .ended = std::nullopt,
                .by = "Priya Shah",
                .because = "",
                .figures = "{}",
                .files = {}};
  import.files = {
      {.name = "accounts.csv",
       .role = "accounts",
       .hash = sha256("accounts"),
       .rows = 600,
       .loaded = 596,
       .rejected = 4,
       .held = 0,
       .total = 48'112'40_pence,
       .stated_total = 48'112'40_pence }};
  const ImportProblem bad{
      .finding = ImportFinding::rejected,
      .reference = "T-1",
      .problem = {
          .what = "the amount \"12.5.0\" is not money",
          .fix = "Write it as 12.50.",
          .place = {.file = "accounts.csv", .line = 214, .column = 7, .field = "Current Balance"}}};
  write([&](Transaction& tx) {
    ImportStore{tx}.begin(import);
    ImportStore{tx}.add_problems(import.id, std::vector{bad, bad});
    ImportStore{tx}.add_problems(import.id, std::vector{bad});
  });
  EXPECT_FALSE(read([](Connection& c) {
    return ImportStore{c}.find_loaded("cx", sha256("accounts")).has_value();
  }));

  import.state = ImportState::loaded;
  import.ended = north.now();
  write([&](Transaction& tx) { ImportStore{tx}.update(import); });

  const Import loaded = read(
      [](Connection& c) { return ImportStore{c}.find_loaded("cx", sha256("accounts")).value(); });
  EXPECT_EQ(loaded.id, import.id);
  ASSERT_THAT(loaded.files, SizeIs(1));
  EXPECT_EQ(loaded.files[0].stated_total, import.files[0].stated_total);
  EXPECT_FALSE(read([](Connection& c) {
    return ImportStore{c}.find_loaded("ql", sha256("accounts")).has_value();
  }));
  EXPECT_TRUE(read([](Connection& c) {
    return ImportStore{c}.find_loaded("cx", Date{2026, 11, 22}).has_value();
  }));
  EXPECT_EQ(read([](Connection& c) { return ImportStore{c}.latest_loaded()->id; }), import.id);
  EXPECT_EQ(read([](Connection& c) { return ImportStore{c}.latest_loaded("cx")->id; }), import.id);
  EXPECT_THAT(read([](Connection& c) { return ImportStore{c}.latest(5); }), SizeIs(1));
  EXPECT_EQ(read([&](Connection& c) {
              return ImportStore{c}.count_problems(import.id, ImportFinding::rejected);
            }),
            3);
  const auto problems =
      read([&](Connection& c) { return ImportStore{c}.problems(import.id, 2, 1); });
  ASSERT_THAT(problems, SizeIs(2));
  EXPECT_EQ(problems[0].problem, bad.problem);
}

TEST_P(Ledgers, OfRunsAddUp) {
  std::vector<RunDecision> decisions;
  write([&](Transaction& tx) {
    for (int i = 1; i <= 9; ++i) {
      const Case opened =
          north.open_case(tx, "T-" + std::to_string(100 + i), Money::from_pence(i * 100));
      RunDecision decision;
      decision.account_id = opened.account_id;
      decision.case_id = opened.id;
      decision.outcome = i % 3 == 0   ? RunOutcome::acted
                         : i % 3 == 1 ? RunOutcome::left_alone
                                      : RunOutcome::held;
      decision.rule = i % 3 == 0 ? "letter_1" : "reminded.arrears_run.1";
      decision.because = "4.2 weeks owed";
      decision.balance = Money::from_pence(i * 100);
      decision.weeks_tenths = 42;
      decisions.push_back(decision);
    }
  });
  lintel::Run run;
  run.id = north.id<RunId>();
  run.name = "arrears";
  run.on = Northmere::today;
  run.began = north.now();
  run.by = "Sam Hill";
  run.expected = 9;
  write([&](Transaction& tx) {
    RunStore{tx}.begin(run);
    RunStore{tx}.decide(run.id, std::span(decisions).first(6));
  });
  EXPECT_EQ(read([&](Connection& c) { return RunStore{c}.last_decided(run.id); }),
            decisions[5].account_id);
  write([&](Transaction& tx) {
    RunStore{tx}.decide(run.id, decisions);
  });  // an interrupted run goes over some again
  EXPECT_FALSE(read([&](Connection& c) {
    return RunStore{c}.latest_about(decisions[0].account_id).has_value();
  }));
  write([&](Transaction& tx) { RunStore{tx}.finish(run.id, RunState::finished, north.now()); });

  const lintel::Run kept =
      read([](Connection& c) { return RunStore{c}.find("arrears", Northmere::today).value(); });
  EXPECT_EQ(kept.state, RunState::finished);
  EXPECT_EQ(kept.decided, 9);
  EXPECT_EQ(kept.totals[0].accounts, 3);
  EXPECT_EQ(kept.totals[0].balance + kept.totals[1].balance + kept.totals[2].balance, 45'00_pence);
  EXPECT_EQ(read([&](Connection& c) {
              return RunStore{c}.latest_about(decisions[0].account_id)->second.because;
            }),
            "4.2 weeks owed");
  EXPECT_THAT(read([](Connection& c) { return RunStore{c}.latest(3); }), SizeIs(1));

  const auto ledger = [&](const RunLedgerFilter& filter, RentAccountId after, int limit) {
    return read([&](Connection& c) { return RunStore{c}.ledger(run.id, filter, after, limit); });
  };
  const auto first = ledger({}, {}, 5);
  ASSERT_THAT(first, SizeIs(5));
  EXPECT_EQ(first[0].reference, "T-101");
  EXPECT_EQ(first[0].tenants, "Daniel Okafor and Hương Nguyễn");
  EXPECT_THAT(ledger({}, first[4].decision.account_id, 5), SizeIs(4));
  EXPECT_THAT(ledger({.outcome = RunOutcome::acted,
                      .rule = "letter_1",
                      .patches = {"East"},
                      .search = "okafor t-103"},
                     {},
                     5),
              SizeIs(1));
  EXPECT_THAT(
      ledger({.outcome = std::nullopt, .rule = "", .patches = {"West"}, .search = ""}, {}, 5),
      IsEmpty());
  EXPECT_THAT(read([&](Connection& c) { return RunStore{c}.rule_counts(run.id); }), SizeIs(3));
}

}  // namespace
}  // namespace lintel
