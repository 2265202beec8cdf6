#include "server/bench/made_cases.h"

#include <array>
#include <stdexcept>

#include "storage/case_store.h"
#include "storage/rent_account_store.h"
#include "storage/tenancy_store.h"

namespace lintel {
namespace {

constexpr std::int64_t kBatch = 500;
constexpr std::int64_t kWeekly = 112'40;
constexpr std::array<const char*, 3> kStates = {"reminder", "letter_1", "letter_2"};

}  // namespace

MadeCases::MadeCases(Database& database, const Workflows& workflows, std::int64_t count, Date on)
    : ids_([this] { return random_(); }) {
  for (std::int64_t done = 0; done < count; done += kBatch) {
    database.write([&](Transaction& tx) {
      for (std::int64_t i = done; i < std::min(done + kBatch, count); ++i)
        make(tx, workflows, i, on);
    });
  }
}

std::string MadeCases::reference(std::int64_t number) {
  return "T-" + std::to_string(1'000'000 + number);
}

void MadeCases::make(Transaction& tx, const Workflows& workflows, std::int64_t number, Date on) {
  const Instant now = london_time(on, 6, 0);
  Tenancy home{.id = ids_.make<TenancyId>(now),
               .reference = reference(number),
               .start = Date{2019, 4, 1},
               .end = std::nullopt,
               .address = {{"14 Fennel Court"}, "NM4 2QT"},
               .patch = "East",
               .tenants = {}};
  home.tenants.push_back({.id = ids_.make<TenantId>(now),
                          .tenancy_id = home.id,
                          .position = 1,
                          .name = {"Daniel", "Okafor"}});
  TenancyStore{tx}.put(home);
  RentAccount account{.id = ids_.make<RentAccountId>(now),
                      .tenancy_id = home.id,
                      .payment_reference = home.reference,
                      .rent = {Money::from_pence(kWeekly), RentFrequency::weekly},
                      .payment_method = "card",
                      .opening_balance = {},
                      .as_of = on,
                      .ties = true,
                      .summary = {}};
  account.summary.balance = Money::from_pence(kWeekly * (10 + number % 51) / 10);
  RentAccountStore{tx}.put(account);
  const Definition* definition = workflows.live_for(home, on);
  const StateDefinition* state =
      definition ? definition->state(kStates[static_cast<std::size_t>(number) % kStates.size()])
                 : nullptr;
  if (state == nullptr) throw std::runtime_error("the shipped workflow has no such state");
  Transition opened{.after = Case{.id = ids_.make<CaseId>(now),
                                  .reference = home.reference,
                                  .tenancy_id = home.id,
                                  .account_id = account.id,
                                  .definition = definition->key,
                                  .state = state->name,
                                  .stage = state->stage,
                                  .state_since = on.plus_days(-static_cast<int>(number % 14)),
                                  .holds = {},
                                  .timers = {}}};
  opened.event.at = now;
  opened.event.on = on;
  opened.event.event = "arrears_run";
  opened.event.from = definition->start;
  opened.event.to = state->name;
  opened.event.actor.name = "Arrears run";
  opened.event.command_key = "made:" + home.reference;
  opened.event.payload = "{}";
  opened.event.definition_hash = definition->hash;
  CaseStore{tx}.apply(opened);
}

}  // namespace lintel
