#include "domain/policy_draft.h"

#include <array>

#include "domain/words.h"

namespace lintel {
namespace {

constexpr std::array<Words, 6> kDraftStates = {{
    {"draft", "Draft"},
    {"submitted", "Waiting for approval"},
    {"approved", "Approved"},
    {"returned", "Returned"},
    {"live", "Live"},
    {"withdrawn", "Withdrawn"},
}};

}  // namespace

std::string_view to_string(DraftState state) {
  return kDraftStates.at(static_cast<std::size_t>(state)).word;
}
std::string_view draft_state_label(DraftState state) {
  return kDraftStates.at(static_cast<std::size_t>(state)).label;
}
Result<DraftState> parse_draft_state(std::string_view text) {
  return parse_word<DraftState>(kDraftStates, text, "a state of a draft");
}

}  // namespace lintel
