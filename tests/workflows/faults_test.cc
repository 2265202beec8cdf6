// Seeded faults: each file of tests/workflows/faults is the sound one with one thing broken. Its
// first line says what must be found, where, and nothing else may be.
// LINTEL_ACCEPT_GOLDEN=1 writes what was found; read it before you keep it.

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "tests/workflows/made_up_rules.h"
#include "workflows/checks.h"

namespace lintel {
namespace {

namespace fs = std::filesystem;

const fs::path kFolder = fs::path{LINTEL_SOURCE_DIR} / "tests" / "workflows" / "faults";

std::string read(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<fs::path> files(bool sound) {
  std::vector<fs::path> found;
  for (const auto& entry : fs::directory_iterator(kFolder))
    if (entry.path().filename().string().starts_with("sound") == sound)
      found.push_back(entry.path());
  std::sort(found.begin(), found.end());
  return found;
}

/// What `lintel check` knows of the world, and a template that asks for what nobody says.
const CheckContext& world() {
  static const MadeUpRules kRules;
  static const Definition kBefore = definition_of(read(kFolder / "sound_before.yaml"));
  static const CheckContext kWorld = [] {
    CheckContext context;
    context.templates = std::vector<TemplateOffer>{{"letter_1", {"1"}, {"arrears_total"}},
                                                   {"letter_that_asks", {}, {"court_fee"}}};
    context.fields = std::vector<std::string>{"arrears_total"};
    context.connectors = std::vector<std::string>{"post.send"};
    context.sources = std::vector<std::string>{"rent_account.balance",
                                               "rent_account.collectable",
                                               "rent_account.weeks_owed",
                                               "rent_account.kind",
                                               "rent_account.ties",
                                               "tenancy.weekly_rent",
                                               "notice.court_from",
                                               "notice.lapses_on"};
    context.workflows = std::vector<std::string>{"sound"};
    context.holders = std::map<Role, int>{
        {Role::income_officer, 2}, {Role::team_manager, 2}, {Role::legal_officer, 1}};
    context.book = &kRules;
    context.today = Date{2026, 11, 24};
    context.earlier = {&kBefore};
    return context;
  }();
  return kWorld;
}

std::string line_of(const std::string& id, const Problem& problem) {
  return "# fault: " + id + " " + std::to_string(problem.place.line) + ":" +
         std::to_string(problem.place.column) + " " + problem.what;
}

/// One line for each finding.
std::vector<std::string> found_in(const fs::path& file) {
  static const MadeUpRules kRules;
  std::vector<std::string> lines;
  const ResultOfMany<Definition> definition =
      read_definition(read(file), file.filename().string(), kRules);
  if (!definition) {
    for (const Problem& each : definition.error()) lines.push_back(line_of("E1", each));
    return lines;
  }
  for (const CheckFinding& each : check_definition(*definition, world()))
    lines.push_back(line_of(each.check, each.problem));
  return lines;
}

std::string said(const std::vector<std::string>& lines) {
  std::string all;
  for (const std::string& line : lines) all += line + "\n";
  return all;
}

TEST(SeededFaults, AreEachFoundInTheirPlaceAndNothingElseIs) {
  const std::vector<fs::path> faults = files(false);
  EXPECT_GE(faults.size(), 70U);
  for (const fs::path& file : faults) {
    const std::string text = read(file);
    const std::string expected = text.substr(0, text.find('\n') + 1);
    const std::string found = said(found_in(file));
    EXPECT_EQ(found, expected) << file.filename();
    if (std::getenv("LINTEL_ACCEPT_GOLDEN") != nullptr && found != expected)
      std::ofstream(file, std::ios::binary) << found << text.substr(expected.size());
  }
}

TEST(SeededFaults, AreOfEveryCheck) {
  std::set<std::string> seen;
  for (const fs::path& file : files(false)) {
    const std::string text = read(file);
    seen.insert(text.substr(9, text.find(' ', 9) - 9));
  }
  for (const Check& check : all_checks())
    EXPECT_TRUE(std::any_of(seen.begin(), seen.end(), [&](const std::string& id) {
      return id.starts_with(check.id);
    })) << check.id;
}

TEST(SeededFaults, AreNotSeenInSoundWorkflows) {
  for (const fs::path& file : files(true)) EXPECT_EQ(said(found_in(file)), "") << file.filename();
}

}  // namespace
}  // namespace lintel
