#include "domain/law/limitation.h"

#include "domain/counting.h"
#include "domain/law/reading.h"

namespace lintel {
namespace {

/// The last day once something on `event` has started the time again, if it can.
Date started_again(Date due, Date last, std::optional<Date> event, int years) {
  const bool counts = event && due <= *event && *event <= last;
  return counts ? last_day_of_years_from(*event, years) : last;
}

}  // namespace

Placed<Limitation> limitation(const LawBook& law,
                              const std::vector<RentDebit>& debits,
                              std::optional<Date> acknowledged,
                              std::optional<Date> part_paid,
                              Date on) {
  Reading read{law, on};
  const DatedValue* years = read.value("LIM-01", {RuleUnit::years});
  if (years == nullptr) return read.manual();
  Limitation answer;
  answer.steps.push_back("Rent may be claimed for " + counted(*years) +
                         " from the day it fell due (" + years->citation + ").");
  if (acknowledged) {
    const DatedValue* extends = read.value("LIM-03", {RuleUnit::yes_no});
    if (extends == nullptr) return read.manual();
    if (!extends->yes()) acknowledged = std::nullopt;
    answer.steps.push_back(
        acknowledged
            ? "The signed acknowledgment of " + acknowledged->to_words() +
                  " starts the time again for what was due and not yet barred, against the "
                  "person who signed (" +
                  extends->citation + ")."
            : "An acknowledgment does not start the time again (" + extends->citation + ").");
  }
  if (part_paid) {
    const DatedValue* extends = read.value("LIM-02", {RuleUnit::yes_no});
    if (extends == nullptr) return read.manual();
    if (!extends->yes()) part_paid = std::nullopt;
    answer.steps.push_back(
        part_paid ? "The payment of " + part_paid->to_words() +
                        " starts the time again for what was due and not yet barred (" +
                        extends->citation + ")."
                  : "Paying part of the rent due gives no more time for the rest (" +
                        extends->citation + ").");
  }
  for (const RentDebit& debit : debits) {
    const Date own = last_day_of_years_from(debit.due, years->number());
    // The earlier of the two first: each starts the time again only while it still runs.
    const auto [first, second] = std::minmax(acknowledged, part_paid);
    Date last = started_again(debit.due, own, first, years->number());
    last = std::max(last, started_again(debit.due, last, second, years->number()));
    answer.debits.push_back({debit, last, on > last});
  }
  answer.rules = read.used();
  return answer;
}

}  // namespace lintel
