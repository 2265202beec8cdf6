#pragma once

#include <string>

#include "server/casework/law_index.h"
#include "server/casework/law_uses.h"
#include "server/web/view.h"

namespace lintel {

/// One dated value as a cell or a line shows it: `value` with `short_value` where it is a figure,
/// `days`, `citation`, `confidence` with its dots, marks and note.
View dated_value_view(const DatedValue& value, Date on);

/// The rows of the book from `first` up to but not including `last`, gathered by subject: `groups`,
/// each with `title` and `rows`.
View::List law_groups(const LawIndex& index,
                      const LawUses& uses,
                      const LawSelection& selected,
                      std::size_t first,
                      std::size_t last,
                      Date today);

/// A question of `lintel law` as a person reads it: "Notice dates", "Ground 8" for "ground8".
std::string question_label(const std::string& question);

/// The list for a spreadsheet: one line for each dated value.
std::string law_csv(const LawSelection& selected);

}  // namespace lintel
