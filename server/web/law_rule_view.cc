#include "server/web/law_rule_view.h"

#include <algorithm>

#include "domain/law/rule_words.h"
#include "server/web/law_filter.h"
#include "server/web/law_view.h"
#include "server/web/say.h"
#include "server/web/site.h"

namespace lintel {
namespace {

/// "law/notices.yaml, line 12": from the configuration folder, never a path of this machine.
std::string place_in_config(const DatedRule& rule, bool is_policy) {
  const Place& place = rule.values.front().place;
  std::string file = place.file;
  file = file.substr(file.rfind('/') + 1);
  return (is_policy ? "" : "law/") + file + ", line " + std::to_string(place.line);
}

std::string states_words(const RuleUse& use) {
  if (use.in_every_state) return "Every state that is not closed";
  std::string words;
  for (const std::string& each : use.states) words += (words.empty() ? "" : ", ") + each;
  return words.empty() ? "While it runs" : words;
}

View::List use_groups(const std::vector<RuleUse>& all) {
  View::List groups;
  for (std::size_t i = 0; i < all.size();) {
    const RuleUse& first = all[i];
    View::List uses;
    for (; i < all.size() && all[i].workflow == first.workflow; ++i) {
      const RuleUse& use = all[i];
      uses.push_back(View{}
                         .set("what", capital(use.what))
                         .set_if_any("branch", plain_words(use.rule))
                         .set("states", states_words(use))
                         .set("reads", use.how == RuleUse::How::reads));
    }
    groups.push_back(View{}
                         .set("title", first.title)
                         .set("key", first.workflow.workflow + " " + first.workflow.version)
                         .set("uses", std::move(uses)));
  }
  return groups;
}

}  // namespace

View law_rule_view(const LawIndex& index, const LawUses& uses, const LawEntry& entry, Date today) {
  const DatedRule& rule = *entry.rule;
  const RuleStanding standing = standing_on(rule, today, a_year_after(today));
  View view;
  view.set("id", entry.name).set("meaning", rule.meaning).set("policy", entry.is_policy);
  view.set("subject", subject_label(entry.subject))
      .set("subject_href", "/law" + query_string({{"subject", entry.subject}}));
  view.set_if_any("applies", applies_in_words(rule))
      .set_if_any("parameter", rule.parameter)
      .set("unit", plain_words(to_string(rule.unit)))
      .set("where", place_in_config(rule, entry.is_policy));

  std::optional<View> now;
  if (standing.now != nullptr) now = dated_value_view(*standing.now, today);
  view.set("holds", std::move(now)).set("today", short_day(today));
  View::List values;
  for (const DatedValue& value : rule.values) values.push_back(dated_value_view(value, today));
  std::ranges::reverse(values);
  view.set("values_words", count_of(static_cast<std::int64_t>(values.size()), "value", "values"))
      .set("values", std::move(values));

  View::List groups = use_groups(uses.of(entry));
  View::List questions;
  for (const std::string& each : index.questions_of(entry, today))
    questions.push_back(View{}.set("t", question_label(each)));
  view.set("used_any", !groups.empty()).set("groups", std::move(groups));
  view.set("questions_any", !questions.empty()).set("questions", std::move(questions));
  return view;
}

}  // namespace lintel
