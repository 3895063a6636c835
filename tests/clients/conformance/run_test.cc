// The conformance program against a kiosk that keeps its promises, and against
// one for each way to break them.
#include "clients/conformance/run.h"

#include <ostream>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/clients/conformance/test_kiosk.h"
#include "tests/testing/certificates.h"

namespace greenledger::conformance {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr char kServerNames[] = "DNS:localhost,IP:127.0.0.1";

ServerIdentity IdentityOf(const testing::Authority& authority,
                          const testing::Authority& clients) {
  const testing::KeyPair pair = authority.Issue(kServerNames, "serverAuth");
  return {pair.certificate, pair.key, clients.certificate()};
}

// Time passes as the kiosk works.
class Clockwork final : public Surroundings {
 public:
  Clockwork(TestKiosk& kiosk, std::atomic<int64_t>& now_us)
      : kiosk_(kiosk), now_us_(now_us) {}

  int64_t SteadyMicros() override { return now_us_; }
  int64_t NowMicros() override {
    return int64_t{1'760'000'000} * 1'000'000 + now_us_;
  }
  bool Await(const std::function<bool()>& done, microseconds at_most) override {
    const int64_t end_us = now_us_ + at_most.count();
    while (now_us_ < end_us) {
      if (done()) return true;
      kiosk_.Step();
    }
    return done();
  }
  absl::StatusOr<bool> Ask(Action action, int times) override {
    for (int i = 0; i < times; ++i) {
      if (action == Action::kDrop) kiosk_.Drop();
      if (action == Action::kDailyClose) kiosk_.DailyClose();
      if (action == Action::kScaleTest) kiosk_.ScaleTest();
      if (action == Action::kMonitor) kiosk_.Monitor();
      if (action == Action::kRestart && can_restart) kiosk_.Restart();
    }
    return action != Action::kRestart || can_restart;
  }
  void Tell(const cli::Text&) override {}
  void Listening(int port) override { kiosk_.SetPort(port); }

  bool can_restart = true;

 private:
  TestKiosk& kiosk_;
  std::atomic<int64_t>& now_us_;
};

class ConformanceTest : public ::testing::Test {
 protected:
  static crypto::Ed25519PrivateKey Key() {
    return *crypto::Ed25519PrivateKey::FromSeed(std::string(32, 'k'));
  }

  // What a run with a kiosk of that flaw says.
  void Run(Flaw flaw, const Promises& promises, bool can_restart = true) {
    const testing::Authority authority("ours");
    const testing::Authority stranger("theirs");
    const testing::KeyPair tls = authority.Issue(
        "URI:greenledger://kiosk/" + std::to_string(TestKiosk::kBook) + "/" +
            std::to_string(TestKiosk::kKiosk),
        "clientAuth");
    std::atomic<int64_t> now_us = 0;
    TestKiosk kiosk(flaw, {authority.certificate(), tls.certificate, tls.key},
                    Key(), now_us);
    Clockwork clockwork(kiosk, now_us);
    clockwork.can_restart = can_restart;
    const absl::Status status = RunConformance(
        {.book = TestKiosk::kBook,
         .kiosk = TestKiosk::kKiosk,
         .record_key = *crypto::Ed25519PublicKey::FromBytes(Key().public_key()),
         .list_key = Key(),
         .config = {},
         .identity = IdentityOf(authority, authority),
         .stranger = IdentityOf(stranger, authority),
         .promises = promises,
         .late = milliseconds(200)},
        clockwork, report);
    EXPECT_TRUE(status.ok()) << status;
  }

  std::string FindingsOf(int promise) const {
    std::string all;
    for (const std::string& text : report.Findings(promise)) all += text + "\n";
    return all;
  }

