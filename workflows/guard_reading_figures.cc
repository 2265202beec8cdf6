#include <algorithm>
#include <iterator>

#include "workflows/guard_reading.h"

namespace lintel {
namespace {

using Op = Node::Op;

constexpr std::int64_t kDaysInAWeek = 7;

}  // namespace

/// The formula of a fact that has one and that no source gives.
const Expression* GuardReading::formula_of(const Node& at) const {
  if (at.third == 0) return nullptr;
  const auto& formula = regions_.definition_.facts[static_cast<std::size_t>(at.first)].formula;
  return formula ? &*formula : nullptr;
}

/// The measure that a value is, whatever it is made of.
int GuardReading::measure_of(std::int32_t index) {
  const Node& at = node(index);
  if (at.op != Op::fact) return question(index);
  if (const Expression* formula = formula_of(at)) {
    GuardReading inner{regions_, *formula, state_};
    return inner.measure_of(formula->root_);
  }
  const FactDeclaration& fact = regions_.definition_.facts[static_cast<std::size_t>(at.first)];
  const int known = regions_.measures();
  const int made = regions_.intern(
      GuardMeasure{.kind = fact.table ? GuardMeasure::Kind::table : GuardMeasure::Kind::fact,
                   .type = fact.type,
                   .slot = at.first,
                   .sum = {},
                   .words = fact.words,
                   .closed = !fact.words.empty(),
                   .said = fact.label},
      "fact " + std::to_string(at.first));
  if (fact.table && made == known)
    regions_.measures_[static_cast<std::size_t>(made)].given = given_by(*fact.table, made);
  return made;
}

/// What the rows of a table give, when each gives a constant.
std::optional<IntervalSet> GuardReading::given_by(const DecisionTable& table, int measure) {
  IntervalSet given;
  for (const DecisionTable::Row& row : table.rows) {
    const GuardReading gives{regions_, row.gives, state_};
    const Node& root = gives.node(row.gives.root_);
    if (root.op != Op::constant) return std::nullopt;
    const Value& value = gives.constant(root);
    given = given | IntervalSet::exactly(value.type() == ValueType::text
                                             ? regions_.place_of_word(measure, value.as_text())
                                             : value.raw());
  }
  return given;
}

int GuardReading::question(std::int32_t index) {
  const Node& at = node(index);
  std::string key;
  const std::string said = source_of(at);
  std::copy_if(said.begin(), said.end(), std::back_inserter(key), [](char c) {
    return c != ' ' && c != '\n';
  });
  if (said.find("state") != std::string::npos) {
    regions_.asked_state_ = true;
    key += "@" + std::to_string(state_);
  }
  return regions_.intern(GuardMeasure{.kind = GuardMeasure::Kind::question,
                                      .type = at.type,
                                      .slot = -1,
                                      .sum = {},
                                      .words = {},
                                      .expression = &expression_,
                                      .node = index,
                                      .said = said},
                         "question " + key);
}

std::optional<GuardReading::Linear> GuardReading::only(int measure) {
  Linear made;
  made.terms[measure] = 1;
  made.needs = {measure};
  return made;
}

std::optional<GuardReading::Linear> GuardReading::linear(std::int32_t index) {
  const Node& at = node(index);
  const auto times = [](std::optional<Linear> sum, std::int64_t by) -> std::optional<Linear> {
    if (!sum || __builtin_mul_overflow(sum->constant, by, &sum->constant)) return std::nullopt;
    for (auto& [measure, many] : sum->terms)
      if (__builtin_mul_overflow(many, by, &many)) return std::nullopt;
    return sum;
  };
  const auto added = [](std::optional<Linear> a, std::optional<Linear> b) -> std::optional<Linear> {
    if (!a || !b || __builtin_add_overflow(a->constant, b->constant, &a->constant))
      return std::nullopt;
    for (const auto& [measure, many] : b->terms)
      if (__builtin_add_overflow(a->terms[measure], many, &a->terms[measure])) return std::nullopt;
    a->needs.insert(a->needs.end(), b->needs.begin(), b->needs.end());
    return a;
  };
  switch (at.op) {
    case Op::constant: {
      Linear made;
      made.constant = constant(at).raw();
      return made;
    }
    case Op::fact:
      if (const Expression* formula = formula_of(at)) {
        GuardReading inner{regions_, *formula, state_};
        return inner.linear(formula->root_);
      }
      return only(measure_of(index));
    case Op::rule: {
      const auto slot = static_cast<std::size_t>(at.first);
      if (regions_.rules_ != nullptr && regions_.rules_->at(slot).value.is_something()) {
        Linear made;
        made.constant = regions_.rules_->at(slot).value.raw();
        return made;
      }
      return only(regions_.intern(GuardMeasure{.kind = GuardMeasure::Kind::rule,
                                               .type = at.type,
                                               .slot = at.first,
                                               .sum = {},
                                               .words = {},
                                               .said = regions_.definition_.rules[slot].name()},
                                  "rule " + std::to_string(at.first)));
    }
    case Op::today: {
      std::optional<Linear> made =
          only(regions_.intern(GuardMeasure{.kind = GuardMeasure::Kind::today,
                                            .type = ValueType::date,
                                            .slot = -1,
                                            .sum = {},
                                            .words = {},
                                            .said = "today"},
                               "today"));
      made->needs.clear();
      return made;
    }
    case Op::same_count:
      return linear(at.first);
    case Op::negate:
      return times(linear(at.first), -1);
    case Op::add:
      return added(linear(at.first), linear(at.second));
    case Op::subtract:
      return added(linear(at.first), times(linear(at.second), -1));
    case Op::days_between:
      return times(added(linear(at.second), times(linear(at.first), -1)), kNumberScale);
    case Op::weeks_as_days:
      return times(linear(at.first), kDaysInAWeek);
    case Op::length_as_number:
      return times(linear(at.first), kNumberScale);
    case Op::multiply:
      return linear_product(at, index);
    case Op::add_length:
      return linear_date(at, index);
    case Op::to_length: {
      std::optional<Linear> count = linear(at.first);
      if (!count || !count->terms.empty() || count->constant % kNumberScale != 0)
        return only(question(index));
      count->constant /= kNumberScale;
      return count;
    }
    default:
      return only(question(index));
  }
}

/// So many times a figure. What would have to be rounded is taken as it stands.
std::optional<GuardReading::Linear> GuardReading::linear_product(const Node& at,
                                                                 std::int32_t index) {
  std::optional<Linear> a = linear(at.first);
  std::optional<Linear> b = linear(at.second);
  if (!a || !b) return std::nullopt;
  if (!a->terms.empty() || !a->needs.empty()) std::swap(a, b);
  const bool whole = a->terms.empty() && a->needs.empty() && a->constant % kNumberScale == 0;
  if (!whole) return only(question(index));
  const std::int64_t by = a->constant / kNumberScale;
  if (__builtin_mul_overflow(b->constant, by, &b->constant)) return std::nullopt;
  for (auto& [measure, many] : b->terms)
    if (__builtin_mul_overflow(many, by, &many)) return std::nullopt;
  return b;
}

/// A day moved by days or weeks; a month or a working day has no one length.
std::optional<GuardReading::Linear> GuardReading::linear_date(const Node& at, std::int32_t index) {
  std::int64_t days = 0;
  switch (node(at.second).type) {
    case ValueType::days:
    case ValueType::days_from_service:
      days = 1;
      break;
    case ValueType::weeks:
    case ValueType::weeks_from_service:
      days = kDaysInAWeek;
      break;
    default:
      return only(question(index));
  }
  std::optional<Linear> day = linear(at.first);
  const std::optional<Linear> length = linear(at.second);
  if (!day || !length) return std::nullopt;
  std::int64_t moved = 0;
  if (__builtin_mul_overflow(length->constant, days, &moved) ||
      __builtin_add_overflow(day->constant, moved, &day->constant))
    return std::nullopt;
  for (const auto& [measure, many] : length->terms)
    if (__builtin_add_overflow(day->terms[measure], days * many, &day->terms[measure]))
      return std::nullopt;
  day->needs.insert(day->needs.end(), length->needs.begin(), length->needs.end());
  return day;
}

std::int64_t GuardRegions::place_of_word(int index, const std::string& word) {
  std::vector<std::string>& words = measures_[static_cast<std::size_t>(index)].words;
  const auto found = std::find(words.begin(), words.end(), word);
  if (found != words.end()) return found - words.begin();
  words.push_back(word);
  return static_cast<std::int64_t>(words.size()) - 1;
}

}  // namespace lintel
