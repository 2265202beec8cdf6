#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/hash.h"
#include "domain/person.h"
#include "server/http/fields.h"

namespace lintel {

enum class Method { get, head, post };
std::string_view to_string(Method method);  ///< "GET"

/// A file that came with a form (multipart/form-data). `filename` is the last part of what the
/// browser said, for showing only: nothing is ever stored under it.
struct UploadedFile {
  std::string field;
  std::string filename;
  std::string content;
};

/// Who is asking, once a session or a token has been checked.
struct SignedIn {
  Person person;
  Hash session;  ///< the stored (hashed) id of the session or token
  std::string
      csrf_secret;        ///< what csrf_token() of server/auth/csrf.h is made from; "" for a token
  bool by_token = false;  ///< a bearer token, not a browser's session
};

/// One whole request, read and checked before any handler sees it (server/http/request_reader.h).
/// A value: handlers never touch the connection.
struct Request {
  Method method = Method::get;
  std::string path;  ///< decoded once: "/cases/T-0041872"
  Fields query;
  Fields form;  ///< of a POST with a form; else empty
  std::vector<UploadedFile> files;
  std::map<std::string, std::string> headers;  ///< names in lower case
  std::map<std::string, std::string> cookies;
  std::string body;            ///< as sent, for JSON; empty when it was a form
  std::string host;            ///< from the allow-list: "127.0.0.1:8080"
  std::string remote_address;  ///< of the person's machine, not of a trusted proxy
  bool secure = false;         ///< came by TLS (at the trusted proxy)

  std::map<std::string, std::string> parts;  ///< the router's {names}: part("ref")
  std::optional<SignedIn> signed_in;         ///< set before a handler that needs a person runs

  /// "" when absent. `name` in lower case.
  std::string header(std::string_view name) const;
  std::string cookie(std::string_view name) const;
  /// What stood in the route's {name}. Asking for a name that the route has not is a bug.
  const std::string& part(std::string_view name) const;
  /// The person. Only for routes that need one.
  const Person& person() const;
  bool is_post() const { return method == Method::post; }
  bool is_api() const { return path.starts_with("/api/"); }
  /// htmx asks for a part of a page.
  bool wants_part() const { return header("hx-request") == "true"; }
};

}  // namespace lintel
