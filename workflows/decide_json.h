#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/canonical_json.h"
#include "domain/record_text.h"
#include "workflows/engine.h"

namespace lintel {

/// Reads one fact from JSON by its declared type: money "410.35", dates ISO, yes_no true or false,
/// numbers, words of one_of, lists as arrays of objects. null is none.
Result<Value> read_fact(const FactDeclaration& fact, const Json& value);

/// The answer to one line of `lintel decide`, without its newline.
struct DecideLine {
  std::string text;
  bool read = false;  ///< false: the line could not be read and the text is {"id","error"}
};

/// One line of facts in, one decision out, as docs of the command line say.
DecideLine decide_line(const Definition& definition,
                       std::string_view line,
                       std::string_view event,
                       const RuleValues& rules,
                       Date today);

/// A decision as `lintel decide` and the API spell it, without an id.
Json to_json(const Decision& decision);

// The parts of it, each written where a member's value stands.
void put_names(CanonicalText text, const std::vector<std::string>& names);
void put_rule(CanonicalText text, const Decision& decision);
void put_reasons(CanonicalText text, const Decision& decision);
void put_runner_up(CanonicalText text, const Decision& decision);

}  // namespace lintel
