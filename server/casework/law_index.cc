#include "server/casework/law_index.h"

#include <algorithm>
#include <array>
#include <mutex>
#include <tuple>

#include "domain/law/rule_words.h"
#include "domain/law/rules_asked.h"
#include "domain/words.h"

namespace lintel {
namespace {

constexpr std::array<Words, 6> kStatuses = {{{"any", "Any"},
                                             {"in_force", "In force"},
                                             {"verify", "To be verified"},
                                             {"unknown", "Unknown or not set"},
                                             {"changing", "Changes within a year"},
                                             {"not_in_force", "Not in force"}}};
constexpr std::string_view kPolicySubject = "policy";
constexpr std::string_view kPolicyPrefix = "policy.";
constexpr int kMonthsAhead = 12;
constexpr int kMonthsBack = 6;

/// "notices" of "config/law/notices.yaml".
std::string subject_of(const DatedRule& rule) {
  std::string file = rule.values.front().place.file;
  file = file.substr(file.rfind('/') + 1);
  return file.substr(0, file.rfind('.'));
}

std::string lower(std::string_view text) {
  std::string low(text);
  std::ranges::transform(
      low, low.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return low;
}

std::vector<std::string> words_in(std::string_view text, std::string_view between) {
  std::vector<std::string> words;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find_first_of(between, at), text.size());
    if (end > at) words.emplace_back(text.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

/// All that the text filter looks into.
std::string haystack(const LawEntry& entry) {
  std::string text = entry.name + " " + entry.rule->meaning + " " + entry.rule->parameter + " " +
                     applies_in_words(*entry.rule);
  for (const DatedValue& value : entry.rule->values)
    text += " " + value_in_words(value) + " " + value.citation + " " + value.statute + " " +
            value.note + " " + value.load + " " + value.from_whom;
  return lower(text);
}

bool has_words(const LawEntry& entry, const std::string& text) {
  const std::string hay = haystack(entry);
  return std::ranges::all_of(words_in(lower(text), " "), [&](const std::string& word) {
    return hay.find(word) != std::string::npos;
  });
}

bool has_word(const DatedRule& rule, std::string_view key, std::string_view word) {
  const auto found = rule.applies.find(key);
  return found == rule.applies.end() ||
         std::ranges::find(found->second, word) != found->second.end();
}

/// The regimes under which a tenancy of that type can stand, as the rules of regimes say.
std::set<std::string> regimes_of(const DatedRules& rules, TenancyType type) {
  std::set<std::string> regimes;
  for (const DatedRule* rule : rules.of_parameter("regime")) {
    if (!has_word(*rule, "tenancy", to_string(type))) continue;
    for (const DatedValue& value : rule->values)
      regimes.insert(value.written.begin(), value.written.end());
  }
  return regimes;
}

bool concerns(const DatedRule& rule, TenancyType type, const std::set<std::string>& regimes) {
  if (!has_word(rule, "tenancy", to_string(type))) return false;
  const auto named = rule.applies.find("regime");
  return named == rule.applies.end() || rule.applies.contains("tenancy") ||
         std::ranges::any_of(named->second,
                             [&](const std::string& each) { return regimes.contains(each); });
}

bool is_so(LawStatus status, const RuleStanding& standing) {
  switch (status) {
    case LawStatus::any:
      return true;
    case LawStatus::in_force:
      return standing.in_force && !standing.not_set;
    case LawStatus::verify:
      return standing.verify;
    case LawStatus::unknown:
      return standing.unknown || standing.not_set;
    case LawStatus::changing:
      return standing.changes_soon;
    case LawStatus::not_in_force:
      return !standing.in_force || standing.not_set;
  }
  return true;
}

void add_entries(const DatedRules& rules, bool is_policy, std::vector<LawEntry>& entries) {
  for (const auto& [id, rule] : rules.rules()) {
    entries.push_back({.name = is_policy ? std::string(kPolicyPrefix) + id : id,
                       .is_policy = is_policy,
                       .subject = is_policy ? std::string(kPolicySubject) : subject_of(rule),
                       .rule = &rule});
  }
}

}  // namespace

std::string_view to_string(LawStatus status) {
  return kStatuses.at(static_cast<std::size_t>(status)).word;
}
std::string_view law_status_label(LawStatus status) {
  return kStatuses.at(static_cast<std::size_t>(status)).label;
}
Result<LawStatus> parse_law_status(std::string_view text) {
  return parse_word<LawStatus>(kStatuses, text, "a status of a rule");
}

Date a_year_after(Date day) {
  return day.plus_months(kMonthsAhead);
}

struct LawIndex::Asked {
  std::mutex mutex;
  std::map<Date, QuestionsOfRules> by_day;
};

LawIndex::LawIndex(const LawBook& law, const DatedRules& policy)
    : law_(law), policy_(policy), asked_(std::make_unique<Asked>()) {
  add_entries(law.rules(), false, entries_);
  add_entries(policy, true, entries_);
  std::ranges::stable_sort(entries_, [](const LawEntry& a, const LawEntry& b) {
    return std::tie(a.is_policy, a.subject) < std::tie(b.is_policy, b.subject);
  });
}

LawIndex::~LawIndex() = default;

const LawEntry* LawIndex::find(std::string_view name) const {
  const auto found = std::ranges::find(entries_, name, &LawEntry::name);
  return found == entries_.end() ? nullptr : &*found;
}

LawSelection LawIndex::select(const LawFilter& filter, Date today) const {
  LawSelection selected;
  selected.on = filter.on.value_or(today);
  const Date soon = a_year_after(selected.on);
  std::set<std::string> regimes;
  if (filter.tenancy) regimes = regimes_of(law_.rules(), *filter.tenancy);
  for (const LawEntry& entry : entries_) {
    std::int64_t& count = selected.by_subject[entry.subject];
    const DatedRule& rule = *entry.rule;
    if (!is_so(filter.status, standing_on(rule, selected.on, soon))) continue;
    if (filter.jurisdiction && !has_word(rule, "jurisdiction", to_string(*filter.jurisdiction)))
      continue;
    if (filter.tenancy && !concerns(rule, *filter.tenancy, regimes)) continue;
    if (!filter.text.empty() && !has_words(entry, filter.text)) continue;
    ++count;
    ++selected.of_every_subject;
    if (filter.subject.empty() || filter.subject == entry.subject)
      selected.entries.push_back(&entry);
  }
  std::ranges::stable_sort(selected.entries, [&](const LawEntry* a, const LawEntry* b) {
    const auto place = [&](const LawEntry* each) {
      const bool known = !standing_on(*each->rule, selected.on, soon).unknown;
      return std::tuple(each->is_policy, std::string_view(each->subject), known);
    };
    return place(a) < place(b);
  });
  return selected;
}

LawCalendar LawIndex::calendar(Date today) const {
  LawCalendar calendar;
  calendar.today = today;
  calendar.until = a_year_after(today);
  const Date back = today.plus_months(-kMonthsBack);
  calendar.since = Date(back.year(), back.month(), 1);
  std::map<const DatedRule*, const LawEntry*> entry_of;
  for (const LawEntry& entry : entries_) entry_of[entry.rule] = &entry;

  const auto changes =
      [&](const DatedRules& rules, Date first, Date last, std::vector<LawCalendar::Change>& into) {
        for (const RuleChange& each : changes_between(rules, first, last))
          into.push_back({entry_of.at(each.rule), each});
      };
  const auto to_do = [&](const std::vector<RuleToDo>& list, std::vector<LawCalendar::ToDo>& into) {
    for (const RuleToDo& each : list) into.push_back({entry_of.at(each.rule), each.value});
  };
  constexpr Date kEnd{2199, 12, 31};
  for (const DatedRules* rules : {&law_.rules(), &policy_}) {
    changes(*rules, today.plus_days(1), calendar.until, calendar.changes);
    changes(*rules, calendar.since, today, calendar.lately);
    changes(*rules, calendar.until.plus_days(1), kEnd, calendar.later);
    const LawToDo open = to_do_from(*rules, today);
    to_do(open.unknown, calendar.unknown);
    to_do(open.not_set, calendar.not_set);
    to_do(open.verify, calendar.verify);
  }
  for (auto* list : {&calendar.changes, &calendar.lately, &calendar.later}) {
    std::ranges::stable_sort(
        *list, {}, [](const LawCalendar::Change& each) { return each.change.on; });
  }
  std::ranges::stable_sort(calendar.verify, {}, &LawCalendar::ToDo::entry);
  return calendar;
}

std::vector<const LawEntry*> LawIndex::cited(std::string_view law, Date on) const {
  std::vector<const LawEntry*> found;
  if (law.empty()) return found;
  for (const std::string& word : words_in(law, " ;,()")) {
    if (const LawEntry* entry = find(word)) found.push_back(entry);
  }
  if (!found.empty()) return found;
  for (const LawEntry& entry : entries_) {
    for (const DatedValue& value : entry.rule->values) {
      const bool holds = value.from <= on && (!value.to || on <= *value.to);
      if (holds && value.citation == law) found.push_back(&entry);
    }
  }
  return found;
}

LawReference LawIndex::reference(const std::string& law, Date on) const {
  LawReference made{.law = law, .words = law, .rules = {}};
  const std::vector<const LawEntry*> entries = cited(law, on);
  for (const LawEntry* each : entries) made.rules.push_back(each->name);
  if (entries.size() != 1 || entries.front()->name != law) return made;
  if (const DatedValue* value = standing_on(*entries.front()->rule, on, on).now)
    made.words = value->citation + " (" + law + ")";
  return made;
}

std::set<std::string> LawIndex::questions_of(const LawEntry& entry, Date on) const {
  if (entry.is_policy) return {};
  const std::lock_guard lock(asked_->mutex);
  auto known = asked_->by_day.find(on);
  if (known == asked_->by_day.end()) {
    asked_->by_day.clear();  // the day has turned
    known = asked_->by_day.emplace(on, questions_of_rules(law_, on)).first;
  }
  const auto found = known->second.find(entry.name);
  return found == known->second.end() ? std::set<std::string>{} : found->second;
}

}  // namespace lintel
