// Seats, by rules that can be worked out by hand.
#include "services/selection/evaluation/quota.h"

#include <gtest/gtest.h>

#include <map>

namespace greenledger::evaluation {
namespace {

using Scopes = std::map<uint64_t, ScopeShare>;
using Found = std::map<uint64_t, uint32_t>;

v1::Quota Of(uint32_t seats, uint32_t permille, v1::QuotaScope scope,
             v1::RemainderRule remainder) {
  v1::Quota quota;
  quota.set_seats(seats);
  quota.set_share_permille(permille);
  quota.set_scope(scope);
  quota.set_remainder(remainder);
  return quota;
}

Found SeatsOf(const v1::Quota& quota, const Scopes& scopes,
              uint32_t* total = nullptr) {
  Found found;
  const Seats seats = ShareOut(quota, scopes);
  for (const v1::ScopeSeats& one : seats.scopes) {
    found[one.scope()] = one.seats();
  }
  if (total != nullptr) *total = seats.total;
  return found;
}

// 10 seats for 60, 25 and 15 households: 6.0, 2.5 and 1.5.
const Scopes kGrids = {{1, {20, 60}}, {2, {20, 25}}, {3, {20, 15}}};

TEST(QuotaTest, LargestRemaindersAndOfEqualOnesTheLowerNumber) {
  EXPECT_EQ(SeatsOf(Of(10, 0, v1::QUOTA_SCOPE_GRID, v1::REMAINDER_RULE_LARGEST),
                    kGrids),
            (Found{{1, 6}, {2, 3}, {3, 1}}));
}

TEST(QuotaTest, TheBestGetWhatIsLeft) {
  EXPECT_EQ(
      SeatsOf(Of(10, 0, v1::QUOTA_SCOPE_GRID, v1::REMAINDER_RULE_BEST), kGrids),
      (Found{{0, 1}, {1, 6}, {2, 2}, {3, 1}}));
}

TEST(QuotaTest, WhatIsLeftStaysEmpty) {
  uint32_t total = 0;
  EXPECT_EQ(SeatsOf(Of(10, 0, v1::QUOTA_SCOPE_GRID, v1::REMAINDER_RULE_NONE),
                    kGrids, &total),
            (Found{{1, 6}, {2, 2}, {3, 1}}));
  EXPECT_EQ(total, 10u);
}

TEST(QuotaTest, NoPlaceGetsMoreThanItCanUse) {
  const Scopes few = {{1, {2, 60}}, {2, {20, 25}}, {3, {20, 15}}};
  EXPECT_EQ(
      SeatsOf(Of(10, 0, v1::QUOTA_SCOPE_BUILDING, v1::REMAINDER_RULE_LARGEST),
              few),
      (Found{{1, 2}, {2, 5}, {3, 3}}));
  EXPECT_EQ(
      SeatsOf(Of(10, 0, v1::QUOTA_SCOPE_BUILDING, v1::REMAINDER_RULE_BEST),
              few),
      (Found{{0, 5}, {1, 2}, {2, 2}, {3, 1}}));
}

TEST(QuotaTest, BooksAlike) {
  const Scopes books = {{31, {9, 1}}, {32, {9, 1}}, {33, {9, 1}}};
  EXPECT_EQ(SeatsOf(Of(11, 0, v1::QUOTA_SCOPE_BOOK, v1::REMAINDER_RULE_LARGEST),
                    books),
            (Found{{31, 4}, {32, 4}, {33, 3}}));
}

TEST(QuotaTest, ASharePermilleIsRoundedDownAndAtLeastOne) {
  const auto all = [](uint32_t permille, uint64_t eligible) {
    return SeatsOf(
        Of(0, permille, v1::QUOTA_SCOPE_ALL, v1::REMAINDER_RULE_UNSPECIFIED),
        {{0, {eligible, 0}}});
  };
  EXPECT_EQ(all(50, 99), (Found{{0, 4}}));
  EXPECT_EQ(all(50, 3), (Found{{0, 1}}));
  EXPECT_EQ(all(1000, 3), (Found{{0, 3}}));
}

TEST(QuotaTest, NeverMoreThanEligible) {
  uint32_t total = 0;
  EXPECT_EQ(
      SeatsOf(Of(10, 0, v1::QUOTA_SCOPE_ALL, v1::REMAINDER_RULE_UNSPECIFIED),
              {{0, {3, 0}}}, &total),
      (Found{{0, 3}}));
  EXPECT_EQ(total, 3u);
  EXPECT_EQ(SeatsOf(Of(10, 0, v1::QUOTA_SCOPE_GRID, v1::REMAINDER_RULE_LARGEST),
                    {}, &total),
            Found{});
  EXPECT_EQ(total, 0u);
}

}  // namespace
}  // namespace greenledger::evaluation
