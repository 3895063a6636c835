// What residents and auditors read.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "storage/proof/sha256.h"
#include "tests/services/ledger/ledger_world.h"

namespace greenledger::ledger {
namespace {

class ReadsTest : public ::testing::Test {
 protected:
  ReadsTest() { world.Populate(); }

  // `count` drops of the first household, far enough apart not to merge.
  void MakeDrops(uint64_t count) {
    for (uint64_t n = 1; n <= count; ++n) {
      world.clock.Advance(6 * kMinuteUs);
      v1::SubmitRecordsResponse response;
      ASSERT_TRUE(
          world.Submit({DropRecord(n, world.clock.NowMicros(), 100)}, &response)
              .ok());
    }
  }

  // The household's own numbers on all pages.
  std::vector<uint64_t> Statement(int page_size, bool oldest_first) {
    v1::ListStatementRequest request;
    request.set_book(kBook);
    request.set_household(kHousehold);
    request.set_page_size(page_size);
    request.set_oldest_first(oldest_first);
    std::vector<uint64_t> numbers;
    do {
      v1::ListStatementResponse response;
      grpc::ClientContext context;
      const grpc::Status status =
          world.reads().ListStatement(&context, request, &response);
      EXPECT_TRUE(status.ok()) << status.error_message();
      if (!status.ok()) return numbers;
      EXPECT_LE(response.entries_size(), page_size);
      for (const v1::StoredEntry& stored : response.entries()) {
        v1::Entry entry;
        EXPECT_TRUE(entry.ParseFromString(stored.entry()));
        EXPECT_EQ(entry.index(), stored.index());
        numbers.push_back(entry.household_entry());
      }
      request.set_page_token(response.next_page_token());
    } while (!request.page_token().empty());
    return numbers;
  }

  LedgerWorld world;
};

TEST_F(ReadsTest, AStatementHasEveryEntryOnceInBothDirections) {
  MakeDrops(149);  // and the entry that registered the household
  std::vector<uint64_t> rising(150);
  for (uint64_t n = 0; n < 150; ++n) rising[n] = n + 1;
  const std::vector<uint64_t> falling(rising.rbegin(), rising.rend());
  for (int page_size : {1, 7, 64, 149, 150, 200}) {
    SCOPED_TRACE(page_size);
    EXPECT_EQ(Statement(page_size, /*oldest_first=*/false), falling);
    EXPECT_EQ(Statement(page_size, /*oldest_first=*/true), rising);
  }
  world.Restart();  // the marks now come from rows
  EXPECT_EQ(Statement(40, /*oldest_first=*/true), rising);
}

TEST_F(ReadsTest, APageTokenBelongsToItsQuery) {
  MakeDrops(3);
  v1::ListStatementRequest request;
  request.set_book(kBook);
  request.set_household(kHousehold);
  request.set_page_size(2);
  v1::ListStatementResponse response;
  grpc::ClientContext first;
  ASSERT_TRUE(world.reads().ListStatement(&first, request, &response).ok());
  request.set_page_token(response.next_page_token());
  request.set_household(2);
  grpc::ClientContext second;
  EXPECT_EQ(
      world.reads().ListStatement(&second, request, &response).error_code(),
      grpc::StatusCode::INVALID_ARGUMENT);
}

TEST_F(ReadsTest, AnEntryComesWithItsLeafHash) {
  MakeDrops(1);
  const std::vector<std::string> entries = world.Entries();
  v1::GetEntryRequest request;
  request.set_book(kBook);
  request.set_index(entries.size() - 1);
  v1::GetEntryResponse response;
  grpc::ClientContext context;
  ASSERT_TRUE(world.reads().GetEntry(&context, request, &response).ok());
  EXPECT_EQ(response.entry().entry(), entries.back());
  EXPECT_EQ(response.leaf_hash(),
            proof::AsBytes(proof::LeafHash(entries.back())));
  request.set_index(entries.size());
  grpc::ClientContext beyond;
  EXPECT_EQ(world.reads().GetEntry(&beyond, request, &response).error_code(),
            grpc::StatusCode::NOT_FOUND);
}

TEST_F(ReadsTest, TotalsAddUpWhatWasReturned) {
  MakeDrops(5);
  v1::GetTotalsRequest request;
  request.set_book(kBook);
  v1::GetTotalsResponse totals;
  grpc::ClientContext context;
  ASSERT_TRUE(world.reads().GetTotals(&context, request, &totals).ok());
  EXPECT_EQ(totals.drops(), 5u);
  EXPECT_EQ(totals.households(), 3u);
  EXPECT_EQ(totals.milli_points_issued(), 5u * 200);
  ASSERT_EQ(totals.returned_size(), 1);
  EXPECT_EQ(totals.returned(0).class_code(), 31u);
  EXPECT_EQ(totals.returned(0).credits(), 500u);
  EXPECT_EQ(totals.book().size(), world.Entries().size());
}

TEST_F(ReadsTest, BalancesComeInPagesInTheOrderOfHouseholds) {
  v1::ListBalancesRequest request;
  request.set_book(kBook);
  request.set_owner(v1::ACCOUNT_OWNER_HOUSEHOLD);
  request.set_page_size(2);
  std::vector<uint64_t> numbers;
  do {
    v1::ListBalancesResponse response;
    grpc::ClientContext context;
    ASSERT_TRUE(world.reads().ListBalances(&context, request, &response).ok());
    for (const auto& owner : response.owners()) {
      numbers.push_back(owner.owner_number());
    }
    request.set_page_token(response.next_page_token());
  } while (!request.page_token().empty());
  EXPECT_THAT(numbers, ::testing::ElementsAre(1, 2, 3));
}

TEST_F(ReadsTest, AFollowerGetsEntriesAsTheyAreBooked) {
  const size_t before = world.Entries().size();
  v1::FollowEntriesRequest request;
  request.set_book(kBook);
  request.set_from_index(before);
  grpc::ClientContext context;
  auto stream = world.reads().FollowEntries(&context, request);
  MakeDrops(2);
  size_t seen = 0;
  v1::FollowEntriesResponse message;
  while (seen < 2 && stream->Read(&message)) {
    EXPECT_EQ(message.first_index(), before + seen);
    seen += static_cast<size_t>(message.entries_size());
  }
  EXPECT_EQ(seen, 2u);
  context.TryCancel();
  EXPECT_EQ(stream->Finish().error_code(), grpc::StatusCode::CANCELLED);
}

TEST_F(ReadsTest, ABookThatIsNotHere) {
  v1::GetTotalsRequest request;
  request.set_book(kBook + 1);
  v1::GetTotalsResponse response;
  grpc::ClientContext context;
  EXPECT_EQ(world.reads().GetTotals(&context, request, &response).error_code(),
            grpc::StatusCode::NOT_FOUND);
}

}  // namespace
}  // namespace greenledger::ledger
