#pragma once

#include <optional>
#include <set>
#include <string>

#include "domain/date.h"
#include "domain/result.h"

namespace lintel {

/// The bank holidays of one jurisdiction over a span of days. A working day (a "business day" in
/// the Civil Procedure Rules r.6.2(b)) is Monday to Friday and not one of them; Good Friday and
/// Christmas Day are among them.
///
/// Outside its span a calendar knows nothing: every question that touches such a day is a Problem,
/// never a guess.
class Calendar {
 public:
  /// `holidays` outside `first` to `last` are not looked at.
  Calendar(std::string name, Date first, Date last, std::set<Date> holidays)
      : name_(std::move(name)), first_(first), last_(last), holidays_(std::move(holidays)) {}

  const std::string& name() const { return name_; }  ///< "england_and_wales"
  Date first() const { return first_; }
  Date last() const { return last_; }
  const std::set<Date>& holidays() const { return holidays_; }

  Result<bool> is_working_day(Date day) const;
  /// `day` itself when it is a working day, otherwise the next one.
  Result<Date> working_day_on_or_after(Date day) const;
  /// `day` itself when it is a working day, otherwise the one before.
  Result<Date> working_day_on_or_before(Date day) const;
  /// The nth working day after `day`, which is not counted: 1 is the next working day. n of 0 gives
  /// `day` itself; below 0 counts back.
  Result<Date> working_day_after(Date day, int n) const;
  /// How many working days fall after `from` up to and including `to`; negative when `to` is
  /// earlier.
  Result<int> working_days_between(Date from, Date to) const;

 private:
  std::string name_;
  Date first_;
  Date last_;
  std::set<Date> holidays_;
};

}  // namespace lintel
