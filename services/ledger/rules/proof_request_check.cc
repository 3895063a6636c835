#include "services/ledger/rules/request_check.h"
#include "services/ledger/rules/request_fields.h"

namespace greenledger::rules {
namespace {

constexpr int kSignaturesMax = 16;
// Of one line; the longest known kind of signature takes about 3,600.
constexpr size_t kSignatureLineBytesMax = 6000;

template <typename Request>
common::Faults CheckBookOnly(const Request& request) {
  FaultList faults;
  CheckBook({}, request.book(), faults);
  return faults.Take();
}

}  // namespace

common::Faults Check(const v1::GetCheckpointRequest& request) {
  return CheckBookOnly(request);
}

common::Faults Check(const v1::GetProofRequest& request) {
  return CheckBookOnly(request);
}

common::Faults Check(const v1::GetConsistencyProofRequest& request) {
  FaultList faults;
  CheckBook({}, request.book(), faults);
  faults.CheckRange({}, "old_size", request.old_size(), 0, request.new_size());
  return faults.Take();
}

common::Faults Check(const v1::ListVerifierKeysRequest& request) {
  return CheckBookOnly(request);
}

common::Faults Check(const v1::AddCosignaturesRequest& request) {
  FaultList faults;
  CheckBook({}, request.book(), faults);
  faults.CheckCount({}, "signatures", request.signatures_size(), 1,
                    kSignaturesMax);
  for (int i = 0; i < request.signatures_size(); ++i) {
    const std::string& line = request.signatures(i);
    if (line.size() > kSignatureLineBytesMax) {
      faults.Add(FieldPath({}, "signatures", i), "",
                 std::to_string(line.size()) + " bytes",
                 "at most " + std::to_string(kSignatureLineBytesMax));
    }
  }
  return faults.Take();
}

}  // namespace greenledger::rules
