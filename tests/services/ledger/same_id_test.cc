// The same id many times at once, and with other content: one entry, one answer
// for ever, and nothing else moves.
#include <gtest/gtest.h>

#include <atomic>
#include <barrier>
#include <thread>

#include "tests/services/ledger/ledger_world.h"
#include "tests/testing/seeds.h"

namespace greenledger::ledger {
namespace {

constexpr int kThreads = 64;
constexpr uint64_t kIds = 200;
constexpr uint32_t kOthers = 1000;

std::string DropBytes(const LedgerWorld& world, uint64_t sequence,
                      uint32_t grams) {
  return DropRecord(sequence, world.clock.NowMicros(), grams)
      .SerializeAsString();
}

// What each of the threads is told that sends the request at the same moment.
std::vector<v1::RecordResult> SendAtOnce(
    LedgerWorld* world, const v1::SubmitRecordsRequest& request) {
  std::vector<v1::RecordResult> results(kThreads);
  std::barrier start(kThreads);
  std::vector<std::thread> senders;
  for (v1::RecordResult& result : results) {
    senders.emplace_back([&] {
      start.arrive_and_wait();
      grpc::ClientContext context;
      v1::SubmitRecordsResponse response;
      const grpc::Status status =
          world->kiosk().SubmitRecords(&context, request, &response);
      ASSERT_TRUE(status.ok()) << status.error_message();
      result = response.results(0);
    });
  }
  for (std::thread& sender : senders) sender.join();
  return results;
}

TEST(SameIdTest, ManyAtOnceMakeOneEntryAndGetOneAnswer) {
  LedgerWorld world(LedgerWorld::Options{nullptr, /*rows_every=*/50});
  world.Populate();
  const size_t before = world.Entries().size();
  const uint64_t ids = kIds * testing::SoakFactor();
  proof::Hash chain = journal::ChainStart({kBook, kKiosk, kIncarnation});
  for (uint64_t id = 1; id <= ids; ++id) {
    const std::string bytes = DropBytes(world, id, 1000);
    auto results = SendAtOnce(&world, world.Signed(id, {bytes}, chain));
    chain = journal::ChainNext(chain, bytes);
    int accepted = 0;
    for (v1::RecordResult& result : results) {
      accepted += result.code() == v1::RECORD_RESULT_CODE_ACCEPTED;
      EXPECT_GE(result.code(), v1::RECORD_RESULT_CODE_DUPLICATE);
      result.set_code(v1::RECORD_RESULT_CODE_DUPLICATE);
      EXPECT_EQ(result.SerializeAsString(), results[0].SerializeAsString());
    }
    ASSERT_EQ(accepted, 1) << "record " << id;
  }
  EXPECT_EQ(world.Entries().size(), before + ids);
}

TEST(SameIdTest, ManyCommandsAtOnceAreOne) {
  LedgerWorld world;
  world.Populate();
  const size_t before = world.Entries().size();
  v1::BlockCardRequest request;
  *request.mutable_header() = world.Header();
  request.mutable_card()->set_card_hash(CardOf(2));
  std::barrier start(kThreads);
  std::atomic<int> accepted = 0;
  std::atomic<int> repeated = 0;
  std::vector<std::thread> senders;
  for (int i = 0; i < kThreads; ++i) {
    senders.emplace_back([&] {
      start.arrive_and_wait();
      grpc::ClientContext context;
      v1::BlockCardResponse response;
      ASSERT_TRUE(
          world.registry().BlockCard(&context, request, &response).ok());
      accepted += response.result().code() == v1::COMMAND_RESULT_CODE_ACCEPTED;
      repeated += response.result().code() == v1::COMMAND_RESULT_CODE_DUPLICATE;
    });
  }
  for (std::thread& sender : senders) sender.join();
  EXPECT_EQ(accepted, 1);
  EXPECT_EQ(repeated, kThreads - 1);
  EXPECT_EQ(world.Entries().size(), before + 1);
}

TEST(SameIdTest, OtherContentIsAlwaysRefusedAndMovesNothing) {
  LedgerWorld world;
  world.Populate();
  v1::SubmitRecordsResponse response;
  ASSERT_TRUE(
      world.SubmitBytes(1, {DropBytes(world, 1, 1000)}, &response).ok());
  const auto entries = world.Entries();
  const int64_t points = world.Points(kHousehold);
  const proof::Hash chain = journal::ChainStart({kBook, kKiosk, kIncarnation});
  for (uint32_t other = 1; other <= kOthers; ++other) {
    grpc::ClientContext context;
    const auto request =
        world.Signed(1, {DropBytes(world, 1, 1000 + other)}, chain);
    ASSERT_TRUE(world.kiosk().SubmitRecords(&context, request, &response).ok());
    ASSERT_EQ(response.results(0).code(), v1::RECORD_RESULT_CODE_ID_REUSED);
  }
  EXPECT_EQ(world.Entries(), entries);
  EXPECT_EQ(world.Points(kHousehold), points);
}

}  // namespace
}  // namespace greenledger::ledger
