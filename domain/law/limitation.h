#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/law/law.h"
#include "domain/money.h"

namespace lintel {

/// Rent that fell due on a day; more than nothing.
struct RentDebit {
  Date due{1900, 1, 1};
  Money amount;
};

/// One debit, and the last day on which it may be claimed in court.
struct LimitedDebit {
  RentDebit debit;
  Date barred_after{1900, 1, 1};
  bool barred = false;  ///< on the day asked about
};

struct Limitation {
  std::vector<LimitedDebit> debits;  ///< in the order given
  std::vector<std::string> steps;
  std::vector<RuleUsed> rules;
};

/// How long each debit may be claimed. `acknowledged` is the day of a signed acknowledgment by the
/// person who is to be sued, `part_paid` that of a payment towards the rent then due. A day before
/// a debit fell due, or after it was barred, changes nothing. A moratorium is not reckoned here
/// (extended_deadline). LIM-01 to LIM-03; Limitation Act 1980 ss.19, 29-31.
Placed<Limitation> limitation(const LawBook& law,
                              const std::vector<RentDebit>& debits,
                              std::optional<Date> acknowledged,
                              std::optional<Date> part_paid,
                              Date on);

}  // namespace lintel
