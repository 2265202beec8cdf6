#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "domain/strict_yaml.h"
#include "workflows/definition.h"

namespace lintel {

/// One reading of one workflow file: collects problems instead of stopping at the first.
class DefinitionReading {
 public:
  explicit DefinitionReading(const RuleBook& book) : book_(book) {}
  ResultOfMany<Definition> read(const YamlNode& root);

 private:
  void read_law(const YamlNode& root);
  void read_applies(const YamlNode* applies);
  void note_names(const YamlNode& root);
  void read_event_words(const YamlNode* events);
  void check_event_words();
  void read_start(const YamlNode& root);
  void read_migration(const YamlNode* node);

  // definition_reading_facts.cc
  void read_facts(const YamlNode* facts);
  FactDeclaration read_fact_declaration(const YamlEntry& entry);
  void read_sayings(const YamlNode& node, FactDeclaration& fact);
  void read_type(const YamlNode& node, FactDeclaration& fact);

  // definition_reading_derived.cc
  void read_formulas(const YamlNode* facts);
  DecisionTable read_table(const YamlNode& node, const FactDeclaration& fact);
  DecisionTable::Row read_row(const YamlNode& node, const FactDeclaration& fact);
  void refuse_circles();

  // definition_reading_forms.cc
  void read_forms(const YamlNode* forms);
  FormField read_form_field(const YamlEntry& entry);
  void ask_forms();

  // definition_reading_holds.cc
  void read_holds(const YamlNode* holds);
  HoldDefinition read_hold(const YamlEntry& entry);
  void read_blocks(const YamlNode& node, HoldDefinition& hold);
  void read_timer_policies(const YamlNode& node, HoldDefinition& hold);
  void check_events_of_holds();

  // definition_reading_states.cc
  void read_states(const YamlNode& root);
  StateDefinition read_state(const YamlEntry& entry);
  void read_everywhere(const YamlNode* everywhere, StateDefinition& state);
  void read_tasks(const YamlNode* node, std::vector<TaskDefinition>& tasks);
  TaskDefinition read_task(const std::string& name, const Place& place, const YamlNode& node);
  void read_timers(const YamlNode* node, StateDefinition& state);
  void read_events(const YamlNode* node, StateDefinition& state);
  Branch read_branch(const YamlNode& node,
                     const StateDefinition& state,
                     const std::string& event,
                     std::size_t number,
                     std::string& label);
  void read_by(const YamlNode* node, const StateDefinition& state, Branch& branch);
  std::vector<Effect> read_effects(const YamlNode* node);
  void read_effect(const YamlEntry& entry, std::vector<Effect>& effects);

  void refuse(const Place& place, std::string what, std::string fix = "");
  bool is_map(const YamlNode& node, std::string_view what);
  void allow(const YamlNode& node, const std::vector<std::string>& keys);
  std::string text(const YamlNode& node, std::string_view key);
  std::string needed_text(const YamlNode& node, std::string_view key, std::string_view of);
  std::vector<std::string> texts(const YamlNode* node);
  bool yes(const YamlNode& node, std::string_view key);
  std::optional<Role> role(const YamlNode& node);
  std::optional<Expression> expression(const YamlNode* node,
                                       const std::vector<ValueType>& types,
                                       std::string_view what,
                                       const FactDeclaration* gives = nullptr);

  const RuleBook& book_;
  Definition made_;
  const YamlNode* everywhere_ = nullptr;
  std::unordered_map<std::string, int> state_places_;
  std::unordered_map<std::string, std::string> event_labels_;  ///< as the first state has it
  std::size_t branches_ = 0;  ///< in all states, what is read into every state counted each time
  Problems problems_;
};

}  // namespace lintel
