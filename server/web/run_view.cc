#include "server/web/run_view.h"

#include <algorithm>
#include <chrono>

#include "server/web/case_links.h"
#include "server/web/say.h"
#include "server/web/site.h"

namespace lintel {
namespace {

constexpr int kBarWidth = 200;

std::string took_words(const RunSummary& run) {
  if (!run.ended || *run.ended == run.started) return "";
  const auto milliseconds =
      std::chrono::duration_cast<std::chrono::milliseconds>(*run.ended - run.started).count();
  if (milliseconds < 1'000) return std::to_string(milliseconds) + " ms";
  const auto tenths = milliseconds / 100;
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " s";
}

std::string ledger_address(const std::string& path, const RunFilter& filter) {
  return path +
         query_string({{"outcome", filter.outcome ? std::string(to_string(*filter.outcome)) : ""},
                       {"rule", filter.rule},
                       {"text", filter.text},
                       {"after", filter.cursor}});
}

View tie_row(const char* words, const char* style, const RunSums& sums) {
  View row;
  row.set("t", words)
      .set("k", style)
      .set("a", figure(sums.accounts))
      .set("o", signed_sum(sums.owed));
  row.set("c", signed_sum(sums.in_credit)).set("n", signed_sum(sums.net()));
  return row;
}

View::List tie_rows(const RunSummary& run) {
  RunSums difference;
  difference.accounts = run.all().accounts - run.file.accounts;
  difference.owed = run.all().owed - run.file.owed;
  difference.in_credit = run.all().in_credit - run.file.in_credit;
  View::List rows;
  rows.push_back(tie_row("Acted on", "", run.acted_on));
  rows.push_back(tie_row("Left alone", "", run.left_alone));
  rows.push_back(tie_row("Held", "", run.held));
  rows.push_back(tie_row("Could not decide", "", run.failed));
  rows.push_back(tie_row("All four", "s", run.all()));
  rows.push_back(tie_row("Rent file", "s", run.file));
  rows.push_back(tie_row("Difference", run.ties() ? "d" : "x", difference));
  if (run.not_in_file.accounts > 0)
    rows.push_back(tie_row("Not in the file: last known", "", run.not_in_file));
  return rows;
}

std::string bar_style(LineOutcome outcome, const std::string& label) {
  if (outcome == LineOutcome::held) return "hold";
  if (outcome == LineOutcome::failed) return "bad";
  if (outcome == LineOutcome::left_alone) return "g";
  for (const auto& [word, style] : {std::pair{"etter", "letter"},
                                    {"otice", "notice"},
                                    {"roken", "bad"},
                                    {"greement", "agree"},
                                    {"aid", "ok"},
                                    {"losed", "ok"}}) {
    if (label.find(word) != std::string::npos) return style;
  }
  return "early";
}

View::List bars(const RunSummary& run, bool acted) {
  std::int64_t most = 1;
  for (const RunCount& count : run.counts) {
    if ((count.outcome == LineOutcome::acted_on) == acted) most = std::max(most, count.accounts);
  }
  View::List list;
  for (const RunCount& count : run.counts) {
    if ((count.outcome == LineOutcome::acted_on) != acted || count.outcome == LineOutcome::failed ||
        count.outcome == LineOutcome::not_in_file)
      continue;
    RunFilter filter;
    filter.outcome = count.outcome;
    filter.rule = count.rule;
    View bar;
    bar.set("t", count.label)
        .set("n", figure(count.accounts))
        .set("k", bar_style(count.outcome, count.label));
    bar.set("w", std::to_string(std::max<std::int64_t>(2, count.accounts * kBarWidth / most)));
    bar.set("href", ledger_address(run_address(run.id), filter));
    list.push_back(std::move(bar));
  }
  return list;
}

std::string outcome_style(const RunLine& line) {
  switch (line.outcome) {
    case LineOutcome::held:
      return "notice";
    case LineOutcome::failed:
    case LineOutcome::not_in_file:
      return "warn";
    case LineOutcome::left_alone:
      return "g";
    case LineOutcome::acted_on:
      return bar_style(line.outcome, line.label);
  }
  return "g";
}

View line_view(const RunLine& line) {
  View row = balance_words(line.balance);
  row.set("href", case_address(line.reference))
      .set("name", line.names)
      .set("address", line.address)
      .set("ref", line.reference);
  row.set("weeks",
          std::to_string(line.weeks_owed_tenths / 10) + "." +
              std::to_string(line.weeks_owed_tenths % 10));
  row.set("hold", line.outcome == LineOutcome::held).set("k", outcome_style(line));
  row.set("out",
          line.outcome == LineOutcome::acted_on ? line.label
          : line.outcome == LineOutcome::failed ? std::string(line_outcome_label(line.outcome))
                                                : line.label);
  row.set_if_any("rule", line.rule)
      .set("because", capital(line.because))
      .set_if_any("runner_up", line.runner_up);
  row.set("lacked",
          line.lacked.empty() && line.runner_up.empty() ? "None came close" : capital(line.lacked));
  return row;
}

}  // namespace

std::string run_address(RunId id) {
  return "/runs/" + to_string(id);
}

View run_row(const RunSummary& run) {
  View row;
  row.set("href", run_address(run.id))
      .set("on", run.on.to_long_words())
      .set("accounts", figure(run.all().accounts));
  row.set("acted", figure(run.acted_on.accounts))
      .set("left", figure(run.left_alone.accounts))
      .set("held", figure(run.held.accounts));
  row.set("failed", figure(run.failed.accounts))
      .set("documents", figure(run.documents))
      .set("took", took_words(run));
  row.set("ties", !run.ended ? "Running" : run.ties() ? "Tie to the penny" : "Do not tie");
  row.set("k", !run.ended ? "now" : run.ties() ? "ok" : "bad");
  return row;
}

View progress_view(const RunSummary& run) {
  const std::int64_t of = std::max<std::int64_t>(run.of, 1);
  View view;
  view.set("live", !run.ended)
      .set("progress_href", run_address(run.id) + "/progress")
      .set("run_href", run_address(run.id));
  view.set("progress_title", run.ended ? "The run is done" : "Deciding every account");
  view.set("progress_state", run.ended ? "Done" : "Running")
      .set("progress_k", run.ended ? "ok" : "now");
  view.set("of", std::to_string(of)).set("done", std::to_string(run.ended ? of : run.done));
  view.set("progress_words",
           figure(run.done) + " of " + count_of(run.of, "account", "accounts") +
               (run.ended ? " decided." : " decided. You may leave this page: the run goes on."));
  return view;
}

RunFilter read_run_filter(const Request& request) {
  RunFilter filter;
  if (const auto outcome = parse_line_outcome(request.query.text("outcome")))
    filter.outcome = *outcome;
  filter.rule = request.query.text("rule");
  filter.text = request.query.text("text");
  filter.patches = request.person().patches;
  filter.cursor = request.query.text("after");
  return filter;
}

View ledger_view(const RunLedger& ledger, const RunFilter& filter) {
  const RunSummary& run = ledger.run;
  const std::string here = run_address(run.id);
  View view = progress_view(run);
  view.set("head_words",
           run.on.to_long_words() + (took_words(run).empty() ? "" : ", took " + took_words(run)) +
               " · " + run.policy);
  view.set("ties", !run.ended ? "Still running" : run.ties() ? "To the penny" : "Does not tie");
  view.set("ties_k", !run.ended ? "now" : run.ties() ? "ok" : "bad").set("tie", tie_rows(run));
  view.set("file_words",
           "File " + run.file_name + ". Run again for the same day: 0 changes. " +
               count_of(run.documents, "document", "documents") + " made.");
  View::List acted = bars(run, true);
  view.set("acted", figure(run.acted_on.accounts))
      .set("acted_any", !acted.empty())
      .set("acted_bars", std::move(acted));
  view.set("left", figure(run.left_alone.accounts + run.held.accounts))
      .set("left_bars", bars(run, false));
  RunFilter failed;
  failed.outcome = LineOutcome::failed;
  view.set_if_any(
      "failed_words",
      run.failed.accounts == 0
          ? ""
          : figure(run.failed.accounts) + " more could not be decided: facts are missing or late.");
  view.set("failed_href", ledger_address(here, failed));
  RunFilter missing;
  missing.outcome = LineOutcome::not_in_file;
  view.set_if_any("missing_words",
                  run.not_in_file.accounts == 0
                      ? ""
                      : count_of(run.not_in_file.accounts, "account is", "accounts are") +
                            " not in the latest file: nothing was done on what was known before. "
                            "Ask revenues why.");
  view.set("missing_href", ledger_address(here, missing));

  View::List rows;
  for (const RunLine& line : ledger.lines) rows.push_back(line_view(line));
  RunFilter first = filter;
  first.cursor.clear();
  RunFilter next = filter;
  next.cursor = ledger.next;
  RunFilter unruled = first;
  unruled.rule.clear();
  std::string chip = filter.rule;
  for (const RunCount& count : run.counts) {
    if (!filter.rule.empty() && count.rule == filter.rule) chip = count.label;
  }
  View::List outcomes;
  for (const LineOutcome outcome : kLineOutcomes) {
    outcomes.push_back(View{}
                           .set("v", to_string(outcome))
                           .set("t", line_outcome_label(outcome))
                           .set("on", filter.outcome == outcome));
  }
  view.set("outcomes", std::move(outcomes))
      .set("text", filter.text)
      .set_if_any("label_chip", chip)
      .set("rule", filter.rule);
  view.set("label_off", ledger_address(here, unruled))
      .set("csv_href", ledger_address(here + "/ledger.csv", first));
  view.set("match_words",
           count_of(ledger.matching, "account matches", "accounts match") + ", of " +
               figure(run.all().accounts + run.not_in_file.accounts));
  view.set("range",
           figure(static_cast<std::int64_t>(rows.size())) + " of " + figure(ledger.matching));
  view.set("any", !rows.empty()).set("rows", std::move(rows));
  view.set_if_any("next_href", ledger.next.empty() ? "" : ledger_address(here, next));
  view.set_if_any("first_href", filter.cursor.empty() ? "" : ledger_address(here, first));
  return view;
}

}  // namespace lintel
