#include "server/http/fields.h"

#include "server/http/text_rules.h"

namespace lintel {

bool Fields::add(std::string name, std::string value) {
  if (!name.ends_with("[]") && has(name)) return false;
  values_.emplace_back(std::move(name), std::move(value));
  return true;
}

const std::string* Fields::find(std::string_view name) const {
  for (const auto& [each, value] : values_) {
    if (each == name) return &value;
  }
  return nullptr;
}

std::optional<std::string> Fields::get(std::string_view name) const {
  const std::string* value = find(name);
  return value ? std::optional(*value) : std::nullopt;
}

std::string Fields::text(std::string_view name) const {
  return get(name).value_or("");
}

Result<std::string> Fields::required(std::string_view name) const {
  const std::string given = text(name);
  const std::string_view value = trimmed(given);
  if (value.empty()) {
    return tl::unexpected(
        Problem{"nothing was given", "Fill it in.", {}}.in_field(std::string(name)));
  }
  return std::string(value);
}

std::vector<std::string> Fields::all(std::string_view name) const {
  std::vector<std::string> found;
  for (const auto& [each, value] : values_) {
    if (each == name) found.push_back(value);
  }
  return found;
}

}  // namespace lintel
