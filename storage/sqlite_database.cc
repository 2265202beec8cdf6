#include "storage/sqlite_database.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <unistd.h>

#include <cassert>
#include <cerrno>
#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <system_error>
#include <unordered_map>

#include "storage/group_commit.h"

namespace lintel {
namespace {

constexpr std::string_view kPrivate = ":memory:";
constexpr int kWaitForLockMs = 5000;
// 64 MB of log. A commit that has to copy the log back makes everybody wait: it must be rarer than
// one in a hundred batches of sixteen callers.
constexpr int kPagesBeforeCheckpoint = 16'000;
constexpr std::size_t kMostStatements = 256;

[[noreturn]] void fault(sqlite3* handle, int code, const std::string& path) {
  using Cause = StorageFault::Cause;
  using Rule = ConstraintFault::Rule;
  const std::string why = handle ? sqlite3_errmsg(handle) : sqlite3_errstr(code);
  const int extended = handle ? sqlite3_extended_errcode(handle) : code;
  switch (code & 0xff) {
    case SQLITE_CONSTRAINT: {
      const Rule rule =
          extended == SQLITE_CONSTRAINT_UNIQUE || extended == SQLITE_CONSTRAINT_PRIMARYKEY
              ? Rule::unique
          : extended == SQLITE_CONSTRAINT_FOREIGNKEY ? Rule::foreign_key
          : extended == SQLITE_CONSTRAINT_CHECK      ? Rule::check
          : extended == SQLITE_CONSTRAINT_NOTNULL    ? Rule::not_null
                                                     : Rule::other;
      throw ConstraintFault(rule, "A row breaks a rule of its table: " + why + ".");
    }
    case SQLITE_FULL:
      throw StorageFault(Cause::full,
                         "There is no room left to write " + path +
                             ". Nothing was changed; free some disk and try again.");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      throw StorageFault(Cause::busy,
                         "Another program holds " + path + ". Close it and try again.");
    case SQLITE_NOTADB:
      throw StorageFault(
          Cause::corrupt,
          path + " is not a Lintel database. Name another file, or move this one away.");
    case SQLITE_CORRUPT:
      throw StorageFault(Cause::corrupt,
                         path + " is damaged (" + why + "). Restore the last backup.");
    case SQLITE_CANTOPEN:
      throw StorageFault(
          Cause::gone,
          path + " cannot be opened. See that its folder is there and may be written to.");
    case SQLITE_READONLY:
      throw StorageFault(Cause::refused, path + " may not be written from here (" + why + ").");
    default:
      throw StorageFault(Cause::other,
                         path + ": " + why + " (SQLite " + std::to_string(extended) + ").");
  }
}

class SqliteStatement final : public Statement {
 public:
  SqliteStatement(sqlite3* handle, std::string_view sql, const std::string& path)
      : handle_(handle), path_(path) {
    const int code = sqlite3_prepare_v3(handle,
                                        sql.data(),
                                        static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT,
                                        &statement_,
                                        nullptr);
    if (code != SQLITE_OK) fault(handle, code, path);
  }
  ~SqliteStatement() override { sqlite3_finalize(statement_); }
  SqliteStatement(const SqliteStatement&) = delete;
  SqliteStatement& operator=(const SqliteStatement&) = delete;

  std::int64_t run(std::span<const Bound> values) override {
    start(values);
    int code = SQLITE_ROW;
    while (code == SQLITE_ROW) code = sqlite3_step(statement_);
    if (code != SQLITE_DONE) stop(code);
    const std::int64_t touched = sqlite3_stmt_readonly(statement_) ? 0 : sqlite3_changes64(handle_);
    finish();
    return touched;
  }
  void start(std::span<const Bound> values) override {
    if (sqlite3_bind_parameter_count(statement_) != static_cast<int>(values.size())) {
      throw std::logic_error("a statement has " +
                             std::to_string(sqlite3_bind_parameter_count(statement_)) +
                             " question marks and was given " + std::to_string(values.size()) +
                             " values: " + sqlite3_sql(statement_));
    }
    int place = 0;
    for (const Bound& value : values) {
      const int code = bind(++place, value);
      if (code != SQLITE_OK) stop(code);
    }
  }
  bool next() override {
    const int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) return true;
    if (code != SQLITE_DONE) stop(code);
    return false;
  }
  void finish() noexcept override {
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
  }

