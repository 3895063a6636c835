#include "clients/cli/workload/event.h"

#include <cstdlib>

#include "services/ledger/rules/state.h"
#include "services/ledger/rules/tally.h"

namespace greenledger::workload {
namespace {

constexpr uint32_t kScaleTestReferenceGrams = 5000;
// Above the limit of every tariff.
constexpr uint32_t kHugeGrams = 600'000;
constexpr uint32_t kCollector = 1;

void FillDrop(const Event& event, v1::Drop& drop) {
  drop.set_card_hash(event.card.data(), event.card.size());
  drop.set_bin(event.bin);
  drop.set_class_code(event.class_code);
  drop.set_grams(event.grams);
  if (event.pieces > 0) drop.set_pieces(event.pieces);
  drop.set_quality(event.quality);
}

void FillClearance(const Event& event, v1::Clearance& clearance) {
  clearance.set_bin(event.bin);
  clearance.set_class_code(event.class_code);
  clearance.set_grams(event.grams);
  clearance.set_collector(kCollector);
}

void FillScaleTest(const Event& event, v1::ScaleTest& test) {
  test.set_bin(event.bin);
  test.set_reference_grams(kScaleTestReferenceGrams);
  test.set_measured_grams(event.grams);
}

void SpoilDrop(Flaw flaw, v1::Drop& drop) {
  switch (flaw) {
    case Flaw::kShortCardHash:
      drop.mutable_card_hash()->pop_back();
      break;
    case Flaw::kUnknownBin:
      drop.set_bin(999);
      break;
    case Flaw::kUnknownClass:
      drop.set_class_code(9999);
      break;
    case Flaw::kWrongBin:
      drop.set_bin(drop.bin() == 1 ? 2 : 1);
      break;
    case Flaw::kGramsMissing:
      drop.clear_grams();
      break;
    case Flaw::kGramsZero:
      drop.set_grams(0);
      break;
    case Flaw::kGramsHuge:
      drop.set_grams(kHugeGrams);
      break;
    case Flaw::kPiecesUnexpected:
      drop.set_pieces(3);
      break;
    case Flaw::kNoQuality:
      drop.set_quality(v1::QUALITY_UNSPECIFIED);
      break;
    default:
      break;
  }
}

void Spoil(Flaw flaw, v1::Record& record) {
  if (record.has_drop()) SpoilDrop(flaw, *record.mutable_drop());
  if (flaw == Flaw::kWrongSequence) record.set_sequence(record.sequence() + 9);
  if (flaw == Flaw::kNoBody) record.clear_body();
  if (flaw == Flaw::kBadTime) record.set_device_time_us(0);
  if (flaw == Flaw::kNoCollector) record.mutable_clearance()->clear_collector();
}

// A field that no version knows: number 15, 1,100 bytes.
std::string UnknownField() {
  return std::string("\x7a\xcc\x08", 3) + std::string(1100, 'x');
}

}  // namespace

v1::QuarantineReason ReasonOf(Flaw flaw) {
  switch (flaw) {
    case Flaw::kNone:
      return v1::QUARANTINE_REASON_UNSPECIFIED;
    case Flaw::kUnreadable:
      return v1::QUARANTINE_REASON_UNREADABLE;
    case Flaw::kTooLarge:
      return v1::QUARANTINE_REASON_TOO_LARGE;
    case Flaw::kWrongSequence:
      return v1::QUARANTINE_REASON_SEQUENCE_MISMATCH;
    case Flaw::kNoBody:
      return v1::QUARANTINE_REASON_NO_BODY;
    case Flaw::kBadTime:
      return v1::QUARANTINE_REASON_BAD_TIME;
    case Flaw::kShortCardHash:
      return v1::QUARANTINE_REASON_BAD_CARD_HASH;
    case Flaw::kUnknownBin:
      return v1::QUARANTINE_REASON_BIN_UNKNOWN;
    case Flaw::kUnknownClass:
      return v1::QUARANTINE_REASON_CLASS_UNKNOWN;
    case Flaw::kWrongBin:
      return v1::QUARANTINE_REASON_CLASS_NOT_FOR_BIN;
    case Flaw::kGramsMissing:
      return v1::QUARANTINE_REASON_GRAMS_MISSING;
    case Flaw::kGramsZero:
    case Flaw::kGramsHuge:
      return v1::QUARANTINE_REASON_GRAMS_IMPLAUSIBLE;
    case Flaw::kPiecesUnexpected:
      return v1::QUARANTINE_REASON_PIECES_UNEXPECTED;
    case Flaw::kNoQuality:
      return v1::QUARANTINE_REASON_BAD_QUALITY;
    case Flaw::kBlockedCard:
      return v1::QUARANTINE_REASON_CARD_BLOCKED;
    case Flaw::kNoCollector:
      return v1::QUARANTINE_REASON_BAD_COLLECTOR;
  }
  std::abort();
}

std::string RecordBytes(const Event& event, const KioskSite& site,
                        uint64_t sequence, int64_t program_start_us,
                        const v1::DailyClose& sums) {
  if (event.flaw == Flaw::kUnreadable) return std::string(24, '\xff');
  v1::Record record;
  record.set_sequence(sequence);
  record.set_device_time_us(event.time_us + site.clock_skew_us);
  record.set_clock_synced(site.clock_synced);
  record.set_monotonic_us(
      static_cast<uint64_t>(event.time_us - program_start_us));
  switch (event.kind) {
    case EventKind::kDrop:
      FillDrop(event, *record.mutable_drop());
      break;
    case EventKind::kClearance:
      FillClearance(event, *record.mutable_clearance());
      break;
    case EventKind::kScaleTest:
      FillScaleTest(event, *record.mutable_scale_test());
      break;
    case EventKind::kDailyClose:
      *record.mutable_daily_close() = sums;
      break;
  }
  Spoil(event.flaw, record);
  std::string bytes = record.SerializeAsString();
  if (event.flaw == Flaw::kTooLarge) bytes += UnknownField();
  return bytes;
}

std::vector<std::string> JournalBytes(const std::vector<Event>& events,
                                      const KioskSite& site,
                                      int64_t program_start_us) {
  std::vector<std::string> records;
  rules::Tally tally;
  v1::Record record;
  for (const Event& event : events) {
    records.push_back(RecordBytes(event, site, records.size() + 1,
                                  program_start_us, tally.sums()));
    // Spoilt bytes count as whoever reads them sees them.
    const bool readable = records.back().size() <= rules::kRecordBytesMax &&
                          record.ParseFromString(records.back());
    tally.Add(readable ? &record : nullptr);
  }
  return records;
}

}  // namespace greenledger::workload
