#include "server/web/view.h"

namespace lintel {

View& View::put(std::string name, Value value) {
  for (auto& [known, old] : values_) {
    if (known != name) continue;
    old = std::move(value);
    return *this;
  }
  values_.emplace_back(std::move(name), std::move(value));
  return *this;
}

View& View::add(View other) {
  for (auto& [name, value] : other.values_) put(std::move(name), std::move(value));
  return *this;
}

const View::Value* View::find(std::string_view name) const {
  for (const auto& [known, value] : values_) {
    if (known == name) return &value;
  }
  return nullptr;
}

std::string View::text(std::string_view name) const {
  const Value* value = find(name);
  const std::string* found = value == nullptr ? nullptr : std::get_if<std::string>(value);
  return found == nullptr ? "" : *found;
}

}  // namespace lintel
