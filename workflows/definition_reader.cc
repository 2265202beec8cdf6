#include "workflows/definition_reader.h"

#include <algorithm>

#include "domain/canonical_json.h"
#include "domain/strict_yaml.h"
#include "workflows/definition_reading.h"

namespace lintel {
namespace {

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
                                                  "head_of_income",
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
                                                        std::string_view what,
                                                        const FactDeclaration* gives) {
  if (node == nullptr) return std::nullopt;
  if (!node->is_scalar()) {
    refuse(node->place,
           std::string(what) + " is not one line of text",
           "Put it in quotes when it holds a colon or a brace.");
    return std::nullopt;
  }
  Place place = node->place;
  if (node->quoted) ++place.column;
  const Scope scope{
      &made_.facts, &made_.hold_names, &made_.state_names, &book_, &made_.rules, gives};
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
         "forms",
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
  read_forms(root.find("forms"));
  read_event_words(root.find("events"));
  read_holds(root.find("holds"));
  read_states(root);
  read_start(root);
  read_migration(root.find("migrate"));
  ask_forms();
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

void DefinitionReading::note_names(const YamlNode& root) {
  if (const YamlNode* holds = root.find("holds"); holds != nullptr && holds->is_map())
    for (const YamlEntry& entry : holds->entries) made_.hold_names.push_back(entry.key);
  if (made_.hold_names.size() > 64)
    refuse(root.find("holds")->place, "there are more than 64 holds");
  if (const YamlNode* states = root.find("states"); states != nullptr && states->is_map())
    for (const YamlEntry& entry : states->entries) {
      state_places_.emplace(entry.key, static_cast<int>(made_.state_names.size()));
      made_.state_names.push_back(entry.key);
    }
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
  map.place = node->place;
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
