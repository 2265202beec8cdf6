#include <stdlib.h>

#include <algorithm>
#include <cerrno>
#include <ostream>
#include <system_error>

#include "server/bench/bench.h"
#include "server/commands/commands.h"

namespace lintel {
namespace {

/// An empty folder on the disk that is measured; gone afterwards.
class BenchFolder {
 public:
  BenchFolder() {
    std::string name = (std::filesystem::current_path() / "bench-XXXXXX").string();
    if (!::mkdtemp(name.data())) throw std::system_error(errno, std::generic_category(), name);
    path_ = name;
  }
  ~BenchFolder() {
    std::error_code left_behind;  // said by the folder's still being there
    std::filesystem::remove_all(path_, left_behind);
  }
  BenchFolder(const BenchFolder&) = delete;
  BenchFolder& operator=(const BenchFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

std::string names(const std::vector<Bench>& benches) {
  std::string text;
  for (const Bench& bench : benches) text += (text.empty() ? "" : ", ") + bench.name;
  return text;
}

Exit run(const Arguments& arguments, CommandContext& context) {
  const std::vector<Bench> benches = all_benches();
  const std::string& asked_for = arguments.words().front();
  const auto bench =
      std::ranges::find_if(benches, [&](const Bench& one) { return one.name == asked_for; });
  if (bench == benches.end()) {
    return refuse(context,
                  Problem{.what = "there is no bench \"" + asked_for + "\"",
                          .fix = "There are: " + names(benches) + ".",
                          .place = {}});
  }
  const BenchFolder folder;
  std::ostream silent(nullptr);
  const BenchAsked asked{.size = arguments.number("--size").value_or(bench->usual_size),
                         .config = context.config,
                         .folder = folder.path(),
                         .progress = context.progress ? context.err : silent};
  print_figures(*bench, bench->run(asked), asked, arguments.has("--json"), context.out);
  return Exit::done;
}

}  // namespace

Command bench_command() {
  return {
      .name = "bench",
      .one_line = "measures one thing and prints it beside what the machine can do at best",
      .words = "NAME",
      .least_words = 1,
      .most_words = 1,
      .options = {{.name = "--size",
                   .takes = Takes::number,
                   .shown_as = "N",
                   .help = "how much of it; each bench has its usual size"},
                  {.name = "--json",
                   .takes = Takes::nothing,
                   .shown_as = "",
                   .help = "one JSON object a figure, nothing else"}},
      .explains =
          "Works in a folder of its own below the current one, which is taken away afterwards.\n"
          "Figures of a debug build say so and are not to be quoted.",
      .run = run};
}

}  // namespace lintel
