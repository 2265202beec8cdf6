#include "workflows/definition_diff.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

#include "domain/canonical_json.h"

namespace lintel {
namespace {

using What = DefinitionChange::What;

/// A word of the language as a person says it.
struct KeyWords {
  std::string_view key;
  std::string_view words;
};
constexpr std::array<KeyWords, 24> kKeys = {{
    {"to", "goes to"},
    {"by", "who"},
    {"needs", "fields"},
    {"do", "does"},
    {"entry", "on entering"},
    {"exit", "on leaving"},
    {"law", "law"},
    {"fix", "to fix"},
    {"blocks", "what it blocks"},
    {"lasts", "how long"},
    {"binds", "bound to"},
    {"four_eyes", "second person after"},
    {"escalate_to", "passed up to"},
    {"says", "words"},
    {"one_of", "words"},
    {"keeps", "timers that go on"},
    {"day_rule", "day"},
    {"at", "on"},
    {"after", "after"},
    {"every", "every"},
    {"applies", "which tenancies"},
    {"start", "where a case begins"},
    {"in_force_from", "in force from"},
    {"migrate", "move of running cases"},
}};

std::string words_of_key(std::string_view key) {
  for (const KeyWords& each : kKeys) {
    if (each.key == key) return std::string(each.words);
  }
  return words_of(key);
}

bool is_guard(std::string_view key) {
  return key == "when" || key == "formula" || key == "unless" || key == "refuse_when";
}

/// "{document: {template: letter_2}}" reads "document: template: letter 2".
std::string shown(const Json& value) {
  if (value.is_string()) return words_of(value.as_string());
  if (value.is_number()) return value.number_text();
  if (value.is_bool()) return value.as_bool() ? "yes" : "no";
  std::string text;
  if (value.is_array()) {
    for (const Json& each : value.as_array()) text += (text.empty() ? "" : ", ") + shown(each);
  }
  if (value.is_object()) {
    for (const auto& [key, member] : value.as_object()) {
      text += text.empty() ? "" : "; ";
      text += words_of_key(key) + ": " +
              (is_guard(key) && member.is_string() ? guard_in_words(member.as_string())
                                                   : shown(member));
    }
  }
  return text.empty() ? "nothing" : text;
}

/// The name that an element of a list goes by: its `name:`, or the one key that it has. "" when it
/// has none.
std::string name_of(const Json& element) {
  if (!element.is_object()) return "";
  if (const auto name = element.text("name")) return *name;
  const Json::Object& members = element.as_object();
  const bool keyed = members.size() == 1 && members.begin()->second.is_object();
  return keyed ? members.begin()->first : "";
}

const Json& body_of(const Json& element) {
  if (element.text("name") || name_of(element).empty()) return element;
  return element.as_object().begin()->second;
}

/// Where in the workflow the comparison stands.
struct Spot {
  std::string where;
  std::string state;
  std::string aspect;
  std::string inside;  ///< the key that holds what is compared: "states", "on", "tasks"

  Spot in(const std::string& part) const {
    Spot spot = *this;
    spot.where += (spot.where.empty() ? "" : ", ") + part;
    spot.inside.clear();
    return spot;
  }
  Spot about(const std::string& part, const std::string& key) const {
    Spot spot = *this;
    spot.aspect += (spot.aspect.empty() ? "" : ", ") + part;
    spot.inside = key;
    return spot;
  }
};

class Comparing {
 public:
  Comparing(const Definition& from, const Definition& to) : from_(from), to_(to) {}

  std::vector<DefinitionChange> all() {
    const Result<Json> was = parse_json(from_.canonical);
    const Result<Json> now = parse_json(to_.canonical);
    if (!was || !now) throw std::logic_error("a definition's canonical text is not JSON");
    members(*was, *now, {});
    return std::move(changes_);
  }

 private:
  void compare(const Json& was, const Json& now, const Spot& spot) {
    if (was == now) return;
    if (was.is_object() && now.is_object()) return members(was, now, spot);
    if (is_list_of_names(was) || is_list_of_names(now)) return elements(was, now, spot);
    if (is_guard(spot.inside) && was.is_string() && now.is_string())
      return guards(was.as_string(), now.as_string(), spot);
    add(What::changed, spot, shown(was), shown(now));
  }

  static bool is_list_of_names(const Json& value) {
    if (!value.is_array()) return false;
    return !value.as_array().empty() && std::ranges::all_of(value.as_array(), [](const Json& each) {
      return !name_of(each).empty();
    });
  }

