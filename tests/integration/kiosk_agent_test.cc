// The real agent as a process of its own: killed at any moment, with a server
// that is killed too, and with weeks of records to send.
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <cstring>
#include <fstream>
#include <map>
#include <mutex>
#include <thread>

#include "absl/strings/escaping.h"
#include "clients/kiosk/simulate/development_identity.h"
#include "clients/kiosk/simulate/simulated_kiosk.h"
#include "gtest/gtest.h"
#include "nlohmann/json.hpp"
#include "storage/journal/device_journal.h"
#include "tests/integration/book_check.h"
#include "tests/integration/community.h"
#include "tests/integration/senders.h"
#include "tests/testing/sanitized.h"
#include "tests/testing/seeds.h"

namespace greenledger::integration {
namespace {

using nlohmann::json;

// A connection to an agent's local socket.
class LocalClient {
 public:
  explicit LocalClient(const std::string& path)
      : file_(socket(AF_UNIX, SOCK_STREAM, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, path.data(), path.size());
    EXPECT_EQ(connect(file_, reinterpret_cast<const sockaddr*>(&address),
                      sizeof(address)),
              0);
  }
  ~LocalClient() { close(file_); }
  LocalClient(const LocalClient&) = delete;
  LocalClient& operator=(const LocalClient&) = delete;

  void Send(const json& request) {
    const std::string line = request.dump() + "\n";
    EXPECT_EQ(send(file_, line.data(), line.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(line.size()));
  }
  // The next line; null at the end.
  json Next() {
    size_t end = in_.find('\n');
    while (end == std::string::npos) {
      char buffer[4096];
      const ssize_t got = read(file_, buffer, sizeof(buffer));
      if (got <= 0) return nullptr;
      in_.append(buffer, static_cast<size_t>(got));
      end = in_.find('\n');
    }
    const json line = json::parse(in_.substr(0, end), nullptr, false);
    in_.erase(0, end + 1);
    return line;
  }

 private:
  const int file_;
  std::string in_;
};

json DropOf(uint64_t grams) {
  return {{"op", "drop"},
          {"card", absl::BytesToHexString(CardOf(1 + grams % kHouseholds))},
          {"bin", 1},
          {"class", 11},
          {"grams", grams},
          {"quality", "good"}};
}

// greenledger-kiosk as a process.
class AgentProcess {
 public:
  explicit AgentProcess(const std::string& folder)
      : child_({GREENLEDGER_KIOSK_PROGRAM, "run", "--state", folder}) {
    EXPECT_TRUE(child_.WaitForLine("ready at").has_value()) << child_.output();
  }
  void Kill() {
    child_.Signal(SIGKILL);
    child_.Wait();
  }
  int Stop() {
    child_.Signal(SIGTERM);
    return child_.Wait();
  }
  pid_t pid() const { return child_.pid(); }

 private:
  testing::ChildProcess child_;
};

class KioskAgentTest : public ::testing::Test {
 protected:
  explicit KioskAgentTest(uint64_t kiosks = 1) : community_(kiosks) {}

  std::string Enrolled(const std::string& server) {
    const std::string folder = folder_.File("kiosk");
    const auto identity = kiosk::DevelopmentIdentity(community_.pki(), server,
                                                     {kBook, 1, kIncarnation});
    EXPECT_TRUE(identity.ok()) << identity.status();
    EXPECT_TRUE(kiosk::SaveIdentity(folder, *identity).ok());
    return folder;
  }

