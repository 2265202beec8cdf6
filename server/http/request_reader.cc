#include "server/http/request_reader.h"

#include <algorithm>
#include <charconv>

#include "server/http/form_reader.h"
#include "server/http/text_rules.h"

namespace lintel {
namespace {

constexpr std::size_t kLongestTarget = 4'096;

tl::unexpected<Refusal> refuse(int code, std::string what) {
  return tl::unexpected(Refusal{code, std::move(what)});
}

bool is_number(std::string_view text) {
  return !text.empty() && text.size() <= 10 &&
         std::ranges::all_of(text, [](char digit) { return digit >= '0' && digit <= '9'; });
}

/// An address as a proxy writes it: figures, letters a to f, dots and colons.
bool is_address(std::string_view text) {
  return !text.empty() && text.size() <= 45 && std::ranges::all_of(text, [](char letter) {
    return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f') ||
           (letter >= 'A' && letter <= 'F') || letter == '.' || letter == ':';
  });
}

/// Every header under its lower-case name. Those that decide where a request ends or whom it is
/// for may stand once only; of any other the values are joined as RFC 9110 §5.3 says.
tl::expected<std::map<std::string, std::string>, Refusal> read_headers(const RawHead& raw) {
  constexpr std::string_view kOnce[] = {"host",
                                        "content-length",
                                        "content-type",
                                        "authorization",
                                        "origin",
                                        "x-forwarded-for",
                                        "x-forwarded-proto",
                                        "x-csrf-token"};
  std::map<std::string, std::string> headers;
  for (const auto& [name, value] : raw.headers) {
    if (!is_token(name)) return refuse(400, "A header's name is malformed.");
    if (!is_header_value(value)) return refuse(400, "A header's value holds a control character.");
    const std::string lower = lower_case(name);
    const auto [at, first] = headers.try_emplace(lower, trimmed(value));
    if (first) continue;
    if (std::ranges::find(kOnce, lower) != std::end(kOnce))
      return refuse(400, "A header is given twice: " + lower + ".");
    at->second += (lower == "cookie" ? "; " : ", ") + std::string(trimmed(value));
  }
  return headers;
}

/// A name that stands twice counts as absent: no reader may choose between two sessions.
std::map<std::string, std::string> read_cookies(std::string_view line) {
  std::map<std::string, std::string> cookies;
  std::vector<std::string> twice;
  while (!line.empty()) {
    const std::size_t end = line.find(';');
    const std::string_view pair = trimmed(line.substr(0, end));
    line.remove_prefix(end == std::string_view::npos ? line.size() : end + 1);
    const std::size_t equals = pair.find('=');
    if (equals == std::string_view::npos || !is_token(pair.substr(0, equals))) continue;
    const std::string name(pair.substr(0, equals));
    if (!cookies.emplace(name, pair.substr(equals + 1)).second) twice.push_back(name);
  }
  for (const std::string& name : twice) cookies.erase(name);
  return cookies;
}

tl::expected<std::string, Refusal> read_path(std::string_view encoded) {
  if (lower_case(encoded).find("%2f") != std::string::npos)
    return refuse(400, "The path holds an encoded slash.");
  const std::optional<std::string> path = percent_decoded(encoded, false);
  if (!path) return refuse(400, "The path is not percent-encoded properly.");
  if (!is_utf8_text(*path) || !is_header_value(*path) || path->find('\t') != std::string::npos) {
    return refuse(400, "The path holds a character that is not text.");
  }
  const bool tricks = path->find('\\') != std::string::npos ||
                      path->find("//") != std::string::npos ||
                      (*path + "/").find("/../") != std::string::npos ||
                      (*path + "/").find("/./") != std::string::npos;
  if (tricks) return refuse(400, "The path is not in its plain form.");
  return *path;
}

}  // namespace

tl::expected<ReadHead, Refusal> read_head(const RawHead& raw, const HttpSettings& settings) {
  if (raw.version != "HTTP/1.1" && raw.version != "HTTP/1.0") return refuse(505, "Speak HTTP/1.1.");

  ReadHead head;
  Request& request = head.request;
  if (raw.method == "GET")
    request.method = Method::get;
  else if (raw.method == "HEAD")
    request.method = Method::head;
  else if (raw.method == "POST")
    request.method = Method::post;
  else
    return is_token(raw.method) ? refuse(405, "Only GET, HEAD and POST are answered.")
                                : refuse(400, "The method is malformed.");

  auto headers = read_headers(raw);
  if (!headers) return tl::unexpected(headers.error());
  request.headers = std::move(*headers);

  request.host = lower_case(request.header("host"));
  if (request.host.empty()) return refuse(400, "The Host header is missing.");
  if (!settings.hosts.contains(request.host))
    return refuse(421, "This server does not answer for that host.");

  if (request.headers.contains("transfer-encoding"))
    return refuse(400, "Transfer encodings are not accepted: send a length.");
  const bool has_length = request.headers.contains("content-length");
  const std::string length = request.header("content-length");
  if (has_length && !is_number(length)) return refuse(400, "The Content-Length is not a number.");
  if (has_length) std::from_chars(length.data(), length.data() + length.size(), head.body_length);
  if (!request.is_post() && head.body_length > 0)
    return refuse(400, "GET and HEAD come without a body.");
  if (request.is_post() && !has_length) return refuse(411, "A POST says its length.");

  if (raw.target.size() > kLongestTarget) return refuse(414, "The address is too long.");
  if (!raw.target.starts_with('/') || !is_visible_ascii(raw.target) ||
      raw.target.find('#') != std::string::npos) {
    return refuse(400, "The address is malformed.");
  }
  const std::size_t mark = raw.target.find('?');
  auto path = read_path(std::string_view(raw.target).substr(0, mark));
  if (!path) return tl::unexpected(path.error());
  request.path = std::move(*path);
  if (mark != std::string::npos) {
    auto query = read_urlencoded(std::string_view(raw.target).substr(mark + 1));
    if (!query) return refuse(400, query.error());
    request.query = std::move(*query);
  }

  request.cookies = read_cookies(request.header("cookie"));
  request.remote_address = raw.remote_address;
  if (settings.trusted_proxies.contains(raw.remote_address)) {
    request.secure = request.header("x-forwarded-proto") == "https";
    const std::string forwarded = request.header("x-forwarded-for");
    if (!forwarded.empty() && !is_address(forwarded))
      return refuse(400, "X-Forwarded-For is not one address.");
    if (!forwarded.empty()) request.remote_address = forwarded;
  }
  return head;
}

tl::expected<Request, Refusal> read_body(ReadHead head, std::string body) {
  Request request = std::move(head.request);
  if (body.size() != head.body_length) return refuse(400, "The body is not as long as it says.");
  if (!request.is_post() || body.empty()) return request;

  const std::string type = request.header("content-type");
  const std::string kind = lower_case(trimmed(std::string_view(type).substr(0, type.find(';'))));
  if (kind == "application/x-www-form-urlencoded") {
    auto fields = read_urlencoded(body);
    if (!fields) return refuse(400, fields.error());
    request.form = std::move(*fields);
  } else if (kind == "multipart/form-data") {
    const std::string boundary = multipart_boundary(type);
    if (boundary.empty()) return refuse(400, "The form's boundary is missing.");
    auto form = read_multipart(body, boundary);
    if (!form) return refuse(400, form.error());
    request.form = std::move(form->fields);
    request.files = std::move(form->files);
  } else if (kind == "application/json" && request.is_api()) {
    request.body = std::move(body);
  } else {
    return refuse(415, request.is_api() ? "Send application/json." : "Send a form.");
  }
  return request;
}

}  // namespace lintel
