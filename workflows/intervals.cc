#include "workflows/intervals.h"

#include <algorithm>

namespace lintel {

IntervalSet IntervalSet::between(std::int64_t low, std::int64_t high) {
  IntervalSet made;
  if (low <= high) made.runs_.push_back(Run{low, high});
  return made;
}

bool IntervalSet::contains(std::int64_t value) const {
  return std::any_of(runs_.begin(), runs_.end(), [&](const Run& run) {
    return run.low <= value && value <= run.high;
  });
}

IntervalSet IntervalSet::complement() const {
  IntervalSet made;
  std::int64_t next = kLeast;
  for (const Run& run : runs_) {
    if (run.low > next) made.runs_.push_back(Run{next, run.low - 1});
    if (run.high == kMost) return made;
    next = run.high + 1;
  }
  made.runs_.push_back(Run{next, kMost});
  return made;
}

IntervalSet operator&(const IntervalSet& a, const IntervalSet& b) {
  IntervalSet made;
  std::size_t i = 0;
  std::size_t k = 0;
  while (i < a.runs_.size() && k < b.runs_.size()) {
    const IntervalSet::Run& left = a.runs_[i];
    const IntervalSet::Run& right = b.runs_[k];
    const std::int64_t low = std::max(left.low, right.low);
    const std::int64_t high = std::min(left.high, right.high);
    if (low <= high) made.runs_.push_back({low, high});
    (left.high < right.high ? i : k) += 1;
  }
  return made;
}

IntervalSet operator|(const IntervalSet& a, const IntervalSet& b) {
  return (a.complement() & b.complement()).complement();
}

}  // namespace lintel
