#include "connectors/csv.h"

namespace lintel {
namespace {

constexpr char kQuote = '"';

/// What stands between the quotes, with "" read as one quote and CR LF as LF.
std::string_view unquoted(std::string_view inside, std::string& scratch) {
  if (inside.find(kQuote) == std::string_view::npos &&
      inside.find('\r') == std::string_view::npos) {
    return inside;
  }
  const std::size_t begin = scratch.size();
  for (std::size_t at = 0; at < inside.size(); ++at) {
    const bool line_end = inside[at] == '\r' && inside.substr(at + 1).starts_with('\n');
    if (line_end) continue;
    scratch += inside[at];
    if (inside[at] == kQuote) ++at;  // the second of the pair
  }
  return std::string_view(scratch).substr(begin);
}

/// The length of a quoted field's inside: up to the quote that is not one of a pair.
std::size_t quoted_length(std::string_view rest) {
  std::size_t at = 0;
  while (at < rest.size()) {
    if (rest[at] != kQuote) {
      ++at;
    } else if (rest.substr(at + 1).starts_with(kQuote)) {
      at += 2;
    } else {
      break;
    }
  }
  return at;
}

}  // namespace

void CsvQuotes::follow(std::string_view record) {
  for (; at_ < record.size(); ++at_) {
    const char letter = record[at_];
    switch (state_) {
      case State::field_start:
        state_ = letter == kQuote       ? State::quoted
                 : letter == separator_ ? State::field_start
                                        : State::plain;
        break;
      case State::plain:
        if (letter == separator_) state_ = State::field_start;
        break;
      case State::quoted:
        if (letter == kQuote) state_ = State::quote_in_quoted;
        break;
      case State::quote_in_quoted:
        state_ = letter == kQuote       ? State::quoted
                 : letter == separator_ ? State::field_start
                                        : State::plain;
        break;
    }
  }
}

bool split_csv(std::string_view record,
               char separator,
               std::vector<std::string_view>& fields,
               std::string& scratch) {
  if (record.find(kQuote) == std::string_view::npos) {
    split_at(record, separator, fields);
    return true;
  }
  fields.clear();
  scratch.clear();
  scratch.reserve(record.size());  // so that the views into it stay where they are
  std::string_view rest = record;
  while (true) {
    if (rest.starts_with(kQuote)) {
      rest.remove_prefix(1);
      const std::size_t length = quoted_length(rest);
      fields.push_back(unquoted(rest.substr(0, length), scratch));
      rest.remove_prefix(length < rest.size() ? length + 1 : length);
      if (rest.empty()) return true;
      if (rest.front() != separator) return false;
      rest.remove_prefix(1);
    } else {
      const std::size_t end = rest.find(separator);
      fields.push_back(rest.substr(0, end));
      if (end == std::string_view::npos) return true;
      rest.remove_prefix(end + 1);
    }
  }
}

void split_at(std::string_view record, char separator, std::vector<std::string_view>& fields) {
  fields.clear();
  while (true) {
    const std::size_t end = record.find(separator);
    fields.push_back(record.substr(0, end));
    if (end == std::string_view::npos) return;
    record.remove_prefix(end + 1);
  }
}

}  // namespace lintel
