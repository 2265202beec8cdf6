#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "workflows/diagram.h"

namespace lintel {

/// The text safe inside an element or a quoted attribute; control characters are left out.
std::string escaped_xml(std::string_view text);

/// Cut at spaces into lines of at most `letters`, counted as characters. Past `most_lines` the last
/// ends in "…"; a word longer than a line is cut.
std::vector<std::string> wrapped(std::string_view text,
                                 std::size_t letters,
                                 std::size_t most_lines);

/// "Propose notice, to Waiting for a manager, is stopped: …"
std::string stop_words(const Definition& definition, const DiagramMarks::Stop& stop);

/// What the picture shows, for those who do not see it.
std::string diagram_description(const Definition& definition, const DiagramMarks& marks);

/// The label of the state, or its name in words.
std::string state_words(const Definition& definition, std::string_view state);

/// The style of a picture that stands alone.
std::string_view diagram_style();

}  // namespace lintel
