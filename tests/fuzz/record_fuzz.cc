// Any bytes as a kiosk's record: they become an entry that applies and whose
// postings sum to zero.
#include <map>
#include <utility>

#include "services/ledger/rules/decide_record.h"
#include "tests/fuzz/small_book.h"

namespace greenledger {
namespace {

void BookOne(std::string_view bytes) {
  rules::BookState state(testing::kBook);
  testing::MakeSmallBook(
      state, [&](const v1::Entry& entry) { return state.Apply(entry); });
  v1::Record record;
  rules::RecordInput input;
  input.kiosk = testing::kKiosk;
  input.incarnation = testing::kIncarnation;
  input.sequence = 1;
  input.bytes = bytes;
  if (bytes.size() <= rules::kRecordBytesMax &&
      record.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    input.record = &record;
  }
  v1::Entry entry;
  rules::DecideRecord(state, input, testing::kTimeUs + 1000, &entry);
  std::map<std::pair<int, uint32_t>, int64_t> sums;
  for (const v1::Posting& leg : entry.postings()) {
    sums[{leg.asset(), leg.class_code()}] += leg.amount();
  }
  for (const auto& [asset, sum] : sums) {
    if (sum != 0) std::abort();
  }
  if (!state.Apply(entry).ok()) std::abort();
}

}  // namespace
}  // namespace greenledger

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size > greenledger::rules::kQuarantineBytesMax) return 0;
  greenledger::BookOne({reinterpret_cast<const char*>(data), size});
  return 0;
}
