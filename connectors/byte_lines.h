#pragma once

#include <cstddef>
#include <functional>
#include <istream>
#include <string>
#include <string_view>

namespace lintel {

/// The lines of a stream, in bounded memory. A line ends with LF or CR LF, or where the bytes end.
class ByteLines {
 public:
  enum class Step { line, end, too_long };

  /// `saw` is given every byte once, in order, as it is read.
  ByteLines(std::istream& in, std::function<void(std::string_view)> saw);

  /// Steps to the next line. Throws std::runtime_error when the stream fails.
  Step next();
  /// Lengthens the present line by the one that follows, keeping the line end between them:
  /// Step::end when none follows.
  Step extend();
  /// The present line without its end, until the next step.
  std::string_view line() const;

  static constexpr std::size_t kLongest = 4U << 20;

 private:
  bool fill();
  Step find_end(std::size_t from);

  std::istream& in_;
  std::function<void(std::string_view)> saw_;
  std::string buffer_;
  std::size_t filled_ = 0;
  std::size_t start_ = 0;  // of the present line
  std::size_t stop_ = 0;   // its LF, or filled_ at the end of the bytes
  std::size_t after_ = 0;  // where the next line starts
  bool drained_ = false;
};

}  // namespace lintel
