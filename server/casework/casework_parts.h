#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "domain/id.h"
#include "domain/instant.h"
#include "server/casework/casework.h"
#include "server/casework/law_uses.h"
#include "server/casework/policy.h"
#include "server/casework/rule_sets.h"
#include "server/casework/workflows.h"
#include "storage/database.h"

namespace lintel {

/// What every use case needs. Known to the files of casework alone.
struct CaseworkParts {
  CaseworkParts(Database& db,
                const Policy& rules,
                const Clock& the_clock,
                IdMaker& id_maker,
                std::filesystem::path folder);
  ~CaseworkParts();

  Database& database;
  const Policy& policy;
  const Clock& clock;
  std::filesystem::path print_folder;
  /// Every version that cases may keep. It reads more of them as they are published.
  mutable Workflows workflows;
  RuleSets rule_sets;
  mutable LiveLawUses law_uses;

  template <class Typed>
  Typed new_id() {
    const std::lock_guard lock(ids_mutex_);
    return ids_.make<Typed>(clock.now());
  }
  /// The landlord's own setting counted in days. Throws std::runtime_error when it is not set: the
  /// policy is read and checked before anything is decided.
  int policy_days(std::string_view id, Date on) const;
  /// Runs `work` on a thread that ends before these parts do.
  void in_background(std::function<void()> work);
  /// Whether these parts wait for what runs in the background to end: long work then stops.
  bool is_ending() const { return ending_.load(); }

 private:
  IdMaker& ids_;
  std::mutex ids_mutex_;
  std::atomic<bool> ending_{false};
  std::mutex threads_mutex_;
  std::vector<std::thread> threads_;
};

}  // namespace lintel
