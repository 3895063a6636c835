#include "services/oversight/overseer.h"

#include <utility>

#include "services/common/logging.h"
#include "services/ledger/service_command.h"
#include "services/ledger/stored_entries.h"
#include "services/oversight/deadlines.h"
#include "services/oversight/watch_file.h"

namespace greenledger::oversight {
namespace {

constexpr char kAnomalyWatch[] = "anomaly watch";
constexpr char kDeadlineWatch[] = "deadline watch";
// Entries that are looked at, deadlines that are told, in one go.
constexpr uint64_t kEntriesMax = 2048;
constexpr size_t kDeadlinesMax = 64;
// A silent kiosk is looked at so often.
constexpr int64_t kDeadlinesEveryUs = 60LL * 1'000'000;
// Looks between two times the memory is written.
constexpr int kLooksPerWrite = 40;

uint64_t DurableSize(ledger::LiveBook* book) {
  common::MutexLock lock(book->mu);
  return book->durable_size;
}

std::string IdOf(uint64_t book, const v1::AnomalyRaised& raised,
                 int64_t now_us) {
  // What no entry made so has nothing but its time.
  const std::string which =
      raised.entry_index() > 0 ? "entry " + std::to_string(raised.entry_index())
                               : "time " + std::to_string(now_us);
  return ledger::RequestIdOf({kAnomalyWatch, std::to_string(book),
                              raised.rules_version(), raised.rule(), which,
                              std::to_string(raised.kiosk_number())});
}

}  // namespace

Overseer::Overseer(Options options, ledger::Ledger* ledger,
                   common::Clock* clock)
    : options_(std::move(options)),
      ledger_(ledger),
      clock_(clock),
      sender_(&ledger->store(), &ledger->admission()),
      kept_(ReadWatchFile(options_.memory_file)),
      thread_([this] { Run(); }) {}

Overseer::~Overseer() { Stop(); }

void Overseer::Stop() {
  {
    common::MutexLock lock(mutex_);
    stopping_ = true;
  }
  changed_.NotifyAll();
  if (thread_.joinable()) thread_.join();
}

void Overseer::LookNow() {
  while (Look()) {
  }
}

void Overseer::Run() {
  int looks = 0;
  while (true) {
    const bool more = Look();
    if (++looks % kLooksPerWrite == 0) Keep();
    common::MutexLock lock(mutex_);
    if (!more && !stopping_) changed_.WaitFor(mutex_, options_.look_every);
    if (stopping_) break;
  }
  Keep();
}

bool Overseer::Look() {
  bool more = false;
  for (ledger::LiveBook* book : ledger_->books().All()) {
    if (DurableSize(book) == 0) continue;
    Watch* watch = WatchOf(book);
    more |= Follow(book, watch);
    more |= TellDeadlines(book, watch);
  }
  TakeEvents();
  return more;
}

Overseer::Watch* Overseer::WatchOf(ledger::LiveBook* book) {
  std::unique_ptr<Watch>& watch = watches_[book->code];
  if (watch == nullptr) watch = std::make_unique<Watch>(StartOf(book));
  return watch.get();
}

BookWatch Overseer::StartOf(ledger::LiveBook* book) const {
  for (const memory::BookMemory& kept : kept_.books()) {
    if (kept.book() != book->code) continue;
    v1::AnomalyRules rules;
    bool known = kept.rules_version().empty();
    {
      common::MutexLock lock(book->mu);
      // A book that was set back does not go on where it never was.
      if (kept.next_index() > book->durable_size) break;
      for (const v1::AnomalyRules& one : book->state.oversight().rules) {
        if (one.version() != kept.rules_version()) continue;
        rules = one;
        known = true;
      }
    }
    if (!known) break;
    BookWatch watch(kept, rules);
    Refill(book, &watch);
    return watch;
  }
  return BookWatch(book->code);
}

void Overseer::Refill(ledger::LiveBook* book, BookWatch* watch) const {
  const storage::Store& store = ledger_->store();
  const uint64_t end = watch->next_index();
  const uint64_t from =
      std::max(watch->rules_index() + 1,
               ledger::FirstFrom(store, book->code, end,
                                 watch->last_time_us() - kRetentionUs));
  if (from >= end) return;
  ledger::ReadEntries(store, book->code, from, end,
                      [&](const v1::Entry& entry) { watch->Refill(entry); });
}

bool Overseer::Follow(ledger::LiveBook* book, Watch* watch) {
  if (!SendRaised(book, watch)) return false;
  const uint64_t from = watch->watch.next_index();
  const uint64_t to = std::min(DurableSize(book), from + kEntriesMax);
  if (from >= to) return false;
  const bool read = ledger::ReadEntries(
      ledger_->store(), book->code, from, to,
      [&](const v1::Entry& entry) { watch->watch.Add(entry, &watch->raised); });
  changed_since_kept_ = true;
  return SendRaised(book, watch) && read;
}

bool Overseer::SendRaised(ledger::LiveBook* book, Watch* watch) {
  const int64_t now_us = clock_->NowMicros();
  size_t sent = 0;
  for (const v1::AnomalyRaised& raised : watch->raised) {
    v1::Entry entry;
    *entry.mutable_anomaly_raised() = raised;
    if (!sender_.Send(book,
                      ledger::MakeCommand(IdOf(book->code, raised, now_us),
                                          kAnomalyWatch, {std::move(entry)}))) {
      break;
    }
    ++sent;
  }
  sender_.Wait();
  watch->raised.erase(
      watch->raised.begin(),
      watch->raised.begin() + static_cast<std::ptrdiff_t>(sent));
  return watch->raised.empty();
}

bool Overseer::TellDeadlines(ledger::LiveBook* book, Watch* watch) {
  const int64_t now_us = clock_->NowMicros();
  std::vector<v1::ClearanceMissed> tell;
  uint64_t size = 0;
  {
    common::MutexLock lock(book->mu);
    size = book->state.size();
    if (size == watch->deadlines_size &&
        now_us < watch->deadlines_us + kDeadlinesEveryUs) {
      return false;
    }
    tell = DeadlinesToTell(book->state, now_us, kDeadlinesMax);
  }
  watch->deadlines_size = size;
  watch->deadlines_us = now_us;
  for (const v1::ClearanceMissed& missed : tell) {
    v1::Entry entry;
    *entry.mutable_clearance_missed() = missed;
    // With the size: a command that was refused must not stand in the way of
    // the one that will be right.
    const std::string id =
        ledger::RequestIdOf({kDeadlineWatch, std::to_string(book->code),
                             std::to_string(size), missed.SerializeAsString()});
    if (!sender_.Send(book, ledger::MakeCommand(id, kDeadlineWatch,
                                                {std::move(entry)}))) {
      tell.clear();
      break;
    }
  }
  sender_.Wait();
  return !tell.empty();
}

void Overseer::TakeEvents() {
  for (const ledger::KioskEvent& event : ledger_->security_events().Take()) {
    ledger::LiveBook* book = ledger_->books().Find(event.book);
    if (book == nullptr) continue;
    Watch* watch = WatchOf(book);
    watch->watch.AddIdentityEvent(event.kiosk, event.time_us, &watch->raised);
    SendRaised(book, watch);
  }
}

void Overseer::Keep() {
  if (!std::exchange(changed_since_kept_, false)) return;
  memory::Books books;
  for (const auto& [code, watch] : watches_) {
    // What was found and not handed over must be found again.
    if (!watch->raised.empty()) {
      changed_since_kept_ = true;
      return;
    }
    *books.add_books() = watch->watch.Save();
  }
  WriteWatchFile(options_.memory_file, books);
}

}  // namespace greenledger::oversight
