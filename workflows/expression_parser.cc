#include <algorithm>
#include <array>
#include <map>

#include "domain/strict_yaml.h"
#include "workflows/definition.h"
#include "workflows/expression.h"
#include "workflows/expression_lexer.h"

namespace lintel {
namespace {

using Op = Node::Op;

constexpr std::size_t kMostSource = 4096;
constexpr std::size_t kMostNodes = 256;
constexpr int kMostDepth = 32;

const std::vector<std::string> kWeekdays = {"monday", "tuesday",  "wednesday", "thursday",
                                            "friday", "saturday", "sunday"};
const std::vector<std::string> kReserved = {"and", "or",   "not", "between", "in",    "is",  "known", "unknown",
                                            "none", "yes", "no",  "hold",    "where", "any", "all",   "count",
                                            "latest", "by", "today", "state"};

bool is_length(ValueType type) {
  return type == ValueType::days || type == ValueType::working_days || type == ValueType::months;
}

bool is_ordered(ValueType type) { return type != ValueType::yes_no && type != ValueType::text && type != ValueType::list; }

std::string type_words(ValueType type) {
  switch (type) {
    case ValueType::yes_no: return "a yes or no";
    case ValueType::number: return "a number";
    case ValueType::money: return "money";
    case ValueType::date: return "a date";
    case ValueType::text: return "a word";
    case ValueType::list: return "a list";
    case ValueType::days: return "days";
    case ValueType::working_days: return "working days";
    case ValueType::months: return "months";
  }
  return {};
}

}  // namespace

/// Reads tokens into nodes by precedence: or, and, not, comparison, sum, product, unary. The first
/// problem sticks and the rest of the source is skipped.
class ExpressionParser {
 public:
  ExpressionParser(std::string_view source, const Scope& scope) : scope_(scope) { made_.source_ = source; }

  Result<Expression> parse() {
    if (made_.source_.size() > kMostSource) return problem("a condition is longer than 4096 bytes", "Give parts of it names as formula facts.");
    Result<std::vector<Token>> tokens = read_tokens(made_.source_);
    if (!tokens) return tl::unexpected(tokens.error());
    tokens_ = std::move(*tokens);
    if (peek().kind == Token::Kind::end) return problem("the condition is empty");

    made_.root_ = either();
    if (!problem_ && peek().kind != Token::Kind::end) fail(peek(), "\"" + peek().text + "\" was not expected here", "Join conditions with and, or.");
    if (!problem_) refuse_pending(made_.root_);
    if (problem_) return tl::unexpected(*problem_);

    made_.type_ = node(made_.root_).type;
    made_.words_ = words_of_node(made_.root_);
    return std::move(made_);
  }

 private:
  // ---- precedence ----

  int either() {
    const Deeper deeper{*this};
    return joined(Op::any_of, "or", &ExpressionParser::both);
  }
  int both() { return joined(Op::all_of, "and", &ExpressionParser::denied); }

