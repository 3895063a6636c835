#include "tests/integration/community.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include "clients/cli/pki/dev_ca.h"
#include "greenledger/v1/record.pb.h"
#include "services/common/clock.h"
#include "services/ledger/rules/tariff_text.h"
#include "storage/proof/sha256.h"

namespace greenledger::integration {
namespace {

using Registry = v1::RegistryService::StubInterface;

constexpr uint64_t kGrid = 1;
constexpr uint64_t kBuilding = 101;
constexpr uint32_t kPaper = 11;
constexpr uint32_t kBatteries = 23;
constexpr uint32_t kFood = 31;
constexpr int64_t kMinuteUs = 60'000'000;

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file.is_open()) << path;
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string SeedOf(uint64_t kiosk) {
  return std::string(32, static_cast<char>('a' + kiosk % 26));
}

v1::Record MadeNow(uint64_t sequence) {
  v1::Record record;
  record.set_sequence(sequence);
  record.set_device_time_us(common::SystemClock().NowMicros() - 5 * kMinuteUs);
  record.set_clock_synced(true);
  return record;
}

v1::Drop* AddDrop(uint32_t class_code, uint64_t household, v1::Record* record) {
  v1::Drop* drop = record->mutable_drop();
  drop->set_card_hash(CardOf(household));
  // Bin n takes class n, and a subtype's code begins with its class's.
  drop->set_bin(class_code / 10);
  drop->set_class_code(class_code);
  drop->set_quality(v1::QUALITY_GOOD);
  return drop;
}

// Whatever a kiosk may send besides good drops.
void AddOddity(kiosk::Random& random, v1::Record* record) {
  switch (random.Below(4)) {
    case 0:  // its scale says that nobody could carry this
      AddDrop(kPaper, 1, record)->set_grams(4'000'000);
      break;
    case 1:
      record->mutable_clearance()->set_bin(1);
      record->mutable_clearance()->set_class_code(1);
      record->mutable_clearance()->set_grams(20'000);
      record->mutable_clearance()->set_collector(5);
      break;
    case 2:
      record->mutable_scale_test()->set_bin(1);
      record->mutable_scale_test()->set_reference_grams(1000);
      record->mutable_scale_test()->set_measured_grams(1003);
      break;
    default:  // no body
      break;
  }
}

v1::Place MakePlace(uint64_t number, v1::PlaceKind kind, uint64_t parent) {
  v1::Place place;
  place.set_number(number);
  place.set_kind(kind);
  place.set_parent_number(parent);
  place.set_name("place " + std::to_string(number));
  return place;
}

void OpenBook(Registry& registry) {
  v1::OpenBookRequest open;
  open.mutable_book_opened()->set_community_name("大同社区");
  open.mutable_book_opened()->set_street_name("大同街道");
  open.mutable_book_opened()->set_district_name("同安区");
  open.mutable_book_opened()->set_utc_offset_minutes(480);
  MustRun(registry, &Registry::OpenBook, open);
  const std::string folder = GREENLEDGER_TARIFF_FOLDER;
  v1::PublishSchemeRequest scheme;
  *scheme.mutable_scheme() =
      rules::ParseSchemeText(ReadFile(folder + "/scheme-gbt19095.textproto"))
          .document;
  MustRun(registry, &Registry::PublishScheme, scheme);
  v1::PublishTariffRequest tariff;
  *tariff.mutable_tariff() = ShippedTariff();
  MustRun(registry, &Registry::PublishTariff, tariff);
}

void RegisterHouseholds(Registry& registry) {
  v1::OpenPlacesRequest places;
  *places.add_places() = MakePlace(kGrid, v1::PLACE_KIND_GRID, 0);
  *places.add_places() = MakePlace(kBuilding, v1::PLACE_KIND_BUILDING, kGrid);
  MustRun(registry, &Registry::OpenPlaces, places);
  v1::RegisterHouseholdsRequest request;
  for (uint64_t n = 1; n <= kHouseholds; ++n) {
    v1::Household* household = request.add_households();
    household->set_number(n);
    household->set_building_number(kBuilding);
    household->set_tenure(n % 3 == 0 ? v1::TENURE_TENANT : v1::TENURE_OWNER);
    household->set_residents(3);
    household->set_state(v1::HOUSEHOLD_STATE_ACTIVE);
    household->add_card_hashes(CardOf(n));
  }
  MustRun(registry, &Registry::RegisterHouseholds, request);
}

}  // namespace

std::string CardOf(uint64_t household) {
  const proof::Hash hash = proof::Sha256(
      {"greenledger/card/v1\n", "card of " + std::to_string(household)});
  return std::string(proof::AsBytes(hash).substr(0, 16));
}

v1::Tariff ShippedTariff() {
  return rules::ParseTariffText(
             ReadFile(std::string(GREENLEDGER_TARIFF_FOLDER) +
                      "/tariff-example.textproto"))
      .document;
}

std::string PaperDrop(uint64_t sequence, uint64_t household, uint32_t grams) {
  v1::Record record = MadeNow(sequence);
  AddDrop(kPaper, household, &record)->set_grams(grams);
  return record.SerializeAsString();
}

std::vector<std::string> MixedRecords(uint64_t count, kiosk::Random& random) {
  std::vector<std::string> records;
  for (uint64_t sequence = 1; sequence <= count; ++sequence) {
    v1::Record record = MadeNow(sequence);
    // One card in twenty is nobody's.
    const uint64_t household = 1 + random.Below(kHouseholds + kHouseholds / 20);
    const auto grams = static_cast<uint32_t>(random.Between(50, 6000));
    const uint64_t kind = random.Below(100);
    if (kind < 10) {
      AddOddity(random, &record);
    } else if (kind < 60) {
      AddDrop(kFood, household, &record)->set_grams(grams);
    } else if (kind < 90) {
      AddDrop(kPaper, household, &record)->set_grams(grams);
    } else {
      v1::Drop* drop = AddDrop(kBatteries, household, &record);
      drop->set_grams(200);
      drop->set_pieces(static_cast<uint32_t>(random.Between(1, 9)));
    }
    records.push_back(record.SerializeAsString());
  }
  return records;
}

Answer Submit(v1::KioskService::StubInterface& stub,
              const v1::SubmitRecordsRequest& request,
              std::chrono::milliseconds deadline) {
  grpc::ClientContext context;
  context.set_deadline(gpr_time_from_millis(deadline.count(), GPR_TIMESPAN));
  Answer answer;
  answer.status = stub.SubmitRecords(&context, request, &answer.response);
  return answer;
}

Community::Community(uint64_t kiosks)
    : data_(folder_.File("data")), pki_(folder_.File("pki")) {
  pki::PkiOptions options;
  options.folder = pki_;
  options.now_us = common::SystemClock().NowMicros() - kMinuteUs;
  for (uint64_t n = 1; n <= kiosks; ++n) {
    options.kiosks.push_back({kBook, n, SeedOf(n)});
    keys_.push_back(*crypto::Ed25519PrivateKey::FromSeed(SeedOf(n)));
  }
  const auto made = pki::RunPkiInit(options);
  EXPECT_TRUE(made.ok()) << made.status().message();
  for (uint64_t n = 1; n <= kiosks; ++n) {
    const pki::KioskFiles files = pki::KioskFilesIn(pki_, kBook, n);
    identities_.push_back({ReadFile(pki::AuthorityFilesIn(pki_).ca_certificate),
                           ReadFile(files.certificate), ReadFile(files.key)});
  }
}

std::vector<std::string> Community::FlagsWith(
    const std::vector<std::string>& more) const {
  std::vector<std::string> all = flags();
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

std::string Community::NewestLog() const {
  std::string newest;
  for (const auto& file : std::filesystem::directory_iterator(data_ + "/db")) {
    if (file.path().extension() != ".log") continue;
    newest = std::max(newest, file.path().string());
  }
  return newest;
}

std::unique_ptr<ServerProcess> Community::Serve(
    const std::vector<std::string>& prefix) const {
  auto server = std::make_unique<ServerProcess>(flags(), prefix);
  EXPECT_TRUE(server->WaitUntilServing()) << server->log();
  return server;
}

void Community::Populate(const ServerProcess& server) const {
  const auto registry = v1::RegistryService::NewStub(server.Operator());
  OpenBook(*registry);
  RegisterHouseholds(*registry);
  v1::RegisterKiosksRequest request;
  for (size_t i = 0; i < keys_.size(); ++i) {
    v1::Kiosk* kiosk = request.add_kiosks();
    kiosk->set_number(i + 1);
    kiosk->set_place_number(kBuilding);
    kiosk->set_public_key(keys_[i].public_key());
    kiosk->set_incarnation(kIncarnation);
    for (uint32_t bin = 1; bin <= 3; ++bin) {
      v1::Bin* added = kiosk->add_bins();
      added->set_number(bin);
      added->set_class_code(bin);
    }
  }
  MustRun(*registry, &Registry::RegisterKiosks, request);
}

std::shared_ptr<grpc::Channel> Community::Channel(
    uint64_t kiosk, const std::string& address) const {
  return kiosk::OpenChannel(address, identities_.at(kiosk - 1));
}

std::unique_ptr<v1::KioskService::StubInterface> Community::Connect(
    uint64_t kiosk, const std::string& address) const {
  return v1::KioskService::NewStub(Channel(kiosk, address));
}

kiosk::SignedJournal Community::Journal(
    uint64_t kiosk, std::vector<std::string> records) const {
  return {
      {kBook, kiosk, kIncarnation}, std::move(records), keys_.at(kiosk - 1)};
}

}  // namespace greenledger::integration
