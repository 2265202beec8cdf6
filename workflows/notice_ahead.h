#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/law/law.h"
#include "domain/law/rent_periods.h"
#include "domain/notice.h"
#include "workflows/value.h"

namespace lintel {

/// The notice of one case as days go by, for a story and for what-if: drawn up, given, and its days
/// counted by the law of the day, as the office counts them.
class NoticeAhead {
 public:
  /// `law` may be null: then nothing is known and nothing is refused. `allowance`: days kept for
  /// service when the date on the paper is chosen.
  NoticeAhead(const LawBook* law, Letting letting, RentPeriods periods, int allowance)
      : law_(law), letting_(letting), periods_(periods), allowance_(allowance) {}

  /// The grounds that the facts bear out and the date on the paper; "" or why the law refuses it.
  std::string draw_up(Date on, bool ground8_met);
  /// Deemed service by the method, and from it the days; "" or why the law refuses it.
  std::string give(ServiceMethod method, Date given_on, bool ground8_met);
  void forget() { *this = NoticeAhead{law_, letting_, periods_, allowance_}; }

  std::optional<Date> served_on() const { return served_on_; }
  /// The value of notice.FIELD; none while there is no served notice. Unknown for another source.
  Value value(std::string_view source) const;

 private:
  const LawBook* law_;
  Letting letting_;
  RentPeriods periods_;
  int allowance_ = 0;
  std::vector<std::string> grounds_;
  std::optional<Date> named_date_, served_on_, first_given_, court_from_, lapses_on_;
};

}  // namespace lintel
