#include "server/casework/case_diagram.h"

#include <algorithm>

#include "server/casework/casework_parts.h"
#include "server/casework/gathered_case.h"
#include "storage/case_store.h"
#include "workflows/diagram_layout.h"

namespace lintel {
namespace {

constexpr int kMovesDrawn = 500;

/// Everybody at once, and nobody who has acted: what stops this person stops all.
Actor anybody() {
  Actor actor{PersonId{IdBits{~0ULL, ~0ULL}}, "anybody", {}};
  for (const Role role : {Role::income_officer,
                          Role::legal_officer,
                          Role::team_manager,
                          Role::revenues_coordinator,
                          Role::administrator})
    actor.roles.push_back(role);
  return actor;
}

std::string joined(const std::vector<std::string>& sentences) {
  std::string text;
  for (const std::string& each : sentences) text += (text.empty() ? "" : "; ") + each;
  return text;
}

class Stops {
 public:
  Stops(const Definition& definition,
        const CaseState& at,
        const Facts& facts,
        const RuleValues& rules,
        Date today)
      : definition_(definition),
        at_(at),
        facts_(facts),
        rules_(rules),
        today_(today),
        graph_(graph_of(definition)) {}

  std::vector<DiagramMarks::Stop> find() {
    const StateDefinition* here = definition_.state(at_.state);
    if (here == nullptr) return {};
    for (const Offer& offer : allowed_events(definition_, at_, facts_, rules_, today_, anybody())) {
      if (offer.decision.acts() || offer.checks.empty()) continue;
      std::vector<std::string> failed;
      for (const Reason& check : offer.checks)
        if (check.passed != Verdict::yes) failed.push_back(check.because);
      add(offer.event, offer.to, joined(failed));
    }
    for (const EventDefinition& event : here->events) of_system(event);
    return std::move(stops_);
  }

 private:
  /// An event that nobody presses: a timer that has not fallen due, or a run that decides
  /// otherwise.
  void of_system(const EventDefinition& event) {
    for (const Timer& timer : at_.timers) {
      if (timer.fires != event.name) continue;
      const std::string because =
          timer.paused_days
              ? "a hold has paused it with " + std::to_string(*timer.paused_days) + " days left"
              : "it falls due on " + timer.due.to_words();
      for (const Branch& branch : event.branches)
        if (!branch.to.empty()) add(event.name, branch.to, because);
      return;
    }
    const Event asked{.name = event.name, .actor = std::nullopt, .fields = {}};
    const Decision decision = decide(definition_, at_, asked, facts_, rules_, today_);
    std::string instead;
    for (const Reason& reason : decision.reasons)
      if (instead.empty() && reason.rule == decision.rule) instead = reason.because;
    for (std::size_t i = 0; i < event.branches.size() && i < decision.reasons.size(); ++i) {
      const Branch& branch = event.branches[i];
      if (branch.pressed_by_people() || branch.to.empty() || branch.to == at_.state) continue;
      if (branch.rule == decision.rule) continue;
      const bool passes = decision.reasons[i].passed == Verdict::yes;
      add(event.name, branch.to, passes ? instead : decision.reasons[i].because);
    }
  }

  /// Once for each arrow of the picture; the ways from everywhere have none.
  void add(const std::string& event, const std::string& to, const std::string& because) {
    if (because.empty()) return;
    const int from = definition_.state_index(at_.state);
    const int target = definition_.state_index(to);
    const bool drawn =
        std::any_of(graph_.arrows.begin(), graph_.arrows.end(), [&](const DiagramArrow& arrow) {
          return arrow.from == from && arrow.to == target;
        });
    const bool told =
        std::any_of(stops_.begin(), stops_.end(), [&](const DiagramMarks::Stop& stop) {
          return stop.event == event && stop.to == to;
        });
    if (drawn && !told) stops_.push_back({event, to, because});
  }

  const Definition& definition_;
  const CaseState& at_;
  const Facts& facts_;
  const RuleValues& rules_;
  Date today_;
  DiagramGraph graph_;
  std::vector<DiagramMarks::Stop> stops_;
};

}  // namespace

DiagramMarks marks_of_case(const Definition& definition,
                           const CaseState& at,
                           const std::vector<CaseMove>& moves,
                           const Facts& facts,
                           const RuleValues& rules,
                           Date today) {
  DiagramMarks marks;
  marks.now = at.state.empty() ? definition.start : at.state;
  marks.path.push_back(definition.start);
  for (auto move = moves.rbegin(); move != moves.rend(); ++move)
    if (!move->to.empty() && move->to != marks.path.back() && definition.state_index(move->to) >= 0)
      marks.path.push_back(move->to);
  marks.stops = Stops{definition, at, facts, rules, today}.find();
  return marks;
}

std::optional<CaseDiagram> case_diagram(const CaseworkParts& parts,
                                        Connection& connection,
                                        std::string_view reference,
                                        Date today) {
  const std::optional<GatheredCase> gathered = gather_case(parts, connection, reference, today);
  if (!gathered || gathered->definition == nullptr) return std::nullopt;
  const RuleValues rules{*gathered->definition, parts.policy.rules(), today};
  const std::optional<Case>& kept = gathered->file.latest_case;
  const CaseState at =
      kept ? gathered->state : open_case(*gathered->definition, gathered->facts, rules, today);
  return CaseDiagram{gathered->definition,
                     marks_of_case(*gathered->definition,
                                   at,
                                   kept ? CaseStore(connection).moves(kept->id, kMovesDrawn)
                                        : std::vector<CaseMove>{},
                                   gathered->facts,
                                   rules,
                                   today)};
}

std::optional<CaseDiagram> Casework::case_diagram(std::string_view reference) const {
  return parts_->database.read([&](Connection& connection) {
    return lintel::case_diagram(*parts_, connection, reference, today());
  });
}

}  // namespace lintel
