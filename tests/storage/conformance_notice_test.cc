#include "storage/case_file.h"
#include "storage/notice_store.h"
#include "tests/storage/conformance.h"

namespace lintel {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

LINTEL_CONFORMANCE(Notices);

TEST_P(Notices, KeepTheirDatesAndServices) {
  Transition moved =
      north.transition(open_case("T-0041872"), "serve_notice", "notice_running", "serve");
  const Tenancy home =
      read([](Connection& c) { return TenancyStore{c}.find_by_reference("T-0041872").value(); });
  Notice notice;
  notice.id = north.id<NoticeId>();
  notice.form = "Form 3";
  notice.grounds = {"8", "10"};
  notice.arrears = 480'00_pence;
  notice.drafted_on = Northmere::today;
  notice.state = NoticeState::served;
  for (const Tenant& tenant : home.tenants) {
    notice.services.push_back({.tenant_id = tenant.id,
                               .method = ServiceMethod::left_at_address,
                               .given_on = Northmere::today,
                               .given_at = "16:20",
                               .place = "14 Fennel Court",
                               .by = {},
                               .deemed = Date{2026, 11, 24}});
  }
  notice.served_on = Date{2026, 11, 24};
  notice.steps = {"Two weeks from 24 November 2026"};
  notice.rules = {{.id = "S8-01",
                   .citation = "Housing Act 1988 s.8(4B)",
                   .from = Date{2015, 4, 1},
                   .to = std::nullopt,
                   .value = "2 weeks"}};
  notice.form_version = "section_8_form_3 1";
  notice.form_edition = "Form 3, as published for social housing assured tenancies";
  notice.names = NamedDate::court_not_before;
  notice.earliest_legal = Date{2026, 12, 8};
  notice.last_legal = Date{2027, 11, 24};
  notice.counted_from =
      CountedFrom{.served = Date{2026, 11, 24},
                  .letting = {.type = TenancyType::starter,
                              .landlord = Landlord::prp,
                              .social = false,
                              .jurisdiction = Jurisdiction::england,
                              .start = Date{2019, 4, 1},
                              .term_years = 5},
                  .periods = {.frequency = RentFrequency::monthly,
                              .start_weekday = Weekday::monday,
                              .start_day = 31},
                  .paper = {.named_date = Date{2026, 12, 9}, .first_given = Date{2026, 11, 23}}};
  moved.notices = {notice};
  write([&](Transaction& tx) { CaseStore{tx}.apply(moved); });

  const auto notices = read([&](Connection& c) { return CaseStore{c}.notices(moved.after.id); });
  ASSERT_THAT(notices, SizeIs(1));
  EXPECT_THAT(notices[0].services, SizeIs(2));
  EXPECT_THAT(notices[0].grounds, ElementsAre("8", "10"));
  EXPECT_EQ(notices[0].rules, notice.rules);
  EXPECT_EQ(notices[0].steps, notice.steps);
  EXPECT_EQ(notices[0].services[1].given_at, "16:20");
  EXPECT_EQ(notices[0].form_version, notice.form_version);
  EXPECT_EQ(notices[0].form_edition, notice.form_edition);
  EXPECT_EQ(notices[0].names, notice.names);
  EXPECT_EQ(notices[0].earliest_legal, notice.earliest_legal);
  EXPECT_EQ(notices[0].last_legal, notice.last_legal);
  ASSERT_TRUE(notices[0].counted_from);
  const CountedFrom& count = *notices[0].counted_from;
  EXPECT_EQ(count.served, notice.counted_from->served);
  EXPECT_EQ(count.letting.type, TenancyType::starter);
  EXPECT_EQ(count.letting.landlord, Landlord::prp);
  EXPECT_FALSE(count.letting.social);
  EXPECT_EQ(count.letting.jurisdiction, Jurisdiction::england);
  EXPECT_EQ(count.letting.start, (Date{2019, 4, 1}));
  EXPECT_EQ(count.letting.term_years, 5);
  EXPECT_EQ(count.periods.frequency, RentFrequency::monthly);
  EXPECT_EQ(count.periods.start_weekday, Weekday::monday);
  EXPECT_EQ(count.periods.start_day, 31U);
  EXPECT_EQ(count.paper.named_date, (Date{2026, 12, 9}));
  EXPECT_EQ(count.paper.first_given, (Date{2026, 11, 23}));
  const CaseFile file =
      read([](Connection& c) { return CaseFileStore{c}.gather("T-0041872").value(); });
  ASSERT_TRUE(file.notice);
  EXPECT_EQ(file.notice->served_on, (Date{2026, 11, 24}));
  EXPECT_EQ(file.notice->form_edition, notice.form_edition);
  EXPECT_EQ(file.notice->counted_from->paper.first_given, (Date{2026, 11, 23}));
  EXPECT_THAT(file.notice->services, SizeIs(2));
}

TEST_P(Notices, OlderThanTheKeepingOfTheirCountHaveNone) {
  Transition moved =
      north.transition(open_case("T-0041872"), "propose_notice", "in_approval", "propose");
  Notice notice;
  notice.id = north.id<NoticeId>();
  notice.drafted_on = Northmere::today;
  moved.notices = {notice};
  write([&](Transaction& tx) {
    CaseStore{tx}.apply(moved);
    tx.execute("UPDATE notice SET form_version = NULL, form_edition = NULL, counted_from = NULL");
  });
  const auto notices = read([&](Connection& c) { return CaseStore{c}.notices(moved.after.id); });
  ASSERT_THAT(notices, SizeIs(1));
  EXPECT_EQ(notices[0].form_edition, "");
  EXPECT_FALSE(notices[0].names);
  EXPECT_FALSE(notices[0].counted_from);
}

TEST_P(Notices, ThatLiveAreThoseOfOpenCasesThatMayStillBeUsed) {
  const auto stand = [&](const std::string& reference, NoticeState state, Stage stage) {
    Transition moved = north.transition(
        open_case(reference), "serve_notice", "notice_running", "serve " + reference);
    moved.after.stage = stage;
    Notice notice;
    notice.id = north.id<NoticeId>();
    notice.drafted_on = Northmere::today;
    notice.state = state;
    for (const Tenant& tenant : read([&](Connection& c) {
                                  return TenancyStore{c}.find_by_reference(reference).value();
                                }).tenants) {
      notice.services.push_back({.tenant_id = tenant.id,
                                 .given_on = Northmere::today,
                                 .given_at = "",
                                 .place = "",
                                 .by = {},
                                 .deemed = Northmere::today});
    }
    moved.notices = {notice};
    write([&](Transaction& tx) { CaseStore{tx}.apply(moved); });
  };
  stand("T-0000001", NoticeState::proposed, Stage::notice);
  stand("T-0000002", NoticeState::approved, Stage::notice);
  stand("T-0000003", NoticeState::served, Stage::court);
  stand("T-0000004", NoticeState::served, Stage::closed);
  stand("T-0000005", NoticeState::lapsed, Stage::notice);
  stand("T-0000006", NoticeState::withdrawn, Stage::notice);

  const auto live = read([](Connection& c) { return NoticeStore{c}.live(); });

  ASSERT_THAT(live, SizeIs(3));
  EXPECT_EQ(live[0].reference, "T-0000001");
  EXPECT_EQ(live[1].reference, "T-0000002");
  EXPECT_EQ(live[2].reference, "T-0000003");
  EXPECT_EQ(live[2].notice.state, NoticeState::served);
  EXPECT_THAT(live[2].notice.services, SizeIs(2));
  EXPECT_EQ(live[2].definition.workflow, "arrears_assured");
  EXPECT_EQ(live[2].state, "notice_running");
  EXPECT_EQ(live[2].letting.type, TenancyType::assured);
  EXPECT_EQ(live[2].letting.start, (Date{2019, 4, 1}));
}

}  // namespace
}  // namespace lintel
