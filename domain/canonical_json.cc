#include "domain/canonical_json.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "domain/canonical_text.h"

namespace lintel {
namespace {

constexpr std::size_t kDeepest = 64;

/// Builds a Json from the parser's events; the parser itself never recurses.
class Builder {
 public:
  bool null() { return put(Json{}); }
  bool boolean(bool value) { return put(Json{value}); }
  bool number_integer(std::int64_t value) { return put(Json{value}); }
  bool number_unsigned(std::uint64_t value) { return put(Json{value}); }
  bool number_float(double, const std::string& spelling) {
    if (spelling.find_first_of("eE") != std::string::npos) {
      return refuse("the number " + spelling + " has an exponent", "Write it out in full.");
    }
    return put(Json::number(spelling));
  }
  bool string(std::string& value) { return put(Json{std::move(value)}); }
  bool binary(std::vector<std::uint8_t>&) { return refuse("binary has no place in JSON", ""); }
  bool start_object(std::size_t) { return open(Json::object()); }
  bool start_array(std::size_t) { return open(Json::array()); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }
  bool key(std::string& name) {
    if (open_.back().value.find(name) != nullptr) {
      return refuse("the key \"" + name + "\" stands twice in one object", "Keep one of them.");
    }
    open_.back().key = std::move(name);
    return true;
  }
  bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) {
    error_at_ = position;
    return refuse("this is not JSON", "Look just before this place for a missing quote or comma.");
  }

  const std::optional<Problem>& wrong() const { return wrong_; }
  std::size_t error_at() const { return error_at_; }
  Json take() { return std::move(root_); }

 private:
  struct Open {
    Json value;
    std::string key;
  };

  bool refuse(std::string what, std::string fix) {
    if (!wrong_) wrong_ = Problem{std::move(what), std::move(fix), {}};
    return false;
  }
  bool open(Json container) {
    if (open_.size() >= kDeepest) return refuse("the JSON is nested more than 64 deep", "");
    open_.push_back({std::move(container), ""});
    return true;
  }
  bool close() {
    Json done = std::move(open_.back().value);
    open_.pop_back();
    return put(std::move(done));
  }
  bool put(Json value) {
    if (open_.empty()) {
      root_ = std::move(value);
    } else if (open_.back().value.is_array()) {
      open_.back().value.push(std::move(value));
    } else {
      open_.back().value[open_.back().key] = std::move(value);
    }
    return true;
  }

  Json root_;
  std::vector<Open> open_;
  std::optional<Problem> wrong_;
  std::size_t error_at_ = 0;
};

Place place_of(std::string_view text, std::size_t position) {
  const std::string_view before = text.substr(0, std::min(position, text.size()));
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const std::size_t start = before.rfind('\n');
  const std::size_t column = before.size() - (start == std::string_view::npos ? 0 : start + 1);
  return {"", static_cast<int>(line), static_cast<int>(std::max<std::size_t>(column, 1)), ""};
}

void write(std::string& out, const Json& value) {
  if (value.is_null()) {
    out += "null";
  } else if (value.is_bool()) {
    out += value.as_bool() ? "true" : "false";
  } else if (value.is_number()) {
    out += value.number_text();
  } else if (value.is_string()) {
    write_json_string(out, value.as_string());
  } else if (value.is_array()) {
    out += '[';
    for (const Json& element : value.as_array()) {
      if (out.back() != '[') out += ',';
      write(out, element);
    }
    out += ']';
  } else {
    out += '{';
    bool first = true;
    for (const auto& [key, member] : value.as_object()) {
      if (!first) out += ',';
      first = false;
      write_json_string(out, key);
      out += ':';
      write(out, member);
    }
    out += '}';
  }
}

}  // namespace

Json Json::number(std::string decimal) {
  // One spelling for one number: "3.70" is "3.7", "-0" is "0".
  if (decimal.find('.') != std::string::npos) {
    decimal.erase(decimal.find_last_not_of('0') + 1);
    if (decimal.back() == '.') decimal.pop_back();
  }
  if (decimal == "-0") decimal = "0";
  Json json;
  json.value_ = Number{std::move(decimal)};
  return json;
}

std::optional<std::int64_t> Json::as_integer() const {
  if (!is_number()) return std::nullopt;
  const std::string& digits = number_text();
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return number;
}

const Json* Json::find(std::string_view key) const {
  if (!is_object()) return nullptr;
  const auto found = as_object().find(key);
  return found == as_object().end() ? nullptr : &found->second;
}

std::optional<std::string> Json::text(std::string_view key) const {
  const Json* member = find(key);
  if (member == nullptr || !member->is_string()) return std::nullopt;
  return member->as_string();
}

Json& Json::operator[](std::string_view key) {
  if (is_null()) value_ = Object{};
  Object& members = as_object();
  const auto found = members.find(key);
  return found != members.end() ? found->second : members[std::string(key)];
}

void Json::push(Json element) {
  if (is_null()) value_ = Array{};
  as_array().push_back(std::move(element));
}

Result<Json> parse_json(std::string_view text) {
  Builder builder;
  nlohmann::json::sax_parse(text.begin(), text.end(), &builder);
  if (builder.wrong()) {
    Problem wrong = *builder.wrong();
    if (builder.error_at() > 0) wrong.place = place_of(text, builder.error_at());
    return tl::unexpected<Problem>(std::move(wrong));
  }
  return builder.take();
}

std::string to_canonical(const Json& value) {
  std::string out;
  write(out, value);
  return out;
}

}  // namespace lintel
