#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/canonical_json.h"
#include "domain/law/law.h"
#include "domain/law/rent_periods.h"
#include "domain/money.h"
#include "domain/percent.h"
#include "domain/rent_account.h"

namespace lintel {

struct DayAndTime {
  Date day{1900, 1, 1};
  std::optional<std::string> time;  ///< "16:20"
};

/// The fields of one question. Every Problem names its field in place.field ("tenancy.type").
class QuestionInput {
 public:
  explicit QuestionInput(const Json& object, std::string path = "")
      : object_(&object), path_(std::move(path)) {}

  /// "evidence[2].step": a field as a person would point to it.
  std::string name(std::string_view field) const { return path_ + std::string(field); }
  /// The field is there and is not null.
  bool has(std::string_view field) const;
  /// The field is there, be it null: "known to be none".
  bool is_said(std::string_view field) const { return object_->find(field) != nullptr; }
  Result<Date> date(std::string_view field) const;
  Result<std::optional<Date>> date_if_given(std::string_view field) const;
  /// "2026-11-27", "2026-11-27T15:00" or "2026-11-27T15:00:00", in London time.
  Result<DayAndTime> day_and_time(std::string_view field) const;
  Result<Money> money(std::string_view field) const;
  /// Money that is more than nothing.
  Result<Money> sum(std::string_view field) const;
  Result<std::optional<Money>> sum_if_given(std::string_view field) const;
  Result<bool> yes_no(std::string_view field) const;
  Result<int> whole_number(std::string_view field) const;
  /// "" when it is not given.
  Result<std::string> text_if_given(std::string_view field) const;
  Result<std::vector<std::string>> texts(std::string_view field) const;
  Result<QuestionInput> part(std::string_view field) const;
  /// A list of objects; each names its fields in place.field ("debits[2].due").
  Result<std::vector<QuestionInput>> parts(std::string_view field) const;
  /// "3.8" or 3.8.
  Result<Percent> percent(std::string_view field) const;
  Result<std::optional<Percent>> percent_if_given(std::string_view field) const;

  template <class T>
  Result<T> word(std::string_view field, Result<T> (*parse)(std::string_view)) const {
    const Result<std::string> written = text(field);
    if (!written) return tl::unexpected(written.error());
    Result<T> read = parse(*written);
    if (!read) return tl::unexpected(std::move(read.error()).in_field(name(field)));
    return read;
  }

  template <class T>
  Result<std::optional<T>> word_if_given(std::string_view field,
                                         Result<T> (*parse)(std::string_view)) const {
    return if_given<T>(field, word(field, parse));
  }

  /// `tenancy`: type, landlord, social, jurisdiction, and start and term_years where given.
  Result<Letting> letting() const;
  /// `rent`: amount and frequency.
  Result<Rent> rent() const;
  /// `rent`: frequency, and period_start_weekday and period_start_day where given.
  Result<RentPeriods> rent_periods() const;
  Result<std::optional<RentPeriods>> rent_periods_if_given() const;

 private:
  /// What was read of a field that may be absent.
  template <class T>
  Result<std::optional<T>> if_given(std::string_view field, const Result<T>& read) const {
    if (!has(field)) return std::optional<T>{};
    if (!read) return tl::unexpected(read.error());
    return std::optional<T>{*read};
  }

  Result<std::string> text(std::string_view field) const;
  tl::unexpected<Problem> wrong(std::string_view field, std::string what, std::string fix) const;

  const Json* object_;
  std::string path_;  ///< "tenancy."
};

/// The first of these that is a Problem; null pointer when all are values.
template <class... Results>
const Problem* first_problem(const Results&... results) {
  const Problem* first = nullptr;
  ((first = first == nullptr && !results ? &results.error() : first), ...);
  return first;
}

}  // namespace lintel
