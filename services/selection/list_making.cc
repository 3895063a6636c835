#include "services/selection/list_making.h"

#include <utility>
#include <vector>

#include "services/ledger/rules/selection_state.h"
#include "services/ledger/rules/winners.h"
#include "services/ledger/stored_entries.h"

namespace greenledger::selection {
namespace {

// How many entries are read between two looks whether somebody still waits.
constexpr uint64_t kLookEvery = 4096;
// The body of an entry, which has 65,535 bytes at most; the rules allow no
// more.
constexpr size_t kPartBytesMax = 60'000;
// Tag and length in front of a row.
constexpr size_t kRowOverhead = 4;

rules::EntryAt Reader(const storage::Store& store, uint64_t book) {
  return [&store, book](uint64_t index, v1::Entry* entry) {
    if (ledger::ReadEntry(store, book, index, entry)) return absl::OkStatus();
    return absl::DataLossError("book " + std::to_string(book) + ": entry " +
                               std::to_string(index) + " cannot be read");
  };
}

absl::Status AddEntries(const storage::Store& store, const ListTask& task,
                        const std::function<bool()>& is_gone,
                        evaluation::Evaluator* evaluator) {
  absl::Status added;
  v1::Entry entry;
  uint64_t next = 0;
  const absl::Status read = store.ReadEntries(
      task.book, 0, [&](uint64_t index, std::string_view bytes) {
        if (index >= task.size) return false;
        if (index % kLookEvery == 0 && is_gone()) {
          added = absl::CancelledError("nobody waits for the list");
        } else if (!entry.ParseFromArray(bytes.data(),
                                         static_cast<int>(bytes.size()))) {
          added = absl::DataLossError("book " + std::to_string(task.book) +
                                      ": entry " + std::to_string(index) +
                                      " is not an Entry message");
        } else {
          added = evaluator->Add(entry);
        }
        next = index + 1;
        return added.ok();
      });
  if (!added.ok()) return added;
  if (!read.ok()) return read;
  if (next == task.size) return absl::OkStatus();
  return absl::DataLossError("book " + std::to_string(task.book) +
                             ": entries from " + std::to_string(next) +
                             " on are missing");
}

// The list as parts; none if it does not fit.
std::vector<v1::ListPart> PartsOf(uint32_t campaign,
                                  const evaluation::EvaluatedList& list) {
  std::vector<v1::ListPart> parts;
  if (list.rows.empty() || list.rows.size() > rules::kListRowsMax) return parts;
  const auto begin = [&] {
    v1::ListPart& part = parts.emplace_back();
    part.set_campaign_number(campaign);
    part.set_part(static_cast<uint32_t>(parts.size() - 1));
    return part.ByteSizeLong();
  };
  begin();
  parts[0].mutable_seats()->Add(list.seats.begin(), list.seats.end());
  size_t bytes = parts[0].ByteSizeLong();
  if (bytes > kPartBytesMax) return {};
  for (const v1::ListRow& row : list.rows) {
    const size_t more = row.ByteSizeLong() + kRowOverhead;
    if (parts.back().rows_size() == rules::kListPartRowsMax ||
        bytes + more > kPartBytesMax) {
      bytes = begin();
    }
    *parts.back().add_rows() = row;
    bytes += more;
  }
  return parts;
}

}  // namespace

absl::StatusOr<MadeList> MakeList(const storage::Store& store,
                                  const ListTask& task,
                                  const std::function<bool()>& is_gone) {
  MadeList made;
  made.evaluator = std::make_unique<evaluation::Evaluator>(
      task.book, task.rule, task.rule_index, Reader(store, task.book));
  const absl::Status added =
      AddEntries(store, task, is_gone, made.evaluator.get());
  if (!added.ok()) return added;
  auto list = made.evaluator->Evaluate(task.draw_seed);
  if (!list.ok()) return list.status();
  made.list = *std::move(list);
  return made;
}

ledger::Items StepItems(const ListTask& task, const std::string& root,
                        const evaluation::EvaluatedList& list,
                        v1::CampaignStepped step) {
  std::vector<v1::ListPart> parts = PartsOf(task.rule.number(), list);
  v1::Evaluation* evaluation = step.mutable_evaluation();
  evaluation->set_size(task.size);
  evaluation->set_root(root);
  evaluation->set_rule_index(task.rule_index);
  evaluation->set_draw_seed(task.draw_seed);
  evaluation->set_contestants(list.contestants);
  evaluation->set_eligible(list.rows.size());
  evaluation->set_seats(list.total_seats);
  evaluation->set_parts(static_cast<uint32_t>(parts.size()));
  evaluation->set_list_digest(rules::DigestOf(rules::ListText(
      task.book, task.rule.number(), *evaluation, list.rows, list.seats)));
  ledger::Items items(parts.size() + 1);
  for (size_t i = 0; i < parts.size(); ++i) {
    items[i].field = "list[" + std::to_string(i) + "]";
    items[i].entry.mutable_list_part()->Swap(&parts[i]);
  }
  items.back().field = "step";
  items.back().entry.mutable_campaign_stepped()->Swap(&step);
  return items;
}

}  // namespace greenledger::selection
