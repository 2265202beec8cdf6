#include <algorithm>
#include <array>

#include "server/web/case_head.h"
#include "server/web/case_links.h"
#include "server/web/case_trail.h"
#include "server/web/case_way_view.h"
#include "server/web/pages/pages.h"

namespace lintel {
namespace {

constexpr std::array kWeeks = {4, 13, 26, 56};

/// What the form asked; anything else is taken as the form first shows it.
WhatIfAsked asked_of(const Request& request) {
  WhatIfAsked asked;
  asked.event = request.query.text("event");
  if (const Result<Date> on = Date::parse(request.query.text("on"))) asked.on = *on;
  for (const int weeks : kWeeks)
    if (request.query.text("weeks") == std::to_string(weeks)) asked.weeks = weeks;
  asked.officers_act = request.query.text("people") != "wait";
  return asked;
}

Response show_in_case(const Pages& pages,
                      const Request& request,
                      const std::string& tab,
                      const std::string& page_template,
                      const std::string& title,
                      View body) {
  const auto seen = pages.casework.case_page(request.part("ref"), request.person());
  if (!seen.page) return pages.site->not_shown(request, seen.fate, seen.patch, "case");
  View view = case_head_view(*seen.page, trail_of(request, pages.casework));
  view.set("tabs", case_tabs_view(*seen.page, tab));
  view.add(std::move(body));
  return pages.site->page(request,
                          page_template,
                          PageHead{title + ", case " + seen.page->kase.reference, "/cases"},
                          std::move(view));
}

Response show_path(const Pages& pages, const Request& request) {
  const auto way = pages.casework.case_way(request.part("ref"), request.person());
  if (!way.page) return pages.site->not_shown(request, way.fate, way.patch, "case");
  return show_in_case(pages, request, "path", "case_path", "Path", case_way_view(*way.page));
}

Response show_what_if(const Pages& pages, const Request& request) {
  WhatIfAsked asked = asked_of(request);
  const auto known = pages.casework.case_ahead(request.part("ref"), request.person(), {});
  if (!known.page) return pages.site->not_shown(request, known.fate, known.patch, "case");
  const auto& events = known.page->events;
  const bool is_event = std::any_of(
      events.begin(), events.end(), [&](const auto& each) { return each.first == asked.event; });
  if (!is_event) asked.event.clear();
  if (asked.on && (*asked.on < known.page->today)) asked.on.reset();
  const auto ahead = pages.casework.case_ahead(request.part("ref"), request.person(), asked);
  if (!ahead.page) return pages.site->not_shown(request, ahead.fate, ahead.patch, "case");
  return show_in_case(pages,
                      request,
                      "what-if",
                      "case_what_if",
                      "What if",
                      case_ahead_view(*ahead.page, asked, case_address(request.part("ref"))));
}

}  // namespace

void add_case_way_pages(Router& router, const Pages& pages) {
  const Access case_workers = only(kCaseRoles);
  router.get("/cases/{ref}/path", case_workers, [pages](const Request& request) {
    return show_path(pages, request);
  });
  router.get("/cases/{ref}/what-if", case_workers, [pages](const Request& request) {
    return show_what_if(pages, request);
  });
}

}  // namespace lintel
