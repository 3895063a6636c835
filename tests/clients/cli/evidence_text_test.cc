// Entries about evidence and selection, as people read them.
#include "clients/cli/contestant_option.h"
#include "clients/cli/entry_text.h"
#include "gtest/gtest.h"

namespace greenledger::cli {
namespace {

v1::Contestant Household(uint64_t number) {
  v1::Contestant contestant;
  contestant.set_kind(v1::CONTESTANT_KIND_HOUSEHOLD);
  contestant.set_number(number);
  return contestant;
}

TEST(ContestantTextTest, SaysWhoAndWhere) {
  v1::Contestant who = Household(12);
  EXPECT_EQ(ContestantText(who, Language::kChinese), "住户 12");
  who.set_kind(v1::CONTESTANT_KIND_PERSON);
  who.set_member(2);
  EXPECT_EQ(ContestantText(who, Language::kEnglish), "household 12, member 2");
  who.set_kind(v1::CONTESTANT_KIND_COMMUNITY);
  who.set_book(350212002001);
  EXPECT_EQ(ContestantText(who, Language::kEnglish),
            "community of book 350212002001");
  EXPECT_EQ(ContestantText(who, Language::kChinese), "账本 350212002001 社区");
}

TEST(EvidenceTextTest, AnInspectionSaysAllThatItRestsOn) {
  v1::Entry entry;
  v1::InspectionBooked* inspection = entry.mutable_inspection();
  *inspection->mutable_subject() = Household(12);
  inspection->set_score_permille(855);
  inspection->set_day("2026-03-01");
  inspection->add_evidence(v1::EVIDENCE_KIND_HEARING);
  inspection->add_evidence(v1::EVIDENCE_KIND_INSPECTION);
  inspection->set_campaign_number(1);
  inspection->set_sample_number(3);
  inspection->set_recheck_of(40);
  inspection->set_by("S-07");
  inspection->set_note("clean");
  EXPECT_EQ(EntryDetail(entry, Language::kEnglish),
            "household 12: 85.5 of 100, hearing, inspection, 2026-03-01, "
            "campaign 1, sample 3, repeats entry 40 (S-07) clean");
}

TEST(EvidenceTextTest, ASurveysShareIsHalfUp) {
  v1::Entry entry;
  entry.mutable_survey()->set_kind(v1::SURVEY_KIND_AWARENESS);
  entry.mutable_survey()->set_asked(20'000);
  entry.mutable_survey()->set_answered(2000);
  entry.mutable_survey()->set_positive(1901);
  EXPECT_NE(EntryDetail(entry, Language::kEnglish).find("awareness: 95.1%"),
            std::string::npos);
}

TEST(EvidenceTextTest, OfALongSampleTheFirstAreShown) {
  v1::Entry entry;
  v1::SampleDrawn* drawn = entry.mutable_sample_drawn();
  drawn->set_sample_number(3);
  drawn->set_population(97);
  drawn->set_by("S-07");
  for (uint64_t i = 1; i <= 10; ++i) drawn->add_drawn(i);
  EXPECT_EQ(EntryDetail(entry, Language::kEnglish),
            "sample 3: out of 97, 10 drawn: 1 2 3 4 5 6 7 8 9 10 (S-07)");
  drawn->add_drawn(11);
  EXPECT_EQ(EntryDetail(entry, Language::kEnglish),
            "sample 3: out of 97, 11 drawn: 1 2 3 4 5 6 7 8 9 10 … (S-07)");
}

TEST(EvidenceTextTest, AWithdrawnViolationNamesTheOneBefore) {
  v1::Entry entry;
  *entry.mutable_violation()->mutable_subject() = Household(12);
  entry.mutable_violation()->set_day("2026-03-01");
  entry.mutable_violation()->set_what("burnt waste");
  entry.mutable_violation()->set_by("C-01");
  EXPECT_EQ(EntryDetail(entry, Language::kEnglish),
            "household 12: 2026-03-01, burnt waste (C-01)");
  entry.mutable_violation()->set_withdraws(40);
  EXPECT_EQ(EntryDetail(entry, Language::kChinese),
            "住户 12：撤销条目 40 的违规，burnt waste（C-01）");
}

TEST(SelectionTextTest, AStepSaysWhatFollowsFromIt) {
  v1::Entry entry;
  v1::CampaignStepped* step = entry.mutable_campaign_stepped();
  step->set_campaign_number(1);
  step->set_to(v1::CAMPAIGN_STATE_NOTICE);
  step->set_notice_until(20'513);
  step->set_list_digest("\x01\x02");
  step->set_by("C-01");
  EXPECT_EQ(EntryDetail(entry, Language::kEnglish),
            "campaign 1: notice, notice until 2026-03-01, winners 0102 (C-01)");
  step->set_to(v1::CAMPAIGN_STATE_CANCELLED);
  step->clear_notice_until();
  step->clear_list_digest();
  step->set_why("no money");
  EXPECT_EQ(EntryDetail(entry, Language::kChinese),
            "评选 1：已取消（C-01：no money）");
}

TEST(SelectionTextTest, ATitleSaysTermRowAndPrize) {
  v1::Entry entry;
  v1::TitleGranted* granted = entry.mutable_title_granted();
  granted->set_campaign_number(1);
  *granted->mutable_contestant() = Household(12);
  granted->set_rank(2);
  granted->set_title_code("green-family");
  granted->set_level(v1::TITLE_LEVEL_COMMUNITY);
  granted->set_from_day(20'513);
  granted->set_to_day(20'514);
  EXPECT_EQ(EntryDetail(entry, Language::kEnglish),
            "campaign 1: household 12, rank 2, title green-family (community), "
            "2026-03-01 to 2026-03-02");
  granted->set_in_a_row(3);
  granted->set_milli_points(50'500);
  EXPECT_TRUE(EntryDetail(entry, Language::kEnglish)
                  .ends_with(", 3 in a row, prize 50.5 points"));
}

TEST(SelectionTextTest, AComplaintIsAboutNoCampaign) {
  v1::Entry entry;
  v1::ObjectionFiled* filed = entry.mutable_objection_filed();
  filed->set_text("the bin smells");
  filed->set_answer_until(20'513);
  filed->set_by("S-07");
  EXPECT_EQ(EntryDetail(entry, Language::kEnglish),
            "complaint: the bin smells, to be answered by 2026-03-01 (S-07)");
  filed->set_campaign_number(1);
  *filed->mutable_about() = Household(12);
  EXPECT_EQ(EntryDetail(entry, Language::kChinese),
            "评选 1，关于住户 12：the bin smells，2026-03-01 前答复（S-07）");
}

}  // namespace
}  // namespace greenledger::cli
