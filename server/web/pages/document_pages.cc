#include "server/web/pages/pages.h"

namespace lintel {
namespace {

/// The stored PDF. Opening it is noted: an approver must have opened what is approved.
Response show_document(const Pages& pages, const Request& request) {
  std::string name = request.part("file");
  if (!name.ends_with(".pdf")) return pages.site->not_shown(request, Fate::unknown, "", "document");
  name.resize(name.size() - 4);
  const Result<DocumentId> id = DocumentId::parse(name);
  if (!id) return pages.site->not_shown(request, Fate::unknown, "", "document");
  auto seen = pages.casework.document_pdf(*id, request.person());
  if (!seen.page) return pages.site->not_shown(request, seen.fate, seen.patch, "document");
  pages.casework.mark_read(*id, request.person());
  return pdf(std::move(seen.page->bytes), seen.page->name);
}

}  // namespace

void add_document_pages(Router& router, const Pages& pages) {
  router.get("/documents/{file}", only(kCaseRoles), [pages](const Request& request) {
    return show_document(pages, request);
  });
}

}  // namespace lintel
