#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <iosfwd>
#include <memory>
#include <optional>

#include "domain/instant.h"
#include "server/config.h"

namespace lintel {

class Database;
class Policy;

/// What a running server is made of. All kept by reference.
struct ApplicationParts {
  const Config& config;
  const Policy& policy;
  Database& database;          ///< at this program's level
  std::filesystem::path data;  ///< the folder whose disk must have room; "" for none
  const Clock& real_clock;     ///< sessions and the log go by this
  const Clock& clock;          ///< the landlord's day; equals real_clock but for demonstrations
  bool clock_is_set = false;   ///< said on every page
  std::ostream& log;           ///< JSON lines
};

/// The server with its pages, its API, its jobs and its health: one place where they are joined.
class Application {
 public:
  /// Listens when made. CannotListen when the port is taken.
  explicit Application(const ApplicationParts& parts);
  ~Application();

  std::uint16_t port() const;
  /// Says "not ready", takes no new connection, lets what is in hand finish, ends the jobs.
  void stop();

 private:
  struct Joined;
  std::unique_ptr<Joined> joined_;
};

/// Serves until SIGTERM or SIGINT, then stops in order. `started` is called once with the port.
/// CannotListen when the port is taken.
void serve_until_stopped(const ApplicationParts& parts,
                         const std::function<void(std::uint16_t)>& started);

}  // namespace lintel
