#include "tests/services/ledger/ledger_world.h"

#include <cstdio>
#include <utility>

#include "storage/proof/sha256.h"

namespace greenledger::ledger {
namespace {

using Registry = v1::RegistryService::StubInterface;

constexpr uint64_t kHouseholdsARequest = 500;

crypto::Ed25519PrivateKey TestKey() {
  return *crypto::Ed25519PrivateKey::FromSeed(std::string(32, 'k'));
}

v1::WasteClass* AddClass(uint32_t code, uint32_t parent, v1::Measure measure,
                         v1::Scheme* scheme) {
  v1::WasteClass* waste = scheme->add_classes();
  waste->set_code(code);
  waste->set_parent_code(parent);
  waste->set_name_zh("类" + std::to_string(code));
  waste->set_name_en("class " + std::to_string(code));
  if (parent == 0) waste->set_colour("#00aa00");
  waste->set_measure(measure);
  return waste;
}

v1::Scheme TestScheme() {
  v1::Scheme scheme;
  scheme.set_version("s1");
  scheme.set_title("test");
  scheme.set_effective_from("2026-01-01");
  AddClass(2, 0, v1::MEASURE_WEIGHT, &scheme);
  AddClass(23, 2, v1::MEASURE_WEIGHT_AND_PIECES, &scheme);
  AddClass(3, 0, v1::MEASURE_WEIGHT, &scheme);
  AddClass(31, 3, v1::MEASURE_WEIGHT, &scheme);
  return scheme;
}

v1::TariffLine* AddLine(uint32_t code, v1::Tariff* tariff) {
  v1::TariffLine* line = tariff->add_lines();
  line->set_class_code(code);
  line->set_max_grams(30000);
  line->set_milli_merit_per_drop(1000);
  return line;
}

v1::Tariff TestTariff(const v1::ExpiryPolicy& expiry) {
  v1::Tariff tariff;
  tariff.set_version("t1");
  tariff.set_title("test");
  tariff.set_effective_from("2026-01-01");
  tariff.set_scheme("s1");
  tariff.set_merge_window_minutes(5);
  tariff.set_late_after_hours(168);
  tariff.set_late_rule(v1::LATE_RULE_COUNT_WHEN_RECEIVED);
  tariff.set_poor_quality_permille(500);
  if (expiry.rule() != v1::EXPIRY_RULE_UNSPECIFIED) {
    *tariff.mutable_expiry() = expiry;
  }
  v1::TariffLine* food = AddLine(3, &tariff);
  food->set_milli_points_per_kg(2000);
  food->set_min_grams(100);
  food->set_daily_cap_milli_points(20000);
  v1::TariffLine* cells = AddLine(23, &tariff);
  cells->set_milli_points_per_piece(500);
  cells->set_max_pieces(50);
  return tariff;
}

v1::Place MakePlace(uint64_t number, v1::PlaceKind kind, uint64_t parent) {
  v1::Place place;
  place.set_number(number);
  place.set_kind(kind);
  place.set_parent_number(parent);
  place.set_name("place " + std::to_string(number));
  return place;
}

}  // namespace

std::string Card(std::string_view name) {
  const proof::Hash hash = proof::Sha256({"greenledger/card/v1\n", name});
  return std::string(proof::AsBytes(hash).substr(0, 16));
}

std::string CardOf(uint64_t household) {
  return Card("card of household " + std::to_string(household));
}

v1::Record DropRecord(uint64_t sequence, int64_t time_us, uint32_t grams) {
  v1::Record record;
  record.set_sequence(sequence);
  record.set_device_time_us(time_us);
  record.set_clock_synced(true);
  v1::Drop* drop = record.mutable_drop();
  drop->set_card_hash(CardOf(kHousehold));
  drop->set_bin(1);
  drop->set_class_code(31);
  drop->set_grams(grams);
  drop->set_quality(v1::QUALITY_GOOD);
  return record;
}

LedgerWorld::LedgerWorld() : LedgerWorld(Options()) {}

LedgerWorld::LedgerWorld(const Options& options)
    : key(TestKey()), options_(options) {
  if (options_.env == nullptr) {
    own_env_.reset(rocksdb::NewMemEnv(rocksdb::Env::Default()));
    options_.env = own_env_.get();
  }
  Open(/*rebuild=*/false);
}

LedgerWorld::~LedgerWorld() { Close(); }

void LedgerWorld::Open(bool rebuild) {
  metrics_ = std::make_unique<prometheus::Registry>();
  Ledger::Options options;
  options.store.path = options_.path;
  options.store.env = options_.env;
  options.rebuild = rebuild;
  options.notary = options_.notary;
  options.scrub = options_.scrub;
  options.committer.rows_every = options_.rows_every;
  options.identify = [this](const grpc::CallbackServerContext&) {
    return caller;
  };
  options.renewals.authority = options_.authority;
  options.renewals.identify = options.identify;
  auto ledger = Ledger::Open(std::move(options), &clock, metrics_.get());
  if (!ledger.ok()) {
    std::fprintf(stderr, "%s\n",
                 std::string(ledger.status().message()).c_str());
    std::abort();
  }
  ledger_ = *std::move(ledger);
  grpc::ServerBuilder builder;
  builder.RegisterService(ledger_->kiosk_service());
  builder.RegisterService(ledger_->ledger_service());
  builder.RegisterService(ledger_->registry_service());
  builder.RegisterService(ledger_->proof_service());
  builder.RegisterService(ledger_->operations_service());
  server_ = builder.BuildAndStart();
  auto channel = server_->InProcessChannel(grpc::ChannelArguments());
  kiosk_ = v1::KioskService::NewStub(channel);
  reads_ = v1::LedgerService::NewStub(channel);
  registry_ = v1::RegistryService::NewStub(channel);
  proofs_ = v1::ProofService::NewStub(channel);
  operations_ = v1::OperationsService::NewStub(channel);
}

void LedgerWorld::Close() {
  server_->Shutdown();
  ledger_->Stop();
  kiosk_.reset();
  reads_.reset();
  registry_.reset();
  proofs_.reset();
  operations_.reset();
  server_.reset();
  ledger_.reset();
}

void LedgerWorld::Restart(bool rebuild) {
  Close();
  Open(rebuild);
}

v1::CommandHeader LedgerWorld::Header() {
  char id[37];
  std::snprintf(id, sizeof(id), "00000000-0000-4000-8000-%012llx",
                static_cast<unsigned long long>(++next_id_));
  v1::CommandHeader header;
  header.set_request_id(id);
  header.set_book(kBook);
  return header;
}

void LedgerWorld::Populate(uint64_t households) {
  v1::OpenBookRequest open;
  open.mutable_book_opened()->set_community_name("大同社区");
  open.mutable_book_opened()->set_street_name("大同街道");
  open.mutable_book_opened()->set_district_name("同安区");
  open.mutable_book_opened()->set_utc_offset_minutes(480);
  MustRun(&Registry::OpenBook, open);
  v1::PublishSchemeRequest scheme;
  *scheme.mutable_scheme() = TestScheme();
  MustRun(&Registry::PublishScheme, scheme);
  v1::PublishTariffRequest tariff;
  *tariff.mutable_tariff() = TestTariff(options_.expiry);
  MustRun(&Registry::PublishTariff, tariff);
  v1::OpenPlacesRequest places;
  *places.add_places() = MakePlace(1, v1::PLACE_KIND_GRID, 0);
  *places.add_places() = MakePlace(kBuilding, v1::PLACE_KIND_BUILDING, 1);
  MustRun(&Registry::OpenPlaces, places);
  v1::RegisterHouseholdsRequest register_households;
  for (uint64_t n = 1; n <= households; ++n) {
    v1::Household* household = register_households.add_households();
    household->set_number(n);
    household->set_building_number(kBuilding);
    household->set_tenure(v1::TENURE_OWNER);
    household->set_residents(3);
    household->set_state(v1::HOUSEHOLD_STATE_ACTIVE);
    household->add_card_hashes(CardOf(n));
    if (n % kHouseholdsARequest == 0 || n == households) {
      MustRun(&Registry::RegisterHouseholds, register_households);
      register_households.clear_households();
    }
  }
  v1::RegisterKiosksRequest kiosks;
  v1::Kiosk* kiosk = kiosks.add_kiosks();
  kiosk->set_number(kKiosk);
  kiosk->set_place_number(kBuilding);
  kiosk->set_public_key(key.public_key());
  kiosk->set_incarnation(kIncarnation);
  kiosk->add_bins()->set_number(1);
  kiosk->mutable_bins(0)->set_class_code(3);
  kiosk->add_bins()->set_number(2);
  kiosk->mutable_bins(1)->set_class_code(2);
  MustRun(&Registry::RegisterKiosks, kiosks);
}

v1::SubmitRecordsRequest LedgerWorld::Signed(
    uint64_t first_sequence, const std::vector<std::string>& records,
    std::optional<proof::Hash> previous_chain) const {
  const journal::JournalId id{kBook, kKiosk, kIncarnation};
  proof::Hash chain = journal::ChainStart(id);
  for (uint64_t n = 1; n < first_sequence && n <= sent_.size(); ++n) {
    chain = journal::ChainNext(chain, sent_[n - 1]);
  }
  return *kiosk::BuildBatch(id, previous_chain.value_or(chain), first_sequence,
                            records, key);
}

grpc::Status LedgerWorld::SubmitBytes(
    uint64_t first_sequence, const std::vector<std::string>& records,
    v1::SubmitRecordsResponse* response,
    std::optional<proof::Hash> previous_chain) {
  grpc::ClientContext context;
  const grpc::Status status = kiosk().SubmitRecords(
      &context, Signed(first_sequence, records, previous_chain), response);
  for (size_t i = 0; status.ok() && i < records.size(); ++i) {
    const bool booked = response->results(static_cast<int>(i)).code() >=
                        v1::RECORD_RESULT_CODE_QUARANTINED;
    if (booked) sent_.push_back(records[i]);
  }
  return status;
}

grpc::Status LedgerWorld::Submit(const std::vector<v1::Record>& records,
                                 v1::SubmitRecordsResponse* response) {
  std::vector<std::string> bytes;
  for (const v1::Record& record : records) {
    bytes.push_back(record.SerializeAsString());
  }
  return SubmitBytes(records.at(0).sequence(), bytes, response);
}

int64_t LedgerWorld::Points(uint64_t household) {
  v1::GetBalanceRequest request;
  request.set_book(kBook);
  request.set_household(household);
  v1::GetBalanceResponse response;
  grpc::ClientContext context;
  if (!reads().GetBalance(&context, request, &response).ok()) return -1;
  for (const v1::Balance& balance : response.balances()) {
    if (balance.asset() == v1::ASSET_POINTS) {
      return static_cast<int64_t>(balance.credits() - balance.debits());
    }
  }
  return 0;
}

std::vector<std::string> LedgerWorld::Entries() {
  v1::FollowEntriesRequest request;
  request.set_book(kBook);
  request.set_stop_at_end(true);
  grpc::ClientContext context;
  auto stream = reads().FollowEntries(&context, request);
  std::vector<std::string> entries;
  v1::FollowEntriesResponse message;
  while (stream->Read(&message)) {
    entries.insert(entries.end(), message.entries().begin(),
                   message.entries().end());
  }
  if (!stream->Finish().ok()) entries.clear();
  return entries;
}

}  // namespace greenledger::ledger
