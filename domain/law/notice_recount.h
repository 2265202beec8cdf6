#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/law/law.h"
#include "domain/notice.h"

namespace lintel {

/// A date that the notice keeps and the rules of the book in hand would give otherwise.
struct MovedDate {
  std::string what;  ///< "deemed_served", "named_date", "earliest_legal", …
  std::optional<Date> kept;
  std::optional<Date> now;
};

/// The same of a word: "form", "regime", "names".
struct MovedWord {
  std::string what;
  std::string kept;
  std::string now;
};

/// A rule that said something else when the notice was frozen, or was not asked then or now.
struct MovedRule {
  std::string id;
  std::string citation;
  std::string kept;  ///< what it said: "2 weeks"; "" when it was not asked
  std::string now;   ///< "" when it is not asked, or nothing of that id is in force
};

/// A notice counted again from the same inputs. Nothing is changed by it: a notice keeps its dates.
struct NoticeRecount {
  std::vector<MovedDate> dates;
  std::vector<MovedWord> words;
  std::vector<MovedRule> rules;  ///< looked at only when something above moved
  std::string manual;            ///< why the rules in hand cannot place it; "" when they can
  std::string to_do;             ///< what a person does about it

  bool differs() const { return !manual.empty() || !dates.empty() || !words.empty(); }
};

/// What `law` would make of a notice that was drafted or served under an earlier state of its data:
/// deemed service, form and dates, from the facts that were frozen with it.
NoticeRecount recount_notice(const LawBook& law, const Notice& notice);

}  // namespace lintel
