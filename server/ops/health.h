#pragma once

#include <atomic>
#include <chrono>
#include <filesystem>
#include <mutex>
#include <string>

#include "server/http/router.h"

namespace lintel {

class Database;

/// Whether this server should be sent requests. /healthz: the process answers. /readyz: the
/// database reads, is at our level, its disk has room, and nobody has asked us to stop; looked at
/// once a second at most.
class Health {
 public:
  /// `folder` is where the database's file stands; empty: no disk of ours to look at.
  Health(Database& database, int level, std::filesystem::path folder)
      : database_(database), level_(level), folder_(std::move(folder)) {}

  void drain() { draining_ = true; }
  /// "" when ready, else the reason.
  std::string not_ready();

 private:
  std::string look() const;

  Database& database_;
  int level_;
  std::filesystem::path folder_;
  std::atomic<bool> draining_ = false;
  std::mutex mutex_;
  std::chrono::steady_clock::time_point looked_{};
  std::string reason_;
};

/// GET /healthz and GET /readyz. `health` is kept by reference.
void add_health_routes(Router& router, Health& health);

}  // namespace lintel
