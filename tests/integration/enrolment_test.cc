// A device's life on the real server, over real TLS: invited, enrolled, at
// work, renewed, revoked, enrolled again; and those who are no device.
#include "clients/kiosk/enrolment.h"

#include <chrono>
#include <memory>
#include <string>

#include "clients/cli/pki/certificate.h"
#include "clients/cli/pki/files.h"
#include "clients/cli/pki/root_ca.h"
#include "gmock/gmock.h"
#include "greenledger/v1/identity_service.grpc.pb.h"
#include "greenledger/v1/ledger_service.grpc.pb.h"
#include "gtest/gtest.h"
#include "services/common/clock.h"
#include "storage/proof/sha256.h"
#include "tests/integration/book_check.h"
#include "tests/integration/community.h"
#include "tests/testing/certificates.h"
#include "tests/testing/temp_folder.h"

namespace greenledger::integration {
namespace {

using ::testing::HasSubstr;

constexpr uint64_t kDeviceKiosk = 8;
constexpr uint64_t kOtherBook = 350212002002;
constexpr char kSerial[] = "SN-0042";
constexpr std::chrono::seconds kTimeout(30);
constexpr int64_t kHourUs = int64_t{3600} * 1'000'000;

// A device as it is after it enrolled.
struct Device {
  kiosk::DeviceKeys keys;
  kiosk::EnrolmentForm form;
  kiosk::Enrolment enrolment;
  std::string record = PaperDrop(1, 1, 1000);
};

class EnrolmentProcessTest : public ::testing::Test {
 protected:
  EnrolmentProcessTest() {
    pki::RootOptions options;
    options.folder = pki_.path();
    options.now_us = Now() - kHourUs;
    options.server_names = {"127.0.0.1"};
    EXPECT_TRUE(pki::MakeRoot(options).ok());
    root_ = Read("root.pem");
    Start();
    community_.Populate(*server_);
    v1::RegisterKiosksRequest kiosks;
    v1::Kiosk* kiosk = kiosks.add_kiosks();
    kiosk->set_number(kDeviceKiosk);
    kiosk->add_bins()->set_number(1);
    kiosk->mutable_bins(0)->set_class_code(1);
    *kiosks.mutable_header() = Header();
    grpc::ClientContext context;
    v1::RegisterKiosksResponse response;
    EXPECT_TRUE(v1::RegistryService::NewStub(server_->Operator())
                    ->RegisterKiosks(&context, kiosks, &response)
                    .ok());
    EXPECT_EQ(response.result().code(), v1::COMMAND_RESULT_CODE_ACCEPTED);
  }

  static int64_t Now() { return common::SystemClock().NowMicros(); }
  std::string Read(const std::string& name) const {
    return pki::ReadSmallFile(pki_.File(name), 1 << 16).value();
  }

  void Start() {
    server_ = std::make_unique<ServerProcess>(std::vector<std::string>{
        "--data", community_.data(), "--free-mib-min", "0", "--kiosk-listen",
        "127.0.0.1:0", "--enrol-listen", "127.0.0.1:0", "--tls-ca",
        pki_.File("root.pem"), "--tls-cert", pki_.File("server.pem"),
        "--tls-key", pki_.File("server.key"), "--issuing-cert",
        pki_.File("issuing.pem"), "--issuing-key", pki_.File("issuing.key")});
    ASSERT_TRUE(server_->WaitUntilServing()) << server_->log();
  }

  v1::CommandHeader Header() {
    v1::CommandHeader header;
    header.set_request_id("00000000-0000-4000-9000-0000000000" +
                          std::to_string(10 + ++commands_));
    header.set_book(kBook);
    return header;
  }
  void Invite(const std::string& code) {
    v1::InviteKioskRequest request;
    *request.mutable_header() = Header();
    const proof::Hash hash = proof::Sha256({code});
    request.mutable_invited()->set_kiosk_number(kDeviceKiosk);
    request.mutable_invited()->set_serial(kSerial);
    request.mutable_invited()->set_code_hash(std::string(proof::AsBytes(hash)));
    request.mutable_invited()->set_expires_us(Now() + kHourUs);
    grpc::ClientContext context;
    v1::InviteKioskResponse response;
    EXPECT_TRUE(v1::IdentityService::NewStub(server_->Operator())
                    ->InviteKiosk(&context, request, &response)
                    .ok());
    EXPECT_EQ(response.result().code(), v1::COMMAND_RESULT_CODE_ACCEPTED);
  }
  void RevokeAll() {
    v1::RevokeCertificatesRequest request;
    *request.mutable_header() = Header();
    request.mutable_revoked()->set_kiosk_number(kDeviceKiosk);
    request.mutable_revoked()->set_why("stolen");
    grpc::ClientContext context;
    v1::RevokeCertificatesResponse response;
    EXPECT_TRUE(v1::IdentityService::NewStub(server_->Operator())
                    ->RevokeCertificates(&context, request, &response)
                    .ok());
    EXPECT_EQ(response.result().code(), v1::COMMAND_RESULT_CODE_ACCEPTED);
  }

