#include "tests/support/world.h"

#include <fstream>
#include <random>
#include <stdexcept>

#include "server/casework/workflows.h"
#include "storage/migrator.h"
#include "storage/person_store.h"
#include "tests/support/shipped_law.h"

namespace lintel {
namespace {

/// Read once: a thousand worlds share it.
const Policy& shipped_policy() {
  static const Policy policy = [] {
    ResultOfMany<Policy> read = Policy::read(std::filesystem::path(LINTEL_SOURCE_DIR) / "config");
    if (read) return std::move(*read);
    std::string all;
    for (const Problem& each : read.error()) all += each.to_string() + "\n";
    throw std::runtime_error(all);
  }();
  return policy;
}

std::filesystem::path new_folder() {
  static int count = 0;
  const std::filesystem::path folder =
      std::filesystem::temp_directory_path() /
      ("lintel_world_" + std::to_string(std::random_device{}()) + "_" + std::to_string(++count));
  std::filesystem::create_directories(folder);
  return folder;
}

std::string day_month_year(Date day) {
  const std::string iso = day.to_iso();
  return iso.substr(8, 2) + "/" + iso.substr(5, 2) + "/" + iso.substr(0, 4);
}

std::string file_date(Date day) {
  const std::string iso = day.to_iso();
  return iso.substr(0, 4) + iso.substr(5, 2) + iso.substr(8, 2);
}

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t at = 1; at < names.size(); ++at) text += (at > 1 ? "; " : "") + names[at];
  return text;
}

/// What a household was charged and paid from `from` to `to`, in order of day.
std::vector<std::pair<Date, Money>> lines_of(const Household& household, Date from, Date to) {
  std::vector<std::pair<Date, Money>> lines;
  for (Date day = from; day <= to; day = day.plus_days(1)) {
    if (day.weekday() == Weekday::monday) lines.emplace_back(day, household.rent);
    if (day.weekday() == Weekday::friday && day <= household.pays_until)
      lines.emplace_back(day, -household.rent);
    for (const auto& [on, amount] : household.other_payments) {
      if (on == day) lines.emplace_back(day, -amount);
    }
  }
  return lines;
}

}  // namespace

World::World(Date monday)
    : officer{.id = {},
              .username = "priya",
              .name = "Priya Shah",
              .roles = {Role::income_officer},
              .patches = {"East"}},
      other_officer{.id = {},
                    .username = "lee",
                    .name = "Lee Marsh",
                    .roles = {Role::income_officer},
                    .patches = {"West"}},
      manager{.id = {},
              .username = "margaret",
              .name = "Margaret Adeyemi",
              .roles = {Role::team_manager},
              .patches = {}},
      auditor{.id = {},
              .username = "tomos",
              .name = "Tomos Ellis",
              .roles = {Role::auditor},
              .patches = {}},
      coordinator{.id = {},
                  .username = "ewa",
                  .name = "Ewa Świątek",
                  .roles = {Role::revenues_coordinator},
                  .patches = {}},
      legal{.id = {},
            .username = "rhys",
            .name = "Rhys Morgan",
            .roles = {Role::legal_officer},
            .patches = {}},
      folder_(new_folder()),
      clock_(london_time(monday, 9, 0)),
      ids_([random = std::mt19937_64{20261123}]() mutable { return random(); }),
      database_(Database::open(database_url())),
      policy_(&shipped_policy()),
      opened_(monday) {
  migrate(*database_);
  restarts_with(*policy_);
  for (Person* each : {&officer, &other_officer, &manager, &auditor, &coordinator, &legal}) {
    each->id = ids_.make<PersonId>(clock_.now());
    database_->write([&](Transaction& tx) { PersonStore{tx}.add(*each, "no password"); });
  }
}

