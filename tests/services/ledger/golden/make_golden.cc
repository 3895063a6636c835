// make_golden FOLDER: a data folder with something of everything, FOLDER/data,
// and its figures, FOLDER/figures.txt. The same bytes of entries in every run.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>

#include "tests/services/ledger/golden/figures.h"
#include "tests/services/ledger/golden/golden_commands.h"
#include "tests/services/ledger/random_days.h"
#include "tests/testing/temp_folder.h"

namespace greenledger::ledger {
namespace {

namespace fs = std::filesystem;
using Registry = v1::RegistryService::StubInterface;

constexpr uint64_t kPlayed = 150;

v1::CommandHeader HeaderOf(uint64_t book, LedgerWorld* world) {
  v1::CommandHeader header = world->Header();
  header.set_book(book);
  return header;
}

void OpenBooksWithoutDrops(LedgerWorld* world) {
  for (const uint64_t book : {kBook + 1, kBook + 2}) {
    v1::OpenBookRequest open;
    *open.mutable_header() = HeaderOf(book, world);
    open.mutable_book_opened()->set_community_name("社区");
    open.mutable_book_opened()->set_street_name("街道");
    open.mutable_book_opened()->set_district_name("区");
    open.mutable_book_opened()->set_utc_offset_minutes(480);
    world->MustRun(&Registry::OpenBook, open);
  }
}

void GiveARefusedCommand(LedgerWorld* world) {
  v1::IssueCardRequest issue;
  *issue.mutable_header() = world->Header();
  issue.mutable_card()->set_household_number(999);
  issue.mutable_card()->set_card_hash(Card("of nobody"));
  v1::IssueCardResponse response;
  grpc::ClientContext context;
  const grpc::Status sent =
      world->registry().IssueCard(&context, issue, &response);
  if (!sent.ok() ||
      response.result().code() != v1::COMMAND_RESULT_CODE_REFUSED) {
    std::abort();
  }
}

// Something of everything that happens to points after they were earned.
void PlayPoints(LedgerWorld* world) {
  const std::string end =
      std::to_string(world->clock.NowMicros() + 60 * kMinuteUs);
  const std::string code(32, 'c');
  Book(R"(budget_published { number: 1 title: "2026" from_day: "2026-06-05"
          to_day: "2026-12-31" milli_points: 90000
          rule: BUDGET_RULE_REFUSE by: "clerk 1" })",
       world);
  Book(R"(prizes_reserved { pool_number: 7 budget_number: 1
          milli_points: 9000 purpose: "contest" by: "clerk 1" })",
       world);
  Book(R"(prize_granted { pool_number: 7 household_number: 1
          milli_points: 6000 purpose: "first" by: "clerk 1" })",
       world);
  Book(R"(reward_published { number: 12 kind: REWARD_KIND_REWARD
          name_zh: "肥皂" name_en: "Soap" milli_points: 1000
          pick_up_hours: 48 limit_pieces: 5
          limit_period: LIMIT_PERIOD_MONTH places { hours: "9:00" } })",
       world);
  Book(R"(stock_changed { reward_number: 12 cause: STOCK_CAUSE_RECEIVED
          pieces: 9 by: "clerk 1" })",
       world);
  Book(
      "hold_placed { household_number: 1 milli_points: 2000 purpose: \"soap\" "
      "by: \"clerk 1\" order { reward_number: 12 pieces: 2 code_hash: \"" +
          code + "\" } }",
      world);
  Book(
      "hold_placed { household_number: 1 milli_points: 500 purpose: \"x\" "
      "by: \"clerk 1\" expires_us: " +
          end + " }",
      world);
  Book(R"(adjustment_proposed { household_number: 2 milli_points: 700
          why: "a broken scale" by: "clerk 1" })",
       world);
  Book(R"(household_moved_out { household_number: 3 to_book: 350212002999
          to_household: 1 by: "clerk 1" })",
       world);
}

void Upload(const std::vector<v1::Record>& records, LedgerWorld* world) {
  v1::SubmitRecordsResponse response;
  if (!world->Submit(records, &response).ok()) std::abort();
}

// What came after the last rows.
void PlayOn(uint64_t sequence, LedgerWorld* world) {
  world->clock.Advance(kMinuteUs);
  const int64_t now = world->clock.NowMicros();
  v1::Record drop = DropRecord(++sequence, now, 1234);
  v1::Record close = DropRecord(++sequence, now, 1);
  close.mutable_daily_close()->set_records(sequence - 1);
  v1::Record bad = DropRecord(++sequence, now, 1000);
  bad.mutable_drop()->set_bin(77);
  Upload({drop, close, bad}, world);
  GiveARefusedCommand(world);
}

void Make(const std::string& folder) {
  const testing::TempFolder temporary;
  LedgerWorld world({.env = rocksdb::Env::Default(),
                     .rows_every = 1'000'000,
                     .path = temporary.File("data")});
  world.Populate(kRandomHouseholds);
  OpenBooksWithoutDrops(&world);
  std::mt19937_64 random(1);
  uint64_t played = 0;
  PlayRecords(kPlayed, &world, random,
              [&](uint64_t watermark) { played = watermark; });
  PlayPoints(&world);
  PlayEvidence(&world);
  PlayCampaigns(&world);
  world.Restart();
  PlayOn(played, &world);
  fs::create_directories(folder);
  std::ofstream(folder + "/figures.txt") << FiguresOf(&world);
  fs::copy(temporary.File("data"), folder + "/data",
           fs::copy_options::recursive);
  fs::remove(folder + "/data/LOCK");
  fs::remove(folder + "/data/db/LOCK");
}

}  // namespace
}  // namespace greenledger::ledger

int main(int argc, char** argv) {
  if (argc != 2 || std::filesystem::exists(argv[1])) {
    std::fprintf(stderr, "usage: make_golden NEW-FOLDER\n");
    return 2;
  }
  greenledger::ledger::Make(argv[1]);
  return 0;
}
