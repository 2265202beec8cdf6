#include <algorithm>

#include "domain/law/dated_rules.h"
#include "domain/law/dated_value_reader.h"
#include "domain/law/notice_rules.h"
#include "domain/law/notice_to_quit.h"
#include "domain/law/regime.h"
#include "domain/law/rule_unit_shapes.h"
#include "domain/rent_account.h"
#include "domain/tenancy.h"

// Reads DatedRules from YAML. Nothing here knows a rule; it knows what a rule looks like.

namespace lintel {
namespace {

const std::vector<std::string> kRuleKeys = {
    "meaning", "parameter", "applies", "unit", "statute", "values"};
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

/// Reads one rule and gathers everything that is wrong with it.
class RuleReader {
 public:
  RuleReader(std::string id, Problems& problems) : faults_(problems) { rule_.id = std::move(id); }

  /// None when something is wrong.
  std::optional<DatedRule> read(const YamlEntry& entry) {
    const std::size_t before = faults_.count();
    if (!entry.value.is_map()) {
      wrong(entry.place,
            "the rule " + rule_.id + " is not a map",
            "Give it meaning, unit and values.");
      return std::nullopt;
    }
    faults_.refuse_unknown_keys(entry.value, kRuleKeys, "a rule");
    rule_.meaning = required_text(entry.value, "meaning", entry.place);
    rule_.parameter = optional_text(entry.value, "parameter");
    statute_ = optional_text(entry.value, "statute");
    if (const YamlNode* applies = entry.value.find("applies")) read_applies(*applies);
    const bool unit_known = read_unit(entry);
    if (unit_known) read_values(entry);
    if (faults_.count() != before) return std::nullopt;
    check_dates();
    if (faults_.count() != before) return std::nullopt;
    return std::move(rule_);
  }

 private:
  void wrong(const Place& place, std::string what, std::string fix = "", std::string field = "") {
    faults_.wrong(place, std::move(what), std::move(fix), std::move(field));
  }

  std::string required_text(const YamlNode& map, const std::string& key, const Place& place) {
    return lintel::required_text(faults_, map, key, place, rule_.id);
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
    faults_.refuse_unknown_keys(node, kAppliesKeys, "applies");
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
    DatedValueReader reader(rule_, statute_, faults_);
    for (const YamlNode& each : values->list) {
      if (std::optional<DatedValue> value = reader.read(each))
        rule_.values.push_back(std::move(*value));
    }
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

  YamlFaults faults_;
  DatedRule rule_;
  std::string statute_;
};

}  // namespace

Result<DatedRules> DatedRules::with_value(std::string_view id,
                                          const std::string& written,
                                          const std::string& citation) const {
  const DatedRule* rule = find(id);
  if (rule == nullptr) return problem("there is no rule \"" + std::string(id) + "\"");
  const std::string need = is_list(rule->unit) ? "a list" : shape_lacking(rule->unit, written);
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
