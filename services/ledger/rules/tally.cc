#include "services/ledger/rules/tally.h"

#include <algorithm>

namespace greenledger::rules {
namespace {

using ClassTotals = google::protobuf::RepeatedPtrField<v1::ClassTotal>;

v1::ClassTotal* TotalOf(uint32_t class_code, ClassTotals* classes) {
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

void AddTo(const v1::Drop& drop, v1::ClassTotal* total) {
  total->set_drops(total->drops() + 1);
  total->set_grams(total->grams() + drop.grams());
  total->set_pieces(total->pieces() + drop.pieces());
}

bool Same(const ClassTotals& a, const ClassTotals& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const v1::ClassTotal& x, const v1::ClassTotal& y) {
                      return x.class_code() == y.class_code() &&
                             x.drops() == y.drops() && x.grams() == y.grams() &&
                             x.pieces() == y.pieces();
                    });
}

}  // namespace

v1::BinCount ToMessage(const BinSums& sums) {
  v1::BinCount message;
  message.set_drops(sums.drops);
  message.set_grams(sums.grams);
  message.set_pieces(sums.pieces);
  return message;
}

BinSums ToBinSums(const v1::BinCount& message) {
  return {message.drops(), message.grams(), message.pieces()};
}

void Tally::Add(const v1::Record* record) {
  if (record != nullptr && record->has_daily_close()) {
    sums_.clear_records();
    sums_.clear_classes();
    return;
  }
  sums_.set_records(sums_.records() + 1);
  if (record == nullptr) return;
  if (record->has_drop()) AddDrop(record->drop());
  if (record->has_clearance()) bins_.erase(record->clearance().bin());
}

void Tally::AddDrop(const v1::Drop& drop) {
  if (drop.class_code() <= kTallyClassMax) {
    AddTo(drop, TotalOf(drop.class_code(), sums_.mutable_classes()));
    AddTo(drop,
          TotalOf(drop.class_code(), sums_.mutable_since_commissioning()));
  }
  if (drop.bin() == 0 || drop.bin() > kTallyBinMax) return;
  BinSums& bin = bins_[drop.bin()];
  ++bin.drops;
  bin.grams += drop.grams();
  bin.pieces += drop.pieces();
}

bool Tally::Agrees(const v1::DailyClose& close) const {
  return sums_.records() == close.records() &&
         Same(sums_.classes(), close.classes()) &&
         (close.since_commissioning().empty() ||
          Same(sums_.since_commissioning(), close.since_commissioning()));
}

BinSums Tally::InBin(uint32_t bin) const {
  const auto at = bins_.find(bin);
  return at == bins_.end() ? BinSums{} : at->second;
}

}  // namespace greenledger::rules
