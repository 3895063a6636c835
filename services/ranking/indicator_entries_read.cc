// IndicatorReads::ListIndicatorEntries.
#include <charconv>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/common/errors.h"
#include "services/common/page_token.h"
#include "services/ledger/reads.h"
#include "services/ledger/rules/local_day.h"
#include "services/ranking/fold/indicators.h"
#include "services/ranking/indicator_walk.h"
#include "services/ranking/indicators_reads.h"

namespace greenledger::ranking {
namespace {

constexpr size_t kEntriesStandard = 100;
constexpr size_t kEntriesMax = 1000;

// Where a page begins, and the size of the book that all pages are of.
struct Cursor {
  uint64_t after = 0;
  uint64_t size = 0;  // 0: as large as it is
};

// What is read when its turn comes.
struct EntriesOrder {
  IndicatorWalk walk;
  DaySpan span;
  IndicatorSources sources;
  // One more than go into the page, to know whether there is another.
  WantedEntries wanted;
  // What the page token is bound to.
  std::string arguments;
};

std::string ToText(const Cursor& cursor) {
  return std::to_string(cursor.after) + "." + std::to_string(cursor.size);
}

std::optional<Cursor> ReadCursor(std::string_view text) {
  Cursor cursor;
  const char* const end = text.data() + text.size();
  const auto after = std::from_chars(text.data(), end, cursor.after);
  if (after.ec != std::errc() || after.ptr == end || *after.ptr != '.') {
    return std::nullopt;
  }
  const auto size = std::from_chars(after.ptr + 1, end, cursor.size);
  if (size.ec != std::errc() || size.ptr != end || cursor.size == 0) {
    return std::nullopt;
  }
  return cursor;
}

std::optional<Cursor> CursorOf(const std::string& token,
                               const std::string& arguments) {
  if (token.empty()) return Cursor{};
  const auto text = common::DecodePageToken(token, arguments);
  return text.has_value() ? ReadCursor(*text) : std::nullopt;
}

std::string ArgumentsOf(const v1::ListIndicatorEntriesRequest& request) {
  return "ListIndicatorEntries/" + std::to_string(request.book()) + "/" +
         request.from_day() + "/" + request.to_day() + "/" +
         std::to_string(request.kind()) + (request.all() ? "/all" : "");
}

grpc::Status FillPage(const EntriesOrder& order,
                      v1::ListIndicatorEntriesResponse* response) {
  IndicatorFold fold(order.sources, {order.span});
  fold.Want(order.wanted);
  if (absl::Status s =
          AddEntriesBehind(order.walk, order.wanted, order.span.from_day,
                           order.sources.utc_offset_minutes, &fold);
      !s.ok()) {
    return ToAnswer(s);
  }
  if (!fold.Complete()) fold.Finish();
  std::vector<uint64_t> indices = fold.Wanted();
  const bool more = indices.size() == order.wanted.most;
  if (more) indices.pop_back();
  response->mutable_indices()->Add(indices.begin(), indices.end());
  if (more) {
    response->set_next_page_token(common::EncodePageToken(
        ToText({indices.back(), order.walk.size}), order.arguments));
  }
  return grpc::Status::OK;
}

}  // namespace

grpc::Status IndicatorReads::StartEntries(
    grpc::CallbackServerContext* context,
    const v1::ListIndicatorEntriesRequest& request,
    v1::ListIndicatorEntriesResponse* response,
    grpc::ServerUnaryReactor* reactor) {
  auto order = std::make_shared<EntriesOrder>();
  order->arguments = ArgumentsOf(request);
  const auto cursor = CursorOf(request.page_token(), order->arguments);
  if (!cursor.has_value()) return common::BadPageToken(request.page_token());
  ledger::LiveBook* book = nullptr;
  grpc::Status status = ledger::FindBook(*books_, request.book(), &book);
  if (!status.ok()) return status;
  const size_t page_size =
      ledger::PageSize(request.page_size(), kEntriesStandard, kEntriesMax);
  order->wanted = {request.kind(), request.all(), cursor->after, page_size + 1};
  order->span = {*rules::ParseDay(request.from_day()),
                 *rules::ParseDay(request.to_day())};
  order->walk = {context, store_, request.book(), cursor->size};
  {
    common::MutexLock lock(book->mu);
    const uint64_t size = book->state.size();
    if (cursor->size > size) return common::BadPageToken(request.page_token());
    if (cursor->size == 0) order->walk.size = size;
    order->sources = SourcesOf(book->state, order->walk.size);
  }
  book->WhenDurable(order->walk.size, [this, order, response, reactor] {
    TakeOrAnswerBusy(reactor, [order, response, reactor] {
      reactor->Finish(FillPage(*order, response));
    });
  });
  return grpc::Status::OK;
}

grpc::ServerUnaryReactor* IndicatorReads::ListIndicatorEntries(
    grpc::CallbackServerContext* context,
    const v1::ListIndicatorEntriesRequest* request,
    v1::ListIndicatorEntriesResponse* response) {
  return ledger::Serve(
      context, *request, [&](grpc::ServerUnaryReactor* reactor) {
        return StartEntries(context, *request, response, reactor);
      });
}

}  // namespace greenledger::ranking
