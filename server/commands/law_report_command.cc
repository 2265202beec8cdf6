#include <ostream>

#include "server/casework/commencement_report.h"
#include "server/casework/recount_report.h"
#include "server/casework/workflows.h"
#include "server/commands/casework_command.h"
#include "server/commands/commands.h"

namespace lintel {
namespace {

std::string counted(std::size_t count, const std::string& noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

Exit recompute(const Arguments&, CommandContext& context) {
  auto opened = CommandCasework::open(context);
  if (!opened) return refuse(context, opened.error());
  const RecountReport report = recount_report((*opened)->database(), (*opened)->policy().law());
  std::size_t manual = 0;
  for (const RecountReport::Line& line : report.lines) {
    context.out << to_canonical(to_json(line)) << "\n";
    if (!line.recount.manual.empty()) ++manual;
  }
  context.err << counted(report.looked_at, "live notice")
              << " counted again by the rules as they now stand: " << report.lines.size() - manual
              << " would be dated otherwise, " << manual
              << " cannot be counted. Each keeps what it was served with; nothing was changed.\n";
  return Exit::done;
}

template <class Line>
void print(CommandContext& context, const Line& line) {
  context.out << to_canonical(to_json(line)) << "\n";
}

Exit commencement(const Arguments& arguments, CommandContext& context) {
  std::optional<TenancyType> kind;
  if (const auto word = arguments.text("--tenancy")) {
    const Result<TenancyType> read = parse_tenancy_type(*word);
    if (!read) return refuse(context, read.error());
    kind = *read;
  }
  auto opened = CommandCasework::open(context);
  if (!opened) return refuse(context, opened.error());
  const Policy& policy = (*opened)->policy();
  const Result<SupposedCommencement> supposed =
      suppose_commencement(policy.law(), *arguments.date("--on"), kind);
  if (!supposed) return refuse(context, supposed.error());
  for (const std::string& warning : supposed->warnings)
    context.err << "warning: " << warning << "\n";

  const std::vector<const Definition*> live =
      (*opened)->casework().workflows().all_live((*opened)->clock().today());
  const CommencementReport report =
      commencement_report((*opened)->database(), policy, live, *supposed);
  print(context, *supposed);
  for (const auto& each : report.notices) print(context, each);
  for (const auto& each : report.workflows) print(context, each);
  for (const auto& each : report.forms) print(context, each);
  context.err << "If the Renters' Rights Act came to "
              << (kind ? std::string(to_string(*kind)) : "social housing assured")
              << " tenancies on " << supposed->on.to_words() << ": of "
              << counted(report.looked_at, "live notice") << ", " << report.notices.size()
              << " would come under it, " << report.shortened()
              << " with less time to ask the court to issue, " << report.spent()
              << " spent before that day; " << counted(report.workflows.size(), "workflow")
              << " and " << counted(report.forms.size(), "form")
              << " would change. No day on which the court was asked to issue is recorded yet: a "
                 "notice on which it was asked "
                 "before that day lasts until the proceedings end. Nothing was changed.\n";
  return Exit::done;
}

}  // namespace

Command law_report_commencement_command() {
  return {.name = "law-report commencement",
          .one_line =
              "what the Renters' Rights Act would change if it came to social tenancies on a day",
          .words = "",
          .least_words = 0,
          .most_words = 0,
          .options = {{"--on", Takes::date, "DATE", "the supposed day", true},
                      {"--tenancy",
                       Takes::text,
                       "TYPE",
                       "for one kind of tenancy alone, such as starter"}},
          .explains =
              "Puts the day into a copy of the law and prints JSON objects, each with its kind: "
              "supposed (the rule\n"
              "and the day), notice (live notices on tenancies that the day reaches, with the last "
              "day for asking\n"
              "the court to issue by their own life and by Schedule 6), workflow (the rules that "
              "fall away and\n"
              "those that take their place, and where the workflow leans on them) and form. "
              "Nothing is written.",
          .run = commencement};
}

Command law_report_recompute_command() {
  return {.name = "law-report recompute",
          .one_line = "lists live notices that today's rules would date otherwise",
          .words = "",
          .least_words = 0,
          .most_words = 0,
          .options = {},
          .explains =
              "Counts every live notice (proposed, approved or served, on an open case) again from "
              "the facts\n"
              "that were frozen with it, by the rules in --config. Prints a JSON object for each "
              "that would\n"
              "come out otherwise: each date as it is kept and as it would be now, each rule that "
              "says\n"
              "something else with both values, and what a person does about it. \"manual\" says "
              "why the rules\n"
              "cannot place a notice. Nothing is written: a notice keeps its dates.",
          .run = recompute};
}

}  // namespace lintel
