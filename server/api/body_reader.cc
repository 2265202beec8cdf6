#include "server/api/body_reader.h"

#include <algorithm>

namespace lintel {
namespace {
const Json kNull;
}

BodyReader::BodyReader(std::string_view body) {
  Result<Json> read = parse_json(body);
  if (!read) {
    wrong_ = read.error();
  } else if (!read->is_object()) {
    wrong_ = Problem{"the body is not a JSON object", "Send {…}.", {}};
  } else {
    body_ = *std::move(read);
  }
  if (!body_.is_object()) body_ = Json::object();
}

void BodyReader::refuse(std::string_view name, std::string what, std::string fix) {
  if (!wrong_)
    wrong_ = Problem{std::move(what), std::move(fix), Place{"", 0, 0, std::string(name)}};
}

std::string BodyReader::text(std::string_view name) {
  const Json& value = member(name);
  if (value.is_string() && !value.as_string().empty()) return value.as_string();
  refuse(
      name, value.is_null() ? "the field is missing" : "the field is not text", "Send it as text.");
  return "";
}

std::string BodyReader::text_or(std::string_view name, std::string_view otherwise) {
  const Json& value = member(name);
  if (value.is_string()) return value.as_string();
  if (!value.is_null()) refuse(name, "the field is not text", "Send it as text, or leave it out.");
  return std::string(otherwise);
}

bool BodyReader::yes_no(std::string_view name) {
  const Json& value = member(name);
  if (value.is_bool()) return value.as_bool();
  refuse(name,
         value.is_null() ? "the field is missing" : "the field is neither true nor false",
         "Send true or false.");
  return false;
}

std::int64_t BodyReader::whole(std::string_view name) {
  if (const auto number = member(name).as_integer()) return *number;
  refuse(name, "the field is not a whole number", "Send a number such as 4.");
  return 0;
}

const Json& BodyReader::member(std::string_view name) const {
  const Json* found = body_.find(name);
  return found == nullptr ? kNull : *found;
}

void BodyReader::only(std::initializer_list<std::string_view> names) {
  for (const auto& [key, value] : body_.as_object()) {
    if (std::find(names.begin(), names.end(), key) == names.end()) {
      refuse(key,
             "there is no field \"" + key + "\" here",
             "Look at /api/openapi.json for the fields.");
    }
  }
}

}  // namespace lintel
