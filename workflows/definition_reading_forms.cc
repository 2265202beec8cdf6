#include <algorithm>

#include "workflows/definition_reading.h"

namespace lintel {

void DefinitionReading::read_forms(const YamlNode* forms) {
  if (forms == nullptr || !is_map(*forms, "forms")) return;
  for (const YamlEntry& entry : forms->entries) {
    FormDefinition form;
    form.name = entry.key;
    form.title = capitalised(words_of(entry.key));
    form.place = entry.place;
    if (is_map(entry.value, "a form")) {
      allow(entry.value, {"title", "fields"});
      if (const std::string title = text(entry.value, "title"); !title.empty()) form.title = title;
      const YamlNode* fields = entry.value.find("fields");
      if (fields == nullptr || !fields->is_map() || fields->entries.empty()) {
        refuse(entry.place,
               "the form " + entry.key + " asks nothing",
               "Write fields: {given_on: date}.");
      } else {
        for (const YamlEntry& field : fields->entries)
          form.fields.push_back(read_form_field(field));
      }
    }
    made_.forms.push_back(std::move(form));
  }
}

FormField DefinitionReading::read_form_field(const YamlEntry& entry) {
  FormField field;
  field.name = entry.key;
  field.label = capitalised(words_of(entry.key));
  field.place = entry.place;
  FactDeclaration as_fact;  // a field has the types of a fact
  if (entry.value.is_scalar()) {
    read_type(entry.value, as_fact);
  } else if (is_map(entry.value, "a field")) {
    allow(entry.value, {"type", "label", "needed"});
    if (const YamlNode* type = entry.value.find("type")) {
      read_type(*type, as_fact);
    } else {
      refuse(entry.place,
             "the field " + entry.key + " has no type",
             "Write type: yes_no, money, number, date, text or one_of (…).");
    }
    if (const std::string label = text(entry.value, "label"); !label.empty()) field.label = label;
    if (entry.value.find("needed") != nullptr) field.needed = yes(entry.value, "needed");
  }
  if (as_fact.type == ValueType::list || is_length(as_fact.type))
    refuse(entry.place,
           "a form cannot ask for " + std::string(to_string(as_fact.type)),
           "Ask for yes_no, money, number, date, text or one_of (…).");
  field.type = as_fact.type;
  field.words = std::move(as_fact.words);
  return field;
}

/// A branch that does a task needs what the task's form needs. Looked at last, when every state has
/// been read.
void DefinitionReading::ask_forms() {
  for (StateDefinition& state : made_.states)
    for (EventDefinition& event : state.events)
      for (Branch& branch : event.branches) {
        const FormDefinition* form = made_.form_of(state, branch);
        if (form == nullptr) continue;
        for (const FormField& field : form->fields)
          if (field.needed &&
              std::find(branch.needs.begin(), branch.needs.end(), field.name) == branch.needs.end())
            branch.needs.push_back(field.name);
      }
}

}  // namespace lintel
