// Checks of what many requests have in common.
#ifndef GREENLEDGER_SERVICES_LEDGER_RULES_REQUEST_FIELDS_H_
#define GREENLEDGER_SERVICES_LEDGER_RULES_REQUEST_FIELDS_H_

#include <cstdint>
#include <string_view>

#include "greenledger/v1/evidence.pb.h"
#include "greenledger/v1/registry_service.pb.h"
#include "services/common/fault.h"
#include "services/ledger/rules/fault_list.h"

namespace greenledger::rules {

inline constexpr uint64_t kPlaceMax = 1'000'000;
inline constexpr uint64_t kKioskMax = 1'000'000;
inline constexpr uint64_t kPartyMax = 1'000'000;
inline constexpr uint64_t kHouseholdMax = 4'000'000'000;
inline constexpr uint32_t kMemberMax = 50;
inline constexpr size_t kCardHashBytes = 16;
inline constexpr size_t kPageTokenBytesMax = 512;

// A book: the official 12-digit code of a community in one of the divisions 11
// to 65.
void CheckBook(const FieldPath& at, uint64_t book, FaultList& faults);

// What every command begins with.
void CheckHeader(const v1::CommandHeader& header, const FieldPath& at,
                 FaultList& faults);

// The same where it lies in a request, and that it does.
template <typename Request>
void CheckHeaderOf(const Request& request, FaultList& faults) {
  const FieldPath root;
  if (!faults.CheckPresent(root, "header", request.has_header())) return;
  CheckHeader(request.header(), FieldPath(root, "header"), faults);
}

// Checks the header, then the message `name`, if it is there.
template <typename Request, typename Message, typename CheckMessage>
common::Faults CheckCommandOf(const Request& request, const char* name,
                              bool present, const Message& message,
                              CheckMessage check) {
  const FieldPath root;
  FaultList faults;
  CheckHeaderOf(request, faults);
  if (faults.CheckPresent(root, name, present)) {
    check(message, FieldPath(root, name), faults);
  }
  return faults.Take();
}

// The field `by`: who did it.
void CheckBy(const FieldPath& at, const std::string& by, FaultList& faults);

// A contestant as evidence.proto states it, of any book.
void CheckContestant(const v1::Contestant& contestant, const FieldPath& at,
                     FaultList& faults);

// The field `evidence`: at least so many kinds, each once, rising.
void CheckEvidenceKinds(const google::protobuf::RepeatedField<int>& kinds,
                        int least, const FieldPath& at, FaultList& faults);

// The field `kind` of an activity or of its rate.
void CheckActivityKind(const FieldPath& at, v1::ActivityKind kind,
                       FaultList& faults);

// The fields page_size and page_token of a request.
void CheckPage(int32_t page_size, std::string_view page_token,
               FaultList& faults);

}  // namespace greenledger::rules

#endif  // GREENLEDGER_SERVICES_LEDGER_RULES_REQUEST_FIELDS_H_