  void members(const Json& was, const Json& now, const Spot& spot) {
    for (const auto& [key, value] : now.as_object()) {
      const Spot inner = step(spot, key);
      if (is_version(spot, key)) continue;
      const Json* before = was.find(key);
      if (before == nullptr) {
        one_sided(What::added, value, inner);
      } else {
        compare(*before, value, inner);
      }
    }
    for (const auto& [key, value] : was.as_object()) {
      if (now.find(key) == nullptr && !is_version(spot, key))
        one_sided(What::removed, value, step(spot, key));
    }
  }

  static bool is_version(const Spot& spot, std::string_view key) {
    return key == "version" && spot.where.empty() && spot.aspect.empty() && spot.inside.empty();
  }

  /// Elements are matched by name; what moved among the others is told once.
  void elements(const Json& was, const Json& now, const Spot& spot) {
    const std::vector<std::pair<std::string, const Json*>> before = named(was);
    const std::vector<std::pair<std::string, const Json*>> after = named(now);
    const auto find = [](const auto& list, const std::string& name) -> const Json* {
      for (const auto& [each, body] : list) {
        if (each == name) return body;
      }
      return nullptr;
    };
    std::vector<std::string> kept_before;
    std::vector<std::string> kept_after;
    for (const auto& [name, body] : after) {
      const Spot inner = step_into(spot, name);
      if (const Json* old = find(before, name)) {
        kept_after.push_back(name);
        compare(*old, *body, inner);
      } else {
        one_sided(What::added, *body, inner);
      }
    }
    for (const auto& [name, body] : before) {
      if (find(after, name) != nullptr) {
        kept_before.push_back(name);
      } else {
        one_sided(What::removed, *body, step_into(spot, name));
      }
    }
    if (kept_before != kept_after)
      add(What::changed, spot.about("order", ""), listed(kept_before), listed(kept_after));
  }

  /// One branch alone is written without a list; it reads as a list of one.
  static std::vector<std::pair<std::string, const Json*>> named(const Json& list) {
    std::vector<std::pair<std::string, const Json*>> found;
    const auto put = [&](const Json& each) {
      const std::string name = name_of(each);
      found.emplace_back(name.empty() ? "the only one" : name, &body_of(each));
    };
    if (!list.is_array()) {
      put(list);
    } else {
      for (const Json& each : list.as_array()) put(each);
    }
    return found;
  }

  void guards(const std::string& was, const std::string& now, const Spot& spot) {
    std::vector<std::string> before = conditions_of(was);
    std::vector<std::string> after = conditions_of(now);
    const std::vector<std::string> all_before = before;
    std::erase_if(before, [&](const std::string& each) {
      return std::ranges::find(after, each) != after.end();
    });
    std::erase_if(after, [&](const std::string& each) {
      return std::ranges::find(all_before, each) != all_before.end();
    });
    if (before.empty() && after.empty())
      return add(What::changed, spot, guard_in_words(was), guard_in_words(now));
    for (const std::string& each : after) {
      const auto same = std::ranges::find_if(
          before, [&](const std::string& old) { return subject(old) == subject(each); });
      if (same == before.end()) {
        add(What::added, spot, "", guard_in_words(each));
        continue;
      }
      add(What::changed, spot, guard_in_words(*same), guard_in_words(each));
      before.erase(same);
    }
    for (const std::string& each : before) add(What::removed, spot, guard_in_words(each), "");
  }

  /// What a condition is about: the words before its comparison.
  static std::string subject(const std::string& condition) {
    return condition.substr(0, condition.find_first_of("<>=! "));
  }

  /// A whole part that stands on one side alone.
  void one_sided(What what, const Json& value, const Spot& spot) {
    const std::string text = is_guard(spot.inside) && value.is_string()
                                 ? guard_in_words(value.as_string())
                                 : shown(value);
    add(what, spot, what == What::removed ? text : "", what == What::added ? text : "");
  }

  Spot step(const Spot& spot, const std::string& key) const {
    Spot inner = spot;
    if (spot.inside == "states") {
      inner = spot.in(state_label(key));
      inner.state = key;
      inner.aspect.clear();
      return inner;
    }
    if (spot.inside == "on") return spot.in(event_label(key));
    if (spot.inside == "facts") return spot.in("fact " + words_of(key));
    if (spot.inside == "holds") return spot.in("hold " + words_of(key));
    if (spot.inside == "events") return spot.in("words of " + words_of(key));
    if (spot.inside == "forms") return spot.in("form " + words_of(key));
    if (spot.inside == "tasks") return spot.in("task " + words_of(key));
    if (spot.inside == "timers") return spot.in("timer " + words_of(key));
    inner.inside = key;
    if (key == "states" || key == "facts" || key == "holds" || key == "events" || key == "on" ||
        key == "forms" || key == "tasks" || key == "timers")
      return inner;
    if (key == "everywhere") return inner.in("Everywhere");
    return spot.about(words_of_key(key), key);
  }

