#include "clients/cli/evaluated_list.h"

#include "clients/cli/server_error.h"
#include "clients/documents/list.h"
#include "services/ledger/rules/winners.h"

namespace greenledger::cli {
namespace {

// Fails unless `text` has that digest.
std::optional<ExitCode> CheckDigest(Session& session, const std::string& text,
                                    const std::string& digest) {
  if (rules::DigestOf(text) == digest) return std::nullopt;
  session.PrintError(session.Say(
      "名单与账本中的摘要不符，没有写出任何文件",
      "the list has another digest than the book says; nothing was written"));
  return ExitCode::kVerificationFailed;
}

// The parts of an evaluated list, up to the step that they belong to.
class Parts {
 public:
  explicit Parts(uint32_t campaign_number)
      : campaign_number_(campaign_number) {}

  // False if nothing more is wanted.
  bool Take(const v1::Entry& entry) {
    if (entry.has_list_part() &&
        entry.list_part().campaign_number() == campaign_number_) {
      const v1::ListPart& part = entry.list_part();
      rows.insert(rows.end(), part.rows().begin(), part.rows().end());
      seats.insert(seats.end(), part.seats().begin(), part.seats().end());
    }
    const v1::CampaignStepped& step = entry.campaign_stepped();
    return !entry.has_campaign_stepped() ||
           step.campaign_number() != campaign_number_ ||
           step.to() != v1::CAMPAIGN_STATE_EVALUATED;
  }

  std::vector<v1::ListRow> rows;
  std::vector<v1::ScopeSeats> seats;

 private:
  uint32_t campaign_number_;
};

}  // namespace

std::optional<ExitCode> ReadListText(Session& session,
                                     const v1::CampaignStanding& campaign,
                                     std::string* text) {
  Parts parts(campaign.rule().number());
  v1::FollowEntriesRequest request;
  request.set_book(session.book);
  request.set_from_index(campaign.evaluation().size());
  request.set_stop_at_end(true);
  const grpc::Status status = session.client().Follow(
      request, [&](const v1::FollowEntriesResponse& response) {
        for (const std::string& bytes : response.entries()) {
          v1::Entry entry;
          if (!entry.ParseFromString(bytes) || !parts.Take(entry)) return false;
        }
        return true;
      });
  if (!status.ok()) return ReportError(session, status);
  *text = rules::ListText(session.book, campaign.rule().number(),
                          campaign.evaluation(), parts.rows, parts.seats);
  return CheckDigest(session, *text, campaign.evaluation().list_digest());
}

std::optional<ExitCode> MakeWinnersText(
    Session& session, const v1::CampaignStanding& campaign,
    const std::vector<v1::Candidate>& candidates, std::string* text) {
  rules::CampaignRecord record;
  record.rule = campaign.rule();
  record.evaluation = campaign.evaluation();
  rules::Winners winners;
  for (const v1::Candidate& winner : documents::WinnersOf(candidates)) {
    winners.order.push_back(static_cast<uint32_t>(record.list.size()));
    record.list.emplace_back().row = winner.row();
    rules::Outcome& outcome = winners.outcomes.emplace_back();
    outcome.final_score_millionths = winner.final_score_millionths();
    outcome.winner_rank = winner.winner_rank();
    outcome.milli_points = winner.milli_points();
  }
  *text = rules::WinnersText(session.book, record, winners);
  return CheckDigest(session, *text, campaign.winners_digest());
}

}  // namespace greenledger::cli
