// A data folder is damaged, `greenledger recover` makes a new one: it holds a
// beginning of what was there, serves, verifies, and takes the rest again.
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <random>

#include "storage/anchor.h"
#include "storage/journal/record_chain.h"
#include "tests/clients/cli/cli_testing.h"
#include "tests/services/ledger/ledger_world.h"
#include "tests/testing/seeds.h"
#include "tests/testing/temp_folder.h"

namespace greenledger::cli {
namespace {

namespace fs = std::filesystem;
using ::testing::AnyOf;
using ::testing::HasSubstr;

constexpr uint64_t kHouseholds = 3;
constexpr uint64_t kRecords = 270;

std::string ReadFile(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void Overwrite(const fs::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

class RecoverTest : public CliTest<> {
 protected:
  using World = ledger::LedgerWorld;

  // Six commands, twelve uploads of ten records and one of 150, which is one
  // commit of three chunks, one more command; the files as a kill leaves them.
  RecoverTest() {
    const std::string live = folder_.File("live");
    World world({.env = rocksdb::Env::Default(), .path = live});
    world.Populate(kHouseholds);
    for (uint64_t sequence = 1; sequence <= kRecords; ++sequence) {
      auto record =
          ledger::DropRecord(sequence, world.clock.NowMicros(),
                             static_cast<uint32_t>(200 + sequence % 50));
      record.mutable_drop()->set_card_hash(
          ledger::CardOf(1 + sequence % (kHouseholds + 1)));
      records_.push_back(record.SerializeAsString());
    }
    for (uint64_t first = 1; first <= 120; first += 10)
      Upload(world, first, 10);
    Upload(world, 121, 150);
    OpenOnePlaceMore(world);
    entries_ = world.Entries();
    points_ = Points(world);
    fs::copy(live, data_, fs::copy_options::recursive);
  }

  static void OpenOnePlaceMore(World& world) {
    v1::OpenPlacesRequest request;
    v1::Place* place = request.add_places();
    place->set_number(2);
    place->set_kind(v1::PLACE_KIND_GRID);
    place->set_name("grid");
    world.MustRun(&v1::RegistryService::StubInterface::OpenPlaces, request);
  }

  // Opens and closes it, so that everything is in table files.
  void PutIntoTables() {
    World({.env = rocksdb::Env::Default(), .path = data_});
  }

  static std::vector<int64_t> Points(World& world) {
    std::vector<int64_t> points;
    for (uint64_t n = 1; n <= kHouseholds; ++n)
      points.push_back(world.Points(n));
    return points;
  }

  void Upload(World& world, uint64_t first, uint64_t count) const {
    proof::Hash chain = journal::ChainStart(
        {ledger::kBook, ledger::kKiosk, ledger::kIncarnation});
    for (uint64_t n = 1; n < first; ++n) {
      chain = journal::ChainNext(chain, records_[n - 1]);
    }
    const auto begin =
        records_.begin() + static_cast<std::ptrdiff_t>(first - 1);
    v1::SubmitRecordsResponse response;
    const grpc::Status sent = world.SubmitBytes(
        first, {begin, begin + static_cast<std::ptrdiff_t>(count)}, &response,
        chain);
    EXPECT_TRUE(sent.ok()) << sent.error_message();
  }

  // The only file whose name ends so, or the largest of them.
  fs::path File(const std::string& end) const {
    fs::path largest;
    for (const auto& file : fs::recursive_directory_iterator(data_)) {
      const fs::path& path = file.path();
      if (!path.string().ends_with(end)) continue;
      if (largest.empty() || fs::file_size(path) > fs::file_size(largest)) {
        largest = path;
      }
    }
    EXPECT_FALSE(largest.empty()) << end;
    return largest;
  }

  static void FlipAt(const fs::path& path, size_t at) {
    std::string bytes = ReadFile(path);
    bytes.at(at) = static_cast<char>(bytes.at(at) ^ 1);
    Overwrite(path, bytes);
  }

  Outcome Recover() {
    fs::remove_all(to_);
    return Run({"recover", "--data", data_, "--to", to_});
  }

  // Expects a folder that serves the first `size` entries, or some of them if
  // not given; sends the rest again and expects everything to be there.
  void ExpectGoodBeginning(std::optional<uint64_t> size = std::nullopt) {
    World world({.env = rocksdb::Env::Default(), .path = to_});
    const std::vector<std::string> kept = world.Entries();
    ASSERT_EQ(kept.size(), size.value_or(kept.size()));
    ASSERT_LE(kept.size(), entries_.size());
    EXPECT_TRUE(std::equal(kept.begin(), kept.end(), entries_.begin()));
    if (kept.size() < first_commands()) return;
    uint64_t next = kept.size() - first_commands() + 1;
    for (; next <= kRecords; ++next) Upload(world, next, 1);
    const bool all = kept.size() == entries_.size();
    EXPECT_EQ(world.Entries().size(), entries_.size() - (all ? 0 : 1));
    EXPECT_EQ(Points(world), points_);
  }

  uint64_t first_commands() const { return entries_.size() - kRecords - 1; }

  testing::TempFolder folder_;
  const std::string data_ = folder_.File("data");
  const std::string to_ = folder_.File("new");
  std::vector<std::string> records_;
  std::vector<std::string> entries_;
  std::vector<int64_t> points_;
};

TEST_F(RecoverTest, AWholeFolder) {
  const Outcome checked = Run({"recover", "--data", data_, "--check"});
  EXPECT_EQ(checked.code, ExitCode::kOk) << checked.err;
  EXPECT_THAT(checked.out, HasSubstr("Every acknowledged entry is there."));
  EXPECT_FALSE(fs::exists(to_));
  const Outcome made = Recover();
  EXPECT_EQ(made.code, ExitCode::kOk) << made.err;
  EXPECT_THAT(made.out, HasSubstr("each of them verified"));
  ExpectGoodBeginning(entries_.size());
}

TEST_F(RecoverTest, WrongUse) {
  const struct {
    std::vector<std::string> more;
    std::string text;
  } rows[] = {
      {{}, "either --to NEWFOLDER or --check"},
      {{"--check", "--to", to_}, "either --to NEWFOLDER or --check"},
      {{"--to", folder_.path()}, "is there already"},
      {{"--to", data_ + "/new"}, "is in the data folder"},
  };
  for (const auto& [more, text] : rows) {
    std::vector<std::string> all = {"recover", "--data", data_};
    all.insert(all.end(), more.begin(), more.end());
    const Outcome outcome = Run(all);
    EXPECT_EQ(outcome.code, ExitCode::kUsage);
    EXPECT_THAT(outcome.err, HasSubstr(text));
  }
  EXPECT_EQ(Run({"recover", "--data", folder_.File("no"), "--check"}).code,
            ExitCode::kUsage);
}

// Without its lists of files RocksDB opens nothing at all.
TEST_F(RecoverTest, ListsOfFilesAreGone) {
  PutIntoTables();
  for (const std::string name : {"CURRENT", "IDENTITY"}) {
    fs::remove(fs::path(data_) / "db" / name);
  }
  for (const auto& file : fs::directory_iterator(data_ + "/db")) {
    if (file.path().string().find("MANIFEST") != std::string::npos) {
      fs::remove(file.path());
    }
  }
  EXPECT_EQ(Recover().code, ExitCode::kOk);
  ExpectGoodBeginning(entries_.size());
}

TEST_F(RecoverTest, RowsAreDamagedAndTheLogIsWhole) {
  PutIntoTables();
  // Rows have their own tables; entries are not in them.
  size_t damaged = 0;
  for (const auto& file : fs::directory_iterator(data_ + "/db")) {
    const std::string bytes = ReadFile(file.path());
    if (file.path().extension() != ".sst") continue;
    if (bytes.find(entries_[20]) != std::string::npos) continue;
    if (bytes.find("head") != std::string::npos) continue;
    fs::resize_file(file.path(), bytes.size() / 2);
    ++damaged;
  }
  EXPECT_GT(damaged, 0u);
  const Outcome outcome = Recover();
  EXPECT_EQ(outcome.code, ExitCode::kOk) << outcome.out;
  EXPECT_THAT(outcome.out, HasSubstr("damaged: "));
  ExpectGoodBeginning(entries_.size());
}

TEST_F(RecoverTest, ADamagedBlockInTheMiddleOfABook) {
  PutIntoTables();
  const fs::path table = File(".sst");
  const size_t at = ReadFile(table).find(entries_[first_commands() + 75]);
  ASSERT_NE(at, std::string::npos);
  FlipAt(table, at + 3);
  const Outcome outcome = Recover();
  EXPECT_EQ(outcome.code, ExitCode::kEntriesMissing) << outcome.out;
  EXPECT_THAT(outcome.out, HasSubstr("cannot be read"));
  EXPECT_THAT(outcome.out, HasSubstr("readable, but not without those before"));
  EXPECT_THAT(outcome.out,
              HasSubstr("kiosk 7 (journal 11) must send its records from "));
  EXPECT_THAT(outcome.out, HasSubstr(", at least up to 270"));
  EXPECT_THAT(outcome.out,
              HasSubstr("give command 00000000-0000-4000-8000-000000000007"));
  ExpectGoodBeginning();
}

// Its commit is not kept: nobody knows whether it had more entries, and a
// kiosk's signature covers an upload as a whole.
TEST_F(RecoverTest, ACommitIsAllOrNothing) {
  PutIntoTables();
  const fs::path table = File(".sst");
  const size_t at = ReadFile(table).find(entries_[entries_.size() - 2]);
  ASSERT_NE(at, std::string::npos);
  FlipAt(table, at);
  const Outcome outcome = Recover();
  EXPECT_EQ(outcome.code, ExitCode::kEntriesMissing) << outcome.out;
  EXPECT_THAT(outcome.out, HasSubstr("send its records from 121 on again"));
  ExpectGoodBeginning(entries_.size() - 151);
}

TEST_F(RecoverTest, ForProgramsAndInChinese) {
  PutIntoTables();
  const fs::path table = File(".sst");
  const size_t at = ReadFile(table).find(entries_[1]);
  ASSERT_NE(at, std::string::npos);
  FlipAt(table, at);
  const Outcome outcome =
      Run({"--json", "recover", "--data", data_, "--check"});
  EXPECT_EQ(outcome.code, ExitCode::kEntriesMissing);
  EXPECT_THAT(outcome.out, HasSubstr("\"complete\":false"));
  language = "zh";
  const Outcome chinese = Run({"recover", "--data", data_, "--check"});
  EXPECT_THAT(chinese.out, HasSubstr("无法读取"));
  EXPECT_THAT(chinese.out, HasSubstr("须从记录 1 起重新上传"));
}

TEST_F(RecoverTest, TheEndOfTheLogIsGone) {
  const fs::path log = File(".log");
  fs::resize_file(log, fs::file_size(log) / 2);
  const Outcome outcome = Recover();
  EXPECT_EQ(outcome.code, ExitCode::kEntriesMissing) << outcome.out;
  EXPECT_THAT(outcome.out, HasSubstr("are gone altogether"));
  EXPECT_THAT(outcome.out, HasSubstr("must send its records from "));
  ExpectGoodBeginning();
}

TEST_F(RecoverTest, TheAnchorIsGone) {
  fs::remove(data_ + "/ANCHOR");
  const Outcome outcome = Recover();
  EXPECT_EQ(outcome.code, ExitCode::kEntriesMissing) << outcome.out;
  EXPECT_THAT(outcome.out, HasSubstr("without the ANCHOR nobody can tell"));
  ExpectGoodBeginning(entries_.size());
}

TEST_F(RecoverTest, ANewerSchemaIsLeftAlone) {
  std::string anchor = ReadFile(data_ + "/ANCHOR");
  anchor.replace(0, storage::kAnchorSlotSize,
                 storage::EncodeAnchorSlot({.schema = 9, .commit = 99}));
  Overwrite(data_ + "/ANCHOR", anchor);
  const Outcome outcome = Recover();
  EXPECT_EQ(outcome.code, ExitCode::kRefused);
  EXPECT_THAT(outcome.err, HasSubstr("schema 9"));
  EXPECT_FALSE(fs::exists(to_));
}

// What is there after any damage to any file is right, and what is not there
// is said to be missing.
TEST_F(RecoverTest, AnyDamage) {
  const testing::Seeds seeds = testing::SeedsFor(40);
  const std::string whole = folder_.File("whole");
  fs::copy(data_, whole, fs::copy_options::recursive);
  for (uint64_t i = 0; i < seeds.count && !HasFailure(); ++i) {
    SCOPED_TRACE(testing::Reproduce(seeds.first + i));
    std::mt19937_64 random(seeds.first + i);
    fs::remove_all(data_);
    fs::copy(whole, data_, fs::copy_options::recursive);
    if (random() % 2 == 0) PutIntoTables();
    std::vector<fs::path> files;
    for (const auto& file : fs::recursive_directory_iterator(data_)) {
      if (file.is_regular_file() && file.file_size() > 0) {
        files.push_back(file.path());
      }
    }
    std::sort(files.begin(), files.end());
    const fs::path& file = files[random() % files.size()];
    std::string bytes = ReadFile(file);
    const size_t at = random() % bytes.size();
    const size_t size = std::min<size_t>(4096, bytes.size() - at);
    switch (random() % 4) {
      case 0:
        fs::remove(file);
        break;
      case 1:
        fs::resize_file(file, at);
        break;
      case 2:
        Overwrite(file, bytes.replace(at, size, size, '\0'));
        break;
      default:
        FlipAt(file, at);
    }
    const Outcome outcome = Recover();
    EXPECT_THAT(outcome.code, AnyOf(ExitCode::kOk, ExitCode::kEntriesMissing))
        << outcome.err;
    const bool all = outcome.code == ExitCode::kOk;
    ExpectGoodBeginning(all ? std::optional<uint64_t>(entries_.size())
                            : std::nullopt);
  }
}

}  // namespace
}  // namespace greenledger::cli
