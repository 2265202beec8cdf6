#include <algorithm>
#include <set>

#include "domain/law/delivery.h"
#include "domain/law/frozen_rules.h"
#include "domain/law/notice_dates.h"
#include "domain/law/notice_form.h"
#include "server/casework/case_act.h"
#include "server/casework/casework.h"
#include "server/casework/service_certificate.h"
#include "storage/document_store.h"

namespace lintel {
namespace {

constexpr const char* kEvent = "serve_notice";

Outcome wrong(const std::string& what, const std::string& fix, const std::string& field) {
  return invalid(
      {.what = what, .fix = fix, .place = {.file = "", .line = 0, .column = 0, .field = field}});
}

Outcome barred(const std::string& because,
               const std::string& law,
               const std::string& fact,
               const std::string& fix) {
  return refused(kEvent,
                 {.rule = "service",
                  .passed = Verdict::no,
                  .because = because,
                  .law = law,
                  .fact = fact,
                  .fix = fix});
}

std::optional<Outcome> check_tenants(const GatheredCase& gathered, const RecordService& asked) {
  std::set<TenantId> given;
  for (const RecordService::OnTenant& each : asked.tenants) {
    if (!given.insert(each.tenant_id).second) {
      return wrong("a tenant is named twice",
                   "Say once for each tenant how the notice was given.",
                   "tenants");
    }
  }
  for (const Tenant& tenant : gathered.file.tenancy.tenants) {
    if (given.erase(tenant.id) == 0) {
      return wrong(tenant.name.in_full() + " is left out",
                   "Every joint tenant is served: say how and when.",
                   "tenants");
    }
  }
  if (!given.empty())
    return wrong("somebody is named who is not a tenant here", "Name the tenants only.", "tenants");
  return std::nullopt;
}

/// The day on which the second person approved the notice.
std::optional<Date> approved_on(const GatheredCase& gathered, Connection& connection) {
  for (const CaseEvent& event :
       CaseStore(connection).timeline(gathered.file.latest_case->id, 100)) {
    if (event.event == "approved") return event.on;
  }
  return std::nullopt;
}

/// Fills what each service makes of the law; an Outcome when a date cannot stand.
std::optional<Outcome> serve_each(const CaseworkParts& parts,
                                  const GatheredCase& gathered,
                                  const RecordService& asked,
                                  Date approved,
                                  Notice& notice) {
  notice.services.clear();
  for (const RecordService::OnTenant& each : asked.tenants) {
    if (each.given_on > gathered.today) {
      return wrong("the day of service, " + each.given_on.to_words() + ", is in the future",
                   "Record service after it has happened.",
                   "given_on");
    }
    if (each.given_on < approved) {
      return wrong("the day of service, " + each.given_on.to_words() +
                       ", is before the notice was approved on " + approved.to_words(),
                   "Serve the approved notice, then record it.",
                   "given_on");
    }
    if (each.place.empty())
      return wrong("the place is missing", "Say where the notice was given.", "place");
    Service service{.tenant_id = each.tenant_id,
                    .method = each.method,
                    .given_on = each.given_on,
                    .given_at = each.given_at,
                    .place = each.place,
                    .by = asked.actor.id};
    const auto deemed =
        deemed_service(parts.policy.law(), service, gathered.file.tenancy.jurisdiction);
    if (!deemed)
      return barred(deemed.error().because, "", "method", "Serve it by hand or by post.");
    service.deemed = deemed->deemed;
    notice.services.push_back(std::move(service));
    notice.served_on = std::max(notice.served_on.value_or(deemed->deemed), deemed->deemed);
    notice.steps.insert(notice.steps.end(), deemed->steps.begin(), deemed->steps.end());
    notice.rules.insert(notice.rules.end(), deemed->rules.begin(), deemed->rules.end());
  }
  return std::nullopt;
}

/// The form must be the one that the law of the day of service prescribes, whatever the law was
/// when it was drawn up: a wrong form is fatal.
std::optional<Outcome> check_form(const CaseworkParts& parts,
                                  const GatheredCase& gathered,
                                  Notice& notice) {
  const std::string fix = "Withdraw it and propose a new one.";
  const auto form = notice_form(parts.policy.law(),
                                *notice.served_on,
                                letting_of(gathered.file.tenancy),
                                NoticePurpose::arrears);
  if (!form) return barred(form.error().because, notice.statute, "notice", fix);
  if (!form->available) return barred(form->because, notice.statute, "notice", fix);
  if (form->form.value_or("") != notice.form || to_string(form->regime) != notice.regime) {
    const auto named = [](const std::string& name) {
      return name.empty() ? "no prescribed form" : name;
    };
    return barred("served on " + notice.served_on->to_words() + " it must be " +
                      named(form->form.value_or("")) + " by the law of that day (" +
                      std::string(to_string(form->regime)) + "), and it was drawn up as " +
                      named(notice.form) + " (" + notice.regime + ")",
                  form->statute,
                  "notice",
                  fix);
  }
  notice.rules.insert(notice.rules.end(), form->rules.begin(), form->rules.end());
  return std::nullopt;
}

/// Counts the days from the latest deemed service, the notice's life from the first day that
/// anybody may have had it, and freezes both with everything that they were counted from. A notice
/// on paper that names too early a date cannot be used.
std::optional<Outcome> freeze(const CaseworkParts& parts,
                              const GatheredCase& gathered,
                              Notice& notice) {
  const LawBook& law = parts.policy.law();
  const auto first = std::min_element(
      notice.services.begin(), notice.services.end(), [](const Service& a, const Service& b) {
        return a.given_on < b.given_on;
      });
  const CountedFrom count{
      .served = *notice.served_on,
      .letting = letting_of(gathered.file.tenancy),
      .periods = rent_periods(gathered),
      .paper = {.named_date = notice.named_date, .first_given = first->given_on}};
  const auto dates =
      notice_dates(law, count.served, count.letting, notice.grounds, count.periods, count.paper);
  if (!dates)
    return barred(
        dates.error().because, notice.statute, "notice", "Withdraw it and propose a new one.");
  notice.counted_from = count;
  notice.names = dates->names;
  notice.named_date = dates->named_date;
  notice.earliest_legal = dates->earliest_legal;
  notice.earliest_claim = dates->earliest_safe;
  notice.last_legal = dates->last_legal;
  notice.lapses_on = dates->last_safe;
  notice.steps.insert(notice.steps.end(), dates->steps.begin(), dates->steps.end());
  notice.rules.insert(notice.rules.end(), dates->rules.begin(), dates->rules.end());
  notice.rules = freeze_rules(law, notice.rules);
  notice.state = NoticeState::served;
  return std::nullopt;
}

}  // namespace

Outcome Casework::record_service(const RecordService& asked) {
  CaseAct act;
  act.reference = asked.reference;
  act.asked = {kEvent, {}, actor_of(asked.actor), asked.command_key};
  act.person = asked.actor;
  act.expected_version = asked.expected_version;
  if (!asked.tenants.empty()) {
    act.asked.fields["method"] = std::string(to_string(asked.tenants.front().method));
    act.asked.fields["given_on"] = asked.tenants.front().given_on.to_iso();
    act.asked.fields["place"] = asked.tenants.front().place;
  }
  act.before = [&](Connection& connection,
                   GatheredCase& gathered,
                   NoticeAct& notice) -> std::optional<Outcome> {
    if (!gathered.file.notice || gathered.file.notice->state != NoticeState::approved) {
      return barred("there is no approved notice on this case",
                    "",
                    "notice",
                    "Propose one and have it approved.");
    }
    if (std::optional<Outcome> problem = check_tenants(gathered, asked)) return problem;
    const std::optional<Date> approved = approved_on(gathered, connection);
    if (!approved)
      return barred("no approval of this notice is on record", "", "approval", "Propose it again.");
    Notice served = *gathered.file.notice;
    served.steps.clear();
    served.rules.clear();
    served.served_on.reset();
    if (std::optional<Outcome> problem = serve_each(*parts_, gathered, asked, *approved, served))
      return problem;
    if (std::optional<Outcome> problem = check_form(*parts_, gathered, served)) return problem;
    if (std::optional<Outcome> problem = freeze(*parts_, gathered, served)) return problem;
    gathered.file.notice = served;
    refill_facts(*parts_, gathered);
    notice.notice = std::move(served);
    return std::nullopt;
  };
  act.complete = [&](const GatheredCase& gathered, Transition& transition) {
    if (!transition.notices.empty()) {
      add_certificates(*parts_, gathered, transition.notices.front(), asked.actor, transition);
    }
  };
  act.beside = [](Transaction& tx, const Transition& transition) {
    for (const Notice& notice : transition.notices) {
      for (const DocumentId document : notice.documents)
        DocumentStore(tx).set_state(document, DocumentState::sent);
    }
  };
  return perform(*parts_, act);
}

}  // namespace lintel
