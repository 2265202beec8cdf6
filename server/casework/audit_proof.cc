#include "server/casework/audit_proof.h"

#include <set>

#include "server/casework/audit_export.h"
#include "server/casework/case_proof.h"
#include "server/casework/rule_sets.h"
#include "storage/case_store.h"

namespace lintel {

Json to_json(const AuditFault& fault) {
  Json json = Json::object();
  json["case"] = fault.reference;
  json["seq"] = fault.seq;
  json["what"] = fault.what;
  return json;
}

Json to_json(const AuditProof& proof) {
  Json json = Json::object();
  json["cases"] = proof.cases;
  json["events"] = proof.events;
  json["replayed"] = proof.replayed;
  json["faults"] = proof.faults.size();
  json["not_proved"] = proof.not_proved.size();
  json["head"] = proof.head.to_hex();
  return json;
}

AuditProof prove_audit(Database& database,
                       const std::vector<const Definition*>& definitions,
                       const AuditAsked& asked) {
  return database.read([&](Connection& connection) {
    AuditProof proof;
    ReplayLibrary library(definitions);
    library.reads_from(&connection);
    const CaseStore cases(connection);
    const std::vector<CaseId> all = cases.all();
    RunningHash heads;
    std::optional<AuditWriter> out;
    if (asked.export_to != nullptr) out.emplace(*asked.export_to, connection, definitions);
    for (const CaseId id : all) {
      const std::optional<Case> kase = cases.find(id);
      if (!kase) continue;
      CaseSnapshot snapshot = snapshot_of(connection, *kase);
      if (out) out->add(snapshot);
      CaseProof one(proof, std::move(snapshot), asked.replay ? &library.sources() : nullptr);
      cases.each_event(id, [&](CaseEvent event) {
        const bool goes_on = one.see(event);
        if (out) out->add(event);
        return goes_on || out.has_value();
      });
      one.end();
      heads.add(one.head().to_hex());
      if (asked.progress) asked.progress(proof.cases, std::ssize(all));
    }
    proof.head = heads.finish();
    if (out) out->end(proof);
    return proof;
  });
}

Result<AuditProof> prove_export(std::istream& file,
                                const std::vector<const Definition*>& definitions,
                                const AuditAsked& asked) {
  AuditProof proof;
  ReplayLibrary library(definitions);
  library.reads_by(asked.rules);
  std::optional<CaseProof> one;
  RunningHash heads;
  const auto finish_case = [&] {
    if (!one) return;
    one->end();
    heads.add(one->head().to_hex());
    one.reset();
    if (asked.progress) asked.progress(proof.cases, 0);
  };
  const AuditTaken taken{
      .policy = [&](const std::string& hash,
                    const std::string& body) { return library.add_policy(hash, body); },
      .rules = [&](const std::string& hash,
                   const std::string& body) { return library.add_rules(hash, body); },
      .kase =
          [&](CaseSnapshot snapshot) {
            finish_case();
            one.emplace(proof, std::move(snapshot), asked.replay ? &library.sources() : nullptr);
          },
      .event =
          [&](const CaseEvent& event) {
            if (one) one->see(event);
          }};
  const Result<AuditEnd> end = read_audit(file, taken);
  if (!end) return tl::unexpected(end.error());
  finish_case();
  proof.head = heads.finish();
  if (end->cases != proof.cases || (proof.holds() && end->head != proof.head))
    return problem(
        "the file's last line does not tie to what stands above it: " + std::to_string(end->cases) +
            " cases there, " + std::to_string(proof.cases) + " read",
        "Write the export again; keep its head elsewhere.");
  return proof;
}

}  // namespace lintel
