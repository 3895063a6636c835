// Looks at what a kiosk's records say.
#ifndef GREENLEDGER_CLIENTS_CONFORMANCE_RECORD_WATCH_H_
#define GREENLEDGER_CLIENTS_CONFORMANCE_RECORD_WATCH_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "clients/conformance/report.h"
#include "greenledger/v1/record.pb.h"

namespace greenledger::conformance {

// Microseconds of a second.
inline constexpr int64_t kMicros = 1'000'000;
// What two machines' clocks may differ in a few seconds.
inline constexpr int64_t kClockErrorUs = 50'000;

// Not thread-safe.
class RecordWatch {
 public:
  // `report` must outlive this.
  explicit RecordWatch(Report& report) : report_(report) {}

  // Looks at record `sequence`, the next of the journal, which came at `now_us`
  // by this machine's clock.
  void Look(uint64_t sequence, std::string_view bytes, int64_t now_us);

  // The kiosk is being restarted: its monotonic time begins anew.
  void AllowRestart() { restart_allowed_ = true; }
  // From the next record on, a drop's card is unknown to the kiosk unless it is
  // on this list (see GetResidentListResponse).
  void GiveList(std::string salt, std::unordered_set<uint64_t> hashes);

  // Drops seen so far.
  uint64_t drops() const { return drops_; }

 private:
  using Totals = std::map<uint32_t, v1::ClassTotal>;

  void LookAtNumber(uint64_t sequence, v1::Record record);
  void LookAtClock(uint64_t sequence, const v1::Record& record, int64_t now_us);
  void LookAtDrop(uint64_t sequence, const v1::Drop& drop);
  void LookAtClose(uint64_t sequence, const v1::DailyClose& close);
  void LookAtClearance(uint64_t sequence, const v1::Clearance& clearance);
  void LookAtOthers(uint64_t sequence, const v1::Record& record);

  Report& report_;
  // Records without their numbers -> number.
  std::unordered_map<std::string, uint64_t> contents_;
  uint64_t drops_ = 0;
  uint64_t since_close_ = 0;
  Totals day_;
  Totals all_;
  std::map<uint32_t, v1::BinCount> bins_;
  uint64_t monotonic_us_ = 0;
  uint64_t clocks_ = 0;
  bool restart_allowed_ = false;
  bool list_given_ = false;
  std::string salt_;
  std::unordered_set<uint64_t> cards_;
};

}  // namespace greenledger::conformance

#endif  // GREENLEDGER_CLIENTS_CONFORMANCE_RECORD_WATCH_H_
