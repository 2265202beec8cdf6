#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "server/estate/estate.h"

namespace lintel {

/// An account as one window of the history shows it.
struct AccountView {
  const EstateAccount& account;
  Money charge;
  Money opening;
  Money balance;
  std::optional<Date> end;  ///< when the tenancy is known to have ended
};

/// One style's hand: rows of accounts, then of postings.
class StyleWriter {
 public:
  virtual ~StyleWriter() = default;
  virtual void account(const AccountView& view) = 0;
  virtual void posting(const EstateAccount& account, const Posting& posting) = 0;
  virtual std::vector<std::filesystem::path> close() = 0;

 protected:
  void count_account(Money balance) { ++accounts_, balance_ += balance; }
  void count_posting(Money amount) { ++postings_, net_ += amount; }
  std::int64_t accounts_ = 0;
  Money balance_;
  std::int64_t postings_ = 0;
  Money net_;
};

/// Throws std::runtime_error when a file cannot be written, at close() at the latest.
std::unique_ptr<StyleWriter> style_writer(HouseStyle style,
                                          Date as_of,
                                          const std::filesystem::path& folder);

}  // namespace lintel
