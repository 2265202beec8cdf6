#include <atomic>
#include <thread>

#include "storage/setting_store.h"
#include "tests/storage/conformance.h"

namespace lintel {
namespace {

using testing::ElementsAre;

LINTEL_CONFORMANCE(Transactions);

constexpr std::string_view kInsert =
    "INSERT INTO setting (name, value, changed_at, changed_by) VALUES (?, ?, ?, 'test')";
constexpr std::string_view kSelect = "SELECT value FROM setting ORDER BY name";

void put(Connection& connection, std::string_view name, std::string_view value) {
  connection.execute(kInsert, name, value, london_time(Northmere::today, 9, 0));
}

std::vector<std::string> values(Database& database) {
  return database.read([](Connection& c) {
    return c.all(kSelect, [](Row& row) { return row.take<std::string>(); });
  });
}

TEST_P(Transactions, AreSeenByReadersOnceTheyReturn) {
  write([](Transaction& tx) { put(tx, "a", "1"); });

  EXPECT_THAT(values(*database), ElementsAre("1"));
}

TEST_P(Transactions, LeaveNothingBehindWhenTheyThrow) {
  EXPECT_THROW(write([](Transaction& tx) {
                 put(tx, "a", "1");
                 throw std::runtime_error("changed my mind");
               }),
               std::runtime_error);

  EXPECT_THAT(values(*database), ElementsAre());
  write([](Transaction& tx) { put(tx, "a", "2"); });
  EXPECT_THAT(values(*database), ElementsAre("2"));
}

TEST_P(Transactions, CarryEveryKindOfValueUnharmed) {
  const std::string awkward = std::string("=SUM(1) '\"\n\0 Nguyễn محمد 王小明 €", 40);
  write([&](Transaction& tx) {
    put(tx, "awkward", awkward);
    put(tx, "empty", std::string_view());
  });

  EXPECT_THAT(values(*database), ElementsAre(awkward, ""));
}

TEST_P(Transactions, UndoOneSavepointAndKeepTheRest) {
  write([](Transaction& tx) {
    put(tx, "a", "1");
    try {
      tx.savepoint([&] {
        put(tx, "b", "2");
        tx.savepoint([&] { put(tx, "c", "3"); });
        throw std::runtime_error("refused");
      });
    } catch (const std::runtime_error&) {
      put(tx, "d", "4");
    }
  });

  EXPECT_THAT(values(*database), ElementsAre("1", "4"));
}

TEST_P(Transactions, SayWhichRuleARowBroke) {
  write([](Transaction& tx) { put(tx, "a", "1"); });
  try {
    write([](Transaction& tx) { put(tx, "a", "2"); });
    FAIL() << "two rows under one key";
  } catch (const ConstraintFault& fault) {
    EXPECT_EQ(fault.rule(), ConstraintFault::Rule::unique);
  }
}

TEST_P(Transactions, InsertOnceLeavesTheFirstRow) {
  const auto once = [&](std::string_view value) {
    return write([&](Transaction& tx) {
      return tx.execute(tx.dialect().insert_once(kInsert, "name"), "a", value, north.now());
    });
  };
  EXPECT_EQ(once("1"), 1);
  EXPECT_EQ(once("2"), 0);
  EXPECT_THAT(values(*database), ElementsAre("1"));
}

TEST_P(Transactions, UpsertKeepsTheLastRow) {
  for (const char* value : {"1", "2"}) {
    write([&](Transaction& tx) { SettingStore{tx}.set("a", value, north.now(), "test"); });
  }
  EXPECT_THAT(values(*database), ElementsAre("2"));
}

TEST_P(Transactions, CannotBeginWithinOneAnother) {
  EXPECT_THROW(
      write([&](Transaction&) { database->write([](Transaction& tx) { put(tx, "a", "1"); }); }),
      std::logic_error);
  EXPECT_THAT(values(*database), ElementsAre());
}

TEST_P(Transactions, RefuseAStatementWithTooFewValues) {
  EXPECT_THROW(write([](Transaction& tx) { tx.execute(kInsert, "a"); }), std::logic_error);
}

TEST_P(Transactions, ReadersCannotWrite) {
  EXPECT_THROW(read([](Connection& c) { put(c, "a", "1"); }), StorageFault);
  EXPECT_THAT(values(*database), ElementsAre());
}

TEST_P(Transactions, AReaderSeesOneViewThroughout) {
  write([](Transaction& tx) { put(tx, "a", "1"); });
  read([&](Connection& c) {
    const auto first = c.all(kSelect, [](Row& row) { return row.take<std::string>(); });
    write([](Transaction& tx) { put(tx, "b", "2"); });
    EXPECT_EQ(c.all(kSelect, [](Row& row) { return row.take<std::string>(); }), first);
  });
  EXPECT_THAT(values(*database), ElementsAre("1", "2"));
}

TEST_P(Transactions, StreamsMayBeNestedAndStopped) {
  write([](Transaction& tx) {
    put(tx, "a", "1");
    put(tx, "b", "2");
    put(tx, "c", "3");
  });
  std::string seen;
  read([&](Connection& c) {
    c.each(kSelect, [&](Row& outer) {
      seen += outer.take<std::string>() + ":";
      c.each(kSelect, [&](Row& inner) { seen += inner.take<std::string>(); });
      return seen.size() < 8;
    });
  });
  EXPECT_EQ(seen, "1:1232:123");
}

TEST_P(Transactions, SixteenCallersLoseNoUpdate) {
  write([](Transaction& tx) { put(tx, "counter", "0"); });
  constexpr int kCallers = 16;
  constexpr int kEach = 50;
  std::vector<std::thread> callers;
  for (int caller = 0; caller < kCallers; ++caller) {
    callers.emplace_back([this] {
      for (int i = 0; i < kEach; ++i) {
        write([&](Transaction& tx) {
          const int before = std::stoi(SettingStore{tx}.find("counter").value());
          SettingStore{tx}.set("counter", std::to_string(before + 1), north.now(), "test");
        });
      }
    });
  }
  for (std::thread& caller : callers) caller.join();

  EXPECT_THAT(values(*database), ElementsAre(std::to_string(kCallers * kEach)));
}

TEST_P(Transactions, OneCallersFailureSinksNoOther) {
  constexpr int kCallers = 16;
  constexpr int kEach = 40;
  std::atomic<int> failed = 0;
  std::vector<std::thread> callers;
  for (int caller = 0; caller < kCallers; ++caller) {
    callers.emplace_back([this, caller, &failed] {
      for (int i = 0; i < kEach; ++i) {
        const std::string name = std::to_string(caller) + "/" + std::to_string(i);
        try {
          write([&](Transaction& tx) {
            put(tx, name, "kept");
            if (i % 4 == 0) throw std::runtime_error(name);
          });
        } catch (const std::runtime_error& error) {
          EXPECT_EQ(error.what(), name);  // its own exception came back to it
          ++failed;
        }
      }
    });
  }
  for (std::thread& caller : callers) caller.join();

  EXPECT_EQ(failed, kCallers * kEach / 4);
  EXPECT_EQ(values(*database).size(), kCallers * kEach * 3 / 4);
}

TEST_P(Transactions, ReadersAndHousekeepingGoOnBesideWriters) {
  std::atomic<bool> writing = true;
  std::thread writer([&] {
    for (int i = 0; i < 300; ++i) {
      write([&](Transaction& tx) {
        put(tx, "a" + std::to_string(i), "1");
        put(tx, "b" + std::to_string(i), "1");
      });
      if (i % 100 == 0) database->tend();
    }
    writing = false;
  });
  std::vector<std::thread> readers;
  for (int i = 0; i < 12; ++i) {  // more than there are connections
    readers.emplace_back([&] {
      while (writing) EXPECT_EQ(values(*database).size() % 2, 0U);
    });
  }
  writer.join();
  for (std::thread& reader : readers) reader.join();
  EXPECT_EQ(values(*database).size(), 600U);
}

}  // namespace
}  // namespace lintel
