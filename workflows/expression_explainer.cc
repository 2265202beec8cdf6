#include <algorithm>
#include <array>

#include "workflows/definition.h"
#include "workflows/expression.h"
#include "workflows/expression_evaluator.h"

namespace lintel {
namespace {

using Op = Node::Op;

/// Room for most sentences, so that their text is got once.
constexpr std::size_t kUsualSentence = 80;

/// How a comparison reads when it holds and when it does not.
struct Relation {
  std::string_view yes;
  std::string_view no;
};

Relation relation_of(Op op, ValueType type) {
  const bool date = type == ValueType::date;
  switch (op) {
    case Op::equal:
      return {" is ", " is not "};
    case Op::not_equal:
      return {" is not ", " is "};
    case Op::less:
      return date ? Relation{" is before ", " is on or after "}
                  : Relation{" is below ", " is at least "};
    case Op::less_equal:
      return date ? Relation{" is on or before ", " is after "}
                  : Relation{" is at most ", " is above "};
    case Op::more:
      return date ? Relation{" is after ", " is on or before "}
                  : Relation{" is above ", " is at most "};
    default:
      return date ? Relation{" is on or after ", " is before "}
                  : Relation{" is at least ", " is below "};
  }
}

/// What words_of() says, put at the end of `words`.
void append_words_of(std::string& words, std::string_view name) {
  const std::size_t begin = words.size();
  words += name;
  std::replace(words.begin() + static_cast<std::ptrdiff_t>(begin), words.end(), '_', ' ');
}

}  // namespace

/// Says in a sentence how one condition came out, with the values that it saw.
class Explainer {
 public:
  Explainer(const Expression& expression, const Frame& frame)
      : evaluator_(expression, frame), frame_(frame) {}

  Finding finding(std::int32_t index) {
    Finding found;
    find(index, evaluator_.verdict(index), found);
    return found;
  }
  void find(std::int32_t index, Verdict verdict, Finding& found) {
    begin(found, verdict);
    sentence(found.sentence, index, verdict);
    name_fact(index, found);
    if (evaluator_.leans_on_rules()) found.law = citation(index);
  }

  void find_all(std::span<const std::int32_t> parts, Finding& found) {
    begin(found, Verdict::yes);
    for (const std::int32_t part : parts) {
      if (!found.sentence.empty()) found.sentence += ", ";
      sentence(found.sentence, part, Verdict::yes);
      if (found.fact.empty()) name_fact(part, found);
      if (found.law.empty() && evaluator_.leans_on_rules()) found.law = citation(part);
    }
  }

  /// Puts the sentence at the end of `words`.
  void sentence(std::string& words, std::int32_t index, Verdict verdict) {
    const Node& at = node(index);
    const bool yes = verdict == Verdict::yes;
    const bool whole = at.op == Op::all_of || at.op == Op::any_of || at.op == Op::inverse;
    if (verdict == Verdict::unknown && !whole) {
      words += not_known(index);
      return;
    }
    switch (at.op) {
      case Op::all_of:
      case Op::any_of:
        return joined(words, at, verdict);
      case Op::inverse:
        return sentence(words,
                        at.first,
                        verdict == Verdict::unknown ? verdict
                        : yes                       ? Verdict::no
                                                    : Verdict::yes);
      case Op::equal:
      case Op::not_equal:
      case Op::less:
      case Op::less_equal:
      case Op::more:
      case Op::more_equal:
        return comparison(words, at, yes);
      case Op::between:
        say(words, at.first);
        words += yes ? " is between " : " is not between ";
        say(words, at.second);
        words += " and ";
        return say(words, at.third);
      case Op::in:
        return choice(words, at, yes);
      case Op::is_known:
        words.append(described(at.first)) += yes ? " is known" : " is not known";
        return;
      case Op::is_unknown:
        words.append(described(at.first)) += yes ? " is not known" : " is known";
        return;
      case Op::is_none:
      case Op::is_not_none:
        words.append(described(at.first)) += " is ";
        return append(words, node(at.first).type, evaluator_.cell(at.first));
      case Op::hold:
      case Op::no_hold:
        return hold_words(words, at);
      case Op::list_any:
      case Op::list_all:
        return list_words(words, at, yes);
      case Op::fact:
        return yes_no_fact(words, at, yes);
      default:
        words.append(described(index)) += yes ? " is yes" : " is no";
        return;
    }
  }

