#include <algorithm>

#include "workflows/expression_parser.h"

namespace lintel {
namespace {

const std::vector<std::string> kReserved = {
    "and", "or",   "not",   "between", "in",  "is",    "known",  "unknown", "none",  "yes",
    "no",  "hold", "where", "any",     "all", "count", "latest", "by",      "today", "state"};

}  // namespace

bool ExpressionParser::reserved(std::string_view word) {
  return std::find(kReserved.begin(), kReserved.end(), word) != kReserved.end();
}

int ExpressionParser::primary() {
  const Token token = take();
  switch (token.kind) {
    case Token::Kind::number:
      return number(token);
    case Token::Kind::money: {
      const Result<Money> amount = Money::parse(token.text);
      return amount ? constant(token, Value::money(*amount))
                    : fail(token, amount.error().what, "Write £449.60.");
    }
    case Token::Kind::date: {
      const Result<Date> day = Date::parse(token.text);
      return day ? constant(token, Value::date(*day))
                 : fail(token, day.error().what, "Write it as 2026-11-23.");
    }
    case Token::Kind::quoted:
      return constant(token, Value::text(token.text));
    case Token::Kind::rule:
      return rule(token);
    case Token::Kind::name:
      return name(token);
    case Token::Kind::sign:
      if (token.text == "(") {
        const int inner = either();
        if (!problem_ && !take_sign(")"))
          return fail(peek(), "a parenthesis is not closed", "Write ) where it ends.");
        return inner;
      }
      return fail(token, "\"" + token.text + "\" was not expected here");
    case Token::Kind::end:
      return fail(token, "the condition ends too early");
  }
  return 0;
}

int ExpressionParser::number(const Token& token) {
  const Result<std::int64_t> read = parse_number(token.text);
  if (!read) return fail(token, read.error().what, read.error().fix);
  const auto whole = [&](ValueType unit) {
    if (*read % kNumberScale != 0)
      return fail(token, "\"" + token.text + "\" is not a whole number of " + type_words(unit));
    return constant(token, Value::length(unit, *read / kNumberScale));
  };
  if (take_name("days") || take_name("day")) return whole(ValueType::days);
  if (take_name("weeks") || take_name("week")) return whole(ValueType::weeks);
  if (take_name("months") || take_name("month")) return whole(ValueType::months);
  if ((peek_name("working") || peek_name("clear")) &&
      (peek_name("days", 1) || peek_name("day", 1))) {
    const bool working = take().text == "working";
    take();
    return whole(working ? ValueType::working_days : ValueType::clear_days);
  }
  return constant(token, Value::number_scaled(*read));
}

int ExpressionParser::rule(const Token& token) {
  const bool law = token.text.starts_with("law.");
  const RuleKind kind = law ? RuleKind::law : RuleKind::policy;
  const std::string id = token.text.substr(token.text.find('.') + 1);
  const std::optional<ValueType> type =
      scope_.book != nullptr ? scope_.book->type_of(kind, id) : std::nullopt;
  if (!type) {
    return fail(token,
                "there is no " + std::string(law ? "law" : "policy value") + " \"" + id + "\"",
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

int ExpressionParser::name(const Token& token) {
  const std::string& word = token.text;
  if (peek_sign("(") && !reserved(word)) return function(token);
  if (word == "yes") return constant(token, Value::yes_no(true));
  if (word == "no")
    return peek_name("hold") ? no_hold(token) : constant(token, Value::yes_no(false));
  if (word == "hold") return hold(token, Op::hold);
  if (word == "today") return add({.op = Op::today, .type = ValueType::date}, token);
  if (word == "any" || word == "all" || word == "count" || word == "latest")
    return list_question(token);
  if (word == "state" && scope_.states != nullptr) return state(token);
  if (record_ != nullptr) {
    for (std::size_t i = 0; i < record_->size(); ++i) {
      const FactDeclaration& field = (*record_)[i];
      if (field.name != word) continue;
      const int made =
          add({.op = Op::field, .type = field.type, .first = static_cast<std::int32_t>(i)}, token);
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
    const int made = add({.op = Op::fact,
                          .type = fact.type,
                          .first = static_cast<std::int32_t>(i),
                          .third = fact.source.empty() ? 1 : 0},
                         token);
    words_[made] = fact.words;
    if (is_of_service(fact)) service_.insert(made);
    return made;
  }
  if (reserved(word)) return fail(token, "\"" + word + "\" was not expected here");
  // Perhaps a word of a one_of fact: the comparison that it stands in will say.
  const int made = constant(token, Value::text(word));
  pending_[made] = token;
  return made;
}

int ExpressionParser::state(const Token& token) {
  const auto base = static_cast<std::int32_t>(made_.constants_.size());
  for (const std::string& each : *scope_.states) made_.constants_.push_back(Value::text(each));
  const int made = add({.op = Op::state_is, .type = ValueType::text, .first = base}, token);
  words_[made] = *scope_.states;
  return made;
}

int ExpressionParser::no_hold(const Token& token) {
  take();  // hold
  made_.asks_holds_ = true;
  if (peek().kind == Token::Kind::name && !reserved(peek().text)) return hold(token, Op::no_hold);
  return add({.op = Op::no_hold, .type = ValueType::yes_no, .first = -1}, token);
}

int ExpressionParser::hold(const Token& start, Op op) {
  const Token token = take();
  made_.asks_holds_ = true;
  const auto found = std::find(scope_.holds->begin(), scope_.holds->end(), token.text);
  if (token.kind != Token::Kind::name || found == scope_.holds->end())
    return fail(
        token, "there is no hold \"" + token.text + "\"", did_you_mean(token.text, *scope_.holds));
  return add({.op = op,
              .type = ValueType::yes_no,
              .first = static_cast<std::int32_t>(found - scope_.holds->begin())},
             start);
}

int ExpressionParser::list_question(const Token& token) {
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
  if (list == nullptr)
    return fail(list_name,
                "\"" + list_name.text + "\" is not a list fact",
                did_you_mean(list_name.text, names_of(true)));
  if (record_ != nullptr) return fail(token, "a list cannot be asked within another");
  note(made_.facts_, slot);
  made_.fact_uses_.push_back(slot);
  int wanted = -1;
  int by = -1;
  if (token.text == "latest") {
    if (take_sign(".")) wanted = field_of(*list, take());
    if (!problem_ && !take_name("by"))
      return fail(peek(), "latest needs \"by\" and a field", "Write latest payments by on.");
    const Token by_token = take();
    by = problem_ ? -1 : field_of(*list, by_token);
    if (problem_) return 0;
    if (!is_ordered(list->of[static_cast<std::size_t>(by)].type))
      return fail(by_token, "\"" + by_token.text + "\" has no order");
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
    const int made = add({.op = Op::list_latest,
                          .type = field.type,
                          .first = slot,
                          .second = condition,
                          .third = last_group()},
                         token);
    words_[made] = field.words;
    return made;
  }
  const Op op = token.text == "any"   ? Op::list_any
                : token.text == "all" ? Op::list_all
                                      : Op::list_count;
  return add({.op = op,
              .type = op == Op::list_count ? ValueType::number : ValueType::yes_no,
              .first = slot,
              .second = condition},
             token);
}

int ExpressionParser::field_of(const FactDeclaration& list, const Token& token) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < list.of.size(); ++i) {
    if (list.of[i].name == token.text) return static_cast<int>(i);
    names.push_back(list.of[i].name);
  }
  fail(token,
       "\"" + token.text + "\" is not a field of " + list.name,
       did_you_mean(token.text, names));
  return -1;
}

}  // namespace lintel
