// The made-up landlord: believable, repeatable, and readable in every house style.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "connectors/rent_file.h"
#include "connectors/rent_file_layout.h"
#include "server/estate/estate.h"

namespace lintel {
namespace {

namespace fs = std::filesystem;

const Date kSunday{2026, 11, 22};

class EstateFiles : public testing::Test {
 protected:
  void SetUp() override {
    folder_ =
        fs::temp_directory_path() / ("lintel-estate-" + std::to_string(::getpid()) + "-" +
                                     testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }
  fs::path folder_;
};

std::string bytes_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

struct Rows : RentFileSink {
  std::vector<RentFileAccount> accounts;
  Money net;
  void account(const RentFileAccount& row) override { accounts.push_back(row); }
  void posting(const RentFilePosting& row) override { net += row.posting.amount; }
};

RentFileReport read(HouseStyle style, const std::vector<fs::path>& paths, Rows& rows) {
  const auto layout =
      find_rent_file_layout(fs::path(LINTEL_SOURCE_DIR) / "config/layouts", to_string(style));
  if (!layout) throw std::runtime_error(layout.error().front().to_string());
  std::vector<RentFile> files;
  for (const fs::path& path : paths) files.push_back(RentFile::at(path));
  RentFileReader reader(*layout, files);
  const RentFileReport report = reader.survey();
  if (!report.held()) reader.hand_over(rows);
  return report;
}

TEST_F(EstateFiles, AreTheSameBytesForTheSameParameters) {
  const EstateParameters parameters{.homes = 300, .seed = 7, .weeks = 20, .on = kSunday};
  for (const HouseStyle style :
       {HouseStyle::cx, HouseStyle::ql, HouseStyle::pyramid, HouseStyle::generic}) {
    const Estate one(parameters);
    const Estate other(parameters);
    const auto here = one.write(style, one.first_day(), kSunday, folder_ / "one");
    const auto there = other.write(style, other.first_day(), kSunday, folder_ / "other");
    ASSERT_EQ(here.size(), there.size());
    for (std::size_t i = 0; i < here.size(); ++i)
      EXPECT_EQ(bytes_of(here[i]), bytes_of(there[i])) << here[i];
  }
}

TEST_F(EstateFiles, ReadWholeAndTieInEveryStyle) {
  const Estate estate({.homes = 400, .seed = 3, .weeks = 30, .on = kSunday});
  for (const HouseStyle style :
       {HouseStyle::cx, HouseStyle::ql, HouseStyle::pyramid, HouseStyle::generic}) {
    Rows rows;
    const auto paths = estate.write(style, estate.first_day(), kSunday, folder_ / to_string(style));
    const RentFileReport report = read(style, paths, rows);
    EXPECT_EQ(report.verdict(), FileVerdict::ok) << to_string(style);
    EXPECT_EQ(report.problem_count, 0)
        << (report.problems.empty() ? "" : report.problems[0].to_string());
    EXPECT_EQ(report.as_of, kSunday) << to_string(style);
    EXPECT_EQ(report.untied_count, 0);
    ASSERT_EQ(rows.accounts.size(), estate.accounts().size());
    for (std::size_t i = 0; i < rows.accounts.size(); ++i) {
      const EstateAccount& made = estate.accounts()[i];
      const RentFileAccount& row = rows.accounts[i];
      EXPECT_EQ(row.payment_reference, made.payment_reference);
      EXPECT_EQ(row.tenancy_type, made.type);
      EXPECT_EQ(row.social, made.social);
      EXPECT_EQ(row.kind, made.kind);
      EXPECT_EQ(row.rent, made.rent);
      EXPECT_EQ(row.balance, estate.balance_at(i, kSunday));
      if (style == HouseStyle::cx || style == HouseStyle::generic) {
        EXPECT_EQ(row.tenants, made.tenants);
      }
      if (style == HouseStyle::ql) {
        EXPECT_EQ(row.tenants.size(), made.tenants.size());
      }
      if (style != HouseStyle::pyramid) {
        EXPECT_EQ(row.patch, made.patch);
      }
    }
  }
}

TEST_F(EstateFiles, OfOneWeekFollowOnFromTheWeekBefore) {
  const Estate estate({.homes = 200, .seed = 5, .weeks = 30, .on = kSunday});
  Rows before;
  Rows after;
  const Date sunday_before = kSunday.plus_days(-7);
  read(HouseStyle::cx,
       estate.write(HouseStyle::cx, estate.first_day(), sunday_before, folder_ / "before"),
       before);
  const RentFileReport week =
      read(HouseStyle::cx,
           estate.write(HouseStyle::cx, sunday_before.plus_days(1), kSunday, folder_ / "after"),
           after);
  EXPECT_EQ(week.first_posting_on, sunday_before.plus_days(1));
  EXPECT_EQ(week.untied_count, 0);
  std::map<std::string, Money> balances;
  for (const RentFileAccount& account : before.accounts)
    balances[account.payment_reference] = account.balance;
  for (const RentFileAccount& account : after.accounts) {
    if (!balances.contains(account.payment_reference)) continue;  // let within the week
    EXPECT_EQ(account.opening_balance, balances[account.payment_reference])
        << account.payment_reference;
  }
  EXPECT_GT(after.net, Money{});  // a week's rent, less what was paid
}

TEST(Estate, HasEveryKindOfLettingInEvenThreeHundredHomes) {
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    const Estate estate({.homes = 300, .seed = seed, .weeks = 60, .on = kSunday});
    std::set<TenancyType> types;
    std::set<Benefit> benefits;
    std::set<std::string> patches;
    std::set<std::string> references;
    int market = 0, joint = 0, former = 0, garages = 0, managed = 0, debit = 0;
    for (const EstateAccount& account : estate.accounts()) {
      types.insert(account.type);
      benefits.insert(account.benefit);
      patches.insert(account.patch);
      EXPECT_TRUE(references.insert(account.payment_reference).second) << account.payment_reference;
      EXPECT_TRUE(references.insert(account.tenancy_reference).second) << account.tenancy_reference;
      market += account.type == TenancyType::assured && !account.social;
      joint += account.tenants.size() > 1;
      former += account.end.has_value();
      garages += account.kind == AccountKind::garage;
      managed += account.managed_payment;
      debit += account.payment_method == "DD";
    }
    EXPECT_EQ(types,
              (std::set{TenancyType::assured,
                        TenancyType::starter,
                        TenancyType::secure,
                        TenancyType::licence,
                        TenancyType::garage}));
    EXPECT_EQ(benefits.size(), 3U);
    EXPECT_THAT(patches, testing::ElementsAre("East", "North", "South", "Supported", "West"));
    for (const int count : {market, joint, former, garages, managed, debit}) EXPECT_GT(count, 0);
    EXPECT_EQ(static_cast<int>(estate.accounts().size()), 300 + garages + former);
  }
}

/// Of the rent accounts that are let: how many in a thousand owe more than that many weeks.
double owing(const Estate& estate, Date day, std::int64_t weeks) {
  int owe = 0;
  int all = 0;
  for (std::size_t i = 0; i < estate.accounts().size(); ++i) {
    const EstateAccount& account = estate.accounts()[i];
    if (account.kind != AccountKind::rent || account.end || account.start > day) continue;
    ++all;
    owe += estate.balance_at(i, day) > account.rent.weekly() * weeks;
  }
  return 1000.0 * owe / all;
}

TEST(Estate, OwesAboutWhatATownOwes) {
  const Estate estate({.homes = 6000, .seed = 1, .weeks = 60, .on = kSunday});
  for (int week = 0; week < 12; ++week) {
    const Date sunday = kSunday.plus_days(-7 * week);
    EXPECT_NEAR(owing(estate, sunday, 0), 333, 45) << sunday.to_iso();
    EXPECT_NEAR(owing(estate, sunday, 4), 83, 20) << sunday.to_iso();
  }
  // Christmas shows.
  EXPECT_GT(owing(estate, Date{2026, 1, 11}, 2), owing(estate, Date{2025, 12, 7}, 2));
}

TEST(Estate, RefusesWhatItCannotMake) {
  EXPECT_THROW(Estate({.homes = 0}), std::invalid_argument);
  EXPECT_THROW(Estate({.weeks = 0}), std::invalid_argument);
  EXPECT_FALSE(parse_house_style("orchard"));
}

}  // namespace
}  // namespace lintel
