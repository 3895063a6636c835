// Indicators of a book that the ledger made, asked for over gRPC.
#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include "greenledger/v1/ranking_service.grpc.pb.h"
#include "services/ledger/rules/local_day.h"
#include "services/ranking/indicators_reads.h"
#include "tests/services/oversight/oversight_world.h"
#include "tests/services/ranking/fold_testing.h"
#include "tests/services/ranking/naive_indicators.h"

namespace greenledger::ranking {
namespace {

using oversight::OversightWorld;
using ::testing::ElementsAreArray;
using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

constexpr int64_t kHourUs = 60 * ledger::kMinuteUs;
constexpr int64_t kDayUs = 24 * kHourUs;

// The two calls about indicators alone.
class Service final : public v1::RankingService::CallbackService {
 public:
  Service(ledger::Ledger* ledger, const common::Clock* clock)
      : reads_(ledger, clock) {}

  grpc::ServerUnaryReactor* GetIndicators(
      grpc::CallbackServerContext* context,
      const v1::GetIndicatorsRequest* request,
      v1::GetIndicatorsResponse* response) override {
    return reads_.GetIndicators(context, request, response);
  }
  grpc::ServerUnaryReactor* ListIndicatorEntries(
      grpc::CallbackServerContext* context,
      const v1::ListIndicatorEntriesRequest* request,
      v1::ListIndicatorEntriesResponse* response) override {
    return reads_.ListIndicatorEntries(context, request, response);
  }

 private:
  IndicatorReads reads_;
};

// Two weeks from 2026-06-05 on, with a plan, drops of three households, bins
// that were cleared and some that were not.
class IndicatorsServiceTest : public ::testing::Test {
 protected:
  IndicatorsServiceTest()
      : service_(&world_.ledger.ledger(), &world_.ledger.clock) {
    grpc::ServerBuilder builder;
    builder.RegisterService(&service_);
    server_ = builder.BuildAndStart();
    stub_ = v1::RankingService::NewStub(
        server_->InProcessChannel(grpc::ChannelArguments()));
  }
  ~IndicatorsServiceTest() override { server_->Shutdown(); }

  void PlayTwoWeeks() {
    v1::ClearancePlan plan;
    ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(
        R"(version: "p1" effective_from: "2026-06-05"
           rules { class_code: 3 by_minutes: 720 by_minutes: 1080
                   collector_number: 5 penalty: 2 })",
        &plan));
    ASSERT_EQ(world_.Publish(plan).code(), v1::COMMAND_RESULT_CODE_ACCEPTED);
    for (int half_day = 0; half_day < 28; ++half_day) {
      world_.ledger.clock.Advance(kDayUs / 2);
      v1::Record drop = OversightWorld::DropAt(world_.Now(), 700);
      drop.mutable_drop()->set_card_hash(
          ledger::CardOf(static_cast<uint64_t>(1 + half_day % 4)));
      drop.mutable_drop()->set_quality(
          static_cast<v1::Quality>(1 + half_day % 5 % 3));
      drops_.push_back(world_.Send(drop).index());
      if (half_day % 3 == 0) {
        world_.Send(OversightWorld::ClearanceAt(world_.Now(), 500));
      }
    }
    world_.Look();
    ASSERT_FALSE(world_.EntriesOf(v1::Entry::kClearanceMissed).empty());
    world_.Reverse(drops_[1]);
  }

  NaiveFigures Naive(const DaySpan& span) {
    return ComputeNaively(Parsed(world_.ledger.Entries()), span);
  }

  grpc::Status Get(const std::string& from_day, const std::string& to_day,
                   v1::GetIndicatorsResponse* response,
                   uint64_t book = ledger::kBook) {
    v1::GetIndicatorsRequest request;
    request.set_book(book);
    request.set_from_day(from_day);
    request.set_to_day(to_day);
    grpc::ClientContext context;
    return stub_->GetIndicators(&context, request, response);
  }

  static v1::ListIndicatorEntriesRequest Listing(v1::IndicatorKind kind) {
    v1::ListIndicatorEntriesRequest request;
    request.set_book(ledger::kBook);
    request.set_from_day("2026-06-06");
    request.set_to_day("2026-06-16");
    request.set_kind(kind);
    request.set_all(true);
    return request;
  }

