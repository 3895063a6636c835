// Documents on the command line: read from the services, written to a folder.
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "clients/cli/output.h"
#include "google/rpc/status.pb.h"
#include "storage/checkpoint/checkpoint.h"
#include "storage/checkpoint/note_key.h"
#include "tests/clients/cli/selection_testing.h"
#include "tests/testing/temp_folder.h"

namespace greenledger::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

// A book with a name that tells its entries from where it is asked.
class NamedBook : public v1::LedgerService::Service {
 public:
  std::vector<v1::Entry> entries;

 private:
  grpc::Status GetTotals(grpc::ServerContext*,
                         const v1::GetTotalsRequest* request,
                         v1::GetTotalsResponse* response) override {
    v1::Book* book = response->mutable_book();
    book->set_book(request->book());
    book->set_community_name("大同社区");
    book->set_utc_offset_minutes(480);
    book->set_size(entries.size());
    response->set_root_hash(std::string(32, '\x3C'));
    return grpc::Status::OK;
  }
  grpc::Status ListBooks(grpc::ServerContext*, const v1::ListBooksRequest*,
                         v1::ListBooksResponse* response) override {
    response->add_books()->set_book(350212002001);
    return grpc::Status::OK;
  }
  grpc::Status FollowEntries(
      grpc::ServerContext*, const v1::FollowEntriesRequest* request,
      grpc::ServerWriter<v1::FollowEntriesResponse>* writer) override {
    v1::FollowEntriesResponse response;
    response.set_first_index(request->from_index());
    for (size_t i = request->from_index(); i < entries.size(); ++i) {
      response.add_entries(entries[i].SerializeAsString());
    }
    writer->Write(response);
    return grpc::Status::OK;
  }
};

// Signs checkpoints of 54,321 entries, or has no key.
class FakeProofs : public v1::ProofService::Service {
 public:
  bool signs = true;

