#include "domain/landlord.h"
#include "server/casework/policy.h"
#include "server/web/law_changes_view.h"
#include "server/web/law_filter.h"
#include "server/web/law_links.h"
#include "server/web/law_rule_view.h"
#include "server/web/law_timeline.h"
#include "server/web/law_view.h"
#include "server/web/paged.h"
#include "server/web/pages/pages.h"
#include "server/web/say.h"

namespace lintel {
namespace {

constexpr std::size_t kRulesAtOnce = 50;

std::string count_words(std::size_t count) {
  return count_of(static_cast<std::int64_t>(count), "rule", "rules");
}

/// What has to be found out or read, as a link beside the heading.
View standing_view(const LawCalendar& calendar) {
  const std::size_t open = calendar.unknown.size() + calendar.not_set.size();
  View view;
  view.set_if_any("open_words",
                  open == 0 ? "" : figure(static_cast<std::int64_t>(open)) + " unknown or not set");
  view.set_if_any(
      "verify_words",
      calendar.verify.empty()
          ? ""
          : figure(static_cast<std::int64_t>(calendar.verify.size())) + " to be verified");
  View::List next;
  constexpr std::size_t kNextShown = 4;
  for (const LawCalendar::Change& each : calendar.changes) {
    if (next.size() == kNextShown) break;
    next.push_back(View{}
                       .set("on", short_day(each.change.on))
                       .set("href", rule_address(each.entry->name))
                       .set("id", each.entry->name)
                       .set("t", each.entry->rule->meaning));
  }
  view.set("next_any", !next.empty()).set("next", std::move(next));
  View::List asleep;
  for (const LawCalendar::ToDo& each : calendar.not_set) {
    asleep.push_back(View{}
                         .set("href", rule_address(each.entry->name))
                         .set("id", each.entry->name)
                         .set("t", each.entry->rule->meaning));
  }
  view.set("asleep_any", !asleep.empty()).set("asleep", std::move(asleep));
  return view;
}

Response show_book(const Pages& pages, const Request& request) {
  const LawIndex& index = pages.casework.policy().law_index();
  const Date today = pages.casework.today();
  const AskedOfLaw asked = read_law_filter(request);
  const LawSelection selected = index.select(asked.filter, today);
  const std::size_t at_once = asked.whole ? selected.entries.size() + 1 : kRulesAtOnce;
  const Paged paged =
      page_of(request, selected.entries.size(), at_once, law_address("/law", asked.filter));

  View view = law_tools(asked, selected);
  view.add(paged.view("rule", "rules"));
  view.add(standing_view(index.calendar(today)));
  view.set("line", law_timeline(index.calendar(today)));
  view.set("groups",
           law_groups(index, *pages.casework.law_uses(), selected, paged.first, paged.last, today))
      .set("any", !selected.entries.empty());
  view.set("total_words", count_words(index.entries().size()));
  view.set("caption",
           "Rules with value, citation, days in force and where used. " +
               count_words(selected.entries.size()) + ".");
  view.set("owner", pages.casework.policy().landlord().name)
      .set("printed_on", today.to_words())
      .set("as_on", selected.on.to_words())
      .set_if_any("narrowed", narrowed_words(asked.filter));
  view.set_if_any("problem", asked.wrong ? asked.wrong->what : "")
      .set("fix", asked.wrong ? asked.wrong->fix : "");
  view.set("whole", asked.whole).set("paged_href", law_address("/law", asked.filter));
  return pages.site->page(
      request, "law", PageHead{"Law book", "/law"}, std::move(view), asked.wrong ? 422 : 200);
}

Response send_book_csv(const Pages& pages, const Request& request) {
  const LawSelection selected = pages.casework.policy().law_index().select(
      read_law_filter(request).filter, pages.casework.today());
  return download(
      law_csv(selected), "text/csv; charset=utf-8", "law book " + selected.on.to_iso() + ".csv");
}

Response show_changes(const Pages& pages, const Request& request) {
  const LawIndex& index = pages.casework.policy().law_index();
  const LawCalendar calendar = index.calendar(pages.casework.today());
  View view = law_changes_view(calendar);
  view.set("line", law_timeline(calendar))
      .set("owner", pages.casework.policy().landlord().name)
      .set("printed_on", calendar.today.to_words());
  return pages.site->page(
      request, "law_changes", PageHead{"What changes in the law", "/law"}, std::move(view));
}

Response show_rule(const Pages& pages, const Request& request) {
  const LawIndex& index = pages.casework.policy().law_index();
  const LawEntry* entry = index.find(request.part("id"));
  if (entry == nullptr) {
    return pages.site->problem(
        request,
        404,
        Problem{"there is no rule “" + request.part("id") + "” in the law book",
                "Find it in the law book by its words.",
                {}});
  }
  View view = law_rule_view(index, *pages.casework.law_uses(), *entry, pages.casework.today());
  view.set("owner", pages.casework.policy().landlord().name)
      .set("printed_on", pages.casework.today().to_words());
  return pages.site->page(
      request, "law_rule", PageHead{entry->name + ", law book", "/law"}, std::move(view));
}

}  // namespace

void add_law_pages(Router& router, const Pages& pages) {
  router.get(
      "/law", any_person(), [pages](const Request& request) { return show_book(pages, request); });
  router.get("/law.csv", any_person(), [pages](const Request& request) {
    return send_book_csv(pages, request);
  });
  router.get("/law/changes", any_person(), [pages](const Request& request) {
    return show_changes(pages, request);
  });
  router.get("/law/{id}", any_person(), [pages](const Request& request) {
    return show_rule(pages, request);
  });
}

}  // namespace lintel
