#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "documents/shaper.h"

namespace lintel {

/// Shapers that wait for their next letter. Each keeps the words that it has shaped, and one letter
/// has most of its words from the one before; what a shaper has kept never changes what it gives.
class ShaperPool {
 public:
  explicit ShaperPool(const FontSet& fonts) : fonts_(fonts) {}

  /// A shaper of one's own until the loan ends.
  class Loan {
   public:
    explicit Loan(ShaperPool& pool) : pool_(pool), shaper_(pool.take()) {}
    ~Loan() { pool_.give_back(std::move(shaper_)); }
    Loan(const Loan&) = delete;
    Loan& operator=(const Loan&) = delete;
    Shaper& shaper() { return *shaper_; }

   private:
    ShaperPool& pool_;
    std::unique_ptr<Shaper> shaper_;
  };

 private:
  std::unique_ptr<Shaper> take() {
    const std::lock_guard lock{guard_};
    if (idle_.empty()) return std::make_unique<Shaper>(fonts_);
    std::unique_ptr<Shaper> taken = std::move(idle_.back());
    idle_.pop_back();
    return taken;
  }
  void give_back(std::unique_ptr<Shaper> used) {
    const std::lock_guard lock{guard_};
    idle_.push_back(std::move(used));
  }

  const FontSet& fonts_;
  std::mutex guard_;
  std::vector<std::unique_ptr<Shaper>> idle_;
};

}  // namespace lintel
