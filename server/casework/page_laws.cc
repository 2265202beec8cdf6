#include "server/casework/page_laws.h"

#include <algorithm>

#include "domain/law/ground8.h"

namespace lintel {
namespace {

/// The rule that sets the threshold of ground 8 for this tenancy today; none where no rule does.
std::optional<RuleUsed> ground8_threshold_rule(const GatheredCase& gathered, const LawBook& law) {
  const auto answer = ground8(
      law, gathered.today, letting_of(gathered.file.tenancy), gathered.file.account.rent, Money{});
  if (!answer) return std::nullopt;
  for (const RuleUsed& used : answer->rules) {
    const DatedRule* rule = law.rules().find(used.id);
    if (rule != nullptr && rule->parameter == "ground8_threshold") return used;
  }
  return std::nullopt;
}

class LawShower {
 public:
  LawShower(CasePage& page, const GatheredCase& gathered, const Policy& policy)
      : page_(page), gathered_(gathered), policy_(policy) {}

  void show() {
    for (EventOffer& offer : page_.events) show(offer.reasons);
    show(page_.gate.lines);
    for (const HoldView& hold : page_.holds) show(hold.law);
  }

 private:
  void show(std::vector<Reason>& reasons) {
    for (Reason& reason : reasons) {
      cite_fact(reason);
      show(reason.law);
    }
  }

  void show(const std::string& law) {
    const bool known = std::ranges::find(page_.laws, law, &LawReference::law) != page_.laws.end();
    if (!known && !law.empty())
      page_.laws.push_back(policy_.law_index().reference(law, gathered_.today));
  }

  void cite_fact(Reason& reason) const {
    const Definition& definition = *gathered_.definition;
    const int slot = definition.fact_slot(reason.fact);
    if (slot < 0) return;
    const std::string& source = definition.facts[static_cast<std::size_t>(slot)].source;
    if (!source.starts_with("ground8.")) return;
    if (const auto rule = ground8_threshold_rule(gathered_, policy_.law()))
      reason.law = rule->citation;
  }

  CasePage& page_;
  const GatheredCase& gathered_;
  const Policy& policy_;
};

}  // namespace

void show_laws(CasePage& page, const GatheredCase& gathered, const Policy& policy) {
  if (gathered.definition != nullptr) LawShower(page, gathered, policy).show();
}

}  // namespace lintel
