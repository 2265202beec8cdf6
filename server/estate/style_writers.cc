// The four house styles, as their senders write them. config/layouts/NAME.yaml says how each is
// read.

#include <fstream>
#include <stdexcept>

#include "server/estate/extract_words.h"
#include "server/estate/names.h"
#include "server/estate/rent_history.h"
#include "server/estate/style_writer.h"

namespace lintel {
namespace {

/// A file that is written in pieces.
class Writer {
 public:
  explicit Writer(std::filesystem::path path)
      : path_(std::move(path)), file_(path_, std::ios::binary) {
    buffer_.reserve(kPiece + 4096);
  }
  std::string& text() {
    if (buffer_.size() > kPiece) flush();
    return buffer_;
  }
  std::filesystem::path close() {
    flush();
    file_.close();
    if (!file_) throw std::runtime_error(path_.string() + " cannot be written");
    return path_;
  }

 private:
  static constexpr std::size_t kPiece = 1U << 20;
  void flush() {
    file_.write(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
    buffer_.clear();
  }
  std::filesystem::path path_;
  std::ofstream file_;
  std::string buffer_;
};

std::string_view cx_tenancy_type(const EstateAccount& account) {
  switch (account.type) {
    case TenancyType::starter:
      return "Assured Shorthold (Starter)";
    case TenancyType::secure:
      return "Secure";
    case TenancyType::licence:
      return "Licence";
    case TenancyType::garage:
      return "Garage Licence";
    default:
      return account.social ? "Assured Periodic" : "AST Market Rent";
  }
}

std::string_view transaction_type(PostingKind kind) {
  switch (kind) {
    case PostingKind::charge:
      return "RENT";
    case PostingKind::payment:
      return "PAY";
    case PostingKind::housing_benefit:
      return "HB";
    case PostingKind::managed_payment:
      return "UCMP";
    case PostingKind::benefit_recovery:
      return "HBREC";
    case PostingKind::adjustment:
      return "ADJ";
  }
  return "";
}

class CxWriter : public StyleWriter {
 public:
  CxWriter(Date as_of, const std::filesystem::path& folder)
      : accounts_file_(folder / ("rent_accounts_" + in_eight_figures(as_of) + ".csv")),
        postings_file_(folder / ("rent_transactions_" + in_eight_figures(as_of) + ".csv")) {
    accounts_file_.text() +=
        "\xef\xbb\xbfPayment Reference,Tenancy Reference,Account Type,Tenancy Type,Tenancy "
        "Start,Tenancy End,"
        "Main Tenant,Joint Tenants,Address,Postcode,UPRN,Charge,Frequency,Benefit,Payment Method,"
        "Opening Balance,Current Balance,Patch\r\n";
    postings_file_.text() +=
        "\xef\xbb\xbfPayment Reference,Transaction Date,Type,Description,Debit,Credit\r\n";
  }

  void account(const AccountView& view) override {
    const EstateAccount& account = view.account;
    std::string& out = accounts_file_.text();
    out += account.payment_reference + "," + account.tenancy_reference;
    out += account.kind == AccountKind::garage ? ",Garage," : ",Rent,";
    out += cx_tenancy_type(account);
    out +=
        "," + with_slashes(account.start) + "," + (view.end ? with_slashes(*view.end) : "") + ",";
    put_csv(out, listed_name(account.tenants.front()));
    out += ',';
    put_csv(out, joint_names(account.tenants));
    out += ',';
    put_csv(out, account.address);
    out += "," + account.postcode + "," + account.uprn + ",";
    put_csv(out, pounds_with_credit(view.charge));
    out += account.rent.frequency == RentFrequency::monthly       ? ",Monthly,"
           : account.rent.frequency == RentFrequency::four_weekly ? ",4 Weekly,"
                                                                  : ",Weekly,";
    if (account.benefit == Benefit::housing_benefit) out += "HB";
    if (account.benefit == Benefit::universal_credit)
      out += account.managed_payment ? "UC - APA" : "UC";
    out += "," + account.payment_method + ",";
    put_csv(out, pounds_with_credit(view.opening));
    out += ',';
    put_csv(out, pounds_with_credit(view.balance));
    out += "," + account.patch + "\r\n";
    count_account(view.balance);
  }

