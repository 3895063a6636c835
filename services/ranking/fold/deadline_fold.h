// Deadlines of clearances that were kept and missed, as a fold of a book's
// entries. Deadlines are those of the published plans up to where each kiosk's
// own records reach, and those that the book says were missed. What was judged
// and not told to be missed was kept.
#ifndef GREENLEDGER_SERVICES_RANKING_FOLD_DEADLINE_FOLD_H_
#define GREENLEDGER_SERVICES_RANKING_FOLD_DEADLINE_FOLD_H_

#include <cstdint>
#include <functional>
#include <map>
#include <tuple>
#include <utility>
#include <vector>

#include "greenledger/v1/entry.pb.h"
#include "greenledger/v1/record.pb.h"
#include "services/ledger/rules/oversight_state.h"
#include "services/ranking/fold/period.h"

namespace greenledger::ranking {

// A deadline that is over.
struct JudgedDeadline {
  // Not told to be missed, as far as the book goes.
  bool kept = false;
  // The clearance that kept it, or the entry that told that it was missed. 0 if
  // there is none, or the clearance kept the deadline before it too.
  uint64_t index = 0;
  // Who had to clear the bin.
  uint64_t collector = 0;
};

// Not thread-safe.
class DeadlineFold {
 public:
  // `spans` are the days that will be asked for.
  DeadlineFold(std::vector<DaySpan> spans, int32_t utc_offset_minutes)
      : spans_(std::move(spans)), utc_offset_minutes_(utc_offset_minutes) {}

  // Whether Add needs the record of an entry.
  bool NeedsRecord(const v1::Entry& entry) const;

  // The next entry; its record if it has one that can be read and is needed.
  void Add(const v1::Entry& entry, const v1::Record* record);

  using Visit = std::function<void(const JudgedDeadline&)>;

  // Every deadline of one of the spans.
  void Judge(const DaySpan& span, const Visit& visit) const;

 private:
  struct KioskSeen {
    v1::Kiosk kiosk;
    int64_t opened_us = 0;
    // Deadlines up to here are judged.
    int64_t reached_us = 0;
  };
  // Kiosk, bin, local day, minute.
  using Key = std::tuple<uint64_t, uint32_t, uint32_t, uint32_t>;
  // When, and the index of its entry.
  using Clearances = std::map<int64_t, uint64_t>;

  bool IsNearSpan(int64_t time_us) const;
  void JudgeBin(const KioskSeen& seen, const v1::Bin& bin, const DaySpan& span,
                const Visit& visit) const;

  const std::vector<DaySpan> spans_;
  const int32_t utc_offset_minutes_;
  rules::OversightState plans_;
  std::map<uint64_t, KioskSeen> kiosks_;
  // Of the days of the spans.
  std::map<Key, JudgedDeadline> missed_;
  std::map<uint64_t, Clearances> cleared_;  // by account of the bin
};

}  // namespace greenledger::ranking

#endif  // GREENLEDGER_SERVICES_RANKING_FOLD_DEADLINE_FOLD_H_
