#include "workflows/expression_parser.h"

#include <algorithm>

#include "workflows/expression_evaluator.h"
#include "workflows/length.h"

namespace lintel {
namespace {

constexpr std::size_t kMostSource = 4096;

}  // namespace

Result<Expression> ExpressionParser::parse() {
  if (made_.source_.size() > kMostSource)
    return problem("a condition is longer than 4096 bytes",
                   "Give parts of it names as formula facts.");
  Result<std::vector<Token>> tokens = read_tokens(made_.source_);
  if (!tokens) return tl::unexpected(tokens.error());
  tokens_ = std::move(*tokens);
  if (peek().kind == Token::Kind::end) return problem("the condition is empty");

  made_.root_ = either();
  if (!problem_ && peek().kind != Token::Kind::end)
    fail(peek(), "\"" + peek().text + "\" was not expected here", "Join conditions with and, or.");
  if (!problem_ && scope_.gives != nullptr) settle_value(*scope_.gives);
  if (!problem_) refuse_pending(made_.root_);
  if (problem_) return tl::unexpected(*problem_);

  made_.type_ = node(made_.root_).type;
  made_.words_ = words_of_node(made_.root_);
  made_.of_service_ = service_.contains(made_.root_);
  return std::move(made_);
}

int ExpressionParser::either() {
  const Deeper deeper{*this};
  return joined(Op::any_of, "or", &ExpressionParser::both);
}
int ExpressionParser::both() {
  return joined(Op::all_of, "and", &ExpressionParser::denied);
}

int ExpressionParser::joined(Op op, std::string_view word, int (ExpressionParser::*part)()) {
  const Token first_token = peek();
  const int first = (this->*part)();
  if (problem_ || !peek_name(word)) return first;
  std::vector<std::int32_t> group{first};
  while (!problem_ && take_name(word)) group.push_back((this->*part)());
  for (const std::int32_t part_node : group) expect_yes_no(part_node, first_token);
  if (problem_) return 0;
  made_.groups_.push_back(std::move(group));
  return add({.op = op, .type = ValueType::yes_no, .first = last_group()}, first_token);
}

int ExpressionParser::denied() {
  if (peek_name("not")) {
    const Deeper deeper{*this};
    const Token token = take();
    const int inner = problem_ ? 0 : denied();
    expect_yes_no(inner, token);
    return add({.op = Op::inverse, .type = ValueType::yes_no, .first = inner}, token);
  }
  return comparison();
}

int ExpressionParser::comparison() {
  const Token start = peek();
  const int left = sum();
  if (problem_) return 0;
  if (peek().kind == Token::Kind::sign) {
    static const std::map<std::string, Op, std::less<>> kSigns = {{"=", Op::equal},
                                                                  {"!=", Op::not_equal},
                                                                  {"<", Op::less},
                                                                  {"<=", Op::less_equal},
                                                                  {">", Op::more},
                                                                  {">=", Op::more_equal}};
    if (peek().text == "==") return fail(peek(), "\"==\" is not a comparison", "Write =.");
    const auto sign = kSigns.find(peek().text);
    if (sign != kSigns.end()) return compare(start, sign->second, left);
  }
  if (take_name("between")) return between(start, left);
  if (peek_name("in")) return among(start, left, false);
  if (peek_name("not") && peek_name("in", 1)) {
    take();
    return among(start, left, true);
  }
  if (take_name("is")) return asked(start, left);
  return left;
}

int ExpressionParser::compare(const Token& start, Op op, int left) {
  const Token sign = take();
  int right = sum();
  if (problem_) return 0;
  if (peek().kind == Token::Kind::sign &&
      (peek().text == "=" || peek().text[0] == '<' || peek().text[0] == '>' || peek().text == "!="))
    return fail(peek(), "comparisons do not chain", "Write between … and …, or join two with and.");
  match(left, right, sign);
  if (problem_) return 0;
  const ValueType type = node(left).type;
  if (op != Op::equal && op != Op::not_equal && !is_ordered(type))
    return fail(sign, type_words(type) + " has no order", "Compare with = or !=.");
  if (type == ValueType::list)
    return fail(sign, "a list cannot be compared", "Ask any, all, count or latest of it.");
  return add({.op = op, .type = ValueType::yes_no, .first = left, .second = right}, start);
}

int ExpressionParser::between(const Token& start, int left) {
  int low = sum();
  const Token middle = peek();
  if (!problem_ && !take_name("and"))
    return fail(middle, "between needs \"and\" and a second bound", "Write between 1 and 4.");
  int high = problem_ ? 0 : sum();
  if (problem_) return 0;
  match(left, low, middle);
  match(left, high, middle);
  match(left, low, middle);
  if (problem_) return 0;
  if (!is_ordered(node(left).type))
    return fail(start, type_words(node(left).type) + " has no order");
  return add(
      {.op = Op::between, .type = ValueType::yes_no, .first = left, .second = low, .third = high},
      start);
}

int ExpressionParser::among(const Token& start, int left, bool denied_too) {
  take();  // in
  if (!take_sign("("))
    return fail(peek(), "in needs a list in parentheses", "Write in (assured, starter).");
  std::vector<std::int32_t> group;
  do {
    const Token at = peek();
    int choice = sum();
    if (problem_) return 0;
    match(left, choice, at);
    group.push_back(choice);
  } while (!problem_ && take_sign(","));
  if (!problem_ && !take_sign(")"))
    return fail(peek(), "the list of in is not closed", "Write ) after its last word.");
  if (problem_) return 0;
  made_.groups_.push_back(std::move(group));
  const int inside =
      add({.op = Op::in, .type = ValueType::yes_no, .first = left, .second = last_group()}, start);
  return denied_too ? add({.op = Op::inverse,
                           .type = ValueType::yes_no,
                           .first = inside,
                           .second = kNotIn},
                          start)
                    : inside;
}

int ExpressionParser::asked(const Token& start, int left) {
  const bool denied_too = take_name("not");
  const Token word = take();
  refuse_pending(left);
  const auto make = [&](Op op) {
    return add({.op = op, .type = ValueType::yes_no, .first = left}, start);
  };
  if (word.text == "known") return make(denied_too ? Op::is_unknown : Op::is_known);
  if (word.text == "unknown") return make(denied_too ? Op::is_known : Op::is_unknown);
  if (word.text == "none") return make(denied_too ? Op::is_not_none : Op::is_none);
  return fail(word,
              "\"is " + word.text + "\" is not a question",
              "Write is known, is none or is not none; compare with =.");
}

int ExpressionParser::sum() {
  const Token start = peek();
  int left = product();
  while (!problem_ && (peek_sign("+") || peek_sign("-"))) {
    const Token sign = take();
    const int right = product();
    if (problem_) return 0;
    left = added(start, sign, left, right);
  }
  return left;
}

int ExpressionParser::added(const Token& start, const Token& sign, int left, int right) {
  refuse_pending(left);
  refuse_pending(right);
  if (problem_) return 0;
  const Op op = sign.text == "+" ? Op::add : Op::subtract;
  const ValueType a = node(left).type;
  const ValueType b = node(right).type;
  if (a == ValueType::date && is_length(b)) return moved_date(start, sign, left, right);
  if (a == ValueType::date && b == ValueType::date && op == Op::subtract)
    return fail(sign, "dates are not subtracted", "Write days_between(earlier, later).");
  if (is_length(a) && is_length(b)) return added_lengths(start, sign, left, right);
  if (a != b || (a != ValueType::number && a != ValueType::money))
    return fail(sign,
                type_words(a) + " and " + type_words(b) + " cannot be added",
                a == ValueType::date
                    ? "Add a length of time: + 14 days, + 5 working days, + 14 clear days."
                    : "");
  return add({.op = op, .type = a, .first = left, .second = right}, start);
}

int ExpressionParser::product() {
  const Token start = peek();
  int left = unary();
  while (!problem_ && peek_sign("*")) {
    const Token sign = take();
    const int right = unary();
    if (problem_) return 0;
    refuse_pending(left);
    refuse_pending(right);
    if (problem_) return 0;
    const ValueType a = node(left).type;
    const ValueType b = node(right).type;
    const bool number_first = a == ValueType::number;
    const bool number_second = b == ValueType::number;
    if (!number_first && !number_second)
      return fail(sign,
                  type_words(a) + " and " + type_words(b) + " cannot be multiplied",
                  "One of the two must be a number.");
    const ValueType other = number_first ? b : a;
    if (other != ValueType::number && other != ValueType::money)
      return fail(sign, type_words(other) + " cannot be multiplied");
    left = add({.op = Op::multiply, .type = other, .first = left, .second = right}, start);
  }
  return left;
}

int ExpressionParser::unary() {
  if (peek_sign("-")) {
    const Deeper deeper{*this};
    const Token sign = take();
    const int inner = problem_ ? 0 : unary();
    refuse_pending(inner);
    if (problem_) return 0;
    const ValueType type = node(inner).type;
    if (type != ValueType::number && type != ValueType::money && !is_length(type))
      return fail(sign, type_words(type) + " cannot be negative");
    if (is_from_service(type) || is_beginning_with(type))
      return fail(sign, type_words(type) + " are counted forwards alone");
    return add({.op = Op::negate, .type = type, .first = inner}, sign);
  }
  return counted();
}

void Expression::write_constants() {
  constant_words_.resize(constants_.size());
  for (const Node& node : nodes_) {
    if (node.op != Node::Op::constant) continue;
    const auto slot = static_cast<std::size_t>(node.first);
    if (node.type == ValueType::text) {
      constant_words_[slot] = constants_[slot].as_text();
    } else {
      constant_words_[slot].clear();
      Value::append_words(constant_words_[slot], node.type, constants_[slot].raw());
    }
  }
}

Result<Expression> Expression::compile(std::string_view source,
                                       const Scope& scope,
                                       const Place& place) {
  Result<Expression> made = ExpressionParser{source, scope}.parse();
  if (made) {
    made->place_ = place;
    made->write_constants();
    return made;
  }
  Problem found = std::move(made.error());
  // Tokens count bytes; people count characters.
  const std::string_view before =
      source.substr(0, static_cast<std::size_t>(std::max(found.place.column, 1) - 1));
  const auto offset = static_cast<int>(std::count_if(before.begin(), before.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
  found.place = place;
  if (place.column > 0) found.place.column = place.column + offset;
  if (place.column == 0) found.place.column = offset + 1;
  return tl::unexpected(std::move(found));
}

}  // namespace lintel
