// Plays a generated estate over mTLS against a ledger that keeps records only.
#include "clients/cli/workload/send.h"

#include <map>
#include <memory>

#include "clients/cli/pki/files.h"
#include "clients/cli/workload/files.h"
#include "clients/cli/workload/generate.h"
#include "clients/cli/workload/plan.h"
#include "gmock/gmock.h"
#include "greenledger/v1/kiosk_service.grpc.pb.h"
#include "grpcpp/security/server_credentials.h"
#include "grpcpp/server.h"
#include "grpcpp/server_builder.h"
#include "gtest/gtest.h"
#include "services/common/clock.h"
#include "services/common/mutex.h"
#include "tests/clients/workload/recount.h"
#include "tests/clients/workload/temp_folder.h"

namespace greenledger::workload {
namespace {

// Keeps each kiosk's records under the URI of its certificate.
class RecordKeeper final : public v1::KioskService::Service {
 public:
  grpc::Status SubmitRecords(grpc::ServerContext* context,
                             const v1::SubmitRecordsRequest* request,
                             v1::SubmitRecordsResponse* response) override {
    const auto uris = context->auth_context()->FindPropertyValues("peer_uri");
    common::MutexLock lock(mutex_);
    if (refusing_) return {grpc::StatusCode::PERMISSION_DENIED, "closed"};
    auto& records = records_[{uris[0].data(), uris[0].size()}];
    uint64_t sequence = request->first_sequence();
    for (const std::string& record : request->records()) {
      v1::RecordResultCode code = v1::RECORD_RESULT_CODE_DUPLICATE;
      if (sequence > records.size() + 1) {
        code = v1::RECORD_RESULT_CODE_OUT_OF_ORDER;
      } else if (sequence == records.size() + 1) {
        code = v1::RECORD_RESULT_CODE_ACCEPTED;
        records.push_back(record);
      }
      response->add_results()->set_code(code);
      ++sequence;
    }
    response->set_watermark(records.size());
    return grpc::Status::OK;
  }

  std::map<std::string, std::vector<std::string>> records() {
    common::MutexLock lock(mutex_);
    return records_;
  }
  void Refuse() {
    common::MutexLock lock(mutex_);
    refusing_ = true;
  }

 private:
  common::Mutex mutex_;
  bool refusing_ ABSL_GUARDED_BY(mutex_) = false;
  std::map<std::string, std::vector<std::string>> records_
      ABSL_GUARDED_BY(mutex_);
};

class SendTest : public ::testing::Test {
 protected:
  SendTest() {
    GenerateOptions world;
    world.folder = folder_ / "world";
    world.start_day = "2026-10-13";
    world.days = 3;
    made_ = RunGenerate(world).value();
    pki::PkiOptions pki;
    pki.folder = folder_ / "pki";
    pki.now_us = common::SystemClock().NowMicros() - 60'000'000;
    pki.kiosks = ReadKioskIdentities(world.folder).value();
    EXPECT_TRUE(pki::RunPkiInit(pki).ok());
    StartServer();
    options_.folder = world.folder;
    options_.pki_folder = pki.folder;
    options_.address = "127.0.0.1:" + std::to_string(port_);
    options_.sleep = [](std::chrono::microseconds) {};
  }

  static std::string Read(const std::string& path) {
    return pki::ReadSmallFile(path, 65536).value_or("");
  }

  void StartServer() {
    const pki::AuthorityFiles files = pki::AuthorityFilesIn(folder_ / "pki");
    grpc::SslServerCredentialsOptions tls(
        GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY);
    tls.pem_root_certs = Read(files.ca_certificate);
    tls.pem_key_cert_pairs.push_back(
        {Read(files.server_key), Read(files.server_certificate)});
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:0", grpc::SslServerCredentials(tls),
                             &port_);
    builder.RegisterService(&keeper_);
    server_ = builder.BuildAndStart();
  }

  uint64_t book() const { return made_.books.at(0).name.code; }

  TempFolder folder_;
  GenerateResult made_;
  RecordKeeper keeper_;
  int port_ = 0;
  std::unique_ptr<grpc::Server> server_;
  SendOptions options_;
};

TEST_F(SendTest, EveryRecordArrivesOnceAndRepeatsAreDuplicates) {
  uint64_t last_progress = 0;
  options_.progress = [&](const SendProgress& progress) {
    last_progress = progress.records;
  };
  const auto sent = RunSend(options_);
  ASSERT_TRUE(sent.ok()) << sent.status();
  const kiosk::UploadResult& counts = sent->total.counts;
  EXPECT_TRUE(counts.status.ok()) << counts.status;
  EXPECT_EQ(counts.Count(v1::RECORD_RESULT_CODE_ACCEPTED), made_.total.records);
  EXPECT_EQ(counts.Count(v1::RECORD_RESULT_CODE_DUPLICATE),
            made_.total.records_again);
  EXPECT_EQ(last_progress, made_.total.records + made_.total.records_again);
  const auto kept = keeper_.records();
  for (const KioskRecords& kiosk : AllRecords(options_.folder, book())) {
    EXPECT_EQ(kept.at(pki::KioskUri(book(), kiosk.kiosk)), kiosk.records);
  }
}

TEST_F(SendTest, RoundsOneByOneSendWhatAllTogetherDo) {
  options_.rounds = "1-2";
  const auto first = RunSend(options_);
  ASSERT_TRUE(first.ok()) << first.status();
  const uint64_t early =
      first->total.counts.Count(v1::RECORD_RESULT_CODE_ACCEPTED);
  EXPECT_GT(early, 0u);
  EXPECT_LT(early, made_.total.records);
  options_.rounds = "3-9";
  const auto second = RunSend(options_);
  ASSERT_TRUE(second.ok()) << second.status();
  EXPECT_EQ(early + second->total.counts.Count(v1::RECORD_RESULT_CODE_ACCEPTED),
            made_.total.records);
}

TEST_F(SendTest, RoundsThatAreNoneAreNamed) {
  for (const char* rounds : {"x", "3-1", "1-", "-2", "1-2-3"}) {
    options_.rounds = rounds;
    EXPECT_EQ(std::string(RunSend(options_).status().message()),
              std::string("rounds: ") + rounds + ", must be like 3 or 1-31");
  }
}

TEST_F(SendTest, SentAgainNothingIsNew) {
  options_.again = true;
  const auto sent = RunSend(options_);
  ASSERT_TRUE(sent.ok()) << sent.status();
  EXPECT_EQ(sent->total.counts.Count(v1::RECORD_RESULT_CODE_ACCEPTED),
            made_.total.records);
  EXPECT_EQ(sent->total.counts.Count(v1::RECORD_RESULT_CODE_DUPLICATE),
            made_.total.records + 2 * made_.total.records_again);
}

TEST_F(SendTest, FailuresAreCountedAndNameTheKiosk) {
  keeper_.Refuse();
  const auto sent = RunSend(options_);
  ASSERT_TRUE(sent.ok()) << sent.status();
  EXPECT_GE(sent->communities.at(0).failures, 2);
  EXPECT_THAT(sent->communities[0].errors[0],
              ::testing::HasSubstr("kiosk 350212002001-1: PERMISSION_DENIED"));
}

TEST_F(SendTest, AFolderThatIsNoWorkloadIsNamed) {
  options_.folder = folder_ / "nothing";
  const auto sent = RunSend(options_);
  EXPECT_EQ(sent.status().code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(std::string(sent.status().message()),
              ::testing::HasSubstr("nothing/communities.csv"));
}

}  // namespace
}  // namespace greenledger::workload
