// make_golden FOLDER: a data folder with something of everything, FOLDER/data,
// and its figures, FOLDER/figures.txt. The same bytes of entries in every run.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>

#include "tests/services/ledger/golden/figures.h"
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
