#include "server/casework/casework.h"

#include "server/casework/case_act.h"
#include "server/casework/casework_parts.h"
#include "server/casework/mass_holds.h"
#include "server/casework/notice_drafting.h"
#include "server/casework/policy_migration.h"
#include "server/casework/policy_simulations.h"
#include "server/casework/policy_studio.h"

namespace lintel {
namespace {

/// Events that have a door of their own, because they need more than fields.
constexpr std::string_view kServeNotice = "serve_notice";

std::map<std::string, std::string> fields_as_text(const Json& fields) {
  std::map<std::string, std::string> text;
  if (!fields.is_object()) return text;
  for (const auto& [name, value] : fields.as_object()) {
    if (value.is_string()) text[name] = value.as_string();
    if (value.is_bool()) text[name] = value.as_bool() ? "yes" : "no";
    if (value.is_number()) text[name] = value.number_text();
  }
  return text;
}

/// An event that a second person decides, reading what it is bound to.
bool belongs_to_approval(const GatheredCase& gathered, const std::string& event) {
  const StateDefinition* state = gathered.definition->state(gathered.state.state);
  const EventDefinition* declared = state == nullptr ? nullptr : state->event(event);
  if (declared == nullptr) return false;
  for (const Branch& branch : declared->branches) {
    const TaskDefinition* task = branch.by_task.empty() ? nullptr : state->task(branch.by_task);
    if (task != nullptr && !task->binds.empty()) return true;
  }
  return false;
}

}  // namespace

Casework::Casework(Database& database,
                   const Policy& policy,
                   const Clock& clock,
                   IdMaker& ids,
                   std::filesystem::path print_folder)
    : parts_(
          std::make_unique<CaseworkParts>(database, policy, clock, ids, std::move(print_folder))),
      studio_(std::make_unique<PolicyStudio>(*parts_)),
      migration_(std::make_unique<PolicyMigration>(*parts_)),
      simulations_(std::make_unique<PolicySimulations>(*parts_)) {
  mass_holds_ = std::make_unique<MassHolds>(*parts_);
}
Casework::~Casework() = default;

Date Casework::today() const {
  return parts_->clock.today();
}
const Policy& Casework::policy() const {
  return parts_->policy;
}
const Workflows& Casework::workflows() const {
  return parts_->workflows;
}
std::shared_ptr<const LawUses> Casework::law_uses() const {
  return parts_->law_uses.of(parts_->policy.law_index(), parts_->workflows.all_live(today()));
}
PolicyStudio& Casework::studio() const {
  return *studio_;
}
PolicyMigration& Casework::migration() const {
  return *migration_;
}
MassHolds& Casework::mass_holds() const {
  return *mass_holds_;
}
PolicySimulations& Casework::simulations() const {
  return *simulations_;
}

Outcome Casework::handle(const CaseCommand& command) {
  CaseAct act;
  act.reference = command.reference;
  act.asked = {
      command.event, fields_as_text(command.fields), actor_of(command.actor), command.command_key};
  act.person = command.actor;
  act.expected_version = command.expected_version;
  act.before = [this, &command](Connection&,
                                GatheredCase& gathered,
                                NoticeAct& notice) -> std::optional<Outcome> {
    if (belongs_to_approval(gathered, command.event)) {
      return refused(command.event,
                     {.rule = "approval",
                      .passed = Verdict::no,
                      .because = "this is decided where the documents are read",
                      .law = "",
                      .fact = "",
                      .fix = "Open it under Approvals."});
    }
    if (command.event == kServeNotice) {
      return invalid({.what = "how each tenant was given the notice is missing",
                      .fix = "Use the form for recording service.",
                      .place = {}});
    }
    return prepare_notice(*parts_, gathered, command.event, notice);
  };
  return perform(*parts_, act);
}

}  // namespace lintel
