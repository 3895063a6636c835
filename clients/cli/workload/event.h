// What happens at a kiosk, before it becomes the bytes of a record.
#ifndef GREENLEDGER_CLIENTS_CLI_WORKLOAD_EVENT_H_
#define GREENLEDGER_CLIENTS_CLI_WORKLOAD_EVENT_H_

#include <cstdint>
#include <string>
#include <vector>

#include "clients/cli/workload/population.h"
#include "greenledger/v1/entry.pb.h"
#include "greenledger/v1/record.pb.h"

namespace greenledger::workload {

// Microseconds.
inline constexpr int64_t kSecond = 1'000'000;
inline constexpr int64_t kMinute = 60 * kSecond;

enum class EventKind : uint8_t { kDrop, kClearance, kScaleTest, kDailyClose };

// What is wrong with a record on purpose; each gives one reason to quarantine.
enum class Flaw : uint8_t {
  kNone,
  kUnreadable,
  kTooLarge,
  kWrongSequence,
  kNoBody,
  kBadTime,
  kShortCardHash,
  kUnknownBin,
  kUnknownClass,
  kWrongBin,
  kGramsMissing,
  kGramsZero,
  kGramsHuge,
  kPiecesUnexpected,
  kNoQuality,
  kBlockedCard,
  kNoCollector,
};

// Why the ledger quarantines a record with that flaw.
v1::QuarantineReason ReasonOf(Flaw flaw);

struct Event {
  // True time, microseconds since 1970-01-01 UTC.
  int64_t time_us = 0;
  // Place in Community::kiosks.
  size_t kiosk = 0;
  EventKind kind = EventKind::kDrop;
  Flaw flaw = Flaw::kNone;
  uint32_t bin = 0;
  uint32_t class_code = 0;
  uint32_t grams = 0;
  // 0 where the class is not counted.
  uint32_t pieces = 0;
  v1::Quality quality = v1::QUALITY_GOOD;
  CardHash card = {};
  // No household has the card.
  bool unknown_card = false;
  // Nobody has the card, or its household is not active.
  bool suspense = false;
};

// The bytes of the record of an event of `site` with that sequence.
// `program_start_us` is when the kiosk's monotonic time was 0; `sums` are what
// a daily close states.
std::string RecordBytes(const Event& event, const KioskSite& site,
                        uint64_t sequence, int64_t program_start_us,
                        const v1::DailyClose& sums);

// All records of a kiosk, in the order of its events.
std::vector<std::string> JournalBytes(const std::vector<Event>& events,
                                      const KioskSite& site,
                                      int64_t program_start_us);

}  // namespace greenledger::workload

#endif  // GREENLEDGER_CLIENTS_CLI_WORKLOAD_EVENT_H_
