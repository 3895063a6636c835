#include "services/points/corrector.h"

#include <algorithm>
#include <future>
#include <string>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "services/common/logging.h"
#include "services/ledger/service_command.h"
#include "services/ledger/stored_entries.h"

namespace greenledger::points {
namespace {

constexpr char kCorrector[] = "tariff corrector";
// Entries of households that are looked at in one go (what is kept of them is
// some 100 MB), and entries and drops in one command.
constexpr uint64_t kEntriesMax = 400'000;
constexpr size_t kCommandEntries = 96;
constexpr int kCommandDrops = 1024;
// Commands under way: about two go to the disk at once, and the next two are
// made meanwhile.
constexpr int kCommandsUnderWayMax = 4;
constexpr int64_t kMinuteUs = 60LL * 1'000'000;
constexpr int64_t kDayUs = 24 * 60 * kMinuteUs;

// What a task reads must be on disk.
void WaitUntilDurable(ledger::LiveBook* book, uint64_t size) {
  std::promise<void> durable;
  book->WhenDurable(size, [&] { durable.set_value(); });
  durable.get_future().wait();
}

const rules::Correction* RunningIn(const rules::BookState& state,
                                   uint64_t* index) {
  for (const auto& [at, correction] : state.corrections().all) {
    if (correction.complete) continue;
    *index = at;
    return &correction;
  }
  return nullptr;
}

}  // namespace

std::vector<uint64_t> HouseholdsAfter(const rules::BookState& state,
                                      uint64_t after, size_t at_most) {
  std::vector<uint64_t> numbers;
  for (const rules::HouseholdState& household : state.households()) {
    if (household.number > after && household.entries > 0) {
      numbers.push_back(household.number);
    }
  }
  if (numbers.size() > at_most) {
    const auto end = numbers.begin() + static_cast<std::ptrdiff_t>(at_most);
    std::nth_element(numbers.begin(), end, numbers.end());
    numbers.erase(end, numbers.end());
  }
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

rules::EntryAt EntriesOf(const storage::Store* store, uint64_t book) {
  return [store, book](uint64_t index, v1::Entry* entry) {
    return ledger::ReadEntry(*store, book, index, entry)
               ? absl::OkStatus()
               : absl::DataLossError("entry " + std::to_string(index) +
                                     " cannot be read");
  };
}

bool Corrector::TakeTasks(ledger::LiveBook* book, Run* run, Batch* batch) {
  {
    common::MutexLock lock(book->mu);
    const rules::BookState& state = book->state;
    uint64_t index = 0;
    const rules::Correction* correction = RunningIn(state, &index);
    if (correction == nullptr) return false;
    batch->end = state.size();
    if (run->correction != index) {
      // The household that was done last may have more.
      const uint64_t after = correction->household;
      *run = Run{};
      run->correction = index;
      run->households = HouseholdsAfter(state, after == 0 ? 0 : after - 1);
      run->household = correction->household;
      run->through = correction->through;
    }
    uint64_t entries = 0;
    for (size_t i = run->next;
         i < run->households.size() && entries < kEntriesMax; ++i) {
      const rules::HouseholdState& household =
          *state.FindHousehold(run->households[i]);
      entries += household.entries;
      batch->tasks.push_back(
          rules::TaskFor(state, index, *correction, household));
    }
  }
  WaitUntilDurable(book, batch->end);
  return true;
}

// Households' entries lie all over the book: reading them in the book's order
// is many times faster than one by one.
bool Corrector::ReadAhead(ledger::LiveBook* book, Batch* batch) const {
  absl::flat_hash_set<uint64_t> households;
  for (const rules::RerateTask& task : batch->tasks) {
    households.insert(task.household);
  }
  const rules::RerateTask& any = batch->tasks.front();
  const int64_t from_us =
      (any.from_day - 1) * kDayUs - any.utc_offset_minutes * kMinuteUs;
  const storage::Store& store = ledger_->store();
  return ledger::ReadEntriesOf(
      store, book->code,
      ledger::FirstFrom(store, book->code, batch->end, from_us), batch->end,
      [&](uint64_t household) { return households.contains(household); },
      [&](uint64_t index, std::string_view bytes) {
        batch->ahead[index] = bytes;
      });
}

bool Corrector::Step(ledger::LiveBook* book) {
  Run& run = runs_[book->code];
  Batch batch;
  if (!TakeTasks(book, &run, &batch)) return false;
  if (batch.tasks.empty()) return End(book, run);
  if (!ReadAhead(book, &batch)) return false;
  const bool sent = RerateAll(book, &run, &batch);
  sender_->Wait();
  if (!sent || *run.taken != run.sent) {
    // Begins anew from where the book says it is.
    runs_.erase(book->code);
    return false;
  }
  run.next += batch.tasks.size();
  return true;
}

bool Corrector::RerateAll(ledger::LiveBook* book, Run* run, Batch* batch) {
  const rules::EntryAt stored = EntriesOf(&ledger_->store(), book->code);
  const rules::EntryAt entry_at = [&](uint64_t index, v1::Entry* entry) {
    const auto read = batch->ahead.find(index);
    if (read == batch->ahead.end()) return stored(index, entry);
    return entry->ParseFromString(read->second)
               ? absl::OkStatus()
               : absl::DataLossError("an entry cannot be read again");
  };
  for (rules::RerateTask& task : batch->tasks) {
    if (!RerateOne(book, &task, entry_at, run, batch)) return false;
  }
  return SendRerated(book, run, batch);
}

bool Corrector::RerateOne(ledger::LiveBook* book, rules::RerateTask* task,
                          const rules::EntryAt& entry_at, Run* run,
                          Batch* batch) {
  int changed = rules::kRatedAgainMax;
  // A household with more than fits into one entry gets another.
  while (changed == rules::kRatedAgainMax) {
    auto rerated = rules::Rerate(*task, entry_at);
    if (!rerated.ok()) {
      common::LogError("correction_cannot_read",
                       {{"book", std::to_string(book->code)},
                        {"status", std::string(rerated.status().message())}});
      return false;
    }
    changed = rerated->drops_size();
    if (changed == 0) return true;
    task->through = rerated->through_household_entry();
    batch->drops += changed;
    *batch->entries.emplace_back().mutable_drops_rerated() =
        *std::move(rerated);
    const bool full = batch->entries.size() >= kCommandEntries ||
                      batch->drops >= kCommandDrops;
    if (full && !SendRerated(book, run, batch)) return false;
  }
  return true;
}

// A command is taken only on top of the one before it, so that none is left out
// when that one was not taken.
bool Corrector::SendRerated(ledger::LiveBook* book, Run* run, Batch* batch) {
  if (batch->entries.empty()) return true;
  const v1::DropsRerated& first = batch->entries[0].drops_rerated();
  const std::string id =
      ledger::RequestIdOf({kCorrector, std::to_string(book->code),
                           std::to_string(first.correction_index()),
                           std::to_string(first.household_number()),
                           std::to_string(first.through_household_entry())});
  const v1::DropsRerated last = batch->entries.back().drops_rerated();
  ledger::Command command =
      ledger::MakeCommand(id, kCorrector, std::exchange(batch->entries, {}));
  command.allowed = [index = run->correction, household = run->household,
                     through = run->through](const rules::BookState& state) {
    const auto at = state.corrections().all.find(index);
    return at != state.corrections().all.end() &&
           at->second.household == household && at->second.through == through;
  };
  // What is refused is looked at anew and is the same command then.
  command.keep_refusal = false;
  run->household = last.household_number();
  run->through = last.through_household_entry();
  batch->drops = 0;
  ++run->sent;
  const bool sent =
      sender_->Send(book, std::move(command),
                    [taken = run->taken](const v1::CommandResult& result) {
                      if (result.code() == v1::COMMAND_RESULT_CODE_ACCEPTED)
                        ++*taken;
                    });
  sender_->WaitBelow(kCommandsUnderWayMax);
  return sent;
}

bool Corrector::End(ledger::LiveBook* book, const Run& run) {
  v1::Entry entry;
  entry.mutable_correction_ended()->set_correction_index(run.correction);
  entry.mutable_correction_ended()->set_households(run.households.size());
  const std::string id =
      ledger::RequestIdOf({"tariff corrector, end", std::to_string(book->code),
                           std::to_string(run.correction)});
  const bool sent = sender_->Send(
      book, ledger::MakeCommand(id, kCorrector, {std::move(entry)}));
  sender_->Wait();
  common::LogInfo("tariff_corrected",
                  {{"book", std::to_string(book->code)},
                   {"correction", std::to_string(run.correction)}});
  runs_.erase(book->code);
  return sent;
}

}  // namespace greenledger::points
