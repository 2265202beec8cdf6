#include "domain/law/protocol.h"

#include <algorithm>

#include "domain/counting.h"
#include "domain/law/reading.h"
#include "domain/strict_yaml.h"
#include "domain/words.h"

namespace lintel {
namespace {

constexpr std::array<Words, 5> kBefore = {{{"notice", "a notice"},
                                           {"claim", "a claim"},
                                           {"warrant", "a warrant"},
                                           {"hearing_pack", "the hearing"},
                                           {"order", "an order"}}};
constexpr std::array<Words, 4> kStates = {{{"kept"}, {"explained"}, {"stale"}, {"missing"}}};

std::string in_words(std::string word) {
  std::ranges::replace(word, '_', ' ');
  return word;
}

std::string listed(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i)
    text += (i == 0 ? "" : i + 1 == words.size() ? " and " : ", ") + in_words(words[i]);
  return text;
}

/// The last day on which a record of `day` is still fresh.
Date fresh_until(Date day, const DatedValue& age) {
  switch (age.unit) {
    case RuleUnit::weeks:
      return last_day_of_weeks_from(day, age.number());
    case RuleUnit::months:
      return last_day_of_months_from(day, age.number());
    default:
      return day.plus_days(age.number());
  }
}

/// One step of the protocol, held against what can be shown of it.
class Step {
 public:
  Step(Reading& read, const DatedValue& asks, const Matter& matter)
      : read_(read), asks_(asks), matter_(matter) {}

  ProtocolGate gate(Date on, const std::vector<ProtocolEvidence>& evidence) {
    ProtocolGate gate;
    gate.id = asks_.id;
    gate.step = matter_.at("step");
    gate.asks = asks_.text();
    gate.citation = asks_.citation;
    read_.use(asks_.used());
    const DatedValue* kinds = first("protocol_evidence", {RuleUnit::words});
    const DatedValue* age =
        first("protocol_age", {RuleUnit::days, RuleUnit::weeks, RuleUnit::months});
    if (kinds == nullptr) {
      gate.because = "the rules do not say what shows it";
      return gate;
    }
    weigh(gate, *kinds, age, on, evidence);
    return gate;
  }

 private:
  const DatedValue* first(std::string_view parameter, std::initializer_list<RuleUnit> units) {
    const auto found = read_.rules().matching(parameter, matter_);
    return found.empty() ? nullptr : read_.in_unit(found.front(), units);
  }

  static void weigh(ProtocolGate& gate,
                    const DatedValue& kinds,
                    const DatedValue* age,
                    Date on,
                    const std::vector<ProtocolEvidence>& evidence) {
    const ProtocolEvidence* explained = nullptr;
    bool stale = false;
    for (const std::string& kind : kinds.written) {
      std::optional<Date> newest;
      for (const ProtocolEvidence& each : evidence) {
        if (each.step != gate.step || each.on > on) continue;
        if (!each.explained.empty() && (explained == nullptr || explained->on < each.on))
          explained = &each;
        if (each.what == kind) newest = std::max(newest.value_or(each.on), each.on);
      }
      if (!newest) {
        gate.lacking.push_back(kind);
        continue;
      }
      if (age == nullptr) continue;
      const Date until = fresh_until(*newest, *age);
      gate.good_until = std::min(gate.good_until.value_or(until), until);
      if (until >= on) continue;
      stale = true;
      gate.lacking.push_back(kind);
    }
    if (gate.lacking.empty()) {
      gate.state = GateState::kept;
      gate.because = "shown by " + listed(kinds.written);
      if (gate.good_until) gate.because += ", fresh until " + gate.good_until->to_words();
    } else if (explained != nullptr) {
      gate.state = GateState::explained;
      gate.because =
          "not called for: " + explained->explained + " (" + explained->on.to_words() + ")";
    } else {
      gate.state = stale ? GateState::stale : GateState::missing;
      gate.because =
          "there is no " + std::string(stale ? "fresh " : "") + "record of " + listed(gate.lacking);
      if (stale) gate.because += "; it may be " + counted(*age) + " old (" + age->citation + ")";
    }
  }

