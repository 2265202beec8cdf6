#include <filesystem>
#include <ostream>

#include "domain/canonical_json.h"
#include "server/commands/commands.h"
#include "server/estate/estate.h"

namespace lintel {
namespace {

constexpr long kMostHomes = 1'000'000;
constexpr long kMostWeeks = 520;

Result<long> within(const Arguments& arguments,
                    std::string_view option,
                    long otherwise,
                    long most) {
  const long number = arguments.number(option).value_or(otherwise);
  if (number >= 1 && number <= most) return number;
  return problem(std::to_string(number) + " is not a number from 1 to " + std::to_string(most),
                 "Choose one.",
                 {"", 0, 0, std::string(option)});
}

Exit run(const Arguments& arguments, CommandContext& context) {
  const Result<HouseStyle> style = parse_house_style(arguments.text("--style").value_or("cx"));
  if (!style) return refuse(context, style.error());
  const Result<long> homes = within(arguments, "--homes", 12'400, kMostHomes);
  if (!homes) return refuse(context, homes.error());
  const Result<long> weeks = within(arguments, "--weeks", 60, kMostWeeks);
  if (!weeks) return refuse(context, weeks.error());
  const std::filesystem::path folder = *arguments.text("--out");
  if (std::filesystem::exists(folder) && !std::filesystem::is_directory(folder)) {
    return refuse(context,
                  Problem{"\"" + folder.string() + "\" is a file, not a folder",
                          "Name a folder.",
                          {"", 0, 0, "--out"}});
  }

  const Estate estate({.homes = static_cast<int>(*homes),
                       .seed = static_cast<std::uint64_t>(arguments.number("--seed").value_or(1)),
                       .weeks = static_cast<int>(*weeks),
                       .on = *arguments.date("--on")});
  const Date on = estate.parameters().on;
  Json said = Json::object();
  said["style"] = Json(to_string(*style));
  said["accounts"] = static_cast<std::int64_t>(estate.accounts().size());
  said["as_of"] = on.to_iso();
  for (const std::filesystem::path& file : estate.write(*style, estate.first_day(), on, folder)) {
    said["files"].push(file.string());
  }
  context.out << to_canonical(said) << "\n";
  return Exit::done;
}

}  // namespace

Command estate_command() {
  return {
      .name = "estate",
      .one_line = "writes a made-up landlord's extract files",
      .words = "",
      .least_words = 0,
      .most_words = 0,
      .options =
          {{"--homes",
            Takes::number,
            "N",
            "how many homes (12400); garages and former tenancies come on top"},
           {"--seed", Takes::number, "S", "another seed makes another town (1)"},
           {"--weeks", Takes::number, "W", "weeks of transactions up to the date (60)"},
           {"--on", Takes::date, "DATE", "the day that the balances are of", true},
           {"--out", Takes::text, "DIR", "the folder to write in; made when it is not there", true},
           {"--style", Takes::text, "STYLE", "cx, ql, pyramid or generic (cx)"}},
      .explains =
          "Writes Northmere Homes, whose people and payments are invented, as a housing system "
          "would:\n"
          "the same bytes for the same arguments. `lintel import STYLE FILE...` reads them.",
      .run = run};
}

}  // namespace lintel
