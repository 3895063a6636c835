#include "clients/kiosk/batch.h"

#include <algorithm>
#include <utility>

#include "absl/status/status.h"
#include "fmt/format.h"

namespace greenledger::kiosk {
namespace {

absl::Status CheckLimits(uint64_t first_sequence,
                         std::span<const std::string> records) {
  if (first_sequence == 0) {
    return absl::InvalidArgumentError("first_sequence: 0, must be 1 or more");
  }
  if (records.empty() || records.size() > kRecordsMax) {
    return absl::InvalidArgumentError(fmt::format(
        "records: {}, must be 1 to {}", records.size(), kRecordsMax));
  }
  size_t total = 0;
  for (size_t i = 0; i < records.size(); ++i) {
    if (records[i].size() > kRecordBytesMax) {
      return absl::InvalidArgumentError(
          fmt::format("records[{}]: {} bytes, at most {}", i, records[i].size(),
                      kRecordBytesMax));
    }
    total += records[i].size();
  }
  if (total > kUploadBytesMax) {
    return absl::InvalidArgumentError(fmt::format(
        "records: {} bytes together, at most {}", total, kUploadBytesMax));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<v1::SubmitRecordsRequest> BuildBatch(
    const journal::JournalId& journal, const proof::Hash& previous_chain,
    uint64_t first_sequence, std::span<const std::string> records,
    const crypto::Ed25519PrivateKey& key) {
  if (absl::Status s = CheckLimits(first_sequence, records); !s.ok()) return s;
  v1::SubmitRecordsRequest request;
  request.set_incarnation(journal.incarnation);
  request.set_first_sequence(first_sequence);
  request.set_previous_chain(std::string(proof::AsBytes(previous_chain)));
  proof::Hash chain = previous_chain;
  for (const std::string& record : records) {
    chain = journal::ChainNext(chain, record);
    request.add_records(record);
  }
  request.set_signature(key.Sign(journal::BatchSigningText(
      journal, first_sequence + records.size() - 1, chain)));
  return request;
}

SignedJournal::SignedJournal(const journal::JournalId& id,
                             std::vector<std::string> records,
                             crypto::Ed25519PrivateKey key)
    : id_(id), records_(std::move(records)), key_(std::move(key)) {
  chain_.reserve(records_.size() + 1);
  chain_.push_back(journal::ChainStart(id_));
  for (const std::string& record : records_) {
    chain_.push_back(journal::ChainNext(chain_.back(), record));
  }
}

absl::StatusOr<v1::SubmitRecordsRequest> SignedJournal::Batch(
    uint64_t first_sequence, uint64_t count) const {
  if (first_sequence == 0 || count == 0 || count > last_sequence() ||
      first_sequence - 1 > last_sequence() - count) {
    return absl::OutOfRangeError(fmt::format(
        "kiosk {}: {} records from sequence {} on, but the journal has 1 to {}",
        id_.kiosk, count, first_sequence, last_sequence()));
  }
  const size_t first = first_sequence - 1;
  const size_t wanted = std::min<size_t>(count, kRecordsMax);
  size_t taken = 1;
  size_t bytes = records_[first].size();
  while (taken < wanted &&
         bytes + records_[first + taken].size() <= kUploadBytesMax) {
    bytes += records_[first + taken].size();
    ++taken;
  }
  return BuildBatch(id_, chain_[first], first_sequence,
                    std::span(records_).subspan(first, taken), key_);
}

}  // namespace greenledger::kiosk
