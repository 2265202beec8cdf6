#include <algorithm>

#include "workflows/expression_parser.h"
#include "workflows/length.h"

namespace lintel {

std::string type_words(ValueType type) {
  switch (type) {
    case ValueType::yes_no:
      return "a yes or no";
    case ValueType::number:
      return "a number";
    case ValueType::money:
      return "money";
    case ValueType::date:
      return "a date";
    case ValueType::text:
      return "a word";
    case ValueType::list:
      return "a list";
    default:
      return std::string(length_words(type));
  }
}

/// Makes two sides comparable: words of a one_of, a plain figure beside money, days beside a
/// number.
void ExpressionParser::match(int& left, int& right, const Token& at) {
  if (problem_) return;
  settle_word(left, right);
  settle_word(right, left);
  refuse_pending(left);
  refuse_pending(right);
  if (problem_) return;
  settle_figure(left, node(right).type);
  settle_figure(right, node(left).type);
  weeks_beside_days(left, right, at);
  weeks_beside_days(right, left, at);
  count_as_number(left, right, at);
  count_as_number(right, left, at);
  const ValueType a = node(left).type;
  const ValueType b = node(right).type;
  if (problem_ || a == b) return;
  if (is_length(a) && is_length(b)) {
    confused(at, left, right, "compared");
    return;
  }
  const bool bare_number = a == ValueType::number || b == ValueType::number;
  fail(at,
       type_words(a) + " cannot be compared with " + type_words(b),
       bare_number && (is_length(a) || is_length(b))
           ? "A bare number is of days: compare it with days or weeks."
           : "");
}

/// A bare word beside a fact with words of its own is one of them.
void ExpressionParser::settle_word(int side, int other) {
  const auto waiting = pending_.find(side);
  const std::vector<std::string> words = words_of_node(other);
  const Node& at = node(side);
  if (words.empty() || at.op != Op::constant || at.type != ValueType::text) return;
  const std::string word = made_.constants_[static_cast<std::size_t>(at.first)].as_text();
  if (std::find(words.begin(), words.end(), word) == words.end()) {
    std::string list;
    for (const std::string& each : words) list += (list.empty() ? "" : ", ") + each;
    std::string fix = did_you_mean(word, words);
    const Token token = waiting != pending_.end()
                            ? waiting->second
                            : Token{Token::Kind::quoted, word, at.from, at.length};
    fail(token, "\"" + word + "\" is not one of " + list, fix);
    return;
  }
  if (waiting != pending_.end()) pending_.erase(waiting);
}

/// `arrears > 0` means £0: a figure written beside money is pounds.
void ExpressionParser::settle_figure(int side, ValueType other) {
  if (other != ValueType::money) return;
  const Node& at = node(side);
  if (at.type != ValueType::number) return;
  if (at.op != Op::constant) return;
  Value& figure = made_.constants_[static_cast<std::size_t>(at.first)];
  if (figure.raw() % (kNumberScale / 100) != 0) return;
  figure = Value::money(Money::from_pence(figure.raw() / (kNumberScale / 100)));
  nodes()[static_cast<std::size_t>(side)].type = ValueType::money;
}

void ExpressionParser::refuse_pending(int side) {
  if (problem_) return;
  const auto waiting = pending_.find(side);
  if (waiting == pending_.end()) return;
  fail(waiting->second,
       "there is no fact \"" + waiting->second.text + "\"",
       did_you_mean(waiting->second.text, names_of(false)));
}

void ExpressionParser::expect_yes_no(int side, const Token& at) {
  refuse_pending(side);
  if (problem_ || node(side).type == ValueType::yes_no) return;
  fail(
      at, type_words(node(side).type) + " is not a condition", "Compare it: > £0, >= 4, is known.");
}

}  // namespace lintel
