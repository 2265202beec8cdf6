#include <algorithm>
#include <functional>

#include "workflows/definition_reading.h"

namespace lintel {
namespace {

/// How much a formula or table may grow when the facts that it reads are followed.
constexpr int kMostExpanded = 4096;

bool is_of_service(const FactDeclaration& fact) {
  const std::vector<const Expression*> all = fact.expressions();
  return std::any_of(
      all.begin(), all.end(), [](const Expression* each) { return each->is_of_service(); });
}

}  // namespace

void DefinitionReading::read_formulas(const YamlNode* facts) {
  if (facts == nullptr || !facts->is_map()) return;
  // Whether a fact is a day of service may follow from one that stands below it: again until it is
  // settled, which is at once where nothing derived is such a day.
  const Problems before = problems_;
  for (bool settled = false; !settled;) {
    settled = true;
    problems_ = before;
    for (std::size_t i = 0; i < made_.facts.size(); ++i) {
      const YamlNode& node = facts->entries[i].value;
      FactDeclaration& fact = made_.facts[i];
      const bool was = is_of_service(fact);
      if (const YamlNode* formula = node.find("formula"))
        fact.formula = expression(formula, {fact.type}, "the formula of " + fact.name, &fact);
      if (const YamlNode* table = node.find("table")) fact.table = read_table(*table, fact);
      if (is_of_service(fact) && !was) settled = false;
    }
  }
  refuse_circles();
}

DecisionTable DefinitionReading::read_table(const YamlNode& node, const FactDeclaration& fact) {
  DecisionTable table;
  table.place = node.place;
  if (!is_map(node, "a table")) return table;
  allow(node, {"hit", "rows"});
  const std::string hit = needed_text(node, "hit", "the table of " + fact.name);
  if (hit == "unique") {
    table.hit = DecisionTable::Hit::unique;
  } else if (hit != "first" && !hit.empty()) {
    const std::string near = did_you_mean(hit, {"unique", "first"});
    refuse(node.find("hit")->place,
           "\"" + hit + "\" is not a way to hit a row",
           near.empty()
               ? "Write first (the first row that passes) or unique (exactly one may pass)."
               : near);
  }
  const YamlNode* rows = node.find("rows");
  if (rows == nullptr || rows->list.empty()) {
    refuse(node.place,
           "the table of " + fact.name + " has no rows",
           "Write rows: [{when: …, gives: …, because: …}].");
    return table;
  }
  bool otherwise = false;
  for (const YamlNode& each : rows->list) {
    if (otherwise)
      refuse(each.place, "a row after otherwise is never reached", "Put otherwise last.");
    table.rows.push_back(read_row(each, fact));
    otherwise = otherwise || each.find("otherwise") != nullptr;
  }
  return table;
}

DecisionTable::Row DefinitionReading::read_row(const YamlNode& node, const FactDeclaration& fact) {
  DecisionTable::Row row;
  row.place = node.place;
  if (!is_map(node, "a row")) return row;
  allow(node, {"when", "gives", "otherwise", "because", "law"});
  const YamlNode* otherwise = node.find("otherwise");
  const YamlNode* gives = otherwise != nullptr ? otherwise : node.find("gives");
  if (otherwise != nullptr && (node.find("when") != nullptr || node.find("gives") != nullptr)) {
    refuse(otherwise->place,
           "the row of otherwise has a when: or gives: too",
           "Write {otherwise: VALUE, because: …}.");
  }
  if (otherwise == nullptr && node.find("when") == nullptr)
    refuse(
        node.place, "the row has no when", "Write when: and a condition, or otherwise: a value.");
  if (gives == nullptr)
    refuse(node.place, "the row gives nothing", "Write gives: and the value of " + fact.name + ".");
  row.when = expression(node.find("when"), {ValueType::yes_no}, "when");
  std::optional<Expression> value =
      expression(gives, {fact.type}, "what the row gives to " + fact.name, &fact);
  if (value) row.gives = std::move(*value);
  row.because = needed_text(node, "because", "the row");
  row.law = text(node, "law");
  return row;
}

/// A fact that leans on itself has no value; one that fans out too far takes too long.
void DefinitionReading::refuse_circles() {
  std::vector<int> cost(made_.facts.size(), -1);
  std::vector<bool> open(made_.facts.size(), false);
  const std::function<int(std::size_t)> reckon = [&](std::size_t i) -> int {
    if (cost[i] >= 0) return cost[i];
    const FactDeclaration& fact = made_.facts[i];
    const std::string what = (fact.table ? "the table of " : "the formula of ") + fact.name;
    if (open[i]) {
      refuse(fact.place, what + " leans on itself");
      return cost[i] = 0;
    }
    open[i] = true;
    int sum = 1;
    for (const Expression* expression : fact.expressions())
      for (const int slot : expression->fact_uses())
        sum = std::min(sum + reckon(static_cast<std::size_t>(slot)), kMostExpanded + 1);
    open[i] = false;
    if (sum > kMostExpanded) {
      refuse(fact.place, what + " is too large when its facts are followed");
      sum = 0;
    }
    return cost[i] = sum;
  };
  for (std::size_t i = 0; i < made_.facts.size(); ++i) reckon(i);
}

}  // namespace lintel
