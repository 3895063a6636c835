// Indicators against a slow recomputation, and the entries behind them.
#include "services/ranking/fold/indicators.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "services/ledger/rules/local_day.h"
#include "tests/services/ranking/naive_indicators.h"
#include "tests/services/ranking/random_book.h"
#include "tests/testing/seeds.h"

namespace greenledger::ranking {
namespace {

using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using ::testing::IsEmpty;

constexpr size_t kAll = 1'000'000;

int32_t Day(const std::string& text) { return rules::ParseDay(text).value(); }

std::vector<v1::IndicatorStretch> FiguresOf(
    const std::vector<v1::Entry>& entries, const std::vector<DaySpan>& spans) {
  IndicatorFold fold(SourcesIn(entries), spans);
  for (const v1::Entry& entry : entries) {
    const absl::Status added = fold.Add(entry);
    EXPECT_TRUE(added.ok()) << added;
  }
  return fold.Finish();
}

std::vector<uint64_t> Behind(const std::vector<v1::Entry>& entries,
                             const DaySpan& span, const WantedEntries& wanted) {
  IndicatorFold fold(SourcesIn(entries), {span});
  fold.Want(wanted);
  for (const v1::Entry& entry : entries) {
    if (fold.Complete()) return fold.Wanted();
    EXPECT_TRUE(fold.Add(entry).ok());
  }
  fold.Finish();
  return fold.Wanted();
}

// Random days of the book, from one day to a third of a year.
DaySpan RandomSpan(std::mt19937_64& random) {
  const auto pick = [&](uint64_t n) {
    return static_cast<int32_t>(random() % n);
  };
  const int32_t from = Day("2025-05-01") + pick(380);
  return {from, from + pick(pick(3) == 0 ? 120 : 10)};
}

void ExpectSame(const v1::IndicatorStretch& is, const NaiveFigures& wanted,
                const DaySpan& span) {
  EXPECT_EQ(is.from_day(), span.from_day);
  EXPECT_EQ(is.to_day(), span.to_day);
  ASSERT_EQ(static_cast<size_t>(is.indicators_size()), wanted.size());
  int at = 0;
  for (const auto& [kind, figure] : wanted) {
    SCOPED_TRACE(v1::IndicatorKind_Name(kind));
    const v1::Indicator& indicator = is.indicators(at++);
    EXPECT_EQ(indicator.kind(), kind);
    EXPECT_EQ(indicator.numerator(), figure.numerator);
    EXPECT_EQ(indicator.denominator(), figure.denominator);
    EXPECT_EQ(indicator.permille(),
              PermilleOf(figure.numerator, figure.denominator));
    EXPECT_EQ(indicator.target_permille(), TargetOf(kind));
    EXPECT_EQ(indicator.entries(), figure.all.size());
    EXPECT_EQ(indicator.asked(), figure.asked);
  }
}

TEST(IndicatorsTest, AreWhatTheEntriesSay) {
  testing::ForEachSeed(4, [](uint64_t seed) {
    SCOPED_TRACE(seed);
    std::mt19937_64 random(seed);
    const RandomBook book(seed, 2500);
    for (int i = 0; i < 4; ++i) {
      const DaySpan span = RandomSpan(random);
      const std::vector<DaySpan> spans = {span, SpanBefore(span),
                                          YearEarlier(span)};
      const auto figures = FiguresOf(book.entries(), spans);
      for (size_t n = 0; n < spans.size(); ++n) {
        ExpectSame(figures[n], ComputeNaively(book.entries(), spans[n]),
                   spans[n]);
      }
    }
  });
}

// In random books every kind has something above and below the line; otherwise
// the test above would say little.
TEST(IndicatorsTest, RandomBooksHaveSomethingOfEachKind) {
  const RandomBook book(1, 2500);
  const DaySpan span{Day("2025-10-01"), Day("2026-05-31")};
  for (const auto& [kind, figure] : ComputeNaively(book.entries(), span)) {
    SCOPED_TRACE(v1::IndicatorKind_Name(kind));
    EXPECT_GT(figure.numerator, 0u);
    EXPECT_FALSE(figure.above.empty());
    EXPECT_GE(figure.all.size(), figure.above.size());
    EXPECT_GT(figure.denominator, 0u);
  }
}

// What one entry adds to a figure, above and below the line.
std::pair<uint64_t, uint64_t> Adds(v1::IndicatorKind kind,
                                   const std::vector<v1::Entry>& entries,
                                   uint64_t index) {
  const v1::Entry& entry = entries[index];
  using Pair = std::pair<uint64_t, uint64_t>;
  switch (entry.body_case()) {
    case v1::Entry::kDrop: {
      const v1::Drop drop = RecordIn(entry).drop();
      if (kind == v1::INDICATOR_KIND_RECOVERY) return {0, drop.grams()};
      const bool counts = kind == v1::INDICATOR_KIND_CORRECT
                              ? drop.quality() == v1::QUALITY_GOOD
                              : drop.quality() != v1::QUALITY_REJECTED;
      return Pair(counts ? 1 : 0, 1);
    }
    case v1::Entry::kClearance: {
      if (kind == v1::INDICATOR_KIND_CLEARANCE) return {1, 1};
      int64_t grams = 0;
      for (const v1::Posting& leg : entry.postings()) {
        if (leg.owner() == v1::ACCOUNT_OWNER_COLLECTOR &&
            leg.asset() == v1::ASSET_MASS &&
            SourcesIn({}).recyclables.contains(leg.class_code())) {
          grams += leg.amount();
        }
      }
      return {static_cast<uint64_t>(grams), 0};
    }
    case v1::Entry::kSurvey:
      return {entry.survey().positive(), entry.survey().answered()};
    case v1::Entry::kActivity:
      return {1, 0};
    case v1::Entry::kHouseholdOpened:
      if (kind == v1::INDICATOR_KIND_VOLUNTEERS) {
        return {0, entry.household_opened().residents()};
      }
      return Pair(
          kind == v1::INDICATOR_KIND_REACHED &&
                  entry.household_opened().state() == v1::HOUSEHOLD_STATE_ACTIVE
              ? 1
              : 0,
          1);
    case v1::Entry::kObjectionAnswered: {
      const uint64_t filed = entry.objection_answered().objection_index();
      return Pair(
          DayOf(entry) <= entries[filed].objection_filed().answer_until() ? 1
                                                                          : 0,
          1);
    }
    case v1::Entry::kClearanceMissed:
    case v1::Entry::kObjectionFiled:
      return {0, 1};
    default:
      return {1, 1};  // a household became active
  }
}

TEST(IndicatorsTest, EntriesBehindAFigureAddUpToIt) {
  testing::ForEachSeed(3, [](uint64_t seed) {
    SCOPED_TRACE(seed);
    std::mt19937_64 random(seed);
    const RandomBook book(seed, 1500);
    const std::vector<v1::Entry>& entries = book.entries();
    const DaySpan span = RandomSpan(random);
    for (const auto& [kind, figure] : ComputeNaively(entries, span)) {
      SCOPED_TRACE(v1::IndicatorKind_Name(kind));
      EXPECT_THAT(Behind(entries, span, {kind, false, 0, kAll}),
                  ElementsAreArray(figure.above));
      const auto all = Behind(entries, span, {kind, true, 0, kAll});
      EXPECT_THAT(all, ElementsAreArray(figure.all));
      // No entry says that a bin was not cleared in time before that is told.
      if (kind == v1::INDICATOR_KIND_CLEARANCE) continue;
      uint64_t above = 0;
      uint64_t below = 0;
      for (const uint64_t index : all) {
        const auto adds = Adds(kind, entries, index);
        above += adds.first;
        below += adds.second;
      }
      EXPECT_EQ(above, figure.numerator);
      EXPECT_EQ(below, figure.denominator);
    }
  });
}

TEST(IndicatorsTest, PagesFollowOneAnother) {
  testing::ForEachSeed(2, [](uint64_t seed) {
    SCOPED_TRACE(seed);
    const RandomBook book(seed, 1000);
    const DaySpan span{Day("2025-11-01"), Day("2026-04-30")};
    for (const auto& [kind, figure] : ComputeNaively(book.entries(), span)) {
      SCOPED_TRACE(v1::IndicatorKind_Name(kind));
      std::vector<uint64_t> all;
      uint64_t after = 0;
      for (;;) {
        const auto page = Behind(book.entries(), span, {kind, true, after, 7});
        ASSERT_LE(page.size(), 7u);
        if (page.empty()) break;
        all.insert(all.end(), page.begin(), page.end());
        after = page.back();
      }
      EXPECT_THAT(all, ElementsAreArray(figure.all));
    }
  });
}

// Where that is sound, a fold may begin on the day before.
TEST(IndicatorsTest, SomeEntriesAreFoundWithoutTheWholeBook) {
  testing::ForEachSeed(3, [](uint64_t seed) {
    SCOPED_TRACE(seed);
    std::mt19937_64 random(seed);
    const RandomBook book(seed, 1500);
    const DaySpan span = RandomSpan(random);
    for (const auto& [kind, figure] : ComputeNaively(book.entries(), span)) {
      if (NeedsWholeBook(kind)) continue;
      IndicatorFold fold(SourcesIn(book.entries()), {span});
      fold.Want({kind, true, 0, kAll});
      for (const v1::Entry& entry : book.entries()) {
        if (DayOf(entry) < span.from_day - 1) continue;
        ASSERT_TRUE(fold.Add(entry).ok());
      }
      fold.Finish();
      EXPECT_THAT(fold.Wanted(), ElementsAreArray(figure.all));
    }
  });
}

TEST(IndicatorsTest, ABookWithoutEntriesHasNoFigures) {
  const auto figures = FiguresOf({}, {{20'000, 20'030}});
  ASSERT_EQ(figures.size(), 1u);
  EXPECT_EQ(figures[0].indicators_size(), 12);
  for (const v1::Indicator& indicator : figures[0].indicators()) {
    EXPECT_EQ(indicator.denominator(), 0u);
    EXPECT_EQ(indicator.permille(), 0u);
  }
  EXPECT_THAT(
      Behind({}, {20'000, 20'030}, {v1::INDICATOR_KIND_REACHED, true, 0, kAll}),
      IsEmpty());
}

TEST(IndicatorsTest, ARecordThatCannotBeReadIsTold) {
  v1::Entry drop;
  drop.mutable_drop()->set_day(20'001);
  drop.mutable_drop()->mutable_source()->set_record("\xff");
  IndicatorFold fold(SourcesIn({}), {{20'000, 20'030}});
  EXPECT_TRUE(absl::IsDataLoss(fold.Add(drop)));
  drop.mutable_drop()->set_day(19'999);
  EXPECT_TRUE(fold.Add(drop).ok());
}

TEST(IndicatorTallyTest, PermilleIsRoundedHalfUp) {
  EXPECT_EQ(PermilleOf(0, 0), 0u);
  EXPECT_EQ(PermilleOf(5, 0), 0u);
  EXPECT_EQ(PermilleOf(1, 3), 333u);
  EXPECT_EQ(PermilleOf(2, 3), 667u);
  EXPECT_EQ(PermilleOf(1, 2000), 1u);
  EXPECT_EQ(PermilleOf(1, 2001), 0u);
  EXPECT_EQ(PermilleOf(3, 2), 1500u);
  EXPECT_EQ(PermilleOf(UINT64_MAX, UINT64_MAX), 1000u);
  EXPECT_EQ(PermilleOf(UINT64_MAX, 1), UINT32_MAX);
}

TEST(IndicatorTallyTest, TargetsAreThoseOfTheDocuments) {
  std::vector<uint32_t> targets;
  for (int kind = 1; kind <= v1::IndicatorKind_MAX; ++kind) {
    targets.push_back(TargetOf(static_cast<v1::IndicatorKind>(kind)));
  }
  EXPECT_THAT(targets, ElementsAre(950, 0, 0, 0, 0, 1000, 1000, 50, 900, 900,
                                   850, 1000));
}

}  // namespace
}  // namespace greenledger::ranking
