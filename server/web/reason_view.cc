#include "server/web/reason_view.h"

#include "server/web/law_links.h"
#include "server/web/say.h"

namespace lintel {
namespace {

/// The fact in words, or "" where naming it says nothing beside the reason itself.
std::string fact_words(const Reason& reason) {
  if (reason.fact == "actor") return "";
  const std::size_t dot = reason.fact.rfind('.');
  return plain_words(dot == std::string::npos ? reason.fact : reason.fact.substr(dot + 1));
}

/// The names `law` and `law_href`.
void set_law(View& view, const Reason& reason, const std::vector<LawReference>& laws) {
  const LawLink link = law_link(laws, reason.law);
  view.set_if_any("law", link.words).set_if_any("law_href", link.href);
}

View fail_card(const Reason& reason,
               const std::vector<FixLink>& links,
               const std::vector<LawReference>& laws) {
  View card;
  card.set("k", reason.passed == Verdict::unknown ? "g-un" : "g-no");
  card.set("verdict", reason.passed == Verdict::unknown ? "Not known" : "Failed");
  card.set("because", capital(reason.because)).set_if_any("rule", reason.rule);
  set_law(card, reason, laws);
  card.set_if_any("fact", fact_words(reason)).set_if_any("fix", capital(reason.fix));
  card.set("fix_href", false).set("fix_words", "");
  for (const FixLink& link : links) {
    if (reason.rule.find(link.rule) == std::string::npos &&
        reason.fact.find(link.rule) == std::string::npos)
      continue;
    if (!link.fact.empty()) card.set("fact", link.fact);
    if (!link.href.empty()) card.set("fix_href", link.href).set("fix_words", link.words);
    break;
  }
  return card;
}

}  // namespace

View reason_cards(const std::vector<Reason>& reasons,
                  const std::vector<FixLink>& links,
                  const std::vector<LawReference>& laws) {
  View::List fails;
  View::List passes;
  for (const Reason& reason : reasons) {
    if (reason.passed != Verdict::yes) {
      fails.push_back(fail_card(reason, links, laws));
      continue;
    }
    View line;
    line.set("because", capital(reason.because)).set("fact", false);
    set_law(line, reason, laws);
    passes.push_back(std::move(line));
  }
  return View{}.set("fails", std::move(fails)).set("passes", std::move(passes));
}

int failing(const std::vector<Reason>& reasons) {
  int count = 0;
  for (const Reason& reason : reasons) count += reason.passed == Verdict::yes ? 0 : 1;
  return count;
}

View gate_view(const NoticeGate& gate,
               const std::vector<FixLink>& links,
               const std::vector<LawReference>& laws) {
  const auto lines = static_cast<std::int64_t>(gate.lines.size());
  View view = reason_cards(gate.lines, links, laws);
  view.set("gate_title", "Can we serve notice?");
  view.set("gate_k", gate.open ? "ok" : "evict");
  view.set("gate_words",
           gate.open ? "Yes: " + (lines == 1 ? "1 check passes" : "all " + figure(lines) + " pass")
                     : "No: " + figure(gate.failed) + " of " + figure(lines) +
                           (gate.failed == 1 ? " fails" : " fail"));
  return view;
}

std::string refused_heading(const std::string& label) {
  return label + ": not possible now";
}

}  // namespace lintel
