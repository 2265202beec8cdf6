#include <fstream>
#include <ostream>

#include "server/commands/casework_command.h"
#include "server/commands/commands.h"
#include "server/commands/shown_progress.h"

namespace lintel {
namespace {

constexpr int kLinesAtOnce = 500;

/// Someone who may see every patch: the command line is the administrator's.
Person whole_landlord() {
  Person person;
  person.name = "lintel run";
  person.roles = {Role::administrator};
  return person;
}

/// Every line of the ledger, from the database or as a dry run tells it.
void each_line(const Casework& casework,
               RunId id,
               const std::function<void(const RunLine&)>& take) {
  RunFilter filter;
  filter.limit = kLinesAtOnce;
  while (true) {
    const std::optional<RunLedger> ledger = casework.run_ledger(id, filter);
    if (!ledger) return;
    for (const RunLine& line : ledger->lines) take(line);
    if (ledger->next.empty()) return;
    filter.cursor = ledger->next;
  }
}

void write_whole(const std::filesystem::path& file, const std::string& bytes) {
  std::ofstream out(file, std::ios::binary);
  out << bytes;
  out.close();
  if (!out)
    throw std::runtime_error("cannot write " + file.filename().string() + ": is the disk full?");
}

/// The PDFs that the run asked for, one to each tenant, and the ledger as JSON lines.
std::int64_t write_out(Casework& casework,
                       const RunSummary& summary,
                       const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  std::ofstream ledger(folder / "ledger.jsonl", std::ios::binary);
  std::int64_t documents = 0;
  const Person person = whole_landlord();
  each_line(casework, summary.id, [&](const RunLine& line) {
    ledger << to_canonical(to_json(line)) << "\n";
    if (line.outcome != LineOutcome::acted_on) return;
    const auto seen = casework.case_page(line.reference, person);
    if (!seen.page) return;
    for (const DocumentView& view : seen.page->documents) {
      if (view.document.dated != summary.on || !view.document.pdf) continue;
      const auto pdf = casework.document_pdf(view.document.id, person);
      if (!pdf.page) continue;
      write_whole(folder / (line.reference + "-" + view.document.template_name + "-" +
                            to_string(view.document.id) + ".pdf"),
                  pdf.page->bytes);
      ++documents;
    }
  });
  ledger.close();
  if (!ledger) throw std::runtime_error("cannot write ledger.jsonl: is the disk full?");
  write_whole(folder / "run.json", to_canonical(to_json(summary)) + "\n");
  return documents;
}

Exit run(const Arguments& arguments, CommandContext& context) {
  const Date on = *arguments.date("--on");
  const bool dry = arguments.has("--dry-run");
  auto opened = CommandCasework::open(context, london_time(on, 6, 0));
  if (!opened) return refuse(context, opened.error());
  Casework& casework = (*opened)->casework();
  const auto print = [&](const RunLine& line) {
    context.out << to_canonical(to_json(line)) << "\n";
  };
  const Result<RunSummary> summary =
      casework.run_arrears(on,
                           dry,
                           shown_progress(context, "Deciding"),
                           dry ? print : std::function<void(const RunLine&)>());
  if (!summary) return refuse(context, summary.error());
  if (!dry) {
    casework.work_outbox();
    each_line(casework, summary->id, print);
    if (summary->repeated) context.err << "This day had been run: nothing was changed.\n";
  }
  if (const auto folder = arguments.text("--out"); folder && !dry) {
    const std::int64_t documents = write_out(casework, *summary, *folder);
    context.err << documents << " PDFs and the ledger are in " << *folder << "\n";
  }
  context.out << to_canonical(to_json(*summary)) << "\n";
  if (!summary->ties()) context.err << "The ledger does not tie to the rent file.\n";
  return Exit::done;
}

}  // namespace

Command run_arrears_command() {
  return {.name = "run arrears",
          .one_line = "decides every account for one day",
          .words = "",
          .least_words = 0,
          .most_words = 0,
          .options = {{"--on", Takes::date, "DATE", "the day of the run", true},
                      {"--dry-run", Takes::nothing, "", "decides and prints, and writes nothing"},
                      {"--out", Takes::text, "DIR", "writes the PDFs and the ledger there"}},
          .explains =
              "Prints the run ledger: one JSON object for every account, with its outcome, rule, "
              "reason\n"
              "and runner-up, then one with the totals, which tie to the rent file. The same day "
              "again\n"
              "changes nothing and prints the same run.",
          .run = run};
}

}  // namespace lintel
