#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "workflows/value.h"

namespace lintel {

/// The facts of one case, in the slots that its definition gives them. A slot that nobody filled
/// is unknown. Make one for a definition, fill it, use it again for the next case after clear().
class Facts {
 public:
  explicit Facts(std::size_t slots) : values_(slots) {}

  std::size_t size() const { return values_.size(); }
  const Value& at(std::size_t slot) const { return values_[slot]; }
  void set(std::size_t slot, Value value) { values_[slot] = std::move(value); }
  void clear() { values_.assign(values_.size(), Value{}); }

 private:
  std::vector<Value> values_;
};

}  // namespace lintel
