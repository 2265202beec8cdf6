#include "server/casework/caseload_diff.h"

#include <algorithm>
#include <set>
#include <thread>

#include "server/casework/casework.h"
#include "server/casework/casework_parts.h"
#include "server/casework/gathered_case.h"
#include "server/casework/in_order.h"
#include "storage/caseload_store.h"
#include "storage/import_store.h"

namespace lintel {
namespace {

/// Accounts of one piece of the work: enough that a set of queries is worth its while, and few
/// enough that what waits to be handed over stays small.
constexpr int kAccountsAtOnce = 500;

using Kind = SimulatedChange::Kind;

std::string names_of(const Tenancy& tenancy) {
  std::string names;
  for (std::size_t i = 0; i < tenancy.tenants.size(); ++i)
    names += (i == 0                            ? ""
              : i + 1 == tenancy.tenants.size() ? " and "
                                                : ", ") +
             tenancy.tenants[i].name.in_full();
  return names;
}

/// One account ready to be simulated: all that is needed of it, without a database.
struct Ready {
  std::string reference;
  std::string names;
  std::string patch;
  std::optional<CaseState> state;
  Facts live;
  Facts draft;
  Money weekly_rent;
};

/// What came of one piece: its share of the sums, and its people in order.
struct Piece {
  CaseloadDiff diff;
  std::vector<AffectedPerson> people;
  std::int64_t done = 0;
};

/// What one thread needs for itself: the rules of each day are looked up as they are met.
struct Lane {
  Lane(const CaseloadAsked& asked)
      : live(asked.live, asked.live_rules, asked.supposed),
        draft(asked.draft, asked.draft_rules, asked.supposed) {}
  SimulatedVersion live;
  SimulatedVersion draft;
};

/// Whether both fill the same slots from the same sources, as most drafts do.
bool declare_the_same_facts(const Definition& a, const Definition& b) {
  return std::ranges::equal(
      a.facts, b.facts, [](const FactDeclaration& one, const FactDeclaration& other) {
        return one.source == other.source && one.type == other.type && one.words == other.words;
      });
}

void add(DiffCount& sum, const DiffCount& part) {
  sum.live += part.live;
  sum.draft += part.draft;
  sum.sooner += part.sooner;
  sum.later += part.later;
  sum.no_longer += part.no_longer;
  sum.added += part.added;
}

void add(CaseloadDiff& sum, const CaseloadDiff& part) {
  sum.cases += part.cases;
  sum.accounts += part.accounts;
  sum.left_out += part.left_out;
  sum.affected += part.affected;
  for (const auto& [key, count] : part.counts) add(sum.counts[key], count);
  for (const auto& [way, cases] : part.ways) sum.ways[way] += cases;
}

void note(DiffCount& count, Shift shift) {
  switch (shift) {
    case Shift::sooner:
      ++count.sooner;
      return;
    case Shift::later:
      ++count.later;
      return;
    case Shift::no_longer:
      ++count.no_longer;
      return;
    case Shift::added:
      ++count.added;
      return;
  }
}

/// The accounts in pieces, each gathered and simulated by whichever thread is free.
class Comparing {
 public:
  Comparing(const CaseworkParts& parts, const CaseloadAsked& asked)
      : parts_(parts),
        asked_(asked),
        live_plan_(asked.live),
        draft_plan_(asked.draft),
        same_facts_(declare_the_same_facts(asked.live, asked.draft)) {
    parts_.database.read([&](Connection& connection) {
      ends_ = CaseloadStore(connection).every_nth_account(kAccountsAtOnce);
      all_ = CaseFileStore(connection).count_all();
      const std::optional<Import> latest =
          ImportStore(connection).latest_loaded_by(asked_.supposed.today);
      latest_file_ = latest ? latest->as_of : std::nullopt;
    });
  }

  CaseloadDiff compare(const TakePerson& take, const GoOn& go_on) {
    CaseloadDiff diff;
    diff.live = asked_.live.key;
    diff.draft = asked_.draft.key;
    diff.on = asked_.supposed.today;
    diff.days = asked_.supposed.days;
    const std::size_t lanes = std::max(1U, std::thread::hardware_concurrency());
    std::vector<Lane> own(lanes, Lane(asked_));
    std::int64_t done = 0;
    in_order(
        ends_.size() + 1,
        lanes,
        [&](std::size_t piece, std::size_t lane) { return work(piece, own[lane]); },
        [&](const Piece& piece) {
          add(diff, piece.diff);
          done += piece.done;
          if (take) std::ranges::for_each(piece.people, take);
          diff.whole = !go_on || go_on(done, std::max(done, all_));
          return diff.whole;
        });
    for (const auto& [key, count] : diff.counts) {
      if (key.first == Kind::unmapped) diff.unmapped += count.draft;
      if (key.first != Kind::against_law) continue;
      diff.against_law_live += count.live;
      diff.against_law_draft += count.draft;
    }
    return diff;
  }

 private:
  Piece work(std::size_t number, Lane& lane) const {
    Piece piece;
    for (const Ready& ready : gather(number, piece)) simulate(ready, lane, piece);
    return piece;
  }

