// What a list must be to be taken.
#include <gtest/gtest.h>

#include <functional>

#include "services/ledger/rules/winners.h"
#include "tests/services/selection/rules/selection_book.h"

namespace greenledger::rules {
namespace {

constexpr auto kListWrong = v1::REFUSAL_REASON_LIST_WRONG;
constexpr auto kSeatsWrong = v1::REFUSAL_REASON_SEATS_WRONG;

// A book whose campaign runs, after its window.
class ListTest : public ::testing::Test {
 protected:
  void Run(const v1::CampaignRule& rule) {
    book_.BringTo(rule, v1::CAMPAIGN_STATE_RUNNING);
    book_.Prepare(v1::CAMPAIGN_STATE_EVALUATED);
  }
  SelectionBook book_;
};

struct Fault {
  const char* name;
  v1::RefusalReason reason;
  // The digest is made after it.
  std::function<void(ListMaker&)> spoil;
};

void PrintTo(const Fault& fault, std::ostream* out) { *out << fault.name; }

class ListFaultTest : public ListTest,
                      public ::testing::WithParamInterface<Fault> {};

TEST_P(ListFaultTest, IsRefused) {
  Run(HonourRule());
  ListMaker list = book_.List();
  GetParam().spoil(list);
  const auto before = book_.Rows();
  EXPECT_EQ(book_.Run(list.Make()), GetParam().reason);
  EXPECT_EQ(book_.Rows(), before);
  EXPECT_EQ(book_.Run(book_.List().Make()), kTaken);
}

INSTANTIATE_TEST_SUITE_P(
    All, ListFaultTest,
    ::testing::Values(
        Fault{"NoSize", kListWrong,
              [](ListMaker& list) { list.evaluation.set_size(0); }},
        Fault{"BeyondTheBook", kListWrong,
              [](ListMaker& list) { list.evaluation.set_size(1000); }},
        Fault{"NoRoot", kListWrong,
              [](ListMaker& list) { list.evaluation.set_root("r"); }},
        Fault{"AnotherRule", kListWrong,
              [](ListMaker& list) { list.evaluation.set_rule_index(1); }},
        Fault{"MoreEligibleThanListed", kListWrong,
              [](ListMaker& list) { list.evaluation.set_eligible(5); }},
        Fault{"FewerContestantsThanEligible", kListWrong,
              [](ListMaker& list) { list.evaluation.set_contestants(3); }},
        Fault{"ASeedThatIsNotAskedFor", v1::REFUSAL_REASON_SEED_WRONG,
              [](ListMaker& list) {
                list.evaluation.set_draw_seed(std::string(32, 's'));
              }},
        Fault{"ScoresRise", kListWrong,
              [](ListMaker& list) {
                list.rows[3].set_score_millionths(900'001);
              }},
        Fault{"AScoreBeyondAll", kListWrong,
              [](ListMaker& list) {
                list.rows[0].set_score_millionths(1'000'001);
              }},
        Fault{"TheFirstIsSecond", kListWrong,
              [](ListMaker& list) { list.rows[0].set_rank(2); }},
        Fault{"EqualRanksOfUnequalScores", kListWrong,
              [](ListMaker& list) { list.rows[1].set_rank(1); }},
        Fault{"ARankIsLeftOut", kListWrong,
              [](ListMaker& list) { list.rows[3].set_rank(5); }},
        Fault{"NobodyKnows", kListWrong,
              [](ListMaker& list) { list.rows[3].set_number(99); }},
        Fault{"Twice", kListWrong,
              [](ListMaker& list) { list.rows[3].set_number(1); }},
        Fault{"OfAnotherBook", kListWrong,
              [](ListMaker& list) { list.rows[3].set_book(kOtherBook); }},
        Fault{"AScope", kSeatsWrong,
              [](ListMaker& list) { list.rows[3].set_scope(1); }},
        Fault{"TooManySeats", kSeatsWrong,
              [](ListMaker& list) {
                list.seats[0].set_seats(3);
                list.evaluation.set_seats(3);
              }},
        Fault{"TooFewSeats", kSeatsWrong,
              [](ListMaker& list) { list.seats[0].set_seats(1); }},
        Fault{"SeatsOfAGrid", kSeatsWrong,
              [](ListMaker& list) { list.seats[0].set_scope(1); }},
        Fault{"ScopesTwice", kSeatsWrong,
              [](ListMaker& list) {
                list.seats[0].set_seats(1);
                list.seats.push_back(list.seats[0]);
              }}),
    [](const auto& row) { return std::string(row.param.name); });

TEST_F(ListTest, APersonsRowNeedsItsMember) {
  v1::CampaignRule rule = HonourRule();
  rule.set_contestants(v1::CONTESTANT_KIND_PERSON);
  Run(rule);
  ListMaker list(book_.state());
  list.Rows({{1, 900'000, 1}, {1, 800'000, 2}, {2, 700'000, 3}}).Seats(0, 2);
  EXPECT_EQ(book_.Run(list.Make()), kListWrong) << "there is no member 3";
  list.rows[2].set_member(2);
  EXPECT_EQ(book_.Run(list.Make()), kTaken);
}

TEST_F(ListTest, AHouseholdsRowHasNoMember) {
  Run(HonourRule());
  ListMaker list = book_.List();
  list.rows[3].set_number(1);
  list.rows[3].set_member(1);
  EXPECT_EQ(book_.Run(list.Make()), kListWrong);
}

TEST_F(ListTest, ThePublishedDigestIsThatOfTheText) {
  Run(HonourRule());
  std::vector<v1::Entry> entries = book_.List().Make();
  entries[0].mutable_list_part()->mutable_rows(1)->set_score_millionths(
      800'001);
  EXPECT_EQ(book_.Run(entries), kListWrong);
  EXPECT_EQ(book_.refusals()[0].field(), "entry.evaluation.list_digest");
}

TEST_F(ListTest, NobodyOnTheListIsNoList) {
  Run(HonourRule());
  ListMaker list(book_.state());
  EXPECT_EQ(book_.Run(list.Make()), v1::REFUSAL_REASON_LIST_EMPTY);
}

TEST_F(ListTest, ALongerListThanCanBeBookedIsToldApartFromNone) {
  Run(HonourRule());
  ListMaker list(book_.state());
  std::vector<v1::Entry> entries = list.Make();
  v1::Evaluation* evaluation =
      entries.back().mutable_campaign_stepped()->mutable_evaluation();
  evaluation->set_eligible(kListRowsMax + 1);
  evaluation->set_contestants(kListRowsMax + 1);
  EXPECT_EQ(book_.Run(entries), v1::REFUSAL_REASON_TOO_MANY);
}

TEST_F(ListTest, TheSeedIsTheOneThatWasCommittedTo) {
  const std::string seed(32, 's');
  v1::CampaignRule rule = HonourRule();
  rule.add_tie_breaks(v1::TIE_BREAK_DRAW);
  rule.set_draw_seed_digest(DigestOf(seed));
  Run(rule);
  ListMaker list = book_.List();
  EXPECT_EQ(book_.Run(list.Make()), v1::REFUSAL_REASON_SEED_WRONG);
  list.evaluation.set_draw_seed(std::string(32, 't'));
  EXPECT_EQ(book_.Run(list.Make()), v1::REFUSAL_REASON_SEED_WRONG);
  list.evaluation.set_draw_seed(seed);
  EXPECT_EQ(book_.Run(list.Make()), kTaken);
}

TEST_F(ListTest, PartsComeInTheirOrderAndAllOfThem) {
  Run(HonourRule());
  const std::vector<v1::Entry> entries = book_.List().Make(/*part_rows=*/1);
  ASSERT_EQ(entries.size(), 5u);
  for (size_t left_out = 0; left_out < 4; ++left_out) {
    std::vector<v1::Entry> fewer = entries;
    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(left_out));
    EXPECT_EQ(book_.Run(fewer), kListWrong);
  }
  std::vector<v1::Entry> swapped = entries;
  std::swap(swapped[1], swapped[2]);
  EXPECT_EQ(book_.Run(swapped), kListWrong);
  EXPECT_EQ(book_.Run(entries), kTaken);
  EXPECT_EQ(book_.campaign().list.size(), 4u);
  EXPECT_EQ(book_.campaign().evaluation.parts(), 4u);
  EXPECT_TRUE(book_.Verify().ok()) << book_.Verify();
}

TEST_F(ListTest, PartsAreTakenWhenTheCampaignIsOver) {
  book_.BringTo(HonourRule(), v1::CAMPAIGN_STATE_RUNNING);
  const v1::Entry part = book_.List().Make()[0];
  EXPECT_EQ(book_.Run(part), v1::REFUSAL_REASON_WINDOW_OPEN);
  book_.Prepare(v1::CAMPAIGN_STATE_EVALUATED);
  ASSERT_EQ(book_.Step(v1::CAMPAIGN_STATE_EVALUATED), kTaken);
  EXPECT_EQ(book_.Run(part), v1::REFUSAL_REASON_CAMPAIGN_STATE_WRONG);
}

TEST_F(ListTest, WhatWasLeftOfAListIsNoPartOfTheNext) {
  Run(HonourRule());
  std::vector<v1::Entry> entries = book_.List().Make(/*part_rows=*/2);
  ASSERT_EQ(book_.Run(entries[0]), kTaken);
  // Twice the same is no two parts.
  EXPECT_EQ(book_.Run({entries[0], entries[0], entries[2]}), kListWrong);
  book_.Restart();
  EXPECT_EQ(book_.Run(book_.List().Make()), kTaken);
  EXPECT_EQ(book_.campaign().list.size(), 4u);
  EXPECT_EQ(book_.campaign().seats.size(), 1u);
  EXPECT_TRUE(book_.Verify().ok()) << book_.Verify();
}

TEST_F(ListTest, WhatWasLeftOfAListCanBeCompleted) {
  Run(HonourRule());
  std::vector<v1::Entry> entries = book_.List().Make(/*part_rows=*/2);
  ASSERT_EQ(book_.Run(entries[0]), kTaken);
  book_.Restart();
  EXPECT_EQ(book_.Run({entries[1], entries[2]}), kTaken);
  EXPECT_EQ(book_.campaign().list.size(), 4u);
  EXPECT_TRUE(book_.Verify().ok()) << book_.Verify();
}

TEST_F(ListTest, APartHasAThousandRowsAtMost) {
  Run(HonourRule());
  v1::Entry part = book_.List().Make()[0];
  while (part.list_part().rows_size() <= kListPartRowsMax) {
    *part.mutable_list_part()->add_rows() = part.list_part().rows(3);
  }
  EXPECT_EQ(book_.Run(part), kListWrong);
}

TEST_F(ListTest, SeatsAreOnTheFirstPart) {
  Run(HonourRule());
  std::vector<v1::Entry> entries = book_.List().Make(/*part_rows=*/2);
  *entries[1].mutable_list_part()->add_seats() =
      entries[0].list_part().seats(0);
  EXPECT_EQ(book_.Run(entries), kSeatsWrong);
}

TEST_F(ListTest, SeatsOfGridsGoWithTheHouseholdsThere) {
  v1::CampaignRule rule = HonourRule();
  rule.mutable_quota()->set_scope(v1::QUOTA_SCOPE_GRID);
  rule.mutable_quota()->set_remainder(v1::REMAINDER_RULE_LARGEST);
  Run(rule);
  const auto make = [&](uint64_t scope_of_fourth, uint64_t second_scope) {
    ListMaker list(book_.state());
    list.Rows({{1, 900'000, 0, 0, 1},
               {2, 800'000, 0, 0, 1},
               {3, 800'000, 0, 0, 1},
               {4, 500'000, 0, 0, scope_of_fourth}});
    return list.Seats(1, 1).Seats(second_scope, 1).Make();
  };
  EXPECT_EQ(book_.Run(make(1, 2)), kSeatsWrong) << "it lives in grid 2";
  EXPECT_EQ(book_.Run(make(2, 101)), kSeatsWrong) << "that is a building";
  EXPECT_EQ(book_.Run(make(2, 3)), kSeatsWrong) << "there is none";
  EXPECT_EQ(book_.Run(make(2, 2)), kTaken);
}

TEST_F(ListTest, SeatsMayStayEmptyWhereTheRuleSaysSo) {
  v1::CampaignRule rule = HonourRule();
  rule.mutable_quota()->set_scope(v1::QUOTA_SCOPE_BUILDING);
  rule.mutable_quota()->set_remainder(v1::REMAINDER_RULE_NONE);
  Run(rule);
  ListMaker list(book_.state());
  list.Rows({{1, 900'000, 0, 0, 101}, {4, 500'000, 0, 0, 201}});
  list.Seats(101, 1).Seats(201, 0);
  EXPECT_EQ(book_.Run(list.Make()), kSeatsWrong) << "there are two in all";
  list.evaluation.set_seats(2);
  EXPECT_EQ(book_.Run(list.Make()), kTaken);
}

TEST_F(ListTest, AShareIsOfThoseOnTheList) {
  v1::CampaignRule rule = HonourRule();
  rule.mutable_quota()->set_seats(0);
  rule.mutable_quota()->set_share_permille(500);
  Run(rule);
  ListMaker list(book_.state());
  list.Rows({{1, 900'000}, {2, 800'000}, {3, 700'000}}).Seats(0, 2);
  EXPECT_EQ(book_.Run(list.Make()), kSeatsWrong) << "half of three is one";
  list.seats[0].set_seats(1);
  list.evaluation.set_seats(1);
  EXPECT_EQ(book_.Run(list.Make()), kTaken);
}

TEST_F(ListTest, AStandardHasASeatForEverybody) {
  v1::CampaignRule rule = HonourRule();
  rule.set_layer(v1::CAMPAIGN_LAYER_STANDARD);
  rule.clear_measures();
  rule.clear_quota();
  Run(rule);
  ListMaker list(book_.state());
  list.Rows({{1, 1'000'000}, {2, 1'000'000}, {3, 1'000'000}}).Seats(0, 2);
  EXPECT_EQ(book_.Run(list.Make()), kSeatsWrong);
  list.seats[0].set_seats(3);
  list.evaluation.set_seats(3);
  EXPECT_EQ(book_.Run(list.Make()), kTaken);
  EXPECT_EQ(SelectWinners(book_.campaign()).order.size(), 3u);
}

}  // namespace
}  // namespace greenledger::rules
