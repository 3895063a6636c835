// Random books over months against standings worked out the long way: every
// kind of period, scope, contestant and measure, with restarts at random, a
// replica that writes at other times, and a rebuild.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <random>

#include "rocksdb/env.h"
#include "services/ledger/rules/local_day.h"
#include "services/ranking/merged_board.h"
#include "services/ranking/ranked_book.h"
#include "tests/services/ranking/paper_book.h"
#include "tests/services/ranking/stored_rows.h"
#include "tests/testing/seeds.h"

namespace greenledger::ranking {
namespace {

constexpr v1::StandingMeasure kMeasures[] = {
    v1::STANDING_MEASURE_MERIT,         v1::STANDING_MEASURE_POINTS,
    v1::STANDING_MEASURE_GRAMS,         v1::STANDING_MEASURE_DROPS,
    v1::STANDING_MEASURE_ACTIVE_DAYS,   v1::STANDING_MEASURE_ACTIVE_WEEKS,
    v1::STANDING_MEASURE_ACTIVE_MONTHS, v1::STANDING_MEASURE_PURITY,
    v1::STANDING_MEASURE_CLASS_DROPS,   v1::STANDING_MEASURE_CLASSES,
    v1::STANDING_MEASURE_REJECTED,      v1::STANDING_MEASURE_ACTIVITY_MINUTES};

// One server's fold of some books: a store, and what is in memory.
class Replica {
 public:
  Replica(const std::vector<std::unique_ptr<PaperBook>>& papers,
          rocksdb::Env* env, std::string folder)
      : papers_(papers), env_(env), folder_(std::move(folder)) {
    Start();
  }

  void Start() {
    books_.clear();
    store_.reset();
    auto opened = storage::FoldStore::Open({.folder = folder_, .env = env_});
    ASSERT_TRUE(opened.ok()) << opened.status();
    store_ = *std::move(opened);
    for (const auto& paper : papers_) {
      auto& book = books_.emplace_back(std::make_unique<RankedBook>(
          paper->code(), paper->source(), &shelf_));
      common::MutexLock lock(book->mu);
      const absl::Status loaded = book->UseStore(store_.get());
      ASSERT_TRUE(loaded.ok()) << loaded;
    }
  }

  void Fold() {
    for (size_t i = 0; i < papers_.size(); ++i) {
      common::MutexLock lock(books_[i]->mu);
      BookStandings& standings = books_[i]->standings();
      const std::vector<v1::Entry>& entries = papers_[i]->entries();
      while (standings.applied_size() < entries.size()) {
        const absl::Status applied =
            standings.Apply(entries[standings.applied_size()]);
        ASSERT_TRUE(applied.ok()) << applied;
      }
    }
  }

  void Write() {
    for (const auto& book : books_) {
      common::MutexLock lock(book->mu);
      ASSERT_TRUE(store_->Write(book->standings().TakeChanges()).ok());
      book->standings().Written();
      EXPECT_EQ(book->standings().changed(), 0u);
    }
  }

  std::map<std::string, std::string> Rows() { return RowsOf(*store_); }

  RankedBook& book(size_t i) { return *books_[i]; }

 private:
  const std::vector<std::unique_ptr<PaperBook>>& papers_;
  rocksdb::Env* env_;
  std::string folder_;
  BoardShelf shelf_{BoardShelf::Limits()};
  std::unique_ptr<storage::FoldStore> store_;
  std::vector<std::unique_ptr<RankedBook>> books_;
};

class Town {
 public:
  explicit Town(uint64_t seed)
      : random_(seed), env_(rocksdb::NewMemEnv(rocksdb::Env::Default())) {
    for (uint64_t i = 0; i < 3; ++i) {
      papers_.push_back(std::make_unique<PaperBook>(
          900 + i, i < 2 ? "street" : "other street", "district", 4 + Pick(8),
          &random_));
    }
    replica_ = std::make_unique<Replica>(papers_, env_.get(), "/replica");
    other_ = std::make_unique<Replica>(papers_, env_.get(), "/other");
  }

  void Step() {
    PaperBook& paper = *papers_[Pick(papers_.size())];
    if (Pick(120) == 0) {
      const int32_t from = paper.today() - 70 + static_cast<int32_t>(Pick(100));
      const auto days = static_cast<int32_t>(Pick(80));
      paper.Announce(++campaigns_, from, from + days);
    } else {
      paper.AddRandom();
    }
    if (Pick(10) == 0) replica_->Fold();
    if (Pick(25) == 0) replica_->Write();
    // Whatever was not written is folded again.
    if (Pick(120) == 0) replica_->Start();
    if (Pick(200) == 0) {
      other_->Fold();
      other_->Write();
    }
  }

