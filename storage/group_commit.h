#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <vector>

namespace lintel {

/// The one connection that writes, as GroupCommit needs it. Each throws on failure.
class WriterConnection {
 public:
  virtual ~WriterConnection() = default;
  virtual void begin() = 0;
  virtual void commit() = 0;
  virtual void roll_back() noexcept = 0;  ///< does nothing when no transaction is open
  virtual void savepoint() = 0;
  virtual void release() = 0;
  virtual void roll_back_to_savepoint() = 0;
  /// False once the database has rolled the transaction back by itself (disk full, I/O error).
  virtual bool is_open() const = 0;
};

/// Lets many callers share one durable commit.
///
/// The first caller leads: it runs its own act and those of everyone who arrives meanwhile, commits
/// once, wakes them, and hands the lead to the next who waits. So one caller alone pays no switch
/// of threads, and the more callers there are the fewer commits each needs.
class GroupCommit {
 public:
  explicit GroupCommit(WriterConnection& writer) : writer_(writer) {}

  /// Returns once what `act` did is committed; throws what `act` or the commit threw.
  void run(const std::function<void()>& act);
  /// Runs `act` between batches and outside any transaction.
  void run_between(const std::function<void()>& act);

 private:
  struct Caller {
    const std::function<void()>& act;
    const bool in_batch;
    std::exception_ptr error{};
    bool done = false;
    bool leads = false;
    std::condition_variable wake{};
  };

  void wait_and_lead(Caller& self);
  void lead();
  Caller* take_next(bool first);
  void run_one(Caller& caller, std::vector<Caller*>& batch);
  void commit(std::vector<Caller*>& batch);
  void run_alone(Caller& caller);

  WriterConnection& writer_;
  std::mutex mutex_;
  std::deque<Caller*> waiting_;  // guarded by mutex_
  bool led_ = false;             // guarded by mutex_
};

}  // namespace lintel
