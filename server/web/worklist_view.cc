#include "server/web/worklist_view.h"

#include <algorithm>

#include "server/web/case_links.h"
#include "server/web/csv_text.h"
#include "server/web/say.h"
#include "server/web/site.h"
#include "server/web/small_charts.h"

namespace lintel {
namespace {

struct ViewName {
  std::string_view word;
  std::string_view label;
};
constexpr ViewName kViews[] = {
    {"needs_action", "Needs action"},
    {"waiting", "Waiting"},
    {"on_hold", "On hold"},
    {"ready_for_notice", "Ready for notice"},
    {"all", "All my cases"},
};
constexpr Stage kStages[] = {Stage::early_contact,
                             Stage::letter_1,
                             Stage::letter_2,
                             Stage::agreement,
                             Stage::notice,
                             Stage::court,
                             Stage::order,
                             Stage::eviction,
                             Stage::closed};

struct FlagWords {
  std::string_view flag;
  std::string_view style;
  std::string_view meaning;
};
constexpr FlagWords kFlags[] = {
    {"BS", "bs", "Breathing space"},
    {"UC", "uc", "Universal Credit"},
    {"HB", "hb", "Housing Benefit"},
    {"Joint", "j", "Joint tenancy"},
    {"Held", "v", "On hold"},
};

std::string_view view_label(std::string_view word) {
  for (const ViewName& view : kViews) {
    if (view.word == word) return view.label;
  }
  return "All my cases";
}

View::List flag_views(const std::vector<std::string>& flags) {
  View::List views;
  for (const std::string& flag : flags) {
    View view;
    view.set("s", flag).set("k", "uc").set("t", flag);
    for (const FlagWords& words : kFlags) {
      if (words.flag == flag) view.set("k", words.style).set("t", words.meaning);
    }
    views.push_back(std::move(view));
  }
  return views;
}

View row_view(const CaseLine& line, const std::string& from, Date today) {
  const bool up = line.four_week_change > Money{};
  const bool down = line.four_week_change < Money{};
  View row = balance_words(line.balance);
  row.set("href", "/cases/" + line.reference + from)
      .set("name", line.names)
      .set("address", line.address);
  row.set("ref", line.reference).set("held", line.held).set("flags", flag_views(line.flags));
  row.set("stage", stage_label(line.stage))
      .set("stage_k", stage_style(line.stage))
      .set("state", line.state_label);
  row.set("weeks",
          figure(line.weeks_owed_tenths / 10) + "." + std::to_string(line.weeks_owed_tenths % 10));
  row.set("up", up).set("down", down).set("same", !up && !down);
  row.set("change", (up ? line.four_week_change : -line.four_week_change).to_string());
  row.set("why", capital(line.why)).set_if_any("next_step", line.next_step);
  row.set("due", line.due ? due_words(*line.due, today) : "")
      .set("due_k", line.due ? due_style(*line.due, today) : "none");
  std::optional<View> spark;
  if (line.spark.size() > 1) spark = sparkline(line.spark);
  row.set("spark", std::move(spark));
  return row;
}

CaseFilter without_cursor(CaseFilter filter) {
  filter.cursor.clear();
  return filter;
}

}  // namespace

CaseFilter read_filter(const Request& request, const std::string& view_by_default) {
  CaseFilter filter;
  filter.view = view_by_default;
  const std::string view = request.query.text("view");
  for (const ViewName& known : kViews) {
    if (known.word == view) filter.view = view;
  }
  if (const Result<Stage> stage = parse_stage(request.query.text("stage"))) filter.stage = *stage;
  filter.patch = request.query.text("patch");
  filter.text = request.query.text("text");
  filter.cursor = request.query.text("after");
  return filter;
}

std::string filter_address(const std::string& path, const CaseFilter& filter) {
  return path + query_string({{"view", filter.view},
                              {"stage", filter.stage ? std::string(to_string(*filter.stage)) : ""},
                              {"patch", filter.patch},
                              {"text", filter.text},
                              {"after", filter.cursor}});
}

View worklist_tools(const std::string& path,
                    const CaseFilter& filter,
                    const Person& person,
                    const std::map<std::string, std::int64_t>& counts) {
  View tools;
  View::List views;
  for (const ViewName& known : kViews) {
    CaseFilter other = without_cursor(filter);
    other.view = known.word;
    const auto count = counts.find(other.view);
    View view;
    view.set("href", filter_address(path, other))
        .set("t", known.label)
        .set("on", filter.view == known.word);
    view.set_if_any("n", count == counts.end() ? "" : figure(count->second));
    views.push_back(std::move(view));
  }
  View::List chips;
  const auto add_chip = [&](const std::string& words, CaseFilter without) {
    chips.push_back(View{}
                        .set("t", words)
                        .set("href", filter_address(path, without_cursor(std::move(without)))));
  };
  if (filter.stage) {
    CaseFilter without = filter;
    without.stage.reset();
    add_chip("Stage: " + std::string(stage_label(*filter.stage)), without);
  }
  if (!filter.patch.empty()) {
    CaseFilter without = filter;
    without.patch.clear();
    add_chip("Patch: " + filter.patch, without);
  }
  if (!filter.text.empty()) {
    CaseFilter without = filter;
    without.text.clear();
    add_chip("“" + filter.text + "”", without);
  }
  View::List stages;
  for (const Stage stage : kStages) {
    stages.push_back(View{}
                         .set("v", to_string(stage))
                         .set("t", stage_label(stage))
                         .set("on", filter.stage == stage));
  }
  View::List patches;
  for (const std::string& patch : person.patches) {
    patches.push_back(View{}.set("v", patch).set("on", filter.patch == patch));
  }
  tools.set("views", std::move(views))
      .set("chips", std::move(chips))
      .set("list_path", path)
      .set("view", filter.view);
  tools.set("stages", std::move(stages))
      .set("patches_any", person.patches.size() > 1)
      .set("patches", std::move(patches));
  tools.set("text", filter.text)
      .set("csv_href", filter_address("/cases.csv", without_cursor(filter)));
  return tools;
}

View worklist_rows(const std::string& path,
                   const CaseFilter& filter,
                   const CaseList& list,
                   Date today) {
  const std::string from =
      query_string({{"from", path == "/" ? "day" : "cases"},
                    {"view", filter.view},
                    {"stage", filter.stage ? std::string(to_string(*filter.stage)) : ""},
                    {"patch", filter.patch},
                    {"text", filter.text}});
  View view;
  View::List rows;
  for (const CaseLine& line : list.rows) rows.push_back(row_view(line, from, today));
  CaseFilter next = filter;
  next.cursor = list.next;
  view.set("any", !list.rows.empty()).set("rows", std::move(rows));
  view.set("caption",
           std::string(view_label(filter.view)) + ", most pressing first. " +
               count_of(list.total, "case", "cases") + ".");
  view.set("range",
           figure(static_cast<std::int64_t>(list.rows.size())) + " of " +
               count_of(list.total, "case", "cases"));
  view.set_if_any("first_href",
                  filter.cursor.empty() ? "" : filter_address(path, without_cursor(filter)));
  view.set_if_any("next_href", list.next.empty() ? "" : filter_address(path, next));
  const bool narrowed = filter.stage || !filter.patch.empty() || !filter.text.empty();
  view.set("empty_title", narrowed ? "No case matches" : "Nothing here");
  view.set("empty_words",
           narrowed
               ? "Remove a filter above, or look at all your cases."
               : "No case of yours is in “" + std::string(view_label(filter.view)) + "” today.");
  return view;
}

View::List escalated_views(const std::vector<EscalatedTask>& tasks) {
  View::List rows;
  for (const EscalatedTask& task : tasks)
    rows.push_back(View{}
                       .set("href", case_address(task.reference))
                       .set("ref", task.reference)
                       .set("name", task.names)
                       .set("patch", task.patch)
                       .set("t", task.label)
                       .set("whose", role_label(task.whose))
                       .set("due", short_day(task.due))
                       .set("late", count_of(task.days_late, "day late", "days late")));
  return rows;
}

std::string worklist_csv(const CaseList& list) {
  CsvText csv({"Reference",
               "Tenants",
               "Address",
               "Patch",
               "Stage",
               "State",
               "Balance",
               "Weeks owed",
               "Four-week change",
               "Why",
               "Next step",
               "Due"});
  for (const CaseLine& line : list.rows) {
    csv.add({line.reference,
             line.names,
             line.address,
             line.patch,
             std::string(stage_label(line.stage)),
             line.state_label,
             line.balance.to_plain(),
             std::to_string(line.weeks_owed_tenths / 10) + "." +
                 std::to_string(line.weeks_owed_tenths % 10),
             line.four_week_change.to_plain(),
             line.why,
             line.next_step,
             line.due ? line.due->to_iso() : ""});
  }
  return csv.text();
}

}  // namespace lintel
