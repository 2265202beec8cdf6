#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "domain/law/law.h"
#include "domain/law/law_changes.h"
#include "domain/tenancy.h"

namespace lintel {

/// One rule of the law, or one of the landlord's own settings.
struct LawEntry {
  std::string name;  ///< "S8-01", "policy.notice_weeks"
  bool is_policy = false;
  std::string subject;  ///< the file that it stands in: "notices"; "policy" for a setting
  const DatedRule* rule = nullptr;
};

/// Which rules to show. An empty word narrows nothing.
enum class LawStatus { any, in_force, verify, unknown, changing, not_in_force };
std::string_view to_string(LawStatus status);
std::string_view law_status_label(LawStatus status);
Result<LawStatus> parse_law_status(std::string_view text);

struct LawFilter {
  std::string text;     ///< every word of it stands in id, meaning, value, citation or note
  std::string subject;  ///< "notices"
  std::optional<Jurisdiction> jurisdiction;
  std::optional<TenancyType> tenancy;
  LawStatus status = LawStatus::any;
  std::optional<Date> on;  ///< the day that status and values are of; none: today
};

/// The entries that pass, by subject; within one what is unknown stands first, then by id.
struct LawSelection {
  Date on{1900, 1, 1};
  std::vector<const LawEntry*> entries;
  /// How many there would be with another subject, by subject: every subject is a key.
  std::map<std::string, std::int64_t> by_subject;
  std::int64_t of_every_subject = 0;
};

/// What the rules say next.
struct LawCalendar {
  Date today{1900, 1, 1};
  Date until{1900, 1, 1};  ///< a year on: the last day that counts as soon
  struct Change {
    const LawEntry* entry;
    RuleChange change;
  };
  struct ToDo {
    const LawEntry* entry;
    const DatedValue* value;
  };
  std::vector<Change> changes;  ///< after today, up to `until`
  Date since{1900, 1, 1};       ///< the first of the month half a year back
  std::vector<Change> lately;   ///< from `since` up to today
  std::vector<Change> later;    ///< after `until`
  std::vector<ToDo> unknown;
  std::vector<ToDo> not_set;
  std::vector<ToDo> verify;  ///< by subject and id
};

/// The words of a `law:` or a citation, and what they stand for in the law book.
struct LawReference {
  std::string law;                 ///< as written: "PAP-05", "Income policy, section 4.1"
  std::string words;               ///< for a page: an id alone becomes its citation and the id
  std::vector<std::string> rules;  ///< names of the entries that they stand for
};

/// The law book as people read it: every rule and setting, found by name, by filter and by
/// citation. Immutable but for what questions_of keeps; safe on many threads. Law and settings must
/// outlive it, where they are. Where workflows lean on it is said by LawUses.
class LawIndex {
 public:
  LawIndex(const LawBook& law, const DatedRules& policy);
  ~LawIndex();
  LawIndex(const LawIndex&) = delete;
  LawIndex& operator=(const LawIndex&) = delete;

  const std::vector<LawEntry>& entries() const { return entries_; }
  /// Null pointer when there is none of that name.
  const LawEntry* find(std::string_view name) const;
  LawSelection select(const LawFilter& filter, Date today) const;
  LawCalendar calendar(Date today) const;

  /// The entries that the words of a `law:` or a citation stand for on that day: those whose id is
  /// one of the words, else those with exactly that citation, else none.
  std::vector<const LawEntry*> cited(std::string_view law, Date on) const;

  /// What those words stand for, for a page that shows them.
  LawReference reference(const std::string& law, Date on) const;

  /// The questions of `lintel law` whose answers lean on the rule that day, found by asking them.
  std::set<std::string> questions_of(const LawEntry& entry, Date on) const;

 private:
  struct Asked;
  const LawBook& law_;
  const DatedRules& policy_;
  std::vector<LawEntry> entries_;
  std::unique_ptr<Asked> asked_;
};

/// The last day that counts as "in the next year" from that day.
Date a_year_after(Date day);

}  // namespace lintel
