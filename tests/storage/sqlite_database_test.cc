#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

#include "storage/chain.h"
#include "storage/setting_store.h"
#include "tests/storage/conformance.h"

namespace lintel {
namespace {

using testing::HasSubstr;

class SqliteFile : public testing::Test {
 protected:
  SqliteFile()
      : folder_(std::filesystem::temp_directory_path() /
                ("lintel-test-" + std::to_string(::getpid()))) {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directory(folder_);
  }
  ~SqliteFile() override { std::filesystem::remove_all(folder_); }
  std::string file() const { return (folder_ / "lintel.db").string(); }
  std::string url() const { return "sqlite:" + file(); }

  static std::string refusal(const std::function<void()>& act) {
    try {
      act();
    } catch (const StorageFault& fault) {
      return fault.what();
    }
    return "nothing was refused";
  }

  std::filesystem::path folder_;
  Northmere north;
};

TEST_F(SqliteFile, KeepsWhatWasCommitted) {
  {
    const auto database = Database::open(url());
    EXPECT_EQ(migrate(*database).from, 0);
    database->write([&](Transaction& tx) { north.open_case(tx, "T-1"); });
  }
  const auto database = Database::open(url());
  const MigrationsDone done = migrate(*database);
  EXPECT_EQ(done.from, done.to);
  EXPECT_EQ(level(*database), done.to);
  EXPECT_EQ(database->read([](Connection& c) { return verify_chains(c).events; }), 1);
}

TEST_F(SqliteFile, MayBeWrittenByTwoAtOnce) {
  const auto first = Database::open(url());
  migrate(*first);
  const auto second = Database::open(url());
  first->write([&](Transaction& tx) { SettingStore{tx}.set("counter", "0", north.now(), "test"); });
  const auto count = [&](Database& database) {
    for (int i = 0; i < 100; ++i) {
      database.write([&](Transaction& tx) {
        const int before = std::stoi(SettingStore{tx}.find("counter").value());
        SettingStore{tx}.set("counter", std::to_string(before + 1), north.now(), "test");
      });
    }
  };
  std::thread other([&] { count(*second); });
  count(*first);
  other.join();
  EXPECT_EQ(second->read([](Connection& c) { return SettingStore{c}.find("counter"); }), "200");
}

TEST_F(SqliteFile, AFullDiskIsSaidAndOutlived) {
  Database::Options small;
  small.most_pages = 160;
  const auto database = Database::open(url(), small);
  migrate(*database);
  const std::string much(20'000, 'x');
  const auto put = [&](const std::string& name, std::string_view value) {
    database->write(
        [&](Transaction& tx) { SettingStore{tx}.set(name, value, north.now(), "test"); });
  };

  int kept = 0;
  const std::string said = refusal([&] {
    for (;; ++kept) put("n" + std::to_string(kept), much);
  });

  EXPECT_THAT(said, HasSubstr("no room left"));
  EXPECT_GT(kept, 0);
  EXPECT_EQ(database->read(
                [&](Connection& c) { return SettingStore{c}.find("n" + std::to_string(kept)); }),
            std::nullopt);
  put("n0", "short");  // what fits is still written
  EXPECT_EQ(database->read([](Connection& c) { return SettingStore{c}.find("n0"); }), "short");
}

TEST_F(SqliteFile, AFullDiskSinksOnlyThoseWhoDoNotFit) {
  Database::Options small;
  small.most_pages = 200;
  const auto database = Database::open(url(), small);
  migrate(*database);
  const std::string much(400'000, 'x');
  std::atomic<int> refused = 0;
  std::vector<std::thread> callers;
  for (int caller = 0; caller < 8; ++caller) {
    callers.emplace_back([&, caller] {
      for (int i = 0; i < 20; ++i) {
        const std::string name = std::to_string(caller) + "/" + std::to_string(i);
        try {
          database->write([&](Transaction& tx) {
            SettingStore{tx}.set(
                name, caller == 0 ? std::string_view(much) : "short", north.now(), "test");
            if (caller == 0) SettingStore{tx}.set(name + "+", much, north.now(), "test");
          });
        } catch (const StorageFault& fault) {
          EXPECT_EQ(fault.cause(), StorageFault::Cause::full);
          EXPECT_EQ(caller, 0);
          ++refused;
        }
      }
    });
  }
  for (std::thread& caller : callers) caller.join();

  EXPECT_EQ(refused, 20);
  const auto kept = database->read([](Connection& c) {
    return c.one("SELECT COUNT(*) FROM setting", [](Row& row) { return row.take<int>(); });
  });
  EXPECT_EQ(kept, 140);
}

TEST_F(SqliteFile, OfANewerVersionIsRefusedAndLeftAlone) {
  const auto database = Database::open(url());
  migrate(*database);
  std::vector<Migration> newer(migrations().begin(), migrations().end());
  newer.push_back({.number = static_cast<int>(newer.size()) + 1,
                   .why = "Court orders",
                   .sql = "CREATE TABLE court_order (id $id NOT NULL PRIMARY KEY) $table;\n"});
  migrate(*database, newer);

  const std::string said = refusal([&] { migrate(*database); });

  EXPECT_THAT(said, HasSubstr("made by a newer Lintel"));
  EXPECT_THAT(said, HasSubstr("Start that version"));
  EXPECT_EQ(level(*database), std::ssize(newer));
}

TEST_F(SqliteFile, AChangedMigrationIsRefused) {
  const auto database = Database::open(url());
  migrate(*database);
  std::vector<Migration> changed(migrations().begin(), migrations().end());
  changed[1].sql = "CREATE TABLE other (id $id) $table;\n";
  EXPECT_THAT(refusal([&] { migrate(*database, changed); }), HasSubstr("reads otherwise"));
}

TEST_F(SqliteFile, AMigrationThatFailsLeavesNothing) {
  const auto database = Database::open(url());
  std::vector<Migration> broken(migrations().begin(), migrations().end());
  broken.push_back({.number = static_cast<int>(broken.size()) + 1,
                    .why = "",
                    .sql = "CREATE TABLE extra (id $id NOT NULL) $table;\nCREATE TABLE extra (id "
                           "$id NOT NULL) $table;\n"});
  EXPECT_NE(refusal([&] { migrate(*database, broken); }), "nothing was refused");
  EXPECT_EQ(level(*database), std::ssize(broken) - 1);
  EXPECT_EQ(database->read([](Connection& c) {
    return c.one("SELECT COUNT(*) FROM sqlite_master WHERE name = 'extra'",
                 [](Row& row) { return row.take<int>(); });
  }),
            0);
}

TEST_F(SqliteFile, SaysWhatIsWrongWithAName) {
  EXPECT_THAT(refusal([] { Database::open("postgres://x"); }), HasSubstr("Write sqlite:PATH"));
  EXPECT_THAT(refusal([] { Database::open("mysql://lintel@localhost/lintel"); }),
              HasSubstr("without a MySQL driver"));
  EXPECT_THAT(
      refusal([&] { Database::open("sqlite:" + (folder_ / "nowhere" / "lintel.db").string()); }),
      HasSubstr("See that its folder is there"));
  std::ofstream(file()) << std::string(4096, 'n');
  EXPECT_THAT(refusal([&] { Database::open(url()); }), HasSubstr("is not a Lintel database"));
}

TEST_F(SqliteFile, SpellsEveryMigrationInSentences) {
  int number = 0;
  for (const Migration& step : migrations()) {
    EXPECT_EQ(step.number, ++number);
    EXPECT_GT(step.why.size(), 20U);
    EXPECT_NE(step.sql, "");
  }
}

}  // namespace
}  // namespace lintel
