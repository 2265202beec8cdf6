#include <algorithm>
#include <fstream>
#include <istream>
#include <iterator>
#include <ostream>

#include "domain/strict_yaml.h"
#include "server/casework/law_and_policy.h"
#include "server/casework/law_files.h"
#include "server/commands/commands.h"
#include "workflows/decide_json.h"
#include "workflows/definition_reader.h"

namespace lintel {
namespace {

constexpr std::string_view kUsualEvent = "arrears_run";

Result<std::string> read_text(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in)
    return problem("the file cannot be read",
                   "Check that it is there and may be read.",
                   Place{path, 0, 0, ""});
  return std::string{std::istreambuf_iterator<char>(in), {}};
}

Exit run(const Arguments& arguments, CommandContext& context) {
  const ResultOfMany<LawBook> law = read_law_folder(context.config);
  if (!law) return refuse(context, law.error());
  const ResultOfMany<LandlordProfile> landlord = read_landlord_file(context.config);
  if (!landlord) return refuse(context, landlord.error());
  const LawAndPolicy book{*law, landlord->policy};

  const std::string path = *arguments.text("--workflow");
  const Result<std::string> text = read_text(path);
  if (!text) return refuse(context, text.error());
  const ResultOfMany<Definition> definition = read_definition(*text, path, book);
  if (!definition) return refuse(context, definition.error());

  const std::string event = arguments.text("--event").value_or(std::string(kUsualEvent));
  const std::vector<std::string> events = definition->event_names();
  if (std::ranges::find(events, event) == events.end()) {
    context.err << "lintel decide: " << path << " has no event \"" << event << "\". "
                << did_you_mean(event, events) << "\n";
    return Exit::usage;
  }

  const Date today = *arguments.date("--on");
  const RuleValues rules{*definition, book, today};
  bool all_read = true;
  for (std::string line; std::getline(context.in, line);) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    const DecideLine answer = decide_line(*definition, line, event, rules, today);
    context.out << answer.text << "\n";
    all_read = all_read && answer.read;
  }
  return all_read ? Exit::done : Exit::refused;
}

}  // namespace

Command decide_command() {
  return {
      .name = "decide",
      .one_line = "facts in, decisions out; no database",
      .words = "",
      .least_words = 0,
      .most_words = 0,
      .options = {{.name = "--workflow",
                   .takes = Takes::text,
                   .shown_as = "FILE",
                   .help = "the workflow's definition",
                   .needed = true},
                  {.name = "--on",
                   .takes = Takes::date,
                   .shown_as = "DATE",
                   .help = "the day to decide on",
                   .needed = true},
                  {.name = "--event",
                   .takes = Takes::text,
                   .shown_as = "NAME",
                   .help = "what happens; arrears_run when not given"}},
      .explains =
          "Reads one JSON object a line on standard input:\n"
          "  "
          "{\"id\":\"a1\",\"state\":\"letter_1\",\"holds\":[\"dispute\"],\"facts\":{\"balance\":"
          "\"410.35\",\"weeks_owed\":3.7}}\n"
          "and writes one decision a line: from, to, event, rule, actions, reasons, runner_up. A "
          "fact\n"
          "that is null is known to be none; one that is absent is unknown. A line that cannot be\n"
          "read gives {\"id\",\"error\"} and the exit status is 1.",
      .run = run};
}

}  // namespace lintel
