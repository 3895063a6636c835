// A card is found by the claim code of one of its drops.
#include <algorithm>

#include "clients/kiosk/claim_code.h"
#include "gmock/gmock.h"
#include "tests/clients/cli/cli_testing.h"

namespace greenledger::cli {
namespace {

using ::testing::HasSubstr;

constexpr uint64_t kClaimBook = 350212002001;
constexpr uint64_t kIncarnation = 11;
// More than are read at a time.
constexpr uint64_t kEntries = 120'000;
const std::string kCard(16, '\x5a');

// A book of drops of kiosk 3; that with index n has sequence n + 1.
class BookOfDrops final : public v1::LedgerService::Service {
 private:
  grpc::Status GetTotals(grpc::ServerContext*, const v1::GetTotalsRequest*,
                         v1::GetTotalsResponse* response) override {
    response->mutable_book()->set_size(kEntries);
    return grpc::Status::OK;
  }
  grpc::Status FollowEntries(
      grpc::ServerContext*, const v1::FollowEntriesRequest* request,
      grpc::ServerWriter<v1::FollowEntriesResponse>* writer) override {
    EXPECT_EQ(request->book(), kClaimBook);
    for (uint64_t index = request->from_index(); index < kEntries;) {
      v1::FollowEntriesResponse response;
      response.set_first_index(index);
      const uint64_t end = std::min(index + 1000, kEntries);
      for (; index < end; ++index) *response.add_entries() = Drop(index);
      if (!writer->Write(response)) break;
    }
    return grpc::Status::OK;
  }

  static std::string Drop(uint64_t index) {
    v1::Record record;
    record.mutable_drop()->set_card_hash(kCard);
    v1::Entry entry;
    entry.set_book(kClaimBook);
    entry.set_index(index);
    entry.mutable_actor()->set_number(3);
    v1::KioskRecord* source = entry.mutable_drop()->mutable_source();
    source->set_sequence(index + 1);
    source->set_incarnation(kIncarnation);
    source->set_record(record.SerializeAsString());
    return entry.SerializeAsString();
  }
};

class CardTaker final : public v1::RegistryService::Service {
 public:
  v1::IssueCardRequest request;
  int calls = 0;

 private:
  grpc::Status IssueCard(grpc::ServerContext*,
                         const v1::IssueCardRequest* asked,
                         v1::IssueCardResponse* response) override {
    ++calls;
    request = *asked;
    response->mutable_result()->set_code(v1::COMMAND_RESULT_CODE_ACCEPTED);
    return grpc::Status::OK;
  }
};

class CardClaimTest : public CliTest<CardTaker, BookOfDrops> {
 protected:
  Outcome Claim(const std::string& code) {
    return Run(
        {"card", "claim", "12", code, "--book", std::to_string(kClaimBook)});
  }
};

TEST_F(CardClaimTest, TheOldestDropIsFoundAndItsCardIssued) {
  std::string code = kiosk::ClaimCode(kClaimBook, 3, kIncarnation, 1, kCard);
  // As people write it.
  std::transform(code.begin(), code.end(), code.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  const Outcome outcome = Claim(code);
  EXPECT_EQ(outcome.code, ExitCode::kOk) << outcome.err;
  EXPECT_EQ(registry.calls, 1);
  EXPECT_EQ(registry.request.card().household_number(), 12u);
  EXPECT_EQ(registry.request.card().card_hash(), kCard);
}

TEST_F(CardClaimTest, AWrongCheckIssuesNothing) {
  const std::string code =
      kiosk::ClaimCode(kClaimBook, 3, kIncarnation, 7, kCard);
  const std::string other =
      kiosk::ClaimCode(kClaimBook, 3, kIncarnation, 8, kCard);
  const std::string wrong =
      code.substr(0, code.rfind('-')) + other.substr(other.rfind('-'));
  const Outcome outcome = Claim(wrong);
  EXPECT_EQ(outcome.code, ExitCode::kRefused);
  EXPECT_THAT(outcome.err, HasSubstr(wrong));
  EXPECT_THAT(outcome.err, HasSubstr("may not have uploaded it yet"));
  EXPECT_EQ(registry.calls, 0);
}

TEST_F(CardClaimTest, WhatIsNoCodeIsNamed) {
  for (const std::string code : {"K7QM", "3-K7QM", "0-1-K7QM", "3-x-K7QM"}) {
    const Outcome outcome = Claim(code);
    EXPECT_EQ(outcome.code, ExitCode::kUsage) << code;
    EXPECT_THAT(outcome.err, HasSubstr("looks like 3-1207-K7QM"));
    EXPECT_THAT(outcome.err, HasSubstr(code));
  }
}

}  // namespace
}  // namespace greenledger::cli
