// The contestants of a campaign and what they have.
#ifndef GREENLEDGER_SERVICES_SELECTION_EVALUATION_SUBJECTS_H_
#define GREENLEDGER_SERVICES_SELECTION_EVALUATION_SUBJECTS_H_

#include <cstdint>
#include <map>
#include <set>
#include <vector>

#include "services/ledger/rules/evidence_state.h"
#include "services/selection/evaluation/figures.h"
#include "services/selection/evaluation/folded.h"
#include "services/selection/evaluation/places.h"

namespace greenledger::evaluation {

// One contestant; points into what it was looked up in.
struct Subject {
  rules::ContestantKey key;
  // The household, also a person's; nullptr for places, and for whoever lives
  // in another book.
  const ranking::Resident* resident = nullptr;
  // The place itself, or where the resident lives; nullptr for whoever lives in
  // another book.
  const PlaceFacts* place = nullptr;
  // Its number, 0 for the community.
  uint64_t place_number = 0;
  Figures figures;
};

class Subjects {
 public:
  // Both must outlive this and not change.
  Subjects(const Folded& folded, const Places& places);

  // Everybody who takes part, in the order of book, number and member.
  std::vector<rules::ContestantKey> All() const;
  Subject Look(const rules::ContestantKey& key) const;

  // The value of a measure, in its own unit.
  uint64_t ValueOf(const Subject& subject, v1::StandingMeasure measure,
                   uint32_t class_code) const;
  // The same as it is scored: in thousandths where it is per head.
  uint64_t ValueOf(const Subject& subject,
                   const v1::WeightedMeasure& measure) const;
  // Calls `household(resident)` for each that is, or makes up, the subject.
  template <typename OnHousehold>
  void ForEachHousehold(const Subject& subject, OnHousehold household) const {
    if (subject.resident != nullptr) return household(*subject.resident);
    if (subject.place == nullptr) return;
    for (const uint32_t slot : subject.place->slots) {
      household(folded_.residents().residents()[slot]);
    }
  }

 private:
  void LookAtHousehold(Subject* subject) const;
  void LookAtPlace(Subject* subject) const;
  uint64_t HeadsOf(const Subject& subject) const;
  uint64_t MeanInspection(const rules::ContestantKey& key) const;
  uint64_t NominationScore(const rules::ContestantKey& key) const;

  const Folded& folded_;
  const Places& places_;
  // Class of a gate or measure, and 0 -> the classes that count for it.
  std::map<uint32_t, std::set<uint32_t>> within_;
};

}  // namespace greenledger::evaluation

#endif  // GREENLEDGER_SERVICES_SELECTION_EVALUATION_SUBJECTS_H_