  Spot step_into(const Spot& spot, const std::string& name) const {
    if (name == "the only one") return spot;
    if (spot.inside == "tasks") return spot.in("task " + words_of(name));
    if (spot.aspect.empty()) return spot.in("rule " + name);
    return spot.about(words_of(name), "");
  }

  std::string state_label(const std::string& name) const {
    const StateDefinition* state = to_.state(name) != nullptr ? to_.state(name) : from_.state(name);
    return state != nullptr && !state->label.empty() ? state->label : capitalised(words_of(name));
  }
  std::string event_label(const std::string& name) const { return to_.event_label(name); }

  static std::string listed(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& each : names) text += (text.empty() ? "" : ", ") + each;
    return text;
  }

  void add(What what, const Spot& spot, std::string was, std::string now) {
    changes_.push_back({.what = what,
                        .where = spot.where,
                        .state = spot.state,
                        .aspect = spot.aspect,
                        .was = std::move(was),
                        .now = std::move(now)});
  }

  const Definition& from_;
  const Definition& to_;
  std::vector<DefinitionChange> changes_;
};

void replace_all(std::string& text, std::string_view what, std::string_view by) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at)) {
    text.replace(at, what.size(), by);
    at += by.size();
  }
}

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '.';
}

bool stands_alone(std::string_view text, std::size_t at, std::string_view word) {
  const bool before = at == 0 || !is_word(text[at - 1]);
  const std::size_t end = at + word.size();
  return before && text.substr(at, word.size()) == word &&
         (end == text.size() || !is_word(text[end]));
}

std::string trimmed(std::string_view text) {
  std::string line;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\n' || c == '\t';
    if (!space) line += c;
    if (space && !line.empty() && line.back() != ' ') line += ' ';
  }
  while (!line.empty() && line.back() == ' ') line.pop_back();
  return line;
}

}  // namespace

std::string DefinitionChange::words() const {
  std::string text = where.empty() ? "" : where + ": ";
  if (!aspect.empty()) text += aspect + " ";
  switch (what) {
    case What::added:
      return text + "added: " + now;
    case What::removed:
      return text + "removed: " + was;
    case What::changed:
      return text + was + ", now " + now;
  }
  return text;
}

std::vector<DefinitionChange> definition_diff(const Definition& from, const Definition& to) {
  return Comparing(from, to).all();
}

std::set<std::string> changed_states(const std::vector<DefinitionChange>& changes) {
  std::set<std::string> states;
  for (const DefinitionChange& each : changes) {
    if (!each.state.empty()) states.insert(each.state);
  }
  return states;
}

std::string guard_in_words(std::string_view guard) {
  std::string words = trimmed(guard);
  replace_all(words, "policy.", "the setting ");
  replace_all(words, "law.", "the rule ");
  for (const auto& [sign, said] : std::array<std::pair<std::string_view, std::string_view>, 6>{{
           {" >= ", " is at least "},
           {" <= ", " is at most "},
           {" != ", " is not "},
           {" > ", " is more than "},
           {" < ", " is less than "},
           {" = ", " is "},
       }}) {
    replace_all(words, sign, said);
  }
  std::ranges::replace(words, '_', ' ');
  return words;
}

std::vector<std::string> conditions_of(std::string_view guard) {
  std::vector<std::string> conditions;
  std::size_t from = 0;
  int depth = 0;
  bool between = false;  // its `and` joins two ends
  bool quoted = false;
  for (std::size_t at = 0; at < guard.size(); ++at) {
    if (guard[at] == '"') quoted = !quoted;
    if (quoted) continue;
    if (guard[at] == '(') ++depth;
    if (guard[at] == ')') --depth;
    if (depth != 0) continue;
    if (stands_alone(guard, at, "or")) return {trimmed(guard)};
    if (stands_alone(guard, at, "between")) between = true;
    if (!stands_alone(guard, at, "and")) continue;
    if (std::exchange(between, false)) continue;
    conditions.push_back(trimmed(guard.substr(from, at - from)));
    from = at + 3;
  }
  conditions.push_back(trimmed(guard.substr(from)));
  return conditions;
}

}  // namespace lintel