  bool is_null(int column) const override {
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
  }
  std::int64_t integer(int column) const override {
    return sqlite3_column_int64(statement_, column);
  }
  std::string_view text(int column) const override {
    const void* bytes =
        sqlite3_column_blob(statement_, column);  // text is UTF-8 already: no conversion
    const int size = sqlite3_column_bytes(statement_, column);
    return bytes ? std::string_view(static_cast<const char*>(bytes), static_cast<std::size_t>(size))
                 : std::string_view("");
  }

 private:
  int bind(int place, const Bound& value) {
    // A null pointer would bind NULL, where empty text is meant.
    const char* bytes = value.text().data() ? value.text().data() : "";
    switch (value.kind()) {
      case Bound::Kind::null:
        return sqlite3_bind_null(statement_, place);
      case Bound::Kind::integer:
        return sqlite3_bind_int64(statement_, place, value.integer());
      case Bound::Kind::text:
        return sqlite3_bind_text64(
            statement_, place, bytes, value.text().size(), SQLITE_STATIC, SQLITE_UTF8);
      case Bound::Kind::bytes:
        return sqlite3_bind_blob64(statement_, place, bytes, value.text().size(), SQLITE_STATIC);
    }
    return SQLITE_MISUSE;
  }
  [[noreturn]] void stop(int code) {
    try {
      fault(handle_, code, path_);
    } catch (...) {
      finish();
      throw;
    }
  }

  sqlite3* handle_;
  const std::string& path_;
  sqlite3_stmt* statement_ = nullptr;
};

class SqliteDialect final : public Dialect {
 public:
  std::string insert_once(std::string_view insert, std::string_view) const override {
    return std::string(insert) + " ON CONFLICT DO NOTHING";
  }
  std::string upsert(std::string_view insert,
                     std::initializer_list<std::string_view> key,
                     std::initializer_list<std::string_view> columns) const override {
    std::string sql = std::string(insert) + " ON CONFLICT (";
    for (const std::string_view column : key)
      sql.append(column == *key.begin() ? "" : ", ").append(column);
    sql += ") DO UPDATE SET ";
    for (const std::string_view column : columns) {
      sql.append(column == *columns.begin() ? "" : ", ")
          .append(column)
          .append(" = excluded.")
          .append(column);
    }
    return sql;
  }
};

class SqliteConnection final : public Transaction {
 public:
  explicit SqliteConnection(std::string path) : path_(std::move(path)) {
    const int code =
        sqlite3_open_v2(path_.c_str(),
                        &handle_,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                        nullptr);
    try {
      if (code != SQLITE_OK) fault(handle_, code, path_);
      sqlite3_extended_result_codes(handle_, 1);
      sqlite3_busy_timeout(handle_, kWaitForLockMs);
      for (const char* setting : {"PRAGMA foreign_keys = ON",
                                  "PRAGMA trusted_schema = OFF",
                                  "PRAGMA cell_size_check = ON",
                                  "PRAGMA mmap_size = 0",
                                  "PRAGMA temp_store = MEMORY"}) {
        pragma(setting);
      }
    } catch (...) {
      sqlite3_close(handle_);
      throw;
    }
  }
  ~SqliteConnection() override { close(); }

  void close() noexcept {
    statements_.clear();
    sqlite3_close(std::exchange(handle_, nullptr));
  }

  void pragma(const std::string& sql) { execute(sql); }
  std::string pragma_answer(const std::string& sql) {
    return one(sql, [](Row& row) { return row.take<std::string>(); }).value_or("");
  }
  bool in_transaction() const { return sqlite3_get_autocommit(handle_) == 0; }
  void leave_checkpoints_to_others() {
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    pragma("PRAGMA wal_autocheckpoint = 0");
    pragma("PRAGMA query_only = ON");
  }

