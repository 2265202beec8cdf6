#include "domain/task.h"

#include "domain/words.h"

namespace lintel {
namespace {

constexpr std::array<Words, 4> kApprovalStates = {
    {{"waiting"}, {"approved"}, {"returned"}, {"void"}}};

}  // namespace

std::string_view to_string(ApprovalState state) {
  return kApprovalStates.at(static_cast<std::size_t>(state)).word;
}
Result<ApprovalState> parse_approval_state(std::string_view text) {
  return parse_word<ApprovalState>(kApprovalStates, text, "a state of an approval");
}

}  // namespace lintel
