#include "domain/law/enforcement.h"

#include "domain/counting.h"
#include "domain/law/reading.h"
#include "domain/words.h"

namespace lintel {
namespace {

constexpr std::array<Words, 3> kKinds = {{{"outright"}, {"suspended"}, {"postponed"}}};
constexpr std::array<Words, 2> kTerms = {
    {{"arrears", "payment of rent and arrears"}, {"conduct", "conduct"}}};
constexpr std::array<Words, 2> kBreaches = {
    {{"non_payment", "a failure to pay"}, {"conduct", "conduct"}}};

std::string_view label_of(OrderTerms terms) {
  return kTerms.at(static_cast<std::size_t>(terms)).label;
}
const Words& words_of(OrderBreach breach) {
  return kBreaches.at(static_cast<std::size_t>(breach));
}

/// One order, on one day.
class Enforcing {
 public:
  Enforcing(const LawBook& law, const PossessionOrder& order, Date on)
      : law_(law), order_(order), on_(on), read_(law, on) {}

  Placed<Enforcement> answer(std::optional<OrderBreach> breach, std::optional<Date> eviction) {
    if (on_ < order_.made) return Reading::manual("the day asked about is before the order");
    const std::optional<Manual> lack = is_old() ? std::nullopt : by_kind(breach);
    if (lack) return tl::unexpected(*lack);
    if (!read_.because().empty()) return read_.manual();
    if (eviction) {
      if (const std::optional<Manual> none = notices(*eviction)) return tl::unexpected(*none);
    }
    enforcement_.rules = read_.used();
    return enforcement_;
  }

 private:
  /// An order that has stood for years needs permission, whatever its kind.
  bool is_old() {
    const DatedValue* years = read_.value("ENF-03", {RuleUnit::years});
    if (years == nullptr) return true;
    const Date stale = last_day_of_years_from(order_.made, years->number());
    if (on_ < stale) return false;
    ask("application",
        true,
        counted(*years) + " or more have passed since the order of " + order_.made.to_words() +
            ": a warrant needs the court's permission (" + years->citation + ")");
    return true;
  }

  std::optional<Manual> by_kind(std::optional<OrderBreach> breach) {
    switch (order_.kind) {
      case PossessionOrderKind::outright:
        ask("outright",
            false,
            "the order is outright: once its day has passed, a warrant is asked for without "
            "permission");
        return std::nullopt;
      case PossessionOrderKind::postponed:
        return postponed();
      case PossessionOrderKind::suspended:
        return suspended(breach);
    }
    return std::nullopt;
  }

  std::optional<Manual> postponed() {
    const DatedValue* least = read_.value("CRT-16", {RuleUnit::days});
    const DatedValue* most = read_.value("CRT-16A", {RuleUnit::months});
    if (least == nullptr || most == nullptr) return std::nullopt;
    ask("application",
        true,
        "the order sets no day for possession: tell the tenant at least " + counted(*least) +
            " and no more than " + counted(*most) +
            " before, then apply to the court for the day (" + least->citation + ")");
    return std::nullopt;
  }

  std::optional<Manual> suspended(std::optional<OrderBreach> breach) {
    if (!breach && !order_.terms) {
      return Manual{
          "whether a warrant needs permission depends on the term that was broken, and neither the "
          "order's terms nor the breach is given"};
    }
    const OrderBreach broken = breach                                ? *breach
                               : order_.terms == OrderTerms::arrears ? OrderBreach::non_payment
                                                                     : OrderBreach::conduct;
    const bool is_term = !order_.terms || (*order_.terms == OrderTerms::arrears) ==
                                              (broken == OrderBreach::non_payment);
    if (!is_term) {
      return Manual{"the order is suspended on " + std::string(label_of(*order_.terms)) + ", and " +
                    std::string(words_of(broken).label) + " does not break it: read its terms"};
    }
    const std::string word(words_of(broken).word);
    const DatedValue* permission =
        read_.one("suspended_order_permission", matter(word), {RuleUnit::yes_no}, [&] {
          return "whether a warrant needs permission after " + std::string(words_of(broken).label);
        });
    if (permission == nullptr) return std::nullopt;
    const bool needed = permission->yes();
    ask(needed ? "application" : word,
        needed,
        "the order is suspended and the breach is " + std::string(words_of(broken).label) +
            (needed ? ": a warrant needs the court's permission ("
                    : ": a warrant is asked for without permission (") +
            permission->citation + ")" + (needed ? "" : with_statement()));
    return std::nullopt;
  }

  std::string with_statement() {
    const auto statement =
        read_.rules().matching("statement_of_payments_required", matter("suspended"));
    if (statement.empty() || statement.front()->unit != RuleUnit::yes_no ||
        !statement.front()->yes())
      return "";
    read_.use(statement.front()->used());
    return "; the request comes with a statement of the payments due and made";
  }

  std::optional<Manual> notices(Date eviction) {
    if (eviction < on_) return Manual{"the eviction is before the day asked about"};
    Reading read{law_, eviction};
    const DatedValue* first = read.value("ENF-01", {RuleUnit::clear_days});
    const DatedValue* again = read.value("ENF-07", {RuleUnit::clear_days});
    if (first == nullptr || again == nullptr) return read.manual().value();
    const DatedValue* most = read.value("CNT-02", {RuleUnit::days});
    if (most == nullptr) return read.manual().value();
    const Calendar& calendar = law_.calendar(Jurisdiction::england);
    const Result<Date> by =
        latest_day_leaving_clear_days(calendar, eviction, first->number(), most->number());
    const Result<Date> by_again =
        latest_day_leaving_clear_days(calendar, eviction, again->number(), most->number());
    if (!by) return Manual{by.error().what};
    if (!by_again) return Manual{by_again.error().what};
    enforcement_.notice_of_eviction_by = *by;
    enforcement_.relisted_notice_by = *by_again;
    enforcement_.because += "; notice of the eviction on " + eviction.to_words() +
                            " is delivered by " + by->to_words() + ", with " + counted(*first) +
                            " between, or by " + by_again->to_words() +
                            " where an earlier date was not kept (" + first->citation + ")";
    read_.use(read.used());
    return std::nullopt;
  }

  void ask(const std::string& kind, bool permission, std::string because) {
    const DatedValue* form = read_.one(
        "enforcement_form", matter(kind), {RuleUnit::form}, [] { return "the form to use"; });
    if (form == nullptr) return;
    enforcement_.form = form->text();
    enforcement_.permission_needed = permission;
    enforcement_.because = std::move(because);
  }

  static Matter matter(const std::string& kind) {
    return {{"jurisdiction", std::string(to_string(Jurisdiction::england))}, {"kind", kind}};
  }

  const LawBook& law_;
  const PossessionOrder& order_;
  Date on_;
  Reading read_;
  Enforcement enforcement_;
};

}  // namespace

Result<PossessionOrderKind> parse_possession_order_kind(std::string_view text) {
  return parse_word<PossessionOrderKind>(kKinds, text, "a kind of order");
}
Result<OrderTerms> parse_order_terms(std::string_view text) {
  return parse_word<OrderTerms>(kTerms, text, "the terms of an order");
}
Result<OrderBreach> parse_order_breach(std::string_view text) {
  return parse_word<OrderBreach>(kBreaches, text, "a breach of an order");
}

Placed<Enforcement> enforcement(const LawBook& law,
                                const PossessionOrder& order,
                                Date on,
                                std::optional<OrderBreach> breach,
                                std::optional<Date> eviction) {
  return Enforcing(law, order, on).answer(breach, eviction);
}

}  // namespace lintel
