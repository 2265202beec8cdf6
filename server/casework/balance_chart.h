#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/case.h"
#include "domain/date.h"
#include "domain/money.h"

namespace lintel {

/// The rent account drawn against time, with what was done. Values only: the page draws.
struct BalanceChart {
  struct Point {
    Date on{1900, 1, 1};
    Money balance;  ///< at the end of that day
  };
  struct Payment {
    Date on{1900, 1, 1};
    Money amount;  ///< as a positive sum
  };
  struct Mark {
    Date on{1900, 1, 1};
    std::string label;  ///< "Letter 1"
    Stage stage = Stage::early_contact;
    std::int64_t seq = 0;  ///< the event of the timeline
  };
  struct Band {
    Date from{1900, 1, 1};
    std::optional<Date> until;
    std::string label;  ///< "Breathing space"
  };

  Date from{1900, 1, 1};
  Date to{1900, 1, 1};
  std::vector<Point> points;  ///< one for each day on which the balance changed, in order; the
                              ///< first stands on `from`
  std::vector<Payment> payments;
  std::vector<Mark> marks;
  std::vector<Band> holds;
  std::optional<Money> rule_line;  ///< where a notice can be considered
  std::string rule_label;          ///< "4 weeks' rent: notice can be considered"
};

}  // namespace lintel
