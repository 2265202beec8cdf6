#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "tests/workflows/made_up_rules.h"

namespace lintel {

/// A made-up workflow and the day on which it is asked: a Monday, until a test sets another.
class MadeUpCase : public ::testing::Test {
 protected:
  explicit MadeUpCase(std::string_view yaml) : definition_(definition_of(yaml)) {}

  RuleValues rules() const { return RuleValues{definition_, book_, today_}; }
  /// A case that has just begun, of which no fact is known.
  CaseState opened() const {
    return open_case(definition_, definition_.new_facts(), rules(), today_);
  }
  /// What comes of the event while no fact is known; `from` stays as it is.
  Step ask(const CaseState& from, const Event& event) const {
    return step(definition_, from, event, definition_.new_facts(), rules(), today_);
  }

  static Actor person(std::uint64_t number, std::string name, std::vector<Role> roles) {
    return Actor{PersonId{IdBits{0, number}}, std::move(name), std::move(roles)};
  }

  MadeUpRules book_;
  Definition definition_;
  Date today_{2026, 11, 23};
};

}  // namespace lintel
