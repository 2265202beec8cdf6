#include <gtest/gtest.h>

#include "server/web/chart_drawing.h"

namespace lintel {
namespace {

const Date kToday{2026, 11, 23};

BalanceChart a_year() {
  BalanceChart chart;
  chart.from = Date{2025, 9, 29};
  chart.to = kToday;
  chart.points = {
      {chart.from, 0_pence}, {Date{2026, 5, 4}, 480'00_pence}, {Date{2026, 11, 16}, 1200'00_pence}};
  return chart;
}

const View::List& list(const View& view, std::string_view name) {
  return std::get<View::List>(*view.find(name));
}
double number(const View& view, std::string_view name) {
  return std::stod(view.text(name));
}

TEST(BalanceChartDrawing, EndsAtTodaysBalanceAndSaysItInWords) {
  const View drawn = draw_balance_chart(a_year(), ChartFrame{});

  EXPECT_EQ(drawn.text("end_x"), "768");
  EXPECT_EQ(drawn.text("desc"),
            "On 29 Sep 2025: nothing owed. At most £1,200.00 was owed. On 23 Nov 2026: £1,200.00 "
            "in arrears. "
            "The table below has the figures.");
  EXPECT_TRUE(drawn.text("line").ends_with("H768"));
}

TEST(BalanceChartDrawing, SumsHaveRoundStepsFromNothingUpwards) {
  const View drawn = draw_balance_chart(a_year(), ChartFrame{});

  std::vector<std::string> labels;
  for (const View& line : list(drawn, "sums")) labels.push_back(line.text("l"));
  EXPECT_EQ(labels, (std::vector<std::string>{"£0", "£500", "£1,000"}));
}

TEST(BalanceChartDrawing, AnAccountInCreditHasALineBelowNothing) {
  BalanceChart chart = a_year();
  chart.points = {{chart.from, 0_pence - 130'00_pence}};

  const View drawn = draw_balance_chart(chart, ChartFrame{});

  EXPECT_TRUE(list(drawn, "sums").front().text("l").ends_with(" cr"))
      << list(drawn, "sums").front().text("l");
  EXPECT_NE(drawn.text("desc").find("£130.00 in credit"), std::string::npos);
}

TEST(BalanceChartDrawing, MarksOnOneDayStandAsideAndKeepTheirDay) {
  BalanceChart chart = a_year();
  for (int i = 0; i < 4; ++i) chart.marks.push_back({kToday, "Letter", Stage::letter_1, i});

  const View::List marks = list(draw_balance_chart(chart, ChartFrame{}), "marks");

  ASSERT_EQ(marks.size(), 4U);
  for (std::size_t i = 1; i < marks.size(); ++i) {
    EXPECT_GE(number(marks[i], "nx") - number(marks[i - 1], "nx"), 20.9);
    EXPECT_EQ(marks[i].text("x"), marks[0].text("x"));
  }
  EXPECT_LE(number(marks.back(), "nx"), 768);
}

TEST(BalanceChartDrawing, EverythingStaysInsideTheFrame) {
  BalanceChart chart = a_year();
  chart.holds = {{Date{2026, 11, 16}, Date{2027, 1, 14}, "Breathing space"}};
  chart.payments = {{Date{2025, 1, 1}, 20'00_pence}, {Date{2026, 11, 20}, 99999'00_pence}};
  for (int i = 0; i < 80; ++i)
    chart.marks.push_back({Date{2026, 6, 1}.plus_days(i), "Letter", Stage::letter_1, i});

  const View drawn = draw_balance_chart(chart, ChartFrame{"c2", 340, 210, 26});

  for (const View& mark : list(drawn, "marks")) {
    EXPECT_GE(number(mark, "nx"), 50);
    EXPECT_LE(number(mark, "nx"), 328);
  }
  const View& hold = list(drawn, "bands").front();
  EXPECT_LE(number(hold, "x") + number(hold, "w"), 328.1);
  ASSERT_EQ(list(drawn, "payments").size(), 1U) << "a payment before the frame is not drawn";
  EXPECT_GE(number(list(drawn, "payments").front(), "y"), 34);
}

TEST(BalanceChartDrawing, TheTableSaysEachWeeksPaymentsAndDeeds) {
  BalanceChart chart = a_year();
  chart.payments = {{Date{2026, 11, 18}, 50'00_pence}, {Date{2026, 11, 20}, 25'00_pence}};
  chart.marks = {{Date{2026, 11, 19}, "Letter 2", Stage::letter_2, 4}};

  const View::List rows = balance_table(chart, 2);

  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].text("week"), "23 Nov 2026");
  EXPECT_EQ(rows[0].text("paid"), "£75.00");
  EXPECT_EQ(rows[0].text("marks"), "Letter 2");
  EXPECT_EQ(rows[1].text("amount"), "£1,200.00");
}

}  // namespace
}  // namespace lintel
