#include <algorithm>
#include <array>

#include "server/casework/case_words.h"
#include "server/casework/casework.h"
#include "server/casework/desk.h"
#include "server/casework/event_fields.h"
#include "server/casework/page_laws.h"
#include "storage/approval_store.h"
#include "storage/document_store.h"
#include "storage/rent_account_store.h"
#include "storage/task_store.h"

namespace lintel {
namespace {

constexpr int kChartWeeks = 60;
constexpr int kDaysInAWeek = 7;
constexpr int kEventsOnAPage = 50;
constexpr int kMovesOnAPage = 500;
constexpr int kContactsOnAPage = 200;
constexpr int kMonthsInAYear = 12;
constexpr std::array kStripStages = {Stage::early_contact,
                                     Stage::letter_1,
                                     Stage::letter_2,
                                     Stage::agreement,
                                     Stage::notice,
                                     Stage::court,
                                     Stage::order,
                                     Stage::eviction};
constexpr std::string_view kPropose = "propose_notice";

/// One case page, filled a panel at a time.
class PageMaker {
 public:
  PageMaker(CaseworkParts& parts,
            Connection& connection,
            const GatheredCase& gathered,
            const Person& person,
            std::int64_t before)
      : parts_(parts),
        connection_(connection),
        gathered_(gathered),
        person_(person),
        page_{.today = gathered.today,
              .kase = gathered.file.latest_case.value_or(Case{}),
              .tenancy = gathered.file.tenancy,
              .account = gathered.file.account} {
    if (!gathered.file.latest_case) page_.kase.reference = gathered.file.tenancy.reference;
    page_.weeks_owed_tenths = weeks_owed_tenths(page_.account);
    if (gathered_.definition) {
      rules_.emplace(*gathered_.definition, parts_.policy.rules(), gathered_.today);
      state_ = gathered_.file.latest_case
                   ? gathered_.state
                   : open_case(*gathered_.definition, gathered_.facts, *rules_, gathered_.today);
    }
    if (!gathered_.file.latest_case) return;
    const CaseStore cases(connection_);
    events_ = cases.timeline(page_.kase.id, kEventsOnAPage, before);
    moves_ = cases.moves(page_.kase.id, kMovesOnAPage);
    if (before > 0) page_.after = before;
    if (!events_.empty() && events_.back().seq > 1) page_.earlier = events_.back().seq;
  }

  CasePage make() {
    name_state();
    show_links();
    show_holds();
    show_stages();
    show_timeline();
    show_chart();
    show_tasks();
    show_documents();
    show_notices();
    show_offers();
    show_gate();
    show_laws(page_, gathered_, parts_.policy);
    page_.agreement = gathered_.file.agreement;
    page_.next_charge = next_charge();
    return std::move(page_);
  }

 private:
  const Definition* definition() const { return gathered_.definition; }
  const StateDefinition* state_named(const std::string& name) const {
    return definition() ? definition()->state(name) : nullptr;
  }

  void name_state() {
    const StateDefinition* state =
        state_named(state_.state.empty() && definition() ? definition()->start : state_.state);
    if (state == nullptr) return;
    page_.state_label = state->label;
    page_.state_meaning = state->meaning;
    if (!gathered_.file.latest_case) {
      page_.kase.state = state->name;
      page_.kase.stage = state->stage;
      page_.kase.state_since = gathered_.today;
    }
  }

  LinkedCase linked(const CaseLink& link) const {
    const Definition* theirs = parts_.workflows.find(connection_, link.definition);
    const StateDefinition* state = theirs != nullptr ? theirs->state(link.state) : nullptr;
    return {.reference = link.reference,
            .title = theirs != nullptr && !theirs->title.empty()
                         ? theirs->title
                         : capitalised(words_of(link.definition.workflow)),
            .state_label = state != nullptr ? state->label : words_of(link.state)};
  }

