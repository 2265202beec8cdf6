#include <fstream>
#include <ostream>

#include "server/casework/audit_proof.h"
#include "server/casework/workflows.h"
#include "server/commands/casework_command.h"
#include "server/commands/commands.h"
#include "server/commands/shown_progress.h"

namespace lintel {
namespace {

std::string counted(std::int64_t count, const std::string& noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

Exit say(CommandContext& context, const AuditProof& proof, bool replayed) {
  for (const AuditFault& fault : proof.faults) context.out << to_canonical(to_json(fault)) << "\n";
  for (const AuditFault& each : proof.not_proved) {
    Json line = to_json(each);
    line["not_proved"] = true;
    context.out << to_canonical(line) << "\n";
  }
  context.out << to_canonical(to_json(proof)) << "\n";
  for (const AuditFault& fault : proof.faults)
    context.err << "Case " << fault.reference << ", event " << fault.seq << ": " << fault.what
                << ".\n";
  if (!proof.not_proved.empty())
    context.err << counted(std::ssize(proof.not_proved), "case")
                << " with events from before they kept what a proof needs: not proved.\n";
  if (!proof.holds()) return Exit::refused;
  context.err << counted(proof.cases, "case") << " with " << counted(proof.events, "event")
              << " follow one from another, and each case stands where its last event left it.";
  if (replayed)
    context.err << " Run again, " << counted(proof.replayed, "event")
                << " came out as they were written.";
  context.err << "\n";
  return Exit::done;
}

Exit from_file(const std::string& file, CommandContext& context, AuditAsked asked) {
  ResultOfMany<Policy> policy = Policy::read(context.config);
  if (!policy) return refuse(context, policy.error());
  std::ifstream in(file, std::ios::binary);
  if (!in)
    return refuse(context,
                  Problem{.what = file + " cannot be read",
                          .fix = "Give the file that --export wrote.",
                          .place = {}});
  std::vector<const Definition*> definitions;
  for (const Definition& each : policy->definitions()) definitions.push_back(&each);
  asked.rules = &policy->rules();
  const Result<AuditProof> proof = prove_export(in, definitions, asked);
  if (!proof) return refuse(context, proof.error());
  return say(context, *proof, asked.replay);
}

Exit run(const Arguments& arguments, CommandContext& context) {
  AuditAsked asked{.replay = arguments.has("--replay"),
                   .export_to = nullptr,
                   .progress = shown_progress(context, "Proving")};
  if (const auto file = arguments.text("--from")) return from_file(*file, context, asked);
  auto opened = CommandCasework::open(context);
  if (!opened) return refuse(context, opened.error());
  std::ofstream out;
  if (const auto file = arguments.text("--export")) {
    out.open(*file, std::ios::binary);
    if (!out)
      return refuse(context,
                    Problem{.what = *file + " cannot be written",
                            .fix = "Choose a folder that is there.",
                            .place = {}});
    asked.export_to = &out;
  }
  std::vector<const Definition*> definitions;
  for (const PublishedWorkflow* each : (*opened)->casework().workflows().all())
    definitions.push_back(&each->definition);
  return say(context, prove_audit((*opened)->database(), definitions, asked), asked.replay);
}

}  // namespace

Command audit_verify_command() {
  return {
      .name = "audit verify",
      .one_line = "proves the audit, or names the first row of each case that fails",
      .words = "",
      .least_words = 0,
      .most_words = 0,
      .options = {{.name = "--export",
                   .takes = Takes::text,
                   .shown_as = "FILE",
                   .help = "also writes the whole audit as JSON lines, to be proved elsewhere"},
                  {.name = "--from",
                   .takes = Takes::text,
                   .shown_as = "FILE",
                   .help = "proves such a file, without a database"},
                  {.name = "--replay",
                   .takes = Takes::nothing,
                   .shown_as = "",
                   .help = "also runs every case's events again through the definitions that "
                           "decided them"}},
      .explains =
          "Every event of a case follows the one before it by its hash, and the case's own row\n"
          "(state, timers, holds, tasks) is what its last event says. With --replay each event is\n"
          "decided again on the facts, rules and days that it kept, and must come to the same\n"
          "state, timers, tasks, effects and reasons. Prints one JSON object for each case that\n"
          "fails, then the counts with a hash that stands for the whole audit: keep it elsewhere.\n"
          "Events from before they kept what a proof needs are counted apart and are not proved.",
      .run = run};
}

}  // namespace lintel
