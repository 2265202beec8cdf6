#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/result.h"

namespace lintel {

/// What a template's field holds, and so how its value is written in JSON and on paper:
///
///   text       "Ms Okafor"              one line
///   long_text  "First.\n\nSecond."      paragraphs, parted by newlines
///   money      "112.40"                 £112.40; never below zero: the words say who owes whom
///   date       "2026-11-23"             23 November 2026, or with `format: weekday` Monday 23
///   November 2026 number     3 or "3"                 a whole number of at most nine digits phone
///   "01632 960144"           never broken over two lines address    ["14 Larkrise Court",
///   "Northmere", "NM4 2QT"]  one line a line; in a sentence, with commas list       [{...}, {...}]
///   or ["a", "b"]   rows of the fields under `of:`, or of texts
enum class FieldType { text, long_text, money, date, number, phone, address, list };
std::string_view to_string(FieldType type);
Result<FieldType> parse_field_type(std::string_view text);

/// A field that a template's front matter declares. An optional one may be absent from the data and
/// must be wrapped in a section of its own name in the body; a required one must be there, filled.
struct Field {
  std::string name;
  FieldType type = FieldType::text;
  bool required = true;
  bool weekday = false;     ///< a date is written with its weekday
  bool above_zero = false;  ///< money of £0.00 is refused
  bool filled_here =
      false;          ///< the landlord's letterhead or the statutory texts fill it, not the caller
  int max_lines = 0;  ///< of an address; 0 is no limit
  std::vector<Field> of{};  ///< the fields of a list's row; empty for a list of texts
  Place place{};
};

}  // namespace lintel
