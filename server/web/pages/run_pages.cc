#include "server/web/csv_text.h"
#include "server/web/paged.h"
#include "server/web/pages/pages.h"
#include "server/web/run_view.h"
#include "server/web/say.h"

namespace lintel {
namespace {

constexpr std::size_t kRunsAtOnce = 50;
constexpr int kCsvRows = 200'000;

Response show_runs(const Pages& pages,
                   const Request& request,
                   const std::string& problem = "",
                   int code = 200) {
  const std::vector<RunSummary> runs = pages.casework.runs();
  const Paged paged = page_of(request, runs.size(), kRunsAtOnce, "/runs");
  View::List rows;
  for (std::size_t i = paged.first; i < paged.last; ++i) rows.push_back(run_row(runs[i]));
  const Person& person = request.person();
  View view;
  view.set("total_words", count_of(static_cast<std::int64_t>(runs.size()), "run", "runs"))
      .set("any", !runs.empty());
  view.set("rows", std::move(rows))
      .set("today", short_day(pages.casework.today()))
      .set_if_any("problem", problem);
  view.set("may_run", person.has(Role::team_manager) || person.has(Role::revenues_coordinator));
  view.add(paged.view("run", "runs"));
  return pages.site->page(
      request, "runs", PageHead{"Arrears runs", "/runs"}, std::move(view), code);
}

Response start_run(const Pages& pages, const Request& request) {
  const Result<RunId> started = pages.casework.start_run(pages.casework.today());
  if (!started) return show_runs(pages, request, started.error().to_string(), 409);
  return redirect(run_address(*started));
}

Response show_run(const Pages& pages, const Request& request) {
  const Result<RunId> id = RunId::parse(request.part("id"));
  const RunFilter filter = read_run_filter(request);
  const auto ledger = id ? pages.casework.run_ledger(*id, filter) : std::nullopt;
  if (!ledger) return pages.site->not_shown(request, Fate::unknown, "", "run");
  return pages.site->page(
      request,
      "run",
      PageHead{"Arrears run " + ledger->run.on.to_words(), "/runs", !ledger->run.ended},
      ledger_view(*ledger, filter));
}

Response show_progress(const Pages& pages, const Request& request) {
  const Result<RunId> id = RunId::parse(request.part("id"));
  RunFilter filter;
  filter.limit = 1;
  const auto ledger = id ? pages.casework.run_ledger(*id, filter) : std::nullopt;
  if (!ledger) return pages.site->not_shown(request, Fate::unknown, "", "run");
  return pages.site->part("run_progress", progress_view(ledger->run));
}

Response send_ledger_csv(const Pages& pages, const Request& request) {
  const Result<RunId> id = RunId::parse(request.part("id"));
  RunFilter filter = read_run_filter(request);
  filter.limit = kCsvRows;
  const auto ledger = id ? pages.casework.run_ledger(*id, filter) : std::nullopt;
  if (!ledger) return pages.site->not_shown(request, Fate::unknown, "", "run");
  CsvText csv({"Reference",
               "Tenants",
               "Address",
               "Patch",
               "Balance",
               "Outcome",
               "Label",
               "Rule",
               "Because",
               "Runner-up",
               "Lacked"});
  for (const RunLine& line : ledger->lines) {
    csv.add({line.reference,
             line.names,
             line.address,
             line.patch,
             line.balance.to_plain(),
             std::string(to_string(line.outcome)),
             line.label,
             line.rule,
             line.because,
             line.runner_up,
             line.lacked});
  }
  return download(csv.text(), "text/csv; charset=utf-8", "run " + ledger->run.on.to_iso() + ".csv");
}

}  // namespace

void add_run_pages(Router& router, const Pages& pages) {
  const Access readers = only(kCaseRoles);
  router.get(
      "/runs", readers, [pages](const Request& request) { return show_runs(pages, request); });
  router.post("/runs",
              only({Role::team_manager, Role::revenues_coordinator}),
              [pages](const Request& request) { return start_run(pages, request); });
  router.get(
      "/runs/{id}", readers, [pages](const Request& request) { return show_run(pages, request); });
  router.get("/runs/{id}/progress", readers, [pages](const Request& request) {
    return show_progress(pages, request);
  });
  router.get("/runs/{id}/ledger.csv", readers, [pages](const Request& request) {
    return send_ledger_csv(pages, request);
  });
}

}  // namespace lintel
