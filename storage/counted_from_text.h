#pragma once

#include <string>
#include <string_view>

#include "domain/law/counted_from.h"

namespace lintel {

/// What a notice was counted from as one column keeps it: canonical JSON.
std::string to_text(const CountedFrom& count);
/// StorageFault (corrupt) when the text is not of our making.
CountedFrom counted_from_text(std::string_view text);

}  // namespace lintel
