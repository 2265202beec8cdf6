#include <charconv>

#include "server/auth/access.h"
#include "server/casework/policy_simulations.h"
#include "server/casework/workflows.h"
#include "server/web/pages/pages.h"
#include "server/web/policy_view.h"
#include "server/web/say.h"
#include "server/web/simulation_view.h"

namespace lintel {
namespace {

constexpr std::string_view kNav = "/policies";
constexpr int kPeopleAtOnce = 50;
constexpr int kCsvPeople = 200'000;
constexpr int kLinesShown = 100;
constexpr std::int64_t kWeeksOffered = (kDaysForSubmission + 6) / 7;

DefinitionKey key_of(const Request& request) {
  return {request.part("workflow"), request.part("version")};
}

/// `otherwise` for anything but a number.
std::int64_t number_of(const std::string& text, std::int64_t otherwise) {
  std::int64_t number = otherwise;
  const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), number);
  return wrong == std::errc{} && end == text.data() + text.size() ? number : otherwise;
}

Response not_there(const Pages& pages, const Request& request) {
  return pages.site->problem(request,
                             404,
                             Problem{"there is no such simulation of “" + request.part("workflow") +
                                         "” " + request.part("version"),
                                     "Find it on the page of its version.",
                                     {}});
}

/// What was typed, for the form to keep.
struct Typed {
  std::string on;
  std::string weeks;
  bool nothing_is_paid = false;
  std::string settings;
};

/// The form with the simulations made so far; `started` when something was asked and not done.
Response show_simulations(const Pages& pages,
                          const Request& request,
                          const Typed& typed,
                          const SimulationStarted& started = {}) {
  const DefinitionKey key = key_of(request);
  const auto version = pages.casework.studio().version(key, request.person());
  if (!version) return not_there(pages, request);
  const Date today = pages.casework.today();
  const Definition* live = pages.casework.workflows().live(key.workflow, today);
  View view = simulation_lines_view(key, pages.casework.simulations().of_version(key, kLinesShown));
  view.set("title", version->definition ? version->definition->title : key.workflow)
      .set("version", key.version)
      .set("href", policy_address(key))
      .set("against", live == nullptr ? "" : live->key.version)
      .set("is_live", live != nullptr && live->key == key);
  view.set("may_run", writes_policies(request.person()) && live != nullptr)
      .set("on", typed.on)
      .set("weeks", typed.weeks)
      .set("nothing_is_paid", typed.nothing_is_paid)
      .set("settings", typed.settings)
      .set("today_iso", today.to_iso())
      .set("weeks_needed", std::to_string(kWeeksOffered))
      .set("most_weeks", std::to_string(kMostWeeks));
  View::List errors;
  for (const Problem& each : started.problems) {
    errors.push_back(View{}
                         .set("what", capital(each.what))
                         .set_if_any("fix", each.fix)
                         .set("field", each.place.field));
    view.set("wrong_" + each.place.field, capital(each.what));
  }
  for (const char* field : {"on", "weeks", "settings"})
    if (view.find("wrong_" + std::string(field)) == nullptr)
      view.set("wrong_" + std::string(field), false);
  view.set("errors_any", !errors.empty()).set("errors", std::move(errors));
  std::optional<View> refused;
  if (started.fate == Fate::refused) refused = gate_view({.lines = started.reasons});
  view.set("refused", std::move(refused));
  const int code = started.fate == Fate::invalid ? 422 : started.fate == Fate::refused ? 409 : 200;
  return pages.site->page(request,
                          "simulations",
                          PageHead{"Simulations of " + key.workflow + " " + key.version, kNav},
                          std::move(view),
                          code);
}

