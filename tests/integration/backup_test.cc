// Backups of a real server by the commands that people type: under load,
// interrupted, onto a full disk, and an older one restored, after which kiosks
// give back what is missing.
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <memory>
#include <random>
#include <regex>
#include <string>
#include <vector>

#include "clients/kiosk/uploader.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "storage/proof/frontier.h"
#include "tests/integration/book_check.h"
#include "tests/integration/cli_run.h"
#include "tests/integration/community.h"
#include "tests/integration/senders.h"
#include "tests/testing/hex.h"
#include "tests/testing/temp_folder.h"

namespace greenledger::integration {
namespace {

namespace fs = std::filesystem;
using cli::ExitCode;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr uint64_t kKiosks = 3;

class BackupTest : public ::testing::Test {
 protected:
  BackupTest() : seed_(std::random_device{}()), random_(seed_) {
    std::printf("seed %u\n", seed_);
    Done({"key", "generate", key_, "--backup"});
  }

  Outcome Run(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(),
                     {"--lang", "en", "--server", socket_, "--json"});
    return RunCli(arguments);
  }
  // The same, for a command that must be done; its output.
  std::string Done(const std::vector<std::string>& arguments) const {
    SCOPED_TRACE(arguments.front());
    return OutputOf(Run(arguments));
  }

  std::vector<std::string> CreateArguments() const {
    return {"backup", "create", "--to", backups_, "--key", key_ + ".pub"};
  }
  // Makes a backup; its name.
  std::string Create() const {
    const std::string out = Done(CreateArguments());
    std::smatch name;
    EXPECT_TRUE(
        std::regex_search(out, name, std::regex("\"name\":\"([^\"]+)\"")));
    return name[1];
  }
  // Restores a backup, which verifies every entry; what was said.
  std::string Restore(const std::string& name, const std::string& to) const {
    return Done({"backup", "restore", name, "--from", backups_, "--key", key_,
                 "--to", to});
  }
  // The sum of the sequences that a restore has of all kiosks.
  static uint64_t RecordsIn(const std::string& restored) {
    uint64_t sum = 0;
    const std::regex sequence("\"sequence\":(\\d+)");
    for (std::sregex_iterator it(restored.begin(), restored.end(), sequence);
         it != std::sregex_iterator(); ++it) {
      sum += std::stoull((*it)[1]);
    }
    return sum;
  }

  // That what was restored is how the book began.
  static void ExpectBeginningOf(const Book& book, const std::string& restored) {
    std::smatch end;
    ASSERT_TRUE(std::regex_search(
        restored, end,
        std::regex("\"entries\":(\\d+),\"root\":\"([0-9a-f]+)\"")));
    const size_t entries = std::stoull(end[1]);
    ASSERT_LE(entries, book.entries.size());
    proof::Frontier tree;
    for (size_t i = 0; i < entries; ++i) {
      tree.Append(proof::LeafHash(book.entries[i]));
    }
    EXPECT_EQ(end[2], testing::ToHex(std::string(proof::AsBytes(tree.Root()))));
  }

  // The uploads of a kiosk with so many records, 20 each.
  std::vector<v1::SubmitRecordsRequest> Uploads(uint64_t kiosk,
                                                uint64_t records) {
    const auto journal =
        community_.Journal(kiosk, MixedRecords(records, random_));
    std::vector<v1::SubmitRecordsRequest> uploads;
    for (uint64_t next = 1; next <= records; next += 20) {
      uploads.push_back(
          journal.Batch(next, std::min<uint64_t>(20, records - next + 1))
              .value());
    }
    return uploads;
  }

  // The program as a process of its own.
  std::vector<std::string> CommandLine(
      const std::vector<std::string>& arguments) const {
    std::vector<std::string> line = {
        GREENLEDGER_CLI_PROGRAM, "--lang", "en", "--server", socket_, "--json"};
    line.insert(line.end(), arguments.begin(), arguments.end());
    return line;
  }

