#include "server/http/response.h"

#include <algorithm>
#include <stdexcept>

#include "server/http/text_rules.h"

namespace lintel {
namespace {

/// RFC 6266 with RFC 5987: an ASCII name for old browsers, the real one beside it.
std::string disposition(std::string_view how, std::string_view name) {
  std::string ascii;
  for (const char letter : name) {
    const bool safe = (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z') ||
                      (letter >= 'A' && letter <= 'Z') || letter == '-' || letter == '.' ||
                      letter == '_' || letter == ' ';
    ascii += safe ? letter : '_';
  }
  return std::string(how) + "; filename=\"" + ascii + "\"; filename*=UTF-8''" +
         percent_encoded(name);
}

bool is_path_of_ours(std::string_view path) {
  return path.starts_with('/') && !path.starts_with("//") && !path.starts_with("/\\") &&
         is_visible_ascii(path);
}

}  // namespace

Response& Response::header(std::string_view name, std::string value) {
  if (!is_token(name)) throw std::invalid_argument("a response header's name is not a token");
  if (!is_header_value(value)) {
    throw std::invalid_argument("the response header " + std::string(name) +
                                " holds a control character");
  }
  headers_[std::string(name)] = std::move(value);
  return *this;
}

Response& Response::cookie(std::string_view name,
                           std::string_view value,
                           bool secure,
                           long seconds) {
  const bool plain = std::ranges::all_of(value, [](char letter) {
    return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z') ||
           (letter >= 'A' && letter <= 'Z') || letter == '-' || letter == '_' || letter == '.' ||
           letter == '~';
  });
  if (!is_token(name) || !plain)
    throw std::invalid_argument("a cookie holds what a cookie may not");
  std::string line =
      std::string(name) + "=" + std::string(value) + "; Path=/; HttpOnly; SameSite=Lax";
  if (secure) line += "; Secure";
  if (seconds >= 0) line += "; Max-Age=" + std::to_string(seconds);
  cookies_.push_back(std::move(line));
  return *this;
}

Response html(std::string body, int code) {
  return Response(code, "text/html; charset=utf-8", std::move(body));
}

Response json(const Json& body, int code) {
  return Response(code, "application/json", to_canonical(body) + "\n");
}

Response redirect(std::string_view path) {
  Response response(303);
  response.header("Location", is_path_of_ours(path) ? std::string(path) : "/");
  return response;
}

Response pdf(std::string bytes, std::string_view name) {
  Response response(200, "application/pdf", std::move(bytes));
  response.header("Content-Disposition", disposition("inline", name));
  return response;
}

Response download(std::string bytes, std::string content_type, std::string_view name) {
  Response response(200, std::move(content_type), std::move(bytes));
  response.header("Content-Disposition", disposition("attachment", name));
  return response;
}

Response asset(std::string bytes, std::string content_type) {
  Response response(200, std::move(content_type), std::move(bytes));
  response.keep(Keep::for_ever);
  return response;
}

Response plain(std::string text, int code) {
  return Response(code, "text/plain; charset=utf-8", std::move(text));
}

Response api_problem(int code, const Problem& what) {
  Json body = Json::object();
  body["title"] = reason_phrase(code);
  body["status"] = code;
  body["detail"] = what.what;
  if (!what.fix.empty()) body["fix"] = what.fix;
  if (!what.place.field.empty()) body["field"] = what.place.field;
  return Response(code, "application/problem+json", to_canonical(body) + "\n");
}

std::string_view reason_phrase(int code) {
  switch (code) {
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 202:
      return "Accepted";
    case 303:
      return "See Other";
    case 304:
      return "Not Modified";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 411:
      return "Length Required";
    case 413:
      return "Content Too Large";
    case 414:
      return "URI Too Long";
    case 415:
      return "Unsupported Media Type";
    case 421:
      return "Misdirected Request";
    case 422:
      return "Unprocessable Content";
    case 429:
      return "Too Many Requests";
    case 500:
      return "Internal Server Error";
    case 503:
      return "Service Unavailable";
    case 505:
      return "HTTP Version Not Supported";
    default:
      return "Answer";
  }
}

}  // namespace lintel
