// The whole way back from damage: the server refuses to start, `greenledger
// recover` makes a new folder, the server starts on it, kiosks send the rest.
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/integration/book_check.h"
#include "tests/integration/community.h"
#include "tests/testing/child_process.h"
#include "tests/testing/temp_folder.h"

namespace greenledger::integration {
namespace {

using ::testing::HasSubstr;

constexpr uint64_t kRecords = 40;

class RecoverProcessTest : public ::testing::Test {
 protected:
  RecoverProcessTest() {
    std::vector<std::string> records;
    for (uint64_t n = 1; n <= kRecords; ++n) {
      records.push_back(PaperDrop(n, 1, 1000));
    }
    journal_.emplace(community_.Journal(1, records));
  }

  void UploadFrom(uint64_t first, const ServerProcess& server) {
    const auto stub = community_.Connect(1, server.kiosk_address());
    for (uint64_t next = first; next <= kRecords; ++next) {
      const Answer answer = Submit(*stub, journal_->Batch(next, 1).value());
      ASSERT_TRUE(answer.status.ok()) << answer.status.error_message();
    }
  }

  // Runs `greenledger recover` on the data folder.
  static int Recover(const std::vector<std::string>& flags, std::string* said) {
    std::vector<std::string> command = {GREENLEDGER_CLI_PROGRAM, "--lang", "en",
                                        "recover"};
    command.insert(command.end(), flags.begin(), flags.end());
    testing::ChildProcess program(command);
    const int code = program.Wait();
    *said = program.output();
    return code;
  }

  // The largest write-ahead log loses its second half.
  void CutLog() const {
    std::filesystem::path largest;
    for (const auto& file :
         std::filesystem::directory_iterator(community_.data() + "/db")) {
      if (file.path().extension() != ".log") continue;
      if (largest.empty() || file.file_size() > file_size(largest)) {
        largest = file.path();
      }
    }
    ASSERT_FALSE(largest.empty());
    resize_file(largest, file_size(largest) - 2000);
  }

  const testing::TempFolder folder_;
  const Community community_{1};
  std::optional<kiosk::SignedJournal> journal_;
};

TEST_F(RecoverProcessTest, FromDamageBackToService) {
  auto server = community_.Serve();
  community_.Populate(*server);
  UploadFrom(1, *server);
  std::string said;
  EXPECT_EQ(Recover({"--data", community_.data(), "--check"}, &said), 1);
  EXPECT_THAT(said, HasSubstr("stop the server first"));
  server->Kill();
  CutLog();
  ServerProcess refused(community_.flags());
  EXPECT_EQ(refused.Wait(), 3) << refused.log();

  const std::string recovered = folder_.File("recovered");
  EXPECT_EQ(Recover({"--data", community_.data(), "--to", recovered}, &said), 6)
      << said;
  EXPECT_THAT(said, HasSubstr("must send its records from "));
  std::filesystem::remove_all(community_.data());
  std::filesystem::rename(recovered, community_.data());

  server = community_.Serve();
  const uint64_t kept = ReadSoundBook(*server).records.size();
  EXPECT_LT(kept, kRecords);
  EXPECT_GT(kept, 0u);
  UploadFrom(kept + 1, *server);
  EXPECT_EQ(ReadSoundBook(*server).records.size(), kRecords);
  EXPECT_EQ(server->Drain(), 0) << server->log();
}

}  // namespace
}  // namespace greenledger::integration