World::~World() {
  casework_.reset();
  database_.reset();
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

void World::restarts_with(const Policy& policy) {
  const Problems refused = Workflows::load(*database_, policy, clock_.now());
  if (!refused.empty()) throw std::runtime_error(refused.front().to_string());
  casework_.reset();
  policy_ = &policy;
  casework_ = std::make_unique<Casework>(*database_, policy, clock_, ids_);
}

void World::config_says(const std::string& file, const std::string& was, const std::string& now) {
  config_says(file, {{was, now}});
}

void World::config_says(const std::string& file,
                        const std::vector<std::pair<std::string, std::string>>& changes) {
  const std::filesystem::path copy = copied_config();
  std::string text = text_of_file(copy / file);
  for (const auto& [was, now] : changes) {
    const std::size_t at = text.find(was);
    if (at == std::string::npos) throw std::runtime_error(was + " does not stand in " + file);
    text.replace(at, was.size(), now);
  }
  std::ofstream{copy / file, std::ios::binary} << text;
  goes_on_by(copy);
}

void World::config_has(const std::string& file, const std::string& text) {
  const std::filesystem::path copy = copied_config();
  std::ofstream{copy / file, std::ios::binary} << text;
  goes_on_by(copy);
}

std::filesystem::path World::copied_config() {
  std::filesystem::path copy = folder_ / "changed" / std::to_string(++keys_) / "config";
  std::filesystem::create_directories(copy.parent_path());
  std::filesystem::copy(config(), copy, std::filesystem::copy_options::recursive);
  return copy;
}

void World::goes_on_by(const std::filesystem::path& config) {
  ResultOfMany<Policy> read = Policy::read(config);
  if (!read) throw std::runtime_error(read.error().front().to_string());
  auto changed = std::make_unique<Policy>(std::move(*read));
  restarts_with(*changed);
  own_policy_ = std::move(changed);
}

World& World::lets(Household household) {
  households_.push_back(std::move(household));
  return *this;
}

Household& World::household(std::string_view reference) {
  for (Household& each : households_) {
    if (each.reference == reference) return each;
  }
  throw std::logic_error("no household " + std::string(reference));
}

World& World::leaves_the_file(std::string_view reference) {
  std::erase_if(households_, [&](const Household& each) { return each.reference == reference; });
  return *this;
}

ImportSummary World::loads_rents() {
  const Date from = opened_.plus_days(-182);
  const std::string suffix = file_date(file_day()) + ".csv";
  const std::filesystem::path accounts = folder_ / ("rent_accounts_" + suffix);
  const std::filesystem::path transactions = folder_ / ("rent_transactions_" + suffix);
  std::ofstream a{accounts};
  std::ofstream t{transactions};
  a << "Payment Reference,Tenancy Reference,Account Type,Tenancy Type,Tenancy Start,Tenancy "
       "End,Main Tenant,"
       "Joint Tenants,Address,Postcode,UPRN,Charge,Frequency,Benefit,Payment Method,Opening "
       "Balance,"
       "Current Balance,Patch\n";
  t << "Payment Reference,Transaction Date,Type,Description,Debit,Credit\n";
  Money total;
  Money net;
  int count = 0;
  for (const Household& each : households_) {
    const int number =
        std::stoi(each.reference.substr(2));  // the same in every file, whoever else is in it
    const std::string reference = "90000000" + std::to_string(9999 + number);
    Money balance;
    for (const auto& [on, amount] : lines_of(each, from, file_day())) {
      const bool charge = amount > Money{};
      t << reference << ',' << day_month_year(on) << ','
        << (charge ? "RENT,Weekly charge," : "PAY,Card,") << (charge ? amount.to_plain() : "")
        << ',' << (charge ? "" : (-amount).to_plain()) << '\n';
      balance += amount;
      ++count;
    }
    a << reference << ',' << each.reference << ",Rent," << each.tenancy_type << ",05/03/2018,,\""
      << each.tenants.front() << "\",\"" << joined(each.tenants) << "\"," << 13 + number
      << " Fennel Court,NM4 2QT,," << each.rent.to_plain() << ",Weekly,,card,0.00,"
      << (balance < Money{} ? (-balance).to_plain() + "CR" : balance.to_plain()) << ','
      << each.patch << '\n';
    total += balance;
    net += balance;
  }
  a << "TRAILER," << households_.size() << ',' << total.to_plain() << ",,,,,,,,,,,,,,,\n";
  t << "TRAILER," << count << ',' << net.to_plain() << ",,,\n";
  a.close();
  t.close();
  Result<ImportSummary> summary = casework_->import_rents("cx", {accounts, transactions});
  if (!summary) throw std::runtime_error(summary.error().to_string());
  if (summary->state != ImportFate::loaded)
    throw std::runtime_error("the rent file was not loaded: " + summary->why);
  return *summary;
}

RunSummary World::runs() {
  Result<RunSummary> run = casework_->run_arrears(today());
  if (!run) throw std::runtime_error(run.error().to_string());
  casework_->tick(today());
  return *run;
}

void World::weeks_pass(int weeks) {
  for (int week = 0; week < weeks; ++week) {
    clock_.set(london_time(today().plus_days(7), 9, 0));
    loads_rents();
    runs();
  }
}

void World::day_is(Date day) {
  clock_.set(london_time(day, 9, 0));
  casework_->tick(day);
}

Outcome World::press(const Person& who,
                     std::string_view event,
                     Json fields,
                     std::string_view reference) {
  const auto seen = casework_->case_page(reference, manager);
  return casework_->handle({.reference = std::string(reference),
                            .event = std::string(event),
                            .fields = std::move(fields),
                            .actor = who,
                            .command_key = key(),
                            .expected_version = seen.page ? seen.page->kase.version : 0});
}

void World::ready_for_notice(std::string_view reference) {
  const auto must = [](const Outcome& outcome) {
    if (!outcome.applied()) throw std::runtime_error("not applied");
  };
  must(press(officer,
             "record_contact",
             Json::Object{{"method", "telephone"}, {"reached", "no"}},
             reference));
  must(press(officer,
             "record_assessment",
             Json::Object{{"assessment", "No need for support is known."}},
             reference));
}

void World::reads_all(const Person& who) {
  for (const ApprovalLine& line : casework_->approvals_for(manager)) {
    for (const DocumentId document : line.approval.documents) casework_->mark_read(document, who);
  }
}

Outcome World::approves(const Person& who, bool approve) {
  const std::vector<ApprovalLine> waiting = casework_->approvals_for(manager);
  if (waiting.empty()) throw std::runtime_error("nothing waits for approval");
  return casework_->decide_approval({.id = waiting.front().approval.id,
                                     .approve = approve,
                                     .reason = approve ? "" : "The address is out of date.",
                                     .bound_to = waiting.front().approval.bound_to.to_hex(),
                                     .actor = who,
                                     .command_key = key()});
}

Outcome World::serves(const Person& who,
                      ServiceMethod method,
                      Date given_on,
                      std::string_view reference) {
  const CasePage now = page(manager, reference);
  RecordService asked{.reference = std::string(reference),
                      .tenants = {},
                      .actor = who,
                      .command_key = key(),
                      .expected_version = now.kase.version};
  for (const Tenant& tenant : now.tenancy.tenants) {
    asked.tenants.push_back({.tenant_id = tenant.id,
                             .method = method,
                             .given_on = given_on,
                             .given_at = "10:15",
                             .place = "Through the letter box"});
  }
  return casework_->record_service(asked);
}

CasePage World::page(const Person& who, std::string_view reference) const {
  const auto seen = casework_->case_page(reference, who);
  if (!seen.page) throw std::runtime_error("no case " + std::string(reference));
  return *seen.page;
}

std::string World::state(std::string_view reference) const {
  return page(manager, reference).kase.state;
}

std::string World::key() {
  return "test-" + std::to_string(++keys_);
}

std::vector<std::string> refused_because(const Outcome& outcome) {
  std::vector<std::string> sentences;
  for (const Reason& reason : outcome.decision.reasons) {
    if (reason.passed != Verdict::yes) sentences.push_back(reason.because);
  }
  return sentences;
}

}  // namespace lintel
