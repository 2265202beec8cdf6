#include "storage/import_store.h"

#include "domain/words.h"
#include "storage/joined_sql.h"

namespace lintel {
namespace {

constexpr std::array<Words, 4> kStates = {{{"loading"}, {"loaded"}, {"held"}, {"nothing_new"}}};
constexpr std::array<Words, 4> kFindings = {{{"warning"}, {"rejected"}, {"held"}, {"untied"}}};

constexpr std::string_view kInsert = R"sql(
  INSERT INTO import (id, layout, layout_version, as_of, began_at, ended_at, asked_by, state, because, figures)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
)sql";
constexpr std::string_view kUpdate = R"sql(
  UPDATE import SET layout_version = ?, as_of = ?, began_at = ?, ended_at = ?, asked_by = ?, state = ?, because = ?, figures = ?
   WHERE id = ?
)sql";
constexpr std::string_view kDeleteFiles = "DELETE FROM import_file WHERE import_id = ?";
constexpr std::string_view kInsertFile = R"sql(
  INSERT INTO import_file (import_id, n, name, role, sha256, rows_read, loaded, rejected, held, total, stated_total)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
)sql";
constexpr std::string_view kSelectFiles = R"sql(
  SELECT name, role, sha256, rows_read, loaded, rejected, held, total, stated_total FROM import_file WHERE import_id = ? ORDER BY n
)sql";
constexpr std::string_view kInsertProblem = R"sql(
  INSERT INTO import_problem (import_id, n, finding, reference, file, line, col, field, what, fix) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
)sql";
constexpr std::string_view kLastProblem =
    "SELECT COALESCE(MAX(n), 0) FROM import_problem WHERE import_id = ?";
constexpr std::string_view kSelectProblems = R"sql(
  SELECT finding, reference, file, line, col, field, what, fix FROM import_problem WHERE import_id = ? ORDER BY n LIMIT ? OFFSET ?
)sql";
constexpr std::string_view kCountProblems =
    "SELECT COUNT(*) FROM import_problem WHERE import_id = ? AND finding = ?";
constexpr std::string_view kSelectImports = R"sql(
  SELECT id, layout, layout_version, as_of, began_at, ended_at, asked_by, state, because, figures
    FROM import)sql";
constexpr std::string_view kById = " WHERE id = ?";
constexpr std::string_view kSelectById = kJoinedSql<kSelectImports, kById>;
constexpr std::string_view kLatest = " ORDER BY id DESC LIMIT ?";
constexpr std::string_view kSelectLatest = kJoinedSql<kSelectImports, kLatest>;
constexpr std::string_view kOfFile =
    " WHERE layout = ? AND state = 'loaded' AND id IN (SELECT import_id FROM import_file WHERE "
    "sha256 = ?) ORDER BY id DESC LIMIT 1";
constexpr std::string_view kSelectLoadedFile = kJoinedSql<kSelectImports, kOfFile>;
constexpr std::string_view kOfDay =
    " WHERE layout = ? AND as_of = ? AND state = 'loaded' ORDER BY id DESC LIMIT 1";
constexpr std::string_view kSelectLoadedAsOf = kJoinedSql<kSelectImports, kOfDay>;
constexpr std::string_view kLatestOfLayout =
    " WHERE layout = ? AND state = 'loaded' ORDER BY as_of DESC, id DESC LIMIT 1";
constexpr std::string_view kSelectLatestLoadedOf = kJoinedSql<kSelectImports, kLatestOfLayout>;
constexpr std::string_view kLatestLoaded =
    " WHERE state = 'loaded' ORDER BY as_of DESC, id DESC LIMIT 1";
constexpr std::string_view kSelectLatestLoaded = kJoinedSql<kSelectImports, kLatestLoaded>;
constexpr std::string_view kLatestBy =
    " WHERE state = 'loaded' AND as_of <= ? ORDER BY as_of DESC, id DESC LIMIT 1";
constexpr std::string_view kSelectLatestLoadedBy = kJoinedSql<kSelectImports, kLatestBy>;

Import take_import(Row& row) {
  return Import{.id = row.take<ImportId>(),
                .layout = row.take<std::string>(),
                .layout_version = row.take<std::string>(),
                .as_of = row.take<std::optional<Date>>(),
                .began = row.take<Instant>(),
                .ended = row.take<std::optional<Instant>>(),
                .by = row.take<std::string>(),
                .state = row.take(parse_import_state),
                .because = row.take<std::string>(),
                .figures = row.take<std::string>(),
                .files = {}};
}

ImportedFile take_file(Row& row) {
  return ImportedFile{.name = row.take<std::string>(),
                      .role = row.take<std::string>(),
                      .hash = row.take<Hash>(),
                      .rows = row.take<std::int64_t>(),
                      .loaded = row.take<std::int64_t>(),
                      .rejected = row.take<std::int64_t>(),
                      .held = row.take<std::int64_t>(),
                      .total = row.take<Money>(),
                      .stated_total = row.take<std::optional<Money>>()};
}

