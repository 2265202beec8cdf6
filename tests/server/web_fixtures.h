#pragma once

#include <filesystem>
#include <fstream>
#include <string>

#include "server/casework/case_page.h"
#include "server/http/request.h"
#include "server/web/site.h"

namespace lintel::web_test {

/// A folder with one-line stand-ins for the built assets, so that page tests need no npm.
inline std::filesystem::path asset_folder() {
  const auto folder = std::filesystem::path(::testing::TempDir()) / "lintel-web-assets";
  std::filesystem::create_directories(folder);
  std::string manifest = "{";
  for (const std::string name :
       {"lintel.css", "boot.js", "htmx.js", "cw.js", "icon.svg", "casework-latin.woff2"}) {
    std::ofstream(folder / name) << "/* " << name << " */";
    manifest += (manifest.size() > 1 ? ",\"" : "\"") + name + "\":\"" + name + "\"";
  }
  std::ofstream(folder / "manifest.json") << manifest << "}";
  return folder;
}

inline WebSettings settings() {
  WebSettings settings;
  settings.templates = std::filesystem::path(LINTEL_SOURCE_DIR) / "server/web/templates";
  settings.assets = asset_folder();
  settings.landlord = "Northmere Homes";
  return settings;
}

inline Request request_of(const std::string& path) {
  Request request;
  request.path = path;
  SignedIn who;
  who.person.username = "priya";
  who.person.name = "Priya Shah";
  who.person.roles = {Role::income_officer};
  who.person.patches = {"East"};
  who.csrf_secret = "a secret of a session";
  request.signed_in = who;
  return request;
}

/// Daniel and Ama Okafor, four weeks behind, in breathing space.
inline CasePage okafor() {
  const Date today{2026, 11, 23};
  Tenancy tenancy{{},
                  "T-0041872",
                  TenancyType::secure,
                  true,
                  Landlord::prp,
                  Jurisdiction::england,
                  Date{2018, 3, 5},
                  std::nullopt,
                  Address{{"14 Fennel Court"}, "NM4 2QT"},
                  "East",
                  {}};
  tenancy.tenants = {Tenant{{}, {}, 1, {"Daniel", "Okafor"}}, Tenant{{}, {}, 2, {"Ama", "Okafor"}}};
  RentAccount account{{},
                      {},
                      "9826",
                      AccountKind::rent,
                      Rent{118'40_pence, RentFrequency::weekly},
                      Benefit::none,
                      "card",
                      {},
                      today,
                      true,
                      {}};
  account.summary.balance = 1284'16_pence;
  account.summary.last_payment_on = Date{2026, 11, 9};
  account.summary.last_payment = 140'00_pence;
  Case kase;
  kase.reference = "T-0041872";
  kase.version = 14;
  kase.stage = Stage::notice;
  CasePage page{today, kase, tenancy, account};
  page.state_label = "Notice considered";
  page.state_meaning = "An officer weighs whether to propose notice.";
  page.weeks_owed_tenths = 108;
  page.chart.from = Date{2025, 10, 1};
  page.chart.to = today;
  page.chart.points = {
      {Date{2025, 10, 1}, 40'00_pence}, {Date{2026, 5, 18}, 900'00_pence}, {today, 1284'16_pence}};
  page.chart.payments = {{Date{2026, 11, 9}, 140'00_pence}};
  page.chart.marks = {{Date{2026, 5, 18}, "Letter 1", Stage::letter_1, 3}};
  page.chart.holds = {{Date{2026, 11, 16}, Date{2027, 1, 14}, "Breathing space"}};
  page.chart.rule_line = 473'60_pence;
  page.chart.rule_label = "4 weeks' rent: notice can be considered";
  HoldView hold;
  hold.hold.name = "breathing_space";
  hold.hold.from = Date{2026, 11, 16};
  hold.hold.until = Date{2027, 1, 14};
  hold.label = "Breathing space";
  hold.law = "SI 2020/1311 reg 7";
  hold.day = 8;
  hold.of = 60;
  hold.stops = {"Propose a notice", "Serve the notice"};
  page.holds = {hold};
  page.stages = {
      {Stage::early_contact, StageStep::Place::past, Date{2026, 5, 4}, ""},
      {Stage::agreement, StageStep::Place::past, Date{2026, 6, 1}, "Broken 24 August 2026"},
      {Stage::notice, StageStep::Place::now, Date{2026, 10, 5}, "Paused by hold"},
      {Stage::court, StageStep::Place::ahead, std::nullopt, ""}};
  EventOffer propose;
  propose.event = "propose_notice";
  propose.label = "Propose a notice";
  propose.to_label = "Waiting for a manager";
  propose.reasons = {
      Reason{"hold.breathing_space",
             Verdict::no,
             "breathing space runs until 14 January 2027",
             "SI 2020/1311 reg 7",
             "breathing_space",
             "wait until it ends"},
      Reason{"arrears", Verdict::yes, "arrears £1,284.16 are at least £473.60", "", "arrears", ""}};
  EventOffer contact;
  contact.event = "record_contact";
  contact.label = "Record contact";
  contact.allowed = true;
  contact.fields = {FieldAsked{"method", "How", "one_of", {"telephone", "visit"}, true},
                    FieldAsked{"reached", "Reached", "yes_no", {}, true},
                    FieldAsked{"note", "Note", "text", {}, false}};
  page.events = {propose, contact};
  page.gate = NoticeGate{"propose_notice", false, 1, propose.reasons};
  TimelineEntry entry;
  entry.seq = 14;
  entry.on = Date{2026, 11, 16};
  entry.kind = "legal";
  entry.title = "Breathing space begun";
  entry.by = "Priya Shah";
  entry.words = "Letters and legal steps stopped.";
  page.timeline = {entry};
  return page;
}

}  // namespace lintel::web_test