  void show_links() {
    if (!gathered_.file.latest_case) return;
    const CaseLinks links = CaseStore(connection_).links(page_.kase.id);
    if (links.parent) page_.begun_by = linked(*links.parent);
    for (const CaseLink& each : links.started) page_.started.push_back(linked(each));
  }

  /// "It begins: …" behind the words of the event that closed the case.
  std::string starts_words(const Json& payload) const {
    const Json* starts = payload.find("starts");
    std::string titles;
    if (starts == nullptr || !starts->is_array()) return titles;
    for (const Json& workflow : starts->as_array()) {
      const Definition* live = parts_.workflows.live(workflow.as_string(), gathered_.today);
      std::string title =
          live != nullptr && !live->title.empty() ? live->title : words_of(workflow.as_string());
      if (!title.empty())
        title[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(title[0])));
      titles += (titles.empty() ? "begins: " : "; ") + title;
    }
    return titles;
  }

  void show_holds() {
    for (const Hold& hold : page_.kase.holds) {
      const bool is_over = (hold.lifted_on && *hold.lifted_on <= gathered_.today) ||
                           (hold.until && *hold.until < gathered_.today);
      if (is_over) continue;
      HoldView view{
          .hold = hold, .label = words_of(hold.name), .law = "", .day = 0, .of = {}, .stops = {}};
      if (gathered_.today >= hold.from) view.day = days_between(hold.from, gathered_.today) + 1;
      if (hold.until) view.of = days_between(hold.from, *hold.until) + 1;
      if (const HoldDefinition* declared = definition() ? definition()->hold(hold.name) : nullptr) {
        if (!declared->label.empty()) view.label = declared->label;
        view.law = declared->law;
        for (const std::string& event : declared->blocks_events)
          view.stops.push_back(label_of_event(definition(), event));
      }
      page_.holds.push_back(std::move(view));
    }
  }

  bool is_held() const {
    return std::any_of(
        page_.holds.begin(), page_.holds.end(), [](const HoldView& view) { return view.day > 0; });
  }

  void show_stages() {
    for (const Stage stage : kStripStages) {
      StageStep step{
          .stage = stage, .place = StageStep::Place::ahead, .reached_on = {}, .note = ""};
      for (const CaseMove& move : moves_) {  // newest first
        const StateDefinition* to = state_named(move.to);
        if (to != nullptr && to->stage == stage) {
          step.reached_on = move.on;
          break;
        }
      }
      if (page_.kase.stage == stage) {
        step.place = StageStep::Place::now;
        if (is_held()) step.note = "Paused by hold";
      } else if (step.reached_on) {
        step.place = StageStep::Place::past;
      }
      const auto& agreement = gathered_.file.agreement;
      if (stage == Stage::agreement && agreement && agreement->state == AgreementState::broken &&
          step.reached_on) {
        step.note = "Broken " + step.reached_on->to_words();
      }
      page_.stages.push_back(std::move(step));
    }
  }

  static std::string kind_of(const CaseEvent& event, bool has_documents) {
    static constexpr std::array kLegal = {"propose_notice",
                                          "approved",
                                          "returned",
                                          "serve_notice",
                                          "notice_expired",
                                          "notice_lapses",
                                          "withdraw_notice"};
    if (event.event == "record_contact") return "contact";
    if (std::find(kLegal.begin(), kLegal.end(), event.event) != kLegal.end()) return "legal";
    if (has_documents) return "letter";
    return event.actor.person ? "legal" : "system";
  }

  std::string title_of(const CaseEvent& event) const {
    const StateDefinition* to = state_named(event.to);
    if (!event.actor.person && event.from != event.to && to != nullptr) return to->label;
    return happened(definition(), event.event);
  }

  static std::string contact_words(const Json& payload) {
    const Json* fields = payload.find("fields");
    if (fields == nullptr) return "";
    std::string words = words_of(fields->text("method").value_or("contact"));
    const std::string reached = fields->text("reached").value_or("");
    words += reached == "yes" || reached == "true" ? ": reached." : ": not reached.";
    const std::string note = fields->text("note").value_or("");
    return note.empty() ? words : words + " " + note;
  }

