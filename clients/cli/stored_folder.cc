#include "clients/cli/stored_folder.h"

#include <utility>

#include "storage/folder_check.h"
#include "storage/store.h"

namespace greenledger::cli {
namespace {

constexpr std::string_view kName = "backup";

}  // namespace

absl::StatusOr<std::unique_ptr<StoredSnapshot>> StoredSnapshot::Take(
    const std::string& folder) {
  auto opened = storage::Store::Open({.path = folder});
  if (!opened.ok()) return opened.status();
  const std::shared_ptr<storage::Store> store = *std::move(opened);
  auto snapshot = store->TakeSnapshot(kName);
  if (!snapshot.ok()) return snapshot.status();
  std::unique_ptr<StoredSnapshot> taken(new StoredSnapshot());
  taken->store_ = store;
  taken->source_ = {.path = std::move(snapshot->path),
                    .commit = snapshot->commit,
                    .books = {}};
  for (const storage::BookHead& head : snapshot->heads) {
    taken->source_.books.push_back({head.book, head.size, head.root});
  }
  return taken;
}

StoredSnapshot::~StoredSnapshot() {
  if (store_ == nullptr) return;
  // What cannot be removed now, the next start of a server removes.
  static_cast<storage::Store*>(store_.get())->DropSnapshot(kName).IgnoreError();
}

absl::StatusOr<v1::GetScrubResponse> ScrubStored(
    const std::string& folder, const OnProgress& on_progress) {
  const auto report = storage::CheckFolder(
      nullptr, folder, [&](uint64_t, uint64_t done, uint64_t total) {
        on_progress(done, total);
        return true;
      });
  if (!report.ok()) return report.status();
  v1::GetScrubResponse found;
  found.set_state(v1::SCRUB_STATE_ENDED);
  found.set_done_bytes(report->bytes);
  found.set_total_bytes(report->bytes);
  found.set_files(report->files);
  found.set_entries(report->entries);
  for (const storage::Damage& damage : report->damage) {
    v1::StoredDamage* told = found.add_damage();
    told->set_where(damage.where);
    told->set_what(damage.what);
    told->set_rows_only(damage.rows_only);
  }
  return found;
}

}  // namespace greenledger::cli
