#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "domain/date.h"
#include "domain/hash.h"
#include "domain/id.h"
#include "domain/instant.h"
#include "domain/money.h"
#include "domain/result.h"
#include "storage/connection.h"

namespace lintel {

/// loaded: its rows are in; held: not loaded, a person must look; nothing_new: the same file again.
enum class ImportState { loading, loaded, held, nothing_new };
std::string_view to_string(ImportState state);
Result<ImportState> parse_import_state(std::string_view text);

/// One file in the ledger of files.
struct ImportedFile {
  std::string name;       ///< without folders
  std::string role;       ///< what the layout calls it: "accounts", "transactions"
  Hash hash;              ///< of its bytes
  std::int64_t rows = 0;  ///< as read, without header and trailer
  std::int64_t loaded = 0;
  std::int64_t rejected = 0;
  std::int64_t held = 0;
  Money total;                        ///< control total as read
  std::optional<Money> stated_total;  ///< as its trailer says
};

/// One import: the files of one layout taken together.
struct Import {
  ImportId id;
  std::string layout;  ///< "cx"
  std::string layout_version;
  std::optional<Date> as_of;
  Instant began{};
  std::optional<Instant> ended;
  std::string by;  ///< who asked
  ImportState state = ImportState::loading;
  std::string because;  ///< for held and nothing_new: a sentence
  std::string figures;  ///< canonical JSON: counts and totals that the layout's reader gives
  std::vector<ImportedFile> files;
};

/// How bad one finding is. warning: the row is in; rejected: it is not; held: it waits for another
/// row; untied: the account is in, its ledger does not make its balance.
enum class ImportFinding { warning, rejected, held, untied };
std::string_view to_string(ImportFinding finding);
Result<ImportFinding> parse_import_finding(std::string_view text);

struct ImportProblem {
  ImportFinding finding = ImportFinding::rejected;
  std::string reference;  ///< tenancy or payment reference of the row, or ""
  Problem problem;
};

class ImportStore {
 public:
  explicit ImportStore(Connection& connection) : connection_(connection) {}

  void begin(const Import& import);
  /// Rewrites all but the id and the layout.
  void update(const Import& import);
  void add_problems(ImportId id, std::span<const ImportProblem> problems);

  std::optional<Import> find(ImportId id) const;
  std::vector<Import> latest(int limit) const;  ///< newest first
  /// The import that loaded exactly these bytes under that layout.
  std::optional<Import> find_loaded(const std::string& layout, const Hash& file) const;
  std::optional<Import> find_loaded(const std::string& layout, Date as_of) const;
  /// The newest loaded import of a layout.
  std::optional<Import> latest_loaded(const std::string& layout) const;
  std::optional<Import> latest_loaded() const;
  /// The newest loaded import whose balances are of that day or before.
  std::optional<Import> latest_loaded_by(Date on) const;
  /// In the order in which they were added, `limit` after the first `offset`.
  std::vector<ImportProblem> problems(ImportId id, int limit, int offset = 0) const;
  std::int64_t count_problems(ImportId id, ImportFinding finding) const;

 private:
  Connection& connection_;
};

}  // namespace lintel
