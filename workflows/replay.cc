#include "workflows/replay.h"

#include <algorithm>
#include <utility>

#include "domain/canonical_json.h"
#include "workflows/event_record.h"
#include "workflows/past_acts.h"
#include "workflows/started_case.h"

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

std::string says(const Json* written, const Json* again) {
  return "it says " + shown(written) + " and comes out as " + shown(again);
}

/// Of two lists the first row that is not the same, so that a long list does not hide it.
std::string row_difference(const Json::Array& written, const Json::Array& again) {
  const auto at = [](const Json::Array& rows, std::size_t i) {
    return i < rows.size() ? &rows[i] : nullptr;
  };
  for (std::size_t i = 0; i < std::max(written.size(), again.size()); ++i) {
    const Json* then = at(written, i);
    const Json* now = at(again, i);
    if (then == nullptr || now == nullptr || *then != *now) return says(then, now);
  }
  return says(nullptr, nullptr);
}

std::string difference(const Json& written, const Json& again);

/// How one member came out otherwise than it was written; "" when it did not.
std::string member_difference(std::string_view name, const Json* written, const Json& again) {
  if (written != nullptr && *written == again) return "";
  if ((name == "stands" || name == "before") && written != nullptr) {
    const std::string within = difference(*written, again);
    if (!within.empty()) return name == "before" ? "before it, " + within : within;
  }
  std::string label(name);
  for (char& letter : label)
    if (letter == '_') letter = ' ';
  const bool lists = written != nullptr && written->is_array() && again.is_array();
  return label + ": " +
         (lists ? row_difference(written->as_array(), again.as_array()) : says(written, &again));
}

/// The first member that came out otherwise than it was written; "" when none did.
std::string difference(const Json& written, const Json& again) {
  for (const auto& [name, value] : again.as_object()) {
    std::string what = member_difference(name, written.find(name), value);
    if (!what.empty()) return what;
  }
  return "";
}

std::string led(const CaseEvent& event, const std::string& from, const std::string& to) {
  return "state: it led from \"" + event.from + "\" to \"" + event.to + "\" and comes out from \"" +
         from + "\" to \"" + to + "\"";
}

std::string first_refusal(const Decision& decision) {
  for (const Reason& reason : decision.reasons)
    if (reason.passed != Verdict::yes) return reason.because;
  return "nothing answers it";
}

}  // namespace

Replay::Answer Replay::next(const CaseEvent& event) {
  ++seen_;
  payload_.read(event.payload);
  if (!payload_.has("stands")) {
    const Result<Json> whole = parse_json(event.payload);
    if (!whole || to_canonical(*whole) != event.payload)
      return differs("what it says is not readable");
    return {Answer::What::not_kept,
            "it was written on " + event.on.to_iso() + ", before events kept what a replay needs"};
  }
  again_.clear();
  if (payload_.has("takes_back")) return taken_back(event);
  if (payload_.has("from_definition")) return migrated(event);
  moved_.reset();
  return stepped(event);
}

Replay::Answer Replay::stepped(const CaseEvent& event) {
  if (const Missing missing = read_definition(event)) return differs(*missing);
  const Definition& definition = *definition_;
  if (seen_ > 1 && kept_ != &definition)
    return differs("it was decided by version " + definition.key.version + " and the case kept " +
                   (kept_ ? kept_->key.version : std::string("none")));
  kept_ = &definition;
  if (const Missing missing = read_then()) return differs(*missing);
  if (const Missing missing = read_event(event)) return differs(*missing);
  const bool begins = event.event == kCaseStarted;
  if (begins && seen_ != 1) return differs("a case is begun only once");
  if (seen_ == 1) state_ = in_order(open_case(definition, facts_->facts, rules_->values, event.on));
  if (definition.state(state_.state) == nullptr)
    return differs("the state before it, \"" + state_.state + "\", is not one of its definition");
  Step step =
      begins ? start_case(definition, facts_->facts, rules_->values, event.on)
             : lintel::step(definition, state_, event_, facts_->facts, rules_->values, event.on);
  if (book_.was_asked_more()) return differs("a day is counted that was not counted then");
  if (!step.changes) return differs("it is refused: " + first_refusal(step.decision));
  if (step.decision.from != event.from || step.decision.to != event.to)
    return differs(led(event, step.decision.from, step.decision.to));
  if (const Missing what = calls_difference(event, step)) return differs(*what);
  write_step(step, again_);
  if (const Missing what = difference()) return differs(*what);
  state_ = in_order(std::move(step.next));
  return {};
}

Replay::Answer Replay::migrated(const CaseEvent& event) {
  if (const Missing missing = read_definition(event)) return differs(*missing);
  if (const Missing missing = read_then()) return differs(*missing);
  const Result<Hash> left = Hash::parse_hex(payload_.text("from_definition"));
  const Definition* from = left ? sources_.definition(*left) : nullptr;
  if (from == nullptr) return differs("the version that it left is not among those published");
  if (from != kept_)
    return differs("it left version " + from->key.version + " and the case kept " +
                   (kept_ ? kept_->key.version : std::string("none")));
  Result<Migrated> moved =
      migrate_case(*from, *definition_, state_, facts_->facts, rules_->values, event.on);
  if (book_.was_asked_more()) return differs("a day is counted that was not counted then");
  if (!moved) return differs("the move is refused: " + moved.error().what);
  CaseState before = state_;
  Answer answer = came_to(event, *definition_, *std::move(moved));
  moved_ = Moved{std::move(before), from};
  return answer;
}

