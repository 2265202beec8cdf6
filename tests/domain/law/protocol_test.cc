#include "domain/law/protocol.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "domain/law/questions.h"
#include "tests/support/shipped_law.h"

namespace lintel {
namespace {

const Date kToday{2026, 11, 24};

ProtocolLedger ledger(ProtocolBefore before, const std::vector<ProtocolEvidence>& evidence) {
  const auto asked =
      protocol_ledger(shipped_law(), kToday, Jurisdiction::england, before, evidence);
  if (!asked) throw std::runtime_error(asked.error().because);
  return *asked;
}
const ProtocolGate& gate(const ProtocolLedger& of, const std::string& step) {
  const auto found = std::ranges::find(of.gates, step, &ProtocolGate::step);
  if (found == of.gates.end()) throw std::runtime_error("no gate " + step);
  return *found;
}
ProtocolEvidence done(const std::string& step, const std::string& what, Date on) {
  return {step, on, what, ""};
}

TEST(ProtocolLedger, AsksBeforeANoticeWhatBelongsThere) {
  std::vector<std::string> steps;
  for (const ProtocolGate& each : ledger(ProtocolBefore::notice, {}).gates)
    steps.push_back(each.step);
  EXPECT_THAT(steps,
              testing::ElementsAre("early_contact",
                                   "agreement_offer",
                                   "rent_statement",
                                   "understanding",
                                   "vulnerability",
                                   "advice"));
}

TEST(ProtocolLedger, IsCompleteWhenEachIsKeptOrExplained) {
  std::vector<ProtocolEvidence> all = {
      done("early_contact", "contact_log", {2026, 9, 1}),
      done("early_contact", "letter_to_each_tenant", {2026, 9, 3}),
      done("agreement_offer", "income_and_spending", {2026, 9, 20}),
      done("agreement_offer", "offer", {2026, 9, 20}),
      done("rent_statement", "statement", {2026, 10, 5}),
      done("vulnerability", "assessment_with_date_and_author", {2026, 10, 5}),
      done("advice", "letter", {2026, 9, 3})};
  EXPECT_FALSE(ledger(ProtocolBefore::notice, all).complete);
  all.push_back(
      {"understanding", {2026, 10, 5}, "", "the tenant reads English and asked for nothing"});
  const ProtocolLedger complete = ledger(ProtocolBefore::notice, all);
  EXPECT_TRUE(complete.complete);
  EXPECT_EQ(gate(complete, "understanding").state, GateState::explained);
  EXPECT_EQ(gate(complete, "understanding").because,
            "not called for: the tenant reads English and asked for nothing (5 October 2026)");
  EXPECT_FALSE(complete.rules.empty());
}

TEST(ProtocolLedger, LetsAStatementGoStaleAfterThirteenWeeks) {
  const auto state = [](Date on) {
    return gate(ledger(ProtocolBefore::notice, {done("rent_statement", "statement", on)}),
                "rent_statement");
  };
  EXPECT_EQ(state({2026, 8, 25}).state, GateState::kept);  // 13 weeks before
  EXPECT_EQ(*state({2026, 8, 25}).good_until, kToday);
  EXPECT_EQ(state({2026, 8, 24}).state, GateState::stale);
  EXPECT_EQ(state({2026, 11, 25}).state, GateState::missing);  // it has not happened yet
  EXPECT_EQ(
      state({2026, 8, 24}).because,
      "there is no fresh record of statement; it may be 13 weeks old (Pre-Action Protocol for "
      "Possession Claims by Social Landlords, paras 2.1-2.7)");
}

TEST(ProtocolLedger, SaysWhatIsLacking) {
  const ProtocolLedger half =
      ledger(ProtocolBefore::notice, {done("early_contact", "contact_log", {2026, 9, 1})});
  EXPECT_EQ(gate(half, "early_contact").state, GateState::missing);
  EXPECT_THAT(gate(half, "early_contact").lacking, testing::ElementsAre("letter_to_each_tenant"));
  EXPECT_FALSE(half.complete);
}

TEST(ProtocolLedger, IsManualBeforeTheProtocol) {
  EXPECT_FALSE(protocol_ledger(
      shipped_law(), {2019, 1, 1}, Jurisdiction::england, ProtocolBefore::notice, {}));
}

TEST(ProtocolQuestion, NamesTheFieldOfAMisspelling) {
  const auto ask = [](const std::string& text) {
    return answer_question("protocol", parse_json(text).value(), shipped_law());
  };
  const auto wrong_step =
      ask(R"({"on":"2026-11-24","jurisdiction":"england","before":"notice",)"
          R"("evidence":[{"step":"rent_statment","what":"statement","on":"2026-10-05"}]})");
  ASSERT_FALSE(wrong_step);
  EXPECT_EQ(wrong_step.error().place.field, "evidence[0].step");
  EXPECT_THAT(wrong_step.error().fix, testing::HasSubstr("rent_statement"));
  const auto wrong_kind =
      ask(R"({"on":"2026-11-24","jurisdiction":"england","before":"notice",)"
          R"("evidence":[{"step":"rent_statement","what":"letter","on":"2026-10-05"}]})");
  ASSERT_FALSE(wrong_kind);
  EXPECT_EQ(wrong_kind.error().place.field, "evidence[0].what");
  const auto answer = ask(R"({"on":"2026-11-24","jurisdiction":"england","before":"claim"})");
  ASSERT_TRUE(answer);
  EXPECT_FALSE(answer->find("complete")->as_bool());
}

}  // namespace
}  // namespace lintel
