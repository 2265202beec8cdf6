#include <algorithm>
#include <map>
#include <tuple>

#include "workflows/diagram_layout.h"

namespace lintel {
namespace {

/// The same branch, at the same place of the file, in more than one state: `everywhere` wrote it.
using Written = std::tuple<std::string, int, int, std::string, std::string>;

Written written(const EventDefinition& event, const Branch& branch) {
  return {branch.place.file, branch.place.line, branch.place.column, event.name, branch.to};
}

template <class Each>
void for_each_way(const Definition& definition, const Each& each) {
  for (std::size_t from = 0; from < definition.states.size(); ++from) {
    const StateDefinition& state = definition.states[from];
    for (const EventDefinition& event : state.events)
      for (const Branch& branch : event.branches) {
        const int to = branch.to.empty() ? -1 : definition.state_index(branch.to);
        if (to >= 0 && to != static_cast<int>(from))
          each(static_cast<int>(from), to, event, branch);
      }
  }
}

void add_event(std::vector<std::string>& events, const std::string& event) {
  if (std::find(events.begin(), events.end(), event) == events.end()) events.push_back(event);
}

}  // namespace

DiagramGraph graph_of(const Definition& definition) {
  DiagramGraph graph;
  for (const StateDefinition& state : definition.states) graph.stages.push_back(state.stage);
  std::sort(graph.stages.begin(), graph.stages.end());
  graph.stages.erase(std::unique(graph.stages.begin(), graph.stages.end()), graph.stages.end());
  for (const StateDefinition& state : definition.states) {
    const auto at = std::lower_bound(graph.stages.begin(), graph.stages.end(), state.stage);
    graph.boxes.push_back({.column = static_cast<int>(at - graph.stages.begin())});
  }

  std::map<Written, int> times;
  for_each_way(definition, [&](int, int, const EventDefinition& event, const Branch& branch) {
    if (branch.place.line > 0) ++times[written(event, branch)];
  });
  std::map<std::pair<int, int>, std::size_t> drawn;
  std::map<Written, std::size_t> said;
  for_each_way(definition,
               [&](int from, int to, const EventDefinition& event, const Branch& branch) {
                 const Written place = written(event, branch);
                 const auto count = times.find(place);
                 if (count != times.end() && count->second > 1) {
                   const auto [at, fresh] = said.try_emplace(place, graph.anywhere.size());
                   if (fresh)
                     graph.anywhere.push_back({.to = to,
                                               .event = event.name,
                                               .because = branch.because,
                                               .from = {},
                                               .points = {}});
                   graph.anywhere[at->second].from.push_back(from);
                   return;
                 }
                 const auto [at, fresh] = drawn.try_emplace({from, to}, graph.arrows.size());
                 if (fresh) {
                   const int across = graph.boxes[static_cast<std::size_t>(to)].column -
                                      graph.boxes[static_cast<std::size_t>(from)].column;
                   graph.arrows.push_back({.from = from,
                                           .to = to,
                                           .events = {},
                                           .backward = across < 0 || (across == 0 && to < from),
                                           .points = {}});
                 }
                 add_event(graph.arrows[at->second].events, event.name);
               });
  return graph;
}

DiagramLayout lay_out(const Definition& definition, const DiagramSizes& sizes) {
  DiagramGraph graph = graph_of(definition);
  place_rows(graph);
  return route(std::move(graph), sizes);
}

}  // namespace lintel
