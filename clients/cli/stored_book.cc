#include "clients/cli/stored_book.h"

#include <fmt/format.h>

#include <map>
#include <memory>
#include <utility>

#include "clients/cli/stored_index.h"
#include "services/ledger/rows.pb.h"
#include "services/ledger/state_rows.h"
#include "services/ledger/tables.h"
#include "storage/store.h"

namespace greenledger::cli {
namespace {

constexpr uint64_t kProgressEvery = 65536;

using RowKey = std::pair<uint8_t, std::string>;

absl::Status RowDiffers(uint64_t book, const RowKey& key,
                        const std::string& how) {
  return absl::DataLossError(fmt::format(
      "book {}: row {} of table {} {}", book,
      key.second.empty() ? "(the book's)"
                         : fmt::format("{:02x}", fmt::join(key.second, "")),
      key.first, how));
}

// Holds the stored rows against those of the state they were folded from.
absl::Status CompareRows(const storage::Store& store,
                         const rules::BookState& state, uint64_t* compared) {
  std::map<RowKey, std::string> expected;
  rules::StateRows::ForEach(
      state, [&](uint8_t table, std::string_view key, std::string_view value) {
        expected[RowKey(table, key)] = value;
      });
  absl::Status differs;
  for (const uint8_t table : ledger::kStateTables) {
    absl::Status scanned = store.ScanRows(
        state.book(), table, [&](std::string_view key, std::string_view value) {
          auto row = expected.find(RowKey(table, key));
          if (row == expected.end()) {
            differs = RowDiffers(state.book(), RowKey(table, key),
                                 "is stored and follows from no entry");
          } else if (row->second != value) {
            differs = RowDiffers(state.book(), row->first,
                                 "is not what the entries give");
          } else {
            expected.erase(row);
            ++*compared;
          }
          return differs.ok();
        });
    if (!scanned.ok()) return scanned;
    if (!differs.ok()) return differs;
  }
  if (expected.empty()) return absl::OkStatus();
  return RowDiffers(state.book(), expected.begin()->first, "is missing");
}

// Entries the rows were folded from; 0 if there are no rows.
absl::StatusOr<uint64_t> AppliedSize(const storage::Store& store,
                                     uint64_t book) {
  absl::StatusOr<std::string> bytes =
      store.GetRow(book, ledger::kBookTable, "");
  if (absl::IsNotFound(bytes.status())) return 0;
  if (!bytes.ok()) return bytes.status();
  ledger::rows::BookRow row;
  if (!row.ParseFromString(*bytes)) {
    return absl::DataLossError(
        fmt::format("book {}: the book's row cannot be read", book));
  }
  // Rows of another version are built again at the next start.
  return row.rows_version() == ledger::kRowsVersion ? row.applied() : 0;
}

absl::Status ReadStoredEntry(const storage::Store& store, uint64_t book,
                             uint64_t index, v1::Entry* entry) {
  const absl::StatusOr<std::string> bytes = store.ReadEntry(book, index);
  if (!bytes.ok()) return bytes.status();
  if (entry->ParseFromString(*bytes)) return absl::OkStatus();
  return absl::DataLossError(
      fmt::format("book {}: entry {} cannot be read", book, index));
}

absl::Status Check(const storage::Store& store, const storage::BookHead& head,
                   const OnProgress& on_progress, CheckpointCheck* checkpoints,
                   verify::BookVerifier* verifier, BookReport* report) {
  absl::StatusOr<uint64_t> applied = AppliedSize(store, head.book);
  if (!applied.ok()) return applied.status();
  absl::Status checked;
  StoredIndex entries(head.book);
  absl::Status read = store.ReadEntries(
      head.book, 0, [&](uint64_t index, std::string_view bytes) {
        checked = verifier->Add(bytes);
        if (!checked.ok()) report->bad_entry = verifier->counts().entries;
        if (checked.ok() && checkpoints->Wants(index + 1)) {
          checked = checkpoints->Observe(verifier->tree());
        }
        if (checked.ok() && index < *applied)
          entries.Observe(verifier->entry());
        if (checked.ok() && index + 1 == *applied) {
          checked = CompareRows(store, verifier->state(), &report->compared);
          if (checked.ok()) checked = entries.Compare(store, &report->compared);
        }
        if (index % kProgressEvery == 0) on_progress(index, head.size);
        return checked.ok();
      });
  if (!checked.ok()) return checked;
  if (!read.ok()) return read;
  if (verifier->tree().size() != head.size ||
      verifier->tree().Root() != head.root) {
    return absl::DataLossError(fmt::format(
        "book {}: the Merkle root of its {} entries is not the one that was "
        "committed for {}",
        head.book, verifier->tree().size(), head.size));
  }
  if (absl::Status s = checkpoints->Finish(verifier->tree()); !s.ok()) return s;
  return verifier->Finish();
}

}  // namespace

absl::Status VerifyStoredBooks(
    const std::string& folder, uint64_t only, const SignedHeads& heads,
    const OnProgress& on_progress,
    const std::function<void(const BookReport&)>& visit) {
  storage::Store::Options options;
  options.path = folder;
  options.read_only = true;
  auto store = storage::Store::Open(std::move(options));
  if (!store.ok()) return store.status();
  bool found = false;
  for (const storage::BookHead& head : (*store)->Heads()) {
    if (only != 0 && head.book != only) continue;
    found = true;
    verify::BookVerifier verifier(
        head.book, [&store, &head](uint64_t index, v1::Entry* entry) {
          return ReadStoredEntry(**store, head.book, index, entry);
        });
    BookReport report;
    report.book = head.book;
    CheckpointCheck checkpoints(head.book, heads);
    report.status =
        Check(**store, head, on_progress, &checkpoints, &verifier, &report);
    report.checkpoints = checkpoints.compared();
    report.community = verifier.state().info().community_name();
    report.counts = verifier.counts();
    report.root = verifier.tree().Root();
    for (const auto& [number, kiosk] : verifier.state().kiosks()) {
      report.kiosks.push_back(
          {number, kiosk.kiosk.incarnation(), kiosk.watermark});
    }
    if (report.status.ok()) report.moves = MovesOf(verifier.state());
    visit(report);
  }
  if (only != 0 && !found) {
    return absl::NotFoundError(
        fmt::format("folder {} has no book {}", folder, only));
  }
  return absl::OkStatus();
}

}  // namespace greenledger::cli
