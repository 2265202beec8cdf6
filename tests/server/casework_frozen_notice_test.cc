// A notice keeps what it was served with, whatever config/law says later.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/casework/recount_report.h"
#include "tests/support/world.h"

namespace lintel {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr const char* kNotices = "law/notices.yaml";
constexpr const char* kTwoWeeks = "to: null, value: 2, citation: \"Housing Act 1988 s.8(4B)\"";
constexpr const char* kThreeWeeks = "to: null, value: 3, citation: \"Housing Act 1988 s.8(4B)\"";

/// A notice approved on Monday 5 October 2026.
struct NoticeApproved : World {
  NoticeApproved() : World(Date{2026, 9, 7}) {
    lets({}).loads_rents();
    runs();
    weeks_pass(4);
    ready_for_notice();
    press(officer, "propose_notice");
    casework().work_outbox();
    reads_all(manager);
    if (!approves(manager).applied()) throw std::runtime_error("not approved");
  }
};

struct NoticeServed : NoticeApproved {
  NoticeServed() {
    day_is(Date{2026, 10, 7});
    if (!serves(officer, ServiceMethod::left_at_address, Date{2026, 10, 7}).applied())
      throw std::runtime_error("not served");
  }
  Notice notice() const { return page(manager).notices.front().notice; }
};

TEST(FrozenNotice, KeepsFormRulesInputsAndEveryDate) {
  const NoticeServed world;
  const Notice notice = world.notice();
  EXPECT_EQ(notice.form_version, "section_8_form_3 1");
  EXPECT_THAT(notice.form_edition, HasSubstr("Form 3"));
  EXPECT_EQ(notice.names, NamedDate::court_not_before);
  EXPECT_EQ(notice.earliest_legal, notice.named_date);
  EXPECT_EQ(notice.last_legal, (Date{2027, 10, 7}));
  EXPECT_EQ(notice.lapses_on, (Date{2027, 10, 6}));
  ASSERT_TRUE(notice.counted_from);
  EXPECT_EQ(notice.counted_from->served, (Date{2026, 10, 7}));
  EXPECT_EQ(notice.counted_from->letting.type, TenancyType::assured);
  EXPECT_EQ(notice.counted_from->letting.start, (Date{2018, 3, 5}));
  EXPECT_EQ(notice.counted_from->periods.start_weekday, Weekday::monday);
  EXPECT_EQ(notice.counted_from->paper.named_date, notice.named_date);
  EXPECT_EQ(notice.counted_from->paper.first_given, (Date{2026, 10, 7}));
  std::vector<std::string> said;
  for (const RuleUsed& rule : notice.rules) said.push_back(rule.id + " " + rule.value);
  EXPECT_THAT(said, Contains("S8-01 2 weeks"));
  EXPECT_THAT(said, Contains("FRM-01 Form 3"));
}

TEST(FrozenNotice, KeepsItsDatesWhenTheLawsFileChanges) {
  NoticeServed world;
  const Notice before = world.notice();
  ASSERT_THAT(recount_report(world.database(), world.policy().law()).lines, IsEmpty());

  world.config_says(kNotices, kTwoWeeks, kThreeWeeks);
  world.config_says(kNotices,
                    "value: 12, citation: \"Housing Act 1988 s.8(3)(c)\"",
                    "value: 6, citation: \"Housing Act 1988 s.8(3)(c)\"");

  const Notice after = world.notice();
  EXPECT_EQ(after.named_date, before.named_date);
  EXPECT_EQ(after.earliest_legal, before.earliest_legal);
  EXPECT_EQ(after.earliest_claim, before.earliest_claim);
  EXPECT_EQ(after.last_legal, before.last_legal);
  EXPECT_EQ(after.lapses_on, before.lapses_on);
  EXPECT_EQ(after.rules, before.rules);
  EXPECT_EQ(after.steps, before.steps);

  // The gate opens on the day that was counted at service, not a day sooner or later.
  world.day_is(before.earliest_claim->plus_days(-1));
  EXPECT_EQ(world.state(), "notice_running");
  world.day_is(*before.earliest_claim);
  EXPECT_EQ(world.state(), "ready_for_court");

  const RecountReport report = recount_report(world.database(), world.policy().law());
  EXPECT_EQ(report.looked_at, 1U);
  ASSERT_THAT(report.lines, SizeIs(1));
  const Json line = to_json(report.lines.front());
  EXPECT_EQ(line.text("reference"), "T-0000001");
  const std::string text = to_canonical(line);
  EXPECT_THAT(text, HasSubstr(R"("id":"S8-01","kept":"2 weeks","now":"3 weeks")"));
  EXPECT_THAT(text, HasSubstr(R"("id":"S8-05","kept":"12 months","now":"6 months")"));
  EXPECT_THAT(text, HasSubstr(R"("kept":"2027-10-06","now":"2027-04-06","what":"last_safe")"));

  // And the notice lapses on the day that it always had.
  world.day_is(*before.lapses_on);
  EXPECT_EQ(world.state(), "ready_for_court");
  world.day_is(before.lapses_on->plus_days(1));
  EXPECT_EQ(world.state(), "notice_considered");
  EXPECT_THAT(recount_report(world.database(), world.policy().law()).lines, IsEmpty())
      << "it has lapsed";
}

TEST(FrozenNotice, IsNotServedWhenTheLawHasMovedPastWhatItNames) {
  NoticeApproved world;
  const Notice approved = world.page(world.manager).notices.front().notice;
  world.config_says(kNotices, kTwoWeeks, kThreeWeeks);
  const RecountReport report = recount_report(world.database(), world.policy().law());
  ASSERT_THAT(report.lines, SizeIs(1));
  EXPECT_THAT(report.lines.front().recount.to_do, HasSubstr("propose a new one"));
  world.day_is(Date{2026, 10, 12});
  const Outcome refused =
      world.serves(world.officer, ServiceMethod::left_at_address, Date{2026, 10, 12});
  EXPECT_EQ(refused.fate, Fate::refused);
  EXPECT_THAT(refused_because(refused), Contains(HasSubstr("it must name")));
  EXPECT_EQ(world.page(world.manager).notices.front().notice.named_date, approved.named_date);
}

TEST(FrozenNotice, IsNotServedOnAFormThatIsNoLongerTheOne) {
  NoticeApproved world;
  world.config_says("law/forms.yaml", "value: Form 3, citation", "value: Form 3B, citation");
  world.day_is(Date{2026, 10, 7});
  const Outcome refused =
      world.serves(world.officer, ServiceMethod::left_at_address, Date{2026, 10, 7});
  EXPECT_EQ(refused.fate, Fate::refused);
  EXPECT_THAT(
      refused_because(refused),
      Contains(HasSubstr(
          "it must be Form 3B by the law of that day (pre_rra), and it was drawn up as Form 3")));
  EXPECT_EQ(world.state(), "serving");
}

TEST(FrozenNotice, IsOutOfTheReportOnceWithdrawn) {
  NoticeServed world;
  world.config_says(kNotices, kTwoWeeks, kThreeWeeks);
  ASSERT_THAT(recount_report(world.database(), world.policy().law()).lines, SizeIs(1));
  ASSERT_TRUE(world
                  .press(world.manager,
                         "withdraw_notice",
                         Json::Object{{"reason", "served on the wrong home"}})
                  .applied());
  EXPECT_EQ(recount_report(world.database(), world.policy().law()).looked_at, 0U);
}

}  // namespace
}  // namespace lintel
