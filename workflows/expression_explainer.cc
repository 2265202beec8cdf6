#include <array>

#include "workflows/definition.h"
#include "workflows/expression.h"
#include "workflows/expression_evaluator.h"

namespace lintel {
namespace {

using Op = Node::Op;

/// How a comparison reads when it holds and when it does not.
struct Relation {
  std::string_view yes;
  std::string_view no;
};

Relation relation_of(Op op, ValueType type) {
  const bool date = type == ValueType::date;
  switch (op) {
    case Op::equal: return {" is ", " is not "};
    case Op::not_equal: return {" is not ", " is "};
    case Op::less: return date ? Relation{" is before ", " is on or after "} : Relation{" is below ", " is at least "};
    case Op::less_equal: return date ? Relation{" is on or before ", " is after "} : Relation{" is at most ", " is above "};
    case Op::more: return date ? Relation{" is after ", " is on or before "} : Relation{" is above ", " is at most "};
    default: return date ? Relation{" is on or after ", " is before "} : Relation{" is at least ", " is below "};
  }
}

}  // namespace

/// Says in a sentence how one condition came out, with the values that it saw.
class Explainer {
 public:
  Explainer(const Expression& expression, const Frame& frame) : evaluator_(expression, frame), frame_(frame) {}

  Finding finding(std::int32_t index) {
    Finding found;
    find(index, evaluator_.verdict(index), found);
    return found;
  }
  void find(std::int32_t index, Verdict verdict, Finding& found) {
    found.verdict = verdict;
    found.sentence = sentence(index, verdict);
    name_fact(index, found);
    if (evaluator_.leans_on_rules()) found.law = citation(index);
  }

  Evaluator& evaluator() { return evaluator_; }

 private:
  const Node& node(std::int32_t index) const { return evaluator_.node(index); }
  const FactDeclaration& declaration(const Node& at) const { return (*frame_.declarations)[static_cast<std::size_t>(at.first)]; }

  std::string sentence(std::int32_t index, Verdict verdict) {
    const Node& at = node(index);
    if (verdict == Verdict::unknown && at.op != Op::all_of && at.op != Op::any_of && at.op != Op::inverse) return not_known(index);
    switch (at.op) {
      case Op::all_of:
      case Op::any_of: return joined(at, verdict);
      case Op::inverse: {
        const Verdict inner = verdict == Verdict::unknown ? verdict : verdict == Verdict::yes ? Verdict::no : Verdict::yes;
        return sentence(at.first, inner);
      }
      case Op::equal:
      case Op::not_equal:
      case Op::less:
      case Op::less_equal:
      case Op::more:
      case Op::more_equal: return comparison(at, verdict);
      case Op::between:
        return said(at.first) + (verdict == Verdict::yes ? " is between " : " is not between ") + said(at.second) + " and " + said(at.third);
      case Op::in: {
        if (node(at.first).op == Op::state_is) return "the case is in " + words_of(evaluator_.value(at.first).to_words());
        std::string words = said(at.first) + (verdict == Verdict::yes ? " is one of " : " is not one of ");
        bool first = true;
        for (const std::int32_t choice : evaluator_.group(at.second)) {
          words += (first ? "" : ", ") + said(choice);
          first = false;
        }
        return words;
      }
      case Op::is_known: return described(at.first) + (verdict == Verdict::yes ? " is known" : " is not known");
      case Op::is_unknown: return described(at.first) + (verdict == Verdict::yes ? " is not known" : " is known");
      case Op::is_none:
      case Op::is_not_none: return described(at.first) + " is " + evaluator_.value(at.first).to_words();
      case Op::hold:
      case Op::no_hold: return hold_words(at);
      case Op::list_any:
      case Op::list_all: return list_words(at, verdict);
      case Op::fact: return yes_no_fact(at, verdict);
      default: return described(index) + (verdict == Verdict::yes ? " is yes" : " is no");
    }
  }

  std::string joined(const Node& at, Verdict verdict) {
    // What decided: in `and` the first that failed, in `or` the first that passed, else all of them.
    const Verdict decisive = at.op == Op::all_of ? Verdict::no : Verdict::yes;
    std::string words;
    for (const std::int32_t part : evaluator_.group(at.first)) {
      const Verdict each = evaluator_.verdict(part);
      if (verdict == decisive && each == verdict) return sentence(part, each);
      if (verdict == Verdict::unknown && each == verdict) return sentence(part, each);
      if (verdict == each) words += (words.empty() ? "" : " and ") + sentence(part, each);
    }
    return words;
  }

