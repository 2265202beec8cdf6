#include "workflows/expression_evaluator.h"

#include <array>

#include "workflows/definition.h"
#include "workflows/length.h"

namespace lintel {
namespace {

using Op = Node::Op;
using Cell = Evaluator::Cell;
using Kind = Value::Kind;

constexpr Cell kUnknown{};
constexpr Cell kNone{.kind = Kind::none};

Cell something(std::int64_t raw) {
  return Cell{.kind = Kind::something, .raw = raw};
}
Cell of(const Value& value) {
  return Cell{value.kind(),
              value.raw(),
              &value.as_text(),
              value.type() == ValueType::list ? &value.as_list() : nullptr};
}
Cell of(Verdict verdict) {
  return verdict == Verdict::unknown ? kUnknown : something(verdict == Verdict::yes ? 1 : 0);
}
Verdict verdict_of(bool yes) {
  return yes ? Verdict::yes : Verdict::no;
}
Verdict inverse_of(Verdict verdict) {
  return verdict == Verdict::unknown ? verdict : verdict_of(verdict == Verdict::no);
}

/// None is stronger than unknown: whatever the unknown turns out to be, there is still nothing.
std::optional<Cell> missing(const Cell& a, const Cell& b) {
  if (a.kind == Kind::none || b.kind == Kind::none) return kNone;
  if (a.kind == Kind::unknown || b.kind == Kind::unknown) return kUnknown;
  return std::nullopt;
}

__extension__ using Wide = __int128;

/// a * b / scale to the nearest, half away from zero; unknown when it does not fit.
Cell scaled_product(std::int64_t a, std::int64_t b, std::int64_t scale) {
  std::int64_t small = 0;
  if (!__builtin_mul_overflow(a, b, &small) && small < INT64_MAX - scale &&
      small > INT64_MIN + scale)
    return something((small + (small < 0 ? -scale / 2 : scale / 2)) / scale);
  const Wide product = static_cast<Wide>(a) * b;
  const Wide half = product < 0 ? -static_cast<Wide>(scale / 2) : static_cast<Wide>(scale / 2);
  const Wide rounded = (product + half) / scale;
  if (rounded > INT64_MAX || rounded < INT64_MIN) return kUnknown;
  return something(static_cast<std::int64_t>(rounded));
}

constexpr std::int64_t kFirstDay = -25567;  // the range of Date
constexpr std::int64_t kLastDay = 84005;
constexpr std::int64_t kMostCount = 1'000'000;  // of a length of time; far past that range
constexpr std::int64_t kDaysInAWeek = 7;

Cell date_cell(std::int64_t days) {
  return days < kFirstDay || days > kLastDay ? kUnknown : something(days);
}

const std::array<std::string, 7> kWeekdayNames = {
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};

}  // namespace

/// The commonest nodes, a given fact and a constant, without the long way round.
inline Cell Evaluator::leaf(std::int32_t index) {
  const Node& at = node(index);
  if (at.op == Op::constant) return of(constant(at.first));
  if (at.op == Op::fact && at.third == 0)
    return of(frame_.facts.at(static_cast<std::size_t>(at.first)));
  return cell(index);
}

Verdict Evaluator::verdict(std::int32_t index) {
  const Node& at = node(index);
  switch (at.op) {
    case Op::all_of: {
      Verdict whole = Verdict::yes;
      for (const std::int32_t part : group(at.first)) {
        const Verdict each = verdict(part);
        if (each == Verdict::no) return Verdict::no;
        if (each == Verdict::unknown) whole = Verdict::unknown;
      }
      return whole;
    }
    case Op::any_of: {
      Verdict whole = Verdict::no;
      for (const std::int32_t part : group(at.first)) {
        const Verdict each = verdict(part);
        if (each == Verdict::yes) return Verdict::yes;
        if (each == Verdict::unknown) whole = Verdict::unknown;
      }
      return whole;
    }
    case Op::inverse:
      if (at.second == kNotIn && cell(node(at.first).first).kind == Kind::none) return Verdict::no;
      return inverse_of(verdict(at.first));
    case Op::equal:
    case Op::not_equal:
    case Op::less:
    case Op::less_equal:
    case Op::more:
    case Op::more_equal:
    case Op::between:
    case Op::in:
      return compared(at);
    case Op::is_known:
      return verdict_of(cell(at.first).kind != Kind::unknown);
    case Op::is_unknown:
      return verdict_of(cell(at.first).kind == Kind::unknown);
    case Op::is_none:
    case Op::is_not_none: {
      const Cell asked = cell(at.first);
      if (asked.kind == Kind::unknown) return Verdict::unknown;
      return verdict_of((asked.kind == Kind::none) == (at.op == Op::is_none));
    }
    case Op::hold:
      return verdict_of((frame_.running_holds >> at.first & 1U) != 0);
    case Op::no_hold:
      return verdict_of(at.first < 0 ? frame_.running_holds == 0
                                     : (frame_.running_holds >> at.first & 1U) == 0);
    case Op::list_any:
      return any_record(at, false);
    case Op::list_all:
      return any_record(at, true);
    default: {
      const Cell asked = leaf(index);
      if (asked.kind == Kind::unknown) return Verdict::unknown;
      return verdict_of(asked.kind == Kind::something && asked.raw != 0);
    }
  }
}

Verdict Evaluator::compared(const Node& at) {
  const Cell left = leaf(at.first);
  if (left.kind == Kind::none) return Verdict::no;
  const bool text = node(at.first).type == ValueType::text;
  const auto same = [&](const Cell& right) {
    return text ? *left.text == *right.text : left.raw == right.raw;
  };
  if (at.op == Op::in) {
    Verdict whole = Verdict::no;
    for (const std::int32_t choice : group(at.second)) {
      const Cell right = cell(choice);
      if (right.kind == Kind::none) continue;
      if (right.kind == Kind::unknown || left.kind == Kind::unknown) {
        whole = Verdict::unknown;
      } else if (same(right)) {
        return Verdict::yes;
      }
    }
    return whole;
  }
  const Cell right = leaf(at.second);
  if (right.kind == Kind::none) return Verdict::no;
  if (at.op == Op::between) {
    const Cell high = cell(at.third);
    if (high.kind == Kind::none) return Verdict::no;
    if (left.kind == Kind::unknown) return Verdict::unknown;
    // One bound may already say no.
    if (right.kind == Kind::something && left.raw < right.raw) return Verdict::no;
    if (high.kind == Kind::something && left.raw > high.raw) return Verdict::no;
    if (right.kind == Kind::unknown || high.kind == Kind::unknown) return Verdict::unknown;
    return Verdict::yes;
  }
  if (left.kind == Kind::unknown || right.kind == Kind::unknown) return Verdict::unknown;
  switch (at.op) {
    case Op::equal:
      return verdict_of(same(right));
    case Op::not_equal:
      return verdict_of(!same(right));
    case Op::less:
      return verdict_of(left.raw < right.raw);
    case Op::less_equal:
      return verdict_of(left.raw <= right.raw);
    case Op::more:
      return verdict_of(left.raw > right.raw);
    default:
      return verdict_of(left.raw >= right.raw);
  }
}

Cell Evaluator::cell(std::int32_t index) {
  const Node& at = node(index);
  switch (at.op) {
    case Op::constant:
      return of(constant(at.first));
    case Op::fact:
      return fact(at);
    case Op::rule:
      return of(frame_.rules.at(static_cast<std::size_t>(at.first)).value);
    case Op::field:
      return record_ == nullptr ? kUnknown
                                : of(record_->fields[static_cast<std::size_t>(at.first)]);
    case Op::today:
      return something(frame_.today.days());
    case Op::state_is:
      return frame_.state < 0 ? kUnknown : of(constant(at.first + frame_.state));
    case Op::negate:
    case Op::absolute: {
      const Cell inner = cell(at.first);
      if (inner.kind != Kind::something || (at.op == Op::absolute && inner.raw >= 0)) return inner;
      return inner.raw == INT64_MIN ? kUnknown : something(-inner.raw);
    }
    case Op::add:
    case Op::subtract:
    case Op::multiply:
    case Op::minimum:
    case Op::maximum:
    case Op::days_between:
      return arithmetic(at);
    case Op::weekday: {
      const Cell inner = cell(at.first);
      if (inner.kind != Kind::something) return inner;
      const Date day = Date::from_days(static_cast<std::int32_t>(inner.raw));
      return Cell{.kind = Kind::something,
                  .text = &kWeekdayNames[static_cast<std::size_t>(day.weekday())]};
    }
    case Op::add_length:
      return moved_date(at);
    case Op::same_count:
      return cell(at.first);
    case Op::to_length:
    case Op::weeks_as_days:
    case Op::length_as_number: {
      const Cell inner = cell(at.first);
      if (inner.kind != Kind::something) return inner;
      if (at.op == Op::to_length)
        return inner.raw % kNumberScale == 0 ? something(inner.raw / kNumberScale) : kUnknown;
      if (inner.raw > kMostCount || inner.raw < -kMostCount) return kUnknown;
      return something(at.op == Op::weeks_as_days ? kDaysInAWeek * inner.raw
                                                  : kNumberScale * inner.raw);
    }
    case Op::list_count:
      return counted(at);
    case Op::list_latest:
      return latest(at);
    default:
      return of(verdict(index));
  }
}

Cell Evaluator::fact(const Node& at) {
  const auto slot = static_cast<std::size_t>(at.first);
  const Value& given = frame_.facts.at(slot);
  if (at.third == 0 || !given.is_unknown()) return of(given);
  const FactDeclaration& declared = (*frame_.declarations)[slot];
  if (declared.formula) return worked_out(*declared.formula);
  return declared.table ? by_table(*declared.table) : kUnknown;
}

Cell Evaluator::worked_out(const Expression& expression) const {
  Evaluator inner{expression, frame_};
  if (expression.type() == ValueType::yes_no) return of(inner.verdict(inner.root()));
  return inner.cell(inner.root());
}

Cell Evaluator::by_table(const DecisionTable& table) const {
  const DecisionTable::Outcome outcome = table.outcome(frame_);
  if (outcome.kind == DecisionTable::Outcome::Kind::row)
    return worked_out(table.rows[outcome.row].gives);
  return outcome.kind == DecisionTable::Outcome::Kind::no_row ? kNone : kUnknown;
}

Cell Evaluator::arithmetic(const Node& at) {
  const Cell left = leaf(at.first);
  const Cell right = leaf(at.second);
  if (const std::optional<Cell> lacking = missing(left, right)) return *lacking;
  std::int64_t sum = 0;
  switch (at.op) {
    case Op::add:
      return __builtin_add_overflow(left.raw, right.raw, &sum) ? kUnknown : something(sum);
    case Op::subtract:
      return __builtin_sub_overflow(left.raw, right.raw, &sum) ? kUnknown : something(sum);
    // One side is always a number in millionths; the other keeps its own unit.
    case Op::multiply:
      return scaled_product(left.raw, right.raw, kNumberScale);
    case Op::minimum:
      return left.raw <= right.raw ? left : right;
    case Op::maximum:
      return left.raw >= right.raw ? left : right;
    default:
      return something((right.raw - left.raw) * kNumberScale);  // days_between
  }
}

Cell Evaluator::moved_date(const Node& at) {
  const Cell day = cell(at.first);
  const Cell length = cell(at.second);
  if (const std::optional<Cell> lacking = missing(day, length)) return *lacking;
  if (length.raw > kMostCount || length.raw < -kMostCount) return kUnknown;
  const ValueType unit = node(at.second).type;
  if (date_cell(day.raw + reach_in_days(unit, length.raw)).kind == Kind::unknown) return kUnknown;
  const Date from = Date::from_days(static_cast<std::int32_t>(day.raw));
  return something(
      end_of_length(from, unit, static_cast<int>(length.raw), frame_.rules.book(), frame_.calendar)
          .days());
}

Verdict Evaluator::any_record(const Node& at, bool all) {
  const Value& list = frame_.facts.at(static_cast<std::size_t>(at.first));
  if (list.is_unknown()) return Verdict::unknown;
  Verdict whole = verdict_of(all);
  for (const Value::Record& record : list.as_list()) {
    record_ = &record;
    const Verdict each = at.second < 0 ? Verdict::yes : verdict(at.second);
    record_ = nullptr;
    if (each == Verdict::unknown) {
      whole = Verdict::unknown;
    } else if ((each == Verdict::yes) != all) {
      return each;
    }
  }
  return whole;
}

Cell Evaluator::counted(const Node& at) {
  const Value& list = frame_.facts.at(static_cast<std::size_t>(at.first));
  if (list.is_unknown()) return kUnknown;
  std::int64_t count = 0;
  for (const Value::Record& record : list.as_list()) {
    record_ = &record;
    const Verdict each = at.second < 0 ? Verdict::yes : verdict(at.second);
    record_ = nullptr;
    if (each == Verdict::unknown) return kUnknown;
    if (each == Verdict::yes) ++count;
  }
  return something(count * kNumberScale);
}

Cell Evaluator::latest(const Node& at) {
  const Value& list = frame_.facts.at(static_cast<std::size_t>(at.first));
  if (list.is_unknown()) return kUnknown;
  const auto wanted = static_cast<std::size_t>(group(at.third)[0]);
  const auto by = static_cast<std::size_t>(group(at.third)[1]);
  const Value::Record* best = nullptr;
  for (const Value::Record& record : list.as_list()) {
    record_ = &record;
    const Verdict each = at.second < 0 ? Verdict::yes : verdict(at.second);
    record_ = nullptr;
    if (each == Verdict::unknown || (each == Verdict::yes && record.fields[by].is_unknown()))
      return kUnknown;
    if (each == Verdict::no || record.fields[by].is_none()) continue;
    if (best == nullptr || record.fields[by].raw() > best->fields[by].raw()) best = &record;
  }
  return best == nullptr ? kNone : of(best->fields[wanted]);
}

Value Evaluator::value(std::int32_t index) {
  const Node& at = node(index);
  const Cell found = cell(index);
  if (found.kind == Kind::unknown) return Value::unknown();
  if (found.kind == Kind::none) return Value::none();
  switch (at.type) {
    case ValueType::yes_no:
      return Value::yes_no(found.raw != 0);
    case ValueType::number:
      return Value::number_scaled(found.raw);
    case ValueType::money:
      return Value::money(Money::from_pence(found.raw));
    case ValueType::date:
      return Value::date(Date::from_days(static_cast<std::int32_t>(found.raw)));
    case ValueType::text:
      return Value::text(*found.text);
    case ValueType::list:
      return Value::list(*found.list);
    default:
      return Value::length(at.type, found.raw);
  }
}

Verdict Expression::test(const Frame& frame) const {
  return Evaluator{*this, frame}.verdict(root_);
}
Value Expression::value(const Frame& frame) const {
  return Evaluator{*this, frame}.value(root_);
}

}  // namespace lintel
