#pragma once

#include <optional>

#include "domain/law/deemed_service.h"
#include "domain/notice.h"

namespace lintel {

/// How the law of service looks at that method; none where only proof can say when it arrived.
std::optional<DeliveryMethod> delivery_of(ServiceMethod method);

/// When one tenant was served with a notice. Manual where the law does not say.
Placed<DeemedService> deemed_service(const LawBook& law,
                                     const Service& service,
                                     Jurisdiction jurisdiction);

}  // namespace lintel
