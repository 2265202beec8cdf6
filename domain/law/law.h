#pragma once

#include <map>
#include <string>
#include <vector>

#include "domain/calendar.h"
#include "domain/law/dated_rules.h"
#include "domain/tenancy.h"

namespace lintel {

/// A file of config/law: its name as a person would say it, and its text.
struct LawFile {
  std::string name;
  std::string text;
};

/// Days from first to last, both in it.
struct DaySpan {
  Date first{1900, 1, 1};
  Date last{2199, 12, 31};
  bool has(Date day) const { return first <= day && day <= last; }
};

/// The law as dated, cited values, with the calendars that it counts by.
///
///   const Result<DatedValue> weeks = law.on(served).value("S8-01");   // 2 weeks, HA 1988 s.8(4B)
class LawBook {
 public:
  /// Reads every file of config/law. Pure: the shell reads the disk (server/casework/law_files.h).
  static ResultOfMany<LawBook> read(const std::vector<LawFile>& files);

  /// The same book as if the newest value of that rule were `written`: what would follow if it
  /// were. Problem: there is no such rule, or that is not of its unit.
  Result<LawBook> with_value(std::string_view id,
                             const std::string& written,
                             const std::string& citation) const;

  RulesOnDay on(Date day) const { return rules_.on(day); }
  const DatedRules& rules() const { return rules_; }
  /// The days around `day` on which every value is the one that it is on `day`.
  DaySpan steady_around(Date day) const;
  /// England and Wales share one calendar.
  const Calendar& calendar(Jurisdiction jurisdiction) const;
  /// The days on which banks in Scotland are closed; no tenancy is there. Null pointer when the law
  /// has none.
  const Calendar* calendar_of_scotland() const { return scotland_ ? &*scotland_ : nullptr; }

 private:
  DatedRules rules_;
  std::vector<Date> changes_;  ///< the days on which any value begins or has ended, in order
  std::map<Jurisdiction, Calendar> calendars_;
  std::optional<Calendar> scotland_;
};

/// Why there is no answer. The rules cannot place the question, and a person must decide; or a
/// figure that it needs is not known yet, and `because` says what to load and from whom.
struct Manual {
  std::string because;
  bool is_unknown = false;
  std::vector<RuleUsed> rules = {};  ///< those that it came from
};

/// An answer of law, or the reason why there is none.
template <class T>
using Placed = tl::expected<T, Manual>;

/// What the law asks about a tenancy.
struct Letting {
  TenancyType type = TenancyType::assured;
  Landlord landlord = Landlord::prp;
  bool social = true;  ///< HRA 2008 s.68; counts only with a registered provider
  Jurisdiction jurisdiction = Jurisdiction::england;
  std::optional<Date> start;
  std::optional<int> term_years;  ///< the term as granted; none: periodic or not known
};
Letting letting_of(const Tenancy& tenancy);

}  // namespace lintel