  Evaluator& evaluator() { return evaluator_; }

 private:
  static void begin(Finding& found, Verdict verdict) {
    found.verdict = verdict;
    found.slot = -1;
    found.fact.clear();
    found.law.clear();
    found.sentence.clear();
    found.sentence.reserve(kUsualSentence);
  }
  const Node& node(std::int32_t index) const { return evaluator_.node(index); }
  const FactDeclaration& declaration(const Node& at) const {
    return (*frame_.declarations)[static_cast<std::size_t>(at.first)];
  }

  void joined(std::string& words, const Node& at, Verdict verdict) {
    // What decided: in `and` the first that failed, in `or` the first that passed, else all of
    // them.
    const Verdict decisive = at.op == Op::all_of ? Verdict::no : Verdict::yes;
    const bool one_decides = verdict == decisive || verdict == Verdict::unknown;
    bool first = true;
    for (const std::int32_t part : evaluator_.group(at.first)) {
      // Where all decide, all came out alike: there is nothing to ask.
      if (one_decides && evaluator_.verdict(part) != verdict) continue;
      if (!first) words += " and ";
      first = false;
      sentence(words, part, verdict);
      if (one_decides) return;
    }
  }

  void comparison(std::string& words, const Node& at, bool yes) {
    const Evaluator::Cell left_cell = evaluator_.cell(at.first);
    const Evaluator::Cell right_cell = evaluator_.cell(at.second);
    const Node& left = node(at.first);
    const bool left_is_none = left_cell.kind == Value::Kind::none;
    if (left_is_none || right_cell.kind == Value::Kind::none) {
      words.append(described(left_is_none ? at.first : at.second)) += " is none";
    } else if (left.op == Op::state_is) {
      words.append("the case is in ") += words_of(*left_cell.text);
    } else if (left.type == ValueType::yes_no && left.op == Op::fact) {
      words += left_cell.raw != 0 ? declaration(left).says_yes : declaration(left).says_no;
    } else {
      const Relation relation = relation_of(at.op, left.type);
      say(words, at.first, left_cell);
      words += yes ? relation.yes : relation.no;
      say(words, at.second, right_cell);
    }
  }

  void choice(std::string& words, const Node& at, bool yes) {
    if (node(at.first).op == Op::state_is) {
      words.append("the case is in ") += words_of(evaluator_.value(at.first).to_words());
      return;
    }
    if (evaluator_.cell(at.first).kind == Value::Kind::none) {
      words.append(described(at.first)) += " is none";
      return;
    }
    say(words, at.first);
    words += yes ? " is one of " : " is not one of ";
    bool first = true;
    for (const std::int32_t each : evaluator_.group(at.second)) {
      if (!first) words += ", ";
      first = false;
      say(words, each);
    }
  }

  void yes_no_fact(std::string& words, const Node& at, bool yes) {
    const FactDeclaration& fact = declaration(at);
    const Value& given = frame_.facts.at(static_cast<std::size_t>(at.first));
    if (given.is_none()) {
      words.append(fact.label) += " is none";
    } else {
      words += yes ? fact.says_yes : fact.says_no;
    }
    if (!given.is_unknown()) return;
    if (fact.table) return which_row(words, at);
    if (!fact.formula) return;
    Explainer inner{*fact.formula, frame_};
    const std::int32_t root = inner.evaluator_.root();
    words += " (";
    inner.sentence(words, root, inner.evaluator_.verdict(root));
    words += ')';
  }

  /// " (row 2: the tenancy is secure)": the row of its table that gives a fact its value.
  void which_row(std::string& words, const Node& at) const {
    const FactDeclaration& fact = declaration(at);
    if (!fact.table || !frame_.facts.at(static_cast<std::size_t>(at.first)).is_unknown()) return;
    const DecisionTable::Outcome outcome = fact.table->outcome(frame_);
    if (outcome.kind == DecisionTable::Outcome::Kind::no_row) words += " (no row passes)";
    if (outcome.kind != DecisionTable::Outcome::Kind::row) return;
    const DecisionTable::Row& row = fact.table->rows[outcome.row];
    words += row.when ? " (row " + std::to_string(outcome.row + 1) : " (otherwise";
    words.append(": ").append(row.because) += ')';
  }

