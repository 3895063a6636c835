// A book without a ledger, written down twice: as entries, and as what anybody
// would note on paper, from which standings are worked out the long way.
#ifndef GREENLEDGER_TESTS_SERVICES_RANKING_PAPER_BOOK_H_
#define GREENLEDGER_TESTS_SERVICES_RANKING_PAPER_BOOK_H_

#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "greenledger/v1/entry.pb.h"
#include "services/ranking/book_boards.h"
#include "tests/services/ranking/paper_sheet.h"

namespace greenledger::ranking {

inline constexpr int32_t kPaperOffset = 480;
// Grids 1 and 2 with buildings 11, 12 and 21.
inline constexpr uint64_t kPaperBuildings[] = {11, 12, 21};
inline constexpr uint32_t kPaperClasses[] = {1, 2, 21, 22, 3};

class PaperBook {
 public:
  // Something that counts.
  struct Note {
    uint64_t household = 0;
    uint32_t member = 0;
    int32_t day = 0;
    int32_t booked_day = 0;
    // When it was booked: periods that ended on this day or before were closed.
    int32_t closed_to = 0;
    int64_t merit = 0;
    int64_t points = 0;
    uint32_t code = 0;
    int64_t grams = 0;
    int32_t drops = 0;
    int32_t rejected = 0;
    int64_t minutes = 0;
  };

  PaperBook(uint64_t code, const std::string& street,
            const std::string& district, uint64_t households,
            std::mt19937_64* random);

  // One random entry, some minutes later; hours, while nobody comes.
  void AddRandom();
  // A campaign, at once announced, over these days.
  void Announce(uint32_t number, int32_t from_day, int32_t to_day);
  // Nothing happens for so many days, and then somebody is registered.
  void Rest(int32_t days);

  // The board by the notes, the best first.
  std::vector<Placed> Standings(const BoardKey& key) const;
  DaySpan DaysOf(const PeriodKey& key) const;

  uint64_t code() const { return code_; }
  int32_t today() const;
  const std::vector<v1::Entry>& entries() const { return entries_; }
  EntrySource source() const;
  const std::map<uint32_t, DaySpan>& campaigns() const { return campaigns_; }
  uint64_t buildings_of(uint64_t household) const {
    return kPaperBuildings[household % 3];
  }

 private:
  uint64_t Pick(uint64_t n) { return (*random_)() % n; }
  v1::Entry& Next(uint64_t household = 0);
  Note& Jot(uint64_t household, int32_t day);
  void Publish(uint32_t late_after_hours);
  void AddHousehold();
  void AddDrop();
  void AddReversal();
  void AddPenalty();
  void AddActivity();
  void AddRerated();
  void AddChange();
  std::map<uint64_t, PaperSheet> Sheets(const PeriodKey& period) const;

  const uint64_t code_;
  std::mt19937_64* const random_;
  int64_t now_us_;
  int32_t reach_ = 1;
  int32_t closed_to_;
  uint64_t households_ = 0;
  std::vector<v1::Entry> entries_;
  std::vector<Note> notes_;
  // Entry of a drop or penalty that was not reversed -> its note.
  std::map<uint64_t, Note> reversible_;
  std::map<uint32_t, DaySpan> campaigns_;
};

}  // namespace greenledger::ranking

#endif  // GREENLEDGER_TESTS_SERVICES_RANKING_PAPER_BOOK_H_
