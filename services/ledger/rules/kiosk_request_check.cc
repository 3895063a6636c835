#include <string>

#include "services/ledger/rules/fault_list.h"
#include "services/ledger/rules/request_check.h"
#include "services/ledger/rules/request_fields.h"
#include "services/ledger/rules/request_limits.h"
#include "services/ledger/rules/self_report.h"

namespace greenledger::rules {
namespace {

constexpr int kRecordsMax = 1000;
constexpr size_t kRecordBytesMax = 32'768;
constexpr size_t kUploadBytesMax = 1 << 20;
constexpr size_t kChainBytes = 32;

void CheckIncarnation(uint64_t incarnation, FaultList& faults) {
  if (incarnation == 0) faults.Add({}, "incarnation", "0", "1 or more");
}

void CheckSequence(const v1::SubmitRecordsRequest& request, FaultList& faults) {
  const uint64_t count = static_cast<uint64_t>(request.records_size());
  const uint64_t first = request.first_sequence();
  if (first >= 1 && first <= UINT64_MAX - count) return;
  faults.Add({}, "first_sequence", std::to_string(first),
             "1 or more, with room for the records after it");
}

void CheckRecords(const v1::SubmitRecordsRequest& request, FaultList& faults) {
  const FieldPath root;
  faults.CheckCount(root, "records", request.records_size(), 1, kRecordsMax);
  size_t bytes = 0;
  for (int i = 0; i < request.records_size(); ++i) {
    const size_t size = request.records(i).size();
    bytes += size;
    if (size <= kRecordBytesMax) continue;
    faults.Add(FieldPath(root, "records", i), "",
               std::to_string(size) + " bytes", "at most 32768 bytes");
  }
  if (bytes > kUploadBytesMax) {
    faults.Add(root, "records", std::to_string(bytes) + " bytes",
               "together at most 1048576 bytes");
  }
}

}  // namespace

common::Faults Check(const v1::SubmitRecordsRequest& request) {
  const FieldPath root;
  FaultList faults;
  CheckIncarnation(request.incarnation(), faults);
  CheckSequence(request, faults);
  CheckRecords(request, faults);
  faults.CheckSize(root, "previous_chain", request.previous_chain(),
                   kChainBytes);
  faults.CheckSize(root, "signature", request.signature(), kSignatureBytes);
  return faults.Take();
}

common::Faults Check(const v1::GetWatermarkRequest& request) {
  FaultList faults;
  CheckIncarnation(request.incarnation(), faults);
  return faults.Take();
}

common::Faults Check(const v1::BootRequest& request) {
  const FieldPath root;
  FaultList faults;
  CheckIncarnation(request.incarnation(), faults);
  faults.CheckText(root, "software", request.software(), 1, kSoftwareBytesMax);
  faults.CheckCount(root, "capabilities", request.capabilities_size(), 0,
                    kCapabilitiesMax);
  for (int i = 0; i < request.capabilities_size(); ++i) {
    faults.CheckText(FieldPath(root, "capabilities", i), "",
                     request.capabilities(i), 1, kCapabilityBytesMax);
  }
  return faults.Take();
}

common::Faults Check(const v1::GetKioskConfigRequest&) { return {}; }

common::Faults Check(const v1::GetResidentListRequest& request) {
  FaultList faults;
  CheckPage(0, request.page_token(), faults);
  return faults.Take();
}

}  // namespace greenledger::rules
