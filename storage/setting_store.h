#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "domain/instant.h"
#include "storage/connection.h"

namespace lintel {

/// Small facts about this database: whether it is a demonstration, what its clock is set to.
class SettingStore {
 public:
  explicit SettingStore(Connection& connection) : connection_(connection) {}

  std::optional<std::string> find(std::string_view name) const;
  void set(std::string_view name, std::string_view value, Instant at, std::string_view by);

 private:
  Connection& connection_;
};

}  // namespace lintel
