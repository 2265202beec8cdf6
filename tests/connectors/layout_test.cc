// Layouts: what they may say, and how they are told that they say it wrongly.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "connectors/written_values.h"
#include "tests/connectors/extract.h"

namespace lintel {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::string> faults(const std::string& yaml) {
  const auto layout = read_rent_file_layout(yaml, "new.yaml");
  std::vector<std::string> said;
  if (!layout) {
    for (const Problem& each : layout.error()) said.push_back(each.to_string());
  }
  return said;
}

const std::string kShape =
    "layout: new\nversion: \"1\"\ntitle: A new style\nformat: csv\nencoding: utf-8\ndates: "
    "[yyyy-mm-dd]\nmoney: pounds\n";
const std::string kColumns =
    "accounts:\n"
    "  columns: {payment_reference: Ref, tenancy_reference: Tenancy, tenancy_type: Type, "
    "tenancy_start: Start,\n"
    "            main_tenant: Name, address: Address, charge: Rent, frequency: Every, balance: "
    "Balance}\n";
const std::string kWords = "words:\n  tenancy_type: {A: assured}\n  frequency: {W: weekly}\n";

TEST(Layout, ANewHouseStyleIsOneFile) {
  const auto layout = read_rent_file_layout(
      kShape + "separator: \";\"\nnames: in_full\n" + kColumns + kWords, "new.yaml");
  ASSERT_TRUE(layout) << layout.error()[0].to_string();
  const ReadExtract read{
      *layout,
      {RentFile::of("rents 2026.csv",
                    "Ref;Tenancy;Type;Start;Name;Address;Rent;Every;Balance\n"
                    "1;2;A;2020-01-06;Ngozi van Okafor;\"1; The Row\";100.00;W;-3.50\n")}};
  ASSERT_EQ(read.accounts.size(), 1U) << read.because()[0];
  EXPECT_EQ(read.accounts[0].tenants[0], (PersonName{"Ngozi van", "Okafor"}));
  EXPECT_EQ(read.accounts[0].balance, Money::from_pence(-350));
  EXPECT_THAT(read.accounts[0].address.lines, ElementsAre("1; The Row"));
  EXPECT_EQ(read.report.as_of, std::nullopt);
}

TEST(Layout, EveryOneThatIsShippedReads) {
  EXPECT_THAT(rent_file_layout_names(kLayouts), ElementsAre("cx", "generic", "pyramid", "ql"));
  for (const std::string& name : rent_file_layout_names(kLayouts)) {
    const auto layout = find_rent_file_layout(kLayouts, name);
    EXPECT_TRUE(layout) << layout.error()[0].to_string();
  }
}

TEST(Layout, AnUnknownOneIsAnsweredWithThoseThereAre) {
  const auto layout = find_rent_file_layout(kLayouts, "pyramids");
  ASSERT_FALSE(layout);
  EXPECT_EQ(layout.error()[0].to_string(),
            "there is no layout \"pyramids\". Did you mean \"pyramid\"? The layouts are cx, "
            "generic, pyramid, ql.");
  EXPECT_FALSE(find_rent_file_layout(kLayouts, "../layouts/cx"));
}

TEST(Layout, FaultsAreNamedWithLineAndColumn) {
  EXPECT_THAT(faults(kShape + "separator: ab\nmony: pounds\n" + kColumns + kWords),
              ElementsAre("new.yaml:9:1: there is no key \"mony\" here. Did you mean \"money\"?",
                          HasSubstr("new.yaml:8:12: the separator is one character")));
  EXPECT_THAT(faults(kShape + kColumns + "words:\n  tenancy_type: {A: asured}\n"),
              ElementsAre(HasSubstr("new.yaml:12:21: \"asured\" is not a type of tenancy")));
  EXPECT_THAT(faults(kShape + "accounts:\n  columns: {payment_ref: Ref}\n" + kWords),
              Contains(HasSubstr("new.yaml:9:13: \"payment_ref\" is not a column of a rent file")));
  EXPECT_THAT(faults(kShape + "accounts:\n  columns: {payment_reference: Ref}\n" + kWords),
              Contains(HasSubstr("\"accounts\" does not say where balance stands")));
  EXPECT_THAT(faults("layout: [\n"), ElementsAre(HasSubstr("new.yaml:")));
  EXPECT_THAT(
      faults("layout: new\n"),
      Contains(HasSubstr("there is no \"format\". Write one of csv, delimited, fixed_width.")));
}

TEST(Layout, PlacesOutsideTheRecordAreFaults) {
  const std::string shape =
      "layout: new\nversion: \"1\"\ntitle: T\nformat: fixed_width\nencoding: ascii\ndates: "
      "[ddmmyy]\nmoney: pence\n";
  EXPECT_THAT(
      faults(shape +
             "accounts:\n  record: A\n  width: 20\n  columns: {payment_reference: 15-25}\n" +
             kWords),
      Contains(HasSubstr("\"15-25\" is not a stretch of the record's 20 characters")));
}

TEST(WrittenDates, AreReadInTheShapesOfTheLayout) {
  const auto read = [](std::string_view text, const std::string& shape) {
    return read_date(text, {shape}, 1950);
  };
  EXPECT_EQ(read("29/02/2024", "dd/mm/yyyy"), (Date{2024, 2, 29}));
  EXPECT_EQ(read("16-Nov-2003", "dd-MON-yyyy"), (Date{2003, 11, 16}));
  EXPECT_EQ(read("311249", "ddmmyy"), (Date{2049, 12, 31}));
  EXPECT_EQ(read("010150", "ddmmyy"), (Date{1950, 1, 1}));
  EXPECT_EQ(read("20261122", "yyyymmdd"), (Date{2026, 11, 22}));
  for (const std::string_view bad : {"29/02/2023",
                                     "1/2/2024",
                                     "00/01/2024",
                                     "01/13/2024",
                                     "01/01/1899",
                                     "01/01/2024 ",
                                     "aa/bb/cccc",
                                     ""}) {
    EXPECT_FALSE(read(bad, "dd/mm/yyyy")) << bad;
  }
  EXPECT_FALSE(read("16-ZZZ-2003", "dd-MON-yyyy"));
}

TEST(WrittenMoney, IsReadInTheShapeOfTheLayout) {
  const auto pence = [](std::string_view text, MoneyShape shape) {
    const Result<Money> read = read_money(text, shape);
    return read ? std::optional(read->pence()) : std::nullopt;
  };
  EXPECT_EQ(pence("1,284.16", MoneyShape::pounds), 128416);
  EXPECT_EQ(pence("12.40CR", MoneyShape::pounds), -1240);
  EXPECT_EQ(pence("12.40 CR", MoneyShape::pounds), -1240);
  EXPECT_EQ(pence("12.40DR", MoneyShape::pounds), 1240);
  EXPECT_EQ(pence("-9280", MoneyShape::pence), -9280);
  EXPECT_EQ(pence("0000055704+", MoneyShape::pence_then_sign), 55704);
  EXPECT_EQ(pence("0000055704-", MoneyShape::pence_then_sign), -55704);
  for (const std::string_view bad :
       {"", "CR", "-12.40CR", "12.405", "1,28.00", "1e3", "£", "12.40cr", "999999999999.00"}) {
    EXPECT_EQ(pence(bad, MoneyShape::pounds), std::nullopt) << bad;
  }
  for (const std::string_view bad : {"", "+", "-", "12.5", "--5", "+-5", "99999999999999999999"}) {
    EXPECT_EQ(pence(bad, MoneyShape::pence), std::nullopt) << bad;
  }
  for (const std::string_view bad : {"", "+", "55704", "-55704+", "5570 +"}) {
    EXPECT_EQ(pence(bad, MoneyShape::pence_then_sign), std::nullopt) << bad;
  }
}

TEST(WrittenNames, MayBeOneWord) {
  EXPECT_EQ(read_name("Hill, Yusuf", NameShape::surname_comma_forename),
            (PersonName{"Yusuf", "Hill"}));
  EXPECT_EQ(read_name("Thida", NameShape::surname_comma_forename), (PersonName{"", "Thida"}));
  EXPECT_EQ(read_name("Thida", NameShape::in_full), (PersonName{"", "Thida"}));
}

}  // namespace
}  // namespace lintel
