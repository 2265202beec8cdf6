#include "domain/law/notice_recount.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "domain/law/delivery.h"
#include "domain/law/frozen_rules.h"
#include "domain/law/notice_form.h"
#include "tests/support/shipped_law.h"

namespace lintel {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

// As in notices.yaml: the two weeks that ground 8 needs.
constexpr std::string_view kTwoWeeks =
    R"x(from: 2021-10-01, to: null, value: 2, citation: "Housing Act 1988 s.8(4B)")x";
constexpr std::string_view kThreeWeeks =
    R"x(from: 2021-10-01, to: null, value: 3, citation: "Housing Act 1988 s.8(4B)")x";

/// A social assured tenancy's Form 3, posted on Wednesday 7 October 2026, as the shipped law
/// freezes it.
Notice served_notice() {
  const LawBook& law = shipped_law();
  const Letting letting{TenancyType::assured,
                        Landlord::prp,
                        true,
                        Jurisdiction::england,
                        Date{2018, 3, 5},
                        std::nullopt};
  Notice notice;
  notice.grounds = {"8", "10"};
  notice.state = NoticeState::served;
  Service service;
  service.method = ServiceMethod::first_class_post;
  service.given_on = Date{2026, 10, 7};
  const auto deemed = deemed_service(law, service, Jurisdiction::england);
  service.deemed = deemed->deemed;
  notice.services = {service};
  notice.served_on = service.deemed;
  const auto form = notice_form(law, service.deemed, letting, NoticePurpose::arrears);
  notice.form = *form->form;
  notice.regime = std::string(to_string(form->regime));
  notice.counted_from =
      CountedFrom{.served = service.deemed,
                  .letting = letting,
                  .periods = {RentFrequency::weekly, Weekday::monday, std::nullopt},
                  .paper = {.named_date = Date{2026, 10, 27}, .first_given = service.given_on}};
  const auto dates = notice_dates(law,
                                  service.deemed,
                                  letting,
                                  notice.grounds,
                                  notice.counted_from->periods,
                                  notice.counted_from->paper);
  notice.names = dates->names;
  notice.named_date = dates->named_date;
  notice.earliest_legal = dates->earliest_legal;
  notice.earliest_claim = dates->earliest_safe;
  notice.last_legal = dates->last_legal;
  notice.lapses_on = dates->last_safe;
  for (const auto& rules : {deemed->rules, form->rules, dates->rules})
    notice.rules.insert(notice.rules.end(), rules.begin(), rules.end());
  notice.rules = freeze_rules(law, notice.rules);
  return notice;
}

std::vector<std::string> moved(const NoticeRecount& recount) {
  std::vector<std::string> all;
  for (const MovedDate& each : recount.dates)
    all.push_back(each.what + " " + (each.kept ? each.kept->to_iso() : "none") + " " +
                  (each.now ? each.now->to_iso() : "none"));
  for (const MovedWord& each : recount.words)
    all.push_back(each.what + " " + each.kept + " " + each.now);
  return all;
}

std::vector<std::string> rules(const NoticeRecount& recount) {
  std::vector<std::string> all;
  for (const MovedRule& each : recount.rules)
    all.push_back(each.id + ": " + each.kept + " -> " + each.now);
  return all;
}

TEST(FrozenRules, KeepWhatEachSaidOnce) {
  const Notice notice = served_notice();
  std::vector<std::string> said;
  for (const RuleUsed& rule : notice.rules) said.push_back(rule.id + " " + rule.value);
  EXPECT_THAT(said, Contains("S8-01 2 weeks"));
  EXPECT_THAT(said, Contains("S8-05 12 months"));
  EXPECT_THAT(said, Contains("CNT-04 1 day"));
  EXPECT_THAT(said, Contains("FRM-01 Form 3"));
  EXPECT_THAT(said, Contains("REG-02 pre_rra")) << testing::PrintToString(said);
  EXPECT_EQ(std::ranges::count(said, "REG-02 pre_rra"), 1);
}

TEST(Recount, OfTheSameLawMovesNothing) {
  const NoticeRecount recount = recount_notice(shipped_law(), served_notice());
  EXPECT_FALSE(recount.differs()) << testing::PrintToString(moved(recount)) << recount.manual;
  EXPECT_THAT(recount.rules, IsEmpty());
  EXPECT_EQ(recount.to_do, "");
}

TEST(Recount, NamesTheRuleThatWasAnotherAndTheDaysGoodByBothCounts) {
  const NoticeRecount recount =
      recount_notice(law_that_says("notices.yaml",
                                   "value: 12, citation: \"Housing Act 1988 s.8(3)(c)\"",
                                   "value: 6, citation: \"Housing Act 1988 s.8(3)(c)\""),
                     served_notice());
  EXPECT_EQ(recount.manual, "");
  EXPECT_THAT(
      moved(recount),
      testing::ElementsAre("last_legal 2027-10-07 2027-04-07", "last_safe 2027-10-06 2027-04-06"));
  EXPECT_THAT(rules(recount), testing::ElementsAre("S8-05: 12 months -> 6 months"));
  EXPECT_EQ(recount.to_do,
            "It keeps its dates. A claim from 27 October 2026 to 6 April 2027 is good by both "
            "counts; outside them the legal "
            "team decides whether the change reaches a notice already served.");
}

TEST(Recount, SaysWhatTheNoticeWouldHaveHadToNameWhenItNamesTooEarlyADay) {
  const NoticeRecount recount =
      recount_notice(law_that_says("notices.yaml", kTwoWeeks, kThreeWeeks), served_notice());
  EXPECT_EQ(recount.manual,
            "the notice names 27 October 2026, and served on 9 October 2026 it must name 31 "
            "October 2026 or later");
  EXPECT_THAT(moved(recount), Contains("named_date 2026-10-27 2026-10-31"));
  EXPECT_THAT(rules(recount), Contains("S8-01: 2 weeks -> 3 weeks"));
  EXPECT_THAT(recount.to_do, HasSubstr("the legal team decides"));
}

TEST(Recount, SeesAnotherDeemedDay) {
  const NoticeRecount recount = recount_notice(
      law_that_says("calendars.yaml", "2026-08-31", "2026-08-31, 2026-10-08"), served_notice());
  EXPECT_THAT(moved(recount), Contains("deemed_served 2026-10-09 2026-10-12"));
}

TEST(Recount, SeesAnotherForm) {
  const NoticeRecount recount = recount_notice(
      law_that_says("forms.yaml", "value: Form 3, citation", "value: Form 3B, citation"),
      served_notice());
  EXPECT_THAT(moved(recount), testing::ElementsAre("form Form 3 Form 3B"));
  EXPECT_THAT(rules(recount), testing::ElementsAre("FRM-01: Form 3 -> Form 3B"));
}

TEST(Recount, IsManualWhereTheRulesNoLongerReach) {
  const NoticeRecount recount =
      recount_notice(law_that_says("notices.yaml",
                                   "regime: pre_rra, ground: [\"8\", \"10\", \"11\", \"12\"]",
                                   "regime: pre_rra, ground: [\"10\", \"11\", \"12\"]"),
                     served_notice());
  EXPECT_EQ(recount.manual, "no rule on 9 October 2026 gives the notice period of ground 8");
  EXPECT_THAT(recount.dates, IsEmpty());
}

TEST(Recount, IsManualWhenTheInputsWereNotKept) {
  Notice notice = served_notice();
  notice.counted_from.reset();
  const NoticeRecount recount = recount_notice(shipped_law(), notice);
  EXPECT_THAT(recount.manual, HasSubstr("was not kept"));
}

TEST(Recount, TellsADraftToBeProposedAgain) {
  Notice notice = served_notice();
  notice.state = NoticeState::approved;
  notice.services.clear();
  notice.counted_from->paper = {};
  const auto dates = notice_dates(shipped_law(),
                                  notice.counted_from->served,
                                  notice.counted_from->letting,
                                  notice.grounds,
                                  notice.counted_from->periods);
  notice.named_date = dates->named_date;
  notice.lapses_on = dates->last_safe;
  EXPECT_FALSE(recount_notice(shipped_law(), notice).differs());
  const NoticeRecount recount =
      recount_notice(law_that_says("notices.yaml", kTwoWeeks, kThreeWeeks), notice);
  EXPECT_THAT(moved(recount), testing::ElementsAre("named_date 2026-10-24 2026-10-31"));
  EXPECT_THAT(recount.to_do, HasSubstr("propose a new one"));
}

}  // namespace
}  // namespace lintel
