// The three house styles of the sample extracts, against what expected.json says of them.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "domain/canonical_json.h"
#include "tests/connectors/extract.h"

namespace lintel {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Json expected() {
  std::ifstream in(kSamples / "expected.json", std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  const Result<Json> json = parse_json(text);
  if (!json) throw std::runtime_error(json.error().to_string());
  return *json;
}
std::int64_t number(const Json& json, std::string_view key) {
  return json.find(key)->as_integer().value();
}

const ReadExtract& cx() {
  static const ReadExtract extract{
      "cx", sample("cx", {"rent_accounts_20261122.csv", "rent_transactions_20261122.csv"})};
  return extract;
}
const ReadExtract& ql() {
  static const ReadExtract extract{"ql",
                                   sample("ql", {"PERSON.TXT", "RENTTRAN.TXT", "TENANCY.TXT"})};
  return extract;
}
const ReadExtract& pyramid() {
  static const ReadExtract extract{"pyramid", sample("pyramid", {"RENTS.DAT"})};
  return extract;
}

TEST(Samples, CxLoadsWhatIsExpected) {
  const Json all = expected();
  const Json& loaded = *all.find("cx");
  const RentFileReport& report = cx().report;

  EXPECT_EQ(report.verdict(), FileVerdict::warning);
  EXPECT_EQ(report.as_of, Date::parse(*all.text("as_of")).value());
  EXPECT_EQ(report.file(RentFilePart::accounts)->found.count, number(all, "accounts"));
  EXPECT_EQ(report.file(RentFilePart::accounts)->stated->net.pence(), number(all, "balance_pence"));
  EXPECT_EQ(report.file(RentFilePart::postings)->found,
            (ControlTotal{number(all, "transactions"),
                          Money::from_pence(number(all, "transaction_net_pence"))}));
  EXPECT_EQ(report.accounts_loaded, number(loaded, "accounts_loaded"));
  EXPECT_EQ(report.balance_loaded.pence(), number(loaded, "balance_pence_loaded"));
  EXPECT_EQ(report.in_arrears_loaded, number(loaded, "in_arrears_loaded"));
  EXPECT_EQ(report.file(RentFilePart::accounts)->amounts_above_nothing, number(all, "in_arrears"));
  EXPECT_EQ(report.postings_loaded, number(loaded, "transactions_loaded"));
  EXPECT_EQ(report.postings_net_loaded.pence(), number(loaded, "transaction_net_pence_loaded"));
  EXPECT_EQ(report.postings_held, number(loaded, "transactions_held_with_rejected_accounts"));
}

TEST(Samples, CxHandsOverWhatItReports) {
  Money balance;
  Money net;
  for (const RentFileAccount& account : cx().accounts) balance += account.balance;
  for (const RentFilePosting& posting : cx().postings) {
    net += posting.posting.amount;
    ASSERT_EQ(cx().accounts.at(posting.account).payment_reference, posting.payment_reference);
  }
  EXPECT_EQ(static_cast<std::int64_t>(cx().accounts.size()), cx().report.accounts_loaded);
  EXPECT_EQ(static_cast<std::int64_t>(cx().postings.size()), cx().report.postings_loaded);
  EXPECT_EQ(balance, cx().report.balance_loaded);
  EXPECT_EQ(net, cx().report.postings_net_loaded);
}

TEST(Samples, CxNamesEachFaultyRowWithColumnAndReason) {
  EXPECT_THAT(
      cx().problems(),
      ElementsAre(
          "rent_accounts_20261122.csv:37:5: Tenancy Start: \"31/02/2019\" is not a date. Write it "
          "as dd/mm/yyyy.",
          "rent_accounts_20261122.csv:58:17: Current Balance: \"1284.1.6\" is not money. "
          "Write pounds and pence, such as 1,284.16, or 12.40CR for a credit.",
          "rent_accounts_20261122.csv:83:7: Main Tenant: the tenant's name is missing. "
          "Name the main tenant: letters are addressed to them.",
          "rent_transactions_20261122.csv:500:1: Payment Reference: no such account "
          "\"000000000000\" in the "
          "accounts. Mend the reference, or add the account.",
          "rent_transactions_20261122.csv:900:2: Transaction Date: \"2026-11-3x\" is not a date. "
          "Write it as dd/mm/yyyy."));
}

TEST(Samples, CxNamesTheAccountsThatDoNotTie) {
  std::vector<Json> rows;
  for (const UntiedAccount& untied : cx().report.untied) {
    rows.emplace_back(untied.row);
    EXPECT_EQ(cx().in_row(untied.row).ties, false);
  }
  EXPECT_EQ(rows, expected().find("cx")->find("account_rows_that_then_do_not_tie")->as_array());
  EXPECT_EQ(cx().report.untied_count, 2);
  EXPECT_EQ(cx().in_row(14).ties, true);
}

TEST(Samples, CxTrailerIsExplainedByTheUnreadableAmount) {
  const RentFileFindings& accounts = *cx().report.file(RentFilePart::accounts);
  EXPECT_EQ(accounts.verdict, FileVerdict::warning);
  EXPECT_THAT(accounts.unreadable_amounts,
              ElementsAre(number(*expected().find("cx"),
                                 "trailer_difference_explained_by_unreadable_amount_in_row")));
  ASSERT_EQ(accounts.because.size(), 1U);
  EXPECT_THAT(accounts.because[0].what,
              HasSubstr("the difference of £75.70 can be what is unreadable in row 58"));
  EXPECT_EQ(cx().report.file(RentFilePart::postings)->verdict, FileVerdict::ok);
}

TEST(Samples, CxStrangeButRightRowsSurvive) {
  const RentFileAccount& formula = cx().in_row(120);
  EXPECT_EQ(formula.tenants, (std::vector<PersonName>{{"Bob", "=HYPERLINK(\"http://x\")"}}));
  const RentFileAccount& quoted = cx().in_row(97);
  EXPECT_THAT(quoted.address.lines, ElementsAre("Flat 3", "\"The Old Dairy\", Larch Road"));
  EXPECT_EQ(quoted.address.postcode, "NM1 9LH");
  EXPECT_EQ(quoted.opening_balance, Money::from_pence(-15656));
  const RentFileAccount& joint = cx().in_row(304);
  EXPECT_EQ(
      joint.tenants,
      (std::vector<PersonName>{
          {"Kerry-Ann", "Ó Súilleabháin"}, {"Ngozi", "Ó Súilleabháin"}, {"Łukasz", "Nowak"}}));
}

TEST(Samples, CxReadsEveryColumn) {
  const RentFileAccount& row = cx().in_row(5);
  EXPECT_EQ(row.payment_reference, "5170803350003");
  EXPECT_EQ(row.tenancy_reference, "T-0020023");
  EXPECT_EQ(row.tenancy_start, (Date{2003, 10, 4}));
  EXPECT_EQ(row.tenancy_end, (Date{2026, 8, 20}));
  EXPECT_EQ(row.rent, (Rent{Money::from_pence(13049), RentFrequency::weekly}));
  EXPECT_EQ(row.benefit, Benefit::universal_credit);
  EXPECT_EQ(row.payment_method, "DD");
  EXPECT_EQ(row.balance, Money::from_pence(20342));
  EXPECT_EQ(row.patch, "Supported");
  const RentFileAccount& market = cx().in_row(16);
  EXPECT_EQ(market.tenancy_type, TenancyType::assured);
  EXPECT_FALSE(market.social);
  EXPECT_EQ(market.rent.frequency, RentFrequency::monthly);
  const RentFileAccount& garage = cx().in_row(38);
  EXPECT_EQ(garage.kind, AccountKind::garage);
  EXPECT_EQ(garage.tenancy_type, TenancyType::garage);
}

void expect_file_totals(const ReadExtract& extract) {
  const Json all = expected();
  EXPECT_EQ(extract.report.verdict(), FileVerdict::ok);
  EXPECT_THAT(extract.problems(), IsEmpty());
  EXPECT_EQ(extract.report.as_of, Date::parse(*all.text("as_of")).value());
  EXPECT_EQ(extract.report.accounts_loaded, number(all, "accounts"));
  EXPECT_EQ(extract.report.balance_loaded.pence(), number(all, "balance_pence"));
  EXPECT_EQ(extract.report.in_arrears_loaded, number(all, "in_arrears"));
  std::int64_t former = 0;
  std::int64_t garages = 0;
  for (const RentFileAccount& account : extract.accounts) {
    former += account.tenancy_end.has_value();
    garages += account.kind == AccountKind::garage;
  }
  EXPECT_EQ(former, number(all, "former"));
  EXPECT_EQ(garages, number(all, "garages"));
}

TEST(Samples, QlLoadsWholeAndTies) {
  const Json all = expected();
  expect_file_totals(ql());
  EXPECT_EQ(ql().report.postings_loaded, number(all, "transactions"));
  EXPECT_EQ(ql().report.postings_net_loaded.pence(), number(all, "transaction_net_pence"));
  EXPECT_THAT(ql().report.untied, IsEmpty());
  std::int64_t joint = 0;
  std::int64_t three = 0;
  for (const RentFileAccount& account : ql().accounts) {
    EXPECT_EQ(account.ties, true);
    joint += account.tenants.size() > 1;
    three += account.tenants.size() == 3;
  }
  EXPECT_EQ(joint, number(all, "joint"));
  EXPECT_EQ(three, number(all, "three"));
  EXPECT_EQ(ql().report.first_posting_on, (Date{2026, 5, 18}));
}

TEST(Samples, QlDecodesWindows1252) {
  const RentFileAccount& row = ql().in_row(21);
  EXPECT_EQ(row.tenants, (std::vector<PersonName>{{"José", "Llyr"}}));
  EXPECT_EQ(row.patch, "North");
}

TEST(Samples, PyramidLoadsBalancesAndProvesNothing) {
  expect_file_totals(pyramid());
  for (const RentFileAccount& account : pyramid().accounts) {
    EXPECT_EQ(account.ties, std::nullopt);
    EXPECT_EQ(account.opening_balance, std::nullopt);
  }
  EXPECT_EQ(pyramid().in_row(21).tenants, (std::vector<PersonName>{{"Grace", "van der Berg"}}));
  EXPECT_EQ(pyramid().in_row(13).tenancy_start, (Date{1978, 5, 24}));
}

TEST(Samples, TheThreeStylesAgree) {
  ASSERT_EQ(ql().accounts.size(), pyramid().accounts.size());
  for (std::size_t i = 0; i < ql().accounts.size(); ++i) {
    const RentFileAccount& one = ql().accounts[i];
    const RentFileAccount& other = pyramid().accounts[i];
    EXPECT_EQ(one.payment_reference, other.payment_reference);
    EXPECT_EQ(one.tenancy_type, other.tenancy_type) << one.payment_reference;
    EXPECT_EQ(one.social, other.social);
    EXPECT_EQ(one.kind, other.kind);
    EXPECT_EQ(one.rent, other.rent);
    EXPECT_EQ(one.balance, other.balance);
    EXPECT_EQ(one.tenancy_start, other.tenancy_start);
    EXPECT_EQ(one.tenancy_end, other.tenancy_end);
  }
  for (const RentFileAccount& one : cx().accounts) {
    const RentFileAccount& other = ql().accounts.at(static_cast<std::size_t>(one.row - 2));
    EXPECT_EQ(one.payment_reference, other.payment_reference);
    EXPECT_EQ(one.tenancy_type, other.tenancy_type);
    EXPECT_EQ(one.benefit, other.benefit);
    EXPECT_EQ(one.balance, other.balance);
    EXPECT_EQ(one.opening_balance, other.opening_balance);
    EXPECT_EQ(one.tenants.size(), other.tenants.size());
    EXPECT_EQ(one.patch, other.patch);
  }
}

}  // namespace
}  // namespace lintel
