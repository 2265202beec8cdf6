#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/web/case_head.h"
#include "server/web/case_view.h"
#include "server/web/event_form.h"
#include "tests/server/web_fixtures.h"

namespace lintel {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string page_of(const CasePage& page) {
  const Site site{web_test::settings(), nullptr};
  View view = case_head_view(page, {});
  view.add(case_body_view(page, 60, "", false));
  view.set("done", false).set("done_words", "");
  return site.page(web_test::request_of("/cases/T-0041872"), "case", PageHead{"Case"}, view).body();
}

TEST(CasePageView, ShowsWhoWhereAndWhatIsOwed) {
  const std::string page = page_of(web_test::okafor());
  EXPECT_THAT(page, HasSubstr("<bdi>Daniel Okafor</bdi>"));
  EXPECT_THAT(page, HasSubstr("and Ama Okafor (joint)"));
  EXPECT_THAT(page, HasSubstr("14 Fennel Court, NM4 2QT"));
  EXPECT_THAT(page, HasSubstr("£1,284.16"));
  EXPECT_THAT(page, HasSubstr("10.8"));
}

TEST(CasePageView, TheBannerCountsTheDaysOfBreathingSpaceAndCitesIt) {
  const std::string page = page_of(web_test::okafor());
  EXPECT_THAT(page, HasSubstr("Breathing space until Thursday 14 January 2027"));
  EXPECT_THAT(page, HasSubstr("Day 8 of 60"));
  EXPECT_THAT(page, HasSubstr("SI 2020/1311 reg 7"));
}

TEST(CasePageView, AFailingGateSaysFactLawAndFixAndOffersNoButton) {
  const std::string page = page_of(web_test::okafor());
  EXPECT_THAT(page, HasSubstr("No: 1 of 2 fails"));
  EXPECT_THAT(page, HasSubstr("Breathing space runs until 14 January 2027"));
  EXPECT_THAT(page, HasSubstr("<dt>Law</dt><dd>SI 2020/1311 reg 7"));
  EXPECT_THAT(page, HasSubstr("<dt>To fix</dt><dd>Wait until it ends"));
  EXPECT_THAT(
      page,
      Not(HasSubstr(
          "class=\"govuk-button cw-btn\" href=\"/cases/T-0041872/events/propose_notice\"")));
}

TEST(CasePageView, AnAccountInCreditHasNoMinusSign) {
  CasePage page = web_test::okafor();
  page.account.summary.balance = 0_pence - 64'22_pence;
  const std::string html = page_of(page);
  EXPECT_THAT(html, HasSubstr("£64.22 <small>in credit</small>"));
  EXPECT_THAT(html, Not(HasSubstr("-£")));
}

TEST(CasePageView, AHostileNameStaysAName) {
  CasePage page = web_test::okafor();
  page.tenancy.tenants[0].name = {"<img src=x onerror=alert(1)>", "{{csrf}}"};
  const std::string html = page_of(page);
  EXPECT_THAT(html, Not(HasSubstr("<img src=x")));
  EXPECT_THAT(html, HasSubstr("&lt;img src=x onerror=alert(1)&gt; {{csrf}}"));
}

TEST(CasePageView, AServedNoticeShowsItsDatesWithWhy) {
  CasePage page = web_test::okafor();
  NoticeView notice;
  notice.notice.form = "Form 3";
  notice.notice.statute = "Housing Act 1988 s.8";
  notice.notice.grounds = {"8", "10", "11"};
  notice.notice.arrears = 1284'16_pence;
  notice.notice.state = NoticeState::served;
  notice.notice.served_on = Date{2026, 11, 23};
  notice.notice.earliest_claim = Date{2026, 12, 8};
  notice.notice.lapses_on = Date{2027, 11, 22};
  notice.notice.steps = {"Handed over on Monday 23 November 2026: served that day."};
  notice.notice.rules = {RuleUsed{"S8-01", "HA 1988 s.8(4B)", Date{2026, 5, 1}, std::nullopt}};
  page.notices = {notice};
  const std::string html = page_of(page);
  EXPECT_THAT(html, HasSubstr("<b>8 Dec</b><small>Tuesday 2026</small>"));
  EXPECT_THAT(html, HasSubstr("Earliest day to start a claim at court"));
  EXPECT_THAT(html, HasSubstr("Handed over on Monday 23 November 2026: served that day."));
  EXPECT_THAT(html, HasSubstr("<a href=\"/law/S8-01\"><code>S8-01</code></a> HA 1988 s.8(4B)"));
}

TEST(EventForm, KeepsWhatWasTypedBesideItsProblem) {
  const CasePage page = web_test::okafor();
  Fields typed;
  ASSERT_TRUE(typed.add("method", "visit"));
  ASSERT_TRUE(typed.add("note", "Card left <b>"));
  const View::List fields = event_fields_view(
      page.events[1],
      typed,
      {Problem{"say whether anybody was reached", "", Place{"", 0, 0, "reached"}}});
  ASSERT_EQ(fields.size(), 3U);
  EXPECT_EQ(fields[1].text("wrong"), "Say whether anybody was reached");
  EXPECT_EQ(fields[2].text("value"), "Card left <b>");
  EXPECT_TRUE(std::get<bool>(*std::get<View::List>(*fields[0].find("choices"))[1].find("on")));
}

TEST(EventForm, ServiceNeedsAWayAndADayForEveryTenant) {
  const CasePage page = web_test::okafor();
  Fields typed;
  ASSERT_TRUE(typed.add("method_1", "personal"));
  ASSERT_TRUE(typed.add("given_on_1", "2026-11-23"));
  ASSERT_TRUE(typed.add("given_on_2", "23/11/2026"));
  const auto read = read_service(page, typed);
  ASSERT_FALSE(read);
  ASSERT_EQ(read.error().size(), 2U);
  EXPECT_EQ(read.error()[0].what, "say how the notice was given to Ama Okafor");
  EXPECT_EQ(read.error()[1].place.field, "given_on_2");
}

TEST(EventForm, ServiceOfBothTenantsIsRead) {
  const CasePage page = web_test::okafor();
  Fields typed;
  for (const std::string n : {"1", "2"}) {
    ASSERT_TRUE(typed.add("method_" + n, "personal"));
    ASSERT_TRUE(typed.add("given_on_" + n, "2026-11-23"));
    ASSERT_TRUE(typed.add("given_at_" + n, "16:20"));
    ASSERT_TRUE(typed.add("place_" + n, "14 Fennel Court"));
  }
  const auto read = read_service(page, typed);
  ASSERT_TRUE(read);
  ASSERT_EQ(read->size(), 2U);
  EXPECT_EQ((*read)[1].method, ServiceMethod::personal);
  EXPECT_EQ((*read)[1].given_on, (Date{2026, 11, 23}));
  EXPECT_EQ((*read)[1].given_at, "16:20");
}

TEST(EventForm, AnAgreementShowsItsPayments) {
  CasePage page = web_test::okafor();
  page.account.summary.balance = 60'00_pence;
  Fields typed;
  ASSERT_TRUE(typed.add("instalment", "25"));
  ASSERT_TRUE(typed.add("frequency", "weekly"));
  ASSERT_TRUE(typed.add("first_due", "2026-11-30"));
  const auto schedule = schedule_view(page, typed);
  ASSERT_TRUE(schedule);
  const auto& payments = std::get<View::List>(*schedule->find("payments"));
  ASSERT_EQ(payments.size(), 3U);
  EXPECT_EQ(payments[0].text("total"), "£143.40");
  EXPECT_EQ(payments[2].text("instalment"), "£10.00");
  EXPECT_EQ(payments[2].text("left"), "£0.00");
  EXPECT_EQ(schedule->text("schedule_words"),
            "3 payments clear £60.00; the last is due 14 Dec 2026");
}

}  // namespace
}  // namespace lintel
