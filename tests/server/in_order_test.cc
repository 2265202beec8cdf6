// Many pieces of work at once, handed over in order.

#include "server/casework/in_order.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <set>
#include <stdexcept>

namespace lintel {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Le;

constexpr std::size_t kLanes = 3;

/// Later pieces are quicker, so that they are done before those that come first.
std::size_t slow_first(std::size_t piece, std::size_t pieces) {
  std::size_t sum = 0;
  for (std::size_t i = 0; i < (pieces - piece) * 2'000; ++i) sum = (sum * 31 + i) % 1'009;
  return piece + sum / 1'009;
}

TEST(InOrder, HandsOverEveryPieceOnceInOrderWhicheverIsDoneFirst) {
  constexpr std::size_t kPieces = 200;
  std::vector<std::size_t> taken;
  in_order(
      kPieces,
      kLanes,
      [](std::size_t piece, std::size_t) { return slow_first(piece, kPieces); },
      [&](std::size_t piece) {
        taken.push_back(piece);
        return true;
      });
  std::vector<std::size_t> all;
  for (std::size_t i = 0; i < kPieces; ++i) all.push_back(i);
  EXPECT_EQ(taken, all);
}

TEST(InOrder, ALaneDoesOnePieceAtATimeSoThatItsOwnThingsNeedNoLock) {
  std::vector<std::size_t> done(kLanes, 0);  // of each lane, and of no other
  std::size_t taken = 0;
  in_order(
      300,
      kLanes,
      [&](std::size_t, std::size_t lane) { return ++done[lane]; },
      [&](std::size_t) { return ++taken, true; });
  EXPECT_EQ(taken, 300U);
  EXPECT_EQ(done[0] + done[1] + done[2], 300U);
}

TEST(InOrder, NeverRunsFarAheadOfWhatIsTaken) {
  std::atomic<std::size_t> begun{0};
  std::vector<std::size_t> ahead;
  in_order(
      100,
      kLanes,
      [&](std::size_t piece, std::size_t) { return ++begun, piece; },
      [&](std::size_t piece) {
        ahead.push_back(begun.load() - piece - 1);
        return true;
      });
  EXPECT_THAT(ahead, Each(Le(kLanes * kPiecesAhead)));
}

TEST(InOrder, EndsWhenNoMoreIsWanted) {
  std::vector<std::size_t> taken;
  std::atomic<std::size_t> begun{0};
  in_order(
      1'000,
      kLanes,
      [&](std::size_t piece, std::size_t) { return ++begun, piece; },
      [&](std::size_t piece) {
        taken.push_back(piece);
        return piece < 2;
      });
  EXPECT_THAT(taken, ElementsAre(0, 1, 2));
  EXPECT_LT(begun.load(), 100U);
}

TEST(InOrder, AFaultOfOnePieceComesOutAndEndsTheRest) {
  std::vector<std::size_t> taken;
  const auto works = [](std::size_t piece, std::size_t) -> std::unique_ptr<std::size_t> {
    if (piece == 5) throw std::runtime_error("piece 5 cannot be read");
    return std::make_unique<std::size_t>(piece);
  };
  const auto takes = [&](std::unique_ptr<std::size_t> piece) {
    taken.push_back(*piece);
    return true;
  };
  EXPECT_THROW(in_order(1'000, kLanes, works, takes), std::runtime_error);
  EXPECT_THAT(taken, Each(Le(4U)));
  EXPECT_THROW(in_order(
                   10,
                   kLanes,
                   [](std::size_t piece, std::size_t) { return piece; },
                   [](std::size_t) -> bool { throw std::logic_error("no room"); }),
               std::logic_error);
}

TEST(InOrder, OfNothingIsNothing) {
  std::vector<std::size_t> taken;
  in_order(
      0,
      kLanes,
      [](std::size_t piece, std::size_t) { return piece; },
      [&](std::size_t piece) {
        taken.push_back(piece);
        return true;
      });
  EXPECT_THAT(taken, IsEmpty());
}

}  // namespace
}  // namespace lintel
