#pragma once

#include <algorithm>
#include <optional>
#include <string>
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

/// The answer as JSON, or its Manual passed on.
template <class T, class Write>
Placed<Json> written(const Placed<T>& answer, Write write) {
  if (!answer) return tl::unexpected(answer.error());
  Json json = write(*answer);
  json["rules"] = rules_json(answer->rules);
  return json;
}

}  // namespace lintel
