#include "server/casework/bound_facts.h"

namespace lintel {
namespace {

bool leans_on(const FactDeclaration& fact) {
  const std::string_view source = fact.source;
  return (source.starts_with("rent_account.") && source != "rent_account.as_of") ||
         source.starts_with("tenancy.") || source.starts_with("agreement.");
}

}  // namespace

Json approval_facts(const GatheredCase& gathered, const RuleValues& rules) {
  Json facts = Json::object();
  const auto known = known_facts(*gathered.definition, gathered.facts, rules, gathered.today);
  for (std::size_t slot = 0; slot < known.size(); ++slot) {
    if (leans_on(gathered.definition->facts[slot]))
      facts[known[slot].first] = known[slot].second.to_words();
  }
  facts["balance"] = gathered.file.account.summary.balance.to_string();
  Json names = Json::array();
  for (const Tenant& tenant : gathered.file.tenancy.tenants) names.push(tenant.name.in_full());
  facts["tenants"] = names;
  Json holds = Json::array();
  for (const Hold& hold : gathered.state.holds) {
    if (hold.runs_on(gathered.today)) holds.push(hold.name);
  }
  facts["holds"] = holds;
  return facts;
}

Hash approval_hash(const Json& facts, const std::vector<Document>& documents) {
  Json bound = Json::object();
  bound["facts"] = facts;
  bound["documents"] = Json::array();
  for (const Document& document : documents) {
    Json row = Json::object();
    row["document"] = to_string(document.id);
    row["template"] = document.template_name + " " + document.template_version;
    row["pdf"] = document.pdf ? Json(document.pdf->to_hex()) : Json();
    bound["documents"].push(row);
  }
  return sha256(to_canonical(bound));
}

}  // namespace lintel
