// Gates, vetoes and bars: who of the contestants is on the list at all.
#ifndef GREENLEDGER_SERVICES_SELECTION_EVALUATION_ELIGIBILITY_H_
#define GREENLEDGER_SERVICES_SELECTION_EVALUATION_ELIGIBILITY_H_

#include <cstdint>

#include "greenledger/v1/selection.pb.h"
#include "greenledger/v1/selection_service.pb.h"
#include "services/selection/evaluation/folded.h"
#include "services/selection/evaluation/subjects.h"

namespace greenledger::evaluation {

class Eligibility {
 public:
  // All must outlive this and not change.
  Eligibility(const Folded& folded, const Places& places,
              const Subjects& subjects)
      : folded_(folded), places_(places), subjects_(subjects) {}

  // Whether it passes every gate and nothing bars it.
  bool Passes(const Subject& subject) const;
  // Fills in eligible, gates, vetoes, declaration_missing and barred_until.
  void Explain(const Subject& subject,
               v1::ExplainContestantResponse* response) const;

 private:
  struct Against {
    uint64_t found = 0;
    bool bars = false;
    uint64_t entry_index = 0;
  };

  bool DeclarationMissing(const Subject& subject) const;
  // 0 if the bar is over on the window's last day.
  int32_t BarredUntil(const Subject& subject) const;

  // What it has of what a gate asks for.
  uint64_t ValueAt(const v1::Gate& gate, const Subject& subject) const;
  uint64_t RegisteredDays(const Subject& subject) const;
  uint64_t Occupancy(const Subject& subject) const;
  uint64_t TitleShare(const v1::Gate& gate, const Subject& subject) const;
  uint64_t TitleLevel(const v1::Gate& gate, const Subject& subject) const;

  Against Find(const v1::Veto& veto, const Subject& subject) const;
  Against FindRejected(const v1::Veto& veto, const Subject& subject) const;
  Against FindPenalties(const Subject& subject) const;
  Against FindInspections(const v1::Veto& veto, const Subject& subject) const;

  const Folded& folded_;
  const Places& places_;
  const Subjects& subjects_;
};

}  // namespace greenledger::evaluation

#endif  // GREENLEDGER_SERVICES_SELECTION_EVALUATION_ELIGIBILITY_H_
