#pragma once

#include <map>
#include <set>
#include <string>

#include "domain/canonical_json.h"
#include "domain/law/law.h"

namespace lintel {

/// By rule: the questions of law whose answers lean on it.
using QuestionsOfRules = std::map<std::string, std::set<std::string>, std::less<>>;

/// Found by asking: every question is put to the law on that day about lettings of every kind, with
/// every ground, method, purpose and step that the rules themselves name, and each answer names its
/// rules. Nothing is listed by hand, so it cannot say what is no longer so; a rule on which only a
/// rarer question leans may be missed. Some tenths of a second: ask once and keep it.
QuestionsOfRules questions_of_rules(const LawBook& law, Date on);

/// The questions that none of those inputs fits: each answer was that a field is missing or
/// malformed. None, for a list of inputs that keeps up with the questions.
std::set<std::string> questions_never_asked(const LawBook& law, Date on);

}  // namespace lintel
