// Policies through the JSON API: the same road as the pages, with the same reasons.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/casework/policy_studio.h"
#include "storage/person_store.h"
#include "storage/policy_draft_store.h"
#include "storage/simulation_store.h"
#include "tests/server/api_fixture.h"

namespace lintel {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

using Parts = std::map<std::string, std::string>;

const Parts kLive{{"workflow", "arrears_assured"}, {"version", "2026.1"}};
const Parts kDraft{{"workflow", "arrears_assured"}, {"version", "2026.2"}};

class ApiPolicies : public Api {
 protected:
  ApiPolicies() : second_(world_.manager) {
    IdMaker ids([chance = std::uint64_t{11}]() mutable { return chance += 0x9e3779b97f4a7c15U; });
    second_.id = ids.make<PersonId>(london_time(world_.today(), 9, 0));
    second_.username = "sam";
    second_.name = "Sam Hill";
    world_.database().write([&](Transaction& tx) { PersonStore{tx}.add(second_, "no password"); });
  }

  Json version(const Parts& which) { return call("getPolicyVersion", world_.manager, which); }
  std::string text() { return *version(kDraft).text("text"); }
  std::int64_t edition() {
    return *version(kDraft).find("report")->find("draft")->find("edition")->as_integer();
  }
  std::string changed(const std::string& was, const std::string& now) {
    std::string text = this->text();
    const std::size_t at = text.find(was);
    if (at == std::string::npos) throw std::runtime_error(was + " does not stand there");
    return text.replace(at, was.size(), now);
  }
  Json saves(const std::string& text, std::int64_t edition, int expected = 200) {
    return call("savePolicyDraft",
                world_.manager,
                kDraft,
                Json::Object{{"text", text}, {"edition", edition}},
                expected);
  }
  void begins() { call("beginPolicyDraft", world_.manager, kLive, Json::object()); }
  /// As a simulation of this exact text would leave it.
  void is_tried() {
    world_.database().write([&](Transaction& tx) {
      PolicySimulation made{
          .id = simulation_ids_.make<SimulationId>(tx.now()),
          .workflow = "arrears_assured",
          .version = "2026.2",
          .text = PolicyDraftStore{tx}.find("arrears_assured", "2026.2")->text_hash(),
          .against = "2026.1",
          .on = world_.today(),
          .days = kDaysForSubmission,
          .asked_by = world_.manager.id,
          .began = london_time(world_.today(), 9, 0),
          .seen = tx.now()};
      made.cases = 1;
      SimulationStore{tx}.begin(made);
      SimulationStore{tx}.finish(made, {}, {}, made.began);
    });
  }
  Json submits(const std::string& day, int expected = 200) {
    return call("submitPolicyDraft",
                world_.manager,
                kDraft,
                Json::Object{{"edition", edition()}, {"live_from", day}},
                expected);
  }
  Json decides(const Person& who, const std::string& read, int expected = 200) {
    return call("decidePolicyDraft",
                who,
                kDraft,
                Json::Object{{"approve", true}, {"text_sha256", read}},
                expected);
  }
  /// A version 2026.2, written by one person, approved by another, live today.
  void is_live() {
    begins();
    saves(changed("label: Letter 1 sent", "label: First letter sent"), 1);
    is_tried();
    submits(world_.today().to_iso());
    decides(second_, sha256(text()).to_hex());
  }
  static std::vector<std::string> because(const Json& outcome) {
    std::vector<std::string> words;
    for (const Json& each : outcome.find("reasons")->as_array())
      words.push_back(*each.text("because"));
    return words;
  }

