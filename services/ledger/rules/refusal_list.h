// Collects why an item of a command is refused.
#ifndef GREENLEDGER_SERVICES_LEDGER_RULES_REFUSAL_LIST_H_
#define GREENLEDGER_SERVICES_LEDGER_RULES_REFUSAL_LIST_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "greenledger/v1/entry.pb.h"
#include "services/ledger/rules/decide_command.h"

namespace greenledger::rules {

// Refers to the list it adds to, which must outlive it.
class RefusalList {
 public:
  // `item_field` is the item's path in the request, such as `households[3]`.
  RefusalList(std::string item_field, std::vector<v1::Refusal>* refusals)
      : item_field_(std::move(item_field)), refusals_(refusals) {}

  // Adds a reason; those beyond kRefusalsMax are left out. `field` is that of
  // the item.
  void Add(std::string_view field, v1::RefusalReason reason,
           std::string value) const {
    if (refusals_->size() == kRefusalsMax) return;
    v1::Refusal& refusal = refusals_->emplace_back();
    refusal.set_field(item_field_ + "." + std::string(field));
    refusal.set_reason(reason);
    refusal.set_value(std::move(value));
  }
  void Add(std::string_view field, v1::RefusalReason reason,
           uint64_t value) const {
    Add(field, reason, std::to_string(value));
  }

 private:
  std::string item_field_;
  std::vector<v1::Refusal>* refusals_;
};

}  // namespace greenledger::rules

#endif  // GREENLEDGER_SERVICES_LEDGER_RULES_REFUSAL_LIST_H_
