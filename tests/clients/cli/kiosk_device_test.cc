// Invitations, revocations and the list of devices on the command line.
#include "clients/cli/kiosk_device.h"

#include "gmock/gmock.h"
#include "storage/proof/sha256.h"
#include "tests/clients/cli/cli_testing.h"

namespace greenledger::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class FakeIdentity final : public v1::IdentityService::Service {
 public:
  v1::KioskInvited invited;
  v1::CertificatesRevoked revoked;

 private:
  grpc::Status InviteKiosk(grpc::ServerContext*,
                           const v1::InviteKioskRequest* request,
                           v1::InviteKioskResponse* response) override {
    invited = request->invited();
    response->mutable_result()->set_code(
        invited.serial() == "BAD" ? v1::COMMAND_RESULT_CODE_REFUSED
                                  : v1::COMMAND_RESULT_CODE_ACCEPTED);
    return grpc::Status::OK;
  }
  grpc::Status RevokeCertificates(
      grpc::ServerContext*, const v1::RevokeCertificatesRequest* request,
      v1::RevokeCertificatesResponse* response) override {
    revoked = request->revoked();
    response->mutable_result()->set_code(v1::COMMAND_RESULT_CODE_ACCEPTED);
    return grpc::Status::OK;
  }
  grpc::Status ListDevices(grpc::ServerContext*, const v1::ListDevicesRequest*,
                           v1::ListDevicesResponse* response) override {
    v1::Device* device = response->add_devices();
    device->set_kiosk_number(3);
    device->set_serial("SN-0042");
    v1::DeviceCertificate* one = device->add_certificates();
    one->set_kind(v1::CERTIFICATE_KIND_BOOTSTRAP);
    one->set_fingerprint(std::string(32, '\xab'));
    one->set_not_after_us(1'772'324'130'000'000);
    return grpc::Status::OK;
  }
};

class KioskDeviceTest
    : public CliTest<v1::RegistryService::Service, v1::LedgerService::Service,
                     v1::ProofService::Service, v1::OperationsService::Service,
                     FakeIdentity> {
 protected:
  Outcome Kiosk(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "kiosk");
    arguments.insert(arguments.end(), {"--book", "350212002001"});
    return Run(std::move(arguments));
  }
};

TEST_F(KioskDeviceTest, InviteShowsTheCodeAndSendsItsHash) {
  const Outcome outcome =
      Kiosk({"invite", "3", "--serial", "SN-0042", "--days", "2", "--qr"});
  EXPECT_EQ(outcome.code, ExitCode::kOk) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("1111-1111-1111-1111-1111"));
  EXPECT_THAT(outcome.out, HasSubstr("█"));
  const proof::Hash hash = proof::Sha256({std::string(20, '1')});
  EXPECT_EQ(identity.invited.code_hash(), proof::AsBytes(hash));
  EXPECT_EQ(identity.invited.kiosk_number(), 3u);
  EXPECT_EQ(identity.invited.expires_us(),
            1'772'324'130'000'000 + 2 * int64_t{86'400'000'000});
}

TEST_F(KioskDeviceTest, ARefusedInvitationShowsNoCode) {
  for (const auto& more : {std::vector<std::string>{"--serial", "BAD"},
                           {"--serial", "SN-0042", "--dry-run"}}) {
    std::vector<std::string> arguments = {"invite", "3"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    EXPECT_THAT(Kiosk(arguments).out, Not(HasSubstr("1111-")));
  }
}

TEST_F(KioskDeviceTest, RevokeNamesOneCertificateOrAll) {
  EXPECT_EQ(Kiosk({"revoke", "3", "--why", "stolen"}).code, ExitCode::kOk);
  EXPECT_EQ(identity.revoked.fingerprint(), "");
  EXPECT_EQ(identity.revoked.why(), "stolen");
  const std::string hex = std::string(64, 'a');
  EXPECT_EQ(Kiosk({"revoke", "3", "--why", "x", "--certificate", hex}).code,
            ExitCode::kOk);
  EXPECT_EQ(identity.revoked.fingerprint(), std::string(32, '\xaa'));
  EXPECT_EQ(Kiosk({"revoke", "3", "--why", "x", "--certificate", "ab"}).code,
            ExitCode::kUsage);
}

TEST_F(KioskDeviceTest, DevicesShowsCertificates) {
  const Outcome outcome = Kiosk({"devices"});
  EXPECT_THAT(outcome.out, HasSubstr("SN-0042"));
  EXPECT_THAT(outcome.out, HasSubstr("bootstrap"));
  EXPECT_THAT(outcome.out, HasSubstr("2026-03-01 00:15:30"));
  EXPECT_THAT(outcome.out, HasSubstr("abababab"));
}

}  // namespace
}  // namespace greenledger::cli
