#include "storage/caseload_store.h"

#include <utility>

namespace lintel {
namespace {

constexpr std::string_view kSelectByDay = R"sql(
  SELECT workflow, workflow_version, state, state_since, COUNT(*), SUM(CASE WHEN due_on < ? THEN 1 ELSE 0 END)
    FROM tenancy_case WHERE open_account_id IS NOT NULL
   GROUP BY workflow, workflow_version, state, state_since
   ORDER BY workflow, workflow_version, state, state_since DESC
)sql";
constexpr std::string_view kSelectKeeping = R"sql(
  SELECT reference FROM tenancy_case
   WHERE open_account_id IS NOT NULL AND workflow = ? AND workflow_version = ? AND reference > ? ORDER BY reference LIMIT ?
)sql";
constexpr std::string_view kSelectAccounts = "SELECT id FROM rent_account ORDER BY id";

/// Days with how many cases have been there so long, the shortest first.
using Lengths = std::vector<std::pair<int, std::int64_t>>;

std::optional<int> median(const Lengths& lengths, std::int64_t cases) {
  std::int64_t seen = 0;
  for (const auto& [days, count] : lengths) {
    seen += count;
    if (seen * 2 >= cases) return days;
  }
  return std::nullopt;
}

}  // namespace

std::vector<StateLoad> CaseloadStore::by_state(Date on) const {
  std::vector<StateLoad> loads;
  Lengths lengths;
  const auto close = [&] {
    if (!loads.empty()) loads.back().median_days = median(lengths, loads.back().cases);
    lengths.clear();
  };
  connection_.each(
      kSelectByDay,
      [&](Row& row) {
        const DefinitionKey key{row.take<std::string>(), row.take<std::string>()};
        const auto state = row.take<std::string>();
        const auto since = row.take<Date>();
        const auto cases = row.take<std::int64_t>();
        if (loads.empty() || loads.back().definition != key || loads.back().state != state) {
          close();
          loads.push_back({.definition = key, .state = state, .median_days = std::nullopt});
        }
        loads.back().cases += cases;
        loads.back().late += row.take<std::int64_t>();
        lengths.emplace_back(days_between(since, on), cases);
      },
      on);
  close();
  return loads;
}

std::vector<std::string> CaseloadStore::keeping(const DefinitionKey& definition,
                                                const std::string& after,
                                                int limit) const {
  return connection_.all(
      kSelectKeeping,
      [](Row& row) { return row.take<std::string>(); },
      definition.workflow,
      definition.version,
      after,
      limit);
}

std::vector<RentAccountId> CaseloadStore::every_nth_account(int n) const {
  std::vector<RentAccountId> accounts;
  int seen = 0;
  connection_.each(kSelectAccounts, [&](Row& row) {
    if (++seen % n == 0) accounts.push_back(row.take<RentAccountId>());
  });
  return accounts;
}

}  // namespace lintel
