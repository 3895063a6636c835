// SIGTERM while kiosks upload: what the server took on it completes, what it
// completed it answers.
#include <fstream>
#include <iterator>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/integration/book_check.h"
#include "tests/integration/community.h"
#include "tests/integration/senders.h"
#include "tests/testing/temp_folder.h"

namespace greenledger::integration {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr uint64_t kKiosks = 4;
constexpr uint64_t kRecords = 600;
constexpr uint64_t kUploadRecords = 5;

std::vector<v1::SubmitRecordsRequest> Uploads(
    const kiosk::SignedJournal& journal) {
  std::vector<v1::SubmitRecordsRequest> uploads;
  for (uint64_t next = 1; next <= kRecords; next += kUploadRecords) {
    uploads.push_back(journal.Batch(next, kUploadRecords).value());
  }
  return uploads;
}

TEST(DrainTest, WhatRunsIsAnsweredAndNothingElseIsBooked) {
  const Community community(kKiosks);
  Senders senders(community);
  kiosk::Random random(1);
  for (uint64_t kiosk = 1; kiosk <= kKiosks; ++kiosk) {
    senders.Add(
        kiosk, 1,
        Uploads(community.Journal(kiosk, MixedRecords(kRecords, random))));
  }
  auto server = community.Serve();
  community.Populate(*server);
  senders.Start();
  for (const uint64_t answers_before : {1, 40, 90}) {
    senders.UseServer(server->kiosk_address());
    ASSERT_TRUE(senders.WaitForAnswers(answers_before));
    EXPECT_EQ(server->Drain(), 0) << server->log();
    EXPECT_THAT(server->log(), HasSubstr(" stopped"));
    EXPECT_THAT(server->log(), Not(HasSubstr(" fatal ")));
    // More than there are: until every sender has noticed.
    EXPECT_FALSE(senders.WaitForAnswers(kKiosks * kRecords));

    server = community.Serve();
    const Book book = ReadSoundBook(*server);
    senders.answers().ExpectKept(book);
    EXPECT_EQ(book.records.size(), senders.answers().size());
  }
  senders.UseServer(server->kiosk_address());
  senders.Finish();
  EXPECT_EQ(senders.unanswered(), 0u);
  EXPECT_EQ(ReadSoundBook(*server).records.size(), kKiosks * kRecords);
}

TEST(DrainTest, TheReadyFileNamesThePorts) {
  const Community community(1);
  const testing::TempFolder folder;
  auto flags = community.flags();
  flags.insert(flags.end(), {"--ready-file", folder.File("ready")});
  ServerProcess server(flags);
  ASSERT_TRUE(server.WaitUntilServing()) << server.log();
  // It is written before the server listens to signals.
  EXPECT_EQ(server.Drain(), 0);
  std::ifstream file(folder.File("ready"));
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const std::string& address = server.kiosk_address();
  EXPECT_EQ(text, "kiosk_port=" + address.substr(address.find(':') + 1) +
                      "\nenrol_port=0\nlocal_port=0\nmetrics_port=-1\n");
}

}  // namespace
}  // namespace greenledger::integration
