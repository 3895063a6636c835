// The texts that lists are digested over, byte for byte as LIST.md shows them.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "services/ledger/rules/plain_text.h"
#include "services/ledger/rules/winners.h"
#include "tests/services/selection/rules/selection_entries.h"

namespace greenledger::rules {
namespace {

std::string ReadDocument() {
  std::ifstream file(GREENLEDGER_LIST_MD);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// The example after that mark.
std::string Example(const std::string& document, const std::string& mark) {
  const std::string fence = "```\n";
  const size_t at = document.find("<!-- " + mark + " -->");
  EXPECT_NE(at, std::string::npos) << mark;
  const size_t begin = document.find(fence, at) + fence.size();
  return document.substr(begin, document.find(fence, begin) - begin);
}

// The campaign of the examples.
CampaignRecord ExampleCampaign() {
  CampaignRecord campaign;
  campaign.rule = HonourRule();
  campaign.evaluation.set_size(1234);
  std::string root;
  for (char byte = 0; byte < 32; ++byte) root += byte;
  campaign.evaluation.set_root(root);
  campaign.evaluation.set_rule_index(41);
  const uint64_t numbers[] = {5, 8, 12};
  const uint32_t scores[] = {1'000'000, 640'125, 640'125};
  const uint32_t ranks[] = {1, 2, 2};
  for (int i = 0; i < 3; ++i) {
    v1::ListRow& row = campaign.list.emplace_back().row;
    row.set_number(numbers[i]);
    row.set_score_millionths(scores[i]);
    row.set_rank(ranks[i]);
  }
  campaign.seats.emplace_back().set_seats(2);
  return campaign;
}

std::string TextOf(const CampaignRecord& campaign) {
  std::vector<v1::ListRow> rows;
  for (const ListedContestant& listed : campaign.list) {
    rows.push_back(listed.row);
  }
  return ListText(kBook, campaign.rule.number(), campaign.evaluation, rows,
                  campaign.seats);
}

TEST(ListTextTest, TheListIsTheExample) {
  const std::string document = ReadDocument();
  const std::string text = TextOf(ExampleCampaign());
  EXPECT_EQ(text, Example(document, "list.csv"));
  EXPECT_NE(document.find("SHA-256: `" + ToHexText(DigestOf(text)) + "`"),
            std::string::npos);
}

TEST(ListTextTest, TheWinnersAreTheExample) {
  const std::string document = ReadDocument();
  CampaignRecord campaign = ExampleCampaign();
  campaign.evaluation.set_list_digest(DigestOf(TextOf(campaign)));
  const std::string text =
      WinnersText(kBook, campaign, SelectWinners(campaign));
  EXPECT_EQ(text, Example(document, "winners.csv"));
  EXPECT_NE(document.find("SHA-256: `" + ToHexText(DigestOf(text)) + "`"),
            std::string::npos);
}

TEST(ListTextTest, EveryFieldStandsInIt) {
  CampaignRecord campaign = ExampleCampaign();
  campaign.evaluation.set_draw_seed(std::string(32, '\xab'));
  v1::ListRow& row = campaign.list[2].row;
  row.set_book(kOtherBook);
  row.set_member(3);
  row.set_scope(kOtherBook);
  campaign.seats[0].set_scope(kOtherBook);
  const std::string text = TextOf(campaign);
  std::string seed;
  for (int i = 0; i < 32; ++i) seed += "ab";
  EXPECT_NE(text.find("# draw_seed," + seed + "\n"), std::string::npos);
  EXPECT_NE(text.find("\n2,350212002002,12,3,640125,350212002002\n"),
            std::string::npos);
  EXPECT_TRUE(text.ends_with("# seats,350212002002,2\n"));
}

}  // namespace
}  // namespace greenledger::rules
