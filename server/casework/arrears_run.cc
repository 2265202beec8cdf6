#include <algorithm>
#include <future>
#include <set>

#include "domain/words.h"
#include "server/casework/account_decision.h"
#include "server/casework/casework.h"
#include "server/casework/policy_studio.h"
#include "server/casework/run_records.h"
#include "storage/case_store.h"

namespace lintel {
namespace {

/// Accounts gathered at once, and written in one transaction.
constexpr int kAccountsAtOnce = 500;

std::string names_of(const Tenancy& tenancy) {
  std::string names;
  for (std::size_t i = 0; i < tenancy.tenants.size(); ++i) {
    names += (i == 0                            ? ""
              : i + 1 == tenancy.tenants.size() ? " and "
                                                : ", ") +
             tenancy.tenants[i].name.in_full();
  }
  return names;
}

RunLine line_of(const Workflows& workflows, const Tenancy& tenancy, const RunDecision& decision) {
  const std::size_t colon = decision.runner_up.find(": ");
  return {.reference = tenancy.reference,
          .names = names_of(tenancy),
          .address = tenancy.address.on_one_line(),
          .patch = tenancy.patch,
          .balance = decision.balance,
          .weeks_owed_tenths = decision.weeks_tenths,
          .outcome = outcome_of(decision.outcome),
          .label = rule_label(workflows, decision.rule, decision.to),
          .rule = decision.rule,
          .because = decision.because,
          .runner_up = decision.runner_up.substr(0, colon),
          .lacked = colon == std::string::npos ? "" : decision.runner_up.substr(colon + 2)};
}

/// One arrears run of one day: gathers, decides and writes, the writing of one batch while the next
/// is decided.
class ArrearsRun {
 public:
  /// `file_as_of` is the day of the rent file that the ledger must tie to.
  ArrearsRun(CaseworkParts& parts,
             Date on,
             Date file_as_of,
             const Progress& progress,
             const std::function<void(const RunLine&)>& each)
      : parts_(parts),
        on_(on),
        file_as_of_(file_as_of),
        progress_(progress),
        each_(each),
        decider_(parts, on, file_as_of) {}

  /// Goes on behind `from` until every account is decided.
  void work(const Run& run, RentAccountId from, bool dry) {
    RentAccountId after = from;
    std::int64_t done = run.decided;
    std::future<void> writing;
    while (true) {
      auto [batch, last] = decide_next(after);
      if (writing.valid()) writing.get();
      if (last.is_nil()) break;
      after = last;
      done += std::ssize(batch);
      if (!dry) {
        writing = std::async(std::launch::async, [this, &run, moved = std::move(batch)]() mutable {
          write(run.id, moved);
        });
      }
      if (progress_) progress_(done, run.expected);
    }
  }

  RunSummary dry_summary;
  std::int64_t documents = 0;

 private:
  struct Batch {
    std::vector<AccountDecision> decisions;
    RentAccountId last;
  };

  std::pair<std::vector<AccountDecision>, RentAccountId> decide_next(RentAccountId after) {
    return parts_.database.read([&](Connection& connection) {
      std::vector<AccountDecision> decisions;
      RentAccountId last;
      for (CaseFile& file : CaseFileStore(connection).gather_next(after, kAccountsAtOnce)) {
        last = file.account.id;
        const std::optional<Tenancy> tenancy = each_ ? std::optional(file.tenancy) : std::nullopt;
        decisions.push_back(decider_.decide(connection, std::move(file)));
        note(decisions.back());
        if (tenancy) each_(line_of(parts_.workflows, *tenancy, decisions.back().line));
      }
      return std::pair{std::move(decisions), last};
    });
  }

  void note(const AccountDecision& decision) {
    switch (decision.line.outcome) {
      case RunOutcome::acted:
        dry_summary.acted_on.add(decision.line.balance);
        break;
      case RunOutcome::left_alone:
        dry_summary.left_alone.add(decision.line.balance);
        break;
      case RunOutcome::held:
        dry_summary.held.add(decision.line.balance);
        break;
      case RunOutcome::failed:
        dry_summary.failed.add(decision.line.balance);
        break;
      case RunOutcome::not_in_file:
        dry_summary.not_in_file.add(decision.line.balance);
        break;
    }
    if (decision.planned) documents += std::ssize(decision.planned->documents);
    count(decision.line);
  }

  void count(const RunDecision& line) {
    const LineOutcome outcome = outcome_of(line.outcome);
    for (RunCount& each : dry_summary.counts) {
      if (each.outcome == outcome && each.rule == line.rule) {
        ++each.accounts;
        each.net += line.balance;
        return;
      }
    }
    dry_summary.counts.push_back({.outcome = outcome,
                                  .rule = line.rule,
                                  .label = rule_label(parts_.workflows, line.rule, line.to),
                                  .accounts = 1,
                                  .net = line.balance});
  }

  void write(RunId id, const std::vector<AccountDecision>& decisions) {
    parts_.database.write([&](Transaction& tx) {
      std::vector<RunDecision> lines;
      rules_written_.clear();
      CaseStore cases(tx);
      for (const AccountDecision& decision : decisions) {
        lines.push_back(decision.line);
        if (decision.planned) lines.back() = apply(tx, cases, decision);
        if (decision.desk && !decision.line.case_id.is_nil())
          cases.set_desk(decision.line.case_id, *decision.desk);
      }
      RunStore(tx).decide(id, lines);
    });
    for (const Hash& rules : rules_written_) parts_.rule_sets.was_kept(rules);
  }

