#include "server/api/policy_schemas.h"

#include "server/api/schema_words.h"

namespace lintel {
namespace {

using namespace schema;

Json fault() {
  return object("Something wrong with a text, or that might be better.",
                {{"kind", text("fault, or advice, which stops nothing.")},
                 {"check", text("E3; empty when the text cannot be read so far.")},
                 {"file", text("The workflow and version, as the reader names the text.")},
                 {"line", whole("From 1; 0 when it has no place.")},
                 {"column", whole("From 1, in characters.")},
                 {"what", text()},
                 {"fix", text()},
                 {"quoted", text("The line as it stands in the text.")}});
}

Json gate() {
  return object("What stands in the way, line by line.",
                {{"open", yes_no()}, {"lines", list_of(ref("Reason"))}});
}

Json change() {
  return object("One thing that reads otherwise.",
                {{"kind", text("added, removed or changed.")},
                 {"where", text("Empty: the whole policy.")},
                 {"state", text("Name of the state that it stands in, or empty.")},
                 {"aspect", text()},
                 {"was", text()},
                 {"now", text()},
                 {"words", text("All of it as one sentence.")}});
}

Json draft() {
  return object("A new version while people write it.",
                {{"workflow", text()},
                 {"version", text("That it will have.")},
                 {"based_on", text("The version that it was begun from.")},
                 {"state", text("draft, submitted, approved, returned, live or withdrawn.")},
                 {"edition", whole("One more with each save; send it back with the next.")},
                 {"text_sha256", text("Of the text; send it back with a decision.")},
                 {"live_from", or_null(date("The day asked for."))}});
}

Json report() {
  const Json story = object("A dated story told through the draft.",
                            {{"title", text()},
                             {"file", text()},
                             {"passed", yes_no()},
                             {"words", list_of(text("What came, and what was expected."))}});
  const Json simulation = object("The last simulation of exactly this text.",
                                 {{"id", text()},
                                  {"against", text("The version that it was compared with.")},
                                  {"on", date()},
                                  {"ran_at", text("UTC.")},
                                  {"cases", whole()},
                                  {"affected", whole("People.")},
                                  {"blocked_by_law", whole()}});
  return object("Where a draft stands, and what is in its way.",
                {{"draft", ref("PolicyDraft")},
                 {"begun_by", text()},
                 {"begun_at", text("UTC.")},
                 {"saved_by", text()},
                 {"saved_at", text("UTC.")},
                 {"submitted_by", or_null(text())},
                 {"submitted_at", or_null(text("UTC."))},
                 {"decided_by", or_null(text())},
                 {"decided_at", or_null(text("UTC."))},
                 {"reason", text("Of a return or a withdrawal.")},
                 {"check", ref("PolicyCheck")},
                 {"stories", list_of(story)},
                 {"simulation", or_null(simulation)},
                 {"to_submit", ref("PolicyGate")},
                 {"to_approve", ref("PolicyGate")}});
}

Json version_line() {
  return object("One version of a workflow.",
                {{"version", text()},
                 {"standing",
                  text("live, to_come, earlier, draft, submitted, approved, returned, withdrawn.")},
                 {"live_from", or_null(date("Null: from the first, or not appointed."))},
                 {"open_cases", whole("That keep it.")}});
}

Json version() {
  return object("One version whole.",
                {{"workflow", text()},
                 {"version", text()},
                 {"title", text("Empty: the text cannot be read.")},
                 {"standing", text()},
                 {"live_from", or_null(date())},
                 {"published_at", or_null(text("UTC."))},
                 {"published_by", or_null(text("Configuration, or who approved it."))},
                 {"sha256", or_null(text("Of the definition; every event of a case keeps it."))},
                 {"definition", or_null(typed("object", "Canonical JSON; null: cannot be read."))},
                 {"text", text("The file as its author typed it, YAML.")},
                 {"compared_with", text("The version before it; empty for the first.")},
                 {"changes", list_of(ref("PolicyChange"))},
                 {"report", or_null(report())}});
}

Json ledger() {
  const Json timer = object("A timer of one case.",
                            {{"name", text()},
                             {"before", or_null(date())},
                             {"after", or_null(date())},
                             {"because", text()}});
  const Json line = object("What becomes of one case.",
                           {{"reference", text()},
                            {"from", text("Label of its state.")},
                            {"to", text("Label of the state that it comes to; empty: not moved.")},
                            {"timers", list_of(timer)},
                            {"tasks_opened", list_of(text())},
                            {"tasks_closed", list_of(text())},
                            {"refused", text("Why it is not moved; else empty.")},
                            {"fix", text()}});
  return object("Cases on their way from one version to another.",
                {{"workflow", text()},
                 {"from", text()},
                 {"to", text()},
                 {"dry", yes_no("Nothing was written.")},
                 {"moved", whole("Or would be.")},
                 {"refused", whole()},
                 {"lines", list_of(line)}});
}

}  // namespace

Json policy_schemas() {
  Json all;
  all["PolicyFault"] = fault();
  all["PolicyCheck"] = object("What the checks say of a text.",
                              {{"sound", yes_no("It can be read and no check finds a fault.")},
                               {"faults", list_of(ref("PolicyFault"))}});
  all["PolicyGate"] = gate();
  all["PolicyChange"] = change();
  all["PolicyChanges"] = object("What differs between two versions.",
                                {{"workflow", text()},
                                 {"from", text()},
                                 {"to", text()},
                                 {"changes", list_of(ref("PolicyChange"))}});
  all["PolicyDraft"] = draft();
  all["PolicyVersion"] = version();
  all["PolicyList"] = object("Every workflow.",
                             {{"policies",
                               list_of(object("One workflow.",
                                              {{"workflow", text()},
                                               {"title", text()},
                                               {"live_version", text("New cases of today use it.")},
                                               {"open_cases", whole()},
                                               {"on_earlier_versions", whole("Of them.")},
                                               {"versions", list_of(version_line())},
                                               {"drafts", list_of(ref("PolicyDraft"))}}))}});
  all["PolicyOutcome"] = object(
      "What became of an act on a draft.",
      {{"applied", yes_no()}, {"reasons", list_of(ref("Reason"))}, {"draft", or_null(draft())}});
  all["PolicyLedger"] = ledger();
  all["PolicyText"] = object("A text to check.", {{"text", text("YAML.")}});
  all["PolicySave"] =
      object("A text to save, faults and all.",
             {{"text", text("YAML.")}, {"edition", whole("Of the draft that you began from.")}});
  all["PolicySubmission"] = object("Asks for approval.",
                                   {{"edition", whole("Of the draft that you read.")},
                                    {"live_from", date("New cases of that day use it.")}});
  all["PolicyDecision"] = object("A second person's word.",
                                 {{"approve", yes_no("false returns it.")},
                                  {"reason", text("Needed to return it.")},
                                  {"text_sha256", text("Of the text that you read.")}},
                                 {"reason"});
  all["PolicyWithdrawal"] = object("Takes a draft back.", {{"reason", text()}});
  all["PolicyMove"] = object("Moves running cases.", {{"from", text("The version they keep.")}});
  return all;
}

}  // namespace lintel
