#include "domain/decision.h"

namespace lintel {

std::string_view to_string(Verdict verdict) {
  switch (verdict) {
    case Verdict::no:
      return "no";
    case Verdict::yes:
      return "yes";
    case Verdict::unknown:
      return "unknown";
  }
  return "";
}

}  // namespace lintel
