#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <utility>

#include "greenledger/v1/ledger_service.pb.h"
#include "services/ledger/statement.h"
#include "services/ledger/verify/book_verifier.h"
#include "tests/bench/cases.h"
#include "tests/bench/community.h"
#include "tests/bench/must.h"

namespace greenledger::bench {
namespace {

namespace fs = std::filesystem;

constexpr size_t kBookKiosks = 64;
constexpr size_t kBookBatch = 100;
constexpr size_t kBatchesAtOnce = 16;
constexpr uint64_t kPage = 20;
// About a year of a household's drops.
constexpr uint64_t kEntriesAHousehold = 500;

std::string Killed(const std::string& folder) { return folder + "/ledger"; }

uint64_t HouseholdsOf(uint64_t entries) {
  return std::max<uint64_t>(1, entries / kEntriesAHousehold);
}

double Rate(uint64_t entries, double seconds) {
  return static_cast<double>(entries) / seconds;
}

std::vector<std::string> EntriesOf(const storage::Store& store, uint64_t book) {
  std::vector<std::string> entries;
  Must(store.ReadEntries(book, 0, [&](uint64_t, std::string_view entry) {
    entries.emplace_back(entry);
    return true;
  }));
  return entries;
}

// Cases on copies of a data folder that a killed process left.
class BookBench {
 public:
  BookBench(const Scale& scale, const std::string& folder, Report* report)
      : scale_(scale), folder_(folder), report_(report) {}

  void MeasureStart();
  void MeasureReplay();
  void MeasureVerify();
  void MeasurePage();

 private:
  // A fresh copy, since opening one changes it.
  std::string Copy() const {
    const std::string copy = folder_ + "/copy";
    fs::remove_all(copy);
    fs::copy(Killed(folder_), copy, fs::copy_options::recursive);
    // What the copy left to write is not part of what is measured.
    sync();
    return copy;
  }

