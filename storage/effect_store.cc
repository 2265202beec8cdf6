#include "storage/effect_store.h"

namespace lintel {
namespace {

constexpr std::string_view kSelectPending = R"sql(
  SELECT case_id, seq, n, kind, payload, attempts, error FROM effect
   WHERE done_at IS NULL AND next_try <= ? ORDER BY next_try, case_id, seq, n LIMIT ?
)sql";
constexpr std::string_view kCountPending =
    "SELECT COUNT(*) FROM effect WHERE done_at IS NULL AND next_try IS NOT NULL";
constexpr std::string_view kDone = R"sql(
  UPDATE effect SET done_at = ?, attempts = attempts + 1, error = '' WHERE case_id = ? AND seq = ? AND n = ? AND done_at IS NULL
)sql";
constexpr std::string_view kFailed = R"sql(
  UPDATE effect SET next_try = ?, attempts = attempts + 1, error = ? WHERE case_id = ? AND seq = ? AND n = ? AND done_at IS NULL
)sql";
constexpr std::string_view kSelectGivenUp = R"sql(
  SELECT case_id, seq, n, kind, payload, attempts, error FROM effect
   WHERE done_at IS NULL AND next_try IS NULL ORDER BY case_id, seq, n LIMIT ?
)sql";
constexpr std::string_view kReplay = R"sql(
  UPDATE effect SET next_try = ? WHERE case_id = ? AND seq = ? AND n = ? AND done_at IS NULL AND next_try IS NULL
)sql";

EffectRow take_effect(Row& row) {
  return EffectRow{.case_id = row.take<CaseId>(),
                   .seq = row.take<std::int64_t>(),
                   .n = row.take<int>(),
                   .kind = row.take<std::string>(),
                   .payload = row.take<std::string>(),
                   .attempts = row.take<int>(),
                   .error = row.take<std::string>()};
}

}  // namespace

std::string EffectRow::key() const {
  return to_string(case_id) + ":" + std::to_string(seq) + ":" + std::to_string(n);
}

std::vector<EffectRow> EffectStore::pending(Instant now, int limit) const {
  return connection_.all(kSelectPending, take_effect, now, limit);
}

std::int64_t EffectStore::count_pending() const {
  return connection_.one(kCountPending, [](Row& row) { return row.take<std::int64_t>(); })
      .value_or(0);
}

bool EffectStore::done(const EffectRow& effect, Instant at) {
  return connection_.execute(kDone, at, effect.case_id, effect.seq, effect.n) == 1;
}

void EffectStore::failed(const EffectRow& effect,
                         const std::string& error,
                         std::optional<Instant> next_try) {
  connection_.execute(kFailed, next_try, error, effect.case_id, effect.seq, effect.n);
}

std::vector<EffectRow> EffectStore::given_up(int limit) const {
  return connection_.all(kSelectGivenUp, take_effect, limit);
}

bool EffectStore::replay(const EffectRow& effect, Instant now) {
  return connection_.execute(kReplay, now, effect.case_id, effect.seq, effect.n) == 1;
}

}  // namespace lintel
