#include "domain/law/regime.h"

#include <gtest/gtest.h>

#include "domain/law/ground8.h"
#include "domain/law/notice_form.h"
#include "tests/support/shipped_law.h"

namespace lintel {
namespace {

constexpr Date kToday{2026, 11, 23};

Letting letting(TenancyType type,
                Landlord landlord,
                bool social = true,
                Jurisdiction jurisdiction = Jurisdiction::england) {
  return {type, landlord, social, jurisdiction, std::nullopt, std::nullopt};
}

std::string regime(Letting of, Date on = kToday) {
  const auto answer = regime_on(shipped_law(), on, of);
  return answer ? std::string(to_string(answer->regime)) : "manual: " + answer.error().because;
}

TEST(Regime, FollowsTheTenancyAndTheDay) {
  using enum TenancyType;
  EXPECT_EQ(regime(letting(assured, Landlord::prp)), "pre_rra");
  EXPECT_EQ(regime(letting(assured, Landlord::prp, false)), "rra");
  EXPECT_EQ(regime(letting(assured, Landlord::prp, false), {2026, 4, 30}), "pre_rra");
  EXPECT_EQ(regime(letting(starter, Landlord::prp)), "pre_rra");
  EXPECT_EQ(regime(letting(secure, Landlord::la)), "ha1985");
  EXPECT_EQ(regime(letting(secure, Landlord::prp)), "ha1985");
  EXPECT_EQ(regime(letting(introductory, Landlord::la)), "ha1996");
  EXPECT_EQ(regime(letting(demoted, Landlord::la)), "ha1996");
  EXPECT_EQ(regime(letting(demoted, Landlord::prp)), "pre_rra");
  EXPECT_EQ(regime(letting(regulated, Landlord::prp)), "ra1977");
  EXPECT_EQ(regime(letting(garage, Landlord::prp, false)), "common_law");
  EXPECT_EQ(regime(letting(secure_contract, Landlord::prp, true, Jurisdiction::wales)), "rhwa");
}

TEST(Regime, OfAnUnregisteredLandlordIsNeverSocial) {
  EXPECT_EQ(regime(letting(TenancyType::assured, Landlord::other, true)), "rra");
}

TEST(Regime, LeavesLongLeasesOutOfTheAssuredTenancies) {
  Letting lease = letting(TenancyType::shared_ownership, Landlord::prp);
  EXPECT_TRUE(regime(lease).starts_with("manual: whether a shared ownership lease is assured"));
  lease.term_years = 99;
  EXPECT_EQ(regime(lease), "not_assured");
  EXPECT_EQ(regime(lease, {2025, 12, 26}), "pre_rra");
  lease.term_years = 21;
  EXPECT_TRUE(regime(lease).starts_with("manual: a term of more than 7 years"));
  lease.start = Date{2020, 4, 6};
  EXPECT_EQ(regime(lease), "not_assured");
  lease.start = Date{2026, 6, 1};
  EXPECT_TRUE(regime(lease).starts_with("manual: a term of more than 7 years"));
  lease.term_years = 5;
  EXPECT_EQ(regime(lease), "pre_rra");
}

TEST(Regime, IsManualWhereNoRuleReaches) {
  EXPECT_EQ(regime(letting(TenancyType::assured, Landlord::la)),
            "manual: no rule on 23 November 2026 gives the regime of an assured tenancy of a local "
            "authority in England");
  EXPECT_TRUE(regime(letting(TenancyType::secure_contract, Landlord::la, true, Jurisdiction::wales),
                     {2022, 11, 30})
                  .starts_with("manual"));
}

/// The law as it ships with a day appointed for social housing.
LawBook with_social_commencement(const std::string& day) {
  std::vector<LawFile> files = shipped_law_files();
  for (LawFile& file : files) {
    const std::string unset =
        "{from: 2025-10-27, to: null, value: null, citation: \"Renters' Rights Act 2025 s.145(8); "
        "gov.uk";
    if (const auto at = file.text.find(unset); at != std::string::npos) {
      file.text.replace(
          file.text.find("value: null", at), std::string("value: null").size(), "value: " + day);
    }
  }
  return LawBook::read(files).value();
}

TEST(Regime, ChangesForSocialHousingByDataAlone) {
  const LawBook law = with_social_commencement("2027-04-01");
  const Letting social = letting(TenancyType::assured, Landlord::prp);
  EXPECT_EQ(regime_on(law, {2027, 3, 31}, social)->regime, Regime::pre_rra);
  EXPECT_EQ(regime_on(law, {2027, 4, 1}, social)->regime, Regime::rra);
  EXPECT_EQ(*notice_form(law, {2027, 4, 1}, social, NoticePurpose::arrears)->form, "Form 3A");
}

struct FormAsked {
  Letting letting;
  NoticePurpose purpose;
  Date on;
  std::string form;  ///< "" none prescribed, "barred", "manual"
};

TEST(NoticeForm, IsThatOfTheRegimeOnTheDayOfService) {
  using enum TenancyType;
  const std::vector<FormAsked> asked = {
      {letting(assured, Landlord::prp), NoticePurpose::arrears, kToday, "Form 3"},
      {letting(assured, Landlord::prp), NoticePurpose::arrears, {2026, 4, 30}, "Form 3"},
      {letting(assured, Landlord::prp), NoticePurpose::arrears, {2021, 5, 3}, "manual"},
      {letting(assured, Landlord::prp, false), NoticePurpose::arrears, kToday, "Form 3A"},
      {letting(secure, Landlord::la), NoticePurpose::arrears, kToday, "SI 1987/755 Part I"},
      {letting(flexible, Landlord::la), NoticePurpose::arrears, kToday, "SI 1987/755 Part II"},
      {letting(introductory, Landlord::la), NoticePurpose::arrears, kToday, ""},
      {letting(starter, Landlord::prp), NoticePurpose::no_fault, kToday, "Form 6A"},
      {letting(starter, Landlord::prp, false), NoticePurpose::no_fault, kToday, "barred"},
      {letting(assured, Landlord::prp), NoticePurpose::no_fault, kToday, "barred"},
      {letting(assured, Landlord::prp), NoticePurpose::quit, kToday, "barred"},
      {letting(secure, Landlord::la), NoticePurpose::quit, kToday, "barred"},
      {letting(assured, Landlord::prp), NoticePurpose::rent_increase, kToday, "Form 4"},
      {letting(assured, Landlord::prp, false), NoticePurpose::rent_increase, kToday, "Form 4A"},
      {letting(licence, Landlord::prp), NoticePurpose::quit, kToday, ""},
      {letting(secure_contract, Landlord::prp, true, Jurisdiction::wales),
       NoticePurpose::arrears,
       kToday,
       "RHW23"},
  };
  for (const FormAsked& each : asked) {
    const auto answer = notice_form(shipped_law(), each.on, each.letting, each.purpose);
    const std::string got = !answer              ? "manual"
                            : !answer->available ? "barred"
                                                 : answer->form.value_or("");
    EXPECT_EQ(got, each.form) << to_string(each.letting.type) << " " << to_string(each.purpose)
                              << " " << each.on.to_iso();
    EXPECT_TRUE(!answer || (!answer->because.empty() && !answer->statute.empty()));
  }
}

TEST(Ground8, IsMeasuredByTheRegimeAndTheRentPeriod) {
  const Letting social = letting(TenancyType::assured, Landlord::prp);
  const Letting market = letting(TenancyType::assured, Landlord::prp, false);
  const auto threshold = [](const Letting& of, Rent rent) {
    const auto answer = ground8(shipped_law(), kToday, of, rent, 0_pence);
    return answer ? answer->threshold.to_plain() : "manual";
  };
  EXPECT_EQ(threshold(social, {100'00_pence, RentFrequency::weekly}), "800.00");
  EXPECT_EQ(threshold(social, {200'00_pence, RentFrequency::fortnightly}), "800.00");
  EXPECT_EQ(threshold(social, {433'33_pence, RentFrequency::monthly}), "866.66");
  EXPECT_EQ(threshold(social, {400'00_pence, RentFrequency::four_weekly}), "manual");
  EXPECT_EQ(threshold(social, {1300'00_pence, RentFrequency::quarterly}), "manual");
  EXPECT_EQ(threshold(market, {100'00_pence, RentFrequency::weekly}), "1300.00");
  EXPECT_EQ(threshold(market, {433'33_pence, RentFrequency::monthly}), "1299.99");
  EXPECT_EQ(threshold(market, {400'00_pence, RentFrequency::four_weekly}), "manual");
  EXPECT_EQ(
      threshold(letting(TenancyType::secure, Landlord::la), {100'00_pence, RentFrequency::weekly}),
      "manual");
}

TEST(Ground8, LeavesOutLateUniversalCreditUnderTheNewTextAlone) {
  const Rent rent{100'00_pence, RentFrequency::weekly};
  const auto old_text = ground8(shipped_law(),
                                kToday,
                                letting(TenancyType::assured, Landlord::prp),
                                rent,
                                1350'00_pence,
                                600'00_pence);
  EXPECT_TRUE(old_text->met);
  EXPECT_EQ(old_text->counted, 1350'00_pence);
  const auto new_text = ground8(shipped_law(),
                                kToday,
                                letting(TenancyType::assured, Landlord::prp, false),
                                rent,
                                1350'00_pence,
                                600'00_pence);
  EXPECT_FALSE(new_text->met);
  EXPECT_EQ(new_text->counted, 750'00_pence);
  EXPECT_EQ(new_text->shortfall, 550'00_pence);
}

}  // namespace
}  // namespace lintel
