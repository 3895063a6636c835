#include "services/points/corrector.h"

#include <algorithm>
#include <future>
#include <string>
#include <utility>

#include "services/common/logging.h"
#include "services/ledger/service_command.h"
#include "services/ledger/stored_entries.h"

namespace greenledger::points {
namespace {

constexpr char kCorrector[] = "tariff corrector";
// Households that are looked at in one go, and drops in one command.
constexpr size_t kHouseholdsMax = 256;
constexpr int kDropsMax = 4096;

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
                                      uint64_t after) {
  std::vector<uint64_t> numbers;
  for (const rules::HouseholdState& household : state.households()) {
    if (household.number > after && household.entries > 0) {
      numbers.push_back(household.number);
    }
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

bool Corrector::TakeTasks(ledger::LiveBook* book, Run* run,
                          std::vector<rules::RerateTask>* tasks) {
  uint64_t size = 0;
  {
    common::MutexLock lock(book->mu);
    const rules::BookState& state = book->state;
    uint64_t index = 0;
    const rules::Correction* correction = RunningIn(state, &index);
    if (correction == nullptr) return false;
    size = state.size();
    if (run->correction != index) {
      // The household that was done last may have more.
      const uint64_t after = correction->household;
      *run = Run{index, HouseholdsAfter(state, after == 0 ? 0 : after - 1), 0};
    }
    const size_t end =
        std::min(run->households.size(), run->next + kHouseholdsMax);
    for (size_t i = run->next; i < end; ++i) {
      tasks->push_back(rules::TaskFor(
          state, index, *correction, *state.FindHousehold(run->households[i])));
    }
  }
  WaitUntilDurable(book, size);
  return true;
}

bool Corrector::Step(ledger::LiveBook* book) {
  Run& run = runs_[book->code];
  std::vector<rules::RerateTask> tasks;
  if (!TakeTasks(book, &run, &tasks)) return false;
  if (tasks.empty()) return End(book, run);
  const rules::EntryAt entry_at = EntriesOf(&ledger_->store(), book->code);
  std::vector<v1::Entry> entries;
  int drops = 0;
  size_t done = 0;
  for (const rules::RerateTask& task : tasks) {
    auto rerated = rules::Rerate(task, entry_at);
    if (!rerated.ok()) {
      common::LogError("correction_cannot_read",
                       {{"book", std::to_string(book->code)},
                        {"status", std::string(rerated.status().message())}});
      return false;
    }
    const int changed = rerated->drops_size();
    drops += changed;
    if (changed > 0) {
      *entries.emplace_back().mutable_drops_rerated() = *std::move(rerated);
    }
    // A household with more than fits is taken up again after this command.
    if (changed == rules::kRatedAgainMax) break;
    ++done;
    if (drops >= kDropsMax) break;
  }
  if (!entries.empty() && !SendRerated(book, std::move(entries))) return false;
  run.next += done;
  return true;
}

bool Corrector::SendRerated(ledger::LiveBook* book,
                            std::vector<v1::Entry> entries) {
  const v1::DropsRerated& first = entries[0].drops_rerated();
  const std::string id =
      ledger::RequestIdOf({kCorrector, std::to_string(book->code),
                           std::to_string(first.correction_index()),
                           std::to_string(first.household_number()),
                           std::to_string(first.through_household_entry())});
  bool accepted = false;
  const bool sent = sender_->Send(
      book, ledger::MakeCommand(id, kCorrector, std::move(entries)),
      [&](const v1::CommandResult& result) {
        accepted = result.code() == v1::COMMAND_RESULT_CODE_ACCEPTED;
      });
  sender_->Wait();
  return sent && accepted;
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
