// Open holds and orders as a table.
#ifndef GREENLEDGER_CLIENTS_CLI_HOLD_LIST_H_
#define GREENLEDGER_CLIENTS_CLI_HOLD_LIST_H_

#include <cstdint>
#include <functional>
#include <optional>

#include "clients/cli/session.h"
#include "clients/cli/table.h"
#include "greenledger/v1/points_service.pb.h"
#include "greenledger/v1/rewards_service.pb.h"

namespace greenledger::cli {

// Collects rows and prints them. The session and the catalogue must outlive it.
class HoldList {
 public:
  HoldList(Session& session, int32_t utc_offset_minutes,
           const v1::ListRewardsResponse& catalogue);

  void Add(const v1::Hold& hold);
  void Print() const;
  bool empty() const { return empty_; }

 private:
  Session& session_;
  int32_t utc_offset_minutes_;
  const v1::ListRewardsResponse& catalogue_;
  Table table_;
  bool empty_ = true;
};

// Prints open holds of the book; only orders at `place`, if one is given, and
// only those that `wants` says true for.
ExitCode PrintHolds(Session& session, std::optional<uint64_t> place,
                    const std::function<bool(const v1::HoldPlaced&)>& wants);

}  // namespace greenledger::cli

#endif  // GREENLEDGER_CLIENTS_CLI_HOLD_LIST_H_
