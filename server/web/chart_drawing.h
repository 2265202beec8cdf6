#pragma once

#include <string>

#include "server/casework/balance_chart.h"
#include "server/web/view.h"

namespace lintel {

/// How far back a picture of the office looks, in weeks; files hold about a year.
inline constexpr int kLongLook = 60;

/// A size at which the balance picture is drawn: it is drawn anew for a phone, not shrunk.
struct ChartFrame {
  std::string id;  ///< unique in the page
  int width = 780;
  int height = 250;
  int weeks = kLongLook;  ///< how far back it looks from the chart's last day
};

/// Every place and word of the picture, as the template "chart" draws it: the balance as a step
/// line, payments as bars at the foot, holds as bands, marks as numbers tied to a key.
///
/// Coordinates are pixels of the frame with one decimal. Marks too near each other stand aside and
/// keep a line to their day. The words of `desc` say what the picture shows.
View draw_balance_chart(const BalanceChart& chart, const ChartFrame& frame);

/// The figures behind it, a week a row, latest first: `week`, `paid`, `amount`, `credit`, `marks`.
View::List balance_table(const BalanceChart& chart, int weeks);

}  // namespace lintel
