#include <algorithm>
#include <cassert>
#include <stdexcept>

#include "connectors/rent_file.h"
#include "connectors/rent_file_layout.h"
#include "connectors/rent_file_part.h"
#include "connectors/rent_file_verdict.h"
#include "connectors/rent_row_reader.h"
#include "connectors/tenancy_persons.h"
#include "connectors/written_values.h"

namespace lintel {
namespace {

constexpr std::size_t kMostUnreadableNamed = 100;

/// What is kept of an account between its row, its postings and the handing over.
struct AccountTotals {
  std::int64_t row = 0;
  std::uint32_t file = 0;
  bool refused = false;
  std::optional<Money> opening_balance;
  Money balance;
  Money postings_net;
  std::int64_t postings = 0;
  std::size_t ordinal = 0;
  std::string tenancy_reference;

  bool ties() const { return *opening_balance + postings_net == balance; }
};

std::uint64_t size_of(const RentFile& file) {
  const std::unique_ptr<std::istream> in = file.open();
  in->seekg(0, std::ios::end);
  const auto end = in->tellg();
  return end < 0 ? 0 : static_cast<std::uint64_t>(end);
}

/// The first stretch of a file's name that is a date of that shape.
std::optional<Date> date_in_name(std::string_view name, const std::string& shape) {
  for (std::size_t at = 0; at + shape.size() <= name.size(); ++at) {
    if (const Result<Date> date = read_date(name.substr(at, shape.size()), {shape}, 1950))
      return *date;
  }
  return std::nullopt;
}

}  // namespace

class RentFileReader::Work {
 public:
  Work(const RentFileLayout& layout, std::vector<RentFile> files, RentFileProgress progress)
      : layout_(layout), files_(std::move(files)), progress_(std::move(progress)) {}

  const RentFileReport& survey();
  void hand_over(RentFileSink& sink);

 private:
  template <class OnRow>
  void each_row(RentFilePart part, OnRow on_row);
  void recognise();
  void survey_persons();
  void survey_accounts();
  void survey_postings();
  void refuse_unwanted_persons();
  void sum_up();
  void find_as_of();

  void note_problems(std::size_t file, const Problems& problems);
  void note_amount(RentFileFindings& file, std::int64_t row, std::optional<Money> amount);
  bool find_tenants(RentRowReader& rows,
                    const RecordReader& record,
                    RentFileAccount& account) const;
  bool has_part(RentFilePart part) const { return layout_.find(part) != nullptr; }
  void saw(std::size_t bytes);

  const RentFileLayout layout_;
  std::vector<RentFile> files_;
  RentFileProgress progress_;
  std::uint64_t bytes_read_ = 0;
  std::uint64_t bytes_total_ = 0;