  const Dialect& dialect() const override { return dialect_; }
  Instant now() override {
    return std::chrono::time_point_cast<std::chrono::milliseconds>(
        std::chrono::system_clock::now());
  }
  void savepoint(const std::function<void()>& act) override {
    execute("SAVEPOINT within");
    try {
      act();
    } catch (...) {
      if (in_transaction()) {
        execute("ROLLBACK TO within");
        execute("RELEASE within");
      }
      throw;
    }
    execute("RELEASE within");
  }

 protected:
  std::shared_ptr<Statement> prepare(std::string_view sql) override {
    const auto found = statements_.find(sql);
    if (found != statements_.end() && found->second.use_count() == 1) return found->second;
    auto made = std::make_shared<SqliteStatement>(handle_, sql, path_);
    if (found == statements_.end()) {
      if (statements_.size() >= kMostStatements)
        statements_.clear();  // those in use live on with their users
      statements_.emplace(sql, made);
    }
    return made;
  }

 private:
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };

  std::string path_;
  sqlite3* handle_ = nullptr;
  SqliteDialect dialect_;
  std::unordered_map<std::string, std::shared_ptr<SqliteStatement>, TextHash, std::equal_to<>>
      statements_;
};

/// Lets one program at a time write or checkpoint.
class WriterLock {
 public:
  explicit WriterLock(const std::string& path)
      : file_(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
    if (file_ < 0) {
      throw StorageFault(
          StorageFault::Cause::gone,
          path + " cannot be made. See that its folder is there and may be written to.");
    }
  }
  ~WriterLock() { ::close(file_); }
  WriterLock(const WriterLock&) = delete;
  WriterLock& operator=(const WriterLock&) = delete;

  void take() {
    while (::flock(file_, LOCK_EX) != 0) {
      if (errno != EINTR)
        throw std::system_error(errno, std::generic_category(), "the writer's lock file");
    }
  }
  void give_back() noexcept { ::flock(file_, LOCK_UN); }

 private:
  int file_;
};

struct Held {
  explicit Held(WriterLock& taken) : lock(taken) { lock.take(); }
  ~Held() { lock.give_back(); }
  Held(const Held&) = delete;
  Held& operator=(const Held&) = delete;
  WriterLock& lock;
};

class SqliteWriter final : public WriterConnection {
 public:
  SqliteWriter(const std::string& path, const std::string& lock_path)
      : lock_(lock_path), connection_(path) {}
  ~SqliteWriter() override {
    const Held held{lock_};  // closing the last connection checkpoints
    connection_.close();
  }

  void begin() override {
    lock_.take();
    try {
      connection_.execute("BEGIN IMMEDIATE");
    } catch (...) {
      lock_.give_back();
      throw;
    }
  }
  void commit() override {
    connection_.execute("COMMIT");
    lock_.give_back();
  }
  void roll_back() noexcept override {
    try {
      if (connection_.in_transaction()) connection_.execute("ROLLBACK");
    } catch (const StorageFault&) {
      // A ROLLBACK that fails has found the transaction gone already.
    }
    lock_.give_back();
  }
  void savepoint() override { connection_.execute("SAVEPOINT caller"); }
  void release() override { connection_.execute("RELEASE caller"); }
  void roll_back_to_savepoint() override {
    connection_.execute("ROLLBACK TO caller");
    connection_.execute("RELEASE caller");
  }
  bool is_open() const override { return connection_.in_transaction(); }

