#include "domain/law/notice_dates.h"

#include "domain/counting.h"
#include "domain/law/reading.h"
#include "domain/words.h"

namespace lintel {
namespace {

constexpr std::array<Words, 2> kNamed = {{{"court_not_before"}, {"court_only_after"}}};

/// "Grounds 8, 10 and 11 need "
std::string grounds_words(const std::vector<std::string>& grounds) {
  if (grounds.size() == 1) return "Ground " + grounds.front() + " needs ";
  std::string words = "Grounds ";
  for (std::size_t i = 0; i < grounds.size(); ++i) {
    words += (i == 0 ? "" : i + 1 == grounds.size() ? " and " : ", ") + grounds[i];
  }
  return words + " need ";
}

/// One notice and the rules that date it.
class Count {
 public:
  Count(const LawBook& law,
        Date served,
        const Letting& letting,
        const RegimeAnswer& regime,
        const std::vector<std::string>& grounds,
        const RentPeriods& periods,
        const NoticeOnPaper& paper)
      : law_(law),
        served_(served),
        letting_(letting),
        regime_(regime.regime),
        grounds_(grounds),
        periods_(periods),
        paper_(paper),
        read_(law, served),
        matter_(matter_of(letting, regime.regime)) {
    read_.use(regime.rules);
  }

  Placed<NoticeDates> dates() {
    if (const auto by_hand = read_.rules().matching("notice_dates_by_hand", matter_);
        !by_hand.empty()) {
      return Reading::manual(by_hand.front()->text() + " (" + by_hand.front()->citation + ")");
    }
    if (letting_.type == TenancyType::secure && letting_.term_years) {
      return Reading::manual(
          "a secure tenancy for a term is ended by Part II of the form, which names no date");
    }
    answer_.steps.push_back("The notice counts as served on " + served_.to_long_words() + ".");
    const bool section_8 = regime_ == Regime::pre_rra || regime_ == Regime::rra;
    const std::optional<Manual> lacking = section_8 ? count_section_8() : count_notice_to_quit();
    if (lacking) return tl::unexpected(*lacking);
    if (const std::optional<Manual> lack = count_life()) return tl::unexpected(*lack);
    answer_.rules = read_.used();
    return answer_;
  }

 private:
  std::optional<Manual> count_section_8() {
    if (grounds_.empty()) return Manual{"a section 8 notice needs at least one ground"};
    const Placed<Date> period_ends = claim_at_once() ? served_ : longest_period();
    if (!period_ends) return period_ends.error();
    const DatedValue* margin = read_.value("CNT-04", {RuleUnit::days});
    if (margin == nullptr) return Manual{read_.because()};
    if (letting_.type == TenancyType::assured_fixed) {
      answer_.steps.push_back(
          "During the fixed term the agreement itself must allow it to be ended on these grounds "
          "(Housing Act 1988 s.7(6)).");
    }
    const Date safe = period_ends->plus_days(margin->number());
    answer_.steps.push_back("So that no way of counting can fault it, " + counted(*margin) +
                            " more is given (" + margin->citation + "): the notice names " +
                            safe.to_long_words() + or_later());
    if (const std::optional<Manual> early = name_date(*period_ends, safe)) return early;
    return count_claim("A claim may start on that day, and not before");
  }

  /// Some grounds let a claim start on the day of service, whatever stands beside them.
  bool claim_at_once() {
    for (const std::string& ground : grounds_) {
      matter_["ground"] = ground;
      const auto at_once = read_.rules().matching("notice_at_once", matter_);
      if (at_once.empty()) continue;
      read_.use(at_once.front()->used());
      answer_.steps.push_back("Ground " + ground + " in the notice lets a claim start at once (" +
                              at_once.front()->citation + ").");
      return true;
    }
    return false;
  }

  /// The last day of the longest period that any ground needs.
  Placed<Date> longest_period() {
    struct Period {
      const DatedValue* length;
      bool day_counts;
      std::vector<std::string> grounds;
    };
    std::vector<Period> periods;
    for (const std::string& ground : grounds_) {
      matter_["ground"] = ground;
      const auto from = read_.rules().matching("min_notice_from", matter_);
      const auto beginning = read_.rules().matching("min_notice_beginning_with", matter_);
      if (from.size() + beginning.size() != 1) {
        return Reading::manual(
            (from.size() + beginning.size() == 0 ? "no rule on " : "two rules on ") +
            served_.to_words() + " gives the notice period of ground " + ground);
      }
      const DatedValue* length = from.empty() ? beginning.front() : from.front();
      const auto known = std::ranges::find(periods, length, &Period::length);
      if (known != periods.end())
        known->grounds.push_back(ground);
      else
        periods.push_back({length, from.empty(), {ground}});
    }
    std::optional<Date> longest;
    for (const Period& period : periods) {
      const Placed<Date> ends = end_of_period(*period.length, period.day_counts, period.grounds);
      if (!ends) return ends;
      longest = longest ? std::max(*longest, *ends) : *ends;
    }
    return *longest;
  }

