#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/workflows/made_up_rules.h"
#include "workflows/checks.h"

namespace lintel {
namespace {

Definition policy(const std::string& name) {
  std::ifstream file{std::filesystem::path{LINTEL_SOURCE_DIR} / "config" / "workflows" / (name + ".yaml")};
  std::stringstream text;
  text << file.rdbuf();
  return definition_of(text.str());
}

std::string findings(const Definition& definition) {
  CheckContext context;
  context.templates = std::vector<std::string>{"arrears_reminder", "letter_1", "letter_2", "agreement_confirmation", "section_8_form_3", "section_83_notice"};
  std::string text;
  for (const CheckFinding& finding : check_definition(definition, context)) text += finding.check + " " + finding.problem.to_string() + "\n";
  return text;
}

TEST(Policies, PassEveryCheckWithoutAWarning) {
  EXPECT_EQ(findings(policy("arrears_assured")), "");
  EXPECT_EQ(findings(policy("arrears_secure")), "");
}

TEST(Policies, SayWhichTenanciesTheyAreFor) {
  EXPECT_TRUE(policy("arrears_assured").applies_to(TenancyType::assured, true));
  EXPECT_FALSE(policy("arrears_assured").applies_to(TenancyType::assured, false));
  EXPECT_FALSE(policy("arrears_assured").applies_to(TenancyType::secure, true));
  EXPECT_TRUE(policy("arrears_secure").applies_to(TenancyType::secure, true));
}

}  // namespace
}  // namespace lintel
