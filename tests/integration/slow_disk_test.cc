// Every sync of the disk takes 200 ms: more is booked with each, nothing piles
// up, deadlines hold, nobody is shown what could still be lost, and when the
// disk is well again so is the server.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "clients/kiosk/retry.h"
#include "gmock/gmock.h"
#include "greenledger/v1/ledger_service.grpc.pb.h"
#include "gtest/gtest.h"
#include "tests/integration/one_kiosk.h"
#include "tests/integration/process_figures.h"
#include "tests/integration/tracer.h"
#include "tests/testing/sanitized.h"

namespace greenledger::integration {
namespace {

using std::chrono::milliseconds;
using ::testing::HasSubstr;
using SteadyClock = std::chrono::steady_clock;

constexpr char kSlowSync[] = "fdatasync:delay_enter=200000";
// A commit is two syncs, of the log and of the anchor.
constexpr milliseconds kCommit{400};
constexpr char kVerySlowSync[] = "fdatasync:delay_enter=2000000";
constexpr milliseconds kVerySlowCommit{4000};
constexpr uint64_t kKiosks = 16;
constexpr uint64_t kUploads = 3;
constexpr uint64_t kThreadsMore = 16;
// Of 128 uploads of 1 MiB at once, half of them in the queue: each is there as
// it came, as messages and as entries.
constexpr uint64_t kMemoryKibMax = (3 << 20) / 2;
constexpr milliseconds kNormal{testing::kSanitized ? 1000 : 100};
constexpr std::chrono::seconds kNormalAfterMax{30};

class SlowDiskTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const std::string reason = WhyNotTraced();
    if (!reason.empty()) GTEST_SKIP() << reason;
    server_ = community_.Serve();
    community_.Populate(*server_);
  }

  grpc::Status AskTotals(milliseconds deadline, uint64_t* size) const {
    const auto stub = v1::LedgerService::NewStub(server_->Operator());
    v1::GetTotalsRequest request;
    request.set_book(kBook);
    grpc::ClientContext context;
    context.set_deadline(gpr_time_from_millis(deadline.count(), GPR_TIMESPAN));
    v1::GetTotalsResponse totals;
    grpc::Status status = stub->GetTotals(&context, request, &totals);
    if (status.ok()) *size = totals.book().size();
    return status;
  }

  // On a connection of its own, and a new one whenever the server closes it, as
  // it does with some while so many large messages fill its memory.
  Answer SubmitUntilAnswered(uint64_t kiosk,
                             const v1::SubmitRecordsRequest& upload) const {
    for (;;) {
      const auto stub = community_.Connect(kiosk, server_->kiosk_address());
      Answer answer = Submit(*stub, upload);
      if (answer.status.error_code() != grpc::StatusCode::UNAVAILABLE) {
        return answer;
      }
    }
  }

  const Community community_{kKiosks};
  std::unique_ptr<ServerProcess> server_;
};

// One drop of a kiosk after the other.
std::vector<std::string> Drops(uint64_t count) {
  std::vector<std::string> records;
  for (uint64_t n = 1; n <= count; ++n) {
    records.push_back(PaperDrop(n, 1 + n % kHouseholds, 1000));
  }
  return records;
}

TEST_F(SlowDiskTest, GroupsGrowAndNothingPilesUp) {
  std::vector<std::unique_ptr<OneKiosk>> kiosks;
  for (uint64_t n = 1; n <= kKiosks; ++n) {
    kiosks.push_back(
        std::make_unique<OneKiosk>(community_, Drops(kUploads + 1), n));
    kiosks.back()->Use(*server_);
  }
  const uint64_t threads_before = FigureOf(*server_, "Threads");
  {
    const Tracer tracer(*server_, kSlowSync);
    const auto begin = SteadyClock::now();
    std::vector<std::thread> senders;
    for (const auto& kiosk : kiosks) {
      senders.emplace_back([&kiosk = *kiosk] {
        for (uint64_t i = 0; i < kUploads; ++i) {
          EXPECT_TRUE(kiosk.Upload(1).ok());
        }
      });
    }
    for (std::thread& sender : senders) sender.join();
    // One after the other they would take kKiosks times as long as one kiosk.
    EXPECT_LT(SteadyClock::now() - begin, kCommit * kUploads * kKiosks / 2);
    EXPECT_LE(FigureOf(*server_, "Threads"), threads_before + kThreadsMore);
  }
  const auto healed = SteadyClock::now();
  const auto normal = [&] {
    const auto begin = SteadyClock::now();
    EXPECT_TRUE(kiosks[0]->done() || kiosks[0]->Upload(1).ok());
    return SteadyClock::now() - begin < kNormal;
  };
  while (!normal()) ASSERT_LT(SteadyClock::now() - healed, kNormalAfterMax);
  const Book book = ReadSoundBook(*server_);
  for (const auto& kiosk : kiosks) kiosk->answers().ExpectKept(book);
}

