#include "tests/services/ledger/golden/figures.h"

#include <sstream>

#include "tests/testing/hex.h"

namespace greenledger::ledger {
namespace {

void AddBalances(LedgerWorld* world, uint64_t book, v1::AccountOwner owner,
                 std::ostream* out) {
  v1::ListBalancesRequest request;
  request.set_book(book);
  request.set_owner(owner);
  request.set_page_size(5000);
  v1::ListBalancesResponse response;
  grpc::ClientContext context;
  const grpc::Status listed =
      world->reads().ListBalances(&context, request, &response);
  if (!listed.ok()) *out << listed.error_message() << "\n";
  for (const v1::OwnerBalances& of_one : response.owners()) {
    for (const v1::Balance& balance : of_one.balances()) {
      *out << "balance " << book << " " << v1::AccountOwner_Name(owner) << " "
           << of_one.owner_number() << " " << v1::Asset_Name(balance.asset())
           << " " << balance.class_code() << " " << balance.credits() << " "
           << balance.debits() << "\n";
    }
  }
}

}  // namespace

std::string FiguresOf(LedgerWorld* world) {
  std::ostringstream out;
  const auto heads = world->ledger().store().Heads();
  for (const storage::BookHead& head : heads) {
    out << "book " << head.book << " " << head.size << " "
        << testing::ToHex(proof::AsBytes(head.root)) << "\n";
  }
  for (const storage::BookHead& head : heads) {
    for (int owner = v1::ACCOUNT_OWNER_HOUSEHOLD;
         owner <= v1::ACCOUNT_OWNER_SUSPENSE; ++owner) {
      AddBalances(world, head.book, static_cast<v1::AccountOwner>(owner), &out);
    }
  }
  return out.str();
}

}  // namespace greenledger::ledger
