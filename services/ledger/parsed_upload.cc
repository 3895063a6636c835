#include "services/ledger/parsed_upload.h"

#include <string>

#include "services/ledger/rules/state.h"

namespace greenledger::ledger {

ParsedUpload::ParsedUpload()
    : first_block_(kArenaBytes), arena_(first_block_.data(), kArenaBytes) {}

void ParsedUpload::Read(const v1::SubmitRecordsRequest& request,
                        const journal::JournalId& journal) {
  request_ = &request;
  journal_ = journal;
  const auto count = static_cast<size_t>(request.records_size());
  records_.reserve(count);
  chains_.reserve(count + 1);
  chains_.push_back(proof::FromBytes(request.previous_chain()));
  bytes_ = 0;
  for (const std::string& bytes : request.records()) {
    bytes_ += bytes.size();
    chains_.push_back(journal::ChainNext(chains_.back(), bytes));
    auto* record = google::protobuf::Arena::CreateMessage<v1::Record>(&arena_);
    const bool readable = bytes.size() <= rules::kRecordBytesMax &&
                          record->ParseFromString(bytes);
    records_.push_back(readable ? record : nullptr);
  }
}

void ParsedUpload::Clear() {
  records_.clear();
  chains_.clear();
  arena_.Reset();
}

uint64_t ParsedUpload::last_sequence() const {
  return request_->first_sequence() +
         static_cast<uint64_t>(request_->records_size()) - 1;
}

}  // namespace greenledger::ledger
