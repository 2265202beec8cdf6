#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/agreement.h"
#include "domain/case.h"
#include "domain/document.h"
#include "domain/notice.h"
#include "domain/rent_account.h"
#include "domain/task.h"
#include "domain/tenancy.h"
#include "server/casework/balance_chart.h"
#include "server/casework/event_offer.h"
#include "server/casework/law_index.h"

namespace lintel {

/// One stage of the strip, in the order in which screens show them.
struct StageStep {
  enum class Place { past, now, ahead };
  Stage stage = Stage::early_contact;
  Place place = Place::ahead;
  std::optional<Date> reached_on;  ///< the last time the case entered it
  std::string note;                ///< "Broken 24 August 2026", "Paused by hold", or ""
};

/// A hold that runs today or is to come.
struct HoldView {
  Hold hold;
  std::string label;               ///< "Breathing space"
  std::string law;                 ///< "SI 2020/1311 reg 7", or ""
  int day = 0;                     ///< today's number, the first day being 1; 0 before it begins
  std::optional<int> of;           ///< how many days in all; none when no end is known
  std::vector<std::string> stops;  ///< labels of the events that it blocks
};

struct DocumentView {
  Document document;
  std::string to;     ///< "Ama Okafor"
  bool read = false;  ///< by the person who asks
};

/// One entry of the timeline, newest first.
struct TimelineEntry {
  std::int64_t seq = 0;
  Instant at{};
  Date on{1900, 1, 1};
  std::string kind;   ///< "contact", "money", "legal", "letter" or "system"
  std::string title;  ///< "Letter 1 sent"
  std::string by;     ///< "Priya Shah", "Arrears run"
  std::string words;  ///< what came of it, or why: the passing rule's because
  std::string law;    ///< the citation leaned on, or ""
  std::string rule;   ///< the branch that acted: "reminded.no_answer"
  std::vector<DocumentView> documents;
};

struct TaskView {
  Task task;
  bool overdue = false;
  bool for_this_person = true;
};

/// A notice with the names of whom it was served on.
struct NoticeView {
  Notice notice;
  struct Served {
    std::string tenant;  ///< "Ama Okafor"
    Service service;
    std::string by;
  };
  std::vector<Served> served;
  std::vector<DocumentView> documents;
};

/// A case that this one began, or that began it.
struct LinkedCase {
  std::string reference;    ///< "T-0041872.tenancy_end"
  std::string title;        ///< of its workflow
  std::string state_label;  ///< "Keys due"
};

/// Everything that the page of one case shows, as it stands for one person on one day.
struct CasePage {
  Date today{1900, 1, 1};
  Case kase;  ///< `case` is a word of C++
  Tenancy tenancy;
  RentAccount account;
  std::string state_label{};
  std::string state_meaning{};
  std::int64_t weeks_owed_tenths = 0;  ///< 108 is 10.8 weeks
  std::optional<Date> next_charge{};   ///< when rent falls due next, as the ledger's pattern says

  std::vector<HoldView> holds{};
  std::vector<StageStep> stages{};
  BalanceChart chart{};
  std::vector<EventOffer> events{};  ///< the next step first
  std::string next_step{};           ///< "Propose a notice"; "" when nothing waits on a person
  std::string next_why{};
  NoticeGate gate{};
  std::vector<TimelineEntry> timeline{};  ///< newest first: a page of them
  std::optional<std::int64_t> after{};    ///< the page stands before this event; none: the newest
  std::optional<std::int64_t> earlier{};  ///< there are events before this one, not on the page
  std::vector<TaskView> tasks{};          ///< open ones, soonest due first
  std::vector<DocumentView> documents{};  ///< newest first
  std::vector<NoticeView> notices{};      ///< newest first
  std::optional<Agreement> agreement{};   ///< the latest
  struct ContactView {
    Contact contact;
    std::string by;  ///< "Priya Shah"
  };
  std::vector<ContactView> contacts{};            ///< the newest 200, newest first
  std::optional<std::string> waiting_approval{};  ///< its id, when one waits
  std::optional<LinkedCase> begun_by{};
  std::vector<LinkedCase> started{};
  std::vector<LawReference> laws{};  ///< what gate, events and holds cite, each once
};

/// The whole rent account of a case, oldest first, with the balance after each posting.
struct AccountPage {
  struct Line {
    Posting posting;
    Money balance;
  };
  Tenancy tenancy;
  RentAccount account;
  std::vector<Line> lines;
};

}  // namespace lintel