  static std::string entry_words(const CaseEvent& event, const Json& payload) {
    return event.event == "record_contact" ? contact_words(payload)
                                           : payload.text("because").value_or("");
  }

  void show_timeline() {
    for (const CaseEvent& event : events_) {
      const Result<Json> payload = parse_json(event.payload);
      const Json fields = payload ? *payload : Json::object();
      TimelineEntry entry;
      entry.seq = event.seq;
      entry.at = event.at;
      entry.on = event.on;
      entry.title = title_of(event);
      entry.by = event.actor.name;
      entry.rule = fields.text("rule").value_or("");
      entry.law = fields.text("law").value_or("");
      entry.words = entry_words(event, fields);
      if (const std::string starts = starts_words(fields); !starts.empty())
        entry.words += (entry.words.empty() ? "" : "; ") + starts;
      if (const Json* documents = fields.find("documents"); documents && documents->is_array()) {
        for (const Json& id : documents->as_array()) add_document(entry, id);
      }
      entry.kind = kind_of(event, !entry.documents.empty());
      page_.timeline.push_back(std::move(entry));
    }
    for (const Contact& contact : contacts()) {
      page_.contacts.push_back({.contact = contact, .by = person_name(connection_, contact.by)});
    }
  }

  std::vector<Contact> contacts() const {
    return gathered_.file.latest_case
               ? CaseStore(connection_).contacts(page_.kase.id, kContactsOnAPage)
               : std::vector<Contact>{};
  }

  void add_document(TimelineEntry& entry, const Json& id) {
    const Result<DocumentId> document_id = DocumentId::parse(id.is_string() ? id.as_string() : "");
    if (!document_id) return;
    if (const auto document = DocumentStore(connection_).find(*document_id)) {
      entry.documents.push_back(view_of(connection_, *document, page_.tenancy, person_));
    }
  }

  void show_chart() {
    BalanceChart& chart = page_.chart;
    chart.to = page_.account.as_of;
    chart.from = chart.to.plus_days(-kChartWeeks * kDaysInAWeek);
    const LedgerTail ledger = RentAccountStore(connection_).tail(page_.account.id, chart.from);
    Money balance = page_.account.opening_balance + ledger.sum_before;
    chart.points.push_back({chart.from, balance});
    for (const Posting& posting : ledger.since) {
      balance += posting.amount;
      if (chart.points.back().on != posting.on) chart.points.push_back({posting.on, balance});
      chart.points.back().balance = balance;
      if (posting.amount < Money{} && posting.kind != PostingKind::adjustment) {
        chart.payments.push_back({posting.on, -posting.amount});
      }
    }
    for (auto move = moves_.rbegin(); move != moves_.rend(); ++move) {
      const StateDefinition* to = state_named(move->to);
      if (move->from != move->to && to != nullptr)
        chart.marks.push_back({move->on, to->label, to->stage, move->seq});
    }
    for (const HoldView& view : page_.holds)
      chart.holds.push_back({view.hold.from, view.hold.until, view.label});
    if (const DatedValue* weeks =
            parts_.policy.landlord().policy.on(gathered_.today).find("notice_weeks")) {
      chart.rule_line = page_.account.rent.weekly() * weeks->number();
      chart.rule_label = std::to_string(weeks->number()) + " weeks' rent: notice can be considered";
    }
  }

  void show_tasks() {
    for (const Task& task : gathered_.file.open_tasks) {
      page_.tasks.push_back({.task = task,
                             .overdue = task.due && *task.due < gathered_.today,
                             .for_this_person = person_.has(task.role)});
    }
    std::stable_sort(
        page_.tasks.begin(), page_.tasks.end(), [](const TaskView& a, const TaskView& b) {
          return a.task.due.value_or(a.task.opened_on) < b.task.due.value_or(b.task.opened_on);
        });
  }