  Placed<Date> end_of_period(const DatedValue& length,
                             bool day_counts,
                             const std::vector<std::string>& grounds) {
    const bool weeks = length.unit == RuleUnit::weeks;
    if (!weeks && length.unit != RuleUnit::months) {
      return Reading::manual("the rule " + length.id + " counts in neither weeks nor months");
    }
    read_.use(length.used());
    const int n = length.number();
    Date ends = weeks ? (day_counts ? last_day_of_weeks_beginning_with(served_, n)
                                    : last_day_of_weeks_from(served_, n))
                      : (day_counts ? last_day_of_months_beginning_with(served_, n)
                                    : last_day_of_months_from(served_, n));
    answer_.steps.push_back(grounds_words(grounds) + counted(length) +
                            " from service, the day of service " +
                            (day_counts ? "counted" : "not counted") + " (" + length.citation +
                            "): to the end of " + ends.to_long_words() + ".");
    matter_["ground"] = grounds.front();
    const bool periodic = letting_.type != TenancyType::assured_fixed && !letting_.term_years;
    if (periodic && !read_.rules().matching("min_date", matter_).empty()) {
      const Placed<NoticeToQuitEnds> quit = as_notice_to_quit();
      if (!quit) return tl::unexpected(quit.error());
      ends = std::max(ends, quit->ends.back());
    }
    return ends;
  }

  Placed<NoticeToQuitEnds> as_notice_to_quit() {
    const DatedValue* rule = read_.one(
        "min_date", matter_, {RuleUnit::word}, [] { return "the earliest date to name"; });
    if (rule == nullptr) return read_.manual();
    if (rule->text() != "ntq_equivalent") {
      return Reading::manual("the date \"" + rule->text() + "\" of " + rule->id +
                             " is not one that is known");
    }
    Placed<NoticeToQuitEnds> quit = notice_to_quit_ends(law_, served_, letting_, periods_);
    if (!quit) return quit;
    answer_.steps.push_back(
        "The date may not be before a notice to quit given that day could end the tenancy (" +
        rule->citation + ").");
    answer_.steps.insert(answer_.steps.end(), quit->steps.begin(), quit->steps.end());
    read_.use(quit->rules);
    return quit;
  }

  std::optional<Manual> count_notice_to_quit() {
    const Placed<NoticeToQuitEnds> quit = as_notice_to_quit();
    if (!quit) return quit.error();
    // The first day of a period is good under either reading of Crate v Miller.
    answer_.steps.push_back("The notice names " + quit->ends.back().to_long_words() + or_later());
    if (const std::optional<Manual> early = name_date(quit->ends.front(), quit->ends.back()))
      return early;
    return count_claim("A claim may start only after that day");
  }

  const char* or_later() const { return paper_.named_date ? " or later." : "."; }

  /// Names the date on paper, or else the earliest safe one. No claim starts before it.
  std::optional<Manual> name_date(Date legal, Date safe) {
    answer_.named_date = paper_.named_date.value_or(safe);
    if (answer_.named_date < safe) {
      return Manual{"the notice names " + answer_.named_date.to_words() + ", and served on " +
                    served_.to_words() + " it must name " + safe.to_words() + " or later"};
    }
    if (paper_.named_date) {
      answer_.steps.push_back("The notice names " + answer_.named_date.to_long_words() + ".");
    }
    answer_.earliest_legal = paper_.named_date.value_or(legal);
    answer_.earliest_safe = answer_.named_date;
    return std::nullopt;
  }

  /// Moves the earliest days past the named date where the statute says "after".
  std::optional<Manual> count_claim(const std::string& sentence) {
    matter_.erase("ground");
    const DatedValue* after = read_.one("claim_after_named_date", matter_, {RuleUnit::days}, [] {
      return "when a claim may start";
    });
    if (after == nullptr) return Manual{read_.because()};
    const bool only_after = after->number() > 0;
    answer_.names = only_after ? NamedDate::court_only_after : NamedDate::court_not_before;
    answer_.earliest_legal = answer_.earliest_legal.plus_days(after->number());
    answer_.earliest_safe = answer_.earliest_safe.plus_days(after->number());
    answer_.steps.push_back(
        sentence + " (" + after->citation + ")" +
        (only_after ? ": from " + answer_.earliest_safe.to_long_words() + "." : "."));
    return std::nullopt;
  }

