#include "domain/result.h"

namespace lintel {

std::string Problem::to_string() const {
  std::string text = place.file;
  if (place.line > 0) text += (text.empty() ? "line " : ":") + std::to_string(place.line);
  if (place.column > 0) text += ":" + std::to_string(place.column);
  if (!text.empty()) text += ": ";
  if (!place.field.empty()) text += place.field + ": ";
  text += what + ".";
  if (!fix.empty()) text += " " + fix;
  return text;
}

}  // namespace lintel