  const unsigned seed_;
  kiosk::Random random_;
  const testing::TempFolder folder_;
  const Community community_{kKiosks};
  const std::string key_ = folder_.File("backup.key");
  const std::string backups_ = folder_.File("backups");
  const std::string socket_ =
      "unix:" + community_.data() + "/greenledgerd.sock";
};

TEST_F(BackupTest, UnderLoadHoldsWhatWasAnsweredBefore) {
  const auto server = community_.Serve();
  community_.Populate(*server);
  constexpr std::ptrdiff_t kUploadsARound = 40;
  std::vector<std::vector<v1::SubmitRecordsRequest>> uploads;
  for (uint64_t kiosk = 1; kiosk <= kKiosks; ++kiosk) {
    uploads.push_back(Uploads(kiosk, 5 * 20 * kUploadsARound));
  }
  std::vector<std::pair<std::string, size_t>> made;
  size_t answered_before = 0;
  // Each round has uploads of its own, however fast the server is.
  for (int round = 0; round < 5; ++round) {
    Senders senders(community_);
    for (uint64_t kiosk = 1; kiosk <= kKiosks; ++kiosk) {
      const auto first = uploads[kiosk - 1].begin() + round * kUploadsARound;
      senders.Add(kiosk, 1, {first, first + kUploadsARound});
    }
    senders.UseServer(server->kiosk_address());
    senders.Start();
    ASSERT_TRUE(senders.WaitForAnswers(20));
    const size_t answered = answered_before + senders.answers().size();
    made.emplace_back(Create(), answered);
    senders.Finish();
    answered_before += senders.answers().size();
  }
  Done({"backup", "verify", "--from", backups_});
  Done({"backup", "verify", "latest", "--from", backups_, "--key", key_,
        "--deep", "--scratch", folder_.path()});
  EXPECT_FALSE(fs::exists(community_.data() + "/snapshots/backup"));
  const Book book = ReadSoundBook(*server);
  for (const auto& [name, answered] : made) {
    const std::string restored = Restore(name, folder_.File(name));
    EXPECT_GE(RecordsIn(restored), answered);
    ExpectBeginningOf(book, restored);
  }
}

TEST_F(BackupTest, KilledInTheMiddleLeavesNoBackupAndTheNextOneIsWhole) {
  {
    const auto server = community_.Serve();
    community_.Populate(*server);
    Senders senders(community_);
    senders.Add(1, 1, Uploads(1, 2000));
    senders.UseServer(server->kiosk_address());
    senders.Start();
    senders.Finish();
    EXPECT_EQ(server->Drain(), 0) << server->log();
  }
  // How long one takes that nobody kills.
  const auto begin = std::chrono::steady_clock::now();
  testing::ChildProcess whole(
      CommandLine({"backup", "create", "--to", folder_.File("other"), "--key",
                   key_ + ".pub", "--data", community_.data()}));
  EXPECT_EQ(whole.Wait(), 0) << whole.output();
  const std::chrono::microseconds time =
      std::chrono::duration_cast<std::chrono::microseconds>(
          std::chrono::steady_clock::now() - begin);

  std::vector<std::string> arguments = CreateArguments();
  arguments.insert(arguments.end(), {"--data", community_.data()});
  int killed = 0;
  for (int i = 0; i < 20; ++i) {
    testing::ChildProcess child(CommandLine(arguments));
    child.WaitForLine("no such line", std::chrono::microseconds(
                                          random_.Between(0, time.count())));
    child.Signal(SIGKILL);
    killed += child.Wait() == 128 + SIGKILL ? 1 : 0;
  }
  std::printf("%d of 20 killed before their end\n", killed);
  // Whatever is listed is whole.
  if (fs::exists(backups_ + "/greenledger-backups")) {
    Done({"backup", "verify", "--from", backups_, "--key", key_});
  }
  Done(arguments);
  Done({"backup", "verify", "--from", backups_, "--key", key_});
  EXPECT_EQ(RecordsIn(Restore("latest", folder_.File("restored"))), 2000u);
  EXPECT_TRUE(fs::is_empty(backups_ + "/drafts"));
}

TEST_F(BackupTest, AServerKilledMeanwhileLeavesNoSnapshot) {
  auto server = community_.Serve();
  community_.Populate(*server);
  const auto operations = v1::OperationsService::NewStub(server->Operator());
  v1::PrepareSnapshotRequest request;
  request.set_lease_seconds(3600);
  v1::PrepareSnapshotResponse snapshot;
  grpc::ClientContext context;
  ASSERT_TRUE(operations->PrepareSnapshot(&context, request, &snapshot).ok());
  EXPECT_EQ(Run(CreateArguments()).code, ExitCode::kRefused);
  EXPECT_TRUE(fs::exists(snapshot.path()));
  server->Kill();
  server = community_.Serve();
  EXPECT_FALSE(fs::exists(snapshot.path()));
  Create();
}

TEST_F(BackupTest, AFullDiskIsSaidAndTakenUpWhenThereIsRoom) {
  if (geteuid() != 0) GTEST_SKIP() << "only root can mount a small disk";
  const auto server = community_.Serve();
  community_.Populate(*server);
  fs::create_directory(backups_);
  const std::string program = GREENLEDGER_CLI_PROGRAM;
  const std::string run = program + " --lang en --server " + socket_;
  const std::string create =
      run + " backup create --to " + backups_ + " --key " + key_ + ".pub";
  const std::string script =
      "mount -t tmpfs tmpfs " + backups_ + " || exit 77\n" +
      "for size in 16 24 32 40 48; do mount -o remount,size=${size}k " +
      backups_ + "; " + create + "; echo full=$?; done\n" + run +
      " backup list --from " + backups_ + " --json; echo none\n" +
      "mount -o remount,size=64m " + backups_ + "\n" + create +
      "; echo room=$?\n" + run + " backup verify --from " + backups_ +
      " --key " + key_ + "; echo verified=$?\n";
  testing::ChildProcess child({"unshare", "-m", "sh", "-c", script});
  if (child.Wait() == 77 || child.output().find("full=") == std::string::npos) {
    GTEST_SKIP() << "no small disk can be mounted: " << child.output();
  }
  const std::string output = child.output();
  EXPECT_THAT(output, HasSubstr("No space left"));
  EXPECT_THAT(output, HasSubstr("full=2"));
  EXPECT_THAT(output, Not(HasSubstr("full=0")));
  EXPECT_THAT(output, Not(HasSubstr("\"name\"")));
  EXPECT_THAT(output, HasSubstr("room=0"));
  EXPECT_THAT(output, HasSubstr("verified=0"));
}

TEST_F(BackupTest, AfterAnOlderOneKiosksGiveBackWhatIsMissing) {
  auto server = community_.Serve();
  community_.Populate(*server);
  std::vector<std::string> records = MixedRecords(450, random_);
  const auto journal = community_.Journal(1, records);
  kiosk::UploadOptions options;
  options.batch_records_max = 30;
  options.sleep = [](std::chrono::microseconds) {};
  const auto upload = [&](uint64_t first, uint64_t count) {
    const auto stub = community_.Connect(1, server->kiosk_address());
    const kiosk::Range range{first, count};
    const auto result = kiosk::Upload(*stub, journal, {&range, 1}, options);
    EXPECT_TRUE(result.status.ok()) << result.status;
    options.acknowledged = result.watermark;
  };
  upload(1, 200);
  const std::string name = Create();
  upload(201, 200);
  EXPECT_EQ(server->Drain(), 0);

  const std::string restored = folder_.File("restored");
  EXPECT_EQ(RecordsIn(Restore(name, restored)), 200u);
  server =
      std::make_unique<ServerProcess>(ServerFlags(restored, community_.pki()));
  ASSERT_TRUE(server->WaitUntilServing()) << server->log();
  upload(401, 50);
  EXPECT_THAT(server->log(), HasSubstr("ledger_behind_kiosk"));
  EXPECT_THAT(server->log(), HasSubstr("acknowledged=400 watermark=200"));
  const Book book = ReadSoundBook(*server);
  EXPECT_EQ(book.records.size(), 450u);
  for (const auto& [id, booked] : book.records) {
    EXPECT_EQ(booked.second, records.at(id.second - 1));
  }
}

TEST_F(BackupTest, ADamagedDiskIsFoundAndStopsWrites) {
  const auto server = community_.Serve();
  community_.Populate(*server);
  const auto uploads = Uploads(1, 60);
  const auto stub = community_.Connect(1, server->kiosk_address());
  EXPECT_TRUE(Submit(*stub, uploads[0]).status.ok());
  Done({"scrub"});
  const auto flip_tables = [&] {
    for (const auto& file : fs::directory_iterator(community_.data() + "/db")) {
      if (file.path().extension() != ".sst") continue;
      std::fstream table(file.path(),
                         std::ios::in | std::ios::out | std::ios::binary);
      char byte = 0;
      table.seekg(100).get(byte);
      table.seekp(100).put(static_cast<char>(byte ^ 1));
    }
  };
  flip_tables();
  const Outcome damaged = Run({"scrub"});
  EXPECT_EQ(damaged.code, ExitCode::kVerificationFailed);
  EXPECT_THAT(damaged.err, HasSubstr(".sst"));
  EXPECT_THAT(server->log(), HasSubstr("stored_damage"));
  EXPECT_EQ(Submit(*stub, uploads[1]).status.error_code(),
            grpc::StatusCode::UNAVAILABLE);
  Done({"--book", std::to_string(kBook), "balance", "1"});
  flip_tables();
  Done({"scrub"});
  EXPECT_TRUE(Submit(*stub, uploads[1]).status.ok());
}

}  // namespace
}  // namespace greenledger::integration
