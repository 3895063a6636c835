#include "services/ledger/rules/quarantine.h"

#include <optional>

#include "services/ledger/rules/device_clock.h"
#include "services/ledger/rules/self_report.h"

namespace greenledger::rules {
namespace {

using Reason = v1::QuarantineReason;
constexpr Reason kFine = v1::QUARANTINE_REASON_UNSPECIFIED;
constexpr uint32_t kCollectorMax = 1'000'000;
// A lorry's load; the heaviest day of a weighbridge seen is 215 t.
constexpr uint32_t kClearanceGramsMax = 500'000'000;

Reason CheckBin(const KioskState& kiosk, const CompiledScheme& scheme,
                uint32_t bin, uint32_t class_code) {
  const std::optional<uint32_t> bin_class = kiosk.BinClass(bin);
  if (!bin_class.has_value()) return v1::QUARANTINE_REASON_BIN_UNKNOWN;
  if (scheme.Find(class_code) == nullptr) {
    return v1::QUARANTINE_REASON_CLASS_UNKNOWN;
  }
  return scheme.Fits(class_code, *bin_class)
             ? kFine
             : v1::QUARANTINE_REASON_CLASS_NOT_FOR_BIN;
}

Reason CheckMeasures(const v1::Drop& drop, const CompiledTariff& tariff) {
  const WasteClass& waste = *tariff.scheme().Find(drop.class_code());
  const Limits limits = tariff.LimitsFor(drop.class_code());
  if (!drop.has_grams() && waste.NeedsGrams()) {
    return v1::QUARANTINE_REASON_GRAMS_MISSING;
  }
  if (drop.has_grams() &&
      (drop.grams() == 0 || drop.grams() > limits.max_grams)) {
    return v1::QUARANTINE_REASON_GRAMS_IMPLAUSIBLE;
  }
  if (!drop.has_pieces() && waste.NeedsPieces()) {
    return v1::QUARANTINE_REASON_PIECES_MISSING;
  }
  if (drop.has_pieces() && !waste.NeedsPieces()) {
    return v1::QUARANTINE_REASON_PIECES_UNEXPECTED;
  }
  if (drop.has_pieces() &&
      (drop.pieces() == 0 || drop.pieces() > limits.max_pieces)) {
    return v1::QUARANTINE_REASON_PIECES_IMPLAUSIBLE;
  }
  return kFine;
}

Reason CheckCard(const BookState& state, std::string_view card_hash) {
  const CardState* card = state.FindCard(ToCardHash(card_hash));
  if (card == nullptr) return kFine;
  if (card->blocked) return v1::QUARANTINE_REASON_CARD_BLOCKED;
  return state.HouseholdOf(*card).state == v1::HOUSEHOLD_STATE_CLOSED
             ? v1::QUARANTINE_REASON_HOUSEHOLD_CLOSED
             : kFine;
}

Reason CheckDrop(const BookState& state, const KioskState& kiosk,
                 const v1::Drop& drop, const CompiledTariff& tariff) {
  if (drop.card_hash().size() != 16) {
    return v1::QUARANTINE_REASON_BAD_CARD_HASH;
  }
  if (Reason r =
          CheckBin(kiosk, tariff.scheme(), drop.bin(), drop.class_code());
      r != kFine) {
    return r;
  }
  if (Reason r = CheckMeasures(drop, tariff); r != kFine) return r;
  if (drop.quality() != v1::QUALITY_GOOD &&
      drop.quality() != v1::QUALITY_POOR &&
      drop.quality() != v1::QUALITY_REJECTED) {
    return v1::QUARANTINE_REASON_BAD_QUALITY;
  }
  return CheckCard(state, drop.card_hash());
}

// A collector whose crews have cards clears with them alone.
Reason CheckCrewCard(const OversightState& oversight,
                     const v1::Clearance& clearance) {
  const std::string& hash = clearance.card_hash();
  if (!hash.empty() && hash.size() != 16) {
    return v1::QUARANTINE_REASON_BAD_CARD_HASH;
  }
  const auto card = hash.empty() ? oversight.crew_cards.end()
                                 : oversight.crew_cards.find(ToCardHash(hash));
  const bool known = card != oversight.crew_cards.end();
  if (known && card->second == clearance.collector()) return kFine;
  return known || oversight.HasCrewCards(clearance.collector())
             ? v1::QUARANTINE_REASON_CREW_CARD_UNKNOWN
             : kFine;
}

Reason CheckClearance(const BookState& state, const KioskState& kiosk,
                      const CompiledTariff& tariff,
                      const v1::Clearance& clearance) {
  if (Reason r = CheckBin(kiosk, tariff.scheme(), clearance.bin(),
                          clearance.class_code());
      r != kFine) {
    return r;
  }
  if (!clearance.has_grams()) return v1::QUARANTINE_REASON_GRAMS_MISSING;
  if (clearance.grams() == 0 || clearance.grams() > kClearanceGramsMax) {
    return v1::QUARANTINE_REASON_GRAMS_IMPLAUSIBLE;
  }
  return clearance.collector() == 0 || clearance.collector() > kCollectorMax
             ? v1::QUARANTINE_REASON_BAD_COLLECTOR
             : CheckCrewCard(state.oversight(), clearance);
}

}  // namespace

Reason CheckEnvelope(const RecordInput& input) {
  if (input.bytes.size() > kRecordBytesMax) {
    return v1::QUARANTINE_REASON_TOO_LARGE;
  }
  if (input.record == nullptr) return v1::QUARANTINE_REASON_UNREADABLE;
  const v1::Record& record = *input.record;
  if (record.sequence() != input.sequence) {
    return v1::QUARANTINE_REASON_SEQUENCE_MISMATCH;
  }
  if (record.body_case() == v1::Record::BODY_NOT_SET) {
    return v1::QUARANTINE_REASON_NO_BODY;
  }
  return IsPlausibleTime(record) ? kFine : v1::QUARANTINE_REASON_BAD_TIME;
}

v1::QuarantineReason CheckBody(const BookState& state, const KioskState& kiosk,
                               const CompiledTariff& tariff,
                               const v1::Record& record) {
  switch (record.body_case()) {
    case v1::Record::kDrop:
      return CheckDrop(state, kiosk, record.drop(), tariff);
    case v1::Record::kClearance:
      return CheckClearance(state, kiosk, tariff, record.clearance());
    case v1::Record::kScaleTest:
      return kiosk.BinClass(record.scale_test().bin()).has_value()
                 ? kFine
                 : v1::QUARANTINE_REASON_BIN_UNKNOWN;
    case v1::Record::kDailyClose:
      return kFine;
    case v1::Record::kMonitor:
      return CheckMonitor(kiosk, record.monitor());
    case v1::Record::kStarted:
      return CheckStarted(record.started());
    default:
      return v1::QUARANTINE_REASON_NO_BODY;
  }
}

}  // namespace greenledger::rules
