#include "clients/cli/reasons.h"

#include <gtest/gtest.h>

#include <set>

#include "clients/cli/entry_text.h"
#include "clients/cli/names.h"
#include "clients/cli/refusal_text.h"

namespace greenledger::cli {
namespace {

// Every value has a text of its own in both languages.
template <typename Enum, typename TextOf>
void ExpectComplete(const google::protobuf::EnumDescriptor* descriptor,
                    const TextOf& text_of) {
  std::set<std::string_view> zh;
  std::set<std::string_view> en;
  for (int i = 0; i < descriptor->value_count(); ++i) {
    SCOPED_TRACE(descriptor->value(i)->name());
    Text text = text_of(static_cast<Enum>(descriptor->value(i)->number()));
    EXPECT_FALSE(text.zh.empty());
    EXPECT_FALSE(text.en.empty());
    EXPECT_TRUE(zh.insert(text.zh).second);
    EXPECT_TRUE(en.insert(text.en).second);
  }
}

template <typename Enum>
void ExpectReasons(const google::protobuf::EnumDescriptor* descriptor) {
  ExpectComplete<Enum>(descriptor, [](Enum e) { return ReasonText(e); });
}

template <typename Enum>
void ExpectNames(const google::protobuf::EnumDescriptor* descriptor) {
  ExpectComplete<Enum>(descriptor, [](Enum e) { return NameOf(e); });
}

TEST(ReasonsTest, EveryReasonHasATextInBothLanguages) {
  ExpectReasons<v1::DropNote>(v1::DropNote_descriptor());
  ExpectReasons<v1::QuarantineReason>(v1::QuarantineReason_descriptor());
  ExpectReasons<v1::RefusalReason>(v1::RefusalReason_descriptor());
}

TEST(ReasonsTest, AReasonOfALaterVersionIsUnknown) {
  EXPECT_EQ(ReasonText(static_cast<v1::DropNote>(999)).en, "unknown reason");
}

TEST(NamesTest, EveryValueHasANameInBothLanguages) {
  ExpectNames<v1::PlaceKind>(v1::PlaceKind_descriptor());
  ExpectNames<v1::Tenure>(v1::Tenure_descriptor());
  ExpectNames<v1::HouseholdState>(v1::HouseholdState_descriptor());
  ExpectNames<v1::Quality>(v1::Quality_descriptor());
  ExpectNames<v1::AccountOwner>(v1::AccountOwner_descriptor());
  ExpectNames<v1::Asset>(v1::Asset_descriptor());
  ExpectNames<v1::ActorKind>(v1::ActorKind_descriptor());
  ExpectNames<v1::VoidCause>(v1::VoidCause_descriptor());
  ExpectNames<v1::BudgetRule>(v1::BudgetRule_descriptor());
  ExpectNames<v1::RewardKind>(v1::RewardKind_descriptor());
  ExpectNames<v1::LimitPeriod>(v1::LimitPeriod_descriptor());
  ExpectNames<v1::StockCause>(v1::StockCause_descriptor());
  ExpectNames<v1::ArticleMove>(v1::ArticleMove_descriptor());
  ExpectNames<v1::ContestantKind>(v1::ContestantKind_descriptor());
  ExpectNames<v1::EvidenceKind>(v1::EvidenceKind_descriptor());
  ExpectNames<v1::SampleFrom>(v1::SampleFrom_descriptor());
  ExpectNames<v1::ActivityKind>(v1::ActivityKind_descriptor());
  ExpectNames<v1::SurveyKind>(v1::SurveyKind_descriptor());
  ExpectNames<v1::PeriodKind>(v1::PeriodKind_descriptor());
  ExpectNames<v1::BoardScope>(v1::BoardScope_descriptor());
  ExpectNames<v1::IndicatorKind>(v1::IndicatorKind_descriptor());
  ExpectNames<v1::TitleLevel>(v1::TitleLevel_descriptor());
  ExpectNames<v1::CampaignLayer>(v1::CampaignLayer_descriptor());
  ExpectNames<v1::CampaignState>(v1::CampaignState_descriptor());
  ExpectNames<v1::ObjectionEffect>(v1::ObjectionEffect_descriptor());
  ExpectNames<v1::TitleCheck>(v1::TitleCheck_descriptor());
}

TEST(NamesTest, EveryKindOfEntryHasAName) {
  const auto* body = v1::Entry::descriptor()->FindOneofByName("body");
  for (int i = 0; i < body->field_count(); ++i) {
    SCOPED_TRACE(body->field(i)->name());
    Text name =
        NameOf(static_cast<v1::Entry::BodyCase>(body->field(i)->number()));
    EXPECT_NE(name.en, "unknown");
    EXPECT_NE(name.zh, "未知");
  }
}

// Kinds whose numbers begin with that of a hold: each says more than its name.
TEST(EntryTextTest, EveryLaterKindOfEntrySaysSomething) {
  const auto* body = v1::Entry::descriptor()->FindOneofByName("body");
  for (int i = 0; i < body->field_count(); ++i) {
    const auto* field = body->field(i);
    if (field->number() < v1::Entry::kHoldPlacedFieldNumber) continue;
    SCOPED_TRACE(field->name());
    v1::Entry entry;
    entry.GetReflection()->MutableMessage(&entry, field);
    const std::string zh = EntryDetail(entry, Language::kChinese);
    EXPECT_FALSE(zh.empty());
    EXPECT_FALSE(EntryDetail(entry, Language::kEnglish).empty());
  }
}

TEST(EntryTextTest, PointsThatAreSpentCountAndThoseThatAreHeldDoNot) {
  v1::Entry entry;
  entry.mutable_hold_committed();
  const auto add = [&](v1::Stage stage, int64_t amount) {
    v1::Posting* leg = entry.add_postings();
    leg->set_owner(v1::ACCOUNT_OWNER_HOUSEHOLD);
    leg->set_asset(v1::ASSET_POINTS);
    leg->set_stage(stage);
    leg->set_amount(amount);
  };
  add(v1::STAGE_RELEASED, -3000);
  add(v1::STAGE_UNSPECIFIED, -2000);
  EXPECT_EQ(PointsMoved(entry), -2000);
}

v1::Refusal Refused(v1::RefusalReason reason, const std::string& field,
                    const std::string& value) {
  v1::Refusal refusal;
  refusal.set_reason(reason);
  refusal.set_field(field);
  refusal.set_value(value);
  return refusal;
}

TEST(RefusalTextTest, TheValueIsSaidForWhatItIs) {
  EXPECT_EQ(RefusalText(Refused(v1::REFUSAL_REASON_INSUFFICIENT_POINTS,
                                "hold.milli_points", "2500"),
                        Language::kChinese),
            "hold.milli_points：住户可用积分不足（可用 2.5 分）");
  EXPECT_EQ(RefusalText(Refused(v1::REFUSAL_REASON_LIMIT_REACHED,
                                "hold.order.pieces", "2"),
                        Language::kEnglish),
            "hold.order.pieces: the household had as many in the period as it "
            "may have (2 pieces already)");
  EXPECT_EQ(RefusalText(Refused(v1::REFUSAL_REASON_TOO_FAR, "hold.expires_us",
                                "1772324130000000"),
                        Language::kEnglish),
            "hold.expires_us = 2026-03-01 00:15:30 UTC: the time lies too far "
            "ahead");
  EXPECT_EQ(RefusalText(Refused(v1::REFUSAL_REASON_HOLD_UNKNOWN,
                                "commit.hold_index", "7"),
                        Language::kEnglish),
            "commit.hold_index = 7: there is no such hold");
}

TEST(RefusalTextTest, StatesAndDaysAreSaidAsPeopleCallThem) {
  EXPECT_EQ(RefusalText(Refused(v1::REFUSAL_REASON_CAMPAIGN_STATE_WRONG,
                                "step.to", "CAMPAIGN_STATE_NOTICE"),
                        Language::kChinese),
            "step.to：评选不在可以这样做的阶段（现为“公示”）");
  EXPECT_EQ(
      RefusalText(Refused(v1::REFUSAL_REASON_NOTICE_RUNS, "step.to", "20513"),
                  Language::kEnglish),
      "step.to: the notice is not over (until 2026-03-01)");
  EXPECT_EQ(RefusalText(Refused(v1::REFUSAL_REASON_LADDER, "check.check",
                                "TITLE_CHECK_UNSPECIFIED"),
                        Language::kEnglish),
            "check.check: the step of the ladder before it is missing, or its "
            "deadline is not over (now: not checked yet)");
  EXPECT_EQ(RefusalText(Refused(v1::REFUSAL_REASON_LADDER, "check.check",
                                "of a later version"),
                        Language::kChinese),
            "check.check：缺少上一步处理，或整改期限未到（现为“of a later "
            "version”）");
}

// From the first reason about evidence on, each says what to do, in words of
// its own.
TEST(RefusalAdviceTest, EveryReasonAboutEvidenceAndSelectionHasAdvice) {
  const auto* type = v1::RefusalReason_descriptor();
  std::set<std::string_view> zh;
  std::set<std::string_view> en;
  for (int i = 0; i < type->value_count(); ++i) {
    const int reason = type->value(i)->number();
    if (reason < v1::REFUSAL_REASON_IN_FUTURE) continue;
    SCOPED_TRACE(type->value(i)->name());
    const Text advice = RefusalAdvice(static_cast<v1::RefusalReason>(reason));
    EXPECT_FALSE(advice.zh.empty());
    EXPECT_FALSE(advice.en.empty());
    EXPECT_TRUE(zh.insert(advice.zh).second);
    EXPECT_TRUE(en.insert(advice.en).second);
  }
  EXPECT_EQ(zh.size(), 29u);
  EXPECT_TRUE(RefusalAdvice(v1::REFUSAL_REASON_HOUSEHOLD_CLOSED).en.empty());
}

}  // namespace
}  // namespace greenledger::cli
