#include <array>

#include "domain/law/answer_json.h"
#include "domain/law/protocol.h"
#include "domain/law/question_families.h"

namespace lintel {
namespace {

Result<std::vector<ProtocolEvidence>> read_evidence(const QuestionInput& in, const LawBook& law) {
  std::vector<ProtocolEvidence> all;
  if (!in.has("evidence")) return all;
  const Result<std::vector<QuestionInput>> parts = in.parts("evidence");
  if (!parts) return tl::unexpected(parts.error());
  for (const QuestionInput& part : *parts) {
    const Result<std::string> step = part.text_if_given("step");
    const Result<Date> on = part.date("on");
    const Result<std::string> what = part.text_if_given("what");
    const Result<std::string> explained = part.text_if_given("explained");
    if (const Problem* wrong = first_problem(step, on, what, explained))
      return tl::unexpected(*wrong);
    all.push_back({*step, *on, *what, *explained});
    if (std::optional<Problem> wrong = misplaced(law, all.back())) {
      const std::string field = wrong->place.field;
      return tl::unexpected(std::move(*wrong).in_field(part.name(field)));
    }
  }
  return all;
}

Json gate_json(const ProtocolGate& gate) {
  Json json = Json::object();
  json["id"] = gate.id;
  json["step"] = gate.step;
  json["asks"] = gate.asks;
  json["citation"] = gate.citation;
  json["state"] = to_string(gate.state);
  json["lacking"] = texts_json(gate.lacking);
  json["good_until"] = day_json(gate.good_until);
  json["because"] = gate.because;
  return json;
}

Result<Placed<Json>> ask_protocol(const QuestionInput& in, const LawBook& law) {
  const Result<Date> on = in.date("on");
  const Result<Jurisdiction> jurisdiction = in.word("jurisdiction", parse_jurisdiction);
  const Result<ProtocolBefore> before = in.word("before", parse_protocol_before);
  const Result<std::vector<ProtocolEvidence>> evidence = read_evidence(in, law);
  if (const Problem* wrong = first_problem(on, jurisdiction, before, evidence))
    return tl::unexpected(*wrong);
  return written(protocol_ledger(law, *on, *jurisdiction, *before, *evidence),
                 [](const ProtocolLedger& ledger) {
                   Json json = Json::object();
                   json["complete"] = ledger.complete;
                   json["gates"] = Json::array();
                   for (const ProtocolGate& gate : ledger.gates)
                     json["gates"].push(gate_json(gate));
                   return json;
                 });
}

constexpr std::array<Question, 1> kQuestions = {{
    {"protocol", ask_protocol},
}};

}  // namespace

std::span<const Question> protocol_questions() {
  return kQuestions;
}

}  // namespace lintel