  Report report{cli::Language::kEnglish};
};

TEST_F(ConformanceTest, AKioskThatKeepsItsPromisesIsSaidTo) {
  Run(Flaw::kNone, AllPromises());
  for (int promise = 1; promise <= kPromises; ++promise) {
    EXPECT_EQ(report.VerdictOf(promise), promise == 2 || promise == 18
                                             ? Verdict::kElsewhere
                                             : Verdict::kKept)
        << "K" << promise << " " << FindingsOf(promise);
  }
}

TEST_F(ConformanceTest, WhatNobodyCanDoIsNotSeen) {
  Run(Flaw::kNone, {4, 15}, false);
  EXPECT_EQ(report.VerdictOf(4), Verdict::kNotSeen);
  EXPECT_EQ(report.VerdictOf(15), Verdict::kKept);
}

struct FlawedKiosk {
  Flaw flaw;
  // What it breaks, and a word of what is said about it.
  int promise;
  const char* finding;
};

void PrintTo(const FlawedKiosk& kiosk, std::ostream* out) {
  *out << "K" << kiosk.promise << " " << kiosk.finding;
}

class FlawTest : public ConformanceTest,
                 public ::testing::WithParamInterface<FlawedKiosk> {};

TEST_P(FlawTest, IsFound) {
  const FlawedKiosk& kiosk = GetParam();
  Run(kiosk.flaw, {kiosk.promise});
  EXPECT_EQ(report.VerdictOf(kiosk.promise), Verdict::kBroken);
  EXPECT_THAT(FindingsOf(kiosk.promise), ::testing::HasSubstr(kiosk.finding));
}

INSTANTIATE_TEST_SUITE_P(
    All, FlawTest,
    ::testing::Values(
        FlawedKiosk{Flaw::kUploadsWhilePending, 1, "all the same"},
        FlawedKiosk{Flaw::kHelloTooSoon, 1, "to say hello again after 3 s"},
        FlawedKiosk{Flaw::kNoHelloAfterLoss, 1, "on a new connection"},
        FlawedKiosk{Flaw::kTrustsAll, 3, "must not know"},
        FlawedKiosk{Flaw::kDropsOldest, 4, "were never sent"},
        FlawedKiosk{Flaw::kForgetsAtPowerCut, 4, "the power cut"},
        FlawedKiosk{Flaw::kSkipsNumbers, 5, "calls itself record"},
        FlawedKiosk{Flaw::kTooManyRecords, 5, "the longest of"},
        FlawedKiosk{Flaw::kOtherBytesForRetry, 6, "with other bytes"},
        FlawedKiosk{Flaw::kGoesOnAfterRefusal, 6, "went on with record"},
        FlawedKiosk{Flaw::kGoesOnAfterRefusal, 7, "went on with record"},
        FlawedKiosk{Flaw::kBadSignature, 7, "does not fit"},
        FlawedKiosk{Flaw::kBadChain, 7, "previous_chain"},
        FlawedKiosk{Flaw::kWrongDailyClose, 8, "wrong total of class 11"},
        FlawedKiosk{Flaw::kWrongTotals, 9, "since commissioning, class 11"},
        FlawedKiosk{Flaw::kNoReferenceWeight, 10, "no reference weight"},
        FlawedKiosk{Flaw::kClockGoesBack, 11, "went back"},
        FlawedKiosk{Flaw::kNoTime, 11, "device_time_us 0"},
        FlawedKiosk{Flaw::kBelievesWrongList, 12, "did not ask for the full"},
        FlawedKiosk{Flaw::kIgnoresPushBack, 14, "to wait 2000 ms and came"},
        FlawedKiosk{Flaw::kHotLoop, 14, "came again"},
        FlawedKiosk{Flaw::kNoChance, 14, "nothing random"},
        FlawedKiosk{Flaw::kNoGrowth, 14, "waits no longer"},
        FlawedKiosk{Flaw::kStuckOnQuarantine, 15, "was sent again"},
        FlawedKiosk{Flaw::kMonitorOfNothing, 16, "lacks its kind"},
        FlawedKiosk{Flaw::kNoSoftware, 17, "with software \"\""},
        FlawedKiosk{Flaw::kStopsAtNewFields, 17, "after answers with new"},
        FlawedKiosk{Flaw::kSecondConnection, 19, "two connections at once"},
        FlawedKiosk{Flaw::kNeverResends, 20, "was asked to send again"}));

// Breaches that show in scenes of another promise.
TEST_F(ConformanceTest, ARetryUnderANewNumberIsFound) {
  Run(Flaw::kNewNumberForRetry, {5, 14});
  EXPECT_THAT(FindingsOf(5), ::testing::HasSubstr("under another number"));
}

TEST_F(ConformanceTest, AJournalThatNobodyAdmittedIsFound) {
  Run(Flaw::kNewJournalAtRestart, {4, 5});
  EXPECT_THAT(FindingsOf(5), ::testing::HasSubstr("without being admitted"));
}

TEST(PromisesTest, AreReadFromAList) {
  EXPECT_EQ(*ParsePromises("K5,K20"), (Promises{5, 20}));
  EXPECT_EQ(std::string(ParsePromises("K5,K21").status().message()),
            "'K21' is no promise; expected K1 to K20");
  EXPECT_FALSE(ParsePromises("5").ok());
  EXPECT_FALSE(ParsePromises("K").ok());
}

}  // namespace
}  // namespace greenledger::conformance
