#include "domain/law/insolvency.h"

#include "domain/law/reading.h"
#include "domain/words.h"

namespace lintel {
namespace {

constexpr std::array<Words, 3> kEvents = {{{"bankruptcy", "the bankruptcy"},
                                           {"dro", "the debt relief order"},
                                           {"iva", "the voluntary arrangement"}}};

/// The rule that bars that remedy or lets it be: the one for listed arrears where there is one.
const DatedValue* bar(Reading& read,
                      const std::string& remedy,
                      const Matter& matter,
                      bool arrears_listed) {
  const std::string when_listed = remedy + "_when_listed";
  const bool special = arrears_listed && !read.rules().matching(when_listed, matter).empty();
  return read.one(special ? when_listed : remedy, matter, {RuleUnit::yes_no}, [&] {
    return "whether " + remedy + " holds";
  });
}

std::string says(const DatedValue& rule) {
  return (rule.yes() ? " is barred (" : " is not barred (") + rule.citation + ")";
}

}  // namespace

std::string_view to_string(InsolvencyEvent event) {
  return kEvents.at(static_cast<std::size_t>(event)).word;
}
Result<InsolvencyEvent> parse_insolvency_event(std::string_view text) {
  return parse_word<InsolvencyEvent>(kEvents, text, "an insolvency");
}

Placed<InsolvencyEffect> insolvency_effect(const LawBook& law,
                                           InsolvencyEvent event,
                                           Date on,
                                           bool arrears_listed) {
  Reading read{law, on};
  const Matter matter = {{"jurisdiction", std::string(to_string(Jurisdiction::england))},
                         {"kind", std::string(to_string(event))}};
  const DatedValue* possession = bar(read, "possession_barred", matter, arrears_listed);
  const DatedValue* judgment = bar(read, "money_judgment_barred", matter, arrears_listed);
  const DatedValue* later = bar(read, "new_arrears_barred", matter, arrears_listed);
  if (possession == nullptr || judgment == nullptr || later == nullptr) return read.manual();

  const std::string name(kEvents.at(static_cast<std::size_t>(event)).label);
  const std::string before = on.to_words();
  InsolvencyEffect answer;
  answer.possession = !possession->yes();
  answer.money_judgment = !judgment->yes();
  answer.new_arrears = !later->yes();
  answer.because = name + " of " + before + (arrears_listed ? " lists" : " does not list") +
                   " the arrears: possession" + says(*possession) +
                   "; a money judgment for rent due before then" + says(*judgment) +
                   "; a claim for rent due from then on" + says(*later);
  answer.rules = read.used();
  return answer;
}

}  // namespace lintel
