#include "server/api/api_routes.h"

#include <algorithm>
#include <iterator>

#include "domain/law/questions.h"
#include "server/api/answers.h"
#include "server/api/body_reader.h"
#include "server/api/law_answers.h"
#include "server/api/policy_routes.h"
#include "server/auth/access.h"
#include "server/auth/csrf.h"
#include "server/casework/policy.h"

namespace lintel {
namespace {

Response get_session(const Request& request) {
  const SignedIn& asking = *request.signed_in;
  Json body;
  body["name"] = asking.person.name;
  body["username"] = asking.person.username;
  body["roles"] = Json::array();
  for (const Role role : asking.person.roles) body["roles"].push(to_string(role));
  body["patches"] = Json::array();
  for (const std::string& patch : asking.person.patches) body["patches"].push(patch);
  body["csrf_token"] = asking.by_token ? "" : csrf_token(asking);
  return json(body);
}

Response get_cases(const Request& request, const Casework& casework) {
  CaseFilter filter;
  filter.view = request.query.has("view") ? request.query.text("view") : "all";
  filter.patch = request.query.text("patch");
  filter.text = request.query.text("q");
  filter.cursor = request.query.text("cursor");
  if (const std::string stage = request.query.text("stage"); !stage.empty()) {
    const Result<Stage> read = parse_stage(stage);
    if (!read) return bad_request(Problem{read.error()}.in_field("stage"));
    filter.stage = *read;
  }
  return json(to_json(casework.cases(request.person(), filter)));
}

Response get_decisions(const Request& request, const Casework& casework) {
  const auto seen = casework.case_page(request.part("ref"), request.person());
  if (!seen.page) return not_found("case");
  Json body;
  body["reference"] = seen.page->kase.reference;
  body["version"] = seen.page->kase.version;
  body["events"] = json_list(seen.page->events);
  body["gate"] = to_json(seen.page->gate);
  return json(body);
}

Response post_event(const Request& request, Casework& casework) {
  BodyReader body{request.body};
  body.only({"command_key", "expected_version", "fields"});
  CaseCommand command{
      .reference = request.part("ref"),
      .event = request.part("event"),
      .fields = body.member("fields").is_object() ? body.member("fields") : Json::object(),
      .actor = request.person(),
      .command_key = body.text("command_key"),
      .expected_version = body.whole("expected_version")};
  if (body.wrong()) return bad_request(*body.wrong());
  return answer_outcome(casework.handle(command));
}

Result<RecordService::OnTenant> read_service(const Json& each) {
  BodyReader body{to_canonical(each)};
  body.only({"tenant_id", "method", "given_on", "given_at", "place"});
  const std::string tenant_text = body.text("tenant_id");
  const std::string method_text = body.text("method");
  const std::string day_text = body.text("given_on");
  RecordService::OnTenant on;
  on.given_at = body.text_or("given_at", "");
  on.place = body.text_or("place", "");
  if (body.wrong()) return tl::unexpected<Problem>(*body.wrong());
  const Result<TenantId> tenant = TenantId::parse(tenant_text);
  if (!tenant) return tl::unexpected<Problem>(Problem{tenant.error()}.in_field("tenant_id"));
  const Result<ServiceMethod> method = parse_service_method(method_text);
  if (!method) return tl::unexpected<Problem>(Problem{method.error()}.in_field("method"));
  const Result<Date> day = Date::parse(day_text);
  if (!day) return tl::unexpected<Problem>(Problem{day.error()}.in_field("given_on"));
  on.tenant_id = *tenant;
  on.method = *method;
  on.given_on = *day;
  return on;
}

Response post_service(const Request& request, Casework& casework) {
  BodyReader body{request.body};
  body.only({"command_key", "expected_version", "tenants"});
  RecordService asked{.reference = request.part("ref"),
                      .tenants = {},
                      .actor = request.person(),
                      .command_key = body.text("command_key"),
                      .expected_version = body.whole("expected_version")};
  if (body.wrong()) return bad_request(*body.wrong());
  if (!body.member("tenants").is_array()) {
    return bad_request(Problem{
        "the field is not a list", "Send one entry for each joint tenant.", {"", 0, 0, "tenants"}});
  }
  for (const Json& each : body.member("tenants").as_array()) {
    Result<RecordService::OnTenant> on = read_service(each);
    if (!on) return bad_request(on.error());
    asked.tenants.push_back(*std::move(on));
  }
  return answer_outcome(casework.record_service(asked));
}

Response get_approvals(const Request& request, const Casework& casework) {
  Json body;
  body["approvals"] = json_list(casework.approvals_for(request.person()));
  return json(body);
}

Response get_approval(const Request& request, const Casework& casework) {
  const Result<ApprovalId> id = ApprovalId::parse(request.part("id"));
  if (!id) return not_found("approval");
  return answer_seen(casework.approval(*id, request.person()), "approval");
}

Response post_approval_decision(const Request& request, Casework& casework) {
  const Result<ApprovalId> id = ApprovalId::parse(request.part("id"));
  if (!id) return not_found("approval");
  BodyReader body{request.body};
  body.only({"approve", "reason", "bound_to", "command_key"});
  const DecideApproval asked{.id = *id,
                             .approve = body.yes_no("approve"),
                             .reason = body.text_or("reason", ""),
                             .bound_to = body.text("bound_to"),
                             .actor = request.person(),
                             .command_key = body.text("command_key")};
  if (body.wrong()) return bad_request(*body.wrong());
  return answer_outcome(casework.decide_approval(asked));
}

Response get_document(const Request& request, Casework& casework) {
  const Result<DocumentId> id = DocumentId::parse(request.part("id"));
  if (!id) return not_found("document");
  const auto seen = casework.document_pdf(*id, request.person());
  if (!seen.page) return not_found("document");
  casework.mark_read(*id, request.person());
  return pdf(seen.page->bytes, seen.page->name);
}

Response get_runs(const Casework& casework) {
  Json body;
  body["runs"] = json_list(casework.runs());
  return json(body);
}

Response get_run(const Request& request, const Casework& casework) {
  const Result<RunId> id = RunId::parse(request.part("id"));
  if (!id) return not_found("run");
  RunFilter filter;
  filter.rule = request.query.text("rule");
  filter.text = request.query.text("q");
  filter.patches = request.person().patches;
  filter.cursor = request.query.text("cursor");
  if (const std::string outcome = request.query.text("outcome"); !outcome.empty()) {
    const Result<LineOutcome> read = parse_line_outcome(outcome);
    if (!read) return bad_request(Problem{read.error()}.in_field("outcome"));
    filter.outcome = *read;
  }
  const std::optional<RunLedger> ledger = casework.run_ledger(*id, filter);
  if (!ledger) return not_found("run");
  Json body;
  body["run"] = to_json(ledger->run);
  body["lines"] = json_list(ledger->lines);
  body["matching"] = ledger->matching;
  body["next"] = ledger->next;
  return json(body);
}

Response get_imports(const Casework& casework) {
  Json body;
  body["imports"] = json_list(casework.imports());
  return json(body);
}

Response post_law(const Request& request, const LawBook& law) {
  const Result<Json> asked = parse_json(request.body);
  if (!asked) return bad_request(asked.error());
  const Result<Json> answered = answer_question(request.part("question"), *asked, law);
  return answered ? json(*answered) : bad_request(answered.error());
}

}  // namespace

std::vector<Operation> api_operations(Casework& casework, const LawBook& law) {
  const Access anybody = any_person();
  const Access case_workers = only(kCaseRoles);
  // Who may read every account's line: a run and an import go beyond one patch.
  const Access overseers =
      only({Role::team_manager, Role::revenues_coordinator, Role::auditor, Role::administrator});
  const auto with_casework = [&casework](auto handler) -> Handler {
    return [&casework, handler](const Request& request) { return handler(request, casework); };
  };
  std::vector<Operation> operations = {
      {Method::get,
       "/api/session",
       "getSession",
       "Who is asking, and the token that every POST needs.",
       {},
       "",
       "Session",
       anybody,
       get_session},
      {Method::get,
       "/api/cases",
       "listCases",
       "Cases of your patches, ranked.",
       {"view", "stage", "patch", "q", "cursor"},
       "",
       "CaseList",
       case_workers,
       with_casework(get_cases)},
      {Method::get,
       "/api/cases/{ref}",
       "getCase",
       "One case whole.",
       {},
       "",
       "Case",
       case_workers,
       [&casework](const Request& request) {
         return answer_seen(casework.case_page(request.part("ref"), request.person()), "case");
       }},
      {Method::get,
       "/api/cases/{ref}/account",
       "getAccount",
       "The rent account, oldest posting first.",
       {},
       "",
       "Account",
       case_workers,
       [&casework](const Request& request) {
         return answer_seen(casework.account_page(request.part("ref"), request.person()),
                            "account");
       }},
      {Method::get,
       "/api/cases/{ref}/decisions",
       "getDecisions",
       "What may happen now, and why or why not.",
       {},
       "",
       "Decisions",
       case_workers,
       with_casework(get_decisions)},
      {Method::post,
       "/api/cases/{ref}/events/{event}",
       "postEvent",
       "Asks for an event of a case.",
       {},
       "EventCommand",
       "Outcome",
       case_workers,
       with_casework(post_event)},
      {Method::post,
       "/api/cases/{ref}/service",
       "postService",
       "Records how an approved notice was served.",
       {},
       "ServiceRecord",
       "Outcome",
       case_workers,
       with_casework(post_service)},
      {Method::get,
       "/api/approvals",
       "listApprovals",
       "Approvals that wait in your patches, oldest first.",
       {},
       "",
       "ApprovalList",
       case_workers,
       with_casework(get_approvals)},
      {Method::get,
       "/api/approvals/{id}",
       "getApproval",
       "One approval: what it is bound to, what changed.",
       {},
       "",
       "Approval",
       case_workers,
       with_casework(get_approval)},
      {Method::post,
       "/api/approvals/{id}/decision",
       "postApprovalDecision",
       "Approves or returns.",
       {},
       "ApprovalDecision",
       "Outcome",
       case_workers,
       with_casework(post_approval_decision)},
      {Method::get,
       "/api/documents/{id}",
       "getDocument",
       "The stored PDF; noted as opened by you.",
       {},
       "",
       "",
       case_workers,
       with_casework(get_document)},
      {Method::get,
       "/api/runs",
       "listRuns",
       "Arrears runs, newest first.",
       {},
       "",
       "RunList",
       overseers,
       [&casework](const Request&) { return get_runs(casework); }},
      {Method::get,
       "/api/runs/{id}",
       "getRun",
       "A run's ledger.",
       {"outcome", "rule", "q", "cursor"},
       "",
       "RunLedger",
       overseers,
       with_casework(get_run)},
      {Method::get,
       "/api/imports",
       "listImports",
       "Rent files, newest first.",
       {},
       "",
       "ImportList",
       overseers,
       [&casework](const Request&) { return get_imports(casework); }},
      {Method::get,
       "/api/law",
       "listLaw",
       "The law book: rules and the landlord's own settings, by subject.",
       {"q", "subject", "jurisdiction", "tenancy", "status", "on", "cursor"},
       "",
       "LawList",
       anybody,
       [&casework](const Request& request) {
         return get_law(
             request, casework.policy().law_index(), *casework.law_uses(), casework.today());
       }},
      {Method::get,
       "/api/law/changes",
       "getLawChanges",
       "What starts, changes or ends in a year; what is unknown, not set or to be verified.",
       {},
       "",
       "LawChanges",
       anybody,
       [&casework](const Request&) {
         return get_law_changes(casework.policy().law_index(), casework.today());
       }},
      {Method::get,
       "/api/law/rules/{id}",
       "getLawRule",
       "One rule with every dated value and where it is used.",
       {},
       "",
       "LawRule",
       anybody,
       [&casework](const Request& request) {
         return get_rule(
             request, casework.policy().law_index(), *casework.law_uses(), casework.today());
       }},
      {Method::post,
       "/api/law/{question}",
       "askLaw",
       "Answers one question from the dated rules.",
       {},
       "LawQuestion",
       "LawAnswer",
       anybody,
       [&law](const Request& request) { return post_law(request, law); }},
  };
  std::ranges::move(policy_operations(casework), std::back_inserter(operations));
  return operations;
}

void add_api_routes(Router& router, Casework& casework, const LawBook& law) {
  const std::vector<Operation> operations = api_operations(casework, law);
  for (const Operation& operation : operations) {
    if (operation.method == Method::post) {
      router.post(operation.pattern, operation.access, operation.handler);
    } else {
      router.get(operation.pattern, operation.access, operation.handler);
    }
  }
  router.get("/api/openapi.json", anyone(), [description = openapi(operations)](const Request&) {
    return json(description);
  });
}

}  // namespace lintel
