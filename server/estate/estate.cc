#include "server/estate/estate.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "server/estate/chance.h"
#include "server/estate/names.h"
#include "server/estate/rent_history.h"

namespace lintel {
namespace {

// Of 12,400 homes: 60 supported flats, 96 in the one market-rent block, and so on; 900 garages and
// 310 former tenancies come on top.
constexpr std::int64_t kHomesOfNorthmere = 12'400;
constexpr std::int64_t kSupportedFlats = 60;
constexpr std::int64_t kMarketFlats = 96;
constexpr std::int64_t kSecureHomes = 740;
constexpr std::int64_t kStarterHomes = 870;
constexpr std::int64_t kGarages = 900;
constexpr std::int64_t kFormerTenancies = 310;

enum class Letting { assured, starter, secure, supported, market, garage, former };

constexpr std::array<std::string_view, 24> kStreetNames = {
    "Fennel",  "Larch",    "Orchard", "Harbour",   "Tanner", "Mill",   "Chapel",   "Weaver",
    "Cygnet",  "Dyehouse", "Canal",   "St. Ann's", "Quarry", "Heron",  "Bluebell", "Foundry",
    "Station", "Meadow",   "Priory",  "Kiln",      "Abbey",  "Sorrel", "Ropewalk", "Lock"};
constexpr std::array<std::string_view, 9> kStreetKinds = {
    "Road", "Lane", "Close", "Court", "Rise", "Street", "Way", "Terrace", "Gardens"};
constexpr std::array<std::string_view, 4> kPatches = {"North", "East", "South", "West"};
constexpr std::array<std::string_view, 4> kMethods = {"DD", "card", "standing order", "cash"};
constexpr std::array<std::string_view, 20> kPostcodeEnds = {
    "AB", "BD", "DE", "EH", "FG", "GJ", "HL", "JN", "LP", "LT",
    "NQ", "PR", "QT", "RS", "RW", "SX", "TY", "UZ", "WB", "XD"};

std::int64_t quota(std::int64_t of_northmere, int homes) {
  return std::max<std::int64_t>(1,
                                (of_northmere * homes + kHomesOfNorthmere / 2) / kHomesOfNorthmere);
}

/// Every letting there is to make, in an order that mixes them.
std::vector<Letting> lettings(const EstateParameters& parameters) {
  std::vector<Letting> all;
  const auto add = [&](Letting kind, std::int64_t count) {
    all.insert(all.end(), static_cast<std::size_t>(count), kind);
  };
  add(Letting::supported, quota(kSupportedFlats, parameters.homes));
  add(Letting::market, quota(kMarketFlats, parameters.homes));
  add(Letting::secure, quota(kSecureHomes, parameters.homes));
  add(Letting::starter, quota(kStarterHomes, parameters.homes));
  add(Letting::assured,
      std::max<std::int64_t>(0, parameters.homes - static_cast<std::int64_t>(all.size())));
  add(Letting::garage, quota(kGarages, parameters.homes));
  add(Letting::former, quota(kFormerTenancies, parameters.homes));
  Chance chance(parameters.seed, 0);
  for (std::size_t i = all.size(); i > 1; --i) {
    std::swap(all[i - 1],
              all[static_cast<std::size_t>(chance.between(0, static_cast<std::int64_t>(i) - 1))]);
  }
  return all;
}

std::string padded(std::int64_t number, std::size_t width) {
  std::string digits = std::to_string(number);
  return std::string(width > digits.size() ? width - digits.size() : 0, '0') + digits;
}

/// The last figure of a card number, by which a payment office finds a mistyped one (ISO/IEC 7812).
char check_figure(const std::string& digits) {
  int sum = 0;
  bool twice = true;
  for (auto at = digits.rbegin(); at != digits.rend(); ++at, twice = !twice) {
    const int figure = (*at - '0') * (twice ? 2 : 1);
    sum += figure > 9 ? figure - 9 : figure;
  }
  return static_cast<char>('0' + (10 - sum % 10) % 10);
}

std::string payment_reference(std::size_t ordinal, std::uint64_t seed) {
  constexpr std::uint64_t kPrime = 999'999'937;  // below it, the product walks every number once
  const std::uint64_t scrambled = ((ordinal + 1) * 387'420'489 + seed * 7'919) % kPrime;
  const std::string digits = "590" + padded(static_cast<std::int64_t>(scrambled), 9);
  return digits + check_figure(digits);
}

PayingHabit habit_of(Letting letting, Chance& chance) {
  const std::int64_t at = chance.between(0, 999);
  switch (letting) {
    case Letting::garage:
      return at < 930   ? PayingHabit::keeps_up
             : at < 965 ? PayingHabit::small_arrears
                        : PayingHabit::slides;
    case Letting::former:
      return at < 500   ? PayingHabit::keeps_up
             : at < 650 ? PayingHabit::small_arrears
                        : PayingHabit::stuck;
    case Letting::market:
      return at < 880   ? PayingHabit::keeps_up
             : at < 940 ? PayingHabit::slides
                        : PayingHabit::clears;
    default:
      break;
  }
  if (at < 525) return PayingHabit::keeps_up;
  if (at < 645) return PayingHabit::pays_behind;
  if (at < 850) return PayingHabit::small_arrears;
  if (at < 891) return PayingHabit::slides;
  if (at < 914) return PayingHabit::improves;
  if (at < 941) return PayingHabit::stuck;
  if (at < 956) return PayingHabit::clears;
  return PayingHabit::winter_dip;
}

}  // namespace

/// Makes one account after another.
class EstateMaker {
 public:
  explicit EstateMaker(Estate& estate) : estate_(estate), parameters_(estate.parameters_) {}

