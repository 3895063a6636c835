// StatementService on a ledger within the test, read as a client does.
#ifndef GREENLEDGER_TESTS_SERVICES_STATEMENTS_STATEMENT_WORLD_H_
#define GREENLEDGER_TESTS_SERVICES_STATEMENTS_STATEMENT_WORLD_H_

#include <memory>
#include <string>
#include <vector>

#include "services/statements/statement_service.h"
#include "tests/services/ledger/ledger_world.h"

namespace greenledger::statements {

class StatementWorld {
 public:
  // `ledger` must outlive this.
  explicit StatementWorld(ledger::LedgerWorld* ledger);
  ~StatementWorld();

  // One page.
  grpc::Status Page(const v1::GetMonthStatementRequest& request,
                    v1::GetMonthStatementResponse* response);
  // A request in English.
  static v1::GetMonthStatementRequest Ask(uint64_t household,
                                          const std::string& month = "");
  // All pages in one; `lines` has those of all.
  v1::GetMonthStatementResponse Read(uint64_t household,
                                     const std::string& month = "",
                                     int32_t page_size = 0);

  std::shared_ptr<grpc::Channel> channel() const { return channel_; }

 private:
  StatementServiceImpl service_;
  std::unique_ptr<grpc::Server> server_;
  std::shared_ptr<grpc::Channel> channel_;
  std::unique_ptr<v1::StatementService::StubInterface> stub_;
};

// Holds the statements of every household and month against a fold of the
// book's entries: opening, closing, which entries, and that the sums add up.
void ExpectStatementsAreRight(const std::vector<std::string>& entries,
                              StatementWorld* statements);

}  // namespace greenledger::statements

#endif  // GREENLEDGER_TESTS_SERVICES_STATEMENTS_STATEMENT_WORLD_H_
