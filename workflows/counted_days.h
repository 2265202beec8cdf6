#pragma once

#include <map>
#include <string>
#include <tuple>

#include "domain/canonical_json.h"
#include "workflows/rule_values.h"

namespace lintel {

/// What a book was asked to count on a calendar, and what it said. Bank holidays are proclaimed and
/// moved; a decision keeps the days that it was told, so that it comes out the same again.
struct CountedDays {
  /// clear days or working days, calendar, from, count
  using Question = std::tuple<bool, std::string, Date, int>;
  std::map<Question, Date> answers;

  Json to_json() const;
  static Result<CountedDays> read(const Json& json);
};

/// A book that writes down what it is asked to count. `book` must outlive it.
class RecordingBook final : public RuleBook {
 public:
  explicit RecordingBook(const RuleBook& book) : book_(book) {}

  const CountedDays& counted() const { return counted_; }

  std::optional<ValueType> type_of(RuleKind kind, std::string_view id) const override;
  RuleValue value_on(RuleKind kind, std::string_view id, Date on) const override;
  std::vector<std::string> ids(RuleKind kind) const override;
  Date plus_working_days(std::string_view calendar, Date from, int count) const override;
  Date leaving_clear_days(std::string_view calendar, Date from, int count) const override;

 private:
  const RuleBook& book_;
  mutable CountedDays counted_;
};

/// A book that knows nothing but what was counted then.
class RecordedBook final : public RuleBook {
 public:
  RecordedBook() = default;
  explicit RecordedBook(CountedDays counted) : counted_(std::move(counted)) {}

  /// Of another event.
  void knows(CountedDays counted) {
    counted_ = std::move(counted);
    asked_more_ = false;
  }
  /// It was asked for a day that nobody had counted then; its answer was the day itself.
  bool was_asked_more() const { return asked_more_; }

  std::optional<ValueType> type_of(RuleKind, std::string_view) const override {
    return std::nullopt;
  }
  RuleValue value_on(RuleKind, std::string_view, Date) const override { return {}; }
  std::vector<std::string> ids(RuleKind) const override { return {}; }
  Date plus_working_days(std::string_view calendar, Date from, int count) const override;
  Date leaving_clear_days(std::string_view calendar, Date from, int count) const override;

 private:
  Date answer(bool clear, std::string_view calendar, Date from, int count) const;

  CountedDays counted_;
  mutable bool asked_more_ = false;
};

}  // namespace lintel
