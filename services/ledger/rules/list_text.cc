// The texts over which lists are digested.
#include <fmt/format.h>

#include <iterator>

#include "services/ledger/rules/plain_text.h"
#include "services/ledger/rules/winners.h"
#include "storage/proof/sha256.h"

namespace greenledger::rules {
namespace {

using Text = std::back_insert_iterator<std::string>;

void AddHead(uint64_t book, uint32_t campaign_number,
             const v1::Evaluation& evaluation, Text out) {
  fmt::format_to(out,
                 "# book,{}\n# campaign,{}\n# size,{}\n# root,{}\n"
                 "# rule_index,{}\n# draw_seed,{}\n",
                 book, campaign_number, evaluation.size(),
                 ToHexText(evaluation.root()), evaluation.rule_index(),
                 ToHexText(evaluation.draw_seed()));
}

}  // namespace

std::string ListText(uint64_t book, uint32_t campaign_number,
                     const v1::Evaluation& evaluation,
                     const std::vector<v1::ListRow>& rows,
                     const std::vector<v1::ScopeSeats>& seats) {
  std::string text;
  const Text out = std::back_inserter(text);
  AddHead(book, campaign_number, evaluation, out);
  text += "rank,book,number,member,score_millionths,scope\n";
  for (const v1::ListRow& row : rows) {
    fmt::format_to(out, "{},{},{},{},{},{}\n", row.rank(), row.book(),
                   row.number(), row.member(), row.score_millionths(),
                   row.scope());
  }
  for (const v1::ScopeSeats& one : seats) {
    fmt::format_to(out, "# seats,{},{}\n", one.scope(), one.seats());
  }
  return text;
}

std::string WinnersText(uint64_t book, const CampaignRecord& campaign,
                        const Winners& winners) {
  std::string text;
  const Text out = std::back_inserter(text);
  AddHead(book, campaign.rule.number(), campaign.evaluation, out);
  fmt::format_to(out, "# list_digest,{}\n",
                 ToHexText(campaign.evaluation.list_digest()));
  text += "rank,book,number,member,final_score_millionths,milli_points\n";
  for (const uint32_t place : winners.order) {
    const v1::ListRow& row = campaign.list[place].row;
    const Outcome& outcome = winners.outcomes[place];
    fmt::format_to(out, "{},{},{},{},{},{}\n", outcome.winner_rank, row.book(),
                   row.number(), row.member(), outcome.final_score_millionths,
                   outcome.milli_points);
  }
  return text;
}

std::string DigestOf(const std::string& text) {
  return std::string(proof::AsBytes(proof::Sha256({text})));
}

}  // namespace greenledger::rules
