// Snapshots that are leased, scrubs that find damage, and a ledger that notices
// that kiosks hold more than it does.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <mutex>
#include <thread>

#include "google/rpc/status.pb.h"
#include "prometheus/text_serializer.h"
#include "tests/services/ledger/ledger_world.h"
#include "tests/testing/temp_folder.h"

namespace greenledger::ledger {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using Operations = v1::OperationsService::StubInterface;

std::string ReasonOf(const grpc::Status& status) {
  google::rpc::Status details;
  details.ParseFromString(status.error_details());
  google::rpc::ErrorInfo info;
  for (const auto& detail : details.details()) {
    if (detail.UnpackTo(&info)) return info.reason();
  }
  return "";
}

class OperationsTest : public ::testing::Test {
 protected:
  OperationsTest() { world_.Populate(); }

  template <typename Request, typename Response>
  grpc::Status Call(grpc::Status (Operations::*rpc)(grpc::ClientContext*,
                                                    const Request&, Response*),
                    const Request& request, Response* response) {
    grpc::ClientContext context;
    return (world_.operations().*rpc)(&context, request, response);
  }

  grpc::Status Prepare(v1::PrepareSnapshotResponse* snapshot,
                       uint32_t lease_seconds = 60) {
    v1::PrepareSnapshotRequest request;
    request.set_lease_seconds(lease_seconds);
    return Call(&Operations::PrepareSnapshot, request, snapshot);
  }
  grpc::Status Extend(const std::string& id) {
    v1::ExtendSnapshotRequest request;
    request.set_snapshot_id(id);
    request.set_lease_seconds(60);
    v1::ExtendSnapshotResponse response;
    return Call(&Operations::ExtendSnapshot, request, &response);
  }
  grpc::Status Release(const std::string& id) {
    v1::ReleaseSnapshotRequest request;
    request.set_snapshot_id(id);
    v1::ReleaseSnapshotResponse response;
    return Call(&Operations::ReleaseSnapshot, request, &response);
  }
  bool IsThere(const std::string& path) {
    return world_.env()->FileExists(path + "/ANCHOR").ok();
  }

  v1::GetScrubResponse GetScrub() {
    v1::GetScrubResponse scrub;
    EXPECT_TRUE(
        Call(&Operations::GetScrub, v1::GetScrubRequest(), &scrub).ok());
    return scrub;
  }
  // Waits for the end of a scrub.
  v1::GetScrubResponse Scrub() {
    v1::StartScrubResponse started;
    EXPECT_TRUE(
        Call(&Operations::StartScrub, v1::StartScrubRequest(), &started).ok());
    v1::GetScrubResponse scrub = GetScrub();
    while (scrub.state() == v1::SCRUB_STATE_RUNNING) {
      std::this_thread::yield();
      scrub = GetScrub();
    }
    return scrub;
  }

  // Changes the last byte but `from_end` of every table file, or changes it
  // back.
  void DamageTables(size_t from_end = 200) {
    std::vector<std::string> names;
    ASSERT_TRUE(world_.env()->GetChildren("/ledger/db", &names).ok());
    for (const std::string& name : names) {
      if (!name.ends_with(".sst")) continue;
      const std::string path = "/ledger/db/" + name;
      std::string bytes;
      ASSERT_TRUE(rocksdb::ReadFileToString(world_.env(), path, &bytes).ok());
      bytes[bytes.size() - from_end] ^= 1;
      ASSERT_TRUE(rocksdb::WriteStringToFile(world_.env(), bytes, path).ok());
    }
  }

  grpc::Status SubmitDrop(uint64_t sequence) {
    v1::SubmitRecordsResponse response;
    return world_.Submit({DropRecord(sequence, kStartUs, 1000)}, &response);
  }

  // The figures whose names begin so.
  std::string Figures() {
    return prometheus::TextSerializer().Serialize(world_.metrics().Collect());
  }

