#include "domain/record_text.h"

#include <cassert>

namespace lintel {

CanonicalText RecordText::member(std::string_view name) {
  assert(begun_.empty() || begun_.back().name < name);
  CanonicalText text(text_);
  text.key(name);
  begun_.push_back({name, text_.size()});
  return text;
}

void RecordText::clear() {
  text_ = "{";
  begun_.clear();
}

std::string_view RecordText::bytes(std::size_t i) const {
  constexpr std::size_t kAroundName = 4;  // ,"":
  const std::size_t begin = begun_[i].value;
  const std::size_t end = i + 1 == begun_.size()
                              ? text_.size()
                              : begun_[i + 1].value - begun_[i + 1].name.size() - kAroundName;
  return std::string_view(text_).substr(begin, end - begin);
}

}  // namespace lintel
