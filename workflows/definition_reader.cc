#include "workflows/definition_reader.h"

#include <algorithm>
#include <functional>
#include <set>

#include "domain/canonical_json.h"
#include "domain/strict_yaml.h"
#include "workflows/definition_reading.h"

namespace lintel {
namespace {

/// How much a formula may grow when the formulas that it reads are followed.
constexpr int kMostExpanded = 4096;

int open_parentheses(std::string_view text) {
  return static_cast<int>(std::count(text.begin(), text.end(), '(') -
                          std::count(text.begin(), text.end(), ')'));
}

/// "… £1" before "000": the comma of £1,000.
bool splits_money(std::string_view before, std::string_view after) {
  const std::size_t pound = before.rfind("\xC2\xA3");
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  if (pound == std::string_view::npos || pound + 2 >= before.size()) return false;
  const std::string_view figures = before.substr(pound + 2);
  const bool whole =
      std::all_of(figures.begin(), figures.end(), [&](char c) { return digit(c) || c == ','; });
  return whole && after.size() >= 3 && std::all_of(after.begin(), after.begin() + 3, digit) &&
         (after.size() == 3 || !digit(after[3]));
}

/// In a flow map YAML splits "kind in (a, b)" and "£1,000" at the comma, into a value and a key
/// with none. Puts them together again.
void rejoin_parentheses(YamlNode& node) {
  for (YamlNode& each : node.list) rejoin_parentheses(each);
  std::vector<YamlEntry> whole;
  for (YamlEntry& entry : node.entries) {
    const bool bare = entry.value.is_scalar() && entry.value.is_null && !whole.empty() &&
                      whole.back().value.is_scalar() && !whole.back().value.quoted;
    if (bare && splits_money(whole.back().value.text, entry.key)) {
      whole.back().value.text += "," + entry.key;
    } else if (bare && open_parentheses(whole.back().value.text) > 0) {
      whole.back().value.text += ", " + entry.key;
    } else {
      rejoin_parentheses(entry.value);
      whole.push_back(std::move(entry));
    }
  }
  node.entries = std::move(whole);
}

}  // namespace

// ---- reading shapes ----

void DefinitionReading::refuse(const Place& place, std::string what, std::string fix) {
  problems_.push_back(Problem{std::move(what), std::move(fix), place});
}

bool DefinitionReading::is_map(const YamlNode& node, std::string_view what) {
  if (node.is_map()) return true;
  refuse(node.place, std::string(what) + " is not a map of keys and values");
  return false;
}

void DefinitionReading::allow(const YamlNode& node, const std::vector<std::string>& keys) {
  for (const YamlEntry& entry : node.entries) {
    if (std::find(keys.begin(), keys.end(), entry.key) != keys.end()) continue;
    std::string fix = did_you_mean(entry.key, keys);
    if (fix.empty()) {
      for (const std::string& key : keys) fix += (fix.empty() ? "Known here: " : ", ") + key;
      fix += ".";
    }
    refuse(entry.place, "\"" + entry.key + "\" is not a key that is known here", fix);
  }
}

std::string DefinitionReading::text(const YamlNode& node, std::string_view key) {
  const YamlNode* found = node.find(key);
  if (found == nullptr) return {};
  if (!found->is_scalar()) {
    refuse(found->place, std::string(key) + " is not one value");
    return {};
  }
  return found->text;
}

std::string DefinitionReading::needed_text(const YamlNode& node,
                                           std::string_view key,
                                           std::string_view of) {
  const YamlNode* found = node.find(key);
  if (found == nullptr || (found->is_scalar() && found->text.empty())) {
    refuse(found == nullptr ? node.place : found->place,
           std::string(of) + " has no " + std::string(key),
           "Write " + std::string(key) + ": with a value.");
    return {};
  }
  return text(node, key);
}

std::vector<std::string> DefinitionReading::texts(const YamlNode* node) {
  std::vector<std::string> found;
  if (node == nullptr) return found;
  if (node->is_scalar()) {
    if (!node->text.empty()) found.push_back(node->text);
    return found;
  }
  for (const YamlNode& each : node->list) {
    if (each.is_scalar()) {
      found.push_back(each.text);
    } else {
      refuse(each.place, "this is not one value");
    }
  }
  if (node->is_map()) refuse(node->place, "this is neither one value nor a list");
  return found;
}

bool DefinitionReading::yes(const YamlNode& node, std::string_view key) {
  const YamlNode* found = node.find(key);
  if (found == nullptr) return false;
  if (found->text == "true" || found->text == "yes") return true;
  if (found->text != "false" && found->text != "no")
    refuse(found->place, std::string(key) + " is neither true nor false");
  return false;
}

std::optional<Role> DefinitionReading::role(const YamlNode& node) {
  Result<Role> read = parse_role(node.text);
  if (read) return *read;
  static const std::vector<std::string> kRoles = {"income_officer",
                                                  "legal_officer",
                                                  "team_manager",
                                                  "revenues_coordinator",
                                                  "auditor",
                                                  "administrator"};
  const std::string near = did_you_mean(node.text, kRoles);
  refuse(
      node.place, "there is no role \"" + node.text + "\"", near.empty() ? read.error().fix : near);
  return std::nullopt;
}

std::optional<Expression> DefinitionReading::expression(const YamlNode* node,
                                                        const std::vector<ValueType>& types,
                                                        std::string_view what) {
  if (node == nullptr) return std::nullopt;
  if (!node->is_scalar()) {
    refuse(node->place,
           std::string(what) + " is not one line of text",
           "Put it in quotes when it holds a colon or a brace.");
    return std::nullopt;
  }
  Place place = node->place;
  if (node->quoted) ++place.column;
  const Scope scope{&made_.facts, &made_.hold_names, &made_.state_names, &book_, &made_.rules};
  Result<Expression> compiled = Expression::compile(node->text, scope, place);
  if (!compiled) {
    problems_.push_back(std::move(compiled.error()));
    return std::nullopt;
  }
  if (std::find(types.begin(), types.end(), compiled->type()) == types.end()) {
    std::string wanted;
    for (const ValueType type : types)
      wanted += (wanted.empty() ? "" : " or ") + std::string(to_string(type));
    refuse(
        node->place,
        std::string(what) + " is " + std::string(to_string(compiled->type())) + ", not " + wanted);
    return std::nullopt;
  }
  return std::move(*compiled);
}

// ---- the blocks of the file ----

ResultOfMany<Definition> DefinitionReading::read(const YamlNode& root) {
  if (!root.is_map()) {
    refuse(root.place, "the file is not a workflow", "Begin it with workflow: and a name.");
    return tl::unexpected(std::move(problems_));
  }
  allow(root,
        {"workflow",
         "version",
         "title",
         "meaning",
         "law",
         "calendar",
         "owner",
         "applies",
         "facts",
         "events",
         "holds",
         "everywhere",
         "start",
         "states",
         "migrate"});
  made_.key = {needed_text(root, "workflow", "the workflow"),
               needed_text(root, "version", "the workflow")};
  made_.title = text(root, "title");
  made_.owner = text(root, "owner");
  made_.calendar = text(root, "calendar");
  read_law(root);
  read_applies(root.find("applies"));
  read_facts(root.find("facts"));
  note_names(root);
  read_formulas(root.find("facts"));
  read_event_words(root.find("events"));
  read_holds(root.find("holds"));
  read_states(root);
  read_start(root);
  read_migration(root.find("migrate"));
  check_events_of_holds();
  check_event_words();
  if (!problems_.empty()) return tl::unexpected(std::move(problems_));
  made_.canonical = to_canonical(to_json(root));
  made_.hash = sha256(made_.canonical);
  return std::move(made_);
}

void DefinitionReading::read_law(const YamlNode& root) {
  const YamlNode* law = root.find("law");
  if (law == nullptr) {
    refuse(root.place,
           "the workflow has no law block",
           "Write law: {act: …, provisions: […], in_force_from: …, reviewed_by: …, ticket: …}.");
    return;
  }
  if (!is_map(*law, "law")) return;
  allow(*law, {"act", "provisions", "in_force_from", "reviewed_by", "ticket"});
  made_.law.act = needed_text(*law, "act", "the law block");
  made_.law.provisions = texts(law->find("provisions"));
  made_.law.reviewed_by = text(*law, "reviewed_by");
  made_.law.ticket = text(*law, "ticket");
  const std::string from = text(*law, "in_force_from");
  if (from.empty()) return;
  const Result<Date> day = Date::parse(from);
  if (day) {
    made_.law.in_force_from = *day;
  } else {
    refuse(law->find("in_force_from")->place, day.error().what, day.error().fix);
  }
}

void DefinitionReading::read_applies(const YamlNode* applies) {
  if (applies == nullptr || !is_map(*applies, "applies")) return;
  allow(*applies, {"tenancy", "social"});
  made_.tenancies = texts(applies->find("tenancy"));
  for (const std::string& type : made_.tenancies) {
    const Result<TenancyType> read = parse_tenancy_type(type);
    if (!read) refuse(applies->find("tenancy")->place, read.error().what, read.error().fix);
  }
  if (applies->find("social") != nullptr) made_.social = yes(*applies, "social");
}

void DefinitionReading::read_facts(const YamlNode* facts) {
  if (facts == nullptr || !is_map(*facts, "facts")) return;
  for (const YamlEntry& entry : facts->entries) {
    FactDeclaration fact = read_fact_declaration(entry);
    fact.source = text(entry.value, "source");
    const bool formula = entry.value.find("formula") != nullptr;
    if (fact.source.empty() == !formula) {
      refuse(entry.place,
             "the fact " + entry.key +
                 (formula ? " has a source and a formula" : " has neither a source nor a formula"),
             "Give it one of the two.");
    }
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
         "because",
         "refresh",
         "label",
         "says",
         "law",
         "fix",
         "of"});
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

void DefinitionReading::note_names(const YamlNode& root) {
  if (const YamlNode* holds = root.find("holds"); holds != nullptr && holds->is_map())
    for (const YamlEntry& entry : holds->entries) made_.hold_names.push_back(entry.key);
  if (made_.hold_names.size() > 64)
    refuse(root.find("holds")->place, "there are more than 64 holds");
  if (const YamlNode* states = root.find("states"); states != nullptr && states->is_map())
    for (const YamlEntry& entry : states->entries) made_.state_names.push_back(entry.key);
}

void DefinitionReading::read_formulas(const YamlNode* facts) {
  if (facts == nullptr || !facts->is_map()) return;
  // Whether a formula is a day of service may follow from one that stands below it: again until it
  // is settled, which is at once where no formula is such a day.
  const Problems before = problems_;
  for (bool settled = false; !settled;) {
    settled = true;
    problems_ = before;
    for (std::size_t i = 0; i < made_.facts.size(); ++i) {
      const YamlNode* formula = facts->entries[i].value.find("formula");
      if (formula == nullptr) continue;
      const bool was = made_.facts[i].formula && made_.facts[i].formula->is_of_service();
      made_.facts[i].formula =
          expression(formula, {made_.facts[i].type}, "the formula of " + made_.facts[i].name);
      if (made_.facts[i].formula && made_.facts[i].formula->is_of_service() && !was)
        settled = false;
    }
  }
  // A formula that leans on itself has no value; one that fans out too far takes too long.
  std::vector<int> cost(made_.facts.size(), -1);
  std::vector<bool> open(made_.facts.size(), false);
  const std::function<int(std::size_t)> reckon = [&](std::size_t i) -> int {
    if (cost[i] >= 0) return cost[i];
    if (open[i]) {
      refuse(made_.facts[i].place, "the formula of " + made_.facts[i].name + " leans on itself");
      return cost[i] = 0;
    }
    open[i] = true;
    int sum = 1;
    if (made_.facts[i].formula)
      for (const int slot : made_.facts[i].formula->fact_uses())
        sum += reckon(static_cast<std::size_t>(slot));
    open[i] = false;
    if (sum > kMostExpanded) {
      refuse(made_.facts[i].place,
             "the formula of " + made_.facts[i].name + " is too large when its facts are followed");
      sum = 0;
    }
    return cost[i] = sum;
  };
  for (std::size_t i = 0; i < made_.facts.size(); ++i) reckon(i);
}

void DefinitionReading::read_event_words(const YamlNode* events) {
  if (events == nullptr || !is_map(*events, "events")) return;
  for (const YamlEntry& entry : events->entries) {
    EventWords words{.event = entry.key, .label = "", .happened = "", .place = entry.place};
    if (is_map(entry.value, "the words of an event")) {
      allow(entry.value, {"label", "happened"});
      words.label = text(entry.value, "label");
      words.happened = text(entry.value, "happened");
    }
    made_.event_words.push_back(std::move(words));
  }
}

/// Looked at last, when every state and hold has been read.
void DefinitionReading::check_event_words() {
  const std::vector<std::string> events = made_.event_names();
  for (const EventWords& words : made_.event_words)
    if (std::find(events.begin(), events.end(), words.event) == events.end())
      refuse(words.place,
             "no state and no hold knows the event \"" + words.event + "\"",
             did_you_mean(words.event, events));
}

void DefinitionReading::read_start(const YamlNode& root) {
  const std::string start = text(root, "start");
  if (made_.states.empty()) return;
  if (start.empty()) {
    refuse(root.place, "the workflow does not say where it starts", "Write start: and a state.");
  } else if (made_.state(start) == nullptr) {
    refuse(root.find("start")->place,
           "there is no state \"" + start + "\"",
           did_you_mean(start, made_.state_names));
  }
  made_.start = start;
}

void DefinitionReading::read_migration(const YamlNode* node) {
  if (node == nullptr || !is_map(*node, "migrate")) return;
  allow(*node, {"from", "states", "timers", "refuse_when"});
  MigrationMap map;
  map.from = needed_text(*node, "from", "migrate");
  if (const YamlNode* states = node->find("states");
      states != nullptr && is_map(*states, "states")) {
    for (const YamlEntry& entry : states->entries) {
      if (entry.key == "same") {
        map.same_rest = entry.value.text == "rest";
        continue;
      }
      if (made_.state(entry.value.text) == nullptr)
        refuse(entry.value.place,
               "there is no state \"" + entry.value.text + "\"",
               did_you_mean(entry.value.text, made_.state_names));
      map.states.emplace_back(entry.key, entry.value.text);
    }
  }
  if (const YamlNode* timers = node->find("timers");
      timers != nullptr && is_map(*timers, "timers")) {
    for (const YamlEntry& entry : timers->entries) {
      if (entry.value.text != "keep_due_date" && entry.value.text != "recompute" &&
          entry.value.text != "drop")
        refuse(entry.value.place,
               "\"" + entry.value.text + "\" is not a way to move a timer",
               "Write keep_due_date, recompute or drop.");
      map.timers.emplace_back(entry.key, entry.value.text);
    }
  }
  map.refuse_when = expression(node->find("refuse_when"), {ValueType::yes_no}, "refuse_when");
  made_.migrate = std::move(map);
}

ResultOfMany<Definition> read_definition(std::string_view yaml,
                                         const std::string& file,
                                         const RuleBook& book) {
  Result<YamlNode> root = read_strict_yaml(yaml, file);
  if (!root) return tl::unexpected(Problems{root.error()});
  rejoin_parentheses(*root);
  ResultOfMany<Definition> made = DefinitionReading{book}.read(*root);
  if (made) made->file = file;
  return made;
}

}  // namespace lintel
