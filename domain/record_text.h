#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/canonical_text.h"

namespace lintel {

/// One JSON object as canonical text, of which each member can be looked at by its bytes.
class RecordText {
 public:
  RecordText() { clear(); }

  /// Begins the next member; write its one value with what this gives. Names come in order and hold
  /// nothing that must be escaped; they must outlive this.
  CanonicalText member(std::string_view name);

  /// The whole object.
  std::string whole() const { return text_ + "}"; }
  /// Called with the name and the bytes of each member, in order; false from `take` ends it.
  template <class Take>
  bool each(Take&& take) const {
    for (std::size_t i = 0; i < begun_.size(); ++i)
      if (!take(begun_[i].name, bytes(i))) return false;
    return true;
  }
  /// Empty again, keeping its memory.
  void clear();

 private:
  struct Begun {
    std::string_view name;
    std::size_t value;  // where its value begins
  };
  std::string_view bytes(std::size_t i) const;

  std::string text_;
  std::vector<Begun> begun_;
};

}  // namespace lintel
