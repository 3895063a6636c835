#include "services/points/keeper.h"

#include <string>
#include <utility>
#include <vector>

#include "services/common/logging.h"
#include "services/ledger/service_command.h"

namespace greenledger::points {
namespace {

constexpr char kHoldKeeper[] = "hold keeper";
constexpr char kExpiryKeeper[] = "expiry keeper";
// Holds that are voided, households that are looked at in one go.
constexpr size_t kVoidsMax = 256;
constexpr size_t kHouseholdsMax = 8192;
// Entries of one command, and commands under way: what a drop that comes in
// meanwhile may have to wait for.
constexpr size_t kExpiredMax = 128;
constexpr int kUnderWayMax = 2;
// How far the clock may go ahead at once, and how long it is not believed then.
constexpr int64_t kJumpUs = 3'600LL * 1'000'000;
constexpr std::chrono::hours kDistrust{24};

}  // namespace

Keeper::Keeper(ledger::Ledger* ledger, common::Clock* clock,
               std::chrono::microseconds look_every)
    : ledger_(ledger),
      clock_(clock),
      look_every_(look_every),
      sender_(&ledger->store(), &ledger->admission()),
      mover_(ledger, &sender_),
      corrector_(ledger, &sender_) {}

Keeper::~Keeper() { Stop(); }

void Keeper::Start() {
  thread_ = std::thread([this] { Run(); });
}

void Keeper::Stop() {
  {
    common::MutexLock lock(mutex_);
    stopping_ = true;
  }
  changed_.NotifyAll();
  if (thread_.joinable()) thread_.join();
}

void Keeper::LookNow() {
  while (Look(/*clock_trusted=*/true)) {
  }
}

bool Keeper::IsClockTrusted(std::chrono::steady_clock::time_point steady,
                            int64_t now_us) {
  const int64_t offset_us =
      now_us - std::chrono::duration_cast<std::chrono::microseconds>(
                   steady.time_since_epoch())
                   .count();
  if (!clock_offset_us_.has_value()) clock_offset_us_ = offset_us;
  const int64_t ahead_us = offset_us - *clock_offset_us_;
  if (ahead_us <= kJumpUs) {
    ahead_since_.reset();
    // Going back makes nothing due; drift is followed.
    if (ahead_us >= -kJumpUs) clock_offset_us_ = offset_us;
    return true;
  }
  if (!ahead_since_.has_value()) {
    ahead_since_ = steady;
    common::LogWarning("clock_went_ahead",
                       {{"by_seconds", std::to_string(ahead_us / 1'000'000)},
                        {"nothing_ends_for_hours", "24"}});
  }
  if (steady - *ahead_since_ < kDistrust) return false;
  clock_offset_us_ = offset_us;
  ahead_since_.reset();
  return true;
}

void Keeper::Run() {
  while (true) {
    const bool more = Look(
        IsClockTrusted(std::chrono::steady_clock::now(), clock_->NowMicros()));
    common::MutexLock lock(mutex_);
    if (!more && !stopping_) changed_.WaitFor(mutex_, look_every_);
    if (stopping_) return;
  }
}

bool Keeper::Look(bool clock_trusted) {
  const int64_t now_us = clock_->NowMicros();
  bool more = false;
  for (ledger::LiveBook* book : ledger_->books().All()) {
    if (clock_trusted) {
      more |= VoidHolds(book, now_us);
      more |= Expire(book, now_us);
    }
    more |= mover_.Step(book);
    more |= corrector_.Step(book);
  }
  return more;
}

bool Keeper::VoidHolds(ledger::LiveBook* book, int64_t now_us) {
  std::vector<v1::Entry> entries;
  {
    common::MutexLock lock(book->mu);
    entries = HoldsToVoid(book->state, now_us, kVoidsMax);
  }
  if (entries.empty()) return false;
  bool taken = true;
  for (v1::Entry& entry : entries) {
    const std::string id =
        ledger::RequestIdOf({kHoldKeeper, std::to_string(book->code),
                             std::to_string(entry.hold_voided().hold_index())});
    ledger::Command command =
        ledger::MakeCommand(id, kHoldKeeper, {std::move(entry)});
    // Somebody may have ended it a moment before.
    command.keep_refusal = false;
    taken = taken && sender_.Send(book, std::move(command));
  }
  sender_.Wait();
  common::LogInfo("holds_timed_out",
                  {{"book", std::to_string(book->code)},
                   {"holds", std::to_string(entries.size())}});
  return taken;
}

bool Keeper::Expire(ledger::LiveBook* book, int64_t now_us) {
  Expiry& expiry = expiries_[book->code];
  std::vector<v1::Entry> entries;
  uint64_t size = 0;
  bool through = false;
  {
    common::MutexLock lock(book->mu);
    if (book->state.size() == 0) return false;
    const int32_t today = book->state.DayOf(now_us);
    // A hold that ended may have given something back to a lot that has ended.
    const size_t ended = book->state.points().ended_holds.size();
    if (today == expiry.day && ended == expiry.ended && !expiry.again) {
      return false;
    }
    size = book->state.size();
    entries = LotsToExpire(book->state, today, kHouseholdsMax, kExpiredMax,
                           &expiry.cursor);
    through = expiry.cursor.slot >= book->state.households().size();
    if (through) {
      expiry.cursor = {};
      expiry.day = today;
      expiry.ended = ended;
    }
  }
  if (!entries.empty()) SendExpired(book, size, std::move(entries));
  sender_.WaitBelow(through ? 1 : kUnderWayMax);
  if (!through) return true;
  const bool refused = expiry.refused->exchange(false);
  // What could not be handed over is looked for at the next look.
  expiry.again = std::exchange(expiry.lost, false) || refused;
  return refused;
}

void Keeper::SendExpired(ledger::LiveBook* book, uint64_t size,
                         std::vector<v1::Entry> entries) {
  // With the size: what is refused because somebody spent meanwhile is found
  // again at the next look and is another command then.
  const std::string id = ledger::RequestIdOf(
      {kExpiryKeeper, std::to_string(book->code), std::to_string(size),
       std::to_string(entries[0].points_expired().household_number())});
  ledger::Command command =
      ledger::MakeCommand(id, kExpiryKeeper, std::move(entries));
  command.keep_refusal = false;
  Expiry& expiry = expiries_[book->code];
  const bool sent =
      sender_.Send(book, std::move(command),
                   [refused = expiry.refused](const v1::CommandResult& result) {
                     if (result.code() == v1::COMMAND_RESULT_CODE_REFUSED) {
                       *refused = true;
                     }
                   });
  if (!sent) expiry.lost = true;
}

}  // namespace greenledger::points
