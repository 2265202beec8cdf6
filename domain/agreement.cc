#include "domain/agreement.h"

#include "domain/words.h"

namespace lintel {
namespace {

constexpr std::array<Words, 5> kAgreementStates = {
    {{"offered"}, {"kept"}, {"broken"}, {"completed"}, {"withdrawn"}}};

}  // namespace

std::string_view to_string(AgreementState state) {
  return kAgreementStates.at(static_cast<std::size_t>(state)).word;
}
Result<AgreementState> parse_agreement_state(std::string_view text) {
  return parse_word<AgreementState>(kAgreementStates, text, "a state of an agreement");
}

}  // namespace lintel
