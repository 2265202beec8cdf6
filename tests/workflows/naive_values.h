#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "domain/decision.h"
#include "workflows/facts.h"

// Values and answers worked out the slow way, by code that shares nothing with the engine but
// Value.

namespace lintel {

/// Choices, one after another, from what rapidcheck made; it shrinks them to the simplest.
class Tape {
 public:
  explicit Tape(std::vector<std::uint8_t> choices) : choices_(std::move(choices)) {}
  int pick(int count) { return at_ < choices_.size() ? choices_[at_++] % count : 0; }
  bool over() const { return at_ >= choices_.size(); }

 private:
  std::vector<std::uint8_t> choices_;
  std::size_t at_ = 0;
};

enum class Is { something, none, unknown };
enum class Answer { no, yes, unknown };

/// One value, worked out the slow way. Numbers count in millionths, money in pence, dates in days
/// since 1970; a word is its place among its words.
struct Naive {
  Is is = Is::unknown;
  long long figure = 0;
};

struct Written {
  std::string text;
  Naive value;
};

struct Condition {
  std::string text;
  Answer answer = Answer::unknown;
};

struct NaiveRecord {
  Naive on, amount, kind;
};

inline Answer answer_of(bool yes) {
  return yes ? Answer::yes : Answer::no;
}

/// None before unknown, unknown before a figure.
inline Naive both(const Naive& a, const Naive& b, long long figure) {
  if (a.is == Is::none || b.is == Is::none) return {Is::none, 0};
  if (a.is == Is::unknown || b.is == Is::unknown) return {Is::unknown, 0};
  return {Is::something, figure};
}

inline Answer every(const std::vector<Answer>& answers) {
  Answer whole = Answer::yes;
  for (const Answer each : answers) {
    if (each == Answer::no) return Answer::no;
    if (each == Answer::unknown) whole = Answer::unknown;
  }
  return whole;
}

inline Answer some(const std::vector<Answer>& answers) {
  Answer whole = Answer::no;
  for (const Answer each : answers) {
    if (each == Answer::yes) return Answer::yes;
    if (each == Answer::unknown) whole = Answer::unknown;
  }
  return whole;
}

inline const std::vector<std::string> kWords = {"red", "green", "blue"};

/// As the engine has it.
inline Value value_of(const Naive& value, ValueType type) {
  if (value.is == Is::none) return Value::none();
  if (value.is == Is::unknown) return Value::unknown();
  switch (type) {
    case ValueType::number:
      return Value::number_scaled(value.figure);
    case ValueType::money:
      return Value::money(Money::from_pence(value.figure));
    case ValueType::yes_no:
      return Value::yes_no(value.figure != 0);
    case ValueType::date:
      return Value::date(Date::from_days(static_cast<std::int32_t>(value.figure)));
    default:
      return Value::text(kWords[static_cast<std::size_t>(value.figure)]);
  }
}

inline Naive naive_of(Answer answer) {
  if (answer == Answer::unknown) return {Is::unknown, 0};
  return {Is::something, answer == Answer::yes ? 1 : 0};
}

/// The value of the first row that passes; unknown when one before it may.
inline Naive first(const std::vector<Answer>& answers,
                   const std::vector<Naive>& values,
                   const Naive& otherwise) {
  for (std::size_t i = 0; i < answers.size(); ++i) {
    if (answers[i] == Answer::unknown) return {Is::unknown, 0};
    if (answers[i] == Answer::yes) return values[i];
  }
  return otherwise;
}

/// The value of the one row that passes; unknown when two do or one may.
inline Naive only(const std::vector<Answer>& answers,
                  const std::vector<Naive>& values,
                  const Naive& otherwise) {
  const auto yes = std::count(answers.begin(), answers.end(), Answer::yes);
  const auto unknown = std::count(answers.begin(), answers.end(), Answer::unknown);
  if (yes > 1 || unknown > 0) return {Is::unknown, 0};
  if (yes == 0) return otherwise;
  const auto at = std::find(answers.begin(), answers.end(), Answer::yes) - answers.begin();
  return values[static_cast<std::size_t>(at)];
}

inline Answer answer_of(Verdict verdict) {
  return verdict == Verdict::yes  ? Answer::yes
         : verdict == Verdict::no ? Answer::no
                                  : Answer::unknown;
}

}  // namespace lintel
