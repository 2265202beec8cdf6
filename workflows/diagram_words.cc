#include "workflows/diagram_words.h"

#include <algorithm>

namespace lintel {
namespace {

bool begins_character(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
}

std::size_t letters_in(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins_character));
}

/// The first so many characters, and never half of one.
std::string_view first_letters(std::string_view text, std::size_t letters) {
  std::size_t at = 0;
  for (; at < text.size(); ++at)
    if (begins_character(text[at]) && letters-- == 0) break;
  return text.substr(0, at);
}

std::vector<std::string> words_in(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  for (const char each : text) {
    if (each != ' ' && each != '\n' && each != '\t') {
      word += each;
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  if (!word.empty()) words.push_back(std::move(word));
  return words;
}

}  // namespace

std::string escaped_xml(std::string_view text) {
  std::string safe;
  safe.reserve(text.size());
  for (const char each : text) {
    switch (each) {
      case '&':
        safe += "&amp;";
        break;
      case '<':
        safe += "&lt;";
        break;
      case '>':
        safe += "&gt;";
        break;
      case '"':
        safe += "&quot;";
        break;
      case '\'':
        safe += "&#39;";
        break;
      default:
        if (static_cast<unsigned char>(each) >= 0x20) safe += each;
    }
  }
  return safe;
}

std::vector<std::string> wrapped(std::string_view text,
                                 std::size_t letters,
                                 std::size_t most_lines) {
  std::vector<std::string> lines;
  std::string line;
  for (const std::string& word : words_in(text)) {
    std::string_view rest = word;
    if (!line.empty() && letters_in(line) + 1 + letters_in(rest) > letters) {
      lines.push_back(std::move(line));
      line.clear();
    }
    while (letters_in(rest) > letters) {
      const std::string_view part = first_letters(rest, letters);
      lines.emplace_back(part);
      rest.remove_prefix(part.size());
    }
    line += (line.empty() ? "" : " ") + std::string(rest);
  }
  if (!line.empty()) lines.push_back(std::move(line));
  if (lines.size() > most_lines) {
    lines.resize(most_lines);
    lines.back() = std::string(first_letters(lines.back(), letters - 1)) + "…";
  }
  return lines;
}

std::string state_words(const Definition& definition, std::string_view state) {
  const StateDefinition* found = definition.state(state);
  if (found == nullptr || found->label.empty()) return capitalised(words_of(state));
  return found->label;
}

std::string stop_words(const Definition& definition, const DiagramMarks::Stop& stop) {
  return definition.event_label(stop.event) + ", to " + state_words(definition, stop.to) +
         ", is stopped: " + stop.because;
}

std::string diagram_description(const Definition& definition, const DiagramMarks& marks) {
  const auto count = definition.states.size();
  std::string words = std::to_string(count) + (count == 1 ? " state. " : " states. ");
  if (!definition.start.empty())
    words += "A case begins in " + state_words(definition, definition.start) + ". ";
  if (!marks.path.empty()) {
    words += "This case has been in ";
    for (std::size_t i = 0; i < marks.path.size(); ++i)
      words += (i == 0 ? "" : ", then ") + state_words(definition, marks.path[i]);
    words += ". ";
  }
  if (!marks.now.empty()) words += "It is now in " + state_words(definition, marks.now) + ". ";
  for (const DiagramMarks::Stop& stop : marks.stops) words += stop_words(definition, stop) + ". ";
  if (!marks.changed.empty()) {
    words += "Changed from the live version: ";
    bool first = true;
    for (const std::string& state : marks.changed) {
      words += (first ? "" : ", ") + state_words(definition, state);
      first = false;
    }
    words += ". ";
  }
  return words + "The table beside it says the same.";
}

std::string_view diagram_style() {
  return R"(.wd{--ink:#16222b;--soft:#4b5a66;--line:#c3ccd3;--band:#f3f7f8;--panel:#fff;--late:#a8201a;--any:#17693a;--change:#7c5200;font-family:"Source Sans 3","Source Sans Pro",Arial,sans-serif}
@media (prefers-color-scheme:dark){.wd{--ink:#e9eff3;--soft:#a9b8c2;--line:#4a5a66;--band:#1d2a33;--panel:#17222a;--late:#ff9d96;--any:#7fd6a0;--change:#ffd27a}}
.wd-paper{fill:var(--panel)}.wd-band{fill:var(--band)}.wd text{fill:var(--ink);font-size:12.5px}
.wd .wd-head{fill:var(--soft);font-size:12.5px;text-anchor:middle}
.wd-box{fill:var(--panel);stroke:var(--line)}.wd .wd-label{font-weight:600}
.wd .wd-count{font-size:15px;font-weight:700}.wd .wd-late{fill:var(--late);font-weight:700;font-size:11.5px}
.wd .wd-days{fill:var(--soft);font-size:11.5px;text-anchor:end}
.wd-edge{fill:#5b6b77}.wd-early .wd-edge{fill:#2f7f93}.wd-letter .wd-edge{fill:#2c6aa8}.wd-agree .wd-edge{fill:#17693a}.wd-notice .wd-edge{fill:#7a4bb0}.wd-court .wd-edge{fill:#a23a72}.wd-order .wd-edge{fill:#9c4a12}.wd-evict .wd-edge{fill:#a8201a}
.wd-line{fill:none;stroke:var(--soft);stroke-width:1.3}.wd-tip{fill:var(--soft)}
.wd-back .wd-line{stroke-dasharray:4 3}.wd-any .wd-line{stroke:var(--any);stroke-width:1.6}.wd-any .wd-tip{fill:var(--any)}.wd .wd-any text{fill:var(--any);font-weight:600}
.wd-case .wd-way .wd-line{opacity:.55}.wd-case .wd-way.wd-been .wd-line{opacity:1;stroke:var(--ink);stroke-width:2.6;stroke-dasharray:none}.wd-been .wd-tip{fill:var(--ink)}
.wd-been .wd-box{stroke:var(--ink);stroke-width:1.6}.wd-now .wd-box{fill:#12303b;stroke:#12303b}.wd .wd-now .wd-label,.wd .wd-now .wd-count,.wd .wd-now .wd-days,.wd .wd-now .wd-late{fill:#fff}
.wd-tag{fill:var(--ink)}.wd .wd-tag-word{fill:var(--panel);font-size:11px;font-weight:700;text-anchor:middle}
.wd-change{fill:var(--panel);stroke:var(--change)}.wd .wd-change-word{fill:var(--change);font-size:11px;font-weight:700}.wd-diamond{fill:#e0a100}
.wd-case .wd-way.wd-stopped .wd-line{stroke:var(--late);opacity:1;stroke-dasharray:2 3}.wd-stopped .wd-tip{fill:var(--late)}
.wd-stop{fill:var(--panel);stroke:var(--late);stroke-width:1.6}.wd .wd-stop-number{fill:var(--late);font-size:10.5px;font-weight:700;text-anchor:middle}
)";
}

}  // namespace lintel
