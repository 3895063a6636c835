// A clerk's day close: what happened to goods on one local day, folded from the
// day's entries.
#ifndef GREENLEDGER_SERVICES_REWARDS_DAY_CLOSE_H_
#define GREENLEDGER_SERVICES_REWARDS_DAY_CLOSE_H_

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "greenledger/v1/entry.pb.h"
#include "greenledger/v1/rewards_service.pb.h"
#include "services/ledger/rules/state.h"
#include "storage/store.h"

namespace greenledger::rewards {

// A local day as moments, microseconds since 1970-01-01 UTC: [from, to).
struct DayOfPlace {
  int64_t from_us = 0;
  int64_t to_us = 0;
  std::string text;  // YYYY-MM-DD
};

// The day that is asked for, today if none is.
DayOfPlace DayToClose(const rules::BookState& state, int64_t now_us,
                      const v1::GetDayCloseRequest& request);

// Not thread-safe.
class DayClose {
 public:
  // Entries that placed holds are looked up in the store, which must outlive
  // this.
  DayClose(const storage::Store& store, uint64_t book)
      : store_(store), book_(book) {}

  // Adds an entry of the day.
  void Add(const v1::Entry& entry);

  // False if an entry that was needed could not be read.
  bool readable() const { return readable_; }

  // Writes the lines that are asked for, with what is there now.
  void Fill(const rules::BookState& state,
            const v1::GetDayCloseRequest& request,
            v1::GetDayCloseResponse* response) const;

 private:
  // Reward, place and who did it.
  struct Key {
    uint32_t reward = 0;
    uint64_t place = 0;
    std::string by;
    auto operator<=>(const Key&) const = default;
  };
  struct Sums {
    v1::DayCloseLine line;
    uint64_t spent_milli_points = 0;
    uint64_t given_back_milli_points = 0;
  };

  v1::DayCloseLine* LineOf(uint32_t reward, uint64_t place,
                           const std::string& by);
  void AddCommitted(const v1::Entry& entry);
  void AddReversed(const v1::Entry& entry);
  void AddVoided(const v1::HoldVoided& voided);
  void AddStock(const v1::Entry& entry);
  void AddArticle(const v1::ArticleMoved& moved);
  // What a hold that ended placed; false if it cannot be read.
  bool Placed(uint64_t index, v1::HoldPlaced* placed);

  const storage::Store& store_;
  const uint64_t book_;
  bool readable_ = true;
  std::map<Key, Sums> sums_;
};

}  // namespace greenledger::rewards

#endif  // GREENLEDGER_SERVICES_REWARDS_DAY_CLOSE_H_
