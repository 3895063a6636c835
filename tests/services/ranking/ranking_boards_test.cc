// Boards, calendars and the closing of periods, one case at a time.
#include <gtest/gtest.h>

#include <limits>
#include <memory>

#include "greenledger/v1/record.pb.h"
#include "rocksdb/env.h"
#include "services/ledger/rules/local_day.h"
#include "services/ranking/book_boards.h"
#include "services/ranking/calendar.h"
#include "services/ranking/merged_board.h"

namespace greenledger::ranking {
namespace {

constexpr uint64_t kBook = 7;
constexpr int64_t kDayUs = 86'400'000'000;

int32_t Day(const char* text) { return *rules::ParseDay(text); }

TEST(BoardTest, RanksAndPlacesWithEquals) {
  Board board({{5, 3, 0}, {9, 1, 0}, {5, 2, 0}, {1, 4, 0}});
  EXPECT_EQ(board.size(), 4u);
  EXPECT_EQ(board.sum(), 20);
  EXPECT_EQ(board.Better(9), 0u);
  EXPECT_EQ(board.Better(5), 1u);
  EXPECT_EQ(board.AtLeast(5), 3u);
  EXPECT_EQ(board.Better(1), 3u);
  EXPECT_EQ(board.Nth(1), (Placed{5, 2, 0}));
  EXPECT_EQ(board.Nth(2), (Placed{5, 3, 0}));
  // One that is not on it any more.
  EXPECT_EQ(*board.After({6, 1, 0}), (Placed{5, 2, 0}));
  board.Remove({5, 2, 0});
  board.Add({5, 1, 2});
  board.Add({5, 1, 1});
  EXPECT_EQ(board.Nth(1), (Placed{5, 1, 1}));
  EXPECT_EQ(board.sum(), 25);
  board.Remove({77, 1, 0});
  EXPECT_EQ(board.size(), 5u);
}

TEST(BoardTest, ScoresFarApartAreFoundInMergedBoards) {
  constexpr int64_t kMost = std::numeric_limits<int64_t>::max() / 2;
  const Board a({{kMost, 1, 0}, {-kMost, 2, 0}});
  const Board b({{0, 1, 0}, {kMost, 9, 0}});
  const MergedBoard both({{1, &a}, {2, &b}});
  EXPECT_EQ(both.ScoreAt(0), kMost);
  EXPECT_EQ(both.ScoreAt(1), kMost);
  EXPECT_EQ(both.ScoreAt(2), 0);
  EXPECT_EQ(both.ScoreAt(3), -kMost);
  EXPECT_EQ(both.RankOf(0), 3u);
  EXPECT_EQ(both.NextBetter(-kMost), 0);
}

TEST(CalendarTest, CountsManyDropsOfADayExactly) {
  Calendar calendar;
  const int32_t day = Day("2026-02-28");
  EXPECT_EQ(calendar.Add(3, day, 1), 1);
  for (int i = 0; i < 20; ++i) EXPECT_EQ(calendar.Add(3, day, 1), 0);
  for (int i = 0; i < 20; ++i) EXPECT_EQ(calendar.Add(3, day, -1), 0);
  EXPECT_EQ(calendar.Add(3, day, -1), -1);
  EXPECT_EQ(calendar.Add(3, day, 0), 0);
}

TEST(CalendarTest, RowsGiveItBack) {
  Calendar calendar;
  const int32_t day = Day("2026-01-31");
  for (int i = 0; i < 17; ++i) calendar.Add(1, day, 1);
  calendar.Add(1, day - 30, 2);
  Calendar loaded;
  size_t rows = 0;
  calendar.TakeChanges([&](int32_t month, uint32_t slot, std::string row) {
    ++rows;
    EXPECT_TRUE(loaded.Load(month, slot, row));
  });
  EXPECT_EQ(rows, 1u);
  EXPECT_EQ(calendar.changed(), 0u);
  for (int i = 0; i < 16; ++i) EXPECT_EQ(loaded.Add(1, day, -1), 0);
  EXPECT_EQ(loaded.Add(1, day, -1), -1);
  EXPECT_TRUE(loaded.IsActiveBut(1, {day - 30, day}, day));
  EXPECT_FALSE(loaded.IsActiveBut(1, {day - 29, day}, day));
  EXPECT_FALSE(loaded.IsActiveBut(2, {day - 30, day}, day));
}

TEST(SumsTest, PurityIsRoundedHalfUp) {
  const MeasureOf purity = {v1::STANDING_MEASURE_PURITY, {}};
  Sums sums;
  EXPECT_EQ(ScoreOf(sums, purity), 0);
  sums.drops = 2;
  sums.rejected = 1;
  EXPECT_EQ(ScoreOf(sums, purity), 667);
  sums = {};
  sums.drops = 1;
  sums.rejected = 15;
  EXPECT_EQ(ScoreOf(sums, purity), 63) << "62.5";
}

// A book with one household; days are made by hand.
class ClosingTest : public ::testing::Test {
 protected:
  ClosingTest()
      : boards_(&shelf_),
        standings_(kBook,
                   {.at =
                        [this](uint64_t index, v1::Entry* entry) {
                          *entry = entries_.at(index);
                          return absl::OkStatus();
                        },
                    .range =
                        [this](uint64_t from, uint64_t to, const auto& visit) {
                          while (from < to) visit(entries_[from++]);
                          return absl::OkStatus();
                        },
                    .first_from = [](uint64_t, int64_t) { return 0; }},
                   &boards_) {
    now_us_ = Day("2026-03-30") * kDayUs;
    Next().mutable_book_opened()->set_community_name("c");
    Apply();
    Next().mutable_tariff_published()->set_late_after_hours(48);
    Apply();
    v1::Household* household = Next(1).mutable_household_opened();
    household->set_number(1);
    household->set_building_number(11);
    Apply();
  }