  Reading& read_;
  const DatedValue& asks_;
  const Matter& matter_;
};

bool waits(const DatedValue& blocks, ProtocolBefore before) {
  return std::ranges::find(blocks.written, to_string(before)) != blocks.written.end();
}

std::vector<std::string> step_words(const LawBook& law) {
  std::vector<std::string> steps;
  for (const DatedRule* rule : law.rules().of_parameter("protocol_evidence")) {
    if (const auto step = rule->applies.find("step"); step != rule->applies.end())
      steps.insert(steps.end(), step->second.begin(), step->second.end());
  }
  return steps;
}

}  // namespace

std::string_view to_string(ProtocolBefore before) {
  return kBefore.at(static_cast<std::size_t>(before)).word;
}
Result<ProtocolBefore> parse_protocol_before(std::string_view text) {
  return parse_word<ProtocolBefore>(kBefore, text, "something that waits for the protocol");
}
std::string_view to_string(GateState state) {
  return kStates.at(static_cast<std::size_t>(state)).word;
}

Placed<ProtocolLedger> protocol_ledger(const LawBook& law,
                                       Date on,
                                       Jurisdiction jurisdiction,
                                       ProtocolBefore before,
                                       const std::vector<ProtocolEvidence>& evidence) {
  Reading read{law, on};
  ProtocolLedger ledger;
  Matter matter = {{"jurisdiction", std::string(to_string(jurisdiction))}};
  for (const std::string& step : step_words(law)) {
    matter["step"] = step;
    const auto blocks = read.rules().matching("protocol_blocks", matter);
    if (blocks.empty() || !waits(*blocks.front(), before)) continue;
    const auto asks = read.rules().matching("protocol_step", matter);
    if (asks.size() != 1)
      return Reading::manual("no one rule says what the protocol asks of " + in_words(step));
    ledger.gates.push_back(Step(read, *asks.front(), matter).gate(on, evidence));
    read.use(blocks.front()->used());
  }
  if (ledger.gates.empty()) {
    return Reading::manual("no protocol is in force on " + on.to_words() + " before " +
                           std::string(kBefore.at(static_cast<std::size_t>(before)).label));
  }
  std::ranges::sort(ledger.gates, {}, &ProtocolGate::id);
  ledger.complete = std::ranges::all_of(ledger.gates, [](const ProtocolGate& gate) {
    return gate.state == GateState::kept || gate.state == GateState::explained;
  });
  ledger.rules = read.used();
  return ledger;
}

std::optional<Problem> misplaced(const LawBook& law, const ProtocolEvidence& evidence) {
  const std::vector<std::string> steps = step_words(law);
  if (std::ranges::find(steps, evidence.step) == steps.end()) {
    return Problem{"\"" + evidence.step + "\" is not a step of the protocol",
                   did_you_mean(evidence.step, steps),
                   Place{"", 0, 0, "step"}};
  }
  if (evidence.what.empty() == evidence.explained.empty()) {
    return Problem{"evidence is either what was done or why it was not called for",
                   "Give what or explained, and not both.",
                   Place{"", 0, 0, "what"}};
  }
  if (evidence.what.empty()) return std::nullopt;
  const auto found =
      law.on(evidence.on)
          .matching("protocol_evidence", {{"jurisdiction", "england"}, {"step", evidence.step}});
  std::vector<std::string> kinds;
  for (const DatedValue* value : found)
    kinds.insert(kinds.end(), value->written.begin(), value->written.end());
  if (found.empty() || std::ranges::find(kinds, evidence.what) != kinds.end()) return std::nullopt;
  return Problem{"\"" + evidence.what + "\" does not show " + in_words(evidence.step),
                 "It is shown by " + listed(kinds) + ".",
                 Place{"", 0, 0, "what"}};
}

}  // namespace lintel
