#include "server/web/case_head.h"
#include "server/web/case_links.h"
#include "server/web/case_trail.h"
#include "server/web/event_form.h"
#include "server/web/pages/pages.h"
#include "server/web/reason_view.h"
#include "server/web/say.h"

namespace lintel {
namespace {

/// What the form of an event shows beside its fields.
struct FormState {
  const Fields* typed = nullptr;  ///< null: a fresh form
  Problems problems;
  std::string conflict;         ///< "Lee Marsh changed this case at 10:42: ..."
  std::vector<Reason> refused;  ///< not empty: cards instead of the form
  int code = 200;
};

std::string lead_for(const std::string& event) {
  if (event == "propose_notice") {
    return "The notice is drafted as a PDF, one for each joint tenant, and goes to a manager. You "
           "cannot approve it yourself.";
  }
  if (event == kServeNotice) {
    return "Say how each tenant was given the notice. The days are counted by the law of the day "
           "of service, and frozen.";
  }
  if (event == "offer_agreement")
    return "The instalment is over and above the rent. Preview the schedule before you save.";
  if (event == "moratorium_notified")
    return "From the first day everything that asks for the arrears stops on the server.";
  return "";
}

std::string submit_words(const EventOffer& offer) {
  return offer.event == "propose_notice" ? "Send to an approver"
         : offer.event == kServeNotice   ? "Record service"
                                         : "Save";
}

std::int64_t version_shown(const Fields& typed, std::int64_t otherwise) {
  const std::string text = typed.text("_version");
  if (text.empty() || text.size() > 12 || text.find_first_not_of("0123456789") != std::string::npos)
    return otherwise;
  return std::stoll(text);
}

Response show_form(const Pages& pages,
                   const Request& request,
                   const CasePage& page,
                   const EventOffer& offer,
                   FormState state) {
  static const Fields kNothing;
  const Fields& typed = state.typed == nullptr ? kNothing : *state.typed;
  const std::string here = case_address(page.kase.reference);
  const bool serving = offer.event == kServeNotice;
  const bool agreement = offer.event == "offer_agreement";
  if (state.refused.empty() && !(offer.allowed && offer.for_this_person))
    state.refused = offer.reasons;
  const bool refused = !state.refused.empty();

  View view = case_head_view(page, CaseTrail{here, "Case " + page.kase.reference, ""});
  view.set("heading", offer.label).set("event_label", offer.label).set("case_href", here);
  view.set_if_any("conflict", state.conflict);
  view.set("errors_any", !state.problems.empty()).set("errors", error_summary(state.problems));
  view.set_if_any("refused", refused ? refused_heading(offer.label) : "");
  const int failed = failing(state.refused);
  view.set("refused_count",
           failed == 0 ? "Not possible" : count_of(failed, "check fails", "checks fail"));
  view.add(reason_cards(state.refused, fix_links(page), page.laws));
  view.set("form", !refused)
      .set_if_any("lead", lead_for(offer.event))
      .set("action", here + "/events/" + offer.event);
  view.set("key", new_form_key())
      .set("version", std::to_string(page.kase.version))
      .set("submit", submit_words(offer));
  view.set("fields", serving ? View::List{} : event_fields_view(offer, typed, state.problems));
  view.set("tenants_any", serving);
  view.set("tenants", serving ? service_fields_view(page, typed, state.problems) : View::List{});
  view.set("previews", agreement)
      .set("schedule", agreement ? schedule_view(page, typed) : std::nullopt);
  view.set("then_words",
           refused ? "Nothing has been changed. The case stays at: " + page.state_label + "."
                   : then_words(page, offer));
  view.set_if_any("stands", refused ? "" : page.state_label);
  std::optional<View> checks;
  if (!refused && !offer.reasons.empty()) {
    checks = reason_cards(offer.reasons, {}, page.laws);
    checks->set("checks_k", "ok").set("checks_words", "All pass");
  }
  view.set("checks", std::move(checks));
  return pages.site->page(request,
                          "event_form",
                          PageHead{offer.label + ", case " + page.kase.reference, "/cases"},
                          std::move(view),
                          state.code);
}

/// An event that the case's state does not know: a refusal of its own, with nothing to press.
Response show_unknown_event(const Pages& pages,
                            const Request& request,
                            const CasePage& page,
                            const std::string& event) {
  EventOffer none;
  none.event = event;
  none.label = plain_words(event);
  none.reasons.push_back(Reason{
      .rule = page.kase.state,
      .passed = Verdict::no,
      .because = "a case at “" + page.state_label + "” has no step “" + plain_words(event) + "”",
      .law = "",
      .fact = "",
      .fix = "Go back to the case: it shows what can be done now."});
  FormState refused;
  refused.code = request.is_post() ? 409 : 404;
  return show_form(pages, request, page, none, std::move(refused));
}

Response show_event(const Pages& pages, const Request& request) {
  const auto seen = pages.casework.case_page(request.part("ref"), request.person());
  if (!seen.page) return pages.site->not_shown(request, seen.fate, seen.patch, "case");
  const EventOffer* offer = find_offer(*seen.page, request.part("event"));
  if (offer == nullptr)
    return show_unknown_event(pages, request, *seen.page, request.part("event"));
  FormState fresh;
  fresh.typed = &request.query;
  return show_form(pages, request, *seen.page, *offer, std::move(fresh));
}

Outcome send(const Pages& pages,
             const Request& request,
             const CasePage& page,
             const EventOffer& offer) {
  const std::int64_t version = version_shown(request.form, page.kase.version);
  if (offer.event != kServeNotice) {
    CaseCommand command;
    command.reference = page.kase.reference;
    command.event = offer.event;
    command.fields = event_fields(offer, request.form);
    command.actor = request.person();
    command.command_key = request.form.text("_key");
    command.expected_version = version;
    return pages.casework.handle(command);
  }
  auto tenants = read_service(page, request.form);
  if (!tenants) {
    Outcome invalid;
    invalid.fate = Fate::invalid;
    invalid.problems = std::move(tenants.error());
    return invalid;
  }
  RecordService certificate;
  certificate.reference = page.kase.reference;
  certificate.tenants = *std::move(tenants);
  certificate.actor = request.person();
  certificate.command_key = request.form.text("_key");
  certificate.expected_version = version;
  return pages.casework.record_service(certificate);
}

std::string conflict_words(const Conflict& conflict) {
  return conflict.by + " changed this case on " + london_words(conflict.at) + ": " +
         conflict.event_label;
}

Response answer_event(const Pages& pages, const Request& request) {
  const auto seen = pages.casework.case_page(request.part("ref"), request.person());
  if (!seen.page) return pages.site->not_shown(request, seen.fate, seen.patch, "case");
  const std::string event = request.part("event");
  EventOffer offer;
  offer.event = event;
  offer.label = plain_words(event);
  if (const EventOffer* known = find_offer(*seen.page, event)) offer = *known;

  const Outcome outcome = send(pages, request, *seen.page, offer);
  if (outcome.applied()) {
    return redirect(case_address(seen.page->kase.reference) +
                    "?done=" + std::to_string(outcome.version));
  }
  if (outcome.fate == Fate::unknown || outcome.fate == Fate::not_yours) {
    return pages.site->not_shown(request, outcome.fate, outcome.patch, "case");
  }
  // The case as it is now: somebody may have changed it since the form was shown.
  const auto now = pages.casework.case_page(request.part("ref"), request.person());
  const CasePage& page = now.page ? *now.page : *seen.page;
  const EventOffer* current = find_offer(page, event);
  FormState state;
  state.typed = &request.form;
  state.problems = outcome.problems;
  switch (outcome.fate) {
    case Fate::invalid:
      state.code = 422;
      break;
    case Fate::conflict:
      state.code = 409;
      state.conflict = outcome.conflict ? conflict_words(*outcome.conflict)
                                        : "This case has changed since you opened it";
      break;
    case Fate::refused:
    case Fate::applied:
    case Fate::unknown:
    case Fate::not_yours:
      state.code = 409;
      state.refused = outcome.decision.reasons;
      if (current == nullptr && state.refused.empty())
        return show_unknown_event(pages, request, page, event);
      break;
  }
  return show_form(pages, request, page, current == nullptr ? offer : *current, std::move(state));
}

}  // namespace

void add_event_pages(Router& router, const Pages& pages) {
  const Access actors = only({Role::income_officer,
                              Role::legal_officer,
                              Role::team_manager,
                              Role::head_of_income,
                              Role::revenues_coordinator});
  router.get("/cases/{ref}/events/{event}", only(kCaseRoles), [pages](const Request& request) {
    return show_event(pages, request);
  });
  router.post("/cases/{ref}/events/{event}", actors, [pages](const Request& request) {
    return answer_event(pages, request);
  });
}

}  // namespace lintel
