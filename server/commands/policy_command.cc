#include <ostream>

#include "server/casework/policy_migration.h"
#include "server/commands/casework_command.h"
#include "server/commands/commands.h"
#include "storage/person_store.h"

namespace lintel {
namespace {

Json line_json(const MigrationLine& line) {
  Json json = Json::object();
  json["reference"] = line.reference;
  json["from"] = line.from;
  json["to"] = line.refused ? Json() : Json(line.to);
  json["refused"] = line.refused ? Json(line.refused->what) : Json();
  json["timers"] = Json::array();
  for (const TimerChange& each : line.timers) {
    Json timer = Json::object();
    timer["name"] = each.name;
    timer["what"] = to_string(each.what);
    timer["before"] = each.before ? Json(each.before->to_iso()) : Json();
    timer["after"] = each.after ? Json(each.after->to_iso()) : Json();
    json["timers"].push(std::move(timer));
  }
  return json;
}

Result<Person> person_named(Database& database, const std::string& username) {
  const std::optional<Person> found = database.read(
      [&](Connection& connection) { return PersonStore(connection).find_by_username(username); });
  if (found && !found->disabled) return *found;
  return problem("nobody of the name \"" + username + "\" signs in here",
                 "See `lintel user list`.");
}

Exit migrate_cases(const Arguments& arguments, CommandContext& context) {
  const bool dry = arguments.has("--dry-run");
  const std::optional<std::string> by = arguments.text("--by");
  if (!dry && !by)
    return refuse(context,
                  Problem{"who moves the cases is not said",
                          "Give --by USERNAME, or --dry-run to see what would happen.",
                          {}});
  auto opened = CommandCasework::open(context);
  if (!opened) return refuse(context, opened.error());
  PolicyMigration& migration = (*opened)->casework().migration();
  const DefinitionKey from{arguments.words().front(), *arguments.text("--from")};
  const std::string to = *arguments.text("--to");
  Result<MigrationLedger> ledger = problem("");
  if (dry) {
    ledger = migration.plan(from, to);
  } else {
    const Result<Person> person = person_named((*opened)->database(), *by);
    if (!person) return refuse(context, person.error());
    ledger = migration.migrate(from, to, *person);
  }
  if (!ledger) return refuse(context, ledger.error());
  for (const MigrationLine& line : ledger->lines)
    context.out << to_canonical(line_json(line)) << "\n";
  context.err << ledger->moved << (dry ? " would move, " : " moved, ") << ledger->refused
              << (dry ? " would stay.\n" : " stayed.\n");
  return Exit::done;
}

Exit move_back(const Arguments& arguments, CommandContext& context) {
  auto opened = CommandCasework::open(context);
  if (!opened) return refuse(context, opened.error());
  const Result<Person> person = person_named((*opened)->database(), *arguments.text("--by"));
  if (!person) return refuse(context, person.error());
  const Outcome outcome =
      (*opened)->casework().migration().reverse(arguments.words().front(), *person);
  if (outcome.applied()) return Exit::done;
  Problems why;
  for (const Reason& each : outcome.decision.reasons) why.push_back({each.because, each.fix, {}});
  if (why.empty()) why.push_back({"the case is in another patch", "", {}});
  return refuse(context, why);
}

}  // namespace

Command policy_migrate_command() {
  return {.name = "policy migrate",
          .one_line = "moves running cases to a later version of their workflow",
          .words = "WORKFLOW",
          .least_words = 1,
          .most_words = 1,
          .options = {{"--from", Takes::text, "VERSION", "that the cases keep now", true},
                      {"--to", Takes::text, "VERSION", "that has a map from it", true},
                      {"--by", Takes::text, "USERNAME", "who answers for it"},
                      {"--dry-run", Takes::nothing, "", "says what would happen to each case"}},
          .explains =
              "By the `migrate:` block of the later version. Prints a JSON object for each case "
              "(at most 500\n"
              "moved and 500 refused): its state before and after, its timers with both dates, or "
              "why it stays.\n"
              "Each case is moved by itself; the same command again goes on where it stopped.",
          .run = migrate_cases};
}

Command policy_move_back_command() {
  return {.name = "policy move-back",
          .one_line = "takes the migration of one case back",
          .words = "REFERENCE",
          .least_words = 1,
          .most_words = 1,
          .options = {{"--by", Takes::text, "USERNAME", "who answers for it", true}},
          .explains = "Possible until something else happens on the case.",
          .run = move_back};
}

}  // namespace lintel
