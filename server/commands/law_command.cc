#include <algorithm>
#include <istream>
#include <ostream>

#include "domain/canonical_json.h"
#include "domain/law/questions.h"
#include "server/casework/law_files.h"
#include "server/commands/commands.h"

namespace lintel {
namespace {

std::string question_names() {
  std::string names;
  for (const std::string_view each : law_questions())
    names += (names.empty() ? "" : ", ") + std::string(each);
  return names;
}

Json error_json(const Json* id, const Problem& problem) {
  Json json = Json::object();
  if (id != nullptr) json["id"] = *id;
  json["error"] = problem.to_string();
  if (!problem.place.field.empty()) json["field"] = problem.place.field;
  return json;
}

/// One line of standard input answered; false when it was malformed.
bool answer_line(const std::string& question,
                 const std::string& line,
                 const LawBook& law,
                 std::ostream& out) {
  const Result<Json> input = parse_json(line);
  if (!input) {
    out << to_canonical(error_json(nullptr, input.error())) << "\n";
    return false;
  }
  const Result<Json> answer = answer_question(question, *input, law);
  out << to_canonical(answer ? *answer : error_json(input->find("id"), answer.error())) << "\n";
  return answer.has_value();
}

Exit run(const Arguments& arguments, CommandContext& context) {
  const std::string& question = arguments.words().front();
  if (std::ranges::find(law_questions(), question) == law_questions().end()) {
    context.err << "lintel law: \"" << question << "\" is not a question of law. Ask one of "
                << question_names() << ".\n";
    return Exit::usage;
  }
  const ResultOfMany<LawBook> law = read_law_folder(context.config);
  if (!law) return refuse(context, law.error());

  bool all_read = true;
  for (std::string line; std::getline(context.in, line);) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    all_read = answer_line(question, line, *law, context.out) && all_read;
  }
  return all_read ? Exit::done : Exit::refused;
}

}  // namespace

Command law_command() {
  return {
      .name = "law",
      .one_line = "answers a question of law from the dated rules",
      .words = "QUESTION",
      .least_words = 1,
      .most_words = 1,
      .options = {},
      .explains =
          "Reads one JSON object a line on standard input and writes one answer a line, with the\n"
          "rules that it used. Where the rules cannot place the question the answer is "
          "\"manual\".\n"
          "Questions: " +
          question_names() + ".",
      .run = run};
}

}  // namespace lintel
