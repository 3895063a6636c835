#include "services/ranking/ranked_books.h"

#include <algorithm>
#include <string>
#include <utility>

#include "services/common/logging.h"
#include "services/ledger/stored_entries.h"
#include "services/ranking/newest_changes.h"

namespace greenledger::ranking {
namespace {

// Entries that are read in one go, and folded under one hold of a book's lock.
constexpr uint64_t kEntriesMax = 1024;
constexpr size_t kLockedEntries = 64;

uint64_t DurableSize(ledger::LiveBook* book) {
  common::MutexLock lock(book->mu);
  return book->durable_size;
}

absl::Status Unreadable() {
  return absl::DataLossError("an entry cannot be read");
}

EntrySource SourceOf(const storage::Store& store, uint64_t book) {
  return {
      .at =
          [&store, book](uint64_t index, v1::Entry* entry) {
            return ledger::ReadEntry(store, book, index, entry)
                       ? absl::OkStatus()
                       : Unreadable();
          },
      .range =
          [&store, book](uint64_t from, uint64_t to,
                         const std::function<void(const v1::Entry&)>& visit) {
            return from >= to ||
                           ledger::ReadEntries(store, book, from, to, visit)
                       ? absl::OkStatus()
                       : Unreadable();
          },
      .first_from =
          [&store, book](uint64_t end, int64_t time_us) {
            return ledger::FirstFrom(store, book, end, time_us);
          }};
}

prometheus::Gauge* AddGauge(const char* name, const char* help,
                            prometheus::Registry* registry) {
  return &prometheus::BuildGauge()
              .Name(name)
              .Help(help)
              .Register(*registry)
              .Add({});
}

}  // namespace

RankedBooks::RankedBooks(Options options, ledger::Ledger* ledger,
                         const common::Clock* clock,
                         prometheus::Registry* registry)
    : options_(std::move(options)),
      ledger_(ledger),
      clock_(clock),
      behind_entries_(AddGauge("greenledger_ranking_behind_entries",
                               "Durable entries that are not in the standings, "
                               "of the book that has most",
                               registry)),
      behind_seconds_(AddGauge("greenledger_ranking_behind_seconds",
                               "For how long standings are behind, of the book "
                               "that is it longest",
                               registry)),
      shelf_(options_.boards),
      batch_(kEntriesMax),
      written_(std::chrono::steady_clock::now()) {}

RankedBooks::~RankedBooks() { Stop(); }

absl::StatusOr<std::unique_ptr<RankedBooks>> RankedBooks::Open(
    Options options, ledger::Ledger* ledger, const common::Clock* clock,
    prometheus::Registry* registry) {
  std::unique_ptr<RankedBooks> books(
      new RankedBooks(std::move(options), ledger, clock, registry));
  common::MutexLock lock(books->fold_mutex_);
  absl::Status opened =
      books->options_.rebuild ? books->Again() : books->OpenStore();
  if (absl::IsDataLoss(opened)) {
    common::LogWarning("ranking_store_damaged",
                       {{"status", std::string(opened.message())}});
    opened = books->Again();
  }
  if (!opened.ok()) return opened;
  return books;
}

absl::Status RankedBooks::OpenStore() {
  absl::StatusOr<std::unique_ptr<storage::FoldStore>> opened =
      storage::FoldStore::Open(options_.store);
  if (!opened.ok()) return opened.status();
  store_ = *std::move(opened);
  return LoadAll();
}

absl::Status RankedBooks::LoadAll() {
  for (ledger::LiveBook* book : ledger_->books().All()) {
    if (DurableSize(book) == 0) continue;
    if (absl::Status s = Load(FollowedOf(book)); !s.ok()) return s;
  }
  return absl::OkStatus();
}

absl::Status RankedBooks::Load(Followed* followed) {
  common::MutexLock lock(followed->ranked->mu);
  absl::Status loaded = followed->ranked->UseStore(store_.get());
  if (!loaded.ok()) return loaded;
  followed->loaded = true;
  followed->stuck = false;
  followed->applied = followed->ranked->standings().applied_size();
  followed->unwritten.clear();
  return loaded;
}

absl::Status RankedBooks::Again() {
  {
    common::MutexLock books_lock(books_mutex_);
    for (const auto& [code, followed] : books_) {
      common::MutexLock lock(followed->ranked->mu);
      followed->ranked->Forget();
      followed->loaded = false;
    }
  }
  store_.reset();
  if (absl::Status s = storage::FoldStore::Destroy(options_.store); !s.ok()) {
    return s;
  }
  return OpenStore();
}

RankedBooks::Followed* RankedBooks::FollowedOf(ledger::LiveBook* book) {
  common::MutexLock lock(books_mutex_);
  std::unique_ptr<Followed>& followed = books_[book->code];
  if (followed == nullptr) {
    followed = std::make_unique<Followed>(std::make_unique<RankedBook>(
        book->code, SourceOf(ledger_->store(), book->code), &shelf_));
  }
  return followed.get();
}

void RankedBooks::Start() {
  thread_ = std::thread([this] { Run(); });
}

void RankedBooks::Stop() {
  {
    common::MutexLock lock(mutex_);
    if (stopping_) return;
    stopping_ = true;
  }
  changed_.NotifyAll();
  if (thread_.joinable()) thread_.join();
  common::MutexLock lock(fold_mutex_);
  if (store_ == nullptr) return;
  WriteAll();
  const absl::Status synced = store_->Sync();
  if (!synced.ok()) {
    common::LogWarning("ranking_store_not_synced",
                       {{"status", std::string(synced.message())}});
  }
}

void RankedBooks::Run() {
  while (true) {
    bool more = false;
    {
      common::MutexLock lock(fold_mutex_);
      more = Look();
    }
    common::MutexLock lock(mutex_);
    if (!more && !stopping_) changed_.WaitFor(mutex_, options_.look_every);
    if (stopping_) return;
  }
}

void RankedBooks::FoldNow() {
  common::MutexLock lock(fold_mutex_);
  while (Look()) {
  }
}

bool RankedBooks::Recover() {
  const bool damaged = damaged_.exchange(false);
  if (!damaged && store_ != nullptr) return true;
  const absl::Status again = Again();
  // Not at every look while it cannot be had.
  if (damaged || again.ok()) {
    common::LogWarning("ranking_store_damaged",
                       {{"status", std::string(again.message())}});
  }
  return again.ok();
}

bool RankedBooks::Look() {
  if (!Recover()) return false;
  bool more = false;
  uint64_t behind = 0;
  int64_t behind_us = 0;
  const int64_t now_us = clock_->NowMicros();
  for (ledger::LiveBook* book : ledger_->books().All()) {
    if (DurableSize(book) == 0) continue;
    Followed* followed = FollowedOf(book);
    if (!followed->loaded && !Load(followed).ok()) {
      ReportDamage();
      return true;
    }
    more |= Follow(book, followed);
    const uint64_t left = DurableSize(book) - followed->applied;
    if (left == 0) {
      followed->behind_since_us.reset();
      continue;
    }
    if (!followed->behind_since_us) followed->behind_since_us = now_us;
    behind = std::max(behind, left);
    behind_us = std::max(behind_us, now_us - *followed->behind_since_us);
  }
  behind_entries_->Set(static_cast<double>(behind));
  behind_seconds_->Set(static_cast<double>(behind_us) / 1e6);
  if (IsTimeToWrite()) WriteAll();
  return more;
}

bool RankedBooks::Follow(ledger::LiveBook* book, Followed* followed) {
  if (followed->stuck) return false;
  const uint64_t from = followed->applied;
  const uint64_t to = std::min(DurableSize(book), from + kEntriesMax);
  if (from >= to) return false;
  std::vector<v1::Entry>& batch = batch_;
  bool right = true;
  const absl::Status read = ledger_->store().ReadEntries(
      book->code, from, [&](uint64_t index, std::string_view bytes) {
        if (index >= to) return false;
        right = batch[index - from].ParseFromArray(
            bytes.data(), static_cast<int>(bytes.size()));
        return right;
      });
  const bool was_unreadable = std::exchange(followed->unreadable, !read.ok());
  if (!read.ok()) {
    // Tried again at the next look.
    if (!was_unreadable) {
      common::LogError("ranking_cannot_read",
                       {{"book", std::to_string(book->code)},
                        {"status", std::string(read.message())}});
    }
    return false;
  }
  if (!right) {
    common::LogError(
        "ranking_cannot_parse",
        {{"book", std::to_string(book->code)}, {"from", std::to_string(from)}});
  }
  followed->stuck = !right || !ApplyAll(followed, to - from);
  return !followed->stuck;
}

bool RankedBooks::ApplyAll(Followed* followed, size_t count) {
  for (size_t i = 0; i < count;) {
    common::MutexLock lock(followed->ranked->mu);
    BookStandings& standings = followed->ranked->standings();
    for (const size_t end = std::min(count, i + kLockedEntries); i < end; ++i) {
      const absl::Status applied = standings.Apply(batch_[i]);
      if (applied.ok()) continue;
      common::LogError("ranking_stopped",
                       {{"book", std::to_string(followed->ranked->code)},
                        {"entry", std::to_string(batch_[i].index())},
                        {"status", std::string(applied.message())}});
      return false;
    }
    followed->applied = standings.applied_size();
  }
  return true;
}

bool RankedBooks::IsTimeToWrite() {
  if (std::chrono::steady_clock::now() - written_ >= options_.write_every) {
    return true;
  }
  size_t changed = 0;
  for (RankedBook* book : All()) {
    common::MutexLock lock(book->mu);
    changed += book->standings().changed();
  }
  return changed > options_.changed_max;
}

void RankedBooks::WriteAll() {
  std::vector<Followed*> all;
  {
    common::MutexLock lock(books_mutex_);
    for (const auto& [code, followed] : books_) all.push_back(followed.get());
  }
  for (Followed* followed : all) Write(followed);
  written_ = std::chrono::steady_clock::now();
}

void RankedBooks::Write(Followed* followed) {
  if (followed->stuck) return;
  std::vector<storage::FoldStore::Change> changes =
      std::exchange(followed->unwritten, {});
  const bool owed = !changes.empty();
  {
    common::MutexLock lock(followed->ranked->mu);
    std::vector<storage::FoldStore::Change> fresh =
        followed->ranked->standings().TakeChanges();
    changes.insert(changes.end(), std::make_move_iterator(fresh.begin()),
                   std::make_move_iterator(fresh.end()));
  }
  if (changes.empty()) return;
  if (owed) KeepNewest(&changes);
  const absl::Status written = store_->Write(changes);
  if (!written.ok()) {
    common::LogWarning("ranking_store_not_written",
                       {{"status", std::string(written.message())}});
    if (absl::IsDataLoss(written)) ReportDamage();
    followed->unwritten = std::move(changes);
    return;
  }
  common::MutexLock lock(followed->ranked->mu);
  followed->ranked->standings().Written();
}

RankedBook* RankedBooks::Find(uint64_t code) {
  common::MutexLock lock(books_mutex_);
  const auto at = books_.find(code);
  return at == books_.end() ? nullptr : at->second->ranked.get();
}

std::vector<RankedBook*> RankedBooks::All() {
  common::MutexLock lock(books_mutex_);
  std::vector<RankedBook*> all;
  for (const auto& [code, followed] : books_) {
    all.push_back(followed->ranked.get());
  }
  return all;
}

void RankedBooks::MakeRoom() {
  while (shelf_.IsOver()) {
    RankedBook* oldest = nullptr;
    uint64_t oldest_use = 0;
    for (RankedBook* book : All()) {
      common::MutexLock lock(book->mu);
      const std::optional<uint64_t> use = book->boards().OldestUse();
      if (!use.has_value()) continue;
      if (oldest == nullptr || *use < oldest_use) {
        oldest = book;
        oldest_use = *use;
      }
    }
    if (oldest == nullptr) return;
    common::MutexLock lock(oldest->mu);
    oldest->boards().DropOldest();
  }
}

void RankedBooks::ReportDamage() { damaged_ = true; }

}  // namespace greenledger::ranking
