#include <stdexcept>

#include "domain/law/notice_clock.h"
#include "domain/law/notice_dates.h"
#include "server/bench/bench.h"
#include "server/casework/law_files.h"

namespace lintel {
namespace {

/// One notice that the bench dates, over and over on other days.
struct Asked {
  Letting letting;
  std::vector<std::string> grounds;
  RentPeriods periods;
};

std::vector<Asked> asked_notices() {
  const auto letting =
      [](TenancyType type, Landlord landlord, bool social, Jurisdiction jurisdiction) {
        return Letting{type, landlord, social, jurisdiction, Date{2020, 4, 6}, std::nullopt};
      };
  const RentPeriods mondays{RentFrequency::weekly, Weekday::monday, std::nullopt};
  const RentPeriods months{RentFrequency::monthly, std::nullopt, 1};
  using enum TenancyType;
  return {
      {letting(assured, Landlord::prp, true, Jurisdiction::england), {"8", "10", "11"}, mondays},
      {letting(assured, Landlord::prp, false, Jurisdiction::england), {"8", "10", "11"}, months},
      {letting(starter, Landlord::prp, true, Jurisdiction::england), {"section_21"}, mondays},
      {letting(secure, Landlord::la, true, Jurisdiction::england), {}, mondays},
      {letting(secure, Landlord::la, true, Jurisdiction::england), {}, months},
      {letting(secure_contract, Landlord::prp, true, Jurisdiction::wales), {"arrears"}, mondays},
  };
}

/// Answers a second of a core. `one` returns the first safe day of one notice, or throws.
template <class One>
double rate_of(std::int64_t times, const std::vector<Asked>& asked, One one) {
  const Date first{2026, 5, 1};
  const double start = core_seconds();
  std::int64_t days = 0;
  for (std::int64_t i = 0; i < times; ++i) {
    const Date served = first.plus_days(static_cast<std::int32_t>(i % 700));
    days += days_between(served, one(served, asked[static_cast<std::size_t>(i) % asked.size()]));
  }
  if (days < times) throw std::logic_error("the bench's notices are dated too early");
  return static_cast<double>(times) / (core_seconds() - start);
}

template <class Answer>
const Answer& placed(const Placed<Answer>& answer) {
  if (!answer) throw std::logic_error(answer.error().because);
  return *answer;
}

std::vector<BenchFigure> run(const BenchAsked& asked) {
  const ResultOfMany<LawBook> read = read_law_folder(asked.config);
  if (!read) throw std::runtime_error(read.error().front().to_string());
  const LawBook& law = *read;
  const std::vector<Asked> notices = asked_notices();
  NoticeClock clock(law);
  const double counted = rate_of(asked.size, notices, [&](Date served, const Asked& of) {
    return placed(clock.count(served, of.letting, of.grounds, of.periods)).count.earliest_safe;
  });
  const std::int64_t some = std::max<std::int64_t>(asked.size / 20, 1);
  const double said = rate_of(some, notices, [&](Date served, const Asked& of) {
    return placed(notice_dates(law, served, of.letting, of.grounds, of.periods)).earliest_safe;
  });
  const volatile std::int32_t fifteen = 15;  // read each time, or the loop is reckoned away
  const double plain = rate_of(
      asked.size, notices, [&](Date served, const Asked&) { return served.plus_days(fifteen); });
  const std::string ceiling_is = "fifteen days added to a day";
  return {{.bench = "notice_dates, counted with the rules used",
           .size = asked.size,
           .value = counted,
           .unit = "answers/s a core",
           .p50_ms = {},
           .p99_ms = {},
           .ceiling = plain,
           .ceiling_is = ceiling_is},
          {.bench = "notice_dates, looked up anew and said in words",
           .size = some,
           .value = said,
           .unit = "answers/s a core",
           .p50_ms = {},
           .p99_ms = {},
           .ceiling = plain,
           .ceiling_is = ceiling_is}};
}

}  // namespace

Bench notice_dates_bench() {
  return {.name = "notice-dates",
          .one_line =
              "the dates of notices of six kinds over two years, one core, with and without words",
          .usual_size = 2'000'000,
          .run = run};
}

}  // namespace lintel