  std::string comparison(const Node& at, Verdict verdict) {
    const Evaluator::Cell left_cell = evaluator_.cell(at.first);
    const Evaluator::Cell right_cell = evaluator_.cell(at.second);
    if (left_cell.kind == Value::Kind::none) return described(at.first) + " is none";
    if (right_cell.kind == Value::Kind::none) return described(at.second) + " is none";
    const Node& left = node(at.first);
    if (left.op == Op::state_is) return "the case is in " + words_of(*left_cell.text);
    std::string words;
    words.reserve(96);
    if (left.type == ValueType::yes_no && left.op == Op::fact) {
      words.append(declaration(left).label) += " is ";
      append(words, left.type, left_cell);
      return words;
    }
    const Relation relation = relation_of(at.op, left.type);
    say(words, at.first, left_cell);
    words += verdict == Verdict::yes ? relation.yes : relation.no;
    say(words, at.second, right_cell);
    return words;
  }

  std::string yes_no_fact(const Node& at, Verdict verdict) {
    const FactDeclaration& fact = declaration(at);
    std::string words = fact.label + (verdict == Verdict::yes ? " is yes" : " is no");
    if (!fact.formula || !frame_.facts.at(static_cast<std::size_t>(at.first)).is_unknown()) {
      return frame_.facts.at(static_cast<std::size_t>(at.first)).is_none() ? fact.label + " is none" : words;
    }
    Explainer inner{*fact.formula, frame_};
    return words + " (" + inner.finding(inner.evaluator_.root()).sentence + ")";
  }

  std::string hold_words(const Node& at) {
    std::string words;
    for (const Hold& hold : frame_.holds) {
      if (!hold.runs_on(frame_.today)) continue;
      if (at.first >= 0 && hold.name != hold_name(at)) continue;
      words += (words.empty() ? "" : " and ") + words_of(hold.name) + " runs";
      if (hold.until) words += " until " + hold.until->to_words();
    }
    if (!words.empty()) return words;
    return at.first < 0 ? "no hold runs" : "no " + words_of(hold_name(at)) + " runs";
  }

  /// "hold.dispute" for the first hold that runs and that the node asks about, or "".
  std::string running_hold(const Node& at) const {
    for (const Hold& hold : frame_.holds)
      if (hold.runs_on(frame_.today) && (at.first < 0 || hold.name == hold_name(at))) return "hold." + hold.name;
    return {};
  }

  /// The hold that a node asks about, from its place in the source: "hold dispute", "no hold dispute".
  std::string hold_name(const Node& at) const {
    const std::string_view source = evaluator_.source_of(at);
    return std::string(source.substr(source.rfind(' ') + 1));
  }

  std::string list_words(const Node& at, Verdict verdict) {
    const std::string source{evaluator_.source_of(at)};
    const std::string condition = source.substr(source.find(' ') + 1);
    if (at.op == Op::list_any) return (verdict == Verdict::yes ? "there are " : "there are no ") + condition;
    return (verdict == Verdict::yes ? "all " : "not all ") + condition;
  }

  /// "arrears £410.35" for a fact, the bare value for anything reckoned.
  void say(std::string& words, std::int32_t index) { say(words, index, evaluator_.cell(index)); }
  void say(std::string& words, std::int32_t index, const Evaluator::Cell& cell) {
    const Node& at = node(index);
    switch (at.op) {
      case Op::today: words += "today"; return;
      case Op::to_days:
        if (at.second == 1) return say(words, at.first);
        break;
      case Op::fact: words.append(declaration(at).label) += ' '; break;
      case Op::field: words.append(evaluator_.source_of(at)) += ' '; break;
      case Op::days_between:
      case Op::list_count:
      case Op::weekday:
      case Op::list_latest: words.append(described(index)) += ' '; break;
      default: break;
    }
    append(words, at.type, cell);
  }
  std::string said(std::int32_t index) {
    std::string words;
    say(words, index);
    return words;
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
      case Op::fact: return declaration(at).label;
      case Op::today: return "today";
      case Op::days_between: return "days from " + described(at.first) + " to " + described(at.second);
      case Op::weekday: return "the weekday of " + described(at.first);
      case Op::constant: return evaluator_.constant(at.first).to_words();
      case Op::to_days: return described(at.first);
      default: return std::string(evaluator_.source_of(at));
    }
  }