 private:
  grpc::Status GetCheckpoint(grpc::ServerContext*,
                             const v1::GetCheckpointRequest* request,
                             v1::GetCheckpointResponse* response) override {
    EXPECT_TRUE(request->fresh());
    if (!signs) {
      google::rpc::Status details;
      google::rpc::ErrorInfo info;
      info.set_reason("NO_LOG_KEY");
      details.add_details()->PackFrom(info);
      return {grpc::StatusCode::FAILED_PRECONDITION, "no key",
              details.SerializeAsString()};
    }
    const auto signer = *checkpoint::NoteSigner::FromSeed(
        checkpoint::OriginOf("ledger.example", request->book()),
        checkpoint::KeyType::kEd25519, std::string(32, 's'));
    proof::Hash root{};
    root.fill(0x4D);
    checkpoint::Note note{checkpoint::FormatCheckpoint(
                              {signer.verifier().name(), {54'321, root}, {}}),
                          {}};
    note.signatures.push_back(signer.Sign(note.text));
    response->set_checkpoint(checkpoint::FormatNote(note));
    return grpc::Status::OK;
  }
};

class NoEvidence : public v1::EvidenceService::Service {
  grpc::Status GetCalendar(grpc::ServerContext*, const v1::GetCalendarRequest*,
                           v1::GetCalendarResponse*) override {
    return grpc::Status::OK;
  }
};

class NoStandings : public v1::RankingService::Service {
  grpc::Status GetIndicators(grpc::ServerContext*,
                             const v1::GetIndicatorsRequest*,
                             v1::GetIndicatorsResponse* response) override {
    v1::Indicator* one = response->mutable_stretch()->add_indicators();
    one->set_kind(v1::INDICATOR_KIND_PARTICIPATION);
    one->set_numerator(300);
    one->set_denominator(373);
    one->set_permille(804);
    return grpc::Status::OK;
  }
  grpc::Status ListTop(grpc::ServerContext*, const v1::ListTopRequest* request,
                       v1::ListTopResponse* response) override {
    // The month before has the worse rank.
    v1::Standing* standing = response->add_standings();
    standing->mutable_contestant()->set_kind(request->board().contestants());
    standing->mutable_contestant()->set_number(21);
    standing->set_rank(request->board().day() == "2026-02-01" ? 1 : 9);
    return grpc::Status::OK;
  }
};

class DocumentTest
    : public SelectionTestOf<NamedBook, FakeProofs, NoEvidence, NoStandings> {
 protected:
  DocumentTest() {
    ledger.entries.resize(2);
    ledger.entries[0].mutable_book_opened()->set_utc_offset_minutes(480);
    v1::Entry part;
    part.mutable_list_part()->set_campaign_number(7);
    for (const v1::ListRow& row : ListRows()) {
      *part.mutable_list_part()->add_rows() = row;
    }
    ledger.entries.push_back(part);
    v1::Entry step;
    step.mutable_campaign_stepped()->set_campaign_number(7);
    step.mutable_campaign_stepped()->set_to(v1::CAMPAIGN_STATE_EVALUATED);
    ledger.entries.push_back(step);
    // Of another evaluation; nothing of it belongs to the list.
    ledger.entries.push_back(part);
    language = "zh";
  }

  Outcome Make(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "document");
    arguments.insert(arguments.end(), {"--out", out_});
    return Do(std::move(arguments));
  }
  std::string Written(const std::string& name) const {
    std::ifstream file(out_ + "/" + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  const testing::TempFolder folder_;
  const std::string out_ = folder_.File("out");
};

TEST_F(DocumentTest, ANoticeComesWithItsListByteForByte) {
  const std::string names =
      WriteFile("names.csv", "household,name\n12,王小明\n13,欧阳明\n");
  const Outcome outcome = Make({"notice", "7", "--names", names});
  EXPECT_EQ(outcome.code, ExitCode::kOk) << outcome.err;
  EXPECT_EQ(Written("list.txt"), WinnersText());
  EXPECT_THAT(outcome.out, HasSubstr(ToHex(rules::DigestOf(WinnersText()))));
  EXPECT_THAT(
      Written("notice.html"),
      AllOf(HasSubstr("<td>3 号楼</td><td>王＊＊</td>"),
            HasSubstr("<td>欧阳＊</td>"), Not(HasSubstr("小明")),
            HasSubstr("检查点：共 54321 条，ledger.example/350212002001 签署"),
            HasSubstr("4d4d4d4d"),
            HasSubstr(ToHex(selection.campaign.winners_digest()))));
}

TEST_F(DocumentTest, AServerWithoutKeyGivesItsUnsignedHead) {
  proofs.signs = false;
  EXPECT_EQ(Make({"notice", "7"}).code, ExitCode::kOk);
  EXPECT_THAT(Written("notice.html"),
              AllOf(HasSubstr("服务器未签署"), HasSubstr("3c3c3c3c")));
}

TEST_F(DocumentTest, AnUntrustedCheckpointIsNotPrinted) {
  const auto other = *checkpoint::NoteSigner::FromSeed(
      checkpoint::OriginOf("ledger.example", kBook),
      checkpoint::KeyType::kEd25519, std::string(32, 'o'));
  EXPECT_EQ(Make({"notice", "7", "--key", other.verifier().ToText()}).code,
            ExitCode::kVerificationFailed);
  EXPECT_FALSE(std::filesystem::exists(out_));
}

TEST_F(DocumentTest, AListThatIsNotTheBooksIsNotPrinted) {
  selection.candidates[0].set_final_score_millionths(1);
  EXPECT_EQ(Make({"notice", "7"}).code, ExitCode::kVerificationFailed);
  EXPECT_FALSE(std::filesystem::exists(out_));
}

TEST_F(DocumentTest, CandidatesComeFromTheEntriesOfTheBook) {
  EXPECT_EQ(Make({"candidates", "7"}).code, ExitCode::kOk);
  EXPECT_EQ(Written("list.txt"), ListText());
  EXPECT_THAT(Written("candidates.csv"), HasSubstr("14 号住户"));
  std::filesystem::remove_all(out_);
  ledger.entries.erase(ledger.entries.begin() + 2);
  EXPECT_EQ(Make({"candidates", "7"}).code, ExitCode::kVerificationFailed);
}

TEST_F(DocumentTest, NothingIsPrintedBeforeItsTime) {
  EXPECT_EQ(Make({"result", "7"}).code, ExitCode::kRefused);
  selection.campaign.set_state(v1::CAMPAIGN_STATE_DECIDED);
  EXPECT_EQ(Make({"result", "7"}).code, ExitCode::kOk);
  selection.campaign.set_state(v1::CAMPAIGN_STATE_CANCELLED);
  EXPECT_EQ(Make({"candidates", "7"}).code, ExitCode::kRefused);
}

TEST_F(DocumentTest, AFileIsNeverOverwritten) {
  EXPECT_EQ(Make({"notice", "7"}).code, ExitCode::kOk);
  const std::string before = Written("notice.html");
  EXPECT_EQ(Make({"notice", "7"}).code, ExitCode::kUsage);
  EXPECT_EQ(Written("notice.html"), before);
}

TEST_F(DocumentTest, AFaultOfTheNamesIsNamedWithoutThem) {
  const std::string names =
      WriteFile("names.csv", "household,name\nx,王小明\n");
  const Outcome outcome = Make({"notice", "7", "--names", names});
  EXPECT_EQ(outcome.code, ExitCode::kRefused);
  EXPECT_THAT(outcome.out + outcome.err,
              AllOf(HasSubstr(":2"), Not(HasSubstr("王小明"))));
}

TEST_F(DocumentTest, CertificatesNeedTitles) {
  selection.campaign.set_state(v1::CAMPAIGN_STATE_AWARDED);
  EXPECT_EQ(Make({"certificates", "7"}).code, ExitCode::kRefused);
  selection.titles.resize(2);
  selection.titles[0].set_check(v1::TITLE_CHECK_REVOKED);
  selection.titles[1].set_check(v1::TITLE_CHECK_REVOKED);
  EXPECT_EQ(Make({"certificates", "7"}).code, ExitCode::kRefused)
      << "all of them revoked";
  selection.titles[1].set_check(v1::TITLE_CHECK_WARNED);
  EXPECT_EQ(Make({"certificates", "7"}).code, ExitCode::kOk);
  EXPECT_THAT(Written("certificates.html"), HasSubstr("荣誉证书"));
}

TEST_F(DocumentTest, TheComparisonHoldsTwoMonthsSideBySide) {
  EXPECT_EQ(Make({"comparison", "--month", "2026-02"}).code, ExitCode::kOk);
  EXPECT_THAT(Written("comparison-2026-02.html"),
              HasSubstr("<td class=\"number\">1</td><td class=\"number\">9"
                        "</td><td>3 号楼</td>"));
  EXPECT_EQ(Make({"comparison", "--month", "soon"}).code, ExitCode::kUsage);
}

TEST_F(DocumentTest, TitlesAndTheSelfReportAreWritten) {
  EXPECT_EQ(Make({"titles", "--day", "2026-12-31"}).code, ExitCode::kOk);
  EXPECT_THAT(Written("titles.html"), HasSubstr("有效住户 373 户"));
  EXPECT_EQ(
      Make({"self-report", "--from", "2026-01-01", "--to", "2026-12-31"}).code,
      ExitCode::kOk);
  EXPECT_THAT(Written("self-report.html"),
              AllOf(HasSubstr("80.4%"), HasSubstr("绿色家庭")));
}

TEST_F(DocumentTest, PraiseIsReadFromTheBooksEntries) {
  v1::Entry entry;
  entry.set_time_us(1'772'324'130'000'000);  // 2026-03-01
  entry.mutable_penalty()->set_household_number(12);
  entry.mutable_penalty()->set_why("混投");
  ledger.entries.push_back(entry);
  EXPECT_EQ(Make({"praise", "--from", "2026-01-01", "--to", "2026-03-31"}).code,
            ExitCode::kOk);
  EXPECT_THAT(Written("praise.html"), HasSubstr("处罚：混投"));
}

TEST_F(DocumentTest, TheArchiveIsAFolderWithAnIndex) {
  const Outcome outcome = Make({"archive", "--from", "2026-01-01", "--to",
                                "2026-12-31", "--keeper", "C-05", "--json"});
  EXPECT_EQ(outcome.code, ExitCode::kOk) << outcome.err;
  EXPECT_THAT(outcome.out,
              AllOf(HasSubstr("1-profile.html\",\"bytes\":"),
                    HasSubstr("7-opinions.html"), HasSubstr("\"sha256\":\"")));
  EXPECT_THAT(Written("index.html"), HasSubstr("保管人：C-05"));
}

}  // namespace
}  // namespace greenledger::cli
