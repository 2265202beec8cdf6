// The law book's pages, asked as a browser asks them.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/casework/law_index.h"
#include "server/web/law_changes_view.h"
#include "server/web/law_links.h"
#include "server/web/law_timeline.h"
#include "server/web/web_routes.h"
#include "tests/server/web_fixtures.h"
#include "tests/support/world.h"

namespace lintel {
namespace {

using testing::HasSubstr;
using testing::Not;

class LawPages : public testing::Test {
 protected:
  LawPages() : world_(Date{2026, 11, 23}) {
    add_web_routes(router_, world_.casework(), web_test::settings());
  }

  Response get(const std::string& path,
               const std::vector<std::pair<std::string, std::string>>& query = {},
               Role role = Role::income_officer) const {
    Request request = web_test::request_of(path);
    request.signed_in->person.roles = {role};
    for (const auto& [name, value] : query) EXPECT_TRUE(request.query.add(name, value));
    const Router::Match match = router_.find(Method::get, path);
    if (match.route == nullptr) throw std::logic_error("no route for " + path);
    EXPECT_TRUE(match.route->access.allows(request.person())) << path;
    request.parts = match.parts;
    return match.route->handler(request);
  }

  static std::size_t count(const std::string& text, const std::string& what) {
    std::size_t found = 0;
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1))
      ++found;
    return found;
  }

  World world_;
  Router router_;
};

TEST_F(LawPages, TheBookIsReadByEverybodyAndPaged) {
  for (const Role role : {Role::income_officer,
                          Role::legal_officer,
                          Role::team_manager,
                          Role::revenues_coordinator,
                          Role::auditor,
                          Role::administrator}) {
    const Response page = get("/law", {}, role);
    EXPECT_EQ(page.code(), 200);
    EXPECT_THAT(page.body(), HasSubstr("<a href=\"/law\" aria-current=\"page\">Law book</a>"));
  }
  const std::string first = get("/law").body();
  EXPECT_EQ(count(first, "class=\"l-id\"><a"), 50U);
  EXPECT_THAT(first, HasSubstr("data-next-page"));
  const std::string second = get("/law", {{"skip", "50"}}).body();
  EXPECT_THAT(second, HasSubstr("51 to 100 of "));
  EXPECT_THAT(second, HasSubstr("First page"));
}

TEST_F(LawPages, ARowSaysValueUnitCitationDaysAndConfidence) {
  const std::string page = get("/law", {{"text", "S8-01"}}).body();
  EXPECT_THAT(page, HasSubstr("id=\"S8-01\""));
  EXPECT_THAT(page, HasSubstr("<b>2 weeks</b>"));
  EXPECT_THAT(page, HasSubstr("Housing Act 1988 s.8(4B)"));
  EXPECT_THAT(page, HasSubstr("1 Oct 2021<small>no end is set</small>"));
  EXPECT_THAT(page, HasSubstr("High"));
  EXPECT_THAT(page, HasSubstr("Answers: "));
}

TEST_F(LawPages, FiltersStandInTheAddressOfEveryLink) {
  const std::string page =
      get("/law", {{"text", "notice"}, {"tenancy", "secure"}, {"on", "2026-04-30"}}).body();
  EXPECT_THAT(page, HasSubstr("text=notice&amp;tenancy=secure&amp;on=2026-04-30&amp;whole=yes"));
  EXPECT_THAT(page, HasSubstr("Remove filter As on 30 Apr 2026"));
  EXPECT_THAT(page, HasSubstr("Narrowed to: “notice”; Secure tenancy; As on 30 Apr 2026"));
  EXPECT_THAT(page, Not(HasSubstr("id=\"S8-01\"")));
  EXPECT_THAT(page, HasSubstr("id=\"S83-02\""));
}

TEST_F(LawPages, ThePrintCopyHasEveryRowAndWhoseBookItIs) {
  const std::string page = get("/law", {{"whole", "yes"}}).body();
  EXPECT_EQ(count(page, "class=\"l-id\"><a"), world_.policy().law_index().entries().size());
  EXPECT_THAT(page, Not(HasSubstr("data-next-page")));
  EXPECT_THAT(page,
              HasSubstr("<b>Northmere Homes Limited</b> · law book · printed 23 November 2026"));
}

TEST_F(LawPages, NothingThatMatchesIsSaidWithAWayOut) {
  const std::string page = get("/law", {{"text", "zzzz"}, {"subject", "notices"}}).body();
  EXPECT_THAT(page, HasSubstr("No rule matches"));
  EXPECT_THAT(page, HasSubstr("Nothing in the book is: Notices; “zzzz”."));
}

TEST_F(LawPages, ADayThatIsNoneIsAProblemWithItsField) {
  const Response page = get("/law", {{"on", "31/2/2026"}});
  EXPECT_EQ(page.code(), 422);
  EXPECT_THAT(page.body(), HasSubstr("<a href=\"#on\">“31/2/2026” is not a day</a>"));
  EXPECT_THAT(page.body(), HasSubstr("aria-invalid=\"true\""));
}

TEST_F(LawPages, ASettingOfTheLandlordIsMarkedAsPolicy) {
  const std::string page = get("/law", {{"subject", "policy"}}).body();
  EXPECT_THAT(page, HasSubstr("id=\"policy.notice_weeks\""));
  EXPECT_THAT(page, HasSubstr("the landlord’s own settings, not law"));
  EXPECT_THAT(page, Not(HasSubstr("id=\"S8-01\"")));
}

