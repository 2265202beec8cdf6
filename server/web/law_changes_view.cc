#include "server/web/law_changes_view.h"

#include "domain/law/rule_words.h"
#include "server/web/law_filter.h"
#include "server/web/law_links.h"
#include "server/web/law_view.h"
#include "server/web/say.h"

namespace lintel {
namespace {

View rule_line(const LawEntry& entry) {
  View line;
  line.set("id", entry.name)
      .set("href", rule_address(entry.name))
      .set("meaning", entry.rule->meaning)
      .set("subject", subject_label(entry.subject));
  line.set_if_any("applies", applies_in_words(*entry.rule));
  return line;
}

View change_line(const LawCalendar::Change& each, Date today) {
  const RuleChange& change = each.change;
  View line = rule_line(*each.entry);
  line.set("on", short_day(change.on)).set("when", days_from_today(change.on, today));
  line.set("what", change_in_words(change)).set("unknown", change.becomes_unknown());
  const DatedValue& cited = change.after == nullptr ? *change.before : *change.after;
  line.set("citation", cited.citation).set("verify", cited.verify);
  line.set_if_any("entries", entries_in_words(cited));
  return line;
}

View::List change_lines(const std::vector<LawCalendar::Change>& changes, Date today) {
  View::List lines;
  for (const LawCalendar::Change& each : changes) lines.push_back(change_line(each, today));
  return lines;
}

View::List to_do_lines(const std::vector<LawCalendar::ToDo>& list, Date today) {
  View::List lines;
  for (const LawCalendar::ToDo& each : list) {
    View line = dated_value_view(*each.value, today);
    line.add(rule_line(*each.entry));
    lines.push_back(std::move(line));
  }
  return lines;
}

std::string title_of(const std::string& words, std::size_t count) {
  return words + " (" + figure(static_cast<std::int64_t>(count)) + ")";
}

}  // namespace

std::string change_in_words(const RuleChange& change) {
  if (change.before == nullptr) return "Starts: " + value_in_words(*change.after);
  if (change.after == nullptr) return "Ends: " + value_in_words(*change.before);
  const std::string before = value_in_words(*change.before);
  const std::string after = value_in_words(*change.after);
  if (before == after)
    return change.after->written == change.before->written
               ? "Stays " + after + ", by another provision"
               : "New list: " + after;
  return "From " + before + " to " + after;
}

View law_changes_view(const LawCalendar& calendar) {
  const Date today = calendar.today;
  View view;
  view.set("today", short_day(today)).set("until", short_day(calendar.until));
  view.set("changes_any", !calendar.changes.empty())
      .set("changes", change_lines(calendar.changes, today))
      .set("changes_title",
           title_of("Starts, changes or ends within a year", calendar.changes.size()));
  view.set("later_any", !calendar.later.empty())
      .set("later", change_lines(calendar.later, today))
      .set("later_title", title_of("After that", calendar.later.size()));
  view.set("lately_any", !calendar.lately.empty())
      .set("lately", change_lines(calendar.lately, today))
      .set("lately_title",
           title_of("Changed since " + short_day(calendar.since), calendar.lately.size()));
  view.set("unknown_any", !calendar.unknown.empty())
      .set("unknowns", to_do_lines(calendar.unknown, today))
      .set("unknown_title", title_of("Unknown: to load", calendar.unknown.size()));
  view.set("not_set_any", !calendar.not_set.empty())
      .set("not_set", to_do_lines(calendar.not_set, today))
      .set("not_set_title", title_of("No day appointed", calendar.not_set.size()));
  view.set("verify_any", !calendar.verify.empty())
      .set("verify", to_do_lines(calendar.verify, today))
      .set("verify_title", title_of("To be verified", calendar.verify.size()));
  return view;
}

}  // namespace lintel
