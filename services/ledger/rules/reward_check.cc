// What is wrong with a line of the catalogue.
#include <algorithm>
#include <set>
#include <string>

#include "services/ledger/rules/document_check.h"
#include "services/ledger/rules/local_day.h"
#include "services/ledger/rules/request_fields.h"

namespace greenledger::rules {
namespace {

constexpr int kPickupPlacesMax = 20;
constexpr size_t kPictureBytesMax = 40'000;

bool IsPicture(std::string_view bytes) {
  const bool webp = bytes.size() > 12 && bytes.starts_with("RIFF") &&
                    bytes.substr(8, 4) == "WEBP";
  return webp || bytes.starts_with("\xFF\xD8\xFF") ||
         bytes.starts_with("\x89PNG\r\n\x1A\n");
}

void CheckPicture(const v1::Reward& reward, const FieldPath& at,
                  FaultList& faults) {
  const std::string& picture = reward.picture();
  if (picture.empty()) return;
  if (picture.size() > kPictureBytesMax) {
    faults.Add(at, "picture", std::to_string(picture.size()) + " bytes",
               "at most 40000 bytes");
  }
  if (!IsPicture(picture)) {
    faults.Add(at, "picture", "a file of another kind",
               "a JPEG, PNG or WebP file");
  }
}

void CheckLimit(const v1::Reward& reward, const FieldPath& at,
                FaultList& faults) {
  faults.CheckRange(at, "limit_pieces", reward.limit_pieces(), 0, 10'000);
  if (reward.limit_pieces() == 0) {
    return faults.CheckOneOf(at, "limit_period", reward.limit_period(),
                             {v1::LIMIT_PERIOD_UNSPECIFIED});
  }
  faults.CheckOneOf(at, "limit_period", reward.limit_period(),
                    {v1::LIMIT_PERIOD_DAY, v1::LIMIT_PERIOD_MONTH,
                     v1::LIMIT_PERIOD_YEAR, v1::LIMIT_PERIOD_EVER});
}

void CheckDays(const v1::Reward& reward, const FieldPath& at,
               FaultList& faults) {
  if (!reward.from_day().empty()) {
    faults.CheckDay(at, "from_day", reward.from_day());
  }
  if (reward.to_day().empty()) return;
  faults.CheckDay(at, "to_day", reward.to_day());
  if (reward.to_day() < reward.from_day()) {
    faults.Add(at, "to_day", reward.to_day(), "not before from_day");
  }
}

void CheckPlaces(const v1::Reward& reward, const FieldPath& at,
                 FaultList& faults) {
  faults.CheckCount(at, "places", reward.places_size(), 0, kPickupPlacesMax);
  std::set<uint64_t> seen;
  for (int i = 0; i < std::min(reward.places_size(), kPickupPlacesMax); ++i) {
    const v1::PickUpPlace& place = reward.places(i);
    const FieldPath path(at, "places", i);
    faults.CheckRange(path, "place_number", place.place_number(), 0, kPlaceMax);
    faults.CheckText(path, "hours", place.hours(), 1, 120);
    if (!seen.insert(place.place_number()).second) {
      faults.Add(path, "place_number", std::to_string(place.place_number()),
                 "given once");
    }
  }
}

}  // namespace

void CheckReward(const v1::Reward& reward, const FieldPath& at,
                 FaultList& faults) {
  const bool article = reward.kind() == v1::REWARD_KIND_ARTICLE;
  faults.CheckRange(at, "number", reward.number(), 1, 9999);
  faults.CheckOneOf(at, "kind", reward.kind(),
                    {v1::REWARD_KIND_REWARD, v1::REWARD_KIND_ARTICLE});
  faults.CheckText(at, "name_zh", reward.name_zh(), 1, 60);
  faults.CheckText(at, "name_en", reward.name_en(), 1, 60);
  faults.CheckRange(at, "milli_points", reward.milli_points(), article ? 0 : 1,
                    article ? 0 : 1'000'000'000);
  CheckLimit(reward, at, faults);
  CheckDays(reward, at, faults);
  faults.CheckRange(at, "pick_up_hours", reward.pick_up_hours(),
                    article ? 0 : 1, article ? 0 : 2160);
  CheckPlaces(reward, at, faults);
  CheckPicture(reward, at, faults);
}

common::Faults CheckReward(const v1::Reward& reward) {
  FaultList faults;
  CheckReward(reward, FieldPath(), faults);
  return faults.Take();
}

}  // namespace greenledger::rules