  v1::Entry& Next(uint64_t household = 0) {
    v1::Entry& entry = entries_.emplace_back();
    entry.set_index(entries_.size() - 1);
    entry.set_time_us(++now_us_);
    entry.set_household(household);
    return entry;
  }
  void Apply() {
    const absl::Status applied = standings_.Apply(entries_.back());
    ASSERT_TRUE(applied.ok()) << applied;
  }
  // A drop that counts for `day`.
  uint64_t Drop(const char* day) {
    v1::DropBooked* drop = Next(1).mutable_drop();
    drop->set_day(static_cast<uint32_t>(Day(day)));
    v1::Record record;
    record.mutable_drop()->set_class_code(3);
    record.mutable_drop()->set_grams(100);
    drop->mutable_source()->set_record(record.SerializeAsString());
    Apply();
    return entries_.size() - 1;
  }
  void Reverse(uint64_t index) {
    Next(1).mutable_entry_reversed()->set_reversed_index(index);
    Apply();
  }
  void GoTo(const char* day) { now_us_ = Day(day) * kDayUs; }
  void Announce(const char* from, const char* to) {
    v1::CampaignRule* rule = Next().mutable_campaign_drafted();
    rule->set_number(5);
    rule->set_from_day(from);
    rule->set_to_day(to);
    Apply();
    v1::CampaignStepped* step = Next().mutable_campaign_stepped();
    step->set_campaign_number(5);
    step->set_to(v1::CAMPAIGN_STATE_ANNOUNCED);
    Apply();
  }

  Sums SumsOf(const PeriodKey& key) {
    const auto sums = BookBoards::SumsOf(standings_, nullptr, kBook, key,
                                         {v1::CONTESTANT_KIND_HOUSEHOLD, 1, 0});
    EXPECT_TRUE(sums.ok()) << sums.status();
    return *sums;
  }
  static PeriodKey Month(const char* day) {
    return {v1::PERIOD_KIND_MONTH,
            PeriodNumber(v1::PERIOD_KIND_MONTH, Day(day))};
  }
  bool IsClosed(const PeriodKey& key) {
    return standings_.IsClosed(*standings_.DaysOf(key));
  }

