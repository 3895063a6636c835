#include "tests/services/statements/sentence_testing.h"

#include <utility>

namespace greenledger::statements {
namespace {

int64_t Noon(const char* day) {
  return *rules::ParseDay(day) * kDayUs + 4 * kDayUs / 24;  // UTC+8
}

v1::Scheme TestScheme() {
  v1::Scheme scheme;
  scheme.set_version("s1");
  const auto add = [&](uint32_t code, uint32_t parent, const char* zh,
                       const char* en) {
    v1::WasteClass* one = scheme.add_classes();
    one->set_code(code);
    one->set_parent_code(parent);
    one->set_name_zh(zh);
    one->set_name_en(en);
  };
  add(3, 0, "厨余垃圾", "Food waste");
  add(31, 3, "家庭厨余", "Household food waste");
  add(23, 0, "废电池", "Batteries");
  return scheme;
}

v1::Tariff TestTariff() {
  v1::Tariff tariff;
  tariff.set_version("t1");
  tariff.set_scheme("s1");
  tariff.set_late_after_hours(168);
  tariff.set_late_rule(v1::LATE_RULE_COUNT_WHEN_RECEIVED);
  tariff.set_poor_quality_permille(500);
  v1::TariffLine* food = tariff.add_lines();
  food->set_class_code(3);
  food->set_milli_points_per_kg(2'000);
  food->set_min_grams(100);
  food->set_daily_cap_milli_points(20'000);
  food->set_daily_cap_merit_drops(2);
  food->add_windows()->set_from_minute(420);
  food->mutable_windows(0)->set_to_minute(540);
  v1::TariffLine* cells = tariff.add_lines();
  cells->set_class_code(23);
  cells->set_milli_points_per_kg(1'000);
  cells->set_milli_points_per_piece(500);
  v1::Campaign* campaign = tariff.add_campaigns();
  campaign->set_name("Spring");
  campaign->set_from_day("2026-03-01");
  campaign->set_to_day("2026-03-31");
  campaign->set_class_code(3);
  campaign->set_points_permille(1'500);
  campaign->set_merit_permille(1'000);
  return tariff;
}

v1::HoldPlaced TestHold() {
  v1::HoldPlaced hold;
  hold.set_household_number(7);
  hold.set_milli_points(12'500);
  hold.set_purpose("the theatre");
  hold.set_expires_us(Noon("2026-03-07"));
  return hold;
}

v1::HoldPlaced TestOrder(bool voucher) {
  v1::HoldPlaced hold = TestHold();
  if (voucher) hold.set_milli_points(0);
  hold.mutable_order()->set_reward_number(12);
  hold.mutable_order()->set_pieces(2);
  hold.mutable_order()->set_voucher(voucher);
  return hold;
}

}  // namespace

SentenceTest::SentenceTest() : tariff(TestTariff()) {
  auto scheme = std::make_shared<rules::PublishedScheme>(rules::PublishedScheme{
      TestScheme(), 1, rules::CompiledScheme(TestScheme())});
  scheme_ = std::move(scheme);
  *entries[kHoldIndex].mutable_hold_placed() = TestHold();
  *entries[kOrderIndex].mutable_hold_placed() = TestOrder(false);
  *entries[kVoucherIndex].mutable_hold_placed() = TestOrder(true);
  v1::AdjustmentProposed* proposed =
      entries[kProposalIndex].mutable_adjustment_proposed();
  proposed->set_milli_points(5'000);
  proposed->set_milli_merit(-1'000);
  proposed->set_why("the scale was broken");
  entries[kMoveIndex].mutable_household_moved_out()->set_to_book(350212002002);
  v1::CorrectionBegun* begun =
      entries[kCorrectionIndex].mutable_correction_begun();
  begun->mutable_tariff()->set_version("t1-corrected");
  begun->set_why("food was too cheap");
  v1::TitleGranted* granted = entries[kTitleIndex].mutable_title_granted();
  granted->set_campaign_number(3);
  granted->mutable_contestant()->set_kind(v1::CONTESTANT_KIND_PERSON);
  granted->mutable_contestant()->set_number(7);
  granted->mutable_contestant()->set_member(2);
  entries[kDropIndex] = DropEntry(FoodRecord(2'500), 5'000, 1'000);
}

v1::Entry SentenceTest::NewEntry() {
  v1::Entry entry;
  entry.set_index(100);
  entry.set_household(7);
  entry.set_time_us(Noon("2026-03-05"));
  return entry;
}

v1::Record SentenceTest::FoodRecord(uint32_t grams) {
  v1::Record record;
  record.mutable_drop()->set_class_code(31);
  record.mutable_drop()->set_grams(grams);
  return record;
}

v1::Entry SentenceTest::DropEntry(const v1::Record& record,
                                  int64_t milli_points, int64_t milli_merit) {
  v1::Entry entry = NewEntry();
  v1::DropBooked* drop = entry.mutable_drop();
  drop->mutable_source()->set_record(record.SerializeAsString());
  drop->set_tariff_index(kTariffIndex);
  drop->set_day(static_cast<uint32_t>(*rules::ParseDay("2026-03-05")));
  Move(v1::ASSET_POINTS, milli_points, &entry);
  Move(v1::ASSET_MERIT, milli_merit, &entry);
  return entry;
}

void SentenceTest::Move(v1::Asset asset, int64_t amount, v1::Entry* entry) {
  v1::Posting* leg = entry->add_postings();
  leg->set_owner(v1::ACCOUNT_OWNER_HOUSEHOLD);
  leg->set_owner_number(7);
  leg->set_asset(asset);
  leg->set_amount(amount);
}

absl::StatusOr<Sentence> SentenceTest::Write(const v1::Entry& entry,
                                             v1::Language language) {
  *entries[kTariffIndex].mutable_tariff_published() = tariff;
  Sources sources;
  sources.utc_offset_minutes = 480;
  sources.entry_at = [&](uint64_t index, v1::Entry* found) {
    const auto at = entries.find(index);
    if (at == entries.end()) return absl::DataLossError("no such entry");
    *found = at->second;
    return absl::OkStatus();
  };
  sources.scheme = [&](std::string_view version) {
    return version == "s1" ? scheme_ : nullptr;
  };
  sources.reward_name = [](uint32_t number, v1::Language in) {
    if (number != 12) return std::string();
    return std::string(in == v1::LANGUAGE_EN ? "Soap" : "肥皂");
  };
  sources.place_name = [](uint64_t number) {
    return number == 101 ? std::string("Building 1") : std::string();
  };
  sources.title_name = [](uint32_t number, v1::Language in) {
    if (number != 3) return std::string();
    return std::string(in == v1::LANGUAGE_EN ? "Green Family" : "绿色家庭");
  };
  Archive archive(sources);
  return WriteSentence(entry, language, &archive);
}

std::string SentenceTest::Say(const v1::Entry& entry, v1::Language language) {
  absl::StatusOr<Sentence> sentence = Write(entry, language);
  if (!sentence.ok()) return std::string(sentence.status().message());
  return sentence->text;
}

}  // namespace greenledger::statements
