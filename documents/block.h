#pragma once

#include <string>
#include <vector>

namespace lintel {

/// A run of text in one style.
struct Span {
  std::string text;
  bool bold = false;
  bool italic = false;
  bool unbroken = false;    ///< a date or a sum: stays on one line
  bool value = false;       ///< a field's value, not the template's words
  bool line_break = false;  ///< a new line begins before it
  friend bool operator==(const Span&, const Span&) = default;
};
using Spans = std::vector<Span>;

enum class Align { left, centre, right };

/// One block of a document, as Markdown has them; letters use no others.
struct Block {
  enum class Kind { heading, paragraph, list, list_entry, quote, table, rule, signature };

  Kind kind = Kind::paragraph;
  int level = 0;                           ///< of a heading, 1 to 4
  bool ordered = false;                    ///< of a list
  int start = 1;                           ///< of an ordered list
  Spans spans{};                           ///< of a heading and a paragraph
  std::vector<Block> children{};           ///< of a list (entries), an entry and a quote
  std::vector<Align> columns{};            ///< of a table
  std::vector<std::vector<Spans>> rows{};  ///< of a table: rows[0] is its header, perhaps all empty
  std::vector<Spans> lines{};              ///< of a signature: name first
  friend bool operator==(const Block&, const Block&) = default;
};

}  // namespace lintel
