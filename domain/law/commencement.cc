#include "domain/law/commencement.h"

#include <algorithm>

#include "domain/counting.h"
#include "domain/law/frozen_rules.h"
#include "domain/law/notice_rules.h"
#include "domain/law/regime.h"

namespace lintel {
namespace {

constexpr std::string_view kForAll = "rra_commencement";
constexpr std::string_view kByKind = "rra_commencement_by_kind";
constexpr std::string_view kWindow = "last_request_after_commencement";
constexpr std::string_view kOlderLaw = "old_law_kept_by_notice";
constexpr std::string_view kNotBefore = "rra_commencement_not_before";

/// A social housing assured tenancy of that kind.
Matter social(TenancyType kind) {
  return {{"jurisdiction", std::string(to_string(Jurisdiction::england))},
          {"tenancy", std::string(to_string(kind))},
          {"landlord", std::string(to_string(Landlord::prp))},
          {"social", "yes"}};
}

/// The rule that would say the day; null pointer when there is none.
const DatedRule* rule_for(const LawBook& law, std::optional<TenancyType> kind) {
  for (const DatedRule* rule : law.rules().of_parameter(kind ? kByKind : kForAll)) {
    const bool for_kind = !kind || rule->applies.contains("tenancy");
    if (rule->unit == RuleUnit::date && for_kind &&
        rule->applies_to(social(kind.value_or(TenancyType::assured)))) {
      return rule;
    }
  }
  return nullptr;
}

std::vector<std::string> doubts(const LawBook& law, const DatedRule& rule, Date on) {
  std::vector<std::string> all;
  const DatedValue& now = rule.values.back();
  if (now.known && !now.unset()) {
    all.push_back("The law already says " + now.date().to_words() + " (" + rule.id + ", " +
                  now.citation + "); " + on.to_words() + " is supposed in its place.");
  }
  if (on < now.from) {
    all.push_back(on.to_words() + " is before " + now.from.to_words() + ", from which " + rule.id +
                  " holds: the Act did not stand then.");
  }
  for (const DatedRule* limit : law.rules().of_parameter(kNotBefore)) {
    const DatedValue& earliest = limit->values.back();
    if (limit->unit != RuleUnit::date || !earliest.known || earliest.unset() ||
        on >= earliest.date())
      continue;
    all.push_back("It is not to come before " + earliest.date().to_words() + " (" + limit->id +
                  ", " + earliest.citation + "): " + on.to_words() + " is answered all the same.");
  }
  return all;
}

bool is_section_21(const Notice& notice) {
  return std::ranges::find(notice.grounds, "section_21") != notice.grounds.end();
}

/// One notice and one supposed day.
class Asking {
 public:
  Asking(const SupposedCommencement& supposed, const Notice& notice, const Letting& letting)
      : supposed_(supposed),
        notice_(notice),
        letting_(notice.counted_from ? notice.counted_from->letting : letting) {}

  CommencedNotice answer() {
    made_.own_last = notice_.last_legal ? notice_.last_legal : notice_.lapses_on;
    made_.reached = comes_on_the_day();
    if (!made_.reached) {
      made_.says = "The day does not reach this tenancy: the notice keeps its life.";
      return made_;
    }
    made_.spent = made_.own_last && *made_.own_last < supposed_.on;
    find_window();
    if (!made_.spent) find_older_law();
    if (made_.own_last) made_.last_request = made_.own_last;
    if (made_.schedule_last) {
      made_.last_request =
          std::min(made_.own_last.value_or(*made_.schedule_last), *made_.schedule_last);
      made_.shortened = made_.own_last && *made_.schedule_last < *made_.own_last;
    }
    if (notice_.state != NoticeState::served) {
      made_.last_request.reset();
      made_.shortened = false;
    }
    made_.says = sentence();
    made_.rules = freeze_rules(supposed_.law, made_.rules);
    return made_;
  }

