#include "domain/law/rent_cap.h"

#include "domain/law/reading.h"

namespace lintel {
namespace {

std::string rise(Percent percent) {
  return percent.to_string() + " percent";
}

/// One rent and its year.
class Capping {
 public:
  Capping(const LawBook& law, Date year_from, Jurisdiction jurisdiction)
      : read_(law, year_from), jurisdiction_(jurisdiction) {
    matter_["jurisdiction"] = to_string(jurisdiction);
  }

  Placed<RentCap> cap(Money rent, std::optional<Money> formula, std::optional<Percent> cpi) {
    const DatedValue* rounding = read_.value("RNT-21", {RuleUnit::word});
    if (rounding == nullptr) return read_.manual();
    if (rounding->text() != "down")
      return Reading::manual("the rounding \"" + rounding->text() + "\" of RNT-21 is not known");
    const Placed<Percent> limit = limit_of_year(cpi);
    if (!limit) return tl::unexpected(limit.error());
    answer_.maximum = limit->raise(rent);
    answer_.steps.push_back(rent.to_string() + " raised by " + rise(*limit) + " is " +
                            limit->raise_exactly(rent) + ", rounded down to " +
                            answer_.maximum.to_string() + ".");
    const std::optional<Manual> lack =
        jurisdiction_ == Jurisdiction::england ? towards_formula(rent, formula) : one_home(formula);
    if (lack) return tl::unexpected(*lack);
    answer_.rules = read_.used();
    return answer_;
  }

 private:
  /// The known limit; where it is not known, what CPI makes it.
  Placed<Percent> limit_of_year(std::optional<Percent> cpi) {
    if (!cpi) {
      const Placed<Percent> known = percent_of("rent_cap", "the limit of the rent year");
      if (known)
        answer_.steps.push_back("The limit of the year is " + rise(*known) + " (" +
                                read_.used().back().citation + ").");
      return known;
    }
    const Placed<Percent> reckoned =
        jurisdiction_ == Jurisdiction::england ? add(*cpi, "rent_cap_over_cpi") : welsh_limit(*cpi);
    if (!reckoned || read_.rules().matching("rent_cap", matter_).empty()) return reckoned;
    const Placed<Percent> known = percent_of("rent_cap", "the limit of the rent year");
    if (known && *known != *reckoned) {
      return Reading::manual("the limit of the year is known to be " + rise(*known) +
                             ", and CPI of " + rise(*cpi) + " would make it " + rise(*reckoned));
    }
    return known;
  }

  Placed<Percent> add(Percent cpi, const char* parameter) {
    const Placed<Percent> addition = percent_of(parameter, "what the limit adds to CPI");
    if (!addition) return addition;
    answer_.steps.push_back("CPI of " + rise(cpi) + " and " + rise(*addition) +
                            " make a limit of " + rise(cpi + *addition) + " (" +
                            read_.used().back().citation + ").");
    return cpi + *addition;
  }

  Placed<Percent> welsh_limit(Percent cpi) {
    const Placed<Percent> first = percent_of("welsh_first_band_to", "the first band of CPI");
    const Placed<Percent> second = percent_of("welsh_second_band_to", "the second band of CPI");
    if (!first) return first;
    if (!second) return second;
    if (cpi < Percent{} || cpi > *second) {
      return Reading::manual("with CPI of " + rise(cpi) + ", which is not from 0 to " +
                             rise(*second) + ", the Welsh Ministers decide the limit");
    }
    return add(cpi, cpi <= *first ? "welsh_first_band_adds" : "welsh_second_band_adds");
  }

  Placed<Percent> percent_of(const char* parameter, const char* what) {
    const DatedValue* value =
        read_.one(parameter, matter_, {RuleUnit::percent}, [&] { return what; });
    if (value == nullptr) return read_.manual();
    const Result<Percent> percent = Percent::parse(value->text());
    if (!percent) return Reading::manual(value->id + ": " + percent.error().what);
    return *percent;
  }

  /// A rent below formula may rise further, and none rises above it.
  std::optional<Manual> towards_formula(Money rent, std::optional<Money> formula) {
    if (!formula) {
      answer_.steps.push_back(
          "No formula rent is given: nothing is added towards it, and the rent must not pass it.");
      return std::nullopt;
    }
    if (rent > *formula) {
      return Manual{"the rent of " + rent.to_string() + " is above the formula rent of " +
                    formula->to_string() +
                    " already: how it may change is for the rent standard and the landlord's own "
                    "policy on flexibility"};
    }
    const DatedValue* more = read_.one("convergence", matter_, {RuleUnit::money}, [] {
      return "what may be added towards formula rent";
    });
    const DatedValue* never = read_.value("RNT-06", {RuleUnit::yes_no});
    if (more == nullptr || never == nullptr) return read_.manual().value();
    if (!more->money().is_zero()) {
      answer_.maximum += more->money();
      answer_.steps.push_back("Below formula rent " + more->money().to_string() +
                              " may be added (" + more->citation +
                              "): " + answer_.maximum.to_string() + ".");
    }
    if (never->yes() && answer_.maximum > *formula) {
      answer_.maximum = *formula;
      answer_.steps.push_back("It may not pass the formula rent (" + never->citation +
                              "): " + formula->to_string() + ".");
    }
    return std::nullopt;
  }

  std::optional<Manual> one_home(std::optional<Money> formula) {
    const DatedValue* more = read_.one("rent_cap_one_home", matter_, {RuleUnit::money}, [] {
      return "how much further one home's rent may rise";
    });
    if (more == nullptr) return read_.manual().value();
    answer_.maximum_one_home = answer_.maximum + more->money();
    answer_.steps.push_back("One home's rent may rise " + more->money().to_string() +
                            " further, to " + answer_.maximum_one_home->to_string() +
                            ", if rents as a whole keep to the limit (" + more->citation + ").");
    if (formula) answer_.steps.push_back("Formula rents are of England and are not looked at.");
    return std::nullopt;
  }

  Reading read_;
  Jurisdiction jurisdiction_;
  Matter matter_;
  RentCap answer_;
};

}  // namespace

Placed<RentCap> rent_cap(const LawBook& law,
                         Date year_from,
                         Money rent,
                         std::optional<Money> formula_rent,
                         Jurisdiction jurisdiction,
                         std::optional<Percent> cpi) {
  return Capping(law, year_from, jurisdiction).cap(rent, formula_rent, cpi);
}

}  // namespace lintel
