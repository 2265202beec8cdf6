#include "domain/law/notice_rules.h"

#include "domain/law/notice_form.h"
#include "domain/words.h"

namespace lintel {
namespace {

constexpr std::array<Words, 8> kKinds = {{{"section_8"},
                                          {"section_21"},
                                          {"section_83"},
                                          {"section_128"},
                                          {"section_143e"},
                                          {"notice_to_quit"},
                                          {"breach"},
                                          {"serious_arrears"}}};
constexpr std::string_view kNoGroundNeeded = "section_21";

bool is_section_21(const std::vector<std::string>& grounds) {
  return std::ranges::find(grounds, kNoGroundNeeded) != grounds.end();
}

/// None: a lease that is not assured, which no notice of ours reaches.
std::optional<NoticeKind> kind_of(Regime regime,
                                  const Letting& letting,
                                  const std::vector<std::string>& grounds) {
  switch (regime) {
    case Regime::pre_rra:
    case Regime::rra:
      return is_section_21(grounds) ? NoticeKind::section_21 : NoticeKind::section_8;
    case Regime::ha1985:
      return NoticeKind::section_83;
    case Regime::ha1996:
      return letting.type == TenancyType::demoted ? NoticeKind::section_143e
                                                  : NoticeKind::section_128;
    case Regime::ra1977:
    case Regime::common_law:
      return NoticeKind::notice_to_quit;
    case Regime::rhwa:
      return letting.type == TenancyType::secure_contract ? NoticeKind::breach
                                                          : NoticeKind::serious_arrears;
    case Regime::not_assured:
      break;
  }
  return std::nullopt;
}

bool needs_grounds(NoticeKind kind) {
  return kind == NoticeKind::section_8 || kind == NoticeKind::breach ||
         kind == NoticeKind::serious_arrears;
}

/// One look-up of everything that counts the notice.
class LookUp {
 public:
  LookUp(const LawBook& law,
         Date served,
         const Letting& letting,
         const std::vector<std::string>& grounds,
         NoticeKind kind,
         const RegimeAnswer& regime)
      : law_(law),
        served_(served),
        letting_(letting),
        grounds_(grounds),
        read_(law, served),
        matter_(matter_of(letting, regime.regime)) {
    matter_["notice"] = to_string(kind);
    rules_.kind = kind;
    rules_.regime = regime;
    for (const RuleUsed& used : regime.rules) {
      if (const DatedValue* value = law.rules().find(used)) rules_.regime_rules.push_back(value);
    }
  }

  Placed<NoticeRules> rules() {
    if (const std::optional<Manual> reason = out_of_reach()) return tl::unexpected(*reason);
    find_periods();
    find_quit();
    find_rest();
    find_life();
    find_commencement();
    if (!read_.because().empty()) return read_.manual();
    return std::move(rules_);
  }

 private:
  std::optional<Manual> out_of_reach() {
    if (const auto by_hand = read_.rules().matching("notice_dates_by_hand", matter_);
        !by_hand.empty()) {
      return Manual{by_hand.front()->text() + " (" + by_hand.front()->citation + ")"};
    }
    if (letting_.type == TenancyType::secure && letting_.term_years) {
      return Manual{
          "a secure tenancy for a term is ended by Part II of the form, which names no date"};
    }
    if (needs_grounds(rules_.kind) && grounds_.empty()) {
      return Manual{rules_.kind == NoticeKind::section_8
                        ? "a section 8 notice needs at least one ground"
                        : "the notice needs its ground: arrears"};
    }
    if (rules_.kind != NoticeKind::section_21) return std::nullopt;
    if (grounds_.size() > 1) {
      return Manual{"a section 21 notice is a notice of its own and names no ground"};
    }
    const Placed<NoticeFormAnswer> form =
        notice_form(law_, served_, letting_, NoticePurpose::no_fault);
    if (!form) return form.error();
    if (!form->available) return Manual{form->because};
    return std::nullopt;
  }

  /// The rule of that parameter in one of these units; null where none applies.
  const DatedValue* if_any(std::string_view parameter, std::initializer_list<RuleUnit> units) {
    const auto found = read_.rules().matching(parameter, matter_);
    return found.empty() ? nullptr : read_.in_unit(found.front(), units);
  }

  void find_periods() {
    if (!needs_grounds(rules_.kind)) {
      find_period("");
      rules_.as_quit = rules_.periods.empty() ? if_any("min_date", {RuleUnit::word}) : nullptr;
      return;
    }
    for (const std::string& ground : grounds_) {
      matter_["ground"] = ground;
      if (const DatedValue* at_once = if_any("notice_at_once", {RuleUnit::days})) {
        rules_.at_once = at_once;
        rules_.at_once_ground = ground;
        rules_.periods.clear();
        break;
      }
      find_period(ground);
    }
    matter_.erase("ground");
  }

