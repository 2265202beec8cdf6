// The whole decision against a second, naive one: made-up definitions with lists, tables, formulas
// and holds, over facts that may be none or unknown. Every definition is written as text and worked
// out beside it, a thing at a time, by code that shares nothing with the engine but Value.

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/workflows/made_up_rules.h"
#include "tests/workflows/naive_values.h"

namespace lintel {
namespace {

constexpr Date kToday{2026, 11, 23};

/// A made-up policy, its text and its answer.
class Policy {
 public:
  explicit Policy(Tape& tape) : tape_(tape) {
    make_facts();
    make_derived();
    make_holds();
    make_branches();
  }

  std::string yaml() const {
    std::string text = R"yaml(
workflow: made_up
version: "1"
law: {act: Housing Act 1985, provisions: [s83]}
facts:
  n: {type: number, source: input.n}
  m: {type: money,  source: input.m}
  y: {type: yes_no, source: input.y}
  k: {type: "one_of (red, green, blue)", source: input.k}
  d: {type: date,   source: input.d}
  l: {type: list,   source: input.l, of: {on: date, amount: money, kind: "one_of (red, green, blue)"}}
)yaml";
    text += derived_;
    text += "holds:\n" + holds_;
    text += "start: open\nstates:\n  open:\n    stage: notice\n    on:\n      go:\n" + branches_;
    text += "  other: {stage: court, on: {go: {to: closed}}}\n";
    text += "  closed: {stage: closed, final: true}\n";
    return text;
  }

  Facts facts(const Definition& definition) const {
    Facts facts = definition.new_facts();
    const auto set = [&](std::size_t slot, const Naive& value, ValueType type) {
      facts.set(slot, value_of(value, type));
    };
    set(0, n_, ValueType::number);
    set(1, m_, ValueType::money);
    set(2, y_, ValueType::yes_no);
    set(3, k_, ValueType::text);
    set(4, d_, ValueType::date);
    if (list_is_ == Is::none) facts.set(5, Value::none());
    if (list_is_ != Is::something) return facts;
    Value::Records records;
    for (const NaiveRecord& each : list_)
      records.push_back({{value_of(each.on, ValueType::date),
                          value_of(each.amount, ValueType::money),
                          value_of(each.kind, ValueType::text)}});
    facts.set(5, Value::list(std::move(records)));
    return facts;
  }

  CaseState state() const {
    CaseState state;
    state.state = "open";
    for (const auto& [name, running] : running_) {
      if (!running) continue;
      Hold hold;
      hold.name = name;
      hold.from = kToday;
      state.holds.push_back(hold);
    }
    return state;
  }

  struct BranchAnswer {
    std::string name;
    Answer answer;
    std::string to;
    std::vector<std::string> actions;
  };
  const std::vector<BranchAnswer>& branches() const { return answers_; }
  /// The first branch that passes; null when none does.
  const BranchAnswer* winner() const {
    for (const BranchAnswer& each : answers_)
      if (each.answer == Answer::yes) return &each;
    return nullptr;
  }

 private:
  int pick(int count) { return tape_.pick(count); }

