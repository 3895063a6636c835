#include "tests/integration/book_check.h"

#include <tuple>

#include "greenledger/v1/ledger_service.grpc.pb.h"
#include "gtest/gtest.h"
#include "services/ledger/rules/source.h"
#include "services/ledger/verify/book_verifier.h"
#include "storage/proof/sha256.h"
#include "tests/integration/community.h"

namespace greenledger::integration {
namespace {

using Ledger = v1::LedgerService::StubInterface;

// Owner, asset, class.
using Account = std::tuple<uint64_t, v1::Asset, uint32_t>;
using Balances = std::map<Account, int64_t>;

std::vector<std::string> Follow(Ledger& ledger) {
  v1::FollowEntriesRequest request;
  request.set_book(kBook);
  request.set_stop_at_end(true);
  grpc::ClientContext context;
  const auto stream = ledger.FollowEntries(&context, request);
  std::vector<std::string> entries;
  v1::FollowEntriesResponse message;
  while (stream->Read(&message)) {
    EXPECT_EQ(message.first_index(), entries.size());
    entries.insert(entries.end(), message.entries().begin(),
                   message.entries().end());
  }
  const grpc::Status status = stream->Finish();
  EXPECT_TRUE(status.ok()) << status.error_message();
  return entries;
}

v1::GetTotalsResponse TotalsOf(Ledger& ledger) {
  v1::GetTotalsRequest request;
  request.set_book(kBook);
  grpc::ClientContext context;
  v1::GetTotalsResponse totals;
  EXPECT_TRUE(ledger.GetTotals(&context, request, &totals).ok());
  return totals;
}

// The book when it has come to rest: the ledger itself may still be booking
// what is due, such as points that ended while the clock was wrong.
std::vector<std::string> FollowToRest(Ledger& ledger) {
  std::vector<std::string> entries;
  do {
    entries = Follow(ledger);
  } while (TotalsOf(ledger).book().size() > entries.size());
  return entries;
}

void ExpectVerified(Ledger& ledger, const std::vector<std::string>& entries) {
  verify::BookVerifier verifier(kBook);
  for (const std::string& bytes : entries) {
    const absl::Status added = verifier.Add(bytes);
    ASSERT_TRUE(added.ok()) << added.message();
  }
  const absl::Status finished = verifier.Finish();
  EXPECT_TRUE(finished.ok()) << finished.message();
  const v1::GetTotalsResponse totals = TotalsOf(ledger);
  EXPECT_EQ(totals.book().size(), entries.size());
  EXPECT_EQ(totals.root_hash(), proof::AsBytes(verifier.tree().Root()));
}

// Adds what an entry posted; its legs must sum to zero at each stage.
void AddPostings(const v1::Entry& entry, Balances* households) {
  std::map<std::tuple<v1::Asset, uint32_t, v1::Stage>, int64_t> sums;
  for (const v1::Posting& leg : entry.postings()) {
    sums[{leg.asset(), leg.class_code(), leg.stage()}] += leg.amount();
    if (leg.owner() == v1::ACCOUNT_OWNER_HOUSEHOLD &&
        leg.stage() == v1::STAGE_UNSPECIFIED) {
      (*households)[{leg.owner_number(), leg.asset(), leg.class_code()}] +=
          leg.amount();
    }
  }
  for (const auto& [asset, sum] : sums) {
    EXPECT_EQ(sum, 0) << entry.ShortDebugString();
  }
}

Balances ListHouseholds(Ledger& ledger) {
  v1::ListBalancesRequest request;
  request.set_book(kBook);
  request.set_owner(v1::ACCOUNT_OWNER_HOUSEHOLD);
  request.set_page_size(5000);
  grpc::ClientContext context;
  v1::ListBalancesResponse response;
  EXPECT_TRUE(ledger.ListBalances(&context, request, &response).ok());
  Balances balances;
  for (const v1::OwnerBalances& owner : response.owners()) {
    for (const v1::Balance& balance : owner.balances()) {
      balances[{owner.owner_number(), balance.asset(), balance.class_code()}] =
          static_cast<int64_t>(balance.credits() - balance.debits());
    }
  }
  return balances;
}

v1::RecordResult WithoutCode(v1::RecordResult result) {
  result.clear_code();
  return result;
}

}  // namespace

Book ReadSoundBook(const ServerProcess& server) {
  const auto ledger = v1::LedgerService::NewStub(server.Operator());
  Book book;
  book.entries = FollowToRest(*ledger);
  ExpectVerified(*ledger, book.entries);
  Balances households;
  for (const std::string& bytes : book.entries) {
    v1::Entry entry;
    EXPECT_TRUE(entry.ParseFromString(bytes));
    AddPostings(entry, &households);
    const v1::KioskRecord* source = rules::SourceOf(entry);
    if (source == nullptr) continue;
    const RecordId id{entry.actor().number(), source->sequence()};
    const bool first =
        book.records.emplace(id, std::pair(entry.index(), source->record()))
            .second;
    EXPECT_TRUE(first) << "kiosk " << id.first << ", record " << id.second
                       << " has a second entry, " << entry.index();
  }
  EXPECT_EQ(ListHouseholds(*ledger), households);
  return book;
}

bool Answers::Note(uint64_t kiosk, const v1::SubmitRecordsRequest& request,
                   const v1::SubmitRecordsResponse& response) {
  EXPECT_EQ(response.results_size(), request.records_size());
  if (response.results(0).code() == v1::RECORD_RESULT_CODE_OUT_OF_ORDER) {
    return false;
  }
  const std::lock_guard lock(mutex_);
  uint64_t sequence = request.first_sequence();
  for (const v1::RecordResult& result : response.results()) {
    const bool repeated = result.code() == v1::RECORD_RESULT_CODE_DUPLICATE;
    EXPECT_TRUE(repeated || result.code() >= v1::RECORD_RESULT_CODE_QUARANTINED)
        << "kiosk " << kiosk << ": " << result.ShortDebugString();
    Told& told =
        told_.try_emplace({kiosk, sequence}, Told{WithoutCode(result), 0})
            .first->second;
    EXPECT_EQ(told.result.SerializeAsString(),
              WithoutCode(result).SerializeAsString());
    if (!repeated) ++told.times_new;
    ++sequence;
  }
  EXPECT_GE(response.watermark(), sequence - 1);
  return true;
}

void Answers::ExpectKept(const Book& book) const {
  const std::lock_guard lock(mutex_);
  for (const auto& [id, told] : told_) {
    EXPECT_LE(told.times_new, 1u);
    const auto at = book.records.find(id);
    ASSERT_NE(at, book.records.end())
        << "kiosk " << id.first << ", record " << id.second << " is lost";
    const uint64_t index = at->second.first;
    EXPECT_EQ(index, told.result.index());
    const proof::Hash leaf = proof::LeafHash(book.entries.at(index));
    EXPECT_EQ(told.result.leaf_hash(), proof::AsBytes(leaf));
  }
}

size_t Answers::size() const {
  const std::lock_guard lock(mutex_);
  return told_.size();
}

}  // namespace greenledger::integration
