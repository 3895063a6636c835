// The server is killed again and again while kiosks upload everything three
// times, in any order, over several connections, and while it starts: each
// record is booked once, and every answer is the same one, for ever.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "tests/integration/book_check.h"
#include "tests/integration/community.h"
#include "tests/integration/senders.h"
#include "tests/testing/sanitized.h"
#include "tests/testing/seeds.h"

namespace greenledger::integration {
namespace {

using Seconds = std::chrono::duration<double>;
using SteadyClock = std::chrono::steady_clock;

constexpr uint64_t kKiosks = 6;
constexpr uint64_t kRecords = 900;
constexpr int kConnections = 2;  // of each kiosk
constexpr int kCopies = 3;
constexpr int kKills = 100;
// After so many kills the whole book is read and compared with all answers.
constexpr int kKillsBetweenChecks = 10;
// Uploads answered between two kills; all kills come well before the last of
// the about 1,300 uploads.
constexpr int64_t kAnsweredMin = 1;
constexpr int64_t kAnsweredMax = 18;
// About as long as a start takes here.
constexpr int64_t kStartUs = 120'000;
constexpr Seconds kStartMax{testing::kSanitized ? 60 : 5};

// The journal, cut into uploads of random sizes in two ways, each upload
// `kCopies` times, in a random order.
std::vector<v1::SubmitRecordsRequest> ShuffledUploads(
    const kiosk::SignedJournal& journal, kiosk::Random& random) {
  std::vector<v1::SubmitRecordsRequest> uploads;
  for (int way = 0; way < 2; ++way) {
    for (uint64_t next = 1; next <= journal.last_sequence();) {
      const uint64_t count =
          std::min(1 + random.Below(48), journal.last_sequence() - next + 1);
      const auto upload = journal.Batch(next, count);
      uploads.insert(uploads.end(), kCopies, upload.value());
      next += count;
    }
  }
  for (size_t i = uploads.size(); i > 1; --i) {
    std::swap(uploads[i - 1], uploads[random.Below(i)]);
  }
  return uploads;
}

uint64_t Watermark(v1::KioskService::StubInterface& stub) {
  v1::GetWatermarkRequest request;
  request.set_incarnation(kIncarnation);
  grpc::ClientContext context;
  v1::GetWatermarkResponse response;
  EXPECT_TRUE(stub.GetWatermark(&context, request, &response).ok());
  return response.watermark();
}

class CrashLoop {
 public:
  explicit CrashLoop(uint64_t seed) : random_(seed) {
    for (uint64_t kiosk = 1; kiosk <= kKiosks; ++kiosk) {
      records_.push_back(MixedRecords(kRecords, random_));
      senders_.Add(
          kiosk, kConnections,
          ShuffledUploads(community_.Journal(kiosk, records_.back()), random_));
    }
  }

  void Run() {
    auto server = community_.Serve();
    community_.Populate(*server);
    senders_.Start();
    for (int kills = 1; kills <= kKills; ++kills) {
      senders_.UseServer(server->kiosk_address());
      const int64_t wanted = random_.Between(kAnsweredMin, kAnsweredMax);
      ASSERT_TRUE(senders_.WaitForAnswers(static_cast<uint64_t>(wanted)));
      server->Kill();
      server = Start();
      if (kills % kKillsBetweenChecks == 0) {
        senders_.answers().ExpectKept(ReadSoundBook(*server));
      }
    }
    senders_.UseServer(server->kiosk_address());
    senders_.Finish();
    std::printf("%d kills, %d more while starting, slowest start %.2f s\n",
                kKills, killed_starting_, slowest_start_.count());
    EXPECT_EQ(senders_.unanswered(), 0u);
    ExpectEverythingBooked(std::move(server));
  }

 private:
  // A server that serves. Some of those before it are killed while they start.
  std::unique_ptr<ServerProcess> Start() {
    while (true) {
      const auto begin = SteadyClock::now();
      auto server = std::make_unique<ServerProcess>(flags_);
      if (random_.Chance(6000)) {
        EXPECT_TRUE(server->WaitUntilServing()) << server->log();
        const Seconds took = SteadyClock::now() - begin;
        slowest_start_ = std::max(slowest_start_, took);
        EXPECT_LT(took, kStartMax);
        return server;
      }
      const std::chrono::microseconds limit(random_.Between(0, kStartUs));
      if (server->WaitUntilServing(limit)) return server;
      server->Kill();
      ++killed_starting_;
    }
  }

  void ExpectEverythingBooked(std::unique_ptr<ServerProcess> server) const {
    for (uint64_t kiosk = 1; kiosk <= kKiosks; ++kiosk) {
      const auto stub = community_.Connect(kiosk, server->kiosk_address());
      EXPECT_EQ(Watermark(*stub), kRecords);
    }
    EXPECT_EQ(server->Drain(), 0) << server->log();
    server = community_.Serve();
    const Book book = ReadSoundBook(*server);
    senders_.answers().ExpectKept(book);
    EXPECT_EQ(senders_.answers().size(), kKiosks * kRecords);
    EXPECT_EQ(book.records.size(), kKiosks * kRecords);
    for (const auto& [id, booked] : book.records) {
      EXPECT_EQ(booked.second, records_.at(id.first - 1).at(id.second - 1));
    }
  }

  kiosk::Random random_;
  const Community community_{kKiosks};
  // Rows are written behind many times between two kills.
  const std::vector<std::string> flags_ =
      community_.FlagsWith({"--rows-every", "50"});
  std::vector<std::vector<std::string>> records_;  // of kiosk i + 1
  Senders senders_{community_};
  int killed_starting_ = 0;
  Seconds slowest_start_{0};
};

TEST(CrashTest, EveryRecordIsBookedOnceAndEveryAnswerIsForEver) {
  testing::ForEachSeed(1, [](uint64_t seed) { CrashLoop(seed).Run(); });
}

}  // namespace
}  // namespace greenledger::integration