  Device MakeDevice(const std::string& code, uint64_t incarnation) const {
    Device device;
    device.keys = kiosk::MakeDeviceKeys().value();
    device.form = {kBook, kDeviceKiosk, kSerial, code, incarnation};
    return device;
  }
  grpc::Status Enrol(Device* device) const {
    const auto stub = v1::EnrolmentService::NewStub(
        kiosk::OpenEnrolmentChannel(server_->enrolment_address(), root_));
    return kiosk::Enrol(*stub,
                        *kiosk::MakeEnrolRequest(device->form, device->keys),
                        kTimeout, &device->enrolment);
  }
  Device MustEnrol(const std::string& code, uint64_t incarnation) {
    Invite(code);
    Device device = MakeDevice(code, incarnation);
    const grpc::Status status = Enrol(&device);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return device;
  }
  std::unique_ptr<v1::KioskService::StubInterface> Connect(
      const std::string& certificate, const std::string& key) const {
    return v1::KioskService::NewStub(kiosk::OpenChannel(
        server_->kiosk_address(), {root_, certificate, key}));
  }
  std::unique_ptr<v1::KioskService::StubInterface> Connect(
      const Device& device) const {
    return Connect(device.enrolment.operational.pem, device.keys.tls.key);
  }
  static grpc::Status Upload(v1::KioskService::StubInterface& stub,
                             const Device& device) {
    const kiosk::SignedJournal journal(
        {kBook, kDeviceKiosk, device.form.incarnation}, {device.record},
        crypto::Ed25519PrivateKey::FromSeed(device.keys.record_seed).value());
    return Submit(stub, journal.Batch(1, 1).value()).status;
  }
  // A certificate that the issuing key gives to whoever holds it.
  testing::KeyPair Forged(const std::string& names, int64_t from_us,
                          int64_t to_us) const {
    const pki::Identity issuing =
        pki::ReadIdentity(Read("issuing.pem"), Read("issuing.key")).value();
    const pki::Identity leaf =
        pki::Issue({"leaf", names, "clientAuth", from_us / 1'000'000,
                    to_us / 1'000'000},
                   &issuing)
            .value();
    return {pki::CertificatePem(leaf).value() + Read("issuing.pem"),
            pki::KeyPem(leaf).value()};
  }
  uint64_t Entries() const {
    v1::GetTotalsRequest request;
    request.set_book(kBook);
    grpc::ClientContext context;
    v1::GetTotalsResponse response;
    EXPECT_TRUE(v1::LedgerService::NewStub(server_->Operator())
                    ->GetTotals(&context, request, &response)
                    .ok());
    return response.book().size();
  }

