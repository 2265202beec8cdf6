#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "workflows/definition.h"

namespace lintel {

/// What is shown on top of the bare definition; an empty one shows nothing more.
struct DiagramMarks {
  struct Count {
    std::int64_t cases = 0;
    std::optional<int> median_days;  ///< in the state
    std::int64_t late = 0;
  };
  std::map<std::string, Count> counts;  ///< by state
  std::vector<std::string> path;        ///< states that the case has been in, in order
  std::string now;                      ///< its present state
  /// What stops an arrow out of `now`; `to` is "" when the event would not leave the state.
  struct Stop {
    std::string event;
    std::string to;
    std::string because;
  };
  std::vector<Stop> stops;
  std::set<std::string> changed;  ///< states that differ from the live version
};

/// page: only classes, styled by the page's own sheet, as its content security policy asks; file:
/// with its own style, so that the picture stands alone.
enum class DiagramFor { page, file };

/// Any definition as one SVG: a column a stage, a box a state, an arrow for every way from state to
/// state; what `everywhere` gives to all states is said once below. Ways back are dashed.
///
/// Pure and deterministic: the same arguments give the same bytes. Every word is escaped. The
/// picture is one image with a title and a description; diagram_table() says the same in a table.
std::string diagram_svg(const Definition& definition, const DiagramMarks& marks, DiagramFor use);

/// A state diagram in the language of Mermaid, for documents that draw their own.
std::string diagram_mermaid(const Definition& definition);

/// One state and every way in which it answers something.
struct DiagramRow {
  struct Way {
    std::string who;   ///< "an income officer", "the weekly run", "a timer"
    std::string what;  ///< "Propose notice"
    std::string when;  ///< the guard in words, or "always"
    std::string law;   ///< citation, or ""
    std::string to;    ///< the label of the state that follows, or "" when it stays
  };
  std::string state;
  std::string label;
  std::string stage;  ///< "Notice"
  std::vector<Way> ways;
};

/// The same as a table, in order of the file: state, who, what may happen, when, law.
std::vector<DiagramRow> diagram_table(const Definition& definition);

}  // namespace lintel
