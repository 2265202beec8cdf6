#include "server/web/policy_view.h"

#include <algorithm>

#include "server/casework/case_words.h"
#include "server/web/say.h"

namespace lintel {
namespace {

constexpr std::size_t kLinesToGrowInto = 40;

std::string live_words(const std::optional<Date>& from) {
  return from ? "since " + short_day(*from) : "from the start";
}

std::string draft_words(const PolicyDraft& draft) {
  std::string words = draft.version + " " + std::string(draft_state_label(draft.state));
  if (draft.state == DraftState::approved && draft.live_from)
    words += ", live from " + short_day(*draft.live_from);
  return words;
}

std::string_view style_of(DraftState state) {
  switch (state) {
    case DraftState::draft:
      return "g";
    case DraftState::submitted:
      return "warn";
    case DraftState::approved:
    case DraftState::live:
      return "ok";
    case DraftState::returned:
    case DraftState::withdrawn:
      return "g";
  }
  return "g";
}

View way_view(const DiagramRow::Way& way) {
  return View{}
      .set("who", capital(way.who))
      .set("what", way.what)
      .set("when", capital(way.when))
      .set_if_any("law", way.law)
      .set_if_any("to", way.to);
}

}  // namespace

std::string policy_address(const DefinitionKey& key) {
  return "/policies/" + key.workflow + "/v/" + key.version;
}

View policy_line_view(const PolicyLine& line, Date) {
  View view;
  view.set("title", line.title)
      .set("workflow", line.workflow)
      .set("href", policy_address({line.workflow, line.live_version}))
      .set("version", line.live_version)
      .set("since", live_words(line.live_since))
      .set("cases", figure(line.open_cases))
      .set("earlier", figure(line.on_earlier_versions));
  View::List drafts;
  for (const PolicyDraft& draft : line.drafts)
    drafts.push_back(View{}
                         .set("href", policy_address({draft.workflow, draft.version}))
                         .set("t", draft_words(draft)));
  view.set("drafts_any", !drafts.empty()).set("drafts", std::move(drafts));
  return view;
}

View faults_view(const PolicyCheck& check) {
  View view;
  View::List faults;
  std::int64_t warnings = 0;
  for (const PolicyFault& fault : check.faults) {
    warnings += fault.error ? 0 : 1;
    const Place& place = fault.problem.place;
    View row;
    row.set("error", fault.error)
        .set("kind", fault.error ? "Fault" : "Advice")
        .set_if_any("check", fault.check)
        .set("what", capital(fault.problem.what))
        .set_if_any("fix", fault.problem.fix)
        .set_if_any("line", place.line > 0 ? std::to_string(place.line) : "")
        .set_if_any("column", place.column > 0 ? std::to_string(place.column) : "")
        .set_if_any("text", fault.line)
        .set_if_any("caret", fault.caret);
    faults.push_back(std::move(row));
  }
  const auto errors = static_cast<std::int64_t>(check.errors());
  view.set("faults_any", !faults.empty()).set("faults", std::move(faults));
  view.set("sound", check.sound());
  view.set("faults_words",
           errors > 0     ? count_of(errors, "fault", "faults")
           : warnings > 0 ? "No fault, " + count_of(warnings, "piece of advice", "pieces of advice")
                          : "No fault");
  return view;
}

View gate_view(const PolicyGate& gate) {
  View view;
  View::List lines;
  for (const Reason& each : gate.lines) {
    lines.push_back(View{}
                        .set("k", each.passed == Verdict::yes ? "g-ok" : "g-no")
                        .set("passed", each.passed == Verdict::yes ? "Passed" : "Not passed")
                        .set("because", capital(each.because))
                        .set_if_any("fix", each.fix));
  }
  view.set("lines", std::move(lines)).set("open", gate.open());
  return view;
}

View changes_view(const std::vector<DefinitionChange>& changes) {
  View view;
  View::List rows;
  for (const DefinitionChange& each : changes) {
    rows.push_back(View{}
                       .set("where", each.where.empty() ? "The whole policy" : each.where)
                       .set_if_any("aspect", capital(each.aspect))
                       .set_if_any("was", each.was)
                       .set_if_any("now", each.now));
  }
  view.set("changes_any", !rows.empty())
      .set("changes_words", count_of(static_cast<std::int64_t>(rows.size()), "change", "changes"))
      .set("changes", std::move(rows));
  return view;
}

View drawing_view(const PolicyVersion& version, const std::string& chosen) {
  View view;
  if (!version.definition) return view.set("drawn", false);
  const Definition& definition = *version.definition;
  std::string shown = chosen;
  if (definition.state(shown) == nullptr) {
    const std::set<std::string> changed = changed_states(version.changes);
    shown = changed.empty() ? definition.start : *changed.begin();
  }
  View::List states;
  for (const DiagramRow& row : version.rows) {
    const auto load = std::ranges::find(version.loads, row.state, &StateLoad::state);
    const bool has = load != version.loads.end();
    View state;
    state.set("href", policy_address(version.key) + "?state=" + row.state + "#chosen")
        .set("label", row.label)
        .set("stage", row.stage)
        .set("k", stage_style(definition.state(row.state)->stage))
        .set("on", row.state == shown)
        .set("cases", figure(has ? load->cases : 0))
        .set_if_any("late", has && load->late > 0 ? figure(load->late) : "")
        .set_if_any("median",
                    has && load->median_days ? std::to_string(*load->median_days) + " days" : "");
    View::List ways;
    for (const DiagramRow::Way& way : row.ways) ways.push_back(way_view(way));
    state.set("ways_any", !ways.empty()).set("ways", std::move(ways));
    states.push_back(std::move(state));
    if (row.state != shown) continue;
    View::List rules;
    for (const DiagramRow::Way& way : row.ways) rules.push_back(way_view(way));
    View here;
    here.set("label", row.label)
        .set("stage", row.stage)
        .set("k", stage_style(definition.state(row.state)->stage))
        .set_if_any("meaning", definition.state(row.state)->meaning)
        .set("final", definition.state(row.state)->final)
        .set("rules_any", !rules.empty())
        .set("rules", std::move(rules));
    view.set("chosen", std::move(here));
  }
  view.set("svg", Drawing{version.svg});
  return view.set("drawn", true).set("states", std::move(states));
}

View versions_view(const PolicyVersion& version) {
  View::List rows;
  for (const VersionLine& each : version.versions) {
    const DefinitionKey key{version.key.workflow, each.version};
    std::string standing;
    std::string_view style = "g";
    if (each.draft) {
      standing = std::string(draft_state_label(*each.draft));
      style = style_of(*each.draft);
      if (*each.draft == DraftState::approved && each.live_from)
        standing += ", live from " + short_day(*each.live_from);
    } else {
      standing = each.live      ? "Live " + live_words(each.live_from)
                 : each.to_come ? "Live from " + short_day(*each.live_from)
                                : "Earlier";
      style = each.live ? "ok" : "g";
    }
    rows.push_back(View{}
                       .set("version", each.version)
                       .set("href", policy_address(key))
                       .set("on", each.version == version.key.version)
                       .set("standing", standing)
                       .set("k", style)
                       .set("cases", each.draft ? "" : figure(each.open_cases)));
  }
  return View{}.set("versions", std::move(rows));
}

std::string standing_words(const PolicyVersion& version) {
  if (version.published != nullptr)
    return "published by " + version.published->published_by + ", live " +
           live_words(version.published->live_from);
  const PolicyDraft& draft = version.draft->draft;
  std::string words = std::string(draft_state_label(draft.state)) + " of a version based on " +
                      draft.based_on + ", saved by " + version.draft->saved_by + " " +
                      london_words(draft.saved_at);
  return words;
}

View lines_view(const std::string& text) {
  const auto lines = static_cast<std::size_t>(std::ranges::count(text, '\n')) + 1;
  View::List numbers;
  for (std::size_t n = 1; n <= lines + kLinesToGrowInto; ++n)
    numbers.push_back(View{}.set("n", std::to_string(n)));
  return View{}
      .set("numbers", std::move(numbers))
      .set("rows", std::to_string(lines + kLinesToGrowInto));
}

}  // namespace lintel
