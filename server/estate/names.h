#pragma once

#include <string>
#include <string_view>

#include "domain/person.h"
#include "server/estate/chance.h"

namespace lintel {

/// An invented tenant, with a name as varied as a real town's. `family` is the surname to share,
/// or "" for one of their own.
PersonName invented_name(Chance& chance, std::string_view family = "");

/// A name as a housing system sends it that holds only Windows-1252 (`keep_western`: é and ñ stay)
/// or only ASCII: Świątek becomes Swiatek, 王 becomes Wang.
std::string flattened(std::string_view text, bool keep_western);

/// UTF-8 as Windows-1252 bytes; letters that it has not are flattened first.
std::string in_windows_1252(std::string_view text);

}  // namespace lintel
