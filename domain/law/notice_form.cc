#include "domain/law/notice_form.h"

#include "domain/law/reading.h"
#include "domain/words.h"

namespace lintel {
namespace {

constexpr std::array<Words, 4> kPurposes = {
    {{"arrears"}, {"no_fault"}, {"rent_increase"}, {"quit"}}};

}  // namespace

std::string_view to_string(NoticePurpose purpose) {
  return kPurposes.at(static_cast<std::size_t>(purpose)).word;
}
Result<NoticePurpose> parse_notice_purpose(std::string_view text) {
  return parse_word<NoticePurpose>(kPurposes, text, "a purpose of a notice");
}

Placed<NoticeFormAnswer> notice_form(const LawBook& law,
                                     Date served_on,
                                     const Letting& letting,
                                     NoticePurpose purpose) {
  const Placed<RegimeAnswer> regime = regime_on(law, served_on, letting);
  if (!regime) return tl::unexpected(regime.error());

  Reading read{law, served_on};
  read.use(regime->rules);
  Matter matter = matter_of(letting, regime->regime);
  matter["purpose"] = to_string(purpose);

  NoticeFormAnswer answer;
  answer.regime = regime->regime;
  // A bar is stronger than a form: it says that the law knows no such notice for this letting.
  if (const auto bars = read.rules().matching("notice_barred", matter); !bars.empty()) {
    const DatedValue& bar = *bars.front();
    read.use(bar.used());
    answer.statute = bar.statute;
    answer.because = bar.text() + " (" + bar.citation + ")";
    answer.rules = read.used();
    return answer;
  }
  if (const auto by_hand = read.rules().matching("form_by_hand", matter); !by_hand.empty()) {
    return Reading::manual(by_hand.front()->text() + " (" + by_hand.front()->citation + ")");
  }
  const DatedValue* form = read.one("form", matter, {RuleUnit::form, RuleUnit::text}, [&] {
    return "a notice of this kind for this tenancy (" + std::string(to_string(purpose)) + ")";
  });
  if (form == nullptr) return read.manual();
  // A form that the statute prescribes has the unit form; where it prescribes none, the rule's
  // text says what the notice must hold.
  if (form->unit == RuleUnit::form) answer.form = form->text();
  answer.available = true;
  answer.statute = form->statute;
  answer.because = form->meaning + " (" + form->citation + ")";
  answer.rules = read.used();
  return answer;
}

}  // namespace lintel
