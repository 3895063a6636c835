#include "services/statements/statement_service.h"

#include <memory>
#include <string>
#include <utility>

#include "services/common/errors.h"
#include "services/common/page_token.h"
#include "services/ledger/reads.h"
#include "services/ledger/rules/local_day.h"
#include "services/ledger/stored_entries.h"
#include "services/statements/statement_now.h"
#include "services/statements/statement_page.h"

namespace greenledger::statements {
namespace {

using std::chrono_literals::operator""ms;

constexpr size_t kLinesStandard = 500;
constexpr size_t kLinesMax = 2000;
// Statements that wait to be written.
constexpr size_t kWaitingMax = 64;

// What a statement is written from when its turn comes.
struct Order {
  grpc::CallbackServerContext* context = nullptr;
  ledger::LiveBook* book = nullptr;
  const storage::Store* store = nullptr;
  StatementPage page;
  // What the page token is bound to.
  std::string arguments;
};

// Reading ends when nobody waits for it any more.
rules::EntryAt Reader(const Order& order) {
  return [&order](uint64_t index, v1::Entry* entry) {
    if (order.context->IsCancelled()) {
      return absl::CancelledError("the caller has gone");
    }
    if (ledger::ReadEntry(*order.store, order.book->code, index, entry)) {
      return absl::OkStatus();
    }
    return absl::DataLossError("book " + std::to_string(order.book->code) +
                               ": entry " + std::to_string(index) +
                               " cannot be read");
  };
}

std::shared_ptr<const rules::PublishedScheme> FindScheme(
    const rules::BookState& state, std::string_view version) {
  for (const auto& published : state.schemes()) {
    if (published->scheme.version() == version) return published;
  }
  return nullptr;
}

// Names as the book has them when they are asked for.
Sources SourcesOf(const Order& order) {
  ledger::LiveBook* book = order.book;
  Sources sources;
  sources.utc_offset_minutes = order.page.walk.utc_offset_minutes;
  sources.entry_at = Reader(order);
  sources.scheme = [book](std::string_view version) {
    common::MutexLock lock(book->mu);
    return FindScheme(book->state, version);
  };
  sources.reward_name = [book](uint32_t number, v1::Language language) {
    common::MutexLock lock(book->mu);
    const auto* line = book->state.rewards().Find(number);
    if (line == nullptr) return std::string();
    return language == v1::LANGUAGE_EN ? line->reward.name_en()
                                       : line->reward.name_zh();
  };
  sources.place_name = [book](uint64_t number) {
    common::MutexLock lock(book->mu);
    const v1::Place* place = book->state.FindPlace(number);
    return place == nullptr ? std::string() : place->name();
  };
  sources.title_name = [book](uint32_t number, v1::Language language) {
    common::MutexLock lock(book->mu);
    const auto* campaign = book->state.selection().Find(number);
    if (campaign == nullptr) return std::string();
    return language == v1::LANGUAGE_EN ? campaign->rule.title_en()
                                       : campaign->rule.title_zh();
  };
  return sources;
}

grpc::Status WritePage(const Order& order,
                       v1::GetMonthStatementResponse* response) {
  std::optional<PageStart> next;
  const absl::Status filled =
      FillPage(order.page, SourcesOf(order), response, &next);
  if (absl::IsCancelled(filled)) return grpc::Status::CANCELLED;
  if (!filled.ok()) return common::ToGrpc(filled);
  if (next.has_value()) {
    response->set_next_page_token(
        common::EncodePageToken(ToCursor(*next), order.arguments));
  }
  return grpc::Status::OK;
}

// What the state says at this moment: where to begin and what there is now.
void LookAt(const rules::BookState& state,
            const rules::HouseholdState& household, int32_t today,
            const v1::GetMonthStatementRequest& request, Order* order,
            v1::GetMonthStatementResponse* response) {
  FillNow(state, household, today, request.language(), response->mutable_now());
  MonthWalk& walk = order->page.walk;
  walk.household = household.number;
  walk.last_index = household.last_index;
  walk.entries = household.entries;
  walk.now = {response->now().milli_points(), response->now().milli_merit()};
  walk.utc_offset_minutes = state.info().utc_offset_minutes();
  if (walk.as_of_size == 0) walk.as_of_size = state.size();
  int32_t& day = order->page.day;
  if (day == 0 && !request.month().empty()) {
    day = *rules::ParseDay(request.month() + "-01");
  } else if (day == 0) {
    day = today;
  }
  walk.month = rules::MonthOf(day);
  response->set_month(rules::FormatDay(day).substr(0, 7));
  response->set_as_of_size(walk.as_of_size);
}

// nullopt if the token is of another request.
std::optional<PageStart> StartOf(const v1::GetMonthStatementRequest& request,
                                 const std::string& arguments) {
  if (request.page_token().empty()) return PageStart{};
  const auto cursor = common::DecodePageToken(request.page_token(), arguments);
  return cursor.has_value() ? ReadCursor(*cursor) : std::nullopt;
}

std::string ArgumentsOf(const v1::GetMonthStatementRequest& request) {
  return "GetMonthStatement/" + std::to_string(request.book()) + "/" +
         std::to_string(request.household()) + "/" + request.month() + "/" +
         std::to_string(request.language());
}

}  // namespace

StatementServiceImpl::StatementServiceImpl(ledger::Ledger* ledger,
                                           const common::Clock* clock)
    : books_(&ledger->books()),
      store_(&ledger->store()),
      clock_(clock),
      desk_(kWaitingMax) {}

grpc::Status StatementServiceImpl::Start(
    grpc::CallbackServerContext* context,
    const v1::GetMonthStatementRequest& request,
    v1::GetMonthStatementResponse* response,
    grpc::ServerUnaryReactor* reactor) {
  auto order = std::make_shared<Order>();
  order->context = context;
  order->store = store_;
  order->arguments = ArgumentsOf(request);
  const std::optional<PageStart> start = StartOf(request, order->arguments);
  if (!start.has_value()) return common::BadPageToken(request.page_token());
  order->page.day = start->day;
  order->page.walk.as_of_size = start->as_of_size;
  order->page.lines_before = start->lines_before;
  order->page.language = request.language();
  order->page.lines_max =
      ledger::PageSize(request.page_size(), kLinesStandard, kLinesMax);
  grpc::Status found = ledger::FindBook(*books_, request.book(), &order->book);
  if (!found.ok()) return found;
  uint64_t seen = 0;
  {
    common::MutexLock lock(order->book->mu);
    const rules::BookState& state = order->book->state;
    const rules::HouseholdState* household =
        state.FindHousehold(request.household());
    if (household == nullptr) {
      return common::Error(
          common::Reason::kHouseholdUnknown,
          {{"book", std::to_string(request.book())},
           {"household", std::to_string(request.household())}});
    }
    LookAt(state, *household, state.DayOf(clock_->NowMicros()), request,
           order.get(), response);
    seen = state.size();
  }
  order->book->WhenDurable(seen, [this, order, response, reactor] {
    const bool taken = desk_.Take([order, response, reactor] {
      reactor->Finish(WritePage(*order, response));
    });
    if (taken) return;
    reactor->Finish(common::RetryLater(common::Reason::kQueueFull, 1'000ms));
  });
  return grpc::Status::OK;
}

grpc::ServerUnaryReactor* StatementServiceImpl::GetMonthStatement(
    grpc::CallbackServerContext* context,
    const v1::GetMonthStatementRequest* request,
    v1::GetMonthStatementResponse* response) {
  return ledger::Serve(context, *request,
                       [&](grpc::ServerUnaryReactor* reactor) {
                         return Start(context, *request, response, reactor);
                       });
}

}  // namespace greenledger::statements
