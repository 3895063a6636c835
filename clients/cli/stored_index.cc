#include "clients/cli/stored_index.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "services/ledger/rows.pb.h"
#include "services/ledger/rules/source.h"
#include "services/ledger/tables.h"

namespace greenledger::cli {
namespace {

constexpr uint64_t kMarkEvery = 64;
constexpr std::string_view kNotOfEntries = "is not what the entries give";

}  // namespace

void StoredIndex::Observe(const v1::Entry& entry) {
  if (const v1::KioskRecord* source = rules::SourceOf(entry)) {
    ObserveRecord({entry.actor().number(), source->incarnation()},
                  source->sequence(), entry.index());
  }
  if (!entry.request_id().empty()) {
    auto [request, is_new] = requests_.try_emplace(
        entry.request_id(), Request{entry.index(), 0, entry.request_digest()});
    ++request->second.entries;
  }
  if (entry.household() != 0 && entry.household_entry() % kMarkEvery == 0) {
    marks_[{entry.household(), entry.household_entry()}] = entry.index();
  }
}

void StoredIndex::ObserveRecord(const Journal& journal, uint64_t sequence,
                                uint64_t index) {
  ++records_;
  std::vector<Run>& runs = runs_[journal];
  if (!runs.empty() &&
      runs.back().first_sequence + runs.back().count == sequence &&
      runs.back().first_index + runs.back().count == index) {
    ++runs.back().count;
  } else {
    runs.push_back({sequence, index, 1});
  }
}

absl::Status StoredIndex::Wrong(uint8_t table, std::string_view key,
                                std::string_view how) const {
  return absl::DataLossError(fmt::format("book {}: row {:02x} of table {} {}",
                                         book_, fmt::join(key, ""), table,
                                         how));
}

bool StoredIndex::Knows(const Journal& journal, const Run& stored) const {
  const auto runs = runs_.find(journal);
  if (runs == runs_.end() || stored.count == 0) return false;
  auto after = std::upper_bound(runs->second.begin(), runs->second.end(),
                                stored.first_sequence,
                                [](uint64_t sequence, const Run& run) {
                                  return sequence < run.first_sequence;
                                });
  if (after == runs->second.begin()) return false;
  const Run& run = *std::prev(after);
  const uint64_t offset = stored.first_sequence - run.first_sequence;
  return offset < run.count && stored.count <= run.count - offset &&
         stored.first_index == run.first_index + offset;
}

absl::Status StoredIndex::CompareRecords(const storage::Store& store,
                                         uint64_t* compared) const {
  absl::Status wrong;
  uint64_t found = 0;
  absl::Status scanned = store.ScanRows(
      book_, ledger::kRecordTable,
      [&](std::string_view key, std::string_view value) {
        ledger::rows::RecordRangeRow row;
        const bool readable =
            key.size() == 24 &&
            row.ParseFromArray(value.data(), static_cast<int>(value.size()));
        if (!readable ||
            !Knows(
                {ledger::NumberAt(key, 0), ledger::NumberAt(key, 8)},
                {ledger::NumberAt(key, 16), row.first_index(), row.count()}) ||
            row.SerializeAsString() != value) {
          wrong = Wrong(ledger::kRecordTable, key, kNotOfEntries);
          return false;
        }
        found += row.count();
        ++*compared;
        return true;
      });
  if (!scanned.ok()) return scanned;
  if (!wrong.ok() || found == records_) return wrong;
  return absl::DataLossError(
      fmt::format("book {}: the rows of table {} have {} records, the entries "
                  "{}",
                  book_, ledger::kRecordTable, found, records_));
}

absl::Status StoredIndex::CompareRequests(const storage::Store& store,
                                          uint64_t* compared) const {
  absl::Status wrong;
  uint64_t found = 0;
  absl::Status scanned = store.ScanRows(
      book_, ledger::kRequestTable,
      [&](std::string_view key, std::string_view value) {
        const auto request = requests_.find(std::string(key));
        ledger::rows::RequestRow row;
        if (request != requests_.end()) {
          row.set_first_index(request->second.first_index);
          row.set_entries(request->second.entries);
          row.set_digest(request->second.digest);
        }
        if (request == requests_.end() || row.SerializeAsString() != value) {
          wrong = Wrong(ledger::kRequestTable, key, kNotOfEntries);
          return false;
        }
        ++found;
        ++*compared;
        return true;
      });
  if (!scanned.ok()) return scanned;
  if (!wrong.ok() || found == requests_.size()) return wrong;
  return absl::DataLossError(
      fmt::format("book {}: the rows of table {} have {} commands, the entries "
                  "{}",
                  book_, ledger::kRequestTable, found, requests_.size()));
}

absl::Status StoredIndex::CompareMarks(const storage::Store& store,
                                       uint64_t* compared) const {
  absl::Status wrong;
  uint64_t found = 0;
  absl::Status scanned = store.ScanRows(
      book_, ledger::kHouseholdMarkTable,
      [&](std::string_view key, std::string_view value) {
        const auto mark = key.size() == 16
                              ? marks_.find(Mark{ledger::NumberAt(key, 0),
                                                 ledger::NumberAt(key, 8)})
                              : marks_.end();
        ledger::rows::HouseholdMarkRow row;
        if (mark != marks_.end()) row.set_index(mark->second);
        if (mark == marks_.end() || row.SerializeAsString() != value) {
          wrong = Wrong(ledger::kHouseholdMarkTable, key, kNotOfEntries);
          return false;
        }
        ++found;
        ++*compared;
        return true;
      });
  if (!scanned.ok()) return scanned;
  if (!wrong.ok() || found == marks_.size()) return wrong;
  return absl::DataLossError(
      fmt::format("book {}: the rows of table {} have {} marks, the entries {}",
                  book_, ledger::kHouseholdMarkTable, found, marks_.size()));
}

absl::Status StoredIndex::Compare(const storage::Store& store,
                                  uint64_t* compared) const {
  if (absl::Status s = CompareRecords(store, compared); !s.ok()) return s;
  if (absl::Status s = CompareRequests(store, compared); !s.ok()) return s;
  return CompareMarks(store, compared);
}

}  // namespace greenledger::cli
