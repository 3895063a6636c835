// What a book's entries say about contestants besides what they dropped:
// inspections, violations, penalties, upheld objections, declarations,
// nominations. Only what a campaign's rule can ask for is kept. Not
// thread-safe.
#ifndef GREENLEDGER_SERVICES_SELECTION_EVALUATION_ENTRIES_ABOUT_H_
#define GREENLEDGER_SERVICES_SELECTION_EVALUATION_ENTRIES_ABOUT_H_

#include <cstdint>
#include <map>
#include <set>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "greenledger/v1/entry.pb.h"
#include "services/ledger/rules/evidence_state.h"
#include "services/ranking/fold/contribution.h"
#include "services/selection/evaluation/window.h"

namespace greenledger::evaluation {

// Indices of entries, rising.
using Indices = std::vector<uint64_t>;

struct ScoredEntry {
  uint64_t index = 0;
  uint32_t score_permille = 0;
};

class EntriesAbout {
 public:
  // All must outlive this. `book` is the campaign's.
  EntriesAbout(uint64_t book, const v1::CampaignRule& rule,
               const Window& window);

  // The next entry; `day` is its local day.
  void Apply(const v1::Entry& entry, int32_t day);
  // What the entry contributed, of a day in the window.
  void Apply(const v1::Entry& entry, const ranking::Contribution& one);

  // Inspections of the ordinary record with their day in the window.
  const std::vector<ScoredEntry>& InspectionsOf(
      const rules::ContestantKey& key) const;
  // Violations of a day in the window or after it that were not withdrawn.
  const Indices& ViolationsOf(const rules::ContestantKey& key) const;
  // Answers that upheld an objection or complaint about it, from the window's
  // first day on.
  const Indices& UpheldOf(const rules::ContestantKey& key) const;
  // Penalties booked in the window and not reversed.
  const Indices& PenaltiesOf(uint64_t household) const;
  // Rejected drops of the window that were not reversed, where a veto asks.
  const Indices& RejectedOf(uint64_t household) const;
  bool Declared(const rules::ContestantKey& key) const;
  // In the order of their contestants.
  const std::map<rules::ContestantKey, v1::NominationReceived>& nominations()
      const {
    return nominations_;
  }

 private:
  void Inspect(const v1::Entry& entry);
  void Violate(const v1::Entry& entry);
  void Answer(const v1::Entry& entry, int32_t day);
  void Penalise(const v1::Entry& entry, int32_t day);

  const uint64_t book_;
  const v1::CampaignRule& rule_;
  const Window& window_;
  bool wants_rejected_ = false;
  absl::flat_hash_map<rules::ContestantKey, std::vector<ScoredEntry>>
      inspections_;
  absl::flat_hash_map<rules::ContestantKey, Indices> violations_;
  absl::flat_hash_map<rules::ContestantKey, Indices> upheld_;
  absl::flat_hash_map<uint64_t, Indices> penalties_;
  absl::flat_hash_map<uint64_t, Indices> rejected_;
  // Objection -> whom it is about; those that wait for an answer.
  std::map<uint64_t, rules::ContestantKey> objections_;
  std::set<rules::ContestantKey> declared_;
  std::map<rules::ContestantKey, v1::NominationReceived> nominations_;
};

}  // namespace greenledger::evaluation

#endif  // GREENLEDGER_SERVICES_SELECTION_EVALUATION_ENTRIES_ABOUT_H_
