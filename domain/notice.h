#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/date.h"
#include "domain/document.h"
#include "domain/id.h"
#include "domain/law/counted_from.h"
#include "domain/law/rule_used.h"
#include "domain/money.h"
#include "domain/result.h"

namespace lintel {

enum class NoticeState { proposed, approved, served, lapsed, withdrawn };
std::string_view to_string(NoticeState state);
Result<NoticeState> parse_notice_state(std::string_view text);

/// The codes of HMCTS pcs-api's NoticeServiceMethod, so that a certificate can be filed as it is.
enum class ServiceMethod {
  first_class_post,
  left_at_address,
  personal,
  email,
  other_electronic,
  other
};
std::string_view to_string(ServiceMethod method);
std::string_view service_method_label(ServiceMethod method);  ///< "Left at the address"
Result<ServiceMethod> parse_service_method(std::string_view text);

/// How and when one tenant was given the notice.
struct Service {
  TenantId tenant_id;
  ServiceMethod method = ServiceMethod::left_at_address;
  Date given_on{1900, 1, 1};
  std::string given_at;  ///< "16:20", or ""
  std::string place;
  PersonId by;
  Date deemed{1900, 1, 1};  ///< the day that the law takes it as served
};

/// A notice seeking possession. From service its dates, form and rules are frozen for life.
struct Notice {
  NoticeId id;
  CaseId case_id;
  std::string form;            ///< "Form 3"
  std::string form_version{};  ///< the template that it was drawn up on: "section_8_form_3 1"
  std::string form_edition{};  ///< the edition of the prescribed form that the template prints
  std::string regime;          ///< "pre_rra"
  std::string statute;         ///< "Housing Act 1988 s.8"
  std::vector<std::string> grounds;  ///< "8", "10", "11"
  Money arrears;                     ///< as stated in the notice
  Date drafted_on{1900, 1, 1};
  NoticeState state = NoticeState::proposed;
  std::vector<DocumentId> documents;  ///< one to each joint tenant
  std::vector<Service> services;      ///< one to each joint tenant, once served
  std::optional<Date> served_on;      ///< the latest deemed date
  std::optional<NamedDate> names{};   ///< what the named date says
  std::optional<Date> named_date;     ///< the date put on the notice
  std::optional<Date>
      earliest_legal{};  ///< first day for a claim at its earliest reading; from service
  std::optional<Date>
      earliest_claim;                ///< first day on which a claim may safely start; from service
  std::optional<Date> last_legal{};  ///< last day for a claim; none: statute gives none
  std::optional<Date> lapses_on;     ///< last safe day for a claim
  /// What the dates are counted from; none of a notice older than the keeping of it.
  std::optional<CountedFrom> counted_from{};
  std::vector<std::string> steps;  ///< each step of the count, in words
  std::vector<RuleUsed> rules;     ///< with what each said on the day
};

}  // namespace lintel
