#include "server/casework/case_pick.h"

#include "workflows/definition.h"

namespace lintel {
namespace {

Json list_json(const std::set<std::string>& words) {
  Json list = Json::array();
  for (const std::string& word : words) list.push(word);
  return list;
}

std::set<std::string> list_in(const Json& json, std::string_view key) {
  std::set<std::string> words;
  const Json* list = json.find(key);
  if (list == nullptr || !list->is_array()) return words;
  for (const Json& each : list->as_array())
    if (each.is_string()) words.insert(each.as_string());
  return words;
}

std::string listed(const std::set<std::string>& words) {
  std::string text;
  std::size_t n = 0;
  for (const std::string& word : words)
    text += (n++ == 0 ? "" : n == words.size() ? " and " : ", ") + word;
  return text;
}

}  // namespace

WorklistFilter CasePick::filter(Date on) const {
  WorklistFilter filter;
  filter.patches = patches;
  filter.workflow = workflow;
  filter.state = state;
  filter.search = search;
  filter.on = on;
  return filter;
}

Json CasePick::to_json() const {
  Json json = Json::object();
  json["patches"] = list_json(patches);
  json["workflow"] = workflow;
  json["state"] = state;
  json["search"] = search;
  json["references"] = list_json(references);
  return json;
}

CasePick CasePick::read(const Json& json) {
  return {.patches = list_in(json, "patches"),
          .workflow = json.text("workflow").value_or(""),
          .state = json.text("state").value_or(""),
          .search = json.text("search").value_or(""),
          .references = list_in(json, "references")};
}

std::string CasePick::in_words() const {
  std::string words;
  const auto add = [&](const std::string& part) { words += (words.empty() ? "" : ", ") + part; };
  if (!references.empty())
    add(references.size() == 1 ? *references.begin()
                               : std::to_string(references.size()) + " references");
  if (!patches.empty())
    add((patches.size() == 1 ? "the patch " : "the patches ") + listed(patches));
  if (!workflow.empty()) add(words_of(workflow));
  if (!state.empty()) add("in the state " + words_of(state));
  if (!search.empty()) add("found by “" + search + "”");
  return words.empty() ? "every open case" : words;
}

std::set<std::string> references_in(std::string_view text) {
  std::set<std::string> references;
  std::string word;
  const auto end_word = [&] {
    if (!word.empty()) references.insert(std::move(word));
    word.clear();
  };
  for (const char letter : text) {
    const bool between = letter == ',' || letter == ';' || letter == ' ' || letter == '\t' ||
                         letter == '\r' || letter == '\n';
    if (between) {
      end_word();
    } else {
      word += letter;
    }
  }
  end_word();
  return references;
}

}  // namespace lintel
