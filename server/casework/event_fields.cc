#include "server/casework/event_fields.h"

#include <algorithm>
#include <array>

#include "domain/notice.h"
#include "workflows/value.h"

namespace lintel {
namespace {

struct KnownField {
  std::string_view name;
  std::string_view label;
  std::string_view type;
  std::string_view choices;  ///< parted by blanks
};

constexpr std::array kKnownFields = {
    KnownField{"method", "How", "one_of", "telephone visit text email letter office"},
    KnownField{"reached", "Reached", "yes_no", ""},
    KnownField{"on", "On", "date", ""},
    KnownField{"note", "Note", "text", ""},
    KnownField{"instalment", "Off the arrears, each payment", "money", ""},
    KnownField{"first_due", "First payment on", "date", ""},
    KnownField{"frequency", "How often", "one_of", "weekly fortnightly four_weekly monthly"},
    KnownField{"reason", "Reason", "text", ""},
    KnownField{"assessment", "Assessment", "text", ""},
    KnownField{"from", "From", "date", ""},
    KnownField{"until", "Until", "date", ""},
    KnownField{"given_on", "Given on", "date", ""},
};

std::vector<std::string> words_in(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::size_t blank = std::min(text.find(' '), text.size());
    words.emplace_back(text.substr(0, blank));
    text.remove_prefix(std::min(blank + 1, text.size()));
  }
  return words;
}

std::vector<std::string> service_methods() {
  std::vector<std::string> words;
  for (const ServiceMethod each : {ServiceMethod::first_class_post,
                                   ServiceMethod::left_at_address,
                                   ServiceMethod::personal,
                                   ServiceMethod::email,
                                   ServiceMethod::other_electronic,
                                   ServiceMethod::other}) {
    words.emplace_back(to_string(each));
  }
  return words;
}

bool begins_a_hold(const Definition& definition, std::string_view event) {
  return std::any_of(
      definition.holds.begin(), definition.holds.end(), [&](const HoldDefinition& hold) {
        return std::find(hold.begins.begin(), hold.begins.end(), event) != hold.begins.end();
      });
}

/// The fields of every form that the event fills, by doing its task.
std::vector<const FormField*> form_fields(const Definition& definition, std::string_view event) {
  std::vector<const FormField*> fields;
  for (const StateDefinition& state : definition.states) {
    const EventDefinition* answered = state.event(event);
    if (answered == nullptr) continue;
    for (const Branch& branch : answered->branches) {
      const FormDefinition* form = definition.form_of(state, branch);
      if (form == nullptr) continue;
      for (const FormField& field : form->fields)
        if (std::none_of(fields.begin(), fields.end(), [&](const FormField* each) {
              return each->name == field.name;
            }))
          fields.push_back(&field);
    }
  }
  return fields;
}

Problem in(const FieldAsked& field, std::string what, std::string fix) {
  return {.what = std::move(what),
          .fix = std::move(fix),
          .place = {.file = "", .line = 0, .column = 0, .field = field.name}};
}

}  // namespace

FieldAsked field_asked(const Definition& definition,
                       std::string_view event,
                       std::string_view name,
                       bool needed) {
  FieldAsked field{.name = std::string(name),
                   .label = words_of(name),
                   .type = "text",
                   .choices = {},
                   .needed = needed};
  for (const KnownField& known : kKnownFields) {
    if (known.name != name) continue;
    field.label = known.label;
    field.type = known.type;
    field.choices = words_in(known.choices);
  }
  if (event == "serve_notice" && name == "method") field.choices = service_methods();
  for (const FactDeclaration& fact : definition.facts) {
    if (fact.source != "event." + field.name) continue;
    field.type = fact.words.empty() ? std::string(to_string(fact.type)) : "one_of";
    field.choices = fact.words;
    if (!fact.label.empty()) field.label = fact.label;
  }
  for (const FormField* each : form_fields(definition, event)) {
    if (each->name != name) continue;
    field.type = each->words.empty() ? std::string(to_string(each->type)) : "one_of";
    field.choices = each->words;
    field.label = each->label;
  }
  return field;
}

std::vector<std::string> optional_fields(const Definition& definition, std::string_view event) {
  if (event == "record_contact") return {"reached", "on", "note"};
  if (begins_a_hold(definition, event)) return {"from", "until", "reason"};
  std::vector<std::string> others;
  for (const FormField* each : form_fields(definition, event))
    if (!each->needed) others.push_back(each->name);
  return others;
}

Result<std::string> read_field(const FieldAsked& field, const std::string& text) {
  if (field.type == "one_of") {
    if (std::find(field.choices.begin(), field.choices.end(), text) != field.choices.end())
      return text;
    std::string all;
    for (const std::string& each : field.choices) all += (all.empty() ? "" : ", ") + each;
    return tl::unexpected(
        in(field, "\"" + text + "\" is not one of the choices", "Choose one of: " + all + "."));
  }
  const Result<ValueType> type = parse_value_type(field.type);
  if (!type) return text;
  const Result<Value> value = parse_value(*type, text);
  if (!value) return tl::unexpected(Problem(value.error()).in_field(field.name));
  if (*type == ValueType::money && value->as_money() <= Money{}) {
    return tl::unexpected(in(field, "the sum must be above nothing", "Write it as 12.50."));
  }
  return text;
}

}  // namespace lintel
