#include "server/casework/mass_hold_work.h"

#include <algorithm>
#include <future>
#include <stdexcept>

#include "server/casework/casework_parts.h"
#include "server/casework/mass_holds.h"

namespace lintel {
namespace {

/// Cases decided at once, and written in one transaction of no more than a thousand rows.
constexpr int kCasesAtOnce = 100;

Json parsed(const std::string& text) {
  Result<Json> read = parse_json(text);
  if (!read) throw std::runtime_error(read.error().to_string());
  return *std::move(read);
}

std::int64_t number_in(const std::string& place) {
  return place.empty() ? 0 : std::stoll(place);
}

MassHoldLine written(const MassHoldDecided& decided,
                     const Applied& applied,
                     std::set<Hash>& rules) {
  MassHoldLine line = decided.line;
  line.seq = applied.seq;
  if (applied.outcome == Applied::Outcome::duplicate) {
    line.outcome = MassHoldOutcome::already;
    line.because = "this hold has been through this case before";
    line.timers.clear();
    return line;
  }
  rules.insert(decided.planned->rules_of_the_day);
  return line;
}

}  // namespace

MassHoldWork::MassHoldWork(CaseworkParts& parts, MassHold hold, const Person& by)
    : parts_(parts),
      hold_(std::move(hold)),
      pick_(CasePick::read(parsed(hold_.picked))),
      listed_(pick_.references.begin(), pick_.references.end()),
      by_(by),
      decider_(parts, hold_, by) {
}

void MassHoldWork::go(bool dry, const Progress& progress, const TakeLine& take) {
  std::string place = hold_.place;
  std::int64_t done = hold_.done();
  std::future<std::vector<MassHoldLine>> writing;
  const auto note = [&](const std::vector<MassHoldLine>& lines) {
    done += std::ssize(lines);
    for (const MassHoldLine& line : lines) {
      count(line);
      if (take) take(line);
    }
    if (progress) progress(done, hold_.expected);
  };
  while (true) {
    Batch batch =
        parts_.database.read([&](Connection& connection) { return next(connection, place); });
    if (writing.valid()) note(writing.get());
    if (batch.next_place == place) break;
    place = batch.next_place;
    if (dry) {
      std::vector<MassHoldLine> lines;
      for (const MassHoldDecided& each : batch.cases) lines.push_back(each.line);
      note(lines);
      continue;
    }
    writing =
        std::async(std::launch::async, [this, moved = std::move(batch)] { return write(moved); });
  }
}

MassHoldWork::Batch MassHoldWork::next(Connection& connection, const std::string& place) {
  Batch batch{.cases = {}, .place = place, .next_place = place};
  if (hold_.act == MassHoldAct::lift) {
    add_put_lines(connection, batch);
  } else if (!listed_.empty()) {
    add_listed(connection, batch);
  } else {
    add_picked(connection, batch);
  }
  return batch;
}

void MassHoldWork::add_put_lines(Connection& connection, Batch& batch) {
  for (const MassHoldLine& line :
       MassHoldStore(connection)
           .lines(
               hold_.lifts, MassHoldOutcome::changed, {}, number_in(batch.place), kCasesAtOnce)) {
    batch.cases.push_back(decider_.lift(connection, line));
    batch.next_place = std::to_string(line.n);
  }
}

void MassHoldWork::add_picked(Connection& connection, Batch& batch) {
  std::optional<PickedCase> after;
  if (const std::size_t blank = batch.place.rfind(' '); blank != std::string::npos) {
    after.emplace();
    after->reference = batch.place.substr(0, blank);
    after->case_id = CaseId::parse(batch.place.substr(blank + 1)).value();
  }
  for (const PickedCase& picked :
       WorklistStore(connection).picked(pick_.filter(hold_.on), after, kCasesAtOnce)) {
    batch.cases.push_back(decider_.put(connection, picked));
    batch.next_place = picked.reference + " " + to_string(picked.case_id);
  }
}

/// The next references as they are listed, each with its open cases.
void MassHoldWork::add_listed(Connection& connection, Batch& batch) {
  const auto from = static_cast<std::size_t>(number_in(batch.place));
  const std::size_t to = std::min(listed_.size(), from + kCasesAtOnce);
  if (from >= to) return;
  WorklistFilter filter = pick_.filter(hold_.on);
  filter.references = {listed_.begin() + static_cast<std::ptrdiff_t>(from),
                       listed_.begin() + static_cast<std::ptrdiff_t>(to)};
  // Some references may have more than one open case, each of its own workflow.
  constexpr int kOpenCasesOfEach = 8;
  const std::vector<PickedCase> found =
      WorklistStore(connection).picked(filter, std::nullopt, kCasesAtOnce * kOpenCasesOfEach);
  std::set<CaseId> seen;
  for (std::size_t i = from; i < to; ++i) {
    bool any = false;
    for (const PickedCase& picked : found) {
      if (picked.reference != listed_[i] && picked.payment_reference != listed_[i]) continue;
      any = true;
      if (seen.insert(picked.case_id).second)
        batch.cases.push_back(decider_.put(connection, picked));
    }
    if (!any)
      batch.cases.push_back(
          {.line = {.reference = listed_[i],
                    .outcome = MassHoldOutcome::refused,
                    .because = "no open case of this reference is among those picked"},
           .planned = std::nullopt});
  }
  batch.next_place = std::to_string(to);
}

std::vector<MassHoldLine> MassHoldWork::write(const Batch& batch) {
  std::vector<MassHoldLine> lines;
  std::set<Hash> rules;
  parts_.database.write([&](Transaction& tx) {
    lines.clear();
    rules.clear();
    MassHoldStore store(tx);
    if (!store.claim(hold_.id, batch.place, batch.next_place))
      throw std::runtime_error("somebody else goes on with this hold");
    CaseStore cases(tx);
    for (const MassHoldDecided& each : batch.cases) lines.push_back(apply(tx, cases, each, rules));
    store.add(hold_.id, lines);
  });
  for (const Hash& each : rules) parts_.rule_sets.was_kept(each);
  return lines;
}

/// Applies one; when somebody changed the case meanwhile, decides it again as it stands now.
MassHoldLine MassHoldWork::apply(Transaction& tx,
                                 CaseStore& cases,
                                 const MassHoldDecided& decided,
                                 std::set<Hash>& rules) {
  if (!decided.planned) return decided.line;
  Applied applied = cases.apply(decided.planned->transition);
  if (applied.outcome != Applied::Outcome::conflict) return written(decided, applied, rules);
  MassHoldDecider now(parts_, hold_, by_);
  const MassHoldDecided anew = now.again(tx, decided.line);
  if (!anew.planned) return anew.line;
  applied = cases.apply(anew.planned->transition);
  if (applied.outcome == Applied::Outcome::conflict)
    throw std::logic_error("a case was changed within the transaction that had read it");
  return written(anew, applied, rules);
}

void MassHoldWork::count(const MassHoldLine& line) {
  switch (line.outcome) {
    case MassHoldOutcome::changed:
      ++hold_.changed;
      return;
    case MassHoldOutcome::already:
      ++hold_.already;
      return;
    case MassHoldOutcome::refused:
      ++hold_.refused;
      if (refusals_.size() < kMostReasons || refusals_.contains(line.because))
        ++refusals_[line.because];
      return;
  }
}

}  // namespace lintel
