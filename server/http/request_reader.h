#pragma once

#include <cstddef>
#include <string>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

#include "server/http/http_settings.h"
#include "server/http/request.h"

namespace lintel {

/// A request's head as the HTTP library understood it, not yet believed.
struct RawHead {
  std::string method;
  std::string target;
  std::string version;                                       ///< "HTTP/1.1"
  std::vector<std::pair<std::string, std::string>> headers;  ///< in order, repeats and all
  std::string remote_address;                                ///< of the connection
};

/// Why a request is not even looked at. The connection ends after it.
struct Refusal {
  int code = 400;
  std::string what;  ///< a sentence for whoever wrote the client; never echoes the request
};

/// A head that keeps every rule below, and how many bytes of body must follow.
struct ReadHead {
  Request request;
  std::size_t body_length = 0;
};

/// Believes a head or refuses it. The rules close what was measured against Poco 1.11, which reads
/// lengths, chunks and encoded words in ways that a proxy in front does not:
/// 1. header names are tokens; values, after decoding, hold no control character but a tab;
/// 2. exactly one Host, and one of ours;
/// 3. no Transfer-Encoding; at most one Content-Length, of 1 to 10 digits;
/// 4. GET, HEAD or POST; no body on GET and HEAD;
/// 5. HTTP/1.0 or HTTP/1.1;
/// 6. a path of at most 4,096 printable characters that, decoded once, is UTF-8 without NUL,
///    control, "..", "\", "//" or an encoded slash;
/// 7. POST has a length. (The route's own limit is the caller's to check.)
tl::expected<ReadHead, Refusal> read_head(const RawHead& raw, const HttpSettings& settings);

/// Adds the body, which must be of exactly the length promised: form fields, files or JSON by its
/// Content-Type.
tl::expected<Request, Refusal> read_body(ReadHead head, std::string body);

}  // namespace lintel
