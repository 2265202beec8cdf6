#include <ostream>

#include "server/commands/casework_command.h"
#include "server/commands/commands.h"

namespace lintel {
namespace {

Exit run(const Arguments& arguments, CommandContext& context) {
  const Instant at = *arguments.moment("--on");
  auto opened = CommandCasework::open(context, at);
  if (!opened) return refuse(context, opened.error());
  const Ticked ticked = (*opened)->casework().tick(london_day(at));
  Json json = Json::object();
  json["on"] = london_day(at).to_iso();
  json["timers"] = ticked.timers;
  json["documents"] = ticked.documents;
  json["posted"] = ticked.posted;
  json["failed"] = ticked.failed;
  context.out << to_canonical(json) << "\n";
  return Exit::done;
}

}  // namespace

Command tick_command() {
  return {
      .name = "tick",
      .one_line = "fires what is due and works the outbox once",
      .words = "",
      .least_words = 0,
      .most_words = 0,
      .options = {{"--on", Takes::moment, "DATE[THH:MM]", "the time at which it is due", true}},
      .explains =
          "Timers that fall due by that day fire their events; letters are rendered and released\n"
          "ones put into the print folder beside the database. `serve` does this by itself.",
      .run = run};
}

}  // namespace lintel
