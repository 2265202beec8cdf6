#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/law/law.h"

namespace lintel {

/// notice: a landlord's notice (Interpretation Act 1978 s.7, with the CPR clock beside it); court:
/// CPR 6.26; claim_form: CPR 6.14. They are different systems and are not mixed.
enum class ServiceClock { notice, court, claim_form };
Result<ServiceClock> parse_service_clock(std::string_view text);

enum class DeliveryMethod {
  first_class_post,
  second_class_post,
  left_at_address,
  personal,
  email,
  document_exchange
};
std::string_view to_string(DeliveryMethod method);
Result<DeliveryMethod> parse_delivery_method(std::string_view text);

struct DeemedService {
  Date deemed{1900, 1, 1};          ///< the day to count from
  std::optional<Date> deemed_cpr;   ///< of a notice: by CPR 6.26
  std::optional<Date> deemed_post;  ///< of a notice sent by post: delivery in the ordinary course
  std::vector<std::string> steps;   ///< the count in words
  std::vector<RuleUsed> rules;
};

/// When something posted, left or sent on `day` at `time` ("16:20"; none when it is not known) is
/// taken as served. Where a notice has two clocks the later is `deemed`. Manual: a method whose
/// effect depends on the agreement or on proof, or a day outside the calendar.
Placed<DeemedService> deemed_service(const LawBook& law,
                                     ServiceClock clock,
                                     DeliveryMethod method,
                                     Date day,
                                     std::optional<std::string> time,
                                     Jurisdiction jurisdiction);

}  // namespace lintel