Response start(const Pages& pages, const Request& request) {
  const Typed typed{.on = request.form.text("on"),
                    .weeks = request.form.text("weeks"),
                    .nothing_is_paid = request.form.text("paid") == "nothing",
                    .settings = request.form.text("settings")};
  SimulationAsked asked{.key = key_of(request),
                        .weeks = number_of(typed.weeks, -1),
                        .nothing_is_paid = typed.nothing_is_paid,
                        .settings = typed.settings};
  const Result<Date> on = Date::parse(typed.on);
  if (!on) {
    Problem wrong = on.error();
    wrong.place.field = "on";
    return show_simulations(
        pages, request, typed, {.fate = Fate::invalid, .problems = {std::move(wrong)}});
  }
  asked.on = *on;
  const SimulationStarted started = pages.casework.simulations().start(asked, request.person());
  switch (started.fate) {
    case Fate::applied:
      return redirect(simulations_address(asked.key) + "/" + to_string(started.id));
    case Fate::unknown:
      return not_there(pages, request);
    case Fate::invalid:
    case Fate::refused:
    case Fate::conflict:
    case Fate::not_yours:
      break;
  }
  return show_simulations(pages, request, typed, started);
}

/// The id in the address, when it is one of the version in the address.
std::optional<SimulationLine> line_of(const Pages& pages, const Request& request) {
  const Result<SimulationId> id = SimulationId::parse(request.part("id"));
  if (!id) return std::nullopt;
  auto line = pages.casework.simulations().find(*id);
  const DefinitionKey key = key_of(request);
  if (!line || line->simulation.workflow != key.workflow || line->simulation.version != key.version)
    return std::nullopt;
  return line;
}

Response show_simulation(const Pages& pages, const Request& request) {
  const auto line = line_of(pages, request);
  if (!line) return not_there(pages, request);
  const SimulationFilter filter = read_simulation_filter(request);
  const auto page = pages.casework.simulations().page(
      line->simulation.id, filter, number_of(request.query.text("after"), 0), kPeopleAtOnce);
  if (!page) return not_there(pages, request);
  View view = simulation_view(*page, filter, request.person());
  const bool runs = page->line.simulation.state == SimulationState::running && !page->line.cut_off;
  return pages.site->page(
      request,
      "simulation",
      PageHead{"Simulation of " + line->simulation.workflow + " " + line->simulation.version,
               kNav,
               runs},
      std::move(view));
}

Response show_progress(const Pages& pages, const Request& request) {
  const auto line = line_of(pages, request);
  if (!line) return not_there(pages, request);
  return pages.site->part("simulation_progress", simulation_progress_view(*line));
}

Response stop(const Pages& pages, const Request& request) {
  const auto line = line_of(pages, request);
  if (!line) return not_there(pages, request);
  pages.casework.simulations().stop(line->simulation.id, request.person());
  return redirect(simulation_address(line->simulation));
}

Response send_csv(const Pages& pages, const Request& request) {
  const auto line = line_of(pages, request);
  if (!line) return not_there(pages, request);
  const auto page = pages.casework.simulations().page(
      line->simulation.id, read_simulation_filter(request), 0, kCsvPeople);
  if (!page) return not_there(pages, request);
  return download(
      simulation_csv(*page),
      "text/csv; charset=utf-8",
      "simulation " + line->simulation.version + " " + line->simulation.on.to_iso() + ".csv");
}

}  // namespace

void add_simulation_pages(Router& router, const Pages& pages) {
  const Access readers = only(PolicyStudio::readers());
  const Access writers = only(PolicyStudio::writers());
  const std::string all = "/policies/{workflow}/v/{version}/simulations";
  const std::string one = all + "/{id}";
  router.get(all, readers, [pages](const Request& request) {
    return show_simulations(pages,
                            request,
                            {.on = pages.casework.today().to_iso(),
                             .weeks = std::to_string(kWeeksOffered),
                             .settings = ""});
  });
  router.post(all, writers, [pages](const Request& request) { return start(pages, request); });
  router.get(
      one, readers, [pages](const Request& request) { return show_simulation(pages, request); });
  router.get(one + "/progress", readers, [pages](const Request& request) {
    return show_progress(pages, request);
  });
  router.get(one + "/people.csv", readers, [pages](const Request& request) {
    return send_csv(pages, request);
  });
  router.post(
      one + "/stop", writers, [pages](const Request& request) { return stop(pages, request); });
}

}  // namespace lintel
