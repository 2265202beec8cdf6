#include "server/bench/bench.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <fstream>
#include <iomanip>
#include <ostream>
#include <sstream>
#include <system_error>
#include <thread>

#include "domain/canonical_json.h"

namespace lintel {
namespace {

std::string processor() {
  std::ifstream cpuinfo("/proc/cpuinfo");
  for (std::string line; std::getline(cpuinfo, line);) {
    if (line.starts_with("model name"))
      return line.substr(std::min(line.size(), line.find(':') + 2));
  }
  return "unknown processor";
}

std::string load() {
  std::ifstream loadavg("/proc/loadavg");
  std::string one_minute;
  loadavg >> one_minute;
  return one_minute;
}

double resident_mb() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024.0;
}

std::string build() {
#ifdef NDEBUG
  return "release";
#else
  return "debug: not a figure to quote";
#endif
}

std::string rounded(double value, int places) {
  std::ostringstream text;
  text << std::fixed << std::setprecision(places) << value;
  return text.str();
}

Json number(double value, int places) {
  return Json::number(rounded(value, places));
}

Json figure_json(const BenchFigure& figure, double rss_mb) {
  Json json = Json::object();
  json["bench"] = figure.bench;
  json["size"] = figure.size;
  json["value"] = number(figure.value, 1);
  json["unit"] = figure.unit;
  json["p50_ms"] = figure.p50_ms ? number(*figure.p50_ms, 3) : Json();
  json["p99_ms"] = figure.p99_ms ? number(*figure.p99_ms, 3) : Json();
  json["rss_mb"] = number(rss_mb, 0);
  json["ceiling"] = figure.ceiling ? number(*figure.ceiling, 1) : Json();
  json["share"] = figure.ceiling ? number(figure.value / *figure.ceiling, 2) : Json();
  json["peers"] = Json::object();
  return json;
}

}  // namespace

std::vector<Bench> all_benches() {
  return {arrears_run_bench(),
          check_bench(),
          decide_bench(),
          guard_bench(),
          hold_bench(),
          import_bench(),
          letters_bench(),
          notice_dates_bench(),
          replay_bench(),
          simulate_bench(),
          transition_bench()};
}

Percentiles percentiles(std::vector<double>& milliseconds) {
  std::ranges::sort(milliseconds);
  const auto at = [&](double share) {
    return milliseconds[static_cast<std::size_t>(share *
                                                 static_cast<double>(milliseconds.size() - 1))];
  };
  return {.p50 = at(0.50), .p99 = at(0.99)};
}

void print_figures(const Bench& bench,
                   const std::vector<BenchFigure>& figures,
                   const BenchAsked& asked,
                   bool json,
                   std::ostream& out) {
  const double fsyncs = fsyncs_a_second(asked.folder);
  if (!json) {
    out << bench.name << ": " << bench.one_line << "\n"
        << processor() << ", " << std::thread::hardware_concurrency() << " threads, load " << load()
        << ", " << build() << " build, " << rounded(fsyncs, 0) << " fsyncs/s, "
        << rounded(resident_mb(), 0) << " MB at most\n";
  }
  for (const BenchFigure& figure : figures) {
    if (json) {
      out << to_canonical(figure_json(figure, resident_mb())) << "\n";
      continue;
    }
    out << "  " << figure.bench << ", size " << figure.size << ": " << rounded(figure.value, 1)
        << " " << figure.unit;
    if (figure.p50_ms) out << ", p50 " << rounded(*figure.p50_ms, 3) << " ms";
    if (figure.p99_ms) out << ", p99 " << rounded(*figure.p99_ms, 3) << " ms";
    if (figure.ceiling) {
      out << ", " << rounded(100 * figure.value / *figure.ceiling, 0) << " % of "
          << rounded(*figure.ceiling, 0) << " (" << figure.ceiling_is << ")";
    }
    out << "\n";
  }
}

double core_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

double fsyncs_a_second(const std::filesystem::path& folder) {
  const std::filesystem::path file = folder / "fsync";
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) throw std::system_error(errno, std::generic_category(), file.string());
  const std::array<char, 4096> page{};
  const auto began = std::chrono::steady_clock::now();
  int done = 0;
  std::chrono::duration<double> took{};
  while (took.count() < 0.5) {
    if (::pwrite(descriptor, page.data(), page.size(), 0) != static_cast<ssize_t>(page.size()) ||
        ::fdatasync(descriptor) != 0)
      break;
    ++done;
    took = std::chrono::steady_clock::now() - began;
  }
  ::close(descriptor);
  return took.count() > 0 ? done / took.count() : 0;
}

}  // namespace lintel
