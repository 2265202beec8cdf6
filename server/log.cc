#include "server/log.h"

#include <ostream>

namespace lintel {
namespace {

std::string_view name(LogField field) {
  switch (field) {
    case LogField::route:
      return "route";
    case LogField::method:
      return "method";
    case LogField::code:
      return "code";
    case LogField::milliseconds:
      return "ms";
    case LogField::person:
      return "person";
    case LogField::case_id:
      return "case";
    case LogField::run:
      return "run";
    case LogField::import:
      return "import";
    case LogField::document:
      return "document";
    case LogField::support_code:
      return "support_code";
    case LogField::fault:
      return "fault";
    case LogField::port:
      return "port";
    case LogField::level:
      return "level";
    case LogField::count:
      return "count";
  }
  return "";
}

}  // namespace

Log::Line::Line(Log& log, std::string_view what) : log_(log), json_(Json::object()) {
  json_["at"] = to_iso(log.clock_.now());
  json_["what"] = what;
}

Log::Line::~Line() {
  const std::lock_guard lock(log_.mutex_);
  log_.out_ << to_canonical(json_) << std::endl;
}

Log::Line& Log::Line::with(LogField field, std::string_view text) {
  json_[name(field)] = field == LogField::fault ? without_values(text) : std::string(text);
  return *this;
}

Log::Line& Log::Line::with(LogField field, std::int64_t number) {
  json_[name(field)] = number;
  return *this;
}

std::string without_values(std::string_view text) {
  std::string kept;
  char quote = 0;
  std::size_t digits = 0;
  for (const char letter : text) {
    if (quote != 0) {
      if (letter == quote) quote = 0;
      continue;
    }
    if (letter == '"' || letter == '\'') {
      quote = letter;
      kept += "*";
      continue;
    }
    const bool digit = letter >= '0' && letter <= '9';
    digits = digit ? digits + 1 : 0;
    kept += letter;
    if (digits == 3) kept.replace(kept.size() - 3, 3, "*");
    if (digits > 3) kept.pop_back();
  }
  return kept;
}

}  // namespace lintel