  /// Why a table gives no value: which row is not known, or which two pass.
  std::string table_not_known(const FactDeclaration& fact) const {
    const DecisionTable::Outcome outcome = fact.table->outcome(frame_);
    const DecisionTable::Row& row = fact.table->rows[outcome.row];
    const std::string number = std::to_string(outcome.row + 1);
    switch (outcome.kind) {
      case DecisionTable::Outcome::Kind::twice:
        return "rows " + number + " (" + row.because + ") and " +
               std::to_string(outcome.second + 1) + " (" +
               fact.table->rows[outcome.second].because + ") both pass";
      case DecisionTable::Outcome::Kind::unknown:
        return row.when->explain_first(frame_).sentence + " in row " + number;
      case DecisionTable::Outcome::Kind::row:
        return row.gives.explain_first(frame_).sentence;
      case DecisionTable::Outcome::Kind::no_row:
        break;
    }
    return "no row passes";
  }

  void hold_words(std::string& words, const Node& at) {
    bool any = false;
    for (const Hold& hold : frame_.holds) {
      if (!hold.runs_on(frame_.today)) continue;
      if (at.first >= 0 && hold.name != hold_name(at)) continue;
      if (any) words += " and ";
      any = true;
      append_words_of(words, hold.name);
      words += " runs";
      if (hold.until) words.append(" until ") += hold.until->to_words();
    }
    if (any) return;
    words += "no ";
    append_words_of(words, at.first < 0 ? "hold" : hold_name(at));
    words += " runs";
  }

  /// "hold.dispute" for the first hold that runs and that the node asks about, or "".
  std::string running_hold(const Node& at) const {
    for (const Hold& hold : frame_.holds)
      if (hold.runs_on(frame_.today) && (at.first < 0 || hold.name == hold_name(at)))
        return "hold." + hold.name;
    return {};
  }

  /// The hold that a node asks about, from its place in the source: "hold dispute", "no hold
  /// dispute".
  std::string_view hold_name(const Node& at) const {
    const std::string_view source = evaluator_.source_of(at);
    return source.substr(source.rfind(' ') + 1);
  }

  void list_words(std::string& words, const Node& at, bool yes) {
    const std::string_view source = evaluator_.source_of(at);
    words += at.op == Op::list_any ? (yes ? "there are " : "there are no ")
                                   : (yes ? "all " : "not all ");
    words += source.substr(source.find(' ') + 1);
  }

  /// "arrears £410.35" for a fact, the bare value for anything reckoned.
  void say(std::string& words, std::int32_t index) { say(words, index, evaluator_.cell(index)); }
  void say(std::string& words, std::int32_t index, const Evaluator::Cell& cell) {
    const Node& at = node(index);
    switch (at.op) {
      case Op::constant:
        words += evaluator_.constant_words(at.first);
        return;
      case Op::today:
        words += "today";
        return;
      case Op::same_count:
      case Op::weeks_as_days:
      case Op::length_as_number:
        return say(words, at.first);
      case Op::fact:
        words.append(declaration(at).label) += ' ';
        break;
      case Op::field:
        words.append(evaluator_.source_of(at)) += ' ';
        break;
      case Op::days_between:
      case Op::list_count:
      case Op::weekday:
      case Op::list_latest:
        words.append(described(index)) += ' ';
        break;
      default:
        break;
    }
    append(words, at.type, cell);
    if (at.op == Op::fact && at.third != 0) which_row(words, at);
  }
  static void append(std::string& words, ValueType type, const Evaluator::Cell& cell) {
    if (cell.kind == Value::Kind::unknown) {
      words += "unknown";
    } else if (cell.kind == Value::Kind::none) {
      words += "none";
    } else if (type == ValueType::text) {
      words += *cell.text;
    } else {
      Value::append_words(words, type, cell.raw);
    }
  }

