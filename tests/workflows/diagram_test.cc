#include "workflows/diagram.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/workflows/made_up_rules.h"
#include "workflows/diagram_layout.h"
#include "workflows/diagram_words.h"

namespace lintel {
namespace {

using testing::HasSubstr;
using testing::Not;

Definition shipped(const std::string& name) {
  std::ifstream file{std::filesystem::path{LINTEL_SOURCE_DIR} / "config" / "workflows" /
                     (name + ".yaml")};
  std::stringstream text;
  text << file.rdbuf();
  return definition_of(text.str());
}

struct Area {
  double left, top, right, bottom;
};
bool meet(const Area& a, const Area& b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/// Every fault of the picture's geometry, one a line; "" when it is whole.
std::string faults(const Definition& definition) {
  const DiagramLayout made = lay_out(definition, DiagramSizes{});
  const DiagramGraph& graph = made.graph;
  std::vector<Area> boxes;
  for (const DiagramBox& box : graph.boxes)
    boxes.push_back({box.x, box.y, box.x + made.sizes.box_width, box.y + made.sizes.box_height});
  std::ostringstream said;
  const auto name = [&](int state) {
    return definition.states[static_cast<std::size_t>(state)].name;
  };
  const auto inside = [&](const Area& area) {
    return area.left >= 0 && area.top >= 0 && area.right <= made.width &&
           area.bottom <= made.height;
  };
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    if (!inside(boxes[i])) said << "box " << name(static_cast<int>(i)) << " is outside\n";
    for (std::size_t j = i + 1; j < boxes.size(); ++j)
      if (meet(boxes[i], boxes[j]))
        said << "boxes " << name(static_cast<int>(i)) << " and " << name(static_cast<int>(j))
             << " overlap\n";
  }
  const auto check_line = [&](int from, int to, const auto& points) {
    const std::string arrow = (from < 0 ? "anywhere" : name(from)) + " to " + name(to);
    if (points.size() < 2) {
      said << arrow << " has no line\n";
      return;
    }
    for (std::size_t at = 0; at + 1 < points.size(); ++at) {
      const auto [x, y] = points[at];
      const auto [to_x, to_y] = points[at + 1];
      if (x != to_x && y != to_y) said << arrow << " runs aslant\n";
      const Area line{std::min(x, to_x) - 0.5,
                      std::min(y, to_y) - 0.5,
                      std::max(x, to_x) + 0.5,
                      std::max(y, to_y) + 0.5};
      if (!inside(line)) said << arrow << " leaves the picture\n";
      for (std::size_t i = 0; i < boxes.size(); ++i) {
        const int state = static_cast<int>(i);
        const bool own = (state == from && at == 0) || (state == to && at + 2 == points.size());
        if (!own && meet(line, boxes[i])) said << arrow << " crosses " << name(state) << "\n";
      }
    }
    // It ends at the edge of its target.
    const auto [x, y] = points.back();
    const Area& target = boxes[static_cast<std::size_t>(to)];
    const bool at_edge =
        x == target.left || x == target.right || y == target.top || y == target.bottom;
    if (!at_edge || x < target.left || x > target.right || y < target.top || y > target.bottom)
      said << arrow << " does not reach its box\n";
  };
  for (const DiagramArrow& arrow : graph.arrows) check_line(arrow.from, arrow.to, arrow.points);
  for (const DiagramAnywhere& way : graph.anywhere) check_line(-1, way.to, way.points);

  for (std::size_t from = 0; from < definition.states.size(); ++from)
    for (const EventDefinition& event : definition.states[from].events)
      for (const Branch& branch : event.branches) {
        const int to = branch.to.empty() ? -1 : definition.state_index(branch.to);
        if (to < 0 || to == static_cast<int>(from)) continue;
        const bool drawn =
            std::any_of(graph.arrows.begin(), graph.arrows.end(), [&](const DiagramArrow& arrow) {
              return arrow.from == static_cast<int>(from) && arrow.to == to &&
                     std::ranges::count(arrow.events, event.name) == 1;
            });
        const bool noted = std::any_of(
            graph.anywhere.begin(), graph.anywhere.end(), [&](const DiagramAnywhere& way) {
              return way.to == to && way.event == event.name &&
                     std::ranges::count(way.from, static_cast<int>(from)) == 1;
            });
        if (!drawn && !noted)
          said << name(static_cast<int>(from)) << " to " << branch.to << " is not shown\n";
      }
  return said.str();
}

/// A definition of so many states with these ways between them; nothing else.
Definition made_of(int states, const std::vector<std::pair<int, int>>& ways, int stages) {
  Definition made;
  made.title = "Made up";
  for (int i = 0; i < states; ++i) {
    StateDefinition state;
    state.name = "state_" + std::to_string(i);
    state.label = "State number " + std::to_string(i);
    state.stage = static_cast<Stage>((i * 7) % stages);
    made.state_names.push_back(state.name);
    made.states.push_back(std::move(state));
  }
  for (const auto& [from, to] : ways) {
    EventDefinition event;
    event.name = "event_" + std::to_string(to);
    Branch branch;
    branch.rule = event.name;
    branch.to = "state_" + std::to_string(to);
    branch.to_state = to;
    event.branches.push_back(std::move(branch));
    made.states[static_cast<std::size_t>(from)].events.push_back(std::move(event));
  }
  if (states > 0) made.start = "state_0";
  return made;
}

TEST(Diagram, OfTheShippedWorkflowsIsWhole) {
  for (const char* name : {"arrears_assured", "arrears_secure"}) {
    const Definition definition = shipped(name);
    EXPECT_EQ(faults(definition), "") << name;
    const DiagramLayout made = lay_out(definition, DiagramSizes{});
    EXPECT_EQ(made.graph.anywhere.size(), 1U) << "paid in full, from any state, once";
    EXPECT_LT(made.graph.arrows.size(), 40U);
  }
}

RC_GTEST_PROP(Diagram, OfAnyGraphIsWhole, ()) {
  const int states = *rc::gen::inRange(0, 30);
  const int stages = *rc::gen::inRange(1, 10);
  std::vector<std::pair<int, int>> ways;
  if (states > 0) {
    const int count = *rc::gen::inRange(0, 60);
    for (int i = 0; i < count; ++i)
      ways.emplace_back(*rc::gen::inRange(0, states), *rc::gen::inRange(0, states));
  }
  RC_ASSERT(faults(made_of(states, ways, stages)) == "");
}

TEST(Diagram, OfNoStateOneAndTwoIsDrawn) {
  EXPECT_THAT(diagram_svg(made_of(0, {}, 1), {}, DiagramFor::page), HasSubstr("No state"));
  EXPECT_EQ(faults(made_of(1, {{0, 0}}, 1)), "");
  EXPECT_EQ(faults(made_of(2, {{0, 1}, {1, 0}}, 1)), "");
  EXPECT_EQ(faults(made_of(2, {{0, 1}, {1, 0}}, 9)), "");
}

TEST(Diagram, OfAThousandStatesIsDrawnWithinASecond) {
  std::vector<std::pair<int, int>> ways;
  for (int i = 0; i < 1'000; ++i)
    for (const int by : {1, 7, 131}) ways.emplace_back(i, (i * 3 + by) % 1'000);
  const Definition large = made_of(1'000, ways, 9);
  const auto before = std::chrono::steady_clock::now();
  const std::string drawn = diagram_svg(large, {}, DiagramFor::file);
  const auto took = std::chrono::steady_clock::now() - before;
  EXPECT_LT(took, std::chrono::seconds(1));
  EXPECT_GT(drawn.size(), 100'000U);
}

TEST(Diagram, IsTheSameBytesEachTimeAndForAPageHasNoStyleOfItsOwn) {
  const Definition definition = shipped("arrears_secure");
  const std::string page = diagram_svg(definition, {}, DiagramFor::page);
  EXPECT_EQ(page, diagram_svg(definition, {}, DiagramFor::page));
  EXPECT_THAT(page, Not(HasSubstr("style")));
  EXPECT_THAT(page, Not(HasSubstr(" id=")));
  EXPECT_THAT(page, HasSubstr("role=\"img\""));
  EXPECT_THAT(page, HasSubstr("<title>Arrears of a secure tenancy"));
  EXPECT_THAT(page, HasSubstr("Nothing is owed: from any state to Closed, paid"));
  EXPECT_THAT(diagram_svg(definition, {}, DiagramFor::file), HasSubstr("<style>"));
}

TEST(Diagram, EscapesEveryWordThatAPolicySays) {
  Definition made = made_of(2, {{0, 1}}, 9);
  made.title = "<script>alert(1)</script>";
  made.states[0].label = "A & B <b>\"x\"";
  made.states[0].meaning = "</title><script>";
  DiagramMarks marks;
  marks.now = "state_0";
  marks.stops = {{"event_1", "state_1", "<img onerror=x>"}};
  const std::string drawn = diagram_svg(made, marks, DiagramFor::page);
  EXPECT_THAT(drawn, Not(HasSubstr("<script")));
  EXPECT_THAT(drawn, Not(HasSubstr("<img")));
  EXPECT_THAT(drawn, Not(HasSubstr("<b>")));
  EXPECT_THAT(drawn, HasSubstr("A &amp; B"));
}

TEST(Diagram, SaysWhereACaseHasBeenIsAndWhatStopsIt) {
  DiagramMarks marks;
  marks.path = {"early_contact", "reminder", "letter_1"};
  marks.now = "letter_1";
  marks.stops = {{"arrears_run", "letter_2", "days in this state 3 is below 7 days"}};
  marks.counts["letter_1"] = {.cases = 281, .median_days = 15, .late = 6};
  marks.changed = {"letter_2"};
  const std::string drawn = diagram_svg(shipped("arrears_secure"), marks, DiagramFor::page);
  EXPECT_THAT(drawn, HasSubstr(">Now</text>"));
  EXPECT_THAT(drawn, HasSubstr(">Changed</text>"));
  EXPECT_THAT(drawn, HasSubstr(">281</text>"));
  EXPECT_THAT(drawn, HasSubstr(">6 late</text>"));
  EXPECT_THAT(drawn, HasSubstr(">15 d</text>"));
  EXPECT_THAT(drawn,
              HasSubstr("Letter 1 sent to Letter 2 sent: Weekly run. Stopped: days in this state"));
  EXPECT_THAT(drawn, HasSubstr("This case has been in Early contact, then Reminder sent"));
  EXPECT_EQ(std::ranges::count(drawn, '\0'), 0);
  std::size_t solid = 0;
  for (std::size_t at = drawn.find("wd-been\"><title>"); at != std::string::npos;
       at = drawn.find("wd-been\"><title>", at + 1))
    ++solid;
  EXPECT_EQ(solid, 4U) << "two arrows and two boxes that it has left";
}

TEST(Diagram, WrapsLabelsByCharacterNotByByte) {
  EXPECT_EQ(wrapped("Siân Llŷr considers", 9, 2),
            (std::vector<std::string>{"Siân Llŷr", "considers"}));
  EXPECT_EQ(wrapped("ŵŵŵŵŵŵ", 4, 2), (std::vector<std::string>{"ŵŵŵŵ", "ŵŵ"}));
  EXPECT_EQ(wrapped("one two three four", 5, 2), (std::vector<std::string>{"one", "two…"}));
}

TEST(DiagramTable, SaysWhoMayDoWhatWhenAndByWhatLaw) {
  const std::vector<DiagramRow> rows = diagram_table(shipped("arrears_secure"));
  const auto row = std::ranges::find(rows, std::string("notice_considered"), &DiagramRow::state);
  ASSERT_NE(row, rows.end());
  EXPECT_EQ(row->stage, "Notice");
  const auto way =
      std::ranges::find(row->ways, std::string("Propose notice"), &DiagramRow::Way::what);
  ASSERT_NE(way, row->ways.end());
  EXPECT_EQ(way->who, "an income officer or a legal officer");
  EXPECT_EQ(way->law, "Housing Act 1985 s.83");
  EXPECT_EQ(way->to, "Waiting for a manager");
  EXPECT_THAT(way->when, HasSubstr("weeks owed is at least the policy's notice weeks"));
  const auto approval = std::ranges::find(rows, std::string("in_approval"), &DiagramRow::state);
  const auto approves =
      std::ranges::find(approval->ways, std::string("Approve"), &DiagramRow::Way::what);
  ASSERT_NE(approves, approval->ways.end());
  EXPECT_EQ(approves->who, "a team manager who did not propose notice");
}

TEST(DiagramMermaid, HasEveryStateAndEveryWay) {
  const std::string text = diagram_mermaid(shipped("arrears_secure"));
  EXPECT_THAT(text, HasSubstr("stateDiagram-v2"));
  EXPECT_THAT(text, HasSubstr("  serving --> notice_running: Record service\n"));
  EXPECT_THAT(text, HasSubstr("  closed_paid --> [*]\n"));
  EXPECT_THAT(text, HasSubstr("  [*] --> early_contact\n"));
}

}  // namespace
}  // namespace lintel
