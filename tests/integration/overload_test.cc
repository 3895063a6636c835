// Many more uploads at once than the server can take, by kiosks that do not
// wait as long as they are told: memory stays bounded, what is refused is
// refused with a time to come back, and what was answered is kept.
#include <algorithm>
#include <atomic>
#include <barrier>
#include <chrono>
#include <cstdio>
#include <deque>
#include <string>
#include <thread>
#include <vector>

#include "clients/kiosk/retry.h"
#include "gtest/gtest.h"
#include "tests/integration/one_kiosk.h"
#include "tests/integration/process_figures.h"
#include "tests/testing/sanitized.h"
#include "tests/testing/seeds.h"

namespace greenledger::integration {
namespace {

using SteadyClock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr uint64_t kFlooding = 100;
// Uploads of each, all as large as the contract allows.
constexpr uint64_t kUploads = 2;
constexpr uint64_t kUploadRecords = 32;
constexpr uint64_t kRecordBytes = 32'000;
constexpr uint64_t kMemoryKibMax = 512 * 1024;

// No record of the contract: it is booked as it is, in quarantine.
std::vector<std::string> LargeRecords(uint64_t kiosk) {
  std::vector<std::string> records;
  for (uint64_t n = 1; n <= kUploads * kUploadRecords; ++n) {
    std::string record =
        "\xff\xff kiosk " + std::to_string(kiosk) + ", " + std::to_string(n);
    record.resize(kRecordBytes, '.');
    records.push_back(std::move(record));
  }
  return records;
}

milliseconds Since(SteadyClock::time_point begin) {
  return std::chrono::duration_cast<milliseconds>(SteadyClock::now() - begin);
}

struct Times {
  std::vector<milliseconds> accepted;
  std::vector<milliseconds> refused;

  void Add(const Times& more) {
    accepted.insert(accepted.end(), more.accepted.begin(), more.accepted.end());
    refused.insert(refused.end(), more.refused.begin(), more.refused.end());
  }
};

long long LongOf99(std::vector<milliseconds> times) {
  if (times.empty()) return 0;
  std::sort(times.begin(), times.end());
  return times[times.size() * 99 / 100].count();
}

// Sends until everything is answered. A refused call comes again at once: ten
// times what the server asked for.
void Flood(OneKiosk& kiosk, uint64_t upload_records, Times* times) {
  while (!kiosk.done()) {
    const auto begin = SteadyClock::now();
    const grpc::Status status = kiosk.Upload(upload_records);
    (status.ok() ? times->accepted : times->refused).push_back(Since(begin));
    if (status.ok()) continue;
    ASSERT_EQ(status.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED)
        << status.error_message();
    ASSERT_TRUE(kiosk::PushBack(status).has_value());
  }
}

TEST(OverloadTest, MemoryIsBoundedAndNothingIsLost) {
  const Community community(kFlooding + 1);
  auto server = community.Serve();
  community.Populate(*server);
  std::deque<OneKiosk> kiosks;
  for (uint64_t n = 1; n <= kFlooding; ++n) {
    kiosks.emplace_back(community, LargeRecords(n), n);
  }
  // One that behaves, with a drop at a time.
  kiosk::Random random(testing::SeedsFor(1).first);
  kiosks.emplace_back(community, MixedRecords(20, random), kFlooding + 1);

  std::vector<Times> times(kiosks.size());
  std::barrier start(static_cast<std::ptrdiff_t>(kiosks.size()));
  std::vector<std::thread> threads;
  for (size_t i = 0; i < kiosks.size(); ++i) {
    threads.emplace_back([&, i] {
      kiosks[i].Use(*server);
      start.arrive_and_wait();
      Flood(kiosks[i], i == kFlooding ? 1 : kUploadRecords, &times[i]);
    });
  }
  for (std::thread& thread : threads) thread.join();
  const uint64_t peak_kib = FigureOf(*server, "VmHWM");

  Times all;
  for (size_t i = 0; i < kFlooding; ++i) all.Add(times[i]);
  std::printf(
      "%zu uploads of 1 MiB accepted (p99 %lld ms), %zu refused (p99 %lld "
      "ms), single drops p99 %lld ms, peak of memory %llu MiB\n",
      all.accepted.size(), LongOf99(all.accepted), all.refused.size(),
      LongOf99(all.refused), LongOf99(times[kFlooding].accepted),
      static_cast<unsigned long long>(peak_kib / 1024));
  EXPECT_EQ(all.accepted.size(), kFlooding * kUploads);
  if (!testing::kSanitized) {
    EXPECT_LE(peak_kib, kMemoryKibMax);
  }

  const Book book = ReadSoundBook(*server);
  uint64_t records = 0;
  for (const OneKiosk& kiosk : kiosks) {
    kiosk.answers().ExpectKept(book);
    records += kiosk.answers().size();
  }
  EXPECT_EQ(records, kFlooding * kUploads * kUploadRecords + 20);
  EXPECT_EQ(book.records.size(), records);
}

}  // namespace
}  // namespace greenledger::integration
