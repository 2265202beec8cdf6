#include "server/api/policy_routes.h"

#include "server/api/answers.h"
#include "server/api/body_reader.h"
#include "server/api/policy_json.h"
#include "server/auth/access.h"

namespace lintel {
namespace {

DefinitionKey version_of(const Request& request) {
  return {request.part("workflow"), request.part("version")};
}

Response no_such_version(const DefinitionKey& key) {
  return api_problem(404,
                     Problem{"there is no version " + key.version + " of " + key.workflow,
                             "List them at /api/policies.",
                             {}});
}

/// 200 done, 422 refused with the reasons, 409 somebody else was first, 400 a field is wrong, 404
/// there is no such draft.
Response answer(const Request& request, const StudioOutcome& outcome) {
  switch (outcome.fate) {
    case Fate::applied:
      return json(to_json(outcome));
    case Fate::refused:
      return json(to_json(outcome), 422);
    case Fate::conflict: {
      const std::string now =
          outcome.draft ? ": it stands at edition " + std::to_string(outcome.draft->edition) : "";
      return api_problem(409,
                         Problem{"the draft was changed since you read it" + now,
                                 "Read it again and decide again; what you sent was not kept.",
                                 {}});
    }
    case Fate::invalid:
      return bad_request(outcome.problems.front());
    case Fate::unknown:
    case Fate::not_yours:
      return no_such_version(version_of(request));
  }
  return no_such_version(version_of(request));
}

Response get_policies(const Request&, Casework& casework) {
  Json body;
  body["policies"] = json_list(casework.studio().policies());
  return json(body);
}

Response get_version(const Request& request, Casework& casework) {
  const auto version = casework.studio().version(version_of(request), request.person());
  return version ? json(to_json(*version)) : no_such_version(version_of(request));
}

Response get_changes(const Request& request, Casework& casework) {
  const DefinitionKey to = version_of(request);
  const auto version = casework.studio().version(to, request.person());
  if (!version) return no_such_version(to);
  const std::string from =
      request.query.has("from") ? request.query.text("from") : version->compared_with;
  if (from.empty())
    return bad_request(Problem{"there is no version before " + to.version,
                               "Say in `from` which to compare it with.",
                               Place{"", 0, 0, "from"}});
  const auto changes = casework.studio().changes({to.workflow, from}, to);
  if (!changes) return bad_request(Problem{changes.error()}.in_field("from"));
  Json body;
  body["workflow"] = to.workflow;
  body["from"] = from;
  body["to"] = to.version;
  body["changes"] = json_list(*changes);
  return json(body);
}

Response post_check(const Request& request, Casework& casework) {
  BodyReader body{request.body};
  body.only({"text"});
  const std::string text = body.text("text");
  if (body.wrong()) return bad_request(*body.wrong());
  return json(to_json(casework.studio().check(version_of(request), text)));
}

Response post_draft(const Request& request, Casework& casework) {
  return answer(request, casework.studio().begin(version_of(request), request.person()));
}

Response post_text(const Request& request, Casework& casework) {
  BodyReader body{request.body};
  body.only({"text", "edition"});
  const PolicyStudio::Save asked{
      .key = version_of(request), .text = body.text("text"), .edition = body.whole("edition")};
  if (body.wrong()) return bad_request(*body.wrong());
  return answer(request, casework.studio().save(asked, request.person()));
}

Response post_submission(const Request& request, Casework& casework) {
  BodyReader body{request.body};
  body.only({"edition", "live_from"});
  const std::int64_t edition = body.whole("edition");
  const std::string day = body.text("live_from");
  if (body.wrong()) return bad_request(*body.wrong());
  const Result<Date> live_from = Date::parse(day);
  if (!live_from) return bad_request(Problem{live_from.error()}.in_field("live_from"));
  return answer(
      request,
      casework.studio().submit(version_of(request), edition, *live_from, request.person()));
}

Response post_decision(const Request& request, Casework& casework) {
  BodyReader body{request.body};
  body.only({"approve", "reason", "text_sha256"});
  const PolicyStudio::Decide asked{.key = version_of(request),
                                   .approve = body.yes_no("approve"),
                                   .reason = body.text_or("reason", ""),
                                   .bound_to = body.text("text_sha256")};
  if (body.wrong()) return bad_request(*body.wrong());
  return answer(request, casework.studio().decide(asked, request.person()));
}

Response post_withdrawal(const Request& request, Casework& casework) {
  BodyReader body{request.body};
  body.only({"reason"});
  const std::string reason = body.text("reason");
  if (body.wrong()) return bad_request(*body.wrong());
  return answer(request, casework.studio().withdraw(version_of(request), reason, request.person()));
}

/// What moving the cases of the version that `migrate:` names would do.
Response get_migration(const Request& request, Casework& casework) {
  const DefinitionKey key = version_of(request);
  const auto version = casework.studio().version(key, request.person());
  if (!version) return no_such_version(key);
  const bool has_map = version->definition && version->definition->migrate;
  const Result<MigrationLedger> plan = casework.migration().plan(
      {key.workflow, has_map ? version->definition->migrate->from : ""}, key.version);
  return plan ? json(to_json(*plan)) : api_problem(409, plan.error());
}

Response post_migration(const Request& request, Casework& casework) {
  const DefinitionKey key = version_of(request);
  BodyReader body{request.body};
  body.only({"from"});
  const std::string from = body.text("from");
  if (body.wrong()) return bad_request(*body.wrong());
  if (!casework.studio().version(key, request.person())) return no_such_version(key);
  const Result<MigrationLedger> done =
      casework.migration().migrate({key.workflow, from}, key.version, request.person());
  return done ? json(to_json(*done)) : api_problem(409, done.error());
}

Response post_move_back(const Request& request, Casework& casework) {
  return answer_outcome(casework.migration().reverse(request.part("ref"), request.person()));
}

constexpr const char* kCannotMove =
    "A version is not published, or the later one does not say how cases come over.";

}  // namespace

std::vector<Operation> policy_operations(Casework& casework) {
  const Access readers = only(PolicyStudio::readers());
  const Access writers = only(PolicyStudio::writers());
  const std::string version = "/api/policies/{workflow}/v/{version}";
  const auto with_casework = [&casework](auto handler) -> Handler {
    return [&casework, handler](const Request& request) { return handler(request, casework); };
  };
  return {
      {Method::get,
       "/api/policies",
       "listPolicies",
       "Workflows with their versions, go-live days and drafts on their way.",
       {},
       "",
       "PolicyList",
       readers,
       with_casework(get_policies)},
      {Method::get,
       version,
       "getPolicyVersion",
       "One version, published or a draft: definition, text, who published it, what changed.",
       {},
       "",
       "PolicyVersion",
       readers,
       with_casework(get_version)},
      {Method::get,
       version + "/changes",
       "getPolicyChanges",
       "What differs from another version, in words; by default from the one before it.",
       {"from"},
       "",
       "PolicyChanges",
       readers,
       with_casework(get_changes)},
      {Method::post,
       version + "/check",
       "checkPolicyText",
       "Checks a text as that version; nothing is written.",
       {},
       "PolicyText",
       "PolicyCheck",
       writers,
       with_casework(post_check)},
      {Method::post,
       version + "/draft",
       "beginPolicyDraft",
       "Begins a draft of the next free version from a published one.",
       {},
       "",
       "PolicyOutcome",
       writers,
       with_casework(post_draft)},
      {Method::post,
       version + "/text",
       "savePolicyDraft",
       "Saves a draft's text, faults and all; what was submitted or approved is void.",
       {},
       "PolicySave",
       "PolicyOutcome",
       writers,
       with_casework(post_text)},
      {Method::post,
       version + "/submission",
       "submitPolicyDraft",
       "Asks a second person to approve the draft for a day.",
       {},
       "PolicySubmission",
       "PolicyOutcome",
       writers,
       with_casework(post_submission)},
      {Method::post,
       version + "/decision",
       "decidePolicyDraft",
       "Approves or returns; nobody who wrote or submitted it may.",
       {},
       "PolicyDecision",
       "PolicyOutcome",
       writers,
       with_casework(post_decision)},
      {Method::post,
       version + "/withdrawal",
       "withdrawPolicyDraft",
       "Takes a draft back.",
       {},
       "PolicyWithdrawal",
       "PolicyOutcome",
       writers,
       with_casework(post_withdrawal)},
      {Method::get,
       version + "/migration",
       "planPolicyMigration",
       "What moving running cases to the version would do; nothing is written.",
       {},
       "",
       "PolicyLedger",
       readers,
       with_casework(get_migration),
       kCannotMove},
      {Method::post,
       version + "/migration",
       "migratePolicyCases",
       "Moves running cases to the version; what was moved is not moved twice.",
       {},
       "PolicyMove",
       "PolicyLedger",
       writers,
       with_casework(post_migration),
       kCannotMove},
      {Method::post,
       "/api/cases/{ref}/move-back",
       "moveCaseBack",
       "Moves a case back to the version that it came from, until its next event.",
       {},
       "",
       "Outcome",
       writers,
       with_casework(post_move_back)},
  };
}

}  // namespace lintel