  LedgerWorld world_;
};

TEST_F(OperationsTest, ASnapshotHoldsWhatIsBooked) {
  ASSERT_TRUE(SubmitDrop(1).ok());
  v1::PrepareSnapshotResponse snapshot;
  ASSERT_TRUE(Prepare(&snapshot).ok());
  ASSERT_TRUE(SubmitDrop(2).ok());
  const auto copy = storage::Store::Open(
      {.path = snapshot.path(), .read_only = true, .env = world_.env()});
  ASSERT_TRUE(copy.ok()) << copy.status();
  ASSERT_EQ(snapshot.books_size(), 1);
  EXPECT_EQ(snapshot.books(0).book(), kBook);
  EXPECT_EQ(snapshot.books(0).entries(), (*copy)->Head(kBook)->size);
  EXPECT_EQ(snapshot.books(0).root(),
            proof::AsBytes((*copy)->Head(kBook)->root));
  EXPECT_EQ(snapshot.commit(), (*copy)->commit_number());
  EXPECT_EQ(world_.Entries().size(), snapshot.books(0).entries() + 1);
}

TEST_F(OperationsTest, ThereIsOneSnapshotAtATime) {
  v1::PrepareSnapshotResponse first;
  ASSERT_TRUE(Prepare(&first).ok());
  v1::PrepareSnapshotResponse second;
  EXPECT_EQ(ReasonOf(Prepare(&second)), "SNAPSHOT_IN_USE");
  EXPECT_TRUE(Release("another").ok());
  EXPECT_TRUE(IsThere(first.path()));
  EXPECT_TRUE(Release(first.snapshot_id()).ok());
  EXPECT_FALSE(IsThere(first.path()));
  EXPECT_TRUE(Release(first.snapshot_id()).ok());
  EXPECT_TRUE(Prepare(&second).ok());
  EXPECT_NE(second.snapshot_id(), first.snapshot_id());
}

TEST_F(OperationsTest, ALeaseEndsUnlessItIsExtended) {
  v1::PrepareSnapshotResponse snapshot;
  ASSERT_TRUE(Prepare(&snapshot).ok());
  world_.clock.Advance(kMinuteUs / 2);
  EXPECT_TRUE(Extend(snapshot.snapshot_id()).ok());
  world_.clock.Advance(kMinuteUs / 2);
  EXPECT_TRUE(Extend(snapshot.snapshot_id()).ok());
  world_.clock.Advance(kMinuteUs);
  EXPECT_EQ(ReasonOf(Extend(snapshot.snapshot_id())), "SNAPSHOT_UNKNOWN");
  EXPECT_FALSE(IsThere(snapshot.path()));
}

TEST_F(OperationsTest, ALeaseHasItsLimits) {
  v1::PrepareSnapshotResponse snapshot;
  EXPECT_EQ(ReasonOf(Prepare(&snapshot, 9)), "BAD_FIELD");
  EXPECT_EQ(ReasonOf(Prepare(&snapshot, 86'401)), "BAD_FIELD");
  EXPECT_EQ(ReasonOf(Extend("")), "BAD_FIELD");
  EXPECT_EQ(ReasonOf(Release(std::string(65, 'x'))), "BAD_FIELD");
}

TEST_F(OperationsTest, AScrubOfWholeDataFindsNothing) {
  EXPECT_EQ(GetScrub().state(), v1::SCRUB_STATE_UNSPECIFIED);
  const v1::GetScrubResponse scrub = Scrub();
  EXPECT_EQ(scrub.state(), v1::SCRUB_STATE_ENDED);
  EXPECT_EQ(scrub.damage_size(), 0);
  EXPECT_EQ(scrub.entries(), world_.Entries().size());
  EXPECT_GT(scrub.files(), 0u);
  EXPECT_EQ(scrub.last_ended_us(), world_.clock.NowMicros());
  EXPECT_FALSE(scrub.writes_stopped());
  EXPECT_TRUE(world_.env()->FileExists("/ledger/snapshots/scrub").IsNotFound());
}

TEST_F(OperationsTest, DamageStopsWritesUntilItIsRepaired) {
  ASSERT_TRUE(SubmitDrop(1).ok());
  Scrub();  // what is in memory goes into table files
  DamageTables();
  const v1::GetScrubResponse scrub = Scrub();
  ASSERT_GT(scrub.damage_size(), 0);
  EXPECT_THAT(scrub.damage(0).where(), HasSubstr(".sst"));
  EXPECT_TRUE(scrub.writes_stopped());
  EXPECT_THAT(Figures(), HasSubstr("greenledger_writes_stopped 1"));
  EXPECT_THAT(Figures(), HasSubstr("{event=\"stored_damage\"}"));

  const grpc::Status refused = SubmitDrop(2);
  EXPECT_EQ(refused.error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_EQ(ReasonOf(refused), "WRITES_STOPPED");
  EXPECT_EQ(world_.Points(kHousehold), 2000);

  DamageTables();
  EXPECT_FALSE(Scrub().writes_stopped());
  EXPECT_TRUE(SubmitDrop(2).ok());
  EXPECT_EQ(world_.Points(kHousehold), 4000);
}

TEST_F(OperationsTest, ALedgerThatIsBehindAKioskSaysSoOnce) {
  ASSERT_TRUE(SubmitDrop(1).ok());
  const std::string bytes = DropRecord(2, kStartUs, 1000).SerializeAsString();
  v1::SubmitRecordsRequest request = world_.Signed(2, {bytes});
  request.set_acknowledged(1);
  v1::SubmitRecordsResponse response;
  const auto submit = [&] {
    grpc::ClientContext context;
    return world_.kiosk().SubmitRecords(&context, request, &response);
  };
  ASSERT_TRUE(submit().ok());
  EXPECT_THAT(Figures(), Not(HasSubstr("ledger_behind_kiosk")));
  request.set_acknowledged(9000);
  ASSERT_TRUE(submit().ok());
  ASSERT_TRUE(submit().ok());
  EXPECT_EQ(response.watermark(), 2u);
  EXPECT_THAT(Figures(), HasSubstr("{event=\"ledger_behind_kiosk\"} 1"));
  // Once it has caught up, the next time is news again.
  request.set_acknowledged(2);
  ASSERT_TRUE(submit().ok());
  v1::GetWatermarkRequest ask;
  ask.set_incarnation(kIncarnation);
  ask.set_acknowledged(3);
  grpc::ClientContext context;
  v1::GetWatermarkResponse watermark;
  ASSERT_TRUE(world_.kiosk().GetWatermark(&context, ask, &watermark).ok());
  EXPECT_THAT(Figures(), HasSubstr("{event=\"ledger_behind_kiosk\"} 2"));
}

// A scrubber of its own, on a store without a book.
class ScrubberTest : public ::testing::Test {
 protected:
  ScrubberTest() : env_(rocksdb::NewMemEnv(rocksdb::Env::Default())) {
    store_ = *storage::Store::Open({.path = "/data", .env = env_.get()});
  }

  Scrubber::Options Options() {
    Scrubber::Options options;
    options.env = env_.get();
    options.state_file = state_file_;
    options.stop_writes = [this](bool stop) {
      const std::lock_guard lock(mutex_);
      stops_.push_back(stop);
    };
    return options;
  }

  // Waits until `stop_writes` was called so often.
  std::vector<bool> WaitForCalls(size_t count) {
    while (true) {
      {
        const std::lock_guard lock(mutex_);
        if (stops_.size() >= count) return stops_;
      }
      std::this_thread::yield();
    }
  }

  const testing::TempFolder folder_;
  const std::string state_file_ = folder_.File("SCRUBBED");
  std::unique_ptr<rocksdb::Env> env_;
  std::unique_ptr<storage::Store> store_;
  common::ManualClock clock_{kStartUs};
  std::mutex mutex_;
  std::vector<bool> stops_;
};

TEST_F(ScrubberTest, RunsUnaskedWhenItIsDue) {
  Scrubber::Options options = Options();
  options.every = std::chrono::hours(1);
  options.look_every = std::chrono::milliseconds(1);
  Scrubber scrubber(std::move(options), store_.get(), &clock_);
  EXPECT_THAT(WaitForCalls(1), ElementsAre(false));
  clock_.Advance(59 * kMinuteUs);
  clock_.Advance(2 * kMinuteUs);
  EXPECT_THAT(WaitForCalls(2), ElementsAre(false, false));
}

TEST_F(ScrubberTest, RemembersItsLastEnd) {
  {
    Scrubber scrubber(Options(), store_.get(), &clock_);
    EXPECT_TRUE(scrubber.Start());
    WaitForCalls(1);
  }
  Scrubber scrubber(Options(), store_.get(), &clock_);
  v1::GetScrubResponse told;
  scrubber.Fill(&told);
  EXPECT_EQ(told.state(), v1::SCRUB_STATE_UNSPECIFIED);
  EXPECT_EQ(told.last_ended_us(), kStartUs);
}

TEST_F(ScrubberTest, DamageIsRememberedAndLookedForAtOnce) {
  std::ofstream(state_file_)
      << "greenledger-scrub-v1\nended_us 5\nlog_damaged 1\n";
  Scrubber scrubber(Options(), store_.get(), &clock_);
  EXPECT_THAT(WaitForCalls(2), ElementsAre(true, false));
}

TEST_F(ScrubberTest, AFileThatIsNoneIsForgotten) {
  std::ofstream(state_file_) << "something else\n";
  Scrubber scrubber(Options(), store_.get(), &clock_);
  v1::GetScrubResponse told;
  scrubber.Fill(&told);
  EXPECT_EQ(told.last_ended_us(), 0);
  EXPECT_FALSE(told.writes_stopped());
}

}  // namespace
}  // namespace greenledger::ledger
