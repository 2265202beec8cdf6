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
  settle_word(left, words_of_node(right));
  settle_word(right, words_of_node(left));
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

/// The whole is the value of that fact: a word of its own, a plain figure for money.
void ExpressionParser::settle_value(const FactDeclaration& fact) {
  const int root = made_.root_;
  settle_word(root, fact.words);
  settle_figure(root, fact.type);
  if (problem_ || fact.words.empty() || node(root).op == Op::constant) return;
  const std::vector<std::string> words = words_of_node(root);
  const bool within =
      !words.empty() && std::all_of(words.begin(), words.end(), [&](const auto& word) {
        return std::find(fact.words.begin(), fact.words.end(), word) != fact.words.end();
      });
  if (within || node(root).type != ValueType::text) return;
  std::string list;
  for (const std::string& each : fact.words) list += (list.empty() ? "" : ", ") + each;
  fail(tokens_.front(),
       "this may be a word that is not one of " + list,
       "Give " + fact.name + " every word that it may take.");
}

/// `ground = arrears` means the word, though a fact of money is called arrears too.
void ExpressionParser::take_for_a_word(int side, const std::vector<std::string>& words) {
  Node& at = nodes()[static_cast<std::size_t>(side)];
  if ((at.op != Op::fact && at.op != Op::field) || at.type == ValueType::text) return;
  const std::string name = source_of(side);
  if (std::find(words.begin(), words.end(), name) == words.end()) return;
  if (at.op == Op::fact) forget(at.first);
  service_.erase(side);
  made_.constants_.push_back(Value::text(name));
  at.op = Op::constant;
  at.type = ValueType::text;
  at.first = static_cast<std::int32_t>(made_.constants_.size()) - 1;
  at.third = -1;
}

/// Takes back the last use of a fact.
void ExpressionParser::forget(int slot) {
  std::vector<int>& uses = made_.fact_uses_;
  const auto last = std::find(uses.rbegin(), uses.rend(), slot);
  if (last != uses.rend()) uses.erase(std::next(last).base());
  if (std::find(uses.begin(), uses.end(), slot) == uses.end()) std::erase(made_.facts_, slot);
}

/// A bare word beside a fact with words of its own is one of them.
void ExpressionParser::settle_word(int side, const std::vector<std::string>& words) {
  take_for_a_word(side, words);
  const auto waiting = pending_.find(side);
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
