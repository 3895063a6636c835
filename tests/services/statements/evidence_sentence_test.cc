// What a household reads about activities, inspections and violations.
#include "tests/services/statements/sentence_testing.h"

namespace greenledger::statements {
namespace {

class EvidenceSentenceTest : public SentenceTest {
 protected:
  static v1::Entry Activity(v1::ActivityKind kind, uint32_t counted) {
    v1::Entry entry = NewEntry();
    v1::ActivityBooked* activity = entry.mutable_activity();
    activity->set_member_number(3);
    activity->set_kind(kind);
    activity->set_day("2026-03-04");
    activity->set_minutes(90);
    activity->set_counted_minutes(counted);
    activity->set_title("at the bins");
    return entry;
  }

  static v1::Entry Inspection() {
    v1::Entry entry = NewEntry();
    v1::InspectionBooked* inspection = entry.mutable_inspection();
    inspection->mutable_subject()->set_kind(v1::CONTESTANT_KIND_HOUSEHOLD);
    inspection->set_day("2026-03-04");
    inspection->set_score_permille(855);
    return entry;
  }

  static v1::Entry Violation() {
    v1::Entry entry = NewEntry();
    v1::ViolationBooked* violation = entry.mutable_violation();
    violation->mutable_subject()->set_kind(v1::CONTESTANT_KIND_PERSON);
    violation->mutable_subject()->set_member(2);
    violation->set_day("2026-03-04");
    violation->set_what("rubble in the food bin");
    return entry;
  }
};

TEST_F(EvidenceSentenceTest, AnActivitySaysWhatItEarns) {
  v1::Entry entry = Activity(v1::ACTIVITY_KIND_VOLUNTEERING, 90);
  Move(v1::ASSET_MERIT, 7'500, &entry);
  EXPECT_EQ(Say(entry),
            "Member 3, 4 March 2026, volunteering: “at the bins”, 90 minutes. "
            "Earned: +7.5 merit points.");
  EXPECT_EQ(Say(entry, kZh),
            "3 号成员2026年3月4日志愿服务：“at the bins”，90 分钟。得 +7.5 "
            "荣誉分。");
}

TEST_F(EvidenceSentenceTest, AnActivityAboveTheLimitSaysWhatCounts) {
  EXPECT_EQ(Say(Activity(v1::ACTIVITY_KIND_LEARNING, 30)),
            "Member 3, 4 March 2026, learning: “at the bins”, 90 minutes. Of "
            "these, 30 count; the rest is above the day's limit. It earns no "
            "merit.");
  EXPECT_EQ(Say(Activity(v1::ACTIVITY_KIND_HELPING, 0), kZh),
            "3 号成员2026年3月4日助人：“at the bins”，90 分钟。计入 0 "
            "分钟，超出当日上限的部分不计。不计荣誉分。");
  EXPECT_EQ(Say(Activity(v1::ACTIVITY_KIND_CAMPAIGN_DAY, 90)),
            "Member 3, 4 March 2026, campaign day: “at the bins”, 90 minutes. "
            "It earns no merit.");
}

TEST_F(EvidenceSentenceTest, AnInspectionSaysItsScoreAndWhatItWasFor) {
  v1::Entry entry = Inspection();
  EXPECT_EQ(Say(entry),
            "The household was inspected on 4 March 2026: 85.5 of 100.");
  entry.mutable_inspection()->set_campaign_number(3);
  entry.mutable_inspection()->set_recheck_of(40);
  entry.mutable_inspection()->set_note("clean");
  EXPECT_EQ(Say(entry),
            "The household was inspected on 4 March 2026: 85.5 of 100. It was "
            "a visit for “Green Family”. It repeats the inspection of entry "
            "40. Seen: “clean”.");
  EXPECT_EQ(Say(entry, kZh),
            "本户于2026年3月4日接受检查，得 85.5 分（满分 100 "
            "分）。本次检查属于“绿色家庭”评选。这是对第 40 "
            "号条目的复核。检查记录：“clean”。");
}

TEST_F(EvidenceSentenceTest, AViolationAndItsWithdrawalAreTold) {
  v1::Entry entry = Violation();
  EXPECT_EQ(Say(entry),
            "Member 2 broke a rule on 4 March 2026: “rubble in the food bin”.");
  EXPECT_EQ(Say(entry, kZh),
            "2 号成员于2026年3月4日违反规定：“rubble in the food "
            "bin”，已记录在案。");
  entry.mutable_violation()->set_withdraws(41);
  EXPECT_EQ(Say(entry),
            "Member 2: the violation of entry 41 (4 March 2026, “rubble in the "
            "food bin”) was withdrawn and no longer counts.");
}

}  // namespace
}  // namespace greenledger::statements