  /// Applies one; when somebody changed the case meanwhile, decides it again as it stands now.
  RunDecision apply(Transaction& tx, CaseStore& cases, const AccountDecision& decision) {
    const Applied::Outcome outcome = cases.apply(decision.planned->transition).outcome;
    if (outcome == Applied::Outcome::applied)
      rules_written_.insert(decision.planned->rules_of_the_day);
    if (outcome != Applied::Outcome::conflict) return decision.line;
    std::optional<CaseFile> file = CaseFileStore(tx).gather(decision.line.account_id);
    if (!file) return decision.line;
    AccountDecider again(parts_, on_, file_as_of_);
    AccountDecision anew = again.decide(tx, *std::move(file));
    if (anew.planned) cases.apply(anew.planned->transition);
    return anew.line;
  }

  CaseworkParts& parts_;
  Date on_;
  Date file_as_of_;
  const Progress& progress_;
  const std::function<void(const RunLine&)>& each_;
  AccountDecider decider_;
  std::set<Hash> rules_written_;  ///< by the batch that is being written
};

struct Begun {
  std::optional<RunSummary> already;  ///< the day has been run
  Run run;
  RentAccountId from;
  RunFigures figures;
};

Result<Begun> begin(CaseworkParts& parts, Date on, bool dry) {
  Begun begun;
  std::optional<Problem> wrong;
  parts.database.read([&](Connection& connection) {
    const RunStore runs(connection);
    const std::optional<RunFigures> figures = figures_of_file(connection, on);
    if (!figures) {
      wrong = Problem{.what = "no rent file for " + on.to_words() + " or before has been loaded",
                      .fix = "Load one with \"lintel import\" first.",
                      .place = {}};
      return;
    }
    begun.figures = *figures;
    begun.figures.policy = parts.workflows.names(on);
    const std::optional<Run> held = runs.find(kArrearsRun, on);
    if (held && held->state == RunState::finished) {
      begun.already = summary_of(parts.workflows, connection, *held);
      begun.already->repeated = true;
      return;
    }
    for (const Run& run : runs.latest(1)) {
      if (run.on > on) {
        wrong = Problem{.what = "a run for " + run.on.to_words() + " has been made already",
                        .fix = "Runs go forward: choose that day or a later one.",
                        .place = {}};
        return;
      }
    }
    if (held) {
      begun.run = *held;
      begun.from = runs.last_decided(held->id);
    } else {
      begun.run.id = parts.new_id<RunId>();
      begun.run.name = kArrearsRun;
      begun.run.on = on;
      begun.run.began = parts.clock.now();
      begun.run.by = "Arrears run";
      begun.run.expected = CaseFileStore(connection).count_all();
    }
  });
  if (wrong) return tl::unexpected(*std::move(wrong));
  const bool is_new = !begun.already && begun.from.is_nil() && begun.run.decided == 0;
  if (is_new && !dry) {
    parts.database.write([&](Transaction& tx) {
      if (!RunStore(tx).find(begun.run.id)) RunStore(tx).begin(begun.run);
      keep_figures(tx, begun.run.id, begun.figures, parts.clock.now());
    });
  }
  return begun;
}

RunSummary finish(CaseworkParts& parts, Begun& begun, const ArrearsRun& work) {
  begun.figures.documents = work.documents;
  return parts.database.write([&](Transaction& tx) {
    RunStore(tx).finish(begun.run.id, RunState::finished, parts.clock.now());
    keep_figures(tx, begun.run.id, begun.figures, parts.clock.now());
    return summary_of(parts.workflows, tx, *RunStore(tx).find(begun.run.id));
  });
}

RunSummary work_through(CaseworkParts& parts,
                        Begun& begun,
                        bool dry,
                        const Progress& progress,
                        const std::function<void(const RunLine&)>& each) {
  ArrearsRun work(parts, begun.run.on, begun.figures.file_as_of, progress, each);
  work.work(begun.run, begun.from, dry);
  if (!dry) return finish(parts, begun, work);
  RunSummary summary = std::move(work.dry_summary);
  summary.id = begun.run.id;
  summary.on = begun.run.on;
  summary.started = begun.run.began;
  summary.ended = parts.clock.now();
  summary.of = begun.run.expected;
  summary.done = summary.all().accounts + summary.not_in_file.accounts;
  summary.dry = true;
  summary.documents = work.documents;
  summary.file = begun.figures.file;
  summary.file_name = begun.figures.file_name;
  summary.policy = begun.figures.policy;
  std::stable_sort(summary.counts.begin(),
                   summary.counts.end(),
                   [](const RunCount& a, const RunCount& b) { return a.accounts > b.accounts; });
  return summary;
}

}  // namespace

Result<RunSummary> Casework::run_arrears(Date on,
                                         bool dry,
                                         const Progress& progress,
                                         const std::function<void(const RunLine&)>& each) {
  if (!dry) {
    studio_->publish_due(on);
    fire_due_timers(on);
  }
  Result<Begun> begun = begin(*parts_, on, dry);
  if (!begun) return tl::unexpected(begun.error());
  if (begun->already) return *begun->already;
  return work_through(*parts_, *begun, dry, progress, each);
}

Result<RunId> Casework::start_run(Date on) {
  Result<Begun> begun = begin(*parts_, on, false);
  if (!begun) return tl::unexpected(begun.error());
  if (begun->already) return begun->already->id;
  const RunId id = begun->run.id;
  parts_->in_background([this, on, started = *std::move(begun)]() mutable {
    try {
      fire_due_timers(on);
      work_through(*parts_, started, false, {}, {});
    } catch (const std::exception& fault) {
      parts_->database.write([&](Transaction& tx) {
        RunStore(tx).finish(started.run.id, RunState::failed, parts_->clock.now(), fault.what());
      });
    }
  });
  return id;
}

}  // namespace lintel
