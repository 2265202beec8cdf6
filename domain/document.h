#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "domain/date.h"
#include "domain/hash.h"
#include "domain/id.h"
#include "domain/result.h"

namespace lintel {

/// draft: made, not yet approved or released; released: may go out; sent: handed to post;
/// withdrawn: never to go out, or taken back.
enum class DocumentState { draft, released, sent, withdrawn };
std::string_view to_string(DocumentState state);
Result<DocumentState> parse_document_state(std::string_view text);

/// One letter, notice or paper to one person. Its PDF is kept under its hash, never overwritten.
struct Document {
  DocumentId id;
  CaseId case_id;
  TenantId tenant_id;         ///< nil when addressed to someone else
  std::string template_name;  ///< "section_8_form_3"
  std::string template_version;
  std::string title;  ///< "Notice seeking possession"
  std::string tag;    ///< "arrears_demand", "statutory", "neutral", "court"
  Date dated{1900, 1, 1};
  std::string effect_key;   ///< "case:seq:n", unique: a repeated effect makes no second one
  std::optional<Hash> pdf;  ///< none until rendered
  int pages = 0;
  DocumentState state = DocumentState::draft;
};

}  // namespace lintel
