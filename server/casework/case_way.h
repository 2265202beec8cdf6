#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "domain/date.h"
#include "domain/decision.h"

namespace lintel {

/// Where one case has been, is, and may go: the picture and the same as a table.
struct CaseWay {
  struct Way {
    std::string who, what, when, law;
    std::string to;       ///< label of the state that follows, or "" when it stays
    std::string stopped;  ///< of the present state: what stops it today, or ""
  };
  struct Row {
    std::string label;
    std::string stage;
    std::string standing;  ///< "Now", "Has been", or ""
    std::vector<Way> ways;
  };
  std::string title;    ///< of the workflow
  std::string version;  ///< that the case keeps
  std::string svg;      ///< every word in it escaped
  std::vector<Row> rows;
};

/// A quarter of a year: weeks looked ahead unless somebody asks for more.
inline constexpr int kUsualOutlook = 13;

/// What is asked of the days to come.
struct WhatIfAsked {
  std::string event;          ///< pressed on `on`; "" for none
  std::optional<Date> on;     ///< none: today
  int weeks = kUsualOutlook;  ///< how far to look
  bool officers_act = true;
};

/// What would come of a case if nothing is paid. Nothing was written or sent.
struct CaseAhead {
  struct Line {
    Date on{1900, 1, 1};
    std::string what;  ///< "Letter 2 …", in the words of the timeline
    std::string why;   ///< the reason that decided, with its figures
    std::string law;   ///< citation, or ""
    std::string to;    ///< label of the state that follows, or ""
    bool done = true;  ///< false: it would be refused, or the run would leave the case alone
    std::vector<std::string> letters;  ///< that would be drafted
    std::vector<std::string> dates;    ///< that follow: "Notice lapses: 5 October 2027"
  };
  Date today{1900, 1, 1};
  Date horizon{1900, 1, 1};
  std::string state_label;                                  ///< where it stands now
  std::vector<std::pair<std::string, std::string>> events;  ///< that may be chosen, with labels
  std::vector<Line> lines;
  std::string ends_in;  ///< label of the state at the horizon
};

}  // namespace lintel
