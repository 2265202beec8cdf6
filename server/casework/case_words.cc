#include "server/casework/case_words.h"

#include "storage/document_store.h"
#include "storage/person_store.h"
#include "workflows/started_case.h"

namespace lintel {
namespace {

Verdict verdict_of(const Json* passed) {
  if (passed == nullptr || !passed->is_bool()) return Verdict::unknown;
  return passed->as_bool() ? Verdict::yes : Verdict::no;
}

}  // namespace

std::string happened(const Definition* definition, std::string_view event) {
  if (event == kCaseStarted) return "Begun by another case";
  return definition != nullptr ? definition->event_happened(event) : capitalised(words_of(event));
}

std::string names_in_order(const Tenancy& tenancy) {
  std::string names;
  for (std::size_t i = 0; i < tenancy.tenants.size(); ++i) {
    names += (i == 0                            ? ""
              : i + 1 == tenancy.tenants.size() ? " and "
                                                : ", ") +
             tenancy.tenants[i].name.in_full();
  }
  return names;
}

std::string person_name(Connection& connection, PersonId id) {
  const auto person = PersonStore(connection).find(id);
  return person ? person->name : "";
}

std::string tenant_name(const Tenancy& tenancy, TenantId id) {
  for (const Tenant& tenant : tenancy.tenants) {
    if (tenant.id == id) return tenant.name.in_full();
  }
  return "";
}

std::string label_of_event(const Definition* definition, std::string_view event) {
  return definition != nullptr ? definition->event_label(event) : capitalised(words_of(event));
}

std::vector<Reason> reasons_in(const Json& payload) {
  std::vector<Reason> reasons;
  const Json* all = payload.find("reasons");
  if (all == nullptr || !all->is_array()) return reasons;
  for (const Json& each : all->as_array()) {
    reasons.push_back({.rule = each.text("rule").value_or(""),
                       .passed = verdict_of(each.find("passed")),
                       .because = each.text("because").value_or(""),
                       .law = each.text("law").value_or(""),
                       .fact = each.text("fact").value_or(""),
                       .fix = each.text("fix").value_or("")});
  }
  return reasons;
}

DocumentView view_of(Connection& connection,
                     const Document& document,
                     const Tenancy& tenancy,
                     const Person& reader) {
  return {.document = document,
          .to = tenant_name(tenancy, document.tenant_id),
          .read = document.pdf &&
                  DocumentStore(connection).was_opened(document.id, reader.id, *document.pdf)};
}

NoticeView view_of(Connection& connection,
                   const Notice& notice,
                   const Tenancy& tenancy,
                   const Person& reader) {
  NoticeView view{.notice = notice, .served = {}, .documents = {}};
  for (const Service& service : notice.services) {
    view.served.push_back({.tenant = tenant_name(tenancy, service.tenant_id),
                           .service = service,
                           .by = person_name(connection, service.by)});
  }
  for (const DocumentId id : notice.documents) {
    if (const auto document = DocumentStore(connection).find(id)) {
      view.documents.push_back(view_of(connection, *document, tenancy, reader));
    }
  }
  return view;
}

}  // namespace lintel