  void posting(const EstateAccount& account, const Posting& posting) override {
    std::string& out = postings_file_.text();
    out += account.payment_reference;
    out += ',';
    out += with_slashes(posting.on);
    out += ',';
    out += transaction_type(posting.kind);
    out += ',';
    out += posting.description;
    const bool debit = posting.amount > Money{} || posting.kind == PostingKind::benefit_recovery;
    out += debit ? "," : ",,";
    put_csv(out, pounds_with_credit(debit ? posting.amount : -posting.amount));
    out += debit ? ",\r\n" : "\r\n";
    count_posting(posting.amount);
  }

  std::vector<std::filesystem::path> close() override {
    std::string& accounts = accounts_file_.text();
    accounts += "TRAILER," + std::to_string(accounts_) + ",";
    put_csv(accounts, pounds_with_credit(balance_));
    accounts.append(15, ',').append("\r\n");
    std::string& postings = postings_file_.text();
    postings += "TRAILER," + std::to_string(postings_) + ",";
    put_csv(postings, pounds_with_credit(net_));
    postings += ",,,\r\n";
    return {accounts_file_.close(), postings_file_.close()};
  }

 private:
  Writer accounts_file_;
  Writer postings_file_;
};

std::string_view three_letters(const EstateAccount& account, std::string_view market) {
  switch (account.type) {
    case TenancyType::starter:
      return "STA";
    case TenancyType::secure:
      return "SEC";
    case TenancyType::licence:
      return "LIC";
    case TenancyType::garage:
      return "GAR";
    default:
      return account.social ? "ASS" : market;
  }
}

char frequency_letter(RentFrequency frequency) {
  return frequency == RentFrequency::monthly       ? 'M'
         : frequency == RentFrequency::four_weekly ? '4'
                                                   : 'W';
}

class QlWriter : public StyleWriter {
 public:
  explicit QlWriter(const std::filesystem::path& folder)
      : accounts_file_(folder / "TENANCY.TXT"),
        persons_file_(folder / "PERSON.TXT"),
        postings_file_(folder / "RENTTRAN.TXT") {}

  void account(const AccountView& view) override {
    const EstateAccount& account = view.account;
    const std::string tenancy = account.tenancy_reference.substr(2);
    std::string& out = accounts_file_.text();
    out += tenancy + "|" + account.payment_reference + "|";
    out += three_letters(account, "MKT");
    out += "|" + with_month_name(account.start) + "|" +
           (view.end ? with_month_name(*view.end) : "") + "|" + upper(account.address) + "|" +
           account.postcode + "|" + std::to_string(view.charge.pence()) + "|" +
           frequency_letter(account.rent.frequency) + "|";
    if (account.benefit == Benefit::housing_benefit) out += "HB";
    if (account.benefit == Benefit::universal_credit) out += "UC";
    out += "|" + std::to_string(view.opening.pence()) + "|" + std::to_string(view.balance.pence()) +
           "|";
    out += account.patch == "South" ? 'U' : account.patch.front();  // S is Supported
    out += "\r\n";
    std::string& persons = persons_file_.text();
    for (std::size_t i = 0; i < account.tenants.size(); ++i) {
      persons += tenancy + "|" + std::to_string(i + 1) + "|" +
                 in_windows_1252(account.tenants[i].surname) + "|" +
                 in_windows_1252(account.tenants[i].forename) + (i == 0 ? "|M\r\n" : "|J\r\n");
    }
    count_account(view.balance);
  }

  void posting(const EstateAccount& account, const Posting& posting) override {
    std::string& out = postings_file_.text();
    out += account.payment_reference;
    out += '|';
    out += with_month_name(posting.on);
    out += '|';
    out += transaction_type(posting.kind);
    out += '|';
    out += std::to_string(posting.amount.pence());
    out += "\r\n";
    count_posting(posting.amount);
  }

  std::vector<std::filesystem::path> close() override {
    accounts_file_.text() +=
        "9999999|" + std::to_string(accounts_) + "|" + std::to_string(balance_.pence()) + "\r\n";
    postings_file_.text() +=
        "9999999|" + std::to_string(postings_) + "|" + std::to_string(net_.pence()) + "\r\n";
    return {accounts_file_.close(), persons_file_.close(), postings_file_.close()};
  }

 private:
  Writer accounts_file_;
  Writer persons_file_;
  Writer postings_file_;
};

class PyramidWriter : public StyleWriter {
 public:
  PyramidWriter(Date as_of, const std::filesystem::path& folder) : file_(folder / "RENTS.DAT") {
    std::string& out = file_.text();
    out += "H" + in_six_figures(as_of);
    put_fixed(out, "NORTHMERE HOMES", 153);
    out += '\n';
  }

