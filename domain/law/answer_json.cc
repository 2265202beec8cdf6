#include "domain/law/answer_json.h"

namespace lintel {

Json rules_json(const std::vector<RuleUsed>& rules) {
  Json list = Json::array();
  for (const RuleUsed& rule : rules) {
    Json each = Json::object();
    each["id"] = rule.id;
    each["citation"] = rule.citation;
    each["from"] = rule.from.to_iso();
    each["to"] = rule.to ? Json(rule.to->to_iso()) : Json();
    list.push(std::move(each));
  }
  return list;
}

Json texts_json(const std::vector<std::string>& texts) {
  Json list = Json::array();
  for (const std::string& each : texts) list.push(each);
  return list;
}

Json day_json(const std::optional<Date>& day) {
  return day ? Json(day->to_iso()) : Json();
}

Json money_json(const std::optional<Money>& money) {
  return money ? Json(money->to_plain()) : Json();
}

}  // namespace lintel
