// Values of some of a book's households, by the place of each in the register.
// Four bytes for every household, a value for those that have one.
#ifndef GREENLEDGER_SERVICES_RANKING_SLOT_TABLE_H_
#define GREENLEDGER_SERVICES_RANKING_SLOT_TABLE_H_

#include <cstdint>
#include <deque>
#include <utility>
#include <vector>

namespace greenledger::ranking {

// Not thread-safe. Pointers stay valid while values are added.
template <typename Value>
class SlotTable {
 public:
  // nullptr if it has none.
  const Value* Find(uint32_t slot) const {
    if (slot >= places_.size() || places_[slot] == 0) return nullptr;
    return &values_[(places_[slot] & kPlace) - 1];
  }

  // The value, a fresh one if there was none, which from now on is among the
  // changed ones.
  Value& Change(uint32_t slot) {
    Value& value = Add(slot);
    if ((places_[slot] & kChanged) == 0) {
      places_[slot] |= kChanged;
      changed_.push_back(slot);
    }
    return value;
  }

  // The same without a change.
  Value& Add(uint32_t slot) {
    if (slot >= places_.size()) places_.resize(slot + 1);
    if (places_[slot] == 0) {
      values_.emplace_back();
      places_[slot] = static_cast<uint32_t>(values_.size());
    }
    return values_[(places_[slot] & kPlace) - 1];
  }

  // In the order of their slots.
  template <typename Visit>
  void ForEach(Visit visit) const {
    for (uint32_t slot = 0; slot < places_.size(); ++slot) {
      if (places_[slot] != 0) visit(slot, *Find(slot));
    }
  }

  // Slots of values that changed since this was last called.
  std::vector<uint32_t> TakeChanged() {
    for (const uint32_t slot : changed_) places_[slot] &= kPlace;
    return std::exchange(changed_, {});
  }

  size_t changed() const { return changed_.size(); }

 private:
  static constexpr uint32_t kChanged = uint32_t{1} << 31;
  static constexpr uint32_t kPlace = kChanged - 1;

  // Place in values_ and one; 0 if there is none.
  std::vector<uint32_t> places_;
  std::deque<Value> values_;
  std::vector<uint32_t> changed_;
};

}  // namespace greenledger::ranking

#endif  // GREENLEDGER_SERVICES_RANKING_SLOT_TABLE_H_
