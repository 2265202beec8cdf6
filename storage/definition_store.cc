#include "storage/definition_store.h"

namespace lintel {
namespace {

constexpr std::string_view kInsert = R"sql(
  INSERT INTO definition (kind, name, version, sha256, body, loaded_at, source, live_from, published_by)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
)sql";
constexpr std::string_view kSelect = R"sql(
  SELECT kind, name, version, sha256, body, loaded_at, COALESCE(source, ''), live_from, COALESCE(published_by, '')
    FROM definition WHERE kind = ? AND name = ? AND version = ?
)sql";
constexpr std::string_view kSelectAll = R"sql(
  SELECT kind, name, version, sha256, body, loaded_at, COALESCE(source, ''), live_from, COALESCE(published_by, '')
    FROM definition WHERE kind = ? ORDER BY name, loaded_at, version
)sql";
constexpr std::string_view kSelectVersions =
    "SELECT name, version FROM definition WHERE kind = ? ORDER BY name, loaded_at, version";

StoredDefinition take_definition(Row& row) {
  return StoredDefinition{.kind = row.take<std::string>(),
                          .name = row.take<std::string>(),
                          .version = row.take<std::string>(),
                          .hash = row.take<Hash>(),
                          .body = row.take<std::string>(),
                          .loaded_at = row.take<Instant>(),
                          .source = row.take<std::string>(),
                          .live_from = row.take<std::optional<Date>>(),
                          .published_by = row.take<std::string>()};
}

}  // namespace

Result<bool> DefinitionStore::load(const StoredDefinition& definition) {
  const std::string sql = connection_.dialect().insert_once(kInsert, "kind");
  if (connection_.execute(sql,
                          definition.kind,
                          definition.name,
                          definition.version,
                          definition.hash,
                          definition.body,
                          definition.loaded_at,
                          definition.source,
                          definition.live_from,
                          definition.published_by) == 1) {
    return true;
  }
  const std::optional<StoredDefinition> known =
      find(definition.kind, definition.name, definition.version);
  if (known && known->hash == definition.hash) return false;
  return problem("the " + definition.kind + " \"" + definition.name + "\" version " +
                     definition.version + " was loaded with another body (" +
                     (known ? known->hash.to_hex() : "") + " then, " + definition.hash.to_hex() +
                     " now)",
                 "Give the changed file a new version.");
}

std::optional<StoredDefinition> DefinitionStore::find(const std::string& kind,
                                                      const std::string& name,
                                                      const std::string& version) const {
  return connection_.one(kSelect, take_definition, kind, name, version);
}

std::vector<StoredDefinition> DefinitionStore::all(const std::string& kind) const {
  return connection_.all(kSelectAll, take_definition, kind);
}

std::vector<DefinitionVersion> DefinitionStore::versions(const std::string& kind) const {
  return connection_.all(
      kSelectVersions,
      [](Row& row) {
        return DefinitionVersion{.name = row.take<std::string>(),
                                 .version = row.take<std::string>()};
      },
      kind);
}

}  // namespace lintel
