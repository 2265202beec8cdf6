// A draft is tried on every case: who would be treated otherwise, when, and why.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "server/casework/caseload_diff.h"
#include "tests/support/shipped_law.h"
#include "tests/support/world.h"
#include "workflows/definition_reader.h"

namespace lintel {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

using Kind = SimulatedChange::Kind;

/// Three households that stopped paying in turn, so that letter 1, letter 2 and a notice are near.
struct Caseload : World {
  Caseload() : World(Date{2026, 9, 7}) {
    for (int number = 1; number <= 3; ++number) {
      Household home;
      home.reference = "T-000000" + std::to_string(number);
      home.pays_until = Date{2026, 8, 30}.plus_days(7 * number);
      lets(home);
    }
    loads_rents();
    runs();
    weeks_pass(3);
  }

  std::string text() const { return text_of_file(config() / "workflows/arrears_assured.yaml"); }
  Definition read(const std::string& text) const {
    ResultOfMany<Definition> definition = read_definition(text, "draft.yaml", policy().rules());
    if (!definition) throw std::runtime_error(definition.error().front().to_string());
    return *std::move(definition);
  }
  Definition edited(const std::string& was, const std::string& now) const {
    std::string changed = text();
    const std::size_t at = changed.find(was);
    if (at == std::string::npos) throw std::logic_error(was + " is not in the workflow");
    return read(changed.replace(at, was.size(), now));
  }

  CaseloadDiff compare(const Definition& live,
                       const Definition& draft,
                       const std::string& settings = "",
                       bool nothing_is_paid = true) {
    people.clear();
    const auto supposed = SupposedSettings::read(policy().rules(), settings);
    if (!supposed) throw std::runtime_error(supposed.error().to_string());
    return casework().compare_caseload(
        {.live = live,
         .live_rules = policy().rules(),
         .draft = draft,
         .draft_rules = **supposed,
         .supposed = {.today = today(), .days = 90, .nothing_is_paid = nothing_is_paid}},
        [this](const AffectedPerson& person) { people.push_back(person); });
  }

  std::optional<SimulatedChange> letter(const std::string& reference, const std::string& name) {
    for (const AffectedPerson& person : people) {
      if (person.reference != reference) continue;
      for (const SimulatedChange& change : person.changes)
        if (change.kind == Kind::letter && change.what == name) return change;
    }
    return std::nullopt;
  }

  /// Every row of every table, as text.
  std::string everything() {
    return database().read([](Connection& connection) {
      std::string all;
      for (const std::string table : {"tenancy_case",
                                      "case_event",
                                      "timer",
                                      "task",
                                      "hold",
                                      "effect",
                                      "document",
                                      "audit",
                                      "definition"}) {
        const auto count = connection.one("SELECT COUNT(*) FROM " + table,
                                          [](Row& row) { return row.take<std::int64_t>(); });
        all += table + " " + std::to_string(count.value_or(-1)) + "\n";
      }
      all += std::to_string(
          connection
              .one("SELECT total_changes()", [](Row& row) { return row.take<std::int64_t>(); })
              .value_or(-1));
      return all;
    });
  }

