#include "domain/law/hearing.h"

#include <cassert>

#include "domain/counting.h"
#include "domain/law/reading.h"

namespace lintel {
namespace {

/// England and Wales share the court's calendar.
const Calendar& court_calendar(const LawBook& law) {
  return law.calendar(Jurisdiction::england);
}

/// ", a Saturday: the court next sits on Monday 8 February 2027"; "" for a working day, or one of
/// which that is not known.
std::string unless_working(const LawBook& law, Date day, bool later) {
  const Calendar& calendar = court_calendar(law);
  const Result<bool> works = calendar.is_working_day(day);
  if (!works || *works) return "";
  const Result<Date> next =
      later ? calendar.working_day_on_or_after(day) : calendar.working_day_on_or_before(day);
  if (!next) return "";
  return std::string(", which is not a working day; the ") + (later ? "next" : "last before it") +
         " is " + next->to_long_words();
}

/// Counts back from the hearing, a day of which these rules hold.
class CountBack {
 public:
  CountBack(const LawBook& law, Date hearing, Reading& read, HearingDates& answer)
      : law_(law), hearing_(hearing), read_(read), answer_(answer) {}

  std::optional<Manual> count() {
    const DatedValue* serve = read_.value("CRT-05", {RuleUnit::clear_days});
    const DatedValue* protocol = read_.value("PAP-14a", {RuleUnit::days});
    const DatedValue* policy = read_.value("PAP-14b", {RuleUnit::working_days});
    const DatedValue* evidence = read_.value("CRT-06", {RuleUnit::clear_days});
    most_ = read_.value("CNT-02", {RuleUnit::days});
    for (const DatedValue* each : {serve, protocol, policy, evidence, most_}) {
      if (each == nullptr) return read_.manual().value();
    }
    if (const DatedValue* holidays = read_.rules().find("CAL-01")) read_.use(holidays->used());

    const Result<Date> served = clear_days_before("The defendant must have been served", *serve);
    const Result<Date> stated =
        clear_days_before("The protocol wants the rent statement given", *protocol);
    const Result<Date> ours = court_calendar(law_).working_day_after(hearing_, -policy->number());
    const Result<Date> shown =
        clear_days_before("Witness statements must be filed and served", *evidence);
    for (const Result<Date>* each : {&served, &stated, &ours, &shown}) {
      if (!*each) return Manual{each->error().what};
    }
    answer_.serve_by = *served;
    answer_.statement_by_protocol = *stated;
    answer_.statement_by_policy = std::min(*ours, *stated);
    answer_.evidence_by = *shown;
    answer_.steps.push_back("By our own policy the rent statement is given " + counted(*policy) +
                            " before the hearing (" + policy->citation + "): by " +
                            answer_.statement_by_policy.to_long_words() + ".");
    return std::nullopt;
  }

 private:
  Result<Date> clear_days_before(const std::string& what, const DatedValue& days) {
    const Result<Date> by = latest_day_leaving_clear_days(
        court_calendar(law_), hearing_, days.number(), most_->number());
    if (!by) return by;
    const bool is_short = days.number() <= most_->number();
    answer_.steps.push_back(what + " with " + std::to_string(days.number()) + " clear " +
                            (is_short ? "business days" : "days") + " before the hearing (" +
                            days.citation + (is_short ? "; " + most_->citation : "") + "): by " +
                            by->to_long_words() + unless_working(law_, *by, false) + ".");
    return by;
  }

  const LawBook& law_;
  Date hearing_;
  Reading& read_;
  HearingDates& answer_;
  const DatedValue* most_ = nullptr;
};

}  // namespace

Placed<HearingDates> hearing_dates(const LawBook& law,
                                   std::optional<Date> issued,
                                   std::optional<Date> hearing) {
  assert(issued || hearing);
  HearingDates answer;
  std::vector<RuleUsed> used;
  if (issued) {
    if (hearing && *hearing < *issued)
      return Reading::manual("the hearing is before the day on which the claim was issued");
    Reading read{law, *issued};
    const DatedValue* least = read.value("CRT-03", {RuleUnit::clear_days});
    const DatedValue* most = read.value("CRT-04", {RuleUnit::weeks});
    if (least == nullptr || most == nullptr) return read.manual();
    const Date earliest = first_day_after_clear_days(*issued, least->number());
    const Date latest = last_day_of_weeks_from(*issued, most->number());
    answer.earliest_hearing = earliest;
    answer.latest_standard_hearing = latest;
    answer.steps.push_back("A claim issued on " + issued->to_long_words() +
                           " is heard no sooner than " + counted(*least) + " later (" +
                           least->citation + "): from " + earliest.to_long_words() +
                           unless_working(law, earliest, true) + ".");
    answer.steps.push_back("The standard period is at most " + counted(*most) + " (" +
                           most->citation + "): to " + latest.to_long_words() +
                           unless_working(law, latest, false) + ".");
    if (hearing && *hearing < earliest)
      answer.steps.push_back("The hearing on " + hearing->to_long_words() +
                             " is sooner: only the court can shorten the time (CPR 3.1(2)(a)).");
    if (hearing && *hearing > latest)
      answer.steps.push_back("The hearing on " + hearing->to_long_words() +
                             " is later than the standard period.");
    used = read.used();
  }
  answer.hearing = hearing ? *hearing : *answer.earliest_hearing;
  if (!hearing)
    answer.steps.push_back("No hearing is given: the days before it are counted back from " +
                           answer.hearing.to_long_words() + ", the earliest.");
  Reading read{law, answer.hearing};
  read.use(used);
  if (const std::optional<Manual> lack = CountBack(law, answer.hearing, read, answer).count())
    return tl::unexpected(*lack);
  answer.rules = read.used();
  return answer;
}

}  // namespace lintel
