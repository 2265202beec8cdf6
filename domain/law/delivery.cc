#include "domain/law/delivery.h"

namespace lintel {

std::optional<DeliveryMethod> delivery_of(ServiceMethod method) {
  switch (method) {
    case ServiceMethod::first_class_post:
      return DeliveryMethod::first_class_post;
    case ServiceMethod::left_at_address:
      return DeliveryMethod::left_at_address;
    case ServiceMethod::personal:
      return DeliveryMethod::personal;
    case ServiceMethod::email:
      return DeliveryMethod::email;
    case ServiceMethod::other_electronic:
    case ServiceMethod::other:
      return std::nullopt;
  }
  return std::nullopt;
}

Placed<DeemedService> deemed_service(const LawBook& law,
                                     const Service& service,
                                     Jurisdiction jurisdiction) {
  const std::optional<DeliveryMethod> method = delivery_of(service.method);
  if (!method) {
    return tl::unexpected(Manual{"the law does not say when a notice given this way is served"});
  }
  return deemed_service(law,
                        ServiceClock::notice,
                        *method,
                        service.given_on,
                        service.given_at.empty() ? std::nullopt : std::optional(service.given_at),
                        jurisdiction);
}

}  // namespace lintel