  void account(const AccountView& view) override {
    const EstateAccount& account = view.account;
    std::string& out = file_.text();
    out += 'A';
    put_fixed(out, account.payment_reference, 14);
    put_fixed(out, account.tenancy_reference, 10);
    out += three_letters(account, "MAR");
    out += in_six_figures(account.start);
    put_fixed(out, view.end ? in_six_figures(*view.end) : "", 6);
    put_fixed(out, account.tenants.front().surname, 20);
    put_fixed(out, account.tenants.front().forename, 14);
    put_fixed(out, account.address, 32);
    put_fixed(out, account.postcode, 8);
    out += pence_with_sign(view.charge, 11);
    out += frequency_letter(account.rent.frequency);
    out += pence_with_sign(view.balance, 11);
    out.append(23, ' ');
    out += '\n';
    count_account(view.balance);
  }

  void posting(const EstateAccount&, const Posting&) override {}

  std::vector<std::filesystem::path> close() override {
    std::string& out = file_.text();
    out += 'T';
    put_padded(out, accounts_, 8);
    out += pence_with_sign(balance_, 13);
    out.append(138, ' ');
    out += '\n';
    return {file_.close()};
  }

 private:
  Writer file_;
};

class GenericWriter : public StyleWriter {
 public:
  GenericWriter(Date as_of, const std::filesystem::path& folder)
      : accounts_file_(folder / ("accounts_" + as_of.to_iso() + ".csv")),
        postings_file_(folder / ("transactions_" + as_of.to_iso() + ".csv")) {
    accounts_file_.text() +=
        "payment_reference,tenancy_reference,account_kind,tenancy_type,tenancy_start,tenancy_end,"
        "main_tenant,"
        "joint_tenants,address,postcode,charge,frequency,benefit,payment_method,opening_balance,"
        "balance,patch\n";
    postings_file_.text() += "payment_reference,date,kind,description,amount\n";
  }

  void account(const AccountView& view) override {
    const EstateAccount& account = view.account;
    const bool market = account.type == TenancyType::assured && !account.social;
    std::string& out = accounts_file_.text();
    out += account.payment_reference + "," + account.tenancy_reference + ",";
    out += to_string(account.kind);
    out += ',';
    out += market ? "market_rent" : to_string(account.type);
    out += "," + account.start.to_iso() + "," + (view.end ? view.end->to_iso() : "") + ",";
    put_csv(out, listed_name(account.tenants.front()));
    out += ',';
    put_csv(out, joint_names(account.tenants));
    out += ',';
    put_csv(out, account.address);
    out += "," + account.postcode + "," + view.charge.to_plain() + ",";
    out += to_string(account.rent.frequency);
    out += ',';
    out += to_string(account.benefit);
    out += "," + account.payment_method + "," + view.opening.to_plain() + "," +
           view.balance.to_plain() + "," + account.patch + "\n";
    count_account(view.balance);
  }

  void posting(const EstateAccount& account, const Posting& posting) override {
    std::string& out = postings_file_.text();
    out += account.payment_reference;
    out += ',';
    out += posting.on.to_iso();
    out += ',';
    out += to_string(posting.kind);
    out += ',';
    out += posting.description;
    out += ',';
    out += posting.amount.to_plain();
    out += '\n';
    count_posting(posting.amount);
  }

  std::vector<std::filesystem::path> close() override {
    accounts_file_.text() += "total," + std::to_string(accounts_) + "," + balance_.to_plain() +
                             std::string(14, ',') + "\n";
    postings_file_.text() += "total," + std::to_string(postings_) + "," + net_.to_plain() + ",,\n";
    return {accounts_file_.close(), postings_file_.close()};
  }

 private:
  Writer accounts_file_;
  Writer postings_file_;
};

}  // namespace

std::unique_ptr<StyleWriter> style_writer(HouseStyle style,
                                          Date as_of,
                                          const std::filesystem::path& folder) {
  switch (style) {
    case HouseStyle::cx:
      return std::make_unique<CxWriter>(as_of, folder);
    case HouseStyle::ql:
      return std::make_unique<QlWriter>(folder);
    case HouseStyle::pyramid:
      return std::make_unique<PyramidWriter>(as_of, folder);
    case HouseStyle::generic:
      return std::make_unique<GenericWriter>(as_of, folder);
  }
  return nullptr;
}

}  // namespace lintel
