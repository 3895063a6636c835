#include "clients/cli/server_error.h"

#include <gmock/gmock.h>

#include "google/rpc/status.pb.h"
#include "tests/clients/cli/cli_testing.h"

namespace greenledger::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

grpc::Status WithDetails(grpc::StatusCode code) {
  google::rpc::Status details;
  google::rpc::ErrorInfo info;
  info.set_reason("BAD_FIELD");
  details.add_details()->PackFrom(info);
  google::rpc::BadRequest request;
  auto* violation = request.add_field_violations();
  violation->set_field("change.number");
  violation->set_description("found 0; expected 1 to 4,000,000,000");
  details.add_details()->PackFrom(request);
  google::rpc::RetryInfo retry;
  retry.mutable_retry_delay()->set_nanos(300'000'000);
  details.add_details()->PackFrom(retry);
  for (auto [locale, text] : {std::pair("zh-CN", "请求有误"),
                              std::pair("en", "the request is malformed")}) {
    google::rpc::LocalizedMessage message;
    message.set_locale(locale);
    message.set_message(text);
    details.add_details()->PackFrom(message);
  }
  return grpc::Status(code, "for developers", details.SerializeAsString());
}

TEST(ServerErrorTest, SpeaksTheChosenLanguage) {
  grpc::Status status = WithDetails(grpc::StatusCode::INVALID_ARGUMENT);
  ServerError error = DecodeError(status, Language::kChinese);
  EXPECT_EQ(error.reason, "BAD_FIELD");
  EXPECT_EQ(error.message, "请求有误");
  EXPECT_THAT(error.violations,
              ElementsAre(FieldViolation{
                  "change.number", "found 0; expected 1 to 4,000,000,000"}));
  EXPECT_EQ(DecodeError(status, Language::kEnglish).message,
            "the request is malformed");
  EXPECT_EQ(RetryDelay(status), std::chrono::milliseconds(300));
}

TEST(ServerErrorTest, BrokenDetailsLeaveTheMessage) {
  grpc::Status status(grpc::StatusCode::INTERNAL, "disk", "\xFF\xFF\xFF");
  ServerError error = DecodeError(status, Language::kEnglish);
  EXPECT_EQ(error.message, "disk");
  EXPECT_THAT(error.reason, IsEmpty());
  EXPECT_THAT(error.violations, IsEmpty());
}

TEST(ServerErrorTest, EachKindOfErrorHasItsExitCode) {
  using grpc::StatusCode;
  auto code = [](StatusCode status) {
    return ExitCodeOf(grpc::Status(status, ""));
  };
  EXPECT_EQ(code(StatusCode::UNAVAILABLE), ExitCode::kUnreachable);
  EXPECT_EQ(code(StatusCode::DEADLINE_EXCEEDED), ExitCode::kUnreachable);
  EXPECT_EQ(code(StatusCode::CANCELLED), ExitCode::kUnreachable);
  EXPECT_EQ(code(StatusCode::NOT_FOUND), ExitCode::kRefused);
  EXPECT_EQ(code(StatusCode::INVALID_ARGUMENT), ExitCode::kRefused);
  EXPECT_EQ(code(StatusCode::INTERNAL), ExitCode::kServerError);
  EXPECT_EQ(code(StatusCode::RESOURCE_EXHAUSTED), ExitCode::kServerError);
}

// Fails the first calls and keeps the ids it was called with.
class FailingRegistry final : public v1::RegistryService::Service {
 public:
  grpc::Status ChangeHousehold(grpc::ServerContext*,
                               const v1::ChangeHouseholdRequest* request,
                               v1::ChangeHouseholdResponse* response) override {
    ids.push_back(request->header().request_id());
    if (failures-- > 0) return WithDetails(code);
    response->mutable_result()->set_code(v1::COMMAND_RESULT_CODE_ACCEPTED);
    return grpc::Status::OK;
  }

  grpc::StatusCode code = grpc::StatusCode::UNAVAILABLE;
  int failures = 0;
  std::vector<std::string> ids;
};

class RetryTest : public CliTest<FailingRegistry> {
 protected:
  Outcome Activate() {
    return Run({"household", "activate", "12", "--book", "310101001001"});
  }
};

TEST_F(RetryTest, AnUnavailableServerIsAskedAgainWithTheSameId) {
  registry.failures = 2;
  EXPECT_EQ(Activate().code, ExitCode::kOk);
  ASSERT_EQ(registry.ids.size(), 3u);
  EXPECT_EQ(registry.ids[0], registry.ids[2]);
  // 300 ms as the server asked, then 400.
  EXPECT_EQ(slept, std::chrono::milliseconds(700));
}

TEST_F(RetryTest, SoIsOneThatShutsDownOrHasTooMuchToDo) {
  for (const auto code :
       {grpc::StatusCode::CANCELLED, grpc::StatusCode::RESOURCE_EXHAUSTED}) {
    registry.code = code;
    registry.failures = 1;
    registry.ids.clear();
    EXPECT_EQ(Activate().code, ExitCode::kOk);
    EXPECT_EQ(registry.ids.size(), 2u);
  }
}

TEST_F(RetryTest, ButNotForEver) {
  registry.failures = 100;
  EXPECT_EQ(Activate().code, ExitCode::kUnreachable);
  EXPECT_EQ(registry.ids.size(), 4u);
}

TEST_F(RetryTest, OtherErrorsAreToldAtOnceWithEveryField) {
  registry.failures = 100;
  registry.code = grpc::StatusCode::INVALID_ARGUMENT;
  Outcome outcome = Activate();
  EXPECT_EQ(outcome.code, ExitCode::kRefused);
  EXPECT_EQ(registry.ids.size(), 1u);
  EXPECT_EQ(outcome.err,
            "error: the request is malformed [BAD_FIELD]\n"
            "  change.number: found 0; expected 1 to 4,000,000,000\n");
}

}  // namespace
}  // namespace greenledger::cli