  std::vector<std::optional<RecognisedPart>> recognised_;  // one a file
  bool surveyed_ = false;
  bool proved_ = false;  // the second reading has begun
  RentFileReport report_;
  std::optional<Date> header_date_;
  ByText<std::uint32_t> by_reference_;
  std::vector<AccountTotals> accounts_;
  TenancyPersons persons_;
};

const RentFileReport& RentFileReader::Work::survey() {
  if (surveyed_) return report_;
  surveyed_ = true;
  report_.layout = layout_.name;
  report_.layout_version = layout_.version;
  recognise();
  survey_persons();
  survey_accounts();
  refuse_unwanted_persons();
  survey_postings();
  sum_up();
  for (RentFileFindings& file : report_.files) judge(file, layout_);
  find_as_of();
  const auto place_of = [&](const Problem& each) {
    const auto file = std::find_if(files_.begin(), files_.end(), [&](const RentFile& candidate) {
      return candidate.name == each.place.file;
    });
    return std::tuple(file - files_.begin(), each.place.line, each.place.column);
  };
  std::stable_sort(report_.problems.begin(),
                   report_.problems.end(),
                   [&](const Problem& a, const Problem& b) { return place_of(a) < place_of(b); });
  return report_;
}

void RentFileReader::Work::recognise() {
  bool all = true;
  for (const RentFile& file : files_) {
    RentFileFindings findings;
    findings.name = file.name;
    ResultOfMany<RecognisedPart> part = recognise_part(file, layout_);
    if (part) {
      findings.part = part->part.part;
      recognised_.emplace_back(std::move(*part));
    } else {
      all = false;
      findings.because = part.error();
      recognised_.emplace_back();
      const std::unique_ptr<std::istream> in = file.open();
      RunningHash hash;
      std::string piece(1U << 16, '\0');
      while (in->read(piece.data(), static_cast<std::streamsize>(piece.size())), in->gcount() > 0) {
        const auto count = static_cast<std::size_t>(in->gcount());
        hash.add(std::string_view(piece).substr(0, count));
        findings.bytes += count;
      }
      findings.sha256 = hash.finish();
    }
    report_.files.push_back(std::move(findings));
    bytes_total_ += 2 * size_of(file);
  }
  if (files_.empty())
    report_.because.push_back({"no file was given", "Name the files of the extract.", {}});
  if (files_.empty() || !all) return;
  for (const PartLayout& part : layout_.parts) {
    if (report_.file(part.part) != nullptr) continue;
    const std::string name = part.file_name.empty() ? "" : " (" + part.file_name + ")";
    report_.because.push_back(
        {"no file of " + std::string(to_string(part.part)) + name + " was given",
         "Give all the files of one extract together.",
         {}});
  }
}

/// Reads every file of that part, and notes what was found beside the rows.
template <class OnRow>
void RentFileReader::Work::each_row(RentFilePart part, OnRow on_row) {
  for (std::size_t i = 0; i < files_.size(); ++i) {
    if (report_.files[i].part != part) continue;
    const RecognisedPart& recognised = *recognised_[i];
    RentRowReader rows(layout_, recognised.part, files_[i].name, recognised.columns);
    WalkedFile walked = walk_records(
        files_[i],
        layout_,
        recognised,
        [&](const RecordReader& record) { on_row(i, rows, record); },
        [&](std::size_t bytes) { saw(bytes); });
    RentFileFindings& findings = report_.files[i];
    if (proved_) {
      if (walked.sha256 == findings.sha256) continue;
      throw std::runtime_error(files_[i].name + " changed while it was being read");
    }
    findings.bytes = walked.bytes;
    findings.sha256 = walked.sha256;
    findings.stated = walked.stated;
    findings.because = std::move(walked.because);
    if (walked.as_of) header_date_ = walked.as_of;
  }
}

void RentFileReader::Work::survey_persons() {
  each_row(RentFilePart::persons,
           [&](std::size_t i, RentRowReader& rows, const RecordReader& record) {
             ++report_.files[i].found.count;
             persons_.take(i, rows, record);
             note_problems(i, rows.problems());
           });
}

void RentFileReader::Work::survey_accounts() {
  each_row(RentFilePart::accounts,
           [&](std::size_t i, RentRowReader& rows, const RecordReader& record) {
             RentFileFindings& file = report_.files[i];
             ++file.found.count;
             std::optional<RentFileAccount> account =
                 rows.account(record, has_part(RentFilePart::persons));
             note_amount(file, record.row(), rows.amount());
             if (account) find_tenants(rows, record, *account);
             persons_.want(rows.tenancy_reference());  // even by a row that is refused

             if (const std::string_view reference = rows.payment_reference(); !reference.empty()) {
               const auto [known, added] = by_reference_.try_emplace(
                   std::string(reference), static_cast<std::uint32_t>(accounts_.size()));
               if (added) {
                 AccountTotals totals;
                 totals.row = record.row();
                 totals.file = static_cast<std::uint32_t>(i);
                 totals.tenancy_reference = rows.tenancy_reference();
                 if (account) {
                   totals.opening_balance = account->opening_balance;
                   totals.balance = account->balance;
                 }
                 accounts_.push_back(std::move(totals));
               } else {
                 // Nobody can say which of the two is right, so neither loads.
                 const AccountTotals& first = accounts_[known->second];
                 rows.refuse(record,
                             RentColumn::payment_reference,
                             "\"" + std::string(reference) + "\" stands in row " +
                                 std::to_string(first.row) + " too, so neither row loads",
                             "Take one of the two out.");
               }
               if (!rows.problems().empty()) accounts_[known->second].refused = true;
             }
             note_problems(i, rows.problems());
           });
}

void RentFileReader::Work::refuse_unwanted_persons() {
  persons_.each_unwanted(
      [&](std::size_t file, const std::string& reference, const RentFilePerson& person) {
        note_problems(
            file,
            {{"no such tenancy \"" + reference + "\" in the accounts",
              "Add the tenancy's account, or take the person out.",
              {files_[file].name, static_cast<int>(person.row), 0, "tenancy_reference"}}});
      });
}

bool RentFileReader::Work::find_tenants(RentRowReader& rows,
                                        const RecordReader& record,
                                        RentFileAccount& account) const {
  return !has_part(RentFilePart::persons) || persons_.join(rows, record, account, files_);
}

void RentFileReader::Work::survey_postings() {
  RentFilePosting posting{
      0, 0, "", Posting{.on = Date{1900, 1, 1}, .amount = {}, .description = ""}};
  each_row(
      RentFilePart::postings, [&](std::size_t i, RentRowReader& rows, const RecordReader& record) {
        RentFileFindings& file = report_.files[i];
        ++file.found.count;
        const bool read = rows.posting(record, posting);
        note_amount(file, record.row(), rows.amount());
        const auto found = by_reference_.find(rows.payment_reference());
        if (found == by_reference_.end() && !rows.payment_reference().empty()) {
          rows.refuse(
              record,
              RentColumn::payment_reference,
              "no such account \"" + std::string(rows.payment_reference()) + "\" in the accounts",
              "Mend the reference, or add the account.");
        }
        if (!rows.problems().empty()) {
          note_problems(i, rows.problems());
          return;
        }
        if (!read) return;
        AccountTotals& account = accounts_[found->second];
        if (account.refused) {
          ++report_.postings_held;
          return;
        }
        ++account.postings;
        account.postings_net += posting.posting.amount;
        auto& first = report_.first_posting_on;
        auto& last = report_.last_posting_on;
        if (!first || posting.posting.on < *first) first = posting.posting.on;
        if (!last || posting.posting.on > *last) last = posting.posting.on;
      });
}

void RentFileReader::Work::sum_up() {
  for (const AccountTotals& account : accounts_) {
    if (account.refused) continue;
    ++report_.accounts_loaded;
    report_.balance_loaded += account.balance;
    report_.in_arrears_loaded += account.balance > Money{};
    report_.postings_loaded += account.postings;
    report_.postings_net_loaded += account.postings_net;
  }
  if (!has_part(RentFilePart::postings)) return;
  std::vector<std::string_view> references(accounts_.size());
  for (const auto& [reference, index] : by_reference_) references[index] = reference;
  for (std::size_t index = 0; index < accounts_.size(); ++index) {
    const AccountTotals& account = accounts_[index];
    if (account.refused || !account.opening_balance || account.ties()) continue;
    ++report_.untied_count;
    if (report_.untied.size() >= RentFileReport::kMostProblems) continue;
    report_.untied.push_back({account.row,
                              std::string(references[index]),
                              account.tenancy_reference,
                              *account.opening_balance,
                              account.postings_net,
                              account.balance});
  }
}

void RentFileReader::Work::find_as_of() {
  switch (layout_.as_of.source) {
    case AsOfPlace::Source::file_name:
      for (const RentFileFindings& file : report_.files) {
        if (file.part != RentFilePart::accounts) continue;
        report_.as_of = date_in_name(file.name, layout_.as_of.date_shape);
      }
      break;
    case AsOfPlace::Source::header_record:
      report_.as_of = header_date_;
      if (!header_date_ && !report_.held()) {
        report_.because.push_back({"there is no header record with the day of the balances",
                                   "Ask for the whole file again.",
                                   {}});
      }
      break;
    case AsOfPlace::Source::last_posting:
      break;
  }
  if (!report_.as_of) report_.as_of = report_.last_posting_on;
}

void RentFileReader::Work::note_problems(std::size_t file, const Problems& problems) {
  if (problems.empty()) return;
  ++report_.files[file].rows_refused;
  for (const Problem& each : problems) {
    ++report_.problem_count;
    if (report_.problems.size() < RentFileReport::kMostProblems) report_.problems.push_back(each);
  }
}

void RentFileReader::Work::note_amount(RentFileFindings& file,
                                       std::int64_t row,
                                       std::optional<Money> amount) {
  if (amount) {
    file.found.net += *amount;
    file.amounts_above_nothing += *amount > Money{};
    return;
  }
  ++file.unreadable_amount_count;
  if (file.unreadable_amounts.size() < kMostUnreadableNamed) file.unreadable_amounts.push_back(row);
}

void RentFileReader::Work::saw(std::size_t bytes) {
  bytes_read_ += bytes;
  if (progress_) progress_(std::min(bytes_read_, bytes_total_), bytes_total_);
}

void RentFileReader::Work::hand_over(RentFileSink& sink) {
  assert(surveyed_ && !report_.held());
  proved_ = true;
  std::size_t next = 0;
  each_row(RentFilePart::accounts,
           [&](std::size_t i, RentRowReader& rows, const RecordReader& record) {
             std::optional<RentFileAccount> account =
                 rows.account(record, has_part(RentFilePart::persons));
             if (!account) return;
             const auto found = by_reference_.find(account->payment_reference);
             if (found == by_reference_.end()) return;
             AccountTotals& totals = accounts_[found->second];
             if (totals.refused || totals.row != record.row() || totals.file != i) return;
             if (!find_tenants(rows, record, *account)) return;
             totals.ordinal = account->ordinal = next++;
             account->postings = totals.postings;
             account->postings_net = totals.postings_net;
             if (has_part(RentFilePart::postings) && totals.opening_balance)
               account->ties = totals.ties();
             sink.account(*account);
           });
  RentFilePosting posting{
      0, 0, "", Posting{.on = Date{1900, 1, 1}, .amount = {}, .description = ""}};
  each_row(RentFilePart::postings,
           [&](std::size_t, RentRowReader& rows, const RecordReader& record) {
             if (!rows.posting(record, posting)) return;
             const auto found = by_reference_.find(posting.payment_reference);
             if (found == by_reference_.end() || accounts_[found->second].refused) return;
             posting.account = accounts_[found->second].ordinal;
             sink.posting(posting);
           });
}

RentFileReader::RentFileReader(const RentFileLayout& layout,
                               std::vector<RentFile> files,
                               RentFileProgress progress)
    : work_(std::make_unique<Work>(layout, std::move(files), std::move(progress))) {
}
RentFileReader::~RentFileReader() = default;
const RentFileReport& RentFileReader::survey() {
  return work_->survey();
}
void RentFileReader::hand_over(RentFileSink& sink) {
  work_->hand_over(sink);
}

}  // namespace lintel
