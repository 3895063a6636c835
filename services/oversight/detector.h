// What looks for one kind of anomaly (AnomalyKind) in the entries of a book.
//
// A detector is fed with the entries in order and says what one of them shows.
// It speaks when its limit is reached, and again only after it was below. What
// it says follows from the entries of the last kRetentionUs and from what it
// gives to Save, so that it says the same again after a restart.
#ifndef GREENLEDGER_SERVICES_OVERSIGHT_DETECTOR_H_
#define GREENLEDGER_SERVICES_OVERSIGHT_DETECTOR_H_

#include <cstdint>
#include <memory>
#include <optional>

#include "greenledger/v1/entry.pb.h"
#include "greenledger/v1/oversight.pb.h"
#include "greenledger/v1/record.pb.h"
#include "services/oversight/memory.pb.h"

namespace greenledger::oversight {

// Windows count what came in within so long, the longest of them.
inline constexpr int64_t kRetentionUs = 10'080LL * 60 * 1'000'000;

// An entry that came from a kiosk.
struct Seen {
  const v1::Entry& entry;
  // Its record; null if it cannot be read.
  const v1::Record* record = nullptr;
  uint64_t kiosk = 0;
  uint64_t incarnation = 0;
  // When it happened: by the kiosk's clock if that can be trusted, else when it
  // came in.
  int64_t at_us = 0;
};

struct Finding {
  uint64_t found = 0;
  uint32_t bin = 0;
  friend bool operator==(const Finding&, const Finding&) = default;
};

// Not thread-safe.
class Detector {
 public:
  virtual ~Detector() = default;

  // Looks at the next entry.
  virtual std::optional<Finding> Look(const Seen& seen) = 0;

  // What it remembers beyond kRetentionUs. A detector that remembers nothing
  // longer is fed with the entries of that time again instead.
  virtual void Save(memory::RuleMemory*) const {}
  virtual void Restore(const memory::RuleMemory&) {}
  virtual bool has_window() const { return false; }
};

// The detector for a rule; null for a kind that no entry shows
// (ANOMALY_KIND_IDENTITY).
std::unique_ptr<Detector> MakeDetector(const v1::AnomalyRule& rule);

}  // namespace greenledger::oversight

#endif  // GREENLEDGER_SERVICES_OVERSIGHT_DETECTOR_H_
