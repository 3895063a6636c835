#include "services/ledger/ledger_service.h"

#include <map>
#include <utility>
#include <vector>

#include "services/common/errors.h"
#include "services/common/page_token.h"
#include "services/ledger/follower.h"
#include "services/ledger/reads.h"
#include "services/ledger/statement.h"
#include "services/ledger/totals.h"

namespace greenledger::ledger {
namespace {

constexpr int kFollowersMax = 64;

grpc::Status HouseholdUnknown(uint64_t book, uint64_t household) {
  return common::Error(common::Reason::kHouseholdUnknown,
                       {{"book", std::to_string(book)},
                        {"household", std::to_string(household)}});
}

grpc::Status EntryUnknown(uint64_t book, uint64_t index) {
  return common::Error(
      common::Reason::kEntryUnknown,
      {{"book", std::to_string(book)}, {"index", std::to_string(index)}});
}

}  // namespace

grpc::ServerUnaryReactor* LedgerServiceImpl::ListBooks(
    grpc::CallbackServerContext* context, const v1::ListBooksRequest* request,
    v1::ListBooksResponse* response) {
  return Serve(context, *request, [&](grpc::ServerUnaryReactor* reactor) {
    const auto after = NumberCursor(request->page_token(), "ListBooks");
    if (!after.has_value()) return common::BadPageToken(request->page_token());
    const size_t page_size = PageSize(request->page_size(), 100, 1000);
    for (LiveBook* book : books_->All()) {
      if (book->code <= *after) continue;
      common::MutexLock lock(book->mu);
      if (book->durable_size == 0) continue;
      if (static_cast<size_t>(response->books_size()) == page_size) {
        const auto last = response->books(response->books_size() - 1).book();
        response->set_next_page_token(
            common::EncodePageToken(std::to_string(last), "ListBooks"));
        break;
      }
      FillBook(book->state, book->durable_size, response->add_books());
    }
    reactor->Finish(grpc::Status::OK);
    return grpc::Status::OK;
  });
}

grpc::ServerUnaryReactor* LedgerServiceImpl::GetTotals(
    grpc::CallbackServerContext* context, const v1::GetTotalsRequest* request,
    v1::GetTotalsResponse* response) {
  return Serve(context, *request, [&](grpc::ServerUnaryReactor* reactor) {
    return ReadBook(
        *books_, request->book(), reactor,
        [&](const rules::BookState& state, const storage::BookTree& tree,
            uint64_t*) {
          FillTotals(state, response);
          response->set_root_hash(std::string(proof::AsBytes(tree.Root())));
          return grpc::Status::OK;
        });
  });
}

grpc::ServerUnaryReactor* LedgerServiceImpl::GetBalance(
    grpc::CallbackServerContext* context, const v1::GetBalanceRequest* request,
    v1::GetBalanceResponse* response) {
  return Serve(context, *request, [&](grpc::ServerUnaryReactor* reactor) {
    return ReadBook(
        *books_, request->book(), reactor,
        [&](const rules::BookState& state, const storage::BookTree&,
            uint64_t* seen) {
          const rules::HouseholdState* household =
              state.FindHousehold(request->household());
          if (household == nullptr) {
            return HouseholdUnknown(request->book(), request->household());
          }
          AppendTo(household->earner.balances, response->mutable_balances(),
                   state.FindPending(v1::ACCOUNT_OWNER_HOUSEHOLD,
                                     household->number));
          response->set_entries(household->entries);
          response->set_last_index(household->last_index);
          *seen = household->last_index + 1;
          return grpc::Status::OK;
        });
  });
}

grpc::ServerUnaryReactor* LedgerServiceImpl::ListBalances(
    grpc::CallbackServerContext* context,
    const v1::ListBalancesRequest* request,
    v1::ListBalancesResponse* response) {
  return Serve(context, *request, [&](grpc::ServerUnaryReactor* reactor) {
    const std::string arguments = "ListBalances/" +
                                  std::to_string(request->book()) + "/" +
                                  std::to_string(request->owner());
    const auto cursor = NumberCursor(request->page_token(), arguments);
    if (!cursor.has_value()) return common::BadPageToken(request->page_token());
    const auto after = request->page_token().empty() ? std::nullopt : cursor;
    return ReadBook(
        *books_, request->book(), reactor,
        [&](const rules::BookState& state, const storage::BookTree&,
            uint64_t*) {
          if (FillBalances(state, request->owner(), after,
                           PageSize(request->page_size(), 500, 5000),
                           response)) {
            const auto& last = response->owners(response->owners_size() - 1);
            response->set_next_page_token(common::EncodePageToken(
                std::to_string(last.owner_number()), arguments));
          }
          return grpc::Status::OK;
        });
  });
}

grpc::Status LedgerServiceImpl::StartStatement(
    const v1::ListStatementRequest& request,
    v1::ListStatementResponse* response, grpc::ServerUnaryReactor* reactor) {
  const bool oldest_first = request.oldest_first();
  const std::string arguments =
      "ListStatement/" + std::to_string(request.book()) + "/" +
      std::to_string(request.household()) + (oldest_first ? "/old" : "/new");
  // The household's own number that the page before ended with.
  const auto cursor = NumberCursor(request.page_token(), arguments);
  if (!cursor.has_value()) return common::BadPageToken(request.page_token());
  LiveBook* book = nullptr;
  grpc::Status found = FindBook(*books_, request.book(), &book);
  if (!found.ok()) return found;

  StatementPage page{request.book(), request.household()};
  page.entries_max = PageSize(request.page_size(), 20, 200);
  uint64_t seen = 0;
  {
    common::MutexLock lock(book->mu);
    const rules::HouseholdState* household =
        book->state.FindHousehold(request.household());
    if (household == nullptr) {
      return HouseholdUnknown(request.book(), request.household());
    }
    const uint64_t entries = household->entries;
    const bool first_page = request.page_token().empty();
    const uint64_t newest = oldest_first
                                ? std::min(entries, *cursor + page.entries_max)
                                : (first_page ? entries : *cursor - 1);
    page.to_number = oldest_first                ? *cursor + 1
                     : newest > page.entries_max ? newest - page.entries_max + 1
                                                 : 1;
    page.entries_max = newest - page.to_number + 1;
    absl::Status start = FindStatementStart(book, *household, newest, &page);
    if (!start.ok()) return common::ToGrpc(start);
    seen = household->last_index + 1;
    const uint64_t end = oldest_first ? newest : page.to_number;
    if (oldest_first ? end < entries : end > 1) {
      response->set_next_page_token(
          common::EncodePageToken(std::to_string(end), arguments));
    }
  }
  book->WhenDurable(seen, [this, page, oldest_first, response, reactor] {
    absl::Status read = ReadStatement(*store_, page, response);
    if (oldest_first) {
      std::reverse(response->mutable_entries()->begin(),
                   response->mutable_entries()->end());
    }
    reactor->Finish(common::ToGrpc(read));
  });
  return grpc::Status::OK;
}

grpc::ServerUnaryReactor* LedgerServiceImpl::ListStatement(
    grpc::CallbackServerContext* context,
    const v1::ListStatementRequest* request,
    v1::ListStatementResponse* response) {
  return Serve(context, *request, [&](grpc::ServerUnaryReactor* reactor) {
    return StartStatement(*request, response, reactor);
  });
}

grpc::Status LedgerServiceImpl::FillEntry(
    const v1::GetEntryRequest& request, v1::GetEntryResponse* response) const {
  LiveBook* book = nullptr;
  grpc::Status found = FindBook(*books_, request.book(), &book);
  if (!found.ok()) return found;
  {
    common::MutexLock lock(book->mu);
    if (request.index() >= book->durable_size) {
      return EntryUnknown(request.book(), request.index());
    }
  }
  absl::StatusOr<std::string> bytes =
      store_->ReadEntry(request.book(), request.index());
  if (!bytes.ok()) return common::ToGrpc(bytes.status());
  response->set_leaf_hash(std::string(proof::AsBytes(proof::LeafHash(*bytes))));
  response->mutable_entry()->set_index(request.index());
  response->mutable_entry()->set_entry(*std::move(bytes));
  return grpc::Status::OK;
}

grpc::ServerUnaryReactor* LedgerServiceImpl::GetEntry(
    grpc::CallbackServerContext* context, const v1::GetEntryRequest* request,
    v1::GetEntryResponse* response) {
  return Serve(context, *request, [&](grpc::ServerUnaryReactor* reactor) {
    grpc::Status filled = FillEntry(*request, response);
    if (filled.ok()) reactor->Finish(grpc::Status::OK);
    return filled;
  });
}

grpc::ServerWriteReactor<v1::FollowEntriesResponse>*
LedgerServiceImpl::FollowEntries(grpc::CallbackServerContext*,
                                 const v1::FollowEntriesRequest* request) {
  // Ends at once with an error.
  class Refusal final
      : public grpc::ServerWriteReactor<v1::FollowEntriesResponse> {
   public:
    explicit Refusal(const grpc::Status& status) { Finish(status); }
    void OnDone() override { delete this; }
  };
  const common::Faults faults = rules::Check(*request);
  if (!faults.empty()) return new Refusal(common::BadFields(faults));
  LiveBook* book = nullptr;
  grpc::Status found = FindBook(*books_, request->book(), &book);
  if (!found.ok()) return new Refusal(found);
  uint64_t durable = 0;
  {
    common::MutexLock lock(book->mu);
    durable = book->durable_size;
  }
  if (request->from_index() > durable) {
    return new Refusal(EntryUnknown(request->book(), request->from_index()));
  }
  if (++followers_ > kFollowersMax) {
    --followers_;
    return new Refusal(common::RetryLater(common::Reason::kTooManyFollowers,
                                          std::chrono::seconds(5)));
  }
  return new Follower(book, store_, &followers_, request->from_index(),
                      request->stop_at_end());
}

}  // namespace greenledger::ledger
