// lintel audit verify: what it says, how it ends, and what it names when somebody has been at the
// database or at the file.

#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "server/commands/commands.h"
#include "tests/server/audit_world.h"
#include "tests/support/still_clock.h"

namespace lintel {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

struct Said {
  int status;
  std::vector<Json> lines;
  std::string err;

  const Json& counts() const { return lines.back(); }
  std::int64_t count(const char* name) const { return counts().find(name)->as_integer().value(); }
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
  words.insert(words.begin(), {"audit", "verify"});
  words.insert(words.end(), {"--database", world.database_url()});
  Said said{run_program(words, context), {}, err.str()};
  std::istringstream lines(out.str());
  for (std::string line; std::getline(lines, line);) said.lines.push_back(parse_json(line).value());
  said.err = err.str();
  return said;
}

/// Two households of whom one falls behind and is written to.
struct TwoCases : AuditWorld {
  TwoCases() : AuditWorld(Date{2026, 9, 7}) {
    Household second;
    second.reference = "T-0000002";
    lets({}).lets(std::move(second)).loads_rents();
    runs();
    weeks_pass(3);
    must(press(officer,
               "record_contact",
               Json::Object{{"method", "telephone"}, {"reached", "no"}, {"note", "No answer"}}));
  }
};

class AuditVerify : public testing::Test {
 protected:
  ~AuditVerify() override { fs::remove(file_); }

