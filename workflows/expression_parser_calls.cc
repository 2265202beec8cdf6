#include <algorithm>

#include "workflows/expression_parser.h"

namespace lintel {
namespace {

const std::vector<std::string> kWeekdays = {
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};

/// The functions that make a length of time of a number.
const std::map<std::string, ValueType, std::less<>> kUnits = {
    {"days", ValueType::days},
    {"weeks", ValueType::weeks},
    {"months", ValueType::months},
    {"working_days", ValueType::working_days},
    {"clear_days", ValueType::clear_days}};

}  // namespace

int ExpressionParser::function(const Token& token) {
  static const std::vector<std::string> kFunctions = {"min",
                                                      "max",
                                                      "abs",
                                                      "days_between",
                                                      "weekday",
                                                      "days",
                                                      "weeks",
                                                      "months",
                                                      "working_days",
                                                      "clear_days"};
  if (std::find(kFunctions.begin(), kFunctions.end(), token.text) == kFunctions.end())
    return fail(
        token, "there is no function \"" + token.text + "\"", did_you_mean(token.text, kFunctions));
  take();  // (
  std::vector<int> given;
  if (!peek_sign(")")) {
    do given.push_back(either());
    while (!problem_ && take_sign(","));
  }
  if (!problem_ && !take_sign(")"))
    return fail(
        peek(), "the parenthesis of " + token.text + " is not closed", "Write ) where it ends.");
  for (const int each : given) refuse_pending(each);
  if (problem_) return 0;
  return called(token, given);
}

int ExpressionParser::called(const Token& token, std::vector<int>& given) {
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
      if (!is_ordered(node(made).type))
        return fail(token, type_words(node(made).type) + " has no order");
      const bool of_service = service_.contains(made) || service_.contains(given[i]);
      made = add({.op = word == "min" ? Op::minimum : Op::maximum,
                  .type = node(made).type,
                  .first = made,
                  .second = given[i]},
                 token);
      if (of_service) service_.insert(made);
    }
    return made;
  }
  if (word == "days_between") {
    if (!wants(2, "two dates")) return 0;
    if (node(given[0]).type != ValueType::date || node(given[1]).type != ValueType::date)
      return fail(token, "days_between takes two dates");
    return add(
        {.op = Op::days_between, .type = ValueType::number, .first = given[0], .second = given[1]},
        token);
  }
  if (!wants(1, "one value")) return 0;
  const ValueType type = node(given[0]).type;
  if (word == "abs") {
    if (type != ValueType::number && type != ValueType::money)
      return fail(token, "abs takes a number or money");
    return add({.op = Op::absolute, .type = type, .first = given[0]}, token);
  }
  if (word == "weekday") {
    if (type != ValueType::date) return fail(token, "weekday takes a date");
    const int made = add({.op = Op::weekday, .type = ValueType::text, .first = given[0]}, token);
    words_[made] = kWeekdays;
    return made;
  }
  const ValueType unit = kUnits.find(word)->second;
  if (type == unit) return given[0];
  if (type != ValueType::number) return fail(token, word + " takes a number");
  return add({.op = Op::to_length, .type = unit, .first = given[0]}, token);
}

}  // namespace lintel
