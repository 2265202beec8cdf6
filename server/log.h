#pragma once

#include <cstdint>
#include <iosfwd>
#include <mutex>
#include <string>
#include <string_view>

#include "domain/canonical_json.h"
#include "domain/instant.h"

namespace lintel {

/// What a line of the log may say. There is no field for a name, an address or free text of a
/// tenant: ids stand for people and cases.
enum class LogField {
  route,  ///< as declared: "/cases/{ref}", never the path
  method,
  code,  ///< HTTP status
  milliseconds,
  person,  ///< PersonId
  case_id,
  run,
  import,
  document,
  support_code,  ///< what the page showed beside "something went wrong"
  fault,         ///< an exception's words, with everything in quotes taken out
  port,
  level,  ///< of the database
  count,
};

/// The structured log: one JSON object a line. Threads may share it.
class Log {
 public:
  Log(std::ostream& out, const Clock& clock) : out_(out), clock_(clock) {}

  /// One line, written when it goes out of scope:
  ///   log.line("request").with(LogField::code, 200).with(LogField::route, "/cases/{ref}");
  class Line {
   public:
    Line(Log& log, std::string_view what);
    ~Line();
    Line(const Line&) = delete;
    Line& operator=(const Line&) = delete;
    Line& with(LogField field, std::string_view text);
    Line& with(LogField field, std::int64_t number);

   private:
    Log& log_;
    Json json_;
  };
  /// `what` is words of ours, never of a person: "request", "started", "tick".
  Line line(std::string_view what) { return Line(*this, what); }

 private:
  std::ostream& out_;
  const Clock& clock_;
  std::mutex mutex_;
};

/// The text with everything between quotes, and every run of three or more digits, taken out: what
/// is left of an exception's message cannot tell about a tenant.
std::string without_values(std::string_view text);

}  // namespace lintel
