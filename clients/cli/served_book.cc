#include "clients/cli/served_book.h"

#include <fmt/format.h>

#include <map>

#include "services/ledger/rules/balances.h"

namespace greenledger::cli {
namespace {

using rules::AssetSums;

// What the server says and what the entries say, told apart.
absl::Status Differs(uint64_t book, const std::string& what, uint64_t server,
                     uint64_t entries) {
  return absl::DataLossError(
      fmt::format("book {}: {} is {} by the server and {} by the entries", book,
                  what, server, entries));
}

class ServedBook {
 public:
  ServedBook(Session& session, verify::BookVerifier& verifier,
             const SignedHeads& heads, const OnProgress& on_progress)
      : session_(session),
        on_progress_(on_progress),
        verifier_(verifier),
        checkpoints_(verifier.state().book(), heads) {
    report_.book = verifier.state().book();
  }

  BookReport Run(grpc::Status* failed) {
    v1::GetTotalsRequest request;
    request.set_book(report_.book);
    v1::GetTotalsResponse totals;
    *failed =
        session_.client().Call(&Client::Ledger::GetTotals, request, &totals);
    if (!failed->ok()) return report_;
    report_.community = totals.book().community_name();
    if (totals.book().size() < verifier_.state().size()) {
      Note(Differs(report_.book, "the number of entries", totals.book().size(),
                   verifier_.state().size()));
    }
    *failed = AdvanceTo(totals.book().size());
    if (failed->ok()) CompareTotals(totals);
    for (int kind = v1::ACCOUNT_OWNER_HOUSEHOLD;
         kind < v1::AccountOwner_ARRAYSIZE && failed->ok(); ++kind) {
      *failed = CompareBalances(static_cast<v1::AccountOwner>(kind));
    }
    Note(verifier_.Finish());
    Note(checkpoints_.Finish(verifier_.tree()));
    report_.checkpoints = checkpoints_.compared();
    report_.counts = verifier_.counts();
    report_.root = verifier_.tree().Root();
    return report_;
  }

 private:
  // Keeps the first thing that is wrong.
  void Note(const absl::Status& status) {
    if (report_.status.ok()) report_.status = status;
  }

  grpc::Status AdvanceTo(uint64_t size) {
    if (verifier_.state().size() >= size || !report_.status.ok()) {
      return grpc::Status::OK;
    }
    v1::FollowEntriesRequest request;
    request.set_book(report_.book);
    request.set_from_index(verifier_.state().size());
    request.set_stop_at_end(true);
    grpc::Status unanswered;
    const auto add = [&](const v1::FollowEntriesResponse& page) {
      for (const std::string& entry : page.entries()) {
        if (verifier_.state().size() == size) return false;
        const absl::Status added = verifier_.Add(entry);
        if (absl::IsUnavailable(added)) {
          unanswered = grpc::Status(grpc::StatusCode::UNAVAILABLE,
                                    std::string(added.message()));
          return false;
        }
        Note(added);
        if (!report_.status.ok()) {
          report_.bad_entry = verifier_.counts().entries;
          return false;
        }
        if (checkpoints_.Wants(verifier_.counts().entries)) {
          Note(checkpoints_.Observe(verifier_.tree()));
        }
        if (!report_.status.ok()) return false;
      }
      on_progress_(verifier_.state().size(), size);
      return true;
    };
    grpc::Status status = session_.client().Follow(request, add);
    if (!unanswered.ok()) return unanswered;
    if (status.ok() && verifier_.state().size() < size) {
      Note(Differs(report_.book, "the number of entries", size,
                   verifier_.state().size()));
    }
    return status;
  }

  void CompareTotals(const v1::GetTotalsResponse& totals) {
    if (!report_.status.ok()) return;
    const rules::BookState& state = verifier_.state();
    if (totals.root_hash() != proof::AsBytes(verifier_.tree().Root())) {
      Note(absl::DataLossError(fmt::format(
          "book {}: the server's Merkle root is not that of its entries",
          report_.book)));
    }
    const auto compare = [&](const char* what, uint64_t server,
                             uint64_t entries) {
      if (server != entries) {
        Note(Differs(report_.book, what, server, entries));
      }
    };
    compare("the number of drops", totals.drops(), state.totals().drops);
    compare("the number of quarantined records", totals.quarantined(),
            state.totals().quarantined);
    compare("the number of clearances", totals.clearances(),
            state.totals().clearances);
    compare("the number of households", totals.households(),
            state.households().size());
    compare("the number of milli-points issued", totals.milli_points_issued(),
            state.totals().milli_points_issued);
    const rules::Balances* issuance =
        state.FindBalances(v1::ACCOUNT_OWNER_ISSUANCE, 0);
    if (issuance == nullptr) return;
    compare("the number of milli-points of merit issued",
            totals.milli_merit_issued(), issuance->Of(v1::ASSET_MERIT).debits);
  }