  BoardShelf shelf_{BoardShelf::Limits()};
  std::vector<v1::Entry> entries_;
  int64_t now_us_ = 0;
  BookBoards boards_;
  BookStandings standings_;
};

constexpr PeriodKey kCampaign = {v1::PERIOD_KIND_CAMPAIGN, 5};

TEST_F(ClosingTest, AMonthClosesWhenNothingLateCanComeAnyMore) {
  const uint64_t drop = Drop("2026-03-30");
  Drop("2026-03-31");
  // Records may be 48 hours late, and a day more is given.
  GoTo("2026-04-03");
  Drop("2026-04-01");
  EXPECT_FALSE(IsClosed(Month("2026-03-31")));
  GoTo("2026-04-04");
  Drop("2026-04-04");
  EXPECT_TRUE(IsClosed(Month("2026-03-31")));
  EXPECT_EQ(SumsOf(Month("2026-03-31")).drops, 2);
  EXPECT_EQ(SumsOf(Month("2026-03-31")).days, 2);
  Reverse(drop);
  EXPECT_EQ(SumsOf(Month("2026-03-31")).drops, 2);
  EXPECT_EQ(SumsOf(Month("2026-03-31")).days, 2);
  // Counted in April, whose days stay active.
  EXPECT_EQ(SumsOf(Month("2026-04-04")).drops, 1);
  EXPECT_EQ(SumsOf(Month("2026-04-04")).days, 2);
  // The year is open still.
  const PeriodKey year = {v1::PERIOD_KIND_YEAR, 56};
  EXPECT_EQ(SumsOf(year).drops, 3);
  EXPECT_EQ(SumsOf(year).days, 3);
}

TEST_F(ClosingTest, WhatClosedStaysClosedWhenMoreMayBeLate) {
  Drop("2026-03-31");
  GoTo("2026-04-04");
  Next().mutable_tariff_published()->set_late_after_hours(24);
  Apply();
  EXPECT_TRUE(IsClosed(Month("2026-03-31")));
  Next().mutable_tariff_published()->set_late_after_hours(1000);
  Apply();
  EXPECT_TRUE(IsClosed(Month("2026-03-31")));
  GoTo("2026-05-06");
  Drop("2026-05-06");
  EXPECT_FALSE(IsClosed(Month("2026-04-30")));
}

TEST_F(ClosingTest, ACampaignCountsWhatLiesBeforeItsAnnouncement) {
  Drop("2026-03-30");
  const uint64_t drop = Drop("2026-03-31");
  GoTo("2026-04-20");
  EXPECT_FALSE(standings_.DaysOf(kCampaign).has_value());
  Announce("2026-03-31", "2026-04-30");
  EXPECT_EQ(SumsOf(kCampaign).drops, 1);
  EXPECT_EQ(SumsOf(kCampaign).days, 1);
  Drop("2026-04-20");
  Reverse(drop);
  EXPECT_EQ(SumsOf(kCampaign).drops, 1);
  EXPECT_EQ(SumsOf(kCampaign).days, 1);
  GoTo("2026-05-04");
  Drop("2026-05-04");
  EXPECT_TRUE(IsClosed(kCampaign));
  EXPECT_EQ(SumsOf(kCampaign).drops, 1);
}

TEST_F(ClosingTest, ACampaignThatIsOverHasWhatCountedInTime) {
  const uint64_t drop = Drop("2026-03-31");
  GoTo("2026-04-30");
  Reverse(drop);
  Announce("2026-03-01", "2026-04-02");
  EXPECT_TRUE(IsClosed(kCampaign));
  EXPECT_EQ(SumsOf(kCampaign).drops, 1);
  EXPECT_EQ(SumsOf(kCampaign).days, 1);
}

TEST_F(ClosingTest, ACampaignKnowsTheDaysOfTheYearBefore) {
  GoTo("2026-12-30");
  const uint64_t drop = Drop("2026-12-30");
  GoTo("2027-01-20");
  Drop("2027-01-20");
  EXPECT_FALSE(standings_.TakeChanges().empty());
  standings_.Written();
  Announce("2026-12-29", "2027-02-28");
  EXPECT_EQ(SumsOf(kCampaign).days, 2);
  Drop("2026-12-30");
  EXPECT_EQ(SumsOf(kCampaign).days, 2);
  Reverse(entries_.size() - 1);
  EXPECT_EQ(SumsOf(kCampaign).days, 2);
  Reverse(drop);
  EXPECT_EQ(SumsOf(kCampaign).days, 1);
  EXPECT_EQ(SumsOf(kCampaign).months, 1);
}

TEST_F(ClosingTest, ADraftIsNoCampaign) {
  v1::CampaignRule* rule = Next().mutable_campaign_drafted();
  rule->set_number(5);
  rule->set_from_day("2026-03-31");
  rule->set_to_day("2026-04-30");
  Apply();
  EXPECT_FALSE(standings_.DaysOf(kCampaign).has_value());
}

TEST_F(ClosingTest, EntriesMustFollowOneAnother) {
  Next().set_index(77);
  EXPECT_TRUE(absl::IsDataLoss(standings_.Apply(entries_.back())));
}

TEST_F(ClosingTest, BoardsAreDroppedWhenAClassGainsASubtype) {
  Drop("2026-03-30");
  BoardKey key;
  key.period = Month("2026-03-30");
  key.contestants = v1::CONTESTANT_KIND_HOUSEHOLD;
  key.measure = v1::STANDING_MEASURE_GRAMS;
  key.class_code = 30;
  const auto board = boards_.Get(key, standings_, nullptr, kBook);
  ASSERT_TRUE(board.ok());
  EXPECT_EQ((*board)->begin()->score, 0);
  v1::WasteClass* one = Next().mutable_scheme_published()->add_classes();
  one->set_code(3);
  one->set_parent_code(30);
  Apply();
  EXPECT_EQ(shelf_.boards(), 0);
  const auto again = boards_.Get(key, standings_, nullptr, kBook);
  ASSERT_TRUE(again.ok());
  EXPECT_EQ((*again)->begin()->score, 100);
  EXPECT_EQ(shelf_.contestants(), 1);
}

}  // namespace
}  // namespace greenledger::ranking