Replay::Answer Replay::taken_back(const CaseEvent& event) {
  if (!moved_) return differs("it takes a move back that does not stand just before it");
  const Moved moved = *std::exchange(moved_, std::nullopt);
  if (sources_.definition(event.definition_hash) != moved.from)
    return differs("it does not go back to version " + moved.from->key.version);
  Result<Migrated> back = reverse_migration(moved.before, state_, state_);
  if (!back) return differs("the way back is refused: " + back.error().what);
  return came_to(event, *moved.from, *std::move(back));
}

Replay::Answer Replay::came_to(const CaseEvent& event,
                               const Definition& definition,
                               Migrated moved) {
  if (event.from != state_.state || event.to != moved.next.state)
    return differs(led(event, state_.state, moved.next.state));
  write_migration(state_, moved, again_);
  if (const Missing what = difference()) return differs(*what);
  kept_ = &definition;
  state_ = in_order(std::move(moved.next));
  return {};
}

Replay::Missing Replay::read_definition(const CaseEvent& event) {
  if (definition_ == nullptr || definition_->hash != event.definition_hash)
    definition_ = sources_.definition(event.definition_hash);
  if (definition_ == nullptr)
    return "the definition that decided it (" + event.definition_hash.to_hex().substr(0, 12) +
           "…) is not among those published";
  return std::nullopt;
}

Replay::Missing Replay::read_then() {
  if (Missing missing = read_rules(*definition_)) return missing;
  if (Missing missing = read_days()) return missing;
  return read_facts(*definition_);
}

Replay::Missing Replay::read_rules(const Definition& definition) {
  const std::string_view bytes = payload_.bytes("rules_of_the_day");
  if (rules_ && rules_->definition == &definition && rules_->hash == bytes) return std::nullopt;
  const Result<Hash> hash = Hash::parse_hex(payload_.text("rules_of_the_day"));
  const std::vector<RuleValue>* values = hash ? sources_.rules(definition, *hash) : nullptr;
  if (values == nullptr) return "the rules of its day are not kept";
  rules_.emplace(ReadRules{&definition, std::string(bytes), RuleValues(*values, book_)});
  return std::nullopt;
}

Replay::Missing Replay::read_days() {
  Result<CountedDays> counted = CountedDays{};
  if (payload_.has("days")) counted = CountedDays::read(payload_.value("days"));
  if (!counted) return counted.error().what;
  book_.knows(*std::move(counted));
  return std::nullopt;
}

Replay::Missing Replay::read_facts(const Definition& definition) {
  const std::string_view bytes = payload_.bytes("facts");
  if (facts_ && facts_->definition == &definition && facts_->bytes == bytes) return std::nullopt;
  const std::optional<Json> written = payload_.json("facts");
  if (!written) return "its facts do not read";
  Result<Facts> facts = facts_of_record(definition, *written);
  if (!facts) return "facts: " + facts.error().what;
  facts_.emplace(ReadFacts{&definition, std::string(bytes), *std::move(facts)});
  return std::nullopt;
}

/// What was asked, with whoever the person acted for: the row has no place for that.
Replay::Missing Replay::read_event(const CaseEvent& event) {
  event_.name = event.event;
  event_.actor = event.actor;
  if (payload_.has("on_behalf_of")) {
    Result<Delegator> whom = delegator_of_record(payload_.value("on_behalf_of"));
    if (!whom) return whom.error().what;
    event_.actor->on_behalf_of = *std::move(whom);
  }
  const std::string_view bytes = payload_.bytes("fields");
  if (fields_ == bytes) return std::nullopt;
  const Json fields = payload_.value("fields");
  if (!fields.is_object()) return "its fields do not read";
  event_.fields.clear();
  for (const auto& [name, value] : fields.as_object())
    if (value.is_string()) event_.fields.emplace(name, value.as_string());
  fields_ = bytes;
  return std::nullopt;
}

/// Gives the calls that can be undone the keys that the event gave them.
Replay::Missing Replay::calls_difference(const CaseEvent& event, Step& step) const {
  if (step.next.calls == state_.calls && !payload_.has("calls")) return std::nullopt;
  const Json first = payload_.value("sent_before_calls");
  name_calls(step.next.calls,
             step.effects,
             to_string(event.case_id) + ":" + std::to_string(event.seq),
             static_cast<int>(first.as_integer().value_or(0)));
  const std::optional<Json> written = payload_.json("calls");
  const Json again = calls_record(step.next.calls);
  if (written && *written == again) return std::nullopt;
  return "calls: " + says(written ? &*written : nullptr, &again);
}

Replay::Missing Replay::difference() const {
  const bool same = again_.each(
      [&](std::string_view name, std::string_view bytes) { return payload_.bytes(name) == bytes; });
  if (same) return std::nullopt;
  std::string what;
  again_.each([&](std::string_view name, std::string_view bytes) {
    const std::optional<Json> written = payload_.json(name);
    what = member_difference(name, written ? &*written : nullptr, parse_json(bytes).value());
    return what.empty();
  });
  if (what.empty()) return std::nullopt;  // the same values, spelt otherwise
  return what;
}

}  // namespace lintel
