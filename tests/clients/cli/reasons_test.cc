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
TEST(EntryTextTest, EveryEntryAboutPointsAndGoodsSaysSomething) {
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

}  // namespace
}  // namespace greenledger::cli