  /// The accounts of one piece; the last piece has whatever came in meanwhile.
  std::vector<Ready> gather(std::size_t number, Piece& piece) const {
    const bool last = number == ends_.size();
    RentAccountId after = number == 0 ? RentAccountId{} : ends_[number - 1];
    return parts_.database.read([&](Connection& connection) {
      std::vector<Ready> ready;
      while (true) {
        std::vector<CaseFile> files = CaseFileStore(connection).gather_next(after, kAccountsAtOnce);
        if (files.empty()) return ready;
        after = files.back().account.id;
        for (CaseFile& file : files) {
          if (!last && file.account.id > ends_[number]) return ready;
          ++piece.done;
          if (std::optional<Ready> one = make(connection, std::move(file), piece.diff))
            ready.push_back(*std::move(one));
        }
        if (!last && after == ends_[number]) return ready;
      }
    });
  }

  /// None for an account that neither version has anything to say of, or that is not known well
  /// enough; the latter is counted.
  std::optional<Ready> make(Connection& connection, CaseFile file, CaseloadDiff& diff) const {
    const Date today = asked_.supposed.today;
    const bool of_workflow =
        file.latest_case && file.latest_case->definition.workflow == asked_.live.key.workflow;
    const bool open = file.latest_case && file.latest_case->stage != Stage::closed;
    if (open && !of_workflow) return std::nullopt;
    if (file.tenancy.end && *file.tenancy.end < today) return std::nullopt;
    if (!open) {
      const auto& tenancy = file.tenancy;
      if (!asked_.live.applies_to(tenancy.type, tenancy.social) &&
          !asked_.draft.applies_to(tenancy.type, tenancy.social))
        return std::nullopt;
      if (file.account.kind != AccountKind::rent) return std::nullopt;
    }
    if (!file.account.ties || (latest_file_ && file.account.as_of < *latest_file_)) {
      ++diff.left_out;
      return std::nullopt;
    }
    if (!open) {
      ++diff.accounts;
      // Nothing is owed, and on what is supposed nothing will be: neither version writes to them.
      if (file.account.summary.balance <= Money{} && !asked_.supposed.nothing_is_paid)
        return std::nullopt;
      file.latest_case.reset();
    } else {
      ++diff.cases;
    }
    GatheredCase gathered = make_ready_without_facts(
        parts_, connection, std::move(file), latest_file_, today, Depth::run);
    Ready ready{.reference = gathered.file.tenancy.reference,
                .names = names_of(gathered.file.tenancy),
                .patch = gathered.file.tenancy.patch,
                .state = {},
                .live = asked_.live.new_facts(),
                .draft = asked_.draft.new_facts(),
                .weekly_rent = gathered.file.account.rent.weekly()};
    const Gathered facts{
        gathered.file, today, parts_.policy, gathered.standing, gathered.latest_file};
    live_plan_.fill(ready.live, facts);
    if (same_facts_)
      ready.draft = ready.live;
    else
      draft_plan_.fill(ready.draft, facts);
    if (open) ready.state = gathered.state;
    return ready;
  }

  static void simulate(const Ready& ready, Lane& lane, Piece& piece) {
    SimulatedCase made = simulate_case(lane.live,
                                       lane.draft,
                                       {.state = ready.state ? &*ready.state : nullptr,
                                        .live = ready.live,
                                        .draft = ready.draft,
                                        .weekly_rent = ready.weekly_rent});
    CaseloadDiff& diff = piece.diff;
    for (const auto& [key, count] : made.live) diff.counts[key].live += count;
    for (const auto& [key, count] : made.draft) diff.counts[key].draft += count;
    const std::string now = ready.state ? ready.state->state : "";
    if (!now.empty() || !made.live_ends.empty() || !made.draft_ends.empty())
      ++diff.ways[{now, made.live_ends, made.draft_ends}];
    if (made.changes.empty()) return;
    ++diff.affected;
    std::set<std::pair<std::pair<Kind, std::string>, Shift>> noted;
    for (const SimulatedChange& change : made.changes) {
      const std::optional<Shift> shift = shift_of(change.live, change.draft);
      const std::pair key{change.kind, change.what};
      if (shift && noted.emplace(key, *shift).second) note(diff.counts[key], *shift);
    }
    piece.people.push_back({.reference = ready.reference,
                            .names = ready.names,
                            .patch = ready.patch,
                            .state = now,
                            .changes = std::move(made.changes)});
  }

  const CaseworkParts& parts_;
  const CaseloadAsked& asked_;
  const FactPlan live_plan_;
  const FactPlan draft_plan_;
  const bool same_facts_;
  std::vector<RentAccountId> ends_;  ///< the last account of each piece but the last
  std::int64_t all_ = 0;
  std::optional<Date> latest_file_;
};

}  // namespace

CaseloadDiff compare_caseload(const CaseworkParts& parts,
                              const CaseloadAsked& asked,
                              const TakePerson& take,
                              const GoOn& go_on) {
  return Comparing(parts, asked).compare(take, go_on);
}

CaseloadDiff Casework::compare_caseload(const CaseloadAsked& asked,
                                        const TakePerson& take,
                                        const Progress& progress) const {
  return lintel::compare_caseload(*parts_, asked, take, [&](std::int64_t done, std::int64_t of) {
    if (progress) progress(done, of);
    return true;
  });
}

}  // namespace lintel
