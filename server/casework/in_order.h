#pragma once

#include <condition_variable>
#include <cstddef>
#include <exception>
#include <map>
#include <mutex>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

namespace lintel {

/// Many pieces of work done at once, and handed over one by one in their order: whatever thread was
/// quicker, the answer is the same.
///
/// Calls work(piece, lane) for each piece from 0 up to `count`, on `lanes` threads; a lane does one
/// piece at a time, so that what belongs to a lane needs no lock. Calls take(what work returned) in
/// order, on the caller's own thread; when it returns false, no further piece is begun and nothing
/// more is taken. The first exception of either ends the work and comes out of this call. All
/// threads have ended when it returns. No more than kPiecesAhead pieces a lane wait to be taken.
template <class Work, class Take>
void in_order(std::size_t count, std::size_t lanes, const Work& work, const Take& take);
inline constexpr std::size_t kPiecesAhead = 4;

/// How in_order() does it.
template <class Work>
class PiecesInOrder {
 public:
  using Piece = std::invoke_result_t<const Work&, std::size_t, std::size_t>;

  PiecesInOrder(std::size_t count, std::size_t lanes, const Work& work)
      : count_(count), most_ahead_(lanes * kPiecesAhead), work_(work) {
    for (std::size_t lane = 0; lane < lanes; ++lane)
      threads_.emplace_back([this, lane] { run(lane); });
  }
  ~PiecesInOrder() {
    end();
    for (std::thread& thread : threads_) thread.join();
  }
  PiecesInOrder(const PiecesInOrder&) = delete;
  PiecesInOrder& operator=(const PiecesInOrder&) = delete;

  /// The next piece in order, once it is done. Throws what its work threw.
  Piece next() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return fault_ || done_.contains(taken_); });
    if (fault_) std::rethrow_exception(fault_);
    Piece piece = std::move(done_.extract(taken_).mapped());
    ++taken_;
    changed_.notify_all();
    return piece;
  }

 private:
  void run(std::size_t lane) {
    std::unique_lock lock(mutex_);
    while (true) {
      changed_.wait(lock,
                    [this] { return over_ || begun_ == count_ || begun_ < taken_ + most_ahead_; });
      if (over_ || begun_ == count_) return;
      const std::size_t piece = begun_++;
      lock.unlock();
      try {
        Piece made = work_(piece, lane);
        lock.lock();
        done_.emplace(piece, std::move(made));
      } catch (...) {
        if (!lock.owns_lock()) lock.lock();
        if (!fault_) fault_ = std::current_exception();
        over_ = true;
      }
      changed_.notify_all();
    }
  }

  void end() {
    const std::lock_guard lock(mutex_);
    over_ = true;
    changed_.notify_all();
  }

  const std::size_t count_;
  const std::size_t most_ahead_;
  const Work& work_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t begun_ = 0;
  std::size_t taken_ = 0;
  bool over_ = false;
  std::exception_ptr fault_;
  std::map<std::size_t, Piece> done_;
  std::vector<std::thread> threads_;
};

template <class Work, class Take>
void in_order(std::size_t count, std::size_t lanes, const Work& work, const Take& take) {
  PiecesInOrder<Work> pieces(count, lanes, work);
  for (std::size_t piece = 0; piece < count; ++piece) {
    if (!take(pieces.next())) return;
  }
}

}  // namespace lintel
