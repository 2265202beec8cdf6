#include "server/api/schemas.h"

#include "server/api/policy_schemas.h"
#include "server/api/schema_words.h"

namespace lintel {
namespace {

using namespace schema;

Json verdict() {
  Json json;
  json["description"] = "true, false, or \"unknown\" when a fact is missing.";
  json["enum"] = Json::Array{Json{true}, Json{false}, Json{"unknown"}};
  return json;
}

Json approval_line(Members more) {
  Json json = object(
      "An approval that waits or was decided.",
      {{"id", text()},
       {"reference", text("Of the case.")},
       {"names", text()},
       {"address", text()},
       {"patch", text()},
       {"title", text()},
       {"state", text("waiting, approved, returned or void.")},
       {"proposed_by", text()},
       {"bound_to", text("SHA-256 of the facts and documents; send it back with a decision.")},
       {"balance_then", money("When it was asked for.")},
       {"balance_now", money()},
       {"own", yes_no("You acted in it, so another person must decide.")}});
  for (const auto& [name, schema] : more) {
    json["properties"][name] = schema;
    json["required"].push(name);
  }
  return json;
}

}  // namespace

Json api_schemas() {
  Json all;
  all["Problem"] = object("What was wrong with the request (RFC 9457).",
                          {{"title", text()},
                           {"detail", text()},
                           {"fix", text()},
                           {"field", text()},
                           {"status", whole()}},
                          {"detail", "fix", "field"});
  all["Session"] = object(
      "Who is asking.",
      {{"name", text()},
       {"username", text()},
       {"roles", list_of(text())},
       {"patches", list_of(text("Empty: every patch."))},
       {"csrf_token",
        text("Send it in the header X-CSRF-Token with every POST. Empty for a bearer token.")}});
  all["Reason"] = object("One condition that was tried.",
                         {{"rule", text()},
                          {"passed", verdict()},
                          {"because", text("With the values.")},
                          {"law", text("Citation, or empty.")},
                          {"fact", text()},
                          {"fix", text()}});
  Json runner_up = or_null(object("The branch that came next, and what it lacked.",
                                  {{"rule", text()}, {"failed", list_of(text())}}));
  all["Decision"] = object("What policy and law allow, and why.",
                           {{"from", text()},
                            {"to", text()},
                            {"event", text()},
                            {"rule", text("Empty when nothing acts.")},
                            {"actions", list_of(text())},
                            {"reasons", list_of(ref("Reason"))},
                            {"runner_up", runner_up}});
  all["Outcome"] = object("What became of a command.",
                          {{"applied", yes_no()},
                           {"repeated", yes_no("The same command key had been applied before.")},
                           {"version", whole("Of the case, after.")},
                           {"decision", ref("Decision")}});
  all["EventOffer"] = object("An event that the present state knows.",
                             {{"event", text()},
                              {"label", text()},
                              {"allowed", yes_no()},
                              {"for_this_person", yes_no()},
                              {"reasons", list_of(ref("Reason"))},
                              {"fields",
                               list_of(object("A field to send.",
                                              {{"name", text()},
                                               {"label", text()},
                                               {"type", text()},
                                               {"choices", list_of(text())},
                                               {"needed", yes_no()}}))}});
  all["NoticeGate"] = object("Can we serve notice?",
                             {{"event", text()},
                              {"open", yes_no()},
                              {"failed", whole()},
                              {"lines", list_of(ref("Reason"))}});
  all["Document"] = object("One paper to one person.",
                           {{"id", text()},
                            {"title", text()},
                            {"template", text()},
                            {"template_version", text()},
                            {"to", text()},
                            {"dated", date()},
                            {"state", text()},
                            {"pages", whole()},
                            {"sha256", or_null(text("Of the PDF; null until it is made."))},
                            {"read", yes_no("By you.")}});
  Json rule = object("A dated rule that the count used.",
                     {{"id", text()},
                      {"citation", text()},
                      {"from", date()},
                      {"to", or_null(date())},
                      {"value", text("What it said on the day.")}});
  Json served = object("How one tenant was given it.",
                       {{"tenant", text()},
                        {"method", text()},
                        {"given_on", date()},
                        {"deemed", date()},
                        {"place", text()},
                        {"by", text()}});
  all["Notice"] = object("A notice seeking possession. Its dates are frozen from service.",
                         {{"id", text()},
                          {"form", text()},
                          {"form_version", text("The template, and its version.")},
                          {"form_edition", text("The edition of the prescribed form.")},
                          {"regime", text()},
                          {"statute", text()},
                          {"grounds", list_of(text())},
                          {"arrears", money()},
                          {"state", text()},
                          {"served_on", or_null(date())},
                          {"names", or_null(text("court_not_before or court_only_after."))},
                          {"named_date", or_null(date())},
                          {"earliest_legal", or_null(date())},
                          {"earliest_claim", or_null(date())},
                          {"last_legal", or_null(date())},
                          {"lapses_on", or_null(date())},
                          {"steps", list_of(text())},
                          {"rules", list_of(rule)},
                          {"served", list_of(served)}});
  Json tenancy =
      object("A tenancy.",
             {{"reference", text()},
              {"type", text()},
              {"social", yes_no()},
              {"start", date()},
              {"end", or_null(date())},
              {"address", text()},
              {"patch", text()},
              {"tenants", list_of(object("A tenant.", {{"id", text()}, {"name", text()}}))}});
  Json account = object("A rent account. A positive balance is owed by the tenant.",
                        {{"payment_reference", text()},
                         {"kind", text()},
                         {"rent", money()},
                         {"frequency", text()},
                         {"benefit", text()},
                         {"balance", money()},
                         {"expected_income", money()},
                         {"as_of", date()},
                         {"ties", yes_no("The ledger makes the balance.")}});
  all["Tenancy"] = tenancy;
  all["RentAccount"] = account;
  Json hold = object("A hold.",
                     {{"name", text()},
                      {"label", text()},
                      {"from", date()},
                      {"until", or_null(date())},
                      {"law", text()},
                      {"stops", list_of(text())}});
  Json entry = object("An entry of the timeline, newest first.",
                      {{"seq", whole()},
                       {"on", date()},
                       {"kind", text()},
                       {"title", text()},
                       {"by", text()},
                       {"words", text()},
                       {"law", text()},
                       {"rule", text()}});
  all["CaseLine"] = object("A case in a list.",
                           {{"reference", text()},
                            {"names", text()},
                            {"address", text()},
                            {"patch", text()},
                            {"flags", list_of(text())},
                            {"stage", text()},
                            {"state_label", text()},
                            {"balance", money()},
                            {"weeks_owed", typed("number")},
                            {"why", text()},
                            {"next_step", text()},
                            {"due", or_null(date())},
                            {"held", yes_no()}});
  all["CaseList"] = object("A page of cases.",
                           {{"cases", list_of(ref("CaseLine"))},
                            {"total", whole("Over all pages.")},
                            {"next", text("Cursor of the next page; empty on the last.")}});
  all["Case"] = object("A case as it stands today for you.",
                       {{"reference", text()},
                        {"version", whole("Send it back with a command.")},
                        {"today", date()},
                        {"workflow", text()},
                        {"workflow_version", text()},
                        {"state", text()},
                        {"state_label", text()},
                        {"stage", text()},
                        {"state_since", date()},
                        {"tenancy", ref("Tenancy")},
                        {"account", ref("RentAccount")},
                        {"weeks_owed", typed("number")},
                        {"next_step", text()},
                        {"next_why", text()},
                        {"holds", list_of(hold)},
                        {"events", list_of(ref("EventOffer"))},
                        {"gate", ref("NoticeGate")},
                        {"documents", list_of(ref("Document"))},
                        {"notices", list_of(ref("Notice"))},
                        {"timeline", list_of(entry)},
                        {"waiting_approval", or_null(text())}});
  all["Account"] = object("A rent account with its postings, oldest first.",
                          {{"reference", text()},
                           {"account", ref("RentAccount")},
                           {"opening_balance", money()},
                           {"postings",
                            list_of(object("A posting.",
                                           {{"on", date()},
                                            {"kind", text()},
                                            {"amount", money()},
                                            {"description", text()},
                                            {"balance", money()}}))}});
  all["Decisions"] = object("Every event of the present state, with its reasons.",
                            {{"reference", text()},
                             {"version", whole()},
                             {"events", list_of(ref("EventOffer"))},
                             {"gate", ref("NoticeGate")}});
  all["ApprovalLine"] = approval_line({});
  all["ApprovalList"] =
      object("Approvals that wait.", {{"approvals", list_of(ref("ApprovalLine"))}});
  all["Approval"] = approval_line({{"documents", list_of(ref("Document"))},
                                   {"reasons", list_of(ref("Reason"))},
                                   {"changed", list_of(text())},
                                   {"may_decide", yes_no()},
                                   {"why_not", list_of(ref("Reason"))},
                                   {"case_version", whole()}});
  all["RunList"] = object("Arrears runs, newest first.", {{"runs", list_of(typed("object"))}});
  all["RunLedger"] = object("A run and a page of its lines.",
                            {{"run", typed("object")},
                             {"lines", list_of(typed("object"))},
                             {"matching", whole()},
                             {"next", text()}});
  all["ImportList"] = object("Rent files, newest first.", {{"imports", list_of(typed("object"))}});
  const Json value =
      object("A value of a rule over the days on which it holds.",
             {{"from", date()},
              {"to", or_null(date("Last day; null: no end is set."))},
              {"known", yes_no("false: nobody knows it, and what to load stands in `load`.")},
              {"value", list_of(text("As the file has it; empty when unknown or not appointed."))},
              {"words", text("As a page says it, such as 2 weeks.")},
              {"citation", text("Of a setting: who decided it.")},
              {"confidence", text("H, M or L; empty for a setting.")},
              {"checked_on", or_null(date())},
              {"verify", yes_no("Not yet read against the live text.")},
              {"note", text()},
              {"load", text()},
              {"from_whom", text()}});
  all["LawValue"] = value;
  all["LawRule"] = object(
      "One rule of the law, or one of the landlord's own settings.",
      {{"id", text("S8-01, or policy.notice_weeks.")},
       {"kind", text("law or policy.")},
       {"subject", text()},
       {"meaning", text()},
       {"parameter", text()},
       {"unit", text()},
       {"applies", typed("object", "Words by key, such as jurisdiction; empty: to everything.")},
       {"in_force", yes_no("Today, with a value that is known and appointed.")},
       {"values", list_of(ref("LawValue"))},
       {"used_in",
        list_of(object("A place of a workflow that leans on it.",
                       {{"workflow", text()},
                        {"version", text()},
                        {"how", text("reads or cites.")},
                        {"what", text()},
                        {"branch", text()},
                        {"states", list_of(text())}}))},
       {"questions",
        list_of(text("Of POST /api/law/{question}; found by asking, so a rarer one may lack."))}});
  all["LawList"] =
      object("Rules that pass the filter, a hundred at a time.",
             {{"on", date("The day that the filter is of.")},
              {"total", whole()},
              {"rules", list_of(ref("LawRule"))},
              {"next", text("Send it as cursor for the next page; empty at the end.")}});
  const Json change = object("A day on which a rule is different from then on.",
                             {{"on", date()},
                              {"id", text()},
                              {"meaning", text()},
                              {"before", or_null(value)},
                              {"after", or_null(value)}});
  const Json to_do = object("A value that somebody has to find out or to read.",
                            {{"id", text()}, {"meaning", text()}, {"value", ref("LawValue")}});
  all["LawChanges"] = object("The change calendar.",
                             {{"today", date()},
                              {"until", date("A year on.")},
                              {"changes", list_of(change)},
                              {"lately", list_of(change)},
                              {"later", list_of(change)},
                              {"unknown", list_of(to_do)},
                              {"not_set", list_of(to_do)},
                              {"verify", list_of(to_do)}});
  all["LawAnswer"] = typed("object", "The answer, with the dated rules that it used.");
  all["LawQuestion"] = typed("object", "The question's fields, as `lintel law` takes them.");
  Json fields = typed("object", "The event's fields by name, as text.");
  all["EventCommand"] = object("Asks for an event of a case.",
                               {{"command_key", text("Yours, unique: sent twice it acts once.")},
                                {"expected_version", whole("Of the case, as you read it.")},
                                {"fields", fields}},
                               {"fields"});
  Json on_tenant = object(
      "How one tenant was given the notice.",
      {{"tenant_id", text()},
       {"method",
        text("first_class_post, left_at_address, personal, email, other_electronic or other.")},
       {"given_on", date()},
       {"given_at", text("Such as 16:20.")},
       {"place", text()}},
      {"given_at", "place"});
  all["ServiceRecord"] = object(
      "A certificate of service: every joint tenant, once.",
      {{"command_key", text()}, {"expected_version", whole()}, {"tenants", list_of(on_tenant)}});
  all["ApprovalDecision"] = object("A second person's word.",
                                   {{"approve", yes_no("false returns it.")},
                                    {"reason", text("Needed to return it.")},
                                    {"bound_to", text("The fingerprint that you read.")},
                                    {"command_key", text()}},
                                   {"reason"});
  const Json policies = policy_schemas();
  for (const auto& [name, each] : policies.as_object()) all[name] = each;
  return all;
}

}  // namespace lintel
