#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/law/regime.h"

namespace lintel {

enum class NoticePurpose { arrears, no_fault, rent_increase, quit };
std::string_view to_string(NoticePurpose purpose);
Result<NoticePurpose> parse_notice_purpose(std::string_view text);

struct NoticeFormAnswer {
  std::optional<std::string> form;  ///< "Form 3"; none where statute prescribes none
  std::string statute;              ///< "Housing Act 1988 s.8"
  bool available = false;           ///< the law knows such a notice for this letting on this day
  std::string because;
  Regime regime = Regime::pre_rra;
  std::vector<RuleUsed> rules;
};

/// Which notice serves this purpose if it is served on that day. A wrong form is fatal.
Placed<NoticeFormAnswer> notice_form(const LawBook& law,
                                     Date served_on,
                                     const Letting& letting,
                                     NoticePurpose purpose);

}  // namespace lintel