  /// Adds the least period of that ground, or of the notice where it is "".
  void find_period(const std::string& ground) {
    const auto from = read_.rules().matching("min_notice_from", matter_);
    const auto beginning = read_.rules().matching("min_notice_beginning_with", matter_);
    const std::size_t found = from.size() + beginning.size();
    if (found == 0 && ground.empty()) return;
    if (found != 1) {
      read_.refuse((found == 0 ? "no rule on " : "two rules on ") + served_.to_words() +
                   (found == 0 ? " gives" : " give") + " the notice period of ground " + ground);
      return;
    }
    const DatedValue* length = read_.in_unit(from.empty() ? beginning.front() : from.front(),
                                             {RuleUnit::days, RuleUnit::weeks, RuleUnit::months});
    if (length == nullptr) return;
    const auto known = std::ranges::find(rules_.periods, length, &LeastPeriod::length);
    if (known != rules_.periods.end()) {
      known->grounds.push_back(ground);
      return;
    }
    if (rules_.periods.size() == kMostPeriods) {
      read_.refuse("its grounds need more different lengths of notice than can be counted at once");
      return;
    }
    const bool periodic = letting_.type != TenancyType::assured_fixed && !letting_.term_years;
    rules_.periods.push_back({length,
                              from.empty(),
                              periodic ? if_any("min_date", {RuleUnit::word}) : nullptr,
                              ground.empty() ? std::vector<std::string>{} : std::vector{ground}});
  }

  void find_quit() {
    const DatedValue* measure = rules_.as_quit;
    for (const LeastPeriod& each : rules_.periods)
      measure = measure == nullptr ? each.as_quit : measure;
    if (measure == nullptr) {
      if (rules_.periods.empty() && rules_.at_once == nullptr) {
        read_.refuse("no rule on " + served_.to_words() + " gives the earliest date to name");
      }
      return;
    }
    if (measure->text() != "ntq_equivalent") {
      read_.refuse("the date \"" + measure->text() + "\" of " + measure->id +
                   " is not one that is known");
      return;
    }
    rules_.quit = quit_rules(read_, matter_, QuitBy::landlord);
  }

  void find_rest() {
    rules_.margin = if_any("safe_margin", {RuleUnit::days});
    rules_.not_within = if_any("not_given_within", {RuleUnit::months});
    rules_.claim_after = read_.one("claim_after_named_date", matter_, {RuleUnit::days}, [] {
      return "when a claim may start";
    });
    for (const DatedValue* note : read_.rules().matching("notice_note", matter_))
      rules_.notes.push_back(note);
  }

  void find_life() {
    rules_.life_from_service = if_any("notice_life_from_service", {RuleUnit::months});
    rules_.life_beginning_with = if_any("notice_life_beginning_with_service", {RuleUnit::months});
    rules_.life_from_named = if_any("notice_life_from_named_date", {RuleUnit::months});
    rules_.trial_period = if_any("trial_period", {RuleUnit::months});
    rules_.keeps_demotion = if_any("keeps_demotion", {RuleUnit::months});
    rules_.last_day_margin = if_any("last_day_margin", {RuleUnit::days});
    if (rules_.last_day_margin == nullptr)
      read_.refuse("no rule says how long before the last lawful day the last safe day falls");
  }

  /// A notice of the older law must be used soon after the newer comes in: RRA 2025 Sch 6.
  void find_commencement() {
    if (rules_.regime.regime != Regime::pre_rra) return;
    const DatedValue* commencement = rra_commencement(law_, letting_);
    if (commencement == nullptr) return;
    // The window is the law of that day, which may be later than the day of service.
    const auto windows =
        law_.on(commencement->date()).matching("last_request_after_commencement", matter_);
    if (windows.empty() || windows.front()->unit != RuleUnit::months) {
      read_.refuse("no rule says how long a notice may be used once the newer law governs");
      return;
    }
    rules_.commencement = commencement;
    rules_.request_window = windows.front();
  }

  const LawBook& law_;
  Date served_;
  const Letting& letting_;
  const std::vector<std::string>& grounds_;
  Reading read_;
  Matter matter_;
  NoticeRules rules_;
};

}  // namespace

std::string_view to_string(NoticeKind kind) {
  return kKinds.at(static_cast<std::size_t>(kind)).word;
}
Result<NoticeKind> parse_notice_kind(std::string_view text) {
  return parse_word<NoticeKind>(kKinds, text, "a kind of notice");
}

Placed<NoticeRules> notice_rules(const LawBook& law,
                                 Date served,
                                 const Letting& letting,
                                 const std::vector<std::string>& grounds) {
  const Placed<RegimeAnswer> regime = regime_on(law, served, letting);
  if (!regime) return tl::unexpected(regime.error());
  const std::optional<NoticeKind> kind = kind_of(regime->regime, letting, grounds);
  if (!kind) {
    return Reading::manual(
        "the lease is too long to be an assured tenancy, and no notice of these "
        "reaches it (" +
        regime->rules.back().citation + ")");
  }
  return LookUp(law, served, letting, grounds, *kind, *regime).rules();
}

}  // namespace lintel
