#include "services/statements/sources.h"

#include <utility>

#include "services/ledger/rules/local_day.h"
#include "services/statements/messages.h"

namespace greenledger::statements {
namespace {

absl::Status WrongBody(uint64_t index) {
  return absl::DataLossError("entry " + std::to_string(index) +
                             " is not what a later entry says it is");
}

}  // namespace

const v1::WasteClass* RatedBy::ClassOf(uint32_t code) const {
  for (const v1::WasteClass& one : scheme->scheme.classes()) {
    if (one.code() == code) return &one;
  }
  return nullptr;
}

const v1::TariffLine* RatedBy::LineFor(uint32_t code) const {
  for (const v1::TariffLine& line : tariff.lines()) {
    if (line.class_code() == code) return &line;
  }
  const v1::WasteClass* known = ClassOf(code);
  const bool is_subtype = known != nullptr && known->parent_code() != 0;
  return is_subtype ? LineFor(known->parent_code()) : nullptr;
}

const v1::Campaign* RatedBy::CampaignOn(uint32_t line, int32_t day) const {
  for (const v1::Campaign& campaign : tariff.campaigns()) {
    const auto first = rules::ParseDay(campaign.from_day());
    const auto last = rules::ParseDay(campaign.to_day());
    if (campaign.class_code() == line && first.has_value() &&
        last.has_value() && *first <= day && day <= *last) {
      return &campaign;
    }
  }
  return nullptr;
}

absl::StatusOr<v1::Entry> Archive::Read(uint64_t index) const {
  v1::Entry entry;
  if (absl::Status s = sources_.entry_at(index, &entry); !s.ok()) return s;
  return entry;
}

absl::StatusOr<v1::Entry> Archive::Read(uint64_t index,
                                        v1::Entry::BodyCase body) const {
  absl::StatusOr<v1::Entry> entry = Read(index);
  if (entry.ok() && entry->body_case() != body) return WrongBody(index);
  return entry;
}

absl::StatusOr<const RatedBy*> Archive::TariffAt(uint64_t index) {
  if (auto at = tariffs_.find(index); at != tariffs_.end()) return &at->second;
  absl::StatusOr<v1::Entry> entry = Read(index);
  if (!entry.ok()) return entry.status();
  RatedBy rated_by;
  if (entry->has_tariff_published()) {
    rated_by.tariff = std::move(*entry->mutable_tariff_published());
  } else if (entry->has_correction_begun()) {
    rated_by.tariff =
        std::move(*entry->mutable_correction_begun()->mutable_tariff());
  } else {
    return WrongBody(index);
  }
  rated_by.scheme = sources_.scheme(rated_by.tariff.scheme());
  if (rated_by.scheme == nullptr) return WrongBody(index);
  return &tariffs_.emplace(index, std::move(rated_by)).first->second;
}

std::string Archive::RewardName(uint32_t number, v1::Language language) const {
  std::string name = sources_.reward_name(number, language);
  if (!name.empty()) return name;
  return Fill(Message::kReward, language, {{"number", std::to_string(number)}});
}

std::string Archive::PlaceName(uint64_t number, v1::Language language) const {
  if (number == 0) return Fill(Message::kCounter, language);
  std::string name = sources_.place_name(number);
  if (!name.empty()) return name;
  return Fill(Message::kPlace, language, {{"number", std::to_string(number)}});
}

std::string Archive::TitleName(uint32_t campaign, v1::Language language) const {
  std::string name = sources_.title_name(campaign, language);
  if (!name.empty()) return name;
  return Fill(Message::kCampaignTitle, language,
              {{"number", std::to_string(campaign)}});
}

}  // namespace greenledger::statements
