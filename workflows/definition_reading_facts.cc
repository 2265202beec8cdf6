#include <algorithm>

#include "workflows/definition_reading.h"

namespace lintel {

void DefinitionReading::read_facts(const YamlNode* facts) {
  if (facts == nullptr || !is_map(*facts, "facts")) return;
  for (const YamlEntry& entry : facts->entries) {
    FactDeclaration fact = read_fact_declaration(entry);
    fact.source = text(entry.value, "source");
    const bool formula = entry.value.find("formula") != nullptr;
    const bool table = entry.value.find("table") != nullptr;
    const int ways = (fact.source.empty() ? 0 : 1) + (formula ? 1 : 0) + (table ? 1 : 0);
    if (ways != 1) {
      refuse(entry.place,
             "the fact " + entry.key +
                 (ways == 0 ? " has neither a source nor a formula nor a table"
                            : " has more than one of source, formula and table"),
             "Give it one of the three.");
    }
    if ((formula || table) && fact.type == ValueType::list)
      refuse(entry.place, "the list " + entry.key + " can only come from a source");
    if (formula && fact.because.empty())
      refuse(entry.place,
             "the formula of " + entry.key + " has no because",
             "Say why it is so, or which provision says it.");
    made_.facts.push_back(std::move(fact));
  }
}

FactDeclaration DefinitionReading::read_fact_declaration(const YamlEntry& entry) {
  FactDeclaration fact;
  fact.name = entry.key;
  fact.label = words_of(entry.key);
  fact.place = entry.place;
  if (entry.value.is_scalar()) {  // a field of a list: {on: date}
    read_type(entry.value, fact);
    return fact;
  }
  if (!is_map(entry.value, "a fact")) return fact;
  allow(entry.value,
        {"type",
         "one_of",
         "source",
         "formula",
         "table",
         "because",
         "refresh",
         "label",
         "says",
         "law",
         "fix",
         "of"});
  // A fact that stood still while the account moved would lie to whoever reads the reason.
  if (const std::string refresh = text(entry.value, "refresh");
      !refresh.empty() && refresh != "always")
    refuse(entry.value.find("refresh")->place,
           "\"" + refresh + "\" is not a way to refresh a fact",
           "Every fact is read anew for each decision: write always, or nothing.");
  fact.because = text(entry.value, "because");
  fact.fix = text(entry.value, "fix");
  fact.law = text(entry.value, "law");
  if (const std::string label = text(entry.value, "label"); !label.empty()) fact.label = label;
  if (const YamlNode* words = entry.value.find("one_of")) {
    fact.type = ValueType::text;
    fact.words = texts(words);
  } else if (const YamlNode* type = entry.value.find("type")) {
    read_type(*type, fact);
  } else {
    refuse(entry.place,
           "the fact " + entry.key + " has no type",
           "Write type: money, number, date, yes_no, text or one_of (…).");
  }
  read_sayings(entry.value, fact);
  if (fact.type == ValueType::list) {
    const YamlNode* of = entry.value.find("of");
    if (of == nullptr) {
      refuse(entry.place,
             "the list " + entry.key + " does not say what it is of",
             "Write of: {on: date, amount: money}.");
    } else if (is_map(*of, "of")) {
      for (const YamlEntry& field : of->entries) fact.of.push_back(read_fact_declaration(field));
    }
  }
  return fact;
}

void DefinitionReading::read_sayings(const YamlNode& node, FactDeclaration& fact) {
  fact.says_yes = fact.label + " is yes";
  fact.says_no = fact.label + " is no";
  const YamlNode* says = node.find("says");
  if (says == nullptr || !is_map(*says, "says")) return;
  allow(*says, {"yes", "no"});
  if (fact.type != ValueType::yes_no)
    refuse(says->place, "only a yes_no fact says something when it is yes or no");
  fact.says_yes = needed_text(*says, "yes", "says");
  fact.says_no = needed_text(*says, "no", "says");
}

void DefinitionReading::read_type(const YamlNode& node, FactDeclaration& fact) {
  std::string_view type = node.text;
  if (type.starts_with("one_of")) {
    fact.type = ValueType::text;
    const std::size_t open = type.find('(');
    const std::size_t close = type.rfind(')');
    std::string word;
    if (open != std::string_view::npos && close != std::string_view::npos && close > open) {
      for (const char c : type.substr(open + 1, close - open - 1)) {
        if (c == ',') {
          fact.words.push_back(word);
          word.clear();
        } else if (c != ' ') {
          word += c;
        }
      }
      if (!word.empty()) fact.words.push_back(word);
    }
    if (fact.words.empty())
      refuse(node.place, "one_of has no words", "Write one_of (assured, secure).");
    return;
  }
  const Result<ValueType> read = parse_value_type(type);
  if (!read) {
    static const std::vector<std::string> kTypes = {
        "yes_no", "number", "money", "date", "text", "list", "one_of"};
    const std::string near = did_you_mean(type, kTypes);
    refuse(node.place, read.error().what, near.empty() ? read.error().fix : near);
    return;
  }
  fact.type = *read;
}

}  // namespace lintel
