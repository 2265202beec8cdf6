#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "domain/date.h"
#include "domain/money.h"
#include "domain/person.h"

namespace lintel {

// How the house styles write days, sums and names.

void put_padded(std::string& out, std::int64_t number, std::size_t width);  ///< 0007
std::string with_slashes(Date day);                                         ///< 23/11/2026
std::string with_month_name(Date day);                                      ///< 23-NOV-2026
std::string in_six_figures(Date day);                                       ///< 231126
std::string in_eight_figures(Date day);                                     ///< 20261123
/// "1,284.16", and "12.40CR" for a credit.
std::string pounds_with_credit(Money amount);
std::string pence_with_sign(Money amount, std::size_t width);  ///< "000128416+", so wide
void put_csv(std::string& out, std::string_view text);         ///< quoted where it must be
/// Cut or filled to that width, in plain letters.
void put_fixed(std::string& out, std::string_view text, std::size_t width);
std::string listed_name(const PersonName& name);                  ///< "Okafor, Daniel"
std::string joint_names(const std::vector<PersonName>& tenants);  ///< all but the first
std::string upper(std::string_view text);

}  // namespace lintel
