// The ledger's part in the play: what the kiosk was told, what it did, and what
// happens to its next calls.
#ifndef GREENLEDGER_CLIENTS_CONFORMANCE_STAGE_H_
#define GREENLEDGER_CLIENTS_CONFORMANCE_STAGE_H_

#include <cstdint>
#include <deque>
#include <optional>
#include <set>
#include <string>
#include <unordered_set>
#include <vector>

#include "clients/conformance/card_list.h"
#include "clients/conformance/journal_watch.h"
#include "clients/conformance/report.h"
#include "greenledger/v1/kiosk_service.pb.h"
#include "grpcpp/support/status.h"

namespace greenledger::conformance {

enum class Method { kBoot, kConfig, kList, kUpload, kWatermark, kRenewal };

// A call that the kiosk made.
struct Call {
  Method method;
  // 1, 2, 3 …
  uint64_t number = 0;
  // By a clock that never goes back.
  int64_t at_us = 0;
  // Address and port: one of each connection.
  std::string peer;
  // Of an upload.
  uint64_t first_sequence = 0;
  uint64_t records = 0;
  // Whether the kiosk got an error, or no answer.
  bool failed = false;
  // Of GetResidentList.
  uint64_t base_version = 0;
};

// What happens to an upload.
enum class Trick {
  kNone,
  // UNAVAILABLE, without and with a RetryInfo of Script::push_back_seconds.
  kUnavailable,
  kPushBack,
  // The connection breaks before the answer; the records are lost, or kept.
  kLose,
  kKeepAndCut,
  // The records are kept and the answer takes long.
  kSlow,
  // The first of them is quarantined.
  kQuarantine,
  // Each is refused, as if the ledger had other records.
  kIdReused,
  kChainBroken,
};

// What the server does.
struct Script {
  v1::BootAdmission admission = v1::BOOT_ADMISSION_ACCEPTED;
  std::string reason;
  uint32_t hello_seconds = 2;
  // Whether answers have fields and numbers that no kiosk knows.
  bool new_fields = false;
  uint32_t push_back_seconds = 2;
  // What happens to the next uploads; then `otherwise`.
  std::deque<Trick> tricks;
  Trick otherwise = Trick::kNone;
};

// How a call is answered: at once, late, or not at all.
enum class Ending { kNow, kLate, kCut };
struct Reply {
  grpc::Status status;
  Ending ending = Ending::kNow;
};

// Where a call came from and when.
struct Arrival {
  std::string peer;
  // By a clock that never goes back, and by this machine's clock.
  int64_t at_us = 0;
  int64_t now_us = 0;
};

// Not thread-safe.
class Stage {
 public:
  // `report` must outlive this.
  Stage(JournalWatch watch, CardList list, v1::GetKioskConfigResponse config,
        Report& report);

  // The calls.
  Reply Boot(const Arrival& arrival, const v1::BootRequest& request,
             v1::BootResponse* response);
  Reply Config(const Arrival& arrival, v1::GetKioskConfigResponse* response);
  Reply List(const Arrival& arrival, const v1::GetResidentListRequest& request,
             v1::GetResidentListResponse* response);
  Reply Upload(const Arrival& arrival, const v1::SubmitRecordsRequest& request,
               v1::SubmitRecordsResponse* response);
  Reply Watermark(const Arrival& arrival,
                  const v1::GetWatermarkRequest& request,
                  v1::GetWatermarkResponse* response);
  Reply Renewal(const Arrival& arrival);

  // What the server does from now on.
  Script& script() { return script_; }
  CardList& list() { return list_; }
  // Every call since the start, the last 100,000 at most.
  const std::deque<Call>& calls() const { return calls_; }
  // Calls, and hellos among them, since the start.
  uint64_t calls_made() const { return calls_made_; }
  size_t hellos() const { return hellos_; }
  JournalWatch& watch() { return watch_; }
  const JournalWatch& watch() const { return watch_; }
  // Every record up to this sequence is kept.
  uint64_t watermark() const { return watermark_; }
  // Forgets the records above `watermark`, as a restored backup does.
  void Restore(uint64_t watermark);
  // Sequence of the last record that was quarantined, or of the first in the
  // last upload that was refused as ID_REUSED or CHAIN_BROKEN; 0 if none was.
  uint64_t marked() const { return marked_; }
  // Highest last_sequence that the kiosk said hello with.
  uint64_t announced() const { return announced_; }

 private:
  Call& Begin(Method method, const Arrival& arrival);
  void LookAtConnection(const Arrival& arrival);
  void LookAtHello(const Arrival& arrival, const v1::BootRequest& request);
  void LookAtAdmission(const v1::SubmitRecordsRequest& request);
  Reply Refuse(JournalWatch::Worth worth);
  Reply Play(Trick trick, const v1::SubmitRecordsRequest& request,
             v1::SubmitRecordsResponse* response);
  void Keep(const v1::SubmitRecordsRequest& request, Trick trick,
            v1::SubmitRecordsResponse* response);
  v1::RecordResultCode Decide(uint64_t sequence, Trick trick);
  void LookForQuarantined(const v1::SubmitRecordsRequest& request);

  Report& report_;
  JournalWatch watch_;
  CardList list_;
  v1::GetKioskConfigResponse config_;
  Script script_;
  std::deque<Call> calls_;
  uint64_t calls_made_ = 0;
  size_t hellos_ = 0;
  uint64_t watermark_ = 0;
  uint64_t announced_ = 0;
  uint64_t marked_ = 0;
  std::set<uint64_t> quarantined_;
  // Quarantined records whose answer the kiosk surely has.
  std::set<uint64_t> told_;
  std::optional<v1::BootAdmission> admitted_;
  // The last hello, and what it was told.
  Arrival hello_;
  uint32_t hello_again_seconds_ = 0;
  std::string connection_;
  std::unordered_set<std::string> connections_;
};

}  // namespace greenledger::conformance

#endif  // GREENLEDGER_CLIENTS_CONFORMANCE_STAGE_H_
