// What a ledger must come to when all records of a workload are in it. Counted
// while the records are made, so that it is independent of the ledger's rules.
#ifndef GREENLEDGER_CLIENTS_CLI_WORKLOAD_SUMMARY_H_
#define GREENLEDGER_CLIENTS_CLI_WORKLOAD_SUMMARY_H_

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "clients/cli/workload/event.h"
#include "greenledger/v1/entry.pb.h"

namespace greenledger::workload {

// Booked drops of one class or subtype.
struct Returned {
  uint64_t drops = 0;
  uint64_t grams = 0;
  uint64_t pieces = 0;
  friend bool operator==(const Returned&, const Returned&) = default;
};

// Of one book, or of all.
struct Counts {
  uint64_t households = 0;
  // Blocked ones included.
  uint64_t cards = 0;
  uint64_t kiosks = 0;
  uint64_t records = 0;
  // Records that the plan sends once more: the duplicates of one run.
  uint64_t records_again = 0;
  // Booked drops; of these, rejected for quality, poor, in suspense (unknown
  // card or household not active), and with a card that nobody has.
  uint64_t drops = 0;
  uint64_t drops_rejected = 0;
  uint64_t drops_poor = 0;
  uint64_t drops_suspense = 0;
  uint64_t drops_unknown_card = 0;
  // Booked clearances and their weight by the crews' scales.
  uint64_t clearances = 0;
  uint64_t clearance_grams = 0;
  uint64_t scale_tests = 0;
  uint64_t daily_closes = 0;
  // Per v1::QuarantineReason.
  std::array<uint64_t, v1::QuarantineReason_ARRAYSIZE> quarantined = {};
  // Per class code.
  std::map<uint32_t, Returned> returned;

  friend bool operator==(const Counts&, const Counts&) = default;
  uint64_t quarantined_total() const;
  // Counts one record.
  void Count(const Event& event);
  void Add(const Counts& other);
};

struct BookSummary {
  CommunityName name;
  Counts counts;
};

// `{"books": [...], "total": {...}}`, indented, keys in a fixed order. Numbers
// are below 2^53.
std::string SummaryJson(const std::vector<BookSummary>& books);

}  // namespace greenledger::workload

#endif  // GREENLEDGER_CLIENTS_CLI_WORKLOAD_SUMMARY_H_
