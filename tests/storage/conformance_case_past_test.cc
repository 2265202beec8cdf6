// What a case remembers in rows that do not grow with its events.

#include "storage/case_file.h"
#include "storage/task_store.h"
#include "tests/storage/conformance.h"

namespace lintel {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

LINTEL_CONFORMANCE(CasePast);

PastAct act_of(const Person& person, const std::string& event) {
  return {.event = event, .person = person.id, .name = person.name};
}

TEST_P(CasePast, KeepsActsInOrderAndCallsUntilTheyChange) {
  Case now = open_case("T-0041872");
  const Person priya = north.person("priya.shah");
  const Person lee = north.person("lee.marsh");
  const auto apply = [&](Transition next) {
    next.event.command_key = "past:" + std::to_string(now.version);
    now.version = write([&](Transaction& tx) { return CaseStore{tx}.apply(next); }).seq;
  };
  const auto next = [&] { return north.transition(now, "record_contact", "reminded", "x"); };

  Transition first = next();
  first.act = act_of(priya, "record_contact");
  first.calls = {{"bank.pay_fee", "bank.refund_fee", "c:2:1"},
                 {"court.file", "court.undo", "c:2:2"}};
  apply(first);
  Transition second = next();
  second.act = act_of(lee, "propose_notice");
  second.act->on_behalf_of = priya.id;
  apply(second);
  apply(next());  // changes neither

  read([&](Connection& c) {
    const CaseStore cases{c};
    EXPECT_THAT(cases.acts(now.id), ElementsAre(*first.act, *second.act));
    EXPECT_EQ(cases.calls(now.id), *first.calls);
  });
  Transition undone = next();
  undone.calls.emplace();
  apply(undone);
  EXPECT_THAT(read([&](Connection& c) { return CaseStore{c}.calls(now.id); }), IsEmpty());
}

TEST_P(CasePast, TellsItsMovesFromTheNewestAndItsFirstEvent) {
  Case now = open_case("T-0041872");
  for (const char* state : {"reminded", "letter_1_sent", "letter_1_sent", "paid"}) {
    Transition next =
        north.transition(now, "arrears_run", state, "move:" + std::to_string(now.version));
    next.event.from = now.state;
    now.version = write([&](Transaction& tx) { return CaseStore{tx}.apply(next); }).seq;
    now.state = state;
  }
  const auto moves = [&](int limit) {
    std::vector<std::int64_t> seqs;
    for (const CaseMove& move :
         read([&](Connection& c) { return CaseStore{c}.moves(now.id, limit); }))
      seqs.push_back(move.seq);
    return seqs;
  };
  EXPECT_THAT(moves(10), ElementsAre(5, 3, 1));
  EXPECT_THAT(moves(1), ElementsAre(5, 1));
}

TEST_P(CasePast, CountsContactsAndGivesTheNewest) {
  Case now = open_case("T-0041872");
  for (const auto& [day, reached] : std::vector<std::pair<Date, bool>>{
           {Date{2026, 11, 20}, false}, {Date{2026, 11, 22}, true}, {Date{2026, 11, 18}, false}}) {
    Transition next =
        north.transition(now, "record_contact", "reminded", "c:" + std::to_string(now.version));
    next.contacts = {{.id = north.id<ContactId>(),
                      .case_id = {},
                      .on = day,
                      .by = {},
                      .method = "visit",
                      .reached = reached,
                      .note = ""}};
    now.version = write([&](Transaction& tx) { return CaseStore{tx}.apply(next); }).seq;
  }
  read([&](Connection& c) {
    const CaseFile file = CaseFileStore{c}.gather("T-0041872").value();
    EXPECT_EQ(file.contacts.tried, 3);
    EXPECT_TRUE(file.contacts.reached);
    EXPECT_EQ(file.contacts.last_on, (Date{2026, 11, 22})) << "told later of an earlier day";
    const std::vector<Contact> newest = CaseStore{c}.contacts(now.id, 2);
    ASSERT_THAT(newest, SizeIs(2));
    EXPECT_EQ(newest.back().on, (Date{2026, 11, 20}));
  });
}

TEST_P(CasePast, KeepsOfTasksDoneTheLastOfEachName) {
  Case now = open_case("T-0041872");
  for (const char* said : {R"({"n":1})", R"({"n":2})", "withdrawn", ""}) {
    Transition next =
        north.transition(now, "arrears_run", "reminded", "t:" + std::to_string(now.version));
    next.opened = {{.id = north.id<TaskId>(),
                    .case_id = {},
                    .name = "call",
                    .label = "Call",
                    .opened_on = Northmere::today,
                    .due = std::nullopt,
                    .done_on = std::nullopt}};
    now.version = write([&](Transaction& tx) { return CaseStore{tx}.apply(next); }).seq;
    if (std::string_view(said).empty()) break;  // the last stays open
    Transition done =
        north.transition(now, "arrears_run", "reminded", "t:" + std::to_string(now.version));
    if (std::string_view(said) == "withdrawn") {
      done.withdrawn = {"call"};
    } else {
      done.done = {{.name = "call", .fields = said}};
    }
    now.version = write([&](Transaction& tx) { return CaseStore{tx}.apply(done); }).seq;
  }
  read([&](Connection& c) {
    const CaseFile file = CaseFileStore{c}.gather("T-0041872").value();
    EXPECT_EQ(file.task_fields.at("call"), R"({"n":2})");
    EXPECT_THAT(file.open_tasks, SizeIs(1));
    EXPECT_THAT(TaskStore{c}.open_of_case(now.id), SizeIs(1));
    EXPECT_THAT(TaskStore{c}.of_case(now.id), SizeIs(4));
    const auto standing = c.one("SELECT COUNT(*) FROM task WHERE superseded = 0",
                                [](Row& row) { return row.take<std::int64_t>(); });
    EXPECT_EQ(standing, 2) << "the open one and the last done are all that a decision reads";
  });
}

}  // namespace
}  // namespace lintel
