#include "domain/law/question_input.h"

#include <algorithm>
#include <limits>

namespace lintel {
namespace {

bool is_time_of_day(std::string_view text) {
  const auto digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9'; };
  if (text.size() != 5 && text.size() != 8) return false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (at % 3 == 2 ? text[at] != ':' : !digit(at)) return false;
  }
  return text.substr(0, 2) < "24" && text.substr(3, 2) < "60" &&
         (text.size() == 5 || text.substr(6, 2) < "60");
}

}  // namespace

tl::unexpected<Problem> QuestionInput::wrong(std::string_view field,
                                             std::string what,
                                             std::string fix) const {
  return problem(std::move(what), std::move(fix), Place{"", 0, 0, name(field)});
}

bool QuestionInput::has(std::string_view field) const {
  const Json* value = object_->find(field);
  return value != nullptr && !value->is_null();
}

Result<std::string> QuestionInput::text(std::string_view field) const {
  const Json* value = object_->find(field);
  if (value == nullptr || value->is_null())
    return wrong(field, name(field) + " is missing", "Give it.");
  if (!value->is_string())
    return wrong(field, name(field) + " is not a string", "Write it in quotes.");
  return value->as_string();
}

Result<Date> QuestionInput::date(std::string_view field) const {
  return word(field, &Date::parse);
}

Result<std::optional<Date>> QuestionInput::date_if_given(std::string_view field) const {
  return if_given(field, date(field));
}

Result<DayAndTime> QuestionInput::day_and_time(std::string_view field) const {
  const Result<std::string> written = text(field);
  if (!written) return tl::unexpected(written.error());
  const Result<Date> day = Date::parse(std::string_view(*written).substr(0, 10));
  const std::string_view rest =
      std::string_view(*written).substr(std::min<std::size_t>(10, written->size()));
  const bool good_time = rest.empty() || ((rest.front() == 'T' || rest.front() == ' ') &&
                                          is_time_of_day(rest.substr(1)));
  if (!day || !good_time) {
    return wrong(field,
                 "\"" + *written + "\" is not a date or a date and time",
                 "Write it such as 2026-11-27 or 2026-11-27T15:00.");
  }
  DayAndTime at{*day, std::nullopt};
  if (!rest.empty()) at.time = std::string(rest.substr(1, 5));
  return at;
}

Result<Money> QuestionInput::money(std::string_view field) const {
  return word(field, &Money::parse);
}

Result<Money> QuestionInput::sum(std::string_view field) const {
  const Result<Money> read = money(field);
  if (read && *read <= Money{})
    return wrong(field, name(field) + " is not more than nothing", "Give what is due.");
  return read;
}

Result<std::optional<Money>> QuestionInput::sum_if_given(std::string_view field) const {
  return if_given(field, sum(field));
}

Result<bool> QuestionInput::yes_no(std::string_view field) const {
  const Json* value = object_->find(field);
  if (value == nullptr || value->is_null())
    return wrong(field, name(field) + " is missing", "Give true or false.");
  if (!value->is_bool())
    return wrong(field, name(field) + " is neither true nor false", "Give true or false.");
  return value->as_bool();
}

Result<int> QuestionInput::whole_number(std::string_view field) const {
  constexpr std::int64_t kMost = 100'000;
  const Json* value = object_->find(field);
  const std::optional<std::int64_t> number = value == nullptr ? std::nullopt : value->as_integer();
  if (!number || *number > kMost || *number < -kMost) {
    return wrong(
        field, name(field) + " is not a whole number", "Give a number from -100000 to 100000.");
  }
  return static_cast<int>(*number);
}

Result<std::string> QuestionInput::text_if_given(std::string_view field) const {
  return has(field) ? text(field) : Result<std::string>{""};
}

Result<std::vector<std::string>> QuestionInput::texts(std::string_view field) const {
  std::vector<std::string> all;
  const Json* value = object_->find(field);
  if (value == nullptr || value->is_null()) return all;
  if (!value->is_array())
    return wrong(field, name(field) + " is not a list", "Write it such as [\"8\", \"10\"].");
  for (const Json& each : value->as_array()) {
    if (!each.is_string())
      return wrong(
          field, name(field) + " holds something that is not a string", "Write each in quotes.");
    all.push_back(each.as_string());
  }
  return all;
}