  /// Makes the database what this program needs it to be. `safe`: every commit is synced.
  void set_up(bool safe, const Database::Options& options, const std::string& path) {
    const Held held{lock_};
    if (connection_.pragma_answer("PRAGMA journal_mode = WAL") != "wal") {
      throw StorageFault(
          StorageFault::Cause::refused,
          path + " lies where SQLite cannot keep a write-ahead log. Put it on a local disk.");
    }
    connection_.pragma(safe ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = OFF");
    connection_.pragma("PRAGMA wal_autocheckpoint = " + std::to_string(kPagesBeforeCheckpoint));
    connection_.pragma("PRAGMA cache_size = -" + std::to_string(options.writer_cache_mb * 1024));
    if (options.most_pages > 0)
      connection_.pragma("PRAGMA max_page_count = " + std::to_string(options.most_pages));
  }
  void checkpoint() {
    const Held held{lock_};
    connection_.pragma("PRAGMA wal_checkpoint(TRUNCATE)");
  }

  SqliteConnection& connection() { return connection_; }

 private:
  WriterLock lock_;
  SqliteConnection connection_;
};

/// The folder of a private database; gone with it.
class PrivateFolder {
 public:
  PrivateFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "lintel-XXXXXX").string();
    if (!::mkdtemp(name.data())) throw std::system_error(errno, std::generic_category(), name);
    path_ = name;
  }
  ~PrivateFolder() {
    std::error_code ignored;  // a leftover in the temporary folder harms nobody
    std::filesystem::remove_all(path_, ignored);
  }
  PrivateFolder(const PrivateFolder&) = delete;
  PrivateFolder& operator=(const PrivateFolder&) = delete;
  std::string file() const { return (path_ / "lintel.db").string(); }

 private:
  std::filesystem::path path_;
};

class SqliteDatabase final : public Database {
 public:
  SqliteDatabase(std::unique_ptr<PrivateFolder> folder, const std::string& path, Options options)
      : folder_(std::move(folder)),
        path_(path),
        options_(options),
        writer_(path, path + "-writer"),
        commits_(writer_) {
    writer_.set_up(folder_ == nullptr, options, path);
  }

  std::string_view kind() const override { return "sqlite"; }

  void tend() override {
    commits_.run_between([&] { writer_.checkpoint(); });
  }

 protected:
  void commit(const std::function<void(Transaction&)>& act) override {
    commits_.run([&] { act(writer_.connection()); });
  }

  void view(const std::function<void(Connection&)>& act) override {
    const Lease lease{*this};
    SqliteConnection& connection = *lease.reader;
    connection.execute("BEGIN");
    try {
      act(connection);
    } catch (...) {
      if (connection.in_transaction()) connection.execute("ROLLBACK");
      throw;
    }
    connection.execute("COMMIT");
  }

 private:
  struct Lease {
    explicit Lease(SqliteDatabase& owner) : database(owner), reader(owner.take_reader()) {}
    ~Lease() { database.give_back(std::move(reader)); }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    SqliteDatabase& database;
    std::unique_ptr<SqliteConnection> reader;
  };

  std::unique_ptr<SqliteConnection> take_reader() {
    {
      std::unique_lock lock(readers_mutex_);
      reader_free_.wait(lock,
                        [&] { return !free_readers_.empty() || readers_ < options_.readers; });
      if (!free_readers_.empty()) {
        auto reader = std::move(free_readers_.back());
        free_readers_.pop_back();
        return reader;
      }
      ++readers_;
    }
    try {
      auto reader = std::make_unique<SqliteConnection>(path_);
      reader->leave_checkpoints_to_others();
      reader->pragma("PRAGMA cache_size = -" + std::to_string(options_.readers_cache_mb * 1024));
      return reader;
    } catch (...) {
      const std::scoped_lock lock(readers_mutex_);
      --readers_;
      reader_free_.notify_one();
      throw;
    }
  }
  void give_back(std::unique_ptr<SqliteConnection> reader) {
    const std::scoped_lock lock(readers_mutex_);
    free_readers_.push_back(std::move(reader));
    reader_free_.notify_one();
  }

  std::unique_ptr<PrivateFolder> folder_;  // none for a database that stays
  std::string path_;
  Options options_;
  SqliteWriter writer_;
  GroupCommit commits_;

  std::mutex readers_mutex_;
  std::condition_variable reader_free_;
  std::vector<std::unique_ptr<SqliteConnection>> free_readers_;  // guarded by readers_mutex_
  int readers_ = 0;                                              // guarded by readers_mutex_
};

}  // namespace

std::unique_ptr<Database> open_sqlite(const std::string& path, Database::Options options) {
  if (path != kPrivate) return std::make_unique<SqliteDatabase>(nullptr, path, options);
  auto folder = std::make_unique<PrivateFolder>();
  const std::string file = folder->file();
  return std::make_unique<SqliteDatabase>(std::move(folder), file, options);
}

}  // namespace lintel
