#include <algorithm>
#include <charconv>

#include "server/web/case_head.h"
#include "server/web/case_links.h"
#include "server/web/case_trail.h"
#include "server/web/case_view.h"
#include "server/web/csv_text.h"
#include "server/web/pages/pages.h"
#include "server/web/say.h"
#include "server/web/timeline_view.h"

namespace lintel {
namespace {

constexpr std::size_t kLinesAtOnce = 50;

/// What the case's last event says, when this page follows an act: "?done=" holds its number.
void add_toast(View& view, const CasePage& page, const Request& request) {
  const std::string done = request.query.text("done");
  view.set("done", false).set("done_words", "");
  for (const TimelineEntry& entry : page.timeline) {
    if (done.empty() || std::to_string(entry.seq) != done) continue;
    view.set("done", "Saved: " + entry.title + ".").set("done_words", capital(entry.words));
  }
}

int weeks_asked(const Request& request) {
  const std::string weeks = request.query.text("weeks");
  if (weeks == "13") return 13;
  return weeks == "26" ? 26 : 60;
}

/// The number of an event before which the timeline is asked for; 0 for none, or no number.
std::int64_t before_asked(const Request& request) {
  const std::string text = request.query.text("before");
  std::int64_t number = 0;
  const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool reads = wrong == std::errc() && end == text.data() + text.size() && number > 0;
  return reads ? number : 0;
}

Response show_case(const Pages& pages, const Request& request) {
  const auto seen =
      pages.casework.case_page(request.part("ref"), request.person(), before_asked(request));
  if (!seen.page) return pages.site->not_shown(request, seen.fate, seen.patch, "case");
  const CasePage& page = *seen.page;
  View view = case_head_view(page, trail_of(request, pages.casework));
  view.add(case_body_view(page,
                          weeks_asked(request),
                          request.query.text("show"),
                          request.query.text("entries") == "all"));
  add_toast(view, page, request);
  return pages.site->page(
      request, "case", PageHead{"Case " + page.kase.reference, "/cases"}, std::move(view));
}

View no_tab() {
  View view;
  for (const char* tab : {"account", "documents_tab", "holds_tab", "people_tab", "actions_tab"})
    view.set(tab, false);
  return view;
}

View account_lines(const AccountPage& account, std::size_t skip, const std::string& here) {
  const std::size_t all = account.lines.size();
  View::List lines;
  for (std::size_t i = skip; i < std::min(all, skip + kLinesAtOnce); ++i) {
    const AccountPage::Line& line = account.lines[all - 1 - i];
    const bool charge = line.posting.amount > Money{};
    View row = balance_words(line.balance);
    row.set("on", short_day(line.posting.on))
        .set("kind", plain_words(to_string(line.posting.kind)));
    row.set("description", line.posting.description);
    row.set("charged", charge ? line.posting.amount.to_string() : "");
    row.set("paid", charge ? "" : (-line.posting.amount).to_string());
    lines.push_back(std::move(row));
  }
  View view;
  const std::size_t last = skip + lines.size();
  view.set("account_range",
           all == 0 ? "No entries yet: the tenancy began on " + short_day(account.tenancy.start)
                    : figure(static_cast<std::int64_t>(skip) + 1) + " to " +
                          figure(static_cast<std::int64_t>(last)) + " of " +
                          count_of(static_cast<std::int64_t>(all), "entry", "entries"));
  view.set("lines", std::move(lines));
  view.set_if_any("account_older",
                  last < all ? here + "/account?skip=" + std::to_string(last) : "");
  view.set_if_any("account_newer",
                  skip == 0 ? ""
                            : here + "/account?skip=" +
                                  std::to_string(skip < kLinesAtOnce ? 0 : skip - kLinesAtOnce));
  return view;
}

std::size_t skip_asked(const Request& request) {
  const std::string text = request.query.text("skip");
  if (text.empty() || text.size() > 6 || text.find_first_not_of("0123456789") != std::string::npos)
    return 0;
  return static_cast<std::size_t>(std::stoul(text));
}

/// The tabs of a case beside the first: the head of the case, then one of the parts.
Response show_tab(const Pages& pages,
                  const Request& request,
                  const std::string& tab,
                  const std::string& title,
                  const std::function<View(const CasePage&)>& body) {
  const auto seen = pages.casework.case_page(request.part("ref"), request.person());
  if (!seen.page) return pages.site->not_shown(request, seen.fate, seen.patch, "case");
  View view = case_head_view(*seen.page, trail_of(request, pages.casework));
  view.set("tabs", case_tabs_view(*seen.page, tab));
  view.add(no_tab());
  view.add(body(*seen.page));
  return pages.site->page(request,
                          "case_tab",
                          PageHead{title + ", case " + seen.page->kase.reference, "/cases"},
                          std::move(view));
}

Response show_account(const Pages& pages, const Request& request) {
  const auto account = pages.casework.account_page(request.part("ref"), request.person());
  if (!account.page)
    return pages.site->not_shown(request, account.fate, account.patch, "rent account");
  return show_tab(pages, request, "account", "Rent account", [&](const CasePage& page) {
    const std::string here = case_address(page.kase.reference);
    View view = account_lines(*account.page, skip_asked(request), here);
    view.set("account", true).set("csv_href", here + "/account.csv");
    view.set("account_words",
             "As at " + short_day(page.account.as_of) + ", payment reference " +
                 page.account.payment_reference);
    view.set_if_any(
        "untied",
        page.account.ties
            ? ""
            : "The entries held do not add up to the balance that the landlord’s file states. "
              "Checks that lean on the balance fail until they do.");
    return view;
  });
}

Response send_account_csv(const Pages& pages, const Request& request) {
  const auto account = pages.casework.account_page(request.part("ref"), request.person());
  if (!account.page)
    return pages.site->not_shown(request, account.fate, account.patch, "rent account");
  CsvText csv({"Date", "Entry", "Description", "Amount", "Balance"});
  for (const AccountPage::Line& line : account.page->lines) {
    csv.add({line.posting.on.to_iso(),
             std::string(to_string(line.posting.kind)),
             line.posting.description,
             line.posting.amount.to_plain(),
             line.balance.to_plain()});
  }
  return download(
      csv.text(), "text/csv; charset=utf-8", "rent account " + request.part("ref") + ".csv");
}

View documents_tab(const CasePage& page) {
  View::List documents;
  for (const DocumentView& document : page.documents) {
    View view = document_view(document);
    view.set("t", document.document.title);
    documents.push_back(std::move(view));
  }
  return View{}
      .set("documents_tab", true)
      .set("documents_any", !documents.empty())
      .set("documents", std::move(documents));
}

View holds_tab(const CasePage& page) {
  const View head = case_head_view(page, {});
  View::List holds = std::get<View::List>(*head.find("hold_banners"));
  View::List offers;
  for (const EventOffer& offer : page.events) {
    const bool about_holds = offer.event.find("moratorium") != std::string::npos ||
                             offer.event.find("hold") != std::string::npos ||
                             offer.event.find("dispute") != std::string::npos ||
                             offer.event.find("vulnerab") != std::string::npos ||
                             offer.event.find("benefit") != std::string::npos;
    if (!about_holds || !offer.allowed || !offer.for_this_person) continue;
    offers.push_back(
        View{}
            .set("t", offer.label)
            .set("href", case_address(page.kase.reference) + "/events/" + offer.event));
  }
  View view;
  view.set("holds_tab", true).set("holds_any", !holds.empty()).set("holds", std::move(holds));
  view.set("hold_offers_any", !offers.empty()).set("hold_offers", std::move(offers));
  return view;
}

View people_tab(const CasePage& page) {
  View::List contacts;
  for (const CasePage::ContactView& seen : page.contacts) {
    const Contact& contact = seen.contact;
    contacts.push_back(View{}
                           .set("on", short_day(contact.on))
                           .set("method", plain_words(contact.method) + ", " + seen.by)
                           .set("reached", contact.reached ? "Reached" : "No answer")
                           .set("note", contact.note));
  }
  return View{}
      .set("people_tab", true)
      .set("contacts_any", !contacts.empty())
      .set("contacts", std::move(contacts));
}

View actions_tab(const CasePage& page) {
  View::List acts;
  for (const EventOffer& offer : page.events) {
    const bool open = offer.allowed && offer.for_this_person;
    std::string words = open ? then_words(page, offer) : "";
    for (const Reason& reason : offer.reasons) {
      if (open || reason.passed == Verdict::yes) continue;
      words = capital(reason.because) + (reason.law.empty() ? "" : " (" + reason.law + ")");
      break;
    }
    View act;
    act.set("t", offer.label)
        .set("href", case_address(page.kase.reference) + "/events/" + offer.event)
        .set("open", open);
    act.set("words", words).set("k", offer.for_this_person ? "bad" : "w");
    act.set("not_words", offer.for_this_person ? "Not now" : "Someone else’s to do");
    acts.push_back(std::move(act));
  }
  return View{}.set("actions_tab", true).set("acts", std::move(acts));
}

}  // namespace

void add_case_pages(Router& router, const Pages& pages) {
  const Access case_workers = only(kCaseRoles);
  const auto add_tab = [&](const char* tab, const char* title, View (*body)(const CasePage&)) {
    router.get(std::string("/cases/{ref}/") + tab, case_workers, [=](const Request& request) {
      return show_tab(pages, request, tab, title, body);
    });
  };
  router.get("/cases/{ref}", case_workers, [pages](const Request& request) {
    return show_case(pages, request);
  });
  router.get("/cases/{ref}/account", case_workers, [pages](const Request& request) {
    return show_account(pages, request);
  });
  router.get("/cases/{ref}/account.csv", case_workers, [pages](const Request& request) {
    return send_account_csv(pages, request);
  });
  add_tab("documents", "Documents", documents_tab);
  add_tab("holds", "Holds", holds_tab);
  add_tab("people", "People", people_tab);
  add_tab("actions", "Actions", actions_tab);
}

}  // namespace lintel
