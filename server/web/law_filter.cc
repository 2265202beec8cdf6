#include "server/web/law_filter.h"

#include "server/web/say.h"
#include "server/web/site.h"

namespace lintel {
namespace {

constexpr LawStatus kStatuses[] = {LawStatus::in_force,
                                   LawStatus::verify,
                                   LawStatus::unknown,
                                   LawStatus::changing,
                                   LawStatus::not_in_force};
constexpr Jurisdiction kJurisdictions[] = {Jurisdiction::england, Jurisdiction::wales};
constexpr int kTenancyTypes = static_cast<int>(TenancyType::standard_contract) + 1;

std::string where_label(Jurisdiction where) {
  return capital(std::string(to_string(where)));
}

std::string chosen_status(const LawFilter& filter) {
  return filter.status == LawStatus::any ? "" : std::string(to_string(filter.status));
}

/// One filter taken away: its words, and the list without it.
struct Narrowing {
  std::string words;
  LawFilter without;
};

std::vector<Narrowing> narrowings(const LawFilter& filter) {
  std::vector<Narrowing> all;
  const auto add = [&](std::string words, auto clear) {
    LawFilter without = filter;
    clear(without);
    all.push_back({std::move(words), std::move(without)});
  };
  if (!filter.text.empty())
    add("“" + filter.text + "”", [](LawFilter& without) { without.text.clear(); });
  if (filter.jurisdiction)
    add(where_label(*filter.jurisdiction),
        [](LawFilter& without) { without.jurisdiction.reset(); });
  if (filter.tenancy)
    add(std::string(tenancy_type_label(*filter.tenancy)),
        [](LawFilter& without) { without.tenancy.reset(); });
  if (filter.status != LawStatus::any)
    add(std::string(law_status_label(filter.status)),
        [](LawFilter& without) { without.status = LawStatus::any; });
  if (filter.on)
    add("As on " + short_day(*filter.on), [](LawFilter& without) { without.on.reset(); });
  return all;
}

View option(std::string value, std::string label, bool on) {
  return View{}.set("v", std::move(value)).set("t", std::move(label)).set("on", on);
}

}  // namespace

std::string subject_label(const std::string& subject) {
  return subject == "policy" ? "Our policy" : plain_words(subject);
}

AskedOfLaw read_law_filter(const Request& request) {
  const Fields& query = request.query;
  AskedOfLaw asked;
  asked.filter.text = query.text("text");
  asked.filter.subject = query.text("subject");
  asked.whole = query.text("whole") == "yes";
  if (const Result<Jurisdiction> where = parse_jurisdiction(query.text("jurisdiction")))
    asked.filter.jurisdiction = *where;
  if (const Result<TenancyType> type = parse_tenancy_type(query.text("tenancy")))
    asked.filter.tenancy = *type;
  if (const Result<LawStatus> status = parse_law_status(query.text("status")))
    asked.filter.status = *status;
  asked.typed_day = query.text("on");
  if (asked.typed_day.empty()) return asked;
  const Result<Date> day = Date::parse(asked.typed_day);
  if (day) {
    asked.filter.on = *day;
  } else {
    asked.wrong = Problem{
        "“" + asked.typed_day + "” is not a day", "Write it such as 2026-05-01.", {"", 0, 0, "on"}};
  }
  return asked;
}

std::string law_address(const std::string& path, const LawFilter& filter) {
  return path +
         query_string({{"text", filter.text},
                       {"subject", filter.subject},
                       {"jurisdiction",
                        filter.jurisdiction ? std::string(to_string(*filter.jurisdiction)) : ""},
                       {"tenancy", filter.tenancy ? std::string(to_string(*filter.tenancy)) : ""},
                       {"status", chosen_status(filter)},
                       {"on", filter.on ? filter.on->to_iso() : ""}});
}

View law_tools(const AskedOfLaw& asked, const LawSelection& selected) {
  const LawFilter& filter = asked.filter;
  View::List subjects;
  const auto add_subject = [&](const std::string& word, std::string label, std::int64_t count) {
    LawFilter other = filter;
    other.subject = word;
    subjects.push_back(View{}
                           .set("href", law_address("/law", other))
                           .set("t", std::move(label))
                           .set("n", figure(count))
                           .set("on", filter.subject == word));
  };
  add_subject("", "All", selected.of_every_subject);
  for (const auto& [subject, count] : selected.by_subject) {
    if (subject != "policy") add_subject(subject, subject_label(subject), count);
  }
  if (const auto own = selected.by_subject.find("policy"); own != selected.by_subject.end())
    add_subject("policy", subject_label("policy"), own->second);

  View::List chips;
  for (const Narrowing& each : narrowings(filter))
    chips.push_back(View{}.set("t", each.words).set("href", law_address("/law", each.without)));
  View::List statuses;
  for (const LawStatus status : kStatuses)
    statuses.push_back(option(std::string(to_string(status)),
                              std::string(law_status_label(status)),
                              filter.status == status));
  View::List places;
  for (const Jurisdiction where : kJurisdictions)
    places.push_back(
        option(std::string(to_string(where)), where_label(where), filter.jurisdiction == where));
  View::List tenancies;
  for (int i = 0; i < kTenancyTypes; ++i) {
    const auto type = static_cast<TenancyType>(i);
    tenancies.push_back(option(std::string(to_string(type)),
                               std::string(tenancy_type_label(type)),
                               filter.tenancy == type));
  }
  View tools;
  tools.set("subjects", std::move(subjects)).set("subject", filter.subject);
  tools.set("chips_any", !chips.empty()).set("chips", std::move(chips));
  tools.set("statuses", std::move(statuses))
      .set("places", std::move(places))
      .set("tenancies", std::move(tenancies));
  tools.set("text", filter.text)
      .set("on_value", asked.wrong ? asked.typed_day : selected.on.to_iso())
      .set("wrong_on", asked.wrong.has_value());
  std::string whole = law_address("/law", filter);
  whole += (whole.find('?') == std::string::npos ? "?" : "&") + std::string("whole=yes");
  tools.set("csv_href", law_address("/law.csv", filter)).set("whole_href", std::move(whole));
  tools.set("all_href", "/law");
  return tools;
}

std::string narrowed_words(const LawFilter& filter) {
  std::string words = filter.subject.empty() ? "" : subject_label(filter.subject);
  for (const Narrowing& each : narrowings(filter))
    words += (words.empty() ? "" : "; ") + each.words;
  return words;
}

}  // namespace lintel
