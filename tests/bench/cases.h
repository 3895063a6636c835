// The cases. Each adds its comparisons to the report; peers are measured in
// turn with the ledger, in the same process and on the same disk.
#ifndef GREENLEDGER_TESTS_BENCH_CASES_H_
#define GREENLEDGER_TESTS_BENCH_CASES_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tests/bench/report.h"
#include "tests/bench/site.h"

namespace greenledger::bench {

// How much is done in each round.
struct Scale {
  int rounds = 5;
  // The one case to measure, such as F4; all if empty.
  std::string only = {};
  // Uploads of 100 records that each of 128 kiosks makes.
  size_t batches = 16;
  // Batches of 1,000 records that each of PostgreSQL's clients makes; 0 to
  // leave it out.
  int postgres = 40;
  // Uploads of one record that each of 256 kiosks makes.
  size_t singles = 80;
  // Calls one after the other.
  size_t in_turn = 400;
  // Balances read.
  size_t reads = 40'000;
  // Entries of the book that is replayed, verified and started with: fewer
  // than a book grows by before its rows are written.
  uint64_t book_entries = 980'000;
  uint64_t households = 10'000;
  // Growth: entries of the small book and of the large one; 0 to leave it out.
  uint64_t growth_from = 1'000'000;
  uint64_t growth_to = 10'000'000;
  uint64_t growth_households = 200'000;
  // Records that come in when kiosks are back; 0 to leave it out.
  std::vector<uint64_t> backlogs = {40'000, 3'000'000};
  // Households whose points end, and drops that are rated again; 0 to leave
  // both out.
  uint64_t points_households = 1'800'000;
  uint64_t corrected_drops = 2'400'000;

  // Households among which standings are asked for, with two drops each.
  uint64_t ranked_households = 1'000'000;
  // Households among which a campaign selects, with a drop in each month.
  uint64_t selected_households = 1'000'000;

  bool Wants(std::string_view id) const { return only.empty() || only == id; }
  bool WantsServer() const {
    return only.empty() || (only.size() == 2 && only <= "F5");
  }
  bool WantsBook() const {
    return only.empty() || only == "F6" || only == "F7" || only == "F8";
  }
};

// F9: what grows with the number of entries.
void MeasureGrowth(const Scale& scale, const std::string& folder,
                   Report* report);

// F12: kiosks that were offline come back together.
void MeasureReconnect(const Scale& scale, const std::string& folder,
                      Report* report);

// F10 and F11: a year's end, a tariff that was wrong, a reward that everybody
// wants.
void MeasurePoints(const Scale& scale, const std::string& folder,
                   Report* report);

// F10: a campaign over a year's entries.
void MeasureSelection(const Scale& scale, Report* report);

// F5: standings of a large community.
void MeasureRanking(const Scale& scale, const std::string& folder,
                    Report* report);

// F1 to F5: a running server.
void MeasureServer(const Scale& scale, const std::string& folder,
                   Report* report);

// Fills a book with drops and ends the process with SIGKILL. To be called in a
// process of its own, before any other use of gRPC.
[[noreturn]] void FillBookAndDie(const Scale& scale, const std::string& folder);

// F6 to F8, on what FillBookAndDie left in `folder`.
void MeasureBook(const Scale& scale, const std::string& folder, Report* report);

}  // namespace greenledger::bench

#endif  // GREENLEDGER_TESTS_BENCH_CASES_H_
