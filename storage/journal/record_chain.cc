#include "storage/journal/record_chain.h"

#include "storage/big_endian.h"

namespace greenledger::journal {
namespace {

constexpr std::string_view kChainTag = "greenledger/record-chain/v1\n";
constexpr std::string_view kBatchTag = "greenledger/record-batch/v1\n";

std::string Tagged(std::string_view tag, const JournalId& journal) {
  std::string text(tag);
  storage::AppendBigEndian64(&text, journal.book);
  storage::AppendBigEndian64(&text, journal.kiosk);
  storage::AppendBigEndian64(&text, journal.incarnation);
  return text;
}

}  // namespace

proof::Hash ChainStart(const JournalId& journal) {
  return proof::Sha256({Tagged(kChainTag, journal)});
}

proof::Hash ChainNext(const proof::Hash& previous, std::string_view record) {
  return proof::Sha256({proof::AsBytes(previous), record});
}

std::string BatchSigningText(const JournalId& journal, uint64_t last_sequence,
                             const proof::Hash& last_chain) {
  std::string text = Tagged(kBatchTag, journal);
  storage::AppendBigEndian64(&text, last_sequence);
  text.append(proof::AsBytes(last_chain));
  return text;
}

}  // namespace greenledger::journal
