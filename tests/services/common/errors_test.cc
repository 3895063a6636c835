#include "services/common/errors.h"

#include <fstream>
#include <set>
#include <sstream>

#include "gmock/gmock.h"
#include "google/rpc/status.pb.h"
#include "gtest/gtest.h"

namespace greenledger::common {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

google::rpc::Status Details(const grpc::Status& status) {
  google::rpc::Status details;
  EXPECT_TRUE(details.ParseFromString(status.error_details()));
  EXPECT_EQ(details.code(), status.error_code());
  EXPECT_EQ(details.message(), status.error_message());
  return details;
}

// All details of one type, in order.
template <typename T>
std::vector<T> All(const grpc::Status& status) {
  std::vector<T> found;
  const google::rpc::Status details = Details(status);
  for (const auto& any : details.details()) {
    T message;
    if (any.UnpackTo(&message)) found.push_back(message);
  }
  return found;
}

std::set<std::string> Names(std::string_view text) {
  std::set<std::string> names;
  for (size_t at = text.find('{'); at != std::string_view::npos;
       at = text.find('{', at + 1)) {
    names.insert(std::string(text.substr(at, text.find('}', at) - at)));
  }
  return names;
}

TEST(ReasonsTest, RowsStandInTheOrderOfTheEnum) {
  int number = 0;
  for (const ReasonInfo& info : kReasons) {
    EXPECT_EQ(static_cast<int>(info.reason), number++) << info.name;
    EXPECT_EQ(Info(info.reason).name, info.name);
  }
  EXPECT_EQ(number, static_cast<int>(Reason::kInternal) + 1);
}

TEST(ReasonsTest, BothTextsHaveTheSameNames) {
  for (const ReasonInfo& info : kReasons) {
    EXPECT_EQ(Names(info.en), Names(info.zh)) << info.name;
  }
}

TEST(ReasonsTest, TheDocumentIsTheSameTable) {
  const char* const codes[] = {"OK",
                               "CANCELLED",
                               "UNKNOWN",
                               "INVALID_ARGUMENT",
                               "DEADLINE_EXCEEDED",
                               "NOT_FOUND",
                               "ALREADY_EXISTS",
                               "PERMISSION_DENIED",
                               "RESOURCE_EXHAUSTED",
                               "FAILED_PRECONDITION",
                               "ABORTED",
                               "OUT_OF_RANGE",
                               "UNIMPLEMENTED",
                               "INTERNAL",
                               "UNAVAILABLE",
                               "DATA_LOSS",
                               "UNAUTHENTICATED"};
  std::string expected;
  for (const ReasonInfo& info : kReasons) {
    expected += "| " + std::string(info.name) + " | " + codes[info.code] +
                " | " + std::string(info.en) + " | " + std::string(info.zh) +
                " |\n";
  }
  std::ifstream file(GREENLEDGER_ERRORS_MD);
  std::stringstream document;
  document << file.rdbuf();
  const std::string text = document.str();
  const size_t head = text.find("|---|---|---|---|\n");
  ASSERT_NE(head, std::string::npos);
  EXPECT_EQ(text.substr(head + 18), expected);
}

TEST(ErrorsTest, AnErrorCarriesReasonMetadataAndBothTexts) {
  const grpc::Status status =
      Error(Reason::kHouseholdUnknown,
            {{"book", "330106001001"}, {"household", "7"}});
  EXPECT_EQ(status.error_code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(status.error_message(), "Book 330106001001 has no household 7.");
  const auto info = All<google::rpc::ErrorInfo>(status);
  ASSERT_THAT(info, SizeIs(1));
  EXPECT_EQ(info[0].reason(), "HOUSEHOLD_UNKNOWN");
  EXPECT_EQ(info[0].domain(), "greenledger");
  EXPECT_EQ(info[0].metadata().at("household"), "7");
  const auto texts = All<google::rpc::LocalizedMessage>(status);
  ASSERT_THAT(texts, SizeIs(2));
  EXPECT_EQ(texts[0].locale(), "zh-CN");
  EXPECT_EQ(texts[0].message(), "账本 330106001001 中没有住户 7。");
  EXPECT_EQ(texts[1].locale(), "en");
  EXPECT_EQ(texts[1].message(), status.error_message());
}

TEST(ErrorsTest, RetryLaterSaysHowLongToWait) {
  const grpc::Status status =
      RetryLater(Reason::kQueueFull, std::chrono::milliseconds(2500));
  EXPECT_EQ(status.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  const auto retry = All<google::rpc::RetryInfo>(status);
  ASSERT_THAT(retry, SizeIs(1));
  EXPECT_EQ(retry[0].retry_delay().seconds(), 2);
  EXPECT_EQ(retry[0].retry_delay().nanos(), 500'000'000);
}

TEST(ErrorsTest, BadFieldsListsEachFault) {
  const grpc::Status status =
      BadFields({{"households[3].tenure", "9", "OWNER or TENANT"},
                 {"header.request_id", "", "a UUID"}});
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(status.error_message(),
            "Field households[3].tenure is \"9\"; expected OWNER or TENANT.");
  const auto info = All<google::rpc::ErrorInfo>(status);
  EXPECT_EQ(info[0].reason(), "BAD_FIELD");
  EXPECT_EQ(info[0].metadata().at("faults"), "2");
  const auto request = All<google::rpc::BadRequest>(status);
  ASSERT_THAT(request, SizeIs(1));
  ASSERT_EQ(request[0].field_violations_size(), 2);
  EXPECT_EQ(request[0].field_violations(0).description(),
            "found \"9\"; expected OWNER or TENANT");
  EXPECT_EQ(request[0].field_violations(1).field(), "header.request_id");
  EXPECT_EQ(request[0].field_violations(1).description(),
            "missing; expected a UUID");
}

TEST(ErrorsTest, FaultsThatDoNotFitIntoATrailerAreCounted) {
  const Faults faults(
      5000, {"households[3].tenure", std::string(80, 'x'), "OWNER or TENANT"});
  const grpc::Status status = BadFields(faults);
  EXPECT_LT(status.error_details().size(), 4200);
  EXPECT_EQ(All<google::rpc::ErrorInfo>(status)[0].metadata().at("faults"),
            "5000");
  EXPECT_GT(All<google::rpc::BadRequest>(status)[0].field_violations_size(),
            10);
}

TEST(ErrorsTest, BadPageTokenNamesTheField) {
  const grpc::Status status = BadPageToken("nonsense");
  EXPECT_EQ(All<google::rpc::ErrorInfo>(status)[0].reason(), "BAD_PAGE_TOKEN");
  const auto request = All<google::rpc::BadRequest>(status);
  EXPECT_EQ(request[0].field_violations(0).field(), "page_token");
  EXPECT_THAT(request[0].field_violations(0).description(),
              HasSubstr("found \"nonsense\""));
}

TEST(ErrorsTest, WhatFailsInsideKeepsItsTextInside) {
  struct Row {
    absl::Status in;
    grpc::StatusCode code;
    std::string reason;
  };
  const Row rows[] = {
      {absl::DataLossError("secret"), grpc::DATA_LOSS, "DATA_LOSS"},
      {absl::ResourceExhaustedError("secret"), grpc::RESOURCE_EXHAUSTED,
       "DISK_FULL"},
      {absl::UnavailableError("secret"), grpc::UNAVAILABLE, "SHUTTING_DOWN"},
      {absl::AbortedError("secret"), grpc::INTERNAL, "INTERNAL"},
      {absl::NotFoundError("secret"), grpc::INTERNAL, "INTERNAL"},
  };
  EXPECT_TRUE(ToGrpc(absl::OkStatus()).ok());
  for (const Row& row : rows) {
    const grpc::Status out = ToGrpc(row.in);
    EXPECT_EQ(out.error_code(), row.code);
    EXPECT_EQ(All<google::rpc::ErrorInfo>(out)[0].reason(), row.reason);
    EXPECT_EQ(out.error_details().find("secret"), std::string::npos);
  }
}

}  // namespace
}  // namespace greenledger::common
