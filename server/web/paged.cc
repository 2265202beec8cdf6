#include "server/web/paged.h"

#include <algorithm>

#include "server/web/say.h"

namespace lintel {

Paged page_of(const Request& request,
              std::size_t all,
              std::size_t at_once,
              const std::string& path) {
  const std::string text = request.query.text("skip");
  std::size_t skip = 0;
  if (!text.empty() && text.size() < 8 && text.find_first_not_of("0123456789") == std::string::npos)
    skip = std::stoul(text);
  Paged paged;
  paged.all = all;
  paged.first = skip < all ? skip : 0;
  paged.last = std::min(all, paged.first + at_once);
  if (paged.last < all)
    paged.next_href = path + (path.find('?') == std::string::npos ? "?" : "&") +
                      "skip=" + std::to_string(paged.last);
  if (paged.first > 0) paged.first_href = path;
  return paged;
}

View Paged::view(const std::string& one, const std::string& many) const {
  const auto number = [](std::size_t n) { return figure(static_cast<std::int64_t>(n)); };
  View view;
  view.set("range",
           number(all == 0 ? 0 : first + 1) + " to " + number(last) + " of " +
               count_of(static_cast<std::int64_t>(all), one, many));
  view.set_if_any("next_href", next_href).set_if_any("first_href", first_href);
  return view;
}

}  // namespace lintel
