#include "services/ledger/entry_index.h"

#include <algorithm>
#include <utility>

#include "services/ledger/rows.pb.h"
#include "services/ledger/rules/source.h"
#include "services/ledger/tables.h"

namespace greenledger::ledger {

std::optional<uint64_t> EntryIndex::Observed::FindRecord(
    const Journal& journal, uint64_t sequence) const {
  auto at = records.find(journal);
  if (at == records.end()) return std::nullopt;
  const std::vector<Range>& ranges = at->second;
  auto after = std::upper_bound(
      ranges.begin(), ranges.end(), sequence,
      [](uint64_t s, const Range& range) { return s < range.first_sequence; });
  if (after == ranges.begin()) return std::nullopt;
  const Range& range = *std::prev(after);
  const uint64_t offset = sequence - range.first_sequence;
  if (offset >= range.count) return std::nullopt;
  return range.first_index + offset;
}

void EntryIndex::ObserveRecord(uint64_t kiosk, const v1::KioskRecord& source,
                               uint64_t index) {
  std::vector<Range>& ranges =
      current_.records[Journal(kiosk, source.incarnation())];
  if (!ranges.empty()) {
    Range& last = ranges.back();
    if (last.first_sequence + last.count == source.sequence() &&
        last.first_index + last.count == index) {
      ++last.count;
      return;
    }
  }
  ranges.push_back(Range{source.sequence(), 1, index});
}

void EntryIndex::Observe(const v1::Entry& entry) {
  if (const v1::KioskRecord* source = rules::SourceOf(entry)) {
    ObserveRecord(entry.actor().number(), *source, entry.index());
  }
  if (!entry.request_id().empty()) {
    auto [request, is_new] = current_.requests.try_emplace(entry.request_id());
    if (is_new) {
      request->second.first_index = entry.index();
      request->second.digest = entry.request_digest();
    }
    ++request->second.entries;
  }
  if (entry.household() != 0 &&
      entry.household_entry() % kHouseholdMarkEvery == 0) {
    current_.household_marks[{entry.household(), entry.household_entry()}] =
        entry.index();
  }
}

absl::StatusOr<std::optional<uint64_t>> EntryIndex::FindRecord(
    uint64_t kiosk, uint64_t incarnation, uint64_t sequence) const {
  const Journal journal(kiosk, incarnation);
  for (const Observed* observed : {&current_, &writing_}) {
    if (auto index = observed->FindRecord(journal, sequence)) return index;
  }
  auto row = store_->FindRowAtOrBefore(
      book_, kRecordTable, NumberKey({kiosk, incarnation, sequence}));
  if (!row.ok()) return row.status();
  if (!row->has_value()) return std::optional<uint64_t>();
  const auto& [key, value] = **row;
  rows::RecordRangeRow range;
  if (!range.ParseFromString(value) || key.size() != 24) {
    return absl::DataLossError("a row of table record cannot be read");
  }
  const bool same_journal =
      NumberAt(key, 0) == kiosk && NumberAt(key, 8) == incarnation;
  const uint64_t offset = sequence - NumberAt(key, 16);
  if (!same_journal || offset >= range.count()) {
    return std::optional<uint64_t>();
  }
  return std::optional<uint64_t>(range.first_index() + offset);
}

absl::StatusOr<std::optional<RequestEntries>> EntryIndex::FindRequest(
    std::string_view request_id) const {
  for (const Observed* observed : {&current_, &writing_}) {
    auto at = observed->requests.find(request_id);
    if (at != observed->requests.end()) {
      return std::optional<RequestEntries>(at->second);
    }
  }
  absl::StatusOr<std::string> value =
      store_->GetRow(book_, kRequestTable, request_id);
  if (absl::IsNotFound(value.status())) return std::optional<RequestEntries>();
  if (!value.ok()) return value.status();
  rows::RequestRow row;
  if (!row.ParseFromString(*value)) {
    return absl::DataLossError("a row of table request cannot be read");
  }
  return std::optional<RequestEntries>(
      RequestEntries{row.first_index(), row.entries(), row.digest()});
}

absl::StatusOr<std::optional<uint64_t>> EntryIndex::FindHouseholdEntry(
    uint64_t household, uint64_t number) const {
  for (const Observed* observed : {&current_, &writing_}) {
    auto at = observed->household_marks.find({household, number});
    if (at != observed->household_marks.end()) {
      return std::optional<uint64_t>(at->second);
    }
  }
  absl::StatusOr<std::string> value = store_->GetRow(
      book_, kHouseholdMarkTable, NumberKey({household, number}));
  if (absl::IsNotFound(value.status())) return std::optional<uint64_t>();
  if (!value.ok()) return value.status();
  rows::HouseholdMarkRow row;
  if (!row.ParseFromString(*value)) {
    return absl::DataLossError("a row of table household mark cannot be read");
  }
  return std::optional<uint64_t>(row.index());
}

void EntryIndex::TakeRows(storage::RowBatch* rows) {
  writing_ = std::exchange(current_, Observed());
  for (const auto& [journal, ranges] : writing_.records) {
    for (const Range& range : ranges) {
      rows::RecordRangeRow row;
      row.set_count(range.count);
      row.set_first_index(range.first_index);
      rows->Put(
          book_, kRecordTable,
          NumberKey({journal.first, journal.second, range.first_sequence}),
          row.SerializeAsString());
    }
  }
  for (const auto& [id, request] : writing_.requests) {
    rows::RequestRow row;
    row.set_first_index(request.first_index);
    row.set_entries(request.entries);
    row.set_digest(request.digest);
    rows->Put(book_, kRequestTable, id, row.SerializeAsString());
  }
  for (const auto& [mark, index] : writing_.household_marks) {
    rows::HouseholdMarkRow row;
    row.set_index(index);
    rows->Put(book_, kHouseholdMarkTable, NumberKey({mark.first, mark.second}),
              row.SerializeAsString());
  }
}

}  // namespace greenledger::ledger
