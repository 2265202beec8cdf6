#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/case.h"
#include "domain/decision.h"
#include "domain/result.h"
#include "workflows/facts.h"
#include "workflows/rule_values.h"

namespace lintel {

struct FactDeclaration;

/// What the words of an expression may mean: the facts, holds and rules of one definition.
struct Scope {
  const std::vector<FactDeclaration>* facts = nullptr;
  const std::vector<std::string>* holds = nullptr;
  const std::vector<std::string>* states = nullptr;  ///< null: `state` may not be asked
  const RuleBook* book = nullptr;
  std::vector<RuleReference>* rules = nullptr;  ///< grows as rules are used
  const FactDeclaration* gives = nullptr;  ///< the fact whose value it is: its words may stand bare
};

/// What an expression is asked against: one case on one day.
struct Frame {
  const Facts& facts;
  const RuleValues& rules;
  Date today;
  std::uint64_t running_holds = 0;   ///< bit i: the definition's hold i runs today
  std::span<const Hold> holds = {};  ///< for the words of a reason
  const std::vector<FactDeclaration>* declarations = nullptr;
  std::string_view calendar = {};
  int state = -1;
};

/// One condition of a guard and how it came out.
struct Finding {
  Verdict verdict = Verdict::unknown;
  std::string sentence;  ///< "arrears £410.35 is below £449.60"
  std::string fact;      ///< the fact that decided, "hold.NAME" for a hold that runs, or ""
  int slot = -1;         ///< of that fact
  std::string law;       ///< citation of the rule leaned on, or ""
};

/// One node of a compiled expression. Children come before their parents.
struct Node {
  enum class Op : std::uint8_t {
    constant,
    fact,
    rule,
    today,
    hold,
    no_hold,
    state_is,
    field,
    negate,
    add,
    subtract,
    multiply,
    minimum,
    maximum,
    absolute,
    days_between,
    weekday,
    add_length,
    to_length,
    same_count,
    weeks_as_days,
    length_as_number,
    equal,
    not_equal,
    less,
    less_equal,
    more,
    more_equal,
    between,
    in,
    is_known,
    is_unknown,
    is_none,
    is_not_none,
    all_of,
    any_of,
    inverse,
    list_any,
    list_all,
    list_count,
    list_latest,
  };
  Op op = Op::constant;
  ValueType type = ValueType::yes_no;
  std::int32_t first = -1;  ///< child, or slot of a fact, rule, hold, state or field
  std::int32_t second = -1;
  std::int32_t third = -1;
  std::uint16_t from = 0;  ///< the piece of the source that this node was read from
  std::uint16_t length = 0;
};

/// A guard or formula of a definition: read once, typed, compiled to slots. Total: no loops but
/// over a list's records, no floats, checked whole numbers (an overflow is unknown).
///
/// Limits: 4 KiB of source, depth 32, 256 nodes.
class Expression {
 public:
  /// The Problem's column counts from the start of `source`, added to `place`.
  static Result<Expression> compile(std::string_view source,
                                    const Scope& scope,
                                    const Place& place = {});

  ValueType type() const { return type_; }
  const std::string& source() const { return source_; }
  /// Where it stands in its file.
  const Place& place() const { return place_; }
  /// Slots of the facts it reads, each once; formulas are not followed.
  const std::vector<int>& facts() const { return facts_; }
  /// The same, once for each time that it is written.
  const std::vector<int>& fact_uses() const { return fact_uses_; }
  const std::vector<int>& rules() const { return rules_; }
  /// True when it asks about a hold.
  bool asks_holds() const { return asks_holds_; }
  /// Set when it is one of the words of a one_of fact, or a fact of that type.
  const std::vector<std::string>& words() const { return words_; }

  /// A date on which a notice was given or served: days, weeks and months from it must say whether
  /// that day is counted.
  bool is_of_service() const { return of_service_; }

  /// Three-valued: unknown never passes, comparing none is no.
  Verdict test(const Frame& frame) const;
  Value value(const Frame& frame) const;

  /// Each condition joined by the outermost `and` (or the whole), with its sentence.
  std::vector<Finding> explain(const Frame& frame) const;
  /// The first condition that did not pass, or the one that says why the whole passed.
  Finding explain_first(const Frame& frame) const;
  /// Writes the first condition that is no, else the first that is unknown, over `found`. False,
  /// and nothing written, when the whole passes.
  bool find_failure(const Frame& frame, Finding& found) const;
  /// Writes the sentences of every condition, with commas between, over `found`; its fact and law
  /// are the first that any of them names. For an expression that passes.
  void find_all(const Frame& frame, Finding& found) const;
  /// How many of the conditions joined by the outermost `and` do not pass.
  int lacking(const Frame& frame) const;
  /// One sentence for each of those.
  std::vector<std::string> failures(const Frame& frame) const;

 private:
  friend class ExpressionParser;
  friend class Evaluator;
  friend class Explainer;
  friend class GuardReading;

  void write_constants();
  /// The conditions joined by the outermost `and`, or the whole.
  std::span<const std::int32_t> conditions() const {
    const Node& root = nodes_[static_cast<std::size_t>(root_)];
    if (root.op != Node::Op::all_of) return {&root_, 1};
    return groups_[static_cast<std::size_t>(root.first)];
  }

  std::string source_;
  Place place_;
  ValueType type_ = ValueType::yes_no;
  std::vector<Node> nodes_;
  std::int32_t root_ = -1;
  std::vector<Value> constants_;
  std::vector<std::string> constant_words_;        ///< as a reason says each that stands in a node
  std::vector<std::vector<std::int32_t>> groups_;  ///< children of all_of, any_of and in
  std::vector<int> facts_;
  std::vector<int> fact_uses_;
  std::vector<int> rules_;
  std::vector<std::string> words_;
  bool asks_holds_ = false;
  bool leans_on_rules_ = false;
  bool of_service_ = false;
};

}  // namespace lintel
