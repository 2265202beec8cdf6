#include <array>
#include <atomic>
#include <chrono>
#include <ctime>
#include <ostream>
#include <stdexcept>
#include <thread>

#include "documents/deflate.h"
#include "documents/render.h"
#include "server/bench/bench.h"

namespace lintel {
namespace {

using Clock = std::chrono::steady_clock;

/// Names of a real town, so that subsets and shaping are what a batch meets.
constexpr std::array<const char*, 8> kNames{"Ms Adaeze Okafor",
                                            "Mr Tomasz Świątek",
                                            "Siân Llŷr",
                                            "Mrs O'Brien",
                                            "Seán Ó Súilleabháin",
                                            "Jan van der Berg",
                                            "Mary Jones",
                                            "Mr Nguyễn Văn An"};

/// A first letter with a table of ten rows.
Json letter(const DocumentSet& documents, std::int64_t number) {
  Json data = documents.sample("letter_1").value();
  const char* name = kNames[static_cast<std::size_t>(number) % kNames.size()];
  data["salutation_name"] = name;
  data["recipient_block"].as_array().front() = name;
  data["our_reference"] = "NH-" + std::to_string(200'000 + number);
  Json rows = Json::array();
  for (int i = 0; i < 10; ++i) {
    Json row = Json::object();
    row["label"] = "Rent for the week to " + Date{2026, 9, 20}.plus_days(7 * i).to_words();
    row["amount"] = "112.40";
    rows.push(std::move(row));
  }
  data["balance_parts"] = std::move(rows);
  return data;
}

struct Batch {
  double seconds = 0;
  double cpu_seconds = 0;
  std::size_t bytes = 0;
  std::vector<double> milliseconds;
};

Batch render_batch(const DocumentSet& documents, const std::vector<Json>& letters, int threads) {
  Batch batch;
  std::vector<std::vector<double>> times(static_cast<std::size_t>(threads));
  std::atomic<std::size_t> next{0}, bytes{0};
  const auto work = [&](std::vector<double>& mine) {
    for (std::size_t i = next++; i < letters.size(); i = next++) {
      const Clock::time_point began = Clock::now();
      const ResultOfMany<Rendered> made = documents.render("letter_1", letters[i]);
      if (!made) throw std::runtime_error(made.error().front().to_string());
      bytes += made->pdf.size();
      mine.push_back(std::chrono::duration<double, std::milli>(Clock::now() - began).count());
    }
  };
  const std::clock_t cpu = std::clock();
  const Clock::time_point began = Clock::now();
  std::vector<std::thread> others;
  for (int t = 1; t < threads; ++t)
    others.emplace_back(work, std::ref(times[static_cast<std::size_t>(t)]));
  work(times.front());
  for (std::thread& other : others) other.join();
  batch.seconds = std::chrono::duration<double>(Clock::now() - began).count();
  batch.cpu_seconds = static_cast<double>(std::clock() - cpu) / CLOCKS_PER_SEC;
  batch.bytes = bytes / letters.size();
  for (const std::vector<double>& mine : times)
    batch.milliseconds.insert(batch.milliseconds.end(), mine.begin(), mine.end());
  return batch;
}

/// How many letters a second this core could deflate if it did nothing else.
double deflate_ceiling(const std::string& text) {
  std::string page;
  while (page.size() < 22'500)
    page += text;  // what a letter's page streams and objects come to before deflating
  page.resize(22'500);
  const std::clock_t cpu = std::clock();
  int done = 0;
  while (std::clock() - cpu < CLOCKS_PER_SEC / 2) {
    if (deflate(page, 6).empty()) throw std::runtime_error("nothing was deflated");
    ++done;
  }
  return done * static_cast<double>(CLOCKS_PER_SEC) / static_cast<double>(std::clock() - cpu);
}

std::vector<BenchFigure> run(const BenchAsked& asked) {
  const ResultOfMany<DocumentSet> documents = DocumentSet::read(asked.config.string());
  if (!documents) throw std::runtime_error(documents.error().front().to_string());
  std::vector<Json> letters;
  for (std::int64_t i = 0; i < asked.size; ++i) letters.push_back(letter(*documents, i));
  const Rendered one = documents->render("letter_1", letters.front()).value();
  const double ceiling = deflate_ceiling(one.boxes);
  asked.progress << "one letter: " << one.pages << " pages, " << one.pdf.size()
                 << " bytes, tagged and shaped\n";

  std::vector<BenchFigure> figures;
  for (const int threads : {1, 2}) {
    Batch batch = render_batch(*documents, letters, threads);
    const Percentiles each = percentiles(batch.milliseconds);
    const auto count = static_cast<double>(letters.size());
    asked.progress << threads << (threads == 1 ? " thread: " : " threads: ") << batch.bytes
                   << " bytes a letter\n";
    figures.push_back(
        {.bench = "letters, " + std::to_string(threads) + (threads == 1 ? " thread" : " threads"),
         .size = asked.size,
         .value = threads == 1 ? count / batch.cpu_seconds : count / batch.seconds,
         .unit = threads == 1 ? "letters/CPU-s" : "letters/s",
         .p50_ms = each.p50,
         .p99_ms = each.p99,
         .ceiling = ceiling * threads,
         .ceiling_is = "deflating as many bytes at level 6"});
  }
  return figures;
}

}  // namespace

Bench letters_bench() {
  return {.name = "letters",
          .one_line = "a first letter with a ten-row table, tagged and shaped, in a batch",
          .usual_size = 2'000,
          .run = run};
}

}  // namespace lintel
