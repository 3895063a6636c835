// What the handlers that read have in common.
#ifndef GREENLEDGER_SERVICES_LEDGER_READS_H_
#define GREENLEDGER_SERVICES_LEDGER_READS_H_

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "grpcpp/server_context.h"
#include "grpcpp/support/server_callback.h"
#include "services/common/errors.h"
#include "services/common/page_token.h"
#include "services/ledger/books.h"
#include "services/ledger/rules/request_check.h"

namespace greenledger::ledger {

// The book if it has entries, else an answer for the caller.
inline grpc::Status FindBook(const Books& books, uint64_t code,
                             LiveBook** book) {
  *book = books.Find(code);
  bool visible = *book != nullptr;
  if (visible) {
    common::MutexLock lock((*book)->mu);
    visible = (*book)->state.size() > 0;
  }
  if (visible) return grpc::Status::OK;
  return common::Error(common::Reason::kBookUnknown,
                       {{"book", std::to_string(code)}});
}

// Page size as AIP-158 wants it; negative ones were refused before.
inline size_t PageSize(int32_t wanted, size_t standard, size_t most) {
  return wanted == 0 ? standard : std::min(static_cast<size_t>(wanted), most);
}

// A cursor that is a number: the last one of the page before, 0 for the first
// page. nullopt if the token is of another request.
inline std::optional<uint64_t> NumberCursor(std::string_view token,
                                            std::string_view arguments) {
  if (token.empty()) return 0;
  const auto cursor = common::DecodePageToken(token, arguments);
  if (!cursor.has_value()) return std::nullopt;
  uint64_t number = 0;
  auto [end, error] =
      std::from_chars(cursor->data(), cursor->data() + cursor->size(), number);
  if (error != std::errc() || end != cursor->data() + cursor->size()) {
    return std::nullopt;
  }
  return number;
}

// Runs `fill(state, tree, &seen)` under the book's lock. If it returns OK,
// answers when the first `seen` entries of the book are durable; `fill` may
// lower `seen`, which is the size of the book, to what it showed.
template <typename Fill>
grpc::Status ReadBook(const Books& books, uint64_t code,
                      grpc::ServerUnaryReactor* reactor, Fill fill) {
  LiveBook* book = nullptr;
  grpc::Status status = FindBook(books, code, &book);
  if (!status.ok()) return status;
  uint64_t seen = 0;
  {
    common::MutexLock lock(book->mu);
    seen = book->state.size();
    status = fill(book->state, book->tree, &seen);
  }
  if (status.ok()) {
    book->WhenDurable(seen, [reactor] { reactor->Finish(grpc::Status::OK); });
  }
  return status;
}

// Adds a page of a map's values with keys above the cursor; `fill` writes one.
// Returns the token of the next page.
template <typename Map, typename Fill>
std::string FillPage(const Map& map, uint64_t after, size_t page_size,
                     const std::string& arguments, Fill fill) {
  size_t filled = 0;
  using Key = typename Map::key_type;
  constexpr uint64_t kMost = std::numeric_limits<Key>::max();
  auto at = map.upper_bound(static_cast<Key>(std::min(after, kMost)));
  uint64_t last = after;
  for (; at != map.end() && filled < page_size; ++at, ++filled) {
    fill(at->second);
    last = at->first;
  }
  if (at == map.end()) return "";
  return common::EncodePageToken(std::to_string(last), arguments);
}

struct PageSizes {
  size_t standard;
  size_t most;
};

// Answers with a page of one of the state's maps.
template <typename Request, typename Response, typename MapOf, typename Fill>
grpc::Status ReadPage(const Books& books, const Request& request,
                      const std::string& rpc, PageSizes sizes,
                      grpc::ServerUnaryReactor* reactor, Response* response,
                      MapOf map_of, Fill fill) {
  const std::string arguments = rpc + "/" + std::to_string(request.book());
  const auto after = NumberCursor(request.page_token(), arguments);
  if (!after.has_value()) return common::BadPageToken(request.page_token());
  return ReadBook(
      books, request.book(), reactor,
      [&](const rules::BookState& state, const storage::BookTree&, uint64_t*) {
        const size_t size =
            PageSize(request.page_size(), sizes.standard, sizes.most);
        response->set_next_page_token(
            FillPage(map_of(state), *after, size, arguments, fill));
        return grpc::Status::OK;
      });
}

// Checks the shape, then calls `start`, which answers or returns an error.
template <typename Request, typename Start>
grpc::ServerUnaryReactor* Serve(grpc::CallbackServerContext* context,
                                const Request& request, Start start) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  const common::Faults faults = rules::Check(request);
  const grpc::Status status =
      faults.empty() ? start(reactor) : common::BadFields(faults);
  if (!status.ok()) reactor->Finish(status);
  return reactor;
}

}  // namespace greenledger::ledger

#endif  // GREENLEDGER_SERVICES_LEDGER_READS_H_
