#include "workflows/replay.h"

#include "workflows/counted_days.h"
#include "workflows/event_record.h"

namespace lintel {
namespace {

constexpr std::size_t kShown = 160;

Replay::Answer differs(std::string why) {
  return {Replay::Answer::What::differs, std::move(why)};
}

std::string shown(const Json* json) {
  if (json == nullptr) return "nothing";
  std::string text = to_canonical(*json);
  if (text.size() <= kShown) return text;
  text.resize(kShown);
  return text += "…";
}

/// The first thing that came out otherwise than it was written; "" when nothing did.
std::string difference(const Json& written, const Json& again) {
  for (const auto& [name, value] : again.as_object()) {
    const Json* then = written.find(name);
    if (then != nullptr && *then == value) continue;
    if (name == "stands" && then != nullptr) {
      const std::string within = difference(*then, value);
      if (!within.empty()) return within;
    }
    std::string label = name;
    for (char& letter : label)
      if (letter == '_') letter = ' ';
    return label + ": it says " + shown(then) + " and comes out as " + shown(&value);
  }
  return "";
}

std::string first_refusal(const Decision& decision) {
  for (const Reason& reason : decision.reasons)
    if (reason.passed != Verdict::yes) return reason.because;
  return "nothing answers it";
}

std::map<std::string, std::string> fields_of(const Json& payload) {
  std::map<std::string, std::string> fields;
  const Json* written = payload.find("fields");
  if (written == nullptr || !written->is_object()) return fields;
  for (const auto& [name, value] : written->as_object())
    if (value.is_string()) fields.emplace(name, value.as_string());
  return fields;
}

}  // namespace

Replay::Answer Replay::next(const CaseEvent& event) {
  ++seen_;
  const Result<Json> payload = parse_json(event.payload);
  if (!payload) return differs("what it says is not readable");
  if (payload->find("stands") == nullptr)
    return {Answer::What::not_kept,
            "it was written on " + event.on.to_iso() + ", before events kept what a replay needs"};
  return moved(event, *payload);
}

Replay::Answer Replay::moved(const CaseEvent& event, const Json& payload) {
  const Definition* definition = sources_.definition(event.definition_hash);
  if (definition == nullptr)
    return differs("the definition that decided it (" +
                   event.definition_hash.to_hex().substr(0, 12) +
                   "…) is not among those published");
  const Result<Hash> kept = Hash::parse_hex(payload.text("rules_of_the_day").value_or(""));
  const std::vector<RuleValue>* values = kept ? sources_.rules(*definition, *kept) : nullptr;
  if (values == nullptr) return differs("the rules of its day are not kept");
  const Json* days = payload.find("days");
  Result<CountedDays> counted = CountedDays::read(days ? *days : Json::array());
  if (!counted) return differs(counted.error().what);
  const Json* written_facts = payload.find("facts");
  const Result<Facts> facts =
      facts_of_record(*definition, written_facts ? *written_facts : Json::object());
  if (!facts) return differs("facts: " + facts.error().what);

  const RecordedBook book(*std::move(counted));
  const RuleValues rules(*values, book);
  if (seen_ == 1) state_ = open_case(*definition, *facts, rules, event.on);
  const Event again{.name = event.event, .actor = event.actor, .fields = fields_of(payload)};
  if (definition->state(state_.state) == nullptr)
    return differs("the state before it, \"" + state_.state + "\", is not one of its definition");
  Step step = lintel::step(*definition, in_order(state_), again, *facts, rules, event.on);
  if (book.was_asked_more()) return differs("a day is counted that was not counted then");
  if (!step.changes) return differs("it is refused: " + first_refusal(step.decision));
  if (step.decision.from != event.from || step.decision.to != event.to)
    return differs("state: it led from \"" + event.from + "\" to \"" + event.to +
                   "\" and comes out from \"" + step.decision.from + "\" to \"" + step.decision.to +
                   "\"");
  if (const std::string what = difference(payload, step_record(step)); !what.empty())
    return differs(what);
  state_ = in_order(std::move(step.next));
  return {};
}

}  // namespace lintel
