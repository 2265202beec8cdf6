#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "domain/date.h"
#include "domain/law/rule_used.h"
#include "domain/money.h"
#include "domain/result.h"
#include "domain/strict_yaml.h"

namespace lintel {

/// How a dated value is to be read. Each has its own shape in the file, checked when it is read.
///
/// The first nine are whole numbers, 0 or more; percent and divisor are decimals (4.8, 30.44);
/// money is £404.00; a word has no spaces, a text and a form's name may; a time is 16:30; a day
/// range is [26, 35]; the last two are lists.
enum class RuleUnit {
  days,
  weeks,
  months,
  years,
  working_days,
  clear_days,
  weeks_of_rent,
  months_of_rent,
  count,
  percent,
  divisor,
  money,
  yes_no,
  word,
  text,
  form,
  date,
  time,
  day_range,
  words,
  dates,
};
std::string_view to_string(RuleUnit unit);
Result<RuleUnit> parse_rule_unit(std::string_view text);

/// One value of one rule over the days on which it holds.
///
/// An accessor asserts that the unit is one of those named beside it.
struct DatedValue {
  std::string id;  ///< "S8-01"
  std::string meaning;
  std::string statute;  ///< of a form: "Housing Act 1988 s.8"; else ""
  RuleUnit unit = RuleUnit::count;
  /// As the file has it: one entry unless the unit is a list, none when unset.
  std::vector<std::string> written;
  Date from{1900, 1, 1};
  std::optional<Date> to;  ///< last day; none: still in force
  std::string citation;    ///< of a policy: who decided it
  std::string confidence;  ///< "H", "M" or "L"; of a policy: ""
  std::optional<Date> checked_on;
  bool verify = false;    ///< not yet read against the live text; always so of law below "H"
  std::string note;       ///< what a reader should know besides, or ""
  bool known = true;      ///< false: `value: unknown`, for days that nobody knows
  std::string load;       ///< what to load when it is not known or not appointed; else ""
  std::string from_whom;  ///< who publishes that; else ""
  Place place;

  /// Known to be empty: a commencement date that nobody has appointed.
  bool unset() const { return written.empty(); }
  int number() const;               ///< the whole-number units
  const std::string& text() const;  ///< word, text, form, time; and any unit as written
  bool yes() const;                 ///< yes_no
  Money money() const;              ///< money
  Date date() const;                ///< date
  /// percent, divisor: 30.44 is 3044 over 100.
  std::pair<std::int64_t, std::int64_t> ratio() const;
  std::pair<int, int> day_range() const;  ///< day_range
  std::vector<Date> dates() const;        ///< dates
  RuleUsed used() const { return {id, citation, from, to}; }
};

/// What a rule is asked about, such as {regime: pre_rra, ground: 8}. Keys are those that `applies:`
/// may have.
using Matter = std::map<std::string, std::string, std::less<>>;

/// One rule: what it means, what it applies to, and its values in order of date.
struct DatedRule {
  std::string id;
  std::string meaning;
  std::string parameter;  ///< "min_notice"
  std::map<std::string, std::vector<std::string>, std::less<>> applies;
  RuleUnit unit = RuleUnit::count;
  std::vector<DatedValue> values;

  /// Every key of `applies` is in the matter with one of the words listed.
  bool applies_to(const Matter& matter) const;
};

class DatedRules;

/// The rules as they stand on one day.
class RulesOnDay {
 public:
  RulesOnDay(const DatedRules& rules, Date day) : rules_(&rules), day_(day) {}

  Date day() const { return day_; }
  /// The value in force. Problem: no rule has that id (with the nearest), none of its values holds
  /// on the day, or the value that holds is not known (with what to load and from whom).
  Result<DatedValue> value(std::string_view id) const;
  /// The same without the sentence: null pointer where value() is a Problem. Lives as long as the
  /// book.
  const DatedValue* find(std::string_view id) const;
  /// Every value in force, of rules with that parameter, that applies to the matter.
  std::vector<const DatedValue*> matching(std::string_view parameter, const Matter& matter) const;
  /// The value that holds and is not known (`value: unknown`); null pointer when there is none.
  const DatedValue* unknown(std::string_view id) const;
  const DatedValue* unknown(std::string_view parameter, const Matter& matter) const;

 private:
  const DatedValue* covering(const DatedRule& rule) const;
  const DatedValue* in_force(const DatedRule& rule) const;

  const DatedRules* rules_;
  Date day_;
};

/// Dated values by id: the law, or a landlord's policy. Adding a row is adding data.
class DatedRules {
 public:
  /// Reads the rules of `node`, a map from id to rule, and adds them. Every Problem has file, line
  /// and column: an unknown key or unit, a value that is not of its unit, a missing citation, dates
  /// that overlap or leave a gap (say `value: unknown` for days that nobody knows, with what to
  /// load and from whom), law below confidence H that is not marked `verify: true`, an id met
  /// twice.
  Problems add(const YamlNode& node);

  /// The same rules as if the newest value of `id` were `written`, in its unit, by `citation`: a
  /// hypothesis, of no file. Problem: there is no such rule, or that is not of its unit.
  Result<DatedRules> with_value(std::string_view id,
                                const std::string& written,
                                const std::string& citation) const;

  RulesOnDay on(Date day) const { return {*this, day}; }
  const DatedRule* find(std::string_view id) const;
  /// The value that an answer used; null pointer when the rules no longer have one of its id and
  /// first day.
  const DatedValue* find(const RuleUsed& used) const;
  const std::map<std::string, DatedRule, std::less<>>& rules() const { return rules_; }
  /// The rules of one parameter, in order of id.
  std::vector<const DatedRule*> of_parameter(std::string_view parameter) const;

 private:
  std::map<std::string, DatedRule, std::less<>> rules_;
  std::map<std::string, std::set<std::string>, std::less<>> ids_of_;  ///< by parameter
};

}  // namespace lintel