  grpc::Status CompareBalances(v1::AccountOwner owner) {
    v1::ListBalancesRequest request;
    request.set_book(report_.book);
    request.set_owner(owner);
    request.set_page_size(5000);
    do {
      v1::ListBalancesResponse page;
      grpc::Status status =
          session_.client().Call(&Client::Ledger::ListBalances, request, &page);
      if (!status.ok()) return status;
      // The book may have grown since: follow it to where the page was read.
      status = AdvanceTo(page.as_of_size());
      if (!status.ok() || !report_.status.ok()) return status;
      for (const v1::OwnerBalances& balances : page.owners()) {
        CompareOwner(owner, balances);
      }
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    return grpc::Status::OK;
  }

  void CompareOwner(v1::AccountOwner owner,
                    const v1::OwnerBalances& by_server) {
    ++report_.compared;
    const std::string name =
        fmt::format("account {} {}", v1::AccountOwner_Name(owner),
                    by_server.owner_number());
    const rules::Balances* by_entries =
        verifier_.state().FindBalances(owner, by_server.owner_number());
    const rules::Balances* pending =
        verifier_.state().FindPending(owner, by_server.owner_number());
    const size_t assets = by_entries == nullptr ? 0 : by_entries->all().size();
    if (assets != static_cast<size_t>(by_server.balances_size())) {
      return Note(Differs(report_.book, "the number of assets of " + name,
                          static_cast<uint64_t>(by_server.balances_size()),
                          assets));
    }
    for (const v1::Balance& balance : by_server.balances()) {
      const AssetSums sums =
          by_entries->Of(balance.asset(), balance.class_code());
      const AssetSums held =
          pending == nullptr
              ? AssetSums{}
              : pending->Of(balance.asset(), balance.class_code());
      const std::string asset = v1::Asset_Name(balance.asset());
      if (sums.credits != balance.credits()) {
        Note(Differs(report_.book, asset + " credited to " + name,
                     balance.credits(), sums.credits));
      }
      if (sums.debits != balance.debits()) {
        Note(Differs(report_.book, asset + " debited from " + name,
                     balance.debits(), sums.debits));
      }
      if (held.credits != balance.credits_pending()) {
        Note(Differs(report_.book, asset + " promised to " + name,
                     balance.credits_pending(), held.credits));
      }
      if (held.debits != balance.debits_pending()) {
        Note(Differs(report_.book, asset + " reserved of " + name,
                     balance.debits_pending(), held.debits));
      }
    }
  }

  Session& session_;
  const OnProgress& on_progress_;
  verify::BookVerifier& verifier_;
  CheckpointCheck checkpoints_;
  BookReport report_;
};

}  // namespace

rules::EntryAt EntriesOf(Session& session, uint64_t book) {
  return [&session, book](uint64_t index, v1::Entry* entry) {
    v1::GetEntryRequest request;
    request.set_book(book);
    request.set_index(index);
    v1::GetEntryResponse response;
    const grpc::Status status =
        session.client().Call(&Client::Ledger::GetEntry, request, &response);
    if (!status.ok()) {
      return absl::UnavailableError(
          fmt::format("book {}: entry {} cannot be had from the server: {}",
                      book, index, status.error_message()));
    }
    if (entry->ParseFromString(response.entry().entry())) {
      return absl::OkStatus();
    }
    return absl::DataLossError(
        fmt::format("book {}: entry {} cannot be read", book, index));
  };
}

BookReport VerifyServedBook(Session& session, uint64_t book,
                            const SignedHeads& heads,
                            const OnProgress& on_progress,
                            grpc::Status* failed) {
  verify::BookVerifier verifier(book, EntriesOf(session, book));
  return ServedBook(session, verifier, heads, on_progress).Run(failed);
}

BookReport CompareWithServer(Session& session, verify::BookVerifier& verifier,
                             const OnProgress& on_progress,
                             grpc::Status* failed) {
  return ServedBook(session, verifier, {}, on_progress).Run(failed);
}

}  // namespace greenledger::cli
