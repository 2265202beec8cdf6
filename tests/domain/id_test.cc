#include "domain/id.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace lintel {
namespace {

TEST(Id, StaysInOrderWithinAMillisecondAndWhenTheClockIsSetBack) {
  IdMaker ids{[] { return 0xffff'ffff'ffff'ffffU; }};
  const Instant now = parse_instant("2026-11-23T05:42:00.000Z").value();
  const IdBits first = ids.make(now);
  const IdBits second = ids.make(now);
  const IdBits third = ids.make(now - std::chrono::milliseconds{5});
  EXPECT_LT(first, second);
  EXPECT_LT(second, third);
  EXPECT_LT(to_string(first), to_string(second));
}

TEST(Id, RefusesTextThatIsNotOne) {
  EXPECT_FALSE(CaseId::parse(""));
  EXPECT_FALSE(CaseId::parse("0000000000000000000000000u"));
  EXPECT_FALSE(CaseId::parse("80000000000000000000000000"));
}

RC_GTEST_PROP(IdProperty, WhatIsWrittenIsReadBack, ()) {
  const IdBits bits{*rc::gen::arbitrary<std::uint64_t>(), *rc::gen::arbitrary<std::uint64_t>()};
  RC_ASSERT(parse_id(to_string(bits)).value() == bits);
}

}  // namespace
}  // namespace lintel
