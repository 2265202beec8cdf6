#pragma once

#include <filesystem>
#include <functional>
#include <iosfwd>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/date.h"
#include "domain/instant.h"
#include "domain/result.h"

namespace lintel {

/// How a command ends. Nothing is half done on any but `done`.
enum class Exit { done = 0, refused = 1, usage = 2, fault = 3 };

/// What an option takes. Dates, moments and numbers are read and checked before the command runs.
enum class Takes { nothing, text, date, moment, number };

struct Option {
  std::string name;  ///< "--on"
  Takes takes = Takes::nothing;
  std::string shown_as;  ///< what stands for its value in the help: "DATE"
  std::string help;      ///< one line
  bool needed = false;
};

/// What stood after the command's name, checked against its options.
class Arguments {
 public:
  bool has(std::string_view option) const;
  std::optional<std::string> text(std::string_view option) const;
  std::optional<Date> date(std::string_view option) const;
  /// "2026-11-23" (London midnight) or "2026-11-23T05:42", in London time.
  std::optional<Instant> moment(std::string_view option) const;
  std::optional<long> number(std::string_view option) const;  ///< 0 or more
  /// What is not an option, in order: files, names.
  const std::vector<std::string>& words() const { return words_; }

 private:
  friend struct ArgumentsReader;
  std::map<std::string, std::string, std::less<>> options_;
  std::vector<std::string> words_;
};

/// The world that a command runs in. Tests give their own.
struct CommandContext {
  std::filesystem::path config;  ///< --config DIR, "./config"
  std::string database_url;      ///< --database URL, or lintel.yaml's, or "sqlite:var/lintel.db"
  std::istream& in;
  std::ostream& out;  ///< what a machine reads: JSON, one object a line
  std::ostream& err;  ///< what a person reads
  const Clock& clock;
  bool progress = false;        ///< standard error is a terminal: long work may show progress
  bool database_given = false;  ///< --database stood on the line
};

/// One command of the program: its words, its options, what it does. Each is made in its own file.
///
/// `run` returns Exit::refused after saying why on `err`, and throws for a fault, which main()
/// alone catches (exit status 3).
struct Command {
  std::string name;      ///< "import", or two words: "run arrears"
  std::string one_line;  ///< "reads one connector file"
  std::string words;     ///< its words in the help: "LAYOUT FILE..."
  std::size_t least_words = 0;
  std::size_t most_words = 0;   ///< kAnyNumber for FILE...
  std::vector<Option> options;  ///< beside --config and --database
  std::string explains;         ///< paragraphs for `lintel help COMMAND`
  std::function<Exit(const Arguments&, CommandContext&)> run;
};
inline constexpr std::size_t kAnyNumber = static_cast<std::size_t>(-1);

/// Reads what follows the command's name. The Problem is a usage error (exit status 2), with the
/// nearest option where one was misspelt.
Result<Arguments> read_arguments(const Command& command, const std::vector<std::string>& words);

/// Prints each problem on a line of its own and returns Exit::refused.
Exit refuse(CommandContext& context, const Problems& problems);
Exit refuse(CommandContext& context, const Problem& problem);

/// The text of `lintel help COMMAND`.
std::string help_text(const Command& command);

}  // namespace lintel
