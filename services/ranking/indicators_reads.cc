#include "services/ranking/indicators_reads.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "services/common/errors.h"
#include "services/ledger/reads.h"
#include "services/ledger/rules/local_day.h"
#include "services/ranking/fold/indicators.h"
#include "services/ranking/indicator_walk.h"

namespace greenledger::ranking {
namespace {

using std::chrono_literals::operator""ms;

// Reads that wait for their turn.
constexpr size_t kWaitingMax = 64;
constexpr int32_t kDaysMax = 1'100;

// What is read when its turn comes.
struct FiguresOrder {
  IndicatorWalk walk;
  DaySpan span;
  IndicatorSources sources;
};

// The days that are asked for; a fault if the defaults make them none.
grpc::Status FindSpan(const v1::GetIndicatorsRequest& request, int32_t today,
                      DaySpan* span) {
  span->to_day = rules::ParseDay(request.to_day()).value_or(today);
  span->from_day =
      rules::ParseDay(request.from_day())
          .value_or(PeriodOf(v1::PERIOD_KIND_MONTH, span->to_day).from_day);
  if (span->from_day <= span->to_day &&
      span->to_day - span->from_day < kDaysMax) {
    return grpc::Status::OK;
  }
  return common::BadFields(
      {{"from_day", rules::FormatDay(span->from_day),
        "not after to_day, and at most 1100 days in all"}});
}

grpc::Status FillFigures(const FiguresOrder& order,
                         v1::GetIndicatorsResponse* response) {
  IndicatorFold fold(order.sources, {order.span, SpanBefore(order.span),
                                     YearEarlier(order.span)});
  if (absl::Status s = AddEntries(order.walk, &fold); !s.ok()) {
    return ToAnswer(s);
  }
  std::vector<v1::IndicatorStretch> figures = fold.Finish();
  *response->mutable_stretch() = std::move(figures[0]);
  *response->mutable_before() = std::move(figures[1]);
  *response->mutable_year_before() = std::move(figures[2]);
  response->set_applied_size(order.walk.size);
  return grpc::Status::OK;
}

}  // namespace

IndicatorReads::IndicatorReads(ledger::Ledger* ledger,
                               const common::Clock* clock)
    : books_(&ledger->books()),
      store_(&ledger->store()),
      clock_(clock),
      desk_(kWaitingMax) {}

void IndicatorReads::TakeOrAnswerBusy(grpc::ServerUnaryReactor* reactor,
                                      common::Desk::Job job) {
  if (desk_.Take(std::move(job))) return;
  reactor->Finish(common::RetryLater(common::Reason::kQueueFull, 1'000ms));
}

grpc::Status IndicatorReads::StartFigures(
    grpc::CallbackServerContext* context,
    const v1::GetIndicatorsRequest& request,
    v1::GetIndicatorsResponse* response, grpc::ServerUnaryReactor* reactor) {
  ledger::LiveBook* book = nullptr;
  grpc::Status status = ledger::FindBook(*books_, request.book(), &book);
  if (!status.ok()) return status;
  auto order = std::make_shared<FiguresOrder>();
  order->walk = {context, store_, request.book(), 0};
  {
    common::MutexLock lock(book->mu);
    const rules::BookState& state = book->state;
    status = FindSpan(request, state.DayOf(clock_->NowMicros()), &order->span);
    if (!status.ok()) return status;
    order->walk.size = state.size();
    order->sources = SourcesOf(state, state.size());
  }
  const IndicatorAnswers::Key key{request.book(), order->walk.size,
                                  order->span};
  book->WhenDurable(order->walk.size, [this, order, key, response, reactor] {
    if (auto known = answers_.Find(key); known.has_value()) {
      *response = *std::move(known);
      reactor->Finish(grpc::Status::OK);
      return;
    }
    TakeOrAnswerBusy(reactor, [this, order, key, response, reactor] {
      const grpc::Status filled = FillFigures(*order, response);
      if (filled.ok()) answers_.Keep(key, *response);
      reactor->Finish(filled);
    });
  });
  return grpc::Status::OK;
}

grpc::ServerUnaryReactor* IndicatorReads::GetIndicators(
    grpc::CallbackServerContext* context,
    const v1::GetIndicatorsRequest* request,
    v1::GetIndicatorsResponse* response) {
  return ledger::Serve(
      context, *request, [&](grpc::ServerUnaryReactor* reactor) {
        return StartFigures(context, *request, response, reactor);
      });
}

}  // namespace greenledger::ranking
