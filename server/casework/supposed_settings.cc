#include <algorithm>

#include "domain/strict_yaml.h"
#include "server/casework/caseload_diff.h"

namespace lintel {

Result<std::unique_ptr<SupposedSettings>> SupposedSettings::read(const RuleBook& book,
                                                                 const std::string& settings) {
  std::unique_ptr<SupposedSettings> made(new SupposedSettings(book));
  std::size_t from = 0;
  while (from < settings.size()) {
    const std::size_t comma = std::min(settings.find(',', from), settings.size());
    const std::string one = settings.substr(from, comma - from);
    from = comma + 1;
    const std::size_t equals = one.find('=');
    if (equals == std::string::npos)
      return problem("\"" + one + "\" is not NAME=VALUE", "Write letter_2_weeks=3.");
    const std::string name = one.substr(0, equals);
    const std::optional<ValueType> type = book.type_of(RuleKind::policy, name);
    if (!type)
      return problem("there is no setting \"" + name + "\"",
                     did_you_mean(name, book.ids(RuleKind::policy)));
    const std::string text = one.substr(equals + 1);
    if (is_length(*type)) {
      const Result<std::int64_t> count = parse_number(text);
      if (!count || *count % kNumberScale != 0)
        return problem(name + ": \"" + text + "\" is not a whole number", "");
      made->values_[name] = Value::length(*type, *count / kNumberScale);
      continue;
    }
    Result<Value> value = parse_value(*type, text);
    if (!value || !value->is_something())
      return problem(name + ": \"" + text + "\" does not read as " + std::string(to_string(*type)),
                     "");
    made->values_[name] = *std::move(value);
  }
  return made;
}

std::optional<ValueType> SupposedSettings::type_of(RuleKind kind, std::string_view id) const {
  return book_.type_of(kind, id);
}

RuleValue SupposedSettings::value_on(RuleKind kind, std::string_view id, Date on) const {
  RuleValue found = book_.value_on(kind, id, on);
  const auto supposed = values_.find(id);
  if (kind == RuleKind::policy && supposed != values_.end()) {
    found.value = supposed->second;
    found.used.citation = "supposed";
  }
  return found;
}

std::vector<std::string> SupposedSettings::ids(RuleKind kind) const {
  return book_.ids(kind);
}

Date SupposedSettings::plus_working_days(std::string_view calendar, Date from, int count) const {
  return book_.plus_working_days(calendar, from, count);
}

Date SupposedSettings::leaving_clear_days(std::string_view calendar, Date from, int count) const {
  return book_.leaving_clear_days(calendar, from, count);
}

}  // namespace lintel
