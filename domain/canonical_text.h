#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "domain/date.h"

namespace lintel {

/// Writes JSON straight into text, in the very spelling of to_canonical(), without a value in
/// between: what is written for every event and compared again for every event of a replay.
///
/// The caller opens and closes in pairs, and gives the keys of an object in order. Commas come by
/// themselves.
class CanonicalText {
 public:
  /// Adds to `out`, which must be empty or stand where a value may begin, and outlive this.
  explicit CanonicalText(std::string& out) : out_(out) {}

  void open_object() { begin('{'); }
  void close_object() { out_ += '}'; }
  void open_array() { begin('['); }
  void close_array() { out_ += ']'; }
  void key(std::string_view name);

  void text(std::string_view value);
  void integer(std::int64_t value);
  void yes_no(bool value);
  void none();
  void day(Date value);
  void day(const std::optional<Date>& value);  ///< none() when there is none
  /// A value that is canonical already.
  void canonical(std::string_view value);

 private:
  void comma();
  void begin(char opening) {
    comma();
    out_ += opening;
  }

  std::string& out_;
};

/// One JSON string with its quotes: only what must be escaped is, and "<", U+2028 and U+2029.
void write_json_string(std::string& out, std::string_view text);

}  // namespace lintel
