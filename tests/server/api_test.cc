// The JSON API answers as its own description says.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "tests/server/api_fixture.h"

namespace lintel {
namespace {

using testing::IsEmpty;
using testing::Not;

TEST_F(Api, DescribesEveryOperationOnceWithSchemasThatExist) {
  std::set<std::string> ids;
  for (const Operation& each : operations_) {
    EXPECT_TRUE(ids.insert(each.id).second) << each.id;
    EXPECT_NE(description_.find("paths")->find(each.pattern), nullptr) << each.pattern;
    for (const std::string& schema : {each.asks, each.answers}) {
      EXPECT_TRUE(schema.empty() || api_schemas().find(schema) != nullptr) << schema;
    }
  }
}

TEST_F(Api, ReadsAnswerAsDescribed) {
  call("getSession", world_.officer, {});
  EXPECT_THAT(call("listCases", world_.officer, {}).find("cases")->as_array(), testing::SizeIs(1));
  const Json found = call("getCase", world_.officer, {{"ref", "T-0000001"}});
  EXPECT_EQ(found.text("state"), "notice_considered");
  call("getAccount", world_.officer, {{"ref", "T-0000001"}});
  call("getDecisions", world_.officer, {{"ref", "T-0000001"}});
  call("listApprovals", world_.manager, {});
  const Json runs = call("listRuns", world_.manager, {});
  const std::string run = *runs.find("runs")->as_array().front().text("run");
  EXPECT_THAT(call("getRun", world_.manager, {{"id", run}}).find("lines")->as_array(),
              testing::SizeIs(1));
  call("listImports", world_.coordinator, {});
}

TEST_F(Api, AnothersPatchIsNotFound) {
  call("getCase", world_.other_officer, {{"ref", "T-0000001"}}, {}, 404);
  call("getCase", world_.officer, {{"ref", "T-9999999"}}, {}, 404);
}

TEST_F(Api, CarriesANoticeFromProposalToApproval) {
  world_.ready_for_notice();
  const std::int64_t version =
      *call("getCase", world_.officer, {{"ref", "T-0000001"}}).find("version")->as_integer();
  const std::map<std::string, std::string> parts{{"ref", "T-0000001"}, {"event", "propose_notice"}};
  const Json command = Json::Object{{"command_key", "api-1"}, {"expected_version", version}};
  call("postEvent", world_.officer, parts, command);
  EXPECT_TRUE(call("postEvent", world_.officer, parts, command).find("repeated")->as_bool());
  world_.casework().work_outbox();

  const Json waiting =
      call("listApprovals", world_.manager, {}).find("approvals")->as_array().front();
  const std::string id = *waiting.text("id");
  const Json decision = Json::Object{
      {"approve", true}, {"bound_to", *waiting.text("bound_to")}, {"command_key", "api-2"}};
  call("postApprovalDecision", world_.manager, {{"id", id}}, decision, 422);  // not read yet
  const Json approval = call("getApproval", world_.manager, {{"id", id}});
  for (const Json& document : approval.find("documents")->as_array()) {
    call("getDocument", world_.manager, {{"id", *document.text("id")}});
  }
  Json again = decision;
  again["command_key"] = "api-3";
  call("postApprovalDecision", world_.manager, {{"id", id}}, again);
  EXPECT_EQ(world_.state(), "serving");
}

TEST_F(Api, NamesTheFieldOfABadRequest) {
  const std::map<std::string, std::string> parts{{"ref", "T-0000001"}, {"event", "record_contact"}};
  EXPECT_EQ(call("postEvent", world_.officer, parts, Json::Object{{"expected_version", 1}}, 400)
                .text("field"),
            "command_key");
  EXPECT_EQ(
      call("postEvent",
           world_.officer,
           parts,
           Json::Object{{"command_key", "k"}, {"expected_version", 1}, {"feilds", Json::object()}},
           400)
          .text("field"),
      "feilds");
}

TEST_F(Api, SaysWhyARefusalIsARefusal) {
  const std::int64_t version =
      *call("getCase", world_.officer, {{"ref", "T-0000001"}}).find("version")->as_integer();
  const Json refused = call("postEvent",
                            world_.officer,
                            {{"ref", "T-0000001"}, {"event", "propose_notice"}},
                            Json::Object{{"command_key", "k"}, {"expected_version", version}},
                            422);
  EXPECT_FALSE(refused.find("applied")->as_bool());
  EXPECT_THAT(refused.find("decision")->find("reasons")->as_array(), Not(IsEmpty()));
}

TEST_F(Api, ListsTheLawBookAPageAtATime) {
  const Json first = call("listLaw", world_.officer, {});
  EXPECT_THAT(first.find("rules")->as_array(), testing::SizeIs(100));
  std::int64_t seen = 100;
  for (std::string next = *first.text("next"); !next.empty();) {
    query_ = {{"cursor", next}};
    const Json page = call("listLaw", world_.officer, {});
    EXPECT_NE(*page.find("rules")->as_array().front().text("id"), next);
    seen += static_cast<std::int64_t>(page.find("rules")->as_array().size());
    next = *page.text("next");
  }
  EXPECT_EQ(seen, *first.find("total")->as_integer());
}

TEST_F(Api, NarrowsTheLawBook) {
  query_ = {{"q", "S8-01"}, {"tenancy", "assured"}, {"status", "in_force"}, {"on", "2026-10-05"}};
  const Json found = call("listLaw", world_.officer, {});
  ASSERT_THAT(found.find("rules")->as_array(), testing::SizeIs(1));
  EXPECT_EQ(found.find("rules")->as_array().front().text("id"), "S8-01");
  for (const auto& [field, value] : {std::pair{"on", "5/10/2026"},
                                     {"status", "asleep"},
                                     {"tenancy", "castle"},
                                     {"jurisdiction", "france"},
                                     {"cursor", "S8-999"}}) {
    query_ = {{field, value}};
    EXPECT_EQ(call("listLaw", world_.officer, {}, {}, 400).text("field"), field);
  }
}

TEST_F(Api, GivesOneRuleWithItsUsesAndQuestions) {
  const Json rule = call("getLawRule", world_.auditor, {{"id", "S8-01"}});
  EXPECT_EQ(rule.find("values")->as_array().back().text("words"), "2 weeks");
  EXPECT_THAT(rule.find("questions")->as_array(), testing::Contains(Json{"notice_dates"}));
  const Json setting = call("getLawRule", world_.officer, {{"id", "policy.notice_weeks"}});
  EXPECT_EQ(setting.text("kind"), "policy");
  EXPECT_THAT(setting.find("used_in")->as_array(), Not(IsEmpty()));
  call("getLawRule", world_.officer, {{"id", "S8-999"}}, {}, 404);
}

TEST_F(Api, GivesTheChangeCalendar) {
  const Json calendar = call("getLawChanges", world_.officer, {});
  EXPECT_EQ(calendar.text("today"), "2026-10-05");
  EXPECT_EQ(calendar.text("until"), "2027-10-05");
  EXPECT_THAT(calendar.find("not_set")->as_array(), Not(IsEmpty()));
}

TEST_F(Api, AnswersAQuestionOfLaw) {
  Json tenancy = Json::Object{{"type", "assured"},
                              {"landlord", "prp"},
                              {"social", true},
                              {"jurisdiction", "england"},
                              {"start", "2018-03-05"}};
  const Json answer =
      call("askLaw",
           world_.officer,
           {{"question", "notice_form"}},
           Json::Object{{"on", "2026-11-23"}, {"tenancy", tenancy}, {"purpose", "arrears"}});
  EXPECT_EQ(answer.text("form"), "Form 3");
}

}  // namespace
}  // namespace lintel
