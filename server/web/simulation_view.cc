#include "server/web/simulation_view.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <map>

#include "server/casework/policy_gate.h"
#include "server/web/case_links.h"
#include "server/web/csv_text.h"
#include "server/web/policy_view.h"
#include "server/web/say.h"
#include "server/web/site.h"

namespace lintel {
namespace {

constexpr std::array kShifts = {Shift::sooner, Shift::later, Shift::no_longer, Shift::added};
constexpr int kDaysInAWeek = 7;
/// Changes of one person that stand open; the rest is folded away.
constexpr std::size_t kOpenChanges = 4;

/// A kind of change as the table heads it, in this order; those of no group are said elsewhere.
struct Group {
  std::string_view kind;
  std::string_view heading;
  std::string_view word;  ///< before the thing itself: "Task: Assess the case"
};
constexpr std::array<Group, 6> kGroups = {{
    {"letter", "Letters and notices", ""},
    {"move", "Cases that reach", "Reaches "},
    {"task", "Tasks that open", "Task: "},
    {"timer", "Days that are set", "Day set: "},
    {"allowed", "May be done on the first day", "May be done: "},
    {"held", "Stopped by a hold on the first day", "Stopped by a hold: "},
}};

std::string words_of_kind(std::string_view kind) {
  for (const Group& group : kGroups)
    if (group.kind == kind) return std::string(group.word);
  return kind == "against_law" ? "Against the law: " : kind == "unmapped" ? "No state for " : "";
}

std::string signed_figure(std::int64_t number) {
  if (number == 0) return "0";
  return (number > 0 ? "+" : "−") + figure(number > 0 ? number : -number);
}

std::string filtered(const std::string& path, const SimulationFilter& filter, std::int64_t after) {
  return path + query_string({{"kind", filter.kind},
                              {"what", filter.what},
                              {"shift", filter.shift ? std::string(to_string(*filter.shift)) : ""},
                              {"patch", filter.patch},
                              {"state",
                               !filter.state           ? ""
                               : filter.state->empty() ? "none"
                                                       : *filter.state},
                              {"after", after > 0 ? std::to_string(after) : ""}});
}

std::string took_words(const PolicySimulation& made) {
  if (!made.ended || *made.ended <= made.began) return "";
  const auto tenths =
      std::chrono::duration_cast<std::chrono::milliseconds>(*made.ended - made.began).count() / 100;
  return "took " + std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " s";
}

std::string horizon_words(const PolicySimulation& made) {
  return made.days == 0 ? "that day alone"
                        : "for " + count_of(made.days / kDaysInAWeek, "week", "weeks");
}

std::string supposed_words(const PolicySimulation& made) {
  std::string words = made.nothing_is_paid ? "nothing is paid" : "rent is paid as it falls due";
  if (!made.settings.empty()) words += ", with " + made.settings;
  return words;
}

struct Standing {
  std::string words;
  std::string style;
};
Standing standing_of(const SimulationLine& line) {
  if (line.cut_off) return {"Cut off", "bad"};
  switch (line.simulation.state) {
    case SimulationState::running:
      return {"Running", "now"};
    case SimulationState::finished:
      return {"Done", "ok"};
    case SimulationState::stopped:
      return {"Stopped", "warn"};
    case SimulationState::failed:
      return {"Failed", "bad"};
  }
  return {};
}

std::string found_words(const PolicySimulation& made) {
  if (made.state != SimulationState::finished) return "";
  return made.affected == 0 ? "Nobody is affected"
                            : count_of(made.affected, "person", "people") + " affected";
}

View count_row(const SimulationCount& count, const std::string& here, const SimulationFilter& now) {
  View row;
  row.set("t", capital(count.label))
      .set("live", figure(count.live))
      .set("draft", figure(count.draft))
      .set("change", signed_figure(count.draft - count.live))
      .set("same", count.draft == count.live);
  View::List shifts;
  for (const Shift shift : kShifts) {
    SimulationFilter filter = now;
    filter.kind = count.kind;
    filter.what = count.what;
    filter.shift = shift;
    shifts.push_back(View{}
                         .set("l", shift_label(shift))
                         .set("any", count.of(shift) > 0)
                         .set("n", figure(count.of(shift)))
                         .set("href", filtered(here, filter, 0) + "#people"));
  }
  return row.set("shifts", std::move(shifts));
}

View::List count_groups(const SimulationPage& page, const std::string& here) {
  View::List groups;
  for (const Group& group : kGroups) {
    View::List rows;
    for (const SimulationCount& count : page.counts)
      if (count.kind == group.kind) rows.push_back(count_row(count, here, {}));
    if (rows.empty()) continue;
    groups.push_back(View{}.set("heading", group.heading).set("rows", std::move(rows)));
  }
  return groups;
}

View::List state_rows(const SimulationPage& page) {
  View::List rows;
  for (const SimulatedState& each : page.states) {
    if (each.now + each.live + each.draft == 0) continue;
    rows.push_back(View{}
                       .set("t", each.label)
                       .set("now", figure(each.now))
                       .set("live", figure(each.live))
                       .set("draft", figure(each.draft))
                       .set("change", signed_figure(each.draft - each.live))
                       .set("same", each.draft == each.live));
  }
  return rows;
}

std::map<std::pair<std::string, std::string>, std::string> labels_of(const SimulationPage& page) {
  std::map<std::pair<std::string, std::string>, std::string> labels;
  for (const SimulationCount& count : page.counts) labels[{count.kind, count.what}] = count.label;
  return labels;
}

std::string label_in(const SimulationPage& page, const SimulationChange& change) {
  for (const SimulationCount& count : page.counts)
    if (count.kind == change.kind && count.what == change.what)
      return capital(words_of_kind(change.kind) + count.label);
  return capital(words_of_kind(change.kind) + change.what);
}

std::string day_or_never(const std::optional<Date>& day) {
  return day ? short_day(*day) : "not";
}

View change_view(const SimulationPage& page, const SimulationChange& change) {
  const std::optional<Shift> shift = shift_of(change.live, change.draft);
  View view;
  view.set("t", label_in(page, change))
      .set("dated", shift.has_value())
      .set("live", day_or_never(change.live))
      .set("draft", day_or_never(change.draft))
      .set_if_any("because", capital(change.because));
  if (shift) view.set("k", to_string(*shift)).set("shift", shift_label(*shift));
  return view;
}

std::string state_label(const SimulationPage& page, const std::string& state) {
  for (const auto& [name, label] : page.stands)
    if (name == state) return label;
  return state;
}

View person_view(const SimulationPage& page, const SimulationRow& row) {
  View::List open;
  View::List more;
  for (const SimulationChange& change : row.person.changes)
    (open.size() < kOpenChanges ? open : more).push_back(change_view(page, change));
  View view;
  view.set("href", case_address(row.person.reference))
      .set("name", row.names.empty() ? "No longer a tenancy" : row.names)
      .set("ref", row.person.reference)
      .set("patch", row.patch)
      .set("state", state_label(page, row.person.state))
      .set("changes", std::move(open));
  view.set("more_any", !more.empty())
      .set("more_words",
           count_of(static_cast<std::int64_t>(more.size()), "more change", "more changes"))
      .set("more", std::move(more));
  return view;
}

View option(std::string value, std::string text, bool on) {
  return View{}.set("v", std::move(value)).set("t", std::move(text)).set("on", on);
}

/// The filters as a form has them, with what they may be.
View filter_view(const SimulationPage& page, const SimulationFilter& filter) {
  View::List kinds;
  for (const Group& group : kGroups) {
    View::List things;
    for (const SimulationCount& count : page.counts) {
      if (count.kind != group.kind ||
          count.sooner + count.later + count.no_longer + count.added == 0)
        continue;
      things.push_back(option(count.kind + ":" + count.what,
                              capital(count.label),
                              count.kind == filter.kind && count.what == filter.what));
    }
    if (!things.empty())
      kinds.push_back(View{}.set("heading", group.heading).set("things", std::move(things)));
  }
  View::List others;
  for (const auto& [kind, words] :
       {std::pair<std::string, std::string>{"unmapped", "No state in the draft"},
        {"against_law", "Against the law"}}) {
    if (std::ranges::any_of(page.counts, [&](const SimulationCount& c) { return c.kind == kind; }))
      others.push_back(option(kind + ":", words, filter.kind == kind));
  }
  View::List shifts;
  for (const Shift shift : kShifts)
    shifts.push_back(option(
        std::string(to_string(shift)), std::string(shift_label(shift)), filter.shift == shift));
  View::List patches;
  for (const std::string& patch : page.patches)
    if (filter.patches.empty() || filter.patches.contains(patch))
      patches.push_back(option(patch, patch, patch == filter.patch));
  View::List states;
  for (const auto& [name, label] : page.stands)
    states.push_back(option(name.empty() ? "none" : name, label, filter.state == name));
  return View{}
      .set("kinds", std::move(kinds))
      .set("others", std::move(others))
      .set("shifts", std::move(shifts))
      .set("patches", std::move(patches))
      .set("stands", std::move(states));
}

}  // namespace

std::string simulations_address(const DefinitionKey& key) {
  return policy_address(key) + "/simulations";
}
std::string simulation_address(const PolicySimulation& made) {
  return simulations_address({made.workflow, made.version}) + "/" + to_string(made.id);
}

View simulation_lines_view(const DefinitionKey& key, const std::vector<SimulationLine>& lines) {
  View::List rows;
  for (const SimulationLine& line : lines) {
    const PolicySimulation& made = line.simulation;
    const Standing standing = standing_of(line);
    rows.push_back(View{}
                       .set("href", simulation_address(made))
                       .set("when", london_words(made.began))
                       .set("by", line.asked_by)
                       .set("supposed",
                            "From " + short_day(made.on) + " " + horizon_words(made) + ", " +
                                supposed_words(made))
                       .set("standing", standing.words)
                       .set("k", standing.style)
                       .set_if_any("found", found_words(made))
                       .set_if_any("blocked",
                                   made.against_law_draft == 0
                                       ? ""
                                       : "Blocked by law: " + figure(made.against_law_draft))
                       .set("earlier_text", !line.of_present_text));
  }
  return View{}
      .set("simulations_any", !rows.empty())
      .set("simulations", std::move(rows))
      .set("simulations_href", simulations_address(key));
}

View simulation_progress_view(const SimulationLine& line) {
  const PolicySimulation& made = line.simulation;
  const Standing standing = standing_of(line);
  const bool runs = made.state == SimulationState::running && !line.cut_off;
  const std::int64_t of = std::max<std::int64_t>(made.of, 1);
  View view;
  view.set("live", runs)
      .set("here", simulation_address(made))
      .set("progress_title", runs ? "Walking through every case" : "The simulation has ended")
      .set("progress_state", standing.words)
      .set("progress_k", standing.style)
      .set("of", std::to_string(of))
      .set("done", std::to_string(std::min(made.done, of)))
      .set("progress_words",
           made.of == 0 ? "Beginning."
                        : figure(made.done) + " of " + count_of(made.of, "account", "accounts") +
                              (runs ? ". You may leave this page: it goes on." : "."));
  view.set("whole", made.state == SimulationState::finished);
  view.set_if_any("ended_because",
                  line.cut_off ? "The server was ended in the midst of it."
                  : runs       ? ""
                               : capital(made.because));
  return view;
}

SimulationFilter read_simulation_filter(const Request& request) {
  SimulationFilter filter{.kind = request.query.text("kind"),
                          .what = request.query.text("what"),
                          .patch = request.query.text("patch"),
                          .patches = request.person().patches};
  // The form's one list says both: "letter:letter_2".
  const std::string chosen = request.query.text("change");
  if (const std::size_t colon = chosen.find(':'); colon != std::string::npos) {
    filter.kind = chosen.substr(0, colon);
    filter.what = chosen.substr(colon + 1);
  }
  if (const auto shift = parse_shift(request.query.text("shift"))) filter.shift = *shift;
  const std::string state = request.query.text("state");
  if (!state.empty()) filter.state = state == "none" ? "" : state;
  return filter;
}

View simulation_view(const SimulationPage& page,
                     const SimulationFilter& filter,
                     const Person& who) {
  const SimulationLine& line = page.line;
  const PolicySimulation& made = line.simulation;
  const std::string here = simulation_address(made);
  const DefinitionKey key{made.workflow, made.version};
  View view = simulation_progress_view(line);
  view.set("title", page.title)
      .set("version", made.version)
      .set("against", made.against)
      .set("beside",
           made.settings.empty() ? made.version + " beside " + made.against
                                 : made.version + " with " + made.settings)
      .set("draft_head", made.version == made.against ? "Supposed" : "Draft " + made.version)
      .set("policy_href", policy_address(key))
      .set("simulations_href", simulations_address(key))
      .set("may_run", writes_policies(who));
  std::string asked = "Asked by " + line.asked_by + " on " + london_words(made.began);
  if (!took_words(made).empty()) asked += ", " + took_words(made);
  view.set("asked_words", asked)
      .set("supposed_words",
           "From " + made.on.to_words() + " " + horizon_words(made) + ": " + supposed_words(made));
  view.set("earlier_text", !line.of_present_text);
  view.set("on_iso", made.on.to_iso())
      .set("weeks", std::to_string(made.days / kDaysInAWeek))
      .set("nothing_is_paid", made.nothing_is_paid)
      .set("settings", made.settings);
  view.set("submittable", made.counts_for_submission() && line.of_present_text);

  view.set("cases_words",
           count_of(made.cases, "open case", "open cases") + " and " +
               count_of(made.accounts, "account", "accounts") + " without one");
  view.set("blocked", made.against_law_draft > 0)
      .set("blocked_words", count_of(made.against_law_draft, "step", "steps"))
      .set("law_live", figure(made.against_law_live))
      .set("law_draft", figure(made.against_law_draft))
      .set("law_change", signed_figure(made.against_law_draft - made.against_law_live));
  SimulationFilter of_law;
  of_law.kind = "against_law";
  view.set("blocked_href", filtered(here, of_law, 0) + "#people");
  SimulationFilter of_unmapped;
  of_unmapped.kind = "unmapped";
  view.set("unmapped_any", made.unmapped > 0)
      .set("unmapped_words", count_of(made.unmapped, "open case stands", "open cases stand"))
      .set("unmapped_href", filtered(here, of_unmapped, 0) + "#people");
  view.set_if_any("left_out_words",
                  made.left_out == 0
                      ? ""
                      : count_of(made.left_out, "account is", "accounts are") +
                            " left out: what is owed is not known, since the account does not tie "
                            "or is not in the latest rent file.");
  View::List groups = count_groups(page, here);
  view.set("groups_any", !groups.empty()).set("groups", std::move(groups));
  View::List states = state_rows(page);
  view.set("drawn", !page.svg.empty())
      .set("svg", Drawing{page.svg})
      .set("states", std::move(states));

  view.set("nobody", made.state == SimulationState::finished && made.affected == 0);
  view.set("affected_any", made.affected > 0)
      .set("affected", figure(made.affected))
      .set("match_words",
           count_of(page.matching, "person matches", "people match") + ", of " +
               figure(made.affected));
  std::string patches;
  for (const std::string& patch : filter.patches) patches += (patches.empty() ? "" : ", ") + patch;
  view.set_if_any("own_patches", patches);
  View::List rows;
  for (const SimulationRow& row : page.people) rows.push_back(person_view(page, row));
  view.set("rows_any", !rows.empty());
  view.set("range",
           figure(static_cast<std::int64_t>(rows.size())) + " of " + figure(page.matching));
  view.set("rows", std::move(rows));
  view.add(filter_view(page, filter));
  const auto first = page.people.empty() ? 1 : page.people.front().n;
  view.set_if_any("next_href", page.next == 0 ? "" : filtered(here, filter, page.next) + "#people");
  view.set_if_any("first_href", first <= 1 ? "" : filtered(here, filter, 0) + "#people");
  view.set("csv_href", filtered(here + "/people.csv", filter, 0));
  return view;
}

std::string simulation_csv(const SimulationPage& page) {
  CsvText csv({"Reference",
               "Tenants",
               "Patch",
               "State",
               "Kind",
               "What",
               "Live " + page.line.simulation.against,
               "Draft " + page.line.simulation.version,
               "How",
               "Because"});
  const auto labels = labels_of(page);
  for (const SimulationRow& row : page.people) {
    for (const SimulationChange& change : row.person.changes) {
      const std::optional<Shift> shift = shift_of(change.live, change.draft);
      const auto label = labels.find({change.kind, change.what});
      csv.add({row.person.reference,
               row.names,
               row.patch,
               state_label(page, row.person.state),
               change.kind,
               label == labels.end() ? change.what : label->second,
               change.live ? change.live->to_iso() : "",
               change.draft ? change.draft->to_iso() : "",
               shift ? std::string(shift_label(*shift)) : "",
               change.because});
    }
  }
  return csv.text();
}

}  // namespace lintel
