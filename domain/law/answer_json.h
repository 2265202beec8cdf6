#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/canonical_json.h"
#include "domain/law/law.h"

// How the answers of `lintel law` are spelled in JSON.

namespace lintel {

/// "rules": the dated rules that an answer used, with their citations.
Json rules_json(const std::vector<RuleUsed>& rules);
Json texts_json(const std::vector<std::string>& texts);
/// null when there is no such day.
Json day_json(const std::optional<Date>& day);
/// null when there is no such sum.
Json money_json(const std::optional<Money>& money);

/// The answer as JSON, or its Manual passed on.
template <class T, class Write>
Placed<Json> written(const Placed<T>& answer, Write write) {
  if (!answer) return tl::unexpected(answer.error());
  Json json = write(*answer);
  json["rules"] = rules_json(answer->rules);
  return json;
}

/// The same of an answer whose figure may not be known: then that field says "unknown".
template <class T, class Write>
Placed<Json> written_or_unknown(const Placed<T>& answer, std::string_view figure, Write write) {
  if (answer || !answer.error().is_unknown) return written(answer, write);
  Json json = Json::object();
  json["answer"] = "unknown";
  json[figure] = "unknown";
  json["because"] = answer.error().because;
  json["rules"] = rules_json(answer.error().rules);
  return json;
}

}  // namespace lintel
