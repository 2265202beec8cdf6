#include "server/commands/scripted_officers.h"

#include <algorithm>
#include <functional>

namespace lintel {
namespace {

constexpr std::size_t kPage = 200;
/// One case in so many is called, offered an agreement, served, left waiting, put on hold. Chosen
/// so that a small estate has one of each as well.
constexpr std::size_t kCalled = 6;
constexpr std::size_t kCalledEarly = 3;
constexpr std::size_t kAgreed = 12;
constexpr int kAgreedEvery = 4;
/// An agreement of so many weeks ago whose first payment never came is found broken by today's run.
constexpr int kWeeksToBreak = 2;
constexpr std::size_t kServed = 16;
constexpr std::size_t kToServe = 24;
constexpr std::size_t kWaiting = 20;
constexpr std::size_t kBreathing = 30;
/// How many cases an officer readies for notice in a week.
constexpr std::size_t kReadied = 60;
constexpr int kNoticesBeginInWeek = 5;
/// In a small estate notices are rare: only every third week has one.
constexpr int kServedEvery = 3;

std::size_t share_of(std::size_t cases, std::size_t one_in) {
  return cases == 0 ? 0 : std::max<std::size_t>(1, cases / one_in);
}

Json fields(std::initializer_list<std::pair<const char*, std::string>> all) {
  Json json = Json::object();
  for (const auto& [name, value] : all) json[name] = value;
  return json;
}

const EventOffer* offer(const CasePage& page, std::string_view event) {
  const auto found = std::find_if(page.events.begin(),
                                  page.events.end(),
                                  [&](const EventOffer& each) { return each.event == event; });
  return found == page.events.end() ? nullptr : &*found;
}

bool may(const CasePage& page, std::string_view event) {
  const EventOffer* found = offer(page, event);
  return found != nullptr && found->allowed;
}

}  // namespace

std::vector<CaseLine> ScriptedOfficers::at_stage(const Person& officer, Stage stage) const {
  CaseFilter filter;
  filter.view = "all";
  filter.stage = stage;
  filter.limit = static_cast<int>(kPage);
  std::vector<CaseLine> lines;
  do {
    CaseList page = casework_.cases(officer, filter);
    lines.insert(lines.end(), page.rows.begin(), page.rows.end());
    filter.cursor = page.next;
  } while (!filter.cursor.empty());
  std::stable_sort(lines.begin(), lines.end(), [](const CaseLine& a, const CaseLine& b) {
    return a.weeks_owed_tenths > b.weeks_owed_tenths;
  });
  return lines;
}

bool ScriptedOfficers::press(const Person& officer,
                             const std::string& reference,
                             const std::string& event,
                             Json fields) {
  const auto seen = casework_.case_page(reference, officer);
  if (!seen.page || !may(*seen.page, event)) return false;
  CaseCommand command;
  command.reference = reference;
  command.event = event;
  command.fields = std::move(fields);
  command.actor = officer;
  command.command_key =
      "played:" + std::to_string(week_) + ":" + std::to_string(++presses_) + ":" + reference;
  command.expected_version = seen.page->kase.version;
  return casework_.handle(command).applied();
}

void ScriptedOfficers::call_round(const Person& officer) {
  std::size_t at = 0;
  std::size_t called = 0;
  for (const Stage stage : {Stage::letter_1, Stage::letter_2}) {
    const std::vector<CaseLine> lines = at_stage(officer, stage);
    const std::size_t one_in = std::clamp<std::size_t>(lines.size(), 1, kCalled);
    std::size_t offers_left = offers_due() ? share_of(lines.size(), kAgreed) : 0;
    for (const CaseLine& line : lines) {
      if ((at++ + static_cast<std::size_t>(week_)) % one_in != 0) continue;
      const bool reached = called++ % 2 == 0;
      press(officer,
            line.reference,
            "record_contact",
            fields({{"method", called % 3 == 0 ? "visit" : "telephone"},
                    {"reached", reached ? "yes" : "no"},
                    {"note",
                     reached ? "Spoke about the rent and what help there is."
                             : "No answer; card left."}}));
      if (reached && offers_left > 0 && agree(officer, line.reference)) --offers_left;
    }
  }
}

/// An officer rings before policy asks for anything: the case that this opens is at early contact.
void ScriptedOfficers::call_early(const Person& officer) {
  RunFilter left_alone;
  left_alone.outcome = LineOutcome::left_alone;
  left_alone.patches = officer.patches;
  left_alone.limit = static_cast<int>(kPage);
  const std::optional<RunLedger> ledger =
      casework_.run_ledger(casework_.runs().front().id, left_alone);
  std::size_t called = 0;
  for (const RunLine& line : ledger->lines) {
    if (called == kCalledEarly) return;
    if (line.weeks_owed_tenths == 0) continue;
    const auto seen = casework_.case_page(line.reference, officer);
    if (!seen.page || !seen.page->kase.id.is_nil()) continue;
    if (press(officer,
              line.reference,
              "record_contact",
              fields({{"method", "telephone"},
                      {"reached", "yes"},
                      {"note", "Rang before a reminder was due; will pay on Friday."}}))) {
      ++called;
    }
  }
}

bool ScriptedOfficers::offers_due() const {
  return last_week() || (weeks_ - 1 - kWeeksToBreak - week_) % kAgreedEvery == 0;
}

bool ScriptedOfficers::agree(const Person& officer, const std::string& reference) {
  const Date first = casework_.today().plus_days(4);
  const bool offered = press(
      officer,
      reference,
      "offer_agreement",
      fields({{"instalment", "10.00"}, {"first_due", first.to_iso()}, {"frequency", "weekly"}}));
  if (!offered) return false;
  const bool thinks_it_over = last_week() && offers_++ % 2 == 0;
  if (!thinks_it_over) press(officer, reference, "accept_agreement");
  return true;
}

void ScriptedOfficers::prepare_notices(const Person& officer) {
  std::size_t readied = 0;
  for (const CaseLine& line : at_stage(officer, Stage::notice)) {
    if (readied == kReadied) break;
    const auto seen = casework_.case_page(line.reference, officer);
    if (!seen.page || offer(*seen.page, "propose_notice") == nullptr ||
        may(*seen.page, "propose_notice"))
      continue;
    press(officer,
          line.reference,
          "record_contact",
          fields({{"method", "visit"},
                  {"reached", "yes"},
                  {"note", "Explained that notice is next unless a plan is made."}}));
    press(officer,
          line.reference,
          "record_assessment",
          fields({{"assessment",
                   "No vulnerability told to us. Notice is a proportionate next step."}}));
    ++readied;
  }
}

void ScriptedOfficers::begin_breathing_spaces(const Person& officer) {
  const std::vector<CaseLine> cases = at_stage(officer, Stage::notice);
  const std::size_t most = share_of(cases.size(), kBreathing);
  std::size_t begun = 0;
  for (auto line = cases.rbegin(); line != cases.rend() && begun < most; ++line) {
    const auto seen = casework_.case_page(line->reference, officer);
    if (!seen.page || offer(*seen.page, "propose_notice") == nullptr || !seen.page->holds.empty())
      continue;
    if (press(officer,
              line->reference,
              "moratorium_notified",
              fields({{"from", casework_.today().to_iso()},
                      {"reason", "Told by the Insolvency Service"}}))) {
      ++begun;
    }
  }
}

void ScriptedOfficers::propose(const Person& officer, std::size_t most) {
  std::size_t proposed = 0;
  for (const CaseLine& line : at_stage(officer, Stage::notice)) {
    if (proposed == most) return;
    if (press(officer, line.reference, "propose_notice")) ++proposed;
  }
}

void ScriptedOfficers::decide_waiting(bool return_one) {
  for (const ApprovalLine& line : casework_.approvals_for(manager_)) {
    const auto seen = casework_.approval(line.approval.id, manager_);
    if (!seen.page) continue;
    for (const DocumentView& each : seen.page->documents)
      casework_.mark_read(each.document.id, manager_);
    DecideApproval decision;
    decision.id = line.approval.id;
    decision.approve = !return_one;
    decision.reason = return_one ? "Please speak to the tenant about benefit first." : "";
    decision.bound_to = line.approval.bound_to.to_hex();
    decision.actor = manager_;
    decision.command_key = "played:decide:" + to_string(line.approval.id);
    casework_.decide_approval(decision);
    return_one = false;
  }
}

void ScriptedOfficers::serve_approved(const Person& officer) {
  for (const CaseLine& line : at_stage(officer, Stage::notice)) {
    const auto seen = casework_.case_page(line.reference, officer);
    if (!seen.page || !may(*seen.page, "serve_notice")) continue;
    RecordService service;
    service.reference = line.reference;
    for (const Tenant& tenant : seen.page->tenancy.tenants) {
      service.tenants.push_back(
          {.tenant_id = tenant.id,
           .method = ServiceMethod::left_at_address,
           .given_on = casework_.today(),
           .given_at = "14:10",
           .place = seen.page->tenancy.address.on_one_line() + ", through the letter box"});
    }
    service.actor = officer;
    service.command_key =
        "played:serve:" + line.reference + ":" + std::to_string(seen.page->kase.version);
    service.expected_version = seen.page->kase.version;
    casework_.record_service(service);
  }
}

void ScriptedOfficers::work(int n, int weeks) {
  week_ = n;
  weeks_ = weeks;
  for (const Person& officer : officers_) {
    call_round(officer);
    if (last_week()) call_early(officer);
    if (n >= kNoticesBeginInWeek || last_week()) prepare_notices(officer);
    if (n + 2 >= weeks) begin_breathing_spaces(officer);
  }
  if (last_week()) {
    leave_on_desks();
  } else if (n >= kNoticesBeginInWeek) {
    serve_notices();
  }
}

void ScriptedOfficers::serve_notices() {
  for (const Person& officer : officers_) {
    const std::size_t cases = at_stage(officer, Stage::notice).size();
    if (cases >= kServed || week_ % kServedEvery == 0) propose(officer, share_of(cases, kServed));
  }
  decide_waiting(week_ == kNoticesBeginInWeek + kServedEvery + 1);
  for (const Person& officer : officers_) serve_approved(officer);
}

/// What waits when the demonstration opens: notices to be served, and more for a manager to read.
void ScriptedOfficers::leave_on_desks() {
  for (const std::size_t one_in : {kToServe, kWaiting}) {
    for (const Person& officer : officers_)
      propose(officer, share_of(at_stage(officer, Stage::notice).size(), one_in));
    if (one_in == kToServe) decide_waiting(false);
  }
}

}  // namespace lintel