  void show_documents() {
    if (!gathered_.file.latest_case) return;
    for (const Document& document : DocumentStore(connection_).of_case(page_.kase.id)) {
      page_.documents.push_back(view_of(connection_, document, page_.tenancy, person_));
    }
    if (const auto waiting = ApprovalStore(connection_).waiting_on(page_.kase.id))
      page_.waiting_approval = to_string(waiting->id);
  }

  void show_notices() {
    if (!gathered_.file.latest_case) return;
    for (const Notice& notice : CaseStore(connection_).notices(page_.kase.id)) {
      page_.notices.push_back(view_of(connection_, notice, page_.tenancy, person_));
    }
  }

  Actor actor() const {
    return {.person = person_.id,
            .name = person_.name,
            .roles = {person_.roles.begin(), person_.roles.end()}};
  }

  EventOffer offer_view(const Offer& offer) const {
    EventOffer view{.event = offer.event,
                    .label = capitalised(offer.label),
                    .allowed = offer.decision.acts() && offer.mine,
                    .for_this_person = offer.mine,
                    .to_label = "",
                    .reasons = offer.checks,
                    .fields = {}};
    const StateDefinition* to = state_named(offer.to.empty() ? offer.decision.to : offer.to);
    if (to != nullptr) view.to_label = to->label;
    for (const std::string& need : offer.needs)
      view.fields.push_back(field_asked(*definition(), offer.event, need, true));
    for (const std::string& other : optional_fields(*definition(), offer.event)) {
      view.fields.push_back(field_asked(*definition(), offer.event, other, false));
    }
    return view;
  }

  void show_offers() {
    if (!definition()) return;
    const Desk desk = desk_of(gathered_, state_, *rules_, "");
    page_.next_step = desk.next_step;
    page_.next_why = words_of_the_last();
    for (const Offer& offer : allowed_events(
             *definition(), state_, gathered_.facts, *rules_, gathered_.today, actor())) {
      page_.events.push_back(offer_view(offer));
    }
    std::stable_sort(
        page_.events.begin(), page_.events.end(), [&](const EventOffer& a, const EventOffer& b) {
          return (a.label == page_.next_step) > (b.label == page_.next_step);
        });
  }

  /// Why the case stands as it does: the newest event says it, whichever page is shown.
  std::string words_of_the_last() const {
    if (!page_.after) return page_.timeline.empty() ? "" : page_.timeline.front().words;
    for (const CaseEvent& newest : CaseStore(connection_).timeline(page_.kase.id, 1)) {
      const Result<Json> payload = parse_json(newest.payload);
      return payload ? entry_words(newest, *payload) : "";
    }
    return "";
  }

  /// The state in which a notice is proposed, for the gate of cases that have not come so far.
  std::string proposing_state() const {
    for (const StateDefinition& state : definition()->states) {
      if (state.event(kPropose) != nullptr) return state.name;
    }
    return "";
  }

  void show_gate() {
    const StateDefinition* now = definition() ? state_named(state_.state) : nullptr;
    if (now == nullptr || now->final) return;
    const bool serving = now->event("serve_notice") != nullptr;
    const std::string in_state = proposing_state();
    if (!serving && in_state.empty()) return;
    const std::string event = serving ? "serve_notice" : std::string(kPropose);
    const Offer offer = offer_of(
        *definition(), state_, event, gathered_.facts, *rules_, gathered_.today, actor(), in_state);
    page_.gate.event = event;
    page_.gate.lines = offer.checks;
    for (const Reason& line : offer.checks)
      page_.gate.failed += line.passed == Verdict::yes ? 0 : 1;
    page_.gate.open = page_.gate.failed == 0 && (serving || now->event(kPropose) != nullptr);
  }

