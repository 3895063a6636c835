// A tariff that was wrong is put right by new entries, once, whatever happens
// meanwhile.
#include <gtest/gtest.h>

#include <map>

#include "services/ledger/verify/book_verifier.h"
#include "tests/services/points/points_world.h"

namespace greenledger::points {
namespace {

// Food at `per_kg` instead of 2 points a kilogram, with that daily cap, for the
// days from 5 June on.
v1::CorrectionBegun FoodAt(uint64_t per_kg, const std::string& to_day,
                           uint64_t daily_cap = 0) {
  v1::CorrectionBegun correction;
  v1::Tariff* tariff = correction.mutable_tariff();
  tariff->set_version("t1-corrected-" + std::to_string(per_kg));
  tariff->set_effective_from("2026-06-05");
  tariff->set_scheme("s1");
  tariff->set_merge_window_minutes(5);
  tariff->set_late_after_hours(168);
  tariff->set_late_rule(v1::LATE_RULE_COUNT_WHEN_RECEIVED);
  tariff->set_poor_quality_permille(500);
  v1::TariffLine* food = tariff->add_lines();
  food->set_class_code(3);
  food->set_milli_points_per_kg(per_kg);
  food->set_milli_merit_per_drop(1000);
  food->set_min_grams(100);
  food->set_max_grams(30'000);
  food->set_daily_cap_milli_points(daily_cap);
  correction.set_to_day(to_day);
  correction.set_why("the resolution says three points");
  correction.set_by("committee 3");
  return correction;
}

v1::GetCorrectionResponse StateOf(PointsWorld* world, uint64_t index) {
  v1::GetCorrectionRequest request;
  request.set_book(ledger::kBook);
  request.set_correction_index(index);
  grpc::ClientContext context;
  v1::GetCorrectionResponse response;
  EXPECT_TRUE(world->points().GetCorrection(&context, request, &response).ok());
  return response;
}

std::map<uint64_t, v1::CorrectionDifference> Preview(
    PointsWorld* world, const v1::CorrectionBegun& correction) {
  v1::PreviewCorrectionRequest request;
  request.set_book(ledger::kBook);
  *request.mutable_correction() = correction;
  request.set_page_size(2);
  std::map<uint64_t, v1::CorrectionDifference> all;
  do {
    grpc::ClientContext context;
    v1::PreviewCorrectionResponse page;
    EXPECT_TRUE(
        world->points().PreviewCorrection(&context, request, &page).ok());
    EXPECT_EQ(page.refusals_size(), 0);
    for (const auto& one : page.differences()) {
      all[one.household_number()] = one;
    }
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return all;
}

// Does what the corrector does for the first households, as if it had been
// killed after them.
void RerateUpTo(PointsWorld* world, uint64_t correction, uint64_t household) {
  ledger::Ledger& ledger = world->ledger.ledger();
  ledger::LiveBook* book = ledger.books().Find(ledger::kBook);
  ledger::CommandSender sender(&ledger.store(), &ledger.admission());
  for (uint64_t n = 1; n <= household; ++n) {
    rules::RerateTask task;
    {
      common::MutexLock lock(book->mu);
      task = rules::TaskFor(book->state, correction,
                            book->state.corrections().all.at(correction),
                            *book->state.FindHousehold(n));
    }
    v1::Entry entry;
    *entry.mutable_drops_rerated() =
        *rules::Rerate(task, EntriesOf(&ledger.store(), ledger::kBook));
    EXPECT_TRUE(sender.Send(
        book, ledger::MakeCommand(world->ledger.Header().request_id(),
                                  "tariff corrector", {entry})));
    sender.Wait();
  }
}

TEST(CorrectionTest, TakesBackWhatWasBookedAndBooksWhatShouldHaveBeen) {
  PointsWorld world;
  world.Earn(1, 10);
  world.Earn(2, 4);
  const uint64_t index =
      world.Correct(FoodAt(3000, "2026-06-05")).first_index();
  world.Look();
  EXPECT_EQ(world.Points(1).milli_points(), 15'000u);
  EXPECT_EQ(world.Points(2).milli_points(), 6000u);
  EXPECT_EQ(world.Points(1).milli_merit(), 1000);
  const v1::GetCorrectionResponse state = StateOf(&world, index);
  EXPECT_TRUE(state.complete());
  EXPECT_EQ(state.drops_changed(), 2u);
  EXPECT_EQ(state.milli_points(), 7000);
  const auto rerated = world.EntriesOf(v1::Entry::kDropsRerated);
  ASSERT_EQ(rerated.size(), 2u);
  EXPECT_EQ(rerated[0].drops_rerated().drops(0).was_milli_points(), 10'000u);
  EXPECT_EQ(rerated[0].drops_rerated().drops(0).now_milli_points(), 15'000u);
  EXPECT_TRUE(world.Verify().ok()) << world.Verify();
}

TEST(CorrectionTest, ThePreviewIsWhatThenHappens) {
  PointsWorld world({.households = 5});
  for (uint64_t n = 1; n <= 4; ++n) world.Earn(n, static_cast<uint32_t>(n));
  const v1::CorrectionBegun correction = FoodAt(1000, "2026-06-05");
  const size_t entries = world.Entries().size();
  const auto preview = Preview(&world, correction);
  EXPECT_EQ(world.Entries().size(), entries) << "a preview stores nothing";
  ASSERT_EQ(preview.size(), 4u);
  std::map<uint64_t, uint64_t> before;
  for (uint64_t n = 1; n <= 5; ++n) before[n] = world.Points(n).milli_points();
  world.Correct(correction);
  world.Look();
  for (const auto& [number, difference] : preview) {
    EXPECT_EQ(world.Points(number).milli_points(),
              before[number] - difference.was_milli_points() +
                  difference.now_milli_points());
  }
  EXPECT_TRUE(Preview(&world, FoodAt(1001, "2026-06-05")).contains(1));
}

TEST(CorrectionTest, WhatIsSpentAlreadyStaysAndIsSaid) {
  PointsWorld world;
  world.Earn(1, 10);
  world.Commit(world.Place(1, 8000).first_index());
  const v1::CorrectionBegun correction = FoodAt(1000, "2026-06-05");
  EXPECT_EQ(Preview(&world, correction)[1].written_off_milli_points(), 3000u);
  const uint64_t index = world.Correct(correction).first_index();
  world.Look();
  EXPECT_EQ(world.Points(1).milli_points(), 0u);
  EXPECT_EQ(StateOf(&world, index).written_off_milli_points(), 3000u);
  EXPECT_TRUE(world.Verify().ok()) << world.Verify();
}

TEST(CorrectionTest, CapsAndMergingAreThoseOfTheNewRates) {
  PointsWorld world;
  world.Earn(1, 10);
  world.Earn(1, 10);
  world.Earn(1, 10);  // nothing: the cap of 20 was reached
  EXPECT_EQ(world.Points(1).milli_points(), 20'000u);
  world.Correct(FoodAt(2000, "2026-06-05", /*daily_cap=*/25'000));
  world.Look();
  EXPECT_EQ(world.Points(1).milli_points(), 25'000u);
  EXPECT_TRUE(world.Verify().ok()) << world.Verify();
}

TEST(CorrectionTest, WhatComesAfterwardsFindsTheDayUsedAsItWasRatedAgain) {
  PointsWorld world({.households = 2, .rows_every = 3});
  world.Earn(1, 10);
  world.Earn(2, 10);
  world.Correct(FoodAt(1000, "2026-06-05", /*daily_cap=*/20'000));
  world.Look();
  EXPECT_EQ(world.Points(1).milli_points(), 5000u);
  world.Restart();
  for (int i = 0; i < 3; ++i) world.Earn(1, 10);
  EXPECT_EQ(world.Points(1).milli_points(), 20'000u);
  world.Earn(1, 10);
  EXPECT_EQ(world.Points(1).milli_points(), 20'000u);
  world.Correct(FoodAt(3000, "2026-06-05", /*daily_cap=*/20'000));
  world.Look();
  EXPECT_EQ(world.Points(2).milli_points(), 15'000u);
  world.Earn(2, 10);
  EXPECT_EQ(world.Points(2).milli_points(), 20'000u);
  EXPECT_TRUE(world.Verify().ok()) << world.Verify();
}

TEST(CorrectionTest, OnlyTheDaysNamedAndOnlyWhatStands) {
  PointsWorld world;
  const uint64_t reversed = world.Earn(1, 2);
  world.Earn(1, 10);
  world.ledger.clock.Advance(kDayUs);
  world.Earn(1, 10);
  world.Reverse(reversed);
  world.Correct(FoodAt(3000, "2026-06-05"));
  world.Look();
  EXPECT_EQ(world.Points(1).milli_points(), 25'000u);
}

TEST(CorrectionTest, DropsThatComeAfterwardsAreRatedRightAtOnce) {
  PointsWorld world;
  world.Earn(1, 10);
  world.Correct(FoodAt(3000, "2026-06-05"));
  world.Earn(2, 10);
  EXPECT_EQ(world.Points(2).milli_points(), 15'000u);
  world.Look();
  EXPECT_EQ(world.Points(2).milli_points(), 15'000u) << "and not again";
  EXPECT_EQ(world.Points(1).milli_points(), 15'000u);
  EXPECT_TRUE(world.Verify().ok()) << world.Verify();
}

TEST(CorrectionTest, ACorrectionOfACorrectionStartsFromIt) {
  PointsWorld world;
  world.Earn(1, 10);
  world.Correct(FoodAt(3000, "2026-06-05"));
  world.Look();
  world.Correct(FoodAt(1000, "2026-06-05"));
  world.Look();
  EXPECT_EQ(world.Points(1).milli_points(), 5000u);
  EXPECT_TRUE(world.Verify().ok()) << world.Verify();
}

TEST(CorrectionTest, WhatABudgetRefusedIsNotGiven) {
  PointsWorld world;
  world.PublishBudget(1, "2026-06-05", "2026-12-31", 4000);
  world.Earn(1, 10);
  world.Earn(2, 10);
  EXPECT_EQ(world.Points(1).milli_points(), 4000u);
  EXPECT_EQ(world.Points(2).milli_points(), 0u);
  world.Correct(FoodAt(3000, "2026-06-05"));
  world.Look();
  EXPECT_EQ(world.Points(1).milli_points(), 4000u);
  EXPECT_EQ(world.Points(2).milli_points(), 0u);
  EXPECT_TRUE(world.Verify().ok()) << world.Verify();
}

TEST(CorrectionTest, GoesOnWhereItWasAfterARestart) {
  PointsWorld world({.households = 600, .rows_every = 50});
  for (uint64_t n = 1; n <= 600; ++n) world.Earn(n, 1);
  const uint64_t index =
      world.Correct(FoodAt(3000, "2026-06-13")).first_index();
  RerateUpTo(&world, index, 250);
  EXPECT_EQ(StateOf(&world, index).drops_changed(), 250u);
  EXPECT_EQ(ReasonOf(world.Correct(FoodAt(1000, "2026-06-05"))),
            v1::REFUSAL_REASON_CORRECTION_RUNS);
  world.Restart();
  world.Look();
  EXPECT_EQ(StateOf(&world, index).drops_changed(), 600u);
  EXPECT_TRUE(StateOf(&world, index).complete());
  for (uint64_t n = 1; n <= 600; ++n) {
    ASSERT_EQ(world.Points(n).milli_points(), 1500u) << "household " << n;
  }
  world.Restart(/*rebuild=*/true);
  world.Look();
  EXPECT_EQ(StateOf(&world, index).drops_changed(), 600u);
  EXPECT_TRUE(world.Verify().ok()) << world.Verify();
}

TEST(CorrectionTest, AHouseholdWithManyDropsIsDoneInParts) {
  PointsWorld world;
  constexpr uint32_t kDrops = 1100;
  for (uint32_t i = 0; i < kDrops; ++i) world.Earn(1, 1);
  const uint64_t last_day = kDrops * 20 / (24 * 60);
  world.Correct(FoodAt(1000, "2026-06-" + std::to_string(5 + last_day)));
  world.Look();
  EXPECT_EQ(world.EntriesOf(v1::Entry::kDropsRerated).size(), 3u);
  EXPECT_EQ(world.Points(1).milli_points(), kDrops * 500) << "and no cap";
  EXPECT_TRUE(world.Verify().ok()) << world.Verify();
}

TEST(CorrectionTest, AForgedAmountIsFoundByTheVerifier) {
  PointsWorld world;
  world.Earn(1, 10);
  world.Correct(FoodAt(3000, "2026-06-05"));
  world.Look();
  verify::BookVerifier verifier(
      ledger::kBook, EntriesOf(&world.ledger.ledger().store(), ledger::kBook));
  absl::Status status;
  for (v1::Entry entry : world.Entries()) {
    if (entry.has_drops_rerated()) {
      entry.mutable_drops_rerated()->mutable_drops(0)->set_now_milli_points(
          16'000);
    }
    status = verifier.Add(entry.SerializeAsString());
    if (!status.ok()) break;
  }
  EXPECT_FALSE(status.ok());
  EXPECT_NE(std::string(status.message()).find("now_milli_points"),
            std::string::npos)
      << status;
}

TEST(CorrectionTest, IsRefusedWithReasons) {
  PointsWorld world;
  EXPECT_EQ(ReasonOf(world.Correct(FoodAt(3000, "2026-06-06"))),
            v1::REFUSAL_REASON_DAYS_WRONG)
      << "the day is not over";
  EXPECT_EQ(ReasonOf(world.Correct(FoodAt(3000, "2026-06-04"))),
            v1::REFUSAL_REASON_DAYS_WRONG);
  v1::CorrectionBegun correction = FoodAt(3000, "2026-06-05");
  correction.mutable_tariff()->set_version("t1");
  EXPECT_EQ(ReasonOf(world.Correct(correction)),
            v1::REFUSAL_REASON_VERSION_TAKEN);
  correction = FoodAt(3000, "2026-06-05");
  correction.mutable_tariff()->set_scheme("s9");
  EXPECT_EQ(ReasonOf(world.Correct(correction)),
            v1::REFUSAL_REASON_SCHEME_UNKNOWN);
}

}  // namespace
}  // namespace greenledger::points
