#include "server/bench/made_landlord.h"

#include <stdexcept>

#include "server/auth/random_token.h"
#include "server/casework/workflows.h"
#include "server/estate/estate.h"
#include "storage/migrator.h"

namespace lintel {
namespace {

Policy policy_in(const std::filesystem::path& config) {
  ResultOfMany<Policy> policy = Policy::read(config);
  if (!policy) throw std::runtime_error(policy.error().front().to_string());
  return *std::move(policy);
}

}  // namespace

MadeLandlord::MadeLandlord(const BenchAsked& asked, Date on, int weeks)
    : clock_(london_time(on.plus_days(1), 6, 0)),
      ids_(random_bits),
      policy_(policy_in(asked.config)),
      database_(Database::open("sqlite:" + (asked.folder / "landlord.db").string())) {
  migrate(*database_);
  const Problems refused = Workflows::load(*database_, policy_, clock_.now());
  if (!refused.empty()) throw std::runtime_error(refused.front().to_string());
  casework_ = std::make_unique<Casework>(*database_, policy_, clock_, ids_);
  const Estate estate({.homes = static_cast<int>(asked.size), .seed = 1, .weeks = weeks, .on = on});
  files_ = estate.write(HouseStyle::cx, estate.first_day(), on, asked.folder / "rent_files");
}

}  // namespace lintel
