// Tables and keys of the rows a book is folded into. Values are the messages of
// rows.proto; numbers in keys are 8 bytes big-endian, so that rows are in the
// order of their numbers.
#ifndef GREENLEDGER_SERVICES_LEDGER_TABLES_H_
#define GREENLEDGER_SERVICES_LEDGER_TABLES_H_

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace greenledger::ledger {

// Table 1 is the Merkle tree's (storage/book_tree.h).
enum Table : uint8_t {
  kBookTable = 2,       // empty key -> BookRow
  kHouseholdTable = 3,  // household -> HouseholdRow
  kCardTable = 4,       // card hash, 16 bytes -> CardRow
  kSuspenseTable = 5,   // suspense account -> EarnerRow
  kKioskTable = 6,      // kiosk -> KioskRow
  kPlaceTable = 7,      // place -> v1.Place
  kAccountTable = 8,    // owner kind, owner number -> AccountRow
  kRecordTable = 9,     // kiosk, incarnation, sequence -> RecordRangeRow
  kRequestTable = 10,   // request id, 36 bytes -> RequestRow
  kHouseholdMarkTable =
      11,                 // household, its entry's number -> HouseholdMarkRow
  kOversightTable = 20,   // empty key -> OversightRow
  kAnomalyTable = 21,     // index of the anomaly -> IndexRow
  kReversedTable = 22,    // index of the reversed entry -> IndexRow
  kPointsTable = 23,      // empty key -> PointsRow
  kHoldTable = 24,        // index of the hold -> HoldRow
  kDecidedTable = 25,     // index of the proposal -> IndexRow
  kRewardUseTable = 26,   // household, reward -> RewardUseRow
  kEvidenceTable = 27,    // empty key -> EvidenceRow
  kInspectionTable = 28,  // index of the inspection -> InspectionRow
  kViolationTable = 29,   // index of the violation -> ViolationRow
  kCampaignTable = 30,    // campaign -> CampaignRow
  kObjectionTable = 31,   // index of the objection -> ObjectionRow
  kTitleTable = 32,       // index of the title -> TitleRow
};

// The tables of a book's state: those that StateRows gives. The others are
// found from the entries one by one.
inline constexpr Table kStateTables[] = {
    kBookTable,      kHouseholdTable, kCardTable,      kSuspenseTable,
    kKioskTable,     kPlaceTable,     kAccountTable,   kOversightTable,
    kAnomalyTable,   kReversedTable,  kPointsTable,    kHoldTable,
    kDecidedTable,   kRewardUseTable, kEvidenceTable,  kInspectionTable,
    kViolationTable, kCampaignTable,  kObjectionTable, kTitleTable};

// Rows of another version than this are dropped and built again at start.
inline constexpr uint32_t kRowsVersion = 5;

// The numbers one after another, 8 bytes big-endian each.
std::string NumberKey(std::initializer_list<uint64_t> numbers);

// The number at byte `offset` of a key. REQUIRES: offset + 8 <= key.size().
uint64_t NumberAt(std::string_view key, size_t offset);

}  // namespace greenledger::ledger

#endif  // GREENLEDGER_SERVICES_LEDGER_TABLES_H_