  grpc::Status List(const v1::ListIndicatorEntriesRequest& request,
                    v1::ListIndicatorEntriesResponse* response) {
    response->Clear();
    grpc::ClientContext context;
    return stub_->ListIndicatorEntries(&context, request, response);
  }

  OversightWorld world_;
  Service service_;
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<v1::RankingService::StubInterface> stub_;
  std::vector<uint64_t> drops_;
};

void ExpectSame(const v1::IndicatorStretch& is, const NaiveFigures& wanted) {
  int at = 0;
  for (const auto& [kind, figure] : wanted) {
    SCOPED_TRACE(v1::IndicatorKind_Name(kind));
    ASSERT_LT(at, is.indicators_size());
    const v1::Indicator& indicator = is.indicators(at++);
    EXPECT_EQ(indicator.numerator(), figure.numerator);
    EXPECT_EQ(indicator.denominator(), figure.denominator);
    EXPECT_EQ(indicator.entries(), figure.all.size());
  }
}

TEST_F(IndicatorsServiceTest, ThisMonthUntilToday) {
  PlayTwoWeeks();
  v1::GetIndicatorsResponse response;
  ASSERT_TRUE(Get("", "", &response).ok());
  const DaySpan span{*rules::ParseDay("2026-06-01"),
                     *rules::ParseDay("2026-06-19")};
  EXPECT_EQ(response.stretch().from_day(), span.from_day);
  EXPECT_EQ(response.stretch().to_day(), span.to_day);
  EXPECT_EQ(response.before().to_day(), span.from_day - 1);
  EXPECT_EQ(response.year_before().from_day(), span.from_day - 365);
  EXPECT_EQ(response.applied_size(), world_.ledger.Entries().size());
  const NaiveFigures naive = Naive(span);
  ExpectSame(response.stretch(), naive);
  ExpectSame(response.before(), Naive(SpanBefore(span)));
  EXPECT_GT(naive.at(v1::INDICATOR_KIND_CLEARANCE).numerator, 0u);
  EXPECT_GT(naive.at(v1::INDICATOR_KIND_CLEARANCE).denominator,
            naive.at(v1::INDICATOR_KIND_CLEARANCE).numerator);
  EXPECT_GT(naive.at(v1::INDICATOR_KIND_PARTICIPATION).numerator, 0u);
}

TEST_F(IndicatorsServiceTest,
       TheSameQuestionHasTheSameAnswerUntilSomethingIsBooked) {
  PlayTwoWeeks();
  v1::GetIndicatorsResponse first;
  v1::GetIndicatorsResponse again;
  ASSERT_TRUE(Get("2026-06-05", "2026-06-30", &first).ok());
  ASSERT_TRUE(Get("2026-06-05", "2026-06-30", &again).ok());
  EXPECT_EQ(first.SerializeAsString(), again.SerializeAsString());
  world_.Drop(800);
  ASSERT_TRUE(Get("2026-06-05", "2026-06-30", &again).ok());
  EXPECT_EQ(again.applied_size(), first.applied_size() + 1);
  ExpectSame(again.stretch(), Naive({*rules::ParseDay("2026-06-05"),
                                     *rules::ParseDay("2026-06-30")}));
}

TEST_F(IndicatorsServiceTest, WithoutAFirstDayItIsTheMonthOfTheLast) {
  v1::GetIndicatorsResponse figures;
  ASSERT_TRUE(Get("", "2026-05-31", &figures).ok());
  EXPECT_EQ(figures.stretch().from_day(), *rules::ParseDay("2026-05-01"));
  EXPECT_EQ(figures.stretch().to_day(), *rules::ParseDay("2026-05-31"));
}

