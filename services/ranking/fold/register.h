// Who lives where, as a fold of a book's entries: as much of the register as
// rankings need. Not thread-safe.
#ifndef GREENLEDGER_SERVICES_RANKING_FOLD_REGISTER_H_
#define GREENLEDGER_SERVICES_RANKING_FOLD_REGISTER_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "greenledger/v1/entry.pb.h"

namespace greenledger::ranking {

struct Resident {
  uint64_t number = 0;
  uint64_t building = 0;
  uint64_t grid = 0;
  uint32_t residents = 0;
  v1::HouseholdState state = v1::HOUSEHOLD_STATE_UNSPECIFIED;
  // Local day on which it came into the register.
  int32_t since_day = 0;
  std::vector<uint32_t> members;
  // Index of the entry with which it came into the register.
  uint64_t opened_index = 0;
  // Index of the entry with which it first took part; 0 before (entry 0 opens
  // the book).
  uint64_t activated_index = 0;

  // Takes part: ACTIVE or FROZEN.
  bool active() const {
    return state == v1::HOUSEHOLD_STATE_ACTIVE ||
           state == v1::HOUSEHOLD_STATE_FROZEN;
  }
};

class Register {
 public:
  // Folds the next entry; those that change no register are passed over.
  void Apply(const v1::Entry& entry);

  const Resident* Find(uint64_t household) const;
  // In the order in which they came into the register.
  const std::vector<Resident>& residents() const { return residents_; }
  // Grids and buildings by number.
  const std::map<uint64_t, v1::Place>& places() const { return places_; }
  // Empty before the book was opened.
  const v1::BookOpened& info() const { return info_; }

 private:
  void Open(const v1::Entry& entry);
  void Change(const v1::Entry& entry, Resident* resident);
  Resident* Mutable(uint64_t household);

  v1::BookOpened info_;
  std::map<uint64_t, v1::Place> places_;
  std::vector<Resident> residents_;
  absl::flat_hash_map<uint64_t, uint32_t> slots_;
};

}  // namespace greenledger::ranking

#endif  // GREENLEDGER_SERVICES_RANKING_FOLD_REGISTER_H_