 private:
  bool comes_on_the_day() {
    if (notice_.regime != to_string(Regime::pre_rra)) return false;
    const auto commencement = rra_commencement(supposed_.law, letting_);
    if (!commencement || commencement->date() != supposed_.on) return false;
    const auto regime = regime_on(supposed_.law, supposed_.on, letting_);
    if (!regime || regime->regime != Regime::rra) return false;
    made_.rules.push_back(commencement->used());
    return true;
  }

  void find_window() {
    const DatedValue* window = one_of(kWindow, RuleUnit::months);
    if (window == nullptr) return;
    made_.schedule_last = last_day_of_months_beginning_with(supposed_.on, window->number());
    made_.rules.push_back(window->used());
  }

  /// Whether the tenancy stays under the older law while the notice may be used.
  void find_older_law() {
    const DatedValue* kept = one_of(kOlderLaw, RuleUnit::yes_no);
    older_law_ = kept != nullptr && kept->yes();
    if (older_law_) made_.rules.push_back(kept->used());
  }

  /// The one value of that parameter for this kind of notice; null pointer when there is none.
  const DatedValue* one_of(std::string_view parameter, RuleUnit unit) const {
    const NoticeKind kind = is_section_21(notice_) ? NoticeKind::section_21 : NoticeKind::section_8;
    const auto found =
        supposed_.law.on(supposed_.on)
            .matching(parameter,
                      {{"jurisdiction", std::string(to_string(letting_.jurisdiction))},
                       {"notice", std::string(to_string(kind))}});
    if (found.size() != 1 || found.front()->unit != unit || found.front()->unset()) return nullptr;
    return found.front();
  }

  std::string sentence() const {
    if (notice_.state != NoticeState::served) {
      return "It is not served. Served before " + supposed_.on.to_words() +
             " the court must be asked to issue" +
             (made_.schedule_last
                  ? " by " + made_.schedule_last->to_words() + " or within its own life"
                  : " within its own life") +
             "; from that day it cannot be served, for the law then prescribes another notice.";
    }
    if (made_.spent) {
      return "It is spent before that day: its own life ended on " + made_.own_last->to_words() +
             ".";
    }
    if (!made_.schedule_last) {
      return "No rule on " + supposed_.on.to_words() +
             " says how long it may still be used: ask the legal team.";
    }
    const std::string unless =
        " Asked before " + supposed_.on.to_words() + ", it lasts until the proceedings end." +
        (older_law_ ? " While it may be used the tenancy stays under the older law." : "");
    if (made_.shortened) {
      return "The court must be asked to issue by " + made_.schedule_last->to_words() + ", not " +
             made_.own_last->to_words() + "." + unless;
    }
    if (!made_.own_last) {
      return "The court must be asked to issue by " + made_.schedule_last->to_words() +
             "; what its own life is was not kept." + unless;
    }
    return "Its own last day, " + made_.own_last->to_words() + ", is the sooner and stands." +
           unless;
  }

  const SupposedCommencement& supposed_;
  const Notice& notice_;
  const Letting letting_;
  bool older_law_ = false;
  CommencedNotice made_;
};

}  // namespace

Result<SupposedCommencement> suppose_commencement(const LawBook& law,
                                                  Date on,
                                                  std::optional<TenancyType> kind) {
  const DatedRule* rule = rule_for(law, kind);
  if (rule == nullptr) {
    const std::string whom = kind ? std::string(to_string(*kind)) + " tenancies"
                                  : std::string("social housing assured tenancies");
    return problem("no rule of law can give " + whom + (kind ? " a day of their own" : " a day"),
                   kind ? "Ask of all social tenancies, or give that kind a rule such as REG-08."
                        : "Put back REG-03.");
  }
  Result<LawBook> supposed = law.with_value(rule->id, on.to_iso(), "supposed");
  if (!supposed) return tl::unexpected(supposed.error());
  return SupposedCommencement{on, rule->id, std::move(*supposed), doubts(law, *rule, on)};
}

CommencedNotice under(const SupposedCommencement& supposed,
                      const Notice& notice,
                      const Letting& letting) {
  return Asking(supposed, notice, letting).answer();
}

}  // namespace lintel
