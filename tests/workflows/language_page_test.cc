#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "tests/support/laid_out.h"
#include "tests/workflows/made_up_rules.h"
#include "workflows/checks.h"
#include "workflows/decide_json.h"

// Proves docs/workflow-language.md: every block of YAML is read without fault (a fragment inside a
// made-up file that lends it what it leaves out), every condition compiles, and the policy at its
// end decides as the page says. With LINTEL_ACCEPT_GOLDEN set the page is written anew with the
// decisions that the engine now gives; look at what changed.

namespace lintel {
namespace {

constexpr Date kAskedOn{2026, 11, 23};

std::string page_path() {
  return std::string(LINTEL_SOURCE_DIR) + "/docs/workflow-language.md";
}

std::string page_text() {
  std::ifstream file{page_path(), std::ios::binary};
  return {std::istreambuf_iterator<char>(file), {}};
}

struct Block {
  std::string kind;  ///< "yaml", "json", "guards", ""
  int line = 0;      ///< of the page, of its first line
  std::string text;
};

std::vector<Block> blocks_of(const std::string& page) {
  std::vector<Block> blocks;
  std::optional<Block> open;
  int number = 0;
  std::istringstream lines(page);
  for (std::string line; std::getline(lines, line);) {
    ++number;
    if (open && line == "```") {
      blocks.push_back(*open);
      open.reset();
    } else if (open) {
      open->text += line + "\n";
    } else if (line.starts_with("```")) {
      open = Block{line.substr(3), number + 1, ""};
    }
  }
  return blocks;
}

std::vector<Block> blocks_of_kind(const std::string& kind) {
  std::vector<Block> wanted;
  for (Block& block : blocks_of(page_text()))
    if (block.kind == kind) wanted.push_back(std::move(block));
  return wanted;
}

/// The parts of a file at its left edge: "facts" with its lines, "start: open" with none.
using Parts = std::vector<std::pair<std::string, std::string>>;

Parts parts_of(const std::string& text, const std::string& indent) {
  Parts parts;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    const bool begins =
        line.starts_with(indent) && line.size() > indent.size() && line[indent.size()] != ' ';
    if (begins) {
      parts.emplace_back(line.substr(indent.size(), line.find(':') - indent.size()), line + "\n");
    } else if (!parts.empty()) {
      parts.back().second += line + "\n";
    }
  }
  return parts;
}

/// What a fragment may leave out.
constexpr std::string_view kLent = R"yaml(workflow: fragment
version: "1"
law: {act: Housing Act 1985, provisions: [s83]}
facts:
  arrears:      {type: money,  source: rent_account.collectable}
  weekly_rent:  {type: money,  source: tenancy.weekly_rent}
  weeks_owed:   {type: number, source: rent_account.weeks_owed}
  last_contact: {type: date,   source: case.last_contact_on}
  vulnerable:   {type: yes_no, source: case.vulnerable}
  tenancy:      {type: "one_of (assured, secure, starter)", source: tenancy.type}
  note:         {type: text,   source: event.note}
  payments:     {type: list,   source: rent_account.payments, of: {on: date, amount: money, kind: "one_of (cash, dd, hb, uc)"}}
  served_on:    {type: date,   source: notice.served_on}
  paying:       {type: yes_no, source: input.paying}
start: open
states:
  open:
    stage: notice
    on: {ended: {to: closed}}
  closed: {stage: closed, final: true}
)yaml";

/// The fragment in a whole file: its parts stand in place of those lent, but facts are added to.
std::string whole_of(const std::string& fragment) {
  const Parts given = parts_of(fragment, "");
  const auto find = [](const Parts& parts, const std::string& name) -> const std::string* {
    for (const auto& [part, text] : parts)
      if (part == name) return &text;
    return nullptr;
  };
  std::string whole;
  for (const auto& [name, lent] : parts_of(std::string(kLent), "")) {
    const std::string* own = find(given, name);
    whole += own == nullptr ? lent : *own;
    if (own == nullptr || name != "facts") continue;
    const Parts facts = parts_of(*own, "  ");
    for (const auto& [fact, text] : parts_of(lent, "  "))
      if (find(facts, fact) == nullptr) whole += text;
  }
  const Parts lent = parts_of(std::string(kLent), "");
  for (const auto& [name, text] : given)
    if (find(lent, name) == nullptr) whole += text;
  return whole;
}

TEST(LanguagePage, IsReadWithoutFault) {
  const std::vector<Block> blocks = blocks_of_kind("yaml");
  EXPECT_GE(blocks.size(), 10U);
  for (const Block& block : blocks) {
    const bool whole = block.text.starts_with("workflow:");
    const std::string text = whole ? block.text : whole_of(block.text);
    const MadeUpRules book;
    const ResultOfMany<Definition> read = read_definition(text, "page.yaml", book);
    EXPECT_TRUE(read.has_value()) << "docs/workflow-language.md:" << block.line << "\n"
                                  << (read ? "" : said(read.error())) << text;
  }
}

