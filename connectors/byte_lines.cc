#include "connectors/byte_lines.h"

#include <algorithm>
#include <stdexcept>

namespace lintel {
namespace {

constexpr std::size_t kPiece = 256U << 10;

}  // namespace

ByteLines::ByteLines(std::istream& in, std::function<void(std::string_view)> saw)
    : in_(in), saw_(std::move(saw)) {
}

ByteLines::Step ByteLines::next() {
  start_ = after_;
  return find_end(start_);
}

ByteLines::Step ByteLines::extend() {
  const std::size_t length = after_ - start_;
  const Step step = find_end(after_);
  if (step == Step::end) after_ = stop_ = start_ + length;
  return step;
}

std::string_view ByteLines::line() const {
  std::string_view whole = std::string_view(buffer_).substr(start_, stop_ - start_);
  if (whole.ends_with('\r')) whole.remove_suffix(1);
  return whole;
}

ByteLines::Step ByteLines::find_end(std::size_t from) {
  while (true) {
    const std::string_view held(buffer_.data(), filled_);
    const std::size_t found = held.find('\n', from);
    if (found != std::string_view::npos) {
      stop_ = found;
      after_ = found + 1;
      return Step::line;
    }
    if (filled_ - start_ > kLongest) return Step::too_long;
    const std::size_t moved = start_;
    const std::size_t searched = filled_ - moved;
    const bool began = filled_ > from;
    if (!fill()) {
      stop_ = after_ = filled_;
      return began ? Step::line : Step::end;
    }
    from = std::max(from - moved, searched);
  }
}

/// Moves the present line to the front and reads on behind it. False when there are no more bytes.
bool ByteLines::fill() {
  if (drained_) return false;
  buffer_.erase(0, start_);
  filled_ -= start_;
  start_ = 0;
  buffer_.resize(std::max(buffer_.size(), filled_ + kPiece));
  in_.read(buffer_.data() + filled_, static_cast<std::streamsize>(kPiece));
  if (in_.bad()) throw std::runtime_error("the file could not be read to its end");
  const auto count = static_cast<std::size_t>(in_.gcount());
  saw_(std::string_view(buffer_.data() + filled_, count));
  filled_ += count;
  drained_ = count == 0;
  return count > 0;
}

}  // namespace lintel
