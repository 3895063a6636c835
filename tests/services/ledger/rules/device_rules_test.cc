// What a book says to invitations, enrolments and certificates.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/ledger/rules/decide_command.h"
#include "services/ledger/rules/request_check.h"
#include "services/ledger/rules/state.h"
#include "tests/services/ledger/rules/rules_testing.h"

namespace greenledger::rules {
namespace {

using ::testing::ElementsAre;
using testing::FromText;
using ::testing::IsEmpty;

constexpr uint64_t kBook = 350212002001;
constexpr int64_t kTimeUs = 1'780'624'800LL * 1'000'000;
constexpr int64_t kHourUs = int64_t{3600} * 1'000'000;

std::string Reasons(const std::vector<v1::Refusal>& refusals) {
  std::string text;
  for (const v1::Refusal& refusal : refusals) {
    text +=
        refusal.field() + " " + v1::RefusalReason_Name(refusal.reason()) + "\n";
  }
  return text;
}

v1::Certificate Issued(v1::CertificateKind kind, const std::string& der) {
  v1::Certificate certificate;
  certificate.set_kind(kind);
  certificate.set_der(der);
  certificate.set_not_after_us(kTimeUs + 100 * kHourUs);
  return certificate;
}

proof::Hash Fingerprint(const std::string& der) { return proof::Sha256({der}); }

// A book with kiosk 1, which has no key yet.
class DeviceRulesTest : public ::testing::Test {
 protected:
  DeviceRulesTest() {
    v1::Entry opened;
    opened.mutable_book_opened()->set_utc_offset_minutes(480);
    Book(opened);
    v1::Entry kiosk;
    kiosk.mutable_kiosk_opened()->set_number(1);
    kiosk.mutable_kiosk_opened()->add_bins()->set_number(1);
    CompleteEntry(state_, ++now_us_, nullptr, &kiosk);
    EXPECT_TRUE(state_.Apply(kiosk).ok());
  }

  // What the rules say to an entry with this body; it is booked if nothing.
  std::string Book(v1::Entry entry) {
    std::vector<CommandItem> items(1);
    items[0].field = "item";
    items[0].entry = entry;
    const std::string refused =
        Reasons(CheckCommand(state_, ++now_us_, &items));
    if (!refused.empty()) return refused;
    CompleteEntry(state_, now_us_, nullptr, &items[0].entry);
    const absl::Status applied = state_.Apply(items[0].entry);
    return std::string(applied.message());
  }
  std::string Invite(const std::string& serial, const std::string& code,
                     int64_t expires_us = kTimeUs + kHourUs) {
    v1::Entry entry;
    v1::KioskInvited* invited = entry.mutable_kiosk_invited();
    invited->set_kiosk_number(1);
    invited->set_serial(serial);
    invited->set_code_hash(std::string(proof::AsBytes(Fingerprint(code))));
    invited->set_expires_us(expires_us);
    return Book(entry);
  }
  std::string Enrol(const std::string& serial, const std::string& code,
                    uint64_t incarnation) {
    v1::Entry entry;
    v1::KioskEnrolled* enrolled = entry.mutable_kiosk_enrolled();
    enrolled->set_kiosk_number(1);
    enrolled->set_serial(serial);
    enrolled->set_public_key(std::string(32, 'k'));
    enrolled->set_incarnation(incarnation);
    enrolled->set_code_hash(std::string(proof::AsBytes(Fingerprint(code))));
    const std::string device = std::to_string(incarnation);
    *enrolled->add_certificates() =
        Issued(v1::CERTIFICATE_KIND_OPERATIONAL, "op" + device);
    *enrolled->add_certificates() =
        Issued(v1::CERTIFICATE_KIND_BOOTSTRAP, "boot" + device);
    return Book(entry);
  }
  std::string Renew(const std::string& der) {
    v1::Entry entry;
    entry.mutable_certificate_renewed()->set_kiosk_number(1);
    *entry.mutable_certificate_renewed()->mutable_certificate() =
        Issued(v1::CERTIFICATE_KIND_OPERATIONAL, der);
    return Book(entry);
  }
  std::string Revoke(const std::string& fingerprint) {
    v1::Entry entry;
    entry.mutable_certificates_revoked()->set_kiosk_number(1);
    entry.mutable_certificates_revoked()->set_fingerprint(fingerprint);
    entry.mutable_certificates_revoked()->set_why("stolen");
    return Book(entry);
  }
  bool Counts(const std::string& der) const {
    return state_.FindKiosk(1)->FindCertificate(Fingerprint(der)) != nullptr;
  }

