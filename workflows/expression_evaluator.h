#pragma once

#include "workflows/decision_table.h"
#include "workflows/expression.h"

namespace lintel {

/// The `second` of an inverse that was written "not in": of none, it too is no.
inline constexpr std::int32_t kNotIn = -2;

/// Works out the nodes of one expression against one frame. Lives for one question; allocates
/// nothing.
class Evaluator {
 public:
  Evaluator(const Expression& expression, const Frame& frame)
      : expression_(expression), frame_(frame) {}

  /// A value on its way between nodes; its type is the node's.
  struct Cell {
    Value::Kind kind = Value::Kind::unknown;
    std::int64_t raw = 0;
    const std::string* text = nullptr;
    const Value::Records* list = nullptr;
  };

  Verdict verdict(std::int32_t index);
  Cell cell(std::int32_t index);
  /// The cell as a Value of the node's type.
  Value value(std::int32_t index);
  /// Sets the record that `field` nodes read.
  void on_record(const Value::Record* record) { record_ = record; }

  const Node& node(std::int32_t index) const {
    return expression_.nodes_[static_cast<std::size_t>(index)];
  }
  const std::vector<std::int32_t>& group(std::int32_t index) const {
    return expression_.groups_[static_cast<std::size_t>(index)];
  }
  std::int32_t root() const { return expression_.root_; }
  const Value& constant(std::int32_t slot) const {
    return expression_.constants_[static_cast<std::size_t>(slot)];
  }
  /// The constant as a reason says it: written once, when the expression was read.
  const std::string& constant_words(std::int32_t slot) const {
    return expression_.constant_words_[static_cast<std::size_t>(slot)];
  }
  std::string_view source_of(const Node& at) const {
    return std::string_view{expression_.source_}.substr(at.from, at.length);
  }
  /// Whether a rule stands in it, or a formula that may lean on one.
  bool leans_on_rules() const { return expression_.leans_on_rules_; }

 private:
  Cell leaf(std::int32_t index);
  Cell fact(const Node& at);
  Cell worked_out(const Expression& expression) const;
  Cell by_table(const DecisionTable& table) const;
  Cell arithmetic(const Node& at);
  Cell moved_date(const Node& at);
  Cell latest(const Node& at);
  Verdict compared(const Node& at);
  Verdict any_record(const Node& at, bool all);
  Cell counted(const Node& at);

  const Expression& expression_;
  const Frame& frame_;
  const Value::Record* record_ = nullptr;
};

}  // namespace lintel
