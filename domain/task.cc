#include "domain/task.h"

namespace lintel {

std::string_view to_string(ApprovalState state) {
  switch (state) {
    case ApprovalState::waiting:
      return "waiting";
    case ApprovalState::approved:
      return "approved";
    case ApprovalState::returned:
      return "returned";
    case ApprovalState::void_:
      return "void";
  }
  return "";
}

}  // namespace lintel
