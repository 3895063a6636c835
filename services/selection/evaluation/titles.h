// The titles that a campaign's rule can ask for. Not thread-safe.
#ifndef GREENLEDGER_SERVICES_SELECTION_EVALUATION_TITLES_H_
#define GREENLEDGER_SERVICES_SELECTION_EVALUATION_TITLES_H_

#include <cstdint>
#include <set>
#include <string>

#include "greenledger/v1/entry.pb.h"
#include "services/ledger/rules/selection_state.h"

namespace greenledger::evaluation {

class Titles {
 public:
  // `rule` must outlive this; `book` is the campaign's.
  Titles(uint64_t book, const v1::CampaignRule& rule);

  // The next entry; `day` is its local day.
  void Apply(const v1::Entry& entry, int32_t day);

  // The highest level of a title of that code that the contestant holds on
  // `day`, as a number; 0 if it holds none.
  uint32_t LevelOf(const rules::ContestantKey& key, const std::string& code,
                   int32_t day) const;
  // Households of this book that hold a title of that code on `day`.
  std::set<uint64_t> HouseholdsWith(const std::string& code, int32_t day) const;
  // Last local day on which the contestant is barred from this campaign; 0 if
  // it never was.
  int32_t BarredUntil(const rules::ContestantKey& key) const;

 private:
  const uint64_t book_;
  const v1::CampaignRule& rule_;
  std::set<std::string> codes_;
  // Only titles with these codes are in it.
  rules::SelectionState state_;
};

}  // namespace greenledger::evaluation

#endif  // GREENLEDGER_SERVICES_SELECTION_EVALUATION_TITLES_H_
