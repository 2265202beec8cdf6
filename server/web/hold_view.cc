#include "server/web/hold_view.h"

#include <algorithm>
#include <array>

#include "domain/canonical_json.h"
#include "server/web/case_links.h"
#include "server/web/say.h"
#include "server/web/site.h"

namespace lintel {
namespace {

constexpr std::array kOutcomes = {
    MassHoldOutcome::changed, MassHoldOutcome::already, MassHoldOutcome::refused};

Json parsed(const std::string& text) {
  Result<Json> read = parse_json(text);
  return read ? *std::move(read) : Json::object();
}

std::string state_words(const MassHoldSummary& summary) {
  if (summary.running) return "Running";
  if (!summary.hold.ended) return "Cut off";
  return summary.lift ? "Lifted" : "Done";
}

std::string state_style(const MassHoldSummary& summary) {
  if (summary.running) return "now";
  return summary.hold.ended ? "ok" : "bad";
}

/// "Offer unanswered: 19 Oct 2026, paused"; "…: 19 Oct 2026 to 29 Oct 2026, resumed".
View::List timer_words(const std::string& timers) {
  View::List words;
  const Json read = timers.empty() ? Json::array() : parsed(timers);
  if (!read.is_array()) return words;
  for (const Json& timer : read.as_array()) {
    const auto day = [&](const char* key) {
      const Result<Date> date = Date::parse(timer.text(key).value_or(""));
      return date ? short_day(*date) : std::string();
    };
    const std::string before = day("before");
    const std::string after = day("after");
    std::string days = before;
    if (!after.empty() && after != before) days += (days.empty() ? "" : " to ") + after;
    words.push_back(View{}.set("t",
                               plain_words(timer.text("name").value_or("")) + ": " + days + ", " +
                                   timer.text("what").value_or("")));
  }
  return words;
}

View option(const std::string& value, const std::string& text, bool on) {
  return View{}.set("v", value).set("t", text).set("on", on);
}

std::string outcome_style(MassHoldOutcome outcome) {
  switch (outcome) {
    case MassHoldOutcome::changed:
      return "ok";
    case MassHoldOutcome::already:
      return "now";
    case MassHoldOutcome::refused:
      return "bad";
  }
  return "now";
}

View line_view(MassHoldAct act, const MassHoldLine& line) {
  View row;
  row.set("ref", line.reference).set("because", capital(line.because));
  row.set_if_any("href", line.case_id.is_nil() ? "" : case_address(line.reference));
  row.set("patch", line.patch)
      .set("outcome", outcome_words(act, line.outcome))
      .set("k", outcome_style(line.outcome))
      .set("timers", timer_words(line.timers));
  return row;
}

}  // namespace

std::string mass_hold_address(MassHoldId id) {
  return "/holds/" + to_string(id);
}

std::string outcome_words(MassHoldAct act, MassHoldOutcome outcome) {
  const bool put = act == MassHoldAct::put;
  switch (outcome) {
    case MassHoldOutcome::changed:
      return put ? "Held" : "Lifted";
    case MassHoldOutcome::already:
      return put ? "Already held" : "No longer held";
    case MassHoldOutcome::refused:
      return "Refused";
  }
  return "";
}

PutHold read_put_hold(const Request& request) {
  PutHold asked;
  const Result<MassHoldId> id = MassHoldId::parse(request.form.text("id"));
  if (id) asked.id = *id;
  asked.hold = request.form.text("hold");
  asked.reason = request.form.text("reason");
  asked.from = request.form.text("from");
  asked.until = request.form.text("until");
  asked.pick.patches = references_in(request.form.text("patches"));
  asked.pick.workflow = request.form.text("workflow");
  asked.pick.state = request.form.text("state");
  asked.pick.search = request.form.text("search");
  asked.pick.references = references_in(request.form.text("references"));
  return asked;
}

View put_form_view(const PutHold& typed, const HoldChoices& choices) {
  const auto options = [](const HoldChoices::Names& names, const std::string& chosen) {
    View::List list;
    for (const auto& [name, label] : names) list.push_back(option(name, label, name == chosen));
    return list;
  };
  View view;
  view.set("holds_any", !choices.holds.empty())
      .set("holds", options(choices.holds, typed.hold))
      .set("workflows", options(choices.workflows, typed.pick.workflow))
      .set("states", options(choices.states, typed.pick.state));
  const auto lines = [](const std::set<std::string>& words, const char* between) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : between) + word;
    return text;
  };
  view.set("id", to_string(typed.id))
      .set("reason", typed.reason)
      .set("from", typed.from)
      .set("until", typed.until)
      .set("patches", lines(typed.pick.patches, ", "))
      .set("search", typed.pick.search)
      .set("references", lines(typed.pick.references, "\n"));
  return view;
}

