#include "server/web/notice_view.h"

#include "server/web/say.h"
#include "server/web/timeline_view.h"

namespace lintel {
namespace {

constexpr std::string_view kWeekdays[] = {
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};

View date_line(Date day, const char* style, std::string title, std::string words) {
  View line;
  line.set("day", day_and_month(day))
      .set("k", style)
      .set("t", std::move(title))
      .set("words", std::move(words));
  line.set("weekday",
           std::string(kWeekdays[static_cast<std::size_t>(day.weekday())]) + " " +
               std::to_string(day.year()));
  line.set("cite", false);
  return line;
}

std::string state_style(NoticeState state) {
  switch (state) {
    case NoticeState::proposed:
      return "warn";
    case NoticeState::approved:
      return "letter";
    case NoticeState::served:
      return "notice";
    case NoticeState::lapsed:
    case NoticeState::withdrawn:
      return "g";
  }
  return "g";
}

View::List date_lines(const Notice& notice, Date today) {
  View::List lines;
  lines.push_back(
      date_line(notice.drafted_on,
                "clock",
                "Drafted",
                "States " + notice.arrears.to_string() + " of arrears" +
                    (notice.grounds.empty() ? "." : ", grounds " + grounds_words(notice) + ".")));
  if (notice.served_on) {
    lines.push_back(date_line(*notice.served_on,
                              "deem",
                              "Deemed served",
                              notice.services.size() > 1 ? "The later of the tenants’ days counts."
                                                         : "The day from which the law counts."));
  }
  if (notice.named_date) {
    lines.push_back(
        date_line(*notice.named_date, "per", "Date named in the notice", "As printed on it."));
  }
  if (notice.earliest_claim) {
    lines.push_back(date_line(
        *notice.earliest_claim,
        "go",
        "Earliest day to start a claim at court",
        "Safe by every way of counting; " + days_from_today(*notice.earliest_claim, today) + "."));
  }
  if (notice.lapses_on) {
    lines.push_back(date_line(*notice.lapses_on,
                              "end",
                              "Last safe day to start a claim",
                              "After it the notice is dead and must be served again; " +
                                  days_from_today(*notice.lapses_on, today) + "."));
  }
  return lines;
}

/// Which words of which form it is in, and that nothing moves it any more.
std::string drawn_on(const Notice& notice) {
  if (notice.form_edition.empty()) return "";
  return notice.form_edition + " (" + notice.form_version + ")." +
         (notice.state == NoticeState::served ? " Its form, dates and the law behind them are kept "
                                                "as they stood on the day of service."
                                              : "");
}

}  // namespace

std::string grounds_words(const Notice& notice) {
  std::string words;
  for (std::size_t i = 0; i < notice.grounds.size(); ++i) {
    words += (i == 0 ? "" : i + 1 == notice.grounds.size() ? " and " : ", ") + notice.grounds[i];
  }
  return words.empty() ? "none needed" : words;
}

View notice_view(const NoticeView& shown, Date today) {
  const Notice& notice = shown.notice;
  View view;
  view.set("form", notice.form).set("statute", notice.statute);
  view.set("state", plain_words(to_string(notice.state))).set("state_k", state_style(notice.state));
  view.set("grounds", grounds_words(notice)).set("arrears", notice.arrears.to_string());
  view.set_if_any("named", notice.named_date ? short_day(*notice.named_date) : "");
  view.set("dates", date_lines(notice, today));
  view.set_if_any("drawn_on", drawn_on(notice));

  View::List steps;
  for (const std::string& step : notice.steps) steps.push_back(View{}.set("words", step));
  View::List rules;
  for (const RuleUsed& rule : notice.rules)
    rules.push_back(
        View{}.set("id", rule.id).set("citation", rule.citation).set_if_any("says", rule.value));
  view.set("why_any", !steps.empty()).set("why_steps", std::move(steps));
  view.set("rules_any", !rules.empty()).set("rules", std::move(rules));

  View::List served;
  for (const NoticeView::Served& one : shown.served) {
    const std::string at = one.service.given_at.empty() ? "" : ", " + one.service.given_at;
    View row;
    row.set("tenant", one.tenant)
        .set("how", service_method_label(one.service.method))
        .set("place", one.service.place);
    row.set("given", short_day(one.service.given_on) + at)
        .set("deemed", short_day(one.service.deemed))
        .set("by", one.by);
    served.push_back(std::move(row));
  }
  view.set("served_any", !served.empty()).set("served", std::move(served));
  View::List documents;
  for (const DocumentView& document : shown.documents) documents.push_back(document_view(document));
  view.set("documents_any", !documents.empty()).set("documents", std::move(documents));
  return view;
}

}  // namespace lintel