  int joined(Op op, std::string_view word, int (ExpressionParser::*part)()) {
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

  int denied() {
    if (peek_name("not") ) {
      const Deeper deeper{*this};
      const Token token = take();
      const int inner = problem_ ? 0 : denied();
      expect_yes_no(inner, token);
      return add({.op = Op::inverse, .type = ValueType::yes_no, .first = inner}, token);
    }
    return comparison();
  }

  int comparison() {
    const Token start = peek();
    const int left = sum();
    if (problem_) return 0;
    if (peek().kind == Token::Kind::sign) {
      static const std::map<std::string, Op, std::less<>> kSigns = {
          {"=", Op::equal},      {"!=", Op::not_equal}, {"<", Op::less},
          {"<=", Op::less_equal}, {">", Op::more},       {">=", Op::more_equal}};
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

  int compare(const Token& start, Op op, int left) {
    const Token sign = take();
    int right = sum();
    if (problem_) return 0;
    if (peek().kind == Token::Kind::sign && (peek().text == "=" || peek().text[0] == '<' || peek().text[0] == '>' || peek().text == "!="))
      return fail(peek(), "comparisons do not chain", "Write between … and …, or join two with and.");
    match(left, right, sign);
    if (problem_) return 0;
    const ValueType type = node(left).type;
    if (op != Op::equal && op != Op::not_equal && !is_ordered(type))
      return fail(sign, type_words(type) + " has no order", "Compare with = or !=.");
    if (type == ValueType::list) return fail(sign, "a list cannot be compared", "Ask any, all, count or latest of it.");
    return add({.op = op, .type = ValueType::yes_no, .first = left, .second = right}, start);
  }

  int between(const Token& start, int left) {
    int low = sum();
    const Token middle = peek();
    if (!problem_ && !take_name("and")) return fail(middle, "between needs \"and\" and a second bound", "Write between 1 and 4.");
    int high = problem_ ? 0 : sum();
    if (problem_) return 0;
    match(left, low, middle);
    match(left, high, middle);
    match(left, low, middle);
    if (problem_) return 0;
    if (!is_ordered(node(left).type)) return fail(start, type_words(node(left).type) + " has no order");
    return add({.op = Op::between, .type = ValueType::yes_no, .first = left, .second = low, .third = high}, start);
  }

  int among(const Token& start, int left, bool denied_too) {
    take();  // in
    if (!take_sign("(")) return fail(peek(), "in needs a list in parentheses", "Write in (assured, starter).");
    std::vector<std::int32_t> group;
    do {
      const Token at = peek();
      int choice = sum();
      if (problem_) return 0;
      match(left, choice, at);
      group.push_back(choice);
    } while (!problem_ && take_sign(","));
    if (!problem_ && !take_sign(")")) return fail(peek(), "the list of in is not closed", "Write ) after its last word.");
    if (problem_) return 0;
    made_.groups_.push_back(std::move(group));
    const int inside = add({.op = Op::in, .type = ValueType::yes_no, .first = left, .second = last_group()}, start);
    return denied_too ? add({.op = Op::inverse, .type = ValueType::yes_no, .first = inside}, start) : inside;
  }

  int asked(const Token& start, int left) {
    const bool denied_too = take_name("not");
    const Token word = take();
    refuse_pending(left);
    const auto make = [&](Op op) { return add({.op = op, .type = ValueType::yes_no, .first = left}, start); };
    if (word.text == "known") return make(denied_too ? Op::is_unknown : Op::is_known);
    if (word.text == "unknown") return make(denied_too ? Op::is_known : Op::is_unknown);
    if (word.text == "none") return make(denied_too ? Op::is_not_none : Op::is_none);
    return fail(word, "\"is " + word.text + "\" is not a question", "Write is known, is none or is not none; compare with =.");
  }

  int sum() {
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

  int added(const Token& start, const Token& sign, int left, int right) {
    refuse_pending(left);
    refuse_pending(right);
    if (problem_) return 0;
    const Op op = sign.text == "+" ? Op::add : Op::subtract;
    const ValueType a = node(left).type;
    const ValueType b = node(right).type;
    if (a == ValueType::date && is_length(b)) {
      const Op move = b == ValueType::days ? Op::add_days : b == ValueType::months ? Op::add_months : Op::add_working_days;
      const int length = op == Op::add ? right : add({.op = Op::negate, .type = b, .first = right}, start);
      return add({.op = move, .type = ValueType::date, .first = left, .second = length}, start);
    }
    if (a == ValueType::date && b == ValueType::date && op == Op::subtract)
      return fail(sign, "dates are not subtracted", "Write days_between(earlier, later).");
    if (a != b || (a != ValueType::number && a != ValueType::money && !is_length(a)))
      return fail(sign, type_words(a) + " and " + type_words(b) + " cannot be added",
                  a == ValueType::date ? "Add days, working days or months: + 14 days." : "");
    return add({.op = op, .type = a, .first = left, .second = right}, start);
  }

  int product() {
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
      if (!number_first && !number_second) return fail(sign, type_words(a) + " and " + type_words(b) + " cannot be multiplied", "One of the two must be a number.");
      const ValueType other = number_first ? b : a;
      if (other != ValueType::number && other != ValueType::money)
        return fail(sign, type_words(other) + " cannot be multiplied");
      left = add({.op = Op::multiply, .type = other, .first = left, .second = right}, start);
    }
    return left;
  }

  int unary() {
    if (peek_sign("-")) {
      const Deeper deeper{*this};
      const Token sign = take();
      const int inner = problem_ ? 0 : unary();
      refuse_pending(inner);
      if (problem_) return 0;
      const ValueType type = node(inner).type;
      if (type != ValueType::number && type != ValueType::money && !is_length(type)) return fail(sign, type_words(type) + " cannot be negative");
      return add({.op = Op::negate, .type = type, .first = inner}, sign);
    }
    return primary();
  }

  // ---- the smallest parts ----

  int primary() {
    const Token token = take();
    switch (token.kind) {
      case Token::Kind::number: return number(token);
      case Token::Kind::money: {
        const Result<Money> amount = Money::parse(token.text);
        return amount ? constant(token, Value::money(*amount)) : fail(token, amount.error().what, "Write £449.60.");
      }
      case Token::Kind::date: {
        const Result<Date> day = Date::parse(token.text);
        return day ? constant(token, Value::date(*day)) : fail(token, day.error().what, "Write it as 2026-11-23.");
      }
      case Token::Kind::quoted: return constant(token, Value::text(token.text));
      case Token::Kind::rule: return rule(token);
      case Token::Kind::name: return name(token);
      case Token::Kind::sign:
        if (token.text == "(") {
          const int inner = either();
          if (!problem_ && !take_sign(")")) return fail(peek(), "a parenthesis is not closed", "Write ) where it ends.");
          return inner;
        }
        return fail(token, "\"" + token.text + "\" was not expected here");
      case Token::Kind::end: return fail(token, "the condition ends too early");
    }
    return 0;
  }

  int number(const Token& token) {
    const Result<std::int64_t> read = parse_number(token.text);
    if (!read) return fail(token, read.error().what, read.error().fix);
    const auto whole = [&](ValueType type, std::int64_t times, std::int64_t plus) {
      if (*read % kNumberScale != 0) return fail(token, "\"" + token.text + "\" is not a whole number of " + type_words(type));
      const std::int64_t count = *read / kNumberScale * times + plus;
      return constant(token, type == ValueType::days     ? Value::days(count)
                             : type == ValueType::months ? Value::months(count)
                                                         : Value::working_days(count));
    };
    if (take_name("days") || take_name("day")) return whole(ValueType::days, 1, 0);
    if (take_name("weeks") || take_name("week")) return whole(ValueType::days, 7, 0);
    if (take_name("months") || take_name("month")) return whole(ValueType::months, 1, 0);
    if ((peek_name("working") || peek_name("clear")) && (peek_name("days", 1) || peek_name("day", 1))) {
      const bool working = take().text == "working";
      take();
      // Clear days leave out both the first day and the last: 14 clear days end on the 15th day after.
      return working ? whole(ValueType::working_days, 1, 0) : whole(ValueType::days, 1, 1);
    }
    return constant(token, Value::number_scaled(*read));
  }

  int rule(const Token& token) {
    const bool law = token.text.starts_with("law.");
    const RuleKind kind = law ? RuleKind::law : RuleKind::policy;
    const std::string id = token.text.substr(token.text.find('.') + 1);
    const std::optional<ValueType> type = scope_.book != nullptr ? scope_.book->type_of(kind, id) : std::nullopt;
    if (!type) {
      return fail(token, "there is no " + std::string(law ? "law" : "policy value") + " \"" + id + "\"",
                  scope_.book != nullptr ? did_you_mean(id, scope_.book->ids(kind)) : "");
    }
    const RuleReference wanted{kind, id, *type};
    auto found = std::find(scope_.rules->begin(), scope_.rules->end(), wanted);
    if (found == scope_.rules->end()) found = scope_.rules->insert(found, wanted);
    const int slot = static_cast<int>(found - scope_.rules->begin());
    note(made_.rules_, slot);
    made_.leans_on_rules_ = true;
    return add({.op = Op::rule, .type = *type, .first = slot}, token);
  }

  int name(const Token& token) {
    const std::string& word = token.text;
    if (peek_sign("(") && !reserved(word)) return function(token);
    if (word == "yes") return constant(token, Value::yes_no(true));
    if (word == "no") return peek_name("hold") ? no_hold(token) : constant(token, Value::yes_no(false));
    if (word == "hold") return hold(token, Op::hold);
    if (word == "today") return add({.op = Op::today, .type = ValueType::date}, token);
    if (word == "any" || word == "all" || word == "count" || word == "latest") return list_question(token);
    if (word == "state" && scope_.states != nullptr) return state(token);
    if (record_ != nullptr) {
      for (std::size_t i = 0; i < record_->size(); ++i) {
        const FactDeclaration& field = (*record_)[i];
        if (field.name != word) continue;
        const int made = add({.op = Op::field, .type = field.type, .first = static_cast<std::int32_t>(i)}, token);
        words_[made] = field.words;
        return made;
      }
    }
    for (std::size_t i = 0; i < scope_.facts->size(); ++i) {
      const FactDeclaration& fact = (*scope_.facts)[i];
      if (fact.name != word) continue;
      note(made_.facts_, static_cast<int>(i));
      made_.fact_uses_.push_back(static_cast<int>(i));
      if (fact.source.empty()) made_.leans_on_rules_ = true;
      const int made = add({.op = Op::fact, .type = fact.type, .first = static_cast<std::int32_t>(i), .third = fact.source.empty() ? 1 : 0}, token);
      words_[made] = fact.words;
      return made;
    }
    if (reserved(word)) return fail(token, "\"" + word + "\" was not expected here");
    // Perhaps a word of a one_of fact: the comparison that it stands in will say.
    const int made = constant(token, Value::text(word));
    pending_[made] = token;
    return made;
  }

  int state(const Token& token) {
    const auto base = static_cast<std::int32_t>(made_.constants_.size());
    for (const std::string& each : *scope_.states) made_.constants_.push_back(Value::text(each));
    const int made = add({.op = Op::state_is, .type = ValueType::text, .first = base}, token);
    words_[made] = *scope_.states;
    return made;
  }

  int no_hold(const Token& token) {
    take();  // hold
    made_.asks_holds_ = true;
    if (peek().kind == Token::Kind::name && !reserved(peek().text)) return hold(token, Op::no_hold);
    return add({.op = Op::no_hold, .type = ValueType::yes_no, .first = -1}, token);
  }

  int hold(const Token& start, Op op) {
    const Token token = take();
    made_.asks_holds_ = true;
    const auto found = std::find(scope_.holds->begin(), scope_.holds->end(), token.text);
    if (token.kind != Token::Kind::name || found == scope_.holds->end())
      return fail(token, "there is no hold \"" + token.text + "\"", did_you_mean(token.text, *scope_.holds));
    return add({.op = op, .type = ValueType::yes_no, .first = static_cast<std::int32_t>(found - scope_.holds->begin())}, start);
  }

  int list_question(const Token& token) {
    const Deeper deeper{*this};
    const Token list_name = take();
    const FactDeclaration* list = nullptr;
    int slot = 0;
    for (std::size_t i = 0; i < scope_.facts->size(); ++i) {
      if ((*scope_.facts)[i].name == list_name.text && (*scope_.facts)[i].type == ValueType::list) {
        list = &(*scope_.facts)[i];
        slot = static_cast<int>(i);
      }
    }
    if (list == nullptr) return fail(list_name, "\"" + list_name.text + "\" is not a list fact", did_you_mean(list_name.text, names_of(true)));
    if (record_ != nullptr) return fail(token, "a list cannot be asked within another");
    note(made_.facts_, slot);
    made_.fact_uses_.push_back(slot);
    int wanted = -1;
    int by = -1;
    if (token.text == "latest") {
      if (take_sign(".")) wanted = field_of(*list, take());
      if (!problem_ && !take_name("by")) return fail(peek(), "latest needs \"by\" and a field", "Write latest payments by on.");
      const Token by_token = take();
      by = problem_ ? -1 : field_of(*list, by_token);
      if (problem_) return 0;
      if (!is_ordered(list->of[static_cast<std::size_t>(by)].type)) return fail(by_token, "\"" + by_token.text + "\" has no order");
      if (wanted < 0) wanted = by;
    }
    int condition = -1;
    if (take_name("where")) {
      record_ = &list->of;
      const Token at = peek();
      condition = problem_ ? 0 : either();
      record_ = nullptr;
      expect_yes_no(condition, at);
    } else if (token.text == "all") {
      return fail(peek(), "all needs \"where\" and a condition");
    }
    if (problem_) return 0;
    if (token.text == "latest") {
      const FactDeclaration& field = list->of[static_cast<std::size_t>(wanted)];
      made_.groups_.push_back({wanted, by});
      const int made = add({.op = Op::list_latest, .type = field.type, .first = slot, .second = condition, .third = last_group()}, token);
      words_[made] = field.words;
      return made;
    }
    const Op op = token.text == "any" ? Op::list_any : token.text == "all" ? Op::list_all : Op::list_count;
    return add({.op = op, .type = op == Op::list_count ? ValueType::number : ValueType::yes_no, .first = slot, .second = condition}, token);
  }

  int field_of(const FactDeclaration& list, const Token& token) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < list.of.size(); ++i) {
      if (list.of[i].name == token.text) return static_cast<int>(i);
      names.push_back(list.of[i].name);
    }
    fail(token, "\"" + token.text + "\" is not a field of " + list.name, did_you_mean(token.text, names));
    return -1;
  }

  int function(const Token& token) {
    static const std::vector<std::string> kFunctions = {"min", "max", "abs", "days_between", "weekday", "days", "working_days", "months"};
    if (std::find(kFunctions.begin(), kFunctions.end(), token.text) == kFunctions.end())
      return fail(token, "there is no function \"" + token.text + "\"", did_you_mean(token.text, kFunctions));
    take();  // (
    std::vector<int> given;
    if (!peek_sign(")")) {
      do given.push_back(either());
      while (!problem_ && take_sign(","));
    }
    if (!problem_ && !take_sign(")")) return fail(peek(), "the parenthesis of " + token.text + " is not closed", "Write ) where it ends.");
    for (const int each : given) refuse_pending(each);
    if (problem_) return 0;
    return called(token, given);
  }

  int called(const Token& token, std::vector<int>& given) {
    const std::string& word = token.text;
    const auto wants = [&](std::size_t count, std::string_view words) {
      if (given.size() == count) return true;
      fail(token, word + " takes " + std::string(words));
      return false;
    };
    if (word == "min" || word == "max") {
      if (given.size() < 2) return fail(token, word + " takes two values or more");
      int made = given[0];
      for (std::size_t i = 1; i < given.size(); ++i) {
        match(made, given[i], token);
        if (problem_) return 0;
        if (!is_ordered(node(made).type)) return fail(token, type_words(node(made).type) + " has no order");
        made = add({.op = word == "min" ? Op::minimum : Op::maximum, .type = node(made).type, .first = made, .second = given[i]}, token);
      }
      return made;
    }
    if (word == "days_between") {
      if (!wants(2, "two dates")) return 0;
      if (node(given[0]).type != ValueType::date || node(given[1]).type != ValueType::date) return fail(token, "days_between takes two dates");
      return add({.op = Op::days_between, .type = ValueType::number, .first = given[0], .second = given[1]}, token);
    }
    if (!wants(1, "one value")) return 0;
    const ValueType type = node(given[0]).type;
    if (word == "abs") {
      if (type != ValueType::number && type != ValueType::money) return fail(token, "abs takes a number or money");
      return add({.op = Op::absolute, .type = type, .first = given[0]}, token);
    }
    if (word == "weekday") {
      if (type != ValueType::date) return fail(token, "weekday takes a date");
      const int made = add({.op = Op::weekday, .type = ValueType::text, .first = given[0]}, token);
      words_[made] = kWeekdays;
      return made;
    }
    const ValueType unit = word == "days" ? ValueType::days : word == "months" ? ValueType::months : ValueType::working_days;
    if (type == unit) return given[0];
    if (type != ValueType::number) return fail(token, word + " takes a number");
    const Op op = word == "days" ? Op::to_days : word == "months" ? Op::to_months : Op::to_working_days;
    return add({.op = op, .type = unit, .first = given[0]}, token);
  }

  // ---- types ----

  /// Makes two sides comparable: words of a one_of, a plain figure beside money, days beside a number.
  void match(int& left, int& right, const Token& at) {
    if (problem_) return;
    settle_word(left, right);
    settle_word(right, left);
    refuse_pending(left);
    refuse_pending(right);
    if (problem_) return;
    settle_figure(left, node(right).type);
    settle_figure(right, node(left).type);
    const auto count_days = [&](int& side, int other) {
      if (node(side).type == ValueType::days && node(other).type == ValueType::number)
        side = add({.op = Op::to_days, .type = ValueType::number, .first = side, .second = 1}, at);
    };
    count_days(left, right);
    count_days(right, left);
    if (problem_) return;
    if (node(left).type != node(right).type)
      fail(at, type_words(node(left).type) + " cannot be compared with " + type_words(node(right).type));
  }

  /// A bare word beside a fact with words of its own is one of them.
  void settle_word(int side, int other) {
    const auto waiting = pending_.find(side);
    const std::vector<std::string> words = words_of_node(other);
    const Node& at = node(side);
    if (words.empty() || at.op != Op::constant || at.type != ValueType::text) return;
    const std::string word = made_.constants_[static_cast<std::size_t>(at.first)].as_text();
    if (std::find(words.begin(), words.end(), word) == words.end()) {
      std::string list;
      for (const std::string& each : words) list += (list.empty() ? "" : ", ") + each;
      std::string fix = did_you_mean(word, words);
      const Token token = waiting != pending_.end() ? waiting->second : Token{Token::Kind::quoted, word, at.from, at.length};
      fail(token, "\"" + word + "\" is not one of " + list, fix);
      return;
    }
    if (waiting != pending_.end()) pending_.erase(waiting);
  }

  /// `arrears > 0` means £0: a figure written beside money is pounds.
  void settle_figure(int side, ValueType other) {
    if (other != ValueType::money) return;
    const Node& at = node(side);
    if (at.type != ValueType::number) return;
    if (at.op != Op::constant) return;
    Value& figure = made_.constants_[static_cast<std::size_t>(at.first)];
    if (figure.raw() % (kNumberScale / 100) != 0) return;
    figure = Value::money(Money::from_pence(figure.raw() / (kNumberScale / 100)));
    nodes()[static_cast<std::size_t>(side)].type = ValueType::money;
  }

  void refuse_pending(int side) {
    if (problem_) return;
    const auto waiting = pending_.find(side);
    if (waiting == pending_.end()) return;
    fail(waiting->second, "there is no fact \"" + waiting->second.text + "\"", did_you_mean(waiting->second.text, names_of(false)));
  }

  void expect_yes_no(int side, const Token& at) {
    refuse_pending(side);
    if (problem_ || node(side).type == ValueType::yes_no) return;
    fail(at, type_words(node(side).type) + " is not a condition", "Compare it: > £0, >= 4, is known.");
  }

  // ---- small things ----

  struct Deeper {
    explicit Deeper(ExpressionParser& parser_in) : parser(parser_in) {
      if (++parser.depth_ > kMostDepth) parser.fail(parser.peek(), "the condition is nested more than 32 deep", "Give parts of it names as formula facts.");
    }
    ~Deeper() { --parser.depth_; }
    Deeper(const Deeper&) = delete;
    Deeper& operator=(const Deeper&) = delete;
    ExpressionParser& parser;
  };

  int constant(const Token& token, Value value) {
    const ValueType type = value.type();
    made_.constants_.push_back(std::move(value));
    return add({.op = Op::constant, .type = type, .first = static_cast<std::int32_t>(made_.constants_.size()) - 1}, token);
  }

  int add(Node made, const Token& token) {
    if (nodes().size() >= kMostNodes) return fail(token, "the condition has more than 256 parts", "Give parts of it names as formula facts.");
    made.from = static_cast<std::uint16_t>(token.from);
    const Token& last = tokens_[at_ == 0 ? 0 : at_ - 1];
    made.length = static_cast<std::uint16_t>(last.from + last.length - token.from);
    nodes().push_back(made);
    return static_cast<int>(nodes().size()) - 1;
  }

  /// Keeps the first problem. Returns the node that stands for nothing.
  int fail(const Token& token, std::string what, std::string fix = "") {
    if (!problem_) {
      problem_ = Problem{std::move(what), std::move(fix), Place{}};
      problem_->place.column = static_cast<int>(token.from) + 1;
    }
    at_ = tokens_.size() - 1;
    if (nodes().empty()) nodes().push_back(Node{});
    return 0;
  }

  std::vector<Node>& nodes() { return made_.nodes_; }
  const Node& node(int index) { return made_.nodes_[static_cast<std::size_t>(index)]; }
  std::int32_t last_group() const { return static_cast<std::int32_t>(made_.groups_.size()) - 1; }
  std::vector<std::string> words_of_node(int index) const {
    const auto found = words_.find(index);
    return found == words_.end() ? std::vector<std::string>{} : found->second;
  }
  std::vector<std::string> names_of(bool lists) const {
    std::vector<std::string> names;
    for (const FactDeclaration& fact : *scope_.facts)
      if (!lists || fact.type == ValueType::list) names.push_back(fact.name);
    return names;
  }
  static bool reserved(std::string_view word) { return std::find(kReserved.begin(), kReserved.end(), word) != kReserved.end(); }
  static void note(std::vector<int>& slots, int slot) {
    if (std::find(slots.begin(), slots.end(), slot) == slots.end()) slots.push_back(slot);
  }

  const Token& peek(std::size_t ahead = 0) const { return tokens_[std::min(at_ + ahead, tokens_.size() - 1)]; }
  Token take() {
    const Token token = peek();
    if (at_ + 1 < tokens_.size()) ++at_;
    return token;
  }
  bool peek_name(std::string_view word, std::size_t ahead = 0) const {
    return peek(ahead).kind == Token::Kind::name && peek(ahead).text == word;
  }
  bool peek_sign(std::string_view sign) const { return peek().kind == Token::Kind::sign && peek().text == sign; }
  bool take_name(std::string_view word) { return peek_name(word) && (take(), true); }
  bool take_sign(std::string_view sign) { return peek_sign(sign) && (take(), true); }

  const Scope& scope_;
  Expression made_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  int depth_ = 0;
  std::optional<Problem> problem_;
  std::map<int, std::vector<std::string>> words_;
  std::map<int, Token> pending_;
  const std::vector<FactDeclaration>* record_ = nullptr;
};

Result<Expression> Expression::compile(std::string_view source, const Scope& scope, const Place& place) {
  Result<Expression> made = ExpressionParser{source, scope}.parse();
  if (made) return made;
  Problem found = std::move(made.error());
  // Tokens count bytes; people count characters.
  const std::string_view before = source.substr(0, static_cast<std::size_t>(std::max(found.place.column, 1) - 1));
  const auto offset = static_cast<int>(std::count_if(before.begin(), before.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
  found.place = place;
  if (place.column > 0) found.place.column = place.column + offset;
  if (place.column == 0) found.place.column = offset + 1;
  return tl::unexpected(std::move(found));
}

}  // namespace lintel
