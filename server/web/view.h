#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace lintel {

/// Markup that our own drawing made, in which every word is escaped already. Never a person's text.
struct Drawing {
  std::string svg;
};

/// What one page, or one part of it, shows: named texts, marks, parts and lists, exactly as a
/// template asks for them. Texts are plain words: the renderer escapes them.
///
///   View row;
///   row.set("name", "Daniel Okafor").set("held", true).set("flags", flags);
class View {
 public:
  using List = std::vector<View>;
  using Value = std::variant<bool, std::string, View, List, Drawing>;

  View& set(std::string name, std::string text) {
    return put(std::move(name), Value{std::move(text)});
  }
  View& set(std::string name, std::string_view text) {
    return set(std::move(name), std::string(text));
  }
  View& set(std::string name, const char* text) { return set(std::move(name), std::string(text)); }
  View& set(std::string name, bool mark) { return put(std::move(name), Value{mark}); }
  View& set(std::string name, View part) { return put(std::move(name), Value{std::move(part)}); }
  View& set(std::string name, Drawing drawing) {
    return put(std::move(name), Value{std::move(drawing)});
  }
  View& set(std::string name, List list) { return put(std::move(name), Value{std::move(list)}); }
  /// A part that may be absent: its section is then not shown, its inverted section is.
  template <class T>
  View& set(std::string name, std::optional<T> maybe) {
    return maybe ? set(std::move(name), *std::move(maybe)) : set(std::move(name), false);
  }
  /// A text whose section is shown only when it says something.
  View& set_if_any(std::string name, std::string text) {
    return text.empty() ? set(std::move(name), false) : set(std::move(name), std::move(text));
  }
  /// Takes over everything that `other` names.
  View& add(View other);

  /// Null when there is no such name.
  const Value* find(std::string_view name) const;
  /// The text of that name, or "": for tests.
  std::string text(std::string_view name) const;
  const std::vector<std::pair<std::string, Value>>& values() const { return values_; }

 private:
  View& put(std::string name, Value value);
  std::vector<std::pair<std::string, Value>> values_;
};

}  // namespace lintel
