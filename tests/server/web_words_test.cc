#include <gtest/gtest.h>

#include "server/web/csv_text.h"
#include "server/web/paged.h"
#include "server/web/reason_view.h"
#include "server/web/say.h"
#include "server/web/site.h"
#include "server/web/small_charts.h"
#include "server/web/worklist_view.h"

namespace lintel {
namespace {

const Date kToday{2026, 11, 23};

TEST(ScreenWords, DueDatesAreSaidAsPeopleSayThem) {
  EXPECT_EQ(due_words(Date{2026, 11, 21}, kToday), "Overdue 2d");
  EXPECT_EQ(due_words(kToday, kToday), "Today");
  EXPECT_EQ(due_words(Date{2026, 11, 24}, kToday), "Tomorrow");
  EXPECT_EQ(due_words(Date{2026, 11, 25}, kToday), "Wed 25 Nov");
  EXPECT_EQ(due_words(Date{2027, 1, 15}, kToday), "15 Jan 2027");
}

TEST(ScreenWords, FiguresHaveCommas) {
  EXPECT_EQ(figure(0), "0");
  EXPECT_EQ(figure(999), "999");
  EXPECT_EQ(figure(12400), "12,400");
  EXPECT_EQ(figure(-1234567), "-1,234,567");
}

TEST(CsvText, CannotRunAFormulaInASpreadsheet) {
  CsvText csv({"Name", "Balance"});
  csv.add({"=HYPERLINK(\"x\")", "-12.00"});
  csv.add({"@cmd, \"x\"", "12.00"});
  EXPECT_EQ(csv.text(),
            "\xEF\xBB\xBFName,Balance\r\n\"'=HYPERLINK(\"\"x\"\")\",-12.00\r\n\"'@cmd, "
            "\"\"x\"\"\",12.00\r\n");
}

TEST(QueryString, KeepsOnlyWhatIsSaidAndEncodesIt) {
  EXPECT_EQ(query_string({{"view", ""}, {"text", ""}}), "");
  EXPECT_EQ(query_string({{"text", "O'Brien & Świątek"}, {"view", "all"}}),
            "?text=O%27Brien%20%26%20%C5%9Awi%C4%85tek&view=all");
}

TEST(FormKey, IsNewForEachForm) {
  EXPECT_NE(new_form_key(), new_form_key());
}

TEST(Paged, ASecondPageHasItsOwnRows) {
  Request request;
  ASSERT_TRUE(request.query.add("skip", "50"));
  const Paged paged = page_of(request, 120, 50, "/runs");
  EXPECT_EQ(paged.first, 50U);
  EXPECT_EQ(paged.last, 100U);
  EXPECT_EQ(paged.next_href, "/runs?skip=100");
  EXPECT_EQ(paged.view("run", "runs").text("range"), "51 to 100 of 120 runs");
}

TEST(Paged, PastTheEndIsTheFirstPage) {
  Request request;
  ASSERT_TRUE(request.query.add("skip", "5000"));
  EXPECT_EQ(page_of(request, 3, 50, "/runs").first, 0U);
}

TEST(Worklist, AFilterIsReadFromItsOwnAddress) {
  Request request;
  ASSERT_TRUE(request.query.add("view", "on_hold"));
  ASSERT_TRUE(request.query.add("stage", "notice"));
  ASSERT_TRUE(request.query.add("text", "fennel"));
  const CaseFilter filter = read_filter(request, "all");
  EXPECT_EQ(filter_address("/cases", filter), "/cases?view=on_hold&stage=notice&text=fennel");
}

TEST(Worklist, AViewThatThereIsNotFallsBackToTheListsOwn) {
  Request request;
  ASSERT_TRUE(request.query.add("view", "everything"));
  EXPECT_EQ(read_filter(request, "needs_action").view, "needs_action");
}

TEST(Worklist, TheStageBarFillsItsWidth) {
  const View::List bar =
      stage_bar({{Stage::early_contact, 148}, {Stage::notice, 3}, {Stage::closed, 900}});
  ASSERT_EQ(bar.size(), 2U);
  EXPECT_EQ(bar[0].text("n"), "148");
  EXPECT_NEAR(std::stod(bar[1].text("x")) + std::stod(bar[1].text("w")), 558, 0.2);
}

TEST(Worklist, ASparklineOfEqualBalancesIsFlat) {
  const View line = sparkline({500_pence, 500_pence});
  EXPECT_EQ(line.text("line"), "M2.0 3.0L88.0 3.0");
}

TEST(ReasonCards, FailuresComeFirstAndUnknownIsOneOfThem) {
  const View cards = reason_cards(
      {Reason{"a", Verdict::yes, "enough is owed", "", "", ""},
       Reason{"b", Verdict::unknown, "nobody has said", "PAP 2.4", "assessment", "ask"}});
  const auto& fails = std::get<View::List>(*cards.find("fails"));
  ASSERT_EQ(fails.size(), 1U);
  EXPECT_EQ(fails[0].text("verdict"), "Not known");
  EXPECT_EQ(fails[0].text("law"), "PAP 2.4");
  EXPECT_EQ(std::get<View::List>(*cards.find("passes")).size(), 1U);
}

}  // namespace
}  // namespace lintel