void put_files(Connection& connection, const Import& import) {
  connection.execute(kDeleteFiles, import.id);
  int n = 0;
  for (const ImportedFile& file : import.files) {
    connection.execute(kInsertFile,
                       import.id,
                       ++n,
                       file.name,
                       file.role,
                       file.hash,
                       file.rows,
                       file.loaded,
                       file.rejected,
                       file.held,
                       file.total,
                       file.stated_total);
  }
}

std::optional<Import> with_files(Connection& connection, std::optional<Import> import) {
  if (import) import->files = connection.all(kSelectFiles, take_file, import->id);
  return import;
}

}  // namespace

std::string_view to_string(ImportState state) {
  return kStates.at(static_cast<std::size_t>(state)).word;
}
Result<ImportState> parse_import_state(std::string_view text) {
  return parse_word<ImportState>(kStates, text, "a state of an import");
}
std::string_view to_string(ImportFinding finding) {
  return kFindings.at(static_cast<std::size_t>(finding)).word;
}
Result<ImportFinding> parse_import_finding(std::string_view text) {
  return parse_word<ImportFinding>(kFindings, text, "a finding of an import");
}

void ImportStore::begin(const Import& import) {
  connection_.execute(kInsert,
                      import.id,
                      import.layout,
                      import.layout_version,
                      import.as_of,
                      import.began,
                      import.ended,
                      import.by,
                      import.state,
                      import.because,
                      import.figures);
  put_files(connection_, import);
}

void ImportStore::update(const Import& import) {
  connection_.execute(kUpdate,
                      import.layout_version,
                      import.as_of,
                      import.began,
                      import.ended,
                      import.by,
                      import.state,
                      import.because,
                      import.figures,
                      import.id);
  put_files(connection_, import);
}

void ImportStore::add_problems(ImportId id, std::span<const ImportProblem> problems) {
  std::int64_t n = connection_
                       .one(
                           kLastProblem, [](Row& row) { return row.take<std::int64_t>(); }, id)
                       .value_or(0);
  BulkStatement insert{connection_, kInsertProblem};
  for (const ImportProblem& found : problems) {
    const Place& place = found.problem.place;
    insert.add(id,
               ++n,
               found.finding,
               found.reference,
               place.file,
               place.line,
               place.column,
               place.field,
               found.problem.what,
               found.problem.fix);
  }
}

std::optional<Import> ImportStore::find(ImportId id) const {
  return with_files(connection_, connection_.one(kSelectById, take_import, id));
}

std::vector<Import> ImportStore::latest(int limit) const {
  std::vector<Import> imports = connection_.all(kSelectLatest, take_import, limit);
  for (Import& import : imports) import.files = connection_.all(kSelectFiles, take_file, import.id);
  return imports;
}

std::optional<Import> ImportStore::find_loaded(const std::string& layout, const Hash& file) const {
  return with_files(connection_, connection_.one(kSelectLoadedFile, take_import, layout, file));
}

std::optional<Import> ImportStore::find_loaded(const std::string& layout, Date as_of) const {
  return with_files(connection_, connection_.one(kSelectLoadedAsOf, take_import, layout, as_of));
}

std::optional<Import> ImportStore::latest_loaded(const std::string& layout) const {
  return with_files(connection_, connection_.one(kSelectLatestLoadedOf, take_import, layout));
}

std::optional<Import> ImportStore::latest_loaded() const {
  return with_files(connection_, connection_.one(kSelectLatestLoaded, take_import));
}

std::optional<Import> ImportStore::latest_loaded_by(Date on) const {
  return with_files(connection_, connection_.one(kSelectLatestLoadedBy, take_import, on));
}

std::vector<ImportProblem> ImportStore::problems(ImportId id, int limit, int offset) const {
  return connection_.all(
      kSelectProblems,
      [](Row& row) {
        ImportProblem found{.finding = row.take(parse_import_finding),
                            .reference = row.take<std::string>(),
                            .problem = {}};
        found.problem.place = {.file = row.take<std::string>(),
                               .line = row.take<int>(),
                               .column = row.take<int>(),
                               .field = row.take<std::string>()};
        found.problem.what = row.take<std::string>();
        found.problem.fix = row.take<std::string>();
        return found;
      },
      id,
      limit,
      offset);
}

std::int64_t ImportStore::count_problems(ImportId id, ImportFinding finding) const {
  return connection_
      .one(
          kCountProblems, [](Row& row) { return row.take<std::int64_t>(); }, id, finding)
      .value_or(0);
}

}  // namespace lintel
