#include "tests/clients/workload/recount.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <sstream>
#include <string_view>

#include "absl/strings/escaping.h"
#include "clients/cli/workload/csv.h"
#include "clients/cli/workload/files.h"
#include "clients/cli/workload/plan.h"
#include "storage/proof/sha256.h"
#include "tests/testing/hex.h"

namespace greenledger::workload {
namespace {

// What the register of a book knows.
struct Register {
  // Whether the household of a card is active.
  std::map<std::string, bool> cards;
  std::set<std::string> blocked;
  // Class of each bin; all kiosks of a book have the same.
  std::map<uint32_t, uint32_t> bins;
  std::vector<uint64_t> kiosks;
  uint64_t households = 0;
};

Table Rows(const std::string& path, std::string_view header) {
  return ReadTable(path, header).value();
}

Register ReadRegister(const std::string& base) {
  Register known;
  for (const Row& row : Rows(base + "/households.csv", kHouseholdsHeader)) {
    ++known.households;
    std::istringstream cards(row.cells[7]);
    for (std::string card; cards >> card;) {
      known.cards[absl::HexStringToBytes(card)] = row.cells[6] == "active";
    }
  }
  for (const Row& row : Rows(base + "/blocked-cards.csv", kBlockedHeader)) {
    known.blocked.insert(absl::HexStringToBytes(row.cells[0]));
  }
  for (const Row& row : Rows(base + "/kiosks.csv", kKiosksHeader)) {
    known.kiosks.push_back(row.Number(0).value());
    std::istringstream bins(row.cells[4]);
    char colon = 0;
    for (uint32_t bin = 0; bins >> bin;) bins >> colon >> known.bins[bin];
  }
  return known;
}

const std::set<uint32_t> kClassCodes = {1,  11, 12, 13, 14, 15, 2,  21, 22,
                                        23, 3,  31, 32, 33, 4,  41, 5,  6};

v1::QuarantineReason BinReason(const Register& known, uint32_t bin,
                               uint32_t class_code) {
  const auto found = known.bins.find(bin);
  if (found == known.bins.end()) return v1::QUARANTINE_REASON_BIN_UNKNOWN;
  if (!kClassCodes.contains(class_code)) {
    return v1::QUARANTINE_REASON_CLASS_UNKNOWN;
  }
  return class_code == found->second || class_code / 10 == found->second
             ? v1::QUARANTINE_REASON_UNSPECIFIED
             : v1::QUARANTINE_REASON_CLASS_NOT_FOR_BIN;
}

v1::QuarantineReason DropReason(const Register& known, const v1::Drop& drop) {
  const bool counted = drop.class_code() == 21 || drop.class_code() == 23 ||
                       drop.class_code() == 41;
  if (drop.card_hash().size() != 16) {
    return v1::QUARANTINE_REASON_BAD_CARD_HASH;
  }
  const v1::QuarantineReason bin =
      BinReason(known, drop.bin(), drop.class_code());
  if (bin != v1::QUARANTINE_REASON_UNSPECIFIED) return bin;
  if (!drop.has_grams() && drop.class_code() != 21) {
    return v1::QUARANTINE_REASON_GRAMS_MISSING;
  }
  // The shipped tariff's lowest limit is 10 kg, its highest 50 kg.
  if (drop.has_grams() && (drop.grams() == 0 || drop.grams() > 10'000)) {
    return v1::QUARANTINE_REASON_GRAMS_IMPLAUSIBLE;
  }
  if (counted && !drop.has_pieces()) {
    return v1::QUARANTINE_REASON_PIECES_MISSING;
  }
  if (!counted && drop.has_pieces()) {
    return v1::QUARANTINE_REASON_PIECES_UNEXPECTED;
  }
  if (drop.quality() == v1::QUALITY_UNSPECIFIED) {
    return v1::QUARANTINE_REASON_BAD_QUALITY;
  }
  return known.blocked.contains(drop.card_hash())
             ? v1::QUARANTINE_REASON_CARD_BLOCKED
             : v1::QUARANTINE_REASON_UNSPECIFIED;
}

v1::QuarantineReason ReasonFor(const Register& known, const std::string& bytes,
                               uint64_t sequence, const v1::Record& record,
                               bool readable) {
  if (bytes.size() > 1024) return v1::QUARANTINE_REASON_TOO_LARGE;
  if (!readable) return v1::QUARANTINE_REASON_UNREADABLE;
  if (record.sequence() != sequence) {
    return v1::QUARANTINE_REASON_SEQUENCE_MISMATCH;
  }
  if (record.body_case() == v1::Record::BODY_NOT_SET) {
    return v1::QUARANTINE_REASON_NO_BODY;
  }
  constexpr int64_t kYear2000Us = 946'684'800'000'000;
  if (record.device_time_us() < kYear2000Us) {
    return v1::QUARANTINE_REASON_BAD_TIME;
  }
  if (record.has_drop()) return DropReason(known, record.drop());
  if (record.has_clearance() && record.clearance().collector() == 0) {
    return v1::QUARANTINE_REASON_BAD_COLLECTOR;
  }
  return v1::QUARANTINE_REASON_UNSPECIFIED;
}

void CountDrop(const Register& known, const v1::Drop& drop, Counts& counts) {
  ++counts.drops;
  if (drop.quality() == v1::QUALITY_REJECTED) ++counts.drops_rejected;
  if (drop.quality() == v1::QUALITY_POOR) ++counts.drops_poor;
  const auto card = known.cards.find(drop.card_hash());
  if (card == known.cards.end()) ++counts.drops_unknown_card;
  if (card == known.cards.end() || !card->second) ++counts.drops_suspense;
  Returned& sums = counts.returned[drop.class_code()];
  ++sums.drops;
  sums.grams += drop.grams();
  sums.pieces += drop.pieces();
}

void CountRecord(const Register& known, const std::string& bytes,
                 uint64_t sequence, Counts& counts) {
  v1::Record record;
  const bool readable = record.ParseFromString(bytes);
  const v1::QuarantineReason reason =
      ReasonFor(known, bytes, sequence, record, readable);
  ++counts.records;
  if (reason != v1::QUARANTINE_REASON_UNSPECIFIED) {
    ++counts.quarantined[static_cast<size_t>(reason)];
  } else if (record.has_drop()) {
    CountDrop(known, record.drop(), counts);
  } else if (record.has_clearance()) {
    ++counts.clearances;
    counts.clearance_grams += record.clearance().grams();
  } else if (record.has_daily_close()) {
    ++counts.daily_closes;
  } else {
    ++counts.scale_tests;
  }
}

}  // namespace

std::vector<KioskRecords> AllRecords(const std::string& folder, uint64_t book) {
  const Register known = ReadRegister(BookFolder(folder, book));
  std::vector<KioskRecords> all;
  for (const uint64_t kiosk : known.kiosks) {
    all.push_back({kiosk, ReadRecords(folder, book, kiosk).value()});
  }
  return all;
}

Counts Recount(const std::string& folder, uint64_t book) {
  const std::string base = BookFolder(folder, book);
  const Register known = ReadRegister(base);
  Counts counts;
  counts.households = known.households;
  counts.cards = known.cards.size();
  counts.kiosks = known.kiosks.size();
  const auto plan = ReadPlan(base + "/plan.csv").value();
  for (const PlannedUpload& upload : plan) {
    if (upload.again) counts.records_again += upload.range.count;
  }
  for (const KioskRecords& kiosk : AllRecords(folder, book)) {
    for (size_t i = 0; i < kiosk.records.size(); ++i) {
      CountRecord(known, kiosk.records[i], i + 1, counts);
    }
  }
  return counts;
}

std::string FolderDigest(const std::string& folder) {
  std::vector<std::string> paths;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) paths.push_back(entry.path().string());
  }
  std::sort(paths.begin(), paths.end());
  std::string digests;
  for (const std::string& path : paths) {
    const std::string content = ReadWholeFile(path).value();
    digests += path.substr(folder.size());
    digests += proof::AsBytes(proof::Sha256({content}));
  }
  return greenledger::testing::ToHex(proof::AsBytes(proof::Sha256({digests})));
}

}  // namespace greenledger::workload