  // Boards picked at random.
  void CompareSome() {
    replica_->Fold();
    for (int i = 0; i < 25; ++i) Compare(RandomKey());
  }

  // Every board of every period up to now.
  void CompareAll() {
    replica_->Fold();
    for (const PeriodKey& period : AllPeriods()) {
      BoardKey key;
      key.period = period;
      for (const BoardKey& of : Variants(key)) Compare(of);
    }
  }

  void CompareRows() {
    replica_->Fold();
    replica_->Write();
    other_->Fold();
    other_->Write();
    Replica rebuilt(papers_, env_.get(), "/rebuilt");
    rebuilt.Fold();
    rebuilt.Write();
    const auto rows = rebuilt.Rows();
    EXPECT_GT(rows.size(), 100u);
    EXPECT_EQ(replica_->Rows(), rows) << "after restarts";
    EXPECT_EQ(other_->Rows(), rows) << "another replica";
  }

  uint64_t Pick(uint64_t n) { return random_() % n; }

 private:
  std::vector<PeriodKey> AllPeriods() {
    std::vector<PeriodKey> all;
    const int32_t first = *rules::ParseDay("2025-10-01");
    for (const v1::PeriodKind kind : kCalendarKinds) {
      const int32_t last = PeriodNumber(kind, papers_[0]->today() + 2);
      // Each day takes long: some will do.
      const int32_t step = kind == v1::PERIOD_KIND_DAY ? 7 : 1;
      for (int32_t n = PeriodNumber(kind, first); n <= last; n += step) {
        all.push_back({kind, n});
      }
    }
    for (const auto& paper : papers_) {
      for (const auto& [number, window] : paper->campaigns()) {
        all.push_back({v1::PERIOD_KIND_CAMPAIGN, static_cast<int32_t>(number)});
      }
    }
    return all;
  }

  static std::vector<BoardKey> Variants(BoardKey key) {
    std::vector<BoardKey> all;
    const auto add = [&](v1::ContestantKind contestants, v1::BoardScope scope,
                         uint64_t number) {
      key.contestants = contestants;
      key.scope = scope;
      key.scope_number = number;
      for (const v1::StandingMeasure measure : kMeasures) {
        key.measure = measure;
        if (contestants == v1::CONTESTANT_KIND_PERSON &&
            measure != v1::STANDING_MEASURE_ACTIVITY_MINUTES) {
          continue;
        }
        const bool of_class = measure == v1::STANDING_MEASURE_GRAMS ||
                              measure == v1::STANDING_MEASURE_CLASS_DROPS;
        for (const uint32_t code : {1u, 2u, 22u}) {
          key.class_code = of_class ? code : 0;
          all.push_back(key);
          if (!of_class) break;
        }
      }
    };
    for (const v1::ContestantKind who :
         {v1::CONTESTANT_KIND_HOUSEHOLD, v1::CONTESTANT_KIND_PERSON,
          v1::CONTESTANT_KIND_BUILDING}) {
      add(who, v1::BOARD_SCOPE_COMMUNITY, 0);
      add(who, v1::BOARD_SCOPE_GRID, 1);
      if (who != v1::CONTESTANT_KIND_BUILDING) {
        add(who, v1::BOARD_SCOPE_BUILDING, 12);
      }
    }
    add(v1::CONTESTANT_KIND_GRID, v1::BOARD_SCOPE_COMMUNITY, 0);
    return all;
  }

  BoardKey RandomKey() {
    const std::vector<PeriodKey> periods = AllPeriods();
    BoardKey key;
    // The last ones are where things happen.
    key.period = periods[Pick(periods.size())];
    if (key.period.kind != v1::PERIOD_KIND_CAMPAIGN && Pick(3) > 0) {
      key.period.number = PeriodNumber(
          key.period.kind, papers_[0]->today() - static_cast<int32_t>(Pick(9)));
    }
    const std::vector<BoardKey> all = Variants(key);
    return all[Pick(all.size())];
  }

