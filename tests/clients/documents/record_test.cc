// Praise and criticism, and the archive of seven parts.
#include "clients/documents/record.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "clients/documents/archive.h"
#include "clients/documents/words.h"
#include "storage/proof/sha256.h"
#include "tests/clients/documents/documents_testing.h"

namespace greenledger::documents {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

// A book in UTC+8 that tells entries one after another.
class RecordTest : public ::testing::Test {
 protected:
  RecordTest() {
    Entry("2025-01-01").mutable_book_opened()->set_utc_offset_minutes(480);
    Finish();
  }

  // The next entry, on that local day; Finish adds it.
  v1::Entry& Entry(const std::string& day) {
    entry_.Clear();
    entry_.set_index(index_++);
    // Noon at UTC+8.
    entry_.set_time_us((Day(day) * int64_t{24} + 4) * 3'600'000'000);
    return entry_;
  }
  void Finish() { record_.Add(entry_); }

  void Violation(const std::string& day, uint64_t household, uint64_t withdraws,
                 const std::string& about = "") {
    v1::ViolationBooked* violation = Entry(day).mutable_violation();
    violation->mutable_subject()->set_kind(v1::CONTESTANT_KIND_HOUSEHOLD);
    violation->mutable_subject()->set_number(household);
    violation->set_what("混投 <b>");
    violation->set_day(about.empty() ? day : about);
    violation->set_withdraws(withdraws);
    Finish();
  }

  void Title(const std::string& day, uint64_t household) {
    v1::TitleGranted* title = Entry(day).mutable_title_granted();
    title->mutable_contestant()->set_kind(v1::CONTESTANT_KIND_HOUSEHOLD);
    title->mutable_contestant()->set_number(household);
    title->set_title_code("green-family");
    title->set_level(v1::TITLE_LEVEL_COMMUNITY);
    Finish();
  }

  std::string Praise() { return PraiseList(TestSource(), record_, directory_); }

  Directory directory_ = TestDirectory();
  Record record_{Day("2026-01-01"), Day("2026-12-31"), &directory_};

 private:
  uint64_t index_ = 0;
  v1::Entry entry_;
};

TEST_F(RecordTest, PraiseAndCriticismOfThePeriodAlone) {
  Title("2025-12-31", 13);
  Title("2026-03-05", 12);
  Violation("2026-03-06", 14, 0);
  Violation("2027-01-01", 12, 0);
  const std::string html = Praise();
  EXPECT_THAT(html,
              AllOf(HasSubstr("2026年3月5日</td><td>&lt;3 号楼&gt; 王＊＊</td>"
                              "<td>获社区级称号 green-family</td>"),
                    HasSubstr("欧阳＊</td><td>违规：混投 &lt;b&gt;</td>"),
                    Not(HasSubstr("13 号住户"))));
  EXPECT_EQ(Count(html, "违规"), 1u);
}

TEST_F(RecordTest, AViolationIsOfTheDayItWasSeen) {
  Violation("2027-01-05", 14, 0, "2026-12-28");
  Violation("2026-01-04", 12, 0, "2025-12-30");
  const std::string html = Praise();
  EXPECT_THAT(html, HasSubstr("2026年12月28日</td><td>"));
  EXPECT_EQ(Count(html, "违规"), 1u);
}

TEST_F(RecordTest, AWithdrawnViolationIsNotHeldAgainstAnybody) {
  Violation("2026-03-06", 14, 0);
  Violation("2026-03-07", 14, 1);
  EXPECT_THAT(Praise(), Not(HasSubstr("违规")));
}

TEST_F(RecordTest, ACheckOfAnOlderTitleNamesItsHolder) {
  Title("2025-06-01", 12);
  v1::TitleChecked* check = Entry("2026-06-01").mutable_title_checked();
  check->set_title_index(1);
  check->set_check(v1::TITLE_CHECK_WARNED);
  check->set_why("混投");
  Finish();
  check = Entry("2026-06-02").mutable_title_checked();
  check->set_title_index(1);
  check->set_check(v1::TITLE_CHECK_KEPT);
  Finish();
  const std::string html = Praise();
  EXPECT_THAT(html, HasSubstr("王＊＊</td><td>称号 green-family：警告，混投"));
  EXPECT_EQ(Count(html, "称号 green-family"), 1u);
}

TEST_F(RecordTest, CollectorsAreNamedByNumber) {
  v1::Penalty* penalty = Entry("2026-02-01").mutable_penalty();
  penalty->set_collector_number(3);
  penalty->set_why("超时");
  Finish();
  EXPECT_THAT(Praise(), HasSubstr("3 号清运单位</td><td>处罚：超时"));
}

class ArchiveTest : public RecordTest {
 protected:
  std::vector<File> Make() {
    return Archive(
        {{source_, totals_, indicators_, points_, campaigns_, directory_},
         record_,
         titles_,
         373,
         objections_,
         calendar_,
         tariff_,
         keeper_});
  }
  static std::string Bytes(const std::vector<File>& files,
                           const std::string& name) {
    for (const File& file : files) {
      if (file.name == name) return file.bytes;
    }
    ADD_FAILURE() << name << " is missing";
    return "";
  }