  Said exports() {
    Said said = ask(world, {"--replay", "--export", file_.string()});
    EXPECT_EQ(said.status, 0) << said.err;
    return said;
  }
  std::string text() const {
    std::ifstream in(file_);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  void rewrite(const std::string& text) const { std::ofstream(file_) << text; }
  void replace(const std::string& was, const std::string& now) const {
    std::string all = text();
    const std::size_t at = all.find(was);
    ASSERT_NE(at, std::string::npos) << was;
    rewrite(all.replace(at, was.size(), now));
  }

  TwoCases world;
  fs::path file_ =
      fs::temp_directory_path() / ("lintel_audit_" + std::to_string(::getpid()) + ".jsonl");
};

TEST_F(AuditVerify, SaysThatEveryCaseHolds) {
  const Said said = ask(world, {});
  EXPECT_EQ(said.status, 0);
  ASSERT_THAT(said.lines, SizeIs(1));
  EXPECT_EQ(said.count("cases"), 2);
  EXPECT_EQ(said.count("replayed"), 0);
  EXPECT_THAT(said.err, AllOf(HasSubstr("2 cases with"), HasSubstr("follow one from another")));
}

TEST_F(AuditVerify, RunsEveryEventAgainWhenAsked) {
  const Said said = ask(world, {"--replay"});
  EXPECT_EQ(said.status, 0) << said.err;
  EXPECT_GT(said.count("events"), 4);
  EXPECT_EQ(said.count("replayed"), said.count("events"));
  EXPECT_THAT(said.err, HasSubstr("came out as they were written"));
}

TEST_F(AuditVerify, NamesATamperedRowByCaseAndEvent) {
  world.tampers(
      "UPDATE case_event SET payload = REPLACE(payload, 'No answer', 'Spoke to them') WHERE event "
      "= 'record_contact'");
  const Said said = ask(world, {});
  EXPECT_EQ(said.status, 1);
  ASSERT_THAT(said.lines, SizeIs(2));
  EXPECT_EQ(said.lines.front().text("case"), "T-0000001");
  const std::int64_t seq = said.lines.front().find("seq")->as_integer().value();
  EXPECT_GT(seq, 1);
  EXPECT_EQ(said.count("faults"), 1);
  EXPECT_THAT(said.err,
              HasSubstr("Case T-0000001, event " + std::to_string(seq) +
                        ": its hash is not that of what it says."));
}

TEST_F(AuditVerify, NamesAnEventThatWasCutOut) {
  world.tampers(
      "DELETE FROM case_event WHERE seq = 2 AND case_id = (SELECT id FROM tenancy_case WHERE "
      "reference = 'T-0000002')");
  const Said said = ask(world, {});
  EXPECT_EQ(said.status, 1);
  EXPECT_THAT(said.err,
              HasSubstr("Case T-0000002, event 2: it is gone; the next there is number 3"));
}

TEST_F(AuditVerify, NamesEventsThatWereCutOffTheEnd) {
  world.tampers("DELETE FROM case_event WHERE event = 'record_contact'");
  const Said said = ask(world, {});
  EXPECT_EQ(said.status, 1);
  EXPECT_THAT(said.err, AllOf(HasSubstr("Case T-0000001"), HasSubstr("the case says that it has")));
}

TEST_F(AuditVerify, NamesByReplayAReasonThatWasForgedWithGoodHashes) {
  world.tampers_and_seals(
      "UPDATE case_event SET payload = REPLACE(payload, '\"passed\":true', '\"passed\":false') "
      "WHERE event = 'record_contact'");
  EXPECT_EQ(ask(world, {}).status, 0) << "the chain was sealed again";
  const Said said = ask(world, {"--replay"});
  EXPECT_EQ(said.status, 1);
  EXPECT_THAT(said.err,
              AllOf(HasSubstr("Case T-0000001"), HasSubstr("run again, reasons: it says")));
}

TEST_F(AuditVerify, NamesAnActThatTheCaseForgot) {
  world.tampers("DELETE FROM past_act");
  const Said said = ask(world, {});
  EXPECT_EQ(said.status, 1);
  EXPECT_THAT(said.err, AllOf(HasSubstr("acts: its events remember"), HasSubstr("Priya Shah")));
}

TEST_F(AuditVerify, ProvesItsOwnExportWithoutADatabase) {
  const Said here = exports();
  const Said there = ask(world, {"--from", file_.string(), "--replay"});
  EXPECT_EQ(there.status, 0) << there.err;
  EXPECT_EQ(there.counts().text("head"), here.counts().text("head"));
  EXPECT_EQ(there.count("replayed"), here.count("events"));
}

TEST_F(AuditVerify, NamesALineOfTheExportThatWasChanged) {
  exports();
  replace("No answer", "Spoke up!");
  const Said said = ask(world, {"--from", file_.string()});
  EXPECT_EQ(said.status, 1);
  EXPECT_THAT(said.err, AllOf(HasSubstr("Case T-0000001, event"), HasSubstr("its hash is not")));
}

TEST_F(AuditVerify, NamesTheRowOfACaseThatWasChangedInTheExport) {
  exports();
  replace("\"state\":\"", "\"state\":\"x");
  const Said said = ask(world, {"--from", file_.string()});
  EXPECT_EQ(said.status, 1);
  EXPECT_THAT(said.err, HasSubstr("and the case stands in \"x"));
}

TEST_F(AuditVerify, NamesThePlaceOfALineThatDoesNotRead) {
  exports();
  replace("{\"case\":{", "{\"case\":{{");
  const Said said = ask(world, {"--from", file_.string()});
  EXPECT_EQ(said.status, 1);
  EXPECT_THAT(said.err, AllOf(HasSubstr("line 1 of the export"), HasSubstr("not one JSON object")));
  EXPECT_THAT(said.lines, IsEmpty());
}

TEST_F(AuditVerify, RefusesAnExportThatWasCutShort) {
  exports();
  const std::string all = text();
  rewrite(all.substr(0, all.rfind("{\"end\"")));
  const Said said = ask(world, {"--from", file_.string()});
  EXPECT_EQ(said.status, 1);
  EXPECT_THAT(said.err, HasSubstr("it has been cut short"));
}

TEST_F(AuditVerify, RefusesAnExportFromWhichACaseIsGone) {
  exports();
  const std::string all = text();
  rewrite(all.substr(all.find("\n{\"case\"") + 1));
  const Said said = ask(world, {"--from", file_.string()});
  EXPECT_EQ(said.status, 1);
  EXPECT_THAT(said.err, HasSubstr("does not tie to what stands above it: 2 cases there, 1 read"));
}

TEST_F(AuditVerify, RefusesAPolicyThatWasChangedInTheExport) {
  exports();
  replace("weeks_owed", "weeks_owad");
  const Said said = ask(world, {"--from", file_.string(), "--replay"});
  EXPECT_EQ(said.status, 1);
  EXPECT_THAT(said.err, HasSubstr("is not what its hash says"));
}

TEST_F(AuditVerify, NamesAFileThatCannotBeReadOrWritten) {
  EXPECT_THAT(ask(world, {"--from", "no/such/file"}).err, HasSubstr("no/such/file cannot be read"));
  EXPECT_THAT(ask(world, {"--export", "no/such/file"}).err,
              HasSubstr("no/such/file cannot be written"));
  EXPECT_EQ(ask(world, {"--from", "no/such/file"}).status, 1);
  EXPECT_EQ(ask(world, {"and more"}).status, 2);
}

}  // namespace
}  // namespace lintel
