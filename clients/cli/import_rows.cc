#include "clients/cli/import_rows.h"

#include <limits>

#include "clients/cli/card_hash.h"
#include "clients/cli/output.h"
#include "services/ledger/rules/request_fields.h"

namespace greenledger::cli {
namespace {

// Limits of the contract (greenledger/v1/registry.proto).
constexpr uint64_t kPlaceMax = 1'000'000;
constexpr uint64_t kKioskMax = 1'000'000;
constexpr uint64_t kPeopleMax = 50;
constexpr size_t kCardsMax = 20;
constexpr size_t kBinsMax = 99;
constexpr size_t kNameBytesMax = 60;
constexpr size_t kPublicKeyBytes = 32;

constexpr Text kCardHashText = {"卡号摘要：32 位十六进制数字",
                                "a card's hash: 32 hexadecimal digits"};

void AddMembers(uint64_t count, v1::MemberKind kind, v1::Household* household) {
  for (uint64_t i = 0; i < count; ++i) {
    v1::Member* member = household->add_members();
    member->set_number(static_cast<uint32_t>(household->members_size()));
    member->set_kind(kind);
  }
}

// `1:3` is bin 1 for class 3.
bool ReadBin(const std::string& word, v1::Bin* bin) {
  size_t colon = word.find(':');
  if (colon == std::string::npos) return false;
  uint64_t number = 0;
  uint64_t class_code = 0;
  if (!ReadNumber(word.substr(0, colon), &number) ||
      !ReadNumber(word.substr(colon + 1), &class_code)) {
    return false;
  }
  if (number < 1 || number > 999 || class_code < 1 || class_code > 9999) {
    return false;
  }
  bin->set_number(static_cast<uint32_t>(number));
  bin->set_class_code(static_cast<uint32_t>(class_code));
  return true;
}

void ReadBins(CellReader& cells, size_t column, v1::Kiosk* kiosk) {
  std::vector<std::string> words = cells.Words(column);
  if (words.empty() || words.size() > kBinsMax) {
    cells.Fault(column, {"1 至 99 个投口", "1 to 99 bins"});
    return;
  }
  SeenAt numbers;
  for (const std::string& word : words) {
    v1::Bin* bin = kiosk->add_bins();
    if (!ReadBin(word, bin)) {
      cells.Fault(column, word,
                  {"投口:类别，如 1:3（投口 1 至 999，类别 1 至 9999）",
                   "BIN:CLASS, such as 1:3 (bin 1 to 999, class 1 to 9999)"});
      continue;
    }
    cells.Once(column, std::to_string(bin->number()), &numbers);
  }
}

}  // namespace

const std::vector<std::string>& PlaceRows::Columns() {
  static const std::vector<std::string> kColumns = {"number", "kind", "parent",
                                                    "name"};
  return kColumns;
}

v1::Place PlaceRows::Read(CellReader& cells) {
  enum { kNumber, kKind, kParent, kName };
  v1::Place place;
  place.set_number(cells.Number(kNumber, 1, kPlaceMax));
  cells.Once(kNumber, cells.Cell(kNumber), &numbers_);
  place.set_kind(cells.Choice<v1::PlaceKind>(
      kKind,
      {{"grid", v1::PLACE_KIND_GRID}, {"building", v1::PLACE_KIND_BUILDING}}));
  place.set_parent_number(cells.Number(kParent, 0, kPlaceMax));
  place.set_name(cells.Name(kName, kNameBytesMax));
  return place;
}

const std::vector<std::string>& HouseholdRows::Columns() {
  static const std::vector<std::string> kColumns = {
      "number", "building", "tenure", "residents",
      "adults", "minors",   "state",  "cards"};
  return kColumns;
}

v1::Household HouseholdRows::Read(CellReader& cells) {
  enum { kNumber, kBuilding, kTenure, kResidents, kAdults, kMinors, kState };
  v1::Household household;
  household.set_number(cells.Number(kNumber, 1, rules::kHouseholdMax));
  cells.Once(kNumber, cells.Cell(kNumber), &numbers_);
  household.set_building_number(cells.Number(kBuilding, 1, kPlaceMax));
  household.set_tenure(cells.Choice<v1::Tenure>(
      kTenure, {{"owner", v1::TENURE_OWNER}, {"tenant", v1::TENURE_TENANT}}));
  household.set_residents(
      static_cast<uint32_t>(cells.Number(kResidents, 1, kPeopleMax)));
  uint64_t adults = cells.Number(kAdults, 0, kPeopleMax);
  AddMembers(adults, v1::MEMBER_KIND_ADULT, &household);
  AddMembers(cells.Number(kMinors, 0, kPeopleMax - adults),
             v1::MEMBER_KIND_MINOR, &household);
  household.set_state(cells.Choice<v1::HouseholdState>(
      kState, {{"active", v1::HOUSEHOLD_STATE_ACTIVE},
               {"registered", v1::HOUSEHOLD_STATE_REGISTERED}}));
  ReadCards(cells, &household);
  return household;
}

void HouseholdRows::ReadCards(CellReader& cells, v1::Household* household) {
  constexpr size_t kCards = 7;
  std::vector<std::string> words = cells.Words(kCards);
  if (words.size() > kCardsMax) {
    cells.Fault(kCards, {"最多 20 张卡", "at most 20 cards"});
  }
  for (const std::string& word : words) {
    std::string hash;
    if (!FromHex(word, kCardHashBytes, &hash)) {
      cells.Fault(kCards, word, kCardHashText);
      continue;
    }
    cells.Once(kCards, ToHex(hash), &cards_);
    household->add_card_hashes(hash);
  }
}

const std::vector<std::string>& KioskRows::Columns() {
  static const std::vector<std::string> kColumns = {
      "number", "place", "public_key", "incarnation", "bins"};
  return kColumns;
}

v1::Kiosk KioskRows::Read(CellReader& cells) {
  enum { kNumber, kPlace, kPublicKey, kIncarnation, kBins };
  v1::Kiosk kiosk;
  kiosk.set_number(cells.Number(kNumber, 1, kKioskMax));
  cells.Once(kNumber, cells.Cell(kNumber), &numbers_);
  kiosk.set_place_number(cells.Number(kPlace, 0, kPlaceMax));
  // Both empty: the kiosk brings them when it enrols.
  if (!cells.Cell(kPublicKey).empty() || !cells.Cell(kIncarnation).empty()) {
    std::string key;
    if (!FromHex(cells.Cell(kPublicKey), kPublicKeyBytes, &key)) {
      cells.Fault(kPublicKey, {"Ed25519 公钥：64 位十六进制数字",
                               "an Ed25519 public key: 64 hexadecimal digits"});
    }
    kiosk.set_public_key(key);
    kiosk.set_incarnation(
        cells.Number(kIncarnation, 1, std::numeric_limits<uint64_t>::max()));
  }
  ReadBins(cells, kBins, &kiosk);
  return kiosk;
}

const std::vector<std::string>& BlockedCardRows::Columns() {
  static const std::vector<std::string> kColumns = {"card"};
  return kColumns;
}

v1::CardBlocked BlockedCardRows::Read(CellReader& cells) {
  v1::CardBlocked blocked;
  std::string hash;
  if (FromHex(cells.Cell(0), kCardHashBytes, &hash)) {
    cells.Once(0, ToHex(hash), &cards_);
  } else {
    cells.Fault(0, kCardHashText);
  }
  blocked.set_card_hash(hash);
  return blocked;
}

}  // namespace greenledger::cli
