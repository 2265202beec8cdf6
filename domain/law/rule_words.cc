#include "domain/law/rule_words.h"

#include <algorithm>
#include <cctype>
#include <vector>

#include "domain/law/regime.h"
#include "domain/tenancy.h"

namespace lintel {
namespace {

std::string spaced(std::string_view word) {
  std::string text(word);
  std::ranges::replace(text, '_', ' ');
  return text;
}

std::string lower_first(std::string text) {
  if (!text.empty())
    text.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(text.front())));
  return text;
}

std::string upper_first(std::string text) {
  if (!text.empty())
    text.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(text.front())));
  return text;
}

std::string listed(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    text += (i == 0 ? "" : i + 1 == words.size() ? " and " : ", ") + words[i];
  }
  return text;
}

/// "1 week", "2 weeks"
std::string counted(const std::string& number, const std::string& one, const std::string& many) {
  return number + " " + (number == "1" ? one : many);
}

std::string day_words(const std::string& iso) {
  const Result<Date> day = Date::parse(iso);
  return day ? day->to_words() : iso;
}

std::string regime_words(Regime regime) {
  switch (regime) {
    case Regime::pre_rra:
      return "the Housing Act 1988 without the Renters’ Rights Act";
    case Regime::rra:
      return "the Housing Act 1988 with the Renters’ Rights Act";
    case Regime::ha1985:
      return "the Housing Act 1985";
    case Regime::ha1996:
      return "the Housing Act 1996";
    case Regime::ra1977:
      return "the Rent Act 1977";
    case Regime::rhwa:
      return "the Renting Homes (Wales) Act 2016";
    case Regime::common_law:
      return "the common law";
    case Regime::not_assured:
      return "no assured tenancy";
  }
  return "";
}

/// What stands before the words of a key: "grounds", "rent paid"; "" where they speak for
/// themselves.
std::string lead_of(std::string_view key, bool several) {
  if (key == "ground") return several ? "grounds " : "ground ";
  if (key == "purpose") return "notice for ";
  if (key == "frequency") return "rent paid ";
  if (key == "clock") return "clock of ";
  if (key == "method") return "given by ";
  if (key == "step") return several ? "steps: " : "step: ";
  if (key == "kind") return "of the kind ";
  return "";
}

bool both(const std::vector<std::string>& words, std::string_view one, std::string_view other) {
  return std::ranges::find(words, one) != words.end() &&
         std::ranges::find(words, other) != words.end();
}

std::string key_in_words(const std::string& key, const std::vector<std::string>& words) {
  if (key == "jurisdiction" && both(words, "england", "wales")) return "England and Wales";
  std::vector<std::string> said;
  for (const std::string& word : words) {
    const std::string each = word_in_words(key, word);
    const bool is_name = key == "jurisdiction" || key == "regime" || key == "ground";
    said.push_back(is_name ? each : lower_first(each));
  }
  return lead_of(key, words.size() > 1) + listed(said);
}

}  // namespace

std::string word_in_words(std::string_view key, std::string_view word) {
  if (key == "jurisdiction") return upper_first(spaced(word));
  if (key == "tenancy") {
    const Result<TenancyType> type = parse_tenancy_type(word);
    if (type) return std::string(tenancy_type_label(*type));
  }
  if (key == "regime" || key.empty()) {
    const Result<Regime> regime = parse_regime(word);
    if (regime) return regime_words(*regime);
  }
  if (key == "social") return word == "yes" ? "Social housing" : "Not social housing";
  if (key == "landlord") {
    if (word == "prp") return "Registered provider";
    if (word == "la") return "Local authority";
    return "Other landlord";
  }
  if (key == "ground") return std::string(word);
  if (word == "ntq_equivalent") return "when a notice to quit could end it";
  return spaced(word);
}

std::string value_in_words(const DatedValue& value) {
  if (!value.known) return "unknown";
  if (value.unset()) return "not set";
  const std::string& text = value.written.front();
  switch (value.unit) {
    case RuleUnit::days:
      return counted(text, "day", "days");
    case RuleUnit::weeks:
      return counted(text, "week", "weeks");
    case RuleUnit::months:
      return counted(text, "month", "months");
    case RuleUnit::years:
      return counted(text, "year", "years");
    case RuleUnit::working_days:
      return counted(text, "working day", "working days");
    case RuleUnit::clear_days:
      return counted(text, "clear day", "clear days");
    case RuleUnit::weeks_of_rent:
      return counted(text, "week’s rent", "weeks’ rent");
    case RuleUnit::months_of_rent:
      return counted(text, "month’s rent", "months’ rent");
    case RuleUnit::percent:
      return text + "%";
    case RuleUnit::divisor:
      return "divided by " + text;
    case RuleUnit::money:
      return value.money().to_string();
    case RuleUnit::date:
      return day_words(text);
    case RuleUnit::day_range:
      return "day " + value.written.front() + " to day " + value.written.back();
    case RuleUnit::dates:
      return counted(std::to_string(value.written.size()), "date", "dates");
    case RuleUnit::words: {
      std::vector<std::string> said;
      for (const std::string& each : value.written) said.push_back(word_in_words("", each));
      return listed(said);
    }
    case RuleUnit::word:
      return word_in_words("", text);
    case RuleUnit::count:
    case RuleUnit::yes_no:
    case RuleUnit::text:
    case RuleUnit::form:
    case RuleUnit::time:
      return text;
  }
  return text;
}

std::string entries_in_words(const DatedValue& value) {
  if (value.unit != RuleUnit::dates || value.unset()) return "";
  std::vector<std::string> said;
  for (const std::string& each : value.written) said.push_back(day_words(each));
  return listed(said);
}

std::string applies_in_words(const DatedRule& rule) {
  // Where, to whom, under what, then the rest: the order in which a person narrows it down.
  static const std::vector<std::string> kOrder = {"jurisdiction",
                                                  "tenancy",
                                                  "social",
                                                  "landlord",
                                                  "regime",
                                                  "ground",
                                                  "purpose",
                                                  "frequency",
                                                  "clock",
                                                  "method",
                                                  "step",
                                                  "kind"};
  std::vector<std::string> keys;
  for (const std::string& key : kOrder) {
    if (rule.applies.contains(key)) keys.push_back(key);
  }
  for (const auto& [key, words] : rule.applies) {
    if (std::ranges::find(keys, key) == keys.end()) keys.push_back(key);
  }
  std::string text;
  for (const std::string& key : keys) {
    text += (text.empty() ? "" : "; ") + key_in_words(key, rule.applies.find(key)->second);
  }
  return text;
}

std::string confidence_in_words(std::string_view confidence) {
  if (confidence == "H") return "High";
  if (confidence == "M") return "Medium";
  if (confidence == "L") return "Low";
  return "";
}

std::string days_in_words(const DatedValue& value) {
  const std::string from = "from " + value.from.to_words();
  return value.to ? from + " to " + value.to->to_words() : from;
}

}  // namespace lintel