  Source source_ = TestSource();
  v1::GetTotalsResponse totals_;
  v1::GetIndicatorsResponse indicators_;
  v1::GetPointsFiguresResponse points_;
  std::vector<v1::CampaignStanding> campaigns_ = {TestCampaign()};
  std::vector<NamedTitle> titles_;
  std::vector<v1::ObjectionStanding> objections_;
  v1::GetCalendarResponse calendar_;
  v1::GetTariffResponse tariff_;
  std::string keeper_ = "C-05";
};

TEST_F(ArchiveTest, HasSevenPartsAndAnIndexWithTheirDigests) {
  const std::vector<File> files = Make();
  ASSERT_EQ(files.back().name, "index.html");
  const std::string& index = files.back().bytes;
  EXPECT_EQ(Count(index, "<h2>"), 7u);
  EXPECT_THAT(index, HasSubstr("保管人：C-05"));
  for (size_t i = 0; i + 1 < files.size(); ++i) {
    EXPECT_THAT(
        index,
        AllOf(HasSubstr("<a href=\"" + files[i].name + "\">"),
              HasSubstr(Hex(proof::AsBytes(proof::Sha256({files[i].bytes}))))))
        << files[i].name;
  }
  for (const char* part :
       {"1-profile", "2-plan", "3-documents", "4-activities", "5-summary",
        "6-rewards-and-penalties", "7-opinions"}) {
    EXPECT_THAT(Bytes(files, std::string(part) + ".html"),
                HasSubstr("检查点：共 54321 条"));
  }
}

TEST_F(ArchiveTest, ActivitiesAreThereAsTableAndCsv) {
  v1::ActivityBooked* activity = Entry("2026-06-05").mutable_activity();
  activity->set_household_number(12);
  activity->set_member_number(2);
  activity->set_kind(v1::ACTIVITY_KIND_CAMPAIGN_DAY);
  activity->set_day("2026-06-05");
  activity->set_minutes(90);
  activity->set_title("=环境日");
  activity->set_by("S-07");
  Finish();
  const std::vector<File> files = Make();
  EXPECT_THAT(Bytes(files, "4-activities.html"),
              AllOf(HasSubstr("王＊＊（成员 2）"), HasSubstr("=环境日")));
  EXPECT_THAT(
      Bytes(files, "4-activities.csv"),
      AllOf(HasSubstr(",'=环境日,90,S-07,1\r\n"), Not(HasSubstr("小明"))));
}

TEST_F(ArchiveTest, RulesAreThereInWordsAndAsTheyWereWritten) {
  const std::vector<File> files = Make();
  EXPECT_THAT(Bytes(files, "3-documents.html"),
              HasSubstr("有投放的月数不少于 12"));
  EXPECT_THAT(Bytes(files, "3-documents-campaign-7.textproto"),
              HasSubstr("title_zh: \"绿色家庭\""));
}

TEST_F(ArchiveTest, OpinionsHaveTheirAnswers) {
  v1::ObjectionStanding objection;
  objection.set_index(99);
  objection.mutable_filed()->set_text("夜间满溢");
  objections_.push_back(objection);
  objection.mutable_answered()->set_upheld(true);
  objection.mutable_answered()->set_answer("已加开一次清运");
  objections_.push_back(objection);
  EXPECT_THAT(Bytes(Make(), "7-opinions.html"),
              AllOf(HasSubstr("<td>未答复</td>"), HasSubstr("<td>成立</td>"),
                    HasSubstr("已加开一次清运")));
}

}  // namespace
}  // namespace greenledger::documents
