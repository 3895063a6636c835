// Kiosks upload while the server is killed, drained, slowed and starved of its
// disk at random, for GREENLEDGER_SOAK_SECONDS or a few seconds. Whatever
// happens, each record is booked once and every answer is kept.
#include <chrono>
#include <cstdio>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/integration/book_check.h"
#include "tests/integration/community.h"
#include "tests/integration/senders.h"
#include "tests/integration/tracer.h"
#include "tests/testing/seeds.h"

namespace greenledger::integration {
namespace {

using ::testing::AnyOf;
using SteadyClock = std::chrono::steady_clock;

constexpr uint64_t kSeconds = 8;
constexpr uint64_t kKiosks = 4;
constexpr uint64_t kRecords = 400;
constexpr uint64_t kUploadRecordsMax = 8;
constexpr int kWriteFailed = 74;

class Round {
 public:
  explicit Round(uint64_t seed) : random_(seed) {
    for (uint64_t kiosk = 1; kiosk <= kKiosks; ++kiosk) {
      const auto journal =
          community_.Journal(kiosk, MixedRecords(kRecords, random_));
      std::vector<v1::SubmitRecordsRequest> uploads;
      for (uint64_t next = 1; next <= kRecords;) {
        uploads.push_back(
            journal
                .Batch(next, std::min(1 + random_.Below(kUploadRecordsMax),
                                      kRecords - next + 1))
                .value());
        next += static_cast<uint64_t>(uploads.back().records_size());
      }
      senders_.Add(kiosk, 1 + static_cast<int>(random_.Below(2)), uploads);
    }
  }

  // Faults until everything is answered; how many there were.
  int Run() {
    Start();
    community_.Populate(*server_);
    senders_.Start();
    int faults = 0;
    bool more = true;
    while (more && !::testing::Test::HasFailure()) {
      senders_.UseServer(server_->kiosk_address());
      more = senders_.WaitForAnswers(1 + random_.Below(20));
      // Read while nobody is told of another server yet.
      const bool quiet = Fault();
      ++faults;
      if (quiet && random_.Chance(2500)) {
        senders_.answers().ExpectKept(ReadSoundBook(*server_));
      }
    }
    senders_.UseServer(server_->kiosk_address());
    senders_.Finish();
    EXPECT_EQ(senders_.unanswered(), 0u);
    const Book book = ReadSoundBook(*server_);
    senders_.answers().ExpectKept(book);
    EXPECT_EQ(book.records.size(), kKiosks * kRecords);
    return faults;
  }

 private:
  void Start() {
    server_ = std::make_unique<ServerProcess>(flags_);
    while (random_.Chance(2000)) {
      const std::chrono::microseconds limit(random_.Between(0, 120'000));
      if (server_->WaitUntilServing(limit)) return;
      server_->Kill();
      server_ = std::make_unique<ServerProcess>(flags_);
    }
    EXPECT_TRUE(server_->WaitUntilServing()) << server_->log();
  }

  // Something happens to the server; then there is one that serves. Whether it
  // is another one.
  bool Fault() {
    switch (random_.Below(5)) {
      case 0:
        EXPECT_EQ(server_->Drain(), 0) << server_->log();
        break;
      case 1:
        UntilItEnds("fdatasync:error=EIO", "");
        break;
      case 2:
        UntilItEnds("write:error=ENOSPC", community_.NewestLog());
        break;
      case 3: {
        const Tracer tracer(*server_, "fdatasync:delay_enter=30000");
        senders_.WaitForAnswers(1 + random_.Below(8));
        return false;
      }
      default:
        server_->Kill();
    }
    Start();
    return true;
  }

  // A call of some thread fails, once or from then on, unless all is answered
  // before it comes to that.
  void UntilItEnds(const std::string& fault, const std::string& file) {
    const std::string when = std::to_string(1 + random_.Below(10));
    {
      const Tracer tracer(
          *server_, fault + ":when=" + when + (random_.Chance(5000) ? "+" : ""),
          file);
      // More than there are: until every sender has noticed.
      senders_.WaitForAnswers(kKiosks * kRecords);
    }
    server_->Stop();
    EXPECT_THAT(server_->Wait(), AnyOf(kWriteFailed, 0)) << server_->log();
  }

  kiosk::Random random_;
  const Community community_{kKiosks};
  const std::vector<std::string> flags_ =
      community_.FlagsWith({"--rows-every", "60"});
  Senders senders_{community_};
  std::unique_ptr<ServerProcess> server_;
};

TEST(RandomFaultsTest, EveryRecordIsBookedOnceAndEveryAnswerIsKept) {
  const std::string reason = WhyNotTraced();
  if (!reason.empty()) GTEST_SKIP() << reason;
  const std::chrono::seconds length(
      testing::NumberFromEnvironment("GREENLEDGER_SOAK_SECONDS", kSeconds));
  const auto begin = SteadyClock::now();
  int faults = 0;
  testing::ForEachSeedUntil(
      [&] { return SteadyClock::now() - begin >= length; },
      [&](uint64_t seed) {
        faults += Round(seed).Run();
        std::printf("%lld s: %d faults, seed %llu\n",
                    static_cast<long long>(
                        std::chrono::duration_cast<std::chrono::seconds>(
                            SteadyClock::now() - begin)
                            .count()),
                    faults, static_cast<unsigned long long>(seed));
        std::fflush(stdout);
      });
}

}  // namespace
}  // namespace greenledger::integration
