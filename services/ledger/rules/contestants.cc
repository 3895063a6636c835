#include "services/ledger/rules/contestants.h"

#include <algorithm>

namespace greenledger::rules {
namespace {

// UNSPECIFIED if it is known.
v1::RefusalReason WhyUnknown(const BookState& state, const ContestantKey& key) {
  const bool needless =
      (key.kind != v1::CONTESTANT_KIND_PERSON && key.member != 0) ||
      (key.kind == v1::CONTESTANT_KIND_COMMUNITY && key.number != 0);
  if (key.book != 0 || needless) return v1::REFUSAL_REASON_CONTESTANT_WRONG;
  const v1::Place* place = state.FindPlace(key.number);
  const HouseholdState* household = state.FindHousehold(key.number);
  switch (static_cast<v1::ContestantKind>(key.kind)) {
    case v1::CONTESTANT_KIND_COMMUNITY:
      return v1::REFUSAL_REASON_UNSPECIFIED;
    case v1::CONTESTANT_KIND_HOUSEHOLD:
      return household == nullptr ? v1::REFUSAL_REASON_HOUSEHOLD_UNKNOWN
                                  : v1::REFUSAL_REASON_UNSPECIFIED;
    case v1::CONTESTANT_KIND_PERSON: {
      if (household == nullptr) return v1::REFUSAL_REASON_HOUSEHOLD_UNKNOWN;
      const bool member =
          std::any_of(household->members.begin(), household->members.end(),
                      [&](const auto& one) { return one.first == key.member; });
      return member ? v1::REFUSAL_REASON_UNSPECIFIED
                    : v1::REFUSAL_REASON_MEMBER_UNKNOWN;
    }
    case v1::CONTESTANT_KIND_BUILDING:
      return place != nullptr && place->kind() == v1::PLACE_KIND_BUILDING
                 ? v1::REFUSAL_REASON_UNSPECIFIED
                 : v1::REFUSAL_REASON_PLACE_UNKNOWN;
    case v1::CONTESTANT_KIND_GRID:
      return place != nullptr && place->kind() == v1::PLACE_KIND_GRID
                 ? v1::REFUSAL_REASON_UNSPECIFIED
                 : v1::REFUSAL_REASON_PLACE_UNKNOWN;
    default:
      return v1::REFUSAL_REASON_CONTESTANT_WRONG;
  }
}

}  // namespace

bool IsKnown(const BookState& state, const ContestantKey& key) {
  return WhyUnknown(state, key) == v1::REFUSAL_REASON_UNSPECIFIED;
}

bool CheckKnown(const BookState& state, const ContestantKey& key,
                std::string_view field, const RefusalList& refusals) {
  const v1::RefusalReason why = WhyUnknown(state, key);
  if (why == v1::REFUSAL_REASON_UNSPECIFIED) return true;
  refusals.Add(
      field, why,
      why == v1::REFUSAL_REASON_MEMBER_UNKNOWN ? key.member : key.number);
  return false;
}

uint64_t HouseholdOf(const ContestantKey& key) {
  const bool home = key.kind == v1::CONTESTANT_KIND_HOUSEHOLD ||
                    key.kind == v1::CONTESTANT_KIND_PERSON;
  return home && key.book == 0 ? key.number : 0;
}

}  // namespace greenledger::rules
