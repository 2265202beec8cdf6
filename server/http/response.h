#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "domain/canonical_json.h"
#include "domain/result.h"

namespace lintel {

/// How long a browser may keep an answer. Pages hold tenants' affairs: never.
enum class Keep { never, for_ever };

/// What goes back. Built by the functions below; `header` and `cookie` refuse whatever could start
/// a line of its own.
class Response {
 public:
  explicit Response(int code, std::string content_type = "", std::string body = "")
      : code_(code), content_type_(std::move(content_type)), body_(std::move(body)) {}

  int code() const { return code_; }
  const std::string& content_type() const { return content_type_; }
  const std::string& body() const { return body_; }
  Keep keep() const { return keep_; }
  const std::map<std::string, std::string>& headers() const { return headers_; }
  const std::vector<std::string>& cookies() const { return cookies_; }  ///< whole Set-Cookie values
  /// Set for an answer after which the connection must end.
  bool closes() const { return closes_; }

  /// Throws std::invalid_argument when the name is not a token or the value holds a control
  /// character: a bug, and never sent.
  Response& header(std::string_view name, std::string value);
  /// `value` may hold letters, figures and -_.~ only. Always HttpOnly, SameSite=Lax, Path=/.
  /// `seconds` 0 ends the cookie; below 0 it lives as long as the browser.
  Response& cookie(std::string_view name, std::string_view value, bool secure, long seconds = -1);
  Response& keep(Keep how) {
    keep_ = how;
    return *this;
  }
  Response& close() {
    closes_ = true;
    return *this;
  }

 private:
  int code_;
  std::string content_type_;
  std::string body_;
  Keep keep_ = Keep::never;
  std::map<std::string, std::string> headers_;
  std::vector<std::string> cookies_;
  bool closes_ = false;
};

Response html(std::string body, int code = 200);
Response json(const Json& body, int code = 200);
/// 303 to a path of ours ("/cases/T-0041872"). Anything else ("//elsewhere", "https:...") goes to
/// "/".
Response redirect(std::string_view path);
/// Shown in the browser; `name` is what "save as" suggests and may hold any letters.
Response pdf(std::string bytes, std::string_view name);
/// Offered for saving. `content_type` such as "text/csv; charset=utf-8".
Response download(std::string bytes, std::string content_type, std::string_view name);
/// A file of the build: may be kept for ever, so its path must name its content.
Response asset(std::string bytes, std::string content_type);
Response plain(std::string text, int code = 200);
/// RFC 9457, for the API: {"title","detail","fix","field","status"}.
Response api_problem(int code, const Problem& what);

/// "Not Found"
std::string_view reason_phrase(int code);

}  // namespace lintel