View mass_hold_row(const MassHoldSummary& summary) {
  const MassHold& hold = summary.hold;
  View row;
  const std::string name = plain_words(hold.hold);
  row.set("href", mass_hold_address(hold.id))
      .set("title", hold.act == MassHoldAct::put ? name : name + ", lifted")
      .set("on", hold.on.to_words())
      .set("by", hold.by_name);
  row.set("picked", capital(CasePick::read(parsed(hold.picked)).in_words()));
  row.set("changed", figure(hold.changed))
      .set("already", figure(hold.already))
      .set("refused", figure(hold.refused));
  row.set("state", state_words(summary)).set("k", state_style(summary));
  return row;
}

View hold_progress_view(const MassHoldSummary& summary) {
  const MassHold& hold = summary.hold;
  const std::int64_t of = std::max<std::int64_t>({hold.expected, hold.done(), 1});
  const std::string here = mass_hold_address(hold.id);
  View view;
  view.set("live", summary.running)
      .set("progress_href", here + "/progress")
      .set("run_href", here)
      .set("progress_title",
           summary.running ? "Going through the cases"
           : hold.ended    ? "Every case has been gone through"
                           : "Cut off before its end")
      .set("progress_state",
           summary.running ? "Running"
           : hold.ended    ? "Done"
                           : "Cut off")
      .set("progress_k", state_style(summary))
      .set("of", std::to_string(of))
      .set("done", std::to_string(hold.ended ? of : hold.done()));
  view.set("progress_words",
           figure(hold.done()) + " of " + count_of(hold.expected, "case", "cases") +
               (summary.running ? ". You may leave this page: it goes on." : "."));
  return view;
}

View hold_counts_view(const MassHoldSummary& summary) {
  const MassHold& hold = summary.hold;
  View view;
  View::List counts;
  for (const MassHoldOutcome outcome : kOutcomes) {
    const std::int64_t cases = outcome == MassHoldOutcome::changed   ? hold.changed
                               : outcome == MassHoldOutcome::already ? hold.already
                                                                     : hold.refused;
    counts.push_back(View{}
                         .set("t", outcome_words(hold.act, outcome))
                         .set("n", figure(cases))
                         .set("k", outcome_style(outcome))
                         .set("href",
                              mass_hold_address(hold.id) +
                                  query_string({{"outcome", std::string(to_string(outcome))}})));
  }
  view.set("counts", std::move(counts)).set("dry", summary.dry);
  View::List refusals;
  for (const auto& [because, cases] : summary.refusals)
    refusals.push_back(
        View{}.set("because", capital(because)).set("n", count_of(cases, "case", "cases")));
  view.set("refusals_any", !refusals.empty()).set("refusals", std::move(refusals));
  return view;
}

View hold_ledger_view(const MassHoldLedger& ledger,
                      std::optional<MassHoldOutcome> outcome,
                      int limit) {
  const MassHold& hold = ledger.summary.hold;
  const std::string here = mass_hold_address(hold.id);
  const std::string outcome_word = outcome ? std::string(to_string(*outcome)) : "";
  View view = hold_progress_view(ledger.summary);
  view.add(hold_counts_view(ledger.summary));
  view.add(mass_hold_row(ledger.summary));
  const Json fields = parsed(hold.fields);
  view.set("here", here).set("reason", fields.text("reason").value_or(""));
  const Result<Date> from = Date::parse(fields.text("from").value_or(""));
  const Result<Date> until = Date::parse(fields.text("until").value_or(""));
  view.set_if_any("days",
                  !from ? ""
                        : "from " + from->to_words() +
                              (until ? " to " + until->to_words() : ", as long as it lasts"));
  view.set_if_any("cut_off_because",
                  hold.ended || ledger.summary.running ? "" : capital(hold.because));
  view.set("cut_off", !hold.ended && !ledger.summary.running);
  view.set_if_any("lift_href",
                  ledger.summary.lift ? mass_hold_address(ledger.summary.lift->id) : "");
  view.set_if_any("lifts_href", hold.lifts.is_nil() ? "" : mass_hold_address(hold.lifts));
  View::List rows;
  for (const MassHoldLine& line : ledger.lines) rows.push_back(line_view(hold.act, line));
  const bool more = std::ssize(ledger.lines) == limit;
  view.set_if_any("next_href",
                  more ? here + query_string({{"outcome", outcome_word},
                                              {"after", std::to_string(ledger.lines.back().n)}})
                       : "");
  view.set_if_any("all_href", outcome ? here : "")
      .set_if_any("outcome_chip", outcome ? outcome_words(hold.act, *outcome) : "")
      .set("csv_href", here + "/ledger.csv")
      .set("any", !rows.empty())
      .set("rows", std::move(rows));
  return view;
}

}  // namespace lintel
