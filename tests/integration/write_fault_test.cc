// A sync fails: the server ends at once, and what it acknowledged is there when
// it starts again.
#include <memory>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/integration/book_check.h"
#include "tests/integration/community.h"
#include "tests/testing/child_process.h"

namespace greenledger::integration {
namespace {

using ::testing::HasSubstr;

constexpr uint64_t kRecords = 20;

std::vector<std::string> Records() {
  std::vector<std::string> records;
  for (uint64_t n = 1; n <= kRecords; ++n) {
    records.push_back(PaperDrop(n, 1, 1000));
  }
  return records;
}

// Runs a program whose k-th fdatasync on each thread fails.
std::vector<std::string> FailingSync(int k) {
  return {"strace", "-D",
          "-f",     "-qq",
          "-o",     "/dev/null",
          "-e",     "trace=fdatasync",
          "-e",     "inject=fdatasync:error=EIO:when=" + std::to_string(k)};
}

class WriteFaultTest : public ::testing::TestWithParam<int> {
 protected:
  void SetUp() override {
    std::vector<std::string> probe = FailingSync(1);
    probe.insert(probe.end(), {"echo", "traced"});
    testing::ChildProcess strace(probe);
    strace.Wait();
    if (strace.output() != "traced\n") {
      GTEST_SKIP() << "strace cannot run here: " << strace.output();
    }
    const auto server = community_.Serve();
    community_.Populate(*server);
    ASSERT_EQ(server->Drain(), 0) << server->log();
  }

  // Uploads the records from `first` on one by one; that of the first that
  // fails, kRecords + 1 if none does.
  uint64_t UploadFrom(uint64_t first, const ServerProcess& server) {
    const auto stub = community_.Connect(1, server.kiosk_address());
    for (uint64_t next = first; next <= kRecords; ++next) {
      const auto upload = journal_.Batch(next, 1).value();
      const Answer answer = Submit(*stub, upload);
      if (!answer.status.ok()) return next;
      EXPECT_TRUE(answers_.Note(1, upload, answer.response));
    }
    return kRecords + 1;
  }

  static void ExpectEnd(ServerProcess& server, int exit_code,
                        const std::string& event) {
    EXPECT_EQ(server.Wait(), exit_code) << server.log();
    EXPECT_THAT(server.log(), HasSubstr(" fatal event=" + event));
    EXPECT_THAT(server.log(), HasSubstr("Input/output error"));
  }

  const Community community_{1};
  const kiosk::SignedJournal journal_ = community_.Journal(1, Records());
  Answers answers_;
};

using AtTheStart = WriteFaultTest;

TEST_P(AtTheStart, NothingIsServedAndNothingIsLost) {
  ServerProcess faulty(community_.flags(), FailingSync(GetParam()));
  EXPECT_FALSE(faulty.WaitUntilServing());
  ExpectEnd(faulty, 1, "cannot_open_data");
  const auto server = community_.Serve();
  EXPECT_EQ(ReadSoundBook(*server).records.size(), 0u);
}

INSTANTIATE_TEST_SUITE_P(Syncs, AtTheStart, ::testing::Values(1, 2));

using WhileUploading = WriteFaultTest;

TEST_P(WhileUploading, TheServerEndsAndNothingIsLost) {
  auto server = community_.Serve(FailingSync(GetParam()));
  const uint64_t failed = UploadFrom(1, *server);
  // Each upload is one commit of two syncs, and that with the failing one is
  // not acknowledged.
  ASSERT_EQ(failed, static_cast<uint64_t>(GetParam() + 1) / 2);
  ExpectEnd(*server, 74, "write_failed");

  server = community_.Serve();
  const Book book = ReadSoundBook(*server);
  answers_.ExpectKept(book);
  // What was not acknowledged may be there or not.
  EXPECT_LE(book.records.size(), failed);
  EXPECT_EQ(UploadFrom(failed, *server), kRecords + 1);
  const Book completed = ReadSoundBook(*server);
  answers_.ExpectKept(completed);
  EXPECT_EQ(completed.records.size(), kRecords);
}

// A commit syncs the log, then the anchor; those before the third are also the
// syncs of a start, on another thread.
INSTANTIATE_TEST_SUITE_P(Syncs, WhileUploading,
                         ::testing::Values(3, 4, 11, 12));

}  // namespace
}  // namespace greenledger::integration
