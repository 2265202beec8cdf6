#include "storage/document_store.h"

#include "storage/joined_sql.h"

namespace lintel {
namespace {

constexpr std::string_view kInsert = R"sql(
  INSERT INTO document (id, case_id, tenant_id, template_name, template_version, title, tag, dated, effect_key, pdf_sha256, pages,
                        state, merged)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, 0, ?, '')
)sql";
constexpr std::string_view kSelectDocuments = R"sql(
  SELECT id, case_id, tenant_id, template_name, template_version, title, tag, dated, effect_key, pdf_sha256, pages, state
    FROM document)sql";
constexpr std::string_view kById = " WHERE id = ?";
constexpr std::string_view kSelectById = kJoinedSql<kSelectDocuments, kById>;
constexpr std::string_view kByEffect = " WHERE effect_key = ?";
constexpr std::string_view kSelectByEffect = kJoinedSql<kSelectDocuments, kByEffect>;
constexpr std::string_view kOfCase = " WHERE case_id = ? ORDER BY id DESC";
constexpr std::string_view kSelectOfCase = kJoinedSql<kSelectDocuments, kOfCase>;
constexpr std::string_view kUnrendered =
    " WHERE pdf_sha256 IS NULL AND state <> 'withdrawn' ORDER BY id LIMIT ?";
constexpr std::string_view kSelectUnrendered = kJoinedSql<kSelectDocuments, kUnrendered>;
constexpr std::string_view kInsertPdf = "INSERT INTO document_blob (sha256, pdf) VALUES (?, ?)";
constexpr std::string_view kSetPdf =
    "UPDATE document SET pdf_sha256 = ?, pages = ? WHERE id = ? AND pdf_sha256 IS NULL";
constexpr std::string_view kSelectPdf = "SELECT pdf FROM document_blob WHERE sha256 = ?";
constexpr std::string_view kSetState = "UPDATE document SET state = ? WHERE id = ?";
constexpr std::string_view kSetMerged = "UPDATE document SET merged = ? WHERE id = ?";
constexpr std::string_view kSelectMerged = "SELECT merged FROM document WHERE id = ?";
constexpr std::string_view kInsertOpened =
    "INSERT INTO document_opened (document_id, person_id, pdf_sha256, at) VALUES (?, ?, ?, ?)";
constexpr std::string_view kSelectOpened = R"sql(
  SELECT 1 FROM document_opened WHERE document_id = ? AND person_id = ? AND pdf_sha256 = ?
)sql";

Document take_document(Row& row) {
  return Document{.id = row.take<DocumentId>(),
                  .case_id = row.take<CaseId>(),
                  .tenant_id = row.take<TenantId>(),
                  .template_name = row.take<std::string>(),
                  .template_version = row.take<std::string>(),
                  .title = row.take<std::string>(),
                  .tag = row.take<std::string>(),
                  .dated = row.take<Date>(),
                  .effect_key = row.take<std::string>(),
                  .pdf = row.take<std::optional<Hash>>(),
                  .pages = row.take<int>(),
                  .state = row.take(parse_document_state)};
}

}  // namespace

bool DocumentStore::add(const Document& document) {
  return connection_.execute(connection_.dialect().insert_once(kInsert, "id"),
                             document.id,
                             document.case_id,
                             document.tenant_id,
                             document.template_name,
                             document.template_version,
                             document.title,
                             document.tag,
                             document.dated,
                             document.effect_key,
                             document.state) == 1;
}

std::optional<Document> DocumentStore::find(DocumentId id) const {
  return connection_.one(kSelectById, take_document, id);
}

std::optional<Document> DocumentStore::find_by_effect(std::string_view effect_key) const {
  return connection_.one(kSelectByEffect, take_document, effect_key);
}

std::vector<Document> DocumentStore::of_case(CaseId id) const {
  return connection_.all(kSelectOfCase, take_document, id);
}

std::vector<Document> DocumentStore::unrendered(int limit) const {
  return connection_.all(kSelectUnrendered, take_document, limit);
}

bool DocumentStore::rendered(DocumentId id, std::string_view pdf, int pages) {
  const Hash hash = sha256(pdf);
  connection_.execute(connection_.dialect().insert_once(kInsertPdf, "sha256"), hash, Bytes{pdf});
  if (connection_.execute(kSetPdf, hash, pages, id) == 1) return true;
  const std::optional<Document> known = find(id);
  if (known && known->pdf == hash) return false;
  throw ConstraintFault(ConstraintFault::Rule::unique,
                        known ? "Document " + to_string(id) +
                                    " has another PDF already, which may have been read. Withdraw "
                                    "it and make a new one."
                              : "There is no document " + to_string(id) + ".");
}

std::optional<std::string> DocumentStore::pdf(const Hash& hash) const {
  return connection_.one(
      kSelectPdf, [](Row& row) { return row.take<std::string>(); }, hash);
}

void DocumentStore::set_state(DocumentId id, DocumentState state) {
  connection_.execute(kSetState, state, id);
}

void DocumentStore::opened(DocumentId id, PersonId by, const Hash& pdf, Instant at) {
  connection_.execute(
      connection_.dialect().insert_once(kInsertOpened, "document_id"), id, by, pdf, at);
}

bool DocumentStore::was_opened(DocumentId id, PersonId by, const Hash& pdf) const {
  return connection_
      .one(
          kSelectOpened, [](Row& row) { return row.take<bool>(); }, id, by, pdf)
      .value_or(false);
}

void DocumentStore::set_merged(DocumentId id, std::string_view json) {
  connection_.execute(kSetMerged, json, id);
}

std::string DocumentStore::merged(DocumentId id) const {
  return connection_
      .one(
          kSelectMerged, [](Row& row) { return row.take<std::string>(); }, id)
      .value_or("");
}

}  // namespace lintel
