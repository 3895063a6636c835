#include "services/selection/contacts.h"

#include <utility>

#include "storage/big_endian.h"

namespace greenledger::selection {

absl::StatusOr<std::unique_ptr<Contacts>> Contacts::Open(
    storage::FoldStore::Options options) {
  auto store = storage::FoldStore::Open(std::move(options));
  if (!store.ok()) return store.status();
  return std::unique_ptr<Contacts>(new Contacts(*std::move(store)));
}

std::string Contacts::KeyOf(uint64_t book, std::string_view digest) {
  std::string key;
  storage::AppendBigEndian64(&key, book);
  key.append(digest);
  return key;
}

absl::StatusOr<bool> Contacts::Hold(const std::string& key,
                                    std::string_view sealed,
                                    const std::function<bool()>& is_known) {
  common::MutexLock writing(writing_);
  if (is_known()) return false;
  const absl::Status written =
      store_->Write({{key, std::string(sealed)}}, /*sync=*/true);
  if (!written.ok()) return written;
  common::MutexLock lock(mutex_);
  ++held_[key];
  return true;
}

bool Contacts::LetGo(const std::string& key) {
  common::MutexLock lock(mutex_);
  const auto at = held_.find(key);
  if (--at->second > 0) return false;
  held_.erase(at);
  return true;
}

void Contacts::Release(const std::string& key) { LetGo(key); }

absl::Status Contacts::Drop(const std::string& key,
                            const std::function<bool()>& is_used) {
  common::MutexLock writing(writing_);
  if (!LetGo(key) || is_used()) return absl::OkStatus();
  return store_->Write({{key, "", true}}, /*sync=*/true);
}

absl::StatusOr<std::string> Contacts::Get(const std::string& key) const {
  return store_->Get(key);
}

absl::Status Contacts::Erase(const std::string& key) {
  common::MutexLock writing(writing_);
  const auto there = store_->Get(key);
  if (!there.ok()) return there.status();
  const absl::Status erased = store_->Write({{key, "", true}}, /*sync=*/true);
  return erased.ok() ? store_->Purge() : erased;
}

}  // namespace greenledger::selection