  std::optional<Date> next_charge() const {
    for (const Posting& posting : gathered_.recent) {  // newest first
      if (posting.kind != PostingKind::charge) continue;
      switch (page_.account.rent.frequency) {
        case RentFrequency::weekly:
          return posting.on.plus_days(kDaysInAWeek);
        case RentFrequency::fortnightly:
          return posting.on.plus_days(kDaysInAWeek * 2);
        case RentFrequency::four_weekly:
          return posting.on.plus_days(kDaysInAWeek * 4);
        case RentFrequency::monthly:
          return posting.on.plus_months(1);
        case RentFrequency::quarterly:
          return posting.on.plus_months(3);
        case RentFrequency::yearly:
          return posting.on.plus_months(kMonthsInAYear);
      }
    }
    return std::nullopt;
  }

  CaseworkParts& parts_;
  Connection& connection_;
  const GatheredCase& gathered_;
  const Person& person_;
  CasePage page_;
  std::optional<RuleValues> rules_;
  CaseState state_;
  std::vector<CaseEvent> events_;  // of this page, newest first
  std::vector<CaseMove> moves_;    // newest first
};

}  // namespace

Casework::Seen<CasePage> Casework::case_page(std::string_view reference,
                                             const Person& person,
                                             std::int64_t before) const {
  return parts_->database.read([&](Connection& connection) -> Seen<CasePage> {
    const auto gathered = gather_case(*parts_, connection, reference, today());
    if (!gathered) return {.fate = Fate::unknown, .patch = "", .page = {}};
    const std::string& patch = gathered->file.tenancy.patch;
    if (!person.covers(patch)) return {.fate = Fate::not_yours, .patch = patch, .page = {}};
    return {.fate = Fate::applied,
            .patch = "",
            .page = PageMaker(*parts_, connection, *gathered, person, before).make()};
  });
}

Casework::Seen<AccountPage> Casework::account_page(std::string_view reference,
                                                   const Person& person) const {
  return parts_->database.read([&](Connection& connection) -> Seen<AccountPage> {
    const auto gathered = gather_case(*parts_, connection, reference, today());
    if (!gathered) return {.fate = Fate::unknown, .patch = "", .page = {}};
    const std::string& patch = gathered->file.tenancy.patch;
    if (!person.covers(patch)) return {.fate = Fate::not_yours, .patch = patch, .page = {}};
    AccountPage page{
        .tenancy = gathered->file.tenancy, .account = gathered->file.account, .lines = {}};
    for (const RunningPosting& each : RentAccountStore(connection).postings(page.account.id)) {
      page.lines.push_back({.posting = each.posting, .balance = each.balance_after});
    }
    return {.fate = Fate::applied, .patch = "", .page = std::move(page)};
  });
}

Casework::Seen<DocumentPdf> Casework::document_pdf(DocumentId id, const Person& person) const {
  return parts_->database.read([&](Connection& connection) -> Seen<DocumentPdf> {
    const std::optional<Document> document = DocumentStore(connection).find(id);
    const std::optional<Case> kase =
        document ? CaseStore(connection).find(document->case_id) : std::nullopt;
    const std::optional<CaseFile> file =
        kase ? CaseFileStore(connection).gather(kase->reference) : std::nullopt;
    if (!file) return {.fate = Fate::unknown, .patch = "", .page = {}};
    if (!person.covers(file->tenancy.patch))
      return {.fate = Fate::not_yours, .patch = file->tenancy.patch, .page = {}};
    std::optional<std::string> bytes =
        document->pdf ? DocumentStore(connection).pdf(*document->pdf) : std::nullopt;
    if (!bytes) return {.fate = Fate::unknown, .patch = "", .page = {}};
    const std::string to = tenant_name(file->tenancy, document->tenant_id);
    return {.fate = Fate::applied,
            .patch = "",
            .page = DocumentPdf{.bytes = *std::move(bytes),
                                .name = kase->reference + " " + document->title +
                                        (to.empty() ? "" : " " + to) + ".pdf",
                                .reference = kase->reference}};
  });
}

}  // namespace lintel
