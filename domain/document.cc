#include "domain/document.h"

namespace lintel {

std::string_view to_string(DocumentState state) {
  switch (state) {
    case DocumentState::draft:
      return "draft";
    case DocumentState::released:
      return "released";
    case DocumentState::sent:
      return "sent";
    case DocumentState::withdrawn:
      return "withdrawn";
  }
  return "";
}

}  // namespace lintel
