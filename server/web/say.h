#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "domain/case.h"
#include "domain/date.h"
#include "domain/money.h"
#include "server/web/view.h"

namespace lintel {

/// How screens say things. Dates are words, never 23/11; a balance is never a minus sign.

std::string short_day(Date day);        ///< "23 Nov 2026"
std::string day_and_month(Date day);    ///< "23 Nov"
std::string weekday_and_day(Date day);  ///< "Mon 23 Nov"
/// "Overdue 2d", "Today", "Tomorrow", "Wed 25 Nov"; another year's day in full.
std::string due_words(Date due, Date today);
/// The style of a due date: "late", "today" or "soon".
std::string due_style(Date due, Date today);
/// "today", "yesterday", "12 days ago", "in 3 days"
std::string days_from_today(Date day, Date today);

/// "12,400"
std::string figure(std::int64_t number);
/// "1 case", "12,400 cases"
std::string count_of(std::int64_t number, std::string_view one, std::string_view many);
/// "arrears_run" as a person reads it: "Arrears run".
std::string plain_words(std::string_view word);
/// A sentence begins with a capital, whatever the policy's because begins with.
std::string capital(std::string text);
/// "−£12.00" with a true minus, for the columns of a sum that must add up.
std::string signed_sum(Money sum);
/// "81ac…9d07": enough of a fingerprint to compare two by eye.
std::string short_hash(const std::string& hex);

/// The names `amount` and `credit`: "£64.22", and whether the tenant is the one who is owed.
View balance_words(Money balance);
/// "£12.00 in arrears", "£64.22 in credit", "nothing owed"
std::string balance_sentence(Money balance);
/// "10.8": weeks of rent in a balance, one decimal, rounded down; "0.0" in credit or without a
/// rent.
std::string weeks_of_rent(Money balance, Money weekly_rent);

/// The style that belongs to a stage: "early", "letter", "agree", "notice", "court", "order",
/// "evict", "g".
std::string_view stage_style(Stage stage);

}  // namespace lintel
