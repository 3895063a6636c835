// A campaign of the real ledger, evaluated again from an exported log.
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>

#include "gmock/gmock.h"
#include "services/ledger/command_sender.h"
#include "services/ledger/rules/plain_text.h"
#include "services/ledger/rules/winners.h"
#include "services/selection/list_making.h"
#include "tests/clients/cli/cli_testing.h"
#include "tests/clients/log/some_log.h"
#include "tests/services/selection/selection_world.h"
#include "tests/testing/temp_folder.h"

namespace greenledger::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr char kOrigin[] = "ledger.example/350212002001";

class CampaignRecomputeTest : public CliTest<> {
 protected:
  std::string Export(const std::vector<std::string>& entries) {
    log::SomeLog log(entries, kOrigin);
    const std::string path = folder_.File("log");
    std::filesystem::remove_all(path);
    const auto report =
        log::Export(path, log.Source(entries.size()), log::kQuiet);
    EXPECT_TRUE(report.ok()) << report.status();
    return path;
  }

  // Books a list as the service would make it, after something was done to it;
  // returns the index of the entry that evaluated it.
  uint64_t BookList(selection::SelectionWorld* world,
                    const std::function<void(evaluation::EvaluatedList*,
                                             std::string* root)>& change) {
    ledger::Ledger& server = world->points.ledger.ledger();
    const auto head = server.store().Heads()[0];
    selection::ListTask task;
    task.book = ledger::kBook;
    task.rule = selection::HonourRule();
    task.rule_index = world->Campaign().rule_index();
    task.size = head.size;
    task.draw_seed = selection::Seed();
    auto made = selection::MakeList(server.store(), task, [] { return false; });
    EXPECT_TRUE(made.ok()) << made.status();
    std::string root(proof::AsBytes(head.root));
    change(&made->list, &root);
    v1::CampaignStepped step;
    step.set_campaign_number(selection::kCampaign);
    step.set_to(v1::CAMPAIGN_STATE_EVALUATED);
    step.set_by("secretary");
    std::vector<v1::Entry> entries;
    for (auto& item : selection::StepItems(task, root, made->list, step)) {
      entries.push_back(std::move(item.entry));
    }
    v1::CommandResult result;
    ledger::CommandSender sender(&server.store(), &server.admission());
    EXPECT_TRUE(sender.Send(
        server.books().Find(ledger::kBook),
        ledger::MakeCommand(world->points.ledger.Header().request_id(), "test",
                            std::move(entries)),
        [&](const v1::CommandResult& outcome) { result = outcome; }));
    sender.Wait();
    EXPECT_TRUE(points::IsAccepted(result)) << result.ShortDebugString();
    return result.first_index() + result.entries() - 1;
  }

  // What a book says whose list was changed so.
  Outcome RecomputeChanged(
      const std::function<void(evaluation::EvaluatedList*, std::string* root)>&
          change) {
    selection::SelectionWorld world;
    world.RunToWindowEnd();
    step_index_ = BookList(&world, change);
    return Run({"campaign", "recompute", Export(world.points.ledger.Entries()),
                "--campaign", "1"});
  }

  testing::TempFolder folder_;
  uint64_t step_index_ = 0;
};

TEST_F(CampaignRecomputeTest, TheSameListAndDigests) {
  selection::SelectionWorld world;
  world.RunToEnd();
  const v1::CampaignStanding campaign = world.Campaign();
  const std::string path = Export(world.points.ledger.Entries());
  const std::string file = folder_.File("list.csv");
  const Outcome outcome =
      Run({"campaign", "recompute", path, "--campaign", "1", "--out", file});
  EXPECT_EQ(outcome.code, ExitCode::kOk) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("6 contestants, 4 eligible, 2 seats\n"));
  EXPECT_THAT(
      outcome.out,
      HasSubstr("digest of the list " +
                rules::ToHexText(campaign.evaluation().list_digest()) + "\n"));
  EXPECT_THAT(outcome.out,
              HasSubstr("2 win, digest " +
                        rules::ToHexText(campaign.winners_digest())));
  EXPECT_THAT(outcome.out, HasSubstr("the book says the same\n"));
  std::ifstream stream(file, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  EXPECT_THAT(text, StartsWith("# book,350212002001\n# campaign,1\n"));
  EXPECT_EQ(rules::DigestOf(text), campaign.evaluation().list_digest());
}

