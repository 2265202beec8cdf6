#include <fstream>
#include <iterator>
#include <ostream>

#include "server/casework/caseload_diff.h"
#include "server/casework/workflows.h"
#include "server/commands/casework_command.h"
#include "server/commands/commands.h"
#include "server/commands/shown_progress.h"
#include "workflows/checks.h"
#include "workflows/definition_reader.h"

namespace lintel {
namespace {

constexpr int kDays = 90;

std::optional<std::string> text_of(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return std::nullopt;
  return std::string{std::istreambuf_iterator<char>(in), {}};
}

/// The file's definition, read and checked. The Problems have places.
ResultOfMany<Definition> definition_in(const std::string& file, const Policy& policy) {
  const std::optional<std::string> text = text_of(file);
  if (!text)
    return tl::unexpected(
        Problems{{.what = file + " cannot be read", .fix = "Give a workflow file.", .place = {}}});
  ResultOfMany<Definition> definition = read_definition(*text, file, policy.rules());
  if (!definition) return definition;
  Problems problems;
  for (const CheckFinding& finding : check_definition(*definition, {}))
    if (finding.severity == Severity::error) problems.push_back(finding.problem);
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  return definition;
}

/// What is live that day of that workflow, or the version named "name/version".
Result<const Definition*> live_named(const Workflows& workflows, const std::string& name, Date on) {
  const std::size_t slash = name.find('/');
  const Definition* found = slash == std::string::npos
                                ? workflows.live(name, on)
                                : workflows.known({name.substr(0, slash), name.substr(slash + 1)});
  if (found == nullptr)
    return problem("no published workflow is called \"" + name + "\"",
                   "There are: " + workflows.names(on) + ". Or give a file with --against.");
  return found;
}

std::string signed_number(std::int64_t number) {
  return (number > 0 ? "+" : "") + std::to_string(number);
}

void say(std::ostream& err, const CaseloadDiff& diff) {
  err << diff.draft.workflow << " " << diff.draft.version << " beside " << diff.live.version
      << ", from " << diff.on.to_words() << " for " << diff.days << " days: " << diff.cases
      << " open cases, " << diff.accounts << " accounts without one, " << diff.left_out
      << " left out because what is owed is not known.\n";
  for (const auto& [key, count] : diff.counts) {
    if (count.live == count.draft &&
        count.sooner + count.later + count.no_longer + count.added == 0)
      continue;
    err << "  " << to_string(key.first) << " " << key.second << ": " << count.live << " live, "
        << count.draft << " draft, " << signed_number(count.draft - count.live) << " ("
        << count.sooner << " sooner, " << count.later << " later, " << count.no_longer
        << " no longer, " << count.added << " added)\n";
  }
  err << "  blocked by law: " << diff.against_law_live << " live, " << diff.against_law_draft
      << " draft" << (diff.against_law_draft == 0 ? "" : "; must be 0 to go live") << "\n"
      << "  states without a home in the draft: " << diff.unmapped << "\n"
      << diff.affected << " people affected. Nothing was written and nothing was sent.\n";
}

Exit run(const Arguments& arguments, CommandContext& context) {
  auto opened = CommandCasework::open(context);
  if (!opened) return refuse(context, opened.error());
  const Policy& policy = (*opened)->policy();
  const ResultOfMany<Definition> draft = definition_in(*arguments.text("--workflow"), policy);
  if (!draft) return refuse(context, draft.error());
  const Date on = arguments.date("--on").value_or((*opened)->clock().today());
  const std::string against = arguments.text("--against").value_or(draft->key.workflow);
  std::optional<Definition> from_file;
  const Definition* live = nullptr;
  if (std::filesystem::is_regular_file(against)) {
    ResultOfMany<Definition> read = definition_in(against, policy);
    if (!read) return refuse(context, read.error());
    from_file = *std::move(read);
    live = &*from_file;
  } else {
    const Result<const Definition*> named =
        live_named((*opened)->casework().workflows(), against, on);
    if (!named) return refuse(context, named.error());
    live = *named;
  }
  const Result<std::unique_ptr<SupposedSettings>> settings =
      SupposedSettings::read(policy.rules(), arguments.text("--setting").value_or(""));
  if (!settings) return refuse(context, settings.error());
  const CaseloadAsked asked{
      .live = *live,
      .live_rules = policy.rules(),
      .draft = *draft,
      .draft_rules = **settings,
      .supposed = {.today = on,
                   .days = static_cast<int>(arguments.number("--days").value_or(kDays)),
                   .nothing_is_paid = arguments.has("--if-nothing-is-paid")}};
  const CaseloadDiff diff = (*opened)->casework().compare_caseload(
      asked,
      [&](const AffectedPerson& person) { context.out << to_canonical(to_json(person)) << "\n"; },
      shown_progress(context, "Simulating"));
  context.out << to_canonical(to_json(diff)) << "\n";
  say(context.err, diff);
  return Exit::done;
}

}  // namespace

Command simulate_command() {
  return {
      .name = "simulate",
      .one_line = "what a draft of a workflow would do to the whole caseload",
      .words = "",
      .least_words = 0,
      .most_words = 0,
      .options =
          {{"--workflow", Takes::text, "FILE", "the draft", true},
           {"--against",
            Takes::text,
            "LIVE",
            "a file, or NAME/VERSION; else what is live of the draft's workflow"},
           {"--on", Takes::date, "DATE", "from which day; else today"},
           {"--days", Takes::number, "N", "how far ahead; 90"},
           {"--setting",
            Takes::text,
            "NAME=VALUE",
            "supposes a landlord's setting under the draft: letter_2_weeks=3,letter_wait=14"},
           {"--if-nothing-is-paid",
            Takes::nothing,
            "",
            "supposes that rent is charged and nothing comes in"}},
      .explains =
          "Walks every open case, and every account for which a case may be opened, under both\n"
          "versions: now, and forward with the weekly run, timers as they fall due, and people\n"
          "doing what their tasks ask as late as it is due. Rent is supposed to be paid as it "
          "falls\n"
          "due, so that what is owed today stays owed. Prints one JSON object for each person "
          "whom\n"
          "the draft treats otherwise, with both dates and why, then the totals. Writes nothing "
          "and\n"
          "sends nothing.",
      .run = run};
}

}  // namespace lintel
