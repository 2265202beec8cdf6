#include "domain/case.h"

#include "domain/words.h"

namespace lintel {
namespace {

constexpr std::array<Words, 9> kStages = {{
    {"early_contact", "Early contact"},
    {"letter_1", "Letter 1"},
    {"letter_2", "Letter 2"},
    {"agreement", "Agreement"},
    {"notice", "Notice"},
    {"court", "Court"},
    {"order", "Order"},
    {"eviction", "Eviction"},
    {"closed", "Closed"},
}};

}  // namespace

std::string_view to_string(Stage stage) {
  return kStages.at(static_cast<std::size_t>(stage)).word;
}
std::string_view stage_label(Stage stage) {
  return kStages.at(static_cast<std::size_t>(stage)).label;
}
Result<Stage> parse_stage(std::string_view text) {
  return parse_word<Stage>(kStages, text, "a stage");
}

}  // namespace lintel
