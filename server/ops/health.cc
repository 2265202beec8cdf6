#include "server/ops/health.h"

#include <system_error>

#include "storage/database.h"
#include "storage/fault.h"
#include "storage/migrator.h"

namespace lintel {
namespace {

constexpr std::chrono::seconds kLookEvery{1};
constexpr std::uintmax_t kLeastPart = 20;  // a twentieth of the disk is to be free

}  // namespace

std::string Health::not_ready() {
  if (draining_) return "stopping";
  const std::lock_guard lock(mutex_);
  const auto now = std::chrono::steady_clock::now();
  if (looked_ == std::chrono::steady_clock::time_point{} || now - looked_ >= kLookEvery) {
    reason_ = look();
    looked_ = now;
  }
  return reason_;
}

std::string Health::look() const {
  try {
    if (level(database_) != level_) return "the database is at another level";
  } catch (const StorageFault&) {
    return "the database does not read";
  }
  if (folder_.empty()) return "";
  std::error_code error;
  const std::filesystem::space_info disk = std::filesystem::space(folder_, error);
  if (error) return "the disk cannot be looked at";
  return disk.available < disk.capacity / kLeastPart ? "the disk is nearly full" : "";
}

void add_health_routes(Router& router, Health& health) {
  router.get("/healthz", anyone(), [](const Request&) { return plain("alive\n"); });
  router.get("/readyz", anyone(), [&health](const Request&) {
    const std::string reason = health.not_ready();
    return reason.empty() ? plain("ready\n") : plain("not ready: " + reason + "\n", 503);
  });
}

}  // namespace lintel
