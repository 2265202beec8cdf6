#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/canonical_json.h"
#include "storage/fault.h"

namespace lintel {

/// Short lists that are read and written whole are kept in one column, as a JSON array of strings.
template <class Element>
std::string to_list(const std::vector<Element>& elements) {
  Json list = Json::array();
  for (const Element& element : elements) {
    if constexpr (std::is_convertible_v<Element, std::string_view>) {
      list.push(Json(std::string_view(element)));
    } else {
      list.push(Json(to_string(element)));
    }
  }
  return to_canonical(list);
}

/// The strings of such a column. StorageFault (corrupt) when it is not one.
std::vector<std::string> from_list(std::string_view text);

template <class Typed>
std::vector<Typed> ids_from_list(std::string_view text) {
  std::vector<Typed> ids;
  for (const std::string& id : from_list(text)) ids.push_back(Typed::parse(id).value());
  return ids;
}

/// "?, ?, ?", for an IN of so many.
std::string question_marks(std::size_t count);

/// " AND column IN (?, ?, ?)", for a WHERE that has a condition already.
std::string and_in(std::string_view column, std::size_t count);

/// "a,b": words that hold no comma, in one column.
std::string joined(const std::vector<std::string>& words, char between);
std::vector<std::string> parted(std::string_view text, char between);

}  // namespace lintel
