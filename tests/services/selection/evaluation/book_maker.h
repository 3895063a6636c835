// Entries of a book as a campaign looks at them, made without a ledger: what is
// in it need not be possible, only readable.
#ifndef GREENLEDGER_TESTS_SERVICES_SELECTION_EVALUATION_BOOK_MAKER_H_
#define GREENLEDGER_TESTS_SERVICES_SELECTION_EVALUATION_BOOK_MAKER_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "greenledger/v1/entry.pb.h"
#include "greenledger/v1/record.pb.h"
#include "services/ledger/rules/rerate.h"

namespace greenledger::evaluation {

inline constexpr uint64_t kBook = 350212002001;
inline constexpr int32_t kUtcOffset = 480;

// The local day `YYYY-MM-DD`. REQUIRES: it is one.
int32_t Day(std::string_view text);

struct DropOf {
  uint64_t household = 0;
  int32_t day = 0;
  uint32_t class_code = 1;
  uint32_t grams = 1000;
  int64_t milli_merit = 1000;
  int64_t milli_points = 500;
  v1::Quality quality = v1::QUALITY_GOOD;
  uint64_t merged_into = 0;
};

v1::Contestant Household(uint64_t number);
v1::Contestant Person(uint64_t household, uint32_t member);
v1::Contestant Place(v1::ContestantKind kind, uint64_t number);

// Each function books one entry on the day that was set last and returns its
// index.
class BookMaker {
 public:
  // Opens the book.
  explicit BookMaker(int32_t day);

  // Days do not go back.
  void SetDay(int32_t day);
  int32_t today() const { return today_; }

  // Classes with their parents.
  uint64_t PublishScheme(
      const std::vector<std::pair<uint32_t, uint32_t>>& classes);
  uint64_t OpenGrid(uint64_t number);
  uint64_t OpenBuilding(uint64_t number, uint64_t grid);
  // With members 1 to `members`; `claimed` is merit from suspense.
  uint64_t OpenHousehold(uint64_t number, uint64_t building,
                         uint32_t residents = 3, uint32_t members = 2,
                         v1::HouseholdState state = v1::HOUSEHOLD_STATE_ACTIVE,
                         int64_t claimed = 0);
  uint64_t SetState(uint64_t household, v1::HouseholdState state);
  uint64_t RemoveMember(uint64_t household, uint32_t member);

  uint64_t Drop(const DropOf& drop);
  // Undoes an entry of a household.
  uint64_t Reverse(uint64_t index);
  // Rates a drop again by which merit and points become these.
  uint64_t Rerate(uint64_t drop_index, uint64_t milli_merit,
                  uint64_t milli_points);
  uint64_t Penalise(uint64_t household, int64_t milli_merit);
  uint64_t Adjust(uint64_t household, int64_t milli_merit);
  uint64_t Activity(uint64_t household, uint32_t member, int32_t day,
                    uint32_t minutes, int64_t milli_merit);

  uint64_t Inspect(const v1::Contestant& subject, int32_t day, uint32_t score,
                   uint32_t campaign = 0);
  uint64_t Violate(const v1::Contestant& subject, int32_t day,
                   uint64_t withdraws = 0);
  uint64_t Object(const v1::Contestant& about);
  uint64_t Answer(uint64_t objection, bool upheld);
  uint64_t Declare(uint32_t campaign, const v1::Contestant& contestant);
  uint64_t Nominate(uint32_t campaign, const v1::Contestant& contestant,
                    uint32_t score, const std::string& title_code = "t",
                    int32_t title_until = 1'000'000);
  uint64_t Grant(const v1::Contestant& contestant, const std::string& code,
                 v1::TitleLevel level, int32_t from_day, int32_t to_day);
  uint64_t CheckTitle(uint64_t title, v1::TitleCheck check);
  uint64_t Draft(const v1::CampaignRule& rule);

  const std::vector<v1::Entry>& entries() const { return entries_; }
  rules::EntryAt EntryAt() const;

 private:
  v1::Entry& Next(uint64_t household = 0);
  uint64_t Last() const { return entries_.size() - 1; }

  int32_t today_;
  int64_t now_us_ = 0;
  std::vector<v1::Entry> entries_;
};

}  // namespace greenledger::evaluation

#endif  // GREENLEDGER_TESTS_SERVICES_SELECTION_EVALUATION_BOOK_MAKER_H_
