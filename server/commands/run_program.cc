#include <algorithm>
#include <ostream>

#include "domain/strict_yaml.h"
#include "server/commands/commands.h"
#include "server/config.h"

namespace lintel {
namespace {

constexpr std::string_view kDefaultDatabase = "sqlite:var/lintel.db";

/// Takes `name VALUE` or `name=VALUE` out of the words, wherever it stands.
Result<std::optional<std::string>> take_option(std::vector<std::string>& words,
                                               const std::string& name) {
  for (auto at = words.begin(); at != words.end() && *at != "--"; ++at) {
    std::optional<std::string> value;
    if (at->starts_with(name + "=")) value = at->substr(name.size() + 1);
    if (*at == name) {
      if (at + 1 == words.end()) return problem(name + " wants a value", "See `lintel help`.");
      value = *(at + 1);
      at = words.erase(at);
    }
    if (!value) continue;
    words.erase(at);
    return value;
  }
  return std::optional<std::string>();
}

std::string overview(const std::vector<Command>& commands) {
  std::string text =
      "Lintel: arrears casework and letters for social landlords.\n\nUsage: lintel COMMAND ...\n\n";
  for (const Command& command : commands) {
    std::string left = "  " + command.name;
    left.resize(std::max<std::size_t>(left.size() + 2, 22), ' ');
    text += left + command.one_line + "\n";
  }
  return text +
         "\n`lintel help COMMAND` explains each. Every command takes --config DIR and --database "
         "URL.\n";
}

/// The command that the words begin with, its name taken off them. Two words win over one.
const Command* take_command(std::vector<std::string>& words, const std::vector<Command>& commands) {
  for (const std::size_t count : {std::size_t{2}, std::size_t{1}}) {
    if (words.size() < count) continue;
    const std::string name = count == 2 ? words[0] + " " + words[1] : words[0];
    const auto found = std::ranges::find(commands, name, &Command::name);
    if (found == commands.end()) continue;
    words.erase(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(count));
    return &*found;
  }
  return nullptr;
}

/// The commands that begin with this word: `lintel user` has several.
std::string those_below(const std::string& word, const std::vector<Command>& commands) {
  std::string names;
  for (const Command& command : commands) {
    if (command.name.starts_with(word + " "))
      names += "  lintel " + command.name + "  " + command.one_line + "\n";
  }
  return names;
}

int usage(CommandContext& context,
          const std::vector<std::string>& words,
          const std::vector<Command>& commands) {
  const std::string below = those_below(words.front(), commands);
  if (!below.empty()) {
    context.err << "lintel " << words.front() << " wants one more word:\n" << below;
    return static_cast<int>(Exit::usage);
  }
  std::vector<std::string> names = {"help"};
  for (const Command& command : commands) names.push_back(command.name);
  const std::string nearest = did_you_mean(words.front(), names);
  context.err << "There is no command \"" << words.front() << "\". "
              << (nearest.empty() ? "" : nearest + " ") << "`lintel help` lists them.\n";
  return static_cast<int>(Exit::usage);
}

int help(CommandContext& context,
         std::vector<std::string> words,
         const std::vector<Command>& commands) {
  if (words.empty()) {
    context.out << overview(commands);
    return static_cast<int>(Exit::done);
  }
  const std::vector<std::string> asked = words;
  const Command* command = take_command(words, commands);
  if (command) {
    context.out << help_text(*command);
    return static_cast<int>(Exit::done);
  }
  const std::string below = those_below(asked.front(), commands);
  if (below.empty()) return usage(context, asked, commands);
  context.out << below;
  return static_cast<int>(Exit::done);
}

}  // namespace

int run_program(const std::vector<std::string>& given, CommandContext& context) {
  const std::vector<Command> commands = all_commands();
  std::vector<std::string> words = given;
  const Result<std::optional<std::string>> config = take_option(words, "--config");
  const Result<std::optional<std::string>> database = take_option(words, "--database");
  for (const auto* each : {&config, &database}) {
    if (*each) continue;
    context.err << each->error().to_string() << "\n";
    return static_cast<int>(Exit::usage);
  }
  if (*config) context.config = **config;
  if (words.empty()) {
    context.err << overview(commands);
    return static_cast<int>(Exit::usage);
  }
  if (words.front() == "help" || words.front() == "--help" || words.front() == "-h") {
    words.erase(words.begin());
    return help(context, std::move(words), commands);
  }

  const std::vector<std::string> asked = words;
  const Command* command = take_command(words, commands);
  if (!command) return usage(context, asked, commands);
  if (std::ranges::find(words, "--help") != words.end()) {
    context.out << help_text(*command);
    return static_cast<int>(Exit::done);
  }
  const Result<Arguments> arguments = read_arguments(*command, words);
  if (!arguments) {
    context.err << arguments.error().to_string() << "\n";
    return static_cast<int>(Exit::usage);
  }
  if (*database) {
    context.database_url = **database;
    context.database_given = true;
  } else {
    const ResultOfMany<Config> settings = read_config_of(context.config);
    if (!settings) return static_cast<int>(refuse(context, settings.error()));
    context.database_url =
        settings->database_url.empty() ? kDefaultDatabase : settings->database_url;
  }
  return static_cast<int>(command->run(*arguments, context));
}

}  // namespace lintel
