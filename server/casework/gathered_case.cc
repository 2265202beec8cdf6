#include "server/casework/gathered_case.h"

#include "storage/case_store.h"
#include "storage/import_store.h"
#include "storage/rent_account_store.h"

namespace lintel {
namespace {

/// Enough of the ledger to see a year's pattern: what reasons and periods are read from.
constexpr int kRecentPostings = 200;

bool is_closed(const Definition& definition, const Case& tenancy_case) {
  const StateDefinition* state = definition.state(tenancy_case.state);
  return state != nullptr && state->final;
}

std::vector<OpenTask> open_tasks_of(const std::vector<Task>& tasks) {
  std::vector<OpenTask> open;
  for (const Task& task : tasks) open.push_back({task.name, task.role, task.opened_on, task.due});
  return open;
}

std::vector<Posting> recent_postings(Connection& connection, RentAccountId id) {
  std::vector<Posting> postings;
  for (const RunningPosting& each :
       RentAccountStore(connection).latest_postings(id, kRecentPostings)) {
    postings.push_back(each.posting);
  }
  return postings;
}

std::vector<Posting> since(const std::vector<Posting>& postings, Date from) {
  std::vector<Posting> later;
  for (const Posting& posting : postings) {
    if (posting.on >= from) later.push_back(posting);
  }
  return later;
}

}  // namespace

std::optional<GatheredCase> gather_case(const CaseworkParts& parts,
                                        Connection& connection,
                                        std::string_view reference,
                                        Date today) {
  std::optional<CaseFile> file = CaseFileStore(connection).gather(reference);
  if (!file) return std::nullopt;
  const std::optional<Import> latest = ImportStore(connection).latest_loaded_by(today);
  return make_ready(parts,
                    connection,
                    *std::move(file),
                    latest ? latest->as_of : std::nullopt,
                    today,
                    Depth::person);
}

GatheredCase make_ready(const CaseworkParts& parts,
                        Connection& connection,
                        CaseFile file,
                        std::optional<Date> latest_file,
                        Date today,
                        Depth depth) {
  GatheredCase gathered =
      make_ready_without_facts(parts, connection, std::move(file), latest_file, today, depth);
  if (gathered.definition) refill_facts(parts, gathered);
  return gathered;
}

GatheredCase make_ready_without_facts(const CaseworkParts& parts,
                                      Connection& connection,
                                      CaseFile file,
                                      std::optional<Date> latest_file,
                                      Date today,
                                      Depth depth) {
  GatheredCase gathered{.file = std::move(file),
                        .state = {},
                        .standing = {},
                        .latest_file = latest_file,
                        .recent = {},
                        .today = today};
  if (const auto& held = gathered.file.latest_case)
    gathered.definition = &parts.workflows.kept_by(connection, held->definition);
  gathered.opens =
      !gathered.definition || is_closed(*gathered.definition, *gathered.file.latest_case);
  if (!gathered.definition || (gathered.opens && depth == Depth::run))
    gathered.definition = parts.workflows.live_for(gathered.file.tenancy, today);
  const auto& agreement = gathered.file.agreement;
  if (depth == Depth::person || agreement)
    gathered.recent = recent_postings(connection, gathered.file.account.id);
  if (agreement) {
    gathered.standing = agreement_standing(*agreement,
                                           gathered.file.account.rent,
                                           since(gathered.recent, agreement->made_on),
                                           gathered.file.account.as_of,
                                           parts.policy_days("agreement_grace_days", today));
  }
  if (!gathered.definition) return gathered;
  if (gathered.file.latest_case && !(gathered.opens && depth == Depth::run)) {
    gathered.state = case_state_of(*gathered.file.latest_case);
    gathered.state.tasks = open_tasks_of(gathered.file.open_tasks);
    const CaseStore cases(connection);
    if (depth == Depth::person) gathered.state.acts = cases.acts(gathered.file.latest_case->id);
    if (gathered.definition->compensates())
      gathered.state.calls = cases.calls(gathered.file.latest_case->id);
  }
  return gathered;
}

void refill_facts(const CaseworkParts& parts, GatheredCase& gathered) {
  gathered.facts = gathered.definition->new_facts();
  parts.workflows.plan_of(*gathered.definition)
      .fill(gathered.facts,
            {gathered.file, gathered.today, parts.policy, gathered.standing, gathered.latest_file});
}

RentPeriods rent_periods(const GatheredCase& gathered) {
  RentPeriods periods{
      .frequency = gathered.file.account.rent.frequency, .start_weekday = {}, .start_day = {}};
  for (const Posting& posting : gathered.recent) {  // newest first: the first charge is the latest
    if (posting.kind != PostingKind::charge) continue;
    periods.start_weekday = posting.on.weekday();
    periods.start_day = posting.on.day();
    break;
  }
  return periods;
}

}  // namespace lintel
