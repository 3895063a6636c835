// What people are told of scrubs and of backups that cannot be made or used.
#include <gmock/gmock.h>

#include "tests/clients/cli/cli_testing.h"
#include "tests/testing/temp_folder.h"

namespace greenledger::cli {
namespace {

using ::testing::HasSubstr;

class FakeOperations final : public v1::OperationsService::Service {
 public:
  grpc::Status StartScrub(grpc::ServerContext*, const v1::StartScrubRequest*,
                          v1::StartScrubResponse* response) override {
    response->set_started(true);
    ++started;
    return grpc::Status::OK;
  }
  // Two answers before the end.
  grpc::Status GetScrub(grpc::ServerContext*, const v1::GetScrubRequest*,
                        v1::GetScrubResponse* response) override {
    *response = end;
    if (++asked <= running) response->set_state(v1::SCRUB_STATE_RUNNING);
    return grpc::Status::OK;
  }
  grpc::Status PrepareSnapshot(grpc::ServerContext*,
                               const v1::PrepareSnapshotRequest* request,
                               v1::PrepareSnapshotResponse* response) override {
    EXPECT_EQ(request->lease_seconds(), 60u);
    response->set_snapshot_id("one");
    response->set_path(path);
    return grpc::Status::OK;
  }
  grpc::Status ReleaseSnapshot(grpc::ServerContext*,
                               const v1::ReleaseSnapshotRequest* request,
                               v1::ReleaseSnapshotResponse*) override {
    released = request->snapshot_id();
    return grpc::Status::OK;
  }

  v1::GetScrubResponse end;
  int running = 2;
  int started = 0;
  int asked = 0;
  std::string path;
  std::string released;
};

class BackupTest
    : public CliTest<v1::RegistryService::Service, v1::LedgerService::Service,
                     v1::ProofService::Service, FakeOperations> {
 protected:
  BackupTest() {
    operations.end.set_state(v1::SCRUB_STATE_ENDED);
    operations.end.set_files(12);
    operations.end.set_entries(345);
    EXPECT_EQ(Run({"key", "generate", key_, "--backup"}).code, ExitCode::kOk);
  }

  void AddDamage() {
    v1::StoredDamage* damage = operations.end.add_damage();
    damage->set_where("db/000012.sst");
    damage->set_what("its checksum is another");
  }

  const testing::TempFolder folder_;
  const std::string key_ = folder_.File("backup.key");
  const std::string backups_ = folder_.File("backups");
};

TEST_F(BackupTest, AScrubIsWaitedFor) {
  const Outcome outcome = Run({"scrub"});
  EXPECT_EQ(outcome.code, ExitCode::kOk) << outcome.err;
  EXPECT_EQ(operations.started, 1);
  EXPECT_EQ(operations.asked, 3);
  EXPECT_EQ(slept, 2 * std::chrono::milliseconds(500));
  EXPECT_THAT(outcome.out, HasSubstr("12 files and 345 entries"));
}

TEST_F(BackupTest, TheStatusOfAScrubIsOnlyAskedFor) {
  EXPECT_THAT(Run({"scrub", "--status"}).out, HasSubstr("under way"));
  EXPECT_EQ(operations.started, 0);
  EXPECT_EQ(operations.asked, 1);
}

TEST_F(BackupTest, DamageIsNamedInBothLanguages) {
  AddDamage();
  operations.end.set_writes_stopped(true);
  const Outcome outcome = Run({"scrub"});
  EXPECT_EQ(outcome.code, ExitCode::kVerificationFailed);
  EXPECT_THAT(outcome.err, HasSubstr("db/000012.sst: its checksum is another"));
  EXPECT_THAT(outcome.err, HasSubstr("books nothing new"));
  language = "zh";
  EXPECT_THAT(Run({"scrub"}).err, HasSubstr("已停止入账"));
}

TEST_F(BackupTest, AScrubThatEndedEarlyIsAFailure) {
  operations.end.set_state(v1::SCRUB_STATE_FAILED);
  operations.end.set_failure("disk is full");
  const Outcome outcome = Run({"scrub"});
  EXPECT_EQ(outcome.code, ExitCode::kServerError);
  EXPECT_THAT(outcome.err, HasSubstr("disk is full"));
}

TEST_F(BackupTest, ASnapshotThatCannotBeReadIsGivenBack) {
  operations.path = folder_.File("not there");
  const Outcome outcome =
      Run({"backup", "create", "--to", backups_, "--key", key_ + ".pub"});
  EXPECT_EQ(outcome.code, ExitCode::kUsage);
  EXPECT_THAT(outcome.err, HasSubstr("on the server's machine"));
  EXPECT_EQ(operations.released, "one");
}

TEST_F(BackupTest, TheSecretIsNotTakenForThePublicKey) {
  const Outcome outcome =
      Run({"backup", "create", "--to", backups_, "--key", key_});
  EXPECT_EQ(outcome.code, ExitCode::kUsage);
  EXPECT_THAT(outcome.err, HasSubstr("greenledger-backup-public-v1"));
}

TEST_F(BackupTest, AFolderWithoutBackupsIsSaid) {
  const Outcome none = Run({"backup", "list", "--from", folder_.path()});
  EXPECT_EQ(none.code, ExitCode::kUsage);
  EXPECT_THAT(none.err, HasSubstr("no folder of backups"));
  const Outcome deep = Run({"backup", "verify", "--from", backups_, "--deep"});
  EXPECT_THAT(deep.err, HasSubstr("--deep needs --key"));
  EXPECT_EQ(Run({"backup", "delete", "--from", backups_}).code,
            ExitCode::kUsage);
}

TEST_F(BackupTest, AKeyIsOfOneKind) {
  const Outcome outcome = Run({"key", "generate", folder_.File("k"), "--backup",
                               "--domain", "ledger.example"});
  EXPECT_EQ(outcome.code, ExitCode::kUsage);
  EXPECT_EQ(Run({"key", "generate", key_, "--backup"}).code, ExitCode::kUsage);
}

TEST_F(BackupTest, HelpHasExamplesInBothLanguages) {
  for (const std::string verb :
       {"create", "list", "verify", "restore", "delete"}) {
    language = "en";
    const Outcome english = Run({"backup", verb, "--help"});
    EXPECT_THAT(english.out, HasSubstr("greenledger backup " + verb));
    language = "zh";
    EXPECT_THAT(Run({"backup", verb, "--help"}).out, HasSubstr("备份"));
  }
}

}  // namespace
}  // namespace greenledger::cli
