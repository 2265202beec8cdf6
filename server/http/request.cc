#include "server/http/request.h"

#include <stdexcept>

namespace lintel {
namespace {

std::string found_or_empty(const std::map<std::string, std::string>& in, std::string_view name) {
  const auto found = in.find(std::string(name));
  return found == in.end() ? "" : found->second;
}

}  // namespace

std::string_view to_string(Method method) {
  switch (method) {
    case Method::get:
      return "GET";
    case Method::head:
      return "HEAD";
    case Method::post:
      return "POST";
  }
  return "";
}

std::string Request::header(std::string_view name) const {
  return found_or_empty(headers, name);
}
std::string Request::cookie(std::string_view name) const {
  return found_or_empty(cookies, name);
}

const std::string& Request::part(std::string_view name) const {
  const auto found = parts.find(std::string(name));
  if (found == parts.end())
    throw std::logic_error("the route has no part {" + std::string(name) + "}");
  return found->second;
}

const Person& Request::person() const {
  if (!signed_in) throw std::logic_error("the route lets anyone in and asks for the person");
  return signed_in->person;
}

}  // namespace lintel
