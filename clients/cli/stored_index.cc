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

absl::Status StoredIndex::CompareTable(const storage::Store& store,
                                       uint8_t table, uint64_t expected,
                                       const CountOf& count_of,
                                       uint64_t* compared) const {
  absl::Status wrong;
  uint64_t found = 0;
  absl::Status scanned = store.ScanRows(
      book_, table, [&](std::string_view key, std::string_view value) {
        const uint64_t count = count_of(key, value);
        if (count == 0) {
          wrong = absl::DataLossError(fmt::format(
              "book {}: row {:02x} of table {} is not what the entries give",
              book_, fmt::join(key, ""), table));
          return false;
        }
        found += count;
        ++*compared;
        return true;
      });
  if (!scanned.ok()) return scanned;
  if (!wrong.ok() || found == expected) return wrong;
  return absl::DataLossError(
      fmt::format("book {}: the rows of table {} stand for {}, the entries "
                  "give {}",
                  book_, table, found, expected));
}

uint64_t StoredIndex::RecordsOf(std::string_view key,
                                std::string_view value) const {
  ledger::rows::RecordRangeRow row;
  const bool right =
      key.size() == 24 &&
      row.ParseFromArray(value.data(), static_cast<int>(value.size())) &&
      Knows({ledger::NumberAt(key, 0), ledger::NumberAt(key, 8)},
            {ledger::NumberAt(key, 16), row.first_index(), row.count()}) &&
      row.SerializeAsString() == value;
  return right ? row.count() : 0;
}

uint64_t StoredIndex::RequestsOf(std::string_view key,
                                 std::string_view value) const {
  const auto request = requests_.find(std::string(key));
  if (request == requests_.end()) return 0;
  ledger::rows::RequestRow row;
  row.set_first_index(request->second.first_index);
  row.set_entries(request->second.entries);
  row.set_digest(request->second.digest);
  return row.SerializeAsString() == value ? 1 : 0;
}

uint64_t StoredIndex::MarksOf(std::string_view key,
                              std::string_view value) const {
  if (key.size() != 16) return 0;
  const auto mark =
      marks_.find(Mark{ledger::NumberAt(key, 0), ledger::NumberAt(key, 8)});
  if (mark == marks_.end()) return 0;
  ledger::rows::HouseholdMarkRow row;
  row.set_index(mark->second);
  return row.SerializeAsString() == value ? 1 : 0;
}

absl::Status StoredIndex::Compare(const storage::Store& store,
                                  uint64_t* compared) const {
  absl::Status s = CompareTable(
      store, ledger::kRecordTable, records_,
      [&](auto key, auto value) { return RecordsOf(key, value); }, compared);
  if (!s.ok()) return s;
  s = CompareTable(
      store, ledger::kRequestTable, requests_.size(),
      [&](auto key, auto value) { return RequestsOf(key, value); }, compared);
  if (!s.ok()) return s;
  return CompareTable(
      store, ledger::kHouseholdMarkTable, marks_.size(),
      [&](auto key, auto value) { return MarksOf(key, value); }, compared);
}

}  // namespace greenledger::cli
