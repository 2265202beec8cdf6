// The page of a simulation, and its CSV.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/web/simulation_view.h"
#include "tests/server/web_fixtures.h"

namespace lintel {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr Date kToday{2026, 11, 23};

Person manager() {
  Person person;
  person.name = "Sam Hill";
  person.roles = {Role::team_manager};
  return person;
}

/// One person of letter 2, which comes two weeks later.
SimulationPage finished() {
  SimulationPage page;
  page.title = "Rent arrears";
  page.line = {.asked_by = "Sam Hill", .of_present_text = true};
  PolicySimulation& made = page.line.simulation;
  made.workflow = "arrears_assured";
  made.version = "2026.2";
  made.against = "2026.1";
  made.on = kToday;
  made.days = 91;
  made.began = london_time(kToday, 9, 0);
  made.ended = made.began + std::chrono::milliseconds(1'240);
  made.state = SimulationState::finished;
  made.cases = 342;
  made.accounts = 58;
  made.affected = 1;
  page.counts = {{.kind = "letter",
                  .what = "letter_2",
                  .label = "Letter 2",
                  .live = 174,
                  .draft = 173,
                  .later = 1}};
  page.states = {{.state = "letter_1",
                  .label = "Letter 1 sent",
                  .stage = "Letter 1",
                  .now = 281,
                  .live = 10,
                  .draft = 11}};
  page.svg = "<svg></svg>";
  SimulationRow row{.n = 1};
  row.names = "Daniel Okafor";
  row.patch = "East";
  row.person = {.reference = "T-0041872",
                .state = "letter_1",
                .changes = {{.kind = "letter",
                             .what = "letter_2",
                             .live = Date{2026, 12, 1},
                             .draft = Date{2026, 12, 15},
                             .because = "weeks owed 4 is at least 4"}}};
  page.people = {row};
  page.matching = 1;
  page.patches = {"East", "West"};
  page.stands = {{"letter_1", "Letter 1 sent"}};
  return page;
}

std::string page_of(const SimulationPage& page, const SimulationFilter& filter = {}) {
  const Site site{web_test::settings(), nullptr};
  return site
      .page(web_test::request_of("/policies"),
            "simulation",
            PageHead{"Simulation"},
            simulation_view(page, filter, manager()))
      .body();
}

TEST(SimulationPageView, SetsBothVersionsSideBySideAndLeadsToThePeople) {
  const std::string page = page_of(finished());
  EXPECT_THAT(page, HasSubstr("2026.2 beside 2026.1"));
  EXPECT_THAT(page, HasSubstr("From 23 November 2026 for 13 weeks: rent is paid as it falls due"));
  EXPECT_THAT(page, HasSubstr("took 1.2 s"));
  EXPECT_THAT(page, HasSubstr("342 open cases and 58 accounts without one"));
  EXPECT_THAT(page, HasSubstr("<b>−1</b>"));
  EXPECT_THAT(page, HasSubstr("?kind=letter&amp;what=letter_2&amp;shift=later#people\">1</a>"));
  EXPECT_THAT(page, HasSubstr("href=\"/cases/T-0041872\"><bdi>Daniel Okafor</bdi>"));
  EXPECT_THAT(page,
              AllOf(HasSubstr("live 1 Dec 2026"),
                    HasSubstr("draft 15 Dec 2026"),
                    HasSubstr("Weeks owed 4 is at least 4")));
  EXPECT_THAT(page, HasSubstr("What this cannot tell"));
}

TEST(SimulationPageView, SaysAloudWhenTheLawStopsAStepAndWhenItStopsNone) {
  EXPECT_THAT(page_of(finished()),
              AllOf(HasSubstr("must be 0: it is"), Not(HasSubstr("It cannot be submitted"))));
  SimulationPage blocked = finished();
  blocked.line.simulation.against_law_draft = 3;
  const std::string page = page_of(blocked);
  EXPECT_THAT(page, HasSubstr("role=\"alert\""));
  EXPECT_THAT(page, HasSubstr("Blocked by law: 3. It must be 0."));
  EXPECT_THAT(page, HasSubstr("It cannot be submitted"));
  EXPECT_THAT(page, Not(HasSubstr("must be 0: it is")));
}

TEST(SimulationPageView, SaysThatNobodyIsAffected) {
  SimulationPage nobody = finished();
  nobody.line.simulation.affected = 0;
  nobody.people.clear();
  const std::string page = page_of(nobody);
  EXPECT_THAT(page, HasSubstr("Nobody is affected"));
  EXPECT_THAT(page, Not(HasSubstr("People affected")));
  EXPECT_THAT(page, Not(HasSubstr("CSV")));
}

TEST(SimulationPageView, SaysHowFarItIsThatItWasCutOffAndOffersToStartItAnew) {
  SimulationPage running = finished();
  running.line.simulation.state = SimulationState::running;
  running.line.simulation.ended.reset();
  running.line.simulation.done = 200;
  running.line.simulation.of = 400;
  const std::string page = page_of(running);
  EXPECT_THAT(page, HasSubstr("<progress class=\"cw-prog\" max=\"400\" value=\"200\""));
  EXPECT_THAT(page, HasSubstr("200 of 400 accounts. You may leave this page: it goes on."));
  EXPECT_THAT(page, AllOf(HasSubstr("Stop it"), Not(HasSubstr("Start it anew"))));
  running.line.cut_off = true;
  const std::string cut_off = page_of(running);
  EXPECT_THAT(cut_off, HasSubstr("The server was ended in the midst of it."));
  EXPECT_THAT(cut_off, AllOf(HasSubstr("Start it anew"), Not(HasSubstr("Stop it"))));
  EXPECT_THAT(cut_off, Not(HasSubstr("/progress\""))) << "nothing more will come";
}

TEST(SimulationPageView, NamesPatchesThatTheReaderMaySeeAlone) {
  SimulationFilter filter;
  filter.patches = {"East"};
  const std::string page = page_of(finished(), filter);
  EXPECT_THAT(page, HasSubstr("You see people of your patches: East"));
  EXPECT_THAT(page, Not(HasSubstr("West")));
}

TEST(SimulationPageView, IsSafeToOpenAsASpreadsheet) {
  SimulationPage page = finished();
  page.people.front().names = "=HYPERLINK(\"x\")";
  page.people.front().person.changes.front().because = "@SUM(1)";
  const std::string csv = simulation_csv(page);
  EXPECT_THAT(csv, HasSubstr("Live 2026.1,Draft 2026.2,How,Because\r\n"));
  EXPECT_THAT(
      csv,
      HasSubstr(
          "T-0041872,\"'=HYPERLINK(\"\"x\"\")\",East,Letter 1 sent,letter,Letter 2,2026-12-01,"
          "2026-12-15,Later,'@SUM(1)\r\n"));
}

TEST(SimulationFilterOfAnAddress, ReadsWhatAFormSendsAndWhatALinkSays) {
  Request request = web_test::request_of("/policies");
  request.query.add("change", "letter:letter_2");
  request.query.add("shift", "no_longer");
  request.query.add("state", "none");
  const SimulationFilter filter = read_simulation_filter(request);
  EXPECT_EQ(filter.kind, "letter");
  EXPECT_EQ(filter.what, "letter_2");
  EXPECT_EQ(filter.shift, Shift::no_longer);
  EXPECT_EQ(filter.state, "");
  EXPECT_EQ(filter.patches, (std::set<std::string>{"East"}));
}

}  // namespace
}  // namespace lintel
