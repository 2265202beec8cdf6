#include "server/casework/caseload_diff.h"

#include <future>

#include "server/casework/casework.h"
#include "server/casework/casework_parts.h"
#include "server/casework/gathered_case.h"
#include "storage/import_store.h"

namespace lintel {
namespace {

/// Accounts gathered at once; simulated on another core while the next are gathered.
constexpr int kAccountsAtOnce = 500;

using Kind = SimulatedChange::Kind;

std::string names_of(const Tenancy& tenancy) {
  std::string names;
  for (std::size_t i = 0; i < tenancy.tenants.size(); ++i)
    names += (i == 0                            ? ""
              : i + 1 == tenancy.tenants.size() ? " and "
                                                : ", ") +
             tenancy.tenants[i].name.in_full();
  return names;
}

Json day_json(const std::optional<Date>& day) {
  return day ? Json(day->to_iso()) : Json();
}

/// One account ready to be simulated: all that is needed of it, without a database.
struct Ready {
  std::string reference;
  std::string names;
  std::string patch;
  std::optional<CaseState> state;
  Facts live;
  Facts draft;
  Money weekly_rent;
};

class Comparing {
 public:
  Comparing(CaseworkParts& parts, const CaseloadAsked& asked, const TakePerson& take)
      : parts_(parts),
        asked_(asked),
        take_(take),
        live_plan_(asked.live),
        draft_plan_(asked.draft),
        live_(asked.live, asked.live_rules, asked.supposed),
        draft_(asked.draft, asked.draft_rules, asked.supposed) {
    diff_.live = asked.live.key;
    diff_.draft = asked.draft.key;
    diff_.on = asked.supposed.today;
    diff_.days = asked.supposed.days;
  }

  CaseloadDiff compare(const Progress& progress) {
    const std::int64_t all = parts_.database.read(
        [](Connection& connection) { return CaseFileStore(connection).count_all(); });
    RentAccountId after;
    std::int64_t done = 0;
    std::future<void> working;
    while (true) {
      auto [ready, count, last] = gather(after);
      if (working.valid()) working.get();
      if (last.is_nil()) break;
      after = last;
      done += count;
      if (progress) progress(done, all);
      working = std::async(std::launch::async, [this, batch = std::move(ready)] {
        for (const Ready& each : batch) simulate(each);
      });
    }
    return std::move(diff_);
  }

 private:
  struct Gathering {
    std::vector<Ready> ready;
    std::int64_t count = 0;
    RentAccountId last;
  };

  Gathering gather(RentAccountId after) {
    return parts_.database.read([&](Connection& connection) {
      Gathering made;
      if (!looked_) {
        const std::optional<Import> latest =
            ImportStore(connection).latest_loaded_by(asked_.supposed.today);
        latest_file_ = latest ? latest->as_of : std::nullopt;
        looked_ = true;
      }
      for (CaseFile& file : CaseFileStore(connection).gather_next(after, kAccountsAtOnce)) {
        made.last = file.account.id;
        ++made.count;
        if (std::optional<Ready> one = make(connection, std::move(file)))
          made.ready.push_back(*std::move(one));
      }
      return made;
    });
  }

  /// None for an account that neither version has anything to say of, or that is not known well
  /// enough; the latter is counted.
  std::optional<Ready> make(Connection& connection, CaseFile file) {
    const Date today = asked_.supposed.today;
    const bool of_workflow =
        file.latest_case && file.latest_case->definition.workflow == asked_.live.key.workflow;
    const bool open = file.latest_case && file.latest_case->stage != Stage::closed;
    if (open && !of_workflow) return std::nullopt;
    if (file.tenancy.end && *file.tenancy.end < today) return std::nullopt;
    if (!open) {
      const auto& tenancy = file.tenancy;
      if (!asked_.live.applies_to(tenancy.type, tenancy.social) &&
          !asked_.draft.applies_to(tenancy.type, tenancy.social))
        return std::nullopt;
      if (file.account.kind != AccountKind::rent) return std::nullopt;
    }
    if (!file.account.ties || (latest_file_ && file.account.as_of < *latest_file_)) {
      ++left_out_;
      return std::nullopt;
    }
    if (!open) {
      ++accounts_;
      // Nothing is owed, and on what is supposed nothing will be: neither version writes to them.
      if (file.account.summary.balance <= Money{} && !asked_.supposed.nothing_is_paid)
        return std::nullopt;
      file.latest_case.reset();
    } else {
      ++cases_;
    }
    GatheredCase gathered =
        make_ready(parts_, connection, std::move(file), latest_file_, today, Depth::run);
    Ready ready{.reference = gathered.file.tenancy.reference,
                .names = names_of(gathered.file.tenancy),
                .patch = gathered.file.tenancy.patch,
                .state = {},
                .live = asked_.live.new_facts(),
                .draft = asked_.draft.new_facts(),
                .weekly_rent = gathered.file.account.rent.weekly()};
    const Gathered facts{
        gathered.file, today, parts_.policy, gathered.standing, gathered.latest_file};
    live_plan_.fill(ready.live, facts);
    draft_plan_.fill(ready.draft, facts);
    if (open) ready.state = gathered.state;
    return ready;
  }

