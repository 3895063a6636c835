#include "services/ledger/command_task.h"

#include <utility>

namespace greenledger::ledger {

CommandTask::CommandTask(LiveBook* book, const storage::Store* store,
                         Command command, Done done)
    : book_(book),
      store_(store),
      command_(std::move(command)),
      done_(std::move(done)) {}

bool CommandTask::IsRepeated() {
  auto request = book_->index.FindRequest(command_.request_id);
  if (!request.ok()) {
    failed_ = common::Reason::kDataLoss;
    return true;
  }
  if (!request->has_value()) return false;
  if ((*request)->digest != command_.digest) {
    result_.set_code(v1::COMMAND_RESULT_CODE_ID_REUSED);
    return true;
  }
  result_.set_code(v1::COMMAND_RESULT_CODE_DUPLICATE);
  result_.set_first_index((*request)->first_index);
  result_.set_entries((*request)->entries);
  return true;
}

void CommandTask::Prepare(Group* group) {
  common::MutexLock lock(book_->mu);
  if (IsRepeated()) return;
  if (command_.allowed && !command_.allowed(book_->state)) {
    result_.set_code(v1::COMMAND_RESULT_CODE_REFUSED);
    return;
  }
  const int64_t now_us = group->NextTime(book_->state);
  for (v1::Refusal& refusal :
       rules::CheckCommand(book_->state, now_us, &command_.items)) {
    result_.add_refusals()->Swap(&refusal);
  }
  if (result_.refusals_size() > 0) {
    result_.set_code(v1::COMMAND_RESULT_CODE_REFUSED);
    if (!command_.validate_only && command_.keep_refusal) Refuse(group);
    return;
  }
  result_.set_code(v1::COMMAND_RESULT_CODE_ACCEPTED);
  if (command_.validate_only) return;
  result_.set_first_index(book_->state.size());
  result_.set_entries(static_cast<uint32_t>(command_.items.size()));
  for (rules::CommandItem& item : command_.items) {
    rules::CompleteEntry(book_->state, group->NextTime(book_->state),
                         item.original.get(), &item.entry);
    Append(group, std::move(item.entry));
  }
}

void CommandTask::Append(Group* group, v1::Entry entry) {
  *entry.mutable_actor() = command_.actor;
  entry.set_request_id(command_.request_id);
  entry.set_request_digest(command_.digest);
  group->Append(book_, entry, rules::ApplyHints{});
  entries_.push_back(std::move(entry));
}

void CommandTask::Refuse(Group* group) {
  v1::Entry entry;
  *entry.mutable_refused()->mutable_refusals() = result_.refusals();
  rules::CompleteEntry(book_->state, group->NextTime(book_->state), nullptr,
                       &entry);
  Append(group, std::move(entry));
}

void CommandTask::ReadFirstOutcome() {
  const uint64_t end = result_.first_index() + result_.entries();
  bool readable = true;
  absl::Status read =
      store_->ReadEntries(book_->code, result_.first_index(),
                          [&](uint64_t index, std::string_view bytes) {
                            if (index == end) return false;
                            readable = entries_.emplace_back().ParseFromArray(
                                bytes.data(), static_cast<int>(bytes.size()));
                            return readable;
                          });
  if (!read.ok() || !readable || entries_.size() != result_.entries()) {
    failed_ = common::Reason::kDataLoss;
    return;
  }
  if (entries_.front().has_refused()) {
    result_.set_code(v1::COMMAND_RESULT_CODE_REFUSED);
    *result_.mutable_refusals() = entries_.front().refused().refusals();
    result_.clear_first_index();
    result_.clear_entries();
  }
}

void CommandTask::Complete(const Group&) {
  if (result_.code() == v1::COMMAND_RESULT_CODE_DUPLICATE) ReadFirstOutcome();
  done_(failed_, result_, entries_);
}

}  // namespace greenledger::ledger
