// StatementService: a household's month, as people read it.
#ifndef GREENLEDGER_SERVICES_STATEMENTS_STATEMENT_SERVICE_H_
#define GREENLEDGER_SERVICES_STATEMENTS_STATEMENT_SERVICE_H_

#include "greenledger/v1/statement_service.grpc.pb.h"
#include "services/common/clock.h"
#include "services/common/desk.h"
#include "services/ledger/ledger.h"

namespace greenledger::statements {

class StatementServiceImpl final
    : public v1::StatementService::CallbackService {
 public:
  // Both must outlive this.
  StatementServiceImpl(ledger::Ledger* ledger, const common::Clock* clock);

  grpc::ServerUnaryReactor* GetMonthStatement(
      grpc::CallbackServerContext* context,
      const v1::GetMonthStatementRequest* request,
      v1::GetMonthStatementResponse* response) override;

 private:
  grpc::Status Start(grpc::CallbackServerContext* context,
                     const v1::GetMonthStatementRequest& request,
                     v1::GetMonthStatementResponse* response,
                     grpc::ServerUnaryReactor* reactor);

  ledger::Books* const books_;
  const storage::Store* const store_;
  const common::Clock* const clock_;
  common::Desk desk_;
};

}  // namespace greenledger::statements

#endif  // GREENLEDGER_SERVICES_STATEMENTS_STATEMENT_SERVICE_H_
