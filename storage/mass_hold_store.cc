#include "storage/mass_hold_store.h"

#include <array>

#include "domain/words.h"
#include "storage/joined_sql.h"
#include "storage/listed.h"

namespace lintel {
namespace {

constexpr std::array<Words, 2> kActs = {{{"put"}, {"lift"}}};
constexpr std::array<Words, 3> kOutcomes = {{{"changed"}, {"already"}, {"refused"}}};

constexpr std::string_view kInsert = R"sql(
  INSERT INTO mass_hold (id, act, hold, lifts, picked, fields, on_day, asked_by, asked_name, began_at, expected, changed, already,
                         refused, place, because)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, '', '')
)sql";
constexpr std::string_view kClaim =
    "UPDATE mass_hold SET place = ?, because = '' WHERE id = ? AND place = ? AND ended_at IS NULL";
constexpr std::string_view kAddCounts = R"sql(
  UPDATE mass_hold SET changed = changed + ?, already = already + ?, refused = refused + ? WHERE id = ?
)sql";
constexpr std::string_view kSelectDone =
    "SELECT changed + already + refused FROM mass_hold WHERE id = ?";
constexpr std::string_view kInsertLine = R"sql(
  INSERT INTO mass_hold_line (mass_hold_id, n, reference, patch, case_id, hold_id, outcome, seq, because, timers)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
)sql";
constexpr std::string_view kStop =
    "UPDATE mass_hold SET because = ? WHERE id = ? AND ended_at IS NULL";
constexpr std::string_view kFinish =
    "UPDATE mass_hold SET ended_at = ?, because = '' WHERE id = ? AND ended_at IS NULL";
constexpr std::string_view kSelect = R"sql(
  SELECT id, act, hold, lifts, picked, fields, on_day, asked_by, asked_name, began_at, ended_at, expected, changed, already, refused,
         place, because
    FROM mass_hold)sql";
constexpr std::string_view kById = " WHERE id = ?";
constexpr std::string_view kSelectById = kJoinedSql<kSelect, kById>;
constexpr std::string_view kByLifts = " WHERE lifts = ?";
constexpr std::string_view kSelectByLifts = kJoinedSql<kSelect, kByLifts>;
constexpr std::string_view kAlike =
    " WHERE ended_at IS NULL AND act = ? AND hold = ? AND picked = ? AND fields = ? ORDER BY id "
    "DESC LIMIT 1";
constexpr std::string_view kSelectAlike = kJoinedSql<kSelect, kAlike>;
constexpr std::string_view kNewest = " ORDER BY id DESC LIMIT ?";
constexpr std::string_view kSelectNewest = kJoinedSql<kSelect, kNewest>;
constexpr std::string_view kSelectLines = R"sql(
  SELECT n, reference, patch, case_id, hold_id, outcome, seq, because, timers FROM mass_hold_line WHERE mass_hold_id = ? AND n > ?
)sql";
constexpr std::string_view kSelectRefusals = R"sql(
  SELECT because, COUNT(*) FROM mass_hold_line WHERE mass_hold_id = ? AND outcome = 'refused'
   GROUP BY because ORDER BY 2 DESC, because LIMIT ?
)sql";

MassHold take_mass_hold(Row& row) {
  return MassHold{.id = row.take<MassHoldId>(),
                  .act = row.take(parse_mass_hold_act),
                  .hold = row.take<std::string>(),
                  .lifts = row.take<MassHoldId>(),
                  .picked = row.take<std::string>(),
                  .fields = row.take<std::string>(),
                  .on = row.take<Date>(),
                  .by = row.take<PersonId>(),
                  .by_name = row.take<std::string>(),
                  .began = row.take<Instant>(),
                  .ended = row.take<std::optional<Instant>>(),
                  .expected = row.take<std::int64_t>(),
                  .changed = row.take<std::int64_t>(),
                  .already = row.take<std::int64_t>(),
                  .refused = row.take<std::int64_t>(),
                  .place = row.take<std::string>(),
                  .because = row.take<std::string>()};
}

