#pragma once

#include <cstddef>
#include <vector>

#include "domain/canonical_json.h"
#include "domain/law/notice_recount.h"
#include "storage/database.h"
#include "storage/notice_store.h"

namespace lintel {

/// Live notices that the law as the book now has it would date otherwise. Nothing is written.
struct RecountReport {
  struct Line {
    LiveNotice live;
    NoticeRecount recount;
  };
  std::size_t looked_at = 0;  ///< live notices
  std::vector<Line> lines;    ///< those that differ, or that cannot be counted again
};

RecountReport recount_report(Database& database, const LawBook& law);

/// As `lintel law-report recompute` prints it.
Json to_json(const RecountReport::Line& line);

}  // namespace lintel
