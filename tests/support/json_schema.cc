#include "tests/support/json_schema.h"

#include <algorithm>
#include <regex>
#include <stdexcept>

#include "domain/date.h"

namespace lintel {
namespace {

bool is_type(const Json& value, const std::string& type) {
  if (type == "null") return value.is_null();
  if (type == "string") return value.is_string();
  if (type == "boolean") return value.is_bool();
  if (type == "integer") return value.as_integer().has_value();
  if (type == "number") return value.is_number();
  if (type == "array") return value.is_array();
  if (type == "object") return value.is_object();
  throw std::logic_error("no JSON type " + type);
}

class Checker {
 public:
  explicit Checker(const Json& root) : root_(root) {}

  void check(const Json& schema, const Json& value, const std::string& path) {
    if (const auto ref = schema.text("$ref")) return check(resolve(*ref), value, path);
    for (const auto& [keyword, what] : schema.as_object()) {
      if (keyword == "type") {
        check_type(what, value, path);
      } else if (keyword == "enum") {
        const Json::Array& allowed = what.as_array();
        if (std::find(allowed.begin(), allowed.end(), value) == allowed.end())
          fault(path, "not in enum");
      } else if (keyword == "required") {
        for (const Json& name : what.as_array()) {
          if (value.is_object() && value.find(name.as_string()) == nullptr) {
            fault(path, "lacks " + name.as_string());
          }
        }
      } else if (keyword == "properties") {
        for (const auto& [name, member] : what.as_object()) {
          if (const Json* found = value.find(name)) check(member, *found, path + "." + name);
        }
      } else if (keyword == "additionalProperties") {
        if (!value.is_object()) continue;
        for (const auto& [name, member] : value.as_object()) {
          if (schema.find("properties")->find(name) == nullptr)
            fault(path, "has the unknown " + name);
        }
      } else if (keyword == "items") {
        if (!value.is_array()) continue;
        for (std::size_t i = 0; i < value.as_array().size(); ++i) {
          check(what, value.as_array()[i], path + "[" + std::to_string(i) + "]");
        }
      } else if (keyword == "pattern") {
        if (value.is_string() &&
            !std::regex_search(value.as_string(), std::regex(what.as_string()))) {
          fault(path, "\"" + value.as_string() + "\" does not fit " + what.as_string());
        }
      } else if (keyword == "format" && what.as_string() == "date") {
        if (value.is_string() && !Date::parse(value.as_string())) fault(path, "not a date");
      } else if (keyword != "description") {
        throw std::logic_error("the checker does not know " + keyword);
      }
    }
  }

  std::vector<std::string> faults;

 private:
  void fault(const std::string& path, const std::string& what) {
    faults.push_back(path + ": " + what);
  }

  void check_type(const Json& type, const Json& value, const std::string& path) {
    const Json::Array types = type.is_array() ? type.as_array() : Json::Array{type};
    const bool fits = std::any_of(types.begin(), types.end(), [&](const Json& each) {
      return is_type(value, each.as_string());
    });
    if (!fits) fault(path, "not of type " + to_canonical(type));
  }

  const Json& resolve(const std::string& ref) const {
    const Json* at = &root_;
    for (std::size_t start = 2; start < ref.size();) {  // after "#/"
      const std::size_t end = std::min(ref.find('/', start), ref.size());
      at = at->find(ref.substr(start, end - start));
      if (at == nullptr) throw std::logic_error("nothing stands at " + ref);
      start = end + 1;
    }
    return *at;
  }

  const Json& root_;
};

}  // namespace

std::vector<std::string> schema_faults(const Json& schema, const Json& value, const Json& root) {
  Checker checker{root};
  checker.check(schema, value, "$");
  return checker.faults;
}

}  // namespace lintel
