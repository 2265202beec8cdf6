#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/law/notice_to_quit.h"
#include "domain/law/regime.h"

namespace lintel {

/// What statute the notice is given under; the word is that of `applies: {notice: …}`.
enum class NoticeKind {
  section_8,        ///< Housing Act 1988
  section_21,       ///< Housing Act 1988
  section_83,       ///< Housing Act 1985
  section_128,      ///< Housing Act 1996, introductory
  section_143e,     ///< Housing Act 1996, demoted
  notice_to_quit,   ///< licences, protected tenancies
  breach,           ///< Renting Homes (Wales) Act 2016 s.159
  serious_arrears,  ///< Renting Homes (Wales) Act 2016 s.182
};
std::string_view to_string(NoticeKind kind);
Result<NoticeKind> parse_notice_kind(std::string_view text);

/// The most rules that one notice's least periods can come from: each ground has one.
constexpr std::size_t kMostPeriods = 8;

/// The least time between service and the date named, of the grounds that share a rule.
struct LeastPeriod {
  const DatedValue* length = nullptr;   ///< days, weeks or months
  bool day_counts = false;              ///< "beginning with" service, not "from" it
  const DatedValue* as_quit = nullptr;  ///< also not before a notice to quit could end it
  std::vector<std::string> grounds;     ///< none where the statute needs none
};

/// The dated rules that count one kind of notice for one kind of letting, looked up once: counting
/// by them (notice_count.h) then looks nothing up. A pointer that may be null says what null means.
struct NoticeRules {
  NoticeKind kind = NoticeKind::section_8;
  RegimeAnswer regime;
  std::vector<const DatedValue*> regime_rules;

  const DatedValue* at_once = nullptr;  ///< null: no ground lets a claim start at once
  std::string at_once_ground;
  std::vector<LeastPeriod> periods;         ///< none when at_once, or when as_quit says all
  const DatedValue* as_quit = nullptr;      ///< the date is a notice to quit's; null: it is not
  std::optional<QuitRules> quit;            ///< where any as_quit is set
  const DatedValue* margin = nullptr;       ///< days added to be safe; null: none needed
  const DatedValue* claim_after = nullptr;  ///< days from the date named to the first claim
  const DatedValue* not_within = nullptr;   ///< months of the tenancy before it may be given
  std::vector<const DatedValue*> notes;     ///< what an officer must know, in words

  const DatedValue* life_from_service = nullptr;    ///< months, the day not counted
  const DatedValue* life_beginning_with = nullptr;  ///< months, the day counted
  const DatedValue* life_from_named = nullptr;      ///< months from the date named
  const DatedValue* trial_period = nullptr;         ///< months beginning with the tenancy
  const DatedValue* keeps_demotion = nullptr;       ///< months beginning with service
  const DatedValue* last_day_margin = nullptr;
  const DatedValue* commencement = nullptr;    ///< the newer law comes; null: no day known
  const DatedValue* request_window = nullptr;  ///< months beginning with that day
};

/// Looks them up for a notice served on that day. Manual where the rules do not reach: a ground
/// without a rule, a letting that is dated by hand, a notice that the law does not know.
///
/// `grounds`: "8", "10" …; {"section_21"}; {"arrears"} in Wales; empty where the statute needs
/// none.
Placed<NoticeRules> notice_rules(const LawBook& law,
                                 Date served,
                                 const Letting& letting,
                                 const std::vector<std::string>& grounds);

}  // namespace lintel
