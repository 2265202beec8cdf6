#include "server/web/law_view.h"

#include "domain/law/rule_words.h"
#include "server/web/csv_text.h"
#include "server/web/law_filter.h"
#include "server/web/law_links.h"
#include "server/web/say.h"

namespace lintel {
namespace {

constexpr std::size_t kLongestFigure = 26;  // letters that fit a cell in bold

/// Where in time a value stands to the day that is asked about.
std::string when_style(const DatedValue& value, Date on) {
  if (value.to && *value.to < on) return "past";
  return on < value.from ? "coming" : "now";
}

std::string end_words(const DatedValue& value, Date on) {
  if (!value.to) return "no end is set";
  return (*value.to < on ? "ended " : "to ") + short_day(*value.to);
}

/// The value that a row shows: what holds that day, else what comes next, else the last there was.
const DatedValue& shown_value(const DatedRule& rule, Date on) {
  for (const DatedValue& value : rule.values) {
    if (!value.to || on <= *value.to) return value;
  }
  return rule.values.back();
}

std::string used_words(const std::vector<RuleUse>& uses) {
  std::set<DefinitionKey> workflows;
  for (const RuleUse& use : uses) workflows.insert(use.workflow);
  if (workflows.empty()) return "";
  return count_of(static_cast<std::int64_t>(workflows.size()), "workflow", "workflows") + ", " +
         count_of(static_cast<std::int64_t>(uses.size()), "place", "places");
}

std::string questions_words(const std::set<std::string>& questions) {
  std::string words;
  for (const std::string& each : questions)
    words += (words.empty() ? "" : ", ") + question_label(each);
  return words;
}

View row_view(
    const LawIndex& index, const LawUses& uses, const LawEntry& entry, Date on, Date today) {
  const DatedRule& rule = *entry.rule;
  const DatedValue& shown = shown_value(rule, on);
  View row = dated_value_view(shown, on);
  row.set("id", entry.name).set("href", rule_address(entry.name)).set("policy", entry.is_policy);
  row.set("meaning", rule.meaning).set_if_any("applies", applies_in_words(rule));
  View::List others;
  for (const DatedValue& value : rule.values) {
    if (&value != &shown) others.push_back(dated_value_view(value, on));
  }
  const auto count = static_cast<std::int64_t>(others.size());
  row.set_if_any("others_words", count == 0 ? "" : count_of(count, "other value", "other values"));
  row.set("others", std::move(others));
  row.set_if_any("used", used_words(uses.of(entry)))
      .set_if_any("answers", questions_words(index.questions_of(entry, today)));
  return row;
}

}  // namespace

View dated_value_view(const DatedValue& value, Date on) {
  const std::string words = value_in_words(value);
  const bool loads = !value.known || value.unset();
  View view;
  view.set("value", capital(words)).set("figure", words.size() <= kLongestFigure);
  view.set("load", loads).set("unknown", !value.known).set("dormant", value.known && value.unset());
  view.set_if_any("entries", entries_in_words(value)).set_if_any("statute", value.statute);
  view.set("when", when_style(value, on));
  view.set("now", when_style(value, on) == "now")
      .set("past", when_style(value, on) == "past")
      .set("coming", when_style(value, on) == "coming");
  view.set("from", short_day(value.from)).set("to", end_words(value, on));
  view.set("days", capital(days_in_words(value)));
  view.set("citation", value.citation);
  view.set_if_any("confidence", confidence_in_words(value.confidence))
      .set("sure", value.confidence == "H")
      .set("fairly", value.confidence == "H" || value.confidence == "M");
  view.set_if_any("checked", value.checked_on ? short_day(*value.checked_on) : "");
  view.set("verify", value.verify);
  view.set_if_any("note", value.note)
      .set_if_any("what_to_load", value.load)
      .set_if_any("from_whom", value.from_whom);
  return view;
}

std::string question_label(const std::string& question) {
  std::string words = plain_words(question);
  const std::size_t digit = words.find_first_of("0123456789");
  const bool joined = digit != std::string::npos && digit > 0 && words[digit - 1] != ' ';
  return joined ? words.insert(digit, " ") : words;
}

View::List law_groups(const LawIndex& index,
                      const LawUses& uses,
                      const LawSelection& selected,
                      std::size_t first,
                      std::size_t last,
                      Date today) {
  View::List groups;
  View::List rows;
  for (std::size_t i = first; i < last; ++i) {
    const LawEntry& entry = *selected.entries[i];
    rows.push_back(row_view(index, uses, entry, selected.on, today));
    if (i + 1 < last && selected.entries[i + 1]->subject == entry.subject) continue;
    groups.push_back(View{}
                         .set("title", subject_label(entry.subject))
                         .set("key", entry.subject)
                         .set("n", figure(selected.by_subject.at(entry.subject)))
                         .set("own", entry.is_policy)
                         .set("rows", std::move(rows)));
    rows = {};
  }
  return groups;
}

std::string law_csv(const LawSelection& selected) {
  CsvText csv({"Rule",
               "Subject",
               "Meaning",
               "Applies to",
               "From",
               "To",
               "Value",
               "Citation",
               "Confidence",
               "Checked on",
               "To be verified",
               "Note",
               "To load",
               "From whom"});
  for (const LawEntry* entry : selected.entries) {
    for (const DatedValue& value : entry->rule->values) {
      csv.add({entry->name,
               subject_label(entry->subject),
               entry->rule->meaning,
               applies_in_words(*entry->rule),
               value.from.to_iso(),
               value.to ? value.to->to_iso() : "",
               value_in_words(value),
               value.citation,
               confidence_in_words(value.confidence),
               value.checked_on ? value.checked_on->to_iso() : "",
               value.verify ? "yes" : "no",
               value.note,
               value.load,
               value.from_whom});
    }
  }
  return csv.text();
}

}  // namespace lintel
