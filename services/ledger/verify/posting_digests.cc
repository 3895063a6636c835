#include "services/ledger/verify/posting_digests.h"

#include <sodium.h>

#include <cerrno>
#include <cstring>
#include <string>

#include "services/ledger/rules/decide_oversight.h"

namespace greenledger::verify {
namespace {

// In memory at most, 1 MiB.
constexpr size_t kNewestMax = 64 << 10;

}  // namespace

PostingDigests::PostingDigests() { randombytes_buf(key_.data(), key_.size()); }

Digest PostingDigests::Of(const v1::Entry& entry) {
  Digest digest{};
  if (!rules::IsReversible(entry)) return digest;
  numbers_.assign({static_cast<uint64_t>(entry.body_case()), entry.household(),
                   rules::DayOfLimits(entry)});
  for (const v1::Posting& leg : entry.postings()) {
    if (leg.stage() != v1::STAGE_UNSPECIFIED) continue;
    numbers_.insert(numbers_.end(), {static_cast<uint64_t>(leg.owner()) << 32 |
                                         static_cast<uint64_t>(leg.asset()),
                                     leg.owner_number(), leg.class_code(),
                                     static_cast<uint64_t>(leg.amount())});
  }
  crypto_shorthash_siphashx24(
      digest.data(), reinterpret_cast<const unsigned char*>(numbers_.data()),
      numbers_.size() * sizeof(uint64_t), key_.data());
  return digest;
}

absl::Status PostingDigests::Add(const Digest& digest) {
  newest_.push_back(digest);
  return newest_.size() < kNewestMax ? absl::OkStatus() : Spill();
}

absl::Status PostingDigests::Spill() {
  if (file_ == nullptr) file_.reset(std::tmpfile());
  const bool written =
      file_ != nullptr && std::fseek(file_.get(), 0, SEEK_END) == 0 &&
      std::fwrite(newest_.data(), sizeof(Digest), newest_.size(),
                  file_.get()) == newest_.size();
  if (!written) {
    return absl::ResourceExhaustedError(
        std::string("a temporary file for digests cannot be written: ") +
        std::strerror(errno));
  }
  in_file_ += newest_.size();
  newest_.clear();
  return absl::OkStatus();
}

absl::StatusOr<Digest> PostingDigests::At(uint64_t index) const {
  if (index >= in_file_) return newest_[index - in_file_];
  Digest digest;
  const auto offset = static_cast<long>(index * sizeof(Digest));
  if (std::fseek(file_.get(), offset, SEEK_SET) != 0 ||
      std::fread(digest.data(), sizeof(Digest), 1, file_.get()) != 1) {
    return absl::InternalError(
        std::string("the temporary file of digests cannot be read: ") +
        std::strerror(errno));
  }
  return digest;
}

}  // namespace greenledger::verify
