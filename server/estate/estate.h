#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/date.h"
#include "domain/person.h"
#include "domain/rent_account.h"
#include "domain/result.h"
#include "domain/tenancy.h"

namespace lintel {

/// In whose shape an estate writes its extract; the names of config/layouts.
enum class HouseStyle { cx, ql, pyramid, generic };
std::string_view to_string(HouseStyle style);
Result<HouseStyle> parse_house_style(std::string_view text);

struct EstateParameters {
  int homes = 12'400;  ///< garages (about 7 to 100 homes) and former tenancies come on top
  std::uint64_t seed = 1;
  int weeks = 60;         ///< of history, ending with the day `on`
  Date on{2026, 11, 22};  ///< the last day of the history
};

/// One letting of the made-up landlord: a tenancy, who lives there, and its rent account.
struct EstateAccount {
  std::string payment_reference;
  std::string tenancy_reference;
  AccountKind kind = AccountKind::rent;
  TenancyType type = TenancyType::assured;
  bool social = true;
  Date start{1900, 1, 1};
  std::optional<Date> end;
  std::vector<PersonName> tenants;
  std::string address;
  std::string postcode;
  std::string uprn;
  Rent rent;  ///< as it is at the end of the history
  Date rent_as_at{1900, 1, 1};
  Benefit benefit = Benefit::none;
  bool managed_payment = false;  ///< universal credit paid straight to the landlord
  std::string payment_method;
  std::string patch;
  Money opening_balance;  ///< on the first morning of the history
};

/// Northmere Homes: a made-up landlord whose every home, tenant and penny follows from the
/// parameters alone, so that the same parameters give the same bytes.
///
/// The history is made once; an extract of any window within it is a cut of the same history, so
/// that weekly files of one Estate follow on from one another as a real landlord's do.
class Estate {
 public:
  explicit Estate(EstateParameters parameters);

  const EstateParameters& parameters() const { return parameters_; }
  Date first_day() const;  ///< of the history
  const std::vector<EstateAccount>& accounts() const { return accounts_; }

  /// The balance at the end of `day`, which lies in the history or on the eve of it.
  Money balance_at(std::size_t account, Date day) const;
  /// Calls `take` with each posting dated `from` to `to`, by account, then by date.
  void postings(Date from,
                Date to,
                const std::function<void(std::size_t account, const Posting&)>& take) const;

  /// Writes the extract as at the end of `as_of`: every account's balance, the opening balance on
  /// the morning of `from`, and the postings from `from` to `as_of`. Returns the files written, in
  /// the order in which `lintel import` is given them. Makes the folder. Throws std::runtime_error
  /// when a file cannot be written.
  std::vector<std::filesystem::path> write(HouseStyle style,
                                           Date from,
                                           Date as_of,
                                           const std::filesystem::path& folder) const;

 private:
  struct Line {          // one posting, packed: there are over a million
    std::int16_t day;    // from the first day of the history
    std::uint8_t kind;   // PostingKind
    std::uint8_t words;  // index of its description
    std::int32_t pence;
  };
  friend class EstateMaker;

  EstateParameters parameters_;
  std::vector<EstateAccount> accounts_;
  std::vector<Line> lines_;          // by account, then by day
  std::vector<std::size_t> begins_;  // of each account's lines; one more at the end
};

}  // namespace lintel
