#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "domain/date.h"
#include "domain/rent_account.h"
#include "server/estate/chance.h"
#include "server/estate/estate.h"

namespace lintel {

/// How a tenant pays, over the whole history.
enum class PayingHabit {
  keeps_up,       ///< owes nothing on a Sunday
  pays_behind,    ///< a month's payment after the month's charges: owes most days, never for long
  small_arrears,  ///< a few weeks behind, up and down
  slides,         ///< kept up, then pays little or nothing
  improves,       ///< deep in arrears, pays rent and something more
  stuck,          ///< deep in arrears, pays about the rent
  winter_dip,     ///< misses rent about Christmas and makes it up by summer
  clears,         ///< slides, then pays it all at once within the last weeks
};

/// One posting before it is packed.
struct HistoryLine {
  std::int32_t day;  ///< from the first day of the history
  PostingKind kind;
  std::uint8_t words;  ///< index into kPostingWords
  std::int64_t pence;
};

/// What made-up postings say of themselves.
std::string_view posting_words(std::uint8_t index);

/// Every posting of the account from `first` to `last`; sets the opening balance to suit the habit.
std::vector<HistoryLine> rent_history(
    EstateAccount& account, PayingHabit habit, Date first, Date last, Chance& chance);

/// What one rent period costs on that day: rents rise on the first Monday of April.
Money charge_on(const EstateAccount& account, Date day);

}  // namespace lintel
