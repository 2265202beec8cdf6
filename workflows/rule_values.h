#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/law/rule_used.h"
#include "workflows/value.h"

namespace lintel {

/// law.ID is a dated value of law with its citation; policy.NAME is the landlord's own setting.
enum class RuleKind { law, policy };

/// One rule in force on a date.
struct RuleValue {
  Value value;    ///< unknown when nothing is in force on the date
  RuleUsed used;  ///< id, citation and dates, for the record of a decision
};

/// Where definitions read law and policy. Implemented over the law book by the caller, so that
/// this layer needs no file.
class RuleBook {
 public:
  virtual ~RuleBook() = default;

  /// What the rule is, or nothing when there is no such rule on any date. Years are `months`; weeks
  /// or months of rent are `number`.
  virtual std::optional<ValueType> type_of(RuleKind kind, std::string_view id) const = 0;
  virtual RuleValue value_on(RuleKind kind, std::string_view id, Date on) const = 0;
  /// Every id, for "did you mean".
  virtual std::vector<std::string> ids(RuleKind kind) const = 0;
  /// The day that is `count` working days after `from` in that calendar ("england_and_wales").
  virtual Date plus_working_days(std::string_view calendar, Date from, int count) const = 0;
  /// The nearest day with `count` clear days between it and `from`: after it, or before it when
  /// `count` is below 0. Neither of the two days counts; CNT-01, CNT-02.
  virtual Date leaving_clear_days(std::string_view calendar, Date from, int count) const = 0;
};

/// A book with nothing in it but Saturdays and Sundays, for definitions that lean on no rule.
class EmptyRuleBook final : public RuleBook {
 public:
  std::optional<ValueType> type_of(RuleKind, std::string_view) const override {
    return std::nullopt;
  }
  RuleValue value_on(RuleKind, std::string_view, Date) const override { return {}; }
  std::vector<std::string> ids(RuleKind) const override { return {}; }
  Date plus_working_days(std::string_view calendar, Date from, int count) const override;
  /// Every period is a long one: no rule says how short a short one is.
  Date leaving_clear_days(std::string_view calendar, Date from, int count) const override;
};

/// A rule that a definition leans on.
struct RuleReference {
  RuleKind kind = RuleKind::law;
  std::string id;
  ValueType type = ValueType::number;

  /// "law.S8-01", "policy.notice_weeks"
  std::string name() const;
  friend bool operator==(const RuleReference&, const RuleReference&) = default;
};

struct Definition;

/// The rules of one definition on one date, looked up once and used for every case of a run.
class RuleValues {
 public:
  RuleValues(const Definition& definition, const RuleBook& book, Date on);
  /// Values that are known already, in the order of the definition's slots, beside a book that
  /// counts days: for a replay.
  RuleValues(std::vector<RuleValue> values, const RuleBook& book)
      : values_(std::move(values)), book_(&book) {}
  /// The same values beside another book.
  RuleValues beside(const RuleBook& book) const { return RuleValues{values_, book}; }

  const RuleValue& at(std::size_t slot) const { return values_[slot]; }
  std::size_t size() const { return values_.size(); }
  const RuleBook& book() const { return *book_; }

 private:
  std::vector<RuleValue> values_;
  const RuleBook* book_;
};

}  // namespace lintel
