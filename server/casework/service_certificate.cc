#include "server/casework/service_certificate.h"

#include <stdexcept>

#include "server/casework/case_words.h"

namespace lintel {
namespace {

constexpr const char* kTemplate = "certificate_of_service";

Json address_lines(const Address& address) {
  Json lines = Json::array();
  for (const std::string& line : address.lines) lines.push(line);
  lines.push(address.postcode);
  return lines;
}

std::string served_at(const Service& service) {
  return service.given_on.to_long_words() +
         (service.given_at.empty() ? "" : " at " + service.given_at);
}

Json fields_of(const GatheredCase& gathered,
               const Notice& notice,
               const Service& service,
               const Person& server) {
  const Tenancy& tenancy = gathered.file.tenancy;
  Json fields = Json::object();
  fields["letter_date"] = gathered.today.to_iso();
  fields["our_reference"] = tenancy.reference;
  fields["document_title"] =
      "Notice under " + notice.statute + (notice.form.empty() ? "" : " (" + notice.form + ")");
  fields["copy_for"] = tenant_name(tenancy, service.tenant_id);
  fields["property_address"] = address_lines(tenancy.address);
  fields["service_method"] = std::string(service_method_label(service.method));
  fields["served_at"] = served_at(service);
  fields["service_address"] = address_lines(tenancy.address);
  fields["service_words"] = service.place;
  fields["deemed_served_on"] = service.deemed.to_iso();
  fields["served_by_name"] = server.name;
  fields["served_by_role"] =
      server.roles.empty() ? "" : std::string(role_label(*server.roles.begin()));
  return fields;
}

/// The event names its documents, these too.
void name_in_event(Transition& transition, const std::vector<DocumentId>& documents) {
  Result<Json> payload = parse_json(transition.event.payload);
  if (!payload) throw std::logic_error("an event's payload is JSON of our own making");
  for (const DocumentId id : documents) (*payload)["documents"].push(to_string(id));
  transition.event.payload = to_canonical(*payload);
}

}  // namespace

void add_certificates(CaseworkParts& parts,
                      const GatheredCase& gathered,
                      const Notice& notice,
                      const Person& server,
                      Transition& transition) {
  const std::optional<TemplateSummary> letter =
      parts.policy.documents().find(kTemplate, gathered.today);
  if (!letter)
    throw std::runtime_error("no version of the template certificate_of_service is in force on " +
                             gathered.today.to_iso());
  std::vector<DocumentId> made;
  for (const Service& service : notice.services) {
    const Document document{
        .id = parts.new_id<DocumentId>(),
        .case_id = transition.after.id,
        .tenant_id = service.tenant_id,
        .template_name = letter->name,
        .template_version = letter->version,
        .title = letter->title,
        .tag = letter->tags.empty() ? "" : letter->tags.front(),
        .dated = gathered.today,
        .effect_key = to_string(transition.after.id) + ":" +
                      std::to_string(transition.after.version + 1) +
                      ":certificate:" + std::to_string(made.size() + 1),
        .pdf = {},
        .pages = 0,
        .state = DocumentState::draft};  // kept on the case; it is sent to nobody
    Json payload = Json::object();
    payload["document"] = to_string(document.id);
    payload["template"] = letter->name;
    payload["version"] = letter->version;
    payload["fields"] = fields_of(gathered, notice, service, server);
    transition.effects.push_back({"document", to_canonical(payload)});
    transition.documents.push_back(document);
    made.push_back(document.id);
  }
  name_in_event(transition, made);
}

}  // namespace lintel
