#pragma once

#include <string>

#include "domain/date.h"

namespace lintel {

/// Puts "23 November 2026", the words of Date::to_words(), at the end of `words` without making a
/// text on the way: for sentences that are written by the million.
void append_words(std::string& words, Date day);

}  // namespace lintel
