// Random lives of devices: whatever happens, the state is what the entries say,
// in rows, on replay and for the verifier.
#include <gtest/gtest.h>

#include <random>

#include "services/ledger/verify/book_verifier.h"
#include "tests/services/identity/device_world.h"
#include "tests/services/ledger/random_days.h"

namespace greenledger::identity {
namespace {

class DeviceLivesTest : public ::testing::TestWithParam<uint64_t> {
 protected:
  void Step(uint64_t choice) {
    const int64_t now_us = devices_.world().clock.NowMicros();
    kiosk::IssuedCertificate next;
    switch (choice) {
      case 0:
        ++incarnation_;
        device_ = devices_.MakeDevice("C" + std::to_string(incarnation_),
                                      incarnation_);
        devices_.Invite(kSerial, device_.form.code, now_us + kDayUs);
        break;
      case 1:
        if (devices_.Enrol(&device_) != "OK") break;
        enrolled_ = device_;
        newest_ = device_.enrolment.operational.pem;
        break;
      case 2:
        if (newest_.empty()) break;
        if (devices_.Renew(newest_, kiosk::MakeTlsRequest().value(), &next) ==
            "OK") {
          newest_ = next.pem;
        }
        break;
      case 3:
        devices_.Revoke(newest_.empty() ? ""
                                        : std::string(proof::AsBytes(
                                              FingerprintOf(newest_))));
        break;
      case 4:
        devices_.world().clock.Advance(8 * kDayUs);
        break;
      default:
        if (!newest_.empty()) devices_.Upload(enrolled_, newest_);
    }
  }

  DeviceWorld devices_;
  uint64_t incarnation_ = 0;
  Device device_ = devices_.MakeDevice("NONE", 99);
  Device enrolled_;
  std::string newest_;
};

TEST_P(DeviceLivesTest, StateRowsAndVerifierAgree) {
  SCOPED_TRACE("seed " + std::to_string(GetParam()));
  std::mt19937_64 random(GetParam());
  for (int i = 0; i < 60; ++i) Step(random() % 8);
  verify::BookVerifier verifier(ledger::kBook);
  for (const std::string& bytes : devices_.world().Entries()) {
    const absl::Status checked = verifier.Add(bytes);
    ASSERT_TRUE(checked.ok()) << checked;
  }
  EXPECT_TRUE(verifier.Finish().ok());
  const auto live = ledger::RowsOf(&devices_.world());
  EXPECT_EQ(ledger::RowsOf(verifier.state()), live) << "the verifier's fold";
  devices_.Restart();
  EXPECT_EQ(ledger::RowsOf(&devices_.world()), live) << "rows";
  devices_.Restart(/*rebuild=*/true);
  EXPECT_EQ(ledger::RowsOf(&devices_.world()), live) << "all entries again";
}

INSTANTIATE_TEST_SUITE_P(Seeds, DeviceLivesTest,
                         ::testing::Range(uint64_t{1}, uint64_t{6}));

}  // namespace
}  // namespace greenledger::identity
