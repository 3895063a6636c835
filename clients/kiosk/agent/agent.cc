#include <utility>

#include "clients/kiosk/agent/agent_parts.h"
#include "clients/kiosk/greenledger_kiosk.h"

namespace greenledger::kiosk {
namespace {

constexpr size_t kCardHashBytes = 16;

absl::Status CheckDrop(const v1::Drop& drop) {
  if (drop.card_hash().size() != kCardHashBytes) {
    return absl::InvalidArgumentError(
        "card_hash: " + std::to_string(drop.card_hash().size()) +
        " bytes; expected 16");
  }
  if (drop.bin() == 0 || drop.bin() > rules::kTallyBinMax) {
    return absl::InvalidArgumentError("bin: " + std::to_string(drop.bin()) +
                                      "; expected 1 to 999");
  }
  if (drop.quality() < v1::QUALITY_GOOD ||
      drop.quality() > v1::QUALITY_REJECTED) {
    return absl::InvalidArgumentError(
        "quality: must be GOOD, POOR or REJECTED");
  }
  if (drop.grams() == 0 && drop.pieces() == 0) {
    return absl::InvalidArgumentError("grams: a drop has grams or pieces");
  }
  return absl::OkStatus();
}

}  // namespace

Agent::Agent(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Agent::~Agent() = default;

absl::StatusOr<std::unique_ptr<Agent>> Agent::Open(AgentOptions options) {
  auto parts = Parts::Open(std::move(options));
  if (!parts.ok()) return parts.status();
  return std::unique_ptr<Agent>(new Agent(*std::move(parts)));
}

absl::StatusOr<DropTaken> Agent::TakeDrop(const v1::Drop& drop) {
  if (absl::Status s = CheckDrop(drop); !s.ok()) return s;
  v1::Record record;
  *record.mutable_drop() = drop;
  const auto sequence =
      parts_->Write([&](Desk& to) { return to.Write(record); });
  if (!sequence.ok()) return sequence.status();
  DropTaken taken;
  taken.sequence = *sequence;
  {
    const int64_t now_us = parts_->clock->Now().now_us;
    common::MutexLock lock(parts_->mutex);
    taken.card_known = parts_->cache->Knows(drop.card_hash());
    if (const auto estimate = parts_->cache->Rate(drop, now_us)) {
      taken.milli_points = estimate->milli_points;
      taken.milli_merit = estimate->milli_merit;
    }
  }
  const journal::JournalId& id = parts_->identity.journal;
  if (taken.card_known == false) {
    taken.claim_code = ClaimCode(id.book, id.kiosk, id.incarnation, *sequence,
                                 drop.card_hash());
  }
  return taken;
}

absl::StatusOr<uint64_t> Agent::TakeClearance(const v1::Clearance& clearance) {
  if (!clearance.has_grams() || clearance.collector() == 0 ||
      clearance.bin() == 0 || clearance.bin() > rules::kTallyBinMax) {
    return absl::InvalidArgumentError(
        "a clearance has a bin (1 to 999), grams and a collector");
  }
  return parts_->Write([&](Desk& to) { return to.WriteClearance(clearance); });
}

absl::StatusOr<uint64_t> Agent::TakeScaleTest(const v1::ScaleTest& test) {
  v1::Record record;
  *record.mutable_scale_test() = test;
  return parts_->Write([&](Desk& to) { return to.Write(record); });
}

absl::StatusOr<uint64_t> Agent::CloseDay() {
  return parts_->Write([](Desk& to) { return to.WriteDailyClose(); });
}

absl::StatusOr<std::optional<uint64_t>> Agent::Measure(v1::MonitorKind kind,
                                                       uint32_t bin,
                                                       int64_t value) {
  std::optional<v1::Monitor> monitor;
  {
    common::MutexLock lock(parts_->mutex);
    monitor = parts_->monitors->Judge(kind, bin, value,
                                      parts_->clock->Now().monotonic_us);
  }
  if (!monitor.has_value()) return std::nullopt;
  v1::Record record;
  *record.mutable_monitor() = *monitor;
  const auto sequence =
      parts_->Write([&](Desk& to) { return to.Write(record); });
  if (!sequence.ok()) return sequence.status();
  return std::optional<uint64_t>(*sequence);
}

std::optional<bool> Agent::LookUpCard(std::string_view card_hash) const {
  common::MutexLock lock(parts_->mutex);
  return parts_->cache->Knows(card_hash);
}

v1::GetKioskConfigResponse Agent::config() const {
  common::MutexLock lock(parts_->mutex);
  return parts_->cache->config();
}

void Agent::OnReceipt(std::function<void(const Receipt&)> listener) {
  common::MutexLock lock(parts_->listener_mutex);
  parts_->on_receipt = std::move(listener);
}

void Agent::OnRecord(std::function<void()> listener) {
  common::MutexLock lock(parts_->listener_mutex);
  parts_->on_record = std::move(listener);
}

std::chrono::microseconds Agent::Step() { return parts_->Step(); }
void Agent::Reconnect() { parts_->reconnect = true; }
AgentStatus Agent::status() const { return parts_->Status(); }
absl::Status Agent::Stop() { return parts_->Stop(); }

}  // namespace greenledger::kiosk
