#include <array>

#include "domain/law/answer_json.h"
#include "domain/law/deemed_service.h"
#include "domain/law/ground8.h"
#include "domain/law/notice_dates.h"
#include "domain/law/notice_form.h"
#include "domain/law/notice_to_quit.h"
#include "domain/law/question_families.h"
#include "domain/law/regime.h"

namespace lintel {
namespace {

Result<Placed<Json>> ask_regime(const QuestionInput& in, const LawBook& law) {
  const Result<Date> on = in.date("on");
  const Result<Letting> letting = in.letting();
  if (const Problem* wrong = first_problem(on, letting)) return tl::unexpected(*wrong);
  return written(regime_on(law, *on, *letting), [](const RegimeAnswer& answer) {
    Json json = Json::object();
    json["regime"] = to_string(answer.regime);
    return json;
  });
}

Result<Placed<Json>> ask_notice_form(const QuestionInput& in, const LawBook& law) {
  const Result<Date> on = in.date("on");
  const Result<Letting> letting = in.letting();
  const Result<NoticePurpose> purpose = in.word("purpose", parse_notice_purpose);
  if (const Problem* wrong = first_problem(on, letting, purpose)) return tl::unexpected(*wrong);
  return written(notice_form(law, *on, *letting, *purpose), [](const NoticeFormAnswer& answer) {
    Json json = Json::object();
    json["form"] = answer.form ? Json(*answer.form) : Json();
    json["statute"] = answer.statute;
    json["available"] = answer.available;
    json["because"] = answer.because;
    return json;
  });
}

Result<Placed<Json>> ask_ground8(const QuestionInput& in, const LawBook& law) {
  const Result<Date> on = in.date("on");
  const Result<Letting> letting = in.letting();
  const Result<Rent> rent = in.rent();
  const Result<Money> unpaid = in.money("rent_unpaid");
  const Result<Money> pending = in.has("uc_pending") ? in.money("uc_pending") : Money{};
  if (const Problem* wrong = first_problem(on, letting, rent, unpaid, pending))
    return tl::unexpected(*wrong);
  return written(ground8(law, *on, *letting, *rent, *unpaid, *pending),
                 [](const Ground8Answer& answer) {
                   Json json = Json::object();
                   json["met"] = answer.met;
                   json["threshold"] = answer.threshold.to_plain();
                   json["counted"] = answer.counted.to_plain();
                   json["shortfall"] = answer.shortfall.to_plain();
                   return json;
                 });
}

Result<Placed<Json>> ask_deemed_service(const QuestionInput& in, const LawBook& law) {
  const Result<ServiceClock> clock = in.word("clock", parse_service_clock);
  const Result<DeliveryMethod> method = in.word("method", parse_delivery_method);
  const Result<DayAndTime> at = in.day_and_time("at");
  const Result<Jurisdiction> jurisdiction = in.word("jurisdiction", parse_jurisdiction);
  if (const Problem* wrong = first_problem(clock, method, at, jurisdiction))
    return tl::unexpected(*wrong);
  const bool notice = *clock == ServiceClock::notice;
  return written(deemed_service(law, *clock, *method, at->day, at->time, *jurisdiction),
                 [&](const DeemedService& answer) {
                   Json json = Json::object();
                   json["deemed"] = answer.deemed.to_iso();
                   if (notice) {
                     json["deemed_cpr"] = day_json(answer.deemed_cpr);
                     json["deemed_post"] = day_json(answer.deemed_post);
                   }
                   json["steps"] = texts_json(answer.steps);
                   return json;
                 });
}

Result<Placed<Json>> ask_notice_dates(const QuestionInput& in, const LawBook& law) {
  const Result<Date> served = in.date("served");
  const Result<Letting> letting = in.letting();
  const Result<std::vector<std::string>> grounds = in.texts("grounds");
  const Result<RentPeriods> periods = in.rent_periods();
  if (const Problem* wrong = first_problem(served, letting, grounds, periods))
    return tl::unexpected(*wrong);
  return written(notice_dates(law, *served, *letting, *grounds, *periods),
                 [](const NoticeDates& answer) {
                   Json json = Json::object();
                   json["names"] = to_string(answer.names);
                   json["named_date"] = answer.named_date.to_iso();
                   json["earliest_legal"] = answer.earliest_legal.to_iso();
                   json["earliest_safe"] = answer.earliest_safe.to_iso();
                   json["last_legal"] = day_json(answer.last_legal);
                   json["last_safe"] = day_json(answer.last_safe);
                   json["steps"] = texts_json(answer.steps);
                   return json;
                 });
}

Result<Placed<Json>> ask_ntq(const QuestionInput& in, const LawBook& law) {
  const Result<Date> given = in.date("given");
  const Result<QuitBy> by = in.word("by", parse_quit_by);
  const Result<Letting> letting = in.letting();
  const Result<RentPeriods> periods = in.rent_periods();
  if (const Problem* wrong = first_problem(given, by, letting, periods))
    return tl::unexpected(*wrong);
  return written(notice_to_quit_ends(law, *given, *letting, *periods, *by),
                 [](const NoticeToQuitEnds& answer) {
                   Json json = Json::object();
                   Json ends = Json::array();
                   for (const Date end : answer.ends) ends.push(Json(end.to_iso()));
                   json["earliest_end"] = std::move(ends);
                   json["only_without_security"] = answer.only_without_security;
                   json["steps"] = texts_json(answer.steps);
                   return json;
                 });
}

constexpr std::array<Question, 6> kQuestions = {{
    {"deemed_service", ask_deemed_service},
    {"ground8", ask_ground8},
    {"notice_dates", ask_notice_dates},
    {"notice_form", ask_notice_form},
    {"ntq", ask_ntq},
    {"regime", ask_regime},
}};

}  // namespace

std::span<const Question> notice_questions() {
  return kQuestions;
}

}  // namespace lintel
