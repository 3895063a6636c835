#include "tests/services/points/points_world.h"

#include <gtest/gtest.h>

#include "services/ledger/verify/book_verifier.h"

namespace greenledger::points {
v1::ExpiryPolicy EndOfNextYear() {
  v1::ExpiryPolicy policy;
  policy.set_rule(v1::EXPIRY_RULE_END_OF_NEXT_YEAR);
  return policy;
}

v1::ExpiryPolicy RollingMonths(uint32_t months) {
  v1::ExpiryPolicy policy;
  policy.set_rule(v1::EXPIRY_RULE_ROLLING_MONTHS);
  policy.set_months(months);
  return policy;
}

v1::RefusalReason ReasonOf(const v1::CommandResult& result) {
  return result.refusals_size() == 0 ? v1::REFUSAL_REASON_UNSPECIFIED
                                     : result.refusals(0).reason();
}

PointsWorld::PointsWorld(const Options& options)
    : ledger(ledger::LedgerWorld::Options{.rows_every = options.rows_every,
                                          .expiry = options.expiry}) {
  ledger.Populate(options.households);
  Open();
}

void PointsWorld::Open() {
  points_service_ =
      std::make_unique<PointsServiceImpl>(&ledger.ledger(), &ledger.clock);
  rewards_service_ = std::make_unique<rewards::RewardsServiceImpl>(
      &ledger.ledger(), &ledger.clock);
  oversight_service_ =
      std::make_unique<oversight::OversightServiceImpl>(&ledger.ledger());
  // It never starts: tests say when it looks.
  keeper_ = std::make_unique<Keeper>(&ledger.ledger(), &ledger.clock);
  grpc::ServerBuilder builder;
  builder.RegisterService(points_service_.get());
  builder.RegisterService(rewards_service_.get());
  builder.RegisterService(oversight_service_.get());
  server_ = builder.BuildAndStart();
  auto channel = server_->InProcessChannel(grpc::ChannelArguments());
  points_ = v1::PointsService::NewStub(channel);
  rewards_ = v1::RewardsService::NewStub(channel);
  oversight_ = v1::OversightService::NewStub(channel);
}

void PointsWorld::Close() {
  server_->Shutdown();
  points_.reset();
  rewards_.reset();
  oversight_.reset();
  server_.reset();
  keeper_.reset();
  points_service_.reset();
  rewards_service_.reset();
  oversight_service_.reset();
}

void PointsWorld::Restart(bool rebuild) {
  Close();
  ledger.Restart(rebuild);
  Open();
}

uint64_t PointsWorld::Earn(uint64_t household, uint32_t points) {
  // Food is 2 points a kilogram. Twenty minutes later it is no part of the
  // drop before.
  ledger.clock.Advance(20 * ledger::kMinuteUs);
  v1::Record record = ledger::DropRecord(++sequence_, Now(), points * 500);
  record.mutable_drop()->set_card_hash(ledger::CardOf(household));
  v1::SubmitRecordsResponse response;
  const grpc::Status status = ledger.Submit({record}, &response);
  EXPECT_TRUE(status.ok()) << status.error_message();
  return response.results(0).index();
}

void PointsWorld::OpenOtherBook(uint64_t household, uint64_t book) {
  using Registry = v1::RegistryService::StubInterface;
  const auto header = [&] {
    v1::CommandHeader with = ledger.Header();
    with.set_book(book);
    return with;
  };
  v1::OpenBookRequest open;
  *open.mutable_header() = header();
  open.mutable_book_opened()->set_community_name("同心社区");
  open.mutable_book_opened()->set_street_name("大同街道");
  open.mutable_book_opened()->set_district_name("同安区");
  open.mutable_book_opened()->set_utc_offset_minutes(480);
  ledger.MustRun(&Registry::OpenBook, open);
  v1::OpenPlacesRequest places;
  *places.mutable_header() = header();
  v1::Place* grid = places.add_places();
  grid->set_number(1);
  grid->set_kind(v1::PLACE_KIND_GRID);
  grid->set_name("grid");
  v1::Place* building = places.add_places();
  building->set_number(2);
  building->set_kind(v1::PLACE_KIND_BUILDING);
  building->set_parent_number(1);
  building->set_name("building");
  ledger.MustRun(&Registry::OpenPlaces, places);
  v1::RegisterHouseholdsRequest households;
  *households.mutable_header() = header();
  v1::Household* there = households.add_households();
  there->set_number(household);
  there->set_building_number(2);
  there->set_tenure(v1::TENURE_TENANT);
  there->set_residents(2);
  there->set_state(v1::HOUSEHOLD_STATE_ACTIVE);
  ledger.MustRun(&Registry::RegisterHouseholds, households);
}

v1::GetPointsResponse PointsWorld::Points(uint64_t household, uint64_t book) {
  v1::GetPointsRequest request;
  request.set_book(book);
  request.set_household(household);
  grpc::ClientContext context;
  v1::GetPointsResponse response;
  const grpc::Status status = points_->GetPoints(&context, request, &response);
  EXPECT_TRUE(status.ok()) << status.error_message();
  return response;
}

v1::GetPointsFiguresResponse PointsWorld::Figures(uint64_t book) {
  v1::GetPointsFiguresRequest request;
  request.set_book(book);
  grpc::ClientContext context;
  v1::GetPointsFiguresResponse response;
  const grpc::Status status =
      points_->GetPointsFigures(&context, request, &response);
  EXPECT_TRUE(status.ok()) << status.error_message();
  return response;
}

int64_t PointsWorld::Net(v1::AccountOwner owner, uint64_t number,
                         v1::Asset asset, uint32_t class_code, uint64_t book) {
  ledger::LiveBook* live = ledger.ledger().books().Find(book);
  common::MutexLock lock(live->mu);
  const rules::Balances* balances = live->state.FindBalances(owner, number);
  return balances == nullptr ? 0 : balances->Net(asset, class_code);
}

std::vector<v1::Entry> PointsWorld::Entries(uint64_t book) {
  std::vector<v1::Entry> entries;
  const absl::Status read = ledger.ledger().store().ReadEntries(
      book, 0, [&](uint64_t, std::string_view bytes) {
        EXPECT_TRUE(entries.emplace_back().ParseFromArray(
            bytes.data(), static_cast<int>(bytes.size())));
        return true;
      });
  EXPECT_TRUE(read.ok()) << read;
  return entries;
}

std::vector<v1::Entry> PointsWorld::EntriesOf(v1::Entry::BodyCase body,
                                              uint64_t book) {
  std::vector<v1::Entry> entries;
  for (v1::Entry& entry : Entries(book)) {
    if (entry.body_case() == body) entries.push_back(std::move(entry));
  }
  return entries;
}

absl::Status PointsWorld::Verify(uint64_t book) {
  const storage::Store& store = ledger.ledger().store();
  verify::BookVerifier verifier(book, points::EntriesOf(&store, book));
  absl::Status verified = absl::OkStatus();
  const absl::Status read =
      store.ReadEntries(book, 0, [&](uint64_t, std::string_view bytes) {
        verified = verifier.Add(bytes);
        return verified.ok();
      });
  verified.Update(read);
  verified.Update(verifier.Finish());
  return verified;
}

}  // namespace greenledger::points