TEST_F(LawPages, ARuleHasAPageWithEveryValueAndWhereItIsUsed) {
  const std::string page = get("/law/REG-01").body();
  EXPECT_THAT(page, HasSubstr("From 1 May 2026"));
  EXPECT_THAT(page, HasSubstr("From 15 January 1989 to 30 April 2026"));
  EXPECT_THAT(page, HasSubstr("law/regimes.yaml, line "));
  EXPECT_THAT(page, Not(HasSubstr(LINTEL_SOURCE_DIR)));

  const std::string setting = get("/law/policy.notice_weeks").body();
  EXPECT_THAT(setting, HasSubstr("<span class=\"st st-now\">Policy</span>"));
  EXPECT_THAT(setting, HasSubstr("Notice considered"));
  EXPECT_THAT(setting, HasSubstr("reckons with the value"));
  EXPECT_THAT(setting, HasSubstr("landlord.yaml, line "));

  EXPECT_EQ(get("/law/S8-999").code(), 404);
  EXPECT_THAT(get("/law/S8-999").body(), HasSubstr("There is no rule “S8-999” in the law book."));
}

TEST_F(LawPages, TheCalendarSaysWhatNobodyHasAppointed) {
  const std::string page = get("/law/changes").body();
  EXPECT_THAT(page, HasSubstr("from 23 Nov 2026 to 23 Nov 2027"));
  EXPECT_THAT(page, HasSubstr("No day appointed"));
  EXPECT_THAT(page, HasSubstr("<a href=\"/law/REG-03\">REG-03</a>"));
  EXPECT_THAT(page, HasSubstr("To be verified"));
  EXPECT_THAT(page, HasSubstr("1 Jan 2027<small>in 39 days</small>"));
}

TEST_F(LawPages, TheSpreadsheetHasALineForEveryValue) {
  const Response csv = get("/law.csv", {{"text", "REG-01"}});
  EXPECT_THAT(csv.content_type(), HasSubstr("text/csv"));
  EXPECT_THAT(csv.body(), HasSubstr("REG-01,Regimes,"));
  EXPECT_THAT(csv.body(), HasSubstr("1989-01-15,2026-04-30,"));
}

TEST(LawLinks, OneRuleHasItsPageSeveralAreAList) {
  const std::vector<LawReference> laws = {
      {"PAP-05", "Protocol, Part 1 (PAP-05)", {"PAP-05"}},
      {"Income policy, section 2.4", "Income policy, section 2.4", {"policy.a", "policy.b"}},
      {"common law", "common law", {}}};
  EXPECT_EQ(law_link(laws, "PAP-05").href, "/law/PAP-05");
  EXPECT_EQ(law_link(laws, "PAP-05").words, "Protocol, Part 1 (PAP-05)");
  EXPECT_EQ(law_link(laws, "Income policy, section 2.4").href,
            "/law?text=Income%20policy%2C%20section%202.4");
  EXPECT_EQ(law_link(laws, "common law").href, "");
  EXPECT_EQ(law_link(laws, "never heard of").words, "never heard of");
}

TEST(LawTimeline, NoTwoLabelsRunIntoOneAnother) {
  DatedRule rule;
  rule.id = "T-01";
  rule.meaning = "a rule that changes often, with a long meaning";
  DatedValue value;
  value.known = true;
  const LawEntry entry{.name = "T-01", .is_policy = false, .subject = "court", .rule = &rule};
  LawCalendar calendar;
  calendar.today = Date{2026, 11, 23};
  calendar.until = Date{2027, 11, 23};
  for (int month = 1; month <= 12; ++month) {
    RuleChange change;
    change.on = Date{2027, static_cast<unsigned>(month), 1};
    change.rule = &rule;
    change.after = &value;
    if (change.on <= calendar.until) calendar.changes.push_back({&entry, change});
  }
  const View line = law_timeline(calendar);
  EXPECT_EQ(std::get<View::List>(*line.find("dots")).size(), 11U);
  std::map<std::string, int> free_from;
  for (const View& label : std::get<View::List>(*line.find("labels"))) {
    const int width = 6 * static_cast<int>(label.text("t2").size());
    const int at = std::stoi(label.text("x"));
    const int left = label.text("a") == "end" ? at - width : at;
    EXPECT_GE(left, free_from[label.text("y1")]) << label.text("t1");
    free_from[label.text("y1")] = left + width;
    EXPECT_LE(left + width, 1304);
  }
}

TEST(LawChangesView, SaysAChangeInWords) {
  DatedValue two;
  two.unit = RuleUnit::weeks;
  two.written = {"2"};
  DatedValue four = two;
  four.written = {"4"};
  DatedValue unknown = two;
  unknown.known = false;
  EXPECT_EQ(change_in_words({.before = &two, .after = &four}), "From 2 weeks to 4 weeks");
  EXPECT_EQ(change_in_words({.before = &two, .after = nullptr}), "Ends: 2 weeks");
  EXPECT_EQ(change_in_words({.before = nullptr, .after = &four}), "Starts: 4 weeks");
  EXPECT_EQ(change_in_words({.before = &two, .after = &unknown}), "From 2 weeks to unknown");
}

}  // namespace
}  // namespace lintel
