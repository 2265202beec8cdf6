#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "domain/instant.h"
#include "domain/money.h"
#include "server/casework/casework.h"
#include "server/casework/policy.h"
#include "storage/database.h"

namespace lintel {

/// A household in the rent file of a World. Rent falls due on Mondays.
struct Household {
  std::string reference = "T-0000001";
  std::string tenancy_type = "Assured Periodic";  ///< as the extract spells it
  std::vector<std::string> tenants = {"Okafor, Daniel"};
  Money rent = Money::from_pence(100'00);
  std::string patch = "East";
  /// Pays each week's rent in full up to and including this day, then stops.
  Date pays_until{2026, 8, 30};
  std::vector<std::pair<Date, Money>> other_payments;
};

/// A landlord of a few households, with a clock that is set, real rent files and the policy as it
/// ships. What a test does here goes through the same doors as a page.
class World {
 public:
  /// Opens on a Monday, with nothing loaded.
  explicit World(Date monday);
  ~World();

  World& lets(Household household);
  Household& household(std::string_view reference);
  /// The next rent files no longer have it.
  World& leaves_the_file(std::string_view reference);

  /// The rent file of the day before today: written, and loaded. Throws when it is refused.
  ImportSummary loads_rents();
  /// The arrears run of today, then what falls due. Throws when it is refused.
  RunSummary runs();
  /// A week later, so many times: the rent file is loaded and the run made.
  void weeks_pass(int weeks);
  /// Sets the clock to nine in the morning of that day, and fires what is due.
  void day_is(Date day);

  /// In a copy of the configuration, puts `now` for `was` in a file such as law/notices.yaml, and
  /// goes on by that copy: the landlord saved a file and started the server again. Throws when
  /// `was` does not stand there, or when the configuration is refused. A workflow that is changed
  /// needs another version: the database keeps the body of each.
  void config_says(const std::string& file, const std::string& was, const std::string& now);
  /// The same for a file that is new, or that takes the place of another whole.
  void config_has(const std::string& file, const std::string& text);
  /// The same for several places of one file, saved together.
  void config_says(const std::string& file,
                   const std::vector<std::pair<std::string, std::string>>& changes);

  /// A person presses a button, with the case as it now stands.
  Outcome press(const Person& who,
                std::string_view event,
                Json fields = Json::object(),
                std::string_view reference = "T-0000001");
  /// Contact and assessment recorded, so that nothing but the policy stands before a notice.
  void ready_for_notice(std::string_view reference = "T-0000001");
  /// Opens every document of the waiting approval as that person.
  void reads_all(const Person& who);
  Outcome approves(const Person& who, bool approve = true);
  /// Every tenant by the same method on that day.
  Outcome serves(const Person& who,
                 ServiceMethod method,
                 Date given_on,
                 std::string_view reference = "T-0000001");

  CasePage page(const Person& who, std::string_view reference = "T-0000001") const;
  std::string state(std::string_view reference = "T-0000001") const;

  /// The server starts again on the same database, with what that policy says. It must outlive
  /// this.
  void restarts_with(const Policy& policy);

  Casework& casework() { return *casework_; }
  Database& database() { return *database_; }
  const Policy& policy() const { return *policy_; }
  std::filesystem::path config() const { return policy_->config(); }
  std::string database_url() const { return "sqlite:" + (folder_ / "world.db").string(); }
  Date today() const { return clock_.today(); }
  std::string key();  ///< a command key not given before

  Person officer;        ///< of the patch East
  Person other_officer;  ///< of the patch West
  Person manager;
  Person auditor;
  Person coordinator;
  Person legal;

 private:
  class SetClock : public Clock {
   public:
    explicit SetClock(Instant at) : at_(at) {}
    Instant now() const override { return at_; }
    void set(Instant at) { at_ = at; }

   private:
    Instant at_;
  };

  std::filesystem::path copied_config();
  void goes_on_by(const std::filesystem::path& config);
  Date file_day() const { return today().plus_days(-1); }

  std::filesystem::path folder_;
  SetClock clock_;
  IdMaker ids_;
  std::unique_ptr<Database> database_;
  const Policy* policy_;
  std::unique_ptr<Policy> own_policy_;
  std::unique_ptr<Casework> casework_;
  std::vector<Household> households_;
  Date opened_;
  int keys_ = 0;
};

/// "arrears £410.35 is below £449.60" and so on: those that did not pass.
std::vector<std::string> refused_because(const Outcome& outcome);

}  // namespace lintel
