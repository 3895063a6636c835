#include "clients/kiosk/agent/ledger_cache.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "services/ledger/rules/document_check.h"
#include "services/ledger/rules/local_day.h"
#include "services/ledger/rules/rating.h"
#include "services/ledger/rules/resident_list.h"
#include "storage/big_endian.h"
#include "storage/checkpoint/posix_file.h"
#include "storage/crypto/ed25519.h"
#include "storage/journal/crc32c.h"

namespace greenledger::kiosk {
namespace {

constexpr int32_t kUtcOffsetMinutes = 480;
constexpr size_t kConfigBytesMax = 1 << 20;
// Two million cards.
constexpr size_t kListBytesMax = 16 << 20;
constexpr size_t kListHead = 8 + rules::kListSaltBytes;
constexpr size_t kNumberBytes = 8;

bool SignatureFits(const v1::GetResidentListResponse& page) {
  if (page.signature().empty()) return true;
  const auto key = crypto::Ed25519PublicKey::FromBytes(page.signer());
  return key.ok() && key->Verify(page.digest(), page.signature());
}

std::unique_ptr<const rules::CompiledTariff> CompileIfWhole(
    const v1::Tariff& tariff, const v1::Scheme& scheme) {
  if (tariff.scheme() != scheme.version() ||
      !rules::CheckScheme(scheme).empty() ||
      !rules::CheckTariff(tariff).empty() ||
      !rules::CheckTariffAgainstScheme(tariff, scheme).empty()) {
    return nullptr;
  }
  return std::make_unique<const rules::CompiledTariff>(tariff, scheme, 0);
}

// In the list without `removed`, with `added`; all rising.
std::vector<uint64_t> Changed(const std::vector<uint64_t>& list,
                              std::vector<uint64_t> added,
                              std::vector<uint64_t> removed) {
  std::sort(added.begin(), added.end());
  std::sort(removed.begin(), removed.end());
  std::vector<uint64_t> kept;
  std::set_difference(list.begin(), list.end(), removed.begin(), removed.end(),
                      std::back_inserter(kept));
  std::vector<uint64_t> all;
  std::set_union(kept.begin(), kept.end(), added.begin(), added.end(),
                 std::back_inserter(all));
  return all;
}

}  // namespace

LedgerCache::LedgerCache(std::string folder, uint64_t book)
    : folder_(std::move(folder)), book_(book) {
  const auto bytes =
      checkpoint::ReadFile(folder_ + "/config.pb", kConfigBytesMax);
  if (!bytes.ok() || !config_.ParseFromString(*bytes)) config_.Clear();
  Compile();
  if (tariff_ == nullptr) config_.Clear();
  ReadList();
}

void LedgerCache::Compile() {
  tariff_ = CompileIfWhole(config_.tariff(), config_.scheme());
  next_tariff_ = CompileIfWhole(config_.next_tariff(), config_.scheme());
}

int32_t LedgerCache::utc_offset_minutes() const {
  return tariff_ == nullptr ? kUtcOffsetMinutes : config_.utc_offset_minutes();
}

absl::Status LedgerCache::SetConfig(const v1::GetKioskConfigResponse& config) {
  if (CompileIfWhole(config.tariff(), config.scheme()) == nullptr) {
    return absl::InvalidArgumentError("the configuration's tariff " +
                                      config.tariff().version() +
                                      " does not fit its scheme");
  }
  config_ = config;
  Compile();
  return checkpoint::ReplaceFile(folder_ + "/config.pb",
                                 config_.SerializeAsString(), 0600);
}

absl::Status LedgerCache::ApplyList(
    const std::vector<v1::GetResidentListResponse>& pages) {
  std::vector<uint64_t> added;
  std::vector<uint64_t> removed;
  for (const v1::GetResidentListResponse& page : pages) {
    added.insert(added.end(), page.added().begin(), page.added().end());
    removed.insert(removed.end(), page.removed().begin(), page.removed().end());
  }
  const v1::GetResidentListResponse& first = pages.front();
  std::vector<uint64_t> list =
      Changed(first.full() ? std::vector<uint64_t>() : list_, std::move(added),
              std::move(removed));
  if (first.salt().size() != rules::kListSaltBytes ||
      first.digest().size() != 32 ||
      rules::ListDigest(book_, first.version(), first.salt(), list) !=
          proof::FromBytes(first.digest()) ||
      !SignatureFits(first)) {
    return absl::DataLossError("the list of cards of version " +
                               std::to_string(first.version()) +
                               " is not the one that was signed");
  }
  list_ = std::move(list);
  salt_ = first.salt();
  list_version_ = first.version();
  return WriteList();
}

void LedgerCache::ForgetList() {
  list_version_ = 0;
  list_.clear();
}

std::optional<bool> LedgerCache::Knows(std::string_view card_hash) const {
  if (list_version_ == 0) return std::nullopt;
  return std::binary_search(list_.begin(), list_.end(),
                            rules::SaltedCard(salt_, card_hash));
}

const rules::CompiledTariff* LedgerCache::TariffAt(int64_t time_us) const {
  const int32_t day = rules::ToLocalTime(time_us, utc_offset_minutes()).day;
  if (next_tariff_ != nullptr && next_tariff_->effective_day() <= day) {
    return next_tariff_.get();
  }
  return tariff_.get();
}

std::optional<Estimate> LedgerCache::Rate(const v1::Drop& drop,
                                          int64_t time_us) const {
  const rules::CompiledTariff* tariff = TariffAt(time_us);
  if (tariff == nullptr ||
      tariff->scheme().Find(drop.class_code()) == nullptr) {
    return std::nullopt;
  }
  const rules::LocalTime local =
      rules::ToLocalTime(time_us, utc_offset_minutes());
  rules::Weighing weighing;
  weighing.grams = drop.grams();
  weighing.pieces = drop.pieces();
  weighing.quality = drop.quality();
  weighing.class_code = drop.class_code();
  weighing.day = local.day;
  weighing.minute = local.minute;
  const rules::Rating rating = rules::Rate(*tariff, weighing, {}, {});
  return Estimate{static_cast<int64_t>(rating.milli_points),
                  static_cast<int64_t>(rating.milli_merit)};
}

void LedgerCache::ReadList() {
  const auto bytes = checkpoint::ReadFile(folder_ + "/list.bin", kListBytesMax);
  if (!bytes.ok() || bytes->size() < kListHead + 4 ||
      (bytes->size() - kListHead - 4) % kNumberBytes != 0) {
    return;
  }
  const std::string_view body =
      std::string_view(*bytes).substr(0, bytes->size() - 4);
  if (journal::Crc32c(body) !=
      storage::BigEndian(std::string_view(*bytes).substr(body.size()))) {
    return;
  }
  list_version_ = storage::BigEndian(body.substr(0, 8));
  salt_ = std::string(body.substr(8, rules::kListSaltBytes));
  for (size_t at = kListHead; at < body.size(); at += kNumberBytes) {
    list_.push_back(storage::BigEndian(body.substr(at, kNumberBytes)));
  }
}

absl::Status LedgerCache::WriteList() const {
  std::string bytes;
  storage::AppendBigEndian64(&bytes, list_version_);
  bytes.append(salt_);
  for (const uint64_t hash : list_) storage::AppendBigEndian64(&bytes, hash);
  storage::AppendBigEndian32(&bytes, journal::Crc32c(bytes));
  return checkpoint::ReplaceFile(folder_ + "/list.bin", bytes, 0600);
}

}  // namespace greenledger::kiosk
