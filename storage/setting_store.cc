#include "storage/setting_store.h"

namespace lintel {
namespace {

constexpr std::string_view kSelect = "SELECT value FROM setting WHERE name = ?";
constexpr std::string_view kInsert =
    "INSERT INTO setting (name, value, changed_at, changed_by) VALUES (?, ?, ?, ?)";

}  // namespace

std::optional<std::string> SettingStore::find(std::string_view name) const {
  return connection_.one(
      kSelect, [](Row& row) { return row.take<std::string>(); }, name);
}

void SettingStore::set(std::string_view name,
                       std::string_view value,
                       Instant at,
                       std::string_view by) {
  connection_.execute(
      connection_.dialect().upsert(kInsert, {"name"}, {"value", "changed_at", "changed_by"}),
      name,
      value,
      at,
      by);
}

}  // namespace lintel
