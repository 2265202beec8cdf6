#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/document.h"
#include "domain/instant.h"
#include "storage/connection.h"

namespace lintel {

/// Documents and their PDFs. A PDF is kept under its SHA-256 and never overwritten.
class DocumentStore {
 public:
  explicit DocumentStore(Connection& connection) : connection_(connection) {}

  /// False when its effect_key is known: the document is there already.
  bool add(const Document& document);
  std::optional<Document> find(DocumentId id) const;
  std::optional<Document> find_by_effect(std::string_view effect_key) const;
  std::vector<Document> of_case(CaseId id) const;     ///< newest first
  std::vector<Document> unrendered(int limit) const;  ///< without a PDF, not withdrawn

  /// Keeps the bytes and ties them to the document. True when this document had none; a second,
  /// different PDF for one document is a ConstraintFault: what was read stays what was read.
  bool rendered(DocumentId id, std::string_view pdf, int pages);
  std::optional<std::string> pdf(const Hash& hash) const;
  void set_state(DocumentId id, DocumentState state);
  /// Notes that a person opened a document with that PDF; the first time counts.
  void opened(DocumentId id, PersonId by, const Hash& pdf, Instant at);
  bool was_opened(DocumentId id, PersonId by, const Hash& pdf) const;
  /// What the template was given, as canonical JSON: "" when nothing was kept.
  void set_merged(DocumentId id, std::string_view json);
  std::string merged(DocumentId id) const;

 private:
  Connection& connection_;
};

}  // namespace lintel
