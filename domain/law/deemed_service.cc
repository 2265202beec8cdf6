#include "domain/law/deemed_service.h"

#include "domain/law/reading.h"
#include "domain/words.h"

namespace lintel {
namespace {

constexpr std::array<Words, 3> kClocks = {{{"notice"}, {"court"}, {"claim_form"}}};
constexpr std::array<Words, 6> kMethods = {{{"first_class_post", "first class post"},
                                            {"second_class_post", "second class post"},
                                            {"left_at_address", "being left at the address"},
                                            {"personal", "personal service"},
                                            {"email", "email"},
                                            {"document_exchange", "document exchange"}}};

std::string_view words_for(DeliveryMethod method) {
  return kMethods.at(static_cast<std::size_t>(method)).label;
}

/// One delivery and the rules that date it.
class Delivery {
 public:
  Delivery(const LawBook& law,
           DeliveryMethod method,
           Date day,
           std::optional<std::string> time,
           Jurisdiction jurisdiction)
      : read_(law, day),
        calendar_(law.calendar(jurisdiction)),
        method_(method),
        day_(day),
        time_(std::move(time)),
        matter_({{"method", std::string(to_string(method))},
                 {"jurisdiction", std::string(to_string(jurisdiction))}}) {}

  Placed<DeemedService> on_court_clock(ServiceClock clock) {
    matter_["clock"] = kClocks.at(static_cast<std::size_t>(clock)).word;
    if (const auto refused = by_hand()) return tl::unexpected(*refused);
    const DatedValue* rule = court_rule();
    if (rule == nullptr) return read_.manual();
    if (rule->unit == RuleUnit::time && !time_) {
      const Result<bool> open = calendar_.is_working_day(day_);
      if (!open) return Reading::manual(open.error().what);
      if (*open) {
        return Reading::manual("the time is not given, and " + std::string(words_for(method_)) +
                               " from " + rule->text() + " counts as the next business day (" +
                               rule->citation + ")");
      }
    }
    const Placed<Date> deemed = court_day(*rule);
    if (!deemed) return tl::unexpected(deemed.error());
    return DeemedService{*deemed, std::nullopt, std::nullopt, steps_, read_.used()};
  }

  Placed<DeemedService> on_notice_clock() {
    matter_["clock"] = "notice";
    if (const auto refused = by_hand()) return tl::unexpected(*refused);
    DeemedService answer;
    if (const auto post = read_.rules().matching("ordinary_course", matter_); !post.empty()) {
      const Placed<Date> deemed = ordinary_course(*post.front());
      if (!deemed) return tl::unexpected(deemed.error());
      answer.deemed_post = *deemed;
    }
    matter_["clock"] = "court";
    if (!read_.rules().matching("court_deemed", matter_).empty()) {
      const DatedValue* rule = court_rule();
      if (rule == nullptr) return read_.manual();
      const Placed<Date> deemed = court_day(*rule);
      if (!deemed) return tl::unexpected(deemed.error());
      answer.deemed_cpr = *deemed;
    }
    if (!answer.deemed_post && !answer.deemed_cpr) {
      return Reading::manual("no rule dates a notice sent by " + std::string(words_for(method_)));
    }
    if (answer.deemed_post && answer.deemed_cpr) {
      const DatedValue* which = read_.value("SVC-01", {RuleUnit::word});
      if (which == nullptr) return read_.manual();
      if (which->text() != "later") {
        return Reading::manual("the policy \"" + which->text() +
                               "\" of SVC-01 is not one that is known");
      }
      steps_.push_back("The later of the two is taken (" + which->citation + ").");
      answer.deemed = std::max(*answer.deemed_post, *answer.deemed_cpr);
    } else {
      answer.deemed = answer.deemed_post ? *answer.deemed_post : *answer.deemed_cpr;
    }
    answer.steps = steps_;
    answer.rules = read_.used();
    return answer;
  }

 private:
  std::optional<Manual> by_hand() const {
    const auto found = read_.rules().matching("service_by_hand", matter_);
    if (found.empty()) return std::nullopt;
    return Manual{found.front()->text() + " (" + found.front()->citation + ")"};
  }

  const DatedValue* court_rule() {
    return read_.one(
        "court_deemed", matter_, {RuleUnit::days, RuleUnit::working_days, RuleUnit::time}, [&] {
          return "the day on which " + std::string(words_for(method_)) + " takes effect";
        });
  }

  Placed<Date> ordinary_course(const DatedValue& rule) {
    if (read_.in_unit(&rule, {RuleUnit::working_days}) == nullptr) return read_.manual();
    const Result<Date> day = calendar_.working_day_after(day_, rule.number());
    if (!day) return Reading::manual(day.error().what);
    steps_.push_back("Posted on " + day_.to_long_words() +
                     ", it would be delivered in the ordinary course on working day " +
                     std::to_string(rule.number()) + " after posting: " + day->to_long_words() +
                     " (" + rule.citation + ").");
    return *day;
  }

  Placed<Date> court_day(const DatedValue& rule) {
    const Result<Date> day = court_day_by(rule);
    if (!day) return Reading::manual(day.error().what);
    steps_.push_back("By " + rule.citation + " it is deemed served on " + day->to_long_words() +
                     ".");
    return *day;
  }

  Result<Date> court_day_by(const DatedValue& rule) {
    if (rule.unit == RuleUnit::working_days)
      return calendar_.working_day_after(day_, rule.number());
    if (rule.unit == RuleUnit::days) {
      return calendar_.working_day_on_or_after(day_.plus_days(rule.number()));
    }
    const Result<bool> open = calendar_.is_working_day(day_);
    if (!open) return tl::unexpected(open.error());
    if (*open && time_ && *time_ < rule.text()) return day_;
    if (*open) {
      steps_.push_back(time_ ? "At " + *time_ + " it was not before " + rule.text() + "."
                             : "The time is not known, so it is taken as not before " +
                                   rule.text() + ".");
    }
    return calendar_.working_day_after(day_, 1);
  }

  Reading read_;
  const Calendar& calendar_;
  DeliveryMethod method_;
  Date day_;
  std::optional<std::string> time_;
  Matter matter_;
  std::vector<std::string> steps_;
};

}  // namespace

Result<ServiceClock> parse_service_clock(std::string_view text) {
  return parse_word<ServiceClock>(kClocks, text, "a clock of service");
}
std::string_view to_string(DeliveryMethod method) {
  return kMethods.at(static_cast<std::size_t>(method)).word;
}
Result<DeliveryMethod> parse_delivery_method(std::string_view text) {
  return parse_word<DeliveryMethod>(kMethods, text, "a way of delivery");
}

Placed<DeemedService> deemed_service(const LawBook& law,
                                     ServiceClock clock,
                                     DeliveryMethod method,
                                     Date day,
                                     std::optional<std::string> time,
                                     Jurisdiction jurisdiction) {
  Delivery delivery{law, method, day, std::move(time), jurisdiction};
  return clock == ServiceClock::notice ? delivery.on_notice_clock()
                                       : delivery.on_court_clock(clock);
}

}  // namespace lintel
