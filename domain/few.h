#pragma once

#include <array>
#include <cassert>
#include <concepts>
#include <cstddef>

namespace lintel {

/// At most N values, kept in place: for what is made a million times a second and is never long.
/// Adding one more than N is a bug.
template <std::default_initializable T, std::size_t N>
class Few {
 public:
  void push_back(const T& value) {
    assert(size_ < N);
    values_.at(size_++) = value;
  }
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  const T& operator[](std::size_t i) const { return values_.at(i); }
  const T& front() const { return values_.front(); }
  const T& back() const { return values_.at(size_ - 1); }
  const T* begin() const { return values_.data(); }
  const T* end() const { return values_.data() + size_; }

 private:
  std::array<T, N> values_{};
  std::size_t size_ = 0;
};

}  // namespace lintel