  Person second_;
  IdMaker simulation_ids_{
      [chance = std::uint64_t{23}]() mutable { return chance += 0x9e3779b97f4a7c15U; }};
};

TEST_F(ApiPolicies, ListsWorkflowsWithTheirVersionsAndGoLiveDays) {
  is_live();
  const Json list = call("listPolicies", world_.auditor, {});
  const Json& policy = list.find("policies")->as_array().front();
  EXPECT_EQ(policy.text("workflow"), "arrears_assured");
  EXPECT_EQ(policy.text("live_version"), "2026.2");
  EXPECT_EQ(policy.find("open_cases")->as_integer(), 1);
  EXPECT_EQ(policy.find("on_earlier_versions")->as_integer(), 1);
  const Json::Array& versions = policy.find("versions")->as_array();
  ASSERT_THAT(versions, SizeIs(2));
  EXPECT_EQ(versions[0].text("standing"), "live");
  EXPECT_EQ(versions[0].text("live_from"), world_.today().to_iso());
  EXPECT_EQ(versions[1].text("standing"), "earlier");
  EXPECT_TRUE(versions[1].find("live_from")->is_null());
  EXPECT_EQ(versions[1].find("open_cases")->as_integer(), 1);
}

TEST_F(ApiPolicies, GivesAVersionAsJsonAndAsItsAuthorTypedIt) {
  const Json found = version(kLive);
  EXPECT_EQ(found.text("standing"), "live");
  EXPECT_EQ(found.text("published_by"), "Configuration");
  EXPECT_EQ(sha256(to_canonical(*found.find("definition"))).to_hex(), found.text("sha256"));
  EXPECT_EQ(found.find("definition")->text("workflow"), "arrears_assured");
  EXPECT_THAT(*found.text("text"), HasSubstr("workflow: arrears_assured"));
  EXPECT_TRUE(found.find("report")->is_null());

  is_live();
  const Json published = version(kDraft);
  EXPECT_EQ(published.text("published_by"), "Sam Hill");
  EXPECT_EQ(published.find("report")->text("decided_by"), "Sam Hill");
  EXPECT_EQ(published.find("report")->text("submitted_by"), world_.manager.name);
  call("getPolicyVersion",
       world_.manager,
       {{"workflow", "arrears_assured"}, {"version", "1999.1"}},
       {},
       404);
}

TEST_F(ApiPolicies, NamesAFaultByLineAndColumnAndWritesNothing) {
  const std::string was = *version(kLive).text("text");
  std::string broken = was;
  broken.replace(broken.find("weeks_owed >="), 10, "weeks_owd");
  const Json check = call("checkPolicyText", world_.manager, kLive, Json::Object{{"text", broken}});
  EXPECT_FALSE(check.find("sound")->as_bool());
  const Json& fault = check.find("faults")->as_array().front();
  EXPECT_EQ(fault.text("kind"), "fault");
  EXPECT_EQ(fault.text("file"), "arrears_assured 2026.1");
  EXPECT_GT(*fault.find("line")->as_integer(), 1);
  EXPECT_EQ(static_cast<std::size_t>(*fault.find("column")->as_integer()) - 1,
            fault.text("quoted")->find("weeks_owd"));
  EXPECT_THAT(*fault.text("what"), HasSubstr("weeks_owd"));
  EXPECT_EQ(*version(kLive).text("text"), was);
  EXPECT_THAT(call("listPolicies", world_.manager, {})
                  .find("policies")
                  ->as_array()
                  .front()
                  .find("drafts")
                  ->as_array(),
              IsEmpty());
}

TEST_F(ApiPolicies, NamesATaskThatNobodyHereCouldDo) {
  std::string text = *version(kLive).text("text");
  const std::string was = "role: legal_officer";
  ASSERT_NE(text.find(was), std::string::npos);
  text.replace(text.find(was), was.size(), "role: head_of_income");
  const Json check = call("checkPolicyText", world_.manager, kLive, Json::Object{{"text", text}});
  std::vector<std::string> faults;
  for (const Json& each : check.find("faults")->as_array())
    faults.push_back(*each.text("check") + " " + *each.text("what"));
  EXPECT_THAT(faults, Contains(HasSubstr("E10 nobody holds the role head of income")));
}

TEST_F(ApiPolicies, RefusesASaveFromAnEditionThatIsPast) {
  begins();
  saves(changed("label: Letter 1 sent", "label: First letter sent"), 1);
  const std::string kept = text();
  const Json late = saves(changed("label: Letter 2 sent", "label: Second letter sent"), 1, 409);
  EXPECT_THAT(*late.text("detail"), HasSubstr("edition 2"));
  EXPECT_EQ(text(), kept);
}

TEST_F(ApiPolicies, ASecondPersonApprovesWhatWasSimulatedAndSubmitted) {
  begins();
  saves(changed("label: Letter 1 sent", "label: First letter sent"), 1);
  EXPECT_THAT(because(submits("2026-12-01", 422)), Contains("this text has not been simulated"));
  is_tried();
  EXPECT_EQ(submits("1 December", 400).text("field"), "live_from");
  EXPECT_EQ(submits("2020-01-01", 400).text("field"), "live_from");
  submits(world_.today().to_iso());
  const std::string read = sha256(text()).to_hex();
  EXPECT_THAT(because(decides(world_.manager, read, 422)), Contains("you submitted it"));
  decides(second_, "another text", 409);
  EXPECT_EQ(decides(second_, read).find("draft")->text("state"), "live");
  EXPECT_EQ(world_.casework().workflows().live("arrears_assured", world_.today())->key.version,
            "2026.2");
}

TEST_F(ApiPolicies, WithdrawsADraft) {
  begins();
  EXPECT_EQ(call("withdrawPolicyDraft", world_.manager, kDraft, Json::object(), 400).text("field"),
            "reason");
  const Json::Object why{{"reason", "Not this year."}};
  const Json done = call("withdrawPolicyDraft", world_.manager, kDraft, why);
  EXPECT_EQ(done.find("draft")->text("state"), "withdrawn");
  call("withdrawPolicyDraft", world_.manager, kDraft, why, 422);
}

TEST_F(ApiPolicies, TellsInWordsWhatDiffers) {
  begins();
  saves(changed("label: Letter 1 sent", "label: First letter sent"), 1);
  const Json changes = call("getPolicyChanges", world_.auditor, kDraft);
  EXPECT_EQ(changes.text("from"), "2026.1");
  std::vector<std::string> words;
  for (const Json& each : changes.find("changes")->as_array()) words.push_back(*each.text("words"));
  EXPECT_THAT(words, Contains(HasSubstr("First letter sent")));
  EXPECT_EQ(call("getPolicyChanges", world_.auditor, kLive, {}, 400).text("field"), "from");
  query_ = {{"from", "2026.2"}};
  EXPECT_THAT(call("getPolicyChanges", world_.auditor, kDraft).find("changes")->as_array(),
              IsEmpty());
}

TEST_F(ApiPolicies, MovesNoCaseToADraft) {
  begins();
  const Json plan = call("planPolicyMigration", world_.auditor, kDraft, {}, 409);
  EXPECT_THAT(*plan.text("detail"), HasSubstr("no published version 2026.2"));
}

TEST_F(ApiPolicies, MovesRunningCasesOnceAndBack) {
  is_live();
  const auto keeps = [&] { return world_.page(world_.manager).kase.definition.version; };
  const Json plan = call("planPolicyMigration", world_.auditor, kDraft);
  EXPECT_TRUE(plan.find("dry")->as_bool());
  EXPECT_EQ(plan.find("moved")->as_integer(), 1);
  EXPECT_EQ(keeps(), "2026.1");

  const Json::Object from{{"from", "2026.1"}};
  const Json done = call("migratePolicyCases", world_.manager, kDraft, from);
  EXPECT_FALSE(done.find("dry")->as_bool());
  EXPECT_EQ(done.find("lines")->as_array().front().text("reference"), "T-0000001");
  EXPECT_EQ(keeps(), "2026.2");
  EXPECT_EQ(call("migratePolicyCases", world_.manager, kDraft, from).find("moved")->as_integer(),
            0);
  call("migratePolicyCases", world_.manager, kDraft, Json::Object{{"from", "1999.1"}}, 409);

  call("moveCaseBack", world_.manager, {{"ref", "T-0000001"}}, Json::object());
  EXPECT_EQ(keeps(), "2026.1");
  call("moveCaseBack", world_.manager, {{"ref", "T-0000001"}}, Json::object(), 422);
  call("moveCaseBack", world_.manager, {{"ref", "T-9999999"}}, Json::object(), 404);
}

}  // namespace
}  // namespace lintel
