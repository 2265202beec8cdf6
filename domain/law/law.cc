#include "domain/law/law.h"

#include <algorithm>
#include <cassert>

namespace lintel {
namespace {

constexpr std::string_view kHolidays = "bank_holidays";

void append(Problems& problems, Problems more) {
  problems.insert(
      problems.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

std::optional<Calendar> calendar_of(const DatedRules& rules,
                                    std::string_view jurisdiction,
                                    const std::string& name) {
  const Matter matter = {{"jurisdiction", std::string(jurisdiction)}};
  for (const auto& [id, rule] : rules.rules()) {
    if (rule.parameter != kHolidays || rule.unit != RuleUnit::dates || !rule.applies_to(matter))
      continue;
    if (!rule.values.back().to) return std::nullopt;
    std::set<Date> holidays;
    for (const DatedValue& value : rule.values) {
      if (!value.known || value.unset()) return std::nullopt;
      for (const Date day : value.dates()) holidays.insert(day);
    }
    return Calendar(name, rule.values.front().from, *rule.values.back().to, std::move(holidays));
  }
  return std::nullopt;
}

std::vector<Date> changes_of(const DatedRules& rules) {
  std::set<Date> days;
  for (const auto& [id, rule] : rules.rules()) {
    for (const DatedValue& value : rule.values) {
      days.insert(value.from);
      if (value.to) days.insert(value.to->plus_days(1));
    }
  }
  return {days.begin(), days.end()};
}

}  // namespace

ResultOfMany<LawBook> LawBook::read(const std::vector<LawFile>& files) {
  LawBook book;
  Problems problems;
  for (const LawFile& file : files) {
    const Result<YamlNode> node = read_strict_yaml(file.text, file.name);
    if (!node) {
      problems.push_back(node.error());
      continue;
    }
    append(problems, book.rules_.add(*node));
  }
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  book.changes_ = changes_of(book.rules_);

  for (const Jurisdiction jurisdiction : {Jurisdiction::england, Jurisdiction::wales}) {
    std::optional<Calendar> calendar =
        calendar_of(book.rules_, to_string(jurisdiction), "england_and_wales");
    if (!calendar) {
      problems.push_back(
          {"the law has no bank holidays for " + std::string(to_string(jurisdiction)),
           "Add a rule with parameter: bank_holidays and unit: dates, the last value "
           "with an end.",
           {}});
      continue;
    }
    book.calendars_.emplace(jurisdiction, std::move(*calendar));
  }
  book.scotland_ = calendar_of(book.rules_, "scotland", "scotland");
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  return book;
}

DaySpan LawBook::steady_around(Date day) const {
  DaySpan span;
  const auto next = std::ranges::upper_bound(changes_, day);
  if (next != changes_.begin()) span.first = *std::prev(next);
  if (next != changes_.end()) span.last = next->plus_days(-1);
  return span;
}

Result<LawBook> LawBook::with_value(std::string_view id,
                                    const std::string& written,
                                    const std::string& citation) const {
  Result<DatedRules> rules = rules_.with_value(id, written, citation);
  if (!rules) return tl::unexpected(rules.error());
  LawBook supposed = *this;
  supposed.rules_ = std::move(*rules);
  return supposed;
}

const Calendar& LawBook::calendar(Jurisdiction jurisdiction) const {
  const auto found = calendars_.find(jurisdiction);
  assert(found != calendars_.end());
  return found->second;
}

Letting letting_of(const Tenancy& tenancy) {
  Letting letting;
  letting.type = tenancy.type;
  letting.landlord = tenancy.landlord;
  letting.social = tenancy.social;
  letting.jurisdiction = tenancy.jurisdiction;
  letting.start = tenancy.start;
  return letting;
}

}  // namespace lintel
