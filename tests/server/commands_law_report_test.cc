// lintel law-report: what a change of law would do to notices that live.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "server/commands/commands.h"
#include "tests/support/still_clock.h"
#include "tests/support/world.h"

namespace lintel {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::SizeIs;

struct Said {
  int status;
  std::vector<Json> lines;
  std::string err;

  std::vector<Json> of_kind(std::string_view kind) const {
    std::vector<Json> found;
    for (const Json& line : lines)
      if (line.text("kind") == kind) found.push_back(line);
    return found;
  }
};

Said ask(const World& world, std::vector<std::string> words) {
  const StillClock clock;
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  CommandContext context{.config = world.config(),
                         .database_url = "",
                         .in = in,
                         .out = out,
                         .err = err,
                         .clock = clock,
                         .progress = false};
  words.insert(words.end(), {"--database", world.database_url()});
  Said said{run_program(words, context), {}, err.str()};
  std::istringstream lines(out.str());
  for (std::string line; std::getline(lines, line);) said.lines.push_back(parse_json(line).value());
  said.err = err.str();
  return said;
}

/// Two social tenants with notices: T-0000001 served on 7 October 2026, T-0000002 waiting for
/// approval.
struct TwoNotices : World {
  TwoNotices() : World(Date{2026, 9, 7}) {
    Household second;
    second.reference = "T-0000002";
    second.tenants = {"Nowak, Ewa"};
    lets({}).lets(std::move(second)).loads_rents();
    runs();
    weeks_pass(4);
    ready_for_notice();
    press(officer, "propose_notice");
    casework().work_outbox();
    reads_all(manager);
    approves(manager);
    day_is(Date{2026, 10, 7});
    serves(officer, ServiceMethod::left_at_address, Date{2026, 10, 7});
    ready_for_notice("T-0000002");
    press(officer, "propose_notice", Json::object(), "T-0000002");
    if (state() != "notice_running" || state("T-0000002") != "in_approval")
      throw std::runtime_error("not as it should be");
  }
};

TEST(LawReportRecompute, PrintsNothingWhileTheLawIsTheSame) {
  const TwoNotices world;
  const Said said = ask(world, {"law-report", "recompute"});
  EXPECT_EQ(said.status, 0) << said.err;
  EXPECT_THAT(said.lines, SizeIs(0));
  EXPECT_THAT(said.err,
              HasSubstr("2 live notices counted again by the rules as they now stand: 0 would be "
                        "dated otherwise"));
}

TEST(LawReportRecompute, ListsEachNoticeWithBothDatesTheRuleAndWhatToDo) {
  TwoNotices world;
  world.config_says("law/notices.yaml",
                    "value: 12, citation: \"Housing Act 1988 s.8(3)(c)\"",
                    "value: 6, citation: \"Housing Act 1988 s.8(3)(c)\"");
  const Said said = ask(world, {"law-report", "recompute"});
  EXPECT_EQ(said.status, 0);
  ASSERT_THAT(said.lines, SizeIs(2));
  EXPECT_EQ(said.lines[0].text("reference"), "T-0000001");
  EXPECT_EQ(said.lines[0].text("state"), "served");
  EXPECT_EQ(
      to_canonical(*said.lines[0].find("moved")),
      R"x([{"kept":"2027-10-07","now":"2027-04-07","what":"last_legal"},{"kept":"2027-10-06","now":"2027-04-06","what":"last_safe"}])x");
  EXPECT_EQ(
      to_canonical(*said.lines[0].find("rules")),
      R"x([{"citation":"Housing Act 1988 s.8(3)(c)","id":"S8-05","kept":"12 months","now":"6 months"}])x");
  EXPECT_THAT(said.lines[0].text("to_do").value_or(""),
              HasSubstr("to 6 April 2027 is good by both counts"));
  EXPECT_EQ(said.lines[1].text("reference"), "T-0000002");
  EXPECT_EQ(said.lines[1].text("state"), "proposed");
  EXPECT_THAT(said.lines[1].text("to_do").value_or(""), HasSubstr("propose a new one"));
  EXPECT_THAT(said.err,
              HasSubstr("2 live notices counted again by the rules as they now stand: 2 would be "
                        "dated otherwise, 0 cannot"));
  EXPECT_EQ(world.page(world.manager).notices.front().notice.lapses_on, (Date{2027, 10, 6}))
      << "nothing is written";
}

TEST(LawReportCommencement, ListsNoticesWorkflowsAndForms) {
  const TwoNotices world;
  const Said said = ask(world, {"law-report", "commencement", "--on", "2027-04-01"});
  EXPECT_EQ(said.status, 0) << said.err;
  EXPECT_EQ(to_canonical(said.of_kind("supposed").at(0)),
            R"x({"kind":"supposed","on":"2027-04-01","rule":"REG-03","warnings":[]})x");

  const auto notices = said.of_kind("notice");
  ASSERT_THAT(notices, SizeIs(2));
  EXPECT_EQ(notices[0].text("reference"), "T-0000001");
  EXPECT_EQ(notices[0].text("own_last_issue"), "2027-10-07");
  EXPECT_EQ(notices[0].text("schedule_6_last_issue"), "2027-06-30");
  EXPECT_EQ(notices[0].text("last_issue"), "2027-06-30");
  EXPECT_TRUE(notices[0].find("shortened")->as_bool());
  EXPECT_FALSE(notices[0].find("spent")->as_bool());
  EXPECT_THAT(notices[1].text("says").value_or(""), HasSubstr("It is not served."));

  const auto workflows = said.of_kind("workflow");
  ASSERT_THAT(workflows, SizeIs(1)) << "secure tenancies are not reached";
  EXPECT_EQ(workflows[0].text("workflow"), "arrears_assured");
  const std::string changes = to_canonical(*workflows[0].find("changes"));
  EXPECT_THAT(changes, HasSubstr(R"x("id":"S8-01","value":"2 weeks")x"));
  EXPECT_THAT(changes, HasSubstr(R"x("id":"S8-04","value":"4 weeks")x"));
  EXPECT_THAT(changes, HasSubstr(R"x("id":"G8-01","value":"8 weeks of rent")x"));
  EXPECT_THAT(changes, HasSubstr(R"x("id":"G8-08","value":"13 weeks of rent")x"));
  const std::string leans = to_canonical(*workflows[0].find("leans"));
  EXPECT_THAT(leans, HasSubstr(R"x({"on":"template section_8_form_3 (Form 3)")x"));
  EXPECT_THAT(
      leans,
      HasSubstr(
          R"x({"on":"notice.court_from","rule":"wait_notice_period","states":["notice_running"]})x"));
  EXPECT_THAT(leans, HasSubstr(R"x("on":"ground8.met")x"));

  const auto forms = said.of_kind("form");
  std::vector<std::string> moved;
  for (const Json& form : forms) {
    moved.push_back(form.text("purpose").value() + ": " + form.text("before").value() + " -> " +
                    form.text("after").value());
    if (form.text("purpose") == "arrears") {
      EXPECT_TRUE(form.find("to_do")->is_null()) << "section_8_form_3a prints it";
      EXPECT_EQ(to_canonical(*form.find("templates")), R"x(["section_8_form_3 1"])x");
    }
  }
  EXPECT_THAT(moved, Contains("arrears: Form 3 -> Form 3A"));
  EXPECT_THAT(moved,
              Contains("no_fault: Form 6A -> none: section 21 is abolished for this tenancy "
                       "(Renters' Rights Act 2025 s.2)"));
  EXPECT_THAT(moved, SizeIs(3)) << "rent_increase: Form 4 -> Form 4A is the third";
  EXPECT_THAT(said.err,
              HasSubstr("of 2 live notices, 2 would come under it, 1 with less time to ask the "
                        "court to issue, 0 spent"));
}

TEST(LawReportCommencement, NamesAFormThatNoTemplatePrints) {
  World world{Date{2026, 9, 7}};
  world.config_says("templates/notices/section_8_form_3a.md",
                    "statutory_form: \"Form 3A\"",
                    "statutory_form: \"Form 3\"");
  const Said said = ask(world, {"law-report", "commencement", "--on", "2027-04-01"});
  std::vector<std::string> to_do;
  for (const Json& form : said.of_kind("form"))
    if (const auto words = form.text("to_do")) to_do.push_back(*words);
  EXPECT_THAT(to_do, Contains("No template prints Form 3A: have one ready for that day."));
}

TEST(LawReportCommencement, ReadsTheVersionThatIsLiveAndNotTheFile) {
  TwoNotices world;
  const Policy& files = world.policy();
  world.config_says("workflows/arrears_assured.yaml",
                    {{"version: \"2026.1\"", "version: \"2026.2\""},
                     {"label: Early contact", "label: First contact"}});
  world.restarts_with(files);
  const auto workflows =
      ask(world, {"law-report", "commencement", "--on", "2027-04-01"}).of_kind("workflow");
  ASSERT_THAT(workflows, SizeIs(1));
  EXPECT_EQ(workflows[0].text("version"), "2026.2");
}

TEST(LawReportCommencement, WarnsOfADayTooSoonAndAnswersAllTheSame) {
  const TwoNotices world;
  const Said said = ask(world, {"law-report", "commencement", "--on", "2026-12-01"});
  EXPECT_EQ(said.status, 0);
  EXPECT_THAT(said.err, HasSubstr("warning: It is not to come before 1 January 2027"));
  EXPECT_THAT(said.of_kind("notice"), SizeIs(2));
}

TEST(LawReportCommencement, RefusesAKindThatCannotHaveADayAndAWordThatIsNone) {
  const World world{Date{2026, 9, 7}};
  EXPECT_EQ(ask(world, {"law-report", "commencement", "--on", "2027-04-01", "--tenancy", "secure"})
                .status,
            1);
  EXPECT_EQ(ask(world, {"law-report", "commencement", "--on", "2027-04-01", "--tenancy", "castle"})
                .status,
            1);
  EXPECT_EQ(ask(world, {"law-report", "commencement", "--on", "1 April"}).status, 2);
  EXPECT_EQ(ask(world, {"law-report", "commencement"}).status, 2);
}

}  // namespace
}  // namespace lintel
