#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/law/law.h"
#include "domain/law/rent_periods.h"

namespace lintel {

/// By what the rent is raised: the agreement's own clause, Housing Act 1988 s.13, Housing Act 1985
/// s.103, or a rent that the rent officer registers.
enum class RentMechanism { contract, section_13, section_103, fair_rent };
std::string_view to_string(RentMechanism mechanism);
Result<RentMechanism> parse_rent_mechanism(std::string_view text);

/// When the rent rose before; of fair rent, when the registered rent took effect.
struct EarlierIncreases {
  bool is_known = false;  ///< false: nobody has said whether it ever did
  std::optional<Date> last;
  std::optional<Date> first;  ///< by section 13, after the order of 2003
};

/// The notice that the agreement's own clause asks for: days or months, and the same in words.
struct AgreedNotice {
  int days = 0;
  int months = 0;
  std::string words;  ///< "4 weeks"
};

/// A notice of a new rent, served on a day, that takes effect on another.
struct RentNotice {
  RentMechanism mechanism = RentMechanism::section_13;
  Date served{1900, 1, 1};
  Date effective{1900, 1, 1};
  EarlierIncreases earlier;
  std::optional<RentPeriods> periods;  ///< none: not given
  std::optional<AgreedNotice> agreed;  ///< of a rise by the agreement; none: not given
};

struct RentIncrease {
  bool valid = false;
  /// What must also be so for it to be valid, and nobody has said; none where all is known.
  std::vector<std::string> provided;
  /// The first day on which a notice served that day could take effect; none: no such notice can.
  std::optional<Date> first_lawful_effective;
  /// The last day on which one could be served that takes effect then; none: it cannot.
  std::optional<Date> serve_by;
  std::optional<std::string> form;  ///< "Form 4", where one is prescribed
  std::string because;
  std::vector<RuleUsed> rules;
};

/// Whether that notice can raise the rent of the letting. Manual: the agreement decides and its
/// notice is not given, the letting is in Wales, two readings of the time between differ by the
/// day, or a registration is not known. RNT-07 to RNT-13, RNT-17, RNT-22 to RNT-29.
Placed<RentIncrease> rent_increase(const LawBook& law,
                                   const Letting& letting,
                                   const RentNotice& notice);

}  // namespace lintel