/// Every key of the grammar is shown: what the reader knows and no example has is not documented.
TEST(LanguagePage, ShowsEveryKeyOfTheGrammar) {
  std::string examples;
  for (const Block& block : blocks_of_kind("yaml")) examples += block.text;
  for (const std::string_view key :
       {"workflow",   "version",     "title",       "meaning",  "law",         "act",
        "provisions", "reviewed_by", "ticket",      "calendar", "owner",       "applies",
        "tenancy",    "social",      "facts",       "type",     "source",      "formula",
        "because",    "refresh",     "label",       "says",     "fix",         "of",
        "table",      "hit",         "rows",        "when",     "gives",       "otherwise",
        "forms",      "fields",      "needed",      "events",   "happened",    "holds",
        "begins",     "ends",        "lasts",       "blocks",   "tags",        "unless",
        "timers",     "by",          "everywhere",  "on",       "start",       "states",
        "stage",      "final",       "tasks",       "role",     "form",        "due",
        "four_eyes",  "binds",       "escalate_to", "at",       "after",       "every",
        "day_rule",   "fires",       "do",          "keeps",    "entry",       "exit",
        "starts",     "name",        "needs",       "to",       "irrevocable", "compensates",
        "document",   "template",    "tag",         "call",     "connector",   "compensate",
        "task",       "note",        "migrate",     "from",     "refuse_when", "in_force_from"}) {
    const std::string shown = std::string(key) + ":";
    EXPECT_NE(examples.find(shown), std::string::npos) << key << " has no example";
  }
}

TEST(LanguagePage, ShowsConditionsThatCompile) {
  const MadeUpRules book;
  Definition definition = definition_of(kLent);
  const std::vector<std::string> holds = {"breathing_space", "dispute"};
  const std::vector<std::string> states = {"serving", "notice_running"};
  const std::vector<Block> blocks = blocks_of_kind("guards");
  ASSERT_EQ(blocks.size(), 1U);
  std::istringstream lines(blocks[0].text);
  int number = blocks[0].line;
  for (std::string line; std::getline(lines, line); ++number) {
    const Result<Expression> made = Expression::compile(
        line, Scope{&definition.facts, &holds, &states, &book, &definition.rules});
    ASSERT_TRUE(made.has_value()) << "docs/workflow-language.md:" << number << ": " << line << ": "
                                  << made.error().to_string();
    EXPECT_EQ(made->type(), ValueType::yes_no) << line;
  }
}

Definition policy_of_the_page() {
  return definition_of(blocks_of_kind("yaml").back().text);
}

std::string decided(const Definition& policy, const std::string& asked) {
  const MadeUpRules book;
  const std::string answer =
      decide_line(policy, asked, "look", RuleValues{policy, book, kAskedOn}, kAskedOn).text;
  return laid_out(parse_json(answer).value());
}

/// The page with every decision as the engine gives it: blocks of JSON stand by twos.
std::string as_decided() {
  const Definition policy = policy_of_the_page();
  std::string page;
  std::string asked;
  bool open = false;
  bool answer = false;
  std::istringstream lines(page_text());
  for (std::string line; std::getline(lines, line);) {
    if (line == "```json") {
      open = true;
      page += line + "\n";
      if (answer) page += decided(policy, asked);
      if (!answer) asked.clear();
      continue;
    }
    if (open && line == "```") {
      open = false;
      answer = !answer;
    } else if (open && answer) {
      continue;
    } else if (open) {
      asked += line;
    }
    page += line + "\n";
  }
  return page;
}

TEST(LanguagePage, DecidesAsItSays) {
  const std::string page = page_text();
  const std::string now = as_decided();
  const std::vector<Block> said_there = blocks_of(page);
  const std::vector<Block> given = blocks_of(now);
  ASSERT_EQ(said_there.size(), given.size());
  int decisions = 0;
  for (std::size_t i = 0; i < given.size(); ++i) {
    if (given[i].kind == "json") ++decisions;
    EXPECT_EQ(said_there[i].text, given[i].text)
        << "docs/workflow-language.md:" << said_there[i].line;
  }
  EXPECT_GE(decisions, 12);
  if (std::getenv("LINTEL_ACCEPT_GOLDEN") != nullptr)
    std::ofstream{page_path(), std::ios::binary} << now;
}

TEST(LanguagePage, RunsAPolicyOfAboutThirtyLinesThatReadsOnlyItsInput) {
  const std::string text = blocks_of_kind("yaml").back().text;
  EXPECT_NEAR(static_cast<double>(std::count(text.begin(), text.end(), '\n')), 32, 4);
  for (const FactDeclaration& fact : policy_of_the_page().facts)
    EXPECT_TRUE(fact.is_derived() || fact.source.starts_with("input.")) << fact.name;
}

/// With what `lintel check` knows of the shipped configuration; advice is a finding too.
TEST(LanguagePage, EndsWithAPolicyInWhichNoCheckFindsAnything) {
  CheckContext context;
  context.templates = std::vector<TemplateOffer>{{"letter_1", {}, {}}};
  context.sources = std::vector<std::string>{};
  context.connectors = std::vector<std::string>{};
  context.workflows = std::vector<std::string>{};
  context.today = kAskedOn;
  const Definition policy = policy_of_the_page();
  for (const CheckFinding& each : check_definition(policy, context))
    ADD_FAILURE() << each.check << " " << each.problem.to_string();
}

}  // namespace
}  // namespace lintel
