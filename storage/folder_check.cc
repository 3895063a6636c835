#include "storage/folder_check.h"

#include <memory>
#include <utility>

#include "storage/anchor.h"
#include "storage/proof/frontier.h"
#include "storage/proof/leaf_batch.h"
#include "storage/recovery.h"
#include "storage/set_aside.h"
#include "storage/store.h"
#include "storage/table_check.h"

namespace greenledger::storage {
namespace {

// One check of one folder.
class FolderCheck {
 public:
  FolderCheck(rocksdb::Env* env, const std::string& path,
              const OnChecked& on_checked)
      : env_(env), path_(path), on_checked_(on_checked) {}

  absl::Status Run();
  FolderReport Take() { return std::move(report_); }

 private:
  absl::Status CheckTables();
  // Which table files keep the database from being opened.
  absl::Status NameDamage(const absl::Status& not_opened);
  absl::Status CheckBooks();
  absl::Status CheckBook(const Store& store, const BookHead& head);
  bool Read(uint64_t bytes) {
    done_ += bytes;
    return on_checked_(bytes, done_, total_);
  }
  // Keeps DATA_LOSS as damage; what remains ends the check.
  absl::Status Note(const std::string& where, bool rows_only,
                    const absl::Status& status);

  rocksdb::Env* const env_;
  const std::string& path_;
  const OnChecked& on_checked_;
  bool opened_ = false;
  uint64_t done_ = 0;
  uint64_t total_ = 0;
  FolderReport report_;
};

absl::Status FolderCheck::Note(const std::string& where, bool rows_only,
                               const absl::Status& status) {
  if (!absl::IsDataLoss(status)) return status;
  if (report_.damage.size() < kDamageMax) {
    report_.damage.push_back({where, std::string(status.message()), rows_only});
  }
  return absl::OkStatus();
}

absl::Status FolderCheck::NameDamage(const absl::Status& not_opened) {
  std::vector<std::string> names;
  if (absl::IsDataLoss(not_opened)) {
    env_->GetChildren(DatabasePath(path_), &names).PermitUncheckedError();
  }
  for (const std::string& name : names) {
    if (!name.ends_with(".sst")) continue;
    absl::Status checked =
        CheckTableBlocks(env_, DatabasePath(path_) + "/" + name);
    checked = Note("db/" + name, /*rows_only=*/false, checked);
    if (!checked.ok()) return checked;
  }
  return Note("db", /*rows_only=*/false, not_opened);
}

absl::Status FolderCheck::CheckTables() {
  const auto anchor = ReadAnchor(env_, AnchorPath(path_));
  if (!anchor.ok()) return Note("ANCHOR", /*rows_only=*/false, anchor.status());
  const auto opened =
      OpenAndCheck({.path = path_, .read_only = true, .env = env_}, *anchor);
  if (!opened.ok()) return NameDamage(opened.status());
  opened_ = true;
  std::vector<rocksdb::LiveFileMetaData> tables;
  opened->engine->db->GetLiveFilesMetaData(&tables);
  for (const rocksdb::LiveFileMetaData& table : tables) {
    const bool is_log = table.column_family_name == "log";
    total_ += is_log ? 2 * table.size : table.size;
  }
  for (const rocksdb::LiveFileMetaData& table : tables) {
    const bool rows_only =
        table.column_family_name == rocksdb::kDefaultColumnFamilyName;
    absl::Status checked =
        CheckTable(env_, table, [this](uint64_t bytes) { return Read(bytes); });
    if (checked.ok()) {
      ++report_.files;
      report_.bytes += table.size;
    }
    checked = Note("db" + table.name, rows_only, checked);
    if (!checked.ok()) return checked;
  }
  return absl::OkStatus();
}

absl::Status FolderCheck::CheckBook(const Store& store, const BookHead& head) {
  proof::Frontier tree;
  proof::LeafBatch leaves;
  uint64_t unpaid = 0;
  bool go_on = true;
  absl::Status read = store.ReadEntries(
      head.book, 0, [&](uint64_t index, std::string_view entry) {
        leaves.Add(entry);
        unpaid += entry.size();
        if (leaves.full() || index + 1 == head.size) {
          tree.AppendMany(leaves.Take());
          go_on = Read(std::exchange(unpaid, 0));
        }
        return go_on;
      });
  if (!go_on) return absl::CancelledError("the check ended");
  if (!read.ok()) return read;
  report_.entries += tree.size();
  if (tree.size() == head.size && tree.Root() == head.root) {
    return absl::OkStatus();
  }
  return absl::DataLossError("the Merkle root of its " +
                             std::to_string(tree.size()) +
                             " entries is not the one that was committed for " +
                             std::to_string(head.size));
}

absl::Status FolderCheck::CheckBooks() {
  const auto store =
      Store::Open({.path = path_, .read_only = true, .env = env_});
  // What is wrong then was found before.
  if (!store.ok()) return Note("db", /*rows_only=*/false, store.status());
  for (const BookHead& head : (*store)->Heads()) {
    absl::Status checked = Note("book " + std::to_string(head.book),
                                /*rows_only=*/false, CheckBook(**store, head));
    if (!checked.ok()) return checked;
  }
  return absl::OkStatus();
}

absl::Status FolderCheck::Run() {
  absl::Status checked = CheckTables();
  if (!checked.ok() || !opened_) return checked;
  return CheckBooks();
}

}  // namespace

absl::StatusOr<FolderReport> CheckFolder(rocksdb::Env* env,
                                         const std::string& path,
                                         const OnChecked& on_checked) {
  FolderCheck check(env == nullptr ? rocksdb::Env::Default() : env, path,
                    on_checked);
  if (absl::Status s = check.Run(); !s.ok()) return s;
  return check.Take();
}

}  // namespace greenledger::storage