  void Compare(const BoardKey& key) {
    SCOPED_TRACE(::testing::Message()
                 << "period " << key.period.kind << "/" << key.period.number
                 << " contestants " << key.contestants << " scope " << key.scope
                 << " measure " << key.measure << " class " << key.class_code);
    std::vector<MergedBoard::Part> parts;
    std::vector<std::pair<uint64_t, Placed>> all;
    for (size_t i = 0; i < papers_.size(); ++i) {
      const bool campaign = key.period.kind == v1::PERIOD_KIND_CAMPAIGN;
      if (campaign && !papers_[i]->campaigns().contains(
                          static_cast<uint32_t>(key.period.number))) {
        continue;
      }
      const std::vector<Placed> expected = papers_[i]->Standings(key);
      RankedBook& book = replica_->book(i);
      common::MutexLock lock(book.mu);
      const absl::StatusOr<const Board*> board = book.BoardOf(key);
      ASSERT_TRUE(board.ok()) << board.status();
      const std::vector<Placed> found((*board)->begin(), (*board)->end());
      ASSERT_EQ(found, expected) << "book " << papers_[i]->code();
      parts.push_back({papers_[i]->code(), *board});
      for (const Placed& one : expected) {
        all.emplace_back(papers_[i]->code(), one);
      }
      CompareCommunity(key, *papers_[i], book);
    }
    CompareMerged(MergedBoard(parts), all);
  }

  // What the community as a whole has, by the sums over its households.
  static void CompareCommunity(BoardKey key, const PaperBook& paper,
                               RankedBook& book)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(book.mu) {
    if (key.contestants != v1::CONTESTANT_KIND_GRID) return;
    key.contestants = v1::CONTESTANT_KIND_COMMUNITY;
    const std::vector<Placed> expected = paper.Standings(key);
    const absl::StatusOr<Sums> sums =
        book.SumsOf(key.period, {v1::CONTESTANT_KIND_COMMUNITY, 0, 0});
    ASSERT_TRUE(sums.ok()) << sums.status();
    const int64_t score =
        ScoreOf(*sums, {key.measure, book.standings().CodesOf(key.class_code)});
    EXPECT_EQ(IsRanked(*sums, score), !expected.empty());
    if (!expected.empty()) {
      EXPECT_EQ(score, expected[0].score);
    }
  }

  void CompareMerged(const MergedBoard& order,
                     std::vector<std::pair<uint64_t, Placed>> all) {
    std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
      return a.second.score > b.second.score;
    });
    const auto is = [](const PlacedIn& found, const auto& expected) {
      return found.book == expected.first && found.placed == expected.second;
    };
    ASSERT_EQ(order.size(), all.size());
    const std::vector<PlacedIn> top = order.Top(all.size() + 1);
    ASSERT_EQ(top.size(), all.size());
    int64_t sum = 0;
    size_t rank = 0;
    for (size_t i = 0; i < all.size(); ++i) {
      ASSERT_TRUE(is(top[i], all[i])) << i;
      const int64_t score = all[i].second.score;
      sum += score;
      EXPECT_EQ(order.ScoreAt(i), score);
      if (i == 0 || score != all[i - 1].second.score) rank = i;
      EXPECT_EQ(order.RankOf(score), rank + 1);
      EXPECT_EQ(order.NextBetter(score).has_value(), rank > 0);
      if (rank > 0) {
        EXPECT_EQ(order.NextBetter(score), all[rank - 1].second.score);
      }
    }
    EXPECT_EQ(order.sum(), sum);
    if (all.empty()) return;
    const size_t at = Pick(all.size());
    const size_t around = 1 + Pick(5);
    const std::vector<PlacedIn> before = order.Before(top[at], around);
    ASSERT_EQ(before.size(), std::min(at, around));
    for (size_t i = 0; i < before.size(); ++i) {
      EXPECT_TRUE(is(before[i], all[at - before.size() + i]));
    }
    const std::vector<PlacedIn> after = order.After(top[at], around);
    ASSERT_EQ(after.size(), std::min(all.size() - 1 - at, around));
    for (size_t i = 0; i < after.size(); ++i) {
      EXPECT_TRUE(is(after[i], all[at + 1 + i]));
    }
  }

  std::mt19937_64 random_;
  std::unique_ptr<rocksdb::Env> env_;
  std::vector<std::unique_ptr<PaperBook>> papers_;
  std::unique_ptr<Replica> replica_;
  std::unique_ptr<Replica> other_;
  uint32_t campaigns_ = 0;
};

TEST(RankingModelTest, StandingsAreThoseOnPaper) {
  testing::ForEachSeed(2, [](uint64_t seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Town town(seed);
    for (int step = 0; step < 4000; ++step) {
      town.Step();
      if (step % 100 == 99) town.CompareSome();
      if (::testing::Test::HasFailure()) return;
    }
    town.CompareAll();
    town.CompareRows();
  });
}

}  // namespace
}  // namespace greenledger::ranking
