#include "storage/journal/record_chain.h"

#include <gtest/gtest.h>

#include "tests/testing/hex.h"

namespace greenledger::journal {
namespace {

using ::greenledger::testing::ToHex;

constexpr JournalId kJournal{
    .book = 330106, .kiosk = 7, .incarnation = (uint64_t{1} << 63) + 1};

// Computed with another implementation.
TEST(RecordChain, Golden) {
  const proof::Hash start = ChainStart(kJournal);
  EXPECT_EQ(ToHex(proof::AsBytes(start)),
            "db02047e2563c863dda05b2f676fa1b84f3bb5f06804f0eb5b7cc76f62d49e4a");
  EXPECT_EQ(ToHex(proof::AsBytes(ChainNext(start, "record one"))),
            "c77e7e56470efd6e5f580b72ed660a9ff6b9fbbea32ba6d93fbb5b061ed29706");
}

TEST(RecordChain, StartsApartForEveryJournal) {
  JournalId other = kJournal;
  other.incarnation = 2;
  EXPECT_NE(ChainStart(other), ChainStart(kJournal));
}

TEST(RecordChain, SigningTextGolden) {
  EXPECT_EQ(ToHex(BatchSigningText(kJournal, 258, proof::Hash{})),
            ToHex("greenledger/record-batch/v1\n") +
                "000000000005097a"
                "0000000000000007"
                "8000000000000001"
                "0000000000000102" +
                std::string(64, '0'));
}

}  // namespace
}  // namespace greenledger::journal
