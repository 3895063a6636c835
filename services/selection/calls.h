// What the handlers of SelectionService have in common.
#ifndef GREENLEDGER_SERVICES_SELECTION_CALLS_H_
#define GREENLEDGER_SERVICES_SELECTION_CALLS_H_

#include <chrono>
#include <cstdint>
#include <string>
#include <utility>

#include "greenledger/v1/evidence.pb.h"
#include "greenledger/v1/registry_service.pb.h"
#include "services/common/desk.h"
#include "services/common/errors.h"
#include "services/ledger/books.h"
#include "services/ledger/command_call.h"
#include "services/ledger/registry_items.h"

namespace greenledger::selection {

// One thing that is asked for.
template <typename SetBody>
ledger::Items OneItem(const char* field, SetBody set_body) {
  ledger::Items items(1);
  items[0].field = field;
  set_body(&items[0].entry);
  return items;
}

// Whether the command was decided before. False too if that cannot be read,
// which the command then finds by itself.
bool IsKnown(ledger::LiveBook* book, const v1::CommandHeader& header);

// As people write it in an error: `7`, or `7/2` for a person.
std::string TextOf(const v1::Contestant& contestant);

grpc::Status CampaignUnknown(uint64_t book, uint32_t campaign);

// Lets the desk do what takes long: `job()` answers the caller or returns what
// to answer.
template <typename Job>
void OnDesk(common::Desk* desk, grpc::ServerUnaryReactor* reactor, Job job) {
  const bool taken = desk->Take([job = std::move(job), reactor]() mutable {
    const grpc::Status status = job();
    if (!status.ok()) reactor->Finish(status);
  });
  if (taken) return;
  reactor->Finish(common::RetryLater(common::Reason::kQueueFull,
                                     std::chrono::milliseconds(1000)));
}

}  // namespace greenledger::selection

#endif  // GREENLEDGER_SERVICES_SELECTION_CALLS_H_
