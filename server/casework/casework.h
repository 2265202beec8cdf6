#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/id.h"
#include "domain/instant.h"
#include "domain/person.h"
#include "domain/result.h"
#include "server/casework/approval_page.h"
#include "server/casework/case_command.h"
#include "server/casework/case_diagram.h"
#include "server/casework/case_page.h"
#include "server/casework/case_way.h"
#include "server/casework/caseload_diff.h"
#include "server/casework/import_page.h"
#include "server/casework/my_day.h"
#include "server/casework/record_service.h"
#include "server/casework/run_ledger.h"

namespace lintel {

class Database;
class LawUses;
class MassHolds;
class Policy;
class PolicyMigration;
class PolicySimulations;
class PolicyStudio;
class Workflows;
struct CaseworkParts;

/// A finished PDF, or why there is none to show yet.
struct DocumentPdf {
  std::string bytes;
  std::string name;       ///< for saving: "T-0041872 Letter 1 Ama Okafor.pdf"
  std::string reference;  ///< of the case
};

/// What `tick` did.
struct Ticked {
  std::int64_t timers = 0;     ///< fired
  std::int64_t documents = 0;  ///< rendered
  std::int64_t posted = 0;     ///< handed to post
  std::int64_t failed = 0;     ///< effects that could not be done; they are tried again later
};

/// The use cases. An event arrives, the case file is gathered, the engine decides, the decision is
/// applied in one transaction; what it asks of the outside world is performed after commit. Every
/// door (page, API, job, command) comes through here, and every gate is asked again inside the
/// transaction that acts.
///
/// May be called from many threads at once.
class Casework {
 public:
  /// All are kept by reference and must outlive this object; Workflows::load() has put the policy's
  /// workflows into the database (std::runtime_error otherwise). `print_folder` is where letters
  /// that are to be posted are put; empty: nothing is written to disk, the outbox alone says
  /// "posted".
  Casework(Database& database,
           const Policy& policy,
           const Clock& clock,
           IdMaker& ids,
           std::filesystem::path print_folder = {});
  ~Casework();
  Casework(const Casework&) = delete;
  Casework& operator=(const Casework&) = delete;

  Date today() const;
  const Policy& policy() const;
  const Workflows& workflows() const;
  /// Where the workflows that are live today lean on the law book.
  std::shared_ptr<const LawUses> law_uses() const;
  /// Where policies are drafted, approved and published, where running cases are moved to them, and
  /// where they are tried on the whole caseload.
  PolicyStudio& studio() const;
  PolicyMigration& migration() const;
  /// Holds put on many cases at once, and lifted from them.
  MassHolds& mass_holds() const;
  PolicySimulations& simulations() const;

  // --- acts -----------------------------------------------------------------------------------
  Outcome handle(const CaseCommand& command);
  /// Refused unless the decider is another person than any who acted before, holds the role, has
  /// opened every document, and nothing that it is bound to has changed.
  Outcome decide_approval(const DecideApproval& asked);
  /// Counts the days by the law of the day of service and freezes them on the notice. Refused while
  /// a gate fails; invalid when a tenant is left out, a date is in the future or before approval.
  Outcome record_service(const RecordService& asked);
  /// Notes that this person has opened this document. False when there is no such document of a
  /// case in the person's patches.
  bool mark_read(DocumentId document, const Person& person);

  // --- the week's work ------------------------------------------------------------------------
  /// Problem: unknown layout or unreadable file. A file that must not be loaded is `held`.
  Result<ImportSummary> import_rents(std::string_view layout,
                                     const std::vector<std::filesystem::path>& files,
                                     bool dry = false,
                                     const Progress& progress = {});
  /// Decides every account once for that day. The same day again returns the same run.
  /// `each` is told of every account as it is decided, in the order of the ledger.
  /// Problem: no rent file has been loaded, or a run for a later day exists.
  Result<RunSummary> run_arrears(Date on,
                                 bool dry = false,
                                 const Progress& progress = {},
                                 const std::function<void(const RunLine&)>& each = {});
  /// Begins the same in the background and returns at once: the ledger's page shows how far it is.
  /// Ends before this object does.
  Result<RunId> start_run(Date on);
  /// Publishes the policies whose day has come, fires the timers due on or before `on`, then works
  /// the outbox until nothing is due.
  Ticked tick(Date on);
  /// Works the outbox only: renders drafts, hands released letters to post.
  Ticked work_outbox();

  // --- trying -----------------------------------------------------------------------------------
  /// What a draft would do to every case and account, now and in the days to come. `take` is told
  /// of each person affected, in the order of the ledger. Writes nothing, sends nothing.
  CaseloadDiff compare_caseload(const CaseloadAsked& asked,
                                const TakePerson& take,
                                const Progress& progress = {}) const;

  // --- what pages ask ---------------------------------------------------------------------------
  // Outside the person's patches an answer is Fate::not_yours and holds nothing of the case.
  MyDay my_day(const Person& person, const CaseFilter& filter) const;
  CaseList cases(const Person& person, const CaseFilter& filter) const;
  Found find(const Person& person, std::string_view text) const;
  /// The case after `reference` in the order of that list; its first when the reference is not in
  /// it.
  std::optional<std::string> next_case(const Person& person,
                                       const CaseFilter& filter,
                                       std::string_view reference) const;

  template <class T>
  struct Seen {
    Fate fate = Fate::applied;  ///< applied: here it is; unknown; not_yours
    std::string patch;          ///< for not_yours
    std::optional<T> page;
  };
  /// With the newest events; `before` above 0: with those before the event of that number.
  Seen<CasePage> case_page(std::string_view reference,
                           const Person& person,
                           std::int64_t before = 0) const;
  /// For the command line, which may see every patch.
  std::optional<CaseDiagram> case_diagram(std::string_view reference) const;
  /// Where the case has been, is and may go, drawn.
  Seen<CaseWay> case_way(std::string_view reference, const Person& person) const;
  /// What would come if nothing is paid. Writes nothing, sends nothing.
  Seen<CaseAhead> case_ahead(std::string_view reference,
                             const Person& person,
                             const WhatIfAsked& asked) const;
  Seen<AccountPage> account_page(std::string_view reference, const Person& person) const;
  /// Those that wait (and the person's patches cover), oldest first.
  std::vector<ApprovalLine> approvals_for(const Person& person) const;
  /// How many of them this person may decide: the badge of every page.
  std::int64_t approvals_waiting(const Person& person) const;
  Seen<ApprovalPage> approval(ApprovalId id, const Person& person) const;
  /// The stored PDF, never made again. Unknown until it has been rendered.
  Seen<DocumentPdf> document_pdf(DocumentId id, const Person& person) const;

  std::vector<RunSummary> runs() const;  ///< newest first, dry ones left out
  std::optional<RunLedger> run_ledger(RunId id, const RunFilter& filter) const;
  std::vector<ImportSummary> imports() const;  ///< newest first
  std::optional<ImportSummary> import(ImportId id) const;

 private:
  std::int64_t fire_due_timers(Date on);
  bool fire_timer(const std::string& case_id, const Timer& timer, Date on);

  std::unique_ptr<MassHolds> mass_holds_;  // outlives the work in the background that parts_ ends
  std::unique_ptr<CaseworkParts> parts_;
  std::unique_ptr<PolicyStudio> studio_;
  std::unique_ptr<PolicyMigration> migration_;
  std::unique_ptr<PolicySimulations> simulations_;
};

}  // namespace lintel
