#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>

#include "storage/connection.h"

namespace lintel {

/// The one seam between Lintel and a database. SQLite stands behind it when it is embedded.
///
/// Many threads may call read() and write() at once. Never call write() from within a write(): it
/// is refused with std::logic_error. Stores (storage/*_store.h) are made on the spot from the
/// connection at hand, so that several take part in one transaction:
///
///     const Applied applied = database.write([&](Transaction& tx) {
///       AuditStore{tx}.add(row);
///       return CaseStore{tx}.apply(transition);
///     });
class Database {
 public:
  struct Options {
    int readers = 8;           ///< connections for reading, opened as they are needed
    int readers_cache_mb = 2;  ///< page cache of each
    int writer_cache_mb = 64;
    std::int64_t most_pages = 0;  ///< 0: no limit; SQLite refuses to grow past so many (of 4 KiB)
  };

  /// Opens "sqlite:PATH", or "sqlite::memory:" for a private one that vanishes when it is closed.
  /// The file is made when it is missing; its folder must be there. Nothing is migrated: see
  /// storage/migrator.h. StorageFault: a sentence with what to do.
  static std::unique_ptr<Database> open(const std::string& url, Options options);
  static std::unique_ptr<Database> open(const std::string& url) { return open(url, Options{}); }

  virtual ~Database() = default;
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  /// Runs `act(Transaction&)` in one transaction and gives what it returns, once that is on disk.
  ///
  /// Callers that arrive while a commit is on its way share the next one (at most 64, each behind
  /// its own savepoint): an exception from one undoes that one's work, goes to its caller alone and
  /// leaves the others be. `act` may be run more than once and on another caller's thread, so it
  /// does nothing but read and write through its Transaction and set what it captured. It is to be
  /// short: no more than 1,000 rows a call, so that nobody waits long behind it.
  template <class Act>
  auto write(Act&& act) -> std::invoke_result_t<Act&, Transaction&> {
    using Answer = std::invoke_result_t<Act&, Transaction&>;
    if constexpr (std::is_void_v<Answer>) {
      commit([&](Transaction& transaction) { act(transaction); });
    } else {
      std::optional<Answer> answer;
      commit([&](Transaction& transaction) { answer.emplace(act(transaction)); });
      return *std::move(answer);
    }
  }

  /// Runs `act(Connection&)` on a connection that cannot write. All that it reads is one consistent
  /// view, that of its first query. Waits when every reader is taken.
  template <class Act>
  auto read(Act&& act) -> std::invoke_result_t<Act&, Connection&> {
    using Answer = std::invoke_result_t<Act&, Connection&>;
    if constexpr (std::is_void_v<Answer>) {
      view([&](Connection& connection) { act(connection); });
    } else {
      std::optional<Answer> answer;
      view([&](Connection& connection) { answer.emplace(act(connection)); });
      return *std::move(answer);
    }
  }

  /// Folds the write-ahead log back into the file, for the quiet hours. Waits for nobody.
  virtual void tend() = 0;

  /// "sqlite" or "mysql": which marked lines of a migration apply.
  virtual std::string_view kind() const = 0;

 protected:
  Database() = default;
  virtual void commit(const std::function<void(Transaction&)>& act) = 0;
  virtual void view(const std::function<void(Connection&)>& act) = 0;
};

}  // namespace lintel