TEST_F(CampaignRecomputeTest, AllCampaignsAsJson) {
  selection::SelectionWorld world;
  world.RunToReview();
  const Outcome outcome = Run({"--json", "campaign", "recompute",
                               Export(world.points.ledger.Entries())});
  EXPECT_EQ(outcome.code, ExitCode::kOk) << outcome.err;
  EXPECT_THAT(outcome.out, StartsWith("{\"campaign\":1,\"size\":"));
  EXPECT_THAT(outcome.out,
              HasSubstr("\"contestants\":6,\"eligible\":4,\"seats\":2,"));
}

TEST_F(CampaignRecomputeTest, AnUntouchedListOfTheTestIsRight) {
  EXPECT_EQ(RecomputeChanged([](auto*, auto*) {}).code, ExitCode::kOk);
}

TEST_F(CampaignRecomputeTest, AnotherContestantIsNamed) {
  const Outcome outcome =
      RecomputeChanged([](evaluation::EvaluatedList* list, std::string*) {
        ASSERT_EQ(list->rows[0].number(), 1u);
        list->rows[0].set_number(5);
      });
  EXPECT_EQ(outcome.code, ExitCode::kVerificationFailed);
  EXPECT_EQ(outcome.err,
            "error: the list is not what its entries give: campaign 1, entry " +
                std::to_string(step_index_) +
                ", row 1: the book says household 5, rank 1, score 1.000000, "
                "scope 0; its entries give household 1, rank 1, score "
                "1.000000, scope 0\n");
}

TEST_F(CampaignRecomputeTest, AMissingRowIsNamed) {
  const Outcome outcome =
      RecomputeChanged([](evaluation::EvaluatedList* list, std::string*) {
        list->rows.pop_back();
      });
  EXPECT_EQ(outcome.code, ExitCode::kVerificationFailed);
  EXPECT_THAT(outcome.err, HasSubstr("row 4: the book says nobody; its entries "
                                     "give household 4, rank 4, score "
                                     "0.333333, scope 0\n"));
}

TEST_F(CampaignRecomputeTest, AnotherScoreIsNamed) {
  const Outcome outcome =
      RecomputeChanged([](evaluation::EvaluatedList* list, std::string*) {
        list->rows[3].set_score_millionths(333'334);
      });
  EXPECT_THAT(outcome.err, HasSubstr("row 4: the book says household 4, rank "
                                     "4, score 0.333334, scope 0; its entries "
                                     "give household 4, rank 4, score 0.333333,"
                                     " scope 0\n"));
}

TEST_F(CampaignRecomputeTest, AnotherNumberOfContestantsAndAnotherRoot) {
  EXPECT_THAT(
      RecomputeChanged([](evaluation::EvaluatedList* list, std::string*) {
        ++list->contestants;
      }).err,
      HasSubstr("contestants: the book says 7; its entries give 6\n"));
  EXPECT_THAT(
      RecomputeChanged([](evaluation::EvaluatedList*, std::string* root) {
        (*root)[0] = static_cast<char>(~(*root)[0]);
      }).err,
      HasSubstr("root: the book says "));
}

TEST_F(CampaignRecomputeTest, AChangedEntryIsNamedInBothLanguages) {
  selection::SelectionWorld world;
  world.RunToReview();
  std::vector<std::string> entries = world.points.ledger.Entries();
  uint64_t changed = 0;
  for (uint64_t i = 0; i < entries.size(); ++i) {
    v1::Entry entry;
    ASSERT_TRUE(entry.ParseFromString(entries[i]));
    if (!entry.has_list_part()) continue;
    entry.mutable_list_part()->mutable_rows(0)->set_number(5);
    entries[i] = entry.SerializeAsString();
    changed = i;
  }
  ASSERT_GT(changed, 0u);
  const std::string path = Export(entries);
  const Outcome outcome = Run({"campaign", "recompute", path});
  EXPECT_EQ(outcome.code, ExitCode::kVerificationFailed);
  // The list's digest, in the entry behind it, gives the change away.
  EXPECT_THAT(outcome.err, HasSubstr("the log is not sound: book 350212002001, "
                                     "entry "));
  language = "zh";
  EXPECT_THAT(Run({"campaign", "recompute", path}).err,
              HasSubstr("日志有误："));
}

TEST_F(CampaignRecomputeTest, NothingWasEvaluated) {
  selection::SelectionWorld world;
  world.RunToWindowEnd();
  const std::string path = Export(world.points.ledger.Entries());
  const Outcome outcome = Run({"campaign", "recompute", path});
  EXPECT_EQ(outcome.code, ExitCode::kUsage);
  EXPECT_EQ(outcome.err, "error: no such campaign was evaluated in this log\n");
  EXPECT_EQ(Run({"campaign", "recompute", path, "--out", "x"}).code,
            ExitCode::kUsage);
}

}  // namespace
}  // namespace greenledger::cli
