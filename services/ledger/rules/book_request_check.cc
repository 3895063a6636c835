// Requests about a book as a whole: its opening, places, schemes and tariffs.
#include <algorithm>
#include <string>
#include <unordered_set>

#include "services/ledger/rules/document_check.h"
#include "services/ledger/rules/request_check.h"
#include "services/ledger/rules/request_fields.h"
#include "services/ledger/rules/request_limits.h"

namespace greenledger::rules {
namespace {

constexpr int kPlacesMax = 500;

void CheckBookOpened(const v1::BookOpened& opened, const FieldPath& at,
                     FaultList& faults) {
  faults.CheckText(at, "community_name", opened.community_name(), 1,
                   kNameBytesMax);
  faults.CheckText(at, "street_name", opened.street_name(), 1, kNameBytesMax);
  faults.CheckText(at, "district_name", opened.district_name(), 1,
                   kNameBytesMax);
  const int32_t offset = opened.utc_offset_minutes();
  if (offset < -720 || offset > 840) {
    faults.Add(at, "utc_offset_minutes", std::to_string(offset), "-720 to 840");
  }
}

void CheckPlace(const v1::Place& place, const FieldPath& at,
                FaultList& faults) {
  faults.CheckRange(at, "number", place.number(), 1, kPlaceMax);
  faults.CheckOneOf(at, "kind", place.kind(),
                    {v1::PLACE_KIND_GRID, v1::PLACE_KIND_BUILDING});
  const uint64_t parent = place.parent_number();
  if (place.kind() == v1::PLACE_KIND_GRID && parent != 0) {
    faults.Add(at, "parent_number", std::to_string(parent),
               "0: a grid lies in the community");
  }
  if (place.kind() == v1::PLACE_KIND_BUILDING &&
      (parent == 0 || parent > kPlaceMax || parent == place.number())) {
    faults.Add(at, "parent_number", std::to_string(parent),
               "the number of the grid it lies in");
  }
  faults.CheckText(at, "name", place.name(), 1, kNameBytesMax);
}

}  // namespace

common::Faults Check(const v1::OpenBookRequest& request) {
  const FieldPath root;
  FaultList faults;
  CheckHeaderOf(request, faults);
  if (faults.CheckPresent(root, "book_opened", request.has_book_opened())) {
    CheckBookOpened(request.book_opened(), FieldPath(root, "book_opened"),
                    faults);
  }
  return faults.Take();
}

common::Faults Check(const v1::OpenPlacesRequest& request) {
  const FieldPath root;
  FaultList faults;
  CheckHeaderOf(request, faults);
  const int count = request.places_size();
  faults.CheckCount(root, "places", count, 1, kPlacesMax);
  std::unordered_set<uint64_t> numbers;
  for (int i = 0; i < std::min(count, kPlacesMax); ++i) {
    const v1::Place& place = request.places(i);
    const FieldPath at(root, "places", i);
    CheckPlace(place, at, faults);
    if (!numbers.insert(place.number()).second) {
      faults.Add(at, "number", std::to_string(place.number()),
                 "given once in the request");
    }
  }
  return faults.Take();
}

common::Faults Check(const v1::PublishSchemeRequest& request) {
  const FieldPath root;
  FaultList faults;
  CheckHeaderOf(request, faults);
  if (faults.CheckPresent(root, "scheme", request.has_scheme())) {
    CheckScheme(request.scheme(), FieldPath(root, "scheme"), faults);
  }
  return faults.Take();
}

common::Faults Check(const v1::PublishTariffRequest& request) {
  const FieldPath root;
  FaultList faults;
  CheckHeaderOf(request, faults);
  if (faults.CheckPresent(root, "tariff", request.has_tariff())) {
    CheckTariff(request.tariff(), FieldPath(root, "tariff"), faults);
  }
  return faults.Take();
}

common::Faults Check(const v1::GetTariffRequest& request) {
  const FieldPath root;
  FaultList faults;
  CheckBook(root, request.book(), faults);
  if (!request.version().empty()) {
    faults.CheckVersion(root, "version", request.version());
  }
  return faults.Take();
}

common::Faults Check(const v1::ListPlacesRequest& request) {
  FaultList faults;
  CheckBook({}, request.book(), faults);
  CheckPage(request.page_size(), request.page_token(), faults);
  return faults.Take();
}

}  // namespace greenledger::rules
