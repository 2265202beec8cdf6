#include "storage/group_commit.h"

#include <chrono>
#include <stdexcept>
#include <utility>

namespace lintel {
namespace {

constexpr std::size_t kMostCallers = 64;
/// A batch that has run so long takes nobody in any more, so that whoever is in it gets its answer.
constexpr std::chrono::milliseconds kLongEnough{4};

/// The queue on whose behalf this thread is running an act: a second write from within would wait
/// for itself.
thread_local const GroupCommit* t_leading = nullptr;

struct Leading {
  explicit Leading(const GroupCommit* queue) : before(std::exchange(t_leading, queue)) {}
  ~Leading() { t_leading = before; }
  const GroupCommit* before;
};

}  // namespace

void GroupCommit::run(const std::function<void()>& act) {
  Caller self{.act = act, .in_batch = true};
  wait_and_lead(self);
}

void GroupCommit::run_between(const std::function<void()>& act) {
  Caller self{.act = act, .in_batch = false};
  wait_and_lead(self);
}

void GroupCommit::wait_and_lead(Caller& self) {
  if (t_leading == this)
    throw std::logic_error("write() was called from within a write() on the same database");
  std::unique_lock lock(mutex_);
  waiting_.push_back(&self);
  if (led_) {
    self.wake.wait(lock, [&] { return self.done || self.leads; });
  } else {
    led_ = true;
  }
  if (!self.done) {
    lock.unlock();
    lead();
    lock.lock();
    led_ = !waiting_.empty();
    if (led_) {
      waiting_.front()->leads = true;
      waiting_.front()->wake.notify_one();
    }
  }
  lock.unlock();
  if (self.error) std::rethrow_exception(self.error);
}

/// One batch. The leader stands first in the queue, so its own act is in it.
void GroupCommit::lead() {
  const Leading leading{this};
  const auto began = std::chrono::steady_clock::now();
  std::vector<Caller*> taken;
  std::vector<Caller*> batch;
  while (taken.size() < kMostCallers) {
    Caller* next = take_next(taken.empty());
    if (!next) break;
    taken.push_back(next);
    if (!next->in_batch) {
      try {
        next->act();
      } catch (...) {
        next->error = std::current_exception();
      }
      break;
    }
    run_one(*next, batch);
    if (std::chrono::steady_clock::now() - began > kLongEnough) break;
  }
  commit(batch);

  const std::scoped_lock lock(mutex_);
  for (Caller* caller : taken) {
    caller->done = true;
    caller->wake.notify_one();
  }
}

/// None when nobody waits, or when the next wants to run outside a transaction and one is open.
GroupCommit::Caller* GroupCommit::take_next(bool first) {
  const std::scoped_lock lock(mutex_);
  if (waiting_.empty() || (!first && !waiting_.front()->in_batch)) return nullptr;
  Caller* next = waiting_.front();
  waiting_.pop_front();
  return next;
}

/// Runs one act within the batch's transaction, opening it when need be. The first act needs no
/// savepoint: undoing it is undoing the transaction.
void GroupCommit::run_one(Caller& caller, std::vector<Caller*>& batch) {
  const bool first = batch.empty();
  try {
    if (first) {
      writer_.begin();
    } else {
      writer_.savepoint();
    }
    caller.act();
    if (!writer_.is_open())
      throw std::logic_error("the database rolled back a transaction without a fault");
    if (!first) writer_.release();
    batch.push_back(&caller);
  } catch (...) {
    caller.error = std::current_exception();
    if (first) {
      writer_.roll_back();
    } else if (writer_.is_open()) {
      try {
        writer_.roll_back_to_savepoint();
      } catch (...) {
        writer_.roll_back();
      }
    }
    if (!batch.empty() && !writer_.is_open()) {
      // The fault took the whole transaction with it: those before get their own.
      for (Caller* before : batch) run_alone(*before);
      batch.clear();
    }
  }
}

void GroupCommit::commit(std::vector<Caller*>& batch) {
  if (batch.empty()) return;
  try {
    writer_.commit();
  } catch (...) {
    writer_.roll_back();
    if (batch.size() == 1) {
      batch.front()->error = std::current_exception();
      return;
    }
    for (Caller* caller : batch) run_alone(*caller);
  }
}

void GroupCommit::run_alone(Caller& caller) {
  try {
    writer_.begin();
    caller.act();
    writer_.commit();
    caller.error = nullptr;
  } catch (...) {
    caller.error = std::current_exception();
    writer_.roll_back();
  }
}

}  // namespace lintel
