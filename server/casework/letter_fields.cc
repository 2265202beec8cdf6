#include "server/casework/letter_fields.h"

#include <algorithm>

#include "documents/phrases.h"
#include "domain/law/ground8.h"
#include "server/casework/agreement_schedule.h"

namespace lintel {
namespace {

/// A confirmation shows the first payments of a long schedule.
constexpr int kScheduleRows = 12;

struct Filling {
  const CaseworkParts& parts;
  const TemplateSummary& letter;
  const LetterSubject& subject;
  const Tenant& to;

  const CaseFile& file() const { return subject.gathered.file; }
  const RentAccount& account() const { return file().account; }
  const LandlordProfile& landlord() const { return parts.policy.landlord(); }
};

Json address(const Address& address) {
  Json lines = Json::array();
  for (const std::string& line : address.lines) lines.push(line);
  lines.push(address.postcode);
  return lines;
}

Json recipient(const Filling& filling) {
  Json lines = Json::array();
  lines.push(filling.to.name.in_full());
  for (const std::string& line : filling.file().tenancy.address.lines) lines.push(line);
  lines.push(filling.file().tenancy.address.postcode);
  return lines;
}

Json tenant_names(const Filling& filling) {
  Json names = Json::array();
  for (const Tenant& tenant : filling.file().tenancy.tenants) names.push(tenant.name.in_full());
  return names;
}

const Signatory* signatory(const Filling& filling) {
  const auto& all = filling.landlord().signatories;
  for (const Signatory& each : all) {
    if (std::find(each.documents.begin(), each.documents.end(), filling.letter.name) !=
        each.documents.end())
      return &each;
  }
  return all.empty() ? nullptr : &all.front();
}

Json officer_name(const Filling& filling) {
  if (!filling.subject.signed_by.empty()) return filling.subject.signed_by;
  return signatory(filling) ? Json(signatory(filling)->name) : Json();
}

Json officer_title(const Filling& filling) {
  if (!filling.subject.signed_by.empty()) return std::string(role_label(Role::income_officer));
  return signatory(filling) ? Json(signatory(filling)->title) : Json();
}

/// What a letter demands: never more than is owed, never below nothing (then the field is missing).
Json arrears(const Filling& filling) {
  const Money owed = filling.account().summary.balance;
  return owed > Money{} ? Json(owed.to_plain()) : Json();
}

Json balance_parts(const Filling& filling) {
  Json row = Json::object();
  row["label"] = "Rent and charges to " + filling.account().as_of.to_words();
  row["amount"] = filling.account().summary.balance.to_plain();
  Json rows = Json::array();
  rows.push(row);
  return rows;
}

Json last_payment(const Filling& filling) {
  const AccountSummary& summary = filling.account().summary;
  if (!summary.last_payment_on || summary.last_payment <= Money{}) return {};
  return last_payment_words(summary.last_payment, *summary.last_payment_on);
}

std::string income_source(Benefit benefit) {
  switch (benefit) {
    case Benefit::universal_credit:
      return "Universal Credit";
    case Benefit::housing_benefit:
      return "Housing Benefit";
    case Benefit::none:
      return "Direct Debit";
  }
  return "";
}

Json expected_income(const Filling& filling) {
  const AccountSummary& summary = filling.account().summary;
  const Money after = summary.balance - summary.expected_income;
  if (summary.expected_income <= Money{} || after < Money{}) return {};
  return expected_income_words(
      summary.expected_income, income_source(filling.account().benefit), std::nullopt, after);
}

Json respond_by(const Filling& filling) {
  const Date dated = filling.subject.dated;
  return dated.plus_days(filling.parts.policy_days("letter_reply_days", dated)).to_iso();
}

Json previous_letter(const Filling& filling) {
  const auto& day = filling.file().contacts.last_letter_on;
  return day ? Json(day->to_iso()) : Json();
}

/// Charges since the last letter that no receipt met, said as payments that did not come.
Json missed_payments(const Filling& filling) {
  const auto& letter = filling.file().contacts.last_letter_on;
  if (!letter || filling.subject.gathered.recent.empty()) return {};
  int charges = 0;
  int receipts = 0;
  for (const Posting& posting : filling.subject.gathered.recent) {
    if (posting.on <= *letter) continue;
    if (posting.kind == PostingKind::charge) ++charges;
    if (posting.amount < Money{}) ++receipts;
  }
  const int missed = charges - receipts;
  return missed > 0 ? Json(missed_payments_words(missed)) : Json();
}

Json agreement_field(const Filling& filling, std::string_view name) {
  if (!filling.subject.agreement) return {};
  const Agreement& agreement = *filling.subject.agreement;
  const Rent& rent = filling.account().rent;
  const Money each = rent_between_payments(agreement, rent) + agreement.instalment;
  if (name == "agreement_date") return agreement.made_on.to_iso();
  if (name == "instalment_amount") return agreement.instalment.to_plain();
  if (name == "instalment_frequency_word") return frequency_words(agreement.frequency);
  if (name == "total_each_period") return each_period_words(each, agreement.frequency);
  if (name == "first_payment_date") return agreement.first_due.to_iso();
  if (name == "clear_by") {
    const int payments = payments_to_clear(agreement);
    return payments > 0 ? Json(payment_day(agreement, payments - 1).to_iso()) : Json();
  }
  Json rows = Json::array();
  for (const PaymentDue& due : payment_schedule(agreement, rent, kScheduleRows)) {
    Json row = Json::object();
    row["due_date"] = due.on.to_iso();
    row["amount"] = due.amount.to_plain();
    rows.push(row);
  }
  return rows;
}

std::string grace_words(int days) {
  if (days == 0) return "Please pay on the day.";
  return "A payment up to " + std::to_string(days) + (days == 1 ? " day" : " days") +
         " late still counts.";
}

/// What we have done before this notice, oldest first, from the contacts and letters known.
std::vector<std::string> steps_taken(const Filling& filling) {
  std::vector<std::string> steps;
  const ContactSummary& contacts = filling.file().contacts;
  if (contacts.last_letter_on) steps.push_back(contacts.last_letter_on->to_words() + ": letter");
  if (contacts.last_on)
    steps.push_back(contacts.last_on->to_words() + ": attempt to reach the tenant");
  return steps;
}

std::string benefit_sentence(const RentAccount& account) {
  if (account.summary.expected_income <= Money{}) return "";
  return "We expect " + account.summary.expected_income.to_string() + " of " +
         income_source(account.benefit) + ".";
}

Json grounds(const Filling& filling) {
  if (!filling.subject.notice) return {};
  const RentAccount& account = filling.account();
  const ArrearsStory story{.rent = account.rent.amount,
                           .frequency = account.rent.frequency,
                           .arrears = account.summary.balance,
                           .balance_date = account.as_of,
                           .last_payment = account.summary.last_payment_on
                                               ? std::optional(account.summary.last_payment)
                                               : std::nullopt,
                           .last_payment_on = account.summary.last_payment_on,
                           .benefit_sentence = benefit_sentence(account),
                           .steps_taken = steps_taken(filling)};
  Json rows = Json::array();
  for (const std::string& number : filling.subject.notice->grounds) {
    std::string reasons = arrears_reasons(story);
    if (number == "8") {
      const auto answer = ground8(filling.parts.policy.law(),
                                  filling.subject.dated,
                                  letting_of(filling.file().tenancy),
                                  account.rent,
                                  account.summary.balance);
      if (answer) {
        reasons += "\n\nThe sum that the ground asks for is " + answer->threshold.to_string() +
                   ". At least that much is unpaid on the date of this notice.";
      }
    }
    Json row = Json::object();
    row["number"] = number;
    row["reasons"] = reasons;
    rows.push(row);
  }
  return rows;
}

Json notice_date_field(const Filling& filling, std::string_view name) {
  if (!filling.subject.notice) return {};
  const Notice& notice = *filling.subject.notice;
  if (name == "notice_date") return notice.drafted_on.to_iso();
  if (name == "notice_ceases") return notice.lapses_on ? Json(notice.lapses_on->to_iso()) : Json();
  return notice.named_date ? Json(notice.named_date->to_iso()) : Json();
}

Json field(const Filling& filling, const std::string& name) {
  const CaseFile& file = filling.file();
  const Rent& rent = filling.account().rent;
  if (name == "recipient_block") return recipient(filling);
  if (name == "letter_date") return filling.subject.dated.to_iso();
  if (name == "our_reference") return file.tenancy.reference;
  if (name == "property_address") return address(file.tenancy.address);
  if (name == "officer_name") return officer_name(filling);
  if (name == "officer_title") return officer_title(filling);
  if (name == "officer_phone") return filling.landlord().phone;
  if (name == "payment_reference") return filling.account().payment_reference;
  if (name == "salutation_name" || name == "copy_for") return filling.to.name.in_full();
  if (name == "arrears_total") return arrears(filling);
  if (name == "balance_date") return filling.account().as_of.to_iso();
  if (name == "balance_parts") return balance_parts(filling);
  if (name == "last_payment") return last_payment(filling);
  if (name == "expected_income") return expected_income(filling);
  if (name == "respond_by") return respond_by(filling);
  if (name == "previous_letter_date") return previous_letter(filling);
  if (name == "missed_payments_phrase") return missed_payments(filling);
  if (name == "next_step_sentence")
    return "If we hear nothing, we may give you a formal notice about your home.";
  if (name == "rent_amount") return rent.amount.to_plain();
  if (name == "rent_frequency_word") return frequency_words(rent.frequency);
  if (name == "tolerance_words") {
    return grace_words(filling.parts.policy_days("agreement_grace_days", filling.subject.dated));
  }
  if (name == "tenant_names") return tenant_names(filling);
  if (name == "grounds") return grounds(filling);
  if (name == "court_not_before" || name == "court_only_after" || name == "notice_ceases" ||
      name == "notice_date") {
    return notice_date_field(filling, name);
  }
  if (name == "signatory_name") return signatory(filling) ? Json(signatory(filling)->name) : Json();
  if (name == "signatory_capacity")
    return signatory(filling) ? Json(signatory(filling)->title) : Json();
  if (name == "copy_number") return filling.to.position;
  if (name == "copy_total") return static_cast<std::int64_t>(file.tenancy.tenants.size());
  if (name == "agreement_date" || name == "instalment_amount" ||
      name == "instalment_frequency_word" || name == "total_each_period" ||
      name == "first_payment_date" || name == "clear_by" || name == "schedule_rows") {
    return agreement_field(filling, name);
  }
  return {};
}

}  // namespace

Json letter_fields(const CaseworkParts& parts,
                   const TemplateSummary& letter,
                   const LetterSubject& subject,
                   const Tenant& to) {
  const Filling filling{parts, letter, subject, to};
  Json fields = Json::object();
  for (const Field& each : letter.fields) {
    if (each.filled_here) continue;
    Json value = field(filling, each.name);
    if (!value.is_null()) fields[each.name] = std::move(value);
  }
  return fields;
}

std::vector<std::string> known_letter_fields() {
  return {
      "agreement_date",
      "arrears_total",
      "balance_date",
      "balance_parts",
      "clear_by",
      "copy_for",
      "copy_number",
      "copy_total",
      "court_not_before",
      "court_only_after",
      "expected_income",
      "first_payment_date",
      "grounds",
      "instalment_amount",
      "instalment_frequency_word",
      "last_payment",
      "letter_date",
      "missed_payments_phrase",
      "next_step_sentence",
      "notice_ceases",
      "notice_date",
      "officer_name",
      "officer_phone",
      "officer_title",
      "our_reference",
      "payment_reference",
      "previous_letter_date",
      "property_address",
      "recipient_block",
      "rent_amount",
      "rent_frequency_word",
      "respond_by",
      "salutation_name",
      "schedule_rows",
      "signatory_capacity",
      "signatory_name",
      "tenant_names",
      "tolerance_words",
      "total_each_period",
  };
}

}  // namespace lintel
