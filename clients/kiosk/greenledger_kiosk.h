// The kiosk's side of greenledger, for the program of a kiosk's maker: takes
// what residents bring, keeps it through power cuts and weeks without network,
// and sends it to the ledger exactly once.
//
//   AgentOptions options;
//   options.folder = "/var/lib/greenledger-kiosk";   // enrolled before
//   auto agent = Agent::Open(options);
//   ...
//   auto taken = (*agent)->TakeDrop(drop);            // synced: say thank you
//   ...
//   while (running) wait((*agent)->Step());           // a thread of its own
//
// This header is stable: what it declares keeps its meaning. A complete example
// is clients/kiosk/example/minimal_kiosk.cc. Programs in other languages use
// greenledger-kiosk over its local socket instead (LOCAL.md).
#ifndef GREENLEDGER_CLIENTS_KIOSK_GREENLEDGER_KIOSK_H_
#define GREENLEDGER_CLIENTS_KIOSK_GREENLEDGER_KIOSK_H_

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "clients/kiosk/agent/device_clock.h"
#include "clients/kiosk/agent/monitors.h"
#include "clients/kiosk/channel.h"
#include "clients/kiosk/claim_code.h"
#include "clients/kiosk/retry.h"
#include "greenledger/v1/kiosk_service.grpc.pb.h"
#include "greenledger/v1/record.pb.h"

namespace greenledger::kiosk {

// What became of one record in the ledger.
struct Receipt {
  uint64_t sequence = 0;
  // False: it is quarantined, for `quarantine_reason`.
  bool booked = false;
  v1::QuarantineReason quarantine_reason = v1::QUARANTINE_REASON_UNSPECIFIED;
  uint64_t book = 0;
  uint64_t index = 0;
  int64_t milli_points = 0;
  int64_t milli_merit = 0;
  // For a screen or a QR code: GL1:…
  std::string text;
};

// How the kiosk and the server get on.
struct SyncStatus {
  // What the server said last; UNSPECIFIED before it said anything.
  v1::BootAdmission admission = v1::BOOT_ADMISSION_UNSPECIFIED;
  // Why records are not sent just now; empty if they are.
  std::string problem;
  // Device time of the last answer, microseconds since 1970; 0 before.
  int64_t last_contact_us = 0;
  // Server time less device time at the last hello, microseconds.
  int64_t clock_offset_us = 0;
  uint64_t watermark = 0;
  uint64_t booked = 0;
  uint64_t quarantined = 0;
  uint64_t calls = 0;
  uint64_t calls_failed = 0;
};

// All that a technician wants to know.
struct AgentStatus {
  uint64_t book = 0;
  uint64_t kiosk = 0;
  uint64_t incarnation = 0;
  std::string server;
  std::string software;
  // Records made, told to be in the ledger, oldest still kept.
  uint64_t last_sequence = 0;
  uint64_t acknowledged = 0;
  uint64_t first_retained = 0;
  uint64_t journal_bytes = 0;
  uint64_t free_bytes = 0;
  // Whether drops are taken; if not, why.
  bool takes_drops = true;
  std::string journal_problem;
  // Nothing is taken until the program was started again.
  bool journal_failed = false;
  bool clock_synced = false;
  int64_t now_us = 0;
  uint64_t uptime_us = 0;
  std::string tariff;
  size_t cards_known = 0;
  uint64_t list_version = 0;
  int64_t certificate_ends_us = 0;
  SyncStatus sync;
};

struct AgentOptions {
  // The state folder (clients/kiosk/agent/state_folder.h), enrolled.
  std::string folder;
  // Version of the kiosk's software and what it can do (see Started).
  std::string software = "greenledger-kiosk 1";
  std::vector<std::string> capabilities;
  // Must outlive the agent; nullptr is the machine's.
  const DeviceClock* clock = nullptr;
  std::vector<MonitorRule> monitors = StandardMonitorRules();
  // Acknowledged records are kept so long.
  std::chrono::hours retention{45 * 24};
  // With less free space drops are refused.
  uint64_t free_bytes_min = uint64_t{16} << 20;
  // Waits between attempts.
  RetryPolicy retry = {1, std::chrono::seconds(1), std::chrono::seconds(2),
                       std::chrono::seconds(60)};
  std::chrono::microseconds call_timeout = std::chrono::seconds(20);
  // Makes the waits differ from kiosk to kiosk.
  uint64_t jitter_seed = 0;
  // Opens a connection; OpenChannel of channel.h if empty.
  using Stub = v1::KioskService::StubInterface;
  std::function<std::unique_ptr<Stub>(const std::string& server,
                                      const TlsIdentity& tls)>
      connect;
};

// What the screen shows when a drop was taken.
struct DropTaken {
  uint64_t sequence = 0;
  // Whether the card earns, by the list that was fetched last; nullopt without
  // a list. The drop counts all the same.
  std::optional<bool> card_known;
  // What it will probably earn, before caps and merging; nullopt without a
  // tariff.
  std::optional<int64_t> milli_points;
  std::optional<int64_t> milli_merit;
  // For a card that is not known: what the resident shows to claim the points
  // later (ClaimCode).
  std::string claim_code;
};

// Thread-safe; Step is called by one thread.
class Agent {
 public:
  // Opens the journal and records that the program started. NOT_FOUND: not
  // enrolled; INVALID_ARGUMENT: an option or a file of the folder is wrong;
  // FAILED_PRECONDITION: another program has the folder open;
  // DATA_LOSS: the journal is damaged, with what is lost.
  static absl::StatusOr<std::unique_ptr<Agent>> Open(AgentOptions options);
  // As if the power went.
  ~Agent();
  Agent(const Agent&) = delete;
  Agent& operator=(const Agent&) = delete;

