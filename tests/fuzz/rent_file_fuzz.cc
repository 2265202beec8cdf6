// Any bytes as a rent extract: the reader says what is wrong or hands over rows that keep their
// promises.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "connectors/rent_file.h"
#include "connectors/rent_file_layout.h"

namespace {

using namespace lintel;

void must(bool kept) {
  if (!kept) std::abort();
}

RentFileLayout layout_named(std::string_view name) {
  auto layout = find_rent_file_layout(LINTEL_SOURCE_DIR "/config/layouts", name);
  must(layout.has_value());
  return *layout;
}

struct Promises : RentFileSink {
  std::int64_t accounts = 0;
  std::int64_t postings = 0;
  Money balance;
  Money net;

  void account(const RentFileAccount& row) override {
    must(!row.payment_reference.empty() && !row.tenants.empty() && !row.address.lines.empty());
    must(row.ordinal == static_cast<std::size_t>(accounts));
    ++accounts;
    balance += row.balance;
  }
  void posting(const RentFilePosting& row) override {
    must(row.account < static_cast<std::size_t>(accounts));
    ++postings;
    net += row.posting.amount;
  }
};

}  // namespace

/// The first byte chooses the layout; the files are divided by a byte that no text holds.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  static const RentFileLayout layouts[] = {
      layout_named("cx"), layout_named("ql"), layout_named("pyramid"), layout_named("generic")};
  if (size == 0) return 0;
  std::string_view text(reinterpret_cast<const char*>(bytes) + 1, size - 1);
  std::vector<RentFile> files;
  while (files.size() < 3) {
    const std::size_t end = text.find('\xff');
    files.push_back(RentFile::of("file" + std::to_string(files.size()) + ".txt",
                                 std::string(text.substr(0, end))));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  RentFileReader reader(layouts[bytes[0] % 4], files);
  const RentFileReport& report = reader.survey();
  for (const RentFileFindings& file : report.files)
    must((file.verdict == FileVerdict::ok) == file.because.empty());
  if (report.held()) return 0;
  Promises promises;
  reader.hand_over(promises);
  must(promises.accounts == report.accounts_loaded && promises.balance == report.balance_loaded);
  must(promises.postings == report.postings_loaded && promises.net == report.postings_net_loaded);
  return 0;
}
