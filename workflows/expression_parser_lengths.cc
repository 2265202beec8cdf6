#include <algorithm>

#include "workflows/expression_parser.h"
#include "workflows/length.h"

namespace lintel {
namespace {

/// The last word of a source that says on which day a notice was given or served.
const std::vector<std::string> kServiceWords = {"served",
                                                "served_on",
                                                "given",
                                                "given_on",
                                                "first_given_on",
                                                "deemed",
                                                "deemed_on",
                                                "deemed_served_on",
                                                "service_date"};

bool counts_forwards_alone(ValueType unit) {
  return is_from_service(unit) || is_beginning_with(unit);
}

}  // namespace

/// "notice.served_on" by the last word of its source, or a formula that comes to such a day.
bool ExpressionParser::is_of_service(const FactDeclaration& fact) {
  if (fact.type != ValueType::date) return false;
  if (fact.formula) return fact.formula->is_of_service();
  if (fact.table)
    return std::any_of(fact.table->rows.begin(), fact.table->rows.end(), [](const auto& row) {
      return row.gives.is_of_service();
    });
  const std::string last = fact.source.substr(fact.source.rfind('.') + 1);
  return std::find(kServiceWords.begin(), kServiceWords.end(), last) != kServiceWords.end();
}

/// A length of time may say how it is counted: 2 weeks from service, law.S21-05 beginning with.
int ExpressionParser::counted() {
  const Token start = peek();
  const int length = primary();
  const bool served = peek_name("from") && peek_name("service", 1);
  const bool beginning = peek_name("beginning") && peek_name("with", 1);
  if (problem_ || (!served && !beginning)) return length;
  const Token word = take();
  take();
  refuse_pending(length);
  if (problem_) return 0;
  const ValueType unit = node(length).type;
  const std::optional<ValueType> whole = served ? from_service(unit) : beginning_with(unit);
  if (!whole)
    return fail(word,
                type_words(unit) + " cannot be counted " +
                    (served ? "from service" : "beginning with a day"),
                "Count days, weeks or months so.");
  return add({.op = Op::same_count, .type = *whole, .first = length}, start);
}

/// A date and a length of time. From a day of service a plain length could be counted in two ways
/// that are a day apart, and a day loses a claim: the definition says which.
int ExpressionParser::moved_date(const Token& start, const Token& sign, int date, int length) {
  const ValueType unit = node(length).type;
  const bool back = sign.text == "-";
  if (back && counts_forwards_alone(unit))
    return fail(sign,
                type_words(unit) + " are counted forwards alone",
                "Write - 14 days, - 5 working days or - 14 clear days.");
  if (!back && is_plain_length(unit) && service_.contains(date)) {
    const std::string words = source_of(length);
    return fail(sign,
                "\"" + words + "\" from a day of service can be counted in two ways",
                "Write " + words + " from service (that day is not counted) or " + words +
                    " beginning with (it is).");
  }
  if (is_from_service(unit) && !service_.contains(date) && node(date).op != Op::constant)
    return fail(
        sign,
        "\"" + source_of(date) + "\" is not a day of service, so nothing is counted from service",
        "Write + 14 days, + 2 weeks or + 2 weeks beginning with.");
  const int moved = back ? add({.op = Op::negate, .type = unit, .first = length}, start) : length;
  return add({.op = Op::add_length, .type = ValueType::date, .first = date, .second = moved},
             start);
}

int ExpressionParser::added_lengths(const Token& start, const Token& sign, int left, int right) {
  weeks_beside_days(left, right, sign);
  weeks_beside_days(right, left, sign);
  if (problem_) return 0;
  const ValueType unit = node(left).type;
  if (unit != node(right).type) return confused(sign, left, right, "added");
  if (counts_forwards_alone(unit))
    return fail(sign,
                type_words(unit) + " are counted from a day and cannot be added to one another",
                "Add them to the day: + (2 weeks + 1 day) from service.");
  const Op op = sign.text == "+" ? Op::add : Op::subtract;
  return add({.op = op, .type = unit, .first = left, .second = right}, start);
}

/// A week is seven days: the one pair of units that cannot be confused.
void ExpressionParser::weeks_beside_days(int& side, int other, const Token& at) {
  if (problem_ || node(side).type != ValueType::weeks || node(other).type != ValueType::days)
    return;
  side = add({.op = Op::weeks_as_days, .type = ValueType::days, .first = side}, at);
}

/// days_between(a, b) >= 2 weeks: days are what a bare number of days counts.
void ExpressionParser::count_as_number(int& side, int other, const Token& at) {
  if (problem_ || node(other).type != ValueType::number) return;
  if (node(side).type == ValueType::weeks)
    side = add({.op = Op::weeks_as_days, .type = ValueType::days, .first = side}, at);
  if (!problem_ && node(side).type == ValueType::days)
    side = add({.op = Op::length_as_number, .type = ValueType::number, .first = side}, at);
}

int ExpressionParser::confused(const Token& at, int left, int right, const std::string& act) {
  return fail(at,
              type_words(node(left).type) + " and " + type_words(node(right).type) + " cannot be " +
                  act + ": they are counted in different ways",
              "Use one unit on both sides.");
}

}  // namespace lintel