  testing::TempFolder folder_;
  Community community_;
};

// How often each weight was dropped, by the book.
std::map<uint64_t, int> DropsByGrams(const Book& book) {
  std::map<uint64_t, int> drops;
  for (const auto& [id, entry] : book.records) {
    v1::Record record;
    EXPECT_TRUE(record.ParseFromString(entry.second));
    if (record.has_drop()) ++drops[record.drop().grams()];
  }
  return drops;
}

TEST_F(KioskAgentTest, KilledAHundredTimesEveryDropIsBookedOnce) {
  kiosk::Random random(testing::SeedsFor(1).first);
  auto server = community_.Serve();
  community_.Populate(*server);
  const std::string folder = Enrolled(server->kiosk_address());
  uint64_t grams = 100;
  std::map<uint64_t, bool> thanked;
  for (int round = 0; round < 100; ++round) {
    AgentProcess agent(folder);
    LocalClient client(folder + "/socket");
    for (uint64_t drops = random.Below(4); drops > 0; --drops) {
      client.Send(DropOf(++grams));
      thanked[grams] = client.Next().value("ok", false);
      EXPECT_TRUE(thanked[grams]);
    }
    client.Send(DropOf(++grams));
    thanked[grams] = false;  // killed before the answer, or just after
    agent.Kill();
  }
  AgentProcess agent(folder);
  LocalClient client(folder + "/socket");
  client.Send({{"op", "receipts"}});
  EXPECT_TRUE(client.Next().value("ok", false));
  client.Send(DropOf(++grams));
  thanked[grams] = true;
  uint64_t last = 0;
  for (json line = client.Next(); line.is_object(); line = client.Next()) {
    if (line.contains("sequence")) last = line["sequence"];
    if (line.contains("receipt") && line["receipt"]["sequence"] == last) break;
  }
  EXPECT_EQ(agent.Stop(), 0);
  const auto drops = DropsByGrams(ReadSoundBook(*server));
  for (const auto& [weight, sure] : thanked) {
    const auto at = drops.find(weight);
    const int times = at == drops.end() ? 0 : at->second;
    EXPECT_LE(times, 1) << weight;
    EXPECT_GE(times, sure ? 1 : 0) << weight;
  }
}

TEST_F(KioskAgentTest, AHundredThousandQueuedRecordsFitIntoLittleMemory) {
  const std::string folder = Enrolled("127.0.0.1:1");
  // Not synced record by record: this is the past.
  class Unsynced final : public journal::FileCalls {
   public:
    int SyncData(int) override { return 0; }
  } unsynced;
  {
    journal::DeviceJournal::Options options;
    options.folder = folder + "/journal";
    options.id = {kBook, 1, kIncarnation};
    options.calls = &unsynced;
    auto journal = journal::DeviceJournal::Open(
        options, {[](std::string_view) {}, [](std::string_view) {}});
    ASSERT_TRUE(journal.ok());
    for (uint64_t sequence = 1; sequence <= 100'000; ++sequence) {
      ASSERT_TRUE((*journal)
                      ->Append(PaperDrop(sequence, 1, 500), 1,
                               [] { return std::string(); })
                      .ok());
    }
  }
  const auto begin = std::chrono::steady_clock::now();
  AgentProcess agent(folder);
  LocalClient client(folder + "/socket");
  client.Send(DropOf(700));
  // Behind the start and what the kiosk measured of itself.
  EXPECT_GT(client.Next().value("sequence", 0), 100'001);
  const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now() - begin);
  std::ifstream status("/proc/" + std::to_string(agent.pid()) + "/status");
  uint64_t peak_kib = 0;
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) peak_kib = std::stoull(line.substr(6));
  }
  std::printf("100,000 records: first drop after %lld ms, %llu KiB\n",
              static_cast<long long>(took.count()),
              static_cast<unsigned long long>(peak_kib));
  EXPECT_GT(peak_kib, 0u);
  if (!testing::kSanitized) {
    EXPECT_LT(peak_kib, 64u * 1024);
  }
  EXPECT_EQ(agent.Stop(), 0);
}

// The records one after the other, ten seconds apart, up to now.
std::vector<std::string> SpreadOut(std::vector<std::string> records) {
  v1::Record record;
  int64_t time_us = 0;
  for (std::string& bytes : records) {
    if (!record.ParseFromString(bytes)) continue;
    if (time_us == 0) {
      time_us = record.device_time_us() -
                static_cast<int64_t>(records.size()) * 10'000'000;
    }
    record.set_device_time_us(time_us += 10'000'000);
    bytes = record.SerializeAsString();
  }
  return records;
}

class ManyKiosksTest : public KioskAgentTest {
 protected:
  static constexpr uint64_t kKiosks = 10;
  static constexpr uint64_t kRecords = 2000;
  ManyKiosksTest() : KioskAgentTest(kKiosks) {}

  // A server at the address of the one before.
  std::unique_ptr<ServerProcess> ServeAt(const std::string& address) {
    std::vector<std::string> flags = community_.flags();
    for (size_t i = 0; i + 1 < flags.size(); ++i) {
      if (flags[i] == "--kiosk-listen") flags[i + 1] = address;
    }
    auto server = std::make_unique<ServerProcess>(flags);
    EXPECT_TRUE(server->WaitUntilServing()) << server->log();
    return server;
  }

