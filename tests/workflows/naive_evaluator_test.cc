// The compiled language against a second, tiny interpreter that shares nothing with it but Value:
// random conditions over random facts must come out the same.

#include <gtest/gtest.h>

#include <random>

#include "tests/workflows/made_up_rules.h"

namespace lintel {
namespace {

constexpr std::string_view kFacts = R"yaml(
workflow: made_up
version: "1"
law: {act: Housing Act 1985, provisions: [s83]}
facts:
  a: {type: number, source: input.a}
  b: {type: number, source: input.b}
  m: {type: money,  source: input.m}
  y: {type: yes_no, source: input.y}
  k: {type: one_of (red, green), source: input.k}
  d: {type: date,   source: input.d}
  s: {type: date,   source: notice.served_on}
start: open
states:
  open: {stage: early_contact, on: {close: {to: closed}}}
  closed: {stage: closed, final: true}
)yaml";

/// A value or a lack of one, worked out beside the text as it is written.
struct Known {
  enum { something, none, unknown } is = unknown;
  long long figure = 0;  // millionths or pence
};

struct Three {
  int verdict = 2;  // 0 no, 1 yes, 2 unknown
};

/// Writes a random condition and works it out in passing.
class Writer {
 public:
  Writer(std::mt19937& chance, Facts& facts) : chance_(chance) {
    a_ = fill(
        facts, 0, [&](long long n) { return Value::number_scaled(n * 100'000); }, 100'000);
    b_ = fill(
        facts, 1, [&](long long n) { return Value::number_scaled(n * 100'000); }, 100'000);
    m_ = fill(
        facts, 2, [&](long long n) { return Value::money(Money::from_pence(n)); }, 1);
    y_ = fill(
        facts, 3, [&](long long n) { return Value::yes_no(n > 0); }, 1);
    y_.figure = y_.figure > 0 ? 1 : 0;
    k_ = fill(
        facts, 4, [&](long long n) { return Value::text(n > 0 ? "red" : "green"); }, 1);
    k_.figure = k_.figure > 0 ? 1 : 0;
    d_ = fill(
        facts, 5, [&](long long n) { return Value::date(day_of(n)); }, 1);
    s_ = fill(
        facts, 6, [&](long long n) { return Value::date(day_of(n)); }, 1);
    for (Known* each : {&d_, &s_}) each->figure = day_of(each->figure).days();
  }

  std::pair<std::string, Three> condition(int depth) {
    switch (pick(depth > 0 ? 11 : 8)) {
      case 6:
      case 7:
        return compare(date(), date());
      case 0:
        return compare(number(1), number(1));
      case 1:
        return compare(money(1), money(1));
      case 2: {
        const int verdict = y_.is == Known::unknown ? 2
                            : y_.is == Known::none  ? 0
                                                    : static_cast<int>(y_.figure);
        return {"y", {verdict}};
      }
      case 3: {
        const bool red = pick(2) == 0;
        const int verdict = k_.is == Known::none      ? 0
                            : k_.is == Known::unknown ? 2
                            : (k_.figure == 1) == red ? 1
                                                      : 0;
        return {std::string("k = ") + (red ? "red" : "green"), {verdict}};
      }
      case 4:
        return between();
      case 5:
        return asked();
      case 8: {
        auto [text, inner] = condition(depth - 1);
        return {"not (" + text + ")", {inner.verdict == 2 ? 2 : 1 - inner.verdict}};
      }
      case 9:
        return joined(depth, " and ", 0);
      default:
        return joined(depth, " or ", 1);
    }
  }

 private:
  template <class Make>
  Known fill(Facts& facts, std::size_t slot, Make make, long long scale) {
    const int kind = pick(5);
    if (kind == 0) return {Known::unknown, 0};
    if (kind == 1) {
      facts.set(slot, Value::none());
      return {Known::none, 0};
    }
    const long long n = pick(9) - 4;
    facts.set(slot, make(n));
    return {Known::something, n * scale};
  }

  int pick(int count) { return static_cast<int>(chance_() % static_cast<unsigned>(count)); }

  static Known lacking(const Known& a, const Known& b) {
    if (a.is == Known::none || b.is == Known::none) return {Known::none, 0};
    if (a.is == Known::unknown || b.is == Known::unknown) return {Known::unknown, 0};
    return {Known::something, 0};
  }

  std::pair<std::string, Known> number(int depth) {
    switch (pick(depth > 0 ? 6 : 3)) {
      case 0:
        return {"a", a_};
      case 1:
        return {"b", b_};
      case 2: {
        const int n = pick(5);
        return {std::to_string(n) + ".5", {Known::something, n * 1'000'000LL + 500'000}};
      }
      case 3:
        return sum(number(depth - 1), number(depth - 1));
      case 4: {
        auto [text, inner] = number(depth - 1);
        return {"abs(" + text + ")", {inner.is, inner.figure < 0 ? -inner.figure : inner.figure}};
      }
      default: {
        const auto [left_text, left] = number(depth - 1);
        const auto [right_text, right] = number(depth - 1);
        Known whole = lacking(left, right);
        whole.figure = std::min(left.figure, right.figure);
        return {"min(" + left_text + ", " + right_text + ")", whole};
      }
    }
  }

  std::pair<std::string, Known> money(int depth) {
    switch (pick(depth > 0 ? 3 : 2)) {
      case 0:
        return {"m", m_};
      case 1: {
        const int n = pick(5);
        return {"£0.0" + std::to_string(n), {Known::something, n}};
      }
      default:
        return sum(money(depth - 1), money(depth - 1));
    }
  }

  /// About Christmas and a leap day's month: weekends, months of every length.
  static Date day_of(long long n) { return Date{2028, 1, 29}.plus_days(static_cast<int>(9 * n)); }

  /// A date, or a date and a length of time in one of its units.
  std::pair<std::string, Known> date() {
    const bool served = pick(3) == 0;
    const bool literal = !served && pick(3) == 0;
    const Date written = day_of(pick(9) - 4);
    std::pair<std::string, Known> from =
        served ? std::pair{std::string("s"), s_} : std::pair{std::string("d"), d_};
    if (literal) from = {written.to_iso(), {Known::something, written.days()}};
    if (pick(3) == 0) return from;
    static const char* kPlain[] = {"days", "weeks", "months"};
    const int unit = pick(3);
    const int count = 1 + pick(8);
    std::string text = std::to_string(count) + " ";
    bool back = pick(3) == 0;
    Date (*moved)(Date, int, int) = nullptr;
    switch (pick(4)) {
      case 0:
        text += "working days";
        moved = [](Date day, int n, int) { return working(day, n); };
        break;
      case 1:
        text += "clear days";
        moved = [](Date day, int n, int) {
          const int one = n < 0 ? -1 : 1;
          return n * one <= 5 ? working(day, n).plus_days(one) : day.plus_days(n + one);
        };
        break;
      case 2:
        text += std::string(kPlain[unit]) + " beginning with";
        back = false;
        moved = [](Date day, int n, int u) {
          const Date end = plain(day, n, u);
          return u == 2 && end.day() != day.day() ? end : end.plus_days(-1);
        };
        break;
      default:
        text += std::string(kPlain[unit]) + (served ? " from service" : "");
        back = back && !served;
        moved = plain;
    }
    Known whole = from.second;
    if (whole.is == Known::something)
      whole.figure =
          moved(
              Date::from_days(static_cast<std::int32_t>(whole.figure)), back ? -count : count, unit)
              .days();
    return {from.first + (back ? " - " : " + ") + text, whole};
  }

  static Date working(Date day, int n) {
    for (; n != 0; n += n < 0 ? 1 : -1) {
      do day = day.plus_days(n < 0 ? -1 : 1);
      while (day.weekday() == Weekday::saturday || day.weekday() == Weekday::sunday);
    }
    return day;
  }

  /// Days, weeks or months (0, 1, 2) by walking.
  static Date plain(Date day, int n, int unit) {
    if (unit < 2) return day.plus_days(unit == 0 ? n : 7 * n);
    const int month = day.year() * 12 + static_cast<int>(day.month()) - 1 + n;
    Date at{month / 12, static_cast<unsigned>(month % 12) + 1, 1};
    while (at.day() < day.day() && at.plus_days(1).day() != 1) at = at.plus_days(1);
    return at;
  }

  std::pair<std::string, Known> sum(const std::pair<std::string, Known>& left,
                                    const std::pair<std::string, Known>& right) {
    const bool plus = pick(2) == 0;
    Known whole = lacking(left.second, right.second);
    whole.figure =
        plus ? left.second.figure + right.second.figure : left.second.figure - right.second.figure;
    return {"(" + left.first + (plus ? " + " : " - ") + right.first + ")", whole};
  }

  std::pair<std::string, Three> compare(const std::pair<std::string, Known>& left,
                                        const std::pair<std::string, Known>& right) {
    static const char* kSigns[] = {"=", "!=", "<", "<=", ">", ">="};
    const int sign = pick(6);
    const Known whole = lacking(left.second, right.second);
    const long long a = left.second.figure;
    const long long b = right.second.figure;
    const bool holds[] = {a == b, a != b, a<b, a <= b, a> b, a >= b};
    const int verdict = whole.is == Known::none      ? 0
                        : whole.is == Known::unknown ? 2
                        : holds[sign]                ? 1
                                                     : 0;
    return {left.first + " " + kSigns[sign] + " " + right.first, {verdict}};
  }

  std::pair<std::string, Three> between() {
    const auto low = pick(4);
    const auto high = low + pick(3);
    const int verdict = a_.is == Known::none                                                ? 0
                        : a_.is == Known::unknown                                           ? 2
                        : a_.figure >= low * 1'000'000LL && a_.figure <= high * 1'000'000LL ? 1
                                                                                            : 0;
    return {"a between " + std::to_string(low) + " and " + std::to_string(high), {verdict}};
  }

  std::pair<std::string, Three> asked() {
    switch (pick(4)) {
      case 0:
        return {"b is known", {b_.is == Known::unknown ? 0 : 1}};
      case 1:
        return {"b is none", {b_.is == Known::unknown ? 2 : b_.is == Known::none ? 1 : 0}};
      case 2:
        return {"m is not none", {m_.is == Known::unknown ? 2 : m_.is == Known::none ? 0 : 1}};
      default:
        return {"k is unknown", {k_.is == Known::unknown ? 1 : 0}};
    }
  }

  std::pair<std::string, Three> joined(int depth, const std::string& word, int decisive) {
    const auto [left_text, left] = condition(depth - 1);
    const auto [right_text, right] = condition(depth - 1);
    int verdict = 1 - decisive;
    if (left.verdict == 2 || right.verdict == 2) verdict = 2;
    if (left.verdict == decisive || right.verdict == decisive) verdict = decisive;
    return {"(" + left_text + ")" + word + "(" + right_text + ")", {verdict}};
  }

  std::mt19937& chance_;
  Known a_, b_, m_, y_, k_, d_, s_;
};

TEST(ExpressionProperty, AgreesWithANaiveEvaluator) {
  std::mt19937 chance{20261123};
  const MadeUpRules book;
  Definition definition = definition_of(kFacts);
  int seen[3] = {0, 0, 0};
  for (int round = 0; round < 20'000; ++round) {
    Facts facts = definition.new_facts();
    Writer writer{chance, facts};
    const auto [source, expected] = writer.condition(3);
    const Result<Expression> made = Expression::compile(
        source,
        Scope{&definition.facts, &definition.hold_names, nullptr, &book, &definition.rules});
    ASSERT_TRUE(made) << source << ": " << made.error().to_string();
    const RuleValues rules{definition, book, Date{2026, 11, 23}};
    const Frame frame{.facts = facts,
                      .rules = rules,
                      .today = Date{2026, 11, 23},
                      .running_holds = 0,
                      .holds = {},
                      .declarations = &definition.facts,
                      .calendar = "",
                      .state = -1};
    const Verdict verdict = made->test(frame);
    ASSERT_EQ(static_cast<int>(verdict), expected.verdict) << source;
    ASSERT_FALSE(made->explain_first(frame).sentence.empty()) << source;
    ++seen[expected.verdict];
  }
  for (const int each : seen) EXPECT_GT(each, 1'000);
}

}  // namespace
}  // namespace lintel
