// The law is data: one value changed in a file changes the answer, the gate of the case and the
// citation that it shows, on the same database and with the same program. What was served before
// keeps its dates.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "domain/law/questions.h"
#include "server/casework/law_index.h"
#include "tests/support/shipped_law.h"
#include "tests/support/world.h"

namespace lintel {
namespace {

namespace fs = std::filesystem;

/// The configuration as it ships, in a folder of its own, to be edited.
class EditedConfig {
 public:
  EditedConfig() : folder_(fs::path(testing::TempDir()) / "lintel-edited-config") {
    fs::remove_all(folder_);
    fs::copy(fs::path(LINTEL_SOURCE_DIR) / "config", folder_, fs::copy_options::recursive);
  }
  ~EditedConfig() { fs::remove_all(folder_); }

  /// Replaces the one place in which `old` stands after `after`.
  void edit(const std::string& file,
            const std::string& after,
            const std::string& old,
            const std::string& with) const {
    std::string text = text_of_file(folder_ / file);
    const std::size_t start = text.find(after);
    const std::size_t at = text.find(old, start);
    ASSERT_TRUE(start != std::string::npos && at != std::string::npos) << after << " … " << old;
    text.replace(at, old.size(), with);
    std::ofstream(folder_ / file, std::ios::binary) << text;
  }

  Policy read() const {
    auto policy = Policy::read(folder_);
    EXPECT_TRUE(policy) << policy.error().front().to_string();
    return *std::move(policy);
  }

 private:
  fs::path folder_;
};

class ChangedLaw : public testing::Test {
 protected:
  ChangedLaw() : world_(Date{2026, 9, 7}) {
    world_.lets({}).loads_rents();
    world_.runs();
    world_.weeks_pass(4);
    world_.ready_for_notice();
  }

  std::optional<Reason> find_line(const std::string& fact) const {
    for (const Reason& each : world_.page(world_.officer).gate.lines) {
      if (each.fact == fact) return each;
    }
    return std::nullopt;
  }
  /// The gate's line about that fact.
  Reason line(const std::string& fact) const {
    const std::optional<Reason> found = find_line(fact);
    EXPECT_TRUE(found) << "the gate has no line about " << fact;
    return found.value_or(Reason{});
  }

  std::string linked(const std::string& law) const {
    for (const LawReference& each : world_.page(world_.officer).laws) {
      if (each.law == law && each.rules.size() == 1) return each.rules.front();
    }
    return "";
  }

  World world_;
  EditedConfig config_;
};

TEST_F(ChangedLaw, AValueOfLawChangesTheAnswerTheGateAndTheCitation) {
  const Json asked =
      parse_json(R"({"on":"2026-10-05","tenancy":{"type":"assured","landlord":"prp",)"
                 R"("social":true,"jurisdiction":"england","start":"2018-03-05"},)"
                 R"("rent":{"amount":"100.00","frequency":"weekly"},"rent_unpaid":"500.00"})")
          .value();
  const auto threshold = [&] {
    return *answer_question("ground8", asked, world_.policy().law()).value().text("threshold");
  };
  EXPECT_EQ(threshold(), "800.00");
  EXPECT_FALSE(find_line("ground8_met")) << "five weeks are owed: the gate is that of ground 10";

  config_.edit("law/grounds.yaml", "G8-01:", "value: 8,", "value: 3,");
  config_.edit("law/grounds.yaml", "G8-01:", "Sch 2 Part I Ground 8(a)", "Sch 2 as amended");
  const Policy edited = config_.read();
  world_.restarts_with(edited);

  EXPECT_EQ(threshold(), "300.00");
  EXPECT_EQ(line("ground8_met").passed, Verdict::yes);
  EXPECT_EQ(line("ground8_met").law, "Housing Act 1988 Sch 2 as amended");
  EXPECT_EQ(linked("Housing Act 1988 Sch 2 as amended"), "G8-01");
}

TEST_F(ChangedLaw, ASettingOfTheLandlordChangesTheGateAndItsCitation) {
  EXPECT_EQ(line("weeks_owed").passed, Verdict::yes);
  EXPECT_EQ(line("weeks_owed").law, "Income policy, section 4.1");
  EXPECT_EQ(linked("Income policy, section 4.1"), "policy.notice_weeks");

  config_.edit("landlord.yaml", "  notice_weeks:", "value: 4,", "value: 9,");
  config_.edit("landlord.yaml", "  notice_weeks:", "section 4.1", "section 4.1 of 2026");
  const Policy edited = config_.read();
  world_.restarts_with(edited);

  EXPECT_EQ(line("weeks_owed").passed, Verdict::no);
  EXPECT_THAT(line("weeks_owed").because, testing::HasSubstr("below 9"));
  EXPECT_EQ(line("weeks_owed").law, "Income policy, section 4.1 of 2026");
  EXPECT_FALSE(world_.page(world_.officer).gate.open);
}

TEST_F(ChangedLaw, ANoticeAlreadyServedKeepsItsDates) {
  ASSERT_EQ(world_.press(world_.officer, "propose_notice").fate, Fate::applied);
  world_.casework().work_outbox();
  world_.reads_all(world_.manager);
  ASSERT_EQ(world_.approves(world_.manager).fate, Fate::applied);
  ASSERT_EQ(world_.serves(world_.officer, ServiceMethod::personal, world_.today()).fate,
            Fate::applied);
  const Notice before = world_.page(world_.officer).notices.front().notice;

  config_.edit("law/notices.yaml", "S8-01:", "value: 2,", "value: 9,");
  const Policy edited = config_.read();
  world_.restarts_with(edited);

  const Notice after = world_.page(world_.officer).notices.front().notice;
  EXPECT_EQ(after.named_date, before.named_date);
  EXPECT_EQ(after.earliest_claim, before.earliest_claim);
  EXPECT_EQ(after.lapses_on, before.lapses_on);
  EXPECT_EQ(after.rules, before.rules);
}

}  // namespace
}  // namespace lintel
