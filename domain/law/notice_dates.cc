#include "domain/law/notice_dates.h"

#include "domain/words.h"

namespace lintel {
namespace {

constexpr std::array<Words, 2> kNamed = {{{"court_not_before"}, {"court_only_after"}}};

std::string cited(const DatedValue& rule) {
  return " (" + rule.citation + ")";
}

/// "Grounds 8, 10 and 11 need ", "The notice needs "
std::string who_needs(const std::vector<std::string>& grounds, NoticeKind kind) {
  if (grounds.empty() || kind != NoticeKind::section_8) return "The notice needs ";
  if (grounds.size() == 1) return "Ground " + grounds.front() + " needs ";
  std::string words = "Grounds ";
  for (std::size_t i = 0; i < grounds.size(); ++i) {
    words += (i == 0 ? "" : i + 1 == grounds.size() ? " and " : ", ") + grounds[i];
  }
  return words + " need ";
}

/// Writes each step of one count, in its order.
class Saying {
 public:
  Saying(const NoticeRules& rules, const NoticeCount& count, bool on_paper)
      : rules_(rules), count_(count), on_paper_(on_paper) {}

  std::vector<std::string> steps() {
    say("The notice counts as served on " + count_.served.to_long_words() + ".");
    say_when_given();
    say_periods();
    say_named_date();
    say_claim();
    say_life();
    for (const DatedValue* note : rules_.notes) say(note->text() + cited(*note) + ".");
    return std::move(steps_);
  }

 private:
  void say(std::string step) { steps_.push_back(std::move(step)); }

  void say_when_given() {
    if (!count_.may_be_given_from) return;
    say("No such notice may be given within " + counted(*rules_.not_within) +
        " beginning with the tenancy" + cited(*rules_.not_within) + ": it could be given from " +
        count_.may_be_given_from->to_long_words() + ".");
  }

  void say_periods() {
    if (rules_.at_once != nullptr) {
      say("Ground " + rules_.at_once_ground + " in the notice lets a claim start at once" +
          cited(*rules_.at_once) + ".");
    }
    for (std::size_t i = 0; i < rules_.periods.size(); ++i) {
      const LeastPeriod& period = rules_.periods[i];
      say(who_needs(period.grounds, rules_.kind) + counted(*period.length) +
          " from service, the day of service " + (period.day_counts ? "counted" : "not counted") +
          cited(*period.length) + ": to the end of " + count_.period_ends.at(i)->to_long_words() +
          ".");
    }
    if (!rules_.quit) return;
    say("The date may not be before a notice to quit given that day could end the tenancy" +
        cited(*quit_measure()) + ".");
    say_quit(*rules_.quit, count_.served, *count_.quit, steps_);
  }

  const DatedValue* quit_measure() const {
    if (rules_.as_quit != nullptr) return rules_.as_quit;
    for (const LeastPeriod& period : rules_.periods)
      if (period.as_quit != nullptr) return period.as_quit;
    return rules_.quit->notice;
  }

  void say_named_date() {
    const std::string names =
        count_.earliest_to_name.to_long_words() + (on_paper_ ? " or later." : ".");
    if (rules_.margin != nullptr) {
      say("So that no way of counting can fault it, " + counted(*rules_.margin) + " more is given" +
          cited(*rules_.margin) + ": the notice names " + names);
    } else {
      say("The notice names " + names);
    }
    if (on_paper_) say("The notice names " + count_.named_date.to_long_words() + ".");
  }

  void say_claim() {
    if (rules_.claim_after->number() == 0) {
      say("A claim may start on that day, and not before" + cited(*rules_.claim_after) + ".");
    } else {
      say("A claim may start only after that day" + cited(*rules_.claim_after) + ": from " +
          count_.earliest_safe.to_long_words() + ".");
    }
  }

  void say_life() {
    const std::string first =
        count_.first_given == count_.served
            ? ""
            : " from " + count_.first_given.to_words() + ", when it was first given";
    switch (count_.life) {
      case NoticeLife::none:
        say("The rules give no day on which this notice lapses.");
        return;
      case NoticeLife::start_not_known:
        say("A claim must start within " + counted(*rules_.trial_period) +
            " beginning with the tenancy" + cited(*rules_.trial_period) +
            ", and the start of the tenancy is not given: there may be no time left.");
        return;
      case NoticeLife::from_service:
        say_good_for(*rules_.life_from_service, first.empty() ? " from service" : first);
        break;
      case NoticeLife::beginning_with_service:
        say_good_for(
            *rules_.life_beginning_with,
            first.empty() ? " beginning with the day of service" : first + ", that day counted");
        break;
      case NoticeLife::from_named_date:
        say_good_for(*rules_.life_from_named, " from the date named");
        break;
      case NoticeLife::trial:
        say_good_for(*rules_.trial_period, " of trial, beginning with the tenancy");
        break;
      case NoticeLife::demotion:
        say_good_for(*rules_.trial_period, " of demotion, beginning with its first day");
        break;
      case NoticeLife::demotion_kept:
        say_good_for(*rules_.keeps_demotion,
                     " beginning with service, which keeps the tenancy demoted");
        break;
    }
    if (count_.request_by) {
      say("The Renters' Rights Act governs the tenancy from " +
          rules_.commencement->date().to_words() +
          ", and a claim on this notice must be asked for by " +
          count_.request_by->to_long_words() + cited(*rules_.request_window) + ".");
    }
    say("The last safe day for a claim is " + counted(*rules_.last_day_margin) +
        " before: " + count_.last_safe->to_long_words() + cited(*rules_.last_day_margin) + ".");
  }

  void say_good_for(const DatedValue& life, const std::string& measure) {
    say("It is good for " + counted(life) + measure + cited(life) + ": a claim must start by " +
        count_.own_last->to_long_words() + ".");
  }

  const NoticeRules& rules_;
  const NoticeCount& count_;
  bool on_paper_;
  std::vector<std::string> steps_;
};

}  // namespace

std::string_view to_string(NamedDate names) {
  return kNamed.at(static_cast<std::size_t>(names)).word;
}

NoticeDates say_dates(const NoticeRules& rules, const NoticeCount& count, bool on_paper) {
  NoticeDates dates;
  dates.names =
      rules.claim_after->number() == 0 ? NamedDate::court_not_before : NamedDate::court_only_after;
  dates.named_date = count.named_date;
  dates.earliest_legal = count.earliest_legal;
  dates.earliest_safe = count.earliest_safe;
  dates.last_legal = count.last_legal;
  dates.last_safe = count.last_safe;
  dates.steps = Saying(rules, count, on_paper).steps();
  for (const DatedValue* value : values_used(rules, count)) dates.rules.push_back(value->used());
  return dates;
}

Result<NamedDate> parse_named_date(std::string_view text) {
  return parse_word<NamedDate>(kNamed, text, "what a date names");
}

Placed<NoticeDates> notice_dates(const LawBook& law,
                                 Date served,
                                 const Letting& letting,
                                 const std::vector<std::string>& grounds,
                                 const RentPeriods& periods,
                                 const NoticeOnPaper& paper) {
  const Placed<NoticeRules> rules = notice_rules(law, served, letting, grounds);
  if (!rules) return tl::unexpected(rules.error());
  const Placed<NoticeCount> count = count_notice(*rules, served, letting.start, periods, paper);
  if (!count) return tl::unexpected(count.error());
  return say_dates(*rules, *count, paper.named_date.has_value());
}

}  // namespace lintel
