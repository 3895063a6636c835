// Requests of PointsService about corrections, and its reads.
#include <string>

#include "services/ledger/rules/document_check.h"
#include "services/ledger/rules/request_check.h"
#include "services/ledger/rules/request_fields.h"

namespace greenledger::rules {
namespace {

void CheckCorrectionShape(const v1::CorrectionBegun& correction,
                          const FieldPath& at, size_t words_min,
                          FaultList& faults) {
  if (faults.CheckPresent(at, "tariff", correction.has_tariff())) {
    CheckTariff(correction.tariff(), FieldPath(at, "tariff"), faults);
  }
  faults.CheckDay(at, "to_day", correction.to_day());
  faults.CheckText(at, "why", correction.why(), words_min, 300);
  faults.CheckText(at, "by", correction.by(), words_min, 60);
}

}  // namespace

common::Faults Check(const v1::CorrectTariffRequest& request) {
  const FieldPath root;
  FaultList faults;
  CheckHeaderOf(request, faults);
  if (faults.CheckPresent(root, "correction", request.has_correction())) {
    CheckCorrectionShape(request.correction(), FieldPath(root, "correction"), 1,
                         faults);
  }
  return faults.Take();
}

common::Faults Check(const v1::PreviewCorrectionRequest& request) {
  const FieldPath root;
  FaultList faults;
  CheckBook(root, request.book(), faults);
  if (faults.CheckPresent(root, "correction", request.has_correction())) {
    CheckCorrectionShape(request.correction(), FieldPath(root, "correction"), 0,
                         faults);
  }
  CheckPage(request.page_size(), request.page_token(), faults);
  return faults.Take();
}

common::Faults Check(const v1::GetCorrectionRequest& request) {
  FaultList faults;
  CheckBook(FieldPath(), request.book(), faults);
  return faults.Take();
}

common::Faults Check(const v1::GetPointsRequest& request) {
  const FieldPath root;
  FaultList faults;
  CheckBook(root, request.book(), faults);
  faults.CheckRange(root, "household", request.household(), 1, kHouseholdMax);
  return faults.Take();
}

common::Faults Check(const v1::ListHoldsRequest& request) {
  const FieldPath root;
  FaultList faults;
  CheckBook(root, request.book(), faults);
  faults.CheckRange(root, "place_number", request.place_number(), 0, kPlaceMax);
  if (!request.code_hash().empty()) {
    faults.CheckSize(root, "code_hash", request.code_hash(), 32);
  }
  CheckPage(request.page_size(), request.page_token(), faults);
  return faults.Take();
}

common::Faults Check(const v1::ListAdjustmentsRequest& request) {
  FaultList faults;
  CheckBook(FieldPath(), request.book(), faults);
  CheckPage(request.page_size(), request.page_token(), faults);
  return faults.Take();
}

common::Faults Check(const v1::GetPointsFiguresRequest& request) {
  FaultList faults;
  CheckBook(FieldPath(), request.book(), faults);
  return faults.Take();
}

}  // namespace greenledger::rules