  std::string not_known(std::int32_t index) {
    const std::int32_t missing = missing_leaf(index);
    if (missing < 0) return described(index) + " is not known";
    const Node& at = node(missing);
    if (at.op == Op::rule) return std::string(evaluator_.source_of(at)) + " has no value on " + frame_.today.to_words();
    if (at.op == Op::fact && declaration(at).formula) {
      Explainer inner{*declaration(at).formula, frame_};
      const std::int32_t root = inner.evaluator_.root();
      if (inner.missing_leaf(root) >= 0) return declaration(at).label + " is not known, for " + inner.not_known(root);
    }
    if (at.op == Op::fact || is_list(at.op)) return declaration(at).label + " is not known";
    return described(missing) + " is not known";
  }

  /// The first fact, field or rule that is unknown below this node; -1 when there is none.
  std::int32_t missing_leaf(std::int32_t index) {
    std::int32_t found = -1;
    each_leaf(index, [&](std::int32_t leaf) {
      const Op op = node(leaf).op;
      if (found < 0 && (op == Op::fact || op == Op::rule) && evaluator_.cell(leaf).kind == Value::Kind::unknown) found = leaf;
      if (found < 0 && is_list(op) && frame_.facts.at(static_cast<std::size_t>(node(leaf).first)).is_unknown()) found = leaf;
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
      if (inner.name_missing_fact(inner.evaluator_.root(), found) && !found.fact.empty()) return true;
    }
    name(at, found);
    return true;
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
      if (at.op == Op::rule) found = frame_.rules.at(static_cast<std::size_t>(at.first)).used.citation;
      if (at.op == Op::fact && declaration(at).formula) {
        Explainer inner{*declaration(at).formula, frame_};
        found = inner.citation(inner.evaluator_.root());
      }
    });
    return found;
  }

  static bool is_comparison(Op op) { return op >= Op::equal && op <= Op::more_equal; }
  static bool is_list(Op op) { return op == Op::list_any || op == Op::list_all || op == Op::list_count || op == Op::list_latest; }

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
      case Op::field: visit(index); return;
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
      case Op::to_days:
      case Op::to_working_days:
      case Op::to_months: each_leaf(at.first, visit); return;
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
  const Node& root = explainer.evaluator().node(root_);
  if (root.op != Op::all_of) {
    found.push_back(explainer.finding(root_));
    return found;
  }
  for (const std::int32_t part : explainer.evaluator().group(root.first)) found.push_back(explainer.finding(part));
  return found;
}

Finding Expression::explain_first(const Frame& frame) const {
  Finding found;
  if (find_failure(frame, found)) return found;
  return Explainer{*this, frame}.finding(root_);
}

bool Expression::find_failure(const Frame& frame, Finding& found) const {
  Evaluator evaluator{*this, frame};
  const Node& root = evaluator.node(root_);
  std::int32_t failed = -1;
  Verdict verdict = Verdict::yes;
  if (root.op != Op::all_of) {
    verdict = evaluator.verdict(root_);
    failed = root_;
  } else {
    for (const std::int32_t part : evaluator.group(root.first)) {
      const Verdict each = evaluator.verdict(part);
      if (each == Verdict::yes || (each == Verdict::unknown && verdict == each)) continue;
      verdict = each;
      failed = part;
      if (each == Verdict::no) break;
    }
  }
  if (verdict == Verdict::yes) return false;
  Explainer{*this, frame}.find(failed, verdict, found);
  return true;
}

int Expression::lacking(const Frame& frame) const {
  Evaluator evaluator{*this, frame};
  const Node& root = evaluator.node(root_);
  if (root.op != Op::all_of) return evaluator.verdict(root_) == Verdict::yes ? 0 : 1;
  int count = 0;
  for (const std::int32_t part : evaluator.group(root.first))
    if (evaluator.verdict(part) != Verdict::yes) ++count;
  return count;
}

}  // namespace lintel
