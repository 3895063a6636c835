// Reading lists page by page.
#ifndef GREENLEDGER_CLIENTS_CLI_PAGING_H_
#define GREENLEDGER_CLIENTS_CLI_PAGING_H_

#include <cstdint>

#include "clients/cli/session.h"

namespace greenledger::cli {

// Rows of a page, where many are read.
inline constexpr int32_t kPageSize = 1000;

// Calls `take(response)` with every page until the last. Ends at the first
// failing call and returns its status.
template <typename Stub, typename Request, typename Response, typename Take>
grpc::Status ForEachPage(Session& session,
                         grpc::Status (Stub::*method)(grpc::ClientContext*,
                                                      const Request&,
                                                      Response*),
                         Request request, const Take& take) {
  while (true) {
    Response response;
    grpc::Status status = session.client().Call(method, request, &response);
    if (!status.ok()) return status;
    take(response);
    if (response.next_page_token().empty()) return status;
    request.set_page_token(response.next_page_token());
  }
}

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_PAGING_H_
