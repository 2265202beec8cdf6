#include "server/casework/notice_drafting.h"

#include "domain/law/frozen_rules.h"
#include "domain/law/ground8.h"
#include "domain/law/notice_dates.h"
#include "domain/law/notice_form.h"

namespace lintel {
namespace {

Outcome refused_by_law(const std::string& event,
                       const std::string& because,
                       const std::string& law,
                       const std::string& fix) {
  return refused(event,
                 {.rule = "law",
                  .passed = Verdict::no,
                  .because = because,
                  .law = law,
                  .fact = "tenancy.type",
                  .fix = fix});
}

/// The grounds of rent arrears that the facts bear out on that day.
std::vector<std::string> grounds_of(const CaseworkParts& parts,
                                    const GatheredCase& gathered,
                                    Regime regime) {
  if (regime == Regime::ha1985) return {"1"};
  std::vector<std::string> grounds;
  const auto eight = ground8(parts.policy.law(),
                             gathered.today,
                             letting_of(gathered.file.tenancy),
                             gathered.file.account.rent,
                             gathered.file.account.summary.balance);
  if (eight && eight->met) grounds.emplace_back("8");
  grounds.emplace_back("10");
  return grounds;
}

std::optional<Outcome> draft(CaseworkParts& parts,
                             GatheredCase& gathered,
                             const std::string& event,
                             NoticeAct& act) {
  const LawBook& law = parts.policy.law();
  const Letting letting = letting_of(gathered.file.tenancy);
  const auto form = notice_form(law, gathered.today, letting, NoticePurpose::arrears);
  if (!form) return refused_by_law(event, form.error().because, "", "Ask the legal team.");
  if (!form->available)
    return refused_by_law(event, form->because, form->statute, "Ask the legal team.");
  Notice notice;
  notice.id = parts.new_id<NoticeId>();
  notice.form = form->form.value_or("");
  notice.regime = std::string(to_string(form->regime));
  notice.statute = form->statute;
  notice.grounds = grounds_of(parts, gathered, form->regime);
  notice.arrears = gathered.file.account.summary.balance;
  notice.drafted_on = gathered.today;
  const Date latest_service =
      gathered.today.plus_days(parts.policy_days("service_allowance_days", gathered.today));
  notice.counted_from = CountedFrom{
      .served = latest_service, .letting = letting, .periods = rent_periods(gathered), .paper = {}};
  const auto dates =
      notice_dates(law, latest_service, letting, notice.grounds, notice.counted_from->periods);
  if (!dates)
    return refused_by_law(event, dates.error().because, form->statute, "Ask the legal team.");
  notice.names = dates->names;
  notice.named_date = dates->named_date;
  notice.last_legal = dates->last_legal;
  notice.lapses_on = dates->last_safe;
  notice.steps = dates->steps;
  notice.rules = form->rules;
  notice.rules.insert(notice.rules.end(), dates->rules.begin(), dates->rules.end());
  notice.rules = freeze_rules(law, notice.rules);
  act.notice = std::move(notice);
  return std::nullopt;
}

}  // namespace

std::optional<Outcome> prepare_notice(CaseworkParts& parts,
                                      GatheredCase& gathered,
                                      const std::string& event,
                                      NoticeAct& notice) {
  if (event == "propose_notice") return draft(parts, gathered, event, notice);
  const std::optional<Notice>& held = gathered.file.notice;
  if (!held) return std::nullopt;
  const bool served = held->state == NoticeState::served;
  const bool pending = held->state == NoticeState::proposed || held->state == NoticeState::approved;
  if (event == "approved" && held->state == NoticeState::proposed) {
    notice.notice = held;
    notice.notice->state = NoticeState::approved;
  } else if ((event == "returned" && pending) ||
             (event == "withdraw_notice" && (pending || served))) {
    notice.notice = held;
    notice.notice->state = NoticeState::withdrawn;
  } else if (event == "notice_lapses" && served) {
    notice.notice = held;
    notice.notice->state = NoticeState::lapsed;
  }
  return std::nullopt;
}

}  // namespace lintel