  BookState state_{kBook};
  int64_t now_us_ = kTimeUs;
};

TEST_F(DeviceRulesTest, ACodeIsGoodForOneEnrolment) {
  EXPECT_EQ(Enrol("S", "code", 11),
            "item.kiosk_number REFUSAL_REASON_NOT_INVITED\n");
  EXPECT_EQ(Invite("S", "code"), "");
  EXPECT_EQ(Enrol("S", "code", 11), "");
  const KioskState& kiosk = *state_.FindKiosk(1);
  EXPECT_EQ(kiosk.kiosk.incarnation(), 11u);
  EXPECT_EQ(kiosk.kiosk.public_key(), std::string(32, 'k'));
  EXPECT_EQ(kiosk.serial, "S");
  EXPECT_TRUE(Counts("op11") && Counts("boot11"));
  EXPECT_EQ(Enrol("S", "code", 12),
            "item.kiosk_number REFUSAL_REASON_NOT_INVITED\n");
}

TEST_F(DeviceRulesTest, EveryReasonAgainstAnEnrolmentIsNamedInOrder) {
  EXPECT_EQ(Invite("S", "code"), "");
  EXPECT_EQ(Enrol("S", "code", 11), "");
  EXPECT_EQ(Invite("S", "next", now_us_ + 10), "");
  now_us_ += kHourUs;
  EXPECT_EQ(Enrol("T", "code", 11),
            "item.incarnation REFUSAL_REASON_INCARNATION_USED\n"
            "item.code_hash REFUSAL_REASON_CODE_WRONG\n"
            "item.code_hash REFUSAL_REASON_INVITATION_ENDED\n"
            "item.serial REFUSAL_REASON_SERIAL_WRONG\n");
}

TEST_F(DeviceRulesTest, AnInvitationThatHasEndedIsNone) {
  EXPECT_EQ(Invite("S", "code", kTimeUs - 1),
            "item.expires_us REFUSAL_REASON_INVITATION_ENDED\n");
  EXPECT_EQ(Invite("S", "old"), "");
  EXPECT_EQ(Invite("S", "new"), "");
  EXPECT_EQ(Enrol("S", "old", 11),
            "item.code_hash REFUSAL_REASON_CODE_WRONG\n");
}

TEST_F(DeviceRulesTest, ARenewalLeavesTheOneBeforeAndNoOther) {
  EXPECT_EQ(Renew("op"),
            "item.kiosk_number REFUSAL_REASON_CERTIFICATE_UNKNOWN\n");
  EXPECT_EQ(Invite("S", "code"), "");
  EXPECT_EQ(Enrol("S", "code", 1), "");
  EXPECT_EQ(Renew("second"), "");
  EXPECT_TRUE(Counts("op1") && Counts("second") && Counts("boot1"));
  EXPECT_EQ(Renew("third"), "");
  EXPECT_FALSE(Counts("op1"));
  EXPECT_TRUE(Counts("second") && Counts("third") && Counts("boot1"));
}

TEST_F(DeviceRulesTest, RevokingTakesOneCertificateOrAll) {
  EXPECT_EQ(Invite("S", "code"), "");
  EXPECT_EQ(Enrol("S", "code", 1), "");
  const proof::Hash one = Fingerprint("op1");
  EXPECT_EQ(Revoke(std::string(proof::AsBytes(one))), "");
  EXPECT_FALSE(Counts("op1"));
  EXPECT_TRUE(Counts("boot1"));
  EXPECT_EQ(Revoke(std::string(proof::AsBytes(one))),
            "item.fingerprint REFUSAL_REASON_CERTIFICATE_UNKNOWN\n");
  EXPECT_EQ(Revoke(""), "");
  EXPECT_FALSE(Counts("boot1"));
  EXPECT_EQ(Revoke(""),
            "item.fingerprint REFUSAL_REASON_CERTIFICATE_UNKNOWN\n");
  EXPECT_EQ(Renew("next"),
            "item.kiosk_number REFUSAL_REASON_CERTIFICATE_UNKNOWN\n");
}

TEST_F(DeviceRulesTest, EnrollingAgainVoidsWhatWasBefore) {
  EXPECT_EQ(Invite("S", "code"), "");
  EXPECT_EQ(Enrol("S", "code", 1), "");
  EXPECT_EQ(Invite("T", "next"), "");
  EXPECT_TRUE(Counts("op1"));
  EXPECT_EQ(Enrol("T", "next", 2), "");
  EXPECT_FALSE(Counts("op1") || Counts("boot1"));
  EXPECT_TRUE(Counts("op2") && Counts("boot2"));
  EXPECT_THAT(state_.FindKiosk(1)->used_incarnations, ElementsAre(1, 2));
}

TEST_F(DeviceRulesTest, AKioskWithoutKeyHasNoJournal) {
  v1::Entry admit;
  admit.mutable_incarnation_admitted()->set_kiosk_number(1);
  admit.mutable_incarnation_admitted()->set_incarnation(5);
  EXPECT_EQ(Book(admit), "item.kiosk_number REFUSAL_REASON_NOT_INVITED\n");
  EXPECT_EQ(state_.FindKiosk(1)->key, nullptr);
  v1::Entry record;
  record.mutable_actor()->set_number(1);
  record.mutable_quarantined()->mutable_source()->set_sequence(1);
  CompleteEntry(state_, ++now_us_, nullptr, &record);
  EXPECT_EQ(state_.Apply(record).code(), absl::StatusCode::kDataLoss);
}

TEST(DeviceRequestsTest, KeyAndJournalComeTogetherOrNotAtAll) {
  const auto faults_of = [](const std::string& key, uint64_t incarnation) {
    auto request = FromText<v1::RegisterKiosksRequest>(R"(
      header { request_id: "6f1c3b52-0d5e-4f5e-9b1e-2f6a9e1c7a10"
               book: 350212002001 }
      kiosks { number: 1 bins { number: 1 class_code: 3 } })");
    request.mutable_kiosks(0)->set_public_key(key);
    request.mutable_kiosks(0)->set_incarnation(incarnation);
    return testing::FieldsOf(Check(request));
  };
  EXPECT_THAT(faults_of("", 0), IsEmpty());
  EXPECT_THAT(faults_of(std::string(32, 'k'), 1), IsEmpty());
  EXPECT_THAT(faults_of("", 1), ElementsAre("kiosks[0].public_key"));
  EXPECT_THAT(faults_of(std::string(32, 'k'), 0),
              ElementsAre("kiosks[0].incarnation"));
}

TEST(DeviceRequestsTest, EveryFieldOfAnEnrolmentIsChecked) {
  EXPECT_THAT(testing::FieldsOf(Check(v1::EnrolRequest())),
              ElementsAre("book", "kiosk_number", "serial", "code",
                          "certificate_request", "public_key",
                          "public_key_proof", "incarnation"));
  v1::EnrolRequest request;
  request.set_code(std::string(101, 'Q'));
  for (const common::Fault& fault : Check(request)) {
    EXPECT_EQ(fault.value.find("QQQ"), std::string::npos)
        << "a fault repeats the code";
  }
}

TEST(DeviceRequestsTest, EveryFieldOfAnOperatorsRequestIsChecked) {
  v1::InviteKioskRequest invite;
  invite.mutable_invited()->set_expires_us(-1);
  EXPECT_THAT(testing::FieldsOf(Check(invite)),
              ElementsAre("header", "invited.kiosk_number", "invited.serial",
                          "invited.code_hash", "invited.expires_us"));
  v1::RevokeCertificatesRequest revoke;
  revoke.mutable_revoked()->set_fingerprint("short");
  EXPECT_THAT(testing::FieldsOf(Check(revoke)),
              ElementsAre("header", "revoked.kiosk_number",
                          "revoked.fingerprint", "revoked.why"));
  EXPECT_THAT(testing::FieldsOf(Check(v1::RenewCertificateRequest())),
              ElementsAre("certificate_request"));
}

}  // namespace
}  // namespace greenledger::rules
