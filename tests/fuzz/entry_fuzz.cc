// Any bytes as the next entry of a stored book: the verifier refuses them with
// a reason or they are what the rules give.
#include "services/ledger/verify/book_verifier.h"
#include "tests/fuzz/small_book.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using greenledger::verify::BookVerifier;
  BookVerifier verifier(greenledger::testing::kBook);
  greenledger::testing::MakeSmallBook(
      verifier.state(), [&](const greenledger::v1::Entry& entry) {
        return verifier.Add(entry.SerializeAsString());
      });
  const absl::Status added =
      verifier.Add({reinterpret_cast<const char*>(data), size});
  if (!added.ok() && added.message().empty()) std::abort();
  return 0;
}
