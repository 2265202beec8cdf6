#include <algorithm>
#include <array>

#include "server/estate/estate.h"
#include "server/estate/rent_history.h"
#include "server/estate/style_writer.h"

namespace lintel {
namespace {

constexpr std::array<std::string_view, 4> kStyles = {"cx", "ql", "pyramid", "generic"};

}  // namespace

std::string_view to_string(HouseStyle style) {
  return kStyles[static_cast<std::size_t>(style)];
}

Result<HouseStyle> parse_house_style(std::string_view text) {
  const auto found = std::find(kStyles.begin(), kStyles.end(), text);
  if (found != kStyles.end()) return static_cast<HouseStyle>(found - kStyles.begin());
  return problem("\"" + std::string(text) + "\" is not a house style",
                 "Write cx, ql, pyramid or generic.");
}

std::vector<std::filesystem::path> Estate::write(HouseStyle style,
                                                 Date from,
                                                 Date as_of,
                                                 const std::filesystem::path& folder) const {
  std::filesystem::create_directories(folder);
  const std::unique_ptr<StyleWriter> writer = style_writer(style, as_of, folder);
  for (std::size_t i = 0; i < accounts_.size(); ++i) {
    const EstateAccount& account = accounts_[i];
    if (account.start > as_of) continue;
    const bool ended = account.end && *account.end <= as_of;
    writer->account({account,
                     charge_on(account, as_of),
                     balance_at(i, from.plus_days(-1)),
                     balance_at(i, as_of),
                     ended ? account.end : std::nullopt});
  }
  postings(from, as_of, [&](std::size_t i, const Posting& posting) {
    writer->posting(accounts_[i], posting);
  });
  return writer->close();
}

}  // namespace lintel