Result<QuestionInput> QuestionInput::part(std::string_view field) const {
  const Json* value = object_->find(field);
  if (value == nullptr || value->is_null())
    return wrong(field, name(field) + " is missing", "Give it.");
  if (!value->is_object())
    return wrong(field, name(field) + " is not an object", "Write it such as {…}.");
  return QuestionInput(*value, name(field) + ".");
}

Result<std::vector<QuestionInput>> QuestionInput::parts(std::string_view field) const {
  const Json* value = object_->find(field);
  if (value == nullptr || value->is_null())
    return wrong(field, name(field) + " is missing", "Give it.");
  if (!value->is_array())
    return wrong(field, name(field) + " is not a list", "Write it such as [{…}, {…}].");
  std::vector<QuestionInput> all;
  for (const Json& each : value->as_array()) {
    const std::string item = name(field) + "[" + std::to_string(all.size()) + "]";
    if (!each.is_object()) {
      return problem(item + " is not an object", "Write it such as {…}.", Place{"", 0, 0, item});
    }
    all.emplace_back(each, item + ".");
  }
  return all;
}

Result<Percent> QuestionInput::percent(std::string_view field) const {
  const Json* value = object_->find(field);
  if (value == nullptr || !value->is_number()) return word(field, &Percent::parse);
  Result<Percent> read = Percent::parse(value->number_text());
  if (!read) return tl::unexpected(std::move(read.error()).in_field(name(field)));
  return read;
}

Result<std::optional<Percent>> QuestionInput::percent_if_given(std::string_view field) const {
  return if_given(field, percent(field));
}

Result<Letting> QuestionInput::letting() const {
  const Result<QuestionInput> tenancy = part("tenancy");
  if (!tenancy) return tl::unexpected(tenancy.error());
  const Result<TenancyType> type = tenancy->word("type", parse_tenancy_type);
  const Result<Landlord> landlord = tenancy->word("landlord", parse_landlord);
  const Result<bool> social = tenancy->yes_no("social");
  const Result<Jurisdiction> jurisdiction = tenancy->word("jurisdiction", parse_jurisdiction);
  const Result<std::optional<Date>> start = tenancy->date_if_given("start");
  const Result<int> term = tenancy->has("term_years") ? tenancy->whole_number("term_years") : 0;
  if (const Problem* wrong = first_problem(type, landlord, social, jurisdiction, start, term))
    return tl::unexpected(*wrong);
  if (*term < 0)
    return tenancy->wrong("term_years", "a term cannot be less than no years", "Give whole years.");
  Letting letting{*type, *landlord, *social, *jurisdiction, *start, std::nullopt};
  if (*term > 0) letting.term_years = *term;
  return letting;
}

Result<Rent> QuestionInput::rent() const {
  const Result<QuestionInput> rent = part("rent");
  if (!rent) return tl::unexpected(rent.error());
  const Result<Money> amount = rent->money("amount");
  const Result<RentFrequency> frequency = rent->word("frequency", parse_rent_frequency);
  if (const Problem* wrong = first_problem(amount, frequency)) return tl::unexpected(*wrong);
  return Rent{*amount, *frequency};
}

Result<RentPeriods> QuestionInput::rent_periods() const {
  const Result<QuestionInput> rent = part("rent");
  if (!rent) return tl::unexpected(rent.error());
  RentPeriods periods;
  const Result<RentFrequency> frequency = rent->word("frequency", parse_rent_frequency);
  if (!frequency) return tl::unexpected(frequency.error());
  periods.frequency = *frequency;
  if (rent->has("period_start_weekday")) {
    const Result<Weekday> weekday = rent->word("period_start_weekday", parse_weekday);
    if (!weekday) return tl::unexpected(weekday.error());
    periods.start_weekday = *weekday;
  }
  if (rent->has("period_start_day")) {
    constexpr int kLongestMonth = 31;
    const Result<int> day = rent->whole_number("period_start_day");
    if (!day) return tl::unexpected(day.error());
    if (*day < 1 || *day > kLongestMonth) {
      return rent->wrong(
          "period_start_day", "a month has no day " + std::to_string(*day), "Give 1 to 31.");
    }
    periods.start_day = static_cast<unsigned>(*day);
  }
  return periods;
}

Result<std::optional<RentPeriods>> QuestionInput::rent_periods_if_given() const {
  return if_given("rent", rent_periods());
}

}  // namespace lintel