  /// The words for a part without its value.
  std::string described(std::int32_t index) {
    const Node& at = node(index);
    switch (at.op) {
      case Op::fact:
        return declaration(at).label;
      case Op::today:
        return "today";
      case Op::days_between:
        return "days from " + described(at.first) + " to " + described(at.second);
      case Op::weekday:
        return "the weekday of " + described(at.first);
      case Op::constant:
        return evaluator_.constant(at.first).to_words();
      case Op::weeks_as_days:
      case Op::length_as_number:
        return described(at.first);
      default:
        return std::string(evaluator_.source_of(at));
    }
  }

  std::string not_known(std::int32_t index) {
    const std::int32_t missing = missing_leaf(index);
    if (missing < 0) return described(index) + " is not known";
    const Node& at = node(missing);
    if (at.op == Op::rule)
      return std::string(evaluator_.source_of(at)) + " has no value on " + frame_.today.to_words();
    if (at.op == Op::fact && declaration(at).table)
      return declaration(at).label + " is not known, for " + table_not_known(declaration(at));
    if (at.op == Op::fact && declaration(at).formula) {
      Explainer inner{*declaration(at).formula, frame_};
      const std::int32_t root = inner.evaluator_.root();
      if (inner.missing_leaf(root) >= 0)
        return declaration(at).label + " is not known, for " + inner.not_known(root);
    }
    if (at.op == Op::fact || is_list(at.op)) return declaration(at).label + " is not known";
    return described(missing) + " is not known";
  }

  /// The first fact, field or rule that is unknown below this node; -1 when there is none.
  std::int32_t missing_leaf(std::int32_t index) {
    std::int32_t found = -1;
    each_leaf(index, [&](std::int32_t leaf) {
      const Op op = node(leaf).op;
      if (found < 0 && (op == Op::fact || op == Op::rule) &&
          evaluator_.cell(leaf).kind == Value::Kind::unknown)
        found = leaf;
      if (found < 0 && is_list(op) &&
          frame_.facts.at(static_cast<std::size_t>(node(leaf).first)).is_unknown())
        found = leaf;
    });
    return found;
  }

  void name_fact(std::int32_t index, Finding& found) {
    if (found.verdict == Verdict::unknown && name_missing_fact(index, found)) return;
    const Node& whole = node(index);
    const bool simple = whole.first >= 0 && (is_comparison(whole.op) || whole.op == Op::between);
    if (simple && node(whole.first).op == Op::fact) return name(node(whole.first), found);
    each_leaf(index, [&](std::int32_t leaf) {
      if (!found.fact.empty()) return;
      const Node& at = node(leaf);
      if (at.op == Op::hold || at.op == Op::no_hold) found.fact = running_hold(at);
      if (at.op == Op::fact || is_list(at.op)) name(at, found);
    });
  }

  /// False when nothing below the node is unknown. A rule without a value names no fact.
  bool name_missing_fact(std::int32_t index, Finding& found) {
    const std::int32_t leaf = missing_leaf(index);
    if (leaf < 0) return false;
    const Node& at = node(leaf);
    if (at.op == Op::rule) return true;
    if (at.op == Op::fact && declaration(at).formula) {
      Explainer inner{*declaration(at).formula, frame_};
      if (inner.name_missing_fact(inner.evaluator_.root(), found) && !found.fact.empty())
        return true;
    }
    if (at.op == Op::fact && declaration(at).table &&
        name_missing_in(*declaration(at).table, found))
      return true;
    name(at, found);
    return true;
  }

  /// The fact that a row asks about and that is not known.
  bool name_missing_in(const DecisionTable& table, Finding& found) const {
    const DecisionTable::Outcome outcome = table.outcome(frame_);
    if (outcome.kind != DecisionTable::Outcome::Kind::unknown) return false;
    Explainer inner{*table.rows[outcome.row].when, frame_};
    return inner.name_missing_fact(inner.evaluator_.root(), found) && !found.fact.empty();
  }

  void name(const Node& at, Finding& found) const {
    found.fact = declaration(at).name;
    found.slot = at.first;
  }

  std::string citation(std::int32_t index) {
    std::string found;
    each_leaf(index, [&](std::int32_t leaf) {
      if (!found.empty()) return;
      const Node& at = node(leaf);
      if (at.op == Op::rule)
        found = frame_.rules.at(static_cast<std::size_t>(at.first)).used.citation;
      if (at.op == Op::fact && declaration(at).formula) {
        Explainer inner{*declaration(at).formula, frame_};
        found = inner.citation(inner.evaluator_.root());
      }
      if (at.op == Op::fact && declaration(at).table) found = citation_of(*declaration(at).table);
    });
    return found;
  }

