#include <charconv>

#include "server/auth/access.h"
#include "server/web/csv_text.h"
#include "server/web/hold_view.h"
#include "server/web/pages/pages.h"
#include "server/web/say.h"

namespace lintel {
namespace {

constexpr std::string_view kNav = "/holds";
constexpr int kHoldsAtOnce = 100;
constexpr int kLinesAtOnce = 50;
constexpr int kCsvRows = 200'000;
constexpr std::size_t kListLimit = std::size_t{1} << 20;  ///< of a form with pasted references

bool writes(const Person& person) {
  for (const Role role : MassHolds::writers())
    if (person.has(role)) return true;
  return false;
}

Response show_holds(const Pages& pages, const Request& request) {
  View::List rows;
  for (const MassHoldSummary& each : pages.casework.mass_holds().latest(kHoldsAtOnce))
    rows.push_back(mass_hold_row(each));
  View view;
  view.set("any", !rows.empty())
      .set("rows", std::move(rows))
      .set("may_put", writes(request.person()));
  return pages.site->page(request, "holds", PageHead{"Holds on many cases", kNav}, std::move(view));
}

/// The form, with what was typed, and what it would do or what is wrong with it.
Response show_form(const Pages& pages,
                   const Request& request,
                   const PutHold& typed,
                   std::optional<View> preview,
                   const std::optional<Problem>& wrong) {
  MassHolds& holds = pages.casework.mass_holds();
  PutHold shown = typed;
  if (shown.id.is_nil()) shown.id = holds.new_id();
  View view = put_form_view(shown, holds.choices(request.person()));
  std::optional<View> error;
  if (wrong)
    error = View{}
                .set("what", capital(wrong->what))
                .set_if_any("fix", wrong->fix)
                .set("field", wrong->place.field.empty() ? "main" : wrong->place.field);
  view.set("error", std::move(error)).set("preview", std::move(preview));
  return pages.site->page(request,
                          "hold_new",
                          PageHead{"Put a hold on many cases", kNav},
                          std::move(view),
                          wrong ? 422 : 200);
}

Response preview(const Pages& pages, const Request& request) {
  const PutHold asked = read_put_hold(request);
  const Result<MassHoldSummary> would =
      pages.casework.mass_holds().preview(asked, request.person());
  if (!would) return show_form(pages, request, asked, std::nullopt, would.error());
  View view = hold_counts_view(*would);
  view.set("changed", figure(would->hold.changed))
      .set("may_put", would->hold.changed > 0)
      .set("picked", asked.pick.in_words());
  return show_form(pages, request, asked, std::move(view), std::nullopt);
}

Response put(const Pages& pages, const Request& request) {
  const PutHold asked = read_put_hold(request);
  const Result<MassHoldId> started = pages.casework.mass_holds().start_put(asked, request.person());
  if (!started) return show_form(pages, request, asked, std::nullopt, started.error());
  return redirect(mass_hold_address(*started));
}

std::optional<MassHoldOutcome> outcome_of(const Request& request) {
  const Result<MassHoldOutcome> outcome = parse_mass_hold_outcome(request.query.text("outcome"));
  return outcome ? std::optional(*outcome) : std::nullopt;
}

std::int64_t after_of(const Request& request) {
  const std::string text = request.query.text("after");
  std::int64_t after = 0;
  std::from_chars(text.data(), text.data() + text.size(), after);
  return after;
}

std::optional<MassHoldLedger> ledger_of(const Pages& pages, const Request& request, int limit) {
  const Result<MassHoldId> id = MassHoldId::parse(request.part("id"));
  if (!id) return std::nullopt;
  return pages.casework.mass_holds().ledger(
      *id, request.person(), outcome_of(request), after_of(request), limit);
}

Response show_hold(const Pages& pages,
                   const Request& request,
                   const std::optional<Problem>& wrong = std::nullopt) {
  const auto ledger = ledger_of(pages, request, kLinesAtOnce);
  if (!ledger) return pages.site->not_shown(request, Fate::unknown, "", "hold");
  const MassHoldSummary& summary = ledger->summary;
  View view = hold_ledger_view(*ledger, outcome_of(request), kLinesAtOnce);
  const bool may = writes(request.person());
  view.set("may_lift",
           may && summary.hold.act == MassHoldAct::put && summary.hold.ended && !summary.lift &&
               summary.hold.changed > 0);
  view.set("may_go_on", may && !summary.hold.ended && !summary.running);
  view.set_if_any("problem", wrong ? capital(wrong->what) : "");
  view.set_if_any("problem_fix", wrong ? wrong->fix : "");
  return pages.site->page(request,
                          "hold",
                          PageHead{"Hold on many cases", kNav, summary.running},
                          std::move(view),
                          wrong ? 422 : 200);
}

Response show_progress(const Pages& pages, const Request& request) {
  const Result<MassHoldId> id = MassHoldId::parse(request.part("id"));
  const auto summary = id ? pages.casework.mass_holds().summary(*id) : std::nullopt;
  if (!summary) return pages.site->not_shown(request, Fate::unknown, "", "hold");
  return pages.site->part("run_progress", hold_progress_view(*summary));
}

Response lift(const Pages& pages, const Request& request) {
  const Result<MassHoldId> id = MassHoldId::parse(request.part("id"));
  if (!id || !pages.casework.mass_holds().summary(*id))
    return pages.site->not_shown(request, Fate::unknown, "", "hold");
  const Result<MassHoldId> started =
      pages.casework.mass_holds().start_lift(*id, request.form.text("reason"), request.person());
  if (!started) return show_hold(pages, request, started.error());
  return redirect(mass_hold_address(*started));
}

Response go_on(const Pages& pages, const Request& request) {
  const Result<MassHoldId> id = MassHoldId::parse(request.part("id"));
  if (!id || !pages.casework.mass_holds().summary(*id))
    return pages.site->not_shown(request, Fate::unknown, "", "hold");
  const Result<MassHoldId> started =
      pages.casework.mass_holds().start_going_on(*id, request.person());
  if (!started) return show_hold(pages, request, started.error());
  return redirect(mass_hold_address(*started));
}

Response send_csv(const Pages& pages, const Request& request) {
  const auto ledger = ledger_of(pages, request, kCsvRows);
  if (!ledger) return pages.site->not_shown(request, Fate::unknown, "", "hold");
  CsvText csv({"Reference", "Patch", "Outcome", "Because", "Event", "Timers"});
  for (const MassHoldLine& line : ledger->lines)
    csv.add({line.reference,
             line.patch,
             outcome_words(ledger->summary.hold.act, line.outcome),
             line.because,
             line.seq == 0 ? "" : std::to_string(line.seq),
             line.timers});
  return download(
      csv.text(), "text/csv; charset=utf-8", "hold " + ledger->summary.hold.on.to_iso() + ".csv");
}

}  // namespace

void add_hold_pages(Router& router, const Pages& pages) {
  const Access readers = only(MassHolds::readers());
  const Access writers = only(MassHolds::writers());
  router.get(
      "/holds", readers, [pages](const Request& request) { return show_holds(pages, request); });
  router.get("/holds/new", writers, [pages](const Request& request) {
    return show_form(pages, request, {}, std::nullopt, std::nullopt);
  });
  router.post(
      "/holds/preview",
      writers,
      [pages](const Request& request) { return preview(pages, request); },
      kListLimit);
  router.post(
      "/holds",
      writers,
      [pages](const Request& request) { return put(pages, request); },
      kListLimit);
  router.get("/holds/{id}", readers, [pages](const Request& request) {
    return show_hold(pages, request);
  });
  router.get("/holds/{id}/progress", readers, [pages](const Request& request) {
    return show_progress(pages, request);
  });
  router.get("/holds/{id}/ledger.csv", readers, [pages](const Request& request) {
    return send_csv(pages, request);
  });
  router.post("/holds/{id}/lift", writers, [pages](const Request& request) {
    return lift(pages, request);
  });
  router.post("/holds/{id}/go-on", writers, [pages](const Request& request) {
    return go_on(pages, request);
  });
}

}  // namespace lintel
