#include "services/ledger/rules/tally.h"

#include <algorithm>

namespace greenledger::rules {
namespace {

v1::ClassTotal* TotalOf(uint32_t class_code, v1::DailyClose* sums) {
  auto* classes = sums->mutable_classes();
  const auto at =
      std::lower_bound(classes->begin(), classes->end(), class_code,
                       [](const v1::ClassTotal& total, uint32_t code) {
                         return total.class_code() < code;
                       });
  if (at != classes->end() && at->class_code() == class_code) return &*at;
  const int position = static_cast<int>(at - classes->begin());
  classes->Add()->set_class_code(class_code);
  for (int i = classes->size() - 1; i > position; --i) {
    classes->SwapElements(i, i - 1);
  }
  return classes->Mutable(position);
}

}  // namespace

void Tally::Add(const v1::Record* record) {
  if (record != nullptr && record->has_daily_close()) {
    sums_.Clear();
    return;
  }
  sums_.set_records(sums_.records() + 1);
  if (record == nullptr || !record->has_drop()) return;
  const v1::Drop& drop = record->drop();
  v1::ClassTotal* total = TotalOf(drop.class_code(), &sums_);
  total->set_drops(total->drops() + 1);
  total->set_grams(total->grams() + drop.grams());
  total->set_pieces(total->pieces() + drop.pieces());
}

bool Tally::Agrees(const v1::DailyClose& close) const {
  const auto same = [](const v1::ClassTotal& a, const v1::ClassTotal& b) {
    return a.class_code() == b.class_code() && a.drops() == b.drops() &&
           a.grams() == b.grams() && a.pieces() == b.pieces();
  };
  return sums_.records() == close.records() &&
         std::equal(sums_.classes().begin(), sums_.classes().end(),
                    close.classes().begin(), close.classes().end(), same);
}

}  // namespace greenledger::rules