  /// What the row that gives the value cites, itself or by the rules that it leans on.
  std::string citation_of(const DecisionTable& table) const {
    const DecisionTable::Outcome outcome = table.outcome(frame_);
    if (outcome.kind != DecisionTable::Outcome::Kind::row) return {};
    const DecisionTable::Row& row = table.rows[outcome.row];
    if (!row.law.empty()) return row.law;
    Explainer gives{row.gives, frame_};
    const std::string found = gives.citation(gives.evaluator_.root());
    if (!found.empty() || !row.when) return found;
    Explainer when{*row.when, frame_};
    return when.citation(when.evaluator_.root());
  }

  static bool is_comparison(Op op) { return op >= Op::equal && op <= Op::more_equal; }
  static bool is_list(Op op) {
    return op == Op::list_any || op == Op::list_all || op == Op::list_count ||
           op == Op::list_latest;
  }

  template <class Visit>
  void each_leaf(std::int32_t index, Visit&& visit) {
    const Node& at = node(index);
    switch (at.op) {
      case Op::constant:
      case Op::fact:
      case Op::rule:
      case Op::today:
      case Op::hold:
      case Op::no_hold:
      case Op::state_is:
      case Op::field:
        visit(index);
        return;
      case Op::all_of:
      case Op::any_of:
        for (const std::int32_t part : evaluator_.group(at.first)) each_leaf(part, visit);
        return;
      case Op::in:
        each_leaf(at.first, visit);
        for (const std::int32_t part : evaluator_.group(at.second)) each_leaf(part, visit);
        return;
      case Op::list_any:
      case Op::list_all:
      case Op::list_count:
      case Op::list_latest:
        visit(index);
        if (at.second >= 0) each_leaf(at.second, visit);
        return;
      case Op::to_length:
      case Op::same_count:
      case Op::weeks_as_days:
      case Op::length_as_number:
        each_leaf(at.first, visit);
        return;
      default:
        for (const std::int32_t child : {at.first, at.second, at.third})
          if (child >= 0) each_leaf(child, visit);
        return;
    }
  }

  Evaluator evaluator_;
  const Frame& frame_;
};

std::vector<Finding> Expression::explain(const Frame& frame) const {
  Explainer explainer{*this, frame};
  std::vector<Finding> found;
  found.reserve(conditions().size());
  for (const std::int32_t part : conditions()) found.push_back(explainer.finding(part));
  return found;
}

Finding Expression::explain_first(const Frame& frame) const {
  Finding found;
  if (find_failure(frame, found)) return found;
  return Explainer{*this, frame}.finding(root_);
}

bool Expression::find_failure(const Frame& frame, Finding& found) const {
  Explainer explainer{*this, frame};
  std::int32_t failed = root_;
  Verdict verdict = Verdict::yes;
  for (const std::int32_t part : conditions()) {
    const Verdict each = explainer.evaluator().verdict(part);
    if (each == Verdict::yes || (each == Verdict::unknown && verdict == each)) continue;
    verdict = each;
    failed = part;
    if (each == Verdict::no) break;
  }
  if (verdict == Verdict::yes) return false;
  explainer.find(failed, verdict, found);
  return true;
}

void Expression::find_all(const Frame& frame, Finding& found) const {
  Explainer{*this, frame}.find_all(conditions(), found);
}

int Expression::lacking(const Frame& frame) const {
  Evaluator evaluator{*this, frame};
  int count = 0;
  for (const std::int32_t part : conditions())
    if (evaluator.verdict(part) != Verdict::yes) ++count;
  return count;
}

std::vector<std::string> Expression::failures(const Frame& frame) const {
  Explainer explainer{*this, frame};
  std::vector<std::string> sentences;
  for (const std::int32_t part : conditions()) {
    const Verdict verdict = explainer.evaluator().verdict(part);
    if (verdict != Verdict::yes) explainer.sentence(sentences.emplace_back(), part, verdict);
  }
  return sentences;
}

}  // namespace lintel
