#include "server/commands/command.h"

#include <algorithm>
#include <charconv>
#include <ostream>

#include "domain/strict_yaml.h"

namespace lintel {
namespace {

std::optional<Instant> read_moment(std::string_view text) {
  const Result<Date> day = Date::parse(text.substr(0, 10));
  if (!day) return std::nullopt;
  if (text.size() == 10) return london_time(*day, 0, 0);
  if (text.size() != 16 || text[10] != 'T' || text[13] != ':') return std::nullopt;
  int hour = -1;
  int minute = -1;
  const auto read = [&](std::size_t at, int& into) {
    const auto [end, error] = std::from_chars(text.data() + at, text.data() + at + 2, into);
    return error == std::errc{} && end == text.data() + at + 2;
  };
  if (!read(11, hour) || !read(14, minute) || hour < 0 || hour > 23 || minute < 0 || minute > 59)
    return std::nullopt;
  return london_time(*day, hour, minute);
}

std::optional<long> read_number(std::string_view text) {
  long number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || number < 0) return std::nullopt;
  return number;
}

/// What is wrong with an option's value, or "".
std::string fault_in(const Option& option, const std::string& value) {
  switch (option.takes) {
    case Takes::nothing:
      return "takes nothing";
    case Takes::text:
      return value.empty() ? "is empty" : "";
    case Takes::date:
      return Date::parse(value) ? "" : "is not a day: write it as 2026-11-23";
    case Takes::moment:
      return read_moment(value) ? ""
                                : "is not a moment: write it as 2026-11-23 or 2026-11-23T05:42";
    case Takes::number:
      return read_number(value) ? "" : "is not a whole number";
  }
  return "";
}

std::string usage_line(const Command& command) {
  std::string line = "lintel " + command.name;
  if (!command.words.empty()) line += " " + command.words;
  for (const Option& option : command.options) {
    std::string shown = option.name;
    if (option.takes != Takes::nothing) shown += " " + option.shown_as;
    line += option.needed ? " " + shown : " [" + shown + "]";
  }
  return line;
}

tl::unexpected<Problem> usage(const Command& command, std::string what, std::string fix = "") {
  if (!fix.empty()) fix += " ";
  return problem(std::move(what), fix + "Usage: " + usage_line(command));
}

}  // namespace

struct ArgumentsReader {
  const Command& command;
  Arguments arguments;

  Result<Arguments> read(const std::vector<std::string>& words) {
    for (std::size_t at = 0; at < words.size(); ++at) {
      const std::string& word = words[at];
      if (word == "--") {
        arguments.words_.insert(arguments.words_.end(),
                                words.begin() + static_cast<std::ptrdiff_t>(at) + 1,
                                words.end());
        break;
      }
      if (!word.starts_with("-") || word == "-") {
        arguments.words_.push_back(word);
        continue;
      }
      const std::size_t equals = word.find('=');
      const std::string name = word.substr(0, equals);
      const Option* option = find(name);
      if (!option) return usage(command, "there is no option " + name, nearest(name));
      if (arguments.options_.contains(name)) return usage(command, name + " is given twice");
      std::string value;
      if (equals != std::string::npos) {
        value = word.substr(equals + 1);
      } else if (option->takes != Takes::nothing) {
        if (at + 1 == words.size()) return usage(command, name + " wants " + option->shown_as);
        value = words[++at];
      }
      if (option->takes != Takes::nothing || equals != std::string::npos) {
        const std::string fault = fault_in(*option, value);
        if (!fault.empty()) return usage(command, name + " \"" + value + "\" " + fault);
      }
      arguments.options_[name] = std::move(value);
    }
    return whole();
  }

  const Option* find(const std::string& name) const {
    const auto found = std::ranges::find(command.options, name, &Option::name);
    return found == command.options.end() ? nullptr : &*found;
  }

  std::string nearest(const std::string& name) const {
    std::vector<std::string> names = {"--config", "--database"};
    for (const Option& option : command.options) names.push_back(option.name);
    return did_you_mean(name, names);
  }

  Result<Arguments> whole() {
    for (const Option& option : command.options) {
      if (option.needed && !arguments.has(option.name))
        return usage(command, option.name + " is missing");
    }
    const std::size_t given = arguments.words_.size();
    if (given < command.least_words) return usage(command, "something is missing");
    if (given > command.most_words) {
      return usage(command,
                   "\"" + arguments.words_[command.most_words] + "\" is one word too many");
    }
    return std::move(arguments);
  }
};

bool Arguments::has(std::string_view option) const {
  return options_.find(option) != options_.end();
}

std::optional<std::string> Arguments::text(std::string_view option) const {
  const auto found = options_.find(option);
  return found == options_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<Date> Arguments::date(std::string_view option) const {
  const std::optional<std::string> given = text(option);
  return given ? std::optional(Date::parse(*given).value()) : std::nullopt;
}

std::optional<Instant> Arguments::moment(std::string_view option) const {
  const std::optional<std::string> given = text(option);
  return given ? read_moment(*given) : std::nullopt;
}

std::optional<long> Arguments::number(std::string_view option) const {
  const std::optional<std::string> given = text(option);
  return given ? read_number(*given) : std::nullopt;
}

Result<Arguments> read_arguments(const Command& command, const std::vector<std::string>& words) {
  return ArgumentsReader{command, {}}.read(words);
}

Exit refuse(CommandContext& context, const Problems& problems) {
  for (const Problem& each : problems) context.err << each.to_string() << "\n";
  return Exit::refused;
}

Exit refuse(CommandContext& context, const Problem& problem) {
  return refuse(context, Problems{problem});
}

std::string help_text(const Command& command) {
  std::string text = usage_line(command) + "\n\n" + command.one_line + ".\n";
  if (!command.explains.empty()) text += "\n" + command.explains + "\n";
  std::vector<Option> options = command.options;
  options.push_back(
      {"--config", Takes::text, "DIR", "what the landlord owns and edits (./config)"});
  options.push_back({"--database",
                     Takes::text,
                     "URL",
                     "sqlite:PATH or mysql://USER@HOST/NAME (sqlite:var/lintel.db)"});
  text += "\nOptions:\n";
  for (const Option& option : options) {
    std::string left =
        "  " + option.name + (option.takes == Takes::nothing ? "" : " " + option.shown_as);
    left.resize(std::max<std::size_t>(left.size() + 2, 26), ' ');
    text += left + option.help + (option.needed ? " (needed)" : "") + "\n";
  }
  text += "\nExit status: 0 done; 1 refused or invalid, with the reasons; 2 usage; 3 a fault.\n";
  return text;
}

}  // namespace lintel
