#include "domain/agreement.h"

namespace lintel {

std::string_view to_string(AgreementState state) {
  switch (state) {
    case AgreementState::offered:
      return "offered";
    case AgreementState::kept:
      return "kept";
    case AgreementState::broken:
      return "broken";
    case AgreementState::completed:
      return "completed";
    case AgreementState::withdrawn:
      return "withdrawn";
  }
  return "";
}

}  // namespace lintel
