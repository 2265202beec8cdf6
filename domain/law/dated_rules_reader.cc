#include <algorithm>
#include <array>
#include <cstdint>

#include "domain/law/dated_rules.h"
#include "domain/law/notice_rules.h"
#include "domain/law/notice_to_quit.h"
#include "domain/law/regime.h"
#include "domain/rent_account.h"
#include "domain/tenancy.h"

// Reads DatedRules from YAML. Nothing here knows a rule; it knows what a rule looks like.

namespace lintel {
namespace {

const std::vector<std::string> kRuleKeys = {
    "meaning", "parameter", "applies", "unit", "statute", "values"};
const std::vector<std::string> kValueKeys = {"from",
                                             "to",
                                             "value",
                                             "citation",
                                             "because",
                                             "confidence",
                                             "checked_on",
                                             "verify",
                                             "note",
                                             "load",
                                             "from_whom"};
const std::vector<std::string> kAppliesKeys = {"jurisdiction",
                                               "regime",
                                               "tenancy",
                                               "landlord",
                                               "social",
                                               "ground",
                                               "purpose",
                                               "frequency",
                                               "clock",
                                               "method",
                                               "step",
                                               "kind",
                                               "notice",
                                               "by"};

bool is_list(RuleUnit unit) {
  return unit == RuleUnit::day_range || unit == RuleUnit::words || unit == RuleUnit::dates;
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool is_whole_number(std::string_view text) {
  return all_digits(text) && text.size() <= 6;
}

bool is_decimal(std::string_view text) {
  const std::size_t point = text.find('.');
  if (point == std::string_view::npos) return is_whole_number(text);
  return is_whole_number(text.substr(0, point)) && is_whole_number(text.substr(point + 1));
}

bool is_time(std::string_view text) {
  return text.size() == 5 && text[2] == ':' && all_digits(text.substr(0, 2)) &&
         all_digits(text.substr(3)) && text.substr(0, 2) < "24" && text.substr(3) < "60";
}

bool is_word(std::string_view text) {
  return !text.empty() && text.find_first_of(" \n") == std::string_view::npos;
}

/// What one entry of a value must look like; "" when `text` does.
std::string lacking(RuleUnit unit, const std::string& text) {
  switch (unit) {
    case RuleUnit::days:
    case RuleUnit::weeks:
    case RuleUnit::months:
    case RuleUnit::years:
    case RuleUnit::working_days:
    case RuleUnit::clear_days:
    case RuleUnit::weeks_of_rent:
    case RuleUnit::months_of_rent:
    case RuleUnit::count:
    case RuleUnit::day_range:
      return is_whole_number(text) ? "" : "a whole number";
    case RuleUnit::percent:
    case RuleUnit::divisor:
      return is_decimal(text) ? "" : "a decimal number such as 4.8";
    case RuleUnit::money:
      return Money::parse(text) ? "" : "money such as £404.00";
    case RuleUnit::yes_no:
      return text == "yes" || text == "no" ? "" : "yes or no";
    case RuleUnit::word:
    case RuleUnit::words:
      return is_word(text) ? "" : "one word without spaces";
    case RuleUnit::text:
    case RuleUnit::form:
      return text.empty() ? "words" : "";
    case RuleUnit::date:
    case RuleUnit::dates:
      return Date::parse(text) ? "" : "a date such as 2026-05-01";
    case RuleUnit::time:
      return is_time(text) ? "" : "a time such as 16:30";
  }
  return "";
}

/// Reads one rule and gathers everything that is wrong with it.
class RuleReader {
 public:
  RuleReader(std::string id, Problems& problems) : problems_(problems) { rule_.id = std::move(id); }

  /// None when something is wrong.
  std::optional<DatedRule> read(const YamlEntry& entry) {
    const std::size_t before = problems_.size();
    if (!entry.value.is_map()) {
      wrong(entry.place,
            "the rule " + rule_.id + " is not a map",
            "Give it meaning, unit and values.");
      return std::nullopt;
    }
    refuse_unknown_keys(entry.value, kRuleKeys, "a rule");
    rule_.meaning = required_text(entry.value, "meaning", entry.place);
    rule_.parameter = optional_text(entry.value, "parameter");
    statute_ = optional_text(entry.value, "statute");
    if (const YamlNode* applies = entry.value.find("applies")) read_applies(*applies);
    const bool unit_known = read_unit(entry);
    if (unit_known) read_values(entry);
    if (problems_.size() != before) return std::nullopt;
    check_dates();
    if (problems_.size() != before) return std::nullopt;
    return std::move(rule_);
  }

 private:
  void wrong(const Place& place, std::string what, std::string fix = "", std::string field = "") {
    Place where = place;
    where.field = std::move(field);
    problems_.push_back({std::move(what), std::move(fix), std::move(where)});
  }

  void refuse_unknown_keys(const YamlNode& map,
                           const std::vector<std::string>& known,
                           const std::string& of) {
    for (const YamlEntry& each : map.entries) {
      if (std::ranges::find(known, each.key) != known.end()) continue;
      wrong(
          each.place, "\"" + each.key + "\" is not a key of " + of, did_you_mean(each.key, known));
    }
  }

  std::string required_text(const YamlNode& map, const std::string& key, const Place& place) {
    const YamlNode* node = map.find(key);
    if (node == nullptr) {
      wrong(place, rule_.id + " has no " + key, "Add " + key + ": to it.", key);
      return "";
    }
    if (!node->is_scalar() || node->text.empty()) {
      wrong(node->place, key + " is not text", "Write it in words.", key);
      return "";
    }
    return node->text;
  }

  std::string optional_text(const YamlNode& map, const std::string& key) {
    return map.find(key) == nullptr ? "" : required_text(map, key, map.place);
  }

  void read_applies(const YamlNode& node) {
    if (!node.is_map()) {
      wrong(node.place,
            "applies is not a map",
            "Write it such as {jurisdiction: england}.",
            "applies");
      return;
    }
    refuse_unknown_keys(node, kAppliesKeys, "applies");
    for (const YamlEntry& each : node.entries) {
      const std::vector<YamlNode> one = {each.value};
      for (const YamlNode& word : each.value.is_list() ? each.value.list : one) {
        if (!word.is_scalar() || word.text.empty()) {
          wrong(word.place, "this is not a word", "Write one word or a list of words.", each.key);
        } else if (each.key == "jurisdiction" && word.text == "england_and_wales") {
          rule_.applies[each.key].insert(rule_.applies[each.key].end(), {"england", "wales"});
        } else {
          check_word(each.key, word);
          rule_.applies[each.key].push_back(word.text);
        }
      }
    }
  }

  /// Words that the domain has a type for must be its words, or the rule would never apply.
  void check_word(const std::string& key, const YamlNode& word) {
    const auto check = [&](const auto& parsed) {
      if (parsed) return;
      Problem problem = parsed.error();
      wrong(word.place, problem.what, problem.fix, key);
    };
    if (key == "jurisdiction" && word.text != "scotland")  // a calendar, and no tenancies
      check(parse_jurisdiction(word.text));
    if (key == "tenancy") check(parse_tenancy_type(word.text));
    if (key == "landlord") check(parse_landlord(word.text));
    if (key == "frequency") check(parse_rent_frequency(word.text));
    if (key == "regime") check(parse_regime(word.text));
    if (key == "notice") check(parse_notice_kind(word.text));
    if (key == "by") check(parse_quit_by(word.text));
    if (key == "social" && word.text != "yes" && word.text != "no") {
      wrong(word.place, "\"" + word.text + "\" is neither yes nor no", "", key);
    }
  }

  bool read_unit(const YamlEntry& entry) {
    const std::string text = required_text(entry.value, "unit", entry.place);
    if (text.empty()) return false;
    const Result<RuleUnit> unit = parse_rule_unit(text);
    if (!unit) {
      wrong(entry.value.find("unit")->place, unit.error().what, unit.error().fix, "unit");
      return false;
    }
    rule_.unit = *unit;
    return true;
  }

  void read_values(const YamlEntry& entry) {
    const YamlNode* values = entry.value.find("values");
    if (values == nullptr || !values->is_list() || values->list.empty()) {
      wrong(values == nullptr ? entry.place : values->place,
            rule_.id + " has no values",
            "Give a list of values, each with from and to.",
            "values");
      return;
    }
    for (const YamlNode& each : values->list) read_value(each);
  }

  void read_value(const YamlNode& node) {
    if (!node.is_map()) {
      wrong(node.place,
            "this value is not a map",
            "Write it such as {from: 2026-05-01, to: null, value: 2, …}.");
      return;
    }
    refuse_unknown_keys(node, kValueKeys, "a value");
    DatedValue value;
    value.id = rule_.id;
    value.meaning = rule_.meaning;
    value.statute = statute_;
    value.unit = rule_.unit;
    value.place = node.place;
    if (const auto from = date(node, "from", false)) value.from = *from;
    value.to = date(node, "to", true);
    read_written(node, value);
    read_verify(node, value);
    read_authority(node, value);
    value.note = optional_text(node, "note");
    read_source(node, value);
    rule_.values.push_back(std::move(value));
  }

  std::optional<Date> date(const YamlNode& map, const std::string& key, bool may_be_null) {
    const YamlNode* node = map.find(key);
    if (node == nullptr) {
      wrong(map.place,
            "this value has no " + key,
            may_be_null ? "Write to: null while it is in force." : "Say from which day it holds.",
            key);
      return std::nullopt;
    }
    if (node->is_null && may_be_null) return std::nullopt;
    const Result<Date> read = Date::parse(node->text);
    if (!read) {
      wrong(node->place, read.error().what, read.error().fix, key);
      return std::nullopt;
    }
    return *read;
  }

  void read_written(const YamlNode& map, DatedValue& value) {
    const YamlNode* node = map.find("value");
    if (node == nullptr) {
      wrong(map.place,
            "this value has no value",
            "Write value: null for a date that nobody has appointed.",
            "value");
      return;
    }
    if (node->is_scalar() && node->is_null) return;
    if (node->is_scalar() && !node->quoted && node->text == "unknown") {
      value.known = false;
      return;
    }
    if (node->is_list() != is_list(value.unit) || node->is_map()) {
      wrong(node->place,
            is_list(value.unit) ? "this value is not a list" : "this value is not single",
            "The unit is " + std::string(to_string(value.unit)) + ".",
            "value");
      return;
    }
    const std::vector<YamlNode> one = {*node};
    for (const YamlNode& each : node->is_list() ? node->list : one) {
      const std::string need = each.is_scalar() ? lacking(value.unit, each.text) : "single";
      if (!need.empty()) {
        wrong(each.place,
              "\"" + each.text + "\" is not " + need,
              "The unit of " + rule_.id + " is " + std::string(to_string(value.unit)) + ".",
              "value");
      }
      value.written.push_back(each.text);
    }
    if (value.unit == RuleUnit::day_range && value.written.size() != 2) {
      wrong(
          node->place, "a range has a first and a last day", "Write it such as [26, 35].", "value");
    }
  }

  void read_verify(const YamlNode& map, DatedValue& value) {
    const YamlNode* verify = map.find("verify");
    if (verify == nullptr) return;
    if (verify->text != "true" && verify->text != "false") {
      wrong(verify->place, "\"" + verify->text + "\" is neither true nor false", "", "verify");
    }
    value.verify = verify->text == "true";
  }

  /// What nobody knows yet must say what figure to load and who publishes it; what nobody has
  /// appointed may.
  void read_source(const YamlNode& map, DatedValue& value) {
    value.load = optional_text(map, "load");
    value.from_whom = optional_text(map, "from_whom");
    if (value.known && !value.unset()) {
      if (value.load.empty() && value.from_whom.empty()) return;
      wrong(map.place,
            "this value is known and has load or from_whom",
            "They belong to value: unknown.",
            value.load.empty() ? "from_whom" : "load");
    }
    if (value.known) return;
    if (map.find("load") == nullptr) {
      wrong(map.place,
            rule_.id + ": an unknown value does not say what to load",
            "Add load: with the figure that is wanted.",
            "load");
    }
    if (map.find("from_whom") == nullptr) {
      wrong(map.place,
            rule_.id + ": an unknown value does not say from whom",
            "Add from_whom: with who publishes it.",
            "from_whom");
    }
  }

  /// A value of law has a citation and how sure we are of it; a policy says why.
  void read_authority(const YamlNode& map, DatedValue& value) {
    const bool is_policy = map.find("because") != nullptr;
    if (is_policy && map.find("citation") != nullptr) {
      wrong(map.place,
            "this value has both citation and because",
            "Law has a citation, policy a because.");
      return;
    }
    if (is_policy) {
      value.citation = required_text(map, "because", map.place);
      return;
    }
    value.citation = required_text(map, "citation", map.place);
    value.confidence = required_text(map, "confidence", map.place);
    if (!value.confidence.empty() && value.confidence != "H" && value.confidence != "M" &&
        value.confidence != "L") {
      wrong(map.find("confidence")->place,
            "\"" + value.confidence + "\" is not a confidence",
            "Write H, M or L.",
            "confidence");
    } else if ((value.confidence == "M" || value.confidence == "L") && !value.verify &&
               !value.citation.starts_with("policy")) {
      wrong(map.find("confidence")->place,
            rule_.id + ": confidence " + value.confidence + " is not marked to be verified",
            "Add verify: true until its text has been read, or begin the citation with policy.",
            "confidence");
    }
    value.checked_on = date(map, "checked_on", false);
  }

  void check_dates() {
    std::ranges::stable_sort(rule_.values, {}, &DatedValue::from);
    for (std::size_t i = 0; i < rule_.values.size(); ++i) {
      const DatedValue& value = rule_.values[i];
      if (value.to && *value.to < value.from) {
        wrong(
            value.place, rule_.id + ": this value ends before it begins", "Mend from or to.", "to");
      }
      if (i == 0) continue;
      const DatedValue& before = rule_.values[i - 1];
      if (!before.to || *before.to >= value.from) {
        wrong(value.place,
              rule_.id + ": this value overlaps the one before it",
              "End that one on " + value.from.plus_days(-1).to_iso() + ".",
              "from");
      } else if (before.to->plus_days(1) != value.from) {
        wrong(value.place,
              rule_.id + ": no value holds from " + before.to->plus_days(1).to_iso() + " to " +
                  value.from.plus_days(-1).to_iso(),
              "Close the gap, or write value: unknown for it.",
              "from");
      }
    }
  }

  Problems& problems_;
  DatedRule rule_;
  std::string statute_;
};

}  // namespace

Result<DatedRules> DatedRules::with_value(std::string_view id,
                                          const std::string& written,
                                          const std::string& citation) const {
  const DatedRule* rule = find(id);
  if (rule == nullptr) return problem("there is no rule \"" + std::string(id) + "\"");
  const std::string need = is_list(rule->unit) ? "a list" : lacking(rule->unit, written);
  if (!need.empty()) {
    return problem("\"" + written + "\" is not " + need,
                   "The unit of " + rule->id + " is " + std::string(to_string(rule->unit)) + ".");
  }
  DatedRules supposed = *this;
  DatedValue& newest = supposed.rules_.find(id)->second.values.back();
  newest.written = {written};
  newest.known = true;
  newest.citation = citation;
  return supposed;
}

Problems DatedRules::add(const YamlNode& node) {
  Problems problems;
  if (!node.is_map()) {
    problems.push_back({"this is not a map of rules", "Write each rule under its id.", node.place});
    return problems;
  }
  for (const YamlEntry& entry : node.entries) {
    if (rules_.contains(entry.key)) {
      problems.push_back(
          {"the rule " + entry.key + " stands twice", "Keep one of the two.", entry.place});
      continue;
    }
    if (std::optional<DatedRule> rule = RuleReader(entry.key, problems).read(entry)) {
      ids_of_[rule->parameter].insert(entry.key);
      rules_.emplace(entry.key, std::move(*rule));
    }
  }
  return problems;
}

}  // namespace lintel
