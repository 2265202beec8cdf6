#include "domain/law/rules_asked.h"

#include <functional>
#include <vector>

#include "domain/law/questions.h"
#include "domain/law/regime.h"

namespace lintel {
namespace {

constexpr int kLetFor = 30;  // months: any letting that is not quite new
constexpr int kTenancyTypes = static_cast<int>(TenancyType::standard_contract) + 1;

/// Fields with one value of them, put over an input.
using Change = Json::Object;

Json texts(const std::set<std::string>& words) {
  Json list = Json::array();
  for (const std::string& each : words) list.push(each);
  return list;
}

/// Every word that a rule's `applies:` has under that key.
std::set<std::string> words_under(const LawBook& law, std::string_view key) {
  std::set<std::string> words;
  for (const auto& [id, rule] : law.rules().rules()) {
    const auto found = rule.applies.find(key);
    if (found != rule.applies.end()) words.insert(found->second.begin(), found->second.end());
  }
  return words;
}

Json tenancy_json(const Letting& letting, Date on) {
  Json tenancy = Json::Object{{"type", to_string(letting.type)},
                              {"landlord", to_string(letting.landlord)},
                              {"social", letting.social},
                              {"jurisdiction", to_string(letting.jurisdiction)},
                              {"start", on.plus_months(-kLetFor).to_iso()}};
  if (letting.term_years) tenancy["term_years"] = *letting.term_years;
  return tenancy;
}

Json rent_json(const std::string& frequency) {
  Json rent = Json::Object{{"amount", "100.00"}, {"frequency", frequency}};
  const bool by_the_week = frequency.ends_with("weekly") || frequency.ends_with("nightly");
  if (by_the_week) {
    rent["period_start_weekday"] = "monday";
  } else {
    rent["period_start_day"] = 1;
  }
  return rent;
}

/// One value for every field that a question of cli.md may have.
Json base_input(Date on) {
  Json input = Json::object();
  for (const char* day : {"on", "served", "given", "start", "from", "order_made", "issued"}) {
    input[day] = on.to_iso();
  }
  input["at"] = on.to_iso() + "T10:00";
  input["deadline"] = on.plus_months(2).to_iso();
  input["effective"] = on.plus_months(3).to_iso();
  input["hearing"] = on.plus_months(2).to_iso();
  input["rent"] = rent_json("weekly");
  input["weekly_rent"] = "100.00";
  input["rent_unpaid"] = "5000.00";
  input["grounds"] = texts({"8", "10", "11"});
  input["add"] = 5;
  input["jurisdiction"] = "england";
  input["by"] = "landlord";
  input["mandatory"] = false;
  input["arrears_listed"] = true;
  input["year_from"] = on.to_iso();
  input["debits"].push(Json::Object{{"due", on.plus_months(-80).to_iso()}, {"amount", "100.00"}});
  return input;
}

/// What is varied, a change at a time.
std::vector<Change> changes_of(const LawBook& law, Date on) {
  std::vector<Change> changes = {{}};
  for (const std::string& ground : words_under(law, "ground"))
    changes.push_back({{"grounds", texts({ground})}});
  changes.push_back({{"grounds", texts({"section_21"})}});
  changes.push_back({{"grounds", texts({"arrears"})}});
  changes.push_back({{"grounds", Json::array()}});
  for (const char* purpose : {"arrears", "no_fault", "rent_increase", "quit"})
    changes.push_back({{"purpose", purpose}});
  for (const std::string frequency :
       {"weekly", "fortnightly", "four_weekly", "monthly", "quarterly", "yearly"})
    changes.push_back({{"rent", rent_json(frequency)}});
  for (const char* clock : {"notice", "court", "claim_form"}) {
    for (const char* method : {"first_class_post",
                               "second_class_post",
                               "left_at_address",
                               "personal",
                               "email",
                               "document_exchange"}) {
      changes.push_back({{"clock", clock}, {"method", method}});
    }
  }
  for (const std::string& step : words_under(law, "step")) {
    for (const char* kind : {"standard", "mental_health_crisis"}) {
      changes.push_back({{"kind", kind},
                         {"treatment_ended", on.to_iso()},
                         {"step", Json::Object{{"kind", step}, {"on", on.plus_days(3).to_iso()}}}});
    }
  }
  for (const char* fee : {"claim",
                          "warrant",
                          "application_on_notice",
                          "application_by_consent",
                          "adjourn_by_consent"})
    changes.push_back({{"kind", fee}});
  for (const char* kind : {"outright", "suspended", "postponed"}) {
    for (const char* breach : {"non_payment", "conduct"}) {
      changes.push_back(
          {{"breach", breach},
           {"order",
            Json::Object{
                {"kind", kind}, {"made", on.plus_months(-3).to_iso()}, {"terms", "arrears"}}}});
    }
  }
  for (const char* before : {"notice", "claim", "warrant", "hearing_pack", "order"}) {
    for (const char* where : {"england", "wales"})
      changes.push_back({{"before", before}, {"jurisdiction", where}});
  }
  changes.push_back({{"mandatory", true}});
  changes.push_back({{"by", "tenant"}});
  for (const char* event : {"bankruptcy", "dro", "iva"}) changes.push_back({{"event", event}});
  for (const char* mechanism : {"contract", "section_13", "section_103", "fair_rent"})
    changes.push_back({{"mechanism", mechanism}});
  changes.push_back({{"rent", "100.00"}, {"cpi", "3.0"}});
  changes.push_back({{"rent", "100.00"}, {"year_from", on.year()}, {"cpi", "3.0"}});
  changes.push_back({{"jurisdiction", "wales"}});
  return changes;
}

std::vector<Letting> every_kind_of_letting() {
  std::vector<Letting> all;
  for (int type = 0; type < kTenancyTypes; ++type) {
    for (const Jurisdiction where : {Jurisdiction::england, Jurisdiction::wales}) {
      for (const auto& [landlord, social] :
           {std::pair{Landlord::prp, true}, {Landlord::prp, false}, {Landlord::la, true}}) {
        Letting letting;
        letting.type = static_cast<TenancyType>(type);
        letting.landlord = landlord;
        letting.social = social;
        letting.jurisdiction = where;
        all.push_back(letting);
      }
    }
  }
  for (const int years : {10, 30}) {  // a lease that may be too long to be assured
    Letting lease;
    lease.type = TenancyType::assured_fixed;
    lease.term_years = years;
    all.push_back(lease);
  }
  return all;
}

/// One letting of each regime: what is varied besides is asked of these.
std::vector<Letting> one_of_each(const LawBook& law, Date on, const std::vector<Letting>& all) {
  std::vector<Letting> some;
  std::set<std::pair<Regime, Jurisdiction>> seen;
  for (const Letting& letting : all) {
    const Placed<RegimeAnswer> regime = regime_on(law, on, letting);
    if (regime && seen.emplace(regime->regime, letting.jurisdiction).second)
      some.push_back(letting);
  }
  return some;
}

using Told = std::function<void(std::string_view question, const Json& answer)>;

/// Asks everything, and tells of every answer that is not a Problem.
void ask_everything(const LawBook& law, Date on, const Told& told) {
  const auto ask = [&](const Json& input) {
    for (const std::string_view question : law_questions()) {
      const Result<Json> answer = answer_question(question, input, law);
      if (answer) told(question, *answer);
    }
  };
  const std::vector<Letting> all = every_kind_of_letting();
  Json input = base_input(on);
  input["purpose"] = "arrears";
  for (const Letting& letting : all) {
    input["tenancy"] = tenancy_json(letting, on);
    ask(input);
  }
  const std::vector<Change> changes = changes_of(law, on);
  for (const Letting& letting : one_of_each(law, on, all)) {
    for (const Change& change : changes) {
      Json changed = base_input(on);
      changed["tenancy"] = tenancy_json(letting, on);
      for (const auto& [field, value] : change) changed[field] = value;
      ask(changed);
    }
  }
}

}  // namespace

QuestionsOfRules questions_of_rules(const LawBook& law, Date on) {
  QuestionsOfRules found;
  ask_everything(law, on, [&](std::string_view question, const Json& answer) {
    const Json* rules = answer.find("rules");
    if (rules == nullptr || !rules->is_array()) return;
    for (const Json& rule : rules->as_array()) {
      if (const auto id = rule.text("id")) found[*id].emplace(question);
    }
  });
  return found;
}

std::set<std::string> questions_never_asked(const LawBook& law, Date on) {
  std::set<std::string> never(law_questions().begin(), law_questions().end());
  ask_everything(
      law, on, [&](std::string_view question, const Json&) { never.erase(std::string(question)); });
  return never;
}

}  // namespace lintel
