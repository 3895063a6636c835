// LedgerService: reads of books. What an answer shows is durable.
#ifndef GREENLEDGER_SERVICES_LEDGER_LEDGER_SERVICE_H_
#define GREENLEDGER_SERVICES_LEDGER_LEDGER_SERVICE_H_

#include <atomic>

#include "greenledger/v1/ledger_service.grpc.pb.h"
#include "services/ledger/books.h"
#include "storage/store.h"

namespace greenledger::ledger {

class LedgerServiceImpl final : public v1::LedgerService::CallbackService {
 public:
  // Both must outlive this.
  LedgerServiceImpl(Books* books, const storage::Store* store)
      : books_(books), store_(store) {}

  grpc::ServerUnaryReactor* ListBooks(grpc::CallbackServerContext* context,
                                      const v1::ListBooksRequest* request,
                                      v1::ListBooksResponse* response) override;
  grpc::ServerUnaryReactor* GetTotals(grpc::CallbackServerContext* context,
                                      const v1::GetTotalsRequest* request,
                                      v1::GetTotalsResponse* response) override;
  grpc::ServerUnaryReactor* GetBalance(
      grpc::CallbackServerContext* context,
      const v1::GetBalanceRequest* request,
      v1::GetBalanceResponse* response) override;
  grpc::ServerUnaryReactor* ListBalances(
      grpc::CallbackServerContext* context,
      const v1::ListBalancesRequest* request,
      v1::ListBalancesResponse* response) override;
  grpc::ServerUnaryReactor* ListStatement(
      grpc::CallbackServerContext* context,
      const v1::ListStatementRequest* request,
      v1::ListStatementResponse* response) override;
  grpc::ServerUnaryReactor* GetEntry(grpc::CallbackServerContext* context,
                                     const v1::GetEntryRequest* request,
                                     v1::GetEntryResponse* response) override;
  grpc::ServerWriteReactor<v1::FollowEntriesResponse>* FollowEntries(
      grpc::CallbackServerContext* context,
      const v1::FollowEntriesRequest* request) override;

 private:
  grpc::Status StartStatement(const v1::ListStatementRequest& request,
                              v1::ListStatementResponse* response,
                              grpc::ServerUnaryReactor* reactor);
  grpc::Status FillEntry(const v1::GetEntryRequest& request,
                         v1::GetEntryResponse* response) const;

  Books* books_;
  const storage::Store* store_;
  std::atomic<int> followers_{0};
};

}  // namespace greenledger::ledger

#endif  // GREENLEDGER_SERVICES_LEDGER_LEDGER_SERVICE_H_