  std::vector<AffectedPerson> people;
};

TEST(CaseloadDiff, OfADraftEqualToTheLiveOneIsEmpty) {
  Caseload world;
  const Definition live = world.read(world.text());
  const CaseloadDiff diff = world.compare(live, live);
  EXPECT_EQ(diff.affected, 0);
  EXPECT_THAT(world.people, IsEmpty());
  EXPECT_EQ(diff.cases, 2);
  EXPECT_EQ(diff.accounts, 1);
  for (const auto& [key, count] : diff.counts) EXPECT_EQ(count.live, count.draft) << key.second;
  EXPECT_THAT(diff.counts, Not(IsEmpty())) << "letters are sent in ninety days";
}

TEST(CaseloadDiff, NamesWhoGetsLetter2SoonerWithBothDatesAndWhy) {
  Caseload world;
  const Definition later = world.edited("weeks_owed >= policy.letter_2_weeks and",
                                        "weeks_owed >= policy.letter_2_weeks + 3 and");
  const Definition live = world.read(world.text());
  const CaseloadDiff diff = world.compare(later, live);
  const std::optional<SimulatedChange> change = world.letter("T-0000001", "letter_2");
  ASSERT_TRUE(change.has_value());
  ASSERT_TRUE(change->live && change->draft);
  EXPECT_EQ(days_between(*change->draft, *change->live), 14);
  EXPECT_THAT(change->because, HasSubstr("weeks owed"));
  EXPECT_GT(diff.counts.at({Kind::letter, "letter_2"}).sooner, 0);
  EXPECT_EQ(diff.against_law_draft, 0);
}

TEST(CaseloadDiff, TakesALandlordsSettingInstead) {
  Caseload world;
  const Definition live = world.read(world.text());
  world.compare(live, live, "letter_2_weeks=6");
  const std::optional<SimulatedChange> change = world.letter("T-0000001", "letter_2");
  ASSERT_TRUE(change.has_value());
  ASSERT_TRUE(change->live && change->draft);
  EXPECT_EQ(days_between(*change->live, *change->draft), 14);
}

TEST(CaseloadDiff, SaysNoLongerWhenWhatIsOwedNeverGetsThere) {
  Caseload world;
  const Definition live = world.read(world.text());
  world.compare(live, live, "letter_2_weeks=9", false);
  const std::optional<SimulatedChange> change = world.letter("T-0000001", "letter_2");
  ASSERT_TRUE(change.has_value());
  EXPECT_TRUE(change->live.has_value());
  EXPECT_FALSE(change->draft.has_value());
  EXPECT_THAT(change->because, Not(IsEmpty()));
}

TEST(CaseloadDiff, IsSymmetricInTheSwap) {
  Caseload world;
  const Definition live = world.read(world.text());
  const Definition draft = world.edited("weeks_owed >= policy.letter_2_weeks and",
                                        "weeks_owed >= policy.letter_2_weeks + 3 and");
  const CaseloadDiff there = world.compare(live, draft);
  const std::vector<AffectedPerson> people = world.people;
  const CaseloadDiff back = world.compare(draft, live);
  EXPECT_GT(there.affected, 0);
  EXPECT_EQ(there.affected, back.affected);
  for (const auto& [key, count] : there.counts) {
    const DiffCount& other = back.counts.at(key);
    EXPECT_EQ(count.live, other.draft) << key.second;
    EXPECT_EQ(count.draft, other.live) << key.second;
    EXPECT_EQ(count.sooner, other.later) << key.second;
    EXPECT_EQ(count.added, other.no_longer) << key.second;
  }
}

TEST(CaseloadDiff, NamesAStateThatTheDraftDoesNotHave) {
  Caseload world;
  std::string text = world.text();
  for (const std::string was : {"\n  letter_1:", "to: letter_1\n", "to: letter_1}"}) {
    std::string now = was;
    now.replace(now.find("letter_1"), 8, "letter_one");
    for (std::size_t at = text.find(was); at != std::string::npos; at = text.find(was, at + 1))
      text.replace(at, was.size(), now);
  }
  const Definition live = world.read(world.text());
  const Definition draft = world.read(text);
  const CaseloadDiff diff = world.compare(live, draft);
  EXPECT_EQ(diff.unmapped, 1);
}

TEST(CaseloadDiff, CountsWhatADraftWouldDoAgainstTheLaw) {
  Caseload world;
  for (const std::string reference : {"T-0000001", "T-0000002", "T-0000003"})
    ASSERT_TRUE(
        world.press(world.coordinator, "moratorium_notified", Json::object(), reference).applied());
  const Definition live = world.read(world.text());
  std::string text = world.text();
  const auto drop = [&](const std::string& was, const std::string& now) {
    const std::size_t at = text.find(was);
    ASSERT_NE(at, std::string::npos) << was;
    text.replace(at, was.size(), now);
  };
  drop(
      "blocks: {events: [propose_notice, approved, serve_notice, offer_agreement], tags: "
      "[arrears_demand]}",
      "blocks: {events: [propose_notice]}");
  drop("when: hold breathing_space, because", "when: hold dispute, because");
  const CaseloadDiff diff = world.compare(live, world.read(text));
  EXPECT_EQ(diff.against_law_live, 0);
  EXPECT_GT(diff.against_law_draft, 0);
}

TEST(CaseloadDiff, WritesNothing) {
  Caseload world;
  const std::string before = world.everything();
  const Definition live = world.read(world.text());
  EXPECT_GT(world.compare(live, live, "letter_2_weeks=6").affected, 0);
  EXPECT_EQ(world.everything(), before);
}

TEST(SupposedSettings, RefusesANameThatIsNoSetting) {
  Caseload world;
  const auto read = SupposedSettings::read(world.policy().rules(), "letter_2_week=3");
  ASSERT_FALSE(read);
  EXPECT_THAT(read.error().to_string(), HasSubstr("letter_2_weeks"));
  EXPECT_FALSE(SupposedSettings::read(world.policy().rules(), "letter_2_weeks"));
  EXPECT_FALSE(SupposedSettings::read(world.policy().rules(), "letter_2_weeks=soon"));
}

}  // namespace
}  // namespace lintel
