// Who declares that it takes part, and who is put forward by another book.
#include <gtest/gtest.h>

#include <functional>

#include "services/ledger/rules/winners.h"
#include "tests/services/selection/rules/selection_book.h"

namespace greenledger::rules {
namespace {

constexpr auto kWrong = v1::REFUSAL_REASON_CONTESTANT_WRONG;

v1::CampaignRule DeclaredRule() {
  v1::CampaignRule rule = HonourRule();
  rule.set_needs_declaration(true);
  return rule;
}

TEST(DeclarationTest, IsInTheHouseholdsOwnSequence) {
  SelectionBook book;
  book.BringTo(DeclaredRule(), v1::CAMPAIGN_STATE_ANNOUNCED);
  book.Must(Declared(Household(2)));
  EXPECT_EQ(book.last().household(), 2u);
  const ContestantKey second{v1::CONTESTANT_KIND_HOUSEHOLD, 0, 2, 0};
  EXPECT_EQ(book.campaign().declarations.at(second), 850u);
  v1::Contestant third = Household(3);
  third.set_book(kBook);
  book.Must(Declared(third));
  EXPECT_EQ(book.last().household(), 3u);
  EXPECT_TRUE(book.Verify().ok()) << book.Verify();
}

TEST(DeclarationTest, ComesOnceAndInTime) {
  SelectionBook book;
  EXPECT_EQ(book.Run(Declared(Household(1))),
            v1::REFUSAL_REASON_CAMPAIGN_UNKNOWN);
  const auto wrong = v1::REFUSAL_REASON_CAMPAIGN_STATE_WRONG;
  book.BringTo(DeclaredRule(), v1::CAMPAIGN_STATE_DRAFT);
  EXPECT_EQ(book.Run(Declared(Household(1))), wrong);
  ASSERT_EQ(book.Step(v1::CAMPAIGN_STATE_ANNOUNCED), kTaken);
  EXPECT_EQ(book.Run(Declared(Household(1))), kTaken);
  const auto taken = v1::REFUSAL_REASON_CONTESTANT_TAKEN;
  EXPECT_EQ(book.Run(Declared(Household(1))), taken);
  book.Prepare(v1::CAMPAIGN_STATE_RUNNING);
  ASSERT_EQ(book.Step(v1::CAMPAIGN_STATE_RUNNING), kTaken);
  EXPECT_EQ(book.Run({Declared(Household(2)), Declared(Household(2))}), taken);
  EXPECT_EQ(book.Run({Declared(Household(2)), Declared(Household(3))}), kTaken);
  book.Prepare(v1::CAMPAIGN_STATE_EVALUATED);
  ASSERT_EQ(book.Step(v1::CAMPAIGN_STATE_EVALUATED), kTaken);
  EXPECT_EQ(book.Run(Declared(Household(4))), wrong);
}

TEST(DeclarationTest, OnlyOfWhoCanTakePart) {
  SelectionBook book;
  book.BringTo(DeclaredRule(), v1::CAMPAIGN_STATE_ANNOUNCED);
  EXPECT_EQ(book.Run(Declared(Person(1, 1))), kWrong);
  EXPECT_EQ(book.Run(Declared(Household(99))),
            v1::REFUSAL_REASON_HOUSEHOLD_UNKNOWN);
  v1::Contestant other = Household(1);
  other.set_book(kOtherBook);
  EXPECT_EQ(book.Run(Declared(other)), kWrong);
  v1::Entry closed;
  closed.mutable_household_changed()->set_number(6);
  closed.mutable_household_changed()->set_state(v1::HOUSEHOLD_STATE_CLOSED);
  book.Must(closed);
  EXPECT_EQ(book.Run(Declared(Household(6))),
            v1::REFUSAL_REASON_HOUSEHOLD_CLOSED);
}

TEST(DeclarationTest, OnlyWhereTheRuleAsksForIt) {
  SelectionBook book;
  book.BringTo(HonourRule(), v1::CAMPAIGN_STATE_ANNOUNCED);
  EXPECT_EQ(book.Run(Declared(Household(1))), kWrong);
}

TEST(DeclarationTest, APlaceDeclaresInNobodysSequence) {
  SelectionBook book;
  v1::CampaignRule rule = DeclaredRule();
  rule.set_contestants(v1::CONTESTANT_KIND_BUILDING);
  rule.clear_prizes();
  rule.clear_budget_number();
  book.BringTo(rule, v1::CAMPAIGN_STATE_ANNOUNCED);
  v1::Contestant building;
  building.set_kind(v1::CONTESTANT_KIND_BUILDING);
  building.set_number(1);
  EXPECT_EQ(book.Run(Declared(building)), v1::REFUSAL_REASON_PLACE_UNKNOWN);
  building.set_number(101);
  EXPECT_EQ(book.Run(Declared(building)), kTaken);
  EXPECT_EQ(book.last().household(), 0u);
}

class NominationTest : public ::testing::Test {
 protected:
  NominationTest() {
    book_.BringTo(StreetRule(), v1::CAMPAIGN_STATE_ANNOUNCED);
  }
  v1::RefusalReason RunChanged(
      const std::function<void(v1::NominationReceived*)>& change) {
    v1::Entry entry = Nominated(Person(10, 1, kOtherBook));
    change(entry.mutable_nomination_received());
    return book_.Run(entry);
  }
  SelectionBook book_;
};

TEST_F(NominationTest, IsKeptAsItWasReceived) {
  const v1::Contestant person = Person(10, 1, kOtherBook);
  book_.Must(Nominated(person));
  EXPECT_EQ(book_.last().household(), 0u) << "it lives in another book";
  const ContestantKey key{v1::CONTESTANT_KIND_PERSON, kOtherBook, 10, 1};
  EXPECT_EQ(book_.campaign().nominations.at(key).SerializeAsString(),
            Nominated(person).nomination_received().SerializeAsString());
  EXPECT_EQ(book_.Run(Nominated(person)), v1::REFUSAL_REASON_CONTESTANT_TAKEN);
  EXPECT_TRUE(book_.Verify().ok()) << book_.Verify();
}

TEST_F(NominationTest, HasAReasonForEachRefusal) {
  EXPECT_EQ(RunChanged([](auto* one) { one->set_campaign_number(8); }),
            v1::REFUSAL_REASON_CAMPAIGN_UNKNOWN);
  EXPECT_EQ(RunChanged([](auto* one) { one->set_title_code("tidy-balcony"); }),
            kWrong);
  EXPECT_EQ(
      RunChanged([](auto* one) {
        one->mutable_contestant()->set_kind(v1::CONTESTANT_KIND_HOUSEHOLD);
      }),
      kWrong);
  EXPECT_EQ(
      RunChanged([](auto* one) { one->mutable_contestant()->clear_book(); }),
      kWrong);
  EXPECT_EQ(
      RunChanged([](auto* one) { one->mutable_contestant()->set_book(kBook); }),
      kWrong);
  EXPECT_EQ(
      RunChanged([](auto* one) { one->set_level(v1::TITLE_LEVEL_STREET); }),
      kWrong);
  EXPECT_EQ(
      RunChanged([&](auto* one) { one->set_title_until(book_.Today() - 1); }),
      v1::REFUSAL_REASON_TITLE_UNKNOWN);
  EXPECT_EQ(RunChanged([&](auto* one) { one->set_title_until(book_.Today()); }),
            kTaken);
}

TEST_F(NominationTest, ComesInTime) {
  book_.Must(Nominated(Person(10, 1, kOtherBook)));
  book_.Must(Stepped(v1::CAMPAIGN_STATE_CANCELLED));
  EXPECT_EQ(book_.Run(Nominated(Person(11, 1, kOtherBook))),
            v1::REFUSAL_REASON_CAMPAIGN_STATE_WRONG);
}

TEST_F(NominationTest, IsForACampaignOverNominations) {
  SelectionBook book;
  book.BringTo(HonourRule(), v1::CAMPAIGN_STATE_ANNOUNCED);
  EXPECT_EQ(book.Run(Nominated(Person(10, 1, kOtherBook))), kWrong);
}

// From the nominations to the titles; the seats are those of the books.
TEST_F(NominationTest, TheBestOfAllBooksAreHonoured) {
  constexpr uint64_t kThirdBook = 350212002003;
  book_.Must({Nominated(Person(10, 1, kOtherBook)),
              Nominated(Person(11, 1, kOtherBook)),
              Nominated(Person(10, 1, kThirdBook))});
  book_.Prepare(v1::CAMPAIGN_STATE_RUNNING);
  ASSERT_EQ(book_.Step(v1::CAMPAIGN_STATE_RUNNING), kTaken);
  book_.Prepare(v1::CAMPAIGN_STATE_EVALUATED);
  ListMaker list(book_.state());
  list.Rows({{10, 900'000, 1, kOtherBook, kOtherBook},
             {11, 800'000, 1, kOtherBook, kOtherBook},
             {10, 700'000, 1, kThirdBook, kThirdBook}});
  list.Seats(kOtherBook, 1).Seats(kThirdBook, 1);
  ListMaker unknown = list;
  unknown.rows[1].set_number(12);
  EXPECT_EQ(book_.Run(unknown.Make()), v1::REFUSAL_REASON_LIST_WRONG);
  ListMaker elsewhere = list;
  elsewhere.rows[1].set_scope(kThirdBook);
  EXPECT_EQ(book_.Run(elsewhere.Make()), v1::REFUSAL_REASON_SEATS_WRONG);
  ListMaker nobody = list;
  nobody.seats[1].set_scope(kThirdBook + 1);
  EXPECT_EQ(book_.Run(nobody.Make()), v1::REFUSAL_REASON_SEATS_WRONG);
  ASSERT_EQ(book_.Run(list.Make()), kTaken);
  for (const auto to :
       {v1::CAMPAIGN_STATE_REVIEWED, v1::CAMPAIGN_STATE_NOTICE,
        v1::CAMPAIGN_STATE_DECIDED, v1::CAMPAIGN_STATE_AWARDED}) {
    book_.Prepare(to);
    ASSERT_EQ(book_.Step(to), kTaken);
  }
  EXPECT_EQ(book_.state().selection().titles.size(), 2u);
  const ContestantKey key{v1::CONTESTANT_KIND_PERSON, kThirdBook, 10, 1};
  EXPECT_TRUE(book_.state().selection().titles_of.contains(key));
  EXPECT_EQ(book_.state().selection().titles.begin()->second.granted.level(),
            v1::TITLE_LEVEL_STREET);
  book_.Restart();
  EXPECT_TRUE(book_.Verify().ok()) << book_.Verify();
}

TEST_F(NominationTest, WhoMustDeclareIsPutForwardFirst) {
  v1::CampaignRule rule = StreetRule();
  rule.set_needs_declaration(true);
  SelectionBook book;
  book.BringTo(rule, v1::CAMPAIGN_STATE_ANNOUNCED);
  const v1::Contestant person = Person(10, 1, kOtherBook);
  EXPECT_EQ(book.Run(Declared(person)), kWrong);
  book.Must(Nominated(person));
  EXPECT_EQ(book.Run(Declared(person)), kTaken);
  EXPECT_EQ(book.last().household(), 0u);
}

}  // namespace
}  // namespace greenledger::rules
