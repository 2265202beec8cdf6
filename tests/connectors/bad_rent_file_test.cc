// Rent files as they must not be: each gives a sentence with a place and what to do, and loses
// nothing.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "tests/connectors/extract.h"

namespace lintel {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string kAccountHeadings =
    "Payment Reference,Tenancy Reference,Account Type,Tenancy Type,Tenancy Start,Tenancy End,Main "
    "Tenant,"
    "Joint Tenants,Address,Postcode,Charge,Frequency,Benefit,Payment Method,Opening "
    "Balance,Current Balance,"
    "Patch\n";
const std::string kPostingHeadings =
    "Payment Reference,Transaction Date,Type,Description,Debit,Credit\n";
const std::string kHill =
    "100,T-1,Rent,Secure,01/04/1985,,\"Hill, Yusuf\",,2 Mill Lane,NM1 "
    "1AA,100.00,Weekly,,DD,0.00,50.00,East\n";
const std::string kOkafor =
    "200,T-2,Rent,Secure,01/04/1985,,\"Okafor, Ngozi\",,4 Mill Lane,NM1 "
    "1AA,100.00,Weekly,,DD,7.00,7.00,East\n";
const std::string kPostings = kPostingHeadings +
                              "100,02/11/2026,RENT,Weekly charge,100.00,\n"
                              "100,06/11/2026,PAY,DD,,50.00\n"
                              "TRAILER,2,50.00,,,\n";

ReadExtract cx(std::string accounts, std::string postings = kPostings) {
  return {"cx",
          {RentFile::of("rent_accounts_20261122.csv", std::move(accounts)),
           RentFile::of("rent_transactions_20261122.csv", std::move(postings))}};
}

TEST(RentFile, AGoodOneOfTwoAccountsLoads) {
  const ReadExtract read = cx(kAccountHeadings + kHill + kOkafor + "TRAILER,2,57.00\n");
  EXPECT_THAT(read.because(), IsEmpty());
  EXPECT_THAT(read.problems(), IsEmpty());
  EXPECT_EQ(read.accounts.size(), 2U);
  EXPECT_EQ(read.accounts[0].ties, true);
  EXPECT_EQ(read.postings.size(), 2U);
}

void expect_held(const ReadExtract& read, const std::string& sentence) {
  EXPECT_TRUE(read.report.held());
  EXPECT_THAT(read.because(), Contains(HasSubstr(sentence)));
  EXPECT_THAT(read.accounts, IsEmpty());
  EXPECT_THAT(read.postings, IsEmpty());
}

TEST(BadRentFile, OfAnotherLayoutIsHeld) {
  expect_held(ReadExtract("cx", sample("ql", {"TENANCY.TXT", "PERSON.TXT", "RENTTRAN.TXT"})),
              "TENANCY.TXT:1: this is not a file of layout cx: its first row has none of the "
              "layout's headings");
  expect_held(ReadExtract("ql", sample("cx", {"rent_accounts_20261122.csv"})),
              "this is not a file of layout ql: its first row has 1 columns divided by \"|\", not "
              "13 for accounts");
  expect_held(ReadExtract("pyramid", sample("ql", {"TENANCY.TXT"})),
              "this is not a file of layout pyramid: its first record begins");
  expect_held(ReadExtract("pyramid", sample("cx", {"rent_accounts_20261122.csv"})), "is not ASCII");
}

TEST(BadRentFile, WithAMissingColumnSaysWhichAndWhatWasMeant) {
  std::string headings = kAccountHeadings;
  headings.replace(headings.find("Current Balance"), 15, "Curent Balance");
  const ReadExtract read = cx(headings + kHill + "TRAILER,1,50.00\n");
  expect_held(
      read,
      "rent_accounts_20261122.csv:1: Current Balance: there is no column \"Current Balance\". "
      "Did you mean \"Curent Balance\"?");
}

TEST(BadRentFile, WithAHeadingTwiceIsHeld) {
  std::string headings = kAccountHeadings;
  headings.replace(headings.find("Patch"), 5, "Charge");
  expect_held(cx(headings + kHill + "TRAILER,1,50.00\n"),
              "the heading \"Charge\" stands there twice");
}

TEST(BadRentFile, CutShortIsHeld) {
  expect_held(cx(kAccountHeadings + kHill),
              "rent_accounts_20261122.csv:2: the file is cut short: its last row "
              "is not the trailer (TRAILER). Ask for the whole file again.");
  const std::string whole = kAccountHeadings + kHill + kOkafor + "TRAILER,2,57.00\n";
  for (std::size_t length = 0; length < whole.size() - 1; ++length) {
    const ReadExtract read = cx(whole.substr(0, length));
    // A cut within the trailer's last figure leaves a trailer that does not tie.
    EXPECT_TRUE(read.report.held() ||
                whole.substr(length).find_first_not_of(".0\n") == std::string::npos)
        << "cut to " << length << " bytes";
  }
}

TEST(BadRentFile, WhoseTrailerDoesNotTieIsHeld) {
  expect_held(cx(kAccountHeadings + kHill + kOkafor + "TRAILER,2,58.00\n"),
              "the trailer says £58.00 and the amounts that can be read come to £57.00, which "
              "differs by £1.00");
  expect_held(cx(kAccountHeadings + kHill + kOkafor + "TRAILER,3,57.00\n"),
              "the trailer says 3 rows and there are 2");
  expect_held(cx(kAccountHeadings + kHill + kOkafor + "TRAILER,two,57.00\n"),
              "rent_accounts_20261122.csv:4: the trailer's count, \"two\", is not a number");
  expect_held(cx(kAccountHeadings + kHill + "TRAILER,1,50.00\n" + kOkafor),
              "there are rows after the trailer");
}

TEST(BadRentFile, WithOneUnreadableAmountIsAWarningAndTheRestLoads) {
  std::string bad = kOkafor;
  bad.replace(bad.rfind("7.00"), 4, "x.00");
  const ReadExtract read = cx(kAccountHeadings + kHill + bad + "TRAILER,2,57.00\n");
  EXPECT_EQ(read.report.verdict(), FileVerdict::warning);
  EXPECT_THAT(read.because(),
              ElementsAre(HasSubstr("the difference of £7.00 can be what is unreadable in row 3")));
  EXPECT_EQ(read.accounts.size(), 1U);
  // With a row missing too, the unreadable amount explains nothing.
  expect_held(cx(kAccountHeadings + kHill + bad + "TRAILER,3,57.00\n"),
              "the trailer says 3 rows and there are 2");
}

TEST(BadRentFile, OfInvalidTextIsHeld) {
  std::string latin = kOkafor;
  latin.replace(latin.find("Ngozi"), 5, "Jos\xe9");
  expect_held(cx(kAccountHeadings + kHill + latin + "TRAILER,2,57.00\n"),
              "rent_accounts_20261122.csv:3: a byte of this row is not UTF-8");
  for (const std::string& sequence : {std::string("\xc0\xaf"),
                                      std::string("\xed\xa0\x80"),
                                      std::string("\xf4\x90\x80\x80"),
                                      std::string("\xe2\x82")}) {
    std::string row = kOkafor;
    row.replace(row.find("Ngozi"), 5, sequence);
    expect_held(cx(kAccountHeadings + row + "TRAILER,1,7.00\n"), "is not UTF-8");
  }
  std::string nul = kOkafor;
  nul.replace(nul.find("Ngozi"), 5, std::string("a\0b", 3));
  expect_held(cx(kAccountHeadings + kHill + nul + "TRAILER,2,57.00\n"),
              "rent_accounts_20261122.csv:3: there is a NUL byte in this row");
}

TEST(BadRentFile, WhoseQuoteIsNeverClosedIsHeld) {
  std::string open = kOkafor;
  open.replace(open.find("4 Mill"), 1, "\"4");
  expect_held(cx(kAccountHeadings + kHill + open + "TRAILER,2,57.00\n"),
              "rent_accounts_20261122.csv:3: a quote that opens in this row is never closed");
}

TEST(BadRentFile, WithAFieldOfAMegabyteRefusesThatRowAlone) {
  std::string huge = kOkafor;
  huge.replace(huge.find("4 Mill Lane"), 11, std::string(1'000'000, 'a'));
  const ReadExtract read = cx(kAccountHeadings + huge + kHill + "TRAILER,2,57.00\n");
  EXPECT_THAT(read.problems(),
              ElementsAre("rent_accounts_20261122.csv:2:9: Address: the text is 1000000 bytes "
                          "long. The most is 4096."));
  EXPECT_EQ(read.accounts.size(), 1U);
  expect_held(cx(kAccountHeadings + std::string(5'000'000, 'a') + "\n"),
              "this row is longer than 4 MiB");
}

TEST(BadRentFile, ThatIsEmptyIsHeld) {
  expect_held(cx(""), "rent_accounts_20261122.csv: the file is empty. Ask for the extract again.");
  expect_held(cx("\n\n  \n"), "the file is empty");
  expect_held(cx(kAccountHeadings + "TRAILER,0,0.00\n", kPostingHeadings + "TRAILER,0,0.00,,,\n"),
              "there is no account in the file");
}

TEST(BadRentFile, WithoutItsCompanionIsHeld) {
  const ReadExtract alone{
      "cx",
      {RentFile::of("rent_accounts_20261122.csv", kAccountHeadings + kHill + "TRAILER,1,50.00\n")}};
  expect_held(alone,
              "no file of postings (rent_transactions*) was given. Give all the files of one "
              "extract together.");
  expect_held(ReadExtract("cx", std::vector<RentFile>{}), "no file was given");
}

TEST(BadRentFile, RowsAreNamedWithColumnAndReason) {
  const ReadExtract read = cx(
      kAccountHeadings + kHill +
      "300,T-3,Rent,Asured Periodic,01/04/1985,01/04/1984,\"Nowak, Maja\",,4 Mill Lane,NM1 "
      "1AA,-1.00,Weekly,X,DD,0.00,1.00,East\n"
      "100,T-4,Rent,Secure,01/04/1985,,Thida,,4 Mill Lane,NM1 1AA,1.00,Weekly,,DD,0.00,2.00,East\n"
      "500,T-5,Rent,Secure,01/04/1985,,Thida,,\"4\" Mill Lane,NM1 "
      "1AA,1.00,Weekly,,DD,0.00,3.00,East\n"
      "600,T-6,Rent,Secure,01/04/1985\n" +
      kOkafor + "TRAILER,6,63.00\n");
  EXPECT_THAT(
      read.problems(),
      ElementsAre(
          HasSubstr("csv:3:4: Tenancy Type: \"Asured Periodic\" is not a tenancy type. Did you "
                    "mean \"Assured Periodic\"?"),
          HasSubstr("csv:3:6: Tenancy End: the tenancy ends before it starts"),
          HasSubstr("csv:3:11: Charge: the charge is below nothing"),
          HasSubstr("csv:3:13: Benefit: \"X\" is not a benefit"),
          HasSubstr(
              "csv:4:1: Payment Reference: \"100\" stands in row 2 too, so neither row loads"),
          HasSubstr("csv:5: text follows a closing quote"),
          HasSubstr("csv:6: the row has 5 columns, not 17")));
  // Of the two rows that claim one reference neither loads, and its postings wait with them.
  EXPECT_EQ(read.accounts.size(), 1U);
  EXPECT_EQ(read.report.postings_held, 2);
  EXPECT_EQ(read.accounts[0].tenants, (std::vector<PersonName>{{"Ngozi", "Okafor"}}));
}

TEST(BadRentFile, PostingsNeedOneAmountAndAKnownKind) {
  const ReadExtract read = cx(kAccountHeadings + kHill + "TRAILER,1,50.00\n",
                              kPostingHeadings +
                                  "100,02/11/2026,RENT,Weekly charge,100.00,\n"
                                  "100,06/11/2026,PAY,DD,1.00,50.00\n"
                                  "100,06/11/2026,PAY,DD,,\n"
                                  "100,06/11/2026,PAYE,DD,,50.00\n"
                                  "TRAILER,4,50.00,,,\n");
  EXPECT_THAT(read.problems(),
              ElementsAre(HasSubstr(":3:5: Debit: both debit and credit are filled in"),
                          HasSubstr(":4:5: Debit: the amount is missing"),
                          HasSubstr(":5:3: Type: \"PAYE\" is not a kind of transaction")));
  EXPECT_EQ(read.report.untied_count, 1);
  EXPECT_EQ(read.accounts[0].ties, false);
  EXPECT_EQ(read.report.untied[0].postings_net, Money::from_pence(10000));
}

TEST(BadRentFile, NotOneReadableRowHoldsTheFile) {
  std::string bad = kHill;
  bad.replace(bad.find("01/04/1985"), 10, "1985-04-01");
  expect_held(cx(kAccountHeadings + bad + "TRAILER,1,50.00\n"),
              "not one of the 1 rows could be read");
}

const std::string kTenancy =
    "0000001|100|ASS|16-NOV-2003||2 MILL LANE|NM2 4LP|10312|W|UC|0|55704|E\r\n";
const std::string kTenancyTrailer = "9999999|1|55704\r\n";
const std::string kRents = "100|18-MAY-2026|RENT|55704\r\n9999999|1|55704\r\n";

ReadExtract ql(std::string persons, std::string tenancies = kTenancy + kTenancyTrailer) {
  return {"ql",
          {RentFile::of("TENANCY.TXT", std::move(tenancies)),
           RentFile::of("PERSON.TXT", std::move(persons)),
           RentFile::of("RENTTRAN.TXT", kRents)}};
}

TEST(BadPersons, KeepTheirTenancyBack) {
  EXPECT_EQ(ql("0000001|1|Hill|Yusuf|M\r\n").accounts.size(), 1U);
  // A notice must name every joint tenant: one who cannot be read holds the account.
  const ReadExtract unreadable = ql("0000001|1|Hill|Yusuf|M\r\n0000001|x|Hill|Ivan|J\r\n");
  EXPECT_THAT(
      unreadable.problems(),
      ElementsAre(
          HasSubstr("TENANCY.TXT:1:1: tenancy_reference: a tenant of this tenancy cannot be read: "
                    "PERSON.TXT row 2"),
          HasSubstr("PERSON.TXT:2:2: position: \"x\" is not a place in the order of tenants")));
  EXPECT_THAT(
      ql("0000002|1|Hill|Yusuf|M\r\n").problems(),
      ElementsAre(
          HasSubstr("TENANCY.TXT:1:1: tenancy_reference: the tenant's name is missing: no person "
                    "of tenancy"),
          HasSubstr(
              "PERSON.TXT:1: tenancy_reference: no such tenancy \"0000002\" in the accounts")));
  EXPECT_THAT(ql("0000001|1|Hill|Yusuf|M\r\n0000001|1|Hill|Ivan|J\r\n").problems(),
              Contains(HasSubstr("two tenants of this tenancy are both number 1")));
}

TEST(BadPersons, OneNameIsANameAndOrderIsByNumber) {
  const ReadExtract read = ql("0000001|2|Thida||J\r\n0000001|1|Mu\x9aoz|Jos\xe9|M\r\n");
  ASSERT_EQ(read.accounts.size(), 1U);
  EXPECT_EQ(read.accounts[0].tenants, (std::vector<PersonName>{{"José", "Mušoz"}, {"", "Thida"}}));
}

TEST(BadPersons, BytesThatWindows1252HasNotAreHeld) {
  expect_held(ql("0000001|1|Hill|Yus\x81"
                 "f|M\r\n"),
              "PERSON.TXT:1: a byte of this row is not Windows-1252");
}

TEST(RentFileNames, AreNotNeededToTellFilesApart) {
  const ReadExtract read{"ql",
                         {RentFile::of("a.txt", kRents),
                          RentFile::of("b.txt", "0000001|1|Hill|Yusuf|M\r\n"),
                          RentFile::of("c.txt", kTenancy + kTenancyTrailer)}};
  EXPECT_EQ(read.accounts.size(), 1U);
  EXPECT_EQ(read.report.files[0].part, RentFilePart::postings);
}

std::string fixed(std::string text) {
  return text + std::string(160 - text.size(), ' ') + "\n";
}

TEST(BadFixedWidth, RowsOfTheWrongLengthAreRefused) {
  const std::string account =
      "A9388264970000 T-0020004 ASS161103      Hill                Yusuf         102 Mill Lane     "
      "              "
      "NM2 4LP 0000010312+W0000055704+";
  const std::string whole = fixed("H221126NORTHMERE HOMES") + fixed(account) + account + "\n" +
                            fixed("T00000002" + std::string("000000111408+"));
  const ReadExtract read{"pyramid", {RentFile::of("RENTS.DAT", whole)}};
  EXPECT_THAT(read.problems(),
              ElementsAre("RENTS.DAT:3: the row has 137 characters, not 160. Keep the spaces at "
                          "the end of each row."));
  EXPECT_EQ(read.accounts.size(), 1U);
  EXPECT_EQ(read.report.as_of, (Date{2026, 11, 22}));
  EXPECT_EQ(read.report.verdict(), FileVerdict::warning);
}

TEST(BadFixedWidth, AHeaderWithoutADateIsHeld) {
  expect_held(
      ReadExtract("pyramid",
                  {RentFile::of("RENTS.DAT",
                                fixed("H311126NORTHMERE") + fixed("T000000000000000000000+"))}),
      "RENTS.DAT:1: the header's date, \"311126\", is not a date");
}

TEST(RentFileReader, SaysWhenAFileChangesUnderIt) {
  int opened = 0;
  RentFile shifty{
      "rent_accounts_20261122.csv", [&]() -> std::unique_ptr<std::istream> {
        // Opened to recognise, to measure and to survey; then to hand over.
        const std::string row = ++opened <= 3 ? kHill : kOkafor;
        return std::make_unique<std::istringstream>(kAccountHeadings + row + "TRAILER,1,50.00\n");
      }};
  const RentFileLayout layout = layout_named("cx");
  RentFileReader reader(layout,
                        {shifty, RentFile::of("rent_transactions_20261122.csv", kPostings)});
  ASSERT_FALSE(reader.survey().held());
  struct Nowhere : RentFileSink {
    void account(const RentFileAccount&) override {}
    void posting(const RentFilePosting&) override {}
  } nowhere;
  EXPECT_THROW(reader.hand_over(nowhere), std::runtime_error);
}

TEST(RentFileReader, TellsHowFarItIs) {
  std::vector<std::uint64_t> read;
  std::uint64_t total = 0;
  const RentFileLayout layout = layout_named("pyramid");
  RentFileReader reader(
      layout, sample("pyramid", {"RENTS.DAT"}), [&](std::uint64_t done, std::uint64_t all) {
        read.push_back(done);
        total = all;
      });
  reader.survey();
  EXPECT_EQ(read.back() * 2, total);
}

}  // namespace
}  // namespace lintel