  // Each writes a record and returns when it is durable: then it is safe to
  // thank. INVALID_ARGUMENT names a field that can never be right;
  // RESOURCE_EXHAUSTED: the disk is full, take nothing; anything else: the
  // journal failed, take nothing until the program was started again.
  absl::StatusOr<DropTaken> TakeDrop(const v1::Drop& drop);
  // `counted` is filled in.
  absl::StatusOr<uint64_t> TakeClearance(const v1::Clearance& clearance);
  absl::StatusOr<uint64_t> TakeScaleTest(const v1::ScaleTest& test);
  absl::StatusOr<uint64_t> CloseDay();
  // nullopt: the value is not worth a record (see MonitorRule).
  absl::StatusOr<std::optional<uint64_t>> Measure(v1::MonitorKind kind,
                                                  uint32_t bin, int64_t value);

  // Whether a card (Drop.card_hash) earns; nullopt without a list.
  std::optional<bool> LookUpCard(std::string_view card_hash) const;
  // The configuration that was fetched last; empty without one.
  v1::GetKioskConfigResponse config() const;

  // Receipts as they come, on the thread that calls Step, each record at least
  // once while the program runs.
  void OnReceipt(std::function<void(const Receipt&)> listener);
  // Called, on any thread, when a record was made and Step has something to do.
  void OnRecord(std::function<void()> listener);

  // Does what is due: uploads, hello, lists, certificate, daily close, health
  // file. Returns after at most one call to the server, with the time after
  // which it wants to be called again.
  std::chrono::microseconds Step();

  // Connects anew before the next call, as when the network was changed.
  void Reconnect();

  AgentStatus status() const;

  // Ends in order: the next start will say so.
  absl::Status Stop();

 private:
  class Parts;
  explicit Agent(std::unique_ptr<Parts> parts);

  std::unique_ptr<Parts> parts_;
};

}  // namespace greenledger::kiosk

#endif  // GREENLEDGER_CLIENTS_KIOSK_GREENLEDGER_KIOSK_H_