  /// How long the notice stays good for a claim.
  std::optional<Manual> count_life() {
    const auto from_service = read_.rules().matching("notice_life_from_service", matter_);
    const auto from_named = read_.rules().matching("notice_life_from_named_date", matter_);
    const auto trial = read_.rules().matching("trial_period", matter_);
    for (const auto* found : {&from_service, &from_named, &trial}) {
      if (found->empty()) continue;
      if (read_.in_unit(found->front(), {RuleUnit::months}) == nullptr)
        return Manual{read_.because()};
    }
    if (!from_service.empty()) {
      const Date first = std::min(served_, paper_.first_given.value_or(served_));
      live_until(last_day_of_months_from(first, from_service.front()->number()),
                 *from_service.front(),
                 first == served_ ? "from service"
                                  : "from " + first.to_words() + ", when it was first given");
    } else if (!from_named.empty()) {
      live_until(last_day_of_months_from(answer_.named_date, from_named.front()->number()),
                 *from_named.front(),
                 "from the date named");
    } else if (!trial.empty() && letting_.start) {
      live_until(last_day_of_months_beginning_with(*letting_.start, trial.front()->number()),
                 *trial.front(),
                 "of trial, beginning with the tenancy");
    } else {
      answer_.steps.push_back("The rules give no day on which this notice lapses.");
      return std::nullopt;
    }
    shorten_for_commencement();
    const DatedValue* margin = read_.value("CNT-11", {RuleUnit::days});
    if (margin == nullptr) return Manual{read_.because()};
    answer_.last_safe = answer_.last_legal->plus_days(-margin->number());
    answer_.steps.push_back("The last safe day for a claim is " + counted(*margin) + " before: " +
                            answer_.last_safe->to_long_words() + " (" + margin->citation + ").");
    if (*answer_.last_safe < answer_.earliest_safe) {
      return Manual{"the notice would lapse on " + answer_.last_legal->to_words() +
                    ", before a claim could safely start on " + answer_.earliest_safe.to_words()};
    }
    return std::nullopt;
  }

  void live_until(Date last, const DatedValue& life, const std::string& measure) {
    answer_.last_legal = last;
    answer_.steps.push_back("It is good for " + counted(life) + " " + measure + " (" +
                            life.citation + "): a claim must start by " + last.to_long_words() +
                            ".");
  }

  /// A notice of the older law must be used soon after the newer comes in: RRA 2025 Sch 6.
  void shorten_for_commencement() {
    if (regime_ != Regime::pre_rra) return;
    const std::optional<DatedValue> commencement = rra_commencement(law_, letting_);
    if (!commencement) return;
    const DatedValue* window = law_.on(commencement->date()).find("TRN-02");
    if (window == nullptr || window->unit != RuleUnit::months) return;
    const Date limit = last_day_of_months_beginning_with(commencement->date(), window->number());
    if (limit >= *answer_.last_legal) return;
    read_.use(commencement->used());
    read_.use(window->used());
    answer_.last_legal = limit;
    answer_.steps.push_back("The Renters' Rights Act governs the tenancy from " +
                            commencement->date().to_words() +
                            ", and a claim on this notice must be asked for by " +
                            limit.to_long_words() + " (" + window->citation + ").");
  }

  const LawBook& law_;
  Date served_;
  const Letting& letting_;
  Regime regime_;
  const std::vector<std::string>& grounds_;
  const RentPeriods& periods_;
  const NoticeOnPaper& paper_;
  Reading read_;
  Matter matter_;
  NoticeDates answer_;
};

}  // namespace

std::string_view to_string(NamedDate names) {
  return kNamed.at(static_cast<std::size_t>(names)).word;
}

Placed<NoticeDates> notice_dates(const LawBook& law,
                                 Date served,
                                 const Letting& letting,
                                 const std::vector<std::string>& grounds,
                                 const RentPeriods& periods,
                                 const NoticeOnPaper& paper) {
  const Placed<RegimeAnswer> regime = regime_on(law, served, letting);
  if (!regime) return tl::unexpected(regime.error());
  return Count(law, served, letting, *regime, grounds, periods, paper).dates();
}

}  // namespace lintel