  void simulate(const Ready& ready) {
    const SimulatedCase made = simulate_case(live_,
                                             draft_,
                                             {.state = ready.state ? &*ready.state : nullptr,
                                              .live = ready.live,
                                              .draft = ready.draft,
                                              .weekly_rent = ready.weekly_rent});
    for (const auto& [key, count] : made.live) diff_.counts[key].live += count;
    for (const auto& [key, count] : made.draft) diff_.counts[key].draft += count;
    for (const SimulatedChange& change : made.changes) note(change);
    diff_.cases = cases_;
    if (made.changes.empty()) return;
    ++diff_.affected;
    if (take_)
      take_({ready.reference,
             ready.names,
             ready.patch,
             ready.state ? ready.state->state : "",
             made.changes});
  }

  void note(const SimulatedChange& change) {
    DiffCount& count = diff_.counts[{change.kind, change.what}];
    if (change.live && change.draft) ++(*change.draft < *change.live ? count.sooner : count.later);
    if (change.live && !change.draft) ++count.no_longer;
    if (!change.live && change.draft) ++count.added;
  }

 public:
  /// After compare(): what the reading side counted.
  void add_counts(CaseloadDiff& diff) const {
    diff.cases = cases_;
    diff.accounts = accounts_;
    diff.left_out = left_out_;
    for (const auto& [key, count] : diff.counts) {
      if (key.first == Kind::unmapped) diff.unmapped += count.draft;
      if (key.first != Kind::against_law) continue;
      diff.against_law_live += count.live;
      diff.against_law_draft += count.draft;
    }
  }

 private:
  CaseworkParts& parts_;
  const CaseloadAsked& asked_;
  const TakePerson& take_;
  FactPlan live_plan_;
  FactPlan draft_plan_;
  SimulatedVersion live_;
  SimulatedVersion draft_;
  CaseloadDiff diff_;
  std::optional<Date> latest_file_;
  bool looked_ = false;
  std::int64_t cases_ = 0;
  std::int64_t accounts_ = 0;
  std::int64_t left_out_ = 0;
};

}  // namespace

Json to_json(const AffectedPerson& person) {
  Json json = Json::object();
  json["reference"] = person.reference;
  json["names"] = person.names;
  json["patch"] = person.patch;
  json["state"] = person.state.empty() ? Json() : Json(person.state);
  json["changes"] = Json::array();
  for (const SimulatedChange& change : person.changes) {
    Json row = Json::object();
    row["kind"] = to_string(change.kind);
    row["what"] = change.what;
    row["live"] = day_json(change.live);
    row["draft"] = day_json(change.draft);
    row["because"] = change.because;
    json["changes"].push(std::move(row));
  }
  return json;
}

Json to_json(const CaseloadDiff& diff) {
  Json json = Json::object();
  json["live"] = diff.live.workflow + " " + diff.live.version;
  json["draft"] = diff.draft.workflow + " " + diff.draft.version;
  json["on"] = diff.on.to_iso();
  json["days"] = diff.days;
  json["cases"] = diff.cases;
  json["accounts"] = diff.accounts;
  json["left_out"] = diff.left_out;
  json["affected"] = diff.affected;
  json["unmapped"] = diff.unmapped;
  json["against_law"] =
      Json::Object{{"live", diff.against_law_live}, {"draft", diff.against_law_draft}};
  json["counts"] = Json::array();
  for (const auto& [key, count] : diff.counts) {
    Json row = Json::object();
    row["kind"] = to_string(key.first);
    row["what"] = key.second;
    row["live"] = count.live;
    row["draft"] = count.draft;
    row["sooner"] = count.sooner;
    row["later"] = count.later;
    row["no_longer"] = count.no_longer;
    row["added"] = count.added;
    json["counts"].push(std::move(row));
  }
  return json;
}

CaseloadDiff Casework::compare_caseload(const CaseloadAsked& asked,
                                        const TakePerson& take,
                                        const Progress& progress) const {
  Comparing comparing(*parts_, asked, take);
  CaseloadDiff diff = comparing.compare(progress);
  comparing.add_counts(diff);
  return diff;
}

}  // namespace lintel
