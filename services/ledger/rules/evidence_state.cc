#include "services/ledger/rules/evidence_state.h"

#include <algorithm>

namespace greenledger::rules {

ContestantKey KeyOf(const v1::Contestant& contestant, uint64_t own_book) {
  return {.kind = static_cast<uint32_t>(contestant.kind()),
          .book = contestant.book() == own_book ? 0 : contestant.book(),
          .number = contestant.number(),
          .member = contestant.member()};
}

bool EvidenceState::HasViolation(const ContestantKey& subject,
                                 int32_t from_day) const {
  return std::any_of(violations.begin(), violations.end(), [&](const auto& at) {
    const ViolationState& one = at.second;
    return !one.withdrawn && one.day >= from_day && one.subject == subject;
  });
}

}  // namespace greenledger::rules
