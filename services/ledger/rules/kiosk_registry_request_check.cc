#include <algorithm>
#include <string>
#include <unordered_set>

#include "services/ledger/rules/request_check.h"
#include "services/ledger/rules/request_fields.h"
#include "services/ledger/rules/request_limits.h"

namespace greenledger::rules {
namespace {

constexpr int kKiosksMax = 200;
constexpr int kBinsMax = 99;

void CheckIncarnation(const FieldPath& at, uint64_t incarnation,
                      FaultList& faults) {
  if (incarnation == 0) faults.Add(at, "incarnation", "0", "1 or more");
}

void CheckBins(const v1::Kiosk& kiosk, const FieldPath& at, FaultList& faults) {
  faults.CheckCount(at, "bins", kiosk.bins_size(), 1, kBinsMax);
  std::unordered_set<uint32_t> numbers;
  for (int i = 0; i < std::min(kiosk.bins_size(), kBinsMax); ++i) {
    const v1::Bin& bin = kiosk.bins(i);
    const FieldPath path(at, "bins", i);
    faults.CheckRange(path, "number", bin.number(), 1, 999);
    if (!numbers.insert(bin.number()).second) {
      faults.Add(path, "number", std::to_string(bin.number()),
                 "given once in the kiosk");
    }
    faults.CheckRange(path, "class_code", bin.class_code(), 1, 9999);
  }
}

// Key and journal, both or neither: a kiosk without brings them when it enrols.
void CheckJournal(const v1::Kiosk& kiosk, const FieldPath& at,
                  FaultList& faults) {
  if (kiosk.public_key().empty() && kiosk.incarnation() == 0) return;
  faults.CheckSize(at, "public_key", kiosk.public_key(), kPublicKeyBytes);
  CheckIncarnation(at, kiosk.incarnation(), faults);
}

void CheckKiosk(const v1::Kiosk& kiosk, const FieldPath& at,
                FaultList& faults) {
  faults.CheckRange(at, "number", kiosk.number(), 1, kKioskMax);
  faults.CheckRange(at, "place_number", kiosk.place_number(), 0, kPlaceMax);
  CheckJournal(kiosk, at, faults);
  CheckBins(kiosk, at, faults);
}

}  // namespace

common::Faults Check(const v1::RegisterKiosksRequest& request) {
  const FieldPath root;
  FaultList faults;
  CheckHeaderOf(request, faults);
  const int count = request.kiosks_size();
  faults.CheckCount(root, "kiosks", count, 1, kKiosksMax);
  std::unordered_set<uint64_t> numbers;
  for (int i = 0; i < std::min(count, kKiosksMax); ++i) {
    const v1::Kiosk& kiosk = request.kiosks(i);
    const FieldPath at(root, "kiosks", i);
    CheckKiosk(kiosk, at, faults);
    if (!numbers.insert(kiosk.number()).second) {
      faults.Add(at, "number", std::to_string(kiosk.number()),
                 "given once in the request");
    }
  }
  return faults.Take();
}

common::Faults Check(const v1::CloseKioskRequest& request) {
  const FieldPath root;
  FaultList faults;
  CheckHeaderOf(request, faults);
  if (faults.CheckPresent(root, "kiosk", request.has_kiosk())) {
    faults.CheckRange(FieldPath(root, "kiosk"), "number",
                      request.kiosk().number(), 1, kKioskMax);
  }
  return faults.Take();
}

common::Faults Check(const v1::AdmitIncarnationRequest& request) {
  const FieldPath root;
  FaultList faults;
  CheckHeaderOf(request, faults);
  if (faults.CheckPresent(root, "incarnation", request.has_incarnation())) {
    const FieldPath at(root, "incarnation");
    faults.CheckRange(at, "kiosk_number", request.incarnation().kiosk_number(),
                      1, kKioskMax);
    CheckIncarnation(at, request.incarnation().incarnation(), faults);
  }
  return faults.Take();
}

common::Faults Check(const v1::ListKiosksRequest& request) {
  FaultList faults;
  CheckBook({}, request.book(), faults);
  CheckPage(request.page_size(), request.page_token(), faults);
  return faults.Take();
}

}  // namespace greenledger::rules
