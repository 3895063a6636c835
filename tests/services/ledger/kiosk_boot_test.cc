// What a kiosk is told when it says hello, its configuration, and the list of
// cards that it keeps for use while offline.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "services/ledger/rules/resident_list.h"
#include "storage/crypto/ed25519.h"
#include "tests/services/ledger/ledger_world.h"

namespace greenledger::ledger {
namespace {

using Registry = v1::RegistryService::StubInterface;

class KioskBootTest : public ::testing::Test {
 protected:
  KioskBootTest() : world(Signing()) {}

  static LedgerWorld::Options Signing() {
    LedgerWorld::Options options;
    options.notary.domain = "ledger.test";
    options.notary.keys.push_back({std::string(32, 's'), nullptr});
    return options;
  }
  v1::BootResponse Boot(uint64_t incarnation = kIncarnation) {
    v1::BootRequest request;
    request.set_incarnation(incarnation);
    request.set_software("test 1");
    grpc::ClientContext context;
    v1::BootResponse response;
    const grpc::Status status =
        world.kiosk().Boot(&context, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }
  v1::GetResidentListResponse List(uint64_t base) {
    v1::GetResidentListRequest request;
    request.set_base_version(base);
    grpc::ClientContext context;
    v1::GetResidentListResponse response;
    const grpc::Status status =
        world.kiosk().GetResidentList(&context, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }
  void Change(uint64_t household, v1::HouseholdState state) {
    v1::ChangeHouseholdRequest request;
    request.mutable_change()->set_number(household);
    request.mutable_change()->set_state(state);
    world.MustRun(&Registry::ChangeHousehold, request);
  }
  static uint64_t Salted(const v1::GetResidentListResponse& list,
                         const std::string& card) {
    return rules::SaltedCard(list.salt(), card);
  }

  LedgerWorld world;
};

TEST_F(KioskBootTest, AnAcceptedKioskLearnsHowFarTheLedgerIs) {
  world.Populate();
  v1::SubmitRecordsResponse booked;
  ASSERT_TRUE(world.Submit({DropRecord(1, kStartUs, 500)}, &booked).ok());
  const v1::BootResponse hello = Boot();
  EXPECT_EQ(hello.admission(), v1::BOOT_ADMISSION_ACCEPTED);
  EXPECT_EQ(hello.watermark(), 1u);
  EXPECT_EQ(hello.chain().size(), 32u);
  EXPECT_EQ(hello.server_time_us(), world.clock.NowMicros());
  EXPECT_GT(hello.retry_after_seconds(), 0u);
  EXPECT_NE(hello.config_version(), 0u);
  EXPECT_NE(hello.list_version(), 0u);
}

TEST_F(KioskBootTest, AnotherJournalOrAClosedKioskIsRejectedWithTheReason) {
  world.Populate();
  EXPECT_EQ(Boot(99).admission(), v1::BOOT_ADMISSION_REJECTED);
  EXPECT_EQ(Boot(99).reason(), "INCARNATION_UNKNOWN");
  v1::CloseKioskRequest close;
  close.mutable_kiosk()->set_number(kKiosk);
  world.MustRun(&Registry::CloseKiosk, close);
  EXPECT_EQ(Boot().admission(), v1::BOOT_ADMISSION_REJECTED);
  EXPECT_EQ(Boot().reason(), "KIOSK_CLOSED");
  EXPECT_TRUE(Boot().chain().empty());
}

TEST_F(KioskBootTest, StrangersAndFaultyHellosAreErrors) {
  world.Populate();
  grpc::ClientContext first;
  v1::BootResponse response;
  EXPECT_EQ(world.kiosk().Boot(&first, {}, &response).error_code(),
            grpc::StatusCode::INVALID_ARGUMENT);
  world.caller = std::nullopt;
  v1::BootRequest request;
  request.set_incarnation(kIncarnation);
  request.set_software("test 1");
  grpc::ClientContext second;
  EXPECT_EQ(world.kiosk().Boot(&second, request, &response).error_code(),
            grpc::StatusCode::UNAUTHENTICATED);
  world.caller = common::KioskIdentity{kBook, 999};
  grpc::ClientContext third;
  EXPECT_EQ(world.kiosk().Boot(&third, request, &response).error_code(),
            grpc::StatusCode::PERMISSION_DENIED);
}

TEST_F(KioskBootTest, TheConfigurationHasBinsTariffAndTheVersionOfHello) {
  world.Populate();
  grpc::ClientContext context;
  v1::GetKioskConfigResponse config;
  ASSERT_TRUE(world.kiosk().GetKioskConfig(&context, {}, &config).ok());
  EXPECT_EQ(config.kiosk().number(), kKiosk);
  EXPECT_FALSE(config.tariff().version().empty());
  EXPECT_EQ(config.tariff().scheme(), config.scheme().version());
  EXPECT_EQ(config.utc_offset_minutes(), 480);
  EXPECT_EQ(config.config_version(), Boot().config_version());
  const uint64_t before = Boot().config_version();
  world.Restart(true);
  EXPECT_EQ(Boot().config_version(), before);
}

TEST_F(KioskBootTest, TheFullListHasTheCardsThatEarnAndIsSigned) {
  world.Populate(3);
  const v1::GetResidentListResponse list = List(0);
  EXPECT_TRUE(list.full());
  EXPECT_EQ(list.version(), Boot().list_version());
  ASSERT_EQ(list.added_size(), 3);
  EXPECT_TRUE(std::is_sorted(list.added().begin(), list.added().end()));
  EXPECT_THAT(list.added(), ::testing::Contains(Salted(list, CardOf(2))));
  const std::vector<uint64_t> all(list.added().begin(), list.added().end());
  EXPECT_EQ(list.digest(), proof::AsBytes(rules::ListDigest(
                               kBook, list.version(), list.salt(), all)));
  const auto key = crypto::Ed25519PublicKey::FromBytes(list.signer());
  ASSERT_TRUE(key.ok());
  EXPECT_TRUE(key->Verify(list.digest(), list.signature()));
}

TEST_F(KioskBootTest, ADifferenceLeadsFromAnyBaseToTheSameList) {
  world.Populate(6);
  const v1::GetResidentListResponse first = List(0);
  Change(2, v1::HOUSEHOLD_STATE_CLOSED);
  const uint64_t between = Boot().list_version();
  v1::IssueCardRequest issue;
  issue.mutable_card()->set_household_number(3);
  issue.mutable_card()->set_card_hash(Card("second card"));
  world.MustRun(&Registry::IssueCard, issue);
  v1::BlockCardRequest block;
  block.mutable_card()->set_card_hash(CardOf(4));
  world.MustRun(&Registry::BlockCard, block);

  const v1::GetResidentListResponse change = List(first.version());
  EXPECT_FALSE(change.full());
  std::set<uint64_t> cards(first.added().begin(), first.added().end());
  for (const uint64_t hash : change.removed()) cards.erase(hash);
  cards.insert(change.added().begin(), change.added().end());
  const v1::GetResidentListResponse whole = List(0);
  EXPECT_EQ(cards,
            std::set<uint64_t>(whole.added().begin(), whole.added().end()));
  EXPECT_EQ(change.digest(), whole.digest());
  EXPECT_EQ(cards.count(Salted(first, CardOf(2))), 0u);
  EXPECT_EQ(cards.count(Salted(first, CardOf(4))), 0u);
  EXPECT_EQ(cards.count(Salted(first, Card("second card"))), 1u);
  EXPECT_EQ(List(between).removed_size(), 1);
}

TEST_F(KioskBootTest,
       ABaseOfTheFutureGetsTheFullListAndARestartChangesNothing) {
  world.Populate(4);
  const v1::GetResidentListResponse list = List(0);
  EXPECT_TRUE(List(list.version() + 1).full());
  for (const bool rebuild : {false, true}) {
    world.Restart(rebuild);
    EXPECT_EQ(List(0).SerializeAsString(), list.SerializeAsString());
  }
  EXPECT_EQ(List(list.version()).added_size(), 0);
}

TEST_F(KioskBootTest, ALongListComesInPagesOfOneVersion) {
  world.Populate(2);
  v1::RegisterHouseholdsRequest request;
  for (uint64_t number = 10; number < 1000; ++number) {
    v1::Household* household = request.add_households();
    household->set_number(number);
    household->set_building_number(kBuilding);
    household->set_tenure(v1::TENURE_OWNER);
    household->set_residents(1);
    household->set_state(v1::HOUSEHOLD_STATE_ACTIVE);
    for (int card = 0; card < 12; ++card) {
      household->add_card_hashes(
          Card(std::to_string(number) + "/" + std::to_string(card)));
    }
    if (request.households_size() < 90 && number != 999) continue;
    world.MustRun(&Registry::RegisterHouseholds, request);
    request.clear_households();
    request.clear_header();
  }
  v1::GetResidentListRequest page;
  std::set<uint64_t> cards;
  uint64_t version = 0;
  int pages = 0;
  do {
    grpc::ClientContext context;
    v1::GetResidentListResponse response;
    ASSERT_TRUE(world.kiosk().GetResidentList(&context, page, &response).ok());
    EXPECT_LE(response.added_size(), 10'000);
    cards.insert(response.added().begin(), response.added().end());
    EXPECT_TRUE(version == 0 || version == response.version());
    version = response.version();
    page.set_page_token(response.next_page_token());
    ++pages;
  } while (!page.page_token().empty());
  EXPECT_EQ(pages, 2);
  EXPECT_EQ(cards.size(), 990u * 12 + 2);
  page.set_page_token(List(0).next_page_token());
  Change(1, v1::HOUSEHOLD_STATE_CLOSED);
  grpc::ClientContext context;
  v1::GetResidentListResponse response;
  EXPECT_EQ(
      world.kiosk().GetResidentList(&context, page, &response).error_code(),
      grpc::StatusCode::INVALID_ARGUMENT)
      << "the list changed between two pages";
}

}  // namespace
}  // namespace greenledger::ledger
