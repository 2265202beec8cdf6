#pragma once

#include <string>

#include <gtest/gtest.h>

#include "storage/case_store.h"
#include "storage/person_store.h"
#include "storage/rent_account_store.h"
#include "storage/tenancy_store.h"

namespace lintel {

/// Invented people and homes for the tests of storage, and the usual shapes of what happens to
/// them.
class Northmere {
 public:
  Northmere() : ids_([this] { return chance_ += 0x9e3779b97f4a7c15U; }) {}

  static constexpr Date today{2026, 11, 23};
  Instant now() const { return london_time(today, 9, 0); }
  template <class Typed>
  Typed id() {
    return ids_.make<Typed>(now());
  }

  Person person(const std::string& username,
                std::set<Role> roles = {Role::income_officer},
                std::set<std::string> patches = {}) {
    return Person{.id = id<PersonId>(),
                  .username = username,
                  .name = "Priya Shah",
                  .roles = std::move(roles),
                  .patches = std::move(patches)};
  }

  Tenancy tenancy(const std::string& reference) {
    Tenancy made{.id = id<TenancyId>(),
                 .reference = reference,
                 .type = TenancyType::assured,
                 .start = Date{2019, 4, 1},
                 .end = std::nullopt,
                 .address = {.lines = {"14 Fennel Court", "Northmere"}, .postcode = "NM4 2QT"},
                 .patch = "East",
                 .tenants = {}};
    made.tenants.push_back(
        {.id = id<TenantId>(), .tenancy_id = made.id, .position = 1, .name = {"Daniel", "Okafor"}});
    made.tenants.push_back(
        {.id = id<TenantId>(), .tenancy_id = made.id, .position = 2, .name = {"Hương", "Nguyễn"}});
    return made;
  }

  RentAccount account(const Tenancy& tenancy, Money balance = 480'00_pence) {
    return RentAccount{.id = id<RentAccountId>(),
                       .tenancy_id = tenancy.id,
                       .payment_reference = "P-" + tenancy.reference,
                       .rent = {.amount = 112'40_pence, .frequency = RentFrequency::weekly},
                       .payment_method = "card",
                       .opening_balance = {},
                       .as_of = Date{2026, 11, 22},
                       .ties = true,
                       .summary = {.balance = balance,
                                   .last_payment_on = Date{2026, 10, 30},
                                   .last_payment = 50'00_pence,
                                   .paid_in_28_days = 50'00_pence,
                                   .expected_income = {},
                                   .weeks_of_ledger = 26}};
  }

  /// The event `event` of a case, made by the arrears run, leading to `to`.
  Transition transition(Case after,
                        const std::string& event,
                        const std::string& to,
                        const std::string& command_key) {
    Transition made{.after = std::move(after)};
    made.event.at = now();
    made.event.on = today;
    made.event.event = event;
    made.event.from = made.after.state;
    made.event.to = to;
    made.event.actor.name = "Arrears run";
    made.event.command_key = command_key;
    made.event.payload = R"({"because":"4.2 weeks owed"})";
    made.after.state = to;
    made.after.state_since = today;
    return made;
  }

  Case open_case(Connection& connection,
                 const std::string& reference,
                 Money balance = 480'00_pence) {
    const Tenancy home = tenancy(reference);
    TenancyStore{connection}.put(home);
    const RentAccount owing = account(home, balance);
    RentAccountStore{connection}.put(owing);
    Case opened{.id = id<CaseId>(),
                .reference = reference,
                .tenancy_id = home.id,
                .account_id = owing.id,
                .definition = {.workflow = "arrears_assured", .version = "2026.1"},
                .state = "",
                .stage = Stage::early_contact,
                .holds = {},
                .timers = {}};
    const Applied applied = CaseStore{connection}.apply(
        transition(opened, "arrears_run", "reminded", "open:" + reference));
    EXPECT_EQ(applied.outcome, Applied::Outcome::applied);
    return CaseStore{connection}.find(opened.id).value();
  }

 private:
  std::uint64_t chance_ = 41872;
  IdMaker ids_;
};

}  // namespace lintel
