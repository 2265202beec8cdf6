#include "connectors/layout_keys.h"

#include <algorithm>
#include <charconv>

namespace lintel {

std::optional<int> whole_number(std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || number < 1) return std::nullopt;
  return number;
}

std::string listed(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

std::string LayoutKeys::needed_text(const YamlNode& node, std::string_view key) {
  const auto text = optional_text(node, key);
  if (!text) fault(node.place, "there is no \"" + std::string(key) + "\"", "Add it.");
  return text.value_or("");
}

std::optional<std::string> LayoutKeys::optional_text(const YamlNode& node, std::string_view key) {
  const YamlNode* value = node.find(key);
  if (value == nullptr) return std::nullopt;
  if (!value->is_scalar() || value->text.empty()) {
    fault(value->place, "\"" + std::string(key) + "\" has no text", "Write it on the same line.");
  }
  return value->text;
}

int LayoutKeys::optional_number(const YamlNode& node, std::string_view key) {
  const auto text = optional_text(node, key);
  if (!text) return 0;
  const auto number = whole_number(*text);
  if (number && *number <= 10'000) return *number;
  fault(node.find(key)->place, "\"" + *text + "\" is not a number from 1 to 10000", "Mend it.");
  return 0;
}

void LayoutKeys::check(const YamlNode& node, const std::vector<std::string>& known) {
  for (const YamlEntry& entry : node.entries) {
    if (std::find(known.begin(), known.end(), entry.key) != known.end()) continue;
    std::string advice = did_you_mean(entry.key, known);
    if (advice.empty()) advice = "The keys here are " + listed(known) + ".";
    fault(entry.place, "there is no key \"" + entry.key + "\" here", std::move(advice));
  }
}

void LayoutKeys::fault(const Place& place, std::string what, std::string fix) {
  problems_.push_back(Problem{std::move(what), std::move(fix), place});
}

}  // namespace lintel