  // Every kiosk sends all that it ever made, in any order and over several
  // connections: it is told what it was told before, and nothing is booked.
  void SendAllAgain(const ServerProcess& server, const Book& book,
                    kiosk::Random& random) {
    std::map<uint64_t, std::vector<std::string>> records;
    for (const auto& [id, entry] : book.records) {
      records[id.first].push_back(entry.second);
    }
    Senders senders(community_);
    for (auto& [kiosk, of_kiosk] : records) {
      const auto journal = community_.Journal(kiosk, std::move(of_kiosk));
      std::vector<v1::SubmitRecordsRequest> uploads;
      for (uint64_t next = 1; next <= journal.last_sequence(); next += 50) {
        const uint64_t left = journal.last_sequence() - next + 1;
        uploads.push_back(
            journal.Batch(next, std::min<uint64_t>(50, left)).value());
      }
      for (size_t i = uploads.size(); i > 1; --i) {
        std::swap(uploads[i - 1], uploads[random.Below(i)]);
      }
      senders.Add(kiosk, 2, std::move(uploads));
    }
    senders.UseServer(server.kiosk_address());
    senders.Start();
    senders.Finish();
    EXPECT_EQ(senders.unanswered(), 0u);
    EXPECT_EQ(senders.answers().size(), book.records.size());
    senders.answers().ExpectKept(book);
    EXPECT_EQ(ReadSoundBook(server).entries, book.entries);
  }
};

TEST_F(ManyKiosksTest, OutagesAndKillsOnBothSidesLoseAndRepeatNothing) {
  kiosk::Random random(testing::SeedsFor(1).first);
  auto server = community_.Serve();
  community_.Populate(*server);
  const std::string address = server->kiosk_address();
  kiosk::SimulateOptions options;
  options.server = address;
  options.state_folder = folder_.path();
  options.outages_permyriad = 20;
  options.kills_permyriad = 30;
  options.outage_max = std::chrono::hours(1);
  // The simulated kiosks give a server that starts again real time.
  std::mutex never_mutex;
  std::condition_variable never;
  options.sleep = [&](std::chrono::microseconds delay) {
    std::unique_lock<std::mutex> lock(never_mutex);
    never.wait_for(lock, delay);
  };
  const uint64_t records_of_each = kRecords * testing::SoakFactor();
  std::vector<kiosk::SimulateCounts> counts(kKiosks);
  std::atomic<uint64_t> done{0};
  std::vector<std::thread> threads;
  for (uint64_t n = 1; n <= kKiosks; ++n) {
    threads.emplace_back([&, n, seed = random.Next()] {
      const auto identity = kiosk::DevelopmentIdentity(
          community_.pki(), address, {kBook, n, kIncarnation});
      kiosk::Random mine(seed);
      kiosk::SimulatedKiosk kiosk(options, *identity, seed);
      const absl::Status lived = kiosk.Live(
          SpreadOut(MixedRecords(records_of_each, mine)), &counts[n - 1]);
      EXPECT_TRUE(lived.ok()) << lived;
      ++done;
    });
  }
  int kills = 0;
  while (done < kKiosks && kills < 20) {
    const int boots = 1 + static_cast<int>(random.Below(20));
    if (!server->WaitForLine("kiosk_boot", boots, std::chrono::seconds(1))) {
      continue;
    }
    server->Kill();
    server = ServeAt(address);
    ++kills;
  }
  for (std::thread& thread : threads) thread.join();
  const Book book = ReadSoundBook(*server);
  uint64_t records = 0;
  uint64_t drops = 0;
  for (const kiosk::SimulateCounts& one : counts) {
    EXPECT_EQ(one.records, one.acknowledged);
    records += one.records;
    drops += one.drops;
  }
  EXPECT_EQ(book.records.size(), records);
  uint64_t drops_booked = 0;
  for (const auto& [weight, times] : DropsByGrams(book)) {
    drops_booked += static_cast<uint64_t>(times);
  }
  EXPECT_EQ(drops_booked, drops);
  std::printf("%d kills of the server\n", kills);
  SendAllAgain(*server, book, random);
}

}  // namespace
}  // namespace greenledger::integration
