// Invitation, enrolment, renewal and revocation through the real services.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/ledger/device_check.h"
#include "services/ledger/verify/book_verifier.h"
#include "tests/services/identity/device_world.h"

namespace greenledger::identity {
namespace {

constexpr char kRefused[] = "ENROLMENT_REFUSED";
constexpr char kRevoked[] = "CERTIFICATE_REVOKED";

class EnrolmentTest : public ::testing::Test {
 protected:
  int64_t Now() { return devices_.world().clock.NowMicros(); }

  DeviceWorld devices_;
};

TEST_F(EnrolmentTest, ADeviceBecomesAKioskAndUploads) {
  EXPECT_EQ(devices_.Invite(kSerial, "ABCD0123", Now() + kDayUs).code(),
            v1::COMMAND_RESULT_CODE_ACCEPTED);
  EXPECT_EQ(devices_.Devices().devices(1).serial(), kSerial);
  Device device = devices_.MakeDevice("abcd-oi23", 77);
  EXPECT_EQ(devices_.Enrol(&device), "OK");
  EXPECT_EQ(device.enrolment.operational.not_after_us, Now() + kOperationalUs);
  EXPECT_EQ(device.enrolment.bootstrap.not_after_us, Now() + kBootstrapUs);
  EXPECT_EQ(device.enrolment.kiosk.bins_size(), 1);
  EXPECT_EQ(device.enrolment.kiosk.incarnation(), 77u);
  EXPECT_EQ(devices_.Upload(device, device.enrolment.operational.pem), "OK");
  EXPECT_EQ(devices_.Devices().devices(1).certificates_size(), 2);
  EXPECT_EQ(devices_.Devices().devices(1).invited_until_us(), 0);
}

TEST_F(EnrolmentTest, TheSameRequestAgainGetsTheSameCertificates) {
  Device device = devices_.MustEnrol(1);
  const std::string first = device.enrolment.operational.pem;
  const uint64_t entries = devices_.Entries();
  devices_.Restart();
  EXPECT_EQ(devices_.Enrol(&device), "OK");
  EXPECT_EQ(device.enrolment.operational.pem, first);
  EXPECT_EQ(devices_.Entries(), entries);
}

TEST_F(EnrolmentTest, NothingWrongIsLetInOrBooked) {
  devices_.Invite(kSerial, "CODE", Now() + kDayUs);
  const uint64_t entries = devices_.Entries();
  const auto attempt = [&](auto change) {
    Device device = devices_.MakeDevice("CODE", 5);
    change(&device.form);
    return devices_.Enrol(&device);
  };
  using Form = kiosk::EnrolmentForm;
  EXPECT_EQ(attempt([](Form* form) { form->code = "CODF"; }), kRefused);
  EXPECT_EQ(attempt([](Form* form) { form->serial = "SN-0043"; }), kRefused);
  EXPECT_EQ(attempt([](Form* form) { form->kiosk = kNewKiosk + 1; }), kRefused);
  EXPECT_EQ(attempt([](Form* form) { form->kiosk = 999; }), kRefused);
  EXPECT_EQ(attempt([](Form* form) { form->book += 1; }), kRefused);
  devices_.world().clock.Advance(2 * kDayUs);
  EXPECT_EQ(attempt([](Form*) {}), kRefused);
  EXPECT_EQ(devices_.Entries(), entries);
}

TEST_F(EnrolmentTest, ACodeWorksOnceAndASerialIsNotCloned) {
  Device device = devices_.MustEnrol(1);
  const uint64_t entries = devices_.Entries();
  Device clone = devices_.MakeDevice(device.form.code, 2);
  EXPECT_EQ(devices_.Enrol(&clone), kRefused);
  clone.keys.tls = device.keys.tls;  // even with the copied TLS key
  EXPECT_EQ(devices_.Enrol(&clone), kRefused);
  EXPECT_EQ(devices_.Entries(), entries);
}

TEST_F(EnrolmentTest, AttemptsAreBounded) {
  std::string last;
  for (int i = 0; i < 11; ++i) {
    Device device = devices_.MakeDevice("GUESS" + std::to_string(i), 1);
    last = devices_.Enrol(&device);
    if (i < 10) {
      EXPECT_EQ(last, kRefused);
    }
  }
  EXPECT_EQ(last, "TOO_MANY_ATTEMPTS");
  Device other = devices_.MakeDevice("GUESS", 1, kNewKiosk + 1);
  EXPECT_EQ(devices_.Enrol(&other), kRefused) << "another kiosk may try";
}

TEST_F(EnrolmentTest, AKeyThatTheDeviceHasNotIsAFault) {
  devices_.Invite(kSerial, "CODE", Now() + kDayUs);
  const Device device = devices_.MakeDevice("CODE", 5);
  auto request = kiosk::MakeEnrolRequest(device.form, device.keys).value();
  request.set_public_key(std::string(32, '\1'));
  kiosk::Enrolment enrolment;
  const grpc::Status status = kiosk::Enrol(
      devices_.enrolment(), request, std::chrono::seconds(30), &enrolment);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
}

TEST_F(EnrolmentTest, RenewalOverlapsAndIsTheSameWhenRepeated) {
  const Device device = devices_.MustEnrol(1);
  const std::string& first = device.enrolment.operational.pem;
  const auto request = kiosk::MakeTlsRequest().value();
  kiosk::IssuedCertificate second;
  kiosk::IssuedCertificate repeated;
  devices_.world().clock.Advance(10 * kDayUs);
  EXPECT_TRUE(kiosk::IsRenewalDue(device.enrolment.operational, Now()));
  EXPECT_EQ(devices_.Renew(first, request, &second), "OK");
  EXPECT_FALSE(kiosk::IsRenewalDue(second, Now()));
  EXPECT_EQ(devices_.Renew(first, request, &repeated), "OK");
  EXPECT_EQ(repeated.pem, second.pem);
  EXPECT_EQ(devices_.Upload(device, first), "OK");
  EXPECT_EQ(devices_.Upload(device, second.pem), "OK");
  devices_.world().clock.Advance(5 * kDayUs);
  EXPECT_EQ(devices_.Upload(device, first), kRevoked) << "it has ended";
  EXPECT_EQ(devices_.Upload(device, second.pem), "OK");
}

TEST_F(EnrolmentTest, ABootstrapCertificateGetsTheNextOneAndNothingElse) {
  const Device device = devices_.MustEnrol(1);
  devices_.world().clock.Advance(100 * kDayUs);
  const std::string& bootstrap = device.enrolment.bootstrap.pem;
  kiosk::IssuedCertificate next;
  EXPECT_EQ(devices_.Upload(device, bootstrap), kRevoked);
  EXPECT_EQ(devices_.Renew(device.enrolment.operational.pem,
                           kiosk::MakeTlsRequest().value(), &next),
            kRevoked);
  EXPECT_EQ(devices_.Renew(bootstrap, kiosk::MakeTlsRequest().value(), &next),
            "OK");
  EXPECT_EQ(devices_.Upload(device, next.pem), "OK");
}

TEST_F(EnrolmentTest, WhatIsRevokedDoesNothingFromTheNextCallOn) {
  const Device device = devices_.MustEnrol(1);
  const std::string& pem = device.enrolment.operational.pem;
  EXPECT_EQ(devices_.Upload(device, pem), "OK");
  EXPECT_EQ(devices_.Revoke("").code(), v1::COMMAND_RESULT_CODE_ACCEPTED);
  EXPECT_EQ(devices_.Upload(device, pem), kRevoked);
  kiosk::IssuedCertificate next;
  EXPECT_EQ(devices_.Renew(device.enrolment.bootstrap.pem,
                           kiosk::MakeTlsRequest().value(), &next),
            kRevoked);
  EXPECT_EQ(devices_.Devices().devices(1).certificates_size(), 0);
  EXPECT_EQ(devices_.Revoke("").code(), v1::COMMAND_RESULT_CODE_REFUSED);
}

TEST_F(EnrolmentTest, ACertificateOfOneKioskIsNothingForAnother) {
  const Device device = devices_.MustEnrol(1);
  Device other = device;
  other.form.kiosk = ledger::kKiosk;
  EXPECT_EQ(devices_.Upload(other, device.enrolment.operational.pem),
            "INCARNATION_UNKNOWN")
      << "kiosk 7 never enrolled: its name alone counts, its journal not";
  other.form.kiosk = kNewKiosk + 1;
  EXPECT_EQ(devices_.Upload(other, device.enrolment.operational.pem),
            "INCARNATION_UNKNOWN");
}

TEST_F(EnrolmentTest, RecordsOfEveryDeviceVerifyWithTheKeyOfTheirTime) {
  for (const uint64_t incarnation : {1, 2, 3}) {
    const Device device = devices_.MustEnrol(incarnation);
    EXPECT_EQ(devices_.Upload(device, device.enrolment.operational.pem), "OK");
  }
  verify::BookVerifier verifier(ledger::kBook);
  for (const std::string& bytes : devices_.world().Entries()) {
    const absl::Status checked = verifier.Add(bytes);
    ASSERT_TRUE(checked.ok()) << checked;
  }
  EXPECT_TRUE(verifier.Finish().ok());
  EXPECT_EQ(verifier.counts().signatures, 3u);
}

TEST(NoIssuingKeyTest, NobodyEnrols) {
  DeviceWorld devices(/*issues=*/false);
  Device device = devices.MakeDevice("CODE", 1);
  EXPECT_EQ(devices.Enrol(&device), "NO_ISSUING_KEY");
}

TEST(ConnectionWatchTest, OnlyTwoThatGoOnTogetherAreTwo) {
  ledger::ConnectionWatch watch;
  const proof::Hash one = proof::Sha256({"one"});
  const auto at = [](int seconds) {
    return ledger::ConnectionWatch::Steady(std::chrono::seconds(seconds));
  };
  EXPECT_FALSE(watch.Note(one, "a", at(1000)));
  EXPECT_FALSE(watch.Note(one, "b", at(1001))) << "it connected anew";
  EXPECT_FALSE(watch.Note(one, "b", at(1002)));
  EXPECT_FALSE(watch.Note(proof::Sha256({"two"}), "a", at(1002)));
  EXPECT_TRUE(watch.Note(one, "a", at(1003))) << "the old one goes on";
  EXPECT_FALSE(watch.Note(one, "b", at(1004))) << "told already";
  EXPECT_FALSE(watch.Note(one, "c", at(1500)));
  EXPECT_FALSE(watch.Note(one, "b", at(1600))) << "the others are long silent";
}

}  // namespace
}  // namespace greenledger::identity
