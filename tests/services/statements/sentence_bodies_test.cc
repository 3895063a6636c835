// Every kind of entry that a household may have is explained, in both
// languages; so is every note of a drop.
#include <gmock/gmock.h>

#include <set>

#include "tests/services/statements/sentence_testing.h"

namespace greenledger::statements {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// Kinds that stand in no household's own sequence.
const std::set<std::string> kOfNoHousehold = {
    "quarantined",
    "clearance",
    "scale_test",
    "refused",
    "daily_close",
    "monitor",
    "started",
    "book_opened",
    "place_opened",
    "kiosk_opened",
    "kiosk_closed",
    "incarnation_admitted",
    "scheme_published",
    "tariff_published",
    "kiosk_invited",
    "kiosk_enrolled",
    "certificate_renewed",
    "certificates_revoked",
    "party_opened",
    "crew_card_issued",
    "clearance_plan_published",
    "clearance_missed",
    "anomaly_rules_published",
    "anomaly_raised",
    "anomaly_judged",
    "material_handed_over",
    "material_returned",
    "budget_published",
    "budget_changed",
    "prizes_reserved",
    "prizes_released",
    "reward_published",
    "stock_changed",
    "correction_begun",
    "correction_ended",
    "calendar_published",
    "activity_rules_published",
    "sample_committed",
    "sample_drawn",
    "survey",
    "campaign_drafted",
    "campaign_stepped",
    "list_part",
    "review_signed",
    "objection_filed",
    "objection_answered",
    "nomination_received",
};

// What other entries it refers to.
void Refer(v1::Entry* entry) {
  switch (entry->body_case()) {
    case v1::Entry::kHoldCommitted:
      return entry->mutable_hold_committed()->set_hold_index(kHoldIndex);
    case v1::Entry::kHoldVoided:
      return entry->mutable_hold_voided()->set_hold_index(kHoldIndex);
    case v1::Entry::kAdjustmentDecided:
      return entry->mutable_adjustment_decided()->set_proposal_index(
          kProposalIndex);
    case v1::Entry::kMoveEnded:
      return entry->mutable_move_ended()->set_out_index(kMoveIndex);
    case v1::Entry::kDropsRerated:
      return entry->mutable_drops_rerated()->set_correction_index(
          kCorrectionIndex);
    case v1::Entry::kEntryReversed:
      return entry->mutable_entry_reversed()->set_reversed_index(kDropIndex);
    case v1::Entry::kTitleChecked:
      return entry->mutable_title_checked()->set_title_index(kTitleIndex);
    default:
      return;
  }
}

class SentenceBodiesTest : public SentenceTest {
 protected:
  v1::Entry EntryWith(const google::protobuf::FieldDescriptor* body) {
    if (body->name() == "drop") return entries[kDropIndex];
    v1::Entry entry = NewEntry();
    entry.GetReflection()->MutableMessage(&entry, body);
    Refer(&entry);
    return entry;
  }
};

TEST_F(SentenceBodiesTest, EveryKindThatAHouseholdMayHaveIsExplained) {
  const auto* bodies = v1::Entry::descriptor()->FindOneofByName("body");
  size_t of_no_household = 0;
  for (int i = 0; i < bodies->field_count(); ++i) {
    const auto* body = bodies->field(i);
    SCOPED_TRACE(body->name());
    const v1::Entry entry = EntryWith(body);
    const auto zh = Write(entry, v1::LANGUAGE_ZH_CN);
    const auto en = Write(entry, v1::LANGUAGE_EN);
    if (kOfNoHousehold.contains(body->name())) {
      ++of_no_household;
      EXPECT_TRUE(absl::IsDataLoss(en.status()));
      continue;
    }
    ASSERT_TRUE(zh.ok()) << zh.status();
    ASSERT_TRUE(en.ok()) << en.status();
    EXPECT_NE(zh->kind, v1::STATEMENT_KIND_UNSPECIFIED);
    EXPECT_NE(zh->text, en->text);
    EXPECT_THAT(en->text, Not(HasSubstr("{")));
    EXPECT_THAT(zh->text, Not(HasSubstr("{")));
    EXPECT_TRUE(en->text.ends_with('.')) << en->text;
    EXPECT_TRUE(zh->text.ends_with("。")) << zh->text;
  }
  EXPECT_EQ(of_no_household, kOfNoHousehold.size());
}

TEST_F(SentenceBodiesTest, EveryNoteOfADropIsExplained) {
  const std::string plain_en = Say(entries[kDropIndex]);
  const std::string plain_zh = Say(entries[kDropIndex], v1::LANGUAGE_ZH_CN);
  std::set<std::string> texts = {plain_en, plain_zh};
  for (int note = 1; note <= v1::DropNote_MAX; ++note) {
    SCOPED_TRACE(v1::DropNote_Name(static_cast<v1::DropNote>(note)));
    v1::Entry entry = entries[kDropIndex];
    entry.mutable_drop()->add_notes(static_cast<v1::DropNote>(note));
    const std::string en = Say(entry);
    const std::string zh = Say(entry, v1::LANGUAGE_ZH_CN);
    EXPECT_GT(en.size(), 60u) << en;
    EXPECT_THAT(en, Not(HasSubstr("{")));
    EXPECT_THAT(zh, Not(HasSubstr("{")));
    // None says what another one says.
    EXPECT_TRUE(texts.insert(en).second) << en;
    EXPECT_TRUE(texts.insert(zh).second) << zh;
  }
}

}  // namespace
}  // namespace greenledger::statements
