// KioskService: which cards earn, for a kiosk that is offline.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "services/ledger/kiosk_service.h"
#include "services/ledger/reads.h"
#include "services/ledger/rules/resident_list.h"

namespace greenledger::ledger {
namespace {

struct Card {
  rules::CardHash hash;
  bool earns = false;
  // Whether that may have changed since the version that the kiosk has.
  bool changed = false;
};

// A hash that comes into the list or goes out of it.
struct Change {
  uint64_t hash = 0;
  bool added = false;
  bool operator<(const Change& other) const { return hash < other.hash; }
};

std::vector<Card> CopyCards(const rules::BookState& state, uint64_t base) {
  std::vector<Card> cards;
  cards.reserve(state.cards().size());
  for (const auto& [hash, card] : state.cards()) {
    const rules::HouseholdState& household = state.HouseholdOf(card);
    cards.push_back(Card{
        hash, !card.blocked && household.state == v1::HOUSEHOLD_STATE_ACTIVE,
        household.cards_version > base});
  }
  return cards;
}

// The whole list in rising order; of what changed, `changes`.
std::vector<uint64_t> Salted(const std::vector<Card>& cards,
                             std::string_view salt,
                             std::vector<Change>* changes) {
  std::vector<uint64_t> list;
  for (const Card& card : cards) {
    const uint64_t hash = rules::SaltedCard(salt, rules::AsBytes(card.hash));
    if (card.earns) list.push_back(hash);
    if (card.changed) changes->push_back(Change{hash, card.earns});
  }
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
  std::sort(changes->begin(), changes->end());
  return list;
}

// The changes after `cursor`, a page of them; the cursor of the next page, 0 if
// this is the last. Two cards of one hash are on one page.
uint64_t FillPage(const std::vector<Change>& changes,
                  const std::vector<uint64_t>& list, uint64_t cursor, bool full,
                  v1::GetResidentListResponse* response) {
  auto at = cursor == 0 ? changes.begin()
                        : std::upper_bound(changes.begin(), changes.end(),
                                           Change{cursor, false});
  uint64_t last = 0;
  for (size_t count = 0; at != changes.end(); ++at) {
    if (count > 0 && at->hash == last) continue;
    if (count++ == rules::kListPageMax) return last;
    last = at->hash;
    if (std::binary_search(list.begin(), list.end(), at->hash)) {
      response->add_added(at->hash);
    } else if (!full) {
      response->add_removed(at->hash);
    }
  }
  return 0;
}

}  // namespace

grpc::Status KioskServiceImpl::AnswerList(
    const grpc::CallbackServerContext& context,
    const v1::GetResidentListRequest& request,
    v1::GetResidentListResponse* response, grpc::ServerUnaryReactor* reactor) {
  LiveBook* book = nullptr;
  journal::JournalId journal;
  grpc::Status known = Recognise(context, false, &book, &journal.kiosk);
  if (!known.ok()) return known;
  journal.book = book->code;
  std::vector<Card> cards;
  uint64_t seen = 0;
  {
    common::MutexLock lock(book->mu);
    seen = book->state.size();
    journal.incarnation =
        book->state.FindKiosk(journal.kiosk)->kiosk.incarnation();
    const uint64_t version = book->state.cards_version();
    response->set_version(version);
    response->set_full(request.base_version() == 0 ||
                       request.base_version() > version);
    cards =
        CopyCards(book->state, response->full() ? 0 : request.base_version());
  }
  const std::string arguments = "GetResidentList " +
                                std::to_string(journal.kiosk) + " " +
                                std::to_string(request.base_version()) + " " +
                                std::to_string(response->version());
  const auto cursor = NumberCursor(request.page_token(), arguments);
  if (!cursor.has_value()) return common::BadPageToken(request.page_token());

  const std::string salt = rules::ListSalt(journal);
  std::vector<Change> changes;
  const std::vector<uint64_t> list = Salted(cards, salt, &changes);
  response->set_salt(salt);
  const std::string digest(proof::AsBytes(
      rules::ListDigest(journal.book, response->version(), salt, list)));
  const Notary::Plain signature = notary_->SignPlain(digest);
  response->set_digest(digest);
  response->set_signature(signature.signature);
  response->set_signer(signature.signer);
  const uint64_t next =
      FillPage(changes, list, *cursor, response->full(), response);
  if (next != 0) {
    response->set_next_page_token(
        common::EncodePageToken(std::to_string(next), arguments));
  }
  book->WhenDurable(seen, [reactor] { reactor->Finish(grpc::Status::OK); });
  return grpc::Status::OK;
}

grpc::ServerUnaryReactor* KioskServiceImpl::GetResidentList(
    grpc::CallbackServerContext* context,
    const v1::GetResidentListRequest* request,
    v1::GetResidentListResponse* response) {
  return Serve(context, *request, [&](grpc::ServerUnaryReactor* reactor) {
    return AnswerList(*context, *request, response, reactor);
  });
}

}  // namespace greenledger::ledger