  const Scale scale_;
  const std::string folder_;
  Report* const report_;
};

void BookBench::MeasureStart() {
  Series start{"start after kill -9, all entries in the log only", "s", {}};
  Series entries{"entries that start has to replay", "entries", {}};
  for (int round = 0; round < scale_.rounds; ++round) {
    const std::string copy = Copy();
    const auto begin = std::chrono::steady_clock::now();
    const auto open = OpenLedgerAt(copy);
    start.values.push_back(SecondsSince(begin));
    uint64_t size = 0;
    for (const auto& head : open->ledger->store().Heads()) size += head.size;
    entries.values.push_back(static_cast<double>(size));
  }
  report_->Add({"F8", start, {}, 2, false});
  report_->Add({"", entries, {}, 0, true});
}

void BookBench::MeasureReplay() {
  Series replay{"replay: books loaded from entries alone", "entries/s", {}};
  Series rebuild{"rebuild: the same, and every row written", "entries/s", {}};
  for (int round = 0; round < scale_.rounds; ++round) {
    const std::string copy = Copy();
    {
      auto store = Must(storage::Store::Open({.path = copy}));
      Must(store->DropRows());
      ledger::Books books(store.get());
      const auto begin = std::chrono::steady_clock::now();
      Must(books.Load());
      const uint64_t size = store->Heads().at(0).size;
      replay.values.push_back(Rate(size, SecondsSince(begin)));
    }
    const auto begin = std::chrono::steady_clock::now();
    const auto open = OpenLedgerAt(copy, /*rebuild=*/true);
    const uint64_t size = open->ledger->store().Heads().at(0).size;
    open->ledger->Stop();
    rebuild.values.push_back(Rate(size, SecondsSince(begin)));
  }
  report_->Add({"F7", replay, {}, 1e6, true});
  report_->Add({"F7", rebuild, {}, 1e6, true});
}

void BookBench::MeasureVerify() {
  const auto store = Must(storage::Store::Open({.path = Copy()}));
  const uint64_t book = store->Heads().at(0).book;
  const std::vector<std::string> entries = EntriesOf(*store, book);
  Series verify{
      "verify, one core, a signature for 100 records", "entries/s", {}};
  Series unsigned_part{
      "the same without the time of signatures", "entries/s", {}};
  for (int round = 0; round < scale_.rounds; ++round) {
    verify::BookVerifier verifier(book);
    const auto begin = std::chrono::steady_clock::now();
    for (const std::string& entry : entries) Must(verifier.Add(entry));
    Must(verifier.Finish());
    const double seconds = SecondsSince(begin);
    verify.values.push_back(Rate(entries.size(), seconds));
    // As many signatures over as many bytes, by themselves.
    const auto key =
        Must(crypto::Ed25519PrivateKey::FromSeed(std::string(32, 's')));
    const auto public_key =
        Must(crypto::Ed25519PublicKey::FromBytes(key.public_key()));
    const std::string text = journal::BatchSigningText({}, 1, {});
    const std::string signature = key.Sign(text);
    const auto signatures_begin = std::chrono::steady_clock::now();
    for (uint64_t i = 0; i < verifier.counts().signatures; ++i) {
      Must(public_key.Verify(text, signature), "a signature does not fit");
    }
    unsigned_part.values.push_back(
        Rate(entries.size(), seconds - SecondsSince(signatures_begin)));
  }
  report_->Add({"F7", verify, {}, 1e6, true});
  report_->Add({"F7", unsigned_part, {}, 1e6, true});
}

uint32_t ReadOldestPageUs(const storage::Store& store, ledger::LiveBook* book,
                          uint64_t household) {
  const auto begin = std::chrono::steady_clock::now();
  ledger::StatementPage page{.book = book->code,
                             .household = household,
                             .to_number = 1,
                             .entries_max = kPage};
  {
    common::MutexLock lock(book->mu);
    Must(FindStatementStart(book, *book->state.FindHousehold(household), kPage,
                            &page));
  }
  v1::ListStatementResponse response;
  Must(ReadStatement(store, page, &response));
  Must(response.entries_size() == static_cast<int>(kPage),
       "a page is not full");
  return static_cast<uint32_t>(1e6 * SecondsSince(begin));
}

void BookBench::MeasurePage() {
  const auto open = OpenLedgerAt(Copy());
  const storage::Store& store = open->ledger->store();
  ledger::LiveBook* book = open->ledger->books().Find(store.Heads().at(0).book);
  Series page_ms{"the oldest 20 entries of a household, p50", "ms", {}};
  for (int round = 0; round < scale_.rounds; ++round) {
    std::vector<uint32_t> latencies_us;
    for (uint64_t household = 1; household <= HouseholdsOf(scale_.book_entries);
         ++household) {
      latencies_us.push_back(ReadOldestPageUs(store, book, household));
    }
    page_ms.values.push_back(PercentileUs(std::move(latencies_us), 0.5) / 1000);
  }
  report_->Add({"F6", page_ms, {}, 1, false});
}

}  // namespace

void FillBookAndDie(const Scale& scale, const std::string& folder) {
  Site site({.folder = folder,
             .books = 1,
             .kiosks_per_book = kBookKiosks,
             .households_per_book = std::max<uint64_t>(
                 1, scale.book_entries / kEntriesAHousehold)},
            common::SystemClock().NowMicros());
  const auto open = OpenLedgerAt(Killed(folder));
  ledger::Ledger& ledger = *open->ledger;
  const Site::Listening at = site.Listen("fill", {ledger.kiosk_service()},
                                         {ledger.registry_service()});
  Populate(site, at.local_address);
  for (uint64_t left = scale.book_entries / (kBookKiosks * kBookBatch);
       left > 0;) {
    const size_t batches = std::min(left, kBatchesAtOnce);
    CommitInProcess(&ledger, site,
                    site.NextUploads(kBookKiosks, batches, kBookBatch));
    left -= batches;
  }
  kill(getpid(), SIGKILL);
  Fail("still alive");
}

void MeasureBook(const Scale& scale, const std::string& folder,
                 Report* report) {
  if (!scale.WantsBook()) return;
  BookBench bench(scale, folder, report);
  if (scale.Wants("F6")) bench.MeasurePage();
  if (scale.Wants("F7")) bench.MeasureReplay();
  if (scale.Wants("F7")) bench.MeasureVerify();
  if (scale.Wants("F8")) bench.MeasureStart();
}

}  // namespace greenledger::bench
