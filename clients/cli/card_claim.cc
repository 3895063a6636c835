// greenledger card claim
#include "clients/cli/card_claim.h"

#include <algorithm>
#include <charconv>
#include <memory>
#include <optional>

#include "clients/cli/command.h"
#include "clients/cli/names.h"
#include "clients/cli/server_error.h"
#include "clients/cli/verb.h"
#include "clients/kiosk/claim_code.h"
#include "greenledger/v1/record.pb.h"

namespace greenledger::cli {
namespace {

// Entries read at a time, the newest first: a claim follows its drop by days.
constexpr uint64_t kStretch = 50'000;

struct Claim {
  uint64_t kiosk = 0;
  uint64_t sequence = 0;
  std::string code;
};

bool ReadNumber(std::string_view text, uint64_t* number) {
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, *number);
  return error == std::errc() && stop == end && *number > 0;
}

// `<kiosk>-<sequence>-<check>`.
std::optional<Claim> ParseClaim(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  const size_t first = text.find('-');
  const size_t last = text.rfind('-');
  if (first == std::string::npos || first == last) return std::nullopt;
  Claim claim;
  claim.code = text;
  const std::string_view view = text;
  if (!ReadNumber(view.substr(0, first), &claim.kiosk) ||
      !ReadNumber(view.substr(first + 1, last - first - 1), &claim.sequence)) {
    return std::nullopt;
  }
  return claim;
}

// The card of the drop that the code is of; nullopt if the entry is not it.
std::optional<std::string> CardOf(const v1::Entry& entry, const Claim& claim) {
  const v1::KioskRecord& source = entry.drop().source();
  if (!entry.has_drop() || entry.actor().number() != claim.kiosk ||
      source.sequence() != claim.sequence) {
    return std::nullopt;
  }
  v1::Record record;
  if (!record.ParseFromString(source.record())) return std::nullopt;
  const std::string& card = record.drop().card_hash();
  if (kiosk::ClaimCode(entry.book(), claim.kiosk, source.incarnation(),
                       claim.sequence, card) != claim.code) {
    return std::nullopt;
  }
  return card;
}

// Searches entries from `from` to before `end`.
grpc::Status Search(Session& session, uint64_t from, uint64_t end,
                    const Claim& claim, std::optional<std::string>* card) {
  v1::FollowEntriesRequest request;
  request.set_book(session.book);
  request.set_from_index(from);
  request.set_stop_at_end(true);
  return session.client().Follow(
      request, [&](const v1::FollowEntriesResponse& response) {
        uint64_t index = response.first_index();
        for (const std::string& bytes : response.entries()) {
          if (index++ >= end || *card) return false;
          v1::Entry entry;
          if (entry.ParseFromString(bytes)) *card = CardOf(entry, claim);
        }
        return true;
      });
}

grpc::Status FindCard(Session& session, const Claim& claim,
                      std::optional<std::string>* card) {
  v1::GetTotalsRequest request;
  request.set_book(session.book);
  v1::GetTotalsResponse totals;
  grpc::Status status =
      session.client().Call(&Client::Ledger::GetTotals, request, &totals);
  uint64_t end = totals.book().size();
  while (status.ok() && end > 0 && !*card) {
    const uint64_t from = end - std::min(end, kStretch);
    status = Search(session, from, end, claim, card);
    end = from;
  }
  return status;
}

ExitCode ClaimDrops(Session& session, uint64_t household,
                    const std::string& text) {
  const std::optional<Claim> claim = ParseClaim(text);
  if (!claim) {
    return session.UsageError(
        session.Say("认领码应形如 3-1207-K7QM，得到 ",
                    "a claim code looks like 3-1207-K7QM, found ") +
        text);
  }
  std::optional<std::string> card;
  const grpc::Status status = FindCard(session, *claim, &card);
  if (!status.ok()) return ReportError(session, status);
  if (!card) {
    session.PrintError(
        session.Say("账本中没有此认领码的投放：设备可能还没有上传，或认领码"
                    "有误：",
                    "the book has no drop with this claim code: the kiosk may "
                    "not have uploaded it yet, or the code is wrong: ") +
        claim->code);
    return ExitCode::kRefused;
  }
  v1::IssueCardRequest request;
  request.mutable_card()->set_household_number(household);
  request.mutable_card()->set_card_hash(*card);
  return SendCommand(
      session, &Client::Registry::IssueCard, request,
      session.Say(
          "卡已登记给住户，暂存的投放已入账",
          "the card is the household's now, with what was kept for it"));
}

}  // namespace

void AddCardClaim(CLI::App& noun, Session& session) {
  CLI::App* verb = AddVerb(
      noun, session, "claim",
      {"按认领码把未登记的卡及其暂存投放归给住户",
       "Give a household an unknown card and its drops, by the claim code of "
       "one of them"},
      "greenledger card claim 12 3-1207-K7QM --book 310101001001");
  auto household = std::make_shared<uint64_t>(0);
  verb->add_option("household", *household,
                   session.Say("住户编号", "the household's number"))
      ->required();
  auto code = std::make_shared<std::string>();
  verb->add_option("code", *code,
                   session.Say("设备给居民的认领码",
                               "the code that the kiosk gave the resident"))
      ->required();
  AddCommandOptions(*verb, session);
  DoInBook(*verb, session, [&session, household, code] {
    return ClaimDrops(session, *household, *code);
  });
}

}  // namespace greenledger::cli