  const Community community_{1};
  const testing::TempFolder pki_;
  std::string root_;
  std::unique_ptr<ServerProcess> server_;
  int commands_ = 0;
};

void ExpectReason(const grpc::Status& status, const std::string& reason) {
  EXPECT_THAT(status.error_details(), HasSubstr(reason))
      << status.error_code() << " " << status.error_message();
}

TEST_F(EnrolmentProcessTest, TheLifeOfADevice) {
  const Device device = MustEnrol("C0DE", 1);
  const auto first = Connect(device);
  EXPECT_TRUE(Upload(*first, device).ok());
  const kiosk::TlsRequest request = kiosk::MakeTlsRequest().value();
  kiosk::IssuedCertificate next;
  const grpc::Status renewed = kiosk::Renew(*first, request, kTimeout, &next);
  ASSERT_TRUE(renewed.ok()) << renewed.error_message();
  const auto second = Connect(next.pem, request.key);
  EXPECT_TRUE(Upload(*second, device).ok());
  EXPECT_TRUE(Upload(*first, device).ok()) << "old and new overlap";
  RevokeAll();
  ExpectReason(Upload(*first, device), "CERTIFICATE_REVOKED");
  ExpectReason(Upload(*second, device), "CERTIFICATE_REVOKED");

  const Device again = MustEnrol("NEXT", 2);
  EXPECT_TRUE(Upload(*Connect(again), again).ok());
  ExpectReason(Upload(*second, device), "CERTIFICATE_REVOKED");
  EXPECT_EQ(server_->Drain(), 0);
}

TEST_F(EnrolmentProcessTest, AnEnrolmentWhoseAnswerWasLostIsTheSame) {
  Device device = MustEnrol("C0DE", 1);
  const std::string pem = device.enrolment.operational.pem;
  const uint64_t entries = Entries();
  server_->Kill();
  Start();
  EXPECT_TRUE(Enrol(&device).ok());
  EXPECT_EQ(device.enrolment.operational.pem, pem);
  EXPECT_EQ(Entries(), entries);
  EXPECT_TRUE(Upload(*Connect(device), device).ok());
  EXPECT_EQ(ReadSoundBook(*server_).records.size(), 1u);
}

TEST_F(EnrolmentProcessTest, NobodyElseGetsInAndNothingIsBooked) {
  const Device device = MustEnrol("C0DE", 1);
  const uint64_t entries = Entries();
  Device clone = MakeDevice("C0DE", 2);
  ExpectReason(Enrol(&clone), "ENROLMENT_REFUSED");
  EXPECT_TRUE(server_->WaitForLine("enrolment_refused"));
  EXPECT_THAT(server_->log(), HasSubstr("REFUSAL_REASON_NOT_INVITED"));

  const auto bootstrap =
      Connect(device.enrolment.bootstrap.pem, device.keys.tls.key);
  ExpectReason(Upload(*bootstrap, device), "NO_KIOSK_CERTIFICATE");
  const std::string name = "URI:greenledger://kiosk/";
  const std::string own = name + std::to_string(kBook) + "/8";
  const int64_t hour_ago = Now() - kHourUs;
  const auto forged = Forged(own, hour_ago, Now() + kHourUs);
  ExpectReason(Upload(*Connect(forged.certificate, forged.key), device),
               "CERTIFICATE_REVOKED");
  const auto foreign = Forged(name + std::to_string(kOtherBook) + "/8",
                              hour_ago, Now() + kHourUs);
  ExpectReason(Upload(*Connect(foreign.certificate, foreign.key), device),
               "KIOSK_UNKNOWN");
  EXPECT_TRUE(server_->WaitForLine("kiosk_refused"));

  const auto expired = Forged(own, hour_ago, Now() - kHourUs / 2);
  const testing::KeyPair self =
      testing::Authority("self").Issue(own, "clientAuth");
  for (const testing::KeyPair& pair : {expired, self, testing::KeyPair{}}) {
    EXPECT_EQ(Upload(*Connect(pair.certificate, pair.key), device).error_code(),
              grpc::StatusCode::UNAVAILABLE);
  }
  EXPECT_EQ(Entries(), entries);
}

TEST_F(EnrolmentProcessTest, TheEnrolmentListenerServesNothingElse) {
  const auto kiosk = v1::KioskService::NewStub(
      kiosk::OpenEnrolmentChannel(server_->enrolment_address(), root_));
  const Device device = MakeDevice("C0DE", 1);
  EXPECT_EQ(Upload(*kiosk, device).error_code(),
            grpc::StatusCode::UNIMPLEMENTED);
  const auto unpinned =
      v1::EnrolmentService::NewStub(kiosk::OpenEnrolmentChannel(
          server_->enrolment_address(), testing::Authority("x").certificate()));
  kiosk::Enrolment enrolment;
  EXPECT_EQ(kiosk::Enrol(*unpinned,
                         *kiosk::MakeEnrolRequest(device.form, device.keys),
                         kTimeout, &enrolment)
                .error_code(),
            grpc::StatusCode::UNAVAILABLE);
}

TEST_F(EnrolmentProcessTest, ACopiedDeviceIsNoticed) {
  const Device device = MustEnrol("C0DE", 1);
  const auto one = Connect(device);
  const auto two = Connect(device);
  EXPECT_TRUE(Upload(*one, device).ok());
  EXPECT_TRUE(Upload(*two, device).ok());
  EXPECT_TRUE(Upload(*one, device).ok());
  EXPECT_TRUE(server_->WaitForLine("certificate_on_two_connections"));
}

}  // namespace
}  // namespace greenledger::integration
