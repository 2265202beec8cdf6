#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "storage/database.h"
#include "storage/migrator.h"
#include "tests/storage/northmere.h"

namespace lintel {

/// What every database behind the seam must do. Each test runs on an empty, migrated database of
/// every kind in LINTEL_CONFORMANCE.
class Conformance : public testing::TestWithParam<std::string> {
 protected:
  Conformance() : database(Database::open(GetParam())) { migrate(*database); }

  /// In a transaction of its own.
  template <class Act>
  auto write(Act&& act) {
    return database->write(std::forward<Act>(act));
  }
  template <class Act>
  auto read(Act&& act) {
    return database->read(std::forward<Act>(act));
  }
  /// A home with an account that owes, and a case at "reminded".
  Case open_case(const std::string& reference) {
    return write([&](Transaction& tx) { return north.open_case(tx, reference); });
  }

  std::unique_ptr<Database> database;
  Northmere north;
};

#define LINTEL_CONFORMANCE(suite)      \
  class suite : public Conformance {}; \
  INSTANTIATE_TEST_SUITE_P(Sqlite, suite, testing::Values("sqlite::memory:"))

}  // namespace lintel
