#include <fstream>
#include <iterator>
#include <ostream>

#include "server/casework/mass_hold_json.h"
#include "server/commands/casework_command.h"
#include "server/commands/commands.h"
#include "server/commands/shown_progress.h"
#include "storage/person_store.h"

namespace lintel {
namespace {

Result<Person> person_named(Database& database, const std::string& username) {
  const std::optional<Person> found = database.read(
      [&](Connection& connection) { return PersonStore(connection).find_by_username(username); });
  if (found && !found->disabled) return *found;
  return problem("nobody of the name \"" + username + "\" signs in here",
                 "See `lintel user list`.");
}

Result<CasePick> pick_of(const Arguments& arguments) {
  CasePick pick;
  pick.patches = references_in(arguments.text("--patch").value_or(""));
  pick.workflow = arguments.text("--workflow").value_or("");
  pick.state = arguments.text("--state").value_or("");
  pick.search = arguments.text("--search").value_or("");
  if (const std::optional<std::string> file = arguments.text("--list")) {
    std::ifstream in(*file, std::ios::binary);
    if (!in) return problem(*file + " cannot be read", "Give a file of references.");
    pick.references = references_in(std::string{std::istreambuf_iterator<char>(in), {}});
    if (pick.references.empty())
      return problem(*file + " lists no reference", "Write one to a line.");
  }
  return pick;
}

void say(CommandContext& context, const MassHoldSummary& summary) {
  const MassHold& hold = summary.hold;
  const bool put = hold.act == MassHoldAct::put;
  context.err << hold.changed << (summary.dry ? " would be " : " ") << (put ? "held" : "lifted")
              << ", " << hold.already << (put ? " already held, " : " no longer held, ")
              << hold.refused << " refused.\n";
  for (const auto& [because, cases] : summary.refusals)
    context.err << "  " << cases << ": " << because << "\n";
}

Exit finish(CommandContext& context, const Result<MassHoldSummary>& summary) {
  if (!summary) return refuse(context, summary.error());
  context.out << to_canonical(to_json(*summary)) << "\n";
  say(context, *summary);
  return Exit::done;
}

Exit put(const Arguments& arguments, CommandContext& context) {
  auto opened = CommandCasework::open(context);
  if (!opened) return refuse(context, opened.error());
  const Result<Person> by = person_named((*opened)->database(), *arguments.text("--by"));
  if (!by) return refuse(context, by.error());
  Result<CasePick> pick = pick_of(arguments);
  if (!pick) return refuse(context, pick.error());
  const auto day = [&](const char* option) {
    const std::optional<Date> given = arguments.date(option);
    return given ? given->to_iso() : std::string();
  };
  const PutHold asked{.hold = *arguments.text("--hold"),
                      .pick = *std::move(pick),
                      .reason = *arguments.text("--reason"),
                      .from = day("--from"),
                      .until = day("--until")};
  const MassHolds::TakeLine take = [&](const MassHoldLine& line) {
    if (arguments.has("--json")) context.out << to_canonical(to_json(line)) << "\n";
  };
  MassHolds& holds = (*opened)->casework().mass_holds();
  return finish(context,
                arguments.has("--dry-run")
                    ? holds.preview(asked, *by, take)
                    : holds.put(asked, *by, shown_progress(context, "Holding"), take));
}

Exit lift(const Arguments& arguments, CommandContext& context) {
  const Result<MassHoldId> id = MassHoldId::parse(arguments.words().front());
  if (!id)
    return refuse(context,
                  Problem{"\"" + arguments.words().front() + "\" is no number of a hold",
                          "`lintel hold put` printed it as \"id\".",
                          {}});
  auto opened = CommandCasework::open(context);
  if (!opened) return refuse(context, opened.error());
  const Result<Person> by = person_named((*opened)->database(), *arguments.text("--by"));
  if (!by) return refuse(context, by.error());
  const MassHolds::TakeLine take = [&](const MassHoldLine& line) {
    if (arguments.has("--json")) context.out << to_canonical(to_json(line)) << "\n";
  };
  return finish(
      context,
      (*opened)->casework().mass_holds().lift(
          *id, *arguments.text("--reason"), *by, shown_progress(context, "Lifting"), take));
}

}  // namespace

Command hold_put_command() {
  return {
      .name = "hold put",
      .one_line = "puts a hold on many cases at once",
      .words = "",
      .least_words = 0,
      .most_words = 0,
      .options = {{"--hold", Takes::text, "NAME", "as the workflows declare it", true},
                  {"--reason", Takes::text, "TEXT", "kept with each case", true},
                  {"--by", Takes::text, "USERNAME", "who answers for it", true},
                  {"--patch", Takes::text, "NAMES", "only these patches: East,West"},
                  {"--workflow", Takes::text, "NAME", "only its cases"},
                  {"--state", Takes::text, "NAME", "only cases in that state"},
                  {"--search", Takes::text, "WORDS", "all in name, address or reference"},
                  {"--list", Takes::text, "FILE", "references of tenancies or accounts"},
                  {"--from", Takes::date, "DATE", "its first day; else today"},
                  {"--until", Takes::date, "DATE", "its last day; else as the hold lasts"},
                  {"--dry-run", Takes::nothing, "", "says what it would do to each case"},
                  {"--json", Takes::nothing, "", "prints each case too, one object a line"}},
      .explains =
          "Each case has an event of its own, decided by its workflow as a single hold is, with "
          "each\n"
          "timer's both dates. Prints the totals as one JSON object with the number under which "
          "the\n"
          "hold is lifted. The same command again goes on where it was cut off; where it had "
          "ended,\n"
          "the cases are held already.",
      .run = put};
}

Command hold_lift_command() {
  return {.name = "hold lift",
          .one_line = "lifts a hold from every case that it was put on",
          .words = "ID",
          .least_words = 1,
          .most_words = 1,
          .options = {{"--reason", Takes::text, "TEXT", "kept with each case", true},
                      {"--by", Takes::text, "USERNAME", "who answers for it", true},
                      {"--json", Takes::nothing, "", "prints each case too, one object a line"}},
          .explains =
              "A hold that has ended since, or that was put on the case anew, is left "
              "alone.",
          .run = lift};
}

}  // namespace lintel
