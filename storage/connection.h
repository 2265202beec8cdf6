#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "storage/bound.h"
#include "storage/row.h"

namespace lintel {

/// A prepared statement of one connection. Drivers implement it; stores reach it through
/// Connection.
class Statement : public Columns {
 public:
  /// Binds, runs to the end and gives the number of rows inserted, updated or deleted.
  virtual std::int64_t run(std::span<const Bound> values) = 0;
  /// Binds and stands before the first row.
  virtual void start(std::span<const Bound> values) = 0;
  /// Moves to the next row; false after the last.
  virtual bool next() = 0;
  /// Lets go of the rows and of what was bound.
  virtual void finish() noexcept = 0;
};

/// How this database spells what differs between SQLite, MySQL 8 and MariaDB 10.6. Each takes an
/// INSERT without its ending and gives the whole statement.
class Dialect {
 public:
  virtual ~Dialect() = default;
  /// A row whose key is there already is left alone: it touches 0 rows and is no fault. `key` is
  /// any column of the table's primary key.
  virtual std::string insert_once(std::string_view insert, std::string_view key) const = 0;
  /// A row whose `key` (a unique index, in order) is there already has `columns` set to the values
  /// given.
  virtual std::string upsert(std::string_view insert,
                             std::initializer_list<std::string_view> key,
                             std::initializer_list<std::string_view> columns) const = 0;
};

/// One connection, used by one thread at a time. It prepares each statement once and keeps it.
///
/// SQL is the common subset of SQLite and MySQL, with `?` for each value; what differs is asked of
/// dialect(). Faults are StorageFault and ConstraintFault.
class Connection {
 public:
  virtual ~Connection() = default;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// Runs a statement that gives no rows; how many it inserted, updated (matched) or deleted.
  template <class... Values>
  std::int64_t execute(std::string_view sql, const Values&... values) {
    return execute(sql, bind(values...));
  }
  std::int64_t execute(std::string_view sql, std::span<const Bound> values);
  template <std::size_t N>
  std::int64_t execute(std::string_view sql, const std::array<Bound, N>& values) {
    return execute(sql, std::span<const Bound>(values));
  }

  /// Calls see(Row&) for each row as it is read: memory does not grow with the rows. A `see` that
  /// returns false ends the reading.
  template <class See, class... Values>
  void each(std::string_view sql, See&& see, const Values&... values) {
    const auto bound = bind(values...);
    each_bound(sql, see, bound);
  }
  template <class See>
  void each_bound(std::string_view sql, See&& see, std::span<const Bound> values) {
    read(sql, values, [&](Row& row) {
      if constexpr (std::is_same_v<std::invoke_result_t<See&, Row&>, bool>) {
        return see(row);
      } else {
        see(row);
        return true;
      }
    });
  }

  /// make(Row&) of every row.
  template <class Make, class... Values>
  auto all(std::string_view sql, Make&& make, const Values&... values) {
    const auto bound = bind(values...);
    return all_bound(sql, make, bound);
  }
  template <class Make>
  auto all_bound(std::string_view sql, Make&& make, std::span<const Bound> values) {
    std::vector<std::invoke_result_t<Make&, Row&>> made;
    each_bound(
        sql, [&](Row& row) { made.push_back(make(row)); }, values);
    return made;
  }

  /// make(Row&) of the first row, if there is one.
  template <class Make, class... Values>
  auto one(std::string_view sql, Make&& make, const Values&... values) {
    std::optional<std::invoke_result_t<Make&, Row&>> made;
    each(
        sql,
        [&](Row& row) {
          made.emplace(make(row));
          return false;
        },
        values...);
    return made;
  }

  virtual const Dialect& dialect() const = 0;
  /// The database's own clock: leases are taken in its time and no replica's.
  virtual Instant now() = 0;

 protected:
  Connection() = default;

  /// A statement that nobody is reading from, prepared on first use.
  virtual std::shared_ptr<Statement> prepare(std::string_view sql) = 0;

 private:
  template <class... Values>
  static std::array<Bound, sizeof...(Values)> bind(const Values&... values) {
    return {Bound(values)...};
  }
  void read(std::string_view sql,
            std::span<const Bound> values,
            const std::function<bool(Row&)>& see);

  friend class BulkStatement;
};

/// A connection within a write(). Everything done through it is committed together or not at all.
class Transaction : public Connection {
 public:
  /// Runs `act` so that an exception undoes what it did and nothing else, then travels on.
  virtual void savepoint(const std::function<void()>& act) = 0;
};

/// One statement run for many rows: prepared once, bound for each. A driver may gather rows and
/// send them together; finish() sends the last of them.
class BulkStatement {
 public:
  BulkStatement(Connection& connection, std::string_view sql)
      : statement_(connection.prepare(sql)) {}

  /// How many rows were touched.
  template <class... Values>
  std::int64_t add(const Values&... values) {
    const std::array<Bound, sizeof...(Values)> bound{Bound(values)...};
    return statement_->run(bound);
  }

 private:
  std::shared_ptr<Statement> statement_;
};

}  // namespace lintel
