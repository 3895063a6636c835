// A server that is stopped or killed again and again with hundreds of
// connections on it: all come back, and no answer is lost.
#include <chrono>
#include <cstdio>
#include <vector>

#include "gtest/gtest.h"
#include "tests/integration/book_check.h"
#include "tests/integration/community.h"
#include "tests/integration/senders.h"
#include "tests/testing/sanitized.h"
#include "tests/testing/seeds.h"

namespace greenledger::integration {
namespace {

using SteadyClock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

constexpr uint64_t kKiosks = 50;
constexpr int kConnections = testing::kSanitized ? 1 : 2;  // of each
const uint64_t kRestarts = 20 * testing::SoakFactor();
constexpr uint64_t kUploadRecords = 3;
// Of each kiosk: several times what is answered between the restarts.
const uint64_t kUploads = 5 * (kRestarts + 5);

std::vector<v1::SubmitRecordsRequest> Uploads(
    const kiosk::SignedJournal& journal) {
  std::vector<v1::SubmitRecordsRequest> uploads;
  for (uint64_t next = 1; next <= journal.last_sequence();
       next += kUploadRecords) {
    uploads.push_back(journal.Batch(next, kUploadRecords).value());
  }
  return uploads;
}

TEST(RestartStormTest, EveryConnectionComesBackAndNoAnswerIsLost) {
  kiosk::Random random(testing::SeedsFor(1).first);
  const Community community(kKiosks);
  Senders senders(community);
  for (uint64_t kiosk = 1; kiosk <= kKiosks; ++kiosk) {
    auto records = MixedRecords(kUploads * kUploadRecords, random);
    senders.Add(kiosk, kConnections,
                Uploads(community.Journal(kiosk, std::move(records))));
  }
  auto server = community.Serve();
  community.Populate(*server);
  senders.Start();
  Seconds slowest_drain{0};
  Seconds slowest_return{0};
  for (uint64_t restart = 0; restart < kRestarts; ++restart) {
    const auto began = SteadyClock::now();
    senders.UseServer(server->kiosk_address());
    ASSERT_TRUE(senders.WaitForAnswers(kKiosks));
    slowest_return =
        std::max<Seconds>(slowest_return, SteadyClock::now() - began);
    if (random.Chance(5000)) {
      server->Kill();
    } else {
      const auto asked = SteadyClock::now();
      EXPECT_EQ(server->Drain(), 0) << server->log();
      slowest_drain =
          std::max<Seconds>(slowest_drain, SteadyClock::now() - asked);
    }
    server = community.Serve();
  }
  senders.UseServer(server->kiosk_address());
  senders.Finish();
  std::printf(
      "%d connections, slowest stop %.2f s, %llu answers at the latest %.2f s "
      "after a start\n",
      static_cast<int>(kKiosks) * kConnections, slowest_drain.count(),
      static_cast<unsigned long long>(kKiosks), slowest_return.count());
  EXPECT_EQ(senders.unanswered(), 0u);
  const Book book = ReadSoundBook(*server);
  senders.answers().ExpectKept(book);
  EXPECT_EQ(book.records.size(), kKiosks * kUploads * kUploadRecords);
}

}  // namespace
}  // namespace greenledger::integration
