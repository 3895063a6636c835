// A book of a year and more with everything that indicators look at, made
// without a ledger: what is in it need not be possible, only readable.
#ifndef GREENLEDGER_TESTS_SERVICES_RANKING_RANDOM_BOOK_H_
#define GREENLEDGER_TESTS_SERVICES_RANKING_RANDOM_BOOK_H_

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "greenledger/v1/entry.pb.h"
#include "greenledger/v1/record.pb.h"

namespace greenledger::ranking {

inline constexpr int32_t kOffset = 480;

class RandomBook {
 public:
  // About 400 days from 2025-05-01 on.
  RandomBook(uint64_t seed, uint64_t size);

  const std::vector<v1::Entry>& entries() const { return entries_; }

 private:
  uint64_t Pick(uint64_t n) { return random_() % n; }
  int32_t Today() const;
  v1::Entry& Next();
  void Begin();
  void AddPlan(const std::string& version, int32_t from_day);
  void AddRandom();
  void AddHousehold();
  void ChangeHousehold();
  void AddDrop();
  void AddClearance();
  void AddOtherRecord();
  void AddMissed();
  void AddReversal();
  void AddActivity();
  void AddSurvey();
  void FileObjection();
  void AnswerObjection();
  v1::Record NewRecord();
  std::string DayBack(uint64_t days_max);

  std::mt19937_64 random_;
  int64_t now_us_;
  std::vector<v1::Entry> entries_;
  uint64_t households_ = 0;
  std::vector<uint64_t> reversible_;
  std::vector<uint64_t> objections_;
};

// The record of an entry that comes from a kiosk.
v1::Record RecordIn(const v1::Entry& entry);

// The local day on which an entry came in.
int32_t DayOf(const v1::Entry& entry);

}  // namespace greenledger::ranking

#endif  // GREENLEDGER_TESTS_SERVICES_RANKING_RANDOM_BOOK_H_
