#include "clients/conformance/journal_watch.h"

#include <algorithm>
#include <utility>

#include "clients/kiosk/batch.h"

namespace greenledger::conformance {
namespace {

// Bounds the memory of a run.
constexpr uint64_t kShownMax = 1'000'000;
// So many in a row show that a kiosk can count.
constexpr uint64_t kShownEnough = 5;

}  // namespace

JournalWatch::JournalWatch(uint64_t book, uint64_t kiosk,
                           crypto::Ed25519PublicKey key, Report& report)
    : id_{book, kiosk, 0},
      key_(std::move(key)),
      report_(report),
      records_(report) {}

bool JournalWatch::IsJournal(uint64_t incarnation) {
  if (incarnation == 0) {
    report_.Broken(5, {"incarnation 为 0", "incarnation is 0"});
    return false;
  }
  if (chain_.empty()) {
    id_.incarnation = incarnation;
    chain_.push_back(journal::ChainStart(id_));
  }
  if (id_.incarnation == incarnation) return true;
  report_.Broken(5,
                 {"未经准许启用新日志 {}（原为 {}）",
                  "began journal {} in place of {} without being admitted"},
                 incarnation, id_.incarnation);
  return false;
}

JournalWatch::Worth JournalWatch::Look(const v1::SubmitRecordsRequest& upload,
                                       int64_t now_us) {
  if (!IsJournal(upload.incarnation())) return Worth::kWrongJournal;
  if (!HasGoodShape(upload)) return Worth::kBadField;
  const uint64_t first = upload.first_sequence();
  if (first > shown() + 1) {
    report_.Broken(4,
                   {"第 {} 至 {} 条从未上传，直接传第 {} 条",
                    "records {} to {} were never sent, and record {} is"},
                   shown() + 1, first - 1, first);
    return Worth::kHole;
  }
  if (!IsSigned(upload)) return Worth::kBadSignature;
  if (upload.previous_chain() != proof::AsBytes(chain_[first - 1])) {
    report_.Broken(7,
                   {"从第 {} 条起的上传，previous_chain 不接前文",
                    "previous_chain of the upload from record {} on is not the "
                    "chain of the records before it"},
                   first);
    return Worth::kChainBroken;
  }
  uint64_t sequence = first;
  for (const std::string& record : upload.records()) {
    if (!Keep(sequence, record, now_us)) return Worth::kIdReused;
    ++sequence;
  }
  report_.Kept(7, {"签名与链相符", "signature and chain fit the bytes"});
  if (shown() >= kShownEnough) {
    report_.Kept(5, {"编号逐一递增", "numbers rise one by one"});
  }
  return Worth::kGood;
}

bool JournalWatch::HasGoodShape(const v1::SubmitRecordsRequest& upload) {
  const auto records = static_cast<size_t>(upload.records_size());
  size_t bytes = 0;
  size_t longest = 0;
  for (const std::string& record : upload.records()) {
    bytes += record.size();
    longest = std::max(longest, record.size());
  }
  if (records == 0 || records > kiosk::kRecordsMax ||
      bytes > kiosk::kUploadBytesMax || longest > kiosk::kRecordBytesMax) {
    report_.Broken(5,
                   {"从第 {} 条起的上传有 {} 条、{} 字节，最长 {} 字节",
                    "the upload from record {} on has {} records of {} bytes, "
                    "the longest of {}"},
                   upload.first_sequence(), records, bytes, longest);
    return false;
  }
  if (upload.first_sequence() == 0) {
    report_.Broken(5, {"编号从 0 开始", "numbers its records from 0"});
    return false;
  }
  return upload.first_sequence() <= kShownMax;
}

bool JournalWatch::IsSigned(const v1::SubmitRecordsRequest& upload) {
  const uint64_t first = upload.first_sequence();
  const uint64_t last =
      first + static_cast<uint64_t>(upload.records_size()) - 1;
  if (upload.previous_chain().size() == proof::Hash().size()) {
    proof::Hash chain = proof::FromBytes(upload.previous_chain());
    for (const std::string& record : upload.records()) {
      chain = journal::ChainNext(chain, record);
    }
    if (key_.Verify(journal::BatchSigningText(id_, last, chain),
                    upload.signature())) {
      return true;
    }
  }
  report_.Broken(7,
                 {"第 {} 至 {} 条的签名与字节不符",
                  "the signature over records {} to {} does not fit their "
                  "bytes"},
                 first, last);
  return false;
}

bool JournalWatch::Keep(uint64_t sequence, const std::string& record,
                        int64_t now_us) {
  const proof::Hash digest = proof::Sha256({record});
  if (sequence <= shown()) {
    if (digests_[sequence - 1] == digest) return true;
    report_.Broken(6,
                   {"第 {} 条再传时字节不同（{} 字节）",
                    "record {} came again with other bytes ({} of them)"},
                   sequence, record.size());
    return false;
  }
  digests_.push_back(digest);
  chain_.push_back(journal::ChainNext(chain_.back(), record));
  records_.Look(sequence, record, now_us);
  return true;
}

}  // namespace greenledger::conformance
