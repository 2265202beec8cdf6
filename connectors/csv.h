#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace lintel {

/// Follows the quotes of one record (RFC 4180), so that a line end within quotes does not end it.
/// A quote that is not the first character of a field is a letter like any other.
class CsvQuotes {
 public:
  explicit CsvQuotes(char separator) : separator_(separator) {}

  /// Reads on from where it stopped; `record` is the record so far, from its beginning.
  void follow(std::string_view record);
  bool open() const { return state_ == State::quoted; }

 private:
  enum class State { field_start, plain, quoted, quote_in_quoted };
  char separator_;
  State state_ = State::field_start;
  std::size_t at_ = 0;
};

/// Splits a whole record into its fields, without their quotes; CR LF within quotes becomes LF.
/// The fields are views of `record` or of `scratch`. False when something other than a separator
/// follows a closing quote; the fields before it stand.
bool split_csv(std::string_view record,
               char separator,
               std::vector<std::string_view>& fields,
               std::string& scratch);

/// Splits at every separator; quotes are letters like any other.
void split_at(std::string_view record, char separator, std::vector<std::string_view>& fields);

}  // namespace lintel
