#include <algorithm>
#include <functional>
#include <stdexcept>

#include "domain/strict_yaml.h"
#include "server/bench/bench.h"
#include "workflows/checks.h"
#include "workflows/definition_reader.h"

namespace lintel {
namespace {

/// A made-up workflow of so many states in a row, each with a timer, a task, a run that answers for
/// everybody and a step that a person takes.
std::string made_workflow(std::int64_t states) {
  std::string text =
      "workflow: made_up\nversion: \"1\"\ntitle: Made up\nowner: bench\n"
      "law: {act: Made-up Act, provisions: [s1]}\n"
      "facts:\n"
      "  arrears: {type: money, source: rent_account.collectable}\n"
      "  weeks:   {type: number, source: rent_account.weeks_owed}\n"
      "  paying:  {type: yes_no, formula: arrears < £50 and weeks < 2, because: it comes in}\n"
      "holds:\n"
      "  dispute: {begins: raised, ends: settled, blocks: {tags: [demand]}, timers: {default: "
      "pause}}\n"
      "everywhere:\n  on:\n    arrears_run:\n"
      "      - {name: paid, when: arrears <= £0, to: closed, because: nothing is owed}\n"
      "      - {name: disputed, when: hold dispute, because: it is disputed}\n"
      "start: s0\nstates:\n";
  for (std::int64_t i = 0; i < states; ++i) {
    const std::string name = std::to_string(i);
    const std::string next = i + 1 < states ? "s" + std::to_string(i + 1) : "closed";
    text += "  s" + name + ":\n    stage: notice\n    meaning: Step " + name + " of many.\n" +
            "    tasks: {look_" + name + ": {role: income_officer, due: 5 working days}}\n" +
            "    timers: {wait_" + name + ": {after: 7 days, fires: waited}}\n" +
            "    on:\n      waited: {do: [{note: waited}]}\n" + "      looked: {by: task.look_" +
            name + ", needs: [note], to: " + next + "}\n" + "      arrears_run:\n" +
            "        - {when: paying, because: it comes in}\n" +
            "        - {when: weeks >= " + name + ", because: much is owed, to: " + next + "}\n" +
            "        - {when: weeks < " + name + ", because: little is owed}\n";
  }
  return text + "  closed: {stage: closed, final: true}\n";
}

double milliseconds(const std::function<void()>& work) {
  constexpr int kRounds = 5;
  double best = 0;
  for (int i = 0; i < kRounds; ++i) {
    const double start = core_seconds();
    work();
    const double taken = (core_seconds() - start) * 1000;
    best = i == 0 ? taken : std::min(best, taken);
  }
  return best;
}

BenchFigure checked(std::int64_t states) {
  const std::string text = made_workflow(states);
  const EmptyRuleBook book;
  const double whole = milliseconds([&] {
    const ResultOfMany<Definition> read = read_definition(text, "made_up.yaml", book);
    if (!read) throw std::logic_error(read.error().front().to_string());
    const std::vector<CheckFinding> found = check_definition(*read, CheckContext{});
    if (!found.empty()) throw std::logic_error(found.front().problem.to_string());
  });
  const double yaml = milliseconds([&] {
    if (!read_strict_yaml(text, "made_up.yaml")) throw std::logic_error("the workflow is not read");
  });
  return {.bench = "read and check, " + std::to_string(text.size() / 1024) + " KiB",
          .size = states,
          .value = whole,
          .unit = "ms",
          .p50_ms = std::nullopt,
          .p99_ms = std::nullopt,
          .ceiling = yaml,
          .ceiling_is = "reading the YAML alone"};
}

std::vector<BenchFigure> run(const BenchAsked& asked) {
  return {checked(std::max<std::int64_t>(1, asked.size / 100)),
          checked(std::max<std::int64_t>(1, asked.size / 10)),
          checked(asked.size)};
}

}  // namespace

Bench check_bench() {
  return {.name = "check",
          .one_line = "reads and checks a made-up workflow of so many states, and smaller ones",
          .usual_size = 1000,
          .run = run};
}

}  // namespace lintel