TEST_F(IndicatorsServiceTest, WhatCannotBeAskedIsSaid) {
  v1::GetIndicatorsResponse figures;
  const grpc::Status no_book = Get("", "", &figures, 350212003009);
  EXPECT_EQ(no_book.error_code(), grpc::StatusCode::NOT_FOUND);
  // The last day is today by default.
  const grpc::Status backwards = Get("2026-07-01", "", &figures);
  EXPECT_EQ(backwards.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_THAT(backwards.error_message(), HasSubstr("from_day"));
  v1::ListIndicatorEntriesResponse entries;
  auto request = Listing(v1::INDICATOR_KIND_PURITY);
  request.set_page_token("made up");
  EXPECT_EQ(List(request, &entries).error_code(),
            grpc::StatusCode::INVALID_ARGUMENT);
  request.clear_page_token();
  request.set_book(350212003009);
  EXPECT_EQ(List(request, &entries).error_code(), grpc::StatusCode::NOT_FOUND);
}

TEST_F(IndicatorsServiceTest, EntriesComeInPages) {
  PlayTwoWeeks();
  const NaiveFigures naive =
      Naive({*rules::ParseDay("2026-06-06"), *rules::ParseDay("2026-06-16")});
  for (const auto& [kind, figure] : naive) {
    SCOPED_TRACE(v1::IndicatorKind_Name(kind));
    v1::ListIndicatorEntriesResponse page;
    auto request = Listing(kind);
    ASSERT_TRUE(List(request, &page).ok());
    EXPECT_THAT(page.indices(), ElementsAreArray(figure.all));
    EXPECT_EQ(page.next_page_token(), "");
    request.set_page_size(2);
    std::vector<uint64_t> all;
    do {
      ASSERT_TRUE(List(request, &page).ok());
      ASSERT_LE(page.indices_size(), 2);
      all.insert(all.end(), page.indices().begin(), page.indices().end());
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    EXPECT_THAT(all, ElementsAreArray(figure.all));
    request = Listing(kind);
    request.set_all(false);
    ASSERT_TRUE(List(request, &page).ok());
    EXPECT_THAT(page.indices(), ElementsAreArray(figure.above));
  }
}

// Later pages are of the book as it was at the first.
TEST_F(IndicatorsServiceTest, PagesBelongTogether) {
  PlayTwoWeeks();
  const NaiveFigures naive =
      Naive({*rules::ParseDay("2026-06-06"), *rules::ParseDay("2026-06-16")});
  auto request = Listing(v1::INDICATOR_KIND_PURITY);
  request.set_page_size(3);
  v1::ListIndicatorEntriesResponse page;
  ASSERT_TRUE(List(request, &page).ok());
  std::vector<uint64_t> all(page.indices().begin(), page.indices().end());
  ASSERT_EQ(world_.Reverse(drops_[9]).code(), v1::COMMAND_RESULT_CODE_ACCEPTED);
  while (!page.next_page_token().empty()) {
    request.set_page_token(page.next_page_token());
    ASSERT_TRUE(List(request, &page).ok());
    all.insert(all.end(), page.indices().begin(), page.indices().end());
  }
  EXPECT_THAT(all, ElementsAreArray(naive.at(v1::INDICATOR_KIND_PURITY).all));
  // A token is of one question.
  ASSERT_FALSE(request.page_token().empty());
  request.set_all(false);
  EXPECT_EQ(List(request, &page).error_code(),
            grpc::StatusCode::INVALID_ARGUMENT);
}

TEST_F(IndicatorsServiceTest, SourcesAreThoseOfTheSize) {
  PlayTwoWeeks();
  v1::PublishSchemeRequest publish;
  v1::Scheme* scheme = publish.mutable_scheme();
  scheme->set_version("s2");
  scheme->set_title("test");
  scheme->set_effective_from("2027-01-01");
  for (const auto& [code, parent] : std::vector<std::pair<uint32_t, uint32_t>>{
           {1, 0}, {4, 0}, {11, 1}, {41, 4}}) {
    v1::WasteClass* one = scheme->add_classes();
    one->set_code(code);
    one->set_parent_code(parent);
    one->set_name_zh("类");
    one->set_name_en("class");
    if (parent == 0) one->set_colour("#00aa00");
    one->set_measure(v1::MEASURE_WEIGHT);
  }
  world_.ledger.MustRun(&v1::RegistryService::StubInterface::PublishScheme,
                        publish);
  const uint64_t reversal =
      world_.EntriesOf(v1::Entry::kEntryReversed).at(0).index();
  ledger::LiveBook* book = world_.ledger.ledger().books().Find(ledger::kBook);
  common::MutexLock lock(book->mu);
  const IndicatorSources now = SourcesOf(book->state, book->state.size());
  EXPECT_EQ(now.utc_offset_minutes, 480);
  EXPECT_THAT(now.recyclables, UnorderedElementsAre(1, 11));
  EXPECT_THAT(now.reversed, UnorderedElementsAre(drops_[1]));
  EXPECT_TRUE(SourcesOf(book->state, reversal).reversed.empty());
}

}  // namespace
}  // namespace greenledger::ranking