TEST_F(SlowDiskTest, ADeadlineHoldsAndTheRecordIsTakenOnce) {
  const kiosk::SignedJournal journal = community_.Journal(1, Drops(1));
  const auto stub = community_.Connect(1, server_->kiosk_address());
  const auto upload = journal.Batch(1, 1).value();
  {
    const Tracer tracer(*server_, kVerySlowSync);
    grpc::ClientContext context;
    context.set_deadline(gpr_time_from_millis(100, GPR_TIMESPAN));
    v1::SubmitRecordsResponse response;
    const auto begin = SteadyClock::now();
    EXPECT_EQ(stub->SubmitRecords(&context, upload, &response).error_code(),
              grpc::StatusCode::DEADLINE_EXCEEDED);
    EXPECT_LT(SteadyClock::now() - begin, kVerySlowCommit);
  }
  EXPECT_TRUE(Submit(*stub, upload).status.ok());
  EXPECT_EQ(ReadSoundBook(*server_).records.size(), 1u);
}

// All senders at once have far more than the queue takes.
TEST_F(SlowDiskTest, TheQueueIsBoundedAndSaysWhenToComeBack) {
  constexpr int kSendersOfAKiosk = 8;
  const std::vector<std::string> records(1000, std::string(1000, 'x'));
  std::atomic<int> ended = 0;
  std::atomic<int> refused = 0;
  std::vector<std::thread> senders;
  {
    const Tracer tracer(*server_, kVerySlowSync);
    for (uint64_t n = 0; n < kKiosks * kSendersOfAKiosk; ++n) {
      senders.emplace_back([&, kiosk = 1 + n % kKiosks] {
        const auto upload = community_.Journal(kiosk, records).Batch(1, 1000);
        const Answer answer = SubmitUntilAnswered(kiosk, upload.value());
        if (!answer.status.ok()) {
          EXPECT_THAT(answer.status.error_details(), HasSubstr("QUEUE_FULL"))
              << answer.status.error_message();
          EXPECT_TRUE(kiosk::PushBack(answer.status).has_value());
          ++refused;
        }
        ++ended;
        ended.notify_one();
      });
    }
    // Long enough to fill the queue.
    int seen = 0;
    while (refused == 0 && seen < static_cast<int>(senders.size())) {
      ended.wait(seen);
      seen = ended;
    }
  }
  for (std::thread& sender : senders) sender.join();
  std::printf(
      "%d of %d refused, at most %llu MiB of memory\n", refused.load(),
      ended.load(),
      static_cast<unsigned long long>(FigureOf(*server_, "VmHWM") >> 10));
  EXPECT_GT(refused, 0);
  EXPECT_GT(ended - refused, 32);
  if (!testing::kSanitized) {
    EXPECT_LT(FigureOf(*server_, "VmHWM"), kMemoryKibMax);
  }
}

// The log is written late, so a kill takes what was decided meanwhile.
TEST_F(SlowDiskTest, NobodyIsShownWhatIsNotDurable) {
  uint64_t size_before = 0;
  ASSERT_TRUE(AskTotals(milliseconds(5000), &size_before).ok());
  OneKiosk kiosk(community_, Drops(1));
  kiosk.Use(*server_);
  uint64_t size_seen = 0;
  {
    const Tracer tracer(*server_, "write:delay_enter=2000000",
                        community_.NewestLog());
    std::thread sender([&] { EXPECT_FALSE(kiosk.Upload(1).ok()); });
    // Until the upload is decided, so that a reader has to wait for it.
    while (AskTotals(milliseconds(100), &size_seen).ok() &&
           size_seen == size_before) {
    }
    EXPECT_LE(size_seen, size_before);
    server_->Kill();
    sender.join();
  }
  const auto server = community_.Serve();
  const Book book = ReadSoundBook(*server);
  EXPECT_EQ(book.entries.size(), size_before);
}

}  // namespace
}  // namespace greenledger::integration