  void make() {
    const std::vector<Letting> all = lettings(parameters_);
    estate_.accounts_.reserve(all.size());
    estate_.begins_.reserve(all.size() + 1);
    estate_.lines_.reserve(all.size() * static_cast<std::size_t>(parameters_.weeks) * 2);
    for (std::size_t i = 0; i < all.size(); ++i) {
      Chance chance(parameters_.seed, i + 1);
      const PayingHabit habit = habit_of(all[i], chance);
      EstateAccount account = let(all[i], i, habit, chance);
      const std::vector<HistoryLine> lines =
          rent_history(account, habit, estate_.first_day(), parameters_.on, chance);
      estate_.begins_.push_back(estate_.lines_.size());
      for (const HistoryLine& line : lines) {
        estate_.lines_.push_back({static_cast<std::int16_t>(line.day),
                                  static_cast<std::uint8_t>(line.kind),
                                  line.words,
                                  static_cast<std::int32_t>(line.pence)});
      }
      estate_.accounts_.push_back(std::move(account));
    }
    estate_.begins_.push_back(estate_.lines_.size());
  }

 private:
  EstateAccount let(Letting letting, std::size_t ordinal, PayingHabit habit, Chance& chance) {
    EstateAccount account;
    account.payment_reference = payment_reference(ordinal, parameters_.seed);
    account.tenancy_reference =
        "T-" + padded(20'000 + static_cast<std::int64_t>(ordinal) * 4 + chance.between(0, 3), 7);
    account.rent_as_at = parameters_.on;
    set_terms(account, letting, chance);
    set_address(account, letting, ordinal, chance);
    set_tenants(account, letting, chance);
    set_income(account, letting, habit, chance);
    return account;
  }

  void set_terms(EstateAccount& account, Letting letting, Chance& chance) {
    const Date on = parameters_.on;
    const auto years_ago = [&](std::int64_t least, std::int64_t most) {
      return on.plus_days(-static_cast<std::int32_t>(chance.between(least * 365, most * 365)));
    };
    account.rent = {Money::from_pence(chance.between(8'600, 17'200)), RentFrequency::weekly};
    account.start = years_ago(1, 34);
    switch (letting) {
      case Letting::assured:
        break;
      case Letting::starter:
        account.type = TenancyType::starter;
        account.start = on.plus_days(-static_cast<std::int32_t>(chance.between(20, 364)));
        break;
      case Letting::secure:
        account.type = TenancyType::secure;
        account.start =
            Date{1964, 1, 6}.plus_days(static_cast<std::int32_t>(chance.between(0, 24 * 365)));
        break;
      case Letting::supported:
        account.type = TenancyType::licence;
        account.start = years_ago(0, 6);
        account.rent.amount = Money::from_pence(chance.between(14'100, 18'900));
        break;
      case Letting::market:
        account.social = false;
        account.start = years_ago(1, 8);
        account.rent = {Money::from_pence(chance.between(64'000, 112'000)), RentFrequency::monthly};
        break;
      case Letting::garage:
        account.kind = AccountKind::garage;
        account.type = TenancyType::garage;
        account.social = false;
        account.rent.amount = Money::from_pence(chance.between(920, 1'640));
        break;
      case Letting::former: {
        const std::int64_t most = std::max<std::int64_t>(22, 7 * parameters_.weeks - 7);
        account.end = on.plus_days(-static_cast<std::int32_t>(chance.between(14, most)));
        account.start =
            account.end->plus_days(-static_cast<std::int32_t>(chance.between(500, 9'000)));
        break;
      }
    }
    if (account.rent.frequency == RentFrequency::weekly && letting != Letting::garage &&
        chance.per_mille(28)) {
      account.rent = {account.rent.amount * 4, RentFrequency::four_weekly};
    }
  }

  void set_address(EstateAccount& account, Letting letting, std::size_t ordinal, Chance& chance) {
    constexpr std::size_t kStreets = kStreetNames.size() * kStreetKinds.size();
    const std::size_t street = ordinal % kStreets;
    const std::size_t number = ordinal / kStreets + 1;
    const std::string_view kind = kStreetKinds[street % kStreetKinds.size()];
    const std::string name =
        std::string(kStreetNames[street / kStreetKinds.size()]) + " " + std::string(kind);
    account.address = std::to_string(number) + " " + name;
    if (kind == "Court") account.address = "Flat " + account.address;
    if (letting == Letting::supported)
      account.address = "Flat " + std::to_string(ordinal) + ", Weaver House";
    if (letting == Letting::market)
      account.address = "Flat " + std::to_string(ordinal) + ", Cygnet Tower";
    if (letting == Letting::garage)
      account.address = "Garage " + std::to_string(number) + ", " + name;
    account.postcode = "NM" + std::to_string(street % 9 + 1) + " " +
                       std::to_string(street / 9 % 9 + 1) +
                       std::string(kPostcodeEnds[(street + number / 12) % kPostcodeEnds.size()]);
    account.patch =
        letting == Letting::supported ? "Supported" : kPatches[street / 9 % kPatches.size()];
    account.uprn = "100" + padded(chance.between(0, 999'999'999), 9);
  }

  void set_tenants(EstateAccount& account, Letting letting, Chance& chance) {
    account.tenants.push_back(invented_name(chance));
    if (letting == Letting::garage || letting == Letting::supported || !chance.per_mille(205))
      return;
    const std::string family = chance.per_mille(550) ? account.tenants.front().surname : "";
    account.tenants.push_back(invented_name(chance, family));
    if (chance.per_mille(65)) account.tenants.push_back(invented_name(chance));
    // Two of one name in one home would be one person written twice.
    std::vector<PersonName> told_apart;
    for (const PersonName& name : account.tenants) {
      if (std::find(told_apart.begin(), told_apart.end(), name) == told_apart.end())
        told_apart.push_back(name);
    }
    account.tenants = std::move(told_apart);
  }

  void set_income(EstateAccount& account, Letting letting, PayingHabit habit, Chance& chance) {
    const std::int64_t method = chance.between(0, 999);
    account.payment_method = kMethods[method < 480   ? 0U
                                      : method < 730 ? 1U
                                      : method < 880 ? 2U
                                                     : 3U];
    if (letting == Letting::garage) return;
    const std::int64_t at = chance.between(0, 999);
    const std::int64_t universal_credit = letting == Letting::market ? 150 : 420;
    const std::int64_t housing_benefit = letting == Letting::supported ? 520
                                         : letting == Letting::market  ? 0
                                                                       : 120;
    if (at < housing_benefit)
      account.benefit = Benefit::housing_benefit;
    else if (at < housing_benefit + universal_credit)
      account.benefit = Benefit::universal_credit;
    if (habit == PayingHabit::pays_behind) account.benefit = Benefit::universal_credit;
    // The landlord asks for managed payments where arrears stand still.
    const bool behind = habit == PayingHabit::stuck || habit == PayingHabit::improves;
    account.managed_payment =
        account.benefit == Benefit::universal_credit && chance.per_mille(behind ? 500 : 120);
  }

  Estate& estate_;
  const EstateParameters& parameters_;
};

Estate::Estate(EstateParameters parameters) : parameters_(parameters) {
  if (parameters_.homes < 1 || parameters_.homes > 1'000'000) {
    throw std::invalid_argument("an estate has from 1 to 1,000,000 homes");
  }
  if (parameters_.weeks < 1 || parameters_.weeks > 520) {
    throw std::invalid_argument("an estate's history is of 1 to 520 weeks");
  }
  EstateMaker(*this).make();
}

Date Estate::first_day() const {
  return parameters_.on.plus_days(1 - 7 * parameters_.weeks);
}

Money Estate::balance_at(std::size_t account, Date day) const {
  const std::int32_t until = days_between(first_day(), day);
  std::int64_t pence = accounts_[account].opening_balance.pence();
  for (std::size_t i = begins_[account]; i < begins_[account + 1] && lines_[i].day <= until; ++i) {
    pence += lines_[i].pence;
  }
  return Money::from_pence(pence);
}

void Estate::postings(Date from,
                      Date to,
                      const std::function<void(std::size_t account, const Posting&)>& take) const {
  const std::int32_t first = days_between(first_day(), from);
  const std::int32_t last = days_between(first_day(), to);
  Posting posting{.on = from, .amount = {}, .description = ""};
  for (std::size_t account = 0; account < accounts_.size(); ++account) {
    for (std::size_t i = begins_[account]; i < begins_[account + 1]; ++i) {
      const Line& line = lines_[i];
      if (line.day < first || line.day > last) continue;
      posting.on = first_day().plus_days(line.day);
      posting.kind = static_cast<PostingKind>(line.kind);
      posting.amount = Money::from_pence(line.pence);
      posting.description = posting_words(line.words);
      take(account, posting);
    }
  }
}

}  // namespace lintel
