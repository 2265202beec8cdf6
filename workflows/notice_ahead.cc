#include "workflows/notice_ahead.h"

#include "domain/law/delivery.h"
#include "domain/law/notice_dates.h"
#include "domain/law/regime.h"

namespace lintel {

std::string NoticeAhead::draw_up(Date on, bool ground8_met) {
  forget();
  if (law_ == nullptr) return "";
  const auto regime = regime_on(*law_, on, letting_);
  if (!regime) return regime.error().because;
  if (regime->regime == Regime::ha1985) {
    grounds_ = {"1"};
  } else {
    if (ground8_met) grounds_.emplace_back("8");
    grounds_.emplace_back("10");
  }
  const auto dates = notice_dates(*law_, on.plus_days(allowance_), letting_, grounds_, periods_);
  if (!dates) return dates.error().because;
  named_date_ = dates->named_date;
  return "";
}

std::string NoticeAhead::give(ServiceMethod method, Date given_on, bool ground8_met) {
  if (law_ == nullptr) return "";
  if (grounds_.empty())
    if (std::string why = draw_up(given_on, ground8_met); !why.empty()) return why;
  Service service;
  service.method = method;
  service.given_on = given_on;
  const auto deemed = deemed_service(*law_, service, letting_.jurisdiction);
  if (!deemed) return deemed.error().because;
  const auto dates = notice_dates(
      *law_, deemed->deemed, letting_, grounds_, periods_, NoticeOnPaper{named_date_, given_on});
  if (!dates) return dates.error().because;
  served_on_ = deemed->deemed;
  first_given_ = given_on;
  court_from_ = dates->earliest_safe;
  lapses_on_ = dates->last_safe;
  return "";
}

Value NoticeAhead::value(std::string_view source) const {
  if (law_ == nullptr) return Value::unknown();
  if (source == "notice.served_on") return Value::date(served_on_);
  if (source == "notice.first_given_on") return Value::date(first_given_);
  if (source == "notice.court_from") return Value::date(court_from_);
  if (source == "notice.lapses_on") return Value::date(lapses_on_);
  return Value::unknown();
}

}  // namespace lintel