MassHoldLine take_line(Row& row) {
  return MassHoldLine{.n = row.take<std::int64_t>(),
                      .reference = row.take<std::string>(),
                      .patch = row.take<std::string>(),
                      .case_id = row.take<CaseId>(),
                      .hold_id = row.take<HoldId>(),
                      .outcome = row.take(parse_mass_hold_outcome),
                      .seq = row.take<std::int64_t>(),
                      .because = row.take<std::string>(),
                      .timers = row.take<std::string>()};
}

}  // namespace

std::string_view to_string(MassHoldAct act) {
  return kActs.at(static_cast<std::size_t>(act)).word;
}
Result<MassHoldAct> parse_mass_hold_act(std::string_view text) {
  return parse_word<MassHoldAct>(kActs, text, "an act of a mass hold");
}
std::string_view to_string(MassHoldOutcome outcome) {
  return kOutcomes.at(static_cast<std::size_t>(outcome)).word;
}
Result<MassHoldOutcome> parse_mass_hold_outcome(std::string_view text) {
  return parse_word<MassHoldOutcome>(kOutcomes, text, "an outcome of a mass hold");
}

bool MassHoldStore::begin(const MassHold& begun) {
  return connection_.execute(connection_.dialect().insert_once(kInsert, "id"),
                             begun.id,
                             begun.act,
                             begun.hold,
                             begun.lifts,
                             begun.picked,
                             begun.fields,
                             begun.on,
                             begun.by,
                             begun.by_name,
                             begun.began,
                             begun.expected) == 1;
}

bool MassHoldStore::claim(MassHoldId id, const std::string& place, const std::string& next_place) {
  return connection_.execute(kClaim, next_place, id, place) == 1;
}

void MassHoldStore::add(MassHoldId id, std::span<const MassHoldLine> lines) {
  std::int64_t n = connection_
                       .one(
                           kSelectDone, [](Row& row) { return row.take<std::int64_t>(); }, id)
                       .value_or(0);
  std::array<std::int64_t, kOutcomes.size()> added{};
  BulkStatement insert{connection_, kInsertLine};
  for (const MassHoldLine& line : lines) {
    insert.add(id,
               ++n,
               line.reference,
               line.patch,
               line.case_id,
               line.hold_id,
               line.outcome,
               line.seq,
               line.because,
               line.timers);
    ++added.at(static_cast<std::size_t>(line.outcome));
  }
  connection_.execute(kAddCounts, added[0], added[1], added[2], id);
}

void MassHoldStore::stop(MassHoldId id, const std::string& because) {
  connection_.execute(kStop, because, id);
}

void MassHoldStore::finish(MassHoldId id, Instant at) {
  connection_.execute(kFinish, at, id);
}

std::optional<MassHold> MassHoldStore::find(MassHoldId id) const {
  return connection_.one(kSelectById, take_mass_hold, id);
}

std::optional<MassHold> MassHoldStore::lift_of(MassHoldId id) const {
  return connection_.one(kSelectByLifts, take_mass_hold, id);
}

std::optional<MassHold> MassHoldStore::unfinished(const MassHold& like) const {
  return connection_.one(
      kSelectAlike, take_mass_hold, like.act, like.hold, like.picked, like.fields);
}

std::vector<MassHold> MassHoldStore::latest(int limit) const {
  return connection_.all(kSelectNewest, take_mass_hold, limit);
}

std::vector<MassHoldLine> MassHoldStore::lines(MassHoldId id,
                                               std::optional<MassHoldOutcome> outcome,
                                               const std::set<std::string>& patches,
                                               std::int64_t after,
                                               int limit) const {
  std::string sql(kSelectLines);
  std::vector<Bound> values{Bound(id), Bound(after)};
  if (outcome) {
    sql += " AND outcome = ?";
    values.emplace_back(*outcome);
  }
  if (!patches.empty()) {
    sql += and_in("patch", patches.size());
    for (const std::string& patch : patches) values.emplace_back(patch);
  }
  sql += " ORDER BY n LIMIT ?";
  values.emplace_back(limit);
  return connection_.all_bound(sql, take_line, values);
}

std::vector<std::pair<std::string, std::int64_t>> MassHoldStore::refusals(MassHoldId id,
                                                                          int limit) const {
  return connection_.all(
      kSelectRefusals,
      [](Row& row) {
        std::string because = row.take<std::string>();
        return std::pair{std::move(because), row.take<std::int64_t>()};
      },
      id,
      limit);
}

}  // namespace lintel
