#include "domain/law/regime.h"

#include <cctype>

#include "domain/law/reading.h"
#include "domain/words.h"

namespace lintel {
namespace {

constexpr std::array<Words, 8> kRegimes = {{{"pre_rra"},
                                            {"rra"},
                                            {"ha1985"},
                                            {"ha1996"},
                                            {"ra1977"},
                                            {"rhwa"},
                                            {"common_law"},
                                            {"not_assured"}}};

std::string yes_no(bool value) {
  return value ? "yes" : "no";
}

Matter matter_of(const Letting& letting) {
  // Social housing assured tenancies are those of a private registered provider: RRA s.145(8).
  const bool social = letting.social && letting.landlord == Landlord::prp;
  return {{"jurisdiction", std::string(to_string(letting.jurisdiction))},
          {"tenancy", std::string(to_string(letting.type))},
          {"landlord", std::string(to_string(letting.landlord))},
          {"social", yes_no(social)}};
}

bool is_assured_regime(Regime regime) {
  return regime == Regime::pre_rra || regime == Regime::rra;
}

/// "a secure tenancy", for sentences.
std::string kind_of(const Letting& letting) {
  std::string label(tenancy_type_label(letting.type));
  label.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(label.front())));
  return std::string(label.front() == 'a' || label.front() == 'e' || label.front() == 'i' ? "an "
                                                                                          : "a ") +
         label;
}

std::string landlord_words(Landlord landlord) {
  switch (landlord) {
    case Landlord::prp:
      return "a private registered provider";
    case Landlord::la:
      return "a local authority";
    case Landlord::other:
      return "a landlord that is neither registered provider nor local authority";
  }
  return "";
}

}  // namespace

std::string_view to_string(Regime regime) {
  return kRegimes.at(static_cast<std::size_t>(regime)).word;
}
Result<Regime> parse_regime(std::string_view text) {
  return parse_word<Regime>(kRegimes, text, "a regime");
}

Matter matter_of(const Letting& letting, Regime regime) {
  Matter matter = matter_of(letting);
  matter["regime"] = to_string(regime);
  return matter;
}

Placed<RegimeAnswer> regime_on(const LawBook& law, Date on, const Letting& letting) {
  Reading read{law, on};
  const DatedValue* word = read.one("regime", matter_of(letting), {RuleUnit::word}, [&] {
    return "the regime of " + kind_of(letting) + " of " + landlord_words(letting.landlord) +
           (letting.jurisdiction == Jurisdiction::england ? " in England" : " in Wales");
  });
  if (word == nullptr) return read.manual();
  const Result<Regime> named = parse_regime(word->text());
  if (!named) return Reading::manual(word->id + ": " + named.error().what);
  Regime regime = *named;

  if (is_assured_regime(regime)) {
    if (const DatedValue* longest = read.rules().find("REG-05")) {
      const DatedValue* doubtful = read.rules().find("REG-05A");
      for (const DatedValue* limit : {longest, doubtful}) {
        if (limit == nullptr || (limit->unit == RuleUnit::years && !limit->unset())) continue;
        return Reading::manual("the rule " + limit->id + " does not say a number of years");
      }
      const auto longer_than = [&](const DatedValue* limit) {
        return limit != nullptr && letting.term_years && *letting.term_years > limit->number();
      };
      if (longer_than(longest)) {
        read.use(longest->used());
        return RegimeAnswer{Regime::not_assured, read.used()};
      }
      // A lease of that length left the assured tenancies if it was granted before the change.
      if (longer_than(doubtful) && letting.start && *letting.start < doubtful->from) {
        read.use(doubtful->used());
        return RegimeAnswer{Regime::not_assured, read.used()};
      }
      if (longer_than(doubtful)) {
        return Reading::manual("a term of more than " + std::to_string(doubtful->number()) +
                               " years is assured only if neither it nor the contract for it was "
                               "made before the change "
                               "of law (" +
                               doubtful->citation + "): take advice on the lease");
      }
      if (!letting.term_years && letting.type == TenancyType::shared_ownership) {
        return Reading::manual(
            "whether a shared ownership lease is assured depends on its term, "
            "which is not given (" +
            longest->citation + ")");
      }
    }
    const DatedValue* commencement = rra_commencement(law, letting);
    if (regime == Regime::pre_rra && commencement != nullptr && commencement->date() <= on) {
      read.use(commencement->used());
      regime = Regime::rra;
    }
  }
  return RegimeAnswer{regime, read.used()};
}

const DatedValue* rra_commencement(const LawBook& law, const Letting& letting) {
  const Matter matter = matter_of(letting);
  for (const char* parameter : {"rra_commencement_by_kind", "rra_commencement"}) {
    for (const DatedRule* rule : law.rules().of_parameter(parameter)) {
      if (rule->unit != RuleUnit::date || !rule->applies_to(matter)) continue;
      const DatedValue& latest = rule->values.back();
      if (latest.known && !latest.unset()) return &latest;
    }
  }
  return nullptr;
}

}  // namespace lintel
