// How a command comes from its RPC into the committer, and its answer back.
#ifndef GREENLEDGER_SERVICES_LEDGER_COMMAND_CALL_H_
#define GREENLEDGER_SERVICES_LEDGER_COMMAND_CALL_H_

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "greenledger/v1/registry_service.pb.h"
#include "services/ledger/admission.h"
#include "services/ledger/books.h"
#include "services/ledger/command_task.h"
#include "services/ledger/operator_command.h"
#include "services/ledger/reads.h"
#include "storage/store.h"

namespace greenledger::ledger {

// Where commands go; all must outlive the call.
struct CommandPorts {
  Books* books;
  const storage::Store* store;
  Admission* admission;
};

// What a response says beyond the result.
template <typename Response>
void FillMore(const std::vector<v1::Entry>&, Response*) {}

void FillMore(const std::vector<v1::Entry>& entries,
              v1::RegisterHouseholdsResponse* response);

// Hands a command over; the caller gets its outcome when it is on disk. An
// error means that it was not taken: then the caller is to be told.
template <typename Response>
grpc::Status SubmitCommand(const CommandPorts& ports, LiveBook* book,
                           Command command, size_t bytes, Response* response,
                           grpc::ServerUnaryReactor* reactor) {
  auto done = [response, reactor](std::optional<common::Reason> failed,
                                  const v1::CommandResult& result,
                                  const std::vector<v1::Entry>& entries) {
    *response->mutable_result() = result;
    FillMore(entries, response);
    reactor->Finish(failed.has_value() ? common::Error(*failed)
                                       : grpc::Status::OK);
  };
  return ports.admission->Submit(
      std::make_unique<CommandTask>(book, ports.store, std::move(command),
                                    std::move(done)),
      bytes);
}

// Checks the request's shape, then runs what `items_of(book)` makes of it.
template <typename Request, typename Response, typename ItemsOf>
grpc::ServerUnaryReactor* RunCommand(const CommandPorts& ports,
                                     grpc::CallbackServerContext* context,
                                     const char* rpc, const Request* request,
                                     Response* response, ItemsOf items_of) {
  return Serve(context, *request, [&](grpc::ServerUnaryReactor* reactor) {
    LiveBook* book = nullptr;
    if constexpr (std::is_same_v<Request, v1::OpenBookRequest>) {
      book = ports.books->FindOrAdd(request->header().book());
    } else {
      grpc::Status found =
          FindBook(*ports.books, request->header().book(), &book);
      if (!found.ok()) return found;
    }
    return SubmitCommand(ports, book,
                         OperatorCommand(rpc, *request, items_of(book)),
                         request->ByteSizeLong(), response, reactor);
  });
}

// The same for a request that is one entry: `set_body(&entry)` fills in what
// its field `field` says.
template <typename Request, typename Response, typename SetBody>
grpc::ServerUnaryReactor* RunEntry(const CommandPorts& ports,
                                   grpc::CallbackServerContext* context,
                                   const char* rpc, const char* field,
                                   const Request* request, Response* response,
                                   SetBody set_body) {
  return RunCommand(ports, context, rpc, request, response, [&](LiveBook*) {
    Items items(1);
    items[0].field = field;
    set_body(&items[0].entry);
    return items;
  });
}

}  // namespace greenledger::ledger

#endif  // GREENLEDGER_SERVICES_LEDGER_COMMAND_CALL_H_
