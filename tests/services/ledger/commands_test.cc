// Registry commands through the real service.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/services/ledger/ledger_world.h"

namespace greenledger::ledger {
namespace {

using Registry = v1::RegistryService::StubInterface;

class CommandsTest : public ::testing::Test {
 protected:
  CommandsTest() { world.Populate(); }

  v1::RegisterHouseholdsRequest Household(uint64_t number) {
    v1::RegisterHouseholdsRequest request;
    *request.mutable_header() = world.Header();
    v1::Household* household = request.add_households();
    household->set_number(number);
    household->set_building_number(kBuilding);
    household->set_tenure(v1::TENURE_TENANT);
    household->set_residents(2);
    household->set_state(v1::HOUSEHOLD_STATE_ACTIVE);
    return request;
  }
  v1::RegisterHouseholdsResponse Register(
      const v1::RegisterHouseholdsRequest& request) {
    grpc::ClientContext context;
    v1::RegisterHouseholdsResponse response;
    const grpc::Status status =
        world.registry().RegisterHouseholds(&context, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }
  // A drop of 1 kg with a card that may be unknown.
  v1::RecordResult DropWith(const std::string& card) {
    v1::Record record = DropRecord(++sequence_, world.clock.NowMicros(), 1000);
    record.mutable_drop()->set_card_hash(card);
    v1::SubmitRecordsResponse response;
    EXPECT_TRUE(world.Submit({record}, &response).ok());
    return response.results(0);
  }

  // The first reason for which a command is refused.
  template <typename Request, typename Response>
  v1::RefusalReason Refused(grpc::Status (Registry::*rpc)(grpc::ClientContext*,
                                                          const Request&,
                                                          Response*),
                            Request request) {
    *request.mutable_header() = world.Header();
    grpc::ClientContext context;
    Response response;
    const grpc::Status status =
        (world.registry().*rpc)(&context, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response.result().refusals_size() == 0
               ? v1::REFUSAL_REASON_UNSPECIFIED
               : response.result().refusals(0).reason();
  }
  v1::Tariff TariffNow() {
    v1::GetTariffRequest get;
    get.set_book(kBook);
    v1::GetTariffResponse tariff;
    grpc::ClientContext context;
    EXPECT_TRUE(world.registry().GetTariff(&context, get, &tariff).ok());
    return tariff.tariff();
  }

  LedgerWorld world;

 private:
  uint64_t sequence_ = 0;
};

TEST_F(CommandsTest, TheSameCommandAgainIsTheSameCommand) {
  const auto request = Household(0);
  const auto first = Register(request);
  EXPECT_EQ(first.result().code(), v1::COMMAND_RESULT_CODE_ACCEPTED);
  ASSERT_EQ(first.numbers_size(), 1);
  EXPECT_EQ(first.numbers(0), 4u);
  world.Restart();
  const auto again = Register(request);
  EXPECT_EQ(again.result().code(), v1::COMMAND_RESULT_CODE_DUPLICATE);
  EXPECT_EQ(again.result().first_index(), first.result().first_index());
  EXPECT_EQ(again.numbers(0), 4u);
}

TEST_F(CommandsTest, ACheckOfACommandThatWasDoneSaysSo) {
  auto request = Household(10);
  Register(request);
  request.mutable_header()->set_validate_only(true);
  EXPECT_EQ(Register(request).result().code(),
            v1::COMMAND_RESULT_CODE_DUPLICATE);
}

TEST_F(CommandsTest, AnIdUsedForSomethingElseIsRefused) {
  auto request = Household(10);
  Register(request);
  request.mutable_households(0)->set_residents(9);
  EXPECT_EQ(Register(request).result().code(),
            v1::COMMAND_RESULT_CODE_ID_REUSED);
}

TEST_F(CommandsTest, ARefusalStaysARefusalWhenTheStateChanges) {
  auto request = Household(10);
  request.mutable_households(0)->set_building_number(102);
  const auto refused = Register(request);
  EXPECT_EQ(refused.result().code(), v1::COMMAND_RESULT_CODE_REFUSED);
  ASSERT_EQ(refused.result().refusals_size(), 1);
  EXPECT_EQ(refused.result().refusals(0).field(),
            "households[0].building_number");
  EXPECT_EQ(refused.result().refusals(0).reason(),
            v1::REFUSAL_REASON_PLACE_UNKNOWN);

  v1::OpenPlacesRequest open;
  v1::Place* place = open.add_places();
  place->set_number(102);
  place->set_kind(v1::PLACE_KIND_BUILDING);
  place->set_parent_number(1);
  place->set_name("2号楼");
  world.MustRun(&Registry::OpenPlaces, open);

  EXPECT_EQ(Register(request).SerializeAsString(), refused.SerializeAsString());
  auto with_new_id = request;
  *with_new_id.mutable_header() = world.Header();
  EXPECT_EQ(Register(with_new_id).result().code(),
            v1::COMMAND_RESULT_CODE_ACCEPTED);
}

TEST_F(CommandsTest, AListIsTakenWholeOrNotAtAll) {
  auto request = Household(10);
  *request.add_households() = request.households(0);
  request.mutable_households(1)->set_number(1);  // taken
  EXPECT_EQ(Register(request).result().code(), v1::COMMAND_RESULT_CODE_REFUSED);
  EXPECT_EQ(world.Points(10), -1);
}

TEST_F(CommandsTest, ValidateOnlyTellsEverythingAndStoresNothing) {
  auto request = Household(1);
  request.mutable_header()->set_validate_only(true);
  request.mutable_households(0)->add_card_hashes(CardOf(2));
  const size_t entries = world.Entries().size();
  const auto response = Register(request);
  EXPECT_EQ(response.result().code(), v1::COMMAND_RESULT_CODE_REFUSED);
  EXPECT_EQ(response.result().refusals_size(), 2);
  EXPECT_EQ(world.Entries().size(), entries);
}

TEST_F(CommandsTest, AMalformedRequestNamesFieldAndValue) {
  auto request = Household(10);
  request.mutable_households(0)->set_residents(51);
  grpc::ClientContext context;
  v1::RegisterHouseholdsResponse response;
  const grpc::Status status =
      world.registry().RegisterHouseholds(&context, request, &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_THAT(status.error_message(),
              ::testing::HasSubstr("households[0].residents"));
  EXPECT_THAT(status.error_message(), ::testing::HasSubstr("51"));
}

TEST_F(CommandsTest, AnUnknownCardCreditsSuspenseUntilItIsClaimed) {
  const auto result = DropWith(Card("found in the lobby"));
  EXPECT_EQ(result.code(), v1::RECORD_RESULT_CODE_ACCEPTED);
  EXPECT_EQ(result.milli_points(), 2000);
  EXPECT_THAT(result.notes(), ::testing::Contains(v1::DROP_NOTE_SUSPENSE));
  EXPECT_EQ(world.Points(kHousehold), 0);

  v1::IssueCardRequest issue;
  issue.mutable_card()->set_household_number(kHousehold);
  issue.mutable_card()->set_card_hash(Card("found in the lobby"));
  world.MustRun(&Registry::IssueCard, issue);
  EXPECT_EQ(world.Points(kHousehold), 2000);
  EXPECT_EQ(DropWith(Card("found in the lobby")).code(),
            v1::RECORD_RESULT_CODE_ACCEPTED);
  EXPECT_EQ(world.Points(kHousehold), 4000);
}

TEST_F(CommandsTest, AHouseholdEarnsFromSuspenseWhenItIsActivated) {
  auto request = Household(10);
  request.mutable_households(0)->set_state(v1::HOUSEHOLD_STATE_REGISTERED);
  request.mutable_households(0)->add_card_hashes(Card("ten"));
  Register(request);
  DropWith(Card("ten"));
  EXPECT_EQ(world.Points(10), 0);
  v1::ChangeHouseholdRequest activate;
  activate.mutable_change()->set_number(10);
  activate.mutable_change()->set_state(v1::HOUSEHOLD_STATE_ACTIVE);
  world.MustRun(&Registry::ChangeHousehold, activate);
  EXPECT_EQ(world.Points(10), 2000);
}

TEST_F(CommandsTest, ClosedHouseholdsAndBlockedCardsEarnNothing) {
  v1::BlockCardRequest block;
  block.mutable_card()->set_card_hash(CardOf(2));
  world.MustRun(&Registry::BlockCard, block);
  EXPECT_EQ(DropWith(CardOf(2)).quarantine_reason(),
            v1::QUARANTINE_REASON_CARD_BLOCKED);
  v1::ChangeHouseholdRequest close;
  close.mutable_change()->set_number(3);
  close.mutable_change()->set_state(v1::HOUSEHOLD_STATE_CLOSED);
  world.MustRun(&Registry::ChangeHousehold, close);
  EXPECT_EQ(DropWith(CardOf(3)).quarantine_reason(),
            v1::QUARANTINE_REASON_HOUSEHOLD_CLOSED);
}

TEST_F(CommandsTest, ABookIsOpenedOnce) {
  v1::OpenBookRequest open;
  open.mutable_book_opened()->set_community_name("城南社区");
  open.mutable_book_opened()->set_street_name("城南街道");
  open.mutable_book_opened()->set_district_name("城南区");
  open.mutable_book_opened()->set_utc_offset_minutes(480);
  EXPECT_EQ(Refused(&Registry::OpenBook, open), v1::REFUSAL_REASON_BOOK_EXISTS);
}

TEST_F(CommandsTest, ACardIsBlockedOnce) {
  v1::BlockCardRequest block;
  block.mutable_card()->set_card_hash(Card("nobody's"));
  EXPECT_EQ(Refused(&Registry::BlockCard, block),
            v1::REFUSAL_REASON_CARD_UNKNOWN);
  block.mutable_card()->set_card_hash(CardOf(2));
  world.MustRun(&Registry::BlockCard, block);
  EXPECT_EQ(Refused(&Registry::BlockCard, block),
            v1::REFUSAL_REASON_CARD_BLOCKED);
}

TEST_F(CommandsTest, AChangeChangesSomething) {
  v1::ChangeHouseholdRequest change;
  change.mutable_change()->set_number(kHousehold);
  change.mutable_change()->set_state(v1::HOUSEHOLD_STATE_ACTIVE);
  EXPECT_EQ(Refused(&Registry::ChangeHousehold, change),
            v1::REFUSAL_REASON_STATE_UNCHANGED);
}

TEST_F(CommandsTest, AHouseholdHasSoManyCards) {
  v1::RegisterHouseholdsRequest request = Household(10);
  for (int i = 0; i < 20; ++i) {
    request.mutable_households(0)->add_card_hashes(
        Card("card " + std::to_string(i)));
  }
  Register(request);
  v1::IssueCardRequest issue;
  issue.mutable_card()->set_household_number(10);
  issue.mutable_card()->set_card_hash(Card("one more"));
  EXPECT_EQ(Refused(&Registry::IssueCard, issue), v1::REFUSAL_REASON_TOO_MANY);
}

TEST_F(CommandsTest, ATariffMeasuresAsItsSchemeDoes) {
  v1::PublishTariffRequest publish;
  *publish.mutable_tariff() = TariffNow();
  publish.mutable_tariff()->set_version("t2");
  publish.mutable_tariff()->set_effective_from("2026-06-06");
  v1::TariffLine* line = publish.mutable_tariff()->mutable_lines(0);
  line->clear_milli_points_per_kg();
  line->set_milli_points_per_piece(1);
  EXPECT_EQ(Refused(&Registry::PublishTariff, publish),
            v1::REFUSAL_REASON_MEASURE_WRONG);
}

TEST_F(CommandsTest, ATariffComesAfterTheOneBeforeAndNotBeforeToday) {
  v1::PublishTariffRequest publish;
  *publish.mutable_tariff() = TariffNow();
  publish.mutable_tariff()->set_version("t2");
  const auto code_for = [&](const std::string& day) {
    publish.mutable_tariff()->set_effective_from(day);
    *publish.mutable_header() = world.Header();
    publish.mutable_header()->set_validate_only(true);
    grpc::ClientContext call;
    v1::PublishTariffResponse response;
    EXPECT_TRUE(world.registry().PublishTariff(&call, publish, &response).ok());
    return response.result().refusals_size() == 0
               ? v1::REFUSAL_REASON_UNSPECIFIED
               : response.result().refusals(0).reason();
  };
  EXPECT_EQ(code_for("2026-01-01"), v1::REFUSAL_REASON_NOT_LATER);
  EXPECT_EQ(code_for("2026-06-04"), v1::REFUSAL_REASON_IN_PAST);
  EXPECT_EQ(code_for("2026-06-05"), v1::REFUSAL_REASON_UNSPECIFIED);
}

}  // namespace
}  // namespace greenledger::ledger
