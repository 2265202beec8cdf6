#include "storage/worklist_store.h"
#include "tests/storage/conformance.h"

namespace lintel {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class Lists : public Conformance {
 protected:
  Lists() {
    write([&](Transaction& tx) {
      for (int i = 1; i <= 12; ++i) {
        const Case opened =
            north.open_case(tx, "T-" + std::to_string(100 + i), Money::from_pence(i * 1000));
        Transition next =
            north.transition(opened, "arrears_run", "letter_1_sent", "run:" + opened.reference);
        if (i <= 4) next.after.stage = Stage::letter_1;
        if (i == 12) next.after.stage = Stage::closed;
        if (i % 2 == 0) {
          next.opened = {{.id = north.id<TaskId>(),
                          .case_id = {},
                          .name = "call",
                          .label = "Call the tenant",
                          .opened_on = Northmere::today,
                          .due = Date{2026, 11, 23}.plus_days(i),
                          .done_on = std::nullopt}};
        }
        if (i == 6) {
          next.after.holds = {{.id = north.id<HoldId>(),
                               .name = "breathing_space",
                               .from = Date{2026, 11, 16},
                               .until = Date{2027, 1, 14},
                               .reason = "",
                               .lifted_on = std::nullopt}};
        }
        if (i == 1)
          next.desk = Desk{.next_step = "Read the reply",
                           .why = "A letter came in",
                           .needs = "contact",
                           .due = Date{2026, 11, 20},
                           .weeks_tenths = 8};
        CaseStore{tx}.apply(next);
      }
    });
  }
  WorklistPage page(WorklistFilter filter, const std::string& cursor = "", int limit = 50) {
    filter.on = Northmere::today;
    return read([&](Connection& c) { return WorklistStore{c}.page(filter, cursor, limit); });
  }
  static std::vector<std::string> references(const WorklistPage& page) {
    std::vector<std::string> references;
    for (const WorklistRow& row : page.rows) references.push_back(row.reference);
    return references;
  }
};
INSTANTIATE_TEST_SUITE_P(Sqlite, Lists, testing::Values("sqlite::memory:"));

TEST_P(Lists, PutFirstWhatIsDueFirstAndThenTheMostOwed) {
  EXPECT_THAT(references(page({})),
              ElementsAre("T-101",
                          "T-102",
                          "T-104",
                          "T-106",
                          "T-108",
                          "T-110",
                          "T-111",
                          "T-109",
                          "T-107",
                          "T-105",
                          "T-103"));
}

TEST_P(Lists, PageWithoutGapOrRepeat) {
  std::vector<std::string> seen;
  std::string cursor;
  do {
    const WorklistPage one = page({}, cursor, 4);
    for (const std::string& reference : references(one)) seen.push_back(reference);
    cursor = one.next;
  } while (!cursor.empty());
  EXPECT_EQ(seen, references(page({})));
  EXPECT_EQ(references(page({}, "nonsense'--", 4)), references(page({}, "", 4)));
}

TEST_P(Lists, ShowWhatAnOfficerNeeds) {
  const WorklistPage all = page({});
  const WorklistRow& first = all.rows[0];
  EXPECT_EQ(first.desk.next_step, "Read the reply");
  EXPECT_EQ(first.desk.due, (Date{2026, 11, 20}));
  EXPECT_EQ(first.main_tenant.in_full(), "Daniel Okafor");
  EXPECT_EQ(first.tenants, 2);
  EXPECT_EQ(first.address.postcode, "NM4 2QT");
  EXPECT_EQ(first.balance, 10'00_pence);
  EXPECT_EQ(all.rows[1].task, "Call the tenant");
  EXPECT_EQ(all.rows[1].task_due, (Date{2026, 11, 25}));
  EXPECT_THAT(all.rows[3].holds, ElementsAre("breathing_space"));
  EXPECT_EQ(all.rows[10].desk.due, std::nullopt);
}

TEST_P(Lists, AreFiltered) {
  EXPECT_THAT(page({.stage = Stage::letter_1}).rows, SizeIs(4));
  EXPECT_THAT(page({.with_open_task = true}).rows, SizeIs(5));
  EXPECT_THAT(page({.with_hold = true}).rows, SizeIs(1));
  EXPECT_THAT(page({.closed = true}).rows, SizeIs(12));
  EXPECT_THAT(page({.needs = "contact"}).rows, SizeIs(1));
  EXPECT_THAT(page({.state = "letter_1_sent", .workflow = "arrears_assured"}).rows, SizeIs(11));
  EXPECT_THAT(page({.patches = {"West"}}).rows, IsEmpty());
  EXPECT_THAT(page({.patches = {"West", "East"}, .search = "nguyen fennel nm4 t-105"}).rows,
              SizeIs(1));
  EXPECT_THAT(page({.search = "100% _"}).rows, IsEmpty());
  EXPECT_EQ(read([](Connection& c) { return WorklistStore{c}.count({.stage = Stage::letter_1}); }),
            4);
}

TEST_P(Lists, CountEveryStage) {
  const auto counts = read([](Connection& c) { return WorklistStore{c}.stage_counts({}); });
  ASSERT_THAT(counts, SizeIs(9));
  EXPECT_EQ(counts[0].cases, 7);
  EXPECT_EQ(counts[1].cases, 4);
  EXPECT_EQ(counts[1].balance, 100'00_pence);
  EXPECT_EQ(counts[5].cases, 0);
}

TEST_P(Lists, FindTenanciesWithAndWithoutACase) {
  const auto search = [&](const std::string& words, const std::set<std::string>& patches) {
    return read([&](Connection& c) { return WorklistStore{c}.search(words, patches, 20); });
  };
  const auto found = search("OKAFOR T-112", {});
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_FALSE(found[0].has_case);
  EXPECT_EQ(found[0].balance, 120'00_pence);
  EXPECT_THAT(search("okafor", {"West"}), IsEmpty());
  EXPECT_THAT(search("   ", {}), IsEmpty());
}

TEST(SearchWords, TakeOffAccentsAndKeepOtherScripts) {
  EXPECT_EQ(search_words("Hương NGUYỄN"), "huong nguyen");
  EXPECT_EQ(search_words("O'Brien, Świątek; Ó Súilleabháin"), "obrien swiatek o suilleabhain");
  EXPECT_EQ(search_words("Siân Llŷr (14/2 Fennel-Court)"), "sian llyr 14/2 fennel-court");
  EXPECT_EQ(search_words("محمد 王小明"), "محمد 王小明");
  EXPECT_EQ(search_words("\xff\xc3"), search_words("\xff\xc3"));
}

}  // namespace
}  // namespace lintel
