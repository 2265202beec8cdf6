#include "domain/law/dated_value_reader.h"

#include "domain/law/rule_unit_shapes.h"

namespace lintel {
namespace {

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

}  // namespace

std::string required_text(YamlFaults& faults,
                          const YamlNode& map,
                          const std::string& key,
                          const Place& place,
                          const std::string& of) {
  const YamlNode* node = map.find(key);
  if (node == nullptr) {
    faults.wrong(place, of + " has no " + key, "Add " + key + ": to it.", key);
    return "";
  }
  if (!node->is_scalar() || node->text.empty()) {
    faults.wrong(node->place, key + " is not text", "Write it in words.", key);
    return "";
  }
  return node->text;
}

std::string DatedValueReader::required_text(const YamlNode& map, const std::string& key) {
  return lintel::required_text(faults_, map, key, map.place, rule_.id);
}

std::string DatedValueReader::optional_text(const YamlNode& map, const std::string& key) {
  return map.find(key) == nullptr ? "" : required_text(map, key);
}

std::optional<DatedValue> DatedValueReader::read(const YamlNode& node) {
  if (!node.is_map()) {
    wrong(node.place,
          "this value is not a map",
          "Write it such as {from: 2026-05-01, to: null, value: 2, …}.");
    return std::nullopt;
  }
  faults_.refuse_unknown_keys(node, kValueKeys, "a value");
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
  return value;
}

std::optional<Date> DatedValueReader::date(const YamlNode& map,
                                           const std::string& key,
                                           bool may_be_null) {
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

void DatedValueReader::read_written(const YamlNode& map, DatedValue& value) {
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
    const std::string need = each.is_scalar() ? shape_lacking(value.unit, each.text) : "single";
    if (!need.empty()) {
      wrong(each.place,
            "\"" + each.text + "\" is not " + need,
            "The unit of " + rule_.id + " is " + std::string(to_string(value.unit)) + ".",
            "value");
    }
    value.written.push_back(each.text);
  }
  if (value.unit == RuleUnit::day_range && value.written.size() != 2) {
    wrong(node->place, "a range has a first and a last day", "Write it such as [26, 35].", "value");
  }
}

void DatedValueReader::read_verify(const YamlNode& map, DatedValue& value) {
  const YamlNode* verify = map.find("verify");
  if (verify == nullptr) return;
  if (verify->text != "true" && verify->text != "false") {
    wrong(verify->place, "\"" + verify->text + "\" is neither true nor false", "", "verify");
  }
  value.verify = verify->text == "true";
}

/// What nobody knows yet must say what figure to load and who publishes it; what nobody has
/// appointed may.
void DatedValueReader::read_source(const YamlNode& map, DatedValue& value) {
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
void DatedValueReader::read_authority(const YamlNode& map, DatedValue& value) {
  const bool is_policy = map.find("because") != nullptr;
  if (is_policy && map.find("citation") != nullptr) {
    wrong(map.place,
          "this value has both citation and because",
          "Law has a citation, policy a because.");
    return;
  }
  if (is_policy) {
    value.citation = required_text(map, "because");
    return;
  }
  value.citation = required_text(map, "citation");
  value.confidence = required_text(map, "confidence");
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

}  // namespace lintel
