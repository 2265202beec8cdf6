#include <gtest/gtest.h>

#include "domain/agreement.h"
#include "domain/case.h"
#include "domain/document.h"
#include "domain/notice.h"
#include "domain/rent_account.h"
#include "domain/task.h"
#include "domain/tenancy.h"

namespace lintel {
namespace {

// Every word is read back as the enumerator that it was written from, first and last included.
template <class Enum>
void expect_round_trip(Enum first, Enum last, Result<Enum> (*parse)(std::string_view)) {
  for (int i = static_cast<int>(first); i <= static_cast<int>(last); ++i) {
    const auto value = static_cast<Enum>(i);
    ASSERT_FALSE(to_string(value).empty());
    EXPECT_EQ(parse(to_string(value)).value(), value) << to_string(value);
  }
}

TEST(Words, AreReadBackAsWritten) {
  expect_round_trip(TenancyType::assured, TenancyType::standard_contract, parse_tenancy_type);
  expect_round_trip(Landlord::prp, Landlord::other, parse_landlord);
  expect_round_trip(Jurisdiction::england, Jurisdiction::wales, parse_jurisdiction);
  expect_round_trip(RentFrequency::weekly, RentFrequency::yearly, parse_rent_frequency);
  expect_round_trip(Benefit::none, Benefit::housing_benefit, parse_benefit);
  expect_round_trip(AccountKind::rent, AccountKind::sundry, parse_account_kind);
  expect_round_trip(PostingKind::charge, PostingKind::adjustment, parse_posting_kind);
  expect_round_trip(Stage::early_contact, Stage::closed, parse_stage);
  expect_round_trip(ServiceMethod::first_class_post, ServiceMethod::other, parse_service_method);
}

TEST(Words, StandBesideTheirOwnEnumerator) {
  EXPECT_EQ(to_string(TenancyType::assured_fixed), "assured_fixed");
  EXPECT_EQ(tenancy_type_label(TenancyType::assured), "Assured tenancy");
  EXPECT_EQ(tenancy_type_label(TenancyType::standard_contract), "Standard contract");
  EXPECT_EQ(to_string(RentFrequency::four_weekly), "four_weekly");
  EXPECT_EQ(to_string(Benefit::universal_credit), "universal_credit");
  EXPECT_EQ(to_string(PostingKind::benefit_recovery), "benefit_recovery");
  EXPECT_EQ(stage_label(Stage::early_contact), "Early contact");
  EXPECT_EQ(stage_label(Stage::notice), "Notice");
  EXPECT_EQ(to_string(ApprovalState::void_), "void");
  EXPECT_EQ(to_string(NoticeState::lapsed), "lapsed");
  EXPECT_EQ(to_string(AgreementState::broken), "broken");
  EXPECT_EQ(to_string(DocumentState::sent), "sent");
  EXPECT_EQ(service_method_label(ServiceMethod::left_at_address), "Left at the address");
}

TEST(Words, RefuseWhatIsNoWordAndListThoseThatAre) {
  const Problem refused = parse_landlord("council").error();
  EXPECT_EQ(refused.what, "\"council\" is not a kind of landlord");
  EXPECT_EQ(refused.fix, "Write prp, la or other.");
  EXPECT_FALSE(parse_tenancy_type("Assured"));
  EXPECT_FALSE(parse_stage(""));
}

TEST(Address, IsWrittenOnOneLine) {
  EXPECT_EQ((Address{{"14 Fennel Court", "Northmere"}, "NM4 2QT"}).on_one_line(),
            "14 Fennel Court, Northmere, NM4 2QT");
  EXPECT_EQ((Address{{"14 Fennel Court"}, ""}).on_one_line(), "14 Fennel Court");
}

}  // namespace
}  // namespace lintel
