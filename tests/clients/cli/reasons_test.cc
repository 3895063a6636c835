#include "clients/cli/reasons.h"

#include <gtest/gtest.h>

#include <set>

#include "clients/cli/names.h"

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

}  // namespace
}  // namespace greenledger::cli
