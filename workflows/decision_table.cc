#include "workflows/decision_table.h"

namespace lintel {
namespace {

using Outcome = DecisionTable::Outcome;

Verdict verdict_of(const DecisionTable::Row& row, const Frame& frame) {
  return row.when ? row.when->test(frame) : Verdict::yes;
}

Outcome first_of(const std::vector<DecisionTable::Row>& rows, const Frame& frame) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Verdict verdict = verdict_of(rows[i], frame);
    if (verdict == Verdict::yes) return {.kind = Outcome::Kind::row, .row = i};
    if (verdict == Verdict::unknown) return {.kind = Outcome::Kind::unknown, .row = i};
  }
  return {};
}

Outcome only_of(const std::vector<DecisionTable::Row>& rows, const Frame& frame) {
  Outcome passing;
  Outcome unknown;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const bool otherwise = !rows[i].when;
    if (otherwise && (passing.kind == Outcome::Kind::row || unknown.kind == Outcome::Kind::unknown))
      break;
    const Verdict verdict = verdict_of(rows[i], frame);
    if (verdict == Verdict::yes && passing.kind == Outcome::Kind::row)
      return {.kind = Outcome::Kind::twice, .row = passing.row, .second = i};
    if (verdict == Verdict::yes) passing = {.kind = Outcome::Kind::row, .row = i};
    if (verdict == Verdict::unknown && unknown.kind != Outcome::Kind::unknown)
      unknown = {.kind = Outcome::Kind::unknown, .row = i};
  }
  return unknown.kind == Outcome::Kind::unknown ? unknown : passing;
}

}  // namespace

Outcome DecisionTable::outcome(const Frame& frame) const {
  return hit == Hit::first ? first_of(rows, frame) : only_of(rows, frame);
}

}  // namespace lintel
