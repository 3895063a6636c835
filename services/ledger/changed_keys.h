// Which rows changed since they were last put.
#ifndef GREENLEDGER_SERVICES_LEDGER_CHANGED_KEYS_H_
#define GREENLEDGER_SERVICES_LEDGER_CHANGED_KEYS_H_

#include <algorithm>

namespace greenledger::rules {

// Each key once and in order: a row that changed often is put once.
template <typename Keys>
void SortUnique(Keys* keys) {
  std::sort(keys->begin(), keys->end());
  keys->erase(std::unique(keys->begin(), keys->end()), keys->end());
}

}  // namespace greenledger::rules

#endif  // GREENLEDGER_SERVICES_LEDGER_CHANGED_KEYS_H_
