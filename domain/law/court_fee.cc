#include "domain/law/court_fee.h"

#include "domain/law/reading.h"
#include "domain/words.h"

namespace lintel {
namespace {

constexpr std::array<Words, 5> kKinds = {{{"claim"},
                                          {"warrant"},
                                          {"application_on_notice"},
                                          {"application_by_consent"},
                                          {"adjourn_by_consent"}}};

/// What is charged for that kind on the day of `read`.
Placed<CourtFee> fee_of(Reading& read, FeeKind kind) {
  const Matter matter = {{"jurisdiction", std::string(to_string(Jurisdiction::england))},
                         {"kind", std::string(to_string(kind))}};
  const DatedValue* fee = read.one("fee", matter, {RuleUnit::money}, [&] {
    return "the fee of " + std::string(to_string(kind));
  });
  if (fee == nullptr) return read.manual();
  return CourtFee{fee->money(),
                  fee->meaning + " costs " + fee->money().to_string() + " on " +
                      read.rules().day().to_words() + " (" + fee->citation + ")",
                  read.used()};
}

/// An adjournment by consent is an application by consent that is free in good time.
Placed<CourtFee> adjournment(Reading& read, Date on, std::optional<Date> hearing) {
  if (!hearing)
    return Reading::manual(
        "whether an adjournment is free depends on its hearing, which is not given");
  if (*hearing < on) return Reading::manual("the hearing to adjourn is before the day asked about");
  const DatedValue* before = read.value("FEE-08A", {RuleUnit::days});
  if (before == nullptr) return read.manual();
  const int ahead = days_between(on, *hearing);
  const bool in_time = ahead >= before->number();
  Placed<CourtFee> fee =
      fee_of(read, in_time ? FeeKind::adjourn_by_consent : FeeKind::application_by_consent);
  if (!fee) return fee;
  fee->because += ": the hearing is " + std::to_string(ahead) + " days ahead, and it is free at " +
                  counted(*before) + " or more (" + before->citation + ")";
  return fee;
}

}  // namespace

std::string_view to_string(FeeKind kind) {
  return kKinds.at(static_cast<std::size_t>(kind)).word;
}
Result<FeeKind> parse_fee_kind(std::string_view text) {
  return parse_word<FeeKind>(kKinds, text, "a kind of fee");
}

Placed<CourtFee> court_fee(const LawBook& law, FeeKind kind, Date on, std::optional<Date> hearing) {
  Reading read{law, on};
  return kind == FeeKind::adjourn_by_consent ? adjournment(read, on, hearing) : fee_of(read, kind);
}

}  // namespace lintel
