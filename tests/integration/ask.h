// Commands to a server that is killed again and again.
#ifndef GREENLEDGER_TESTS_INTEGRATION_ASK_H_
#define GREENLEDGER_TESTS_INTEGRATION_ASK_H_

#include <cstdint>
#include <cstdio>
#include <string>

#include "greenledger/v1/registry_service.pb.h"
#include "grpcpp/grpcpp.h"
#include "gtest/gtest.h"
#include "tests/integration/community.h"

namespace greenledger::integration {

// Request ids, one for each thing that is asked for.
inline std::string IdOf(uint64_t what, uint64_t household = 0, int i = 0) {
  char id[37];
  std::snprintf(id, sizeof(id), "00000000-0000-4000-8000-%04x%04x%04x",
                static_cast<unsigned>(what), static_cast<unsigned>(household),
                static_cast<unsigned>(i));
  return id;
}

// Calls until there is an answer: a server that was killed says nothing, and
// the same request to the next one is the same command.
template <typename Stub, typename Request, typename Response>
v1::CommandResult Ask(Stub& stub,
                      grpc::Status (Stub::*rpc)(grpc::ClientContext*,
                                                const Request&, Response*),
                      const std::string& id, Request request,
                      uint64_t book = kBook) {
  request.mutable_header()->set_request_id(id);
  request.mutable_header()->set_book(book);
  while (true) {
    grpc::ClientContext context;
    context.set_wait_for_ready(true);
    context.set_deadline(gpr_time_from_millis(kDeadline.count(), GPR_TIMESPAN));
    Response response;
    const grpc::Status status = (stub.*rpc)(&context, request, &response);
    if (status.ok()) return response.result();
    if (status.error_code() == grpc::StatusCode::DEADLINE_EXCEEDED) {
      ADD_FAILURE() << "no answer";
      return {};
    }
  }
}

}  // namespace greenledger::integration

#endif  // GREENLEDGER_TESTS_INTEGRATION_ASK_H_
