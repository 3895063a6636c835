// Objections on the command line: the contact is sealed before it leaves.
#include <gmock/gmock.h>

#include "storage/backup/backup_key.h"
#include "storage/backup/sealed_box.h"
#include "storage/proof/sha256.h"
#include "tests/clients/cli/selection_testing.h"
#include "tests/testing/temp_folder.h"

namespace greenledger::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class ObjectionTest : public SelectionTestOf<> {
 protected:
  ObjectionTest() {
    EXPECT_TRUE(backup::CreateKeyFiles(key_file_, key_).ok());
    EXPECT_TRUE(backup::CreateKeyFiles(other_file_, other_).ok());
  }

  Outcome File(std::vector<std::string> more = {}) {
    std::vector<std::string> arguments = {
        "objection",  "file",
        "--text",     "mixed",
        "--contact",  WriteFile("contact", "王小明\n13800000000\n"),
        "--seal-for", key_file_ + ".pub",
        "--by",       "S"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return Do(std::move(arguments));
  }

  const testing::TempFolder folder_;
  const std::string key_file_ = folder_.File("committee.key");
  const std::string other_file_ = folder_.File("other.key");
  const backup::SecretKey key_ =
      backup::MakeSecretKey(std::string(32, 's'), std::string(32, 'n'));
  const backup::SecretKey other_ =
      backup::MakeSecretKey(std::string(32, 'o'), std::string(32, 'n'));
};

TEST_F(ObjectionTest, TheContactLeavesSealedAlone) {
  const Outcome outcome = File({"--campaign", "7", "--household", "12"});
  EXPECT_EQ(outcome.code, ExitCode::kOk) << outcome.err;
  EXPECT_EQ(*backup::OpenBox(key_, selection.sealed_contact),
            "王小明\n13800000000\n");
  EXPECT_THAT(selection.sealed_contact, Not(HasSubstr("138")));
  EXPECT_THAT(outcome.out + outcome.err, Not(HasSubstr("138")));
  EXPECT_THAT(selection.last,
              AllOf(HasSubstr("campaign_number: 7 about { kind: "
                              "CONTESTANT_KIND_HOUSEHOLD number: 12 } text: "
                              "\"mixed\" contact_digest:")));
}

TEST_F(ObjectionTest, AComplaintIsAboutNobodyInParticular) {
  EXPECT_EQ(File().code, ExitCode::kOk);
  EXPECT_THAT(selection.last,
              AllOf(Not(HasSubstr("about")), Not(HasSubstr("campaign"))));
}

TEST_F(ObjectionTest, AnEmptyContactOrAWrongKeyFileIsNotSent) {
  EXPECT_EQ(Do({"objection", "file", "--text", "x", "--contact",
                WriteFile("empty", " \n"), "--seal-for", key_file_ + ".pub",
                "--by", "S"})
                .code,
            ExitCode::kUsage);
  EXPECT_EQ(
      Do({"objection", "file", "--text", "x", "--contact",
          WriteFile("contact", "x"), "--seal-for", key_file_, "--by", "S"})
          .code,
      ExitCode::kUsage);
  EXPECT_EQ(selection.last, "");
}

TEST_F(ObjectionTest, OnlyTheCommitteeOpensAContact) {
  ASSERT_EQ(File().code, ExitCode::kOk);
  EXPECT_EQ(Do({"objection", "contact", "99", "--key", key_file_}).out,
            "王小明\n13800000000\n");
  EXPECT_EQ(Do({"objection", "contact", "99", "--key", other_file_}).code,
            ExitCode::kUsage);
  selection.sealed_contact.back() ^= 1;
  EXPECT_EQ(Do({"objection", "contact", "99", "--key", key_file_}).code,
            ExitCode::kVerificationFailed);
}

TEST_F(ObjectionTest, AContactIsErased) {
  EXPECT_EQ(Do({"objection", "erase-contact", "99"}).code, ExitCode::kOk);
  EXPECT_TRUE(selection.erased);
}

TEST_F(ObjectionTest, AnAnswerUpholdsOrRejects) {
  EXPECT_EQ(Sent({"objection", "answer", "99", "--upheld", "--strike",
                  "--answer", "yes", "--by", "C"}),
            R"(answer { objection_index: 99 upheld: true effect: )"
            R"(OBJECTION_EFFECT_STRIKE answer: "yes" by: "C" })");
  EXPECT_EQ(Sent({"objection", "answer", "99", "--rejected", "--answer", "no",
                  "--by", "C"}),
            R"(answer { objection_index: 99 effect: )"
            R"(OBJECTION_EFFECT_NONE answer: "no" by: "C" })");
  EXPECT_EQ(Do({"objection", "answer", "99", "--rejected", "--strike",
                "--answer", "no", "--by", "C"})
                .code,
            ExitCode::kUsage);
  EXPECT_EQ(
      Do({"objection", "answer", "99", "--answer", "no", "--by", "C"}).code,
      ExitCode::kUsage);
}

TEST_F(ObjectionTest, ListShowsDeadlinesAndAnswers) {
  v1::ObjectionStanding& open = selection.objections.emplace_back();
  open.set_index(98);
  open.mutable_filed()->set_text("夜间满溢");
  open.mutable_filed()->set_answer_until(20'520);
  v1::ObjectionStanding& answered = selection.objections.emplace_back();
  answered.set_index(99);
  answered.mutable_answered()->set_upheld(true);
  answered.mutable_answered()->set_effect(v1::OBJECTION_EFFECT_STRIKE);
  EXPECT_THAT(Do({"objection", "list", "--open"}).out,
              AllOf(HasSubstr("夜间满溢"), HasSubstr("2026-03-08"),
                    HasSubstr("upheld, struck off")));
  EXPECT_THAT(selection.last, HasSubstr("open_only: true"));
}

}  // namespace
}  // namespace greenledger::cli
