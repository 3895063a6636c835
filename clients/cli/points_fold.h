// What a community owes in points and how it came to that, from the entries
// alone. Memory does not grow with the book.
#ifndef GREENLEDGER_CLIENTS_CLI_POINTS_FOLD_H_
#define GREENLEDGER_CLIENTS_CLI_POINTS_FOLD_H_

#include <array>
#include <cstdint>

#include "clients/cli/language.h"
#include "greenledger/v1/entry.pb.h"
#include "services/ledger/rules/points_flow.h"

namespace greenledger::cli {

// What people call it, and programs.
Text NameOf(rules::Flow flow);
const char* KeyOf(rules::Flow flow);

// Not thread-safe.
class PointsFold {
 public:
  // The next entry of the book.
  void Add(const v1::Entry& entry);

  // Milli-points that came to households and suspense in that way, less what
  // went.
  int64_t Of(rules::Flow flow) const {
    return flows_[static_cast<size_t>(flow)];
  }
  // Milli-points that they have.
  int64_t outstanding() const;
  uint64_t entries() const { return entries_; }

 private:
  std::array<int64_t, rules::kFlows> flows_{};
  uint64_t entries_ = 0;
};

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_POINTS_FOLD_H_