  Naive lack_or(long long figure) {
    const int kind = pick(6);
    if (kind == 1) return {Is::none, 0};
    if (kind == 2) return {Is::unknown, 0};
    return {Is::something, figure};
  }
  Naive a_number() { return lack_or((pick(7) - 3) * 500'000); }
  Naive a_sum() { return lack_or((pick(7) - 3) * 50); }
  Naive a_date() { return lack_or(kToday.days() + (pick(7) - 3) * 5); }
  Naive a_word() { return lack_or(pick(3)); }

  void make_facts() {
    n_ = a_number();
    m_ = a_sum();
    y_ = lack_or(pick(2));
    k_ = a_word();
    d_ = a_date();
    const int kind = pick(6);
    list_is_ = kind == 1 ? Is::none : kind == 2 ? Is::unknown : Is::something;
    if (list_is_ != Is::something) return;
    for (int left = pick(4); left > 0; --left) list_.push_back({a_date(), a_sum(), a_word()});
  }

  // ---- values and conditions ----

  Written number(int depth) {
    switch (pick(depth > 0 ? 5 : 2)) {
      case 0:
        return {"n", n_};
      case 1: {
        const int figure = pick(4);
        return {std::to_string(figure) + ".5", {Is::something, figure * 1'000'000LL + 500'000}};
      }
      case 2: {
        const Written a = number(depth - 1);
        const Written b = number(depth - 1);
        return {"max(" + a.text + ", " + b.text + ")",
                both(a.value, b.value, std::max(a.value.figure, b.value.figure))};
      }
      case 3:
        return counted();
      default:
        return {"days_between(d, today)",
                both(d_, {Is::something, 0}, (kToday.days() - d_.figure) * 1'000'000LL)};
    }
  }

  Written money(bool of_record, const NaiveRecord* record) {
    if (of_record && pick(2) == 0) return {"amount", record->amount};
    const int pence = pick(4) * 50;
    if (pick(3) != 0) return {"m", m_};
    char text[16];
    std::snprintf(text, sizeof text, "£%d.%02d", pence / 100, pence % 100);
    return {text, {Is::something, pence}};
  }

  Written date(const NaiveRecord* record) {
    Written from = record != nullptr && pick(2) == 0 ? Written{"on", record->on} : Written{"d", d_};
    if (pick(3) == 0) from = {"today", {Is::something, kToday.days()}};
    if (pick(2) == 0) return from;
    const int days = 1 + pick(5);
    const bool back = pick(2) == 0;
    from.text += (back ? " - " : " + ") + std::to_string(days) + " days";
    if (from.value.is == Is::something) from.value.figure += back ? -days : days;
    return from;
  }

  Condition compare(const Written& a, const Written& b) {
    static const char* kSigns[] = {"=", "!=", "<", "<=", ">", ">="};
    const int sign = pick(6);
    const long long x = a.value.figure;
    const long long z = b.value.figure;
    const bool holds[] = {x == z, x != z, x<z, x <= z, x> z, x >= z};
    const Naive whole = both(a.value, b.value, holds[sign] ? 1 : 0);
    return {a.text + " " + kSigns[sign] + " " + b.text,
            whole.is == Is::none      ? Answer::no
            : whole.is == Is::unknown ? Answer::unknown
                                      : answer_of(whole.figure == 1)};
  }

  Condition among(const std::string& text, const Naive& value, int first, int second) {
    const bool outside = pick(3) == 0;
    const bool within = value.figure == first || value.figure == second;
    const std::string choice = (outside ? " not in (" : " in (") +
                               kWords[static_cast<std::size_t>(first)] + ", " +
                               kWords[static_cast<std::size_t>(second)] + ")";
    return {text + choice,
            value.is == Is::none      ? Answer::no
            : value.is == Is::unknown ? Answer::unknown
                                      : answer_of(within != outside)};
  }

  Condition asked(const std::string& text, const Naive& value) {
    switch (pick(4)) {
      case 0:
        return {text + " is known", answer_of(value.is != Is::unknown)};
      case 1:
        return {text + " is unknown", answer_of(value.is == Is::unknown)};
      case 2:
        return {text + " is none",
                value.is == Is::unknown ? Answer::unknown : answer_of(value.is == Is::none)};
      default:
        return {text + " is not none",
                value.is == Is::unknown ? Answer::unknown : answer_of(value.is != Is::none)};
    }
  }

  static Condition truth(const std::string& text, const Naive& value) {
    return {text,
            value.is == Is::none      ? Answer::no
            : value.is == Is::unknown ? Answer::unknown
                                      : answer_of(value.figure != 0)};
  }

  /// A condition on a record, with the choices of a tape of its own so that every record is asked
  /// the same question.
  Condition of_record(std::vector<std::uint8_t> choices, const NaiveRecord& record) {
    Tape own{std::move(choices)};
    std::swap(tape_, own);
    Condition made;
    switch (pick(4)) {
      case 0:
        made = compare(money(true, &record), money(true, &record));
        break;
      case 1:
        made = compare(date(&record), date(&record));
        break;
      case 2: {
        const int first = pick(3);
        made = among("kind", record.kind, first, pick(3));
        break;
      }
      default:
        made = asked("amount", record.amount);
    }
    std::swap(tape_, own);
    return made;
  }

  struct Filtered {
    std::string text;             ///< " where …" or ""
    std::vector<Answer> answers;  ///< one for each record
  };
  Filtered where(bool needed) {
    Filtered made;
    if (!needed && pick(3) == 0) {
      made.answers.assign(list_.size(), Answer::yes);
      return made;
    }
    std::vector<std::uint8_t> choices;
    for (int i = 0; i < 12; ++i) choices.push_back(static_cast<std::uint8_t>(pick(256)));
    made.text = " where " + of_record(choices, NaiveRecord{}).text;
    for (const NaiveRecord& each : list_) made.answers.push_back(of_record(choices, each).answer);
    return made;
  }

  Written counted() {
    const Filtered asked_of = where(false);
    // In parentheses: what stands after `where` reaches as far as it can.
    const std::string text = "(count l" + asked_of.text + ")";
    if (list_is_ == Is::unknown) return {text, {Is::unknown, 0}};
    long long count = 0;
    for (const Answer each : asked_of.answers) {
      if (each == Answer::unknown) return {text, {Is::unknown, 0}};
      if (each == Answer::yes) ++count;
    }
    return {text, {Is::something, count * 1'000'000}};
  }

  Written latest() {
    const Filtered asked_of = where(false);
    const std::string text = "(latest l.amount by on" + asked_of.text + ")";
    if (list_is_ == Is::unknown) return {text, {Is::unknown, 0}};
    const NaiveRecord* best = nullptr;
    for (std::size_t i = 0; i < list_.size(); ++i) {
      const Answer each = asked_of.answers[i];
      if (each == Answer::unknown) return {text, {Is::unknown, 0}};
      if (each == Answer::no) continue;
      if (list_[i].on.is == Is::unknown) return {text, {Is::unknown, 0}};
      if (list_[i].on.is == Is::none) continue;
      if (best == nullptr || list_[i].on.figure > best->on.figure) best = &list_[i];
    }
    return {text, best == nullptr ? Naive{Is::none, 0} : best->amount};
  }

  Condition of_list() {
    const bool all = pick(2) == 0;
    const Filtered asked_of = where(all);
    const std::string text = std::string(all ? "(all l" : "(any l") + asked_of.text + ")";
    if (list_is_ == Is::unknown) return {text, Answer::unknown};
    return {text, all ? every(asked_of.answers) : some(asked_of.answers)};
  }

  Condition condition(int depth) {
    switch (pick(depth > 0 ? 14 : 9)) {
      case 0:
        return compare(number(1), number(1));
      case 1:
        return compare(money(false, nullptr), latest());
      case 2:
        return compare(date(nullptr), date(nullptr));
      case 3: {
        const int first = pick(3);
        return among("k", k_, first, pick(3));
      }
      case 4:
        return asked("m", m_);
      case 5:
        return truth("y", y_);
      case 6:
        return of_list();
      case 7:
        return of_derived();
      case 8:
        return of_hold();
      case 9: {
        const Condition inner = condition(depth - 1);
        return {"not (" + inner.text + ")",
                inner.answer == Answer::unknown ? Answer::unknown
                                                : answer_of(inner.answer == Answer::no)};
      }
      case 10:
      case 11:
      case 12: {
        const Condition a = condition(depth - 1);
        const Condition b = condition(depth - 1);
        return {"(" + a.text + ") and (" + b.text + ")", every({a.answer, b.answer})};
      }
      default: {
        const Condition a = condition(depth - 1);
        const Condition b = condition(depth - 1);
        return {"(" + a.text + ") or (" + b.text + ")", some({a.answer, b.answer})};
      }
    }
  }

  // ---- derived facts ----

  void make_derived() {
    const Condition formula = condition(1);
    derived_ += "  f: {type: yes_no, because: it is so, formula: '" + formula.text + "'}\n";
    f_ = naive_of(formula.answer);
    t_ = make_table("t", "number", [&] { return number(0); });
    u_ = make_table("u", "\"one_of (red, green, blue)\"", [&] {
      const int word = pick(3);
      return Written{kWords[static_cast<std::size_t>(word)], {Is::something, word}};
    });
    has_derived_ = true;
  }

  template <class Give>
  Naive make_table(const std::string& name, const std::string& type, Give give) {
    const bool unique = pick(2) == 0;
    derived_ += "  " + name + ":\n    type: " + type +
                "\n    table:\n      hit: " + (unique ? "unique" : "first") + "\n      rows:\n";
    std::vector<Answer> answers;
    std::vector<Naive> values;
    for (int left = 1 + pick(3); left > 0; --left) {
      const Condition when = condition(1);
      const Written gives = give();
      derived_ +=
          "        - {when: '" + when.text + "', gives: '" + gives.text + "', because: so}\n";
      answers.push_back(when.answer);
      values.push_back(gives.value);
    }
    Naive otherwise{Is::none, 0};
    if (pick(2) == 0) {
      const Written gives = give();
      derived_ += "        - {otherwise: '" + gives.text + "', because: so}\n";
      otherwise = gives.value;
    }
    return unique ? only(answers, values, otherwise) : first(answers, values, otherwise);
  }

  Condition of_derived() {
    if (!has_derived_) return truth("y", y_);
    switch (pick(4)) {
      case 0:
        return truth("f", f_);
      case 1:
        return compare({"t", t_}, number(0));
      case 2:
        return asked("u", u_);
      default: {
        const int first_word = pick(3);
        return among("u", u_, first_word, pick(3));
      }
    }
  }

  // ---- holds and branches ----

  /// Whether a hold runs is chosen before anything asks.
  void make_holds() {
    const Condition unless = condition(1);
    unless_ = unless.answer;
    holds_ =
        "  a: {begins: a1, ends: a2, blocks: {events: [go]}}\n"
        "  b: {begins: b1, ends: b2, blocks: {tags: [demand]}}\n"
        "  c: {begins: c1, ends: c2, blocks: {events: all, unless: '" +
        unless.text + "'}}\n";
  }

  Condition of_hold() {
    if (running_.empty())
      running_ = {{"a", pick(6) == 1}, {"b", pick(3) == 1}, {"c", pick(4) == 1}};
    const bool any = running_[0].second || running_[1].second || running_[2].second;
    if (pick(2) == 0) return {"no hold", answer_of(!any)};
    const auto& [name, runs] = running_[static_cast<std::size_t>(pick(3))];
    if (pick(2) == 0) return {"hold " + name, answer_of(runs)};
    return {"no hold " + name, answer_of(!runs)};
  }

  void make_branches() {
    if (running_.empty()) (void)of_hold();
    for (int i = 0, count = 1 + pick(4); i < count; ++i) {
      BranchAnswer made{"r" + std::to_string(i), Answer::yes, "open", {}};
      std::string line = "{name: " + made.name;
      if (pick(5) != 0) {
        const Condition when = condition(2);
        line += ", when: '" + when.text + "'";
        made.answer = when.answer;
      }
      bool demand = false;
      if (pick(2) == 0) {
        demand = pick(2) == 0;
        line += ", do: [{document: {template: letter" + std::string(demand ? ", tag: demand" : "") +
                "}}]";
        made.actions.push_back("document:letter");
      }
      if (pick(2) == 0) {
        line += ", to: other";
        made.to = "other";
      }
      const bool blocked = running_[0].second || (running_[1].second && demand) ||
                           (running_[2].second && unless_ != Answer::yes);
      if (blocked) made.answer = Answer::no;
      branches_ += "        - " + line + "}\n";
      answers_.push_back(std::move(made));
    }
  }

  Tape& tape_;
  Naive n_, m_, y_, k_, d_, f_, t_, u_;
  Is list_is_ = Is::unknown;
  std::vector<NaiveRecord> list_;
  bool has_derived_ = false;
  std::string derived_, holds_, branches_;
  Answer unless_ = Answer::unknown;
  std::vector<std::pair<std::string, bool>> running_;
  std::vector<BranchAnswer> answers_;
};

TEST(NaiveDecision, AgreesWithTheEngine) {
  const MadeUpRules book;
  int acted = 0;
  int waited = 0;
  std::map<Answer, int> seen;
  const auto one = [&](Tape& tape) {
    const Policy policy{tape};
    const ResultOfMany<Definition> read = read_definition(policy.yaml(), "made_up.yaml", book);
    if (!read) RC_FAIL(said(read.error()) + policy.yaml());
    const Facts facts = policy.facts(*read);
    const RuleValues rules{*read, book, kToday};
    const Event go{.name = "go", .actor = std::nullopt, .fields = {}};
    const Decision decision = decide(*read, policy.state(), go, facts, rules, kToday);
    RC_LOG() << policy.yaml();
    RC_ASSERT(decision.reasons.size() == policy.branches().size());
    for (std::size_t i = 0; i < decision.reasons.size(); ++i) {
      const Policy::BranchAnswer& expected = policy.branches()[i];
      RC_LOG() << expected.name << ": " << decision.reasons[i].because << "\n";
      RC_ASSERT(answer_of(decision.reasons[i].passed) == expected.answer);
      RC_ASSERT(!decision.reasons[i].because.empty());
      ++seen[expected.answer];
    }
    const Policy::BranchAnswer* winner = policy.winner();
    RC_ASSERT(decision.rule == (winner == nullptr ? "" : winner->name));
    RC_ASSERT(decision.to == (winner == nullptr ? "open" : winner->to));
    RC_ASSERT(decision.actions ==
              (winner == nullptr ? std::vector<std::string>{} : winner->actions));
    const Branch* chosen = choose(*read, policy.state(), "go", facts, rules, kToday);
    RC_ASSERT((chosen == nullptr ? "" : chosen->rule) == decision.rule);
    ++(winner == nullptr ? waited : acted);
  };
  const bool agreed = rc::check("the engine decides as a naive one does", [&] {
    const auto choices = *rc::gen::resize(
        100,
        rc::gen::container<std::vector<std::uint8_t>>(3000, rc::gen::arbitrary<std::uint8_t>()));
    Tape tape{choices};
    while (!tape.over()) one(tape);
  });
  EXPECT_TRUE(agreed);
  for (const Answer each : {Answer::no, Answer::yes, Answer::unknown}) EXPECT_GT(seen[each], 200);
  EXPECT_GT(acted, 200);
  EXPECT_GT(waited, 200);
}

}  // namespace
}  // namespace lintel
