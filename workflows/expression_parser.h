#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "domain/strict_yaml.h"
#include "workflows/definition.h"
#include "workflows/expression.h"
#include "workflows/expression_lexer.h"

namespace lintel {

inline bool is_ordered(ValueType type) {
  return type != ValueType::yes_no && type != ValueType::text && type != ValueType::list;
}
/// "money", "a yes or no"
std::string type_words(ValueType type);

/// Reads tokens into nodes by precedence: or, and, not, comparison, sum, product, unary. The first
/// problem sticks and the rest of the source is skipped. Methods return the node that they made.
class ExpressionParser {
 public:
  ExpressionParser(std::string_view source, const Scope& scope) : scope_(scope) {
    made_.source_ = source;
  }

  Result<Expression> parse();

 private:
  using Op = Node::Op;
  static constexpr std::size_t kMostNodes = 256;
  static constexpr int kMostDepth = 32;

  // expression_parser.cc: by precedence
  int either();
  int both();
  int joined(Op op, std::string_view word, int (ExpressionParser::*part)());
  int denied();
  int comparison();
  int compare(const Token& start, Op op, int left);
  int between(const Token& start, int left);
  int among(const Token& start, int left, bool denied_too);
  int asked(const Token& start, int left);
  int sum();
  int added(const Token& start, const Token& sign, int left, int right);
  int product();
  int unary();

  // expression_parser_leaves.cc: the smallest parts
  int primary();
  int number(const Token& token);
  int rule(const Token& token);
  int name(const Token& token);
  int state(const Token& token);
  int no_hold(const Token& token);
  int hold(const Token& start, Op op);
  int list_question(const Token& token);
  int field_of(const FactDeclaration& list, const Token& token);

  // expression_parser_calls.cc: functions
  int function(const Token& token);
  int called(const Token& token, std::vector<int>& given);

  // expression_parser_lengths.cc: units of time
  int counted();
  int moved_date(const Token& start, const Token& sign, int date, int length);
  int added_lengths(const Token& start, const Token& sign, int left, int right);
  void weeks_beside_days(int& side, int other, const Token& at);
  void count_as_number(int& side, int other, const Token& at);
  int confused(const Token& at, int left, int right, const std::string& act);
  static bool is_of_service(const FactDeclaration& fact);

  // expression_parser_types.cc: what may stand beside what
  void match(int& left, int& right, const Token& at);
  void settle_value(const FactDeclaration& fact);
  void settle_word(int side, const std::vector<std::string>& words);
  void take_for_a_word(int side, const std::vector<std::string>& words);
  void forget(int slot);
  void settle_figure(int side, ValueType other);
  void refuse_pending(int side);
  void expect_yes_no(int side, const Token& at);

  struct Deeper {
    explicit Deeper(ExpressionParser& parser_in) : parser(parser_in) {
      if (++parser.depth_ > kMostDepth)
        parser.fail(parser.peek(),
                    "the condition is nested more than 32 deep",
                    "Give parts of it names as formula facts.");
    }
    ~Deeper() { --parser.depth_; }
    Deeper(const Deeper&) = delete;
    Deeper& operator=(const Deeper&) = delete;
    ExpressionParser& parser;
  };

  int constant(const Token& token, Value value) {
    const ValueType type = value.type();
    made_.constants_.push_back(std::move(value));
    return add({.op = Op::constant,
                .type = type,
                .first = static_cast<std::int32_t>(made_.constants_.size()) - 1},
               token);
  }

  int add(Node made, const Token& token) {
    if (nodes().size() >= kMostNodes)
      return fail(token,
                  "the condition has more than 256 parts",
                  "Give parts of it names as formula facts.");
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
  std::string source_of(int index) {
    const Node& at = node(index);
    return made_.source_.substr(at.from, at.length);
  }
  static bool reserved(std::string_view word);
  static void note(std::vector<int>& slots, int slot) {
    if (std::find(slots.begin(), slots.end(), slot) == slots.end()) slots.push_back(slot);
  }

  const Token& peek(std::size_t ahead = 0) const {
    return tokens_[std::min(at_ + ahead, tokens_.size() - 1)];
  }
  Token take() {
    const Token token = peek();
    if (at_ + 1 < tokens_.size()) ++at_;
    return token;
  }
  bool peek_name(std::string_view word, std::size_t ahead = 0) const {
    return peek(ahead).kind == Token::Kind::name && peek(ahead).text == word;
  }
  bool peek_sign(std::string_view sign) const {
    return peek().kind == Token::Kind::sign && peek().text == sign;
  }
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
  std::set<int> service_;  ///< nodes that are a day of service
  const std::vector<FactDeclaration>* record_ = nullptr;
};

}  // namespace lintel
