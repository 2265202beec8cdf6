#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lintel {

/// Three-valued truth. Unknown never passes a guard: nobody has told us is not no.
enum class Verdict { no, yes, unknown };

/// "yes", "no", "unknown"
std::string_view to_string(Verdict verdict);

/// One rule that was tried, and why it passed or did not. The same reason reaches the button, the
/// audit and the test.
struct Reason {
  std::string rule;  ///< the branch's name, or "state.event.N", or "hold.NAME", "actor", "approval"
  Verdict passed = Verdict::unknown;
  std::string because;  ///< with the values: "arrears £410.35 is below £449.60"
  std::string law;      ///< the citation leaned on, or ""
  std::string fact;     ///< the fact that decided, or ""
  std::string fix;      ///< what would make it pass, for a person; "" when nothing can

  friend bool operator==(const Reason&, const Reason&) = default;
};

/// The branch that would have acted next, and what it lacked.
struct RunnerUp {
  std::string rule;
  std::vector<std::string> failed;  ///< one sentence for each condition that did not pass

  friend bool operator==(const RunnerUp&, const RunnerUp&) = default;
};

/// What policy and law allow for one case and one event, and why.
struct Decision {
  std::string from;  ///< the state before
  std::string to;    ///< the state after; equals `from` when nothing acts
  std::string event;
  std::string rule;                  ///< the branch that passed first; "" when none did
  bool left_alone = false;           ///< that branch only says why nothing is done
  std::vector<std::string> actions;  ///< "document:letter_1", "task:call", "call:post.send"
  std::vector<Reason> reasons;       ///< every branch tried, in order
  std::optional<RunnerUp> runner_up;

  bool acts() const { return !rule.empty() && !left_alone; }
  friend bool operator==(const Decision&, const Decision&) = default;
};

}  // namespace lintel
