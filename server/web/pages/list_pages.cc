#include "server/web/pages/pages.h"
#include "server/web/say.h"
#include "server/web/small_charts.h"
#include "server/web/worklist_view.h"

namespace lintel {
namespace {

constexpr int kCsvRows = 20'000;
constexpr int kFreshDays = 1;  // a file of last night is of yesterday
constexpr std::size_t kShortestSearch = 2;
constexpr std::size_t kFoundAtOnce = 8;

View::List day_figures(const MyDay& day) {
  const auto list =
      [](const std::string& path, const std::string& view, std::optional<Stage> stage = {}) {
        CaseFilter filter;
        filter.view = view;
        filter.stage = stage;
        return filter_address(path, filter);
      };
  const auto one = [](std::int64_t number,
                      const char* words,
                      const std::string& detail,
                      const std::string& href,
                      bool late) {
    return View{}
        .set("n", figure(number))
        .set("t", words)
        .set("d", detail)
        .set("href", href)
        .set("late", late);
  };
  View::List figures;
  figures.push_back(one(
      day.overdue, "overdue", "ranked first below", list("/", "needs_action"), day.overdue > 0));
  figures.push_back(
      one(day.due_today, "due today", "by the end of the day", list("/", "needs_action"), false));
  figures.push_back(one(day.ready_for_notice,
                        "ready for notice",
                        "all checks pass",
                        list("/", "ready_for_notice"),
                        false));
  figures.push_back(one(day.on_hold,
                        "on hold",
                        figure(day.breathing_space) + " breathing space",
                        list("/", "on_hold"),
                        false));
  figures.push_back(one(day.paying_down,
                        "paying down",
                        "no action needed",
                        list("/cases", "all", Stage::agreement),
                        false));
  return figures;
}

Response show_my_day(const Pages& pages, const Request& request) {
  bool works_cases = false;
  for (const Role role : kCaseRoles) works_cases = works_cases || request.person().has(role);
  if (!works_cases) return redirect("/imports");

  const CaseFilter filter = read_filter(request, "needs_action");
  const MyDay day = pages.casework.my_day(request.person(), filter);
  std::int64_t open = 0;
  for (const auto& [stage, count] : day.by_stage) open += stage == Stage::closed ? 0 : count;

  View view = worklist_tools("/", filter, request.person(), day.by_view);
  view.add(worklist_rows("/", filter, day.list, day.today));
  view.set("today", day.today.to_long_words()).set("kpis", day_figures(day));
  view.set("total_words", "My " + count_of(open, "case", "cases"))
      .set("funnel", stage_bar(day.by_stage));
  view.set_if_any("fresh", day.rents_as_of ? short_day(*day.rents_as_of) : "");
  const bool stale = day.rents_as_of && days_between(*day.rents_as_of, day.today) > kFreshDays;
  view.set_if_any("stale",
                  stale ? "The rent accounts are as at " + short_day(*day.rents_as_of) + ", " +
                              days_from_today(*day.rents_as_of, day.today) + " (" + day.rents_file +
                              ")"
                        : "");
  if (day.rents_as_of) view.set("data_as_of", short_day(*day.rents_as_of));
  view.set("escalated_any", !day.escalated.empty())
      .set("escalated_words",
           count_of(std::ssize(day.escalated), "task is", "tasks are") + " late and now yours too")
      .set("escalated", escalated_views(day.escalated));
  return pages.site->page(request, "my_day", PageHead{"My day", "/"}, std::move(view));
}

Response show_cases(const Pages& pages, const Request& request) {
  const CaseFilter filter = read_filter(request, "all");
  const CaseList list = pages.casework.cases(request.person(), filter);
  View view = worklist_tools("/cases", filter, request.person(), {});
  view.add(worklist_rows("/cases", filter, list, pages.casework.today()));
  view.set("total_words", count_of(list.total, "case", "cases"));
  return pages.site->page(request, "cases", PageHead{"Cases", "/cases"}, std::move(view));
}

Response send_cases_csv(const Pages& pages, const Request& request) {
  CaseFilter filter = read_filter(request, "all");
  filter.limit = kCsvRows;
  const CaseList list = pages.casework.cases(request.person(), filter);
  return download(worklist_csv(list),
                  "text/csv; charset=utf-8",
                  "cases " + pages.casework.today().to_iso() + ".csv");
}

std::string found_words(const std::string& text, const Found& found) {
  if (text.empty()) return "Type a name, address, postcode or reference";
  if (found.rows.empty()) return "No match for “" + text + "”";
  const auto count = static_cast<std::int64_t>(found.rows.size());
  return (found.more ? "More than " : "") + count_of(count, "match", "matches") + " for “" + text +
         "”";
}

View::List found_rows(const Found& found, std::size_t most) {
  View::List rows;
  for (const Found::Row& row : found.rows) {
    if (rows.size() == most) break;
    View view = balance_words(row.balance);
    view.set("href", "/cases/" + row.reference)
        .set("name", row.names)
        .set("address", row.address)
        .set("ref", row.reference);
    view.set("patch", row.patch)
        .set("state", row.has_case ? row.state_label : "No case: nothing is being done");
    rows.push_back(std::move(view));
  }
  return rows;
}

Response show_search(const Pages& pages, const Request& request) {
  const std::string text = request.query.text("q");
  const Found found =
      text.size() < kShortestSearch ? Found{} : pages.casework.find(request.person(), text);
  View view;
  view.set("found_words", found_words(text, found))
      .set("any", !found.rows.empty())
      .set("more", found.more);
  view.set("rows", found_rows(found, found.rows.size()));
  view.set("empty_title",
           text.empty() ? "What are you looking for?" : "No match for “" + text + "”");
  view.set("empty_words",
           "Try a surname and a postcode, or a tenancy reference such as T-0041872. Only homes in "
           "your patches are found.");
  return pages.site->page(request, "search", PageHead{"Find"}, std::move(view));
}

Response show_found(const Pages& pages, const Request& request) {
  const std::string text = request.query.text("q");
  const bool asked = text.size() >= kShortestSearch;
  const Found found = asked ? pages.casework.find(request.person(), text) : Found{};
  View view;
  view.set("asked", asked)
      .set("found_words", found_words(text, found))
      .set("top", found_rows(found, kFoundAtOnce));
  return pages.site->part("found", view);
}

}  // namespace

void add_list_pages(Router& router, const Pages& pages) {
  const Access case_workers = only(kCaseRoles);
  router.get(
      "/", any_person(), [pages](const Request& request) { return show_my_day(pages, request); });
  router.get("/cases", case_workers, [pages](const Request& request) {
    return show_cases(pages, request);
  });
  router.get("/cases.csv", case_workers, [pages](const Request& request) {
    return send_cases_csv(pages, request);
  });
  router.get("/search", case_workers, [pages](const Request& request) {
    return show_search(pages, request);
  });
  router.get("/search/found", case_workers, [pages](const Request& request) {
    return show_found(pages, request);
  });
}

}  // namespace lintel
